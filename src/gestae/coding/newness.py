"""New or background: whether an event is part of what the article reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta

import msgspec

from ..codebook.past import Past
from ..language.draft import Draft, EachDraft
from ..language.parse import Parse
from ..records import Newness, Span, Time
from .past_clues import PastClues
from .status import word_at

FRESH = timedelta(days=8)
"""Older events than about a week before publication are background (CODING: "within about a week")."""
CARRY = 2
"""Sentences without a time of their own that a paragraph's history may reach."""
LEVELS = 8
OWN = frozenset(
    {"nummod", "compound", "amod", "poss", "nmod", "det", "case", "punct", "advmod", "quantmod", "npadvmod", "appos"}
)


class DecideNewness(EachDraft):
    """Assigns `newness`, from the times told of the event or of what it is told in, and from words that look back."""

    name = "newness"
    requires = frozenset({"article", "sentences", "parses", "candidates", "times"})
    assigns = frozenset({"newness"})

    def __init__(self, past: Past) -> None:
        self._ages = Ages(past)

    def apply(self, draft: Draft) -> Draft:
        old = ArticleAges(self._ages, draft)
        found = [old.newness(c.parse, c.token) for c in draft.candidates]
        return msgspec.structs.replace(draft, newness=tuple(found))

    def of_span(self, draft: Draft, span: Span) -> Newness:
        """The newness of whatever the words at a span name; `draft` has its parses and times."""
        found = word_at(draft, span)
        return "new" if found is None else ArticleAges(self._ages, draft).newness(found[0], found[1])


class ArticleAges:
    """The newness of events of one article; a sentence of history lends its age to those that follow it."""

    def __init__(self, ages: Ages, draft: Draft) -> None:
        self._ages = ages
        self._draft = draft
        self._reference = _reference(draft)

    def newness(self, index: int, token: int) -> Newness:
        parse = self._draft.parses[index]
        age = self._ages.of(parse, token, self._times(parse), self._reference)
        if age is None and self._ages.tells_past(parse, token) and self._is_in_history(index):
            age = "background"
        return age or "new"

    def _times(self, parse: Parse) -> Sequence[Time]:
        times = self._draft.times
        starts = [t.start for t in times]
        here = times[bisect_left(starts, parse.starts[0]) : bisect_left(starts, parse.ends[-1])]
        return [*here, *self._ages.years(parse, here)]

    def _is_in_history(self, index: int) -> bool:
        """Whether the sentences before, of the same paragraph, tell of the past, and nothing fresh since."""
        parses = self._draft.parses
        for back in range(1, CARRY + 1):
            if index < back or parses[index - back].sentence != parses[index].sentence - back:
                return False
            before = parses[index - back]
            between = self._draft.article.text[before.ends[-1] : parses[index].starts[0]]
            if "\n" in between or self._ages.is_fresh(parses[index - back + 1]):
                return False
            root = next(t for t in range(len(before)) if before.heads[t] == t)
            age = self._ages.told(before, root, self._times(before), self._reference)
            if age is not None:
                return age == "background" and self._ages.tells_past(before, root)
        return False


def _reference(draft: Draft) -> date | None:
    """The day of publication, else the last day that the text itself tells."""
    if draft.article.day is not None:
        return draft.article.day
    days = [t.latest for t in draft.times if t.latest is not None and t.precision in ("day", "time")]
    return date.fromisoformat(max(days)) if days else None


