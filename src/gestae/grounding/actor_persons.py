"""Persons of an article: names gathered into one person each, with the office and country that the article gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.entities import EntityIndex, Known, RoleMatch
from ..codebook.entity_names import name_words, norm
from ..records import Article
from .actor_names import GOVERNMENTS, NameFinder, NameWords
from .actor_person import Bearer, Person, PersonName, bearers_by_word, nearest
from .actor_places import PlaceCountries
from .actor_roles import Owner, RoleReader
from .actor_sentence import Sentence

LOOK_BACK = 60
"""Characters before a lone surname in the text in which its given name may stand."""
SEARCHED = 20_000
"""Characters of the text that are searched for given names: who matters has been introduced by then."""
LOOKS = 12
"""Places in the text that are searched for a given name."""


class PersonFinder:
    """Finds person names and gathers them into persons; `names` are those of a sentence in text order."""

    def __init__(self, index: EntityIndex, roles: RoleReader, places: PlaceCountries) -> None:
        self._index = index
        self._roles = roles
        self._places = places
        self._words = NameWords.of(index.words)
        self.names = NameFinder(index, self._words).names

    # --- persons ------------------------------------------------------------------------------

    def persons(
        self, article: Article, sentences: Sequence[Sentence], names: Sequence[PersonName]
    ) -> dict[PersonName, Person]:
        """Who each name names. Full names first, then lone ones, which go to the last full name that holds them."""
        found: dict[PersonName, Person] = {}
        full: list[tuple[PersonName, Person]] = []
        by_words: dict[tuple[str, ...], Person] = {}
        for name in names:
            if len(name.words) > 1 or name.known:
                person = self._of_full(sentences, name, full, by_words, article.published)
                full.append((name, person))
                found[name] = person
        by_part = bearers_by_word(full)
        for name in (*names, *self._unmarked(sentences, names, by_part)):
            if name not in found:
                holder = nearest(self._of_sex(sentences[name.sentence], name, by_part.get(name.words[0], ())), name)
                if holder is None and not self._is_place(sentences[name.sentence], name):
                    holder = self._of_lone(article, sentences, name, by_words)
                if holder is not None:
                    found[name] = holder
        for name, person in found.items():
            self._learn(sentences[name.sentence], name, person)
        return found

    def _of_sex(self, sentence: Sentence, name: PersonName, bearers: Sequence[Bearer]) -> Sequence[Bearer]:
        """Without those whom the title does not fit ("Mrs Blair" is not Tony)."""
        before = norm(sentence.parse.words[name.first - 1]) if name.first else ""
        if (gender := self._words.genders.get(before)) is None or before not in self._words.titles:
            return bearers
        return [b for b in bearers if b[2].gender in ("", gender)]

    @staticmethod
    def _unmarked(
        sentences: Sequence[Sentence], names: Sequence[PersonName], by_part: dict[str, list[Bearer]]
    ) -> Iterator[PersonName]:
        """Lone surnames of persons named in full elsewhere, which the parser took for something else or nothing."""
        taken = {(name.sentence, token) for name in names for token in range(name.first, name.end)}
        for sentence in sentences:
            parse = sentence.parse
            for token, tag in enumerate(parse.tags):
                if tag != "NNP" or token in sentence.name_at or (sentence.number, token) in taken:
                    continue
                word = norm(parse.words[token])
                bearers = by_part.get(word) if parse.words[token][0].isupper() else None
                inside = any(a <= token < b and b - a > 1 for a, b, _ in parse.entities)
                if bearers and bearers[0][1] and not inside:
                    yield PersonName(sentence.number, token, token + 1, token, (word,))

    def _is_place(self, sentence: Sentence, name: PersonName) -> bool:
        """A lone name without a title that the gazetteer knows: the parser took a town for a person."""
        parse = sentence.parse
        before = norm(parse.words[name.first - 1]) if name.first else ""
        if (
            before in self._words.titles
            or name.first - 1 in sentence.role_at
            or parse.lowers[name.end : name.end + 1] == ["administration"]
        ):
            return False
        return self._places.of_name(" ".join(parse.words[name.first : name.end])) is not None

    def _of_full(
        self,
        sentences: Sequence[Sentence],
        name: PersonName,
        full: Sequence[tuple[PersonName, Person]],
        by_words: dict[tuple[str, ...], Person],
        published: str | None,
    ) -> Person:
        """The person of a full name; "Javad Zarif" is who "Mohammad Javad Zarif" was."""
        owner = self._roles.owner(sentences[name.sentence], name.head, name.first) if len(name.known) > 1 else None
        known = _in_office(name.known or self._shortened(name, published), published, owner.country if owner else None)
        key = (known.entity.id,) if known else name.words
        if (person := by_words.get(key)) is not None:
            return person
        if known is None:
            last = name.words[-1]
            for other, person in reversed(full[-50:]):
                if other.words[-1] == last and len(other.words) > 1 and set(name.words) <= set(other.words):
                    return by_words.setdefault(key, person)
        parse = sentences[name.sentence].parse
        person = Person(" ".join(key), known.entity.name if known else _written(parse.words[name.first : name.end]))
        person.known = known
        person.gender = self._words.given.get(norm(person.name.split()[0].split("-")[0]), "")
        return by_words.setdefault(key, person)

    def _shortened(self, name: PersonName, published: str | None) -> tuple[Known, ...]:
        """Leaders in office whose name has more between first and last word ("George Bush" for George W. Bush)."""
        if len(name.words) != 2 or published is None:
            return ()
        alike = (
            k for k in self._index.surnames.get(name.words[1], ()) if any(t.holds(published[:10]) for t in k.terms)
        )
        parts = ((k, name_words(k.entity.name)) for k in alike)
        found = {k.entity.id: k for k, p in parts if len(p) > 2 and (norm(p[0]), norm(p[-1])) == name.words}
        return tuple(found.values()) if len(found) == 1 else ()

    def _of_lone(
        self, article: Article, sentences: Sequence[Sentence], name: PersonName, by_words: dict[tuple[str, ...], Person]
    ) -> Person:
        """A surname without a full name in the parsed sentences: a leader with title or country, else as the text has it."""
        sentence = sentences[name.sentence]
        if (person := by_words.get(name.words)) is not None:
            if person.known is None and (leader := self._leader(sentence, name, article.published)) is not None:
                person.known, person.name = leader, leader.entity.name
            return person
        written = _written(sentence.parse.words[name.first : name.end])
        titled = norm(sentence.parse.words[name.first - 1]) in self._words.genders if name.first else False
        person = Person(name.words[0], written if titled else self._given_before(article.text, written))
        person.known = self._leader(sentence, name, article.published)
        if person.known is not None:
            person.name = person.known.entity.name
            return by_words.setdefault((person.known.entity.id,), by_words.setdefault(name.words, person))
        person.gender = self._words.given.get(norm(person.name.split()[0]), "") if " " in person.name else ""
        return by_words.setdefault(name.words, person)

    def _leader(self, sentence: Sentence, name: PersonName, published: str | None) -> Known | None:
        """The one leader of that surname whose office and country fit the words before the name."""
        candidates = self._index.surnames.get(" ".join(name.words), ())
        if not candidates:
            return None
        title = self._title(sentence, name)
        if title is None:
            return self._governing(sentence, name, candidates, published)
        owner = self._roles.owner(sentence, name.head, title.first)
        country = owner.country if owner else None
        fitting = [
            k
            for k in candidates
            if (country is None or k.entity.country == country)
            and any(
                _same_office(self._index, t.office, title.role.noun) and (published is None or t.holds(published[:10]))
                for t in k.terms
            )
        ]
        return fitting[0] if len(fitting) == 1 and (country or published) else None

    def _governing(
        self, sentence: Sentence, name: PersonName, candidates: Sequence[Known], published: str | None
    ) -> Known | None:
        """ "the Bush administration": the only one of that surname who governed on the day."""
        if GOVERNMENTS.isdisjoint(sentence.parse.lowers[name.end : name.end + 1]):
            return None
        offices = self._index.words["governing"]
        found = {
            k.entity.id: k
            for k in candidates
            if published and any(t.holds(published[:10]) and t.office in ("", *offices) for t in k.terms)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _given_before(self, text: str, written: str) -> str:
        """The name with the capitalised word before it somewhere in the text ("Bahr" → "Tarek Bahr")."""
        position = 0
        for _ in range(LOOKS):
            position = text.find(f" {written}", position + 1, SEARCHED)
            if position < 0:
                break
            before = text[max(0, position - LOOK_BACK) : position].split(" ")[-1]
            if before[:1].isupper() and before.isalpha() and norm(before) in self._words.given:
                return f"{before} {written}"
        return written

    # --- what the words around a name tell ----------------------------------------------------

    def _title(self, sentence: Sentence, name: PersonName) -> RoleMatch | None:
        """The role noun right before a name, through abbreviations ("Foreign Minister Mohammad Zarif")."""
        token = name.first - 1
        while token >= 0 and norm(sentence.parse.words[token]) in ("", *self._words.titles):
            token -= 1
        return sentence.role_at.get(token)

    def _learn(self, sentence: Sentence, name: PersonName, person: Person) -> None:
        parse = sentence.parse
        for token in range(max(0, name.first - 3), name.first):
            word = norm(parse.words[token])
            if word in self._words.titles and token >= name.first - 2:
                person.sectors = person.sectors or self._words.titles[word]
                person.offices.add(word)
            if token >= name.first - 2:
                person.gender = person.gender or self._words.genders.get(word, "")
        for role, head, stop in self._descriptions(sentence, name):
            owner = self._roles.owner(sentence, head, stop)
            self._describe(person, sentence, role, owner, head)
        if person.country is None and (owner := self._roles.owner(sentence, name.head, name.first)) and owner.is_state:
            person.country = owner.country

    def _descriptions(self, sentence: Sentence, name: PersonName) -> Iterator[tuple[RoleMatch, int, int]]:
        """Role nouns that describe the person: title, apposition on either side, "is"; each with its head and left limit."""
        parse = sentence.parse
        if (title := self._title(sentence, name)) is not None:
            yield title, name.head, title.first
        heads = [c for c in parse.children_with(name.head, "appos") if c not in range(name.first, name.end)]
        if parse.deps[name.head] == "appos":
            heads.append(parse.heads[name.head])
        if parse.deps[name.head] == "nsubj" and parse.lowers[parse.heads[name.head]] in ("is", "was"):
            heads += parse.children_with(parse.heads[name.head], "attr")
        for head in heads:
            if (match := sentence.role_of(head)) is not None:
                yield match, head, match.first

    def _describe(self, person: Person, sentence: Sentence, role: RoleMatch, owner: Owner | None, head: int) -> None:
        person.offices.add(role.role.noun)
        person.offices.add(role.role.noun.split()[-1])
        for word in (role.role.noun, role.role.noun.split()[-1]):
            person.gender = person.gender or self._words.genders.get(word, "")
        if self._roles.is_former(sentence, role, head):
            person.former = True
        entity = self._roles.entity(sentence, role, owner)
        person.sectors = person.sectors or entity.sectors
        person.country = person.country or entity.country


def _in_office(known: Sequence[Known], published: str | None, country: str | None) -> Known | None:
    """Of leaders of one name the one of the country told, else the one in office, else the latest; None if two are."""
    known = [k for k in known if country is not None and k.entity.country == country] or known
    if len(known) < 2:
        return known[0] if known else None
    day = published[:10] if published else None
    holding = [k for k in known if day and any(t.holds(day) for t in k.terms)]
    if len({k.entity.id for k in holding}) > 1:
        return None
    return (holding or sorted(known, key=lambda k: k.terms[-1].start if k.terms else ""))[-1]


def _written(words: Sequence[str]) -> str:
    """A name as the article writes it; hyphens stay tight."""
    return " ".join(words).replace(" - ", "-").replace(" '", "'").replace(" ’", "’")


def _same_office(index: EntityIndex, office: str, noun: str) -> bool:
    return (
        office == noun
        or not office
        or any(office in group and noun in group for group in index.words["offices"].values())
    )
