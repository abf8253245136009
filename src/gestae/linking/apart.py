"""What tells two acts of violence in one article apart, where day and place do not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache
from typing import Any

from ..codebook.files import read_toml
from ..records import Coding, Event, Participant

PLANTED = frozenset({"explosives", "primitive"})
"""Ways in which things act of themselves: "a second bomb exploded"."""


def is_another(coding: Coding, event: Event, group: Sequence[Event]) -> bool:
    """Whether an event is no part of a group: done in another way, or opened with "another", "meanwhile", "also"."""
    if any(e.sentence == event.sentence for e in group):
        return False
    others = [e for e in group if not _hit(e) & _hit(event)]
    if any(_differ(e, event) for e in others if not _is_bare(coding, e) and not _is_bare(coding, event)):
        return True
    return _opens_anew(coding, event) or any(
        parts_differ(*(_parts_told(coding, e) for e in (one, event))) for one in group
    )


def _hit(event: Event) -> frozenset[str]:
    return frozenset(r.entity.id for r in event.recipients if r.entity is not None)


def _differ(a: Event, b: Event) -> bool:
    """A kidnapping is no bombing."""
    one, other = _exclusive().get(a.mode), _exclusive().get(b.mode)
    return one is not None and other is not None and one != other


def _is_bare(coding: Coding, event: Event) -> bool:
    """ "were wounded": the way of it is another sentence's."""
    return coding.article.text[event.trigger.start : event.trigger.end].lower() in _rules()["bare"]


def ways(modes: Set[str]) -> frozenset[int]:
    """Numbers of the ways that modes are of: a suicide bombing is a bombing, a stabbing is no shooting."""
    listed: Sequence[Sequence[str]] = _rules()["ways"]
    return frozenset(number for number, way in enumerate(listed) if not modes.isdisjoint(way))


def parts_differ(a: Set[str], b: Set[str]) -> bool:
    """ "in the morning" and "that night"."""
    return bool(a) and bool(b) and not a & b


def parts_of_day(text: str) -> frozenset[str]:
    """The parts of the day that a text names."""
    return frozenset(part for part, pattern in _parts().items() if pattern.search(text))


def _parts_told(coding: Coding, event: Event) -> frozenset[str]:
    sentence = coding.sentences[event.sentence]
    return parts_of_day(coding.article.text[sentence.start : sentence.end])


def _opens_anew(coding: Coding, event: Event) -> bool:
    """Only what several do: "another man was wounded", "he also shot" go on with the same."""
    if event.mode not in PLANTED and not any(a.via == "named" and not _is_one(a) for a in event.actors):
        return False
    before = coding.article.text[coding.sentences[event.sentence].start : event.trigger.start]
    return _openings().search(before) is not None


@cache
def _exclusive() -> Mapping[str | None, int]:
    """Mode -> the number of its group."""
    groups: Sequence[Sequence[str]] = _rules()["modes"]
    return {mode: number for number, group in enumerate(groups) for mode in group}


@cache
def _openings() -> re.Pattern[str]:
    return _pattern(_rules()["words"])


@cache
def _parts() -> Mapping[str, re.Pattern[str]]:
    return {part: _pattern(words) for part, words in _rules()["parts"].items()}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = read_toml("syntax/linking.toml")["apart"]
    return rules


def _is_one(actor: Participant) -> bool:
    """A person known by name."""
    return actor.entity is not None and actor.entity.id.startswith(("person:", "leader:"))
