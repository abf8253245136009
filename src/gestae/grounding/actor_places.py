"""The country of a place that stands beside a party ("police in Lagos"), and of the place that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from ..codebook.entities import Match
from ..language.parse import Parse
from ..readers.dateline import parse_dateline
from ..records import Article
from .actor_sentence import Sentence
from .gazetteer import Gazetteer

LARGE = 100_000
"""People. A smaller place than this shares its name too often to tell a country by itself."""
TIMES_LARGER = 5
"""How many times larger than its largest namesake abroad a place must be."""
WHERE = frozenset({"in", "at", "near", "around", "outside", "across", "inside", "throughout"})
NOWHERE: frozenset[int] = frozenset()
SHARE = 0.7
"""Of all countries that an article says things happened in: what one needs to be the one meant."""


class PlaceCountries:
    """Names of places to ISO 3166-1 alpha-3 codes, where that is clear."""

    def __init__(
        self, gazetteer: Gazetteer | None, resolved: Mapping[int, str | None] | None = None, finer: Set[int] = NOWHERE
    ) -> None:
        """`resolved` are the countries of places that the article's own context has told, by where they begin.

        `finer` are the beginnings of those that are no countries.
        """
        self.gazetteer = gazetteer
        self._resolved = resolved or {}
        self._finer = finer

    def agreeing(self, sentence: Sentence) -> Sentence:
        """Without names of countries that the article uses for a place elsewhere (the state of Georgia)."""
        elsewhere = [m for m in sentence.names if self._is_elsewhere(sentence, m)]
        return sentence.without(elsewhere) if elsewhere else sentence

    def _is_elsewhere(self, sentence: Sentence, match: Match) -> bool:
        start = sentence.parse.starts[match.first]
        if start not in self._finer or (country := self._resolved[start]) is None:
            return False
        return all(k.kind == "country" and self._differs(k.entity.country, country) for k in match.known)

    def _differs(self, told: str | None, country: str) -> bool:
        """Of a country of the user's own, which no gazetteer has, a place of that name tells nothing."""
        real = told is None or self.gazetteer is None or self.gazetteer.iso2(told) is not None
        return real and told not in (country, None)

    def of_name(self, name: str) -> str | None:
        """The country of the place that the name mostly means; None where two countries have a large one."""
        if self.gazetteer is None:
            return None
        found = self.gazetteer.lookup(name)
        if not found:
            return None
        best = max(found, key=lambda c: (c.usual, c.capital, c.population))
        rivals = [c.population for c in found if c.country != best.country]
        clear = best.usual or best.capital or best.population >= max(LARGE, TIMES_LARGER * max(rivals, default=0))
        return self.gazetteer.iso3(best.country) if clear and best.country else None

    def of_token(self, sentence: Sentence, token: int) -> str | None:
        """The country of the place named at a token."""
        if (match := sentence.name_at.get(token)) is not None:
            known = sentence.choose(match)
            return known.entity.country if known.kind == "country" else None
        for first, end, label in sentence.parse.entities:
            if first <= token < end and label in ("GPE", "LOC", "FAC", "PERSON"):
                inside = sentence.parse.starts[first:end]
                if (at := next((start for start in inside if start in self._resolved), None)) is not None:
                    return self._resolved[at]
                words = sentence.parse.words[first:end]
                return self.of_name(" ".join(words[1:] if words[0].lower() == "the" else words))
        return None

    def where(self, sentence: Sentence) -> list[str]:
        """Countries of the phrases of place in a sentence ("in Lagos", "near the Syrian border" not)."""
        parse = sentence.parse
        found = []
        for token, word in enumerate(parse.lowers):
            if word in WHERE and parse.deps[token] == "prep":
                nouns = parse.children_with(token, "pobj")
                found += [c for noun in nouns if (c := self.of_token(sentence, noun))]
        return found

    def of_article(self, article: Article, sentences: Sequence[Sentence]) -> str | None:
        """The country that an article says things happened in: that of its dateline, else the one named most."""
        counts = Counter(c for sentence in sentences for c in self.where(sentence))
        top = counts.most_common(2)
        if top and top[0][1] >= SHARE * counts.total():
            return top[0][0]
        return None if top else self.of_dateline(article)

    def of_dateline(self, article: Article) -> str | None:
        dateline = parse_dateline(article.text, article.published)
        if dateline is None or dateline.place is None:
            return None
        name = article.text[dateline.place.start : dateline.place.end].split(",")[0].strip()
        return self.of_name(name.title() if name.isupper() and len(name) > 3 else name)


def covers(parse: Parse, token: int, labels: frozenset[str]) -> bool:
    """A token stands in an entity with one of the labels."""
    return any(first <= token < end and label in labels for first, end, label in parse.entities)
