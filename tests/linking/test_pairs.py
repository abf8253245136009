"""The parts of linking: words, near-duplicates, features, weights, agglomeration."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.linking.agglomerate import Agglomeration
from gestae.linking.blocks import Blocks
from gestae.linking.near_duplicates import resemblance, sketch
from gestae.linking.origins import families, wire
from gestae.linking.pair import features
from gestae.linking.pair_model import PairModel
from gestae.linking.profile import ArticleProfile, Profile
from gestae.linking.reports import Report
from gestae.linking.words import cosine, vector, weight
from gestae.records import Article, Coding
from linking.worlds import SCENES, TELLINGS, VICTIMS, Attack, tell

STORY = "The ferry that carried sixty pupils to the island ran aground on Monday near the old lighthouse, the harbour master said, and all were brought ashore by fishermen before dusk."


def profile(attack: Attack, telling: int = 0) -> Profile:
    coding = tell(attack, telling)
    return Profile(ArticleProfile(coding), Report(coding, coding.events))


SAME = profile(Attack(1, "Ardent", VICTIMS[0], SCENES[0])), profile(Attack(1, "Ardent", VICTIMS[0], SCENES[0]), 1)
OTHER = profile(Attack(4, "Corvale", VICTIMS[1], SCENES[1]), 2)


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    assert weight("police") < weight("laundromat") <= weight("quillfeather")


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_at_most_one(a: str, b: str) -> None:
    one, other = vector(a), vector(b)
    assert cosine(one, other) == cosine(other, one) <= 1.0 + 1e-9
    assert resemblance(sketch(a), sketch(b)) == resemblance(sketch(b), sketch(a)) <= 1.0


def test_an_edited_copy_resembles_its_source() -> None:
    assert resemblance(sketch(STORY), sketch(f"(Reuters) {STORY} More follows.")) > 0.7
    assert resemblance(sketch(STORY), sketch(TELLINGS[2])) == 0.0


def test_a_family_holds_copies_of_copies() -> None:
    assert families([sketch(STORY), sketch("Nothing like it."), sketch(f"{STORY} More follows.")]) == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("LIMA (Reuters) - Rain fell.", "Reuters"),
        ("Rain fell. Copyright 2024 Reuters. All rights reserved.", "Reuters"),
        ("Rain fell, a Reuters reporter saw.", None),
    ],
)
def test_a_credit_names_the_wire(text: str, agency: str | None) -> None:
    assert wire(Article(text=text)) == agency


@given(st.permutations([*SAME, OTHER]))
def test_features_do_not_depend_on_which_comes_first(order: list[Profile]) -> None:
    a, b, _ = order
    assert features(a, b) == features(b, a)


def test_every_weight_is_of_a_feature_and_every_feature_has_one() -> None:
    model = PairModel.load()
    found = features(*SAME).keys() | features(SAME[0], OTHER).keys()
    assert found <= model.weights.keys()


def test_reasons_are_the_strongest_first() -> None:
    reasons = PairModel.load().reasons(features(*SAME))
    sizes = [abs(part) for _, part in reasons]
    assert sizes == sorted(sizes, reverse=True)
    assert dict(reasons)["victims_shared"] > 0


def test_blocks_offer_what_shares_names_and_spare_the_rest() -> None:
    blocks = Blocks()
    for one in (SAME[1], OTHER):
        blocks.add(one.article)
    assert blocks.near(SAME[0].article) == [SAME[1].article]


def test_versions_of_one_page_are_compared() -> None:
    blocks = Blocks()
    pages = [
        Coding(article=Article(text=text, url="https://paper.example/1")) for text in ("Rain fell.", "Snow melted.")
    ]
    one, other = map(ArticleProfile, pages)
    blocks.add(one)
    assert blocks.near(other) == [one]


def test_one_strong_pair_does_not_join_two_groups() -> None:
    """a-b and c-d belong together; b-c alone says otherwise."""
    odds = {("a", "b"): 3.0, ("c", "d"): 3.0, ("b", "c"): 2.0, ("a", "c"): -4.0, ("a", "d"): -4.0, ("b", "d"): -4.0}
    assert grouped("abcd", odds) == ["ab", "cd"]


def test_what_excludes_each_other_is_never_in_one_group() -> None:
    odds = {("a", "b"): 5.0, ("b", "c"): 5.0, ("a", "c"): -math.inf}
    assert grouped("abc", odds) == ["ab", "c"]


def test_a_pair_that_nobody_compared_speaks_against() -> None:
    assert grouped("abc", {("a", "b"): 3.0, ("b", "c"): 3.0}) == ["ab", "c"]


def grouped(members: str, odds: dict[tuple[str, str], float]) -> list[str]:
    both: dict[str, dict[str, float]] = {}
    for (a, b), value in odds.items():
        both.setdefault(a, {})[b] = both.setdefault(b, {})[a] = value
    return sorted("".join(sorted(g)) for g in Agglomeration(members, both, stop=0.0, default=-4.0).groups)
