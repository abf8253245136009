"""How probable it is that two reports tell of one happening: a table of weights, fitted by `gestae.training.linking`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from ..codebook.files import read_toml
from ..errors import CodebookError
from .pair import features
from .profile import Profile

FILE = "linking/pair_model.toml"


class PairModel:
    """A logistic regression over `pair.features`. `limit` bounds what a single pair may say in a chain of many."""

    def __init__(self, constant: float, weights: Mapping[str, float], limit: float) -> None:
        self.constant = constant
        self.weights = weights
        self.limit = limit

    @classmethod
    @cache
    def load(cls) -> PairModel:
        """The bundled weights. Raises CodebookError where one is no number."""
        data = read_toml(FILE)
        if wrong := [name for name, value in data["weights"].items() if not isinstance(value, (int, float))]:
            raise CodebookError(f"{FILE}: expected numbers for {wrong}")
        return cls(data["constant"], data["weights"], data["limit"])

    def log_odds(self, found: Mapping[str, float]) -> float:
        """Of "one happening", between -limit and limit."""
        total = math.fsum(value * self.weights.get(name, 0.0) for name, value in found.items())
        return max(-self.limit, min(self.limit, self.constant + total))

    def of_pair(self, a: Profile, b: Profile) -> float:
        return self.log_odds(features(a, b))

    def reasons(self, found: Mapping[str, float]) -> list[tuple[str, float]]:
        """What speaks for and against in these features, the strongest first."""
        parts = ((name, value * self.weights.get(name, 0.0)) for name, value in found.items())
        return sorted(((n, p) for n, p in parts if p), key=lambda part: (-abs(part[1]), part[0]))


def probability(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))
