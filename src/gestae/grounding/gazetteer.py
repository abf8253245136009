"""The gazetteer: which places a name may mean."""

from __future__ import annotations

from functools import cached_property
from importlib.resources.abc import Traversable
from typing import NamedTuple

from ..codebook.files import DATA, read_rows
from ..records import PlacePrecision
from .gazetteer_index import GazetteerIndex
from .gazetteer_names import fold, key

FOLDER = "places"
KINDS: tuple[PlacePrecision, ...] = ("city", "admin2", "admin1")
COUNTRY_COLUMNS = (
    "iso3", "iso2", "name", "aliases", "demonyms", "capital", "geonames_id", "lat", "lon", "population",
)  # fmt: skip
REGION_COLUMNS = ("name", "aliases", "adjectives", "kind", "geonames_id", "country", "admin1", "lat", "lon")
UNIT_COLUMNS = ("code", "lat", "lon", "abbreviations", "postal", "demonyms")
REMEMBERED = 50_000
"""Names whose candidates are kept in memory, about 20 MB when full; then the memory is emptied."""


FAME = {"country": 200, "region": 60}
"""Stands for the number of names, which the small tables lack."""
PROMINENT = 5_000_000
"""Stands for the people of a region, sea or landmark: who names one means it, not a village of that name."""


class Candidate(NamedTuple):
    """A place that a name may mean; degrees WGS 84, `country` ISO 3166-1 alpha-2, `admin2` a row.

    `fame` is the number of names known for it, `main` whether the name asked for is its main one, `usual`
    whether the name alone mostly means this place, as "Washington" means the capital.
    """

    gid: int | None
    name: str
    kind: PlacePrecision
    country: str
    admin1: str = ""
    admin2: int | None = None
    row: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    fame: int = 0
    main: bool = True
    capital: bool = False
    usual: bool = False


