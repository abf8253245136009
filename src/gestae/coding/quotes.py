"""Quotations by their marks, inside one paragraph each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

PAIRS = {
    '"': ('"', "”"),
    "“": ("”", '"'),
    "«": ("»",),
    "„": ("“", "”"),
    "''": ("''",),
    "``": ("''",),
    "‘": ("’",),
    "'": ("'",),
    "”": ("”",),
}
"""Opening mark -> closing ones; some writers open with a closing mark."""
SINGLE = frozenset({"‘", "'"})
MARK = re.compile("''|``|[\"“”«»„‘’']|\n")
LONGEST = 3_000
SENTENCE_WORDS = 5
"""Words from which a quotation tells something by itself; shorter ones only where they are a sentence."""
STOPS, FINAL, CLOSING = ".,!?…;—-", ".!?…", "\"”'’»"


class Quote(msgspec.Struct, frozen=True):
    """`[start, end)` with the marks; `open_end` where the speech goes on in the next paragraph."""

    start: int
    end: int
    is_sentence: bool
    open_end: bool = False


class Quotes:
    """The quotations of a text that lie in no other, in text order."""

    def __init__(self, text: str) -> None:
        self.all: Sequence[Quote] = tuple(_scan(text))
        self._starts = [q.start for q in self.all]

    def at(self, offset: int) -> int | None:
        """The index of the quotation that an offset lies in."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.all[i].end else None

    def touching(self, start: int, end: int) -> Iterator[Quote]:
        """Quotations that share a character with `[start, end)`."""
        i = max(0, bisect_right(self._starts, start) - 1)
        while i < len(self.all) and self.all[i].start < end:
            if self.all[i].end > start:
                yield self.all[i]
            i += 1

    def covered(self, start: int, end: int) -> int:
        """How many characters of `[start, end)` are quoted."""
        return sum(min(end, q.end) - max(start, q.start) for q in self.touching(start, end))


def _scan(text: str) -> Iterator[Quote]:
    """A mark that is not closed in its paragraph opens none, unless the next paragraph opens with the same mark."""
    opening: re.Match[str] | None = None
    for match in MARK.finditer(text):
        mark = match.group()
        if mark == "\n":
            if opening is not None and _ends_paragraph(text, match.end()):
                if _goes_on(text, match.end(), opening.group()):
                    yield _quote(text, opening, match.start(), match.start(), open_end=True)
                opening = None
        elif opening is None or (opening.group() in SINGLE and mark not in ("'", "’")):
            opening = match if _opens(text, match) else opening
        elif _closes(text, match, opening):
            if match.end() - opening.start() <= LONGEST:
                yield _quote(text, opening, match.start(), match.end())
            opening = None


def _ends_paragraph(text: str, after: int) -> bool:
    """A line that goes on in lower case was wrapped."""
    return not text[after : after + 1].islower()


def _goes_on(text: str, after: int, mark: str) -> bool:
    while after < len(text) and text[after].isspace():
        after += 1
    return mark not in SINGLE and text.startswith(mark, after)


def _opens(text: str, match: re.Match[str]) -> bool:
    mark, before, after = match.group(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if mark in SINGLE:
        return not before.isalnum() and before not in SINGLE and after.isalpha()
    if mark == "”":
        return not before.strip() and after.isalnum()
    return mark in PAIRS


def _closes(text: str, match: re.Match[str], opening: re.Match[str]) -> bool:
    mark, opened = match.group(), opening.group()
    if mark not in PAIRS[opened]:
        return False
    if opened not in SINGLE:
        return True
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return not after.isalnum() and (before in STOPS or opened == "‘")


def _quote(text: str, opening: re.Match[str], inner_end: int, end: int, *, open_end: bool = False) -> Quote:
    inside, words = text[opening.end() : inner_end].strip(), text.count(" ", opening.end(), inner_end) + 1
    capital = inside[:1].isupper() or not inside[:1].isalpha()
    short = words > 1 and inside[-1:] in FINAL and _begins_sentence(text, opening.start())
    return Quote(opening.start(), end, capital and (words >= SENTENCE_WORDS or short), open_end)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")[-1:]
    return not before or before in "\n" or before in FINAL or before in CLOSING
