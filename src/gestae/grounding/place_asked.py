"""A span that a user gives as a place name, as the gazetteer may know it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .gazetteer import Candidate, Gazetteer
from .place_scan import Token, Toponym
from .place_words import PlaceWords


def asked(
    text: str,
    words: Sequence[Token],
    span: tuple[int, int],
    scanned: Sequence[Toponym],
    gazetteer: Gazetteer,
    lists: PlaceWords,
) -> Toponym | None:
    """The span as a name; where the gazetteer does not know all of it, by the longest part that it knows."""
    start, end = span
    first = bisect_left(words, start, key=lambda word: word.end - 1)
    last = bisect_left(words, end, key=lambda word: word.start)
    if first >= last:
        return None
    name = " ".join(text[start:end].split())
    if country := gazetteer.demonym(name):
        return Toponym(start, end, name, first, last, (country,), demonym=True)
    for form in _forms(name, lists):
        if candidates := gazetteer.lookup(form) or _postal(form, gazetteer):
            return Toponym(start, end, form, first, last, candidates)
    return _part(span, first, last, scanned)


def _forms(name: str, lists: PlaceWords) -> Iterator[str]:
    """Ways to write the name, likeliest first."""
    bare = name.strip(" ,;:'\"’“”()")
    bare = bare.removesuffix("'s").removesuffix("’s")
    yield from (name, bare, f"{bare}.", bare.replace(",", ""))
    head, _, ending = bare.rpartition(" ")
    if ending.lower().rstrip(".") == "co":
        yield f"{head} County"
    elif head and ending.lower() in lists.unit_endings:
        yield head


def _postal(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    unit = gazetteer.postal(name)
    return () if unit is None else (unit,)


def _part(span: tuple[int, int], first: int, last: int, scanned: Sequence[Toponym]) -> Toponym | None:
    """The longest name inside the span."""
    start = bisect_left(scanned, span[0], key=lambda one: one.start)
    end = bisect_left(scanned, span[1], key=lambda one: one.start)
    inside = [one for one in scanned[start:end] if one.end <= span[1]]
    if not inside:
        return None
    one = max(inside, key=lambda one: one.end - one.start)
    return Toponym(span[0], span[1], one.text, first, last, one.candidates, partly=True)
