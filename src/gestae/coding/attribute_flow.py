"""The tokens of an article in one row, for what lies beside a quotation whatever the parser made of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from ..language.parse import Parse

NOMINAL = frozenset(
    {
        "DT",
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "POS",
        "CD",
        "PRP$",
        "PRP",
        "WP",
        "HYPH",
        "AFX",
        "VBG",
        "VBN",
        "PDT",
    }
)
HEADS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "JJ"})


WIDEST = 2_000
"""Characters without a token (sentences that were not parsed) that count as another paragraph."""


class At(msgspec.Struct, frozen=True):
    """One token of one parse; `index` counts parses."""

    parse: Parse
    index: int
    token: int

    @property
    def start(self) -> int:
        return self.parse.starts[self.token]

    @property
    def end(self) -> int:
        return self.parse.ends[self.token]

    @property
    def tag(self) -> str:
        return self.parse.tags[self.token]

    @property
    def lower(self) -> str:
        return self.parse.lowers[self.token]


class Flow:
    """Walks over tokens from an offset, over sentence bounds, but never into another paragraph."""

    def __init__(self, text: str, parses: Sequence[Parse]) -> None:
        self.text, self._parses = text, parses
        self._where = [(i, t) for i, parse in enumerate(parses) for t in range(len(parse))]
        self._starts = [start for parse in parses for start in parse.starts]

    def after(self, offset: int, limit: int) -> Iterator[At]:
        """Tokens that start at an offset or later."""
        first, end = bisect_left(self._starts, offset), offset
        for i in range(first, min(first + limit, len(self._starts))):
            if self._parted(end, self._starts[i]):
                return
            found = self._at(i)
            yield found
            end = found.end

    def before(self, offset: int, limit: int) -> Iterator[At]:
        """Tokens that start before an offset, nearest first."""
        last, start = bisect_left(self._starts, offset) - 1, offset
        for i in range(last, max(last - limit, -1), -1):
            found = self._at(i)
            if self._parted(found.end, start) and found.lower != ":":
                return
            yield found
            start = found.start

    def _parted(self, end: int, start: int) -> bool:
        return start - end > WIDEST or "\n" in self.text[end:start]

    def _at(self, i: int) -> At:
        index, token = self._where[i]
        return At(self._parses[index], index, token)


def nominal_head(parse: Parse, first: int) -> int | None:
    """The head of the noun phrase that starts at a token, by tags alone."""
    head = None
    for token in range(first, len(parse)):
        if parse.tags[token] not in NOMINAL:
            break
        if parse.tags[token] in HEADS:
            head = token
        if parse.tags[token] == "PRP":
            break
    return head
