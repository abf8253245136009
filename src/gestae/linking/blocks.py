"""Which reports are compared at all: those near in time that share rare words, a city or a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .profile import ArticleProfile
from .words import weight

KEY_WORDS = 25
"""The words of an article with the greatest weight in it."""
CITY, PERSON = 6000, 8000
"""What a shared city and a shared person add to the weights of shared words, in thousandths."""
ENOUGH = 8000
"""Shared weight that makes a pair worth comparing: a person, a city and a word, or two rare words.
It keeps 97 of 100 pairs that belong together and 3 pairs an article, where crime news of a country over years is linked.
"""
WINDOW = 60
"""Days between two articles. A later article tells of a trial or an anniversary, not of news."""


class Blocks:
    """Articles by their keys and their stretch of `WINDOW` days; what has no day may meet everything."""

    def __init__(self) -> None:
        self._blocks: dict[str, dict[int | None, list[ArticleProfile]]] = defaultdict(lambda: defaultdict(list))

    def add(self, article: ArticleProfile) -> None:
        stretch = _stretch(article)
        for key in keys(article):
            self._blocks[key][stretch].append(article)

    def near(self, article: ArticleProfile) -> list[ArticleProfile]:
        """What is worth comparing with it."""
        shared: dict[ArticleProfile, int] = defaultdict(int)
        stretch = _stretch(article)
        for key, worth in keys(article).items():
            block = self._blocks.get(key, {})
            stretches = block if stretch is None else (None, stretch - 1, stretch, stretch + 1)
            for at in stretches:
                for other in block.get(at, ()):
                    shared[other] += worth
        return [other for other, worth in shared.items() if worth > ENOUGH and _in_time(article, other)]


def keys(article: ArticleProfile) -> dict[str, int]:
    """Keys of blocks with what sharing them is worth: whole numbers, so that no order of adding matters."""
    return dict(_keys(article))


def _keys(article: ArticleProfile) -> Iterator[tuple[str, int]]:
    strongest = sorted(article.text, key=lambda word: (-article.text[word], word))[:KEY_WORDS]
    yield from ((word, round(1000 * weight(word))) for word in strongest)
    yield from ((f"city {city}", CITY) for city in article.cities)
    yield from ((f"person {person}", PERSON) for person in article.persons)
    if article.url is not None:
        yield f"url {article.url}", ENOUGH + 1


def _stretch(article: ArticleProfile) -> int | None:
    return None if article.published is None else article.published // WINDOW


def _in_time(a: ArticleProfile, b: ArticleProfile) -> bool:
    return a.published is None or b.published is None or abs(a.published - b.published) <= WINDOW
