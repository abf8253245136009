"""Who claims an act of violence, is accused of it and denies it, from what the articles tell of reactions to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..codebook.files import read_toml
from ..records import Coding, Entity, Event, Perpetrator, Reaction

Told = Mapping[str, tuple[Coding, Event]]
NOBODY = ("role:", "person:", "leader:")
"""Of the accused only groups and states: persons are suspects, whom a court knows by other names."""


def blamed(reactions: Sequence[Reaction], told: Told) -> tuple[Perpetrator, ...]:
    """In the order of being told; the same party may be accused by one and deny it itself. `told`: events by their ids."""
    return tuple(p for reaction in reactions for p in _of(reaction, *told[reaction.event]))


def _of(reaction: Reaction, coding: Coding, event: Event) -> Iterator[Perpetrator]:
    actor = reaction.actor
    if reaction.stance == "claim" and actor is not None:
        yield Perpetrator(entity=actor, standing="claimed", by=actor.name, event=event.id)
    elif reaction.stance == "denial" and actor is not None:
        yield Perpetrator(entity=actor, standing="denied", by=actor.name, event=event.id)
    elif reaction.stance == "accusation" and _is_of_violence(coding, event):
        for entity in _groups(event):
            yield Perpetrator(entity=entity, standing="accused", by=actor.name if actor else None, event=event.id)


def _groups(event: Event) -> Iterator[Entity]:
    entities = (party.entity for party in event.recipients)
    return (entity for entity in entities if entity is not None and not entity.id.startswith(NOBODY))


def _is_of_violence(coding: Coding, event: Event) -> bool:
    """Of violence by the words behind "accused", not "of seeking a scapegoat"."""
    sentence = coding.sentences[event.sentence]
    return _deeds().search(coding.article.text[event.trigger.end : sentence.end]) is not None


@cache
def _deeds() -> re.Pattern[str]:
    words: Sequence[str] = read_toml("syntax/linking.toml")["deeds"]["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
