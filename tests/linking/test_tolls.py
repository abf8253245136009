"""Rules by which a toll is read off its claims; the claims themselves always stay."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae import Article, Coder, link
from gestae.linking.toll import RULES, known_on, toll_at, tolls, under
from gestae.records import Claim, Entity, Figure, Incident, TollRule

POLICE = Entity(id="role:police", name="police", sectors=("COP",))
RESIDENTS = Entity(id="role:resident", name="resident", sectors=("CVL",))


def said(
    day: int, number: int, origin: str, speaker: Entity | None = None, *, place: int = 0, measure: str = "killed"
) -> Claim:
    """A claim in the paper of that day; two claims of one origin and day stand in one article."""
    figure = Figure(
        id=f"{origin}-{day}-{place}-{measure}", measure=measure, low=number, high=number, start=place, end=place + 2
    )  # type: ignore[arg-type]
    name = speaker.name if speaker else None
    when = f"2024-03-{day:02}"
    return Claim(
        figure=figure,
        article=f"{origin} {day}",
        publisher=origin,
        origin=origin,
        speaker=name,
        entity=speaker,
        as_of=when,
    )


REVISED = (
    said(9, 51, "Agency", POLICE),
    said(9, 40, "Herald", RESIDENTS),
    said(10, 24, "Agency", POLICE),
    said(11, 26, "Gazette", RESIDENTS),
)


def killed(claims: tuple[Claim, ...], rule: TollRule) -> tuple[int | None, int | None, int | None]:
    toll = tolls(claims, rule=rule)["killed"]
    assert toll.rule == rule and toll.claims == tuple(c.figure.id for c in claims if c.figure.measure == "killed")
    return toll.low, toll.best, toll.high


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("latest_report_fullest_figure", (24, 26, 40)),
        ("latest_official", (24, 24, 24)),
        ("median_of_origins", (24, 26, 40)),
        ("conservative", (24, 24, 40)),
        ("ucdp", (24, 24, 40)),
    ],
)
def test_each_rule_reads_the_same_claims_in_its_own_way(rule: TollRule, expected: tuple[int, int, int]) -> None:
    assert killed(REVISED, rule) == expected


def test_a_revision_downward_lowers_the_view_and_keeps_the_claim() -> None:
    for rule in get_args(TollRule):
        low, best, high = killed(REVISED[::2], rule)
        assert (low, best, high) == (24, 24, 24), rule
        assert tolls(REVISED[::2], rule=rule)["killed"].claims == ("Agency-9-0-killed", "Agency-10-0-killed")


def test_the_copies_of_a_wire_count_once_in_the_median() -> None:
    copies = tuple(
        Claim(
            figure=said(9, 90, f"Copy {n}").figure,
            article=f"copy {n}",
            publisher=f"Copy {n}",
            origin="Agency",
            as_of="2024-03-09",
        )
        for n in range(5)
    )
    assert killed((*copies, said(9, 20, "Herald"), said(9, 22, "Gazette")), "median_of_origins")[1] == 22


def test_most_origins_agree_on_the_best_of_the_ucdp_rule() -> None:
    claims = (said(9, 10, "A"), said(9, 14, "B"), said(10, 14, "C"), said(10, 30, "D"))
    assert killed(claims, "ucdp") == (10, 14, 30)


def test_rival_numbers_of_one_article_are_its_range() -> None:
    claims = (said(9, 10, "Herald", POLICE), said(9, 60, "Herald", RESIDENTS, place=40))
    assert killed(claims, "latest_report_fullest_figure") == (10, 60, 60)
    assert killed(claims, "conservative") == (10, 10, 60)
    assert killed(claims, "latest_official") == (10, 10, 10)


def test_a_measure_on_which_no_authority_speaks_is_absent_from_the_official_view() -> None:
    assert tolls((said(9, 10, "Herald", RESIDENTS),), rule="latest_official") == {}


def test_the_toll_at_a_day_is_of_what_was_claimed_by_then() -> None:
    incident = Incident(id="x", event_type="ASSAULT", figures=REVISED)
    best = [toll_at(incident, f"2024-03-{day:02}", "latest_official").get("killed") for day in (8, 9, 10, 30)]
    assert [toll and toll.best for toll in best] == [None, 51, 24, 24]


claims = st.builds(
    said,
    day=st.integers(1, 9),
    number=st.integers(2, 300),
    origin=st.sampled_from(["A", "B", "C"]),
    speaker=st.sampled_from([POLICE, RESIDENTS, None]),
    measure=st.sampled_from(["killed", "wounded"]),
)
histories = st.lists(claims, max_size=8, unique_by=lambda c: c.figure.id).map(
    lambda told: tuple(sorted(told, key=lambda c: (c.as_of, c.article)))
)


@given(histories, st.sampled_from(sorted(RULES)))
def test_best_lies_between_low_and_high_and_is_claimed_by_somebody(history: tuple[Claim, ...], rule: TollRule) -> None:
    for measure, toll in tolls(history, rule=rule).items():
        assert toll.low is not None and toll.best is not None and toll.high is not None
        assert toll.low <= toll.best <= toll.high
        assert toll.best in {c.figure.low for c in history if c.figure.measure == measure}


@given(histories, st.sampled_from(sorted(RULES)), st.integers(1, 9))
def test_later_claims_change_nothing_of_what_was_known(history: tuple[Claim, ...], rule: TollRule, day: int) -> None:
    on = f"2024-03-{day:02}"
    before = Incident(id="x", event_type="ASSAULT", figures=tuple(known_on(history, on)))
    whole = Incident(id="x", event_type="ASSAULT", figures=history)
    assert toll_at(whole, on, rule) == under(before, rule).toll


def test_link_takes_the_rule(coder: Coder) -> None:
    told = [
        ("2024-03-09", "A bomb killed 51 people at a market in Maiduguri on Friday, the governor said."),
        ("2024-03-10", "Officials said 24 people were killed in Friday's bombing of a market in Maiduguri. Residents said 60 people had died."),
    ]  # fmt: skip
    codings = [coder.code_article(Article(text=text, published=day, publisher="Herald")) for day, text in told]
    best = {}
    for rule in get_args(TollRule):
        [incident] = [i for i in link(codings, toll_rule=rule).incidents if i.event_type == "ASSAULT"]
        best[rule] = incident.toll["killed"].best
    assert best["latest_report_fullest_figure"] == 60
    assert best["latest_official"] == best["conservative"] == 24
