"""Files of any format the readers know as a stream of articles, and of what could not be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from ..records import Article
from .dateline import parse_dateline
from .encodings import head_text
from .fields import Columns
from .html_worker import HtmlWorker
from .inputs import STDIN, check_inputs, expand
from .jsonfiles import json_rows, jsonl_rows
from .language_id import detect
from .options import DEFAULTS, ReadOptions, Refused, Unreadable
from .plain import read_text
from .sniff import guess_format, refuse_binary
from .streams import HEAD, Stream
from .tables import table_rows

ROW_BYTES = 4
"""A row may have so many times `max_bytes`: JSON writes a letter in up to six bytes, and has other fields."""
LOOK_AHEAD = 50
"""Rows from which the columns of a file and the order of its dates are told."""
LOOK_AHEAD_SIZE = 4_000_000
"""Characters in these rows, so that long ones do not fill the memory."""
LANGUAGE_NAMES = {"english": "en", "eng": "en"}

Row = tuple[int, Mapping[str, Any] | Refused]


def read(
    inputs: Sequence[str | Path], *, options: ReadOptions = DEFAULTS, stdin: BinaryIO | None = None
) -> Iterator[Article | Unreadable]:
    """The articles of files, folders, patterns and "-" (standard input), in order, one at a time.

    What cannot be read is an `Unreadable` at its place, and never an exception. Raises ConfigError at once
    for a name that does not exist, and when a file is reached that lacks a column which the options name.
    """
    given = check_inputs(inputs)
    return _read_all(given, options, stdin)


def _read_all(given: list[str], options: ReadOptions, stdin: BinaryIO | None) -> Iterator[Article | Unreadable]:
    with HtmlWorker(options.deadline) as worker:
        for name in given:
            found = False
            for file in expand(name):
                found = True
                yield from _read_file(file, options, worker, stdin)
            if not found:
                yield Unreadable(name=name, reason="empty", detail="no file with a known suffix in this folder")


def _read_file(
    name: str, options: ReadOptions, worker: HtmlWorker, stdin: BinaryIO | None
) -> Iterator[Article | Unreadable]:
    shown = "<stdin>" if name == STDIN else os.fsencode(name).decode("utf-8", "replace")
    try:
        if name == STDIN:
            yield from _read_stream(shown, Stream(stdin or sys.stdin.buffer), options, worker)
        else:
            with closing(Path(name).open("rb")) as file:
                yield from _read_stream(shown, Stream(file), options, worker)
    except Refused as refused:
        yield refused.at(shown)
    except OSError as error:
        yield Unreadable(name=shown, reason="unreadable", detail=f"cannot be opened: {error.strerror or error}")


def _read_stream(name: str, stream: Stream, options: ReadOptions, worker: HtmlWorker) -> Iterator[Article | Unreadable]:
    if len(stream.head) < HEAD and not stream.head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise Refused("empty", "the file is empty")
    form = options.format or guess_format(name, head_text(stream.head, options.encoding))
    refuse_binary(stream.head, wide=_is_wide(options.encoding), page=form == "html")
    if form == "html":
        yield _finish(worker.read(stream.all(options.max_bytes)), options, name)
    elif form == "txt":
        yield _finish(read_text(stream.all(options.max_bytes), encoding=options.encoding), options, name)
    else:
        yield from _read_rows(name, _rows(form, stream, options), options)


def _is_wide(encoding: str | None) -> bool:
    return encoding is not None and encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32", "u16", "u32"))


def _rows(form: str, stream: Stream, options: ReadOptions) -> Iterator[Row]:
    limit = options.max_bytes * ROW_BYTES
    if form == "jsonl":
        return jsonl_rows(stream, limit=limit, encoding=options.encoding)
    if form == "json":
        return json_rows(stream, limit=limit, encoding=options.encoding)
    return table_rows(stream, tabs=form == "tsv", limit=limit, encoding=options.encoding)


def _read_rows(name: str, rows: Iterator[Row], options: ReadOptions) -> Iterator[Article | Unreadable]:
    """Rows as articles; a fault of the file itself comes after the rows that were read before it."""
    first, fault = _first(rows)
    columns = Columns.of([row for _, row in first if not isinstance(row, Refused)], options, name)
    number = 0
    for number, row in chain(first, () if fault else rows):
        place = f"{name}:{number}"
        try:
            if isinstance(row, Refused):
                raise row
            yield _finish(columns.article(row), options, place)
        except Refused as refused:
            yield refused.at(place)
    if fault:
        raise fault
    if not number:
        raise Refused("empty", "the file has no rows")


def _first(rows: Iterator[Row]) -> tuple[list[Row], Refused | None]:
    """The rows to look at before any is read, at least one of them good, and a fault of the file after them."""
    first: list[Row] = []
    good = size = 0
    try:
        for number, row in rows:
            first.append((number, row))
            good += not isinstance(row, Refused)
            size += 0 if isinstance(row, Refused) else sum(len(cell) for cell in row.values() if isinstance(cell, str))
            if good and (len(first) >= LOOK_AHEAD or size > LOOK_AHEAD_SIZE):
                break
    except Refused as fault:
        return first, fault
    return first, None


def _finish(article: Article, options: ReadOptions, name: str) -> Article | Unreadable:
    """The article with what the options and its dateline add, or why it is refused."""
    if not any(map(str.isalnum, article.text)):
        return Unreadable(name=name, reason="empty", detail="no text found; is this the right file, format or column?")
    if len(article.text) > options.max_bytes:
        found, most = len(article.text), options.max_bytes
        detail = f"{found:,} characters, at most {most:,} are read; raise max_bytes if it is one article"
        return Unreadable(name=name, reason="too_long", detail=detail)
    language = detect(article.text) or _language(article.language)
    if language not in ("en", None):
        detail = f"found language {language!r}, expected English; translate it first"
        return Unreadable(name=name, reason="not_english", detail=detail)
    return _completed(article, language, options)


def _language(declared: str | None) -> str | None:
    """A declared language as ISO 639-1; None if it is no such code."""
    name = (declared or "").strip().lower()
    code = LANGUAGE_NAMES.get(name, name.replace("_", "-").partition("-")[0])
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _completed(article: Article, language: str | None, options: ReadOptions) -> Article:
    dateline = parse_dateline(article.text, article.published)
    stated = article.published or (dateline.published if dateline else None)
    return msgspec.structs.replace(
        article,
        id="",  # made again: it is a hash of what changes here
        language=language,
        published=stated or options.published,
        publisher=article.publisher or options.publisher,
        origin=article.origin or (dateline.agency if dateline else None),
    )
