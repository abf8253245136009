"""Deeds: what one party did to another, each once however often it was reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from ..codebook.codebook import bundled
from ..records import EventType, Record, TimePrecision, short_hash
from .dyad_events import DatedBy, DyadEvent
from .rules import goldstein, quad_class, rules

T = TypeVar("T", bound=Hashable)


class Deed(Record, frozen=True, kw_only=True):
    """One act of one party towards another on one day, with all reports of it, the first published first.

    `intensity` is the PLOVER score of type and mode, `goldstein` that of the CAMEO code (None without one).
    `mode` and `cameo` are what most reports tell. `day`, `dated_by` and `precision` are as in `DyadEvent`.
    """

    id: str
    actor: str
    recipient: str
    event_type: EventType
    mode: str | None = None
    cameo: str | None = None
    quad_class: str
    intensity: float | None = None
    goldstein: float | None = None
    day: str
    dated_by: DatedBy
    precision: TimePrecision | None = None
    incident: str | None = None
    reports: tuple[DyadEvent, ...]

    @property
    def articles(self) -> int:
        """Number of articles that report it."""
        return len({report.article for report in self.reports})


def deeds_of(
    reports: Iterable[DyadEvent], actor: str, recipient: str, incidents: Mapping[str, str] | None = None
) -> list[Deed]:
    """The deeds of one directed dyad, by day; `incidents` maps events to the linked incident. Undated reports make none.

    Reports of one type are one deed if they are of one linked incident or, where linking says nothing, of one day.
    A report without a day of its own joins a deed of the day of publication or the day before; one of a short stretch
    ("last week") a deed inside it.
    """
    by_type: dict[EventType, dict[str, DyadEvent]] = defaultdict(dict)
    for report in sorted(reports, key=lambda r: (r.order, r.actor.id, r.recipient.id)):
        if report.day is not None:
            by_type[report.event_type].setdefault(report.event, report)
    found = [
        _deed(key, group, actor, recipient)
        for told in by_type.values()
        for key, group in _groups(list(told.values()), incidents or {}).items()
    ]
    return sorted(found, key=lambda deed: (deed.day, deed.event_type, deed.id))


Key = tuple[str, str | None]
"""The day and the linked incident."""


def _groups(told: Sequence[DyadEvent], incidents: Mapping[str, str]) -> dict[Key, list[DyadEvent]]:
    """Reports of one type: by incident, then by their own day, then those that tell no day."""
    linked: dict[str, list[DyadEvent]] = defaultdict(list)
    for report in told:
        if (incident := incidents.get(report.event)) is not None:
            linked[incident].append(report)
    groups: dict[Key, list[DyadEvent]] = {(_day(group).day or "", i): group for i, group in sorted(linked.items())}
    free = [report for report in told if report.event not in incidents]
    for sure in (True, False):
        anchors = dict.fromkeys(groups)
        for report in free:
            if (report.dated_by == "event") == sure:
                key = _home(report, list(anchors)) or (report.day or "", None)
                groups.setdefault(key, []).append(report)
    return groups


def _home(report: DyadEvent, anchors: Sequence[Key]) -> Key | None:
    """The latest deed of the days that a report may be of."""
    first, last = _window(report)
    inside = [key for key in anchors if first <= key[0] <= last]
    return max(inside, key=lambda key: (key[0], key[1] or ""), default=None)


def _window(report: DyadEvent) -> tuple[str, str]:
    day = report.day or ""
    if report.dated_by == "event":
        return day, day
    if report.dated_by == "stretch":
        first, last = report.earliest or day, report.latest or day
        short = (date.fromisoformat(last) - date.fromisoformat(first)).days < rules().longest_stretch
        return (first, last) if short else (day, day)
    return (date.fromisoformat(day) - timedelta(days=rules().undated_days)).isoformat(), day


def _day(group: Sequence[DyadEvent]) -> DyadEvent:
    """The report whose day is the deed's: the day most told by reports that tell one, the earlier of two."""
    sure = [r for r in group if r.dated_by == "event"]
    days = Counter(r.day for r in sure)
    if sure:
        return min(sure, key=lambda r: (-days[r.day], r.day or ""))
    return min(group, key=lambda r: r.day or "")


def _deed(key: Key, group: Sequence[DyadEvent], actor: str, recipient: str) -> Deed:
    event_type, dated = group[0].event_type, _day(group)
    mode, cameo = _most_told(r.mode for r in group), _most_told(r.cameo for r in group)
    return Deed(
        id=short_hash("deed", actor, recipient, event_type, *key),
        actor=actor,
        recipient=recipient,
        event_type=event_type,
        mode=mode,
        cameo=cameo,
        quad_class=quad_class(event_type),
        intensity=bundled().intensity(event_type, mode),
        goldstein=goldstein(cameo),
        day=key[0],
        dated_by=dated.dated_by or "publication",
        precision=dated.precision,
        incident=key[1],
        reports=tuple(sorted(group, key=lambda r: r.order)),
    )


def _most_told(values: Iterator[T | None]) -> T | None:
    """What most reports tell, the first in the alphabet of two."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], str(value)), default=None)
