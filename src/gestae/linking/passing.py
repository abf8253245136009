"""Violence and measures mentioned in passing: told once, with too little to tell them from any other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .where import COARSE

if TYPE_CHECKING:
    from .reports import Report

VIOLENT, MEASURE = "ASSAULT", "COERCE"
ENOUGH, ENOUGH_ALONE = 3, 2
"""Of day, place, person and number; with fewer, a bare "attack" cannot be told from others, or looked up.
One less will do where an article tells of no other violence.
"""
LONGEST = 3
"""Days; a longer time ("this year") is no day."""
COUNTED = frozenset({"killed", "wounded", "abducted"})


def in_passing(report: Report, *, alone: bool) -> bool:
    """Whether a report is a mere mention ("the attacks on civilians", "people have been killed", "raids")."""
    first = report.first
    bare = first.event_type == MEASURE or (first.event_type == VIOLENT and first.status == "happened" and not first.mode)
    if not bare or len(report.events) > 1:
        return False
    if _has_person(report):
        return False
    return sum((_has_day(report), _has_place(report), _has_number(report))) < (
        ENOUGH_ALONE if alone else ENOUGH
    )


def _has_day(report: Report) -> bool:
    earliest, latest = report.days
    if earliest is None or latest is None:
        return False
    return (date.fromisoformat(latest) - date.fromisoformat(earliest)).days <= LONGEST


def _has_place(report: Report) -> bool:
    return any(report.coding.places[e.place].precision not in COARSE for e in report.events if e.place is not None)


def _has_person(report: Report) -> bool:
    """Somebody hit who is more than a role or a country."""
    hit = (r.entity for e in report.events for r in e.recipients)
    return any(entity is not None and not entity.id.startswith(("role:", "country:")) for entity in hit)


def _has_number(report: Report) -> bool:
    return any(figure.measure in COUNTED for figure in report.figures)
