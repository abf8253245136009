"""What the weights of linking learn from."""

from __future__ import annotations

from typing import Any

import pytest

from gestae.training.link_words import per_mille, shares
from gestae.training.linking import fit, same_template, table


def template(day: str, *path: str, kind: str = "BOMBING", victim: str = "") -> dict[str, Any]:
    return {
        "type": [kind],
        "date": {"any_of": [{"earliest": day, "latest": day}]},
        "location": {"any_of": [{"path": [{"name": name} for name in path]}]},
        "victims": [{"names": [victim]}],
    }


BOMB = template("1990-03-02", "PERU", "LIMA", "RIMAC")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (BOMB, True),
        (template("1990-03-09", "PERU", "LIMA", "RIMAC"), False),
        (template("1990-03-02", "PERU", "CUSCO"), False),
        (template("1990-03-02", "PERU"), None),
        (template("1990-03-02", "PERU", "LIMA", "RIMAC", kind="KIDNAPPING"), False),
        (template("1990-03-02", "PERU", "LIMA", "RIMAC", kind="ATTACK"), None),
    ],
)
def test_templates_tell_whether_two_reports_are_of_one_incident(other: dict[str, Any], same: bool | None) -> None:
    assert same_template({"templates": [BOMB]}, {"templates": [other]}) is same


def test_reports_of_several_incidents_leave_it_open() -> None:
    assert same_template({"templates": [BOMB, BOMB]}, {"templates": [BOMB]}) is None


def test_weights_follow_what_tells_pairs_apart() -> None:
    pairs = [({"good": 1.0}, True), ({"bad": 1.0}, False)] * 40
    constant, weights = fit({"gva": pairs})
    assert weights["good"] > 0 > weights["bad"]
    assert any(line.startswith("good = ") for line in table(constant, weights))


def test_a_word_of_one_kind_of_news_is_not_kept() -> None:
    kinds = [["the mortar fell"] * 9, ["the vote fell"] * 9, ["the rain fell"] * 9]
    assert sorted(shares(kinds)) == ["fell", "the"]


def test_shares_are_classes() -> None:
    assert [per_mille(s) for s in (0.0001, 0.007, 0.5, 1.0)] == [2, 7, 498, 970]
