"""The English date cases of Microsoft Recognizers-Text that a news text can ask, with the answers that they leave open.

In scope: dates, stretches of days and durations of a stated length. Out: times of the clock (they hang on the hour of asking,
which a day of publication lacks), stretches without an end ("since May"), a bare "the week" or "the day" (of the asker's plans),
business days, and shorthand of calendars and addresses ("EOY", "10D", a part of a URL). Where notations differ, these count as the same answer:
- the source's stretches leave out their end ("from 2014 to 2018" ends in 2017), those of news name their last day, month, year;
- whether the day of publication itself is inside "the past two weeks" or "the next ten days";
- "two months ago" is a day for the source, and a month, the unit that was counted in, for TIMEX3;
- of "early", "later in", "the end of", TIMEX3 keeps the whole in the value: there the value is asked, not the days;
- "next Friday", "last Monday": the nearest one, or that of the next or last week, as English has both;
- two ends joined by a dash may be two expressions, which together have the days.

Seven rows in eight were read while rules were written, the eighth only counted.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gestae.grounding.times import TimeFinder
from gestae.records import Time

CASES = Path(__file__).parents[3] / "shared/data/time/recognizers.jsonl"
RIGHT = {"develop": 0.86, "report": 0.64}
"""Least share of right answers; lower it only with a reason."""

CLOCKS = ("datetime", "datetimerange")
SHORTHAND = re.compile(r"\b(?:eo[dmy]|[cf]y\s?\d+|w/c|otd|\d+\s?[dwmy]|d|ytd)\b|[$]|report-", re.IGNORECASE)
PART = re.compile(
    r"\b(?:early|earlier|mid|middle|late|later|end|ending|beginning|begin|start|close|rest|remain\w*)\b", re.I
)
COUNTED = re.compile(r"\b(?:week|month|year|decade)s?\b", re.IGNORECASE)
BARE = re.compile(r"(?:the )?(?:hour|day|week|weekend|fortnight|month|year)", re.IGNORECASE)
NEXT_OR_LAST = re.compile(r"\b(?:next|following|last|previous|past|coming|upcoming) \w+day\b", re.IGNORECASE)
VAGUE = re.compile(r"\b(?:few|some|several|many)\b", re.IGNORECASE)
STRETCH = re.compile(r"\([^,]+,([0-9]{4})-([0-9]{2})-([0-9]{2}),P[0-9.]+([YMWD])\)")
ANY_YEAR = re.compile(r"\([^,]+,XXXX-[0-9]{2}-[0-9]{2},P[0-9.]+([YMWD])\)")
QUARTER = re.compile(r"\bq[1-4]\b|\bquarter\b", re.IGNORECASE)
DAY = timedelta(days=1)

Days = tuple[date, date]


def cases() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines()):
        row = msgspec.json.decode(line)
        for gold in row["times"]:
            words = words_of(row, gold)
            if gold["type"] not in CLOCKS and not SHORTHAND.search(words) and asks(gold, words):
                yield ("report" if number % 8 == 7 else "develop"), row, gold


def words_of(row: dict[str, Any], gold: dict[str, Any]) -> str:
    """The expression with the few characters before it, in which an address or a sign of money shows."""
    return row["text"][max(0, gold["start"] - 7) : gold["end"]]


def asks(gold: dict[str, Any], words: str) -> bool:
    if BARE.fullmatch(words[-(gold["end"] - gold["start"]) :]) or "business" in words:
        return False
    if gold["type"] == "duration":
        return not VAGUE.search(words)
    return bool(days_of(gold)) and not (PART.search(words) and gold["timex"].startswith("("))


def days_of(gold: dict[str, Any]) -> set[Days]:
    ends = ((reading.get("earliest"), reading.get("latest")) for reading in gold["readings"])
    return {(date.fromisoformat(first), date.fromisoformat(last)) for first, last in ends if first and last}


def accepted(gold: dict[str, Any], words: str, published: date) -> set[Days]:
    """The days of the gold, those with the named end inside, and those with the day of publication inside."""
    found = days_of(gold)
    unit = STRETCH.fullmatch(gold["timex"]) or ANY_YEAR.fullmatch(gold["timex"])
    for first, last in list(found):
        if unit:
            found.add((first, end_of(last + DAY, unit[unit.lastindex or 1], words)))
        if NEXT_OR_LAST.search(words) and first == last:
            found |= {(first - 7 * DAY, last - 7 * DAY), (first + 7 * DAY, last + 7 * DAY)}
        if first == published + DAY:
            found.add((published, last))
        if last == published - DAY:
            found.add((first, published))
    return found


def end_of(day: date, unit: str, words: str) -> date:
    """The last day of the year, month or quarter that begins on a day, the day itself where none does."""
    if unit == "Y" and (day.month, day.day) == (1, 1):
        return day.replace(month=12, day=31)
    if unit in "YM" and day.day == 1:
        month = day.month + 2 if QUARTER.search(words) else day.month
        return day.replace(month=month, day=monthrange(day.year, month)[1])
    return day


def is_right(row: dict[str, Any], gold: dict[str, Any], times: list[Time]) -> bool:
    there = [time for time in times if time.start < gold["end"] and time.end > gold["start"]]
    if not there:
        return False
    widest = max(there, key=lambda time: min(time.end, gold["end"]) - max(time.start, gold["start"]))
    words = words_of(row, gold)
    if (widest.value or "") == gold["timex"] and (gold["type"] == "duration" or PART.search(words)):
        return True
    return gold["type"] != "duration" and in_days(gold, there, words, date.fromisoformat(row["published"]))


def in_days(gold: dict[str, Any], times: list[Time], words: str, published: date) -> bool:
    ends = [(date.fromisoformat(t.earliest), date.fromisoformat(t.latest)) for t in times if t.earliest and t.latest]
    if not ends:
        return False
    first, last = min(ends)[0], max(end for _, end in ends)
    if gold["type"] == "date" and COUNTED.search(words) and times[0].precision in ("week", "month", "year", "decade"):
        return any(first <= day <= last for day, _ in days_of(gold))
    return (first, last) in accepted(gold, words, published)


@pytest.mark.skipif(not CASES.exists(), reason="needs ../shared/data/time")
@pytest.mark.parametrize("half", ["develop", "report"])
def test_dates_of_another_project(half):
    finder, found = TimeFinder(), []
    for its, row, gold in cases():
        if its == half:
            times = finder.find(row["text"], published=date.fromisoformat(row["published"]))
            found.append(is_right(row, gold, times))
    print(f"\nrecognizers in scope, {half}: {sum(found)} of {len(found)} right = {sum(found) / len(found):.3f}")
    assert sum(found) / len(found) >= RIGHT[half]