class Ages:
    """How old an event is by the words of its sentence."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._clues = PastClues(past)

    def of(self, parse: Parse, token: int, times: Sequence[Time], published: date | None) -> Newness | None:
        """From the times told, then from other words; None if untold."""
        if self._clues.is_relic(parse, token):
            return "background"
        age = self.told(parse, token, times, published)
        return age or ("background" if self._clues.looks_back(parse, token) else None)

    def told(self, parse: Parse, token: int, times: Sequence[Time], published: date | None) -> Newness | None:
        """From the times at the event and at what it is told in, nearest first."""
        below, unreal = token, _is_unreal(parse, token)
        for level, above in zip(range(LEVELS), (token, *parse.ancestors(token)), strict=False):
            if level and not _leads_up(parse, below, above):
                break
            age = self._told_at(parse, above, times, published) or self._told_when(parse, above, times, published)
            if age == "background" or (age == "new" and not unreal and _is_own_clause(parse, token, above)):
                return age
            below = above
        return None

    def is_fresh(self, parse: Parse) -> bool:
        """Whether the sentence tells a day of the news."""
        return not self._past.fresh.isdisjoint(parse.lowers)

    def years(self, parse: Parse, times: Sequence[Time]) -> list[Time]:
        """The years that stand as a name before a noun ("the 1999 quake"), where the times lack them."""
        taken = {
            t for t in range(len(parse)) for time in times if parse.starts[t] < time.end and time.start < parse.ends[t]
        }
        return [_year(parse, t) for t in range(len(parse)) if t not in taken and self._names(parse, t)]

    def _names(self, parse: Parse, year: int) -> bool:
        """ "The 1999 quake", but not "1900 soldiers" or "the 1900 block"."""
        noun = parse.heads[year]
        if noun <= year or not parse.words[year].isdigit() or not YEAR.fullmatch(parse.words[year]):
            return False
        return parse.lowers[noun] not in self._past.not_years and parse.child(noun, "det", "poss") is not None

    @staticmethod
    def tells_past(parse: Parse, token: int) -> bool:
        """Whether the clause of a word is told in a simple past or a past perfect."""
        verb = next((t for t in (token, *parse.ancestors(token)) if parse.is_verb(t)), None)
        if verb is None:
            return False
        auxiliaries = [parse.lowers[c] for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
        return parse.tags[verb] == "VBD" if not auxiliaries else auxiliaries[0] in ("had", "was", "were", "did")

    def _told_at(self, parse: Parse, above: int, times: Sequence[Time], published: date | None) -> Newness | None:
        found = [(d, t) for t in times if (d := self._distance(parse, above, t)) is not None]
        ages = [
            (RANKS.get(t.precision or "", 1), d, age)
            for d, t in found
            if (age := self._age(t, published, parse)) is not None
        ]
        return min(ages)[2] if ages else None

    def _told_when(self, parse: Parse, verb: int, times: Sequence[Time], published: date | None) -> Newness | None:
        """ "When miners struck in 1989, the committee demanded …": a clause of time that is old."""
        for clause in parse.children_with(verb, "advcl"):
            whens = [c for c in parse.children[clause] if parse.lowers[c] in self._past.when]
            if whens and self._told_at(parse, clause, times, published) == "background":
                return "background"
        return None

    def _distance(self, parse: Parse, above: int, time: Time) -> int | None:
        """Steps from a time up to the word that it is told of; None if it is told of another."""
        at = _head_of(parse, time)
        if at is None:
            return None
        for steps, (low, high) in enumerate(_edges(parse, at)):
            if low == above:
                return steps
            if steps == 1 and parse.lowers[low] in self._past.ahead:
                return None
            if not self._passes(parse, low, high, above):
                return None
        return None

    def _passes(self, parse: Parse, low: int, high: int, above: int) -> bool:
        """Whether a time below `low` may be told of what is above `high`: not across a clause, nor out of a noun's name."""
        if parse.is_verb(low) and not _is_open(parse, low):
            return False
        if parse.lowers[low] in self._past.since or parse.lowers[low : low + 2] == ["as", "of"]:
            return False
        if parse.is_noun(high) and high != above and parse.deps[low] in OWN and not self._is_time_noun(parse, high):
            return parse.lowers[low - 1] == "in" or _is_setting(parse, high, self._past.settings)
        return not (
            high != above and parse.is_noun(high) and parse.lowers[low] == "of" and not self._is_time_noun(parse, high)
        )

    def _is_time_noun(self, parse: Parse, token: int) -> bool:
        word = parse.lowers[token]
        return word in self._past.units or word in self._past.long or word in self._past.parts

    def _age(self, time: Time, published: date | None, parse: Parse) -> Newness | None:
        first = parse.token_at(time.start) or 0
        words = [parse.lowers[t] for t in range(first, len(parse)) if parse.starts[t] < time.end]
        if time.earliest is not None and time.latest is not None and published is not None:
            return _age_of(
                time.precision, date.fromisoformat(time.earliest), date.fromisoformat(time.latest), published
            )
        if self._clues.is_long_ago(words):
            return "background"
        return "background" if YEAR.search(" ".join(words)) else None


