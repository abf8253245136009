"""Stretches of the calendar that an expression of time can mean, and steps between them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import starmap

from ..records import TimePrecision

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of the meteorological seasons of the northern hemisphere, where most English news is set."""

PARTS_OF_MONTH = {"early": (1, 15), "start": (1, 10), "mid": (11, 20), "late": (16, 31), "end": (21, 31)}
PARTS_OF_YEAR = {"early": (1, 6), "start": (1, 4), "mid": (5, 8), "late": (7, 12), "end": (9, 12)}
PARTS_OF_WEEK = {"early": (0, 2), "start": (0, 2), "mid": (2, 4), "late": (3, 6), "end": (3, 6)}
"""Days of the month, months, days after Monday: wide, so that no date looks sharper than the text."""


_TENTHS = {"early": (0, 5), "start": (0, 3), "mid": (3, 7), "late": (5, 10), "end": (7, 10)}
"""Years of a decade, decades of a century: wide as well."""


@dataclass(frozen=True, slots=True)
class Period:
    """`first`/`last`: None where unknown or before year 1; `year` (BC: negative), `month`, `day`: as said."""

    value: str
    precision: TimePrecision | None
    first: date | None = None
    last: date | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None


def era(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"BC{-year:04d}"


def span(first: tuple[int, int, int], last: tuple[int, int, int]) -> tuple[date | None, date | None]:
    """Two days as dates; both None where the calendar has no such day."""
    try:
        return date(*first), date(*last)
    except (ValueError, OverflowError):
        return None, None


def of_day(year: int, month: int, day: int) -> Period | None:
    first, last = span((year, month, day), (year, month, day))
    if first is None and not (year < 0 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Period(f"{era(year)}-{month:02d}-{day:02d}", "day", first, last, year, month, day)


def on(day: date) -> Period:
    return Period(day.isoformat(), "day", day, day, day.year, day.month, day.day)


def of_month(year: int, month: int) -> Period:
    length = monthrange(year, month)[1] if year > 0 else 28
    first, last = span((year, month, 1), (year, month, length))
    return Period(f"{era(year)}-{month:02d}", "month", first, last, year, month)


def of_year(year: int) -> Period:
    first, last = span((year, 1, 1), (year, 12, 31))
    return Period(era(year), "year", first, last, year)


def of_decade(year: int) -> Period:
    """The decade in which a year lies; its value is the year without the last digit."""
    start = abs(year) // 10 * 10
    first, last = span((start, 1, 1), (start + 9, 12, 31)) if year > 0 else (None, None)
    return Period(era(year)[:-1], "decade", first, last, start if year > 0 else -start)


def of_century(number: int) -> Period | None:
    """The nineteenth century is 18 in TIMEX3 and, as people say it, 1800 to 1899; negative: BC."""
    if not 1 <= abs(number) <= 30:
        return None
    start = (abs(number) - 1) * 100
    first, last = span((start or 1, 1, 1), (start + 99, 12, 31)) if number > 0 else (None, None)
    value = f"{start // 100:02d}"
    return Period(value if number > 0 else f"BC{value}", "century", first, last)


def of_week(day: date) -> Period:
    year, week, weekday = day.isocalendar()
    first = shift_days(day, 1 - weekday) or day
    last = shift_days(first, 6)
    return Period(f"{year:04d}-W{week:02d}", "week", first, last, day.year, day.month)


def week_number(year: int, week: int) -> Period | None:
    try:
        return of_week(date.fromisocalendar(year, week, 4))
    except (ValueError, OverflowError):
        return None


def weekend(day: date) -> Period:
    """Saturday and Sunday of the week of that day."""
    week = of_week(day)
    first, last = shift_days(week.first, 5), shift_days(week.first, 6)
    return Period(f"{week.value}-WE", "day", first, last, day.year, day.month)


def of_season(year: int, season: str) -> Period:
    month = SEASONS[season]
    closing = (year + 1, 2) if season == "WI" else (year, month + 2)
    length = monthrange(*closing)[1] if year > 0 else 28
    first, last = span((year, month, 1), (*closing, length))
    return Period(f"{era(year)}-{season}", "season", first, last, year, month)


def of_quarter(year: int, quarter: int) -> Period:
    first, last = of_month(year, 3 * quarter - 2), of_month(year, 3 * quarter)
    return Period(f"{era(year)}-Q{quarter}", "quarter", first.first, last.last, year, 3 * quarter - 2)


def of_half(year: int, half: int) -> Period:
    first, last = of_month(year, 6 * half - 5), of_month(year, 6 * half)
    return Period(f"{era(year)}-H{half}", "year", first.first, last.last, year, 6 * half - 5)


def shift_days(day: date | None, days: int) -> date | None:
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    whole = year * 12 + month - 1 + months
    return whole // 12, whole % 12 + 1


def part_of(period: Period, part: str) -> Period:
    """Early, mid or late in a period: same value (TIMEX3 keeps that in `mod`), fewer days."""
    if period.first is None or period.last is None or part == "rest":
        return period
    first, last = period.first, period.last
    if period.precision == "month":
        low, high = PARTS_OF_MONTH[part]
        return replace(period, first=first.replace(day=low), last=last.replace(day=min(high, last.day)))
    if period.precision == "year" and period.month is None:
        low, high = PARTS_OF_YEAR[part]
        return replace(period, first=first.replace(month=low), last=of_month(last.year, high).last)
    if period.precision == "week":
        low, high = PARTS_OF_WEEK[part]
        return replace(period, first=shift_days(first, low), last=shift_days(first, high))
    return thirds(period, part)


def thirds(period: Period, part: str) -> Period:
    """Parts of seasons, quarters, decades and centuries: halves for early and late, the middle for mid."""
    if period.first is None or period.last is None or period.first == period.last:
        return period
    years = period.last.year - period.first.year + 1
    if years >= 10:
        low, high = (years * tenth // 10 for tenth in _TENTHS[part])
        begins, ends = period.first.year + low, period.first.year + high
        return replace(period, first=date(begins, 1, 1), last=date(ends - 1, 12, 31))
    days = (period.last - period.first).days + 1
    bounds = {"early": (0, 2), "start": (0, 2), "mid": (1, 3), "late": (2, 4), "end": (2, 4)}[part]
    low, high = (days * quarter // 4 for quarter in bounds)
    return replace(period, first=shift_days(period.first, low), last=shift_days(period.first, high - 1))


def add(day: date, unit: str, count: int) -> date | None:
    """The day `count` days (D), weeks (W), months (M) or years (Y) on; at most a month's last day."""
    if unit in ("D", "W"):
        return shift_days(day, count * (7 if unit == "W" else 1))
    year, month = add_months(day.year, day.month, count * (12 if unit == "Y" else 1))
    return date(year, month, min(day.day, monthrange(year, month)[1])) if 1 <= year <= 9999 else None


def weekday_from(day: date, weekday: int, *, step: int, inclusive: bool) -> date | None:
    """The nearest such weekday (1 Monday … 7 Sunday) before (`step` -1) or after (+1) a day."""
    distance = (weekday - day.isoweekday()) * step % 7
    if distance == 0 and not inclusive:
        distance = 7
    return shift_days(day, step * distance)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth such weekday of a month, from the end where `nth` is negative."""
    return _weekdays(year, month, weekday)[nth - 1 if nth > 0 else nth]


def weekdays_in(year: int, month: int, weekday: int) -> int:
    """How many such weekdays a month has."""
    return len(_weekdays(year, month, weekday))


def _weekdays(year: int, month: int, weekday: int) -> list[date]:
    return [day for day in starmap(date, month_days(year, month)) if day.isoweekday() == weekday]


def month_days(year: int, month: int) -> list[tuple[int, int, int]]:
    return [(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> Period | None:
    """A day by a rule of the phrase table: `MM-DD`, `easter±N` or `month/nth/weekday`."""
    if not 1 <= year <= 9999:
        return None
    if rule.startswith("easter"):
        day = shift_days(easter(year), int(rule.removeprefix("easter")))
        return on(day) if day else None
    if "/" in rule:
        month, nth, weekday = map(int, rule.split("/"))
        return on(nth_weekday(year, month, nth, weekday))
    month, number = map(int, rule.split("-"))
    return of_day(year, month, number)
