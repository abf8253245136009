"""Numbers that are about another incident than the article's: by their date, as an aside, in a link to another article."""

from __future__ import annotations

from datetime import date

from ..codebook.figure_words import Background
from ..language.parse import Parse

RECENT = 8
"""Days before publication within which a date is that of the news."""
LEAP_YEAR, DAYS = 2000, 366
"""A year that has every date, and its days: a date without a year is the last one before publication …"""
AHEAD = 100
"""… unless that is so long ago that rather one of the next days is meant, as of a trial."""
_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = {form: number for number, name in enumerate(_NAMES, start=1) for form in (name, name[:3])} | {"sept": 9}
TO_COLON = 6
"""Tokens from the start of a line among which a colon ends its date ("March 3, 2012: …")."""


def link_start(words: Background, parse: Parse, published: date | None) -> int | None:
    """The token at which a link to another article or an entry of a list of earlier events begins."""
    lowers = parse.lowers
    for i, word in enumerate(lowers):
        if any(word == p[0] and tuple(lowers[i : i + len(p)]) == p for p in words.links):
            return i
    return 0 if _is_clip(parse) or (published is not None and _is_dated_line(words, parse, published)) else None


def _is_dated_line(words: Background, parse: Parse, published: date) -> bool:
    """ "June 2010: Two killed in …", long before publication."""
    colon = next((i for i, word in enumerate(parse.lowers[:TO_COLON]) if word == ":"), 0)
    head = parse.lowers[:colon]
    if not all(w.rstrip(".") in MONTHS or w.isdecimal() or w in (",", "-") for w in head):
        return False
    years = [int(w) for w in head if len(w) == 4 and w.isdecimal()]
    if years:
        return years[-1] < published.year
    return any(_is_past_day(words, parse, i, published) for i in range(colon))


def _is_clip(parse: Parse) -> bool:
    """ "1:45 Students hold a vigil": the length of a film before its title."""
    minutes, _, seconds = parse.lowers[0].partition(":")
    clock = minutes.isdecimal() and seconds.isdecimal() and len(seconds) == 2
    return clock and len(parse) > 2 and parse.lowers[1] not in ("a.m.", "p.m.", "am", "pm", "a.m", "p.m")


def past_cues(words: Background, parse: Parse, published: date | None) -> list[int]:
    """Tokens of time words that lie more than about a week before publication, and of "an unrelated shooting"."""
    lowers, found = parse.lowers, []
    for i, word in enumerate(lowers):
        if any(word == p[0] and tuple(lowers[i : i + len(p)]) == p for p in words.past):
            found.append(i + 1 if i + 1 < len(parse) and parse.heads[i] == i + 1 else i)
        elif (word in words.asides and any(w in words.deeds for w in lowers[i + 1 : i + 3])) or (
            published is not None and _is_past_day(words, parse, i, published)
        ):
            found.append(i)
    return found


def _is_past_day(words: Background, parse: Parse, i: int, published: date) -> bool:
    month = MONTHS.get(parse.lowers[i].rstrip("."))
    if month is None or not parse.tags[i].startswith("NNP"):
        return False
    after = parse.lowers[i + 1] if i + 1 < len(parse) else ""
    if not after.isdecimal() or len(after) > 2:
        led = i > 0 and parse.lowers[i - 1] in ("in", "of", "late", "early", "since")
        leads = any(word in words.deeds for word in parse.lowers[i + 1 : i + 3])
        return (led or leads) and (published.month - month) % 12 > (1 if published.day <= RECENT else 0)
    try:
        day = date(LEAP_YEAR, month, int(after)).timetuple().tm_yday
    except ValueError:
        return False
    back = (published.replace(year=LEAP_YEAR).timetuple().tm_yday - day) % DAYS
    return RECENT < back < DAYS - AHEAD
