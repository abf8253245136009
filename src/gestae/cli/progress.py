"""Progress on standard error: a bar on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

from ..records import Coding

EVERY = 30.0
"""Seconds between two plain lines."""


def counted(codings: Iterable[Coding], *, quiet: bool) -> Iterator[Coding]:
    """The codings, with their number shown as they pass."""
    if quiet:
        yield from codings
    elif sys.stderr.isatty():
        yield from _with_bar(codings)
    else:
        yield from _with_lines(codings)


def _with_bar(codings: Iterable[Coding]) -> Iterator[Coding]:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("coding"),
        MofNCompleteColumn(),
        TextColumn("articles, {task.fields[events]} events"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task, events = progress.add_task("coding", total=None, events=0), 0
        for coding in codings:
            events += len(coding.events)
            progress.update(task, advance=1, events=events)
            yield coding


def _with_lines(codings: Iterable[Coding]) -> Iterator[Coding]:
    begun = told = time.monotonic()
    for number, coding in enumerate(codings, 1):
        if (now := time.monotonic()) - told >= EVERY:
            told = now
            print(f"gestae: {number} articles coded, {number / (now - begun):.1f} a second", file=sys.stderr)
        yield coding
