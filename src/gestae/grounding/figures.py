"""Figures: every claim of a number of people killed, wounded, arrested … that an article makes, and its best total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..codebook.figure_words import FigureWords
from ..codebook.words import Words
from ..language.parse import Parse
from ..language.syntax import Syntax
from ..records import Article, Figure, Measure, short_hash
from .figure_claims import ClaimFinder
from .figure_wordings import Claim
from .numbers import NumberReader

PRECEDENCE: tuple[Measure, ...] = (
    "killed", "wounded", "abducted", "arrested", "missing", "displaced", "hospitalised", "affected", "participants",
    "suspects",
)  # fmt: skip
"""Which measure keeps words that two of them claim: "was shot and killed", "injured men in hospital"."""


VICTIMS = frozenset({"killed", "wounded"})


class FigureFinder:
    """Finds the figures of an article in its parsed sentences.

    A figure's span covers the words of number, or the name or noun phrase that stands for one person. Figures
    never overlap. Statistics, earlier events and what has not happened are left out.
    """

    def __init__(self, words: FigureWords | None = None, syntax: Syntax | None = None) -> None:
        self._words = words or FigureWords.load()
        self._claims = ClaimFinder(self._words, syntax or Syntax(Words.load()), NumberReader.load())

    def find(self, article: Article, parses: Sequence[Parse]) -> list[Figure]:
        """The claims in text order; `event` and `attribution` are left to later stages."""
        names = _names(parses)
        placed = [
            (parse.starts[c.count.first], parse.ends[c.count.end - 1], c)
            for parse in parses
            for c in self._claims.find(parse, names, article.day)
        ]
        return [
            _figure(article, start, end, claim)
            for start, end, claim in _without_overlaps(_needed(_of_this_event(placed)))
        ]

    def is_of_interest(self, sentence: str) -> bool:
        """A cheap test before parsing: whether the sentence has a word that figures hang on."""
        return self._claims.is_of_interest(_rough_tokens(sentence))


Placed = tuple[int, int, Claim]


def _rough_tokens(sentence: str) -> list[str]:
    return (
        sentence.lower()
        .replace("-", " ")
        .replace(",", " ")
        .replace(".", " ")
        .replace("’", " ")
        .replace("'", " ")
        .split()
    )


def _names(parses: Iterable[Parse]) -> frozenset[str]:
    """The first and last words of the names of persons, by which later sentences call them."""
    full = (
        (parse.words[first], parse.words[end - 1])
        for parse in parses
        for first, end, label in parse.entities
        if label == "PERSON" and end - first > 1
    )
    return frozenset(name for names in full for name in names if name.istitle())


def _of_this_event(placed: Sequence[Placed]) -> list[Placed]:
    """Without victims of some weeks back, unless the article begins with them and so is about them."""
    victims = [p for p in placed if p[2].measure in VICTIMS]
    begin = min((p[0] for p in victims), default=0)
    if any(p[2].past for p in victims if p[0] == begin):
        return list(placed)
    return [p for p in placed if not (p[2].past and p[2].measure in VICTIMS)]


def _needed(placed: Sequence[Placed]) -> list[Placed]:
    """The "at least one" of bare words only where the article has no figure of that measure."""
    given = {claim.measure for _, _, claim in placed if claim.rule != "implied"}
    kept, implied = [], set(given)
    for start, end, claim in placed:
        if claim.rule == "implied":
            if claim.measure in implied:
                continue
            implied.add(claim.measure)
        kept.append((start, end, claim))
    return kept


def _without_overlaps(placed: Iterable[Placed]) -> list[Placed]:
    """In text order; where two claims share words, the one whose measure takes precedence stays."""
    kept: list[Placed] = []
    for item in sorted(placed, key=lambda p: (p[0], -p[1], PRECEDENCE.index(p[2].measure), p[2].token)):
        if kept and item[0] < kept[-1][1]:
            if PRECEDENCE.index(item[2].measure) < PRECEDENCE.index(kept[-1][2].measure):
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _figure(article: Article, start: int, end: int, claim: Claim) -> Figure:
    count = claim.count
    return Figure(
        id=short_hash(article.id, start, end, claim.measure),
        start=start,
        end=end,
        measure=claim.measure,
        low=count.low,
        high=count.high,
        bound=count.bound,
        group=count.group,
        rule=claim.rule,
    )
