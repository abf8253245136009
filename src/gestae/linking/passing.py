"""Violence and measures mentioned in passing: told once, with too little to tell them from any other."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from ..codebook.files import read_toml
from ..records import Coding, Event
from .references import are_references, own_place
from .where import COARSE

if TYPE_CHECKING:
    from .reports import Report

VIOLENT, MEASURE = "ASSAULT", "COERCE"
REAL = frozenset({"happened", "attempted"})
ENOUGH, ENOUGH_ALONE = 3, 2
"""Of day, place and number; with fewer, a bare "attack" on nobody known by name cannot be told from others.
One less will do where an article tells of no other violence. What is told in several sentences ("the offensive")
needs a day or a number.
"""
ENOUGH_OF_A_WAR = 2
"""Of day, number and person."""
OLD = timedelta(days=60)
LONGEST = 3
"""Days; a longer time ("this year") is no day."""
COUNTED = frozenset({"killed", "wounded", "abducted"})


def in_passing(report: Report, *, alone: bool) -> bool:
    """Whether a report is a mere mention ("the attacks on civilians", "people have been killed", "raids")."""
    first = report.first
    if first.event_type == VIOLENT and _is_background(report, alone=alone):
        return True
    if first.event_type not in (VIOLENT, MEASURE) or first.status not in REAL or _has_person(report):
        return False
    if len(report.events) > 1:
        return first.event_type == VIOLENT and not _has_day(report) and not _has_number(report)
    if first.event_type == VIOLENT and first.mode:
        return False
    told = sum((_has_day(report), _has_place(report), _has_number(report)))
    return told < (ENOUGH_ALONE if alone else ENOUGH)


def _is_background(report: Report, *, alone: bool) -> bool:
    """A war as such, with too little of one act; or, beside other violence, what happened long ago."""
    told = sum((_has_day(report), _has_number(report), _has_person(report)))
    if any(is_campaign(report.coding, event) for event in report.events) and told < ENOUGH_OF_A_WAR:
        return True
    published, latest = report.coding.article.day, report.days[1]
    return not alone and published is not None and latest is not None and published - date.fromisoformat(latest) > OLD


def without_campaigns(coding: Coding) -> list[Event]:
    """The events, without those that tell of a war ("the offensive") where acts of violence are told too."""
    kept = [e for e in coding.events if e.event_type != VIOLENT or e.figures or not is_campaign(coding, e)]
    return kept if any(e.event_type == VIOLENT for e in kept) else list(coding.events)


def is_campaign(coding: Coding, event: Event) -> bool:
    words = coding.article.text[event.trigger.start : event.trigger.end].lower().split()
    return bool(words) and words[-1] in _campaigns()


@cache
def _campaigns() -> frozenset[str]:
    return frozenset(read_toml("syntax/linking.toml")["campaigns"]["words"])


def _has_day(report: Report) -> bool:
    earliest, latest = report.days
    if are_references(report.coding, report.events):
        return False
    if earliest is None or latest is None:
        return False
    return (date.fromisoformat(latest) - date.fromisoformat(earliest)).days <= LONGEST


def _has_place(report: Report) -> bool:
    places = (own_place(report.coding, event) for event in report.events)
    return any(place is not None and place.precision not in COARSE for place in places)


def _has_person(report: Report) -> bool:
    """Somebody hit who is more than a role or a country."""
    hit = (r.entity for e in report.events for r in e.recipients)
    return any(entity is not None and not entity.id.startswith(("role:", "country:")) for entity in hit)


def _has_number(report: Report) -> bool:
    return any(figure.measure in COUNTED for figure in report.figures)
