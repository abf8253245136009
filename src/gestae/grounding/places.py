"""Places: names found in the text, each with the place that it means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from ..codebook.files import read_toml
from ..language.parse import Parse
from ..records import Place, PlaceRole
from .gazetteer import Candidate, Gazetteer
from .place_asked import asked
from .place_context import Context, contexts
from .place_home import at_home
from .place_rank import Choice, Ranker
from .place_recognise import Article, Entities, elsewhere, features, probability
from .place_scan import Token, Toponym, tokens, toponyms
from .place_venues import venues
from .place_words import PlaceWords

Span = tuple[int, int]
THRESHOLD = 0.5
"""Below this probability a name is not taken for a place."""
HEAD = 200
"""Characters within which a dateline ends."""
_DATELINE = re.compile(
    r"\s{0,20}(?:\([A-Z][^\n()]{0,30}\)\s{0,3})?(?P<place>[A-Z][^\n()–—:;!?]{1,60}?)\s{0,3}"
    r"(?:\([^\n()]{2,60}\)\s{0,3})?(?:–|—|--|\s-\s|-\s|:\s)"
)
_REST_OF_DATELINE = re.compile(
    r"(?:[\s,]*[A-Z][A-Za-z. ]{1,25}(?=[,\s]*$|[,.]\s))?[\s,.]*"
    r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)?[\s,.\d]*"
)
"""A country or state, then a day, after the place of a dateline."""


class Reading(NamedTuple):
    """An article with its names, how likely each is a place, and what it then is."""

    article: Article
    sure: Sequence[float]
    choices: Sequence[Choice | None]


class PlaceFinder:
    """Finds and resolves place names; keeps nothing of an article."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer()
        self._lists = PlaceWords.load()
        weights = read_toml("places/weights.toml")
        self._ranker = Ranker(weights["resolve"])
        self._weights: Mapping[str, float] = weights["recognise"]

    def find(
        self,
        text: str,
        *,
        parses: Sequence[Parse] | None = None,
        home: str | None = None,
        demonyms: bool = False,
    ) -> list[Place]:
        """The places named, in text order and without overlaps.

        `parses` of some or all sentences lend their entities; `home` is where the publisher sits ("USA",
        "US" or "US.LA"). With `demonyms`, "Iraqi" and "Iraqis" are found too: their country, role `origin`.
        """
        words, found = self._scan(text)
        reading = self._read(text, words, found, parses, home)
        around, dateline = reading.article.contexts, reading.article.dateline
        reading = reading._replace(choices=at_home(found, around, reading.choices, reading.sure, dateline))
        places = [self._place(reading, i) for i, one in enumerate(found) if self._is_kept(reading, i, demonyms)]
        return venues(text, words, [place for place in places if place is not None], self._lists)

    def resolve(self, text: str, spans: Sequence[Span], *, home: str | None = None) -> list[Place | None]:
        """What each of the given spans means, or None where the gazetteer does not know it."""
        words, scanned = self._scan(text)
        given = {span: asked(text, words, span, scanned, self._gazetteer, self._lists) for span in dict.fromkeys(spans)}
        found = _merged([one for one in given.values() if one is not None], scanned)
        sure = frozenset(span for span, one in given.items() if one is not None)
        reading = self._read(text, words, found, None, home, sure)
        at = {(one.start, one.end): i for i, one in enumerate(found)}
        return [None if given[span] is None else self._given(reading, at[span], text) for span in spans]

    def dateline(self, text: str) -> Span | None:
        """The place with which the text opens as a dateline ("KYIV, March 3 (Agency) —")."""
        return _dateline(text, self._scan(text[:HEAD])[1])

    def _scan(self, text: str) -> tuple[list[Token], list[Toponym]]:
        words = tokens(text, self._gazetteer)
        return words, toponyms(text, words, self._gazetteer, self._lists)

    def _read(
        self,
        text: str,
        words: Sequence[Token],
        found: Sequence[Toponym],
        parses: Sequence[Parse] | None,
        home: str | None,
        given: frozenset[Span] = frozenset(),
    ) -> Reading:
        around = contexts(text, words, found, self._lists)
        lower = frozenset(word.lower for word in words if not word.capital)
        article = Article(text, words, found, around, Entities(parses), lower, _dateline(text, found))
        rows = elsewhere(found, [features(article, i, self._lists) for i in range(len(found))])
        sure = [
            1.0 if (one.start, one.end) in given else probability(row, self._weights)
            for one, row in zip(found, rows, strict=True)
        ]
        return Reading(article, sure, self._ranker.choose(found, around, sure, self._home(home)))

    def _home(self, home: str | None) -> str | None:
        """ "USA" as "US"; other codes as they are."""
        return home if home is None or len(home) != 3 else self._gazetteer.iso2(home)

    @staticmethod
    def _is_kept(reading: Reading, i: int, demonyms: bool) -> bool:
        return demonyms if reading.article.found[i].demonym else reading.sure[i] >= THRESHOLD

    def _given(self, reading: Reading, i: int, text: str) -> Place | None:
        """The answer for a given span; where only a part of the name is known, without id, and only in a country that
        the article names: "Manila Cathedral" in the Philippines, not the one namesake of its last word abroad."""
        place, one = self._place(reading, i), reading.article.found[i]
        if place is None or not one.partly:
            return place
        choice = reading.choices[i]
        if choice is None or choice.place.country not in self._countries(reading):
            return None
        return msgspec.structs.replace(place, geonames_id=None, confidence=round(place.confidence / 2, 3))

    @staticmethod
    def _countries(reading: Reading) -> set[str]:
        """The countries of the names that are known whole."""
        found = zip(reading.article.found, reading.choices, reading.sure, strict=True)
        return {choice.place.country for one, choice, sure in found if choice and not one.partly and sure >= THRESHOLD}

    def _place(self, reading: Reading, i: int) -> Place | None:
        """The record for name i."""
        choice, one = reading.choices[i], reading.article.found[i]
        if choice is None:
            return None
        span = (one.start, one.end)
        dateline = span == reading.article.dateline
        role: PlaceRole | None = "dateline" if dateline else "origin" if one.demonym else None
        sure = 1.0 if one.demonym else reading.sure[i]
        return self._record(span, self._as_called(choice.place, reading.article.contexts[i]), choice.share * sure, role)

    def _as_called(self, place: Candidate, context: Context) -> Candidate:
        """The province of the city where the text says "province" and the gazetteer has no such name."""
        if context.unit and place.kind == "city" and (unit := self._gazetteer.admin1(place.admin1)):
            return unit
        return place

    def _record(self, span: Span, place: Candidate, confidence: float, role: PlaceRole | None) -> Place:
        return Place(
            start=span[0],
            end=span[1],
            name=place.name,
            geonames_id=str(place.gid) if place.gid else None,
            country=self._gazetteer.iso3(place.country),
            admin1=place.admin1 or None,
            lat=place.lat,
            lon=place.lon,
            precision=place.kind,
            role=role,
            confidence=round(confidence, 3),
        )


def _dateline(text: str, found: Sequence[Toponym]) -> Span | None:
    match = _DATELINE.match(text[:HEAD])
    if match is None or not found or found[0].demonym or found[0].start != match.start("place"):
        return None
    if found[0].end > match.end("place"):
        return None
    rest = text[found[0].end : match.end("place")]
    return (found[0].start, found[0].end) if _REST_OF_DATELINE.fullmatch(rest) else None


def _merged(given: Sequence[Toponym], scanned: Sequence[Toponym]) -> list[Toponym]:
    """The given names and those found that overlap none of them, in text order."""
    taken = sorted(given, key=lambda one: (one.start, one.end))
    kept, i, reach = list(taken), 0, 0
    for one in scanned:
        while i < len(taken) and taken[i].start < one.end:
            reach = max(reach, taken[i].end)
            i += 1
        if reach <= one.start:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))
