"""Parties as a user names them: countries by name or ISO code, with sectors or without, bodies and armed groups."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, cached_property

from ..codebook.entities import COUNTRY_COLUMNS, NAMED_COLUMNS
from ..codebook.entity_names import norm, slug
from ..codebook.files import read_rows
from ..errors import ConfigError
from ..records import Entity, Record
from .rules import rules

ISO_COLUMNS = ("iso3", "iso2", "name", "aliases", "demonyms", "capital", "geonames_id", "lat", "lon", "population")
NAMED = (("organizations", "org"), ("armed_groups", "group"), ("institutions", "institution"))
COUNTRY = "country:"
STATE = "STATE"
NEAR = 3
LIKENESS = 0.7
"""Least likeness of a name that is offered for an unknown one (`difflib`'s ratio)."""


class Party(Record, frozen=True, kw_only=True):
    """Who is asked about. `key` is how output names it: `RUS`, `RUS/MIL`, `org:nato`.

    A country is everybody of it, unless `sectors` narrow it down; the country itself ("Russia said") acts as its government.
    Otherwise it is the one entity whose id is `key`.
    """

    key: str
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """What an article must name to speak for it: the country, whatever the sectors, or the entity."""
        return self.country or self.key

    def matches(self, entity: Entity) -> bool:
        if self.country is None:
            return entity.id == self.key
        if entity.country != self.country:
            return False
        return not self.sectors or not set(self.sectors).isdisjoint(_sectors(entity))


def _sectors(entity: Entity) -> tuple[str, ...]:
    return ("GOV",) if entity.id.startswith(COUNTRY) and not entity.sectors else entity.sectors


class PartyIndex:
    """All names that the codebook knows. Case, accents and dots do not matter."""

    def find(self, name: str) -> Party:
        """The party of a name, code or id, with sectors behind a slash: "Russia", "RUS", "RUS/MIL", "NATO", "group:hamas".

        Raises ConfigError with the nearest names where nobody is named so.
        """
        written, _, narrowed = name.strip().partition("/")
        party = self._parties.get(_plain(written)) or self._by_id(written)
        if party is None:
            raise ConfigError(f"found no party named {name!r}; {self._remedy(written)}")
        return _narrowed(party, narrowed, name) if narrowed else party

    def name(self, key: str) -> str:
        """The name of a party by its key; the key where nobody is known by it."""
        return self.find(key).name if key.partition("/")[0] in self._by_key else key

    def near(self, name: str) -> list[str]:
        """Names that look like one that nobody has: countries, or others if no country does."""
        close = get_close_matches(_plain(name), self._parties, n=len(self._parties), cutoff=LIKENESS)
        found = list({self._parties[key].key: self._parties[key] for key in close}.values())
        return [party.name for party in [p for p in found if p.country] or found][:NEAR]

    def _remedy(self, name: str) -> str:
        near = self.near(name)
        meant = f"did you mean {' or '.join(near)}? " if near else ""
        return f"{meant}Expected a country by name or ISO code, a body or armed group by name, or an entity's id such as group:hamas"

    def _by_id(self, written: str) -> Party | None:
        """An id that codings hold, of whomever: actors of a user's own, too."""
        if known := self._by_key.get(written.removeprefix(COUNTRY)):
            return known
        if written.startswith(COUNTRY):
            code = written.removeprefix(COUNTRY)
            return Party(key=written, name=code, country=code)
        prefix, colon, rest = written.partition(":")
        return Party(key=written, name=rest) if prefix and colon and rest else None

    @cached_property
    def _by_key(self) -> dict[str, Party]:
        return {party.key: party for party in self._parties.values()}

    @cached_property
    def _parties(self) -> dict[str, Party]:
        """By normalised name; of two parties with one name the first of the list below."""
        found: dict[str, Party] = {}
        for name, party in (*_codes(), *_countries(), *_named()):
            found.setdefault(_plain(name), party)
        return found


@cache
def parties() -> PartyIndex:
    """The bundled parties, read once a process."""
    return PartyIndex()


def _plain(name: str) -> str:
    return " ".join(filter(None, (norm(word) for word in name.replace("-", " ").split())))


def _narrowed(party: Party, sectors: str, name: str) -> Party:
    if party.country is None:
        raise ConfigError(
            f"{name!r}: found sectors behind {party.name}, expected them behind a country only, e.g. RUS/MIL"
        )
    known = {row["sector"] for row in read_rows("sectors.csv", ("sector", "frequent", "label", "definition"))}
    asked = [sector.strip().upper() for sector in sectors.split(",")]
    if wrong := [sector for sector in asked if sector not in known | {STATE}]:
        raise ConfigError(
            f"{name!r}: found no sector {wrong[0]!r}, expected {STATE} or some of {', '.join(sorted(known))}"
        )
    whole = {one for sector in asked for one in (rules().state_sectors if sector == STATE else (sector,))}
    key = f"{party.key}/{','.join(asked)}"
    return Party(key=key, name=f"{party.name} ({','.join(asked)})", country=party.country, sectors=tuple(sorted(whole)))


def _rows() -> list[dict[str, str]]:
    return read_rows("entities/countries.csv", COUNTRY_COLUMNS)


def _codes() -> Iterator[tuple[str, Party]]:
    short = {row["iso3"]: row["iso2"] for row in read_rows("places/countries.csv", ISO_COLUMNS)}
    for row in _rows():
        party = Party(key=row["iso3"], name=row["name"], country=row["iso3"])
        yield row["iso3"], party
        if short.get(row["iso3"]):
            yield short[row["iso3"]], party


def _countries() -> Iterator[tuple[str, Party]]:
    for row in _rows():
        party = Party(key=row["iso3"], name=row["name"], country=row["iso3"])
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield name, party


def _named() -> Iterator[tuple[str, Party]]:
    for table, prefix in NAMED:
        for row in read_rows(f"entities/{table}.csv", NAMED_COLUMNS):
            party = Party(key=f"{prefix}:{slug(row['name'])}", name=row["name"])
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                yield name, party
