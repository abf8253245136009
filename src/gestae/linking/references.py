"""Violence that is only spoken of: "France condemned the attack" tells neither when nor where it was."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Coding, Event, Place

VIOLENT = "ASSAULT"
SPEAKING = frozenset({"ACCUSE", "STATEMENT", "SUPPORT", "THREATEN", "REJECT", "REQUEST"})


def is_reference(coding: Coding, event: Event) -> bool:
    """Whether an act of violence, without hands and numbers, is what somebody speaks of in its sentence."""
    if event.event_type != VIOLENT or event.figures or event.actors:
        return False
    return any(e.sentence == event.sentence and e.event_type in SPEAKING and e.actors for e in coding.events)


def own_place(coding: Coding, event: Event) -> Place | None:
    """The place told of it; of a reference only one that stands in its sentence behind it ("the attack in Lima")."""
    if event.place is None:
        return None
    place = coding.places[event.place]
    if is_reference(coding, event) and not event.trigger.end <= place.start < coding.sentences[event.sentence].end:
        return None
    return place


def are_references(coding: Coding, events: Sequence[Event]) -> bool:
    return all(is_reference(coding, event) for event in events)
