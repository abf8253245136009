"""Bytes to text: what the file or the user says, then UTF-8, then what the bytes look like."""

from __future__ import annotations

import re

from .options import Refused
from .streams import bom_encoding

SAMPLE = 1 << 13
"""Bytes shown to charset-normalizer, whose time grows with them."""
TYPICAL_CP1252 = re.compile(
    rb"(?<=[A-Za-z.,!? \"])[\x91-\x94\x96\x97\x85\x80\xa3\xa9\xab\xb0\xbb](?=[\sA-Za-z0-9.,\"]|$)"
    rb"|(?<=[A-Za-z])[\xc0-\xff\x92](?=[a-z])"
)
"""Quotes, dashes and accented letters inside Latin words: the usual odd bytes of English news."""
SALVAGE = 20
"""Whole UTF-8 characters for each broken one, from which on a file counts as damaged UTF-8."""


def decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> str:
    """The text of `data`; `encoding` is the user's word, `declared` what the file says, often wrongly.

    Raises Refused if the text is not in the encoding that the user or a byte order mark gives.
    """
    if stated := bom_encoding(data) or encoding:
        return _as_stated(data, stated)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, declared)


def head_text(head: bytes, encoding: str | None = None) -> str:
    """The text of a file's beginning, whose last character may be cut in two."""
    stated = bom_encoding(head) or encoding
    return head.decode(stated, "replace") if stated else decode(head)


def _as_stated(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        detail = f"not {encoding} at byte {error.start:,}; name the encoding or save the file as utf-8"
        raise Refused("unreadable", detail) from error


def _guessed(data: bytes, declared: str | None) -> str:
    if damaged := _damaged_utf8(data):
        return damaged
    for name in (declared, _looks_like(data), "cp1252"):
        try:
            if name and name.lower().replace("_", "-") not in ("utf-8", "utf8", "ascii", "us-ascii"):
                return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, as a cut or a bad copy leaves them."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return text if whole >= SALVAGE * broken else None


def _looks_like(data: bytes) -> str | None:
    odd = re.search(rb"[\x80-\xff]", data)
    start = max(0, (odd.start() if odd else 0) - SAMPLE // 4)
    sample = data[start : start + SAMPLE]
    strange = len(re.findall(rb"[\x80-\xff]", sample))
    if strange * 20 < len(sample) and len(TYPICAL_CP1252.findall(sample)) * 10 >= strange * 9:
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(sample).best()
    return best.encoding if best else None
