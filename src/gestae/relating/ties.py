"""Formal ties of two countries: treaties of alliance and bodies that both belong to, with the time they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..codebook.formal_ties import alliances, memberships
from ..records import Record
from .parties import Party

AT_LEAST = "?"
"""Ends a date until which a tie held at least."""
ATOP = "ATOP"
OWN = "memberships.csv"


class Tie(Record, frozen=True, kw_only=True):
    """A treaty or a shared membership. `start`/`end` are a day, month or year, inclusive; no end is "still".

    `certain` is False where the tie held until `end` at least and its source tells no more.
    """

    kind: Literal["alliance", "membership"]
    name: str
    start: str
    end: str | None = None
    certain: bool = True
    source: str

    def holds(self, day: str) -> bool | None:
        """Whether it holds on a day; None where the source doesn't reach."""
        if day[: len(self.start)] < self.start:
            return False
        if self.end is None or day[: len(self.end)] <= self.end:
            return True
        return False if self.certain else None


def ties(one: Party, other: Party, on: str | None = None) -> list[Tie]:
    """The ties of two countries, those of a day or of all times, the oldest first; none for other parties."""
    if one.country is None or other.country is None or one.country == other.country:
        return []
    found = [*_alliances_of(one.country, other.country), *_shared(one.country, other.country)]
    held = [tie for tie in found if on is None or tie.holds(on) is not False]
    return sorted(held, key=lambda tie: (tie.start, tie.kind, tie.name, tie.end or ""))


def _alliances_of(one: str, other: str) -> Iterator[Tie]:
    for kind, (start, end) in alliances().get((min(one, other), max(one, other)), ()):
        yield _tie("alliance", kind, start, end, ATOP)


def _shared(one: str, other: str) -> Iterator[Tie]:
    """The stretches in which both are members of one body."""
    for body, members in memberships().items():
        for mine in members.get(one, ()):
            for theirs in members.get(other, ()):
                start, end = max(mine[0], theirs[0]), _earlier(mine[1], theirs[1])
                if not end or start[: len(end.removesuffix(AT_LEAST))] <= end:
                    yield _tie("membership", body, start, end, OWN)


def _earlier(one: str, other: str) -> str:
    """The end that comes first; an empty one never comes."""
    return min(filter(None, (one, other)), default="")


def _tie(kind: Literal["alliance", "membership"], name: str, start: str, end: str, source: str) -> Tie:
    return Tie(
        kind=kind,
        name=name,
        start=start,
        end=end.removesuffix(AT_LEAST) or None,
        certain=not end.endswith(AT_LEAST),
        source=source,
    )
