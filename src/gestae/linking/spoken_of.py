"""Which attack an article of reactions is about, where it says no more than "the attack in Lima"."""

from __future__ import annotations

from ..records import Coding, Event
from .profile import Profile, city_key
from .references import VIOLENT, is_reference, own_place

RECENT = 14
"""Days for which "the attack" needs no other name."""


def cities_spoken_of(coding: Coding) -> frozenset[str]:
    """Cities of the violence that an article's reactions speak of, however little is told of it."""
    spoken = (own_place(coding, event) for event in coding.events if _is_spoken_of(coding, event))
    return frozenset(key for place in spoken if place is not None and (key := city_key(place)) is not None)


def speaks_of_violence(coding: Coding) -> bool:
    return any(is_reference(coding, event) for event in coding.events)


def _is_spoken_of(coding: Coding, event: Event) -> bool:
    """ "denied that the gunmen who attacked a hall in Lima had been trained there": told inside what is said, with no number."""
    told_inside = event.event_type == VIOLENT and event.stance in ("accuses", "denies") and not event.figures
    return told_inside or is_reference(coding, event)


def precedes(act: Profile, article: Profile) -> bool:
    """Whether an act is of the days before an article."""
    published = article.article.published
    day = act.told[0] if act.told is not None else act.article.published
    return published is not None and day is not None and 0 <= published - day <= RECENT
