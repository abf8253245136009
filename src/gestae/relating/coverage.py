"""Which parties the articles of each day name, so that silence of the corpus is told apart from peace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

from ..records import Coding, Entity
from .periods import By, Range, period_of

CoveredBy = Literal["either", "both", "any"]
"""Articles that speak for a dyad: those that name either party, both, or any article."""
Match = Callable[[Entity], bool]


class Coverage:
    """Counts of articles by day of publication and by whom they name; undated articles speak for no day."""

    def __init__(self, keep: Match | None = None) -> None:
        self._keep = keep
        self._numbers: dict[Entity, int] = {}
        self._days: dict[str, Counter[tuple[int, ...]]] = {}
        self.undated = 0

    def add(self, coding: Coding) -> None:
        day = coding.article.day
        if day is None:
            self.undated += 1
            return
        named = {entity for entity in _named(coding) if self._keep is None or self._keep(entity)}
        numbers = tuple(sorted(self._numbers.setdefault(entity, len(self._numbers)) for entity in named))
        self._days.setdefault(day.isoformat(), Counter())[numbers] += 1

    @property
    def days(self) -> list[str]:
        """The days on which articles were published, in order."""
        return sorted(self._days)

    def articles(self, by: By, days: Range, one: Match, other: Match, covered_by: CoveredBy) -> Counter[str]:
        """Number of articles published in a range that speak for a dyad, by period."""
        ones, others = self._matching(one), self._matching(other)
        found: Counter[str] = Counter()
        for day, groups in self._days.items():
            if not days[0] <= day <= days[1]:
                continue
            speaking = (
                count
                for named, count in groups.items()
                if covered_by == "any" or _speaks(named, ones, others, covered_by)
            )
            found[period_of(day, by)] += sum(speaking)
        return found

    def _matching(self, match: Match) -> frozenset[int]:
        return frozenset(number for entity, number in self._numbers.items() if match(entity))


def _speaks(named: tuple[int, ...], ones: frozenset[int], others: frozenset[int], covered_by: CoveredBy) -> bool:
    first, second = not ones.isdisjoint(named), not others.isdisjoint(named)
    return (first and second) if covered_by == "both" else (first or second)


def _named(coding: Coding) -> Iterator[Entity]:
    yield from (m.entity for m in coding.mentions if m.entity is not None)
    for event in coding.events:
        yield from (p.entity for p in (*event.actors, *event.recipients) if p.entity is not None)
