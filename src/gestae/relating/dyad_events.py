"""Coded events as acts of one party towards another: who towards whom, on which day, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations, product
from typing import Literal

from ..records import (
    Article,
    Coding,
    Entity,
    Event,
    EventType,
    Newness,
    Participant,
    Record,
    Span,
    Status,
    TimePrecision,
)
from .rules import is_mutual

DatedBy = Literal["event", "stretch", "publication"]


class Counting(Record, frozen=True, kw_only=True):
    """Which events count; `min_confidence` is inclusive."""

    statuses: tuple[Status, ...] = ("happened",)
    newness: tuple[Newness, ...] = ("new",)
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.min_confidence <= 1.0:
            raise ValueError(f"min_confidence must be in 0 to 1, found {self.min_confidence}")

    def counts(self, event: Event) -> bool:
        return (
            event.status in self.statuses and event.newness in self.newness and event.confidence >= self.min_confidence
        )


class DyadEvent(Record, frozen=True, kw_only=True):
    """One report of an act of `actor` towards `recipient`.

    `start`/`end` is the sentence in the article's text, `quote` its words; `day` is None where neither event nor article
    is dated. `dated_by`: the event's own day; the day nearest to publication in the stretch told (`earliest` to `latest`,
    with its `precision`); the day of publication. `mutual`: the text tells no direction, so the other direction counts too.
    """

    event: str
    article: str
    publisher: str | None = None
    published: str | None = None
    event_type: EventType
    mode: str | None = None
    cameo: str | None = None
    confidence: float
    actor: Entity
    recipient: Entity
    mutual: bool = False
    day: str | None = None
    dated_by: DatedBy | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision | None = None
    start: int
    end: int
    trigger: Span
    quote: str

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By publication, article and place in the text."""
        return (self.published or "", self.article, self.trigger.start, self.event)


def dyad_events(coding: Coding, counting: Counting) -> Iterator[DyadEvent]:
    """Every event that counts, once for each pair of an actor and a recipient that the codebook or the article knows."""
    for event in coding.events:
        if counting.counts(event):
            mutual, pairs = _pairs(coding, event)
            for actor, recipient in pairs:
                yield _dyad_event(coding, event, actor, recipient, mutual=mutual)


def _pairs(coding: Coding, event: Event) -> tuple[bool, Iterator[tuple[Entity, Entity]]]:
    """Each actor with each recipient; without recipients, those who do it to each other, in both directions."""
    actors, recipients = _entities(event.actors), _entities(event.recipients)
    if event.recipients:
        return False, ((a, r) for a, r in product(actors, recipients) if a.id != r.id)
    trigger = coding.article.text[event.trigger.start : event.trigger.end]
    if len(actors) > 1 and is_mutual(event.event_type, trigger):
        return True, permutations(actors, 2)
    return False, iter(())


def _entities(participants: tuple[Participant, ...]) -> list[Entity]:
    return list({p.entity.id: p.entity for p in participants if p.entity is not None}.values())


def _dyad_event(coding: Coding, event: Event, actor: Entity, recipient: Entity, *, mutual: bool) -> DyadEvent:
    article, sentence = coding.article, coding.sentences[event.sentence]
    day, dated_by = day_of(event, article)
    own = event.time if dated_by in ("event", "stretch") else None
    return DyadEvent(
        event=event.id,
        article=article.id,
        publisher=article.publisher,
        published=article.published,
        event_type=event.event_type,
        mode=event.mode,
        cameo=event.cameo,
        confidence=event.confidence,
        actor=actor,
        recipient=recipient,
        mutual=mutual,
        day=day,
        dated_by=dated_by,
        earliest=own.earliest if own else None,
        latest=own.latest if own else None,
        precision=own.precision if own else None,
        start=sentence.start,
        end=sentence.end,
        trigger=event.trigger,
        quote=article.text[sentence.start : sentence.end],
    )


def day_of(event: Event, article: Article) -> tuple[str | None, DatedBy | None]:
    """The day that an event counts for, and what tells it.

    What happened can't lie after its report: such a time was misread, and the day of publication stands in.
    """
    time, published = event.time, article.day
    if time is None or not (time.earliest and time.latest) or _is_ahead(event, time.earliest, published):
        return (None, None) if published is None else (published.isoformat(), "publication")
    if time.earliest == time.latest:
        return time.earliest, "event"
    nearest = time.latest if published is None else min(max(published.isoformat(), time.earliest), time.latest)
    return nearest, "stretch"


def _is_ahead(event: Event, earliest: str, published: date | None) -> bool:
    return published is not None and event.status in ("happened", "attempted") and earliest > published.isoformat()
