"""Readers of amounts of time: durations, and days reached by counting."""

from __future__ import annotations

import re
from math import ceil, floor

from . import time_calendar as calendar
from .time_calendar import Period
from .time_durations import DAYS_OF, DESIGNATORS, HALF_A_DAY, LONGEST_HOURS, amount, duration, stretch_ends
from .time_found import Found, Reader
from .time_steps import daypart, unit_step

MOST = 100_000
"""Units that a duration may count: longer ones are misread numbers."""


def read_duration(found: Found) -> Period | None:
    """ "Three days", "a ten-year war", "half an hour"; neither ages nor "every two weeks"."""
    unit, count = str(found.value("unit")), amount(found)
    if not _plain_duration(found, unit, count):
        return None
    if found.has("plus") and isinstance(count, float):
        count += 0.5
    if isinstance(count, float) and found.narrative.now and _to_come(found, unit):
        return _counted(found, unit, count, 1)
    return Period(duration(count, unit), None)


def _to_come(found: Found, unit: str) -> bool:
    """ "In two weeks", said of what will be; "in two weeks' time" always is; so are hours, as in "within two hours"."""
    if found.before != "in" and not (found.before == "within" and unit.startswith("T")):
        return False
    return found.tense() == "future" or "time" in found.row.words[found.match.end() : found.match.end() + 3]


def _plain_duration(found: Found, unit: str, count: float | str | None) -> bool:
    if found.match["unit"] == "H" and (unit != "NI" or count is None or found.match["amount"] == "a"):
        return False
    if count is None and (found.match["unit"] == "U" or not _bare_plural(found)):
        return False
    if found.has("joint") and "_" in found.match["joint"] and not _adjective(found):
        return False
    if count == 0 or (isinstance(count, float) and count > MOST):
        return False
    if found.has("amount") and found.match["amount"] == "Y" and (found.match["unit"] == "U" or found.before == "at"):
        return False  # "the 2021 weekend", "at 1900 hours"
    if found.has("amount") and found.match["amount"] == "a" and found.row.codes[found.match.start() - 1] in "CDYN":
        return False  # a rate: "$100 a month"
    return not _is_age(found) and found.before not in ("every", "each")


def _is_age(found: Found) -> bool:
    end = found.match.end()
    after = found.row.words[end : end + 3]
    old = "old" in after[:2] or "olds" in after[:2] or after[:2] == ["of", "age"]
    return old or found.before in ("aged", "age")


def _bare_plural(found: Found) -> bool:
    """ "For weeks", "within days"; no "years of experience", "days like these"."""
    return found.before in found.words.lists["before_bare_units"] and not found.has("joint")


def _adjective(found: Found) -> bool:
    """Only an adjective may stand between number and unit: "two bloody weeks", not "two killed days"."""
    word = found.row.words[found.match.end("joint") - 1]
    return found.match["unit"] == "P" and word in found.words.lists["amount_adjectives"]


def read_offset(found: Found) -> Period | None:
    """ "Three days ago", "two weeks later", "a year earlier", "five days from now"."""
    unit, count = str(found.value("unit")), amount(found)
    if found.match["unit"] == "H" and not (found.has("amount") and found.has("ago")):
        return None
    sign = _sign(found)
    if count is None and found.match["unit"] == "U":
        return None
    if found.has("side") and not _ends_phrase(found):
        return None
    if count is None or count == "X":
        return Period("PAST_REF" if sign < 0 else "FUTURE_REF", "vague")
    return _counted(found, unit, float(count), sign)


def _counted(found: Found, unit: str, count: float, sign: int) -> Period | None:
    unit, times = DESIGNATORS.get(unit, (unit, 1))
    steps = count * times
    if unit.startswith("T"):
        return _hours(found, duration(count, unit), steps * sign * DAYS_OF[unit])
    if steps != int(steps) or steps > 10_000:
        return Period(duration(count, unit), None)
    told = found.has("more") or found.has("side")
    if found.has("origin"):
        return _from_now(found, unit, int(steps))
    if unit == "W" and sign > 0 and not told and found.narrative.now and found.match[0][0] != "b":
        day = calendar.add(found.narrative.now, unit, int(steps))
        return calendar.on(day) if day else Period("", None)
    period = unit_step(found, unit, int(steps) * sign, anaphoric=told)
    return period or Period("", None)


