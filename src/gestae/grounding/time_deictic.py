"""Readers of what points from here: "yesterday", "on Friday", "last week", "the first week of May"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from . import time_calendar as calendar
from .time_calendar import Period
from .time_durations import amount, duration, stretch_ends
from .time_found import Found, Reader, number, said_year
from .time_steps import context_year, daypart, unit_step


def read_relative(found: Found) -> Period | None:
    """Today, yesterday, tomorrow, tonight: against publication only."""
    now = found.narrative.now
    code = found.match["word"]
    if now is None:
        return Period("PRESENT_REF", "vague") if found.word("word") == "today" else Period("", None)
    if code == "r" and not found.has("unit"):
        return daypart(calendar.on(now), str(found.value("word")))
    if found.has("unit") and (found.value("unit") != "D" or found.word("word") == "today"):
        return None
    beyond = {"after": 1, "before": -1}.get(found.word("side"), 0)
    day = calendar.shift_days(now, int(str(found.value("word"))) + beyond)
    return calendar.on(day) if day else None


def read_weekday(found: Found) -> Period | None:
    """In news the last such day till publication or, of what will be, the next; else after the day told."""
    weekday = int(str(found.value("weekday")))
    if not _plain_weekday(found):
        return None
    if found.before in ("every", "each"):
        return Period(f"XXXX-WXX-{weekday}", None)
    said = found.all("deictic")
    step = found.step() if said else 0
    if said and "U" in found.match["deictic"]:
        return _day_of(unit_step(found, "W", step, anaphoric=False), weekday)
    now = found.narrative.now
    if now is None or ("following" in said and found.narrative.day):
        now, forward, inclusive = found.narrative.day, step >= 0, step == 0
    else:
        forward = step > 0 or (step == 0 and (found.tense() == "future" or _deadline(found)))
        inclusive = step == 0 or "past" in said
    way = 1 if forward else -1
    day = calendar.weekday_from(now, weekday, step=way, inclusive=inclusive) if now else None
    return calendar.on(day) if day else Period(f"XXXX-WXX-{weekday}", "day")


def _deadline(found: Found) -> bool:
    """ "They have until Friday"."""
    start = found.match.start()
    lead = found.row.words[max(0, start - 4) : start - 1]
    return found.before in ("until", "till") and not found.words.lists["gives_until"].isdisjoint(lead)


def _plain_weekday(found: Found) -> bool:
    if (found.match["weekday"][0] == "w" and not found.capital("weekday")) or _in_a_name(found):
        return False
    index = found.index("weekday")
    before = found.row.words[index - 1] if index else ""
    following = found.row.words[index + 1] if index + 1 < len(found.row.words) else ""
    return (
        before not in found.words.lists["before_no_weekday"] and following not in found.words.lists["after_no_weekday"]
    )


def _in_a_name(found: Found) -> bool:
    """ "The Friday Mosque", "of Sunday River": a capital behind it, and no preposition of time in front."""
    return found.before in found.words.lists["before_weekday_name"] and found.name_follows()


def _day_of(week: Period | None, weekday: int) -> Period | None:
    day = calendar.shift_days(week.first, weekday - 1) if week else None
    return calendar.on(day) if day else Period(f"XXXX-WXX-{weekday}", "day")


def read_weekday_of(found: Found) -> Period | None:
    if found.value("unit") != "W":
        return None
    weekday = int(str(found.value("weekday")))
    return _day_of(unit_step(found, "W", found.step(), anaphoric=found.anaphoric()), weekday)


def read_unit(found: Found) -> Period | None:
    """ "Last week", "that same day", "the following year", "this morning"."""
    step, unit, said = found.step(), str(found.value("unit")), found.all("deictic")
    article = found.row.codes[found.index("deictic") - 1] == "T" and found.index("deictic") > found.match.start()
    told = article or found.anaphoric()
    if found.match["unit"] == "H":
        day = unit_step(found, "D", step, anaphoric=told)
        return daypart(day, unit) if day else Period("", None)
    if unit in ("TH", "TM") or (unit == "D" and said[-1] in ("current", "last", "past")):
        return None
    ahead = said[-1] in ("next", "coming") and found.before in found.words.lists["before_stretch"]
    if article and (said[-1] in ("last", "past") or (ahead and unit != "D")):
        now = found.narrative.now
        ends = stretch_ends(now, unit, 1.0, step) if now else (None, None)
        return Period(duration(1.0, unit), None, *ends)
    return unit_step(found, unit, step, anaphoric=told) or Period("", None)


def read_beyond(found: Found) -> Period | None:
    """ "The week after next", "the year before last", "the Friday after next"."""
    step = {"next": 1, "last": -1}.get(found.word("deictic"))
    if step is None or (step > 0) != (found.word("side") == "after"):
        return None
    if found.match["unit"] == "W":
        now = found.narrative.now
        day = calendar.weekday_from(now, int(str(found.value("unit"))), step=step, inclusive=False) if now else None
        day = calendar.shift_days(day, 7 * step) if day else None
        return calendar.on(day) if day else None
    return unit_step(found, str(found.value("unit")), 2 * step, anaphoric=False)


def read_overnight(found: Found) -> Period | None:
    """The night that ended on the day of publication; of another day only beside its name."""
    now = found.narrative.now
    before = calendar.shift_days(now, -1) if now else None
    night = daypart(calendar.on(before), "NI") if before else None
    return replace(night, last=now) if night else None


def read_quarter_of_now(found: Found) -> Period | None:
    """ "In the third quarter": the last that has begun or, of what will be, the next; no quarter of a match."""
    now, count = found.narrative.now, number(found, "nth") or 0
    if (
        found.value("unit") != "Q"
        or now is None
        or not 1 <= count <= 4
        or found.before not in found.words.lists["before_quarter"]
    ):
        return None
    begun = 3 * (count - 1) < now.month - (found.tense() != "future")
    ahead = found.tense() == "future" and now.month > 3 * count
    year = now.year + 1 if ahead else now.year if begun or found.tense() == "future" else now.year - 1
    return calendar.of_quarter(year, count)


def read_the_unit(found: Found) -> Period | None:
    """ "The end of the month", "earlier in the day": only with such a part; and "the weekend"."""
    unit, index = str(found.value("unit")), found.index("unit")
    before = found.row.words[index - 1]
    if found.after == "of" or unit in ("TH", "TM"):
        return None
    now = found.narrative.now
    if unit == "WE" and before == "the" and now:
        here = found.tense() == "future" or now.isoweekday() >= 6
        return calendar.weekend(now if here else calendar.shift_days(now, -7) or now)
    if not found.has("mod") or before not in ("the", "year", "of", "end"):
        return None
    return unit_step(found, unit, 0, anaphoric=unit == "D")


def read_nth(found: Found) -> Period | None:
    """ "The first week of May", "the last month of 2021", "the second quarter of this year"."""
    unit = str(found.value("unit"))
    whole = _whole_of(found)
    last = found.word("nth") == "last"
    count = None if last else number(found, "nth")
    if whole is None or whole.first is None or whole.last is None or (not last and not count):
        return None
    return _part(whole, unit, count)


def read_nth_weekday(found: Found) -> Period | None:
    """ "The first Monday of May", "the last Friday of this month"."""
    whole, last = _whole_of(found), found.word("nth") == "last"
    nth = -1 if last else number(found, "nth") or 0
    if whole is None or whole.precision != "month" or not whole.first or not (last or 1 <= nth <= 5):
        return None
    weekday = int(str(found.value("weekday")))
    if nth == 5 and calendar.weekdays_in(whole.first.year, whole.first.month, weekday) < nth:
        return None
    return calendar.on(calendar.nth_weekday(whole.first.year, whole.first.month, nth, weekday))


def read_nth_units(found: Found) -> Period | None:
    """ "The first three months of this year": a duration whose days are known."""
    whole, count = _whole_of(found), amount(found)
    unit = str(found.value("unit"))
    first, last = _stretch_of(whole, unit, count, from_start=found.word("nth") == "first")
    return Period(duration(count, unit), None, first, last)


def _stretch_of(
    whole: Period | None, unit: str, count: float | str | None, *, from_start: bool
) -> tuple[date | None, date | None]:
    """The first or last `count` units of a month or year."""
    if whole is None or whole.first is None or whole.last is None or not isinstance(count, float):
        return None, None
    if unit not in ("D", "W", "M", "Y") or count != int(count):
        return None, None
    beyond = calendar.shift_days(whole.last, 1)
    start = whole.first if from_start else beyond
    other = calendar.add(start, unit, int(count if from_start else -count)) if start else None
    first, last = (whole.first, calendar.shift_days(other, -1)) if from_start else (other, whole.last)
    return (first, last) if first and last and whole.first <= first <= last <= whole.last else (None, None)


def _whole_of(found: Found) -> Period | None:
    if found.has("only_year"):
        year = said_year(found, "only_year")
        return calendar.of_year(year) if year else None
    if found.has("its_year2"):
        unit = found.words.values.get(("U", found.all("its_year2")[-1]))
        return unit_step(found, str(unit), found.step("its_year2"), anaphoric=found.anaphoric("its_year2"))
    month = found.value("month")
    year = context_year(found, month) if isinstance(month, int) else None
    return calendar.of_month(year, month) if year is not None and isinstance(month, int) else None


def _part(whole: Period, unit: str, count: int | None) -> Period | None:
    """The count-th (None: last) unit of a month or year."""
    year, first, last = whole.year, whole.first, whole.last
    if first is None or last is None or year is None:
        return None
    if unit == "D":
        day = calendar.shift_days(first, count - 1) if count else last
        return calendar.on(day) if day and day <= last else None
    if unit == "W" and whole.precision == "year":
        return calendar.week_number(year, count) if count else calendar.of_week(date(year, 12, 28))
    if unit == "W":
        day = calendar.shift_days(first, 7 * (count - 1) + 3) if count else calendar.shift_days(last, -3)
        return calendar.of_week(day) if day and day <= last else None
    if unit == "M" and whole.precision == "year":
        return calendar.of_month(year, count or 12) if (count or 12) <= 12 else None
    if unit == "Q" and whole.precision == "year":
        return calendar.of_quarter(year, count or 4) if (count or 4) <= 4 else None
    return None


DEICTIC_READERS: dict[str, Reader] = {
    "relative": read_relative,
    "weekday": read_weekday,
    "weekday_of": read_weekday_of,
    "beyond": read_beyond,
    "overnight": read_overnight,
    "quarter_of_now": read_quarter_of_now,
    "unit": read_unit,
    "the_unit": read_the_unit,
    "nth": read_nth,
    "nth_weekday": read_nth_weekday,
    "nth_units": read_nth_units,
}
