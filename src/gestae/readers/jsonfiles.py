"""JSON Lines, one object a line, and JSON files with a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from .encodings import decode
from .options import Refused
from .streams import Stream

Row = tuple[int, Mapping[str, Any] | Refused]
"""Line (JSON Lines) or element (JSON), counted from 1, and the object."""
WHOLE_FILE = 40
"""A JSON file, which must be in memory as a whole, may be so many times the size of one article."""
ARTICLE_LISTS = ("articles", "items", "documents", "results", "data", "rows", "records")


def jsonl_rows(stream: Stream, *, limit: int, encoding: str | None) -> Iterator[Row]:
    for number, line in enumerate(stream.lines(limit, encoding), 1):
        if line is None:
            yield (
                number,
                Refused(
                    "too_long",
                    f"the line has more than {limit:,} bytes; raise max_bytes if it is one article",
                ),
            )
        elif line.strip():
            yield number, _object(line)


def _object(line: bytes) -> Mapping[str, Any] | Refused:
    try:
        return _checked(_load(_utf8(line, None)))
    except (ValueError, RecursionError) as error:
        return Refused("unreadable", f"no JSON object ({error}); expected one object a line")


def _load(text: str) -> Any:
    """Any JSON, with the NaN and the halves of surrogate pairs that some writers leave in."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError):
        return json.loads(text)


def _checked(value: Any) -> Mapping[str, Any] | Refused:
    if not isinstance(value, dict):
        return Refused("unreadable", f"found {type(value).__name__}, expected an object with the article's fields")
    return value


def _utf8(data: bytes, encoding: str | None) -> str:
    return decode(data, encoding).removeprefix("\ufeff")


def json_rows(stream: Stream, *, limit: int, encoding: str | None) -> Iterator[Row]:
    """The objects of a list, of the list inside an object, or the one object that the file is.

    A file that is JSON Lines after all is read as such.
    """
    text = _utf8(stream.all(limit * WHOLE_FILE), encoding)
    try:
        parts: list[Any] = msgspec.json.decode(text, type=list[msgspec.Raw])
    except (ValueError, RecursionError):
        parts = _elements(text)
    for number, part in enumerate(parts, 1):
        yield number, _part(part, limit) if isinstance(part, msgspec.Raw) else part


def _part(part: msgspec.Raw, limit: int) -> Mapping[str, Any] | Refused:
    data = bytes(part)
    if len(data) > limit:
        return Refused("too_long", f"the object has more than {limit:,} bytes; raise max_bytes if it is one article")
    return _object(data)


def _elements(text: str) -> list[Any]:
    """What a JSON file that is no list consists of."""
    try:
        whole = _load(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            return [_object(line.encode("utf-8", "replace")) for line in lines]
        raise Refused("unreadable", f"no JSON ({error}); mend the file or save it as JSON Lines") from error
    lists = [whole[key] for key in ARTICLE_LISTS if isinstance(whole.get(key), list)] if isinstance(whole, dict) else []
    items = lists[0] if lists else whole if isinstance(whole, list) else [whole]
    return [_checked(item) for item in items]
