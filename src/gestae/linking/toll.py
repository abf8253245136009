"""The toll of an incident: views of its claims under a named rule. No rule removes or changes a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import get_args

import msgspec

from ..records import Claim, Figure, Incident, Measure, Toll, TollRule
from .statements import Statement, is_official, latest_by_origin, rivals, statements

RULE: TollRule = "latest_report_fullest_figure"
Headlines = Mapping[str, str | None]
"""Titles by article id."""
View = tuple[Sequence[Statement], Statement]
"""The statements that count, and the one that is best."""


def tolls(claims: Sequence[Claim], headlines: Headlines | None = None, *, rule: TollRule = RULE) -> dict[str, Toll]:
    """The toll per measure, from claims in the order in which they were reported; raises KeyError for no such rule.

    A measure that nobody gives a figure for (under `latest_official`: no authority) is absent, not zero.
    """
    found = {measure: _toll(claims, measure, headlines or {}, rule) for measure in get_args(Measure)}
    return {measure: toll for measure, toll in found.items() if toll is not None}


def toll_at(
    incident: Incident, on: date | str, rule: TollRule = RULE, headlines: Headlines | None = None
) -> dict[str, Toll]:
    """The toll as it was known on a day: of the claims that were made on it or before. A claim without a day is not among them."""
    return tolls(known_on(incident.figures, on), headlines, rule=rule)


def known_on(claims: Iterable[Claim], on: date | str) -> list[Claim]:
    last = str(on)[:10]
    return [claim for claim in claims if claim.as_of is not None and claim.as_of[:10] <= last]


def under(incident: Incident, rule: TollRule, headlines: Headlines | None = None) -> Incident:
    """The same incident with its toll under another rule."""
    return msgspec.structs.replace(incident, toll=tolls(incident.figures, headlines, rule=rule))


def _toll(claims: Sequence[Claim], measure: Measure, headlines: Headlines, rule: TollRule) -> Toll | None:
    """The best figure may rest on claims of other measures ("five shot, one fatally")."""
    view = RULES[rule](claims, measure, headlines)
    if view is None:
        return None
    counted, best = view
    own = [c for c in claims if c.figure.measure == measure]
    low, high = _range([*(s.figure for s in counted), best.figure])
    return Toll(
        low=low,
        best=best.number,
        high=high,
        rule=rule,
        as_of=max((s.as_of for s in (*counted, best) if s.as_of is not None), default=None),
        claims=tuple(c.figure.id for c in own or claims),
    )


def _range(figures: Sequence[Figure]) -> tuple[int | None, int | None]:
    """Lowest and highest number that is claimed; no highest where that number is open above ("at least five")."""
    numbers = [n for f in figures for n in (f.low, f.high) if n is not None]
    if not numbers:
        return None, None
    top = max(numbers)
    is_open = any(f.high is None and f.low == top for f in figures)
    return min(numbers), None if is_open else top


# --- rules ----------------------------------------------------------------------------------------


def _latest_report_fullest_figure(claims: Sequence[Claim], measure: Measure, headlines: Headlines) -> View | None:
    """The figure that `article_total` chooses of the latest article that has any. Source: the habit of news desks, to print the newest count."""
    told = statements(claims, measure, headlines)
    return (_in_force(claims, told), told[-1]) if told else None


def _latest_official(claims: Sequence[Claim], measure: Measure, headlines: Headlines) -> View | None:
    """The same of what authorities say: government, military, police, courts, parliament (`[toll]` in `syntax/linking.toml`)."""
    told = statements([c for c in claims if is_official(c)], measure, {})
    return (latest_by_origin(told), told[-1]) if told else None


def _median_of_origins(claims: Sequence[Claim], measure: Measure, headlines: Headlines) -> View | None:
    """The lower median of what each independent origin said last, so that a wire's copies count once.

    Source: the median as a robust estimate of location (Huber, Robust Statistics, 1981).
    """
    told = latest_by_origin(statements(claims, measure, headlines))
    if not told:
        return None
    middle = median_low(s.number for s in told)
    return told, next(s for s in reversed(told) if s.number == middle)


def _conservative(claims: Sequence[Claim], measure: Measure, headlines: Headlines) -> View | None:
    """The lowest number among the last claims of all origins, rival speakers included.

    Source: ACLED, "How does ACLED code fatalities?": the most conservative estimate where reports differ or are vague,
    revised upward or downward when better information comes.
    """
    told = _in_force(claims, statements(claims, measure, headlines))
    return (told, min(told, key=lambda s: s.number)) if told else None


def _ucdp(claims: Sequence[Claim], measure: Measure, headlines: Headlines) -> View | None:
    """Low, best and high of the last claims of all origins; best is what most of them give, the lower one among equals.

    Source: UCDP Georeferenced Event Dataset codebook (Sundberg and Melander 2013): best is the most reliable number and the
    lower one where none is more reliable. How reliable an outlet is Gestae does not judge; agreement stands in for it.
    """
    told = _in_force(claims, statements(claims, measure, headlines))
    numbers = [s.number for s in told]
    return (told, min(told, key=lambda s: (-numbers.count(s.number), s.number))) if told else None


def _in_force(claims: Sequence[Claim], told: Sequence[Statement]) -> list[Statement]:
    """What each origin said last, with other speakers' numbers in the same articles. What an origin has revised is history."""
    return [each for last in latest_by_origin(told) for each in (last, *rivals(claims, last))]


RULES: Mapping[TollRule, Callable[[Sequence[Claim], Measure, Headlines], View | None]] = {
    "latest_report_fullest_figure": _latest_report_fullest_figure,
    "latest_official": _latest_official,
    "median_of_origins": _median_of_origins,
    "conservative": _conservative,
    "ucdp": _ucdp,
}
