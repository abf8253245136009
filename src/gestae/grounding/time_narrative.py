"""What a date without year, a weekday or "the next day" refers to: publication, or the dates told before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .time_calendar import Period, of_day
from .time_words import Row, Words

NEAR = 160
"""Characters after an explicit year within which "in June" is still told of that year, in news too."""
ASIDE = 5
"""Years that a bare year must be away from the story to be an aside."""
LOOK_BACK, LOOK_AHEAD = 12, 10
"""Tokens around an expression that are searched for a verb that tells past from future."""
HEAD = 60
"""Tokens at the top of an article in which the year of publication marks news."""
SOON = 45
"""Days ahead of publication up to which a date without year is taken as coming, not as of last year."""


_NEWS = re.compile("[WR]|(?<!T)L[UHW]")
"""Weekdays, "yesterday", "last week": said by those who write of now."""


@dataclass(slots=True)
class Narrative:
    """The reference of an article: its day of publication, and what was mentioned last while reading on.

    `seen` is the last period with a year in the text, `latest` the last at all, `day` the last day. In
    a `history` the day of publication says nothing, so that everything hangs on `seen` and `day`.
    """

    published: date | None
    history: bool = False
    seen: Period | None = None
    seen_end: int = 0
    latest: Period | None = None
    day: date | None = None

    @property
    def now(self) -> date | None:
        return None if self.history else self.published

    def mention(self, period: Period, end: int, *, told: bool) -> None:
        """Keep a period as reference for what follows; `told`: the text itself gives its year."""
        if period.year is None or period.precision in ("decade", "century"):
            return
        self.latest = period
        if (self.now is None or told) and not self._aside(period):
            self.seen, self.seen_end = period, end
        overnight = period.precision == "time" and period.first != period.last
        if period.precision in ("day", "time") and not overnight:
            self.day = period.first

    def _aside(self, period: Period) -> bool:
        """A mere year far from the dates told ("declassified in 2005") does not move the story."""
        seen = self.seen
        if seen is None or seen.year is None or period.year is None or period.precision != "year":
            return False
        return seen.precision != "year" and abs(period.year - seen.year) > ASIDE

    def year_told(self, start: int) -> int | None:
        """The year that the story is in at this place, where that is not left to the day of publication."""
        if self.seen is None or self.seen.year is None:
            return None
        if self.now is None:
            return self.seen.year
        near = start - self.seen_end <= NEAR and self.seen.year < self.now.year
        return self.seen.year if near else None

    def year_of(self, month: int, day: int | None, start: int, tense: str | None) -> int | None:
        """The year of a month or day told without one; None where nothing tells."""
        told = self.year_told(start)
        if told is not None:
            return self._rolled(told, month)
        if self.now is None:
            return None
        return _nearest_year(self.now, month, day or (1 if tense != "future" else 28), tense)

    def _rolled(self, year: int, month: int) -> int:
        """January after a November is of the next year."""
        before = self.seen.month if self.seen and self.seen.precision != "season" else None
        rolls = before is not None and before >= 11 and month <= 2
        return year + 1 if rolls and year != -1 else year


def _nearest_year(now: date, month: int, day: int, tense: str | None) -> int:
    this = of_day(now.year, month, min(day, 28))
    ahead = (this.first - now).days if this and this.first else 0
    if tense == "future":
        return now.year + 1 if ahead < 0 and month != now.month else now.year
    return now.year - 1 if ahead > (SOON if tense is None else 3) else now.year


def tense_around(row: Row, words: Words, first: int, last: int) -> str | None:
    """Whether the verb nearest to tokens `[first, last)` of their sentence looks back or ahead."""
    for index in range(first - 1, max(-1, first - 1 - LOOK_BACK), -1):
        if row.codes[index] in ".¶":
            break
        if tense := _tense_at(row, words, index):
            return tense
    for index in range(last, min(len(row.words), last + LOOK_AHEAD)):
        if row.codes[index] in ".¶":
            break
        if tense := _tense_at(row, words, index):
            return tense
    return None


def _tense_at(row: Row, words: Words, index: int) -> str | None:
    word = row.words[index]
    previous = row.words[index - 1] if index else ""
    if word in words.lists["future"] or previous in words.lists["auxiliary"] or _arranged(row, words, index):
        return "future"
    if previous in words.lists["no_past"]:
        return None
    if word in words.lists["past"] or (len(word) > 4 and word.endswith("ed")):
        return "past"
    return None


def _arranged(row: Row, words: Words, index: int) -> bool:
    """ "Arrives", "takes place": told in the present of what is still to come."""
    lists = words.lists["arranged"]
    return any(" ".join(row.words[index : index + size]) in lists for size in (1, 2, 4))


def is_history(row: Row, words: Words, published: date | None) -> bool:
    """Many years told, most of them far from publication, hardly a "Friday" and no "yesterday"."""
    if published is None:
        return True
    spoken = (" ".join(row.words[m.start() : m.end()]) for m in _NEWS.finditer(row.codes))
    if str(published.year) in row.words[:HEAD] or not words.lists["only_news"].isdisjoint(spoken):
        return False
    years = [int(row.words[i]) for i, code in enumerate(row.codes) if code == "Y"]
    years = [year for year in years if year <= published.year + 1]
    ancient = row.codes.count("K")
    far = sum(abs(published.year - year) > 1 for year in years) + ancient
    news = len(_NEWS.findall(row.codes))
    return far >= 5 and far >= 0.6 * (len(years) + ancient) and news * 4 <= far
