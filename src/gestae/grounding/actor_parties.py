"""Parties of an article in the order of the text, and which of them a definite noun takes up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ..codebook.entities import RoleMatch
from ..codebook.entity_names import slug
from ..language.coreference import Antecedent, Gender, Number
from ..records import Entity, MentionKind
from .actor_sentence import Sentence

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
REACH = 10
"""Parsed sentences back that a definite noun may take something up from."""


class Party(msgspec.Struct, frozen=True):
    """A party mentioned in a sentence: tokens `[first, end)` with its entity; `definite` what nouns may take it up."""

    sentence: int
    first: int
    end: int
    head: int
    kind: MentionKind
    entity: Entity
    number: Number
    gender: Gender
    offices: frozenset[str] = frozenset()

    @property
    def antecedent(self) -> Antecedent:
        return Antecedent(self.sentence, self.first, self.end, self.head, self.entity.id, self.number, self.gender)


class Parties:
    """Filled sentence by sentence, so that each may take up what stands before it."""

    def __init__(self, stands_for: dict[str, Any]) -> None:
        self._stands_for = stands_for
        self._by_sentence: list[Sequence[Party]] = []
        self.at: dict[tuple[int, int], Party] = {}

    def add(self, parties: Sequence[Party]) -> None:
        """The parties of the next sentence."""
        self._by_sentence.append(parties)
        self.at.update(((p.sentence, p.first), p) for p in parties)

    def __iter__(self) -> Iterator[Party]:
        return iter(self.at.values())

    def taken_up(self, sentence: Sentence, match: RoleMatch, head: int) -> Party | None:
        """The earlier party that a bare definite noun takes up: "the president" a person called so, "the group" a group."""
        parse, noun = sentence.parse, match.role.noun
        if match.first == 0 or parse.lowers[match.first - 1] not in DEFINITE:
            return None
        wanted = self._stands_for.get(parse.lowers[head], ())
        for party in self._before(sentence.number, head):
            if party.kind == "person":
                if noun in party.offices and not match.role.plural:
                    return party
            elif party.kind == "group":
                if party.entity.country and party.entity.id.endswith(f":{slug(noun)}"):
                    return party
            elif party.kind in wanted or not set(wanted).isdisjoint(party.entity.sectors):
                return party
        return None

    def stood_for(self, sentence: Sentence, head: int) -> Party | None:
        """The party that a bare definite noun for a kind of body takes up ("the alliance")."""
        wanted = self._stands_for.get(sentence.parse.lowers[head], ())
        parties = self._before(sentence.number, head) if wanted else ()
        return next((p for p in parties if p.kind in wanted or not set(wanted).isdisjoint(p.entity.sectors)), None)

    def _before(self, number: int, token: int) -> Iterator[Party]:
        """Parties before a token, nearest first, as far back as a definite noun reaches."""
        here = self._by_sentence[number] if number < len(self._by_sentence) else []
        yield from (p for p in reversed(here) if p.head < token)
        for earlier in range(number - 1, max(-1, number - 1 - REACH), -1):
            yield from reversed(self._by_sentence[earlier])
