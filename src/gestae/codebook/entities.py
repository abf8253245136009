"""Who the codebook knows: countries, leaders, organisations, armed groups, institutions, peoples, and nouns for roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from ..records import Entity, MentionKind
from .entity_names import Stream, Trie, norm, slug
from .files import DATA, read_rows, read_toml

FOLDER = "entities"
COUNTRY_COLUMNS = ("iso3", "name", "aliases", "adjectives", "demonyms", "capital", "head", "wikidata")
LEADER_COLUMNS = ("iso3", "name", "surname", "aliases", "office", "sectors", "start", "end")
NAMED_COLUMNS = ("name", "aliases", "country", "sectors")
ROLE_COLUMNS = ("noun", "plural", "sectors", "note")
TABLES: tuple[tuple[str, str, MentionKind], ...] = (
    ("institutions", "institution", "organization"),
    ("organizations", "org", "organization"),
    ("armed_groups", "group", "armed_group"),
    ("peoples", "people", "nationality"),
)
UNCERTAIN = "?"
"""Ends a date of a term that was still running when the source stopped: in office until then, later unknown."""
PERSON_COUNTRYLESS = "INT"
COUNTRYLESS = ("IGO", "NGO", "MNC")
"""Sectors beside those of the codebook, of bodies that belong to no state."""
FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM"})


class Term(msgspec.Struct, frozen=True):
    """Days in office, ISO dates or their beginnings ("2014-09"); an empty end is "still"."""

    start: str
    end: str
    office: str
    sectors: tuple[str, ...]
    country: str | None = None

    def holds(self, day: str) -> bool:
        return self.start <= day and (not self.end or day[: len(self.end)] <= self.end)

    @property
    def last_sure_day(self) -> str:
        return self.end.rstrip(UNCERTAIN)


class Known(msgspec.Struct, frozen=True):
    """One entry: an entity with its kind, and for persons their terms of office."""

    entity: Entity
    kind: MentionKind
    use: str
    """How the name names it: name, adjective, demonym, capital, person or nothing ("New Jersey" names no country)."""
    terms: tuple[Term, ...] = ()

    def on(self, day: str | None) -> Entity:
        """The entity as of a day: in office its sectors, before and after it those of the elite (ELI)."""
        if not self.terms or day is None:
            return self.entity
        term = next((t for t in reversed(self.terms) if t.holds(day)), None)
        if term is None and self.terms[-1].end.endswith(UNCERTAIN) and day > self.terms[-1].last_sure_day:
            term = self.terms[-1]
        if term is not None:
            country = self.entity.country if term.country is None else term.country or None
            return msgspec.structs.replace(self.entity, sectors=term.sectors, country=country)
        if self.kind != "person":
            return msgspec.structs.replace(self.entity, sectors=(), country=None)
        return msgspec.structs.replace(self.entity, sectors=("ELI",))


class Role(msgspec.Struct, frozen=True):
    """A noun for somebody: `sectors` may be empty, `with_state` are those when a state owns it ("Chinese leader")."""

    noun: str
    sectors: tuple[str, ...]
    with_state: tuple[str, ...]
    plural: bool


class Match(msgspec.Struct, frozen=True):
    """A name in a sentence: tokens `[first, end)`, with all entries that it may name."""

    first: int
    end: int
    known: tuple[Known, ...]


class RoleMatch(msgspec.Struct, frozen=True):
    first: int
    end: int
    role: Role


class EntityIndex:
    """All names with their entries; made once, never changed after that."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._names = Trie(words["ordinary"])
        self._roles = Trie()
        self._known: list[Known] = []
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._role_list: list[Role] = []
        self.words = words
        self.surnames: dict[str, list[Known]] = {}
        self.offices: dict[tuple[str, str], list[Known]] = {}
        """Holders of an office by country or, for those of a body ("leader of Hamas"), by its id."""
        self.heads: dict[str, str] = {}
        self.state_names: dict[str, str] = {}
        self.states: dict[str, Known] = {}
        """Countries by code, where their ids are not made of it."""
        self.adjectives: dict[str, str] = {}
        self.regions: set[str] = set()
        """Ids of peoples and regions inside states: their leaders are not those of the state."""
        self.by_id: dict[str, Known] = {}
        self._party_words: set[str] = set()
        self._own: set[str] = set()

    def __len__(self) -> int:
        return self._names.size

    @classmethod
    def load(cls, root: Traversable = DATA) -> EntityIndex:
        """The bundled tables. Raises CodebookError."""
        index = cls(read_toml(f"{FOLDER}/words.toml", root))
        for name in index.words["not_names"]:
            index.add_name(name, Known(Entity(id="", name=name), "place", "nothing"))
        _add_countries(index, read_rows(f"{FOLDER}/countries.csv", COUNTRY_COLUMNS, root))
        for table, prefix, kind in TABLES:
            for row in read_rows(f"{FOLDER}/{table}.csv", NAMED_COLUMNS, root):
                _add_named(index, row, prefix, kind)
        for name, id_ in index.words["seats"].items():
            index.add_name(name, Known(index.by_id[id_].entity, "organization", "seat"))
        _add_leaders(index, read_rows(f"{FOLDER}/leaders.csv", LEADER_COLUMNS, root))
        for row in read_rows(f"{FOLDER}/roles.csv", ROLE_COLUMNS, root):
            _add_role(index, row)
        return index

    @classmethod
    def from_petrarch(cls, folder: Path) -> EntityIndex:
        """The actors and agents of a PETRARCH dictionary in JSON. Raises CodebookError."""
        from .petrarch import read_petrarch

        return read_petrarch(folder, cls(read_toml(f"{FOLDER}/words.toml")))

    # --- making -------------------------------------------------------------------------------

    def add_name(self, name: str, known: Known, *, any_case: bool = False) -> None:
        number = self._numbers.setdefault((known.entity.id, known.use, known.entity.name), len(self._known))
        if number == len(self._known):
            self._known.append(known)
        self._names.add(name, number, any_case=any_case)
        if known.use != "nothing":
            self.by_id.setdefault(known.entity.id, known)
        if known.use not in ("person", "capital", "nothing"):
            words = [norm(w) for w in name.split()]
            if len(words) == 1 and len(words[0]) > 2 and words[0] not in self.words["ordinary"]:
                self._party_words.add(words[0])

    # --- a user's own, which go before the bundled ones ---------------------------------------

    def by_own_name(self) -> dict[str, Known]:
        """Entries by the name that they are listed under, where only one is."""
        found: dict[str, list[Known]] = {}
        for known in self.by_id.values():
            found.setdefault(known.entity.name, []).append(known)
        return {name: entries[0] for name, entries in found.items() if len(entries) == 1}

    def change(self, known: Known) -> None:
        """Puts an entry in the place of all that the same entity has; each keeps how its name names it."""
        for number, old in enumerate(self._known):
            if old.entity.id == known.entity.id:
                self._known[number] = msgspec.structs.replace(known, use=old.use)
        self.by_id[known.entity.id] = known

    def claim(self, name: str, known: Known) -> list[str]:
        """Makes a name mean this entry and no other; ids of those that it meant."""
        self.add_name(name, known)
        number = self._numbers[known.entity.id, known.use, known.entity.name]
        had = [self._known[n].entity.id for n in self._names.claim(name, number)]
        return [id_ for id_ in dict.fromkeys(had) if id_ not in ("", known.entity.id)]

    def settle(self, known: Known, offices: Sequence[str]) -> None:
        """Makes a person the only holder of the offices in its terms, and a country one with a name."""
        country = known.entity.country
        self._own.add(known.entity.id)
        self.by_id.setdefault(known.entity.id, known)
        if known.kind == "country" and country:
            self.state_names[country] = known.entity.name
            self.adjectives.setdefault(country, known.entity.name)
        if known.kind == "person" and " " in known.entity.name:
            self.surnames.setdefault(norm(known.entity.name.split()[-1]), []).append(known)
        for office in offices if country else ():
            self.offices.setdefault((country or "", office), []).append(known)

    def add_role(self, noun: str, plural: str, sectors: tuple[str, ...], with_state: tuple[str, ...] = ()) -> None:
        """A noun under its singular and its plural form (made by rule where not given)."""
        form = plural or plural_of(noun)
        for name, many in ((noun, False), (form, True)):
            role = Role(noun, sectors, with_state or sectors, many)
            self._role_list.append(role)
            self._roles.add(name, len(self._role_list) - 1, any_case=True)
            if " " not in name and "-" not in name:
                self._party_words.add(name)

    def add_party_word(self, word: str) -> None:
        self._party_words.add(word)

    # --- asking -------------------------------------------------------------------------------

    @property
    def party_words(self) -> frozenset[str]:
        """Single lower-case words that name a party: nouns for roles, nations, one-word names."""
        return frozenset(self._party_words)

    @property
    def name_words(self) -> frozenset[str]:
        """Lower-case words of the names of states and leaders."""
        return frozenset(word.lower() for name in (*self.state_names.values(), *self.surnames) for word in name.split())

    def names_in(self, stream: Stream) -> list[Match]:
        """Names in a sentence, longest first at each word, without overlap."""
        return [Match(a, b, tuple(self._known[e] for e in entries)) for a, b, entries in self._names.scan(stream)]

    def roles_in(self, stream: Stream) -> list[RoleMatch]:
        """Nouns for roles in a sentence, longest first at each word, without overlap."""
        return [RoleMatch(a, b, self._role_list[entries[0]]) for a, b, entries in self._roles.scan(stream)]

    def holder(self, owner: str, office: str, day: str) -> Known | None:
        """Who surely held an office of a country or body on a day; None if nobody or more than one is known to."""
        found: dict[str, Known] = {}
        for known in self.offices.get((owner, office), ()):
            if any(self._is_of(t.office, owner, office) and _surely(t, day) for t in known.terms):
                found[known.entity.id] = known
        own = {id_: known for id_, known in found.items() if id_ in self._own}
        only = own or found
        return next(iter(only.values())) if len(only) == 1 else None

    def office_of(self, office: str) -> tuple[str, str] | None:
        """The body that an office names, and the noun: "UN secretary general" → (org:united-nations, secretary general)."""
        words = office.split()
        for match in self.names_in(Stream.of(words)):
            known = match.known[0]
            if known.kind in ("organization", "armed_group") and "to" not in words[: match.first]:
                noun = [w for w in (*words[: match.first], *words[match.end :]) if w not in ("of", "the")]
                return (known.entity.id, " ".join(noun)) if noun else None
        return None

    def _is_of(self, written: str, owner: str, office: str) -> bool:
        return written == office or (":" in owner and self.office_of(written) == (owner, office))

    def country(self, iso3: str) -> Entity | None:
        known = self.by_id.get(f"country:{iso3}") or self.states.get(iso3)
        return known.entity if known else None


