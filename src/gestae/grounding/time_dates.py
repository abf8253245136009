"""Readers of calendar dates: days, months, seasons, years, decades, centuries."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import replace

from . import time_calendar as calendar
from .time_calendar import Period
from .time_found import Found, Reader, number, said_year, short_year
from .time_steps import context_year, unit_step

ABOUT = 2_000
"""Characters around "by May" in which a Mrs May would be named."""
_MRS_MAY = re.compile(r"\b(?:Theresa|Mrs?\.?|Ms\.?|Minister) May\b")
_NO_YEAR_AFTER = frozenset("$£€#.:+_©")
_SLASHES_ROW = re.compile(r"(?:D/D[,|&q-]{1,2}){1,10}\Z")
_NO_DAY_AFTER = frozenset("$£€#")


def read_day(found: Found) -> Period | None:
    month, day = found.value("month"), number(found, "day")
    if found.rule == "day_first" and found.text[max(0, found.offset - 1) : found.offset] in _NO_DAY_AFTER:
        return None
    if not isinstance(month, int) or not day or day > 31 or (found.has("day_unit") and found.word("day_unit") != "day"):
        return None
    year = context_year(found, month, day)
    if year is not None and (month, day) == (2, 29) and not found.has("year"):
        year = next((y for y in range(year, max(year - 8, 0), -1) if isleap(y)), year)
    if year is None:
        return Period(f"XXXX-{month:02d}-{day:02d}", "day") if calendar.of_day(2000, month, day) else None
    first = calendar.of_day(year, month, day)
    last = calendar.of_day(year, month, number(found, "day2") or 0) if found.has("day2") else None
    if first is None or last is None or last.value <= first.value:
        return first
    return replace(first, value=f"{first.value}/{last.value}", last=last.last)


def read_weekday_day(found: Found) -> Period | None:
    """ "Friday the 13th": the nearest month that has such a day."""
    weekday, day, now = found.value("weekday"), number(found, "day"), found.narrative.now
    if not day or now is None or not (found.has("the") or found.match["day"] in ("1", "D")):
        return None
    step = 1 if found.tense() == "future" else -1
    for distance in [0, *(step * sign * months for months in range(1, 13) for sign in (1, -1))]:
        period = calendar.of_day(*calendar.add_months(now.year, now.month, distance), day)
        if period and period.first and period.first.isoweekday() == weekday:
            return period
    return None


def read_day_alone(found: Found) -> Period | None:
    """ "On the 14th": of the month that the story is in; not "the 14th floor"."""
    lists, narrative = found.words.lists, found.narrative
    noun_behind = found.after[:1].isalnum() and found.after not in lists["after_day_alone"]
    day, now = number(found, "day"), narrative.now
    before = " ".join(found.row.words[max(0, found.match.start() - 2) : found.match.start()])
    if not (found.before in lists["before_day_alone"] or before == "week of") or noun_behind or not day or day > 31:
        return None
    base = now or narrative.day
    if base is None:
        return None
    step = 1 if now is None or found.tense() == "future" else -1
    for months in range(3):
        period = calendar.of_day(*calendar.add_months(base.year, base.month, step * months), day)
        if period and period.first and (period.first - base).days * step >= 0:
            return period
    return None


def read_slashes(found: Found) -> Period | None:
    """`22/04` or, in American order, `04/22`, without a year: only behind a preposition of time or a weekday."""
    first, second = int(found.word("first")), int(found.word("second"))
    day, month = (first, second) if first > 12 else (second, first)
    if month > 12 or not (found.has("weekday") or _told_in_slashes(found)):
        return None
    year = found.narrative.year_of(month, day, found.offset, found.tense())
    return calendar.of_day(year, month, day) if year is not None else None


def _told_in_slashes(found: Found) -> bool:
    """Whether a preposition of time stands before "22/04", or before the first of a row of such days."""
    start = found.match.start()
    row = _SLASHES_ROW.search(found.row.codes, max(0, start - 40), start)
    start = row.start() if row else start
    return start > 0 and found.row.words[start - 1] in found.words.lists["before_slashes"]


def read_digits(found: Found) -> Period | None:
    """`2024-03-22`, `22/03/2024`, `03/22/2024`: a day above 12 tells the order, else it is American."""
    word = found.word("date").upper()
    clock = word.partition("T")[2]
    parts = [int(part) for part in re.findall(r"[0-9]+", word.partition("T")[0])]
    if len(parts) == 1:
        parts = [parts[0] // 10000, parts[0] // 100 % 100, parts[0] % 100]
    if parts[0] > 31:
        year, month, day = parts
    else:
        month, day, year = (parts[1], parts[0], parts[2]) if parts[0] > 12 or "." in word else parts
        year = year if year > 99 else short_year(year)
    period = calendar.of_day(year, month, day) if 1 <= month <= 12 else None
    return replace(period, value=f"{period.value}T{clock}", precision="time") if period and clock else period


def read_month(found: Found) -> Period | None:
    month = found.value("month")
    if not isinstance(month, int) or (found.match["month"][0] == "m" and not _plain_month(found)):
        return None
    if found.match[0] == "M" and _in_a_name(found):
        return None
    if found.has("deictic") and not found.has("year"):
        return _deictic_month(found, month)
    year = context_year(found, month)
    return calendar.of_month(year, month) if year is not None else Period(f"XXXX-{month:02d}", "month")


def _in_a_name(found: Found) -> bool:
    """ "Judge April Stone"; the August Decrees are of August."""
    lists = found.words.lists
    given = found.word("month") in lists["month_given_name"] and found.name_follows()
    return given and found.before not in lists["before_month"] and found.before not in lists["articles"]


def _plain_month(found: Found) -> bool:
    """Whether "May", "March" or "Dec" is a month here and neither verb, name nor star sign."""
    if (found.has("year") and found.rule != "year_month") or found.has("its_year"):
        return True
    if not found.capital("month") or found.after in ("'", "’"):
        return False
    index = found.index("month")
    before = found.row.words[index - 1] if index else ""
    if found.rule == "year_month":
        return True
    if before in found.words.lists["before_person"] and found.word("month") == "may":
        around = found.text[max(0, found.offset - ABOUT) : found.offset + ABOUT]
        return _MRS_MAY.search(around) is None
    joined = found.row.codes[index + 1 : index + 3] in ("-M", "-m")
    return before in found.words.lists["before_month"] or found.has("mod") or joined


def _deictic_month(found: Found, month: int) -> Period | None:
    now, step = found.narrative.now, found.step()
    if now is None:
        year = found.narrative.year_told(found.offset)
        return calendar.of_month(year, month) if year is not None else Period(f"XXXX-{month:02d}", "month")
    if step < 0:
        return calendar.of_month(now.year - (month >= now.month), month)
    if step > 0:
        return calendar.of_month(now.year + (month <= now.month), month)
    return calendar.of_month(now.year, month)


def read_season(found: Found) -> Period | None:
    season = str(found.value("season"))
    weak = found.match["season"] == "s"
    told = said_year(found)
    if told is not None:
        return calendar.of_season(told, season)
    if weak and not _plain_season(found):
        return None
    step = found.step() if found.has("deictic") else 0
    its = context_year(found, calendar.SEASONS[season]) if found.has("its_year") else None
    year = its if its is not None else _season_year(found, season, step)
    return calendar.of_season(year, season) if year is not None else Period(f"XXXX-{season}", "season")


def _plain_season(found: Found) -> bool:
    """Whether spring is no coil and fall no tumble."""
    if found.has("deictic") or found.has("mod") or found.has("its_year"):
        return found.after not in ("of", "in") or found.has("its_year")
    article = found.row.codes[found.match.start()] == "T"
    if found.after == "of" or (article and found.word("season") == "fall"):
        return False
    return found.before in found.words.lists["before_season"]


def _season_year(found: Found, season: str, step: int) -> int | None:
    narrative, month = found.narrative, calendar.SEASONS[season]
    now = narrative.now
    if now is None:
        year = narrative.year_told(found.offset)
        return year + max(step, 0) if year is not None else None
    this = calendar.of_season(now.year, season)
    if step > 0 or found.tense() == "future":
        return now.year + (this.first is not None and this.first <= now and step > 0)
    if step < 0:
        return now.year - (this.last is not None and this.last >= now)
    told = narrative.year_told(found.offset)
    return told if told is not None else now.year - (month > now.month + 2)


def read_year(found: Found) -> Period | None:
    year = said_year(found)
    if year is None or (found.match["year"] == "Y" and not _plain_year(found, year)):
        return None
    return calendar.of_year(year)


def _plain_year(found: Found, year: int) -> bool:
    """Whether four digits are a year and not a count of people, an amount or a part number."""
    lists, index = found.words.lists, found.index("year")
    counted = found.after in lists["after_no_year"]
    if counted and found.before == "in" and found.after in lists["toll_verbs"]:
        counted = False  # "the blast in 2019 killed ten"
    if not 1000 <= year <= 2100 or counted or found.before in lists["before_no_year"]:
        return False
    if found.before == "at" and index == found.match.start():
        return False  # "at 1915 Main Street"
    if found.row.codes[index - 1] == "U" and index > found.match.start():
        return found.row.words[index - 1] == "year"
    if found.has("part2") or found.has("half"):
        return True
    if _glued(found, index):
        return False
    if year >= 1500 and found.before in lists["before_year"]:
        return True
    return year >= 1700 and year % 100 != 0 and found.before not in lists["before_amount"]


def _glued(found: Found, index: int) -> bool:
    """Whether a sign of money or a part number touches the digits; "1939-1945", "mid-1941" are fine."""
    start, end = found.row.starts[index], found.row.ends[index]
    before, after = found.text[max(0, start - 1) : start], found.text[end : end + 1]
    joined = re.search(r"(?<![CDY]-)[YMmE]-\Z", found.row.codes[max(0, index - 4) : index]) is not None
    return before in _NO_YEAR_AFTER or (before == "-" and not joined) or after in ("%", "$")


def read_year_month_digits(found: Found) -> Period | None:
    """ "2015-12", where it cannot be a stretch of years as "2010-12" is."""
    year, month = said_year(found), number(found, "month")
    if not year or not month or month > 12 or month > year % 100 > 0:
        return None
    return calendar.of_month(year, month) if _plain_year(found, year) else None


def read_year_before(found: Found) -> Period | None:
    """The first year of "492–490 BC"."""
    year = number(found, "year")
    return calendar.of_year(-year) if year else None


def read_year_after(found: Found) -> Period | None:
    """The second year of "1957-60"."""
    index = found.index("year")
    first, second = int(found.row.words[index - 2]), found.row.words[index]
    if len(second) != 2 or found.text[found.row.ends[index] : found.row.ends[index] + 1] in ("-", "/"):
        return None
    year = first // 100 * 100 + int(second)
    return calendar.of_year(year) if first < year < first + 60 else None


def read_years(found: Found) -> Period | None:
    word = found.word("decade")
    if found.has("bc"):
        return calendar.of_decade(-int(word[:-1])) if word[:-1].isdigit() else None
    spelled = found.value("decade")
    if isinstance(spelled, int):
        return calendar.of_decade(1900 + spelled) if _said_of_decade(found) else None
    digits = re.sub(r"[^0-9]", "", word)
    if len(digits) == 3 or (word[0].isdigit() and len(digits) == 2 and not _said_of_decade(found)):
        return None
    short = int(digits) + (2000 if int(digits) <= 20 else 1900) if len(digits) == 2 else int(digits)
    return calendar.of_decade(short)


def _said_of_decade(found: Found) -> bool:
    """Whether "eighties" or "80s" are years and no age or speed: "the 80s", "the late 80s"."""
    lead = found.row.words[max(0, found.index("decade") - 3) : found.index("decade")]
    return "the" in lead or lead[-1:] == ["in"]


def read_century(found: Found) -> Period | None:
    if found.value("unit") != "CE":
        return None
    return calendar.of_century((number(found, "number") or 0) * (-1 if found.has("bc") else 1))


def read_quarter(found: Found) -> Period | None:
    word = found.word("q1") or found.word("q2")
    year, now = re.search("Y", found.match[0]), found.narrative.now
    if year is None and (now is None or word[0] != "q" or found.before not in found.words.lists["before_month"]):
        return None
    number_of = int(word[1])
    told = int(found.row.words[found.match.start() + year.start()]) if year else now.year if now else 0
    if word[0] == "q":
        return calendar.of_quarter(told, number_of)
    return calendar.of_half(told, number_of) if number_of <= 2 else None


def read_month_number(found: Found) -> Period | None:
    """ "In 05/2018"; a resolution or a law is numbered likewise."""
    month, year = number(found, "number") or 0, said_year(found)
    if not year or not 1 <= month <= 12 or found.before not in found.words.lists["before_month"]:
        return None
    return calendar.of_month(year, month)


def read_day_of_month(found: Found) -> Period | None:
    """ "The 21st of this month"."""
    day = number(found, "day")
    if found.value("unit") != "M" or not day:
        return None
    month = unit_step(found, "M", found.step(), anaphoric=found.anaphoric())
    return calendar.of_day(month.year, month.month, day) if month and month.year and month.month else None


def read_week_number(found: Found) -> Period | None:
    """ "Week 27 of 2018"; without a year, "the week 27" of this one."""
    if found.value("unit") != "W":
        return None
    year = int(found.word("year")) if found.has("year") else None
    if found.has("deictic") and (whole := unit_step(found, "Y", found.step(), anaphoric=found.anaphoric())):
        year = whole.year
    if year is None and found.has("article") and not found.after[:1].isalnum() and found.narrative.now:
        year = found.narrative.now.year
    return calendar.week_number(year, number(found, "number") or 0) if year else None


DATE_READERS: dict[str, Reader] = {
    "day": read_day,
    "day_first": read_day,
    "year_first": read_day,
    "year_second": read_day,
    "day_alone": read_day_alone,
    "day_of_month": read_day_of_month,
    "month_number": read_month_number,
    "year_month": read_month,
    "weekday_day": read_weekday_day,
    "weekday_number": read_weekday_day,
    "slashes": read_slashes,
    "digits": read_digits,
    "month": read_month,
    "season": read_season,
    "year": read_year,
    "year_before": read_year_before,
    "year_after": read_year_after,
    "year_month_digits": read_year_month_digits,
    "years": read_years,
    "century": read_century,
    "quarter": read_quarter,
    "week_number": read_week_number,
}
