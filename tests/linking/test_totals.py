"""The total of one article: chosen together for dead and wounded, from claims and headline, and never without words."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from gestae import Article, Coder, link
from gestae.linking.total_features import candidates
from gestae.linking.total_model import TotalModel, article_total
from gestae.records import Figure, Measure

MEASURES: tuple[Measure, ...] = ("killed", "wounded", "hospitalised", "arrested")
GROUPS = (
    None,
    "man",
    "woman",
    "the man",
    "he",
    "others",
    "other men",
    "gunman",
    "the suspect",
    "Arne Holt, 44",
    "another man",
)
RULES = (None, "shot", "addition", "self", "police", "toll", "complete")
HEADLINES = (None, "", "Five shot, two dead", "Man killed in attack", "Three wounded", "Police look for gunman")


@st.composite
def figures(draw: st.DrawFn) -> list[Figure]:
    told: list[Figure] = []
    for i in range(draw(st.integers(0, 8))):
        low = draw(st.integers(0, 6))
        measure = draw(st.sampled_from(MEASURES))
        group, rule = draw(st.sampled_from(GROUPS)), draw(st.sampled_from(RULES))
        told.append(
            Figure(
                id=str(i),
                measure=measure,
                low=low,
                high=low,
                bound="exact",
                group=group,
                rule=rule,
                start=90 * i,
                end=90 * i + 5,
            )
        )
    return told


@given(figures(), st.sampled_from(HEADLINES))
def test_any_claims_have_one_total_at_most_and_it_names_one_of_them(told: list[Figure], headline: str | None) -> None:
    for measure in get_args(Measure):
        total = article_total(told, measure, headline)
        if total is not None:
            assert total.measure == measure and total.id in {f.id for f in told} and (total.low or 0) >= 0


@given(st.sampled_from(HEADLINES))
def test_nobody_is_counted_where_all_claims_are_of_nobody(headline: str | None) -> None:
    told = [Figure(id="a", measure="wounded", low=0, high=0, bound="exact", start=0, end=4)]
    total = article_total(told, "wounded", headline)
    assert total is None or total.high == 0
    assert article_total(told, "killed", headline) is None


def test_every_weight_is_of_a_feature_that_claims_can_have() -> None:
    told = [
        Figure(id="a", measure="killed", low=2, high=2, bound="exact", rule="complete", start=0, end=4),
        Figure(
            id="b", measure="killed", low=1, high=1, bound="exact", group="the gunman", rule="self", start=10, end=14
        ),
        Figure(id="c", measure="wounded", low=5, high=5, bound="exact", rule="shot", start=20, end=24),
        Figure(id="d", measure="wounded", low=3, high=3, bound="exact", rule="toll", start=30, end=34),
        Figure(id="e", measure="wounded", low=1, high=1, bound="exact", rule="addition", group="man", start=40, end=44),
        Figure(id="f", measure="hospitalised", low=3, high=3, bound="exact", start=50, end=54),
        Figure(id="g", measure="killed", low=4, high=4, bound="exact", rule="toll", start=60, end=64),
        Figure(id="h", measure="killed", low=1, high=1, bound="exact", rule="addition", group="girl", start=70, end=74),
        Figure(id="i", measure="wounded", low=0, high=0, bound="exact", start=80, end=84),
        Figure(id="j", measure="killed", low=0, high=0, bound="exact", start=90, end=94),
    ]
    lists = (told, told[:2], told[2:3], told[5:6])
    known = {
        name
        for own in lists
        for headline in ("Five shot, 2 killed", "3 wounded, man shot", "Nobody seen")
        for features in candidates(own, headline).values()
        for name in features
    }
    assert set(TotalModel.load().weights) <= known


def toll(coder: Coder, text: str, title: str | None = None) -> dict[str, int | None]:
    [attack] = link([coder.code_article(Article(text=text, title=title, published="2024-03-09"))]).incidents
    return {measure: told.best for measure, told in attack.toll.items() if measure in ("killed", "wounded")}


def test_of_those_shot_the_dead_are_part(coder: Coder) -> None:
    assert toll(coder, "Gunmen shot five people in Maiduguri on Friday. Two of them died.", "Five shot, two dead in Maiduguri") == {
        "killed": 2, "wounded": 3,
    }  # fmt: skip


def test_war_and_disaster_news_keep_their_totals(coder: Coder) -> None:
    assert toll(coder, "A missile killed 23 people and wounded 140 in Kharkiv on Friday, officials said.") == {
        "killed": 23, "wounded": 140,
    }  # fmt: skip


def test_patients_told_of_apart_from_the_violence_are_claims_of_its_incident(coder: Coder) -> None:
    text = "Gunmen wounded three farmers in Maiduguri on Friday. Police are looking for the men. The road was closed. Schools are shut. Shops are shut. Two farmers remain in hospital."
    [attack] = link([coder.code_article(Article(text=text, published="2024-03-09"))]).incidents
    assert ("hospitalised", 2) in {(c.figure.measure, c.figure.low) for c in attack.figures}
    best = attack.toll["wounded"].best
    assert best == 3


def test_long_lists_of_numbers_allow_a_bounded_number_of_pairs() -> None:
    told = [
        Figure(id=str(i), measure=MEASURES[i % 3], low=i, high=i, bound="exact", rule=RULES[i % 2], start=i, end=i + 1)
        for i in range(600)
    ]
    assert len(candidates(told, "Five shot")) < 100_000
