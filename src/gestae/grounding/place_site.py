"""Whether a place told in a sentence is where things happened, or only stands there."""

from __future__ import annotations

from functools import cache

from ..language.parse import Parse
from ..records import Place
from .place_words import PlaceWords

FINENESS = ("venue", "city", "admin2", "admin1", "country", "region", None)
MEASURED = 35
"""Characters before a name in which a distance to it is told."""


def in_name(parse: Parse, place: Place) -> bool:
    """A word of an organisation's name ("the Commerce Department")."""
    at = parse.token_at(place.start)
    if at is None:
        return False
    last = parse.token_at(place.end - 1) or at
    behind = parse.words[last + 1] if last + 1 < len(parse) else ""
    inside = any(
        first <= at < end
        and end - first > 1
        and (label == "ORG" or (label == "PERSON" and last + 1 - at < end - first))
        for first, end, label in parse.entities
    )
    return inside or (behind[:1].isupper() and parse.deps[last] == "compound" and parse.tags[last + 1] == "NNP")


def is_site(text: str, parse: Parse | None, place: Place) -> bool:
    """Whether an earlier sentence puts things there: not by the way ("40 km from Lima", "sources in Lima said")."""
    if place.role == "dateline" or place.precision not in FINENESS[:4]:
        return False
    if is_reference(text, place):
        return False
    return parse is None or not (in_name(parse, place) or _is_of_speaker(parse, place))


def is_reference(text: str, place: Place) -> bool:
    """ "40 km north of Lima": a place from which another is measured."""
    before = text[max(0, place.start - MEASURED) : place.start].lower().split()
    return before[-1:] in (["of"], ["from"]) and not _words().distances.isdisjoint(before)


def _is_of_speaker(parse: Parse, place: Place) -> bool:
    """ "In Lima it was reported", "sources in Lima said": where it was said."""
    at = parse.token_at(place.start)
    verb = next((t for t in parse.ancestors(at) if parse.is_verb(t)), None) if at is not None else None
    return verb is not None and parse.lowers[verb] in _words().said


@cache
def _words() -> PlaceWords:
    return PlaceWords.load()
