"""What the user gave as input, read into articles; what cannot be read is told and counted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import msgspec

from ..errors import ConfigError
from ..readers import ReadOptions, Unreadable, read
from ..readers.options import Format
from ..records import Article, Coding


class Given(msgspec.Struct, frozen=True):
    """Input names and the options that say how to read them."""

    inputs: list[str]
    columns: Sequence[str] = ()
    format: str | None = None
    encoding: str | None = None
    published: str | None = None
    publisher: str | None = None

    def options(self) -> ReadOptions:
        """Raises ConfigError where a column option is not FIELD=NAME or the date is none."""
        pairs = [column.partition("=") for column in self.columns]
        if wrong := [field for field, equals, name in pairs if not (field and equals and name)]:
            raise ConfigError(f"--column: found {wrong[0]!r}, expected FIELD=NAME, e.g. text=body")
        return ReadOptions(
            format=cast("Format | None", self.format),  # ReadOptions refuses other names
            columns={field: name for field, _, name in pairs},
            encoding=self.encoding,
            published=self.published,
            publisher=self.publisher,
        )

    def articles(self) -> Iterator[Article | Unreadable]:
        """Articles in order. A .jsonl of codings gives the articles in it."""
        for name in self.inputs:
            if name.endswith(".jsonl") and (stored := list(_codings(Path(name)))):
                yield from (coding.article for coding in stored)
            else:
                yield from read([name], options=self.options())


def _codings(path: Path) -> Iterator[Coding]:
    """The codings of a file that `gestae code` wrote; nothing if it is another kind of file."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                yield msgspec.json.decode(line, type=Coding)
            except msgspec.DecodeError:
                return


def recent_file() -> Path:
    """Where the names of the last inputs are kept, so that `gestae explain ID` needs no more."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "gestae" / "recent.json"


def remember(given: Given) -> None:
    """Keep the names (not the texts) of the inputs; without a writable cache nothing is kept."""
    names = [n if n == "-" or any(c in n for c in "*?[") else str(Path(n).resolve()) for n in given.inputs]
    kept = msgspec.structs.replace(given, inputs=names)
    path = recent_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.encode(kept))
    except OSError:
        return


def recall() -> Given:
    """The inputs of the last `gestae code`. Raises ConfigError if there are none."""
    try:
        return msgspec.json.decode(recent_file().read_bytes(), type=Given)
    except (OSError, msgspec.DecodeError):
        raise ConfigError(
            "no earlier `gestae code` is remembered: name the article, e.g. gestae explain ID article.txt"
        ) from None
