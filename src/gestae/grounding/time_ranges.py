"""The two ends of a stretch of time, told with the year or week of only one of them."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from ..records import Time
from . import time_calendar as calendar

_WEEKDAY = re.compile(r"(?:(?:this|last|next)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.IGNORECASE)
_DEICTIC = re.compile(r"(?:this|last|next)\s", re.IGNORECASE)
_CALENDAR = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")


def settle(first: Time, last: Time, text: str, published: date | None) -> tuple[Time, Time]:
    """Both ends with the year that one has, or in the week that brings them in order."""
    ends = (first, last)
    words = [text[time.start : time.end] for time in ends]
    if not all(_CALENDAR.fullmatch(time.value or "") for time in ends):
        return first, last
    if all(re.search("[0-9]", word) or time.precision == "month" for word, time in zip(words, ends, strict=True)):
        return _settle_years(first, last, *(_tells_year(word) for word in words))
    if all(is_weekday(word) for word in words) and _of_week(first) and _of_week(last):
        return _settle_weeks(first, last, published)
    return first, last


def is_weekday(words: str) -> bool:
    return _WEEKDAY.fullmatch(words) is not None


def _tells_year(words: str) -> bool:
    """Four digits, three numbers joined by slashes, or "this May"."""
    return (
        _DEICTIC.match(words) is not None
        or re.search(r"(?<![0-9])[12][0-9]{3}(?![0-9])|[0-9][/.-][0-9]{1,2}[/.-][0-9]{2}", words) is not None
    )


def _settle_years(first: Time, last: Time, first_told: bool, last_told: bool) -> tuple[Time, Time]:
    years = _year(last) - _year(first)
    if last_told and not first_told:
        first = _moved(first, years)
        return (first if _before(first, last) else _moved(first, -1)), last
    if _before(first, last) or last_told:
        return first, last
    return (first, _moved(last, 1 - years)) if first_told else (_moved(first, -1), last)


def _settle_weeks(first: Time, last: Time, published: date | None) -> tuple[Time, Time]:
    """ "From Thursday to Monday": in news of the past the first is put back, else the last on."""
    if _before(first, last):
        return first, last
    ahead = _shifted(last, 7)
    if published and first.latest and first.latest <= published.isoformat() < (ahead.latest or ""):
        return _shifted(first, -7), last
    return first, ahead


def _before(first: Time, last: Time) -> bool:
    return (first.earliest or "") <= (last.latest or "")


def _of_week(time: Time) -> bool:
    return time.precision == "day" and time.earliest == time.latest


def _year(time: Time) -> int:
    return int(f"{time.earliest}"[:4])


def _moved(time: Time, years: int) -> Time:
    ends = [calendar.add(date.fromisoformat(end), "Y", years) for end in (f"{time.earliest}", f"{time.latest}")]
    if not ends[0] or not ends[1] or not years:
        return time
    earliest, latest = ends[0].isoformat(), ends[1].isoformat()
    return msgspec.structs.replace(time, earliest=earliest, latest=latest, value=earliest[:4] + f"{time.value}"[4:])


def _shifted(time: Time, days: int) -> Time:
    day = calendar.shift_days(date.fromisoformat(f"{time.earliest}"), days)
    if day is None:
        return time
    return msgspec.structs.replace(time, earliest=day.isoformat(), latest=day.isoformat(), value=day.isoformat())
