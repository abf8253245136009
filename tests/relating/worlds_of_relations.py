"""Codings made by hand: who does what to whom on which day, as told by which paper; no model is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gestae.codebook.codebook import bundled
from gestae.records import Article, Coding, Entity, Event, EventTime, Mention, Participant, Span, short_hash

WORDS = {
    "CONSULT": "visited",
    "ACCUSE": "condemned",
    "SANCTION": "sanctioned",
    "ASSAULT": "shelled",
    "STATEMENT": "mourned with",
}


def country(iso3: str) -> Entity:
    return Entity(id=f"country:{iso3}", name=iso3.title(), country=iso3)


def act(
    event_type: str,
    actors: Sequence[Entity | str],
    recipients: Sequence[Entity | str] = (),
    day: str | tuple[str, str] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """What `article` makes an event of; `day` is a day, a stretch, or None where the text tells none."""
    known = [[country(p) if isinstance(p, str) else p for p in side] for side in (actors, recipients)]
    return {"event_type": event_type, "actors": known[0], "recipients": known[1], "day": day, **fields}


def article(
    published: str | None, *acts: dict[str, Any], names: Sequence[str] = (), publisher: str = "Daily"
) -> Coding:
    """An article with a sentence for each act; it also names the countries of `names`."""
    text, sentences, events = "", [], []
    for number, told in enumerate(acts):
        start, fields = len(text), dict(told)
        day, words = fields.pop("day"), fields.pop("words", WORDS.get(told["event_type"], "dealt with"))
        parties = {side: [] for side in ("actors", "recipients")}
        for side in parties:
            if side == "recipients":
                trigger = Span(start=len(text), end=len(text) + len(words))
                text += f"{words} "
            for entity in fields[side]:
                parties[side].append(Participant(start=len(text), end=len(text) + len(entity.name), entity=entity))
                text += f"{entity.name} "
        text = f"{text.rstrip()} by case {number}, {publisher} writes. "
        sentences.append(Span(start=start, end=len(text) - 1))
        mode = fields.pop("mode", None)
        events.append(
            Event(
                id=short_hash(published, publisher, text, number),
                event_type=fields.pop("event_type"),
                mode=mode,
                cameo=bundled().cameo_code(told["event_type"], mode, ()),
                actors=tuple(parties["actors"]),
                recipients=tuple(parties["recipients"]),
                time=_time(day),
                trigger=trigger,
                sentence=number,
                confidence=fields.pop("confidence", 0.9),
                **{k: v for k, v in fields.items() if k not in parties},
            )
        )
    mentions = []
    for iso3 in names:
        mentions.append(Mention(start=len(text), end=len(text) + 3, kind="country", entity=country(iso3)))
        text += f"{iso3} "
    return Coding(
        article=Article(text=text, published=published, publisher=publisher),
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        events=tuple(events),
    )


def _time(day: str | tuple[str, str] | None) -> EventTime | None:
    if day is None:
        return None
    earliest, latest = (day, day) if isinstance(day, str) else day
    return EventTime(earliest=earliest, latest=latest, precision="day" if earliest == latest else "week")
