"""Venues that the text names, which the gazetteer has no points for: "Lakeside City Hall"."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Place
from .place_scan import LONGEST, Token
from .place_words import PlaceWords

CONFIDENCE = 0.6
"""A name that ends with the word for a venue is one; whether it is meant as a place is less sure."""
SENTENCE_END = frozenset(".!?\n")


def venues(text: str, words: Sequence[Token], places: Sequence[Place], lists: PlaceWords) -> list[Place]:
    """The places and the venues; a venue takes the stead of names inside it and lies where they do."""
    spans = [(words[first].start, words[last - 1].end) for first, last in ranges(words, lists)]
    found, i = [], 0
    for start, end in spans:
        while i < len(places) and places[i].end <= start:
            found.append(places[i])
            i += 1
        inside = []
        while i < len(places) and places[i].start < end:
            inside.append(places[i])
            i += 1
        if any(place.start < start or place.end > end or place.precision == "venue" for place in inside):
            found.extend(inside)
        elif not inside or inside[-1].end < end:
            found.append(_venue(text, start, end, inside, places[max(0, i - 1) : i + 2]))
        else:
            found.extend(inside)
    return [*found, *places[i:]]


def _venue(text: str, start: int, end: int, inside: Sequence[Place], beside: Sequence[Place]) -> Place:
    """A venue with country and first-level unit of a place in its name or in its sentence."""
    near = [place for place in beside if _same_sentence(text, start, end, place) and place.precision != "venue"]
    around = inside[0] if inside else min(near, key=lambda p: (abs(p.start - end), p.start), default=None)
    return Place(
        start=start,
        end=end,
        name=" ".join(text[start:end].split()),
        country=around.country if around else None,
        admin1=around.admin1 if around else None,
        precision="venue",
        confidence=CONFIDENCE,
    )


def _same_sentence(text: str, start: int, end: int, place: Place) -> bool:
    between = text[place.end : start] if place.end <= start else text[end : place.start]
    return len(between) < 200 and not SENTENCE_END & set(between)


def ranges(words: Sequence[Token], lists: PlaceWords) -> list[tuple[int, int]]:
    """Token ranges of names of at least two words that end with the word for a venue, without overlaps."""
    found: list[tuple[int, int]] = []
    for j, word in enumerate(words):
        if not (word.capital and word.joined and word.lower in lists.venues):
            continue
        first = _run_start(words, j, lists)
        pair = f"{words[j - 1].lower} {word.lower}" in lists.venues_of_two
        if found and found[-1][1] > first:
            first = found.pop()[0]
        if j - first >= (2 if pair else 1):
            found.append((first, j + 1))
    return found


def _run_start(words: Sequence[Token], j: int, lists: PlaceWords) -> int:
    """The first word of the capitals that end with word j, without words that only begin a sentence."""
    first = j
    while first > 0 and words[first].joined and words[first - 1].capital and j - first < LONGEST:
        first -= 1
    while first < j and words[first].lower in lists.function_words:
        first += 1
    return first
