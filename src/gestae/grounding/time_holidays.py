"""Holidays: which year's, and the weekend beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from . import time_calendar as calendar
from .time_calendar import Period
from .time_narrative import Narrative

_BEHIND = re.compile(r"(?P<weekend>\sweekend)?(?:,?\s(?:of\s|in\s)?(?P<year>[12][0-9]{3})\b(?P<weekend2>\sweekend)?)?")
_FRONT = re.compile(r"\b(last|previous|past|this|next|coming|following|upcoming)\s\Z", re.IGNORECASE)
_STEPS = {"last": -1, "previous": -1, "past": -1, "this": 0}
FRONT = 12
"""Characters in front of a holiday in which "following" fits."""


def span_behind(text: str, end: int) -> tuple[int, int | None]:
    """Where the words of a holiday end, with "weekend" and a year, and that year."""
    match = _BEHIND.match(text, end)
    year = match["year"] if match else None
    return (match.end() if match else end), (int(year) if year else None)


def read_holiday(
    rule: str, words: str, front: str, year: int | None, narrative: Narrative, tense: str | None
) -> Period | None:
    """A holiday of the year that is told or that the story is in; in news the last one, or the next of what will be."""
    period = _of_year(rule, year, front, narrative, tense)
    if period is None or period.first is None or not re.search(r"\sweekend\b", words):
        return period
    if period.first.isoweekday() != 1:
        return calendar.weekend(period.first)
    before = calendar.shift_days(period.first, -7)
    return replace(calendar.weekend(before), last=period.first) if before else period


def _of_year(rule: str, year: int | None, front: str, narrative: Narrative, tense: str | None) -> Period | None:
    now = narrative.now
    if year:
        return calendar.holiday(rule, year)
    if now is None:
        told = narrative.seen.year if narrative.seen else None
        return calendar.holiday(rule, told) if told else None
    match = _FRONT.search(front)
    step = _STEPS.get(match[1].lower(), 1) if match else 1 if tense == "future" else -1
    if step == 0:
        return calendar.holiday(rule, now.year)
    return _beside(rule, now, step)


def _beside(rule: str, now: date, step: int) -> Period | None:
    """The last such day up to now, or the next."""
    periods = (calendar.holiday(rule, now.year + step * years) for years in (0, 1))
    return next((p for p in periods if p and p.first and (p.first - now).days * step >= 0), None)
