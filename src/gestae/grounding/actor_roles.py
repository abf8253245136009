"""Noun phrases without a name: "Russian troops", "the president of Syria", "Taliban fighters", "the foreign ministry"."""

from __future__ import annotations

import msgspec

from ..codebook.entities import EntityIndex, Known, Match, RoleMatch
from ..codebook.entity_names import norm, slug
from ..records import Entity
from .actor_places import PlaceCountries
from .actor_sentence import NOWHERE, STATES, Sentence

OF_PEOPLE = frozenset({"CVL", "REF", "PRE", "ELI"})
"""Sectors that a group's name before the noun does not change: "Hamas prisoners" are no part of Hamas."""
ORGANS = frozenset({"MIL", "SPY", "COP", "JUD", "LEG"})
"""Sectors that a body of a state only lends its country to: "Kremlin troops", "Fidesz lawmakers"."""
STATE_ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP"})
"""Sectors whose country may be taken from where the sentence says that things happened."""

HYPHENS = frozenset("-–")
ADJECTIVES = frozenset({"JJ", "JJR", "JJS"})
"""Tags behind which an office of a body may be another ("the political leader of the group")."""


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
        self._not_incumbent = frozenset(words["not_incumbent"])
        self._deputy = frozenset(words["deputy"])
        self._sides = frozenset(words["sides"])
        self._relational = frozenset(words["relational"])
        self._body_heads = tuple(words["body_heads"])

    def owner(
        self,
        sentence: Sentence,
        head: int,
        stop: int | None = None,
        depth: int = 2,
        inside: range = NOWHERE,
        *,
        located: bool = True,
    ) -> Owner | None:
        """Whose the noun at `head` is, from the words before token `stop`, a possessor, or a phrase behind it.

        `located`: "in Georgia" behind it tells as well.
        """
        return (
            self._named_possessor(sentence, head)
            or self._before(sentence, head, head if stop is None else stop)
            or self._possessor(sentence, head, depth)
            or self._behind(sentence, head, depth, inside, located=located)
        )

    def _named_possessor(self, sentence: Sentence, head: int) -> Owner | None:
        """ "Hamas's Gaza leader" is of Hamas; "Syria's Russian ally" is of Russia."""
        token = sentence.parse.child(head, "poss")
        match = None if token is None else sentence.name_at.get(token)
        if match is None or sentence.parse.lowers[head] in self._relational:
            return None
        known = sentence.choose(match)
        if known.kind == "person" or (known.kind in STATES and known.entity.country is None):
            return None
        return Owner(known, known.entity.country)

    def _before(self, sentence: Sentence, head: int, stop: int) -> Owner | None:
        """The nearest name before the noun; of "Iraqi Kurdish" the one that is of a state."""
        first = sentence.left_edge(head)
        if (
            first > 1
            and sentence.parse.tags[first - 1] == "POS"
            and (owner := sentence.name_at.get(first - 2)) is not None
        ):
            first = owner.first
        stateless = None
        for token in range(stop - 1, first - 1, -1):
            match = sentence.name_at.get(token)
            if match is None or match.end > stop or self._is_only_near(sentence, match):
                continue
            known = sentence.choose(match)
            if known.kind == "nationality" and known.entity.country is None:
                stateless = stateless or Owner(known)
            elif known.kind != "person":
                return Owner(known, known.entity.country)
        return stateless or self._place_before(sentence, first, stop)

    def _is_only_near(self, sentence: Sentence, match: Match) -> bool:
        """ "Iran-backed", "pro-Russian": whom the name helps or opposes, not whose they are."""
        lowers = sentence.parse.lowers
        tied = match.first > 1 and lowers[match.first - 1] in HYPHENS
        return sentence.hyphened(match) in self._only_near or (tied and lowers[match.first - 2] in self._sides)

    def _place_before(self, sentence: Sentence, first: int, stop: int) -> Owner | None:
        """ "the Munich court", "North Dakota's senate": the country of a place before the noun."""
        parse = sentence.parse
        for begin, end, label in parse.entities:
            if norm(parse.words[end - 1]) in self._index.surnames:
                continue
            if label in ("GPE", "LOC") and first <= begin and end <= stop and begin not in sentence.name_at:
                country = self._places.of_token(sentence, begin)
                return Owner(None, country) if country else None
        begin = stop
        while begin > first and parse.tags[begin - 1] == "NNP" and begin - 1 not in sentence.name_at:
            begin -= 1
        organ = (match := sentence.role_at.get(stop)) is not None and not STATE_ORGANS.isdisjoint(match.role.sectors)
        organ = organ and begin < stop and norm(parse.words[stop - 1]) not in self._index.surnames
        country = self._places.of_name(" ".join(parse.words[begin:stop])) if organ else None
        return Owner(None, country) if country else None

    def _possessor(self, sentence: Sentence, head: int, depth: int) -> Owner | None:
        token = sentence.parse.child(head, "poss")
        if token is None:
            return None
        if (match := sentence.name_at.get(token)) is None:
            return self._body(sentence, token, depth - 1) if depth else None
        known = sentence.choose(match)
        return Owner(known, known.entity.country) if known.kind != "person" else None

    def _behind(self, sentence: Sentence, head: int, depth: int, inside: range, *, located: bool) -> Owner | None:
        for preposition, noun in sentence.owned_nouns(head, inside):
            if preposition in ("in", "at") and not located:
                continue
            match = sentence.name_at.get(noun)
            if match is not None and (known := sentence.choose(match)).kind != "person":
                if preposition in ("in", "at") and not known.entity.country:
                    continue
                return Owner(known, known.entity.country)
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

    def namesake(self, sentence: Sentence, match: Match, known: Known) -> Entity | None:
        """ "the Venezuelan National Guard": a body of another state that is called so too."""
        if not known.entity.id.startswith("institution:") or known.entity.country is None:
            return None
        owner = self.owner(sentence, match.end - 1, match.first)
        if owner is None or owner.country in (None, known.entity.country) or not owner.is_state:
            return None
        return self.make(known.entity.name, owner.country, known.entity.sectors)

    def is_former(self, sentence: Sentence, match: RoleMatch, head: int) -> bool:
        """ "former president", "ex-minister", "the late king"."""
        lowers = sentence.parse.lowers
        before = range(max(0, sentence.left_edge(head), match.first - 3), match.first)
        tied = match.first > 1 and lowers[match.first - 1] in HYPHENS and lowers[match.first - 2] == "ex"
        return tied or lowers[match.first].startswith("ex-") or any(lowers[i] in self._former for i in before)

    def entity(self, sentence: Sentence, match: RoleMatch, owner: Owner | None) -> Entity:
        """The entity of a role noun with its owner; groups and organisations stand for those who act for them."""
        role = match.role
        if not role.sectors and (kind := sentence.role_at.get(match.first - 1)) is not None and kind.role.sectors:
            role = kind.role if kind.role.noun not in self._deputy else role
        if owner is None:
            return self.make(role.noun, None, role.sectors)
        if owner.is_state:
            return self.make(role.noun, owner.country, role.with_state if not role.sectors else role.sectors)
        assert owner.known is not None
        body = owner.known.entity
        if owner.known.kind == "group" and role.sectors:
            both = not STATE_ORGANS.isdisjoint(role.sectors) and not STATE_ORGANS.isdisjoint(body.sectors)
            return self.make(role.noun, body.country if both else None, role.sectors)
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

    def incumbent(self, sentence: Sentence, match: RoleMatch, head: int, owner: Owner, day: str | None) -> Known | None:
        """The person who held the office that a noun names ("Syrian president", "the UN chief") on the day."""
        before = range(sentence.left_edge(head), match.first)
        lowers = sentence.parse.lowers
        if day is None or match.role.plural or any(lowers[i] in self._not_incumbent for i in before):
            return None
        if owner.known is None or owner.known.entity.id in self._index.regions:
            return None
        if owner.is_state:
            return self.of_state(match.role.noun, owner.country, day) if owner.country else None
        if any(sentence.parse.tags[i] in ADJECTIVES and i not in sentence.name_at for i in before):
            return None
        noun = match.role.noun.replace("-", " ")
        names = self._body_heads if noun in self._body_heads else (noun,)
        found = {k.entity.id: k for n in names if (k := self._index.holder(owner.known.entity.id, n, day))}
        return next(iter(found.values())) if len(found) == 1 else None

    def of_state(self, noun: str, country: str, day: str) -> Known | None:
        """Who held an office of a state on a day; "the leader" is who governs by the table of countries."""
        if noun == "leader" and (leader := self._leader(country, day)) is not None:
            return leader
        exact = self._index.holder(country, noun, day)
        names = next((group for group in self._index.words["offices"].values() if noun in group), (noun,))
        found = {k.entity.id: k for name in names if (k := self._index.holder(country, name, day))}
        if not exact and not found and noun in (self._index.heads.get(country), "leader"):
            return self._index.holder(country, "", day)
        return exact or (next(iter(found.values())) if len(found) == 1 and noun not in ("ruler",) else None)

    def _leader(self, country: str, day: str) -> Known | None:
        """Who holds the office that governs a country by the codebook, else the only one known to hold such an office."""
        head = self._index.heads.get(country)
        if head is not None and (known := self._index.holder(country, head, day)) is not None:
            return known
        offices = self._index.words["governing"]
        found = {k.entity.id: k for office in offices if (k := self._index.holder(country, office, day))}
        return next(iter(found.values())) if len(found) == 1 else None

    def sole(self, noun: str, day: str | None) -> Entity | None:
        """The holder of an office that there is one of in the world ("the pope")."""
        country = self._index.words["sole"].get(noun)
        if country is None:
            return None
        known = self.of_state(noun, country, day) if day else None
        return known.on(day) if known else None
