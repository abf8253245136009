"""What the words around a name say about where it lies: "Paris, Texas", "the Iraqi city of Mosul"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .gazetteer import Candidate
from .place_scan import Token, Toponym
from .place_words import PlaceWords

CONTAINERS = frozenset(("country", "admin1", "admin2", "region"))
_COMMA = re.compile(r"\s?[,(]\s{0,2}(?:in\s)?(?:the\s)?(?:(?:[a-z]{2,5}-?[a-z]+ern|central)\s)?")
_IN = re.compile(
    r",?\s(?:[a-z’'-]+\s){0,5}(?:in|of)\s(?:the\s)?(?:[a-z]+(?:ern|th|st|al|an)\s)?(?:the\s)?(?:state of\s)?"
)
STOPS = frozenset(".;:!?()\n")
OWNED = 5
"""Words between an adjective of a country and the name of a place in it."""
FAR = 70
"""Characters between a name and what still says where it lies."""


class Context(NamedTuple):
    """`strong`, `weak`: indexes of toponyms that say where this one lies; `held`: of those that lie in it.

    `unit` is True if the words call it a province or the like, False if they call it a city, else None.
    """

    strong: tuple[int, ...] = ()
    weak: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    unit: bool | None = None


def contexts(text: str, words: Sequence[Token], found: Sequence[Toponym], lists: PlaceWords) -> list[Context]:
    """The context of each toponym, in their order."""
    strong: list[list[int]] = [[] for _ in found]
    weak: list[list[int]] = [[] for _ in found]
    held: list[list[int]] = [[] for _ in found]
    for i in range(len(found) - 1):
        if _is_owner(text, words, found[i], found[i + 1], lists):
            strong[i + 1].append(i)
        elif (kind := _relation(text, found[i], found[i + 1])) == "strong":
            strong[i].append(i + 1)
            held[i + 1].append(i)
        elif kind == "weak":
            weak[i].append(i + 1)
    for i in range(len(found) - 2):  # "Athens, Clarke County, Georgia"
        if strong[i] == [i + 1] and strong[i + 1] == [i + 2]:
            strong[i].append(i + 2)
    return [
        Context(tuple(strong[i]), tuple(weak[i]), tuple(held[i]), _unit(words, one, lists))
        for i, one in enumerate(found)
    ]


def _relation(text: str, one: Toponym, after: Toponym) -> str | None:
    """Whether the next name says where this one lies: "Paris, Texas" (strong), "Paris in Texas" (weak)."""
    if after.start - one.end > FAR or one.demonym or after.demonym:
        return None
    between = text[one.end : after.start]
    if _COMMA.fullmatch(between):
        return "strong" if _says_where(one, after) else None
    units = any(c.kind in CONTAINERS for c in after.candidates)
    return "weak" if units and _IN.fullmatch(between) else None


def _says_where(one: Toponym, after: Toponym) -> bool:
    """Not so in lists of countries or of cities ("Georgia, Russia", "Paris, London")."""
    if _is_country(one) and _is_country(after):
        return False
    units = [c for c in after.candidates if c.kind in ("country", "admin1") or _is_county(c, after)]
    return any(within(place, unit) for unit in units if unit.main for place in one.candidates)


def _is_country(one: Toponym) -> bool:
    return any(c.kind == "country" and c.main for c in one.candidates)


def _is_county(unit: Candidate, one: Toponym) -> bool:
    """A second-level unit under its full name, such as "Rapides Parish"."""
    return unit.kind == "admin2" and " " in one.text


def _is_owner(text: str, words: Sequence[Token], one: Toponym, after: Toponym, lists: PlaceWords) -> bool:
    """Whether the name before says where the next one lies: "the Iraqi city of Mosul", "Iraq's Mosul"."""
    if after.demonym or after.first - one.last > OWNED or not (one.demonym or words[one.last - 1].possessive):
        return False
    between = [word for word in words[one.last : after.first] if word.lower != "of"]
    if any(word.capital for word in between) or not STOPS.isdisjoint(text[one.end : after.start]):
        return False
    if not between:
        return after.first == one.last and not one.demonym
    return between[-1].lower in lists.city_words or between[-1].lower in lists.admin_words


def within(place: Candidate, unit: Candidate) -> bool:
    """Whether a place lies in a country, a first-level or a second-level unit (and is not that unit)."""
    if place.gid == unit.gid and place.gid is not None:
        return False
    if unit.kind == "country":
        return place.country == unit.country and place.kind != "country"
    if unit.kind == "admin1":
        return place.admin1 == unit.admin1 and place.kind in ("city", "admin2", "venue")
    if unit.kind == "admin2":
        return place.admin2 is not None and place.admin2 == unit.row
    if unit.kind == "region":
        return bool(unit.country) and place.country == unit.country
    return unit.gid is not None and unit.capital and unit.admin1 == place.admin1


def _unit(words: Sequence[Token], one: Toponym, lists: PlaceWords) -> bool | None:
    """What the words beside the name call it: "Basra province", "the city of Basra"."""
    after = words[one.last].lower if one.last < len(words) and words[one.last].joined else ""
    before = _before(words, one.first)
    if after in lists.admin_words or before in lists.admin_words:
        return True
    return False if after in lists.city_words or before in lists.city_words else None


def _before(words: Sequence[Token], first: int) -> str:
    """ "city" in "the city of Basra"; also in "the Gerland district of Lyon", where another name is the district."""
    if first < 2 or words[first - 1].lower != "of" or not words[first].joined or not words[first - 1].joined:
        return ""
    if first > 2 and words[first - 2].joined and words[first - 3].capital:
        return "city"
    return words[first - 2].lower
