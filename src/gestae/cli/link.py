"""`gestae link`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ..files import written
from ..linking.link import link
from .codings import codings_in


def run(paths: Sequence[Path], output: Path | None) -> None:
    corpus = link(codings_in(paths))
    encoder = msgspec.json.Encoder()
    lines = (encoder.encode(incident).decode() + "\n" for incident in corpus.incidents)
    if output is None:
        sys.stdout.writelines(lines)
    else:
        with written(output) as file:
            file.writelines(lines)
