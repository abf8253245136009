"""One match of the grammar, and what its words say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .time_calendar import Period
from .time_narrative import Narrative, tense_around
from .time_words import Row, Words


@dataclass(frozen=True, slots=True)
class Found:
    """One match of one rule, with what is needed to read it."""

    rule: str
    match: re.Match[str]
    row: Row
    words: Words
    text: str
    narrative: Narrative

    def has(self, group: str) -> bool:
        return group in self.match.re.groupindex and self.match[group] is not None

    def index(self, group: str) -> int:
        return self.match.start(group)

    def word(self, group: str) -> str:
        """The first word of a group, "" where the group is absent."""
        return self.row.words[self.match.start(group)] if self.has(group) else ""

    def all(self, group: str) -> list[str]:
        return self.row.words[self.match.start(group) : self.match.end(group)] if self.has(group) else []

    def value(self, group: str, offset: int = 0) -> object:
        index = self.match.start(group) + offset
        return self.words.values.get((self.row.codes[index], self.row.words[index]))

    def step(self, group: str = "deictic") -> int:
        """The sum of last (-1), this (0), next (+1) in a group."""
        start, end = self.match.span(group)
        steps = [self.words.values.get((self.row.codes[i], self.row.words[i])) for i in range(start, end)]
        return next((step for step in steps if isinstance(step, int) and step), 0)

    def anaphoric(self, group: str = "deictic") -> bool:
        """Whether a group speaks of what was told before ("that", "the following") and not of now."""
        return not self.words.lists["pointing_back"].isdisjoint(self.all(group))

    @property
    def before(self) -> str:
        """The word in front of the whole match."""
        start = self.match.start()
        return self.row.words[start - 1] if start else ""

    @property
    def after(self) -> str:
        end = self.match.end()
        return self.row.words[end] if end < len(self.row.words) else ""

    @property
    def offset(self) -> int:
        return self.row.starts[self.match.start()]

    def tense(self) -> str | None:
        return tense_around(self.row, self.words, self.match.start(), self.match.end())

    def name_follows(self) -> bool:
        """Whether the next word has a capital and is no word of time, in a text that is not all capitals."""
        end = self.match.end()
        if end >= len(self.row.words) or self.row.codes[end] != "_":
            return False
        word = self.text[self.row.starts[end] : self.row.ends[end]]
        return word[0].isupper() and not word.isupper()

    def capital(self, group: str) -> bool:
        return self.text[self.row.starts[self.match.start(group)]].isupper()


PIVOT = 40
"""Years of two digits below it are of the 2000s."""
Reader = Callable[[Found], Period | None]


def number(found: Found, group: str) -> int | None:
    """A day of a month or a place in a row: "3", "3rd", "third", "twenty-third"."""
    total = 0
    for word, code in zip(found.all(group), found.match[group], strict=True):
        digits = re.match(r"[0-9]{1,4}", word)
        value = int(digits[0]) if digits else found.words.values.get((code, word), 0)
        total += value if isinstance(value, int) else 0
    return total or None


def short_year(year: int) -> int:
    """A year told by its last two digits."""
    return year + (2000 if year < PIVOT else 1900)


def said_year(found: Found, group: str = "year") -> int | None:
    """The year of a group, negative before Christ."""
    if found.has("short") and group == "year":
        short = number(found, "short")
        return short_year(short) if short and short < 100 else None
    if not found.has(group):
        return None
    value = number(found, group)
    return -value if value and "K" in found.match[group] else value
