"""Plain text: lines of metadata on top, a headline, then the article as it stands."""

from __future__ import annotations

import re

from ..records import Article
from .dateline import parse_dateline
from .dates import parse_date
from .encodings import decode
from .names import header_fields, plain

KEY_VALUE = re.compile(r"[ \t]*([^\W\d_][\w \-]{1,24}?)[ \t]*[:=][ \t]*(\S.*?)?[ \t]*")
BARE_DATE = re.compile(r"[ \t]*(date|published)[ \t]+(\S.*?)[ \t]*", re.I)
FENCE = re.compile(r"-{3,}[ \t]*")
LONGEST_HEADER = 300
"""Characters; a longer line is prose, whatever its first word."""
LONGEST_TITLE = 150
NO_TITLE_END = tuple(".,;:-–—…")


def read_text(data: bytes | str, *, url: str | None = None, encoding: str | None = None) -> Article:
    """An article from plain text; `text` is what follows the header lines and the headline, unchanged but
    for line ends. `origin` is the agency of the dateline, whose date counts where no header has one.

    Raises DocumentError if the bytes are not in the encoding that is stated.
    """
    text = data if isinstance(data, str) else decode(data, encoding)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found, start = _headers(text)
    title, start = _title(text, start, found.get("title"))
    body = text[start:]
    dateline = parse_dateline(body, found.get("published"))
    return Article(
        text=body,
        title=title,
        published=found.get("published") or (dateline.published if dateline else None),
        publisher=found.get("publisher"),
        url=found.get("url") or url,
        language=found.get("language"),
        origin=found.get("origin") or (dateline.agency if dateline else None),
    )


def _headers(text: str) -> tuple[dict[str, str], int]:
    """The metadata on top, and where the rest begins."""
    found: dict[str, str] = {}
    start = after = _skip_blank(text, 0)
    fenced = bool(FENCE.fullmatch(_line(text, start)))
    if fenced:
        start = _next_line(text, start)
    while start < len(text):
        line = _line(text, start)
        if fenced and FENCE.fullmatch(line):
            after = _next_line(text, start)
            break
        if not (entry := _header(line)):
            break
        found.setdefault(*entry)
        start = after = _next_line(text, start)
    found.pop("ignored", None) if len(found) > 1 else None
    if not found or set(found) == {"ignored"}:
        return {}, 0
    return found, _skip_blank(text, after)


def _header(line: str) -> tuple[str, str] | None:
    """The field and value of a line such as "Published: 24 March 2024"; None for any other line."""
    if len(line) > LONGEST_HEADER:
        return None
    entry = KEY_VALUE.fullmatch(line) or BARE_DATE.fullmatch(line)
    field = header_fields().get(plain(entry[1])) if entry else None
    if not entry or field is None or not entry[2]:
        return None
    value = entry[2].strip("\"' ")
    if field == "published":
        day = parse_date(value)
        return (field, day) if day else None
    return (field, value) if value else None


def _title(text: str, start: int, told: str | None) -> tuple[str | None, int]:
    """The headline, and where the article begins: after the first line if that is, or seems, the headline."""
    first = _skip_blank(text, start)
    line, after = _line(text, first).strip(), _next_line(text, first)
    body = _skip_blank(text, after)
    if told:
        return told, body if plain(line) == plain(told) and plain(line) else start
    apart = not _line(text, after).strip() and body < len(text)
    if apart and _looks_like_title(line):
        return line, body
    return None, start


def _looks_like_title(line: str) -> bool:
    words = line.split()
    return (
        len(words) >= 2
        and len(line) <= LONGEST_TITLE
        and not line.endswith(NO_TITLE_END)
        and any(map(str.isalpha, line))
        and words[0].lower() != "by"
        and parse_date(line) is None
        and parse_dateline(line) is None
    )


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _next_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end + 1 if end >= 0 else len(text)


def _skip_blank(text: str, start: int) -> int:
    """The start of the next line that is not blank, or `start` if there is none."""
    at = start
    while at < len(text):
        end = _next_line(text, at)
        if not text[at:end].isspace():
            return at
        at = end
    return start
