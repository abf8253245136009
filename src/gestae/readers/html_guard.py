"""A look at a page before it is parsed: tags that would hang every HTML parser."""

from __future__ import annotations

import re

from .options import Refused

OPENING = re.compile(rb"<(!--|[a-zA-Z][^\s/>\"'<]{0,40})")
INSIDE = re.compile(rb"(?:[^\"'>]+|\"[^\"]*\"|'[^']*')*+")
"""What follows a tag's name up to its end; possessive, so that time is linear."""
ATTRIBUTE = re.compile(rb"[\s\"'/][^\s\"'/>=]+")
QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
CLOSING = {b"script": b"</script", b"style": b"</style", b"!--": b"-->"}
"""Where the elements end in which "<" opens no tag."""
SHORT = 4_000
"""Bytes; a shorter tag cannot hold too many attributes."""
MOST_ATTRIBUTES = 1_000
"""Parsers compare each attribute with all before it: 200,000 in one tag take minutes. Real tags
have below 100."""
MOST_BYTES = 200_000
"""For a tag of many attributes; one long value, such as an image inside the page, does no harm."""
FEW = 50


def refuse_monsters(page: bytes) -> None:
    """Raise Refused if one tag has more attributes than a parser bears. Time is linear in the page."""
    low, at = page.lower(), 0
    left = dict.fromkeys(CLOSING, True)
    while found := OPENING.search(page, at):
        name, at = found[1].lower(), found.end()
        if left.get(name):
            end = low.find(CLOSING[name], at)
            left[name] = end >= 0  # once none is left, none is sought again
            at = max(at, end)
        elif name != b"!--":
            inside = INSIDE.match(page, at)
            at = inside.end() if inside else at
            if inside and len(inside[0]) > SHORT:
                _check(inside[0])


def _check(inside: bytes) -> None:
    attributes = len(ATTRIBUTE.findall(QUOTED.sub(b'""', inside)))
    if attributes > MOST_ATTRIBUTES:
        raise Refused(
            "unreadable",
            f"one tag of the page has {attributes:,} attributes, at most {MOST_ATTRIBUTES:,} can be parsed",
        )
    if len(inside) > MOST_BYTES and attributes > FEW:
        raise Refused(
            "unreadable",
            f"one tag of the page has {len(inside):,} bytes, at most {MOST_BYTES:,} can be parsed",
        )
