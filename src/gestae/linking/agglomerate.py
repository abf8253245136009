"""Groups from pairs: two groups become one while that is more probable than not on the average of all their pairs."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Odds = Mapping[K, Mapping[K, float]]
"""What is known of pairs, from both ends; minus infinity: no group may hold both."""


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

    A pair that nobody compared counts as `default`.
    """

    def __init__(self, members: Sequence[K], odds: Odds[K], *, stop: float, default: float) -> None:
        self._stop, self._default = stop, default
        self._groups: dict[int, list[K]] = {i: [member] for i, member in enumerate(members)}
        number = {member: i for i, member in enumerate(members)}
        self._sums: dict[int, dict[int, tuple[float, int]]] = {
            i: {number[k]: (value, 1) for k, value in odds.get(member, {}).items() if k in number}
            for i, member in enumerate(members)
        }
        self._queue = [(-self._average(i, j), i, j) for i in self._groups for j in self._sums[i] if i < j]
        heapq.heapify(self._queue)
        self._run()

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
