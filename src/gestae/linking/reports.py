"""Reports: the events of one article that are one happening, before articles are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from ..geometry import kilometres
from ..records import Coding, Event, Figure, Place
from .apart import is_another
from .day import likely_day
from .passing import in_passing, without_campaigns
from .references import are_references, own_place
from .where import place_of, place_of_violence

VIOLENT = "ASSAULT"
Days = tuple[str | None, str | None]
VICTIMS = frozenset({"killed", "wounded"})
ADOPTED = VICTIMS | {"hospitalised"}
NEAR_KM = 30.0
"""One attack may be told to be in a town and in its suburb."""
FAR_KM = 150.0
"""From the middle of a province to a town of the next."""


class Report(msgspec.Struct, frozen=True):
    """Events of one article about one incident, when and where it was; `figures` are the article's claims that belong to it.

    `alone`: the article tells of no other violence.
    `adopted` are those of dead, wounded and hospitalised that are told of no violence, for the report that most is told of:
    "two remain in hospital".
    """

    coding: Coding
    events: tuple[Event, ...]
    days: Days = (None, None)
    place: Place | None = None
    alone: bool = True
    adopted: tuple[Figure, ...] = ()

    @property
    def first(self) -> Event:
        return self.events[0]

    @property
    def figures(self) -> list[Figure]:
        wanted = dict.fromkeys(i for event in self.events for i in event.figures)
        return [self.coding.figures[i] for i in sorted(wanted)]

    @property
    def claims(self) -> list[Figure]:
        """Its figures and those adopted, in text order."""
        return sorted((*self.figures, *self.adopted), key=lambda f: f.start)

    @property
    def city(self) -> str | None:
        """The city by its id, or by country and name if the gazetteer lacks it."""
        place = self.place
        if place is None or place.precision != "city" or place.country is None:
            return None
        return place.geonames_id or f"{place.country} {place.name}"

    @property
    def persons(self) -> frozenset[str]:
        """Full names of persons in the article."""
        named = (m.entity.name for m in self.coding.mentions if m.kind == "person" and m.entity is not None)
        return frozenset(name for name in named if " " in name)


def reports(coding: Coding, kinds: frozenset[str], followers: frozenset[str] = frozenset()) -> list[Report]:
    """The reports of one coding. Violence of one day and place is one report; other events stand alone.

    `followers` ("COERCE arrest", "THREATEN") react or respond: beside violence they are no happenings of their own.
    """
    groups: list[list[Event]] = []
    violent = any(e.event_type == VIOLENT and e.status == "happened" and e.newness == "new" for e in coding.events)
    skipped = followers if violent else frozenset()
    for event in without_campaigns(coding):
        if event.event_type not in kinds or event.status in ("negated", "hypothetical"):
            continue
        if {event.event_type, f"{event.event_type} {event.mode}"} & skipped:
            continue
        home = next((g for g in groups if _belongs(coding, event, g)), None) if event.event_type == VIOLENT else None
        if home is None:
            groups.append([event])
        else:
            home.append(event)
    told = [Report(coding, tuple(_main_first(group)), days_told(group)) for group in _with_victims(coding, groups)]
    alone = sum(report.first.event_type == VIOLENT for report in told) == 1
    kept = [report for report in told if not in_passing(report, alone=alone)]
    if not any(report.first.event_type == VIOLENT for report in kept):
        kept += _fullest_of(told)
    return _settled(kept)


def _fullest_of(told: Sequence[Report]) -> list[Report]:
    """Of violence that is all told in passing, the new one with dead or wounded that most is told of: the news is about it."""
    of_victims = [r for r in told if r.first.event_type == VIOLENT and _has_victims(r)]
    return [max(of_victims, key=lambda r: len(r.events))] if of_victims else []


def _has_victims(report: Report) -> bool:
    first = report.first
    counted = any(f.measure in VICTIMS and f.high != 0 for f in report.figures)
    return counted and first.newness == "new" and first.status == "happened"


def _settled(told: Sequence[Report]) -> list[Report]:
    """The reports, those of violence with the day and the place that the whole article speaks for."""
    main = max((r for r in told if r.first.event_type == VIOLENT), key=lambda r: len(r.events), default=None)
    settled = [_of_violence(r, told) if r.first.event_type == VIOLENT else _as_told(r) for r in told]
    return [_adopting(r) if told[i] is main else r for i, r in enumerate(settled)]


def _adopting(report: Report) -> Report:
    """With the claims of victims that belong to no violence at all."""
    events = report.coding.events
    free = (f for f in report.coding.figures if f.event is None or events[f.event].event_type != VIOLENT)
    own = {f.id for f in report.figures}
    adopted = tuple(f for f in free if f.measure in ADOPTED and f.id not in own)
    return msgspec.structs.replace(report, adopted=adopted)


def _as_told(report: Report) -> Report:
    return msgspec.structs.replace(report, place=place_of(report.coding, report.events))


def _of_violence(report: Report, told: Sequence[Report]) -> Report:
    coding, events = report.coding, report.events
    if are_references(coding, events):
        known = [place for e in events if (place := own_place(coding, e)) is not None]
        return msgspec.structs.replace(report, days=(None, None), place=next(iter(known), None))
    others = [e for r in told if r is not report and r.first.event_type == VIOLENT for e in r.events]
    day = likely_day(coding, events, several=bool(others))
    return msgspec.structs.replace(
        report,
        days=report.days if day is None or _is_ruled_out(day, events, others) else (day, day),
        alone=not others,
        place=place_of_violence(coding, events, others),
    )


def _is_ruled_out(day: str, events: Sequence[Event], others: Sequence[Event]) -> bool:
    """A trial's day, where the deed is told to have been "in June"; the day of other violence alone."""
    told = [days for e in events if (days := days_told([e])) != (None, None)]
    if not told:
        return any(days_told([e]) == (day, day) for e in others)
    return all(not str(earliest) <= day <= str(latest) and str(latest) > str(earliest) for earliest, latest in told)


