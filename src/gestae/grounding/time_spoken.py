"""Years and days in words: "nineteen eighty-four", "May twenty-ninth", "fifteen August"."""

from __future__ import annotations

import re

from .time_words import Row, Words

_NUMBERS = re.compile("N(?:[-&]?N){1,7}")
_LONE_DAY = re.compile("(?<=O)N(?=[Mm])")
_MONTH_BEHIND = re.compile(r"[Mm]\.?T?\Z")
_DAY_BEFORE = re.compile(r"(?:[Do1]V?T?[Mm]\.?|[Mm]\.?T?[Do1]),?V?\Z")


def merge_spoken(row: Row, words: Words) -> Row:
    """The row with a year or day in words as one token, as if it stood there in digits."""
    merges = [merge for match in _NUMBERS.finditer(row.codes) for merge in _merges(row, words, *match.span())]
    merges += [
        (match.start(), match.end(), "D", str(values[0]))
        for match in _LONE_DAY.finditer(row.codes)
        if 1 <= (values := _values(row, words, *match.span()))[0] <= 31
    ]
    return _merged(row, sorted(merges)) if merges else row


def _merges(row: Row, words: Words, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """What numbers in words stand for: `(start, end, class, digits)`."""
    if _MONTH_BEHIND.search(row.codes, max(0, start - 3), start):
        return _day_and_year(row, words, start, end) or _year(row, words, start, end, strict=True)
    beside_day = _DAY_BEFORE.search(row.codes, max(0, start - 8), start) is not None
    if beside_day or (start and row.words[start - 1] in words.lists["before_spoken_year"]):
        return _year(row, words, start, end, strict=not beside_day)
    return []


def _day_and_year(row: Row, words: Words, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """ "May twenty-nine nineteen eighty"; a day alone only where no noun follows ("in May twenty-five men …")."""
    for middle in range(min(end, start + 3), start, -1):
        day = sum(_values(row, words, start, middle))
        if not 1 <= day <= 31 or (middle < end and row.codes[middle] == "-"):
            continue
        year = _year(row, words, middle, end, strict=False) if middle < end else []
        if year or (middle == end and middle - start > 1 and not _noun_follows(row, end)):
            return [(start, middle, "D", str(day)), *year]
    return []


def _year(row: Row, words: Words, start: int, end: int, *, strict: bool) -> list[tuple[int, int, str, str]]:
    year = spoken_year(_values(row, words, start, end))
    if year is None or (strict and _noun_follows(row, end)):
        return []
    return [(start, end, "Y", str(year))]


def spoken_year(values: list[int]) -> int | None:
    """19 84, 19 100 84, 2 1000 5 and the like; None for what is none or a round number."""
    if values[:2] == [2, 1000]:
        start, rest, lowest = 2000, values[2:], 1
    elif values[1:2] == [100]:
        start, rest, lowest = values[0] * 100, values[2:], 1
    else:
        start, rest, lowest = sum(values[:1]) * 100, values[1:], 10
    if not 1100 <= start <= 2000 or not _below_hundred(rest):
        return None
    return start + sum(rest) if sum(rest) >= lowest else None


def _below_hundred(values: list[int]) -> bool:
    """Whether numbers in words make one below a hundred: 84 is 80 4, and 5 10 is none."""
    if len(values) == 2:
        return values[0] in range(20, 100, 10) and 1 <= values[1] <= 9
    return len(values) == 1 and values[0] < 100


def _values(row: Row, words: Words, start: int, end: int) -> list[int]:
    numbers = (words.values["N", row.words[i]] for i in range(start, end) if row.codes[i] == "N")
    return [number for number in numbers if isinstance(number, int)]


def _noun_follows(row: Row, end: int) -> bool:
    return end < len(row.codes) and row.codes[end] in "_UP"


def _merged(row: Row, merges: list[tuple[int, int, str, str]]) -> Row:
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    lowered: list[str] = []
    place = 0
    for start, end, code, digits in [*merges, (len(row.words), len(row.words), "", "")]:
        codes.append(row.codes[place:start] + code)
        starts += row.starts[place : start + 1] if code else row.starts[place:start]
        ends += [*row.ends[place:start], row.ends[end - 1]] if code else row.ends[place:start]
        lowered += [*row.words[place:start], digits] if code else row.words[place:start]
        place = end
    return Row("".join(codes), starts, ends, lowered)
