"""What speaks for a number of dead or wounded as the total of an article: the features of `linking/total_model.toml`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..records import Figure, Measure
from .best_total import best_total, counts_as, is_pair
from .figure_persons import Person, chains, did_it, is_single, persons_of
from .headline import in_headline, named_in, numbers_in

LEAD = 500
"""Characters at the top of an article, in which news tells its story; other stories come further down."""
MOST = 30
"""Numbers of a measure that are compared, those with most that speaks for them: lists of hundreds must not take time that grows with their square."""
Features = dict[str, float]
Pair = tuple[int, int]
"""Killed and wounded."""
Numbers = dict[int, Features]


def candidates(figures: Sequence[Figure], headline: str | None) -> dict[Pair, Features]:
    """Every pair of totals that the claims and the headline allow, with what speaks for it."""
    hit = _Hit(figures, headline)
    killed, wounded = _most_told(_killed(figures, headline)), _most_told(_wounded(figures, headline))
    for number in hit.totals:
        for dead in killed:
            if number >= dead:
                wounded.setdefault(number - dead, {})
    for number in hit.nursed[:MOST]:
        wounded.setdefault(number, {})
    return {
        (k, w): _prefixed("killed", killed[k]) | _prefixed("wounded", wounded[w]) | hit.features(k, w)
        for k in killed
        for w in wounded
    }


def _most_told(numbers: Numbers) -> Numbers:
    best = sorted(numbers, key=lambda number: (-len(numbers[number]), number))[:MOST]
    return {number: numbers[number] for number in sorted({0, *best})}


def _prefixed(measure: str, features: Features) -> Features:
    return {f"{measure}_{name}": value for name, value in features.items()}


# --- one measure ----------------------------------------------------------------------------------


class _Votes:
    """Numbers with the reasons that speak for them."""

    def __init__(self) -> None:
        self._counts: dict[int, Counter[str]] = {0: Counter()}

    def put(self, name: str, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._counts.setdefault(number, Counter())[name] += 1

    def features(self) -> Numbers:
        """Reasons that a text gives several times weigh more, but not as many times more."""
        return {
            number: {name: math.log1p(n) if name == "said" else 1.0 for name, n in reasons.items()}
            | ({"one": 1.0} if number == 1 else {})
            for number, reasons in self._counts.items()
        }


def _killed(figures: Sequence[Figure], headline: str | None) -> Numbers:
    votes = _of_claims(figures, "killed", best_total(figures, "killed"), headline)
    mine = [p for p in persons_of(figures, "killed") if counts_as(p, "killed")]
    attackers = sum(p.perpetrator is True or did_it(p) for p in mine)
    votes.put("victims", [len(mine) - attackers])
    if attackers:
        votes.put("with_attacker", {size(f) + 1 for f in _totals(figures, "killed")})
    return votes.features()


def _wounded(figures: Sequence[Figure], headline: str | None) -> Numbers:
    best = in_headline(figures, "wounded", headline) or best_total(figures, "wounded")
    votes = _of_claims(figures, "wounded", best, headline)
    votes.put("nursed", [size(best_total(figures, "hospitalised"))])
    votes.put("nursed_persons", [len(persons_of(figures, "hospitalised"))])
    return votes.features()


def _of_claims(figures: Sequence[Figure], measure: Measure, best: Figure | None, headline: str | None) -> _Votes:
    votes, own = _Votes(), [f for f in figures if f.measure == measure]
    lead = [f for f in figures if f.start < LEAD]
    totals = [size(f) for f in _totals(figures, measure)]
    votes.put("rules", [size(best)])
    votes.put("said", totals)
    votes.put("said_first", totals[:1])
    votes.put("said_last", totals[-1:])
    votes.put("said_most", [max(totals)] if totals else [])
    votes.put("toll", [size(f) for f in own if f.rule == "toll"])
    votes.put("complete", [size(f) for f in own if f.rule == "complete"])
    votes.put("added", {sum(map(size, chain)) for chain in chains(own) if len(chain) > 1})
    votes.put("nobody", [0] if any(f.high == 0 and f.group is None for f in own) else [])
    votes.put("lead", [size(best_total(lead, measure))] if lead else [])
    persons = _counted(figures, measure)
    votes.put("persons", [len(persons)])
    votes.put("persons_by_name", [sum(bool(p.names) for p in persons)])
    votes.put("persons_of_lead", [len(_counted(lead, measure))])
    votes.put("headline", {number for number, rule in numbers_in(headline).get(measure, ()) if rule != "shot"})
    return votes


def _totals(figures: Sequence[Figure], measure: Measure) -> list[Figure]:
    """Numbers that are written out, but for those of all who were hit."""
    own = (f for f in figures if f.measure == measure and not is_single(f))
    return [f for f in own if f.high != 0 and f.rule != "shot" and not is_pair(f)]


def _counted(figures: Sequence[Figure], measure: Measure) -> list[Person]:
    return [p for p in persons_of(figures, measure) if counts_as(p, measure)]


def size(figure: Figure | None) -> int:
    if figure is None:
        return 0
    return figure.low if figure.low is not None else figure.high or 0


# --- both -----------------------------------------------------------------------------------------


class _Hit:
    """What tells of dead and wounded together: numbers of people shot, and what the headline names."""

    def __init__(self, figures: Sequence[Figure], headline: str | None) -> None:
        shot = [f for f in figures if f.measure == "wounded" and f.rule == "shot" and not is_single(f)]
        self._shot = [size(f) for f in shot]
        self._headline = [n for n, rule in numbers_in(headline).get("wounded", ()) if rule == "shot"]
        self.nursed = [size(f) for f in figures if f.measure == "hospitalised" and not is_single(f)]
        self.totals = dict.fromkeys((*self._headline, *self._shot[:MOST], *self.nursed[:MOST]))
        self._named = named_in(headline)
        told: Mapping[str, int] = Counter(f.measure for f in figures if f.high != 0)
        self._told = {name: math.log1p(told.get(name, 0)) for name in ("killed", "wounded", "hospitalised")}
        self._sure = math.log1p(sum(f.measure == "wounded" and f.rule != "shot" and f.high != 0 for f in figures))

    def features(self, killed: int, wounded: int) -> Features:
        both = killed + wounded
        found: Features = {
            "shot": math.log1p(self._shot.count(both)),
            "shot_first": self._shot[:1] == [both],
            "shot_more": any(n > both for n in self._shot),
            "shot_headline": both in self._headline,
            "nursed_both": both in self.nursed,
            "nursed_wounded": wounded in self.nursed,
        }
        found |= self._of_dead(killed) | self._of_wounded(killed, wounded)
        return {name: float(value) for name, value in found.items() if value}

    def _of_dead(self, killed: int) -> Features:
        if killed:
            return {"dead_unnamed": bool(self._named) and "killed" not in self._named}
        return {"none_dead_told": self._told["killed"], "none_dead_named": "killed" in self._named}

    def _of_wounded(self, killed: int, wounded: int) -> Features:
        if wounded:
            return {"shot_only": self._sure == 0 and killed > 0}
        return {
            "nobody_hit": killed == 0,
            "none_wounded_told": self._told["wounded"],
            "none_wounded_sure": self._sure,
            "none_wounded_nursed": self._told["hospitalised"],
            "none_wounded_named": "wounded" in self._named,
            "none_wounded_shot": killed == 0 and "shot" in self._named,
        }
