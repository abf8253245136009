"""One parsed sentence with its names and nouns for roles: what owns what, and which words make up a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from ..codebook.entities import EntityIndex, Known, Match, RoleMatch
from ..codebook.entity_names import Stream
from ..language.parse import Parse

BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "poss", "det", "nummod", "quantmod", "predet"})
STATES = frozenset({"country", "nationality"})
SWALLOWS = frozenset({"GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW", "LANGUAGE"})
"""Labels of longer names in which the name of a country is no party ("Baja California", "Iraq War")."""
JOINTS = frozenset({"and", "or", ",", "&", "with", "against", "versus", "the"})
ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "agent"})
"""Where the seat of a body stands for it ("Brussels fined the firm"); elsewhere it is the city."""
OWNING = frozenset({"of", "from", "in", "at", "for"})
NOWHERE = range(0)
Covering = TypeVar("Covering", Match, RoleMatch)


class Sentence(msgspec.Struct, frozen=True):
    """`name_at` and `role_at` lead from a token to the name or role noun that covers it."""

    number: int
    parse: Parse
    names: list[Match]
    roles: list[RoleMatch]
    name_at: dict[int, Match]
    role_at: dict[int, RoleMatch]

    @classmethod
    def read(cls, index: EntityIndex, number: int, parse: Parse) -> Sentence:
        stream = Stream.of(parse.words)
        known = index.names_in(stream)
        names = [m for m in known if m.known[0].use != "nothing" and _stands(parse, m, known)]
        roles = index.roles_in(stream)
        return cls(number, parse, names, roles, _by_token(names), _by_token(roles))

    def without(self, matches: Sequence[Match]) -> Sentence:
        """The sentence with fewer names."""
        names = [m for m in self.names if m not in matches]
        return Sentence(self.number, self.parse, names, self.roles, _by_token(names), self.role_at)

    def choose(self, match: Match) -> Known:
        """The reading of a name that its place in the sentence asks for: before a noun an adjective, else a name."""
        if len(match.known) == 1:
            return match.known[0]
        last = match.end - 1
        before = self.parse.heads[last] >= match.end and self.parse.deps[last] in ("amod", "compound", "nmod")
        acts = self.parse.deps[last] in ACTING
        wanted: tuple[str, ...] = (
            ("adjective", "demonym", "capital") if before else ("seat" if acts else "capital", "name", "demonym")
        )
        if not any(known.use == "seat" for known in match.known):
            wanted = tuple(use for use in wanted if use != "capital")
        return next((k for use in wanted for k in match.known if k.use == use), match.known[0])

    def role_head(self, match: RoleMatch) -> int:
        """The token that a role noun hangs on: its last, or the one before "of" ("minister of trade", "ambassador to")."""
        lowers = self.parse.lowers
        inner = (i for i in range(match.first + 1, match.end) if lowers[i] in ("of", "for", "to", "at", "in", "on"))
        return next(inner, match.end) - 1

    def role_of(self, head: int) -> RoleMatch | None:
        """The role noun that hangs on a token."""
        match = self.role_at.get(head)
        return match if match is not None and self.role_head(match) == head else None

    def has_own_word(self, first: int, end: int) -> bool:
        """A name has a word of its own; "the Senate" and "the Ministry of Defence" are role nouns in capitals."""
        return any(self.parse.tags[i] in ("NNP", "NNPS") and i not in self.role_at for i in range(first, end))

    def hyphened(self, match: Match) -> str:
        """The word tied to a name by a hyphen ("led" in "Saudi-led"), else ""."""
        words = self.parse.lowers
        if match.end + 1 < len(words) and words[match.end] in ("-", "–"):
            return words[match.end + 1]
        return ""

    def left_edge(self, head: int) -> int:
        """The first token of the noun phrase before its head."""
        first = head
        for child in self.parse.children[head]:
            if child < first and self.parse.deps[child] in BEFORE_NOUN:
                first = min(first, self.parse.subtree(child)[0])
        return first

    def owned_nouns(self, head: int, inside: range = NOWHERE) -> Iterator[tuple[str, int]]:
        """Nouns in phrases behind a head, with their preposition: ("of", "Syria").

        `inside` are the tokens behind the head that are known to belong to it, whatever the parser hung them on.
        """
        parse = self.parse
        own = [c for c in parse.children[head] if c > head]
        for child in dict.fromkeys((*own, *inside)):
            if parse.deps[child] == "prep" and parse.lowers[child] in OWNING:
                for noun in parse.children_with(child, "pobj"):
                    yield parse.lowers[child], noun


def _by_token(matches: Sequence[Covering]) -> dict[int, Covering]:
    return {token: m for m in matches for token in range(m.first, m.end)}


def _stands(parse: Parse, match: Match, known: Sequence[Match]) -> bool:
    """A country's name inside the longer name of a person, place or thing names no party; in a list of names it does."""
    if match.known[0].kind not in STATES:
        return True
    for first, end, label in parse.entities:
        if first <= match.first and match.end <= end and _is_longer(parse, match, first, end):
            return (label not in SWALLOWS and label != "PERSON") or _is_list(parse, known, first, end)
    return True


def _is_list(parse: Parse, known: Sequence[Match], first: int, end: int) -> bool:
    """The parser took "Iran and Israel" for one name: nothing but known names and words that join them."""
    named = {token for m in known for token in range(m.first, m.end)}
    return all(i in named or parse.lowers[i] in JOINTS for i in range(first, end))


def _is_longer(parse: Parse, match: Match, first: int, end: int) -> bool:
    """The entity has a word of a name that the match lacks."""
    outside = (*range(first, match.first), *range(match.end, end))
    return any(parse.tags[i] in ("NNP", "NNPS") for i in outside)
