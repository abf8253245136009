"""Laws that hold for every corpus: sums, aggregation, decomposition, order."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from worlds_of_relations import act, article

from gestae import relations
from gestae.records import Coding, Incident
from gestae.relating.periods import GRAINS, bounds, period_of, periods
from gestae.relating.relations import Relations

FIRST = date(2023, 12, 20)
COUNTRIES = ("USA", "IRN", "FRA")
few = settings(max_examples=40)
"""A corpus has many parts; what breaks a law is small."""
TYPES = ("ACCUSE", "SANCTION", "CONSULT", "ASSAULT", "STATEMENT")

days = st.integers(0, 70).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
stretches = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
dyads = st.permutations(COUNTRIES).map(lambda names: names[:2])


@st.composite
def acts(draw: st.DrawFn) -> dict[str, Any]:
    actor, recipient = draw(dyads)
    mutual = draw(st.booleans())
    parties = ([actor, recipient], []) if mutual else ([actor], [recipient])
    return act(draw(st.sampled_from(TYPES)), *parties, draw(st.none() | days | stretches))


@st.composite
def codings(draw: st.DrawFn) -> list[Coding]:
    told = draw(st.lists(st.tuples(st.none() | days, st.lists(acts(), max_size=3)), max_size=8))
    return [article(day, *made, publisher=f"Paper {n}", names=COUNTRIES[: n % 3]) for n, (day, made) in enumerate(told)]


def everything(found: Relations) -> list[object]:
    pairs = [(a, b) for a in COUNTRIES for b in COUNTRIES]
    return [found.series(a, b, by=by) for a, b in pairs for by in GRAINS] + [found.networks(by="month"), found.dyads()]


@few
@given(codings(), st.randoms())
def test_the_order_of_articles_changes_nothing(told: list[Coding], random: Any) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert everything(relations(shuffled)) == everything(relations(told))


@few
@given(codings(), st.sampled_from(GRAINS))
def test_periods_add_up_to_the_whole(told: list[Coding], by: Any) -> None:
    series = relations(told).series("USA", "IRN", by=by)
    counted = [p for p in series.points if p.count is not None]
    assert sum(p.count or 0 for p in counted) == len(series.deeds)
    assert sum(p.reports or 0 for p in counted) == sum(len(d.reports) for d in series.deeds)
    assert [d for p in counted for d in p.deeds] == [d.id for d in series.deeds]
    assert len({d.id for d in series.deeds}) == len(series.deeds)


@few
@given(codings(), st.sampled_from(GRAINS))
def test_every_number_is_the_number_of_the_deeds_behind_it(told: list[Coding], by: Any) -> None:
    series = relations(told).series("USA", "IRN", by=by)
    for point in series.points:
        behind = series.behind(point.period)
        assert (point.count or 0) == len(point.deeds) == len(behind)
        for name, number in (point.quad_classes or {}).items():
            assert number == len(series.behind(point.period, quad_class=name))
        for name, number in (point.event_types or {}).items():
            assert number == len(series.behind(point.period, event_type=name))
        assert (point.reports or 0) == len({r.event for d in behind for r in d.reports})


@few
@given(codings())
def test_days_add_up_to_months(told: list[Coding]) -> None:
    found = relations(told)
    daily, monthly = found.series("USA", "IRN", by="day"), found.series("USA", "IRN", by="month")
    for month in monthly.points:
        inside = [p for p in daily.points if period_of(p.period, "month") == month.period]
        assert month.articles == sum(p.articles for p in inside)
        assert (month.count or 0) == sum(p.count or 0 for p in inside)
        assert month.covered == any(p.covered for p in inside)
        assert set(month.deeds) == {id_ for p in inside for id_ in p.deeds}


@few
@given(codings())
def test_every_report_of_a_dyad_is_in_one_deed_or_undated(told: list[Coding]) -> None:
    series = relations(told).series("USA", "IRN")
    reports = [r.event for d in series.deeds for r in d.reports]
    assert len(reports) == len(set(reports))
    assert all(r.day is not None for d in series.deeds for r in d.reports)


@few
@given(codings(), st.integers(1, 3))
def test_linked_incidents_keep_the_laws(told: list[Coding], number: int) -> None:
    events = [e.id for c in told for e in c.events]
    incidents = [
        Incident(id=f"i{n}", event_type="ASSAULT", events=tuple(events[n :: number + 1])) for n in range(number)
    ]
    found, again = (relations(given, incidents=incidents) for given in (told, told[::-1]))
    assert everything(found) == everything(again)
    plain = relations(told).series("USA", "IRN")
    linked = found.series("USA", "IRN")
    assert {r.event for d in linked.deeds for r in d.reports} == {r.event for d in plain.deeds for r in d.reports}


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 400), st.sampled_from(GRAINS))
def test_periods_cover_every_day_once(first: date, length: int, by: Any) -> None:
    last = first + timedelta(days=length)
    found = list(periods(first.isoformat(), last.isoformat(), by))
    assert len(found) == len(set(found))
    ends = [bounds(p, by) for p in found]
    assert ends[0][0] <= first.isoformat() <= ends[0][1]
    assert ends[-1][0] <= last.isoformat() <= ends[-1][1]
    assert all(date.fromisoformat(b[0]) == date.fromisoformat(a[1]) + timedelta(days=1) for a, b in pairwise(ends))
    assert all(period_of(day, by) == p for p, pair in zip(found, ends, strict=True) for day in pair)
