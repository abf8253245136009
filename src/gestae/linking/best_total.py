"""One article's best total of a measure, from all that it claims."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..records import Figure, Measure
from .figure_persons import Person, are_perpetrators, are_victims, chains, did_it, is_single, ordinal_of, persons_of

VAGUE_FACTOR = 3
"""A number outranks a vague word ("dozens") of up to three times its size: it says the same more exactly."""


def best_total(figures: Sequence[Figure], measure: Measure) -> Figure | None:
    """The best claim of a measure in the figures of one article, in text order.

    1. A running total ("the death toll rose to 133") wins, the last one said.
    2. Else the highest number; what one list says ("a man and three others") is added up first. From a
       number of people shot, the killed are taken off, for they are part of it. Attackers who died count as
       killed, unless the article shows that the highest total has them already.
    3. Else the number of different persons that are named or described one by one; two for a "murder-suicide".
    4. Else a claim that there was nobody; None if there is no claim.
    """
    own = [f for f in figures if f.measure == measure]
    if tolls := [f for f in own if f.rule == "toll"]:
        return tolls[-1]
    killed = 0
    if measure == "wounded":
        dead = best_total(figures, "killed")
        killed = _size(dead) if dead is not None else 0
    least = next((f for f in own if is_pair(f)), None)
    totals = [total for chain in chains(own) if (total := _total(chain, killed)) is not None]
    totals = [*(_with_those_before(t, figures) for t in totals[:1]), *totals[1:]]
    if totals and measure == "killed":
        return _with_attackers(totals, figures)
    if totals:
        best = _without_killed(_fullest(totals), totals, killed)
        return best if killed else _with_next(best, own)
    persons = _persons_total(figures, measure, killed)
    if least is not None and (persons is None or _size(persons) < _size(least)):
        return least
    return persons or next((f for f in own if f.high == 0 and f.group is None), None)


def is_pair(figure: Figure) -> bool:
    """ "murder-suicide": two at the least, whoever they are, and the one who did it among them."""
    return figure.rule == "multiple" and figure.bound == "at_least"


def _size(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0


def _total(chain: Sequence[Figure], killed: int) -> Figure | None:
    """A chain as one claim; None if it is about one person, or about nobody."""
    if all(is_single(f) for f in chain) or any(f.high == 0 or is_pair(f) for f in chain):
        return None
    first = chain[0]
    low = sum(_size(f) for f in chain)
    high = None if any(f.high is None for f in chain) else sum(f.high or 0 for f in chain)
    if first.low is None and len(chain) == 1:
        return first
    if first.rule == "shot" and not _are_others(first):
        low, high = low - killed, None if high is None else high - killed
        if low <= 0:
            return None
    bound = "at_least" if high is None and first.bound == "exact" else first.bound
    return msgspec.structs.replace(first, low=low, high=high, bound=bound)


def _fullest(totals: Sequence[Figure]) -> Figure:
    """The highest total, the last among equals; a vague one only where no number is near it."""
    best = max(reversed(totals), key=_size)
    definite = [t for t in totals if t.bound != "vague" and VAGUE_FACTOR * _size(t) >= _size(best)]
    return max(reversed(definite), key=_size) if best.bound == "vague" and definite else best


def _without_killed(best: Figure, totals: Sequence[Figure], killed: int) -> Figure:
    """ "Four were wounded, one of whom died; the other three": the lower total is of those who live."""
    if best.rule == "shot" or _are_others(best) or not killed:
        return best
    return next((t for t in totals if _are_others(t) and t.low == _size(best) - killed), best)


def _with_next(best: Figure, own: Sequence[Figure]) -> Figure:
    """ "A fifth man was wounded", beside four."""
    size = _size(best)
    if best.low is None or not any(is_single(f) and ordinal_of(f) == size + 1 for f in own):
        return best
    return msgspec.structs.replace(best, low=size + 1, high=None if best.high is None else size + 1)


def _are_others(figure: Figure) -> bool:
    return figure.group is not None and figure.group.startswith("other")


def _with_those_before(total: Figure, figures: Sequence[Figure]) -> Figure:
    """ "Two others died", as the first total of an article: on top of the persons told of before."""
    if not _are_others(total) or total.low is None:
        return total
    before = persons_of([f for f in figures if f.start < total.start], total.measure)
    extra = sum(counts_as(p, total.measure) for p in before)
    return msgspec.structs.replace(
        total, low=total.low + extra, high=None if total.high is None else total.high + extra
    )


def _with_attackers(totals: Sequence[Figure], figures: Sequence[Figure]) -> Figure:
    """Attackers who died are counted too, unless the best total has them.

    "Including the gunman" shows that it has, as does another total lower by their number; not so one of "victims".
    One by one they are told of in many words, as if they were several, so no more than one is added.
    """
    of_attackers = [t for t in totals if are_perpetrators(t)]
    of_victims = [t for t in totals if not are_perpetrators(t)] or totals
    best = _fullest(of_victims)
    dead = [p for p in persons_of(figures, "killed") if "killed" in p.measures]
    attackers = min(1, sum(p.perpetrator is True or did_it(p) for p in dead))
    if of_attackers and of_victims is not totals:
        attackers = max(attackers, _size(_fullest(of_attackers)))
    if not attackers or best.low is None or any(t.rule == "complete" and _size(t) == _size(best) for t in totals):
        return best
    if not are_victims(best) and any(_size(t) == best.low - attackers for t in of_victims):
        return best
    high = None if best.high is None else best.high + attackers
    return msgspec.structs.replace(best, low=best.low + attackers, high=high)


# --- persons one by one ---------------------------------------------------------------------------


def _persons_total(figures: Sequence[Figure], measure: Measure, killed: int) -> Figure | None:
    """The number of persons; of those shot, as many are taken off as died without being told one by one."""
    everybody = persons_of(figures, measure)
    persons = [p for p in everybody if counts_as(p, measure)]
    shot = sum(all(f.rule == "shot" for f in p.figures) for p in persons)
    number = max(len(persons), _highest_ordinal(figures, measure)) - min(
        shot, max(0, killed - sum("killed" in p.measures for p in everybody))
    )
    if number < 1:
        return None
    first = next(f for f in persons[0].figures if f.measure == measure)
    return msgspec.structs.replace(first, low=number, high=number)


def _highest_ordinal(figures: Sequence[Figure], measure: Measure) -> int:
    """ "A second man has died" counts the first one too."""
    if measure != "killed":
        return 0
    return max((ordinal_of(f) or 0 for f in figures if f.measure == measure and is_single(f)), default=0)


def counts_as(person: Person, measure: Measure) -> bool:
    """Who died of wounds is not counted as wounded too."""
    return measure in person.measures and not (measure == "wounded" and "killed" in person.measures)
