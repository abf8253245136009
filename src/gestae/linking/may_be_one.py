"""What no likeness of texts outweighs: which reports can tell of one happening at all."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

import msgspec

from ..geometry import kilometres
from ..records import Place
from .apart import parts_differ, ways
from .near_duplicates import resemblance
from .pair import FAR_KM, day_gap
from .profile import FINE, Profile
from .where import place_of
from .words import cosine

VIOLENT = "ASSAULT"
COPY = 0.5
"""Resemblance from which two texts are versions of one."""
VERSION, SENTENCE, SAME_NEWS = 0.7, 0.8, 2
"""Resemblance of texts and likeness of the sentences that tell the act, from which reports at most so many days apart are copies."""
RARE_NAMES = 3


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For one event type: the greatest distance in days, and what two reports must share (one of: place, parties)."""

    days: int
    share: tuple[str, ...] = ()


class Rules:
    """The table `[same]` of `syntax/linking.toml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._rules = msgspec.convert(data["same"], dict[str, Rule])

    def may_be_one(self, a: Profile, b: Profile) -> bool:
        """An article without a report of violence may be about some."""
        if a.article.id == b.article.id:
            return False
        kinds = {a.event_type or VIOLENT, b.event_type or VIOLENT}
        if len(kinds) > 1 or (a.report is None and b.report is None):
            return False
        [kind] = kinds
        if kind == VIOLENT:
            apart = _is_told_apart(a, b) or _is_elsewhere(a, b) or _is_elsewhere(b, a)
            return (_is_of_a_day(a, b) and not apart) or _is_known_again(a, b)
        rule = self._rules.get(kind, self._rules["other"])
        return _days_between(a, b) <= rule.days and _same_mode(a, b) and _shares(a, b, rule.share)


def is_copied(a: Profile, b: Profile) -> bool:
    """Whether one report is another's copy: the same sentences in versions of one text, with no other day."""
    return (
        a.event_type is not None
        and a.event_type == b.event_type
        and _same_mode(a, b)
        and not day_gap(a, b)
        and _days_between(a, b) <= SAME_NEWS
        and cosine(a.own, b.own) >= SENTENCE
        and resemblance(a.article.sketch, b.article.sketch) >= VERSION
    )


def _is_of_a_day(a: Profile, b: Profile) -> bool:
    """Attacks in one place on different days are different attacks. A night has two dates."""
    gap = day_gap(a, b)
    return not gap or (gap == 1 and _same_toll(a, b))


def _is_told_apart(a: Profile, b: Profile) -> bool:
    """Another way of it, and another part of the day or other numbers: a city may see two attacks in a day."""
    one, other = ways(a.modes), ways(b.modes)
    if not one or not other or one & other:
        return False
    shared = a.toll.keys() & b.toll.keys()
    return parts_differ(a.parts, b.parts) or (bool(shared) and all(a.toll[m] != b.toll[m] for m in shared))


def _is_elsewhere(a: Profile, b: Profile) -> bool:
    """Told to be in a city far from the other's, by an article that tells of other violence there: it keeps the two apart itself."""
    if a.report is None or a.report.alone or b.place is None or b.place.precision not in FINE:
        return False
    coding = a.article.coding
    told = place_of(coding, a.events)
    if told is None or told.precision != "city" or not _is_far(told, b.place):
        return False
    own = {event.id for event in a.events}
    others = (e.place for e in coding.events if e.event_type == VIOLENT and e.id not in own)
    return any(not _is_far(coding.places[i], b.place) for i in others if i is not None)


def _is_far(one: Place, other: Place) -> bool:
    """Of other first-level units, and farther apart than a town is from the next; without coordinates, of one country."""
    known = None not in (one.lat, one.lon, other.lat, other.lon)
    far = kilometres(one, other) > FAR_KM if known else one.country == other.country
    return one.admin1 != other.admin1 and far


def _same_toll(a: Profile, b: Profile) -> bool:
    return bool(a.toll) and a.toll == b.toll


def _is_known_again(a: Profile, b: Profile) -> bool:
    """By who was hit or named, their ages, the street, the page or the text; then a day was misread."""
    one, other = a.article, b.article
    return bool(
        (one.url is not None and one.url == other.url)
        or a.victims & b.victims
        or one.persons & other.persons
        or one.streets & other.streets
        or len(one.ages & other.ages) > 1
        or len(one.rare_names & other.rare_names) >= RARE_NAMES
        or resemblance(one.sketch, other.sketch) >= COPY
    )


def _days_between(a: Profile, b: Profile) -> int:
    """By the days told; else by those of publication; 0 if nothing is known."""
    if (gap := day_gap(a, b)) is not None:
        return gap
    if a.article.published is None or b.article.published is None:
        return 0
    return abs(a.article.published - b.article.published)


def _same_mode(a: Profile, b: Profile) -> bool:
    return not a.modes or not b.modes or bool(a.modes & b.modes)


def _shares(a: Profile, b: Profile, share: tuple[str, ...]) -> bool:
    known = {"place": _same_place, "parties": _same_parties}
    return not share or any(known[name](a, b) for name in share)


def _same_place(a: Profile, b: Profile) -> bool:
    return a.city is not None and a.city == b.city


def _same_parties(a: Profile, b: Profile) -> bool:
    """All parties of the report that names fewer are among the other's, on whichever side; a role is nobody in particular."""
    one, other = _known(a), _known(b)
    return bool(one) and bool(other) and (one <= other or other <= one)


def _known(profile: Profile) -> Set[str]:
    return {party for party in profile.actors | profile.recipients if not party.startswith("role:")}
