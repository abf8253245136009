"""What stands around the core of a date: part of the period, part of the day, time of the clock."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from . import time_calendar as calendar
from .time_calendar import Period
from .time_found import Found
from .time_steps import daypart


def finish(period: Period, found: Found) -> Period | None:
    """A period narrowed by "early", "earlier", "morning", "at 5 p.m."; None where no clock shows that."""
    if found.has("part2"):
        part = str(found.value("part2"))
        period = _later(period, found.narrative.now) if part == "rest" else calendar.part_of(period, part)
    if found.has("half"):
        period = calendar.part_of(period, {"first": "early", "second": "late"}.get(found.word("half"), "mid"))
    if found.has("more"):
        period = _earlier_or_later(period, found)
    for group in ("daypart1", "daypart2", "daypart3"):
        if found.has(group):
            period = daypart(period, str(found.value(group))) or period
    if found.has("overnight") or found.has("overnight2"):
        period = daypart(period, "NI") or period
    if found.has("half_day"):
        period = daypart(period, "MO" if found.word("half_day")[0] == "a" else "AF") or period
    for group in ("clock1", "clock2", "clock3", "clock", "hour1", "hour2"):
        if found.has(group):
            timed = at_clock(period, found, group)
            return timed if timed or period.value == "T" else period
    return period


def _earlier_or_later(period: Period, found: Found) -> Period:
    """ "Earlier this month" ends today, "later this year" begins today; of a past period all is kept."""
    now, earlier = found.narrative.now, found.value("more") == "before"
    if now is None or period.first is None or period.last is None or not period.first <= now <= period.last:
        return period
    return replace(period, last=now) if earlier else replace(period, first=now)


def _later(period: Period, now: date | None) -> Period:
    """ "The rest of the week": from publication on."""
    if now is None or not period.first or not period.last or not period.first <= now <= period.last:
        return period
    return replace(period, first=now)


def at_clock(period: Period, found: Found, group: str) -> Period | None:
    """A time of the clock on a day; TIMEX3 writes hours and minutes."""
    clock = clock_time(found, group)
    if clock is None:
        return None
    if period.value == "T":
        day = found.narrative.day or found.narrative.now
        if day is None:
            return Period(f"XXXX-XX-XXT{clock}", "time")
        period = calendar.on(day)
    if group in ("hour1", "hour2"):
        clock = _later_hour(clock, period.value.partition("T")[2])
    if period.precision not in ("day", "time"):
        return period
    told = period.value.partition("T")[0]
    start = _start_of(found, group, clock)
    return replace(period, value=f"{told}T{start}/{told}T{clock}" if start else f"{told}T{clock}", precision="time")


def _later_hour(clock: str, part: str) -> str:
    """ "Tonight at 8" is 20; "tonight at 2" stays."""
    hour = int(clock)
    later = (part in ("AF", "EV") and hour < 12) or (part == "NI" and 6 <= hour < 12)
    return f"{hour + 12 if later else hour:02d}"


def _start_of(found: Found, group: str, end: str) -> str | None:
    """The first of two times of day; "2 to 4 p.m." has one mark for both."""
    first = "from2" if group == "clock2" else "from1"
    if group in ("clock3", "hour1", "hour2") or not found.has(first):
        return None
    marks = [mark for mark in (clock_marker(found, first) or clock_marker(found, group), "am", "pm", "") if mark]
    starts = (clock_time(found, first, mark) for mark in marks)
    return next((start for start in starts if start and start < end), None)


def clock_marker(found: Found, group: str) -> str:
    """ "am" or "pm" where the words tell: "5 p.m.", "5 in the afternoon"."""
    for word, code in zip(found.all(group), found.match[group], strict=True):
        if code == "4":
            return word.replace(".", "")
        if code == "H":
            return {"MO": "am", "NI": "am"}.get(str(found.words.values["H", word]), "pm")
    return ""


def spoken_clock(words: list[str], codes: str, found: Found, marker: str) -> str | None:
    """ "Half past seven", "a quarter to eight", "ten thirty"; without "p.m." hours as said, 1 to 12."""
    numbers = [_minutes(word, code, found) for word, code in zip(words, codes, strict=True) if code in "jUND"]
    if len(numbers) != 2 or None in numbers:
        return None
    first, second = (int(number or 0) for number in numbers)
    minutes_first = "q" in codes or "past" in words
    hour, minute = (second, first) if minutes_first else (first, second)
    if not 1 <= hour <= 12 or not 1 <= minute <= 59:
        return None
    if "q" in codes:
        hour, minute = (hour - 2) % 12 + 1, 60 - minute
    hour = hour % 12 + (12 if marker == "pm" else 0) if marker else hour
    return f"{hour:02d}:{minute:02d}"


def _minutes(word: str, code: str, found: Found) -> int | None:
    if code == "j":
        return 30
    if code == "U":
        return 15 if word == "quarter" else None
    value = int(word) if code == "D" else found.words.values[code, word]
    return value if isinstance(value, int) else None


def clock_time(found: Found, group: str, marker: str | None = None) -> str | None:
    """`HH:MM`, or `HH` where no minutes are told; None for what no clock shows."""
    words, codes = found.all(group), found.match[group]
    marker = clock_marker(found, group) if marker is None else marker
    if codes[0] == "n":
        return str(found.words.values["n", words[0]])
    if "past" in words or "q" in codes or codes.rstrip("4") in ("NN", "N-N"):
        return spoken_clock(words, codes, found, marker)
    if codes[0] == "N":
        hour, rest = found.words.values["N", words[0]], []
    else:
        told = re.sub(r"\A([0-9]{2})([0-9]{2})\Z", r"\1:\2", words[0])
        hour, *rest = (int(part) if i == 0 else part for i, part in enumerate(re.split(r"[:.]", told)))
    if (marker and not 1 <= int(hour) <= 12) or ("P" in codes and words[-1] not in ("hours", "hrs")):
        return None
    if marker:
        hour = int(hour) % 12 + (12 if marker == "pm" else 0)
    if int(hour) > 24 or any(len(str(part)) != 2 or int(part) > 59 for part in rest):
        return None
    return ":".join([f"{int(hour):02d}", *map(str, rest)])
