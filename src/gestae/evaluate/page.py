"""An article that is written and coded at once: whoever adds words says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import msgspec

from ..records import (
    Article,
    Attribution,
    Coding,
    Entity,
    Event,
    EventTime,
    EventType,
    Figure,
    Measure,
    Mention,
    Participant,
    Place,
    Span,
    Speaker,
    Time,
    short_hash,
)


class Page:
    """The text so far, and the records of its words."""

    def __init__(self, *, published: date, publisher: str) -> None:
        self._published, self._publisher = published, publisher
        self._text: list[str] = []
        self._length = 0
        self._sentences: list[Span] = []
        self._mentions: list[Mention] = []
        self._places: list[Place] = []
        self._times: list[Time] = []
        self._said: list[Attribution] = []
        self._figures: list[Figure] = []
        self._events: list[Told] = []

    def words(self, text: str) -> Span:
        start = self._length + len(text) - len(text.lstrip())
        self._text.append(text)
        self._length += len(text)
        return Span(start=start, end=start + len(text.strip()))

    def plain(self, sentence: str) -> None:
        """A sentence that tells no event."""
        with self.open():
            self.words(sentence.rstrip("."))

    @contextmanager
    def sentence_of(self, event_type: EventType, mode: str) -> Iterator[Told]:
        """A sentence that tells an event."""
        event = Told(self, event_type, mode, len(self._sentences))
        self._events.append(event)
        with self.open():
            yield event

    @contextmanager
    def sentence_about_it(self) -> Iterator[Told]:
        """A sentence that goes on about the first event."""
        with self.open():
            yield self._events[0]

    @contextmanager
    def open(self) -> Iterator[None]:
        if self._length:
            self.words(" ")
        start = self._length
        yield
        self.words(".")
        self._sentences.append(Span(start=start, end=self._length))

    def place(self, name: str, lat: float, lon: float) -> int:
        span = self.words(name)
        id = short_hash("town", name)[:8]
        self._places.append(
            Place(
                start=span.start, end=span.end, name=name, geonames_id=id, country="XAA", lat=lat, lon=lon,
                precision="city", role="event", confidence=0.9,
            )
        )  # fmt: skip
        return len(self._places) - 1

    def day(self, day: date) -> EventTime:
        span = self.words(f"{day.day} {day:%B %Y}")
        iso = day.isoformat()
        self._times.append(Time(start=span.start, end=span.end, value=iso, earliest=iso, latest=iso, precision="day"))
        return EventTime(earliest=iso, latest=iso, precision="day", time=len(self._times) - 1)

    def figure(self, words: str, measure: Measure, number: int, speaker: Entity, event: int) -> int:
        span = self.words(words)
        self._said.append(Attribution(speaker=Speaker(start=span.start, end=span.end, entity=speaker), kind="indirect"))
        said = len(self._said) - 1
        self._figures.append(
            Figure(
                id="", measure=measure, low=number, high=number, start=span.start, end=span.end, attribution=said,
                event=event,
            )
        )  # fmt: skip
        return len(self._figures) - 1

    def mention(self, span: Span, entity: Entity) -> None:
        self._mentions.append(Mention(start=span.start, end=span.end, kind="person", entity=entity))

    def number_of(self, event: Told) -> int:
        return self._events.index(event)

    def coding(self) -> Coding:
        article = Article(
            text="".join(self._text), published=self._published, publisher=self._publisher  # type: ignore[arg-type]
        )  # fmt: skip
        return Coding(
            article=article,
            sentences=tuple(self._sentences),
            mentions=tuple(self._mentions),
            places=tuple(self._places),
            times=tuple(self._times),
            attributions=tuple(self._said),
            figures=tuple(msgspec.structs.replace(f, id=short_hash(article.id, f.start)) for f in self._figures),
            events=tuple(event.record(article.id) for event in self._events),
            run="world",
        )


class Told:
    """An event while its sentence is written."""

    def __init__(self, page: Page, event_type: EventType, mode: str, sentence: int) -> None:
        self._page, self._type, self._mode, self._sentence = page, event_type, mode, sentence
        self._actors: list[Participant] = []
        self._recipients: list[Participant] = []
        self._place: int | None = None
        self._time: EventTime | None = None
        self._figures: list[int] = []
        self._trigger = Span(start=0, end=0)

    def actor(self, words: str, entity: Entity) -> None:
        span = self._page.words(words)
        self._actors.append(Participant(start=span.start, end=span.end, entity=entity))

    def recipient(self, words: str, entity: Entity) -> None:
        span = self._page.words(words)
        self._recipients.append(Participant(start=span.start, end=span.end, entity=entity))
        self._page.mention(span, entity)

    def trigger(self, words: str) -> None:
        self._trigger = self._page.words(words)

    def place(self, name: str, lat: float, lon: float) -> None:
        self._place = self._page.place(name, lat, lon)

    def day(self, day: date) -> None:
        self._time = self._page.day(day)

    def figure(self, words: str, measure: Measure, number: int, speaker: Entity) -> None:
        self._figures.append(self._page.figure(words, measure, number, speaker, self._page.number_of(self)))

    def record(self, article: str) -> Event:
        return Event(
            id=short_hash(article, self._trigger.start),
            event_type=self._type,
            mode=self._mode,
            actors=tuple(self._actors),
            recipients=tuple(self._recipients),
            place=self._place,
            time=self._time,
            figures=tuple(self._figures),
            trigger=self._trigger,
            sentence=self._sentence,
            confidence=0.9,
        )