def _surely(term: Term, day: str) -> bool:
    return term.start <= day and (not term.end or day[: len(term.last_sure_day)] <= term.last_sure_day)


def plural_of(noun: str) -> str:
    """The regular plural of a noun or of the head of a phrase ("minister of trade" → "ministers of trade")."""
    head, sep, rest = noun.partition(" of ")
    if not sep:
        head, sep, rest = noun.partition(" for ")
    if head.endswith(("s", "x", "ch", "sh")):
        return noun if head.endswith("s") and not head.endswith("ss") else f"{head}es{sep}{rest}"
    if head.endswith("y") and head[-2:-1] not in ("a", "e", "o", "u", ""):
        return f"{head[:-1]}ies{sep}{rest}"
    return f"{head}s{sep}{rest}"


def _cells(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _add_countries(index: EntityIndex, rows: Sequence[Mapping[str, str]]) -> None:
    for row in rows:
        iso = row["iso3"]
        entity = Entity(id=f"country:{iso}", name=row["name"], country=iso, wikidata=row["wikidata"] or None)
        for name in (row["name"], *_cells(row["aliases"])):
            index.add_name(name, Known(entity, "country", "name"))
        people = Entity(id=f"people:{iso}", name=f"people of {row['name']}", country=iso)
        for name in _cells(row["adjectives"]):
            index.add_name(name, Known(people, "nationality", "adjective"))
        for name in _cells(row["demonyms"]):
            index.add_name(name, Known(people, "nationality", "demonym"))
        for name in _cells(row["capital"]):
            index.add_name(name, Known(msgspec.structs.replace(entity, sectors=("GOV",)), "country", "capital"))
        index.state_names[iso] = row["name"]
        index.adjectives[iso] = next(iter(_cells(row["adjectives"])), row["name"])
        if row["head"]:
            index.heads[iso] = row["head"]


def _add_named(index: EntityIndex, row: Mapping[str, str], prefix: str, kind: MentionKind) -> None:
    sectors = tuple(_cells(row["sectors"]))
    entity = Entity(
        id=f"{prefix}:{slug(row['name'])}", name=row["name"], country=row["country"] or None, sectors=sectors
    )
    if prefix == "people":
        index.regions.add(entity.id)
    for name in (row["name"], *_cells(row["aliases"])):
        index.add_name(name, Known(entity, kind, "name"), any_case=name == name.lower())


def _add_leaders(index: EntityIndex, rows: Sequence[Mapping[str, str]]) -> None:
    """Rows of one person, one a term, make one entry."""
    persons: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in rows:
        persons.setdefault((row["iso3"], row["name"]), []).append(row)
    for (iso, name), terms in persons.items():
        _add_leader(index, iso, name, terms)


def _add_leader(index: EntityIndex, iso: str, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    terms = tuple(_term(r) for r in sorted(rows, key=lambda r: r["start"]))
    entity = Entity(
        id=f"leader:{iso or PERSON_COUNTRYLESS}:{slug(name)}", name=name, country=iso or None, sectors=terms[-1].sectors
    )
    known = Known(entity, "person", "person", terms)
    names = [name] if " " in name else []
    for spelling in (*names, *(a for row in rows for a in _cells(row["aliases"]))):
        index.add_name(spelling, known)
    index.by_id.setdefault(entity.id, known)
    if surname := rows[0]["surname"] or _surname(iso, name):
        index.surnames.setdefault(" ".join(norm(w) for w in surname.replace("-", " ").split()), []).append(known)
    for office in dict.fromkeys(term.office for term in terms):
        index.offices.setdefault((iso, office), []).append(known)
        if office and (body := index.office_of(office)) is not None:
            index.offices.setdefault(body, []).append(known)


def _term(row: Mapping[str, str]) -> Term:
    """A term of office; who serves an international body acts for no country."""
    sectors = tuple(_cells(row["sectors"]))
    return Term(row["start"], row["end"], row["office"], sectors, "" if sectors[:1] == ("IGO",) else None)


def _surname(iso: str, name: str) -> str:
    """The word that stands behind a title, for rows that do not say it."""
    words = name.removesuffix(" Jr.").removeprefix("Pope ").split()
    return words[0] if iso in FAMILY_NAME_FIRST else words[-1]


def _add_role(index: EntityIndex, row: Mapping[str, str]) -> None:
    state = row["note"].removeprefix("state:") if row["note"].startswith("state:") else ""
    index.add_role(row["noun"], row["plural"], tuple(_cells(row["sectors"])), tuple(_cells(state)))
