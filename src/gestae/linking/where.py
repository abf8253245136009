"""Where an incident was: the finest place its events tell, else what its dateline says of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from ..codebook.files import read_rows
from ..grounding.gazetteer import COUNTRY_COLUMNS
from ..grounding.gazetteer_names import fold
from ..records import Coding, Event, Place

COARSE = ("country", "region", None)


def place_of(coding: Coding, events: Sequence[Event]) -> Place | None:
    """The finest place of the events; without one the dateline's, which says no more than where it was filed."""
    named = [coding.places[e.place] for e in events if e.place is not None]
    fine = [p for p in named if p.precision not in COARSE]
    dateline = [_filed(p) for p in coding.places if p.role == "dateline"]
    return next(iter((*fine, *named, *dateline)), None)


def _filed(dateline: Place) -> Place:
    """From a capital the whole country is reported; elsewhere a dateline is where it happened."""
    row = _countries().get(dateline.country or "")
    if row is None or fold(dateline.name) != fold(row["capital"]):
        return dateline
    return msgspec.structs.replace(
        dateline, name=row["name"], geonames_id=row["geonames_id"], admin1=None, lat=float(row["lat"]), lon=float(row["lon"]),
        precision="country",
    )  # fmt: skip


@cache
def _countries() -> dict[str, dict[str, str]]:
    return {row["iso3"]: row for row in read_rows("places/countries.csv", COUNTRY_COLUMNS)}
