"""Codings from the files that `gestae code` wrote, one at a time."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from ..errors import ConfigError, DocumentError
from ..records import Coding

SUFFIXES = (".jsonl", ".jsonl.gz")
REMEDY = "make codings with `gestae code ARTICLES -o codings.jsonl`"


def codings_in(paths: Iterable[Path]) -> Iterator[Coding]:
    """The codings of files and of all .jsonl and .jsonl.gz files in folders, by name. Raises as `read_codings`."""
    for path in paths:
        for file in _files(path) if path.is_dir() else [path]:
            yield from read_codings(file)


def _files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.name.endswith(SUFFIXES) and path.is_file())
    if not found:
        raise ConfigError(f"found no {' or '.join(SUFFIXES)} file in folder {folder}, expected codings; {REMEDY}")
    return found


def read_codings(path: Path) -> Iterator[Coding]:
    """Codings of a file. Raises ConfigError without the file, DocumentError at a line that is none."""
    if not path.is_file():
        raise ConfigError(f"found no file {path}, expected codings; {REMEDY}")
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            for line in file:
                number += 1
                yield msgspec.json.decode(line, type=Coding)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path}, line {number}: found no coding ({error}); {REMEDY}") from error
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DocumentError(f"{path}, after line {number}: found no whole gzip file ({error}); {REMEDY}") from error
