"""A person of an article: what is told of one, and which lone names may stand for whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from ..codebook.entities import FAMILY_NAME_FIRST, Known
from ..codebook.entity_names import slug
from ..records import Entity

Bearer = tuple[tuple[int, int], bool, "Person"]
"""Where a full name stands, whether the word is its surname, and whose it is."""


class PersonName(msgspec.Struct, frozen=True):
    """A person's name in a sentence: tokens `[first, end)` without titles."""

    sentence: int
    first: int
    end: int
    head: int
    words: tuple[str, ...]
    known: tuple[Known, ...] = ()


class Person:
    """What an article tells of one person; filled while the article is read."""

    def __init__(self, key: str, name: str) -> None:
        self.key = key
        self.name = name
        self.known: Known | None = None
        self.country: str | None = None
        self.sectors: tuple[str, ...] = ()
        self.gender = ""
        self.former = False
        self.offices: set[str] = set()

    def entity(self, day: str | None) -> Entity:
        if self.known is not None:
            return self._known_entity(self.known, day)
        sectors = ("ELI",) if self.former and self.sectors else self.sectors
        return Entity(id=f"person:{slug(self.name) or self.key}", name=self.name, country=self.country, sectors=sectors)

    def _known_entity(self, known: Known, day: str | None) -> Entity:
        """In office by the table; before the first term known by what the article says; else of the elite."""
        if self.former:
            return msgspec.structs.replace(known.entity, sectors=("ELI",))
        if day is not None and known.terms and day < known.terms[0].start:
            return msgspec.structs.replace(known.entity, sectors=self.sectors)
        return known.on(day)


def bearers_by_word(full: Sequence[tuple[PersonName, Person]]) -> dict[str, list[Bearer]]:
    """Full names by each word that may stand alone for them: the surname, and the first of two or of an East Asian name."""
    found: dict[str, list[Bearer]] = {}
    for name, person in full:
        country = person.known.entity.country if person.known else None
        first = len(name.words) == 2 or country in FAMILY_NAME_FIRST
        for part in dict.fromkeys((name.words[-1], *name.words[: int(first)])):
            surname = part == name.words[-1] or country in FAMILY_NAME_FIRST
            found.setdefault(part, []).append(((name.sentence, name.first), surname, person))
    return {part: _surnames(bearers) for part, bearers in found.items()}


def _surnames(bearers: list[Bearer]) -> list[Bearer]:
    """Those whose surname the word is, if it is anybody's."""
    return [b for b in bearers if b[1]] or bearers


def nearest(bearers: Sequence[Bearer], name: PersonName) -> Person | None:
    """The last full name before a lone one, else the first after it."""
    if not bearers:
        return None
    before = bisect_left(bearers, (name.sentence, name.first), key=_position)
    return bearers[max(0, before - 1)][2]


def _position(bearer: Bearer) -> tuple[int, int]:
    return bearer[0]
