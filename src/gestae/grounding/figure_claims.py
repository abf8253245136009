"""Claims of numbers in one sentence: which words count whom, killed, wounded, arrested and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from ..codebook.figure_words import FigureWords, Predicate
from ..language.parse import Parse
from ..language.syntax import Syntax
from ..records import Measure
from .figure_added import added_up
from .figure_arguments import Arguments
from .figure_background import belongs, is_background, is_unreal
from .figure_counts import Count, Counter
from .figure_elsewhere import link_start, past_cues
from .figure_wordings import Claim, Wordings
from .numbers import NumberReader, Quantity

TO_INCLUDED = 10
"""Tokens after a number among which "including the gunman" belongs to it."""
NEAR = 8
"""Tokens between two numbers of one list."""


class ClaimFinder:
    """Finds the claims of a sentence, in no particular order; spans may still overlap."""

    def __init__(self, words: FigureWords, syntax: Syntax, numbers: NumberReader) -> None:
        self._words, self._syntax, self._numbers = words, syntax, numbers

    def is_of_interest(self, lowers: Sequence[str]) -> bool:
        return not self._words.triggers.isdisjoint(lowers)

    def find(self, parse: Parse, names: frozenset[str], day: date | None) -> list[Claim]:
        """`day` is that of publication."""
        if not self.is_of_interest(parse.lowers):
            return []
        quantities = self._numbers.read(parse.lowers)
        counter = Counter(self._words, parse, quantities, names)
        reader = _SentenceReader(self._words, self._syntax, parse, counter, quantities)
        link = link_start(self._words.background, parse, day)
        claims = added_up(parse, sorted(reader.claims(), key=lambda claim: claim.count.first))
        claims = [c for c in claims if link is None or c.token < link]
        claims = [c for c in claims if not is_unreal(self._words, parse, c.token, zero=c.count.high == 0)]
        return self._of_now(parse, claims, day)

    def _of_now(self, parse: Parse, claims: Sequence[Claim], day: date | None) -> list[Claim]:
        """Without statistics and history; with `past` where a claim is of something some weeks back."""
        background = self._words.background
        year, month = (day.year, day.month) if day else (None, None)
        old = [is_background(background, parse, c.token, c.count, year, month) for c in claims]
        kept = [c for i, c in enumerate(claims) if not old[i] and not _is_near_old(claims, old, i)]
        cues = past_cues(background, parse, day) if kept else []
        return [msgspec.structs.replace(c, past=belongs(parse, c.token, c.count, cues)) for c in kept]


def _is_near_old(claims: Sequence[Claim], old: Sequence[bool], i: int) -> bool:
    """ "12 killed and 70 wounded last year": both are background, whichever the time word belongs to."""
    return any(
        0 <= j < len(claims) and old[j] and abs(claims[j].count.first - claims[i].count.first) <= NEAR
        for j in (i - 1, i + 1)
    )


class _SentenceReader:
    def __init__(
        self, words: FigureWords, syntax: Syntax, parse: Parse, counter: Counter, quantities: Sequence[Quantity]
    ) -> None:
        self._words, self._syntax, self._parse, self._counter = words, syntax, parse, counter
        self._arguments = Arguments(words, syntax, parse, counter)
        self._wordings = Wordings(words, parse, quantities)

    def claims(self) -> Iterator[Claim]:
        for i, word in enumerate(self._parse.lowers):
            yield from self._wordings.read(i)
            for row in self._words.predicates.get(word, ()):
                if (
                    self._arguments.fits(row, i)
                    and not self._arguments.is_either(row, i)
                    and (found := list(self._of(row, i)))
                ):
                    yield from found
                    break

    def _of(self, row: Predicate, i: int) -> Iterator[Claim]:
        if row.kind == "s":
            yield from self._itself(row, i)
            return
        for head, rule in self._arguments.places(row, i):
            if claims := list(self._chain(row, i, head, rule)):
                yield from claims
                return

    def _chain(self, row: Predicate, token: int, head: int, rule: str | None) -> Iterator[Claim]:
        """The counts of a head and of what is coordinated with it; those after the first add up."""
        first: Count | None = None
        for member in self._members(head, token):
            if first is not None and self._parse.child(member, "relcl") is not None:
                break
            if first is not None and self._has_other_predicate(member, token, row.measure):
                break
            count = self._counter.count(member, listed=first is not None and first.single)
            if count is None or not self._is_allowed(row, count) or (first is not None and self._repeats(first, count)):
                continue
            added = self._rule(row, token, count, rule, first)
            yield Claim(count, row.measure, token, added if count.high != 0 else None)
            first = first or count

    def _rule(self, row: Predicate, token: int, count: Count, rule: str | None, first: Count | None) -> str | None:
        if rule is None and first is not None:
            return "self" if self._parse.lowers[count.head] in self._words.reflexives else "addition"
        if row.measure == "killed" and count.given and self._has_attackers(max(token, count.end)):
            return "complete"
        named = rule or count.rule or row.rule
        if named is not None or not count.single or row.measure != "killed" or "object" not in row.argument:
            return named
        told = self._parse.tags[count.first] == "PRP$" or self._parse.lowers[token] in self._words.findings
        return "police" if not told and self._arguments.is_by_police(token) else None

    def _has_attackers(self, after: int) -> bool:
        """ "five people dead, including the gunman"."""
        lowers, own = self._parse.lowers, self._words.perpetrators | self._words.reflexives
        for i in range(after, min(after + TO_INCLUDED, len(lowers))):
            if lowers[i] in ("including", "counting"):
                return not own.isdisjoint(lowers[i + 1 : i + TO_INCLUDED])
        return False

    def _members(self, head: int, token: int) -> list[int]:
        """A head and what is listed with it; "his wife, son and daughter" is often parsed as an apposition."""
        parse, found = self._parse, self._syntax.coordinated(self._parse, head)
        for child in parse.children_with(head, "appos"):
            if len(found) == 1 and parse.child(child, "conj") is not None and self._goes_on(head, child):
                found += self._syntax.coordinated(parse, child)
        for beside in parse.children_with(parse.heads[head], parse.deps[head]):
            if len(found) == 1 and beside > head and self._is_next_in_list(head, beside):
                found += self._syntax.coordinated(parse, beside)
        return found + [c for c in parse.children_with(token, "conj") if parse.lowers[c] in self._words.reflexives]

    def _goes_on(self, head: int, appositive: int) -> bool:
        """ "His wife, son and daughter", "a man, two women and a child"; not "the men, 25 and 30", "a man, a father of two"."""
        parse = self._parse
        others = self._syntax.coordinated(parse, appositive)
        if all(parse.tags[other] == "CD" for other in others) or parse.child(appositive, "det") is not None:
            return False
        one = parse.child(head, "det")
        return parse.child(appositive, "nummod") is None or (one is not None and parse.lowers[one] in ("a", "an"))

    def _is_next_in_list(self, head: int, beside: int) -> bool:
        """Whether only a comma parts two subjects of one verb, which then are parts of one list."""
        parse = self._parse
        first = min([beside, *(c for c in parse.children[beside] if c > head)])
        return parse.lowers[head + 1 : first] == [","] and parse.child(beside, "conj") is not None

    def _is_allowed(self, row: Predicate, count: Count) -> bool:
        if count.low is None and count.high is None:
            return False
        if row.who == "crowd":
            return count.given and count.person and not count.single and (count.low or count.high or 0) > 2
        return count.person or (row.who == "any" and count.given and count.bound != "vague")

    def _repeats(self, first: Count, later: Count) -> bool:
        """Names after "three men" tell who they were; not one that "and" adds to them."""
        named = later.single and self._parse.tags[later.head] in ("NNP", "NNPS")
        between = self._parse.lowers[first.head + 1 : later.first]
        joined = "and" in between and not {",", ":", "-", "–", "—", "("} & set(between)
        return first.given and (first.low or 0) > 1 and named and not later.others and not joined

    def _has_other_predicate(self, member: int, token: int, measure: Measure) -> bool:
        """ "One person was killed and three others wounded", "… in critical condition": the others belong to the second word."""
        parse, i = self._parse, member + 1
        while i < len(parse) and i <= member + 3 and parse.lowers[i] in self._words.skipped:
            i += 1
        if not token < i < len(parse):
            return False
        for prep in parse.children_with(member, "prep"):
            inner = parse.child(prep, "pobj")
            if prep == i and inner is not None and self._is_other(inner, "p", measure):
                return True
        return self._is_other(i, "va", measure)

    def _is_other(self, i: int, kinds: str, measure: Measure) -> bool:
        rows = self._words.predicates.get(self._parse.lowers[i], ())
        return any(
            p.kind in kinds and p.measure != measure and (p.kind != "p" or self._arguments.fits(p, i)) for p in rows
        )

    def _itself(self, row: Predicate, i: int) -> Iterator[Claim]:
        count = self._counter.count_itself(i)
        if count is None or (count.low is None and count.high is None):
            return
        measure = row.measure
        if count.high == 0:
            if measure in ("suspects", "participants", "displaced", "abducted"):
                return
            measure = "killed" if measure == "affected" else measure
        yield Claim(count, measure, i, count.rule)
