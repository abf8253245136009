"""Sentences in capitals, as headlines and old wires are written, put into the case that the parser learnt from."""

from __future__ import annotations

import re
from collections.abc import Set

FEWEST_LETTERS = 20
"""Shorter runs of capitals are datelines and abbreviations."""
SHARE = 0.9
WORD = re.compile(r"[^\W\d_]+")


def in_capitals(text: str) -> bool:
    """Whether a sentence is written in capitals throughout."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= FEWEST_LETTERS and sum(c.isupper() for c in letters) >= SHARE * len(letters)


def natural_case(text: str, names: Set[str]) -> str:
    """The sentence with small letters, but for its first word and known names; of the same length."""
    if not in_capitals(text):
        return text
    lowered = text.lower()
    if len(lowered) != len(text):
        return text
    first = WORD.search(lowered)
    begin = first.start() if first else 0
    return WORD.sub(
        lambda word: word[0].capitalize() if word[0] in names or word.start() == begin else word[0], lowered
    )
