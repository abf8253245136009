"""The toll of an incident: views of the claims under a named rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from ..records import Claim, Figure, Measure, Toll
from .total_model import article_total

RULE = "latest_report_fullest_figure"
"""Claims of the latest article that has any; of those, the one that `article_total` chooses."""


def tolls(claims: Sequence[Claim], headlines: Mapping[str, str | None] | None = None) -> dict[str, Toll]:
    """The toll per measure; a measure that nobody gives a figure for is absent, not zero. `headlines` are by article id."""
    found = {measure: _toll(claims, measure, headlines or {}) for measure in get_args(Measure)}
    return {measure: toll for measure, toll in found.items() if toll is not None}


def _toll(claims: Sequence[Claim], measure: Measure, headlines: Mapping[str, str | None]) -> Toll | None:
    """The best figure may rest on claims of other measures ("five shot, one fatally"); low and high may not."""
    best = next(_best_by_article(claims, measure, headlines), None)
    if best is None:
        return None
    own = [c for c in claims if c.figure.measure == measure]
    figures = [c.figure for c in own or claims]
    value = best.low if best.low is not None else best.high
    low, high = _range([c.figure for c in own], value)
    return Toll(
        low=low,
        best=value,
        high=high,
        rule=RULE,
        as_of=claims[-1].as_of,
        claims=tuple(f.id for f in figures),
    )


def _range(figures: Sequence[Figure], best: int | None) -> tuple[int | None, int | None]:
    """Lowest and highest number that anybody gives; no highest where that number is open above ("at least five")."""
    numbers = [n for f in figures for n in (f.low, f.high, best) if n is not None]
    if not numbers:
        return best, best
    top = max(numbers)
    is_open = any(f.high is None and f.low == top for f in figures)
    return min(numbers), None if is_open else top


def _best_by_article(
    claims: Sequence[Claim], measure: Measure, headlines: Mapping[str, str | None]
) -> Iterator[Figure]:
    """The best figure of each article, latest article first."""
    for article in dict.fromkeys(c.article for c in reversed(claims)):
        figures = [c.figure for c in claims if c.article == article]
        found = article_total(figures, measure, headlines.get(article))
        if found is not None:
            yield found
