"""Which language a text is in, by py3langid's n-grams, among the languages of `formats.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .names import names

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 2_000
"""Characters of each sample; the answer does not change with more."""
FEWEST_LETTERS = 60
"""Below it the model guesses; a script other than Latin is told by `FEWEST_FOREIGN` letters."""
FEWEST_FOREIGN = 20
SURE = 0.8
"""Probability from which another language is believed. On 4,600 English development articles nothing but
a text half in Hindi reached it; on 24 foreign pages all did."""
LATIN_END = 0x250


def detect(text: str) -> str | None:
    """The language as ISO 639-1, or None if the text is too short or too odd to say.

    A text counts as English as soon as its beginning or its middle does: quotes in another language
    do not make it foreign.
    """
    found = [language for sample in _samples(text) if (language := _language(sample))]
    return "en" if "en" in found else (found[0] if found else None)


def _samples(text: str) -> list[str]:
    if len(text) <= 2 * SAMPLE:
        return [text]
    middle = len(text) // 2
    return [text[:SAMPLE], text[middle : middle + SAMPLE]]


def _language(sample: str) -> str | None:
    letters = re.findall(r"[^\W\d_]", sample)
    foreign = sum(ord(letter) >= LATIN_END for letter in letters)
    if len(letters) < FEWEST_LETTERS and not foreign > max(FEWEST_FOREIGN, len(letters) / 2):
        return None
    # Capitals are other n-grams; headlines and old wires have nothing else.
    shout = sum(map(str.isupper, letters)) * 2 > len(letters)
    language, probability = _identifier().classify(sample.lower() if shout else sample)
    return str(language) if language == "en" or probability >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(names().languages)
    return identifier
