"""The word lists behind expressions of time, and a text as a row of word classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..codebook.files import read_toml

CODES = {
    "month": "M", "weak_month": "m", "weekday": "W", "weak_weekday": "w", "unit": "U", "units": "P",
    "season": "S", "weak_season": "s", "daypart": "H", "relative": "R", "relative_part": "r", "noon": "n",
    "number": "N", "ordinal": "o", "vague_number": "F", "part": "E", "more": "G", "decade": "Z",
    "deictic": "L", "anaphor": "Q", "the": "T", "of": "V", "in": "I", "on": "O", "at": "A", "about": "b",
    "more_than": "t", "than": "h", "ago": "g", "before": "f", "after": "e", "from": "k", "since": "c",
    "until": "u", "to": "q", "and": "&", "between": "B", "by": "y", "during": "d", "a": "a", "half": "j",
    "couple": "l", "dozen": "z", "now": "i", "bc": "K", "ad": "X", "old": "v", "or": "|", "long": "J",
    "recent": "p", "oclock": "x", "local": "<", "zone": ">", "every": "*", "overnight": "!", "unit_kind": "%", "time_word": ";",
    "day_number": "D", "number_digits": "C", "year": "Y", "ordinal_digits": "1", "decade_digits": "Z",
    "date_digits": "2", "clock": "3", "ampm": "4", "comma": ",", "stop": ".", "dash": "-", "slash": "/",
    "open": "(", "close": ")", "apostrophe": "'", "quarter_digits": "5", "paragraph": "¶", "other": "_",
}  # fmt: skip
"""A word class and the one character that stands for it in the row."""

_TOKEN = re.compile(
    r"(?P<paragraph>\n[^\S\n]*\n)"
    r"|(?P<date_digits>(?=[0-9])(?:(?<![\w.,/-])|(?<=/[0-9]-)|(?<=/[0-9]{2}-))(?:[0-9]{4}([-/.])[0-9]{1,2}\3[0-9]{1,2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?)?"
    r"|[0-9]{1,2}([-/.])[0-9]{1,2}\4(?:[0-9]{4}|[0-9]{2})|(?:19|20)[0-9]{2}[01][0-9][0-3][0-9])(?![\w/]|-(?![0-9]{1,2}/[0-9])|[.,][0-9]))"
    r"|(?P<clock>(?<![\w:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?=[APap]\.?[Mm]\b|(?![\w:])))"
    r"|(?P<quarter_digits>\b[QHqh][1-4]\b)"
    r"|(?P<decade_digits>(?<!\w)(?:(?:(?:1[0-9]|20)[0-9]0|[1-9][0-9]0|(?<=[\s-])[2-9]0|['’][0-9]0)['’]?|(?:1[0-9]|20)[0-9]0\s)s\b)"
    r"|(?P<ordinal_digits>(?<!\w)[0-9]{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<digits>(?=[0-9])(?:(?<!\w)|(?<=\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
    r"[0-9]{1,20}(?:[.,:][0-9]{1,20}){0,6}(?=[APap]\.?[Mm]\b|(?:min|hr|hour|day|week|month|year)s?\b|(?![^\W_])))"
    r"|(?P<ampm>(?<![^\W0-9_])[ap](?:\.m(?:\.|\b)|m\b)|(?<![^\W_])[APap](?:\.M(?:\.|\b)|M\b))"
    r"|(?P<era>\b(?:B\.C\.(?:E\.)?|A\.D\.))"
    r"|(?P<word>[^\W\d_]+(?:['’]clock)?)"
    r"|(?P<mark>[,./()'’–—-])"
    r"|(?P<other>[^\s])"
)  # fmt: skip
_MARKS = {",": ",", ".": ".", "/": "/", "(": "(", ")": ")", "'": "'", "’": "'", "–": "-", "—": "-", "-": "-"}


@dataclass(frozen=True, slots=True)
class Words:
    """`classes`: from a word in lower case to its code; `values`: from code and word to what it means."""

    classes: dict[str, str]
    values: dict[tuple[str, str], Any]
    vague: dict[str, str]
    holidays: dict[str, str]
    days: dict[str, str]
    lists: dict[str, frozenset[str]]
    phrase: re.Pattern[str]


@cache
def load_words() -> Words:
    """The word lists of `codebook/data/times`. Raises CodebookError."""
    words, phrases = read_toml("times/words.toml"), read_toml("times/phrases.toml")
    classes: dict[str, str] = {}
    values: dict[tuple[str, str], Any] = {}
    for name, table in words.items():
        for word, meaning in table.items():
            code = CODES[meaning if name == "function" else name]
            classes.setdefault(word, code)
            values[code, word] = meaning
    vague = {phrase: value for value, group in phrases["vague"].items() for phrase in group}
    holidays = phrases["holiday"]
    return Words(
        classes=classes,
        values=values,
        vague=vague,
        holidays=holidays,
        days=phrases["day"],
        lists={name: frozenset(group) for name, group in phrases["lists"].items()},
        phrase=_phrases([*vague, *holidays, *phrases["day"]]),
    )


def _phrases(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    choices = "|".join(re.escape(p).replace(r"\ ", r"\s").replace("'", "['’]") for p in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A text as tokens: one class code, one span and one word in lower case each."""

    codes: str
    starts: list[int]
    ends: list[int]
    words: list[str]


def tokenize(text: str, words: Words) -> Row:
    """Every token of a text with its class; white space falls away, an empty line is a token."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    lowered: list[str] = []
    classes = words.classes
    for match in _TOKEN.finditer(text):
        token = match.group()
        kind = match.lastgroup
        word = token.lower()
        if kind == "word":
            code = classes.get(word, "_")
        elif kind == "digits":
            code = _number_code(token)
        elif kind == "mark":
            code = _MARKS[token]
        elif kind == "era":
            code = "K" if word[0] == "b" else "X"
        else:
            code = CODES[str(kind)]
        codes.append(code)
        starts.append(match.start())
        ends.append(match.end())
        lowered.append(word)
    return Row("".join(codes), starts, ends, lowered)


def _number_code(token: str) -> str:
    if not token.isascii() or not token.isdigit() or len(token) > 4:
        return "C" if len(token) <= 6 and token.replace(".", "", 1).isdigit() else "_"
    number = int(token)
    if len(token) <= 2 and 1 <= number <= 31:
        return "D"
    return "Y" if len(token) == 4 and 1000 <= number <= 2100 else "C"
