"""Small places abroad that nothing in the article points to: the village meant is one at home, unknown to the gazetteer.

Names repeat across countries ("San Ramon"), and the gazetteer lacks most hamlets and quarters. Where an article
settles in one country, and a name fits only small places in others that it hardly speaks of, the name stays
and the country is the article's; a point and an id there are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .gazetteer import Candidate
from .place_context import Context
from .place_rank import Choice
from .place_scan import Toponym

WELL_KNOWN = 300_000
"""People; a larger city is meant without its country being named."""
DATELINE_WEIGHT, FEWEST = 2, 3
"""A dateline counts for two names in its country; a country needs so many to be where the article is at home."""


RARELY = 3
"""A country with that many times fewer names than the article's own is spoken of in passing."""
LIKELY = 0.5


def at_home(
    found: Sequence[Toponym],
    contexts: Sequence[Context],
    choices: Sequence[Choice | None],
    sure: Sequence[float],
    dateline: tuple[int, int] | None,
) -> list[Choice | None]:
    """The choices, those that lie in a country hardly spoken of replaced by an unlocated place at home."""
    spoken = _spoken_of(found, choices, sure, dateline)
    home = max(spoken, key=lambda country: spoken[country], default=None)
    if home is None or spoken[home] < FEWEST:
        return list(choices)
    return [
        Choice(_unlocated(one.text, home), choice.share)
        if choice is not None
        and not one.demonym
        and not (context.strong or context.weak)
        and choice.place.country != home
        and _is_stray(choice.place, spoken, spoken[home])
        else choice
        for one, context, choice in zip(found, contexts, choices, strict=True)
    ]


def _spoken_of(
    found: Sequence[Toponym], choices: Sequence[Choice | None], sure: Sequence[float], dateline: tuple[int, int] | None
) -> Counter[str]:
    """Countries by how many different names in them the article has: of people, provinces and well-known cities."""
    names: set[tuple[str, str]] = set()
    spoken: Counter[str] = Counter()
    for one, choice, likely in zip(found, choices, sure, strict=True):
        if choice is None or not choice.place.country:
            continue
        if (one.start, one.end) == dateline:
            spoken[choice.place.country] += DATELINE_WEIGHT
        elif one.demonym or (likely >= LIKELY and not _is_small(choice.place)):
            names.add((choice.place.country, one.text.lower()))
    spoken.update(country for country, _ in names)
    return spoken


def _is_small(place: Candidate) -> bool:
    return place.kind in ("city", "admin2", "venue") and not place.capital and place.population < WELL_KNOWN


def _is_stray(place: Candidate, spoken: Counter[str], at_home: int) -> bool:
    return _is_small(place) and bool(place.country) and RARELY * spoken[place.country] <= at_home


def _unlocated(name: str, country: str) -> Candidate:
    return Candidate(gid=None, name=" ".join(name.split()), kind="city", country=country)
