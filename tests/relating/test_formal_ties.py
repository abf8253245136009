"""Treaties and shared memberships hold when they held."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gestae import relations
from gestae.codebook.formal_ties import alliances, memberships
from gestae.relating.ties import Tie


def names(one: str, other: str, on: str) -> set[str]:
    return {tie.name for tie in relations([]).ties(one, other, on=on) if tie.kind == "membership"}


@pytest.mark.parametrize(
    ("one", "other", "body", "before", "after"),
    [
        ("Finland", "Norway", "NATO", "2023-04-03", "2023-04-04"),
        ("Sweden", "Finland", "NATO", "2024-03-06", "2024-03-07"),
        ("Croatia", "Italy", "European Union", "2013-06-30", "2013-07-01"),
        ("Iran", "China", "Shanghai Cooperation Organisation", "2023-07-03", "2023-07-04"),
        ("South Africa", "India", "Commonwealth of Nations", "1994-05-31", "1994-06-01"),
        ("China", "France", "UN Security Council, permanent members", "1971-10-24", "1971-10-25"),
        ("Morocco", "Senegal", "African Union", "2017-01-30", "2017-01-31"),
    ],
)
def test_a_membership_begins_on_its_day(one: str, other: str, body: str, before: str, after: str) -> None:
    assert body not in names(one, other, before)
    assert body in names(one, other, after)


@pytest.mark.parametrize(
    ("one", "other", "body", "last", "gone"),
    [
        ("United Kingdom", "France", "European Union", "2020-01-31", "2020-02-01"),
        ("Mali", "Senegal", "ECOWAS", "2025-01-29", "2025-01-30"),
        ("Zimbabwe", "Zambia", "Commonwealth of Nations", "2003-12-07", "2003-12-08"),
        ("Nicaragua", "Chile", "Organization of American States", "2023-11-19", "2023-11-20"),
    ],
)
def test_a_membership_ends_after_its_last_day(one: str, other: str, body: str, last: str, gone: str) -> None:
    assert body in names(one, other, last)
    assert body not in names(one, other, gone)


def test_where_the_source_stops_a_tie_is_neither_held_nor_gone() -> None:
    defence = [t for t in relations([]).ties("USA", "JPN") if t.name == "defense"]
    assert [(t.start, t.end, t.certain, t.holds("2010-05-05"), t.holds("2024-05-05")) for t in defence] == [
        ("1951", "2018", False, True, None)
    ]


def test_ties_are_the_same_from_either_side_and_none_are_of_bodies() -> None:
    found = relations([])
    assert found.ties("Japan", "USA") == found.ties("USA", "Japan")
    assert found.ties("NATO", "USA") == []


def test_a_tie_tells_its_source() -> None:
    assert {t.source for t in relations([]).ties("FRA", "DEU")} == {"ATOP", "memberships.csv"}
    assert Tie(kind="membership", name="NATO", start="1949", source="x").holds("1948-12-31") is False


def test_no_member_is_in_a_body_twice_at_a_time_and_no_alliance_is_with_oneself() -> None:
    for body, members in memberships().items():
        for iso3, spells in members.items():
            ordered = sorted(spells)
            assert all(a[1] and a[1] < b[0] for a, b in pairwise(ordered)), (body, iso3)
    assert all(one < other for one, other in alliances())
