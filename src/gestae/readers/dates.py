"""Dates in the forms that files and pages have, as ISO 8601; what may be two days stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

Order = Literal["day", "month"]
"""What stands first in 03/04/2024."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST, LATEST = 1700, 2199
"""Years. Outside of them is a placeholder such as 0001-01-01, not the day of a news article."""
CENTURY_TURN = 70
"""Two-digit years from here on belong to the 20th century."""
LONGEST = 80
"""Characters."""

NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\.?"
DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ \-]+(?:of )?{NAME}[ ,\-]+(\d{{4}}|'?\d{{2}})\b", re.I)
MONTH_DAY = re.compile(rf"\b{NAME}[ \-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]+(\d{{4}})\b", re.I)
YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)Z?)?")
NUMBERS = re.compile(r"\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})")


def parse_date(value: Any, order: Order | None = None) -> str | None:
    """An ISO 8601 date, or date-time where one is given, or None if no whole day is stated.

    `order` settles numbers such as 03/04/2024, which are None without it unless only one reading is a date.
    """
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = " ".join(str(value)[: LONGEST + 1].split())
    if not text or len(text) > LONGEST:
        return None
    return _iso(text) or _epoch(text) or _compact(text) or _written(text) or _numbers(text, order)


def _iso(text: str) -> str | None:
    try:
        if len(text) == 10:
            return _sane(date.fromisoformat(text))
        return _sane(datetime.fromisoformat(text)) if re.match(r"\d{4}-\d\d-\d\d[T ]", text) else None
    except ValueError:
        return None


def _epoch(text: str) -> str | None:
    """Seconds or milliseconds since 1970, as databases export them."""
    if not (found := EPOCH.fullmatch(text)):
        return None
    seconds = int(found[1]) if found[1] else int(found[2]) // 1000
    return _sane(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


def _compact(text: str) -> str | None:
    if not (found := COMPACT.fullmatch(text)):
        return None
    parts = [int(part) for part in found.groups() if part]
    try:
        return _sane(datetime(*parts) if len(parts) > 3 else date(*parts))  # type: ignore[arg-type]
    except ValueError:
        return None


def _written(text: str) -> str | None:
    if found := YEAR_FIRST.search(text):
        return whole_day(found[1], int(found[2]), found[3])
    if found := DAY_MONTH.search(text):
        return whole_day(found[3], month_number(found[2]), found[1])
    if found := MONTH_DAY.search(text):
        return whole_day(found[3], month_number(found[1]), found[2])
    return None


def _numbers(text: str, order: Order | None) -> str | None:
    if not (found := NUMBERS.search(text)):
        return None
    first, second, year = found[1], found[3], found[4]
    order = "day" if found[2] == "." else order
    readings = {
        "day": whole_day(year, int(second), first),
        "month": whole_day(year, int(first), second),
    }
    if order is not None:
        return readings[order]
    days = {day for day in readings.values() if day}
    return days.pop() if len(days) == 1 else None


def number_order(values: Iterable[Any]) -> Order | None:
    """The order that dates such as 24/03/2024 give away for the whole column; None if they do not agree."""
    seen: set[Order] = set()
    for value in values:
        if isinstance(value, str) and (found := NUMBERS.search(value[:LONGEST])):
            if int(found[1]) > 12:
                seen.add("day")
            if int(found[3]) > 12:
                seen.add("month")
    return seen.pop() if len(seen) == 1 else None


def month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def whole_day(year: str, month: int, day: str) -> str | None:
    """An ISO date, with two-digit years taken as 1970 to 2069."""
    number = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 2:
        number += 1900 if number >= CENTURY_TURN else 2000
    try:
        return _sane(date(number, month, int(day)))
    except ValueError:
        return None


def _sane(day: date) -> str | None:
    return day.isoformat() if EARLIEST <= day.year <= LATEST else None
