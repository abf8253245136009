"""Datelines: "KYIV, March 3 (Reuters) —", "San Salvador, 3 Jan 90 (EFE) --", "(CNN) --"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..records import Record, Span
from .dates import NAME, month_number, whole_day
from .names import agency_names, names, plain

WINDOW = 250
"""Characters in which a dateline ends; longer ones are prose."""
LINES = 6
"""A dateline stands in one of the first lines: below headline and byline, no deeper."""
AHEAD = 7
"""Days by which a dateline may be younger than its article, across time zones and wrong stamps."""

CAPITAL = r"[^\W\da-z_]"
LETTERS = r"(?:[^\W\d_]|['’.\-])*"
CAPITALS = rf"{CAPITAL}(?:{CAPITAL}|['’.\-])*"
WORD = rf"[^\W\d_]{LETTERS}"
REGION = rf"(?:, ?(?!(?i:{NAME})\W){WORD}(?: {WORD}){{0,3}}| ?\({WORD}(?: {WORD}){{0,3}}\)(?=,| ?\())?"
UPPER_PLACE = re.compile(rf"{CAPITALS}(?: {CAPITALS}){{0,4}}(?:/{CAPITALS}(?: {CAPITALS}){{0,3}})?{REGION}")
TITLE_PLACE = re.compile(rf"{CAPITAL}{LETTERS}(?: {WORD}){{0,4}}?{REGION}(?=,? ?\d|,? (?i:{NAME})\W| ?[(/]|,? no date)")
DATE = re.compile(
    rf",? ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?P<date>"
    rf"(?P<day>\d{{1,2}}) {NAME},?(?: (?P<year>\d{{4}}|\d\d)\b)?"
    rf"|{NAME} (?P<day2>\d{{1,2}})\b(?:,? (?P<year2>\d{{4}})\b)?|no date)",
    re.I,
)
AGENCY = re.compile(r",? ?(?:\((?P<round>[^()\n]{2,60})\)|/(?P<slash>[^/\n]{2,40})/)")
DASH = re.compile(r" ?(?:--+|[—–―]|-(?= ))(?:[ \n](?=\S))?")
NOTE = re.compile(r"\[(?:Text|Report|Excerpts?|Speech|Editorial|Interview|Continued)\] ?", re.I)


class Dateline(Record, frozen=True, kw_only=True):
    """Where and when an article says it was written, and whose wire it is.

    `start`/`end` enclose all of it with the dash, in code points of the text; `published` is an ISO date
    where the year is stated or follows from the article's date; `month` and `day` are what is written.
    """

    start: int
    end: int
    place: Span | None = None
    date: Span | None = None
    published: str | None = None
    month: int | None = None
    day: int | None = None
    agency: str | None = None


def parse_dateline(text: str, published: str | None = None) -> Dateline | None:
    """The dateline on top of an article; `published` (ISO 8601) gives its date a year."""
    start = 0
    for _ in range(LINES):
        while start < len(text) and text[start].isspace():
            start += 1
        if start >= len(text):
            return None
        if found := _dateline_at(text, start, published):
            return found
        start = text.find("\n", start)
        if start < 0:
            return None
    return None


def _dateline_at(text: str, start: int, published: str | None) -> Dateline | None:
    """A dateline at `start`: a place in capitals, or any place with a date or an agency, then a dash."""
    limit = min(len(text), start + WINDOW)
    for pattern in (UPPER_PLACE, TITLE_PLACE, None):
        place = pattern.match(text, start, limit) if pattern else None
        if pattern and not place:
            continue
        if found := _after_place(text, start, limit, place, published):
            return found
    return None


def _after_place(
    text: str, start: int, limit: int, place: re.Match[str] | None, published: str | None
) -> Dateline | None:
    at = place.end() if place else start
    dated = DATE.match(text, at, limit) if place else None
    at = dated.end() if dated else at
    found = AGENCY.match(text, at, limit)
    at = found.end() if found else at
    dash = DASH.match(text, at, limit)
    agency = _agency(found, lax=dated is not None)
    if not _holds(place, dated is not None, agency, dash is not None):
        return None
    end = dash.end() if dash else at
    while note := NOTE.match(text, end, limit):
        end = note.end()
    return _record(start, end, place, dated, agency, published)


def _holds(place: re.Match[str] | None, dated: bool, agency: str | None, dash: bool) -> bool:
    """Whether the parts together make a dateline; each of them also begins ordinary sentences."""
    wire = agency is not None and plain(agency) in agency_names()
    if place is None:
        return dash and wire
    if not dash:
        return wire and place[0].isupper()
    return dated or agency is not None or _is_place(place[0])


def _record(
    start: int,
    end: int,
    place: re.Match[str] | None,
    dated: re.Match[str] | None,
    agency: str | None,
    published: str | None,
) -> Dateline:
    month, day, year = _written(dated) if dated else (None, None, None)
    return Dateline(
        start=start,
        end=end,
        place=Span(start=place.start(), end=place.end()) if place and _names_place(place[0]) else None,
        date=Span(start=dated.start("date"), end=dated.end("date")) if dated and day else None,
        published=_full_date(month, day, year, published),
        month=month,
        day=day,
        agency=agency,
    )


def _written(dated: re.Match[str]) -> tuple[int | None, int | None, str | None]:
    """Month, day and year as the dateline has them."""
    if not (day := dated["day"] or dated["day2"]):
        return None, None, None
    name = next(word for word in re.findall(r"[^\W\d_]+", dated["date"]))
    return month_number(name), int(day), dated["year"] or dated["year2"]


def _agency(found: re.Match[str] | None, *, lax: bool) -> str | None:
    """The agency's usual name; one that nobody knows is kept as it stands if it looks like a name, or a date
    stands before it (`lax`)."""
    if not found:
        return None
    written = " ".join((found["round"] or found["slash"]).split())
    parts = [part for part in re.split(r"\s?/\s?", written) if part]
    shown = next((agency_names()[plain(p)] for p in (written, *parts) if plain(p) in agency_names()), None)
    return shown or (written if (lax or written[0].isupper()) and len(written.split()) <= 6 else None)


def _is_place(words: str) -> bool:
    """Capitals alone are a place only if they are no label such as UPDATE."""
    head = words.partition(",")[0].partition(" (")[0]
    return len(head) > 1 and head.isupper() and not all(w in names().datelines.not_places for w in head.split())


def _names_place(words: str) -> bool:
    """False for what monitoring services write when they do not know the place."""
    return not words.lower().startswith(("no city", "clandestine", "no place"))


def _full_date(month: int | None, day: int | None, year: str | None, published: str | None) -> str | None:
    if not month or not day:
        return None
    if year:
        return whole_day(year, month, str(day))
    return _nearest(month, day, date.fromisoformat(published[:10])) if published else None


def _nearest(month: int, day: int, published: date) -> str | None:
    """The last such day up to publication."""
    for year in (published.year + 1, published.year, published.year - 1):
        written = whole_day(str(year), month, str(day)) if year >= 1000 else None
        if written and date.fromisoformat(written) <= min(published, date.max - timedelta(AHEAD)) + timedelta(AHEAD):
            return written
    return None


def body_start(text: str) -> int:
    """Where the article's prose begins: behind the dateline if the text starts with one, else 0."""
    found = parse_dateline(text)
    return found.end if found and not text[: found.start].strip() else 0
