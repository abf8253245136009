"""An attribution in the making: content in parts, and whether its speaker vouches for events in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..records import Attribution, AttributionKind, Span, Speaker, Stance
from .quotes import Quotes

Range = tuple[int, int]
MOST_PARTS = 50
MOSTLY = 0.9
"""Share of quoted characters from which content counts as quoted as a whole; final stops may lie outside."""


def merged(parts: Iterable[Range]) -> tuple[Range, ...]:
    """In text order; parts that overlap or touch become one."""
    found: list[Range] = []
    for start, end in sorted(parts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


class Said(msgspec.Struct, frozen=True):
    """Offsets `[start, end)` of the article. `parts` are in text order; the cue's sentence ends at `sentence_end`.

    `tells` is false where nobody says that the content happened ("wants them to leave", "praised the raid").
    """

    speaker: Range | None
    cue: Range | None
    parts: tuple[Range, ...]
    stance: Stance = "states"
    tells: bool = True
    sentence_end: int = 0

    @property
    def is_full(self) -> bool:
        """Enough parts for any speech; a document of nothing but quotations is no single one."""
        return len(self.parts) >= MOST_PARTS

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    @property
    def reach(self) -> int:
        """Where what belongs to the attribution ends: a quotation right after it goes on with it."""
        return max(self.end, self.sentence_end)

    def with_part(self, start: int, end: int) -> Said:
        """With more content."""
        return msgspec.structs.replace(self, parts=merged((*self.parts, (start, end))))

    def split(self) -> Iterator[Said]:
        """Contents that go over what interrupts them ("…, he said, …") as long as at least half is content."""
        run: list[Range] = []
        for part in self.parts:
            said = sum(end - start for start, end in (*run, part))
            if run and 2 * said < part[1] - run[0][0]:
                yield msgspec.structs.replace(self, parts=tuple(run))
                run = []
            run.append(part)
        yield msgspec.structs.replace(self, parts=tuple(run))

    def record(self, quotes: Quotes) -> Attribution:
        """As users see it: the content as one span."""
        return Attribution(
            speaker=None if self.speaker is None else Speaker(start=self.speaker[0], end=self.speaker[1]),
            cue=None if self.cue is None else Span(start=self.cue[0], end=self.cue[1]),
            content=Span(start=self.start, end=self.end),
            kind=self._kind(quotes),
        )

    def _kind(self, quotes: Quotes) -> AttributionKind:
        quoted = sum(quotes.covered(*part) for part in self.parts)
        length = sum(end - start for start, end in self.parts)
        return "direct" if quoted >= MOSTLY * length - 2 else "mixed" if quoted > 0 else "indirect"
