"""Which event a figure belongs to, and in whose voice it is told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from ..language.draft import Draft
from ..records import Event, Figure, Span

OWN = "ASSAULT"
AFTER, OTHER_KIND = 0.5, 2.0
"""Sentences by which an event after the figure, or one that is no assault, counts as further away."""
VOICES = 8
"""Attributions looked at before a figure: contents nest, but not deeper."""
AnySpan = TypeVar("AnySpan", bound=Span)


def within(spans: Sequence[AnySpan], start: int, end: int) -> Sequence[AnySpan]:
    """Of spans in text order those that begin in `[start, end)`."""
    return spans[bisect_left(spans, start, key=_start) : bisect_left(spans, end, key=_start)]


def _start(span: Span) -> int:
    return span.start


class FigureTie:
    """Reads the tables of `syntax/judging.toml`: measures by event types, and how far a figure reaches."""

    def __init__(self, kinds: Mapping[str, Sequence[str]], reach: Mapping[str, int]) -> None:
        self._kinds = {measure: frozenset(listed) for measure, listed in kinds.items()}
        self._reach = reach

    def figures(self, draft: Draft, events: Sequence[Event]) -> tuple[list[Event], tuple[Figure, ...]]:
        """The events with the indexes of their figures, and all claims as figures with the index of their event."""
        sentences = [s.start for s in draft.sentences]
        at = [e.sentence for e in events]
        figures: list[Figure] = []
        of_event: dict[int, list[int]] = {}
        for number, claim in enumerate(draft.claims):
            sentence = bisect_right(sentences, claim.start) - 1
            owner = self._owner(events, at, claim, sentence)
            if owner is not None:
                of_event.setdefault(owner, []).append(number)
            figures.append(msgspec.structs.replace(claim, event=owner, attribution=_attribution_of(draft, claim)))
        tied = [msgspec.structs.replace(e, figures=tuple(of_event.get(i, ()))) for i, e in enumerate(events)]
        return tied, tuple(figures)

    def _owner(self, events: Sequence[Event], at: Sequence[int], claim: Figure, sentence: int) -> int | None:
        """The nearest event of a fitting type, before rather than after the figure."""
        kinds, reach = self._kinds[claim.measure], self._reach[claim.measure]
        near = range(bisect_left(at, sentence - reach), bisect_right(at, sentence + reach))
        ranked = [(*self._distance(events[i], claim, sentence), i) for i in near if _fits(events[i], kinds)]
        return min(ranked)[2] if ranked else None

    @staticmethod
    def _distance(event: Event, claim: Figure, sentence: int) -> tuple[float, int]:
        away = sentence - event.sentence
        sentences = abs(away) + AFTER * (away < 0) + OTHER_KIND * (event.event_type != OWN and away != 0)
        return sentences, abs(event.trigger.start - claim.start)


def _fits(event: Event, kinds: frozenset[str]) -> bool:
    told = event.status in ("happened", "attempted")
    return told and (event.event_type in kinds or f"{event.event_type} {event.mode}" in kinds)


def _attribution_of(draft: Draft, claim: Figure) -> int | None:
    """The narrowest attribution whose content holds the claim; attributions stand in the order of their contents."""
    last = bisect_right(draft.attributions, claim.start, key=lambda a: a.content.start if a.content else 0)
    held = [
        (a.content.end - a.content.start, i)
        for i, a in enumerate(draft.attributions[max(0, last - VOICES) : last], max(0, last - VOICES))
        if a.content is not None and claim.end <= a.content.end
    ]
    return min(held)[1] if held else None