def _hours(found: Found, value: str, days: float) -> Period:
    """ "Two hours ago": the time of publication is not known, so a duration with the days that it reaches into."""
    now, told = found.narrative.now, found.has("more") or found.has("side")
    if now is None or told or abs(days) > LONGEST_HOURS:
        return Period(value, None)
    ends = (floor(days), ceil(days)) if abs(days) > HALF_A_DAY else (0, 0)
    first, last = (calendar.shift_days(now, end) for end in ends)
    return Period(value, None, first, last)


def _from_now(found: Found, unit: str, steps: int) -> Period | None:
    """ "Two weeks from tomorrow": counted from a known day, so itself a day."""
    now = found.narrative.now
    start = 0 if found.word("origin") == "now" else int(str(found.value("origin")))
    first = calendar.shift_days(now, start)
    day = calendar.add(first, unit, steps) if first and unit in ("D", "W", "M", "Y") else None
    if found.before == "for":
        return Period(duration(float(steps), unit), None, first, calendar.shift_days(day, -1) if day else None)
    return calendar.on(day) if day else Period("", None)


def _sign(found: Found) -> int:
    if found.has("ago") or found.word("side") == "before":
        return -1
    return -1 if found.has("more") and found.value("more") == "before" else 1


def _ends_phrase(found: Found) -> bool:
    """Whether "before"/"after" ends the phrase ("three days before."), so that it points at what was told."""
    return not found.after[:1].isalnum() or found.after in found.words.lists["after_pointer"]


def read_neighbour(found: Found) -> Period | None:
    """ "The day before", "the night after", "the day following"."""
    word = found.word("side")
    step = {"before": -1, "after": 1, "following": 1, "previous": -1, "preceding": -1}.get(word)
    if step is None or not _ends_phrase(found):
        return None
    if found.match["unit"] == "H":
        day = unit_step(found, "D", step, anaphoric=True)
        return daypart(day, str(found.value("unit"))) if day else Period("", None)
    return unit_step(found, str(found.value("unit")), step, anaphoric=True) or Period("", None)


def read_stretch(found: Found) -> Period | None:
    """ "The past two weeks", "the next few months": a duration that ends or begins now."""
    again = found.has("unit2")
    unit = str(found.value("unit2" if again else "unit"))
    group = "amount2" if again else "amount"
    if found.has(group) and found.match[group] == "_":
        return None
    count = amount(found, group)
    step, now = found.step("deictic2" if again else "deictic"), found.narrative.now
    value = duration(count, unit)
    if now is None or not isinstance(count, float) or step == 0:
        return Period(value, None)
    first, last = stretch_ends(now, unit, count, step)
    return Period(value, "vague" if first is None else None, first, last)


def read_half_unit(found: Found) -> Period | None:
    return Period(duration(0.5, str(found.value("unit"))), None)


def read_recent_units(found: Found) -> Period | None:
    return Period(duration("X", str(found.value("unit"))), None)


def read_time(found: Found) -> Period | None:
    """A time of day alone: of the day told last, in news else of the day of publication."""
    told = re.search("[34xn>]", found.match[0])
    marked = told is not None and (told[0] != "3" or len(found.match[0]) > 1)
    if not marked and found.before not in found.words.lists["before_clock"]:
        return None
    return Period("T", "time")


AMOUNT_READERS: dict[str, Reader] = {
    "offset": read_offset,
    "neighbour": read_neighbour,
    "stretch": read_stretch,
    "duration": read_duration,
    "half_unit": read_half_unit,
    "recent_units": read_recent_units,
    "time": read_time,
}
