"""The likeliest numbers of dead and wounded in one article: a table of weights, fitted by `gestae.training.totals`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from ..codebook.files import read_toml
from ..errors import CodebookError
from ..records import Figure, Measure
from .best_total import best_total
from .figure_persons import is_single
from .headline import in_headline
from .total_features import Features, Pair, candidates, size

FILE = "linking/total_model.toml"
CHOSEN: tuple[Measure, Measure] = ("killed", "wounded")


class TotalModel:
    """A conditional logit over `total_features`: the weights of what speaks for a pair of numbers, added up."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights

    @classmethod
    @cache
    def load(cls) -> TotalModel:
        """The bundled weights. Raises CodebookError where one is no number."""
        weights = read_toml(FILE)["weights"]
        if wrong := [name for name, value in weights.items() if not isinstance(value, (int, float))]:
            raise CodebookError(f"{FILE}: expected numbers for {wrong}")
        return cls(weights)

    def score(self, features: Features) -> float:
        return math.fsum(value * self.weights.get(name, 0.0) for name, value in features.items())

    def choose(self, found: Mapping[Pair, Features]) -> Pair:
        """The likeliest pair; of equals the lower numbers."""
        return max(found, key=lambda pair: (self.score(found[pair]), -pair[0], -pair[1]))


def article_total(figures: Sequence[Figure], measure: Measure, headline: str | None) -> Figure | None:
    """The best claim of a measure in the figures of one article, in text order; None if it makes none.

    Dead and wounded are chosen together, for they are told together ("five shot, two of them dead"); a measure
    whose claims all seem to be of something else has no total. Other measures are left to `best_total`.
    """
    if measure not in CHOSEN or not any(f.measure in (*CHOSEN, "hospitalised") for f in figures):
        return best_total(figures, measure)
    number = _likeliest(tuple(figures), headline)[CHOSEN.index(measure)]
    return _claim(figures, measure, headline, number)


@lru_cache(maxsize=8)
def _likeliest(figures: tuple[Figure, ...], headline: str | None) -> Pair:
    """Of one article; asked for once for each measure."""
    return TotalModel.load().choose(candidates(figures, headline))


def _claim(figures: Sequence[Figure], measure: Measure, headline: str | None, number: int) -> Figure | None:
    """The claim that gives the number; where it comes of several, the first of them with the number in its place."""
    own = [f for f in figures if f.measure == measure]
    if number == 0:
        return next((f for f in own if f.high == 0), None)
    rules = best_total(figures, measure) or in_headline(figures, measure, headline)
    said = [f for f in own if size(f) == number and not (is_single(f) and number > 1)]
    for found in (rules, *said[:1]):
        if found is not None and size(found) == number:
            return found
    first = next((f for f in (*own, *figures) if f.high != 0), None)
    return first and msgspec.structs.replace(first, measure=measure, low=number, high=number, bound="exact")