class Gazetteer:
    """Names to places; loads its tables when first asked and maps the compiled index."""

    def __init__(self, root: Traversable = DATA) -> None:
        self._root = root
        self._cities: dict[str, tuple[Candidate, ...]] = {}

    @cached_property
    def _index(self) -> GazetteerIndex:
        return GazetteerIndex.open(self._root / FOLDER / "gazetteer.bin")

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All places of that name, largest unit first; a name in capitals may be an abbreviation."""
        exact = self._exact.get(name)
        if exact is not None:
            return exact
        if len(name) < 4 and name.isupper():
            return ()
        found = self._cities.get(name)
        if found is None:
            if len(self._cities) >= REMEMBERED:
                self._cities.clear()
            found = self._cities[name] = self._find(name)
        return found

    def demonym(self, name: str) -> Candidate | None:
        """The country or region whose people or adjective the word is."""
        return self._demonyms.get(name) or self._demonyms.get(name.title() if name.isupper() else name)

    def abbreviation(self, name: str) -> Candidate | None:
        """The state that an abbreviation stands for: "Calif.", and "CA" where it follows a comma."""
        return self._abbreviations.get(name)

    def postal(self, name: str) -> Candidate | None:
        return self._postal.get(name)

    def iso3(self, iso2: str) -> str | None:
        """ISO 3166-1 alpha-3 for alpha-2."""
        return self._iso3.get(iso2)

    def iso2(self, iso3: str) -> str | None:
        return self._iso2.get(iso3)

    def admin1(self, code: str) -> Candidate | None:
        """The first-level unit with a GeoNames code such as "US.TX"."""
        return self._admin1.get(code)

    def admin2(self, row: int) -> Candidate:
        """The second-level unit in a row of the index."""
        return self._candidate(row, True)

    def _find(self, name: str) -> tuple[Candidate, ...]:
        folded = fold(name)
        own = self._tables.get(folded, ())
        known = {c.gid for c in own if c.gid}
        rows = self._index.find(key(folded)) if folded else []
        found = own + tuple(c for row, main in rows if (c := self._candidate(row, main)).gid not in known)
        usual = self._usual.get(folded)
        return found if usual is None else tuple(c._replace(usual=c.gid == usual) for c in found)

    def _candidate(self, row: int, main: bool) -> Candidate:
        gid, lat, lon, population, fame, kind = self._index.numbers(row)
        country, admin1, admin2 = self._index.within(row)
        if KINDS[kind] == "admin1" and admin1 in self._points:
            lat, lon = self._points[admin1]
        capital = KINDS[kind] == "city" and gid in self._capitals
        name = self._index.name(row)
        return Candidate(
            gid, name, KINDS[kind], country, admin1, admin2, row, lat, lon, population, fame, main, capital
        )

    @cached_property
    def _usual(self) -> dict[str, int]:
        rows = read_rows(f"{FOLDER}/usual.csv", ("name", "geonames_id"), self._root)
        return {fold(row["name"]): int(row["geonames_id"]) for row in rows}

    @cached_property
    def _countries(self) -> list[dict[str, str]]:
        return read_rows(f"{FOLDER}/countries.csv", COUNTRY_COLUMNS, self._root)

    @cached_property
    def _regions(self) -> list[dict[str, str]]:
        return read_rows(f"{FOLDER}/regions.csv", REGION_COLUMNS, self._root)

    @cached_property
    def _units(self) -> list[dict[str, str]]:
        return read_rows(f"{FOLDER}/admin1.csv", UNIT_COLUMNS, self._root)

    @cached_property
    def _points(self) -> dict[str, tuple[float, float]]:
        return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in self._units}

    @cached_property
    def _iso3(self) -> dict[str, str]:
        return {row["iso2"]: row["iso3"] for row in self._countries}

    @cached_property
    def _iso2(self) -> dict[str, str]:
        return {row["iso3"]: row["iso2"] for row in self._countries}

    @cached_property
    def _capitals(self) -> frozenset[int]:
        """GeoNames ids: of the cities that bear a capital's name in its country, the largest."""
        found = set()
        for row in self._countries:
            rows = [r for r, _ in self._index.find(key(fold(row["capital"])))] if row["capital"] else []
            numbers = [self._index.numbers(r) for r in rows if self._index.within(r)[0] == row["iso2"]]
            if cities := [n for n in numbers if KINDS[n[5]] == "city"]:
                found.add(max(cities, key=lambda n: n[3])[0])
        return frozenset(found)

    @cached_property
    def _own(self) -> list[tuple[Candidate, list[str], list[str]]]:
        """The small tables: candidate, names, demonyms."""
        own = []
        for row in self._countries:
            point = float(row["lat"]), float(row["lon"])
            gid, people = int(row["geonames_id"] or 0) or None, int(row["population"])
            country = Candidate(gid, row["name"], "country", row["iso2"], lat=point[0], lon=point[1])
            country = country._replace(population=people, fame=FAME["country"])
            own.append((country, [row["name"], *_parts(row["aliases"])], _parts(row["demonyms"])))
        own += [self._region(row) for row in self._regions]
        return own

    def _region(self, row: dict[str, str]) -> tuple[Candidate, list[str], list[str]]:
        kind: PlacePrecision = row["kind"]  # type: ignore[assignment]
        country = self._iso2.get(row["country"], "")
        gid = int(row["geonames_id"]) if row["geonames_id"] else None
        point = float(row["lat"]), float(row["lon"])
        region = Candidate(gid, row["name"], kind, country, row["admin1"], lat=point[0], lon=point[1])
        region = region._replace(population=PROMINENT, fame=FAME["region"])
        return region, [row["name"], *_parts(row["aliases"])], _parts(row["adjectives"])

    @cached_property
    def _tables(self) -> dict[str, tuple[Candidate, ...]]:
        """Own names as folded; those of up to four capitals count only as they are written."""
        found: dict[str, list[Candidate]] = {}
        for candidate, names, _ in self._own:
            for folded in dict.fromkeys(fold(name) for name in names if not _is_acronym(name)):
                found.setdefault(folded, []).append(candidate._replace(main=folded == fold(candidate.name)))
        return {folded: tuple(candidates) for folded, candidates in found.items()}

    @cached_property
    def _exact(self) -> dict[str, tuple[Candidate, ...]]:
        found: dict[str, tuple[Candidate, ...]] = {}
        for candidate, names, _ in self._own:
            found.update({name: (candidate,) for name in names if _is_acronym(name)})
        found.update({name: (unit,) for name, unit in self._abbreviations.items()})
        for row in read_rows(f"{FOLDER}/aliases.csv", ("alias", "name", "admin1"), self._root):
            cities = [c for c in self._find(row["name"]) if c.admin1 == row["admin1"] and c.kind == "city"]
            found[row["alias"]] = tuple(c._replace(main=True) for c in cities)
        return found

    @cached_property
    def _demonyms(self) -> dict[str, Candidate]:
        found: dict[str, Candidate] = {}
        for candidate, _, demonyms in self._own:
            for demonym in demonyms:
                found.setdefault(demonym, candidate)
        for row in self._units:
            for demonym in _parts(row["demonyms"]):
                found.setdefault(demonym, self._admin1[row["code"]])
        return found

    @cached_property
    def _admin1(self) -> dict[str, Candidate]:
        rows = range(self._index.first_of_kind(KINDS.index("admin1")), len(self._index))
        return {unit.admin1: unit for unit in (self._candidate(row, True) for row in rows)}

    @cached_property
    def _abbreviations(self) -> dict[str, Candidate]:
        return {
            short: unit
            for row in self._units
            if (unit := self._admin1.get(row["code"]))
            for short in _parts(row["abbreviations"])
        }

    @cached_property
    def _postal(self) -> dict[str, Candidate]:
        units = ((row["postal"], self._admin1.get(row["code"])) for row in self._units if row["postal"])
        found: dict[str, Candidate] = {}
        for postal, unit in units:
            if unit is not None:
                found.setdefault(postal, unit)
        return found


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace(" ", "")
    return len(letters) <= 4 and letters.isupper()
