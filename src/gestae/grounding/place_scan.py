"""Names in capitals that the gazetteer knows, found in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .gazetteer import Candidate, Gazetteer
from .place_words import PlaceWords

LONGEST = 6
"""Words of a name; "Democratic Republic of the Congo" has five."""
JOINTS = frozenset((" ", "-", "–", "\u00a0", "\n"))
"""What stands between the words of one name."""
LARGE = 200_000
"""People of a city that may stand beside another with a hyphen ("the Paris-London train")."""
STREETS = frozenset(
    ("street", "avenue", "ave", "ave.", "road", "rd", "rd.", "boulevard", "blvd", "blvd.", "lane", "alley")
)
SHORT_FORMS = frozenset(("St", "Ste", "Mt", "Ft", "Pt", "N", "S", "E", "W"))
TITLE = "people"
"""Its genitive stands inside names: "the Democratic People's Republic of Korea"."""
POSSESSIVE = ("'s", "’s", "'S", "’S")
ARTICLES = frozenset(("al", "el", "as", "ash", "ar", "an", "at", "az", "ad"))
"""Arabic articles, which a hyphen joins to the name."""

_WORD = re.compile(
    r"(?:[A-Z]\.[ ]?){1,3}(?=[A-Z][\w.])[A-Z][a-z]{1,3}\.(?!\w)"  # W.Va.
    r"|(?:[A-Z]\.){2,5}"  # U.S.
    r"|[^\W\d_]+(?:['’‘ʼ`][^\W\d_]+)*"
)


class Token(NamedTuple):
    """A word; `joined` if only a space or a hyphen parts it from the word before."""

    start: int
    end: int
    lower: str
    capital: bool
    joined: bool
    possessive: bool


class Toponym(NamedTuple):
    """A name that may be a place: tokens `[first, last)`.

    `demonym` marks people and adjectives, `partly` a name of which only `text` is known.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    candidates: tuple[Candidate, ...]
    demonym: bool = False
    partly: bool = False


def tokens(text: str, gazetteer: Gazetteer) -> list[Token]:
    """The words of the text, without the 's of the genitive, with the full stop of an abbreviation."""
    found: list[Token] = []
    before = -2
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        possessive = word.endswith(POSSESSIVE) and len(word) > 2
        if possessive:
            end, word = end - 2, word[:-2]
        elif text[end : end + 1] == "." and (word in SHORT_FORMS or gazetteer.abbreviation(word + ".")):
            end, word = end + 1, word + "."
        joined = start == before + 1 and text[before] in JOINTS
        found.append(Token(start, end, word.lower(), word[0].isupper(), joined, possessive))
        in_title = possessive and word.lower() == TITLE
        before = match.end() if in_title else -2 if possessive else end
    return found


def toponyms(text: str, words: Sequence[Token], gazetteer: Gazetteer, lists: PlaceWords) -> list[Toponym]:
    """The longest known names, from left to right, without overlaps."""
    found: list[Toponym] = []
    i = 0
    while i < len(words):
        one = _at(text, words, i, gazetteer, lists) if _may_start(text, words, i) else None
        if one is None or _is_street(words, one) or _is_part(text, words, one, found[-1:], gazetteer):
            i += 1
        else:
            found.append(one)
            i = one.last
    return found


def _may_start(text: str, words: Sequence[Token], i: int) -> bool:
    word = words[i]
    if word.lower == "the":
        return False
    return word.capital or (word.lower in ARTICLES and text[word.end : word.end + 1] == "-")


def _is_street(words: Sequence[Token], one: Toponym) -> bool:
    """ "Lima Street" is in any town."""
    after = words[one.last] if one.last < len(words) else None
    return after is not None and after.joined and after.capital and after.lower in STREETS


def _is_part(text: str, words: Sequence[Token], one: Toponym, last: Sequence[Toponym], gazetteer: Gazetteer) -> bool:
    """ "Rousse" in "Croix-Rousse": of a name with a hyphen that is not known; "Paris-London" are two that are."""
    known = [one.candidates]
    if _hyphenated(text, words, one.first - 1):
        before = words[one.first - 1]
        whole = last and last[0].last == one.first
        known.append(last[0].candidates if whole else gazetteer.lookup(text[before.start : before.end]) or ())
    if _hyphenated(text, words, one.last - 1):
        after = words[one.last : one.last + 2]
        names = (gazetteer.lookup(text[after[0].start : word.end]) or () for word in after)
        known.append(tuple(candidate for found in names for candidate in found))
    if len(known) == 1 or one.demonym:
        return False
    return not all(any(_is_large(c) for c in candidates) for candidates in known)


def _is_large(place: Candidate) -> bool:
    return place.main and (place.kind == "country" or place.population >= LARGE)


def _hyphenated(text: str, words: Sequence[Token], i: int) -> bool:
    """Whether a hyphen joins word i, in capitals, to another in capitals."""
    joined = i >= 0 and i + 1 < len(words) and text[words[i].end : words[i + 1].start] == "-"
    return joined and words[i].capital and words[i + 1].capital


def _at(text: str, words: Sequence[Token], i: int, gazetteer: Gazetteer, lists: PlaceWords) -> Toponym | None:
    """The longest name that begins with word i."""
    start = words[i].start
    for last in reversed(_ends(words, i, lists)):
        end = words[last - 1].end
        if words[last - 1].possessive and last > i + 1 and (own := gazetteer.lookup(text[start : end + 2])):
            return Toponym(start, end + 2, text[start : end + 2], i, last, own)  # St. John's
        name = text[start:end].replace("\n", " ")
        if country := gazetteer.demonym(name):
            return Toponym(start, end, name, i, last, (country,), demonym=True)
        if candidates := gazetteer.lookup(name):
            return Toponym(start, end, name, i, last, candidates)
    return _postal(text, words[i], i, gazetteer)


def _ends(words: Sequence[Token], i: int, lists: PlaceWords) -> list[int]:
    """Where a name that begins with word i may end: after each further word in capitals."""
    ends = [i + 1] if words[i].capital else []
    for j in range(i + 1, min(i + LONGEST, len(words))):
        link = words[j].capital or words[j].lower in lists.connectors
        if not (words[j].joined and link):
            break
        if words[j].capital:
            ends.append(j + 1)
    return ends


def _postal(text: str, word: Token, i: int, gazetteer: Gazetteer) -> Toponym | None:
    """ "TX" after a comma."""
    if text[max(0, word.start - 2) : word.start] != ", ":
        return None
    name = text[word.start : word.end]
    unit = gazetteer.postal(name)
    return Toponym(word.start, word.end, name, i, i + 1, (unit,)) if unit else None
