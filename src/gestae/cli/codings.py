"""Codings, and incidents made of them, from the files that `gestae code` and `gestae link` wrote, one at a time."""

from __future__ import annotations

import gzip
import logging
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from ..errors import ConfigError, DocumentError
from ..records import Coding, Incident

logger = logging.getLogger(__name__)
SUFFIXES = (".jsonl", ".jsonl.gz")
REMEDY = "make codings with `gestae code ARTICLES -o codings.jsonl`"
Kinds = Sequence[type[Coding | Incident]]


def codings_in(paths: Iterable[Path]) -> Iterator[Coding]:
    """The codings of files, of - for standard input, and of folders. Raises as `records_in`."""
    yield from cast("Iterator[Coding]", records_in(paths, (Coding,)))


def records_in(paths: Iterable[Path], kinds: Kinds) -> Iterator[Coding | Incident]:
    """The records of files, of - for standard input, and of all .jsonl and .jsonl.gz files in folders, by name.

    Files of something else in a folder are passed over. Raises ConfigError where nothing is there to be read, DocumentError
    at a line that is no record of the kinds asked for.
    """
    for path in paths:
        in_folder = path.is_dir()
        for file in _files(path):
            yield from _read(file, kinds, skip=in_folder)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.name.endswith(SUFFIXES) and p.is_file())
        if not found:
            raise ConfigError(
                f"found no {' or '.join(SUFFIXES)} file in folder {path}, expected codings; make them with "
                f"`gestae code {path} -o codings.jsonl`"
            )
        return found
    if not path.is_file() and str(path) != "-":
        raise ConfigError(f"found no file {path}, expected codings; {REMEDY}")
    return [path]


def _read(path: Path, kinds: Kinds, *, skip: bool) -> Iterator[Coding | Incident]:
    """The records of a file. With `skip` a file of something else is passed over, else it raises DocumentError."""
    number, kind = 0, None
    try:
        with _opened(path) as file:
            for line in file:
                number += 1
                kind = kind or _kind(line, kinds)
                yield msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if skip and number == 1:
            logger.info("%s holds no codings", path)
            return
        raise DocumentError(f"{path}, line {number}: found no coding ({error}); {REMEDY}") from error
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DocumentError(f"{path}, after line {number}: found no whole gzip file ({error}); {REMEDY}") from error


def _kind(line: bytes, kinds: Kinds) -> type[Coding | Incident]:
    """What a file holds, by its first line: the first kind's error is told if it is none of them."""
    for kind in kinds[1:]:
        try:
            msgspec.json.decode(line, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        return kind
    return kinds[0]


def _opened(path: Path) -> BinaryIO:
    if str(path) == "-":
        return sys.stdin.buffer
    return cast("BinaryIO", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
