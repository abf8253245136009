"""Where an incident was: the finest place its events tell, else what its dateline says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from ..codebook.files import read_rows
from ..grounding.gazetteer import COUNTRY_COLUMNS
from ..grounding.gazetteer_names import fold
from ..records import Coding, Event, Place

FEWEST, OFTENER = 3, 4
"""Mentions of a country's people and bodies that make an article one about it: so many, and so many times the others'."""
COARSE = ("country", "region", None)


def place_of(coding: Coding, events: Sequence[Event]) -> Place | None:
    """The finest place of the events; without one the dateline's, which says no more than where it was filed."""
    named = [coding.places[e.place] for e in events if e.place is not None]
    fine = [p for p in named if p.precision not in COARSE]
    dateline = [_filed(p) for p in coding.places if p.role == "dateline"]
    return next(iter((*fine, *named, *_abroad(coding, dateline), *dateline)), None)


def _abroad(coding: Coding, dateline: Sequence[Place]) -> Iterator[Place]:
    """The country that an article is about, where it is filed elsewhere or says not where."""
    spoken = Counter(m.entity.country for m in coding.mentions if m.entity is not None and m.entity.country)
    [(country, times)] = spoken.most_common(1) or [("", 0)]
    filed = dateline[0].country if dateline else None
    if times < FEWEST or times < OFTENER * spoken[filed or ""] or country == filed:
        return
    named = (p for p in coding.places if p.country == country)
    if (first := next(named, None)) is not None:
        yield _whole(first)


def _filed(dateline: Place) -> Place:
    """From a capital the whole country is reported; elsewhere a dateline is where it happened."""
    row = _countries().get(dateline.country or "")
    if row is None or fold(dateline.name) != fold(row["capital"]):
        return dateline
    return _whole(dateline)


def _whole(place: Place) -> Place:
    """The country that a place lies in."""
    row = _countries()[place.country or ""]
    return msgspec.structs.replace(
        place, name=row["name"], geonames_id=row["geonames_id"], admin1=None, lat=float(row["lat"]), lon=float(row["lon"]),
        precision="country",
    )  # fmt: skip


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["iso3"]: row for row in read_rows("places/countries.csv", COUNTRY_COLUMNS)}
