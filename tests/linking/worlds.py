"""Small invented worlds: attacks that are told by several papers, coded by hand so that no model is loaded."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from gestae.records import (
    Article,
    Coding,
    Entity,
    Event,
    EventTime,
    Mention,
    Participant,
    Place,
    Span,
    Time,
    short_hash,
)

CITIES = {"Ardent": (10.0, 10.0), "Belmore": (10.1, 10.1), "Corvale": (20.0, 20.0), "Dunhollow": (-5.0, 60.0)}
VICTIMS = ("Orla Venn", "Tamsin Brack", "Ivo Kestrel", "Ruben Halloway")
SCENES = ("at a ferry landing", "beside the old brewery", "in a laundromat", "outside a dance hall")
TELLINGS = (
    "Gunmen shot {victim} {scene} in {city} on {day}.",
    "{victim}, who sold ropes, was shot {scene} in {city} by masked men, neighbours said. It happened on {day}.",
    "Mourners gathered in {city} for {victim}, who was shot {scene} on {day}. A lantern stood at the door.",
)
FIRST = date(2024, 3, 1)


class Attack(msgspec.Struct, frozen=True):
    day: int
    city: str
    victim: str
    scene: str


def tell(attack: Attack, telling: int, delay: int = 1) -> Coding:
    """An article on an attack, `delay` days later."""
    day = (FIRST + timedelta(days=attack.day)).isoformat()
    text = TELLINGS[telling].format(victim=attack.victim, scene=attack.scene, city=attack.city, day=day)
    published = (FIRST + timedelta(days=attack.day + delay)).isoformat()
    article = Article(text=text, published=published, publisher=f"Paper {telling}")
    end = text.index(".") + 1
    where, who, when = _span(text, attack.city), _span(text, attack.victim), _span(text, day)
    victim = Entity(id=f"person:{attack.victim.lower().replace(' ', '-')}", name=attack.victim)
    lat, lon = CITIES[attack.city]
    return Coding(
        article=article,
        sentences=(Span(start=0, end=end),),
        mentions=(Mention(start=who.start, end=who.end, kind="person", entity=victim),),
        places=(
            Place(
                start=where.start,
                end=where.end,
                name=attack.city,
                country="XAA",
                lat=lat,
                lon=lon,
                precision="city",
                role="event",
            ),
        ),
        times=(Time(start=when.start, end=when.end, value=day, earliest=day, latest=day, precision="day"),),
        events=(
            Event(
                id=short_hash(article.id, "shot"),
                event_type="ASSAULT",
                mode="firearms",
                recipients=(Participant(start=who.start, end=who.end, entity=victim),),
                time=EventTime(earliest=day, latest=day, precision="day", time=0),
                place=0,
                trigger=_span(text, "shot"),
                sentence=0,
                confidence=0.9,
            ),
        ),
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))
