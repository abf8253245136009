"""What people decided on incidents: an append-only log, and what it says once the later word has outranked the earlier.

The log is an input of linking beside the codings: `link(codings, decisions=log)` depends on both and on nothing else, so that
an entry taken back leaves exactly what there would be without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from ..errors import ConfigError
from ..records import Decision

K = TypeVar("K")


def in_force(log: Sequence[Decision]) -> list[Decision]:
    """Merges and splits that no entry in force takes back, in order; an undo can itself be undone."""
    undone: set[str] = set()
    kept: list[Decision] = []
    for entry in reversed(log):
        if entry.id in undone:
            continue
        if entry.undoes is not None:
            undone.add(entry.undoes)
        else:
            kept.append(entry)
    return kept[::-1]


def undoing(log: Sequence[Decision], id: str) -> Decision:
    """The entry that an id, or its first characters, means. Raises ConfigError where there is none, several, or it is undone already."""
    found = [entry for entry in log if id and entry.id.startswith(id)]
    if len(found) != 1:
        listed = ", ".join(f"{e.id[:12]} ({e.kind})" for e in (found or log)) or "none"
        raise ConfigError(f"{len(found)} decisions have an id that begins with {id!r}, expected one of: {listed}")
    [entry] = found
    undone = {e.undoes for e in _undos_in_force(log)}
    if entry.id in undone:
        raise ConfigError(f"decision {entry.id} is undone already")
    return entry


def _undos_in_force(log: Sequence[Decision]) -> Iterator[Decision]:
    undone: set[str] = set()
    for entry in reversed(log):
        if entry.undoes is not None and entry.id not in undone:
            undone.add(entry.undoes)
            yield entry


class Settled(Generic[K]):
    """What holds of reports by the log: `groups` stay together, pairs of `apart` do not meet.

    The newest entry speaks first; an earlier one adds what does not contradict it.
    """

    def __init__(self, log: Sequence[Decision], report: Mapping[str, K]) -> None:
        """`report`: what each id in the log stands for, as far as it is here."""
        self._cell: dict[K, int] = {}
        self._members: dict[int, list[K]] = {}
        self._apart: dict[int, set[int]] = {}
        for entry in reversed(in_force(log)):
            groups = [list(dict.fromkeys(report[id] for id in group if id in report)) for group in entry.groups]
            for group in groups:
                self._join(group)
            for one, other in combinations(groups, 2):
                self._part(one, other)

    def groups(self, keys: Iterable[K]) -> list[list[K]]:
        """What stays together among these keys."""
        cells = dict.fromkeys(self._cell[key] for key in keys if key in self._cell)
        return [self._members[cell] for cell in cells]

    def mates(self, key: K) -> Sequence[K]:
        """What is one with it by a person's word."""
        return self._members[self._cell[key]] if key in self._cell else ()

    def apart(self, keys: Iterable[K]) -> Iterator[tuple[K, K]]:
        """One pair for each two groups among these keys that must not meet."""
        first: dict[int, K] = {}
        for key in keys:
            if key in self._cell:
                first.setdefault(self._cell[key], key)
        for cell, key in first.items():
            yield from ((key, first[other]) for other in self._apart[cell] if other in first and cell < other)

    def are_apart(self, one: Iterable[K], other: Iterable[K]) -> bool:
        if not self._cell:
            return False
        there = {self._cell[key] for key in other if key in self._cell}
        return any(not self._apart[self._cell[key]].isdisjoint(there) for key in one if key in self._cell)

    def _join(self, group: Sequence[K]) -> None:
        for key in group:
            if key not in self._cell:
                number = len(self._cell)
                self._cell[key], self._members[number], self._apart[number] = number, [key], set()
            home, own = self._cell[group[0]], self._cell[key]
            if own != home and own not in self._apart[home]:
                self._unite(home, own)

    def _unite(self, home: int, own: int) -> None:
        for key in self._members[own]:
            self._cell[key] = home
        self._members[home] += self._members.pop(own)
        for other in self._apart.pop(own):
            self._apart[other].discard(own)
            self._apart[other].add(home)
            self._apart[home].add(other)

    def _part(self, one: Sequence[K], other: Sequence[K]) -> None:
        pairs = {(self._cell[a], self._cell[b]) for a in one for b in other if self._cell[a] != self._cell[b]}
        for a, b in pairs:
            self._apart[a].add(b)
            self._apart[b].add(a)


# --- files ----------------------------------------------------------------------------------------


def read_log(path: Path) -> list[Decision]:
    """The entries of a .jsonl file, in order; none if there is no such file yet. Raises ConfigError at a line that is no decision."""
    if not path.exists():
        return []
    log: list[Decision] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            log.append(msgspec.json.decode(line, type=Decision))
        except msgspec.DecodeError as error:
            raise ConfigError(
                f"{path}, line {number}: found no decision ({error}), expected what `gestae decide` wrote"
            ) from error
    return log


def append(path: Path, entry: Decision) -> None:
    """One more line; those before stay as they are."""
    with path.open("ab") as file:
        file.write(msgspec.json.encode(entry) + b"\n")
        file.flush()
        os.fsync(file.fileno())
