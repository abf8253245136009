"""From how many hands a report comes: near-duplicates and a wire's copies have one origin, whoever prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ..readers.names import agency_names, names, plain
from ..records import Article
from .near_duplicates import Sketch, resemblance

COPY = 0.5
"""Resemblance from which a text is another's near-duplicate."""
TOP, END = 250, 300
"""Characters at top and end of a text in which a wire is credited."""


def origins(articles: Sequence[Article], sketches: Sequence[Sketch]) -> list[str]:
    """The known origins, each once."""
    return list(dict.fromkeys(name for name in origin_of_each(articles, sketches) if name))


def origin_of_each(articles: Sequence[Article], sketches: Sequence[Sketch]) -> list[str | None]:
    """Of a family of near-duplicates the wire that one of them names, else the first publisher; None where neither is known."""
    members: dict[int, list[Article]] = {}
    family_of = families(sketches)
    for article, family in zip(articles, family_of, strict=True):
        members.setdefault(family, []).append(article)
    named = {
        number: _first(map(wire, family)) or _first(a.publisher for a in family) for number, family in members.items()
    }
    return [named[family] for family in family_of]


def _first(names: Iterable[str | None]) -> str | None:
    return next(filter(None, names), None)


def families(sketches: Sequence[Sketch]) -> list[int]:
    """For each text the number of the first one that it is a near-duplicate of, directly or through others."""
    first = list(range(len(sketches)))
    for i, one in enumerate(sketches):
        for j in range(i):
            if first[i] != first[j] and resemblance(one, sketches[j]) >= COPY:
                old, new = max(first[i], first[j]), min(first[i], first[j])
                first = [new if number == old else number for number in first]
    return first


def wire(article: Article) -> str | None:
    """The agency that the article names as its own source: its `origin`, a credit on top or at the end."""
    if article.origin:
        return article.origin
    for part in (article.text[:TOP], article.text[-END:]):
        if found := _credit().search(part):
            return agency_names()[plain(next(filter(None, found.groups())))]
    return None


@cache
def _credit() -> re.Pattern[str]:
    """ "(Reuters)", "/TASS/", "By Jane Doe, Associated Press", "Copyright 2024 The Associated Press"."""
    spelled = {
        form for shown, forms in names().agencies.items() for name in (shown, *forms) for form in (name, name.upper())
    }
    either = "|".join(re.escape(name) for name in sorted(spelled, key=lambda name: (-len(name), name)))
    return re.compile(
        rf"\(({either})\)|/({either})/|\bBy [^\n]{{0,60}}?\b({either})\b|(?:©|Copyright)[^\n]{{0,20}}?\b({either})\b"
    )
