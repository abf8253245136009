"""Turns of a conversation: a paragraph that opens with a name and a colon ("SANZ: We will not leave.")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..language.parse import Parse
from .attribute_said import Said
from .quotes import Quotes

LONGEST_NAME = 6
"""Tokens before the colon."""
NAMES = frozenset({"PERSON", "ORG"})


def turns(text: str, parses: Sequence[Parse], quotes: Quotes) -> Iterator[Said]:
    """What follows the colon, up to the end of the paragraph; a quotation there is found by its marks."""
    opened = [(parse, colon) for parse in _openings(text, parses) if (colon := _colon(parse)) is not None]
    names = Counter(_name(parse, colon) for parse, colon in opened)
    for parse, colon in opened:
        start = parse.starts[colon + 1]
        if quotes.at(start) is not None or (names[_name(parse, colon)] < 2 and not _is_name(parse, colon)):
            continue
        end = text.find("\n", start)
        yield Said(
            speaker=(parse.starts[0], parse.ends[colon - 1]),
            cue=(parse.starts[colon], parse.ends[colon]),
            parts=((start, start + len(text[start : None if end < 0 else end].rstrip())),),
            sentence_end=parse.ends[-1],
        )


def _openings(text: str, parses: Sequence[Parse]) -> Iterator[Parse]:
    """Sentences that open a paragraph."""
    end = None
    for parse in filter(len, parses):
        if end is None or "\n" in text[end : parse.starts[0]]:
            yield parse
        end = parse.ends[-1]


def _colon(parse: Parse) -> int | None:
    """The colon after words in capitals that open the sentence, if more follows."""
    colon = next((t for t in range(1, min(LONGEST_NAME + 1, len(parse) - 1)) if parse.words[t] == ":"), None)
    capitals = colon is not None and all(parse.words[t][:1].isupper() or parse.tags[t] == "POS" for t in range(colon))
    return colon if capitals else None


def _name(parse: Parse, colon: int) -> str:
    return " ".join(parse.words[:colon])


def _is_name(parse: Parse, colon: int) -> bool:
    return any(first < colon and label in NAMES for first, _, label in parse.entities)
