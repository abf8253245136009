"""Two expressions that say one thing: "from May to July", "three days after Easter", "the week of 4 March"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import msgspec

from ..records import Time
from . import time_calendar as calendar
from .time_ranges import is_weekday, settle

_BETWEEN = re.compile(r"\s*(?:to|until|till|through|thru|and|-|–|—|~)\s*(?:the\s)?", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|thru)\s*(?:the\s)?", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—~]\s*")
_OPENS = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.IGNORECASE)
_FROM = re.compile(r"\s(before|after|from|since|following)\s(?:the\s)?", re.IGNORECASE)
_DURATION = re.compile(r"P([0-9]{1,4})(D|W|M|Y)")
_SUM = re.compile(r"\s|\s?,?\sand\s|,\s(?=\Z)")
_PARTS = re.compile(r"P(?:[0-9]+[YMWD])+(?:T[0-9]+[HMS])*|PT(?:[0-9]+[HMS])+")
_COUNTED = re.compile(r"\b(?:ago|from\s(?:now|today))\Z", re.IGNORECASE)
_AGO_ON = re.compile(r"\s(?:on\s)?")
_AT_DAY = re.compile(r",?\s(?:on\s)?(?:the\s)?")
_CLOCK = re.compile(
    r"[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?:[ap]\.?m\.?)?(?:\s(?:local time|[A-Z]{3,4}))?|noon|midday|midnight",
    re.IGNORECASE,
)
_STARTING = re.compile(
    r"(?:,?\s(?:starting|beginning|commencing)\s(?:(?:on|from)\s)?|,\sfrom\s)(?:the\s)?", re.IGNORECASE
)
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_WEEK_OF = re.compile(
    r"\b(?:the\s)?(?<![-\w])(week|weekend)\s(of|beginning|starting|commencing|ending|ended)\s(?:on\s)?(?:the\s)?$",
    re.IGNORECASE,
)
LONGEST_JOINT = 20
"""Characters between two expressions that one word may join."""
WEEK_OF = 32
"""Characters in front of a day in which "the week starting on the" fits."""


def join(times: list[Time], time: Time, text: str, published: date | None) -> None:
    """Append a time, or put it together with the last one where the text makes one of both."""
    last = times[-1] if times else None
    time = _week_of(time, text, last.end if last else 0)
    if last and 0 <= time.start - last.end <= LONGEST_JOINT:
        joint = text[last.end : time.start]
        if text[time.start : time.end].lower() == "to date":
            joint += "to "
        both = _stretch(last, time, joint, text, published) or _counted_from(last, time, joint)
        both = both or _weekday_beside(last, time, joint, text) or _weekday_behind(last, time, joint, text, published)
        both = both or _clock_of(last, time, joint, text) or _starting(last, time, joint)
        both = both or _sum(last, time, joint, digits=text[last.start].isdigit() and text[time.start].isdigit())
        if both:
            times[-1] = both
            return
    times.append(time)


def _week_of(time: Time, text: str, free: int) -> Time:
    """ "The week of 4 March" is the week that has that day, "the week ending 4 March" the seven days up to it."""
    if time.precision != "day" or not time.earliest or time.earliest != time.latest:
        return time
    opening = _WEEK_OF.search(text, max(free, time.start - WEEK_OF), time.start)
    if not opening:
        return time
    day = date.fromisoformat(time.earliest)
    week = calendar.weekend(day) if opening[1].lower() == "weekend" else calendar.of_week(day)
    if opening[2].lower().startswith("end") and opening[1].lower() == "week":
        week = replace(week, first=calendar.shift_days(day, -6), last=day)
    if not week.first or not week.last:
        return time
    first, last = week.first.isoformat(), week.last.isoformat()
    return msgspec.structs.replace(
        time, start=opening.start(), value=week.value, earliest=first, latest=last, precision="week"
    )


def _stretch(first: Time, last: Time, joint: str, text: str, published: date | None) -> Time | None:
    """ "From … to …", "between … and …" are one stretch; "1960–63" stays two years, as in TimeML."""
    opened = _OPENS.search(text, max(0, first.start - 12), first.start)
    dashed = _DASH.fullmatch(joint) and _dates(first, last, text)
    if not dashed and not (_BETWEEN if opened else _TO).fullmatch(joint):
        return None
    if first.precision == "time" or last.precision == "time":
        return _hours(first, last)
    if first.value == "PRESENT_REF" and published and last.earliest and last.earliest >= published.isoformat():
        first = msgspec.structs.replace(first, value=published.isoformat(), earliest=published.isoformat())
    if last.value == "PRESENT_REF" and published:
        last = msgspec.structs.replace(last, value=published.isoformat(), latest=published.isoformat())
    elif last.earliest:
        first, last = settle(first, last, text, published)
    if not first.earliest or not last.latest or first.earliest > last.latest:
        return None
    return msgspec.structs.replace(first, end=last.end, value=f"{first.value}/{last.value}", latest=last.latest)


def _dates(first: Time, last: Time, text: str) -> bool:
    """Whether a dash joins two days in digits ("1/5-7/5/2020"); in words they stay two, as in TimeML."""
    same = first.precision == last.precision == "day"
    return same and re.search("[A-Za-z]", text[last.start : last.end]) is None


def _hours(first: Time, last: Time) -> Time | None:
    """ "From 8 a.m. to 5 p.m.": of one day; the date may stand behind."""
    if "/" in f"{first.value}{last.value}":
        return None
    early, late = f"{first.value}".partition("T"), f"{last.value}".partition("T")
    if not (early[2][:2].isdigit() and late[2][:2].isdigit()) or early[2] >= late[2]:
        return None
    value = f"{late[0]}T{early[2]}/{last.value}"
    return msgspec.structs.replace(last, start=first.start, value=value)


def _counted_from(amount: Time, day: Time, joint: str) -> Time | None:
    """ "Three days after 5 May": counted from a day that is known."""
    side, count = _FROM.fullmatch(joint), _DURATION.fullmatch(amount.value or "")
    if not side or not count or not day.earliest or day.earliest != day.latest:
        return None
    steps = int(count[1]) * (-1 if side[1].lower() == "before" else 1)
    reached = calendar.add(date.fromisoformat(day.earliest), count[2], steps)
    if reached is None:
        return None
    iso = reached.isoformat()
    return Time(start=amount.start, end=day.end, value=iso, earliest=iso, latest=iso, precision="day")


def _weekday_beside(weekday: Time, counted: Time, joint: str, text: str) -> Time | None:
    """ "Monday, two weeks ago": that day of the week that was counted to."""
    if joint not in (" ", ", ") or counted.precision not in ("day", "week") or not weekday.earliest:
        return None
    if not _COUNTED.search(text, counted.start, counted.end) or not is_weekday(text[weekday.start : weekday.end]):
        return None
    week = calendar.of_week(date.fromisoformat(f"{counted.earliest}"))
    day = calendar.shift_days(week.first, date.fromisoformat(weekday.earliest).weekday())
    if day is None:
        return None
    iso = day.isoformat()
    return msgspec.structs.replace(weekday, end=counted.end, value=iso, earliest=iso, latest=iso)


def _weekday_behind(counted: Time, weekday: Time, joint: str, text: str, published: date | None) -> Time | None:
    """ "A week ago Friday": so many weeks before the last Friday."""
    if not published or counted.precision != "week" or not counted.earliest or not _AGO_ON.fullmatch(joint):
        return None
    if not _COUNTED.search(text, counted.start, counted.end) or not is_weekday(text[weekday.start : weekday.end]):
        return None
    monday = calendar.of_week(published).first
    weeks = (monday - date.fromisoformat(counted.earliest)).days // 7 if monday else 0
    last = calendar.weekday_from(
        published, date.fromisoformat(f"{weekday.earliest}").isoweekday(), step=-1, inclusive=False
    )
    day = calendar.shift_days(last, -7 * weeks) if weeks > 0 else None
    if day is None:
        return None
    iso = day.isoformat()
    return msgspec.structs.replace(weekday, start=counted.start, value=iso, earliest=iso, latest=iso)


def _clock_of(clock: Time, day: Time, joint: str, text: str) -> Time | None:
    """ "3.20pm on New Year's Day": a time of the clock, and the day that it is of."""
    alone = clock.precision == "time" and _CLOCK.fullmatch(text, clock.start, clock.end)
    if not alone or day.precision != "day" or not _AT_DAY.fullmatch(joint):
        return None
    hours = f"{clock.value}".partition("T")[2]
    return msgspec.structs.replace(day, start=clock.start, value=f"{day.value}T{hours}", precision="time")


def _starting(amount: Time, day: Time, joint: str) -> Time | None:
    """ "Three days starting on Monday": a duration whose days are known."""
    count = _DURATION.fullmatch(amount.value or "")
    if not count or not _STARTING.fullmatch(joint) or not day.earliest or day.earliest != day.latest:
        return None
    end = calendar.add(date.fromisoformat(day.earliest), count[2], int(count[1]))
    last = calendar.shift_days(end, -1) if end else None
    if last is None:
        return None
    return msgspec.structs.replace(amount, end=day.end, earliest=day.earliest, latest=last.isoformat())


def _sum(first: Time, last: Time, joint: str, digits: bool) -> Time | None:
    """ "Three years and six months", "3 years, 6 months": one duration."""
    if not (_SUM.fullmatch(joint) and _PARTS.fullmatch(first.value or "") and _PARTS.fullmatch(last.value or "")):
        return None
    listed = joint.startswith(",") and "and" not in joint and not digits
    larger_first = _ORDER.index(_units(first)[-1]) < _ORDER.index(_units(last)[0])
    if first.earliest or last.earliest or listed or not larger_first:
        return None
    more = f"{last.value}"[1:]
    if "T" in f"{first.value}" and more.startswith("T"):
        more = more[1:]
    return msgspec.structs.replace(first, end=last.end, value=f"{first.value}{more}")


def _units(time: Time) -> list[str]:
    days, _, clock = f"{time.value}".partition("T")
    return re.findall("[YMWD]", days) + [f"T{unit}" for unit in re.findall("[HMS]", clock)]
