"""What a user may choose when articles are read, and what is handed back for one that cannot be."""

from __future__ import annotations

import codecs
from datetime import date
from typing import Literal, get_args

import msgspec

from ..errors import ConfigError, DocumentError
from ..records import Article, Record

Format = Literal["txt", "html", "jsonl", "json", "csv", "tsv"]
Reason = Literal["empty", "too_long", "not_english", "unreadable", "timed_out"]

MAX_BYTES = 5_000_000
"""No news article comes near it; what does is a dump in the wrong format."""
DEADLINE = 20.0
"""Seconds for one web page: a thousand times the median page, a hang all the same."""


class ReadOptions(Record, frozen=True, kw_only=True):
    """How to read. Raises ConfigError for what cannot be used.

    `format` None guesses by suffix, then content; `columns` maps a field of `Article` to the column or key
    that holds it; `encoding` None guesses; `max_bytes` bounds one article; `deadline` in seconds bounds one
    web page; `published` (ISO 8601) and `publisher` are for articles that do not say.
    """

    format: Format | None = None
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    encoding: str | None = None
    max_bytes: int = MAX_BYTES
    deadline: float = DEADLINE
    published: str | None = None
    publisher: str | None = None

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in get_args(Format):
            raise ConfigError(f"found format {self.format!r}, expected one of {', '.join(get_args(Format))}")
        if unknown := [name for name in self.columns if name not in Article.__struct_fields__]:
            raise ConfigError(
                f"an article has no field {', '.join(map(repr, unknown))}: "
                f"map columns to one of {', '.join(Article.__struct_fields__)}"
            )
        if self.max_bytes <= 0 or self.deadline <= 0:
            raise ConfigError(f"max_bytes and deadline must be above 0, found {self.max_bytes}, {self.deadline}")
        _check_encoding(self.encoding)
        _check_day(self.published)


def _check_encoding(name: str | None) -> None:
    try:
        known = name is None or codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        known = False
    if not known:
        raise ConfigError(f"found encoding {name!r}, expected one that Python knows, such as utf-8 or cp1252")


def _check_day(published: str | None) -> None:
    try:
        if published is not None:
            date.fromisoformat(str(published)[:10])
    except ValueError as error:
        raise ConfigError(f"found published {published!r}, expected an ISO 8601 date such as 2024-03-24") from error


DEFAULTS = ReadOptions()


class Unreadable(Record, frozen=True, kw_only=True):
    """An article that was refused: `name` is the file's, with line or row; `detail` says what was found,
    what was expected and what to do."""

    name: str
    reason: Reason
    detail: str


class Refused(DocumentError):  # noqa: N818 - an outcome, like the record it becomes
    """Inside the readers: one article, or the rest of one file, is refused."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

    def at(self, name: str) -> Unreadable:
        return Unreadable(name=name, reason=self.reason, detail=self.detail)
