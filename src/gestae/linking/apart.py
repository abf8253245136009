"""What tells two acts of violence in one article apart, where day and place do not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ..codebook.files import read_toml
from ..records import Coding, Event, Participant

PLANTED = frozenset({"explosives", "primitive"})
"""Ways in which things act of themselves: "a second bomb exploded"."""


def is_another(coding: Coding, event: Event, group: Sequence[Event]) -> bool:
    """Whether an event is no part of a group: done in another way, or opened with "another", "meanwhile", "also"."""
    if any(e.sentence == event.sentence for e in group):
        return False
    others = [e for e in group if not _hit(e) & _hit(event)]
    return any(_differ(e, event) for e in others) or _opens_anew(coding, event)


def _hit(event: Event) -> frozenset[str]:
    return frozenset(r.entity.id for r in event.recipients if r.entity is not None)


def _differ(a: Event, b: Event) -> bool:
    """A kidnapping is no bombing."""
    one, other = _exclusive().get(a.mode), _exclusive().get(b.mode)
    return one is not None and other is not None and one != other


def _opens_anew(coding: Coding, event: Event) -> bool:
    """Only what several do: "another man was wounded", "he also shot" go on with the same."""
    if event.mode not in PLANTED and not any(a.via == "named" and not _is_one(a) for a in event.actors):
        return False
    before = coding.article.text[coding.sentences[event.sentence].start : event.trigger.start]
    return _openings().search(before) is not None


@cache
def _exclusive() -> Mapping[str | None, int]:
    """Mode -> the number of its group."""
    groups: Sequence[Sequence[str]] = read_toml("syntax/linking.toml")["apart"]["modes"]
    return {mode: number for number, group in enumerate(groups) for mode in group}


@cache
def _openings() -> re.Pattern[str]:
    words: Sequence[str] = read_toml("syntax/linking.toml")["apart"]["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _is_one(actor: Participant) -> bool:
    """A person known by name."""
    return actor.entity is not None and actor.entity.id.startswith(("person:", "leader:"))
