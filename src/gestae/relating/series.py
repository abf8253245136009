"""A directed dyad over time: per period what was done, how conflictual or cooperative it was, and the deeds behind each number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from ..records import Record
from .deeds import Deed
from .periods import By, Range, bounds, period_of, periods
from .rules import event_types, quad_classes

DIGITS = 3


class Scale(Record, frozen=True, kw_only=True):
    """Sum and mean of a score over the `deeds` that have one; the mean of none is None."""

    sum: float
    mean: float | None = None
    deeds: int


class Point(Record, frozen=True, kw_only=True):
    """One period, first to last day inclusive. All numbers but `articles` are None where nothing was reported.

    `articles` is how many speak for the dyad; `deeds` are ids, `reports` counts their events; the counts by
    quad class and event type hold every name, zero included.
    """

    period: str
    start: str
    end: str
    articles: int
    count: int | None = None
    reports: int | None = None
    quad_classes: dict[str, int] | None = None
    event_types: dict[str, int] | None = None
    intensity: Scale | None = None
    goldstein: Scale | None = None
    deeds: tuple[str, ...] = ()

    @property
    def covered(self) -> bool:
        """Whether zero means that nothing was reported to have been done, and not that nobody reported."""
        return self.count is not None


class Series(Record, frozen=True, kw_only=True):
    """What `actor` did to `recipient` (keys of parties), period by period, with all deeds in order.

    `undated` counts the reports that no day is known of: they are in no period.
    """

    actor: str
    recipient: str
    by: By
    points: tuple[Point, ...]
    deeds: tuple[Deed, ...]
    undated: int = 0

    def behind(
        self, period: str | None = None, *, quad_class: str | None = None, event_type: str | None = None
    ) -> list[Deed]:
        """The deeds that a number counts: those of a period, of a quad class, of an event type, or of all three."""
        return [
            deed
            for deed in self.deeds
            if period in (None, period_of(deed.day, self.by))
            and quad_class in (None, deed.quad_class)
            and event_type in (None, deed.event_type)
        ]


def points(deeds: Sequence[Deed], articles: Mapping[str, int], by: By, days: Range) -> list[Point]:
    """A point for every period of a range; a period that deeds fall into is covered by their reports."""
    grouped: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        grouped[period_of(deed.day, by)].append(deed)
    return [_point(p, by, grouped.get(p, []), articles.get(p, 0)) for p in periods(*days, by)]


def _point(period: str, by: By, deeds: Sequence[Deed], articles: int) -> Point:
    start, end = bounds(period, by)
    if not deeds and not articles:
        return Point(period=period, start=start, end=end, articles=0)
    return Point(
        period=period,
        start=start,
        end=end,
        articles=articles,
        count=len(deeds),
        reports=sum(len(deed.reports) for deed in deeds),
        quad_classes=_counts(quad_classes(), (deed.quad_class for deed in deeds)),
        event_types=_counts(event_types(), (deed.event_type for deed in deeds)),
        intensity=scale(deed.intensity for deed in deeds),
        goldstein=scale(deed.goldstein for deed in deeds),
        deeds=tuple(deed.id for deed in deeds),
    )


def _counts(names: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counted = Counter(found)
    return {name: counted[name] for name in names}


def scale(scores: Iterable[float | None]) -> Scale:
    known = [score for score in scores if score is not None]
    total = fsum(known)
    return Scale(sum=round(total, DIGITS), mean=round(total / len(known), DIGITS) if known else None, deeds=len(known))
