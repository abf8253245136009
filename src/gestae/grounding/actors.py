"""Who: the parties of an article, named or described, and what their noun phrases and pronouns stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..codebook.entities import EntityIndex, RoleMatch
from ..codebook.entity_names import norm
from ..language.coreference import PRONOUNS, Gender, Number, PronounResolver
from ..language.parse import Parse
from ..records import Article, Entity, Mention, MentionKind, Place, Via
from .actor_parties import Parties, Party
from .actor_person import Person, PersonName
from .actor_persons import PersonFinder
from .actor_places import PlaceCountries, covers
from .actor_roles import STATE_ORGANS, Owner, RoleReader
from .actor_sentence import ACTING, NOWHERE, Sentence
from .gazetteer import Gazetteer

Span = tuple[int, int, int]
Grounded = tuple[Entity | None, Via]
NOBODY: Grounded = (None, "named")
PLACES = frozenset({"GPE", "LOC", "FAC", "PERSON"})
"""Labels behind which a place may stand; the parser takes some for persons."""
DEPTH = 4
"""How often "members of a group of …" is followed; real phrases need two."""


class ActorFinder:
    """Grounds the parties of an article in an entity index. `gazetteer` tells the countries of places; None: no places."""

    def __init__(self, index: EntityIndex, gazetteer: Gazetteer | None = None) -> None:
        self._index = index
        self._gazetteer = gazetteer or Gazetteer()

    def read(self, article: Article, parses: Sequence[Parse], places: Sequence[Place] = ()) -> Reading:
        """All that the article tells of its parties, for both questions below at once; `places` are those resolved."""
        finer = {place.start for place in places if place.precision not in ("country", "region")}
        countries = PlaceCountries(self._gazetteer, {place.start: place.country for place in places}, finer)
        roles = RoleReader(self._index, countries)
        persons = PersonFinder(self._index, roles, countries)
        return Reading(article, parses, self._index, countries, roles, persons)

    def mentions(self, article: Article, parses: Sequence[Parse]) -> list[Mention]:
        """Named parties and groups in text order, without overlap, each with its entity."""
        return self.read(article, parses).mentions()

    def ground(self, article: Article, parses: Sequence[Parse], spans: Sequence[Span]) -> list[Grounded]:
        """For each phrase (parse index, first token, one past the last token) its entity and how it is told."""
        reading = self.read(article, parses)
        return [reading.ground(*span) for span in spans]


class Reading:
    """One article as read by an `ActorFinder`; made once, then asked."""

    def __init__(
        self,
        article: Article,
        parses: Sequence[Parse],
        index: EntityIndex,
        places: PlaceCountries,
        roles: RoleReader,
        persons: PersonFinder,
    ) -> None:
        self._index = index
        self._places = places
        self._roles = roles
        self._day = article.published[:10] if article.published else None
        self._parts = frozenset(index.words["parts"])
        self._deeds = frozenset(index.words["deeds"])
        self._not_acting = frozenset(index.words["not_acting"])
        self._bodies = frozenset(index.words["bodies"])
        self._genders: dict[str, Gender] = {w: g for g in ("m", "f") for w in index.words["gender"][g]}
        self._sentences = [places.agreeing(Sentence.read(index, i, parse)) for i, parse in enumerate(parses)]
        names = [name for sentence in self._sentences for name in persons.names(sentence)]
        self._people = persons.persons(article, self._sentences, names)
        self._person_at: dict[tuple[int, int], PersonName] = {
            (name.sentence, token): name for name in self._people for token in range(name.first, name.end)
        }
        self._country = places.of_article(article, self._sentences)
        self._parties = Parties(index.words["stands_for"])
        for sentence in self._sentences:
            self._parties.add(self._in_sentence(sentence))
        self._resolver = PronounResolver(parses, (party.antecedent for party in self._parties))

    # --- mentions -----------------------------------------------------------------------------

    def mentions(self) -> list[Mention]:
        """See `ActorFinder.mentions`."""
        found: list[Mention] = []
        for party in self._parties:
            parse = self._sentences[party.sentence].parse
            start, end = parse.starts[party.first], parse.ends[party.end - 1]
            if not found or start >= found[-1].end:
                found.append(Mention(start=start, end=end, kind=party.kind, entity=party.entity))
        return found

    def _in_sentence(self, sentence: Sentence) -> list[Party]:
        """Parties of a sentence; names go before the role nouns that they share words with."""
        found: list[Party] = []
        taken: set[int] = set()
        for party in (*self._named(sentence), *self._described(sentence)):
            if taken.isdisjoint(range(party.first, party.end)):
                taken.update(range(party.first, party.end))
                found.append(party)
        return sorted(found, key=lambda p: p.first)

    def _named(self, sentence: Sentence) -> Iterator[Party]:
        parse = sentence.parse
        for name in dict.fromkeys(self._person_at.get((sentence.number, i)) for i in range(len(parse))):
            if name is not None:
                person = self._people[name]
                yield Party(
                    sentence.number, name.first, name.end, name.head, "person", person.entity(self._day), "one",
                    _gender(person), frozenset(person.offices),
                )  # fmt: skip
        for match in sentence.names:
            known = sentence.choose(match)
            if known.kind == "person" or (known.use == "capital" and parse.deps[match.end - 1] not in ACTING):
                continue
            number: Number = "many" if known.use == "demonym" else "one" if known.kind == "country" else "either"
            if known.entity.name.endswith("s") and known.kind == "armed_group":
                number = "many" if parse.tags[match.end - 1] == "NNPS" else "either"
            entity = self._roles.namesake(sentence, match, known) or known.on(self._day)
            region = known.kind == "nationality" and covers(parse, match.end - 1, frozenset({"GPE", "LOC"}))
            kind: MentionKind = "place" if region and not known.entity.id[-3:].isupper() else known.kind
            yield Party(sentence.number, match.first, match.end, match.end - 1, kind, entity, number, "thing")
        for first, end, label in parse.entities:
            if (
                label == "ORG"
                and not any(i in sentence.name_at for i in range(first, end))
                and sentence.has_own_word(first, end)
            ):
                head = next((i for i in range(first, end) if not first <= parse.heads[i] < end), end - 1)
                if (entity_ := self._roles.organization(sentence, first, end, head)) is not None:
                    yield Party(sentence.number, first, end, head, "organization", entity_, "either", "thing")

    def _described(self, sentence: Sentence) -> Iterator[Party]:
        """Parties told by a role noun; "the premier, Ann Lee" is the person."""
        for match in sentence.roles:
            head = sentence.role_head(match)
            if not sentence.parse.is_noun(head) or sentence.parse.deps[head] in ("compound", "amod", "nmod"):
                continue
            if (name := self._apposed(sentence, match, head)) is not None:
                person = self._people[name]
                form: tuple[Number, Gender] = ("one", _gender(person))
                yield Party(sentence.number, match.first, match.end, head, "person", person.entity(self._day), *form)
                continue
            if (again := self._repeated(sentence, match, head)) is not None:
                place = (sentence.number, match.first, match.end, head)
                form = (again.number, again.gender) if again.kind == "person" else self._form(sentence, match)
                yield Party(*place, again.kind, again.entity, *form, again.offices)
                continue
            entity, _ = self._of_role(sentence, match, head, resolve=False)
            if entity is not None:
                form = self._form(sentence, match)
                yield Party(sentence.number, match.first, match.end, head, "group", entity, *form)

    def _apposed(self, sentence: Sentence, match: RoleMatch, head: int) -> PersonName | None:
        """The person named beside a singular role noun."""
        if match.role.plural:
            return None
        beside = sentence.parse.children_with(head, "appos")
        return next((name for c in beside if (name := self._person_at.get((sentence.number, c)))), None)

    def _form(self, sentence: Sentence, match: RoleMatch) -> tuple[Number, Gender]:
        """Number and gender that a role noun asks of a pronoun."""
        noun = match.role.noun.split(" of ")[0].split()[-1]
        if noun in self._bodies:
            return "either", "thing"
        if sentence.parse.tags[match.end - 1] in ("NNS", "NNPS") or noun == "people":
            return "many", "person"
        return "one", self._genders.get(noun, "person")

    # --- grounding ----------------------------------------------------------------------------

    def ground(self, at: int, first: int, end: int) -> Grounded:
        """See `ActorFinder.ground`."""
        sentence = self._sentences[at]
        if not 0 <= first < end <= len(sentence.parse):
            return NOBODY
        return self._of_head(sentence, self._head(sentence.parse, first, end), first, end, DEPTH)

    @staticmethod
    def _head(parse: Parse, first: int, end: int) -> int:
        """The token that the phrase hangs on: the first noun or pronoun whose head lies outside and that owns no other."""
        roots = [i for i in range(first, end) if parse.heads[i] == i or not first <= parse.heads[i] < end]
        owned = [i for i in roots if parse.tags[min(i + 1, end - 1)] != "POS" or i + 2 >= end] or roots
        nouns = [i for i in owned if parse.tags[i][:2] in ("NN", "PR", "WP")]
        other = [i for i in owned if parse.tags[i][:2] in ("CD", "JJ")]
        head = (nouns or other or roots or [end - 1])[0]
        while head + 2 < end and parse.words[head + 1] in ("-", "–") and head + 2 in roots:
            head += 2
        if parse.deps[head] == "prep" and (noun := parse.child(head, "pobj")) is not None and noun < end:
            return noun
        return head

    def _of_head(self, sentence: Sentence, head: int, first: int, end: int, depth: int) -> Grounded:
        parse = sentence.parse
        if parse.lowers[head] in PRONOUNS:
            return self._of_pronoun(sentence, head)
        if (
            name := self._person_at.get((sentence.number, head)) or self._person_behind(sentence, head, end)
        ) is not None:
            return self._people[name].entity(self._day), "named"
        if depth and (inner := self._part(sentence, head)) is not None:
            grounded = self._of_head(sentence, inner, sentence.left_edge(inner), inner + 1, depth - 1)
            if grounded[0] is not None:
                return grounded
        if head in sentence.name_at:
            return self._of_shared(sentence, head, end) or self._of_name(sentence, head)
        if (role := sentence.role_of(head)) is not None:
            return self._proper(sentence, role, head) or self._of_role(
                sentence, role, head, inside=range(role.end, end)
            )
        return self._otherwise(sentence, head, first, end)

    def _of_shared(self, sentence: Sentence, head: int, end: int) -> Grounded | None:
        """ "French" of "French and German leaders": the role noun that it shares with what it is coordinated with."""
        parse, noun = sentence.parse, sentence.parse.heads[head]
        if parse.deps[head] not in ("amod", "nmod", "compound", "conj") or end > noun:
            return None
        while parse.deps[head] == "conj" and parse.heads[noun] > noun:
            head, noun = noun, parse.heads[noun]
        match = sentence.role_of(noun) if noun >= end else None
        if match is None or (name := sentence.name_at.get(end - 1)) is None:
            return None
        known = sentence.choose(name)
        return self._roles.entity(sentence, match, Owner(known, known.entity.country)), "named"

    def _person_behind(self, sentence: Sentence, head: int, end: int) -> PersonName | None:
        """The person whose name ends a phrase that begins with office and body ("the chairman of the Union Ann Lee")."""
        name = self._person_at.get((sentence.number, end - 1))
        if name is None or name.first <= head:
            return None
        parse = sentence.parse
        office = parse.tags[head] in ("NNP", "NNPS") or head in sentence.role_at
        body = any(i in sentence.name_at or i in sentence.role_at for i in range(max(head, name.first - 2), name.first))
        plain = all(parse.tags[i][:2] in ("NN", "JJ", "DT", "IN", "-L", "-R") for i in range(head, name.first))
        return name if office and body and plain and parse.tags[name.first - 1] not in ("IN", "DT") else None

    def _proper(self, sentence: Sentence, match: RoleMatch, head: int) -> Grounded | None:
        """A named organisation whose last word is a role noun ("North Atlantic Council"), if no state owns it."""
        for first, end, label in sentence.parse.entities:
            if label == "ORG" and first < match.first and match.end <= end:
                capital = any(
                    sentence.parse.tags[i] == "NNP" and i not in sentence.role_at for i in range(first, match.first)
                )
                if capital and self._roles.owner(sentence, head, match.first) is None:
                    return self._roles.organization(sentence, first, end, head), "named"
        return None

    def _of_pronoun(self, sentence: Sentence, token: int) -> Grounded:
        found = self._resolver.resolve(sentence.number, token)
        if found is None:
            return None, "coreference"
        return self._parties.at[found.parse, found.first].entity, "coreference"

    def _part(self, sentence: Sentence, head: int) -> int | None:
        """What "of" leads to behind a word of amount or membership ("dozens of civilians")."""
        parse = sentence.parse
        if parse.lowers[head].removeprefix("ex-") not in self._parts and parse.tags[head] != "CD":
            return None
        return next((noun for preposition, noun in sentence.owned_nouns(head) if preposition == "of"), None)

    def _of_name(self, sentence: Sentence, head: int) -> Grounded:
        match = sentence.name_at[head]
        known = sentence.choose(match)
        entity = self._roles.namesake(sentence, match, known) or known.on(self._day)
        if known.use == "capital" and self._is_place(sentence, head):
            entity = msgspec.structs.replace(entity, sectors=())
        title = sentence.role_at.get(match.first - 1)
        if (
            known.kind == "country"
            and not entity.sectors
            and title
            and title.role.sectors[:1]
            and not title.role.plural
        ):
            organ = title.role.sectors if title.role.sectors[0] in STATE_ORGANS else ()
            entity = msgspec.structs.replace(entity, sectors=organ)
        return entity, "named"

    @staticmethod
    def _is_place(sentence: Sentence, head: int) -> bool:
        """A capital in a phrase of place is the city, elsewhere its government."""
        above = sentence.parse.heads[head]
        return sentence.parse.deps[head] == "pobj" and sentence.parse.lowers[above] in (
            "in",
            "at",
            "near",
            "outside",
            "into",
        )

    def _is_surname(self, sentence: Sentence, head: int) -> bool:
        """A lone word that leaders bear is no town, unless a phrase of place says so."""
        parse = sentence.parse
        alone = parse.child(head, "compound") is None
        return alone and norm(parse.words[head]) in self._index.surnames and not self._is_place(sentence, head)

    def _of_role(
        self, sentence: Sentence, match: RoleMatch, head: int, *, resolve: bool = True, inside: range = NOWHERE
    ) -> Grounded:
        if (name := self._apposed(sentence, match, head)) is not None:
            return self._people[name].entity(self._day), "named"
        owner = self._roles.owner(sentence, head, match.first, inside=inside)
        if owner is None:
            owner = self._person_owner(sentence, head, match)
        if owner is None and resolve:
            owner = self._pronoun_owner(sentence, head)
        if owner is None and resolve and (party := self._parties.taken_up(sentence, match, head)) is not None:
            return party.entity, "coreference"
        if self._roles.is_former(sentence, match, head):
            country = owner.country if owner else None
            return self._roles.make(f"former {match.role.noun}", country, ("ELI",)), "named"
        if owner is not None:
            if (known := self._roles.incumbent(sentence, match, head, owner, self._day)) is not None:
                return known.on(self._day), "named"
            return self._roles.entity(sentence, match, owner), "named"
        return self._unowned(sentence, match)

    def _unowned(self, sentence: Sentence, match: RoleMatch) -> Grounded:
        """A role noun that the text gives no owner: organs of a state belong to the state where things happen."""
        role = match.role
        if not role.plural and (entity := self._roles.sole(role.noun, self._day)) is not None:
            return entity, "named"
        if role.sectors and role.sectors[0] in STATE_ORGANS:
            country = self._where(sentence)
            if country is not None:
                return self._roles.make(role.noun, country, role.sectors), "implied"
        entity = self._roles.entity(sentence, match, None)
        return (entity, "named") if entity.sectors else NOBODY

    def _where(self, sentence: Sentence) -> str | None:
        """The one country that a sentence places things in, else the article's unless the sentence names another."""
        here = set(self._places.where(sentence))
        if here:
            return here.pop() if len(here) == 1 else None
        named = {c for m in sentence.names if (c := sentence.choose(m).entity.country)}
        return self._country if named <= {self._country} else None

    def _person_owner(self, sentence: Sentence, head: int, match: RoleMatch) -> Owner | None:
        """ "the Biden administration", "Putin's spokesman": of the country of the person."""
        behind = (noun for preposition, noun in sentence.owned_nouns(head) if preposition in ("of", "for"))
        for token in (match.first - 1, sentence.parse.child(head, "poss"), *behind):
            name = None if token is None else self._person_at.get((sentence.number, token))
            if name is not None and (country := self._people[name].entity(self._day).country):
                return Owner(None, country)
        return None

    def _pronoun_owner(self, sentence: Sentence, head: int) -> Owner | None:
        """ "its president", "their troops": the state or body that the pronoun stands for."""
        token = sentence.parse.child(head, "poss")
        if token is None or sentence.parse.lowers[token] not in PRONOUNS:
            return None
        entity, _ = self._of_pronoun(sentence, token)
        if entity is None or (known := self._index.by_id.get(entity.id)) is None or known.kind == "person":
            return None
        return Owner(known, entity.country)

    def _repeated(self, sentence: Sentence, match: RoleMatch, head: int) -> Party | None:
        """The earlier party that a role noun without an owner stands for."""
        if self._roles.owner(sentence, head, match.first) is not None:
            return None
        return self._parties.taken_up(sentence, match, head)

    def _otherwise(self, sentence: Sentence, head: int, first: int, end: int) -> Grounded:
        """Heads that are no name and no role: unknown organisations, places, and what belongs to a named party."""
        parse = sentence.parse
        for begin, stop, label in parse.entities:
            if begin <= head < stop and label in ("ORG", "NORP"):
                return self._roles.organization(sentence, begin, stop, head), "named"
        if covers(parse, head, PLACES):
            country = None if self._is_surname(sentence, head) else self._places.of_token(sentence, head)
            if country is not None or (not parse.is_noun(head) or parse.tags[head] in ("NNP", "NNPS")):
                return (self._index.country(country) if country else None), "implied"
        for token in range(first, end):
            if (name := self._person_at.get((sentence.number, token))) is not None and parse.tags[head] in (
                "NNP",
                "NNPS",
            ):
                return self._people[name].entity(self._day), "named"
        possessor = parse.child(head, "poss")
        if possessor is not None and (name := self._person_at.get((sentence.number, possessor))) is not None:
            return self._people[name].entity(self._day), "implied"
        owner = self._roles.owner(sentence, head, located=parse.lowers[head] not in self._deeds)
        if owner is None or (possessor is None and parse.lowers[head] in self._not_acting):
            return NOBODY
        if owner.known is not None and (not owner.is_state or owner.known.entity.id in self._index.regions):
            return owner.known.on(self._day), "implied"
        return (self._index.country(owner.country) if owner.country else None), "implied"


def _gender(person: Person) -> Gender:
    return "m" if person.gender == "m" else "f" if person.gender == "f" else "person"