def days_told(events: Sequence[Event]) -> Days:
    """Earliest and latest day, from the most precise time told."""
    times = [e.time for e in events if e.time is not None and e.time.earliest and e.time.latest]
    if not times:
        return None, None
    best = min(times, key=lambda t: _length(t.earliest or "", t.latest or ""))
    return best.earliest, best.latest


def _with_victims(coding: Coding, groups: Sequence[list[Event]]) -> list[list[Event]]:
    """Violence that names no victim ("the shooting") joins the first report in the article that names some."""
    home = next((g for g in groups if g[0].event_type == VIOLENT and any(e.recipients for e in g)), None)
    kept = []
    for group in groups:
        nameless = group[0].event_type == VIOLENT and not any(e.recipients for e in group)
        meets = home is not None and _places_meet(coding, home[0], group[0]) and _days_meet(home[0], group[0])
        if home is not None and nameless and meets and not is_another(coding, group[0], home):
            home.extend(group)
        else:
            kept.append(group)
    return kept


def _main_first(group: Iterable[Event]) -> Sequence[Event]:
    """New before background, happened before attempted, then those with figures, then text order."""
    return sorted(group, key=lambda e: (e.newness != "new", e.status != "happened", e.trigger.start))


def _belongs(coding: Coding, event: Event, group: Sequence[Event]) -> bool:
    return not is_another(coding, event, group) and all(
        e.event_type == event.event_type
        and _days_meet(e, event)
        and _places_meet(coding, e, event)
        and (e.status == event.status or "happened" in (e.status, event.status))
        for e in group
    )


def _days_meet(a: Event, b: Event) -> bool:
    if (
        a.time is None
        or b.time is None
        or not (a.time.earliest and a.time.latest and b.time.earliest and b.time.latest)
    ):
        return True
    return a.time.earliest <= b.time.latest and b.time.earliest <= a.time.latest


def _places_meet(coding: Coding, a: Event, b: Event) -> bool:
    """Two places meet unless they are of different countries, of first-level units far apart, or of cities of different names."""
    if a.place is None or b.place is None:
        return True
    one, other = coding.places[a.place], coding.places[b.place]
    if one.country and other.country and one.country != other.country:
        return False
    if one.admin1 and other.admin1 and one.admin1 != other.admin1 and _far_apart(one, other):
        return False
    if one.precision != "city" or other.precision != "city":
        return True
    return one.name == other.name or kilometres(one, other) <= NEAR_KM


def _far_apart(one: Place, other: Place) -> bool:
    """Farther than a town is from its region; a venue without coordinates is in the unit that it is told with."""
    known = None not in (one.lat, one.lon, other.lat, other.lon)
    return kilometres(one, other) > FAR_KM if known else "venue" in (one.precision, other.precision)


def _length(earliest: str, latest: str) -> int:
    return (date.fromisoformat(latest) - date.fromisoformat(earliest)).days
