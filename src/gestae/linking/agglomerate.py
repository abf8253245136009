"""Groups from pairs: two groups become one while that is more probable than not on the average of all their pairs."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import product
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Odds = Mapping[K, Mapping[K, float]]
"""What is known of pairs, from both ends."""
Sum = tuple[float, int]
"""Log-odds of the pairs compared between two groups, and their number."""


def components(start: Iterable[K], neighbours: Callable[[K], Iterable[K]]) -> list[list[K]]:
    """The connected parts that hold one of `start`."""
    found: list[list[K]] = []
    seen: set[K] = set()
    for first in start:
        if first in seen:
            continue
        seen.add(first)
        part = [first]
        for one in part:  # grows while it is walked
            new = [k for k in neighbours(one) if k not in seen]
            seen.update(new)
            part += new
        found.append(part)
    return found


class Agglomeration(Generic[K]):
    """Merges the pair of groups with the highest average first, while it exceeds `stop`; ties by order of `members`.

    A pair that nobody compared counts as `default`. Groups `together` are there from the start; no group holds a pair that is `apart`.
    """

    def __init__(
        self,
        members: Sequence[K],
        odds: Odds[K],
        *,
        stop: float,
        default: float,
        together: Sequence[Sequence[K]] = (),
        apart: Iterable[tuple[K, K]] = (),
    ) -> None:
        self._stop, self._default = stop, default
        units = _units(members, together)
        number = {member: i for i, unit in enumerate(units) for member in unit}
        self._groups: dict[int, list[K]] = dict(enumerate(units))
        self._sums: dict[int, dict[int, Sum]] = {
            i: {number[k]: (value, 1) for k, value in odds.get(unit[0], {}).items() if k in number}
            for i, unit in enumerate(units)
        }
        strands = {i: self._strands(unit, odds) for i, unit in self._groups.items() if len(unit) > 1}
        for i in strands:
            self._approach(i, odds, number, strands)
        for i, j in ((number[a], number[b]) for a, b in apart if a in number and b in number):
            self._sums[i][j] = self._sums[j][i] = (-math.inf, 1)
        self._queue = [(-self._average(i, j), i, j) for i in self._groups for j in self._sums[i] if i < j]
        heapq.heapify(self._queue)
        self._run()

    def _strands(self, unit: Sequence[K], odds: Odds[K]) -> list[list[K]]:
        """The groups that would be made of a given one."""
        return Agglomeration(unit, odds, stop=self._stop, default=self._default).groups

    def _approach(
        self, i: int, odds: Odds[K], number: Mapping[K, int], strands: Mapping[int, Sequence[Sequence[K]]]
    ) -> None:
        """Others are as near to a given group as to the nearest of its strands.

        Else what is told in the words of one half would be kept out by the other, which a person knows to be the same.
        """
        others = {number[k] for member in self._groups[i] for k in odds.get(member, {}) if k in number} - {i}
        self._sums[i] = {}
        for j in others:
            pairs = product(strands[i], strands.get(j, (self._groups[j],)))
            nearest = max(self._mean(one, other, odds) for one, other in pairs)
            size = len(self._groups[i]) * len(self._groups[j])
            self._sums[i][j] = self._sums[j][i] = (nearest * size, size)

    def _mean(self, one: Sequence[K], other: Sequence[K], odds: Odds[K]) -> float:
        total = sum(odds.get(a, {}).get(b, self._default) for a in one for b in other)
        return total / (len(one) * len(other))

    @property
    def groups(self) -> list[list[K]]:
        return list(self._groups.values())

    def _run(self) -> None:
        while self._queue:
            average, i, j = heapq.heappop(self._queue)
            if -average <= self._stop:
                return
            if i in self._groups and j in self._sums[i] and -average == self._average(i, j):
                self._merge(i, j)

    def _average(self, i: int, j: int) -> float:
        total, compared = self._sums[i][j]
        size = len(self._groups[i]) * len(self._groups[j])
        return (total + (size - compared) * self._default) / size

    def _merge(self, i: int, j: int) -> None:
        self._groups[i] += self._groups.pop(j)
        for k, (total, compared) in self._sums.pop(j).items():
            del self._sums[k][j]
            if k != i:
                before = self._sums[i].get(k, (0.0, 0))
                self._sums[i][k] = self._sums[k][i] = (before[0] + total, before[1] + compared)
        for k in self._sums[i]:
            heapq.heappush(self._queue, (-self._average(i, k), min(i, k), max(i, k)))


def _units(members: Sequence[K], together: Sequence[Sequence[K]]) -> list[list[K]]:
    """The groups to start with, in the order of their first members."""
    home = {member: i for i, group in enumerate(together) for member in group}
    given = [[k for k in members if home.get(k) == i] for i in range(len(together))] if home else []
    units = [group for group in given if group] + [[k] for k in members if k not in home]
    rank = {member: n for n, member in enumerate(members)}
    return sorted(units, key=lambda unit: rank[unit[0]])
