"""Words of an article and how much each tells: what few news articles use tells most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from sys import intern

from ..codebook.files import read_rows

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
COLUMNS = ("per_mille", "words")
UNSEEN = 0.001
"""Share of articles that use a word which the table lacks."""
RARE = 6.0
"""Weight of a word that one article in 400 uses."""

Vector = Mapping[str, float]


def words(text: str) -> Iterator[str]:
    for found in WORD.finditer(text):
        yield plain(found.group())


def plain(word: str) -> str:
    """In lower case, without "'s"; one object for all articles that use it."""
    return intern(word.replace("’", "'").removesuffix("'s").lower())


def weight(word: str) -> float:
    """Natural logarithm of how many news articles it takes to meet the word once."""
    return _weights().get(word, -math.log(UNSEEN))


def vector(text: str) -> Vector:
    """Weights by word (logarithm of its count times `weight`), of length 1; empty for an empty text."""
    raw = {
        word: (1.0 + math.log(times)) * weight(word) for word, times in Counter(words(text)).items() if len(word) > 1
    }
    length = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    if len(b) < len(a):
        a, b = b, a
    return math.fsum(value * b[word] for word, value in a.items() if word in b)


@cache
def frequencies() -> Mapping[str, int]:
    """Of the words in `linking/words.csv`: how many of a thousand articles use it, of the kind of news that uses it most."""
    rows = read_rows("linking/words.csv", COLUMNS)
    return {word: int(row["per_mille"]) for row in rows for word in row["words"].split()}


@cache
def _weights() -> Mapping[str, float]:
    return {word: -math.log(per_mille / 1000) for word, per_mille in frequencies().items()}
