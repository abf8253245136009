"""Forms of English words, so that a lexicon line with a base form is found in running text.

Regular forms follow the spelling rules of English; the rest is in `data/inflection/irregular.csv`.
A wrong extra form ("banned" beside "baned") does no harm: nobody writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from .files import read_rows

VOWELS = frozenset("aeiou")


@cache
def _irregular() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(part of speech, base form) -> all other forms."""
    rows = read_rows("inflection/irregular.csv", ("pos", "lemma", "forms"))
    return {(row["pos"], row["lemma"]): tuple(row["forms"].split("|")) for row in rows}


def forms(lemma: str, pos: str) -> tuple[str, ...]:
    """All forms of a base form, itself first; `pos` is "v" or "n"."""
    if "-" in lemma and ("v", lemma) not in _irregular():
        prefix, _, last = lemma.rpartition("-")
        return tuple(f"{prefix}-{form}" for form in forms(last, pos))
    special = _irregular().get((pos, lemma))
    made = _verb_forms(lemma, special) if pos == "v" else special or (_with_s(lemma),)
    return tuple(dict.fromkeys((lemma, *made)))


def _verb_forms(lemma: str, special: tuple[str, ...] | None) -> tuple[str, ...]:
    """Third person, past forms and the -ing form."""
    past = special or tuple(f"{stem}ed" for stem in _stems(lemma, "e"))
    return (_with_s(lemma), *past, *(f"{stem}ing" for stem in _stems(lemma, "i")))


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in VOWELS and len(word) > 1:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("o") and word[-2:-1] not in VOWELS else f"{word}s"


def _stems(lemma: str, suffix: str) -> tuple[str, ...]:
    """What stands before -ed or -ing; both spellings where a consonant may be doubled."""
    if lemma.endswith("ie") and suffix == "i":
        return (f"{lemma[:-2]}y",)
    if lemma.endswith("e") and not (suffix == "i" and lemma.endswith(("ee", "oe", "ye"))):
        return (lemma[:-1],)
    if suffix == "e" and lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return (f"{lemma[:-1]}i",)
    if lemma.endswith("c"):
        return (f"{lemma}k", lemma)
    doubles = len(lemma) > 2 and lemma[-1] not in VOWELS and lemma[-1] not in "wxy" and lemma[-2] in VOWELS
    return (lemma, f"{lemma}{lemma[-1]}") if doubles and lemma[-3] not in VOWELS else (lemma,)
