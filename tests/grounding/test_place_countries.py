"""In which country places lie, on news whose toponyms have GeoNames ids and coordinates but no country.

The gold's country is that of its id where the gazetteer has it, else that of the nearest town within 50 km of its
coordinates; seas, continents, unions of states and what lies farther from any town have none and are not asked. *Given*:
the names are handed over, streets and buildings among them; *found*: the places that the finder sees in the text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gestae.grounding.gazetteer import DATA, FOLDER, Gazetteer
from gestae.grounding.gazetteer_index import GazetteerIndex
from gestae.grounding.places import PlaceFinder
from gestae.records import Place

NEAR_KM = 50.0
EARTH_KM = 6371.0
WIDE = {"6295630", "6255146", "6255147", "6255148", "6255149", "6255150", "6255151", "6255152", "6695072"}
"""GeoNames ids of the earth, the continents and the European Union."""
RIGHT = {("lgl", "given"): 0.97, ("gwn", "given"): 0.935, ("lgl", "found"): 0.965, ("gwn", "found"): 0.955}
"""Least share of right countries of the names that got a place; lower it only with a reason."""


def rows(table: str) -> list[dict[str, str]]:
    with (Path(str(DATA)) / FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Towns:
    """The towns of the gazetteer by id and by degree."""

    def __init__(self) -> None:
        index = GazetteerIndex.open(DATA / FOLDER / "gazetteer.bin")
        self.by_id: dict[str, str] = {row["geonames_id"]: row["iso2"] for row in rows("countries")}
        self.regions = {row["geonames_id"] for row in rows("regions")} | WIDE
        self.cells: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
        for row in range(len(index)):
            gid, lat, lon, *_ = index.numbers(row)
            country = index.within(row)[0]
            self.by_id.setdefault(str(gid), country)
            if lat is not None and lon is not None and country:
                self.cells.setdefault((int(lat // 1), int(lon // 1)), []).append((lat, lon, country))

    def country(self, gold: dict[str, Any]) -> str | None:
        if str(gold.get("geonames_id")) in self.regions:
            return None
        if found := self.by_id.get(str(gold.get("geonames_id"))):
            return found
        if gold.get("lat") is None or gold.get("feature") in ("CONT", "OCN", "SEA", "RGN"):
            return None
        near = min(self._around(gold["lat"], gold["lon"]), default=(NEAR_KM, ""))
        return near[1] or None

    def _around(self, lat: float, lon: float) -> Iterator[tuple[float, str]]:
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                for there_lat, there_lon, country in self.cells.get((int(lat // 1) + down, int(lon // 1) + right), ()):
                    if (distance := kilometres(lat, lon, there_lat, there_lon)) <= NEAR_KM:
                        yield distance, country


def kilometres(lat: float, lon: float, there_lat: float, there_lon: float) -> float:
    a, b, c = radians(lat), radians(there_lat), radians(there_lon - lon)
    return 2 * EARTH_KM * asin(sqrt(sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(c / 2) ** 2))


@cache
def towns() -> Towns:
    return Towns()


def compare(finder: PlaceFinder, path: Path, *, given: bool) -> Iterator[tuple[str, dict[str, Any], Place | None, str]]:
    """Every toponym with a country: text, gold, the place that it got, its country (ISO 3166-1 alpha-3)."""
    iso3 = Gazetteer().iso3
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        row = msgspec.json.decode(line)
        spans = [(gold["start"], gold["end"]) for gold in row["toponyms"]]
        found = dict(zip(spans, finder.resolve(row["text"], spans), strict=True)) if given else {}
        places = [] if given else finder.find(row["text"])
        for gold, span in zip(row["toponyms"], spans, strict=True):
            country = towns().country(gold)
            if country and (code := iso3(country)):
                touching = (place for place in places if place.start < span[1] and place.end > span[0])
                yield row["text"], gold, (found.get(span) if given else next(touching, None)), code


@pytest.mark.parametrize("name", ["lgl", "gwn"])
@pytest.mark.parametrize("given", [True, False], ids=["given", "found"])
def test_countries_of_toponyms(shared: Path, name: str, given: bool) -> None:
    answers = [(p, code) for _, _, p, code in compare(PlaceFinder(), shared / f"data/geo/{name}.jsonl", given=given)]
    placed = [(place, code) for place, code in answers if place is not None]
    right = sum(place.country == code for place, code in placed)
    kind = "given" if given else "found"
    print(f"\n{name}, names {kind}: {right} of {len(placed)} placed = {right / len(placed):.3f}; of all {len(answers)}")
    assert right / len(placed) >= RIGHT[name, kind]
