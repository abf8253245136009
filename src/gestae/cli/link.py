"""`gestae link`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ..files import written
from ..records import Corpus, Incident
from .as_summary import doubts, summary
from .linked import Source, remember


def run(source: Source, output: Path | None, *, as_summary: bool, as_doubts: bool) -> None:
    corpus = source.linker().corpus()
    if output is not None:
        with written(output) as file:
            file.writelines(_lines(corpus.incidents))
    elif not (as_summary or as_doubts):
        sys.stdout.writelines(_lines(corpus.incidents))
    remember(source)
    if as_summary:
        summary(corpus, sys.stdout)
    if as_doubts:
        doubts(corpus, sys.stdout)
    print(_told(corpus, as_doubts=as_doubts), file=sys.stderr)


def _lines(incidents: Sequence[Incident]) -> Iterator[str]:
    encoder = msgspec.json.Encoder()
    return (encoder.encode(incident).decode() + "\n" for incident in incidents)


def _told(corpus: Corpus, *, as_doubts: bool) -> str:
    how = "" if as_doubts or not corpus.doubts else "; --doubts lists them"
    return f"gestae: {len(corpus.incidents)} incidents, {len(corpus.doubts)} doubts whether two are one{how}"
