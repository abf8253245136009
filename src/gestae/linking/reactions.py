"""Reactions and responses: what others said and did about an incident, in the same articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..records import Coding, Event, Participant, Reaction, ReactionStance, Response


class ReactionFinder:
    """Reads the stance table of `syntax/linking.toml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._stances: Mapping[str, ReactionStance] = data["reactions"]
        self._responses = frozenset(data["responses"]["kinds"])
        self._levels: Mapping[str, Sequence[str]] = data["levels"]
        self._restraint = _pattern(data["restraint"]["words"])
        self._retaliation = _pattern(data["responses"]["retaliation"])
        self._alleged = _pattern(data["alleged"]["words"])
        self._charges = _pattern(data["responses"]["charges"])

    def reactions(self, coding: Coding, skip: frozenset[str]) -> Iterator[Reaction]:
        """The reactions that an article tells, each by somebody; `skip` are the incident's own events."""
        for event in coding.events:
            stance = self._stance(coding, event)
            if stance is None or not event.actors or event.id in skip:
                continue
            yield Reaction(
                actor=event.actors[0].entity,
                stance=stance,
                level=self._level(coding, event.actors[0]),
                event=event.id,
                article=coding.article.id,
                first_seen=coding.article.published,
            )

    def _stance(self, coding: Coding, event: Event) -> ReactionStance | None:
        if event.status not in ("happened", "planned", "threatened") or self._is_charge(coding, event):
            return None
        if event.event_type == "AID" and (event.newness != "new" or event.stance in ("accuses", "denies")):
            return None
        if event.event_type == "REJECT":
            return "denial" if self._alleged.search(_clause(coding, event)) else None
        if event.event_type == "REQUEST":
            return "restraint" if self._restraint.search(_clause(coding, event)) else None
        return self._stances.get(f"{event.event_type} {event.mode}") or self._stances.get(event.event_type)

    def _is_charge(self, coding: Coding, event: Event) -> bool:
        if (event.event_type, event.mode) != ("ACCUSE", "allege"):
            return False
        sentence = coding.sentences[event.sentence]
        return self._charges.search(coding.article.text[sentence.start : sentence.end]) is not None

    def responses(self, coding: Coding, skip: frozenset[str], since: str | None) -> Iterator[Response]:
        for event in coding.events:
            followed = (
                f"{event.event_type} {event.mode}" in self._responses
                or self._is_charge(coding, event)
                or self._is_retaliation(coding, event)
            )
            if followed and event.id not in skip and event.status == "happened":
                yield Response(event=event.id, lag=_lag(event, since))

    def _is_retaliation(self, coding: Coding, event: Event) -> bool:
        if event.event_type != "ASSAULT" or event.newness != "new":
            return False
        end = coding.sentences[min(event.sentence + 1, len(coding.sentences) - 1)].end
        return self._retaliation.search(coding.article.text[coding.sentences[event.sentence].start : end]) is not None

    def _level(self, coding: Coding, actor: Participant | None) -> str | None:
        """Head of state, head of government, ministry or organization, by the words that name the actor."""
        if actor is None:
            return None
        known = f"{actor.entity.name} {actor.entity.id}" if actor.entity else ""
        words = f" {coding.article.text[actor.start : actor.end]} {known} ".lower()
        return next((level for level, names in self._levels.items() if any(f" {n} " in words for n in names)), None)


def _clause(coding: Coding, event: Event) -> str:
    """From the trigger to the end of its sentence."""
    return coding.article.text[event.trigger.start : coding.sentences[event.sentence].end]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _lag(event: Event, since: str | None) -> int | None:
    if since is None or event.time is None or event.time.earliest is None:
        return None
    return (date.fromisoformat(event.time.earliest) - date.fromisoformat(since)).days
