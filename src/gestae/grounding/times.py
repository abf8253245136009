"""Expressions of time in news text, and the days they mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..records import Time
from . import time_calendar as calendar
from .time_amounts import AMOUNT_READERS
from .time_anchor import anchor_date
from .time_calendar import Period
from .time_dates import DATE_READERS
from .time_deictic import DEICTIC_READERS
from .time_finish import finish
from .time_found import Found
from .time_grammar import RULES, RUN, SEED
from .time_holidays import FRONT, read_holiday, span_behind
from .time_joining import join
from .time_narrative import Narrative, is_history, tense_around
from .time_spoken import merge_spoken
from .time_words import Row, load_words, tokenize

__all__ = ["TimeFinder", "anchor_date"]

READERS = DATE_READERS | DEICTIC_READERS | AMOUNT_READERS


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be an expression of time: a match of the grammar, or else a set phrase."""

    start: int
    end: int
    rank: int
    found: Found | None = None
    phrase: str = ""
    year: int | None = None


class TimeFinder:
    """Finds expressions of time; holds the word lists and no state of an article."""

    def __init__(self) -> None:
        self._words = load_words()

    def find(self, text: str, *, published: date | None = None) -> list[Time]:
        """The expressions of a text in its order, none overlapping.

        Relative ones are resolved against `published`, else the date in the article's head; in histories, and
        where there is no date, against what the text told last.
        """
        if published is None and (anchor := anchor_date(text)):
            published = anchor[0]
        row = merge_spoken(tokenize(text, self._words), self._words)
        narrative = Narrative(published, is_history(row, self._words, published))
        candidates = sorted(self._candidates(row, text, narrative), key=lambda c: (c.start, -c.end, c.rank))
        times: list[Time] = []
        end = 0
        for candidate in candidates:
            if candidate.start < end or not (period := self._read(candidate, row, text, narrative)):
                continue
            end = candidate.end
            narrative.mention(period, end, told=_told(candidate))
            if period.value != "NONE":
                join(times, _time(candidate, period), text, published)
        return times

    def _candidates(self, row: Row, text: str, narrative: Narrative) -> Iterator[Candidate]:
        for run in RUN.finditer(row.codes):
            if SEED.search(row.codes, run.start(), run.end()):
                yield from self._matches(row, text, narrative, run.span())
        for match in self._words.phrase.finditer(text):
            phrase = _plain(match[0])
            end, year = span_behind(text, match.end()) if phrase in self._words.holidays else (match.end(), None)
            yield Candidate(match.start(), end, len(RULES), phrase=phrase, year=year)

    def _matches(self, row: Row, text: str, narrative: Narrative, run: tuple[int, int]) -> Iterator[Candidate]:
        for rank, rule in enumerate(RULES):
            for match in rule.pattern.finditer(row.codes, *run):
                found = Found(rule.name, match, row, self._words, text, narrative)
                last = match.end() - 1 - (match[0][-1] == ".")
                yield Candidate(row.starts[match.start()], row.ends[last], rank, found)

    def _read(self, candidate: Candidate, row: Row, text: str, narrative: Narrative) -> Period | None:
        if candidate.found:
            period = READERS[candidate.found.rule](candidate.found)
            return finish(period, candidate.found) if period else None
        phrase = candidate.phrase
        if phrase in self._words.vague:
            period = vague(self._words.vague[phrase])
            now = narrative.now if phrase in self._words.lists["moment"] else None
            return replace(period, first=now, last=now)
        if phrase in self._words.days:
            return calendar.on(date.fromisoformat(self._words.days[phrase]))
        start, end = candidate.start, candidate.end
        tokens = bisect_left(row.starts, start), bisect_left(row.starts, end)
        tense = tense_around(row, self._words, *tokens)
        front = text[max(0, start - FRONT) : start]
        return read_holiday(self._words.holidays[phrase], text[start:end], front, candidate.year, narrative, tense)


def vague(value: str) -> Period:
    """PRESENT_REF and its like; P1D and its like are no dates and have no precision."""
    return Period(value, "vague" if value.endswith("_REF") else None)


def _plain(phrase: str) -> str:
    return re.sub(r"\s", " ", phrase.lower().replace("’", "'"))


def _told(candidate: Candidate) -> bool:
    """Whether the words themselves name a year."""
    if candidate.found is None:
        return candidate.year is not None or candidate.phrase[:1].isdigit()
    if candidate.found.rule == "year" and candidate.found.before != "in":
        return False
    return bool(re.search("[Y2KX]", candidate.found.match[0]))


def _time(candidate: Candidate, period: Period) -> Time:
    return Time(
        start=candidate.start,
        end=candidate.end,
        value=period.value or None,
        earliest=period.first.isoformat() if period.first and period.last else None,
        latest=period.last.isoformat() if period.first and period.last else None,
        precision=period.precision,
    )
