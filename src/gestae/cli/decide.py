"""`gestae decide`: a person's word on which reports are one, appended to a log that `gestae link --decisions` reads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ..linking.decisions import append, in_force, read_log, undoing
from ..linking.ids import find
from ..linking.link import Linker
from ..records import Decision
from .as_summary import SHORT, console_for, heading
from .linked import Source, remember


class Said(msgspec.Struct, frozen=True):
    """Where the log lies, and what is noted with an entry."""

    log: Path
    reason: str = ""
    by: str | None = None

    @property
    def at(self) -> str:
        return datetime.now(UTC).isoformat(timespec="seconds")


def merge(a: str, b: str, source: Source, said: Said) -> None:
    _decide(source, said, lambda linker: linker.merge(a, b, reason=said.reason, by=said.by, at=said.at))


def apart(a: str, b: str, source: Source, said: Said) -> None:
    _decide(source, said, lambda linker: linker.keep_apart(a, b, reason=said.reason, by=said.by, at=said.at))


def split(incident: str, reports: Sequence[str], source: Source, said: Said) -> None:
    """`reports` are ids of articles or events, or their first characters."""

    def decide(linker: Linker) -> Decision:
        whole = find(linker.corpus().incidents, incident)
        ids = [full for given in reports for full in _full(given, (*whole.articles, *whole.events))]
        return linker.split(incident, ids, reason=said.reason, by=said.by, at=said.at)

    _decide(source, said, decide)


def undo(entry: str, said: Said) -> None:
    log = read_log(said.log)
    undone = undoing(log, entry)
    after = log[-1].id
    made = Decision(
        kind="undo",
        incidents=undone.incidents,
        undoes=undone.id,
        reason=said.reason,
        by=said.by,
        at=said.at,
        after=after,
    )
    append(said.log, made)
    print(f"{made.id[:SHORT]} undoes {undone.kind} {undone.id[:SHORT]}")


def show(log: Path) -> None:
    """The entries in order; those taken back are marked."""
    entries = read_log(log)
    standing = {entry.id for entry in in_force(entries)}
    for entry in entries:
        what = (
            f"undo of {(entry.undoes or '')[:SHORT]}" if entry.undoes else " ".join(i[:SHORT] for i in entry.incidents)
        )
        taken_back = "" if entry.id in standing or entry.undoes else " (taken back)"
        parts = (entry.id[:SHORT], entry.at, entry.by, f"{entry.kind} {what}{taken_back}", entry.reason)
        print(" · ".join(filter(None, parts)))
    if not entries:
        print("no decisions")


def _decide(source: Source, said: Said, decide: Callable[[Linker], Decision]) -> None:
    linker = msgspec.structs.replace(source, decisions=str(said.log)).linker()
    entry = decide(linker)
    append(said.log, entry)
    remember(msgspec.structs.replace(source, decisions=str(said.log)))
    console = console_for(sys.stdout)
    console.print(
        f"{entry.id[:SHORT]} {entry.kind}; to take it back: gestae decide undo {entry.id[:SHORT]} --decisions {said.log}"
    )
    ids = {id for group in entry.groups for id in group}
    for incident in linker.corpus().incidents:
        if not ids.isdisjoint(incident.events):
            console.print(f"  {heading(incident)}")


def _full(given: str, ids: Sequence[str]) -> list[str]:
    """What an id's first characters mean; itself if nothing begins so, for the linker to refuse."""
    return [id for id in ids if id.startswith(given)] or [given]
