"""Which parties the articles of each day name, so that silence of the corpus is told apart from peace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from typing import Literal

from ..records import Coding
from .periods import By, Range, period_of

CoveredBy = Literal["either", "both", "any"]
"""Articles that speak for a dyad: those that name either party, both, or any article."""


class Coverage:
    """Counts of articles by day of publication and by whom they name; undated articles speak for no day.

    Who is named goes by country, of parties and places alike, and by entity id; `keep` are the only ones of interest.
    """

    def __init__(self, keep: Set[str] | None = None) -> None:
        self._keep = keep
        self._numbers: dict[str, int] = {}
        self._days: dict[str, Counter[tuple[int, ...]]] = {}
        self.undated = 0

    def add(self, coding: Coding) -> None:
        """One more article."""
        day = coding.article.day
        if day is None:
            self.undated += 1
            return
        named = set(_named(coding))
        kept = named if self._keep is None else named & self._keep
        numbers = tuple(sorted(self._numbers.setdefault(name, len(self._numbers)) for name in kept))
        self._days.setdefault(day.isoformat(), Counter())[numbers] += 1

    @property
    def days(self) -> list[str]:
        """The days on which articles were published, in order."""
        return sorted(self._days)

    def articles(self, by: By, days: Range, named: tuple[str, str], covered_by: CoveredBy) -> Counter[str]:
        """Number of articles published in a range that speak for two parties, by period."""
        numbers = [self._numbers.get(name, -1) for name in named]
        found: Counter[str] = Counter()
        for day, groups in self._days.items():
            if days[0] <= day <= days[1]:
                found[period_of(day, by)] += sum(
                    n for group, n in groups.items() if _speaks(group, numbers, covered_by)
                )
        return found


def _speaks(group: tuple[int, ...], numbers: list[int], covered_by: CoveredBy) -> bool:
    if covered_by == "any":
        return True
    return (all if covered_by == "both" else any)(number in group for number in numbers)


def _named(coding: Coding) -> Iterator[str]:
    """Countries and ids of all that the article names, the same more than once."""
    entities = [m.entity for m in coding.mentions]
    entities += [p.entity for event in coding.events for p in (*event.actors, *event.recipients)]
    for entity in entities:
        if entity is not None:
            yield entity.id
            yield entity.country or entity.id
    yield from (place.country for place in coding.places if place.country is not None)
