"""What a headline says of a toll: a hint which of the article's claims is the total of what it reports."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

import msgspec

from ..codebook.figure_words import FigureWords, Predicate
from ..grounding.numbers import NumberReader, Quantity
from ..records import Figure, Measure
from .best_total import best_total

REACH = 4
"""Words behind a number within which stands what befell the people counted: "Five people shot", "3 men and a woman hurt"."""
NEAR = 3
"""Words before and behind a word of a headline in which its companions stand: "shot to death"."""
WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*|[^\w\s]")
HURT = ("wounded", "hospitalised")
"""Measures whose claims may be of those that a headline calls hurt."""
Said = tuple[int, str | None]
"""A number, and the rule under which it counts ("shot": those who died are part of it)."""


@cache
def numbers_in(headline: str | None) -> dict[Measure, Set[Said]]:
    """The numbers of dead and wounded; without a headline there are none."""
    lowers = [word.lower() for word in WORD.findall(headline or "")]
    found: dict[Measure, set[Said]] = {}
    quantities = [q for q in _reader().read(lowers) if q.people and not q.yearlike and q.low is not None]
    for quantity in quantities:
        row = _befell(lowers, quantity, {q.first for q in quantities})
        if row is not None and row.measure in ("killed", "wounded") and quantity.low is not None:
            found.setdefault(row.measure, set()).add((quantity.low, row.rule))
    return dict(found)


@cache
def named_in(headline: str | None) -> frozenset[str]:
    """What befell people in a headline: measures, or "shot" where the number of hit counts under that rule."""
    lowers = [word.lower() for word in WORD.findall(headline or "")]
    deeds = {word: "shot" if measure == "wounded" else measure for word, measure in _words().multiplied.items()}
    found = {named for word in lowers if (named := _words().implied.get(word) or deeds.get(word)) is not None}
    for j, word in enumerate(lowers):
        near = {*lowers[max(0, j - NEAR) : j], *lowers[j + 1 : j + 1 + NEAR]}
        rows = _words().predicates.get(word, ())
        row = next((row for row in rows if not row.companions or any(near >= words for words in row.companions)), None)
        if row is not None:
            found.add(row.rule if row.rule == "shot" else row.measure)
    return frozenset(found)


def in_headline(figures: Sequence[Figure], measure: Measure, headline: str | None) -> Figure | None:
    """The claim of wounded whose number the headline gives too: as the wounded, or as those shot, of whom some died.

    Not of the dead: headlines count victims, and a toll counts the attacker too.
    """
    said = numbers_in(headline).get(measure) if measure == "wounded" else None
    if not said:
        return None
    dead = best_total(figures, "killed")
    killed = 0 if dead is None else dead.low or 0
    for number, rule in sorted(said, key=lambda one: (one[1] == "shot", -one[0])):
        wounded = number - killed if rule == "shot" else number
        claim = next((f for f in figures if f.measure in HURT and f.low == number and number > 1), None)
        if claim is not None and wounded > 0:
            return msgspec.structs.replace(claim, measure=measure, low=wounded, high=wounded)
    return None


def _befell(lowers: Sequence[str], quantity: Quantity, numbers: Set[int]) -> Predicate | None:
    """The line of the codebook for the word just before the number ("injures 5"), else for the first one behind it."""
    behind = range(quantity.end, min(quantity.end + REACH, len(lowers)))
    stop = next((j for j in behind if j in numbers or not lowers[j][0].isalnum()), behind.stop)
    tokens = [*range(max(0, quantity.first - 1), quantity.first), *range(quantity.end, stop)]
    return next((row for j in tokens if (row := _row(lowers, j)) is not None), None)


def _row(lowers: Sequence[str], j: int) -> Predicate | None:
    near = set(lowers[j + 1 : j + 3])
    rows = (row for row in _words().predicates.get(lowers[j], ()) if row.kind in "va")
    return next((row for row in rows if not row.companions or any(near >= words for words in row.companions)), None)


@cache
def _reader() -> NumberReader:
    return NumberReader.load()


@cache
def _words() -> FigureWords:
    return FigureWords.load()
