"""Noun phrases without a name: "Russian troops", "the president of Syria", "Taliban fighters", "the foreign ministry"."""

from __future__ import annotations

import msgspec

from ..codebook.entities import EntityIndex, Known, RoleMatch
from ..codebook.entity_names import slug
from ..records import Entity
from .actor_places import PlaceCountries
from .actor_sentence import STATES, Sentence

OF_PEOPLE = frozenset({"CVL", "REF", "PRE", "ELI"})
"""Sectors that a group's name before the noun does not change: "Hamas prisoners" are no part of Hamas."""
ORGANS = frozenset({"MIL", "SPY", "COP", "JUD", "LEG"})
"""Sectors that a body of a state only lends its country to: "Kremlin troops", "Fidesz lawmakers"."""
STATE_ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP"})
"""Sectors whose country may be taken from where the sentence says that things happened."""


class Owner(msgspec.Struct, frozen=True):
    """Whose somebody is: a codebook entry, or only the country of a place."""

    known: Known | None = None
    country: str | None = None

    @property
    def is_state(self) -> bool:
        return self.known is None or (
            self.known.kind in STATES and self.known.entity.id.startswith(("country", "people:"))
        )


class RoleReader:
    """Describes role nouns of a sentence."""

    def __init__(self, index: EntityIndex, places: PlaceCountries) -> None:
        self._index = index
        self._places = places
        words = index.words
        self._former = frozenset(words["former"])
        self._only_near = frozenset(words["only_near"])

    def owner(self, sentence: Sentence, head: int, stop: int | None = None, depth: int = 2) -> Owner | None:
        """Whose the noun at `head` is, from the words before token `stop`, a possessor, or a phrase behind it."""
        return (
            self._before(sentence, head, head if stop is None else stop)
            or self._possessor(sentence, head, depth)
            or self._behind(sentence, head, depth)
        )

    def _before(self, sentence: Sentence, head: int, stop: int) -> Owner | None:
        first = sentence.left_edge(head)
        for token in range(stop - 1, first - 1, -1):
            match = sentence.name_at.get(token)
            if match is None or match.end > stop or sentence.hyphened(match) in self._only_near:
                continue
            known = sentence.choose(match)
            if known.kind != "person":
                return Owner(None if known.use == "capital" else known, known.entity.country)
        return self._place_before(sentence, first, stop)

    def _place_before(self, sentence: Sentence, first: int, stop: int) -> Owner | None:
        """ "the Munich court", "North Dakota's senate": the country of a place before the noun."""
        for begin, end, label in sentence.parse.entities:
            if label in ("GPE", "LOC") and first <= begin and end <= stop and begin not in sentence.name_at:
                country = self._places.of_token(sentence, begin)
                return Owner(None, country) if country else None
        return None

    def _possessor(self, sentence: Sentence, head: int, depth: int) -> Owner | None:
        token = sentence.parse.child(head, "poss")
        if token is None:
            return None
        if (match := sentence.name_at.get(token)) is None:
            return self._body(sentence, token, depth - 1) if depth else None
        known = sentence.choose(match)
        return Owner(known, known.entity.country) if known.kind != "person" else None

    def _behind(self, sentence: Sentence, head: int, depth: int) -> Owner | None:
        for preposition, noun in sentence.owned_nouns(head):
            match = sentence.name_at.get(noun)
            if match is not None and (known := sentence.choose(match)).kind != "person":
                if preposition in ("in", "at") and not known.entity.country:
                    continue
                return Owner(known if known.use != "capital" else None, known.entity.country)
            if preposition != "for" and (country := self._places.of_token(sentence, noun)):
                return Owner(None, country)
            if depth and preposition in ("of", "for") and (body := self._body(sentence, noun, depth - 1)) is not None:
                return body
            if depth and (inner := self.owner(sentence, noun, depth=depth - 1)) is not None:
                return inner if preposition in ("of", "for") else Owner(None, inner.country) if inner.country else None
        return None

    def _body(self, sentence: Sentence, noun: int, depth: int) -> Owner | None:
        """ "a spokesman for the Libyan army": the body that a role noun behind a role noun names."""
        match = sentence.role_of(noun)
        if match is None or not match.role.sectors:
            return None
        entity = self.entity(sentence, match, self.owner(sentence, noun, match.first, depth))
        return Owner(Known(entity, "group", "name"), entity.country)

    def is_former(self, sentence: Sentence, match: RoleMatch, head: int) -> bool:
        """ "former president", "ex-minister", "the late king"."""
        lowers = sentence.parse.lowers
        before = range(max(0, sentence.left_edge(head), match.first - 3), match.first)
        return lowers[match.first].startswith("ex-") or any(lowers[i] in self._former for i in before)

    def entity(self, sentence: Sentence, match: RoleMatch, owner: Owner | None) -> Entity:
        """The entity of a role noun with its owner; groups and organisations stand for those who act for them."""
        role = match.role
        if not role.sectors and (kind := sentence.role_at.get(match.first - 1)) is not None and kind.role.sectors:
            role = kind.role
        if owner is None:
            return self.make(role.noun, None, role.sectors)
        if owner.is_state:
            return self.make(role.noun, owner.country, role.with_state if not role.sectors else role.sectors)
        assert owner.known is not None
        body = owner.known.entity
        if owner.known.kind == "nationality" or (role.sectors and self._is_apart(role.sectors[0], body)):
            return self.make(role.noun, body.country, role.sectors or body.sectors)
        return body

    @staticmethod
    def _is_apart(sector: str, body: Entity) -> bool:
        """Prisoners of a group are no part of it, soldiers of a government are not its officials."""
        return sector in OF_PEOPLE or (
            body.country is not None and sector in ORGANS and sector not in body.sectors and "REB" not in body.sectors
        )

    def organization(self, sentence: Sentence, first: int, end: int, head: int) -> Entity | None:
        """An organisation that only the parser knows, with the sector of the role noun in its name."""
        parse = sentence.parse
        while first < end and parse.lowers[first] in ("the", "a", "an"):
            first += 1
        while end > first and parse.tags[end - 1] == "POS":
            end -= 1
        words = parse.words[first:end]
        if not any(w[0].isupper() for w in words):
            return None
        roles = [m for m in sentence.roles if first <= m.first and m.end <= end]
        sectors = roles[-1].role.sectors if roles else ()
        owner = self.owner(sentence, head, head + 1)
        name = " ".join(words).replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s")
        country = owner.country if owner else None
        return Entity(id=f"org:{slug(name) or 'unnamed'}", name=name, country=country, sectors=sectors)

    def make(self, noun: str, country: str | None, sectors: tuple[str, ...]) -> Entity:
        """A role entity: the same words for the same id, whatever the article writes."""
        if country is None:
            return Entity(id=f"role:{slug(noun)}", name=noun, sectors=sectors)
        adjective = self._index.adjectives.get(country, country)
        return Entity(id=f"role:{country}:{slug(noun)}", name=f"{adjective} {noun}", country=country, sectors=sectors)

    def incumbent(self, noun: str, country: str | None, day: str | None) -> Known | None:
        """The person who held the office that a noun names ("Syrian president") on the day."""
        if country is None or day is None:
            return None
        names = next((group for group in self._index.words["offices"].values() if noun in group), (noun,))
        found = {k.entity.id: k for name in names if (k := self._index.holder(country, name, day))}
        exact = self._index.holder(country, noun, day)
        return exact or (next(iter(found.values())) if len(found) == 1 and noun not in ("ruler",) else None)
