"""Where an incident was: for violence, the place that the article is about; else the finest place its events tell, or the dateline's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from ..records import Coding, Event, Place
from .site import countries, is_capital, site_of

FEWEST, OFTENER = 3, 4
"""Mentions of a country's people and bodies that make an article one about it: so many, and so many times the others'."""
COARSE = ("country", "region", None)


def place_of(coding: Coding, events: Sequence[Event]) -> Place | None:
    """The finest place of the events; without one the dateline's, which says no more than where it was filed."""
    named = [coding.places[e.place] for e in events if e.place is not None]
    fine = [p for p in named if p.precision not in COARSE]
    dateline = [_filed(p) for p in coding.places if p.role == "dateline"]
    return next(iter((*fine, *named, *_abroad(coding, dateline), *dateline)), None)


def place_of_violence(coding: Coding, events: Sequence[Event], others: Sequence[Event]) -> Place | None:
    """The town or county that the article is about, if no other country is told; else as for other events.

    `others` are events of other violence in the article.
    """
    site, told = site_of(coding, _indexes(events), _indexes(others)), place_of(coding, events)
    if site is None or (told is not None and told.precision in COARSE and told.country not in (None, site.country)):
        return told
    if (
        told is not None
        and told.precision in ("admin1", "venue")
        and told.admin1
        and told.admin1 != site.admin1
        and _is_of(coding, others, site)
    ):
        return told
    return site


def _is_of(coding: Coding, events: Sequence[Event], site: Place) -> bool:
    """Whether a place is told with these events."""
    return any(coding.places[i].geonames_id == site.geonames_id for i in _indexes(events))


def _indexes(events: Sequence[Event]) -> list[int]:
    return [e.place for e in events if e.place is not None]


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
    return _whole(dateline) if is_capital(dateline) else dateline


def _whole(place: Place) -> Place:
    """The country that a place lies in."""
    row = countries()[place.country or ""]
    return msgspec.structs.replace(
        place, name=row["name"], geonames_id=row["geonames_id"], admin1=None, lat=float(row["lat"]), lon=float(row["lon"]),
        precision="country",
    )  # fmt: skip