YEAR = re.compile(r"\b1[6-9]\d\ds?\b|\b20[0-4]\ds?\b")
RANKS = {"day": 0, "time": 2}
"""A day tells more than a month of the same words, and both more than an hour ("Last July 13, just before midnight")."""
LONG = frozenset({"month", "quarter", "season", "year", "decade", "century"})


def _age_of(precision: str | None, first: date, last: date, published: date) -> Newness:
    """A day or a week is old when it ends before the news; of a longer period most must lie before, and it must be over."""
    if precision in LONG:
        return "background" if last < published and first + (last - first) / 2 < published - FRESH else "new"
    return "background" if last < published - FRESH else "new"


def _head_of(parse: Parse, time: Time) -> int | None:
    """The word of a time's expression from which it hangs."""
    inside = [t for t in range(len(parse)) if parse.starts[t] < time.end and time.start < parse.ends[t]]
    return next((t for t in inside if parse.heads[t] not in inside or parse.heads[t] == t), None)


def _edges(parse: Parse, token: int) -> Iterator[tuple[int, int]]:
    for above in parse.ancestors(token):
        yield token, above
        token = above
    yield token, token


def _leads_up(parse: Parse, below: int, above: int) -> bool:
    """Whether a time of what stands above may date what stands below: not out of a relative clause, save from a time."""
    if parse.deps[below] == "relcl":
        return parse.is_noun(above) or parse.tags[above] == "CD"
    return True


def _is_own_clause(parse: Parse, token: int, above: int) -> bool:
    """Whether no other clause stands between: the day on which something was said does not date what was said."""
    while token != above:
        if parse.deps[token] in ("ccomp", "advcl", "relcl", "acl", "pcomp", "csubj"):
            return False
        token = parse.heads[token]
    return True


def _is_unreal(parse: Parse, token: int) -> bool:
    """What "would" be done at a time is as old as the word of it."""
    return any(parse.tags[c] in ("MD", "TO") and parse.deps[c] == "aux" for c in parse.children[token])


def _is_setting(parse: Parse, noun: int, preps: Set[str]) -> bool:
    """ "boycotted … at the 2009 summit", "after the 1999 quake": the year of what a verb is set in."""
    prep = parse.heads[noun]
    above = parse.heads[prep]
    measured = (
        parse.is_noun(above) and parse.deps[above] in ("pobj", "npadvmod") and parse.child(above, "nummod") is not None
    )
    return parse.deps[noun] == "pobj" and parse.lowers[prep] in preps and (parse.is_verb(above) or measured)


def _is_open(parse: Parse, verb: int) -> bool:
    """Whether a time below a verb may be told of what is above: "pleaded with him to lift it in 1983"."""
    return parse.deps[verb] in ("conj", "xcomp") or (
        parse.deps[verb] == "advcl" and any(parse.tags[c] == "TO" for c in parse.children[verb])
    )


def _year(parse: Parse, token: int) -> Time:
    year, start, end = parse.words[token], parse.starts[token], parse.ends[token]
    return Time(start=start, end=end, value=year, earliest=f"{year}-01-01", latest=f"{year}-12-31", precision="year")
