"""Attributions inside what somebody else says: which of them are left out, and what the narrowest one at a place is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from .attribute_said import Range, Said

ANAPHORIC = frozenset({"he", "she", "it", "they", "that"})
"""Speakers inside reported speech that as a rule are its own speaker again."""


class Parts:
    """The parts of attributions, for questions where something stands."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._parts = sorted((*part, i) for i, one in enumerate(said) for part in one.parts)
        self._starts = [start for start, _, _ in self._parts]
        self._furthest = list(accumulate((end for _, end, _ in self._parts), max))

    def holding(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Length of the part and index of each attribution with a part around `[start, end)`."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and self._furthest[at] >= end:
            first, last, index = self._parts[at]
            if last >= end:
                yield last - first, index
            at -= 1


def without_nested(text: str, said: Sequence[Said]) -> list[Said]:
    """Without what a reported speaker is said to want, think or repeat: that is part of what is reported.

    What somebody else is said to tell stays, and in a conversation each turn is read like a text of its own.
    """
    outer = [one for one in said if one.cue is not None and text[one.cue[0] : one.cue[1]] != ":"]
    parts = Parts(outer)
    return [one for one in said if _stands_alone(text, one) or not _is_inside(one, outer, parts)]


def _stands_alone(text: str, said: Said) -> bool:
    if said.cue is None:
        return True
    return said.tells and said.speaker is not None and _words(text, said.speaker) not in ANAPHORIC


def _is_inside(said: Said, outer: Sequence[Said], parts: Parts) -> bool:
    cue = said.cue
    return cue is not None and any(outer[i].cue != cue for _, i in parts.holding(*cue))


def _words(text: str, span: Range) -> str:
    return text[span[0] : span[1]].lower()
