"""`gestae link`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ..errors import ConfigError, DocumentError
from ..files import written
from ..linking.link import link
from ..records import Coding


def run(paths: Sequence[Path], output: Path | None) -> None:
    corpus = link(coding for path in paths for coding in read_codings(path))
    encoder = msgspec.json.Encoder()
    lines = (encoder.encode(incident).decode() + "\n" for incident in corpus.incidents)
    if output is None:
        sys.stdout.writelines(lines)
    else:
        with written(output) as file:
            file.writelines(lines)


def read_codings(path: Path) -> Iterator[Coding]:
    """Codings of a .jsonl file. Raises ConfigError without the file, DocumentError at a line that is none."""
    if not path.is_file():
        raise ConfigError(f"found no file {path}, expected codings written by `gestae code --format jsonl`")
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield msgspec.json.decode(line, type=Coding)
            except msgspec.DecodeError as error:
                raise DocumentError(
                    f"{path}, line {number}: found no coding ({error}); write it with `gestae code --format jsonl`"
                ) from error
