"""Reactions and responses: what others said and did about an incident, in the same articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..records import Coding, Event, Participant, Reaction, Response


class ReactionFinder:
    """Reads the stance table of `syntax/linking.toml`."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._stances: Mapping[str, Any] = data["reactions"]
        self._responses = frozenset(data["responses"]["kinds"])
        self._levels: Mapping[str, Sequence[str]] = data["levels"]

    def reactions(self, coding: Coding, skip: frozenset[str]) -> Iterator[Reaction]:
        """The reactions that an article tells; `skip` are the incident's own events."""
        for event in coding.events:
            stance = self._stances.get(f"{event.event_type} {event.mode}") or self._stances.get(event.event_type)
            if stance is None or event.id in skip or event.status not in ("happened", "planned", "threatened"):
                continue
            actor = event.actors[0] if event.actors else None
            yield Reaction(
                actor=actor.entity if actor else None,
                stance=stance,
                level=self._level(coding, actor),
                event=event.id,
                article=coding.article.id,
                first_seen=coding.article.published,
            )

    def responses(self, coding: Coding, skip: frozenset[str], since: str | None) -> Iterator[Response]:
        for event in coding.events:
            if (
                f"{event.event_type} {event.mode}" in self._responses
                and event.id not in skip
                and event.status == "happened"
            ):
                yield Response(event=event.id, lag=_lag(event, since))

    def _level(self, coding: Coding, actor: Participant | None) -> str | None:
        """Head of state, head of government, ministry or organization, by the words that name the actor."""
        if actor is None:
            return None
        known = f"{actor.entity.name} {actor.entity.id}" if actor.entity else ""
        words = f" {coding.article.text[actor.start : actor.end]} {known} ".lower()
        return next((level for level, names in self._levels.items() if any(f" {n} " in words for n in names)), None)


def _lag(event: Event, since: str | None) -> int | None:
    if since is None or event.time is None or event.time.earliest is None:
        return None
    return (date.fromisoformat(event.time.earliest) - date.fromisoformat(since)).days
