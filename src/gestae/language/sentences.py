"""Sentence spans of an article: line breaks end a sentence, `sentencex` finds the others."""

from __future__ import annotations

from collections.abc import Iterator

from sentencex import segment

LONGEST = 2_000
"""Characters. What is longer is no sentence but a list, a table or junk; it is cut so that no parse grows
out of proportion (the parser's memory and time grow with the length)."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Non-empty sentences as `[start, end)` without spaces at their ends, in text order."""
    return [piece for line in _lines(text) for whole in _segments(text, *line) for piece in _cut(text, *whole)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs. A line that goes on in lower case was wrapped, and is joined with the one before it."""
    start = position = 0
    while (position := text.find("\n", position)) >= 0:
        after = position + 1
        if not (after < len(text) and text[after].islower() and position > start):
            yield start, position
            start = after
        position = after
    yield start, len(text)


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start:end].isspace() or start == end:
        return
    position = start
    for piece in segment("en", text[start:end]):
        begun = text.find(piece, position, end)
        begun = position if begun < 0 else begun
        position = begun + len(piece)
        yield begun, min(position, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim spaces; cut what is too long at a space near the limit."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        at = text.rfind(" ", start + 1, start + LONGEST)
        at = start + LONGEST if at < 0 else at
        yield start, at
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
