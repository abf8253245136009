"""When an incident was: the day its events tell, else the day told beside them, else that of the news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..records import Event, Time
from .reports import Days, Report

FRESH = timedelta(days=7)
"""News is of the last week; a date beside it that is older belongs to something else."""


def days_of(report: Report, undated: timedelta) -> Days:
    """Earliest and latest day; `undated` is how long before publication news that tells no day may have happened."""
    told, published = report.days, report.coding.article.day
    if told[0] or published is None or report.first.newness != "new":
        return told
    for event in report.events:
        if beside := _beside(report, event, published):
            return beside
    return (published - undated).isoformat(), published.isoformat()


def _beside(report: Report, event: Event, published: date) -> Days | None:
    """The day of the week before that stands nearest to the trigger in its sentence ("reported today that …")."""
    fresh = [t for t in _in_sentence(report, event) if _is_fresh(t, published)]
    if not fresh:
        return None
    nearest = min(fresh, key=lambda t: abs(t.start - event.trigger.start))
    return nearest.earliest, nearest.latest


def _in_sentence(report: Report, event: Event) -> Iterator[Time]:
    sentence = report.coding.sentences[event.sentence]
    return (t for t in report.coding.times if sentence.start <= t.start and t.end <= sentence.end)


def _is_fresh(time: Time, published: date) -> bool:
    if time.precision not in ("day", "time") or time.earliest is None or time.latest is None:
        return False
    return published - FRESH <= date.fromisoformat(time.earliest) and date.fromisoformat(time.latest) <= published
