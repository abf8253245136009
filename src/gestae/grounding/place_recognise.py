"""How likely a name of the gazetteer is a place where it stands, and not a person, a firm or a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import exp, log1p, log10
from typing import NamedTuple

from ..language.parse import Parse
from .place_context import Context
from .place_scan import Token, Toponym
from .place_words import PlaceWords

NAMES = (
    "bias", "preposition", "strong_preposition", "direction", "says_where", "said_where", "unit_word",
    "given_before", "title_before", "capital_before", "body_after", "other_after", "capital_after",
    "person_verb", "possessive", "never", "lower_elsewhere", "person_elsewhere", "country", "admin1",
    "region", "several_words", "people", "fame", "main", "short", "first_word", "no_parse", "gpe", "loc",
    "fac", "norp", "person", "org", "other_entity", "no_entity", "inside_org", "dateline", "good_elsewhere",
    "tail_elsewhere", "given_then_capital", "given",
)  # fmt: skip
GAPS = frozenset((" ", "\n", "\u00a0", ". ", "-"))
"""What stands between a name and a word that belongs to it; the full stop is that of "Mr. "."""
LABELS = {"GPE": "gpe", "LOC": "loc", "FAC": "fac", "NORP": "norp", "PERSON": "person", "ORG": "org"}
_SENTENCE_END = re.compile(r"[.!?:\n”\"]\s*[“\"‘']?\s*$")


class Entities:
    """The entities of the parsed sentences by offset."""

    def __init__(self, parses: Sequence[Parse] | None) -> None:
        self.known = parses is not None
        self._at: dict[int, tuple[int, int, str]] = {}
        self._covered: set[int] = set()
        for parse in parses or ():
            self._covered.update(parse.starts)
            for first, last, label in parse.entities:
                span = (parse.starts[first], parse.ends[last - 1], label)
                self._at.update({parse.starts[i]: span for i in range(first, last)})

    def label(self, one: Toponym) -> tuple[str, bool]:
        """The feature for the entity there, and whether the name is only a part of it."""
        if not self.known or one.start not in self._covered:
            return "no_parse", False
        span = self._at.get(one.start)
        if span is None:
            return "no_entity", False
        partly = span[1] - span[0] > one.end - one.start + 4
        return LABELS.get(span[2], "other_entity"), partly


class Article(NamedTuple):
    """What the features look at: the text, its words and names, and the words seen in lower case."""

    text: str
    words: Sequence[Token]
    found: Sequence[Toponym]
    contexts: Sequence[Context]
    entities: Entities
    lower: frozenset[str]
    dateline: tuple[int, int] | None


def features(article: Article, i: int, lists: PlaceWords) -> dict[str, float]:
    """The features of one name that are not zero."""
    one, context = article.found[i], article.contexts[i]
    label, partly = article.entities.label(one)
    single = one.last == one.first + 1
    lower = one.text.lower()
    given = {
        "bias": True,
        "says_where": bool(context.strong),
        "said_where": bool(context.held),
        "unit_word": context.unit is not None,
        "never": single and lower in lists.never and not context.strong,
        "lower_elsewhere": single and lower in article.lower,
        "several_words": not single,
        "short": len(one.text) < 4 and one.candidates[0].kind == "city",
        "given": single and lower in lists.given,
        "inside_org": partly and label == "org",
        "possessive": article.words[one.last - 1].possessive,
        "dateline": article.dateline == (one.start, one.end),
        label: True,
    }
    values = {name: 1.0 for name, value in given.items() if value}
    return values | _of_candidates(one) | _beside(article, one, lists)


def _of_candidates(one: Toponym) -> dict[str, float]:
    values = {
        "people": max(log10(c.population + 1.0) for c in one.candidates) / 7,
        "fame": max(log1p(c.fame) for c in one.candidates) / 5,
        "main": float(any(c.main for c in one.candidates)),
        "country": float(any(c.kind == "country" for c in one.candidates)),
        "admin1": float(any(c.kind == "admin1" and c.main for c in one.candidates)),
        "region": float(any(c.kind in ("region", "venue") for c in one.candidates)),
    }
    return {name: value for name, value in values.items() if value}


def _beside(article: Article, one: Toponym, lists: PlaceWords) -> dict[str, float]:
    """Features of the words before and after."""
    names = [*_before(article, one, lists), *_after(article, one, lists)]
    return dict.fromkeys(names, 1.0)


def _before(article: Article, one: Toponym, lists: PlaceWords) -> list[str]:
    if one.first == 0:
        return ["first_word"]
    word = article.words[one.first - 1]
    lower = word.lower.rstrip(".")
    if article.text[word.end : one.start] not in GAPS:
        return ["first_word"] if _SENTENCE_END.search(article.text, max(0, one.start - 4), one.start) else []
    if lower == "the" and one.first > 1:
        word = article.words[one.first - 2]
        lower = word.lower
    found = []
    if lower in lists.strong_prepositions:
        found.append("strong_preposition")
    if lower in lists.prepositions:
        found.append("preposition")
    elif lower in lists.directions:
        found.append("direction")
    elif lower in lists.titles:
        found.append("title_before")
    elif article.words[one.first].joined and article.words[one.first - 1].capital:
        found.append("given_before" if lower in lists.given else "capital_before")
    return found


def _after(article: Article, one: Toponym, lists: PlaceWords) -> list[str]:
    if one.last >= len(article.words) or not article.words[one.last].joined:
        return []
    word = article.words[one.last]
    if word.lower in lists.bodies:
        return ["body_after"] if word.capital else []
    if not word.capital:
        return ["person_verb"] if word.lower in lists.person_verbs else []
    if word.lower.rstrip(".") in lists.other_bodies:
        return ["other_after"]
    return ["given_then_capital" if one.text.lower() in lists.given else "capital_after"]


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    score = sum(weights[name] * value for name, value in values.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def elsewhere(found: Sequence[Toponym], rows: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """The features with what the article says of the same name elsewhere."""
    persons, tails = (
        {o.text for o, row in zip(found, rows, strict=True) if any(row.get(name) for name in names)}
        for names in (("given_before", "title_before", "given_then_capital"), ("capital_before",))
    )
    good = {
        o.text
        for o, row in zip(found, rows, strict=True)
        if row.get("strong_preposition") or row.get("says_where") or row.get("dateline")
    }
    return [
        dict(row)
        | ({"person_elsewhere": 1.0} if one.text in persons else {})
        | ({"tail_elsewhere": 1.0} if one.text in tails else {})
        | ({"good_elsewhere": 1.0} if one.text in good else {})
        for one, row in zip(found, rows, strict=True)
    ]
