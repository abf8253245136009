"""News times in context have the value and the days that a reader gives them; `times.jsonl` was written for this, in two halves.

`values`: TIMEX3 values that are right, "~" for no expression of time at all; left out where notations differ (ranges).
`earliest`, `latest`: the days, or where readers may differ the stretches that they lie in ("2022-04-01..2022-06-15");
null where there are none, left out where none are asked. The half `report` is for measuring only: what fails there is not read.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from gestae.grounding.times import TimeFinder
from gestae.records import Time

NO_TIME = "~"
RIGHT = {"develop": 0.95, "report": 0.95}
"""Least share of right answers; lower it only with a reason."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    half: str
    kind: str
    published: str
    text: str
    start: int
    end: int
    values: list[str] | None = None
    earliest: list[str] | msgspec.UnsetType | None = msgspec.UNSET
    latest: list[str] | msgspec.UnsetType | None = msgspec.UNSET


ROWS = [
    msgspec.json.decode(line, type=Row)
    for line in (Path(__file__).parent / "times.jsonl").read_text(encoding="utf-8").splitlines()
]


def is_right(row: Row, times: list[Time]) -> bool:
    """Whether the times that touch the marked words mean what they should; of two ends of a range, both count."""
    there = [time for time in times if time.start < row.end and time.end > row.start]
    if not there:
        return NO_TIME in (row.values or ())
    widest = max(there, key=lambda time: min(time.end, row.end) - max(time.start, row.start))
    if row.values is not None and plain(widest.value) not in row.values:
        return False
    ends = [(time.earliest, time.latest) for time in there if time.earliest and time.latest]
    first, last = (min(e for e, _ in ends), max(e for _, e in ends)) if ends else (None, None)
    return lies_in(row.earliest, first) and lies_in(row.latest, last)


def plain(value: str | None) -> str:
    """A value without zero minutes: "T08:00" is "T08"."""
    return (value or "").removesuffix(":00") if "T" in (value or "")[1:] else value or ""


def lies_in(stretches: list[str] | msgspec.UnsetType | None, day: str | None) -> bool:
    if stretches is msgspec.UNSET:
        return True
    if stretches is None or day is None:
        return stretches is None and day is None
    pairs = (stretch.split("..") for stretch in stretches)
    return any(pair[0] <= day <= pair[-1] for pair in pairs)


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[bool]]:
    finder = TimeFinder()
    found: dict[str, list[bool]] = {"develop": [], "report": []}
    for row in ROWS:
        times = finder.find(row.text, published=date.fromisoformat(row.published))
        found[row.half].append(is_right(row, times))
    return found


@pytest.mark.parametrize("half", ["develop", "report"])
def test_times_in_context(verdicts, half):
    found = verdicts[half]
    print(f"\ntimes, {half}: {sum(found)} of {len(found)} right = {sum(found) / len(found):.3f}")
    assert sum(found) / len(found) >= RIGHT[half]
