"""The date in the head of an article: a date line, a byline, a dateline."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from . import time_calendar as calendar
from .time_words import load_words

HEAD = 300
"""Characters at the top of an article in which such a date stands."""
PIVOT = 40
"""Years of two digits below it are of the 2000s."""
_PLACE = r"(?-i:[^\W\d_a-z][\w.'’-]*(?:\s(?:de|del|la|al|el|of|[^\W\d_a-z])[\w.'’-]*){0,3})"
_LABEL = r"(?:(?:date|dated|(?:first )?published|posted|(?:last )?updated|released)\b\s*(?:on|at)?\s*[:.-]?\s*)"
_BYLINE = r"(?:[^\n]{0,80}[|•·]\s*)"
_AGENCY = r"(?:\([^()\n]{1,40}\)\s*)?"
_DATELINE = rf"(?:{_PLACE}(?:,\s?{_PLACE}){{0,2}}[,.]?\s{{1,3}}{_AGENCY})"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Line openings with a date behind them: labelled, dateline; the end of what may follow is looked at."""
    months, weekdays = _names("Mm"), _names("Ww")
    day = r"(?P<day{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    year = r"(?P<year{0}>[0-9]{{4}}|['’]?[0-9]{{2}}(?![0-9:]))"
    written = (
        rf"(?:{day.format(1)}\s(?:of\s)?(?P<month1>{months})\.?,?\s{year.format(1)}"
        rf"|(?P<month2>{months})\.?\s{day.format(2)},?\s{year.format(2)}"
        r"|(?P<year3>[0-9]{4})-(?P<month3>[0-9]{2})-(?P<day3>[0-9]{2}))"
    )
    whole = rf"(?:(?:{weekdays})\.?,?\s(?:the\s)?)?(?P<date>{written})(?!-|[^\WT])"
    clock = r",?\s*(?:at\s)?[0-9]{1,2}[:.][0-9]{2}|T[0-9]"
    alone = rf"^\s*(?:{_LABEL}|{_BYLINE})?{whole}(?=\s*(?:$|[\n|•·(\[–—-]|{clock}))"
    dateline = rf"^\s*{_DATELINE}{whole}(?=\.?\s*(?:$|[\n(\[–—:-]|/))"
    return tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in (alone, dateline))


def _names(codes: str) -> str:
    """The words of some classes as alternatives, longest first."""
    words = [word for code, word in load_words().values if code in codes]
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def anchor_date(text: str) -> tuple[date, int, int] | None:
    """The first such date with its span, None where the article does not open with one."""
    head = text[:HEAD]
    found = [match for pattern in _patterns() if (match := pattern.search(head))]
    for match in sorted(found, key=lambda match: match.start("date")):
        day = _day(match)
        if day:
            return day, match.start("date"), match.end("date")
    return None


def _day(match: re.Match[str]) -> date | None:
    form = next(number for number in "123" if match[f"year{number}"])
    word, values = match[f"month{form}"].lower(), load_words().values
    month = int(word) if word.isdigit() else values.get(("M", word)) or values["m", word]
    if not 1 <= month <= 12:
        return None
    period = calendar.of_day(_year(match[f"year{form}"]), month, int(match[f"day{form}"]))
    return period.first if period else None


def _year(written: str) -> int:
    year = int(written.strip("'’"))
    return year if len(written) == 4 else year + (2000 if year < PIVOT else 1900)
