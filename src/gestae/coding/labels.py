"""What the event model answers with: its lists of labels, in the order of its outputs."""

from __future__ import annotations

from typing import get_args

import msgspec

from ..codebook.codebook import Codebook
from ..records import EventType, Newness, Status

NONE = "NONE"
"""The type of words that report no event."""
TAGS = ("outside", "actor", "recipient")


class Labels(msgspec.Struct, frozen=True):
    """`modes` are pairs "TYPE mode", with "TYPE -" for an event of no mode."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...] = get_args(Status)
    newness: tuple[str, ...] = get_args(Newness)
    tags: tuple[str, ...] = TAGS

    @classmethod
    def of(cls, codebook: Codebook) -> Labels:
        types = sorted(get_args(EventType))
        modes = [f"{kind} {mode}" for kind in types for mode in ("-", *sorted(codebook.types[kind].modes))]
        return cls(types=(*types, NONE), modes=tuple(modes))

    def modes_of(self, event_type: str) -> list[int]:
        """Indexes of the modes of a type."""
        return [i for i, name in enumerate(self.modes) if name.split(" ")[0] == event_type]
