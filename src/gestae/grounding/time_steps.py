"""Steps from publication, or from what was told, to another day, week, month or year."""

from __future__ import annotations

import re
from dataclasses import replace

from . import time_calendar as calendar
from .time_calendar import Period
from .time_found import Found, said_year
from .time_narrative import Narrative

_PARTNER = re.compile(r"[-q&u|/,]T?E?-?(?:T?[Do1]V?)?(?P<month>[Mm])\.?T?(?:[Do1])?,?[VI]?(?P<year>Y)")
"""In "April and June 1955" the year belongs to both."""


def daypart(period: Period | None, part: str) -> Period | None:
    """Morning, afternoon, evening or night of a day."""
    if period is None or period.precision != "day" or len(period.value) < 8:
        return period
    return replace(period, value=f"{period.value}T{part}", precision="time")


def unit_step(found: Found, unit: str, step: int, *, anaphoric: bool) -> Period | None:
    """The day, week, month … `step` units from publication or, if anaphoric, from what was told last."""
    narrative = found.narrative
    base = narrative.now
    if base is None or anaphoric:
        return _step_told(narrative, unit, step)
    return step_from(calendar.on(base), unit, step)


def _step_told(narrative: Narrative, unit: str, step: int) -> Period | None:
    if unit == "D":
        day = narrative.day or (narrative.now if step < 0 else None)
        return step_from(calendar.on(day), unit, step) if day else None
    told = narrative.latest if narrative.now else narrative.seen
    if unit not in ("Y", "DE", "CE") and narrative.day and narrative.now:
        told = calendar.on(narrative.day)
    if told is None and narrative.now:
        told = calendar.on(narrative.now)
    return step_from(told, unit, step) if told else None


def step_from(base: Period, unit: str, step: int) -> Period | None:
    """The period of that unit `step` units from a base; None where the base is not precise enough."""
    year, month = base.year, base.month
    if year is None:
        return None
    if unit in ("D", "W", "WE", "FN"):
        return _step_days(base, unit, step)
    if unit in ("M", "Q"):
        if month is None or year < 1:
            return None
        year, month = calendar.add_months(year, month, step * (3 if unit == "Q" else 1))
        return calendar.of_month(year, month) if unit == "M" else calendar.of_quarter(year, (month + 2) // 3)
    span = {"Y": 1, "DE": 10, "CE": 100}.get(unit)
    if span is None:
        return None
    year += step * span
    if unit == "Y":
        return calendar.of_year(year) if year else None
    return calendar.of_decade(year) if unit == "DE" else calendar.of_century(year // 100 + 1)


def _step_days(base: Period, unit: str, step: int) -> Period | None:
    if base.precision not in ("day", "time"):
        return None
    day = calendar.shift_days(base.first, step * {"D": 1, "W": 7, "WE": 7, "FN": 14}[unit])
    if day is None:
        return None
    if unit == "D":
        return calendar.on(day)
    return calendar.weekend(day) if unit == "WE" else calendar.of_week(day)


def context_year(found: Found, month: int, day: int | None = None) -> int | None:
    """The year told with a month, or by "of that year", or by the story."""
    told = said_year(found)
    if told is not None:
        return told
    if found.has("its_year"):
        period = unit_step(found, "Y", found.step("its_year"), anaphoric=found.anaphoric("its_year"))
        return period.year if period else None
    partner = _PARTNER.match(found.row.codes, found.match.end())
    if partner:
        year = int(found.row.words[partner.start("year")])
        later = found.words.values[partner["month"][0], found.row.words[partner.start("month")]]
        return year - (month > int(later))
    return found.narrative.year_of(month, day, found.offset, found.tense())
