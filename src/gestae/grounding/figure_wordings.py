"""Wordings that carry a number in their own way: "the death toll rose to 133", "a triple homicide"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..codebook.figure_words import FigureWords
from ..language.parse import Parse
from ..records import Measure
from .figure_counts import Count
from .numbers import Quantity

TO_TOLL, FAR_TOLL = 9, 30
"""Tokens after "death toll" among which its number is looked for: any number; one that is said to be the total."""
AFTER_TOTAL = frozenset({",", ".", ";", ")", "-", "–", "—", "”", '"', "''"})


PARTS = ("from", "by")


class Claim(msgspec.Struct, frozen=True):
    """A number, what it measures, and the token that says so; `past`: told of something more than a week back."""

    count: Count
    measure: Measure
    token: int
    rule: str | None = None
    past: bool = False


class Wordings:
    """Reads the special wordings of one sentence."""

    def __init__(self, words: FigureWords, parse: Parse, quantities: Sequence[Quantity]) -> None:
        self._words, self._parse, self._quantities = words, parse, quantities

    def read(self, i: int) -> Iterator[Claim]:
        """The claims that the word at token i makes."""
        words, word = self._words, self._parse.lowers[i]
        if word == "toll":
            yield from self._toll(i)
        if word == "number":
            yield from self._number_of(i)
        if word in words.multiples:
            yield from self._multiple(i)
        if word in words.pairs and words.pairs[word] in self._parse.lowers[i + 1 : i + 3]:
            yield Claim(Count(i, i + 1, i, 2, None, "at_least", person=True), "killed", i, "multiple")
        if word in words.implied and "non" not in self._parse.lowers[max(0, i - 2) : i] and self._is_of_deed(i):
            yield Claim(Count(i, i + 1, i, 1, None, "at_least"), words.implied[word], i, "implied")

    def _is_of_deed(self, i: int) -> bool:
        """ "a deadly shooting", not "deadly force"."""
        words, after = self._words, self._parse.lowers[i + 1 : i + 4]
        return self._parse.lowers[i] not in words.loose or any(w in words.multiplied for w in after)

    def _toll(self, i: int) -> Iterator[Claim]:
        """ "the death toll rose from 60 to 133": the number after "toll" that no "from" leads."""
        parse = self._parse
        before = parse.lowers[max(0, i - 1) : i]
        if not before or before[0] not in self._words.before_toll:
            return
        yield from self._running_total(i, i, "killed")

    def _number_of(self, i: int) -> Iterator[Claim]:
        """ "the number of people killed rose to 45"."""
        for j in range(i + 2, min(i + 6, len(self._parse))):
            rows = self._words.predicates.get(self._parse.lowers[j], ())
            if self._parse.lowers[i + 1] == "of" and rows and rows[-1].kind in "vas" and rows[-1].who != "crowd":
                yield from self._running_total(i, j, rows[-1].measure)
                return

    def _running_total(self, token: int, after: int, measure: Measure) -> Iterator[Claim]:
        """ "the death toll from Friday's attack on the hall has risen to 137": a number may stand far off if it is called the total."""
        behind = [q for q in self._quantities if after < q.first <= after + FAR_TOLL and q.people and not q.yearlike]
        near = (q for q in behind if q.first <= after + TO_TOLL and self._parse.lowers[q.first - 1] not in PARTS)
        total = next((q for q in behind if self._is_total(q)), None) or next(near, None)
        if total is not None:
            count = Count(total.first, total.end, token, total.low, total.high, total.bound, total.rule, person=True)
            yield Claim(count, measure, token, "toll")

    def _is_total(self, quantity: Quantity) -> bool:
        """ "risen to 137,", "lowered to 24 from 51", "stood at 62", "reached 40"; not "bound to 12 villages"."""
        lowers, tags = self._parse.lowers, self._parse.tags
        first, end = quantity.first, quantity.end
        if lowers[first - 1] in self._words.to_total:
            return end >= len(lowers) or lowers[end] in AFTER_TOTAL or tags[end] in ("IN", "CC", "WDT", "WRB", "RB")
        return lowers[first - 1] in self._words.reach_total

    def _multiple(self, i: int) -> Iterator[Claim]:
        """ "a triple homicide" counts three."""
        parse = self._parse
        for j in range(i + 1, min(i + 4, len(parse))):
            measure = self._words.multiplied.get(parse.lowers[j])
            if measure is not None:
                number = self._words.multiples[parse.lowers[i]]
                yield Claim(
                    Count(i, i + 1, j, number, number, person=True),
                    measure,
                    j,
                    "shot" if measure == "wounded" else "multiple",
                )
                return
            if parse.tags[j] not in ("HYPH", "JJ", "NN", ":"):
                return
