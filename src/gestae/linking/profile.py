"""What reports are compared by: made once for each, with no look at any other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from ..records import Coding, Event, Figure, Measure, Place, Span
from .apart import parts_of_day
from .near_duplicates import Sketch, sketch
from .references import are_references
from .reports import Report, days_told
from .where import place_of
from .words import RARE, Vector, plain, vector, weight

LEAD = 700
"""Characters; news tells the most important first."""
FINE = ("venue", "city")
TOLL: tuple[Measure, ...] = ("killed", "wounded")

_CAPITAL = r"[A-Z][^\W\d_]+(?:['’-][A-Z]?[^\W\d_]+)*"
NAME = re.compile(rf"\b{_CAPITAL}(?:[ \u00a0](?:[A-Z]\.[ \u00a0])?{_CAPITAL})+")
INSIDE = re.compile(r"(?<=[a-z,] )([A-Z][^\W\d_]{2,})")
"""A word in capitals that begins no sentence."""
LOWER = re.compile(r"\b[^\W\d_A-Z][^\W\d_]+")
STREET = re.compile(
    r"\b(?:(\d+)(?:th|st|nd|rd)?|([A-Z][^\W\d_]+))[ \u00a0](?:street|avenue|road|drive|boulevard|lane|court|place|highway"
    r"|way|parkway|terrace|circle|trail|pike|st|ave|rd|dr|blvd|ln|ct|pl|hwy)\b",
    re.IGNORECASE,
)
BLOCK = re.compile(r"\b(\d{1,2}00)[ -]block\b", re.IGNORECASE)
CLOCK = re.compile(r"\b(\d{1,2})(?::(\d\d))? ?([ap])\.?m\b", re.IGNORECASE)
AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]olds?\b|(?<=[^\W\d_]), (\d{1,2})(?=[,.])|\baged? (\d{1,2})\b")


class ArticleProfile:
    """Of one article, whatever number of reports it makes."""

    def __init__(self, coding: Coding) -> None:
        self.coding = coding
        self.id = coding.article.id
        self.url = coding.article.url or None
        self.published = coding.article.day.toordinal() if coding.article.day else None
        self.whole = f"{coding.article.title or ''}\n{coding.article.text}"
        self.text: Vector = vector(self.whole)

    @cached_property
    def lead(self) -> Vector:
        return vector(self.whole[:LEAD])

    @cached_property
    def story(self) -> Vector:
        return story(self.whole)

    @cached_property
    def sketch(self) -> Sketch:
        return sketch(self.coding.article.text)

    @cached_property
    def names(self) -> Mapping[str, float]:
        """Pairs of words in capitals that stand side by side, with their weight; not those of speakers."""
        text = self.coding.article.text
        speakers = [a.speaker for a in self.coding.attributions if a.speaker is not None]
        spoken = {name for s in speakers for name in _names(text[s.start : s.end])}
        return {f"{a} {b}": weight(a) + weight(b) for a, b in _names(text) if (a, b) not in spoken}

    @cached_property
    def rare_names(self) -> frozenset[str]:
        """Rare words in capitals, such as family names."""
        found = (plain(m.group(1)) for m in INSIDE.finditer(self.coding.article.text))
        return frozenset(word for word in found if weight(word) > RARE)

    @cached_property
    def persons(self) -> frozenset[str]:
        """Ids of persons with a full name who do more than speak. Leaders are in all news and tell no story from another."""
        speakers = (a.speaker.entity for a in self.coding.attributions if a.speaker is not None)
        spoken = {entity.id for entity in speakers if entity is not None}
        found = (m.entity for m in self.coding.mentions if m.kind == "person" and m.entity is not None)
        return frozenset(e.id for e in found if e.id.startswith("person:") and " " in e.name and e.id not in spoken)

    @cached_property
    def streets(self) -> frozenset[str]:
        return frozenset(m.group(1) or plain(m.group(2)) for m in STREET.finditer(self.whole))

    @cached_property
    def blocks(self) -> frozenset[str]:
        """House numbers such as "1400 block"."""
        return frozenset(m.group(1) for m in BLOCK.finditer(self.whole))

    @cached_property
    def clocks(self) -> frozenset[str]:
        return frozenset(f"{hour}:{minute or '00'}{half.lower()}" for hour, minute, half in CLOCK.findall(self.whole))

    @cached_property
    def ages(self) -> frozenset[int]:
        return frozenset(int(next(filter(None, m.groups()))) for m in AGE.finditer(self.whole))

    @cached_property
    def days(self) -> frozenset[int]:
        """Days that the text names, whatever happened on them."""
        named = (t.earliest for t in self.coding.times if t.precision in ("day", "time") and t.latest)
        return frozenset(date.fromisoformat(day[:10]).toordinal() for day in named if day)

    @cached_property
    def cities(self) -> frozenset[str]:
        """All places of the article that are as fine as a city."""
        return frozenset(key for p in self.coding.places if (key := city_key(p)) is not None)


class Profile:
    """Of one report; or, without one, of an article that tells of a happening and codes no event of it."""

    def __init__(self, article: ArticleProfile, report: Report | None) -> None:
        self.article = article
        self.report = report
        self.events: tuple[Event, ...] = report.events if report is not None else ()
        self.key = (article.id, self.events[0].id if self.events else "")

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By publication; what has no day comes last."""
        start = self.events[0].trigger.start if self.events else 0
        return self.article.coding.article.published or "9999", self.article.id, start, self.key[1]

    @property
    def event_type(self) -> str | None:
        return self.events[0].event_type if self.events else None

    @cached_property
    def modes(self) -> frozenset[str]:
        return frozenset(e.mode for e in self.events if e.mode)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Parts of the day, by the sentences that tell the events."""
        return parts_of_day(" ".join(_sentences(self.article.coding, self.events)))

    @cached_property
    def own(self) -> Vector:
        """Of the sentences that tell the events."""
        return vector(" ".join(_sentences(self.article.coding, self.events)))

    @cached_property
    def act(self) -> Vector:
        """What these sentences tell, without names."""
        return story(" ".join(_sentences(self.article.coding, self.events)))

    @cached_property
    def place(self) -> Place | None:
        return self.report.place if self.report is not None else place_of(self.article.coding, self.events)

    @cached_property
    def city(self) -> str | None:
        return city_key(self.place) if self.place is not None else None

    @cached_property
    def told(self) -> tuple[int, int] | None:
        """First and last day as the text tells them, as ordinals; the day of a condemnation is not that of the deed."""
        if are_references(self.article.coding, self.events):
            return None
        earliest, latest = days_told(self.events)
        if earliest is None or latest is None:
            return None
        return date.fromisoformat(earliest).toordinal(), date.fromisoformat(latest).toordinal()

    @cached_property
    def victims(self) -> frozenset[str]:
        """Persons hit who are known by name."""
        hit = (r.entity for e in self.events for r in e.recipients if r.entity is not None)
        return frozenset(e.id for e in hit if e.id.startswith(("person:", "leader:")) and " " in e.name)

    @cached_property
    def toll(self) -> Mapping[str, int]:
        """The highest claim of dead and of wounded."""
        sizes = [(f.measure, _size(f)) for f in (self.report.figures if self.report is not None else ())]
        return {m: max(n for measure, n in sizes if measure == m) for m in TOLL if any(m == x for x, _ in sizes)}

    @cached_property
    def actors(self) -> frozenset[str]:
        return frozenset(p.entity.id for e in self.events for p in e.actors if p.entity is not None)

    @cached_property
    def recipients(self) -> frozenset[str]:
        return frozenset(p.entity.id for e in self.events for p in e.recipients if p.entity is not None)


def story(text: str) -> Vector:
    """Of the words in lower case alone: what is told, without names of people, places and papers."""
    return vector(" ".join(LOWER.findall(text)))


def city_key(place: Place) -> str | None:
    """A city by its id, or by country and name if the gazetteer lacks it."""
    if place.precision not in FINE or place.country is None:
        return None
    return place.geonames_id or f"{place.country} {place.name}"


def _size(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0


def _sentences(coding: Coding, events: Sequence[Event]) -> Iterator[str]:
    for number in sorted({e.sentence for e in events}):
        span: Span = coding.sentences[number]
        yield coding.article.text[span.start : span.end]


def _names(text: str) -> Iterator[tuple[str, str]]:
    for found in NAME.finditer(text):
        parts = [plain(word) for word in re.split("[ \u00a0]", found.group()) if not word.endswith(".")]
        yield from pairwise(parts)
