"""`gestae code`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from ..codebook.own_actors import Change
from ..coder import Coder, Settings
from ..errors import ConfigError
from ..files import written
from ..readers import Unreadable
from ..records import Article, Coding
from .inputs import Given, remember
from .progress import counted

PARTIAL = 4
TOLD = 3
"""Changes by the user's own actors that one line tells."""
FORMATS = {
    ".jsonl": "jsonl",
    ".json": "jsonl",
    ".csv": "table",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}
Write = Callable[[Iterable[Coding], TextIO], None]


def run(
    given: Given,
    output: Path | None,
    format: str | None,
    refused: bool,
    workers: int,
    deadline: float,
    settings: Settings,
    quiet: bool,
) -> int:
    """Code the inputs and write them; returns the exit code."""
    writer = _writer(format or _format_of(output), refused)
    coder = Coder.from_settings(settings)
    if coder.changes and not quiet:
        print(f"gestae: {_summary(coder.changes)}", file=sys.stderr)
    remember(given)
    unread: list[Unreadable] = []
    codings = coder.pipe(_readable(given, unread), workers=workers, deadline=deadline)
    refusals: list[Coding] = []
    count = [0]
    noted = _noting(counted(codings, quiet=quiet), refusals, count)
    if output is None:
        writer(noted, sys.stdout)
    else:
        with written(output) as file:
            writer(noted, file)
    return _report(unread, refusals, count[0] - len(refusals))


def _summary(changes: Sequence[Change]) -> str:
    """The first changes that the user's own actors make, and how to see all."""
    told = "; ".join(map(str, changes[:TOLD]))
    return f"{len(changes)} bundled actor(s) changed: {told}" + (
        "; all: gestae codebook check --actors FILE" if len(changes) > TOLD else ""
    )


def _format_of(output: Path | None) -> str:
    """By the output's suffix. Raises ConfigError for one that tells no format."""
    if output is None:
        return "text"
    if output.suffix not in FORMATS:
        raise ConfigError(
            f"output {output}: found suffix {output.suffix!r}, expected one of {', '.join(FORMATS)}; or say --format"
        )
    return FORMATS[output.suffix]


def _writer(format: str, refused: bool) -> Write:
    from . import as_html, as_jsonl, as_table, as_text

    writers: dict[str, Write] = {
        "jsonl": as_jsonl.write,
        "table": as_table.write,
        "html": lambda codings, file: as_html.write(codings, file),
        "text": lambda codings, file: as_text.write(codings, file, refused=refused),
    }
    if format not in writers:
        raise ConfigError(f"--format: found {format!r}, expected one of {', '.join(writers)}")
    return writers[format]


def _readable(given: Given, unread: list[Unreadable]) -> Iterator[Article]:
    """The articles; what is none is told at once and kept for the exit code."""
    for item in given.articles():
        if isinstance(item, Article):
            yield item
        else:
            unread.append(item)
            print(f"gestae: {item.name}: {item.reason}: {item.detail}", file=sys.stderr)


def _noting(codings: Iterable[Coding], refusals: list[Coding], count: list[int]) -> Iterator[Coding]:
    """The codings; those refused as a whole, and the number of all, are noted on the way."""
    for coding in codings:
        count[0] += 1
        if any(r.start is None and r.stage in ("reader", "pipeline") for r in coding.rejections):
            refusals.append(coding)
        yield coding


def _report(unread: list[Unreadable], refusals: list[Coding], coded: int) -> int:
    for coding in refusals:
        why = next(r for r in coding.rejections if r.start is None)
        name = coding.article.url or coding.article.title or coding.article.id
        print(f"gestae: {name}: {why.reason}: {why.detail}", file=sys.stderr)
    if not unread and not refusals:
        return 0
    print(
        f"gestae: partial: {len(unread) + len(refusals)} input(s) refused, the others were coded",
        file=sys.stderr,
    )
    return PARTIAL
