"""Days, weeks, months and years as ISO 8601 writes them: 2024-03-22, 2024-W12, 2024-03, 2024."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from ..errors import ConfigError

By = Literal["day", "week", "month", "year"]
GRAINS: tuple[By, ...] = ("day", "week", "month", "year")
ONE_DAY = timedelta(days=1)

Range = tuple[str, str]
"""First and last day, inclusive ISO dates."""
NEVER: Range = ("9999-12-31", "0001-01-01")


def period_of(day: str, by: By) -> str:
    """The period that an ISO date lies in."""
    if by == "week":
        year, week, _ = date.fromisoformat(day[:10]).isocalendar()
        return f"{year:04d}-W{week:02d}"
    return day[: {"day": 10, "month": 7, "year": 4}[by]]


def bounds(period: str, by: By) -> tuple[str, str]:
    """First and last day of a period."""
    if by == "day":
        return period, period
    if by == "week":
        monday = date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        return monday.isoformat(), (monday + 6 * ONE_DAY).isoformat()
    if by == "year":
        return f"{period}-01-01", f"{period}-12-31"
    return f"{period}-01", (_next_month(period) - ONE_DAY).isoformat()


def _next_month(period: str) -> date:
    year, month = int(period[:4]), int(period[5:])
    return date(year + month // 12, month % 12 + 1, 1)


def periods(first: str, last: str, by: By) -> Iterator[str]:
    """All periods from the one of a day to the one of another; none where the first is after the last."""
    day = first
    while day <= last:
        period = period_of(day, by)
        yield period
        day = (date.fromisoformat(bounds(period, by)[1]) + ONE_DAY).isoformat()


def iso_day(day: date | str | None) -> str | None:
    """A day as ISO 8601 writes it. Raises ConfigError for what is none."""
    if day is None:
        return None
    try:
        return date.fromisoformat(str(day)).isoformat()
    except ValueError:
        raise ConfigError(f"found {day!r}, expected a day as YYYY-MM-DD") from None


def checked(by: By) -> By:
    """Raises ConfigError for a grain that does not exist."""
    if by not in GRAINS:
        raise ConfigError(f"found period {by!r}, expected one of {', '.join(GRAINS)}")
    return by
