"""The place that an article is about: of all towns and counties named in it, the one that most speaks for.

In local news the sentence that tells the deed seldom names the town; the dateline, the police that answered, the
county beside it and the number of mentions do. The features are added up with the weights of `syntax/linking.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from ..codebook.files import read_rows, read_toml
from ..geometry import kilometres
from ..grounding.gazetteer import COUNTRY_COLUMNS
from ..grounding.gazetteer_names import fold
from ..grounding.place_site import is_reference
from ..records import Coding, Place

FINE = ("city", "admin2")
AROUND = 45
"""Characters before and after a name in which words say what it is there for."""
OPENING = 400
"""Characters at the top of an article, in which news says where it happened."""
WITHIN_KM = 40.0
"""From the middle of a county to a town in it."""

MOST = 50
"""Places that are compared, those named most: long lists of towns must not take time that grows with their square."""

Group = Sequence[int]
"""Indexes of the mentions of one place."""


def site_of(coding: Coding, own: Iterable[int], elsewhere: Iterable[int]) -> Place | None:
    """The likeliest place; `own` are the mentions told with the incident, `elsewhere` those told with others."""
    groups = _groups(coding)
    said, others = frozenset(own), frozenset(elsewhere)
    several = not others.issubset(said)
    scored = [(_score(coding, group, groups, said, others, several=several), -group[0], group) for group in groups]
    best = max(scored, default=None)
    if best is None or best[0] < _rules()["least"]:
        return None
    return coding.places[best[2][0]]


def _groups(coding: Coding) -> Sequence[Group]:
    found: dict[tuple[str | None, str], list[int]] = {}
    for i, place in enumerate(coding.places):
        if place.precision in FINE and place.lat is not None and not _is_elsewhere(coding.article.text, place):
            found.setdefault((place.geonames_id, place.name), []).append(i)
    return sorted(found.values(), key=lambda group: (-len(group), group[0]))[:MOST]


def _is_elsewhere(text: str, place: Place) -> bool:
    """ "40 km north of Lima" is not in Lima, and what is filed from a capital may be anywhere in the country."""
    return is_reference(text, place) or (place.role == "dateline" and is_capital(place))


def _score(
    coding: Coding, group: Group, groups: Sequence[Group], own: frozenset[int], others: frozenset[int], *, several: bool
) -> float:
    told = not own.isdisjoint(group)
    features = _features(coding, group, groups) | {
        "told": told and not several,
        "told_of_several": told and several,
        "told_elsewhere": not told and not others.isdisjoint(group),
    }
    weights: Mapping[str, float] = _rules()["weights"]
    return sum(weights[name] * value for name, value in features.items())


def _features(coding: Coding, group: Group, groups: Sequence[Group]) -> dict[str, float]:
    text, places = coding.article.text, [coding.places[i] for i in group]
    first = places[0]
    before = [text[max(0, p.start - AROUND) : p.start] for p in places]
    after = [text[p.end : p.end + AROUND] for p in places]
    police = [_is_police(b, a) for b, a in zip(before, after, strict=True)]
    names = [not p and _goes_on(a) for p, a in zip(police, after, strict=True)]
    nursed = [_nursed().search(f"{b} {a}") is not None for b, a in zip(before, after, strict=True)]
    return {
        "sure": max(p.confidence for p in places),
        "share": len(group) / sum(map(len, groups)),
        "dateline": any(p.role == "dateline" for p in places),
        "opening": first.start < OPENING,
        "title": text[first.start : first.end].lower() in (coding.article.title or "").lower(),
        "police": any(police),
        "in_name": sum(names) / len(names),
        "hospital": sum(nursed) / len(nursed),
        "company": _company(coding, group),
        "in_county": first.precision == "city" and any(_holds(coding.places[g[0]], first) for g in groups),
    }


def _company(coding: Coding, group: Group) -> float:
    """The share of the other places named that lie in its state: a quarter called Austin is not in Texas."""
    first = coding.places[group[0]]
    others = {
        (p.geonames_id, p.name): p.admin1
        for p in coding.places
        if p.admin1 is not None and p.precision in (*FINE, "admin1")
    }
    others.pop((first.geonames_id, first.name), None)
    return sum(admin1 == first.admin1 for admin1 in others.values()) / len(others) if others else 0.0


def _holds(county: Place, city: Place) -> bool:
    return county.precision == "admin2" and county.admin1 == city.admin1 and kilometres(county, city) <= WITHIN_KM


def _is_police(before: str, after: str) -> bool:
    """ "Lakeside police", "police in Lakeside": those who answer are of the place."""
    return _patterns()[0].match(after) is not None or _patterns()[1].search(before) is not None


def _goes_on(after: str) -> bool:
    """ "Lakeside High School", "the Lakeside Herald": a name of something else."""
    return len(after) > 2 and after[0] == " " and after[1].isupper() and after[2].islower()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = _rules()
    police, kinds = _either(rules["police"]), _either(rules["of_police"])
    after = re.compile(rf"\W{{0,3}}(?:{kinds}\s)?(?:{police})\b", re.IGNORECASE)
    before = re.compile(rf"\b(?:{police})\s(?:in|from|with)\s(?:the\s)?(?:(?:city|town) of\s)?$", re.IGNORECASE)
    return after, before


@cache
def _nursed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(_rules()['hospital'])})\b", re.IGNORECASE)


def _either(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def is_capital(place: Place) -> bool:
    row = countries().get(place.country or "")
    return row is not None and fold(place.name) == fold(row["capital"])


@cache
def countries() -> Mapping[str, Mapping[str, str]]:
    return {row["iso3"]: row for row in read_rows("places/countries.csv", COUNTRY_COLUMNS)}


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = read_toml("syntax/linking.toml")["site"]
    return rules
