"""Numbers of units: "three days", "half a year", "several weeks"."""

from __future__ import annotations

import re
from datetime import date
from math import ceil, floor

from . import time_calendar as calendar
from .time_found import Found

DESIGNATORS = {"FN": ("W", 2), "NI": ("D", 1), "MO": ("D", 1), "AF": ("D", 1), "EV": ("D", 1)}
"""Units without a designator of their own, as a multiple of one that has."""


DAYS_OF = {"TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86_400}
HALF_A_DAY = 0.5
"""Days up to which "hours ago" are of the day of publication."""
LONGEST_HOURS = 7
"""Days up to which hours are counted from publication."""


def amount(found: Found, group: str = "amount") -> float | str | None:
    """A number, "X" where the words leave it open, None where there is none."""
    words, codes = found.all(group), found.match[group] if found.has(group) else ""
    if not words:
        return None
    if "F" in codes:
        return "X"
    if "l" in codes:
        return 2.0
    if "z" in codes:
        return 12.0 * (_spelled(found, words[:-1], codes[:-1]) or 1)
    half = 0.5 if "j" in codes else 0.0
    if half:
        words, codes = words[:1], codes[:1]
    if codes == "a":
        return 1.0 + half
    if codes[0] != "N":
        count = _plain(words[0])
        return count + half if count is not None else None
    if not half and not _one_number(found, words, codes):
        words, codes = words[codes.index("&") + 1 :], codes[codes.index("&") + 1 :]
    return _spelled(found, words, codes) + half


def _one_number(found: Found, words: list[str], codes: str) -> bool:
    """ "A hundred and six" is one number; "between three and six months" has two, and the last counts."""
    joined = codes.find("&")
    before = found.words.values.get(("N", words[joined - 1])) if joined > 0 else None
    return joined < 0 or (isinstance(before, int) and before >= 100)


def _plain(word: str) -> float | None:
    return float(word) if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,2})?", word) else None


def _spelled(found: Found, words: list[str], codes: str) -> float:
    total = 0.0
    for word, code in zip(words, codes, strict=True):
        value = found.words.values.get((code, word)) if code == "N" else None
        if isinstance(value, int):
            total = (total or 1) * value if value >= 100 else total + value
    return total


def duration(count: float | str | None, unit: str) -> str:
    """A TIMEX3 duration: P3D, PT2H, P1.5Y, PXW."""
    unit, times = DESIGNATORS.get(unit, (unit, 1))
    prefix = "PT" if unit.startswith("T") else "P"
    shown = "X" if count is None or count == "X" else f"{float(count) * times:g}"
    return f"{prefix}{shown}{unit.removeprefix('T')}"


def hours_ends(now: date, days: float) -> tuple[date | None, date | None]:
    """The days from publication, at an hour that is not known, to that part of a day on or back."""
    if abs(days) <= HALF_A_DAY:
        return now, now
    if abs(days) > LONGEST_HOURS:
        return None, None
    other = calendar.shift_days(now, ceil(days) if days > 0 else floor(days))
    return (other, now) if days < 0 else (now, other)


def _quarters(now: date, count: int, step: int) -> tuple[date | None, date | None]:
    """Whole quarters of the calendar, as accounts are drawn up by them: those before now, or after."""
    begins = now.year * 12 + (now.month - 1) // 3 * 3
    first = begins - 3 * count if step < 0 else begins + 3
    last = first + 3 * count - 1
    if not 12 <= first <= last < 120_000:
        return None, None
    return calendar.of_month(first // 12, first % 12 + 1).first, calendar.of_month(last // 12, last % 12 + 1).last


def stretch_ends(now: date, unit: str, count: float, step: int) -> tuple[date | None, date | None]:
    """First and last day of "the past two weeks" (`step` -1), "the next three months" (+1)."""
    unit, times = DESIGNATORS.get(unit, (unit, 1))
    if unit in DAYS_OF:
        return hours_ends(now, count * DAYS_OF[unit] * step)
    if unit == "Q" and count == int(count) <= 1_000:
        return _quarters(now, int(count), step)
    unit, times = {"Q": ("M", 3), "DE": ("Y", 10), "CE": ("Y", 100)}.get(unit, (unit, times))
    if unit not in ("D", "W", "M", "Y") or count != int(count) or count > 3_000:
        return None, None
    other = calendar.add(now, unit, int(count) * times * step)
    if other is None:
        return None, None
    return (other, now) if step < 0 else (now, other)
