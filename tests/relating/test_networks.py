"""Networks whose measures are known by hand."""

from __future__ import annotations

import pytest
from worlds_of_relations import act, article

from gestae import relations
from gestae.relating.network import Network


def of(*acts: dict[str, object]) -> Network:
    [made] = relations([article("2024-03-31", *acts)]).networks(by="month")
    return made


def test_the_middle_of_a_star_is_its_most_central_party() -> None:
    made = of(*(act("CONSULT", ["EGY"], [other], "2024-03-05") for other in ("JOR", "SAU", "SDN", "QAT")))
    nodes = {n.party: n for n in made.nodes}
    assert (nodes["EGY"].degree, nodes["EGY"].given, nodes["EGY"].received, nodes["EGY"].betweenness) == (4, 4, 0, 1.0)
    assert (nodes["JOR"].degree, nodes["JOR"].received, nodes["JOR"].betweenness) == (1, 1, 0.0)
    assert nodes["EGY"].eigenvector == pytest.approx(0.707, abs=0.001)
    assert made.density == 0.2


def test_two_groups_that_cooperate_inside_are_two_communities() -> None:
    groups = (("EGY", "JOR", "SAU"), ("FRA", "DEU", "POL"))
    inside = [act("COOPERATE", [a], [b], "2024-03-05") for g in groups for a in g for b in g if a < b]
    made = of(*inside, act("ASSAULT", ["EGY"], ["FRA"], "2024-03-05"))
    assert made.communities == (("DEU", "FRA", "POL"), ("EGY", "JOR", "SAU"))
    assert made.modularity == 0.5
    assert {n.party: n.community for n in made.nodes}["SAU"] == 1


@pytest.mark.parametrize(
    ("signs", "balanced"), [("+++", True), ("+--", True), ("++-", False), ("---", False)],
)  # fmt: skip
def test_a_triad_is_balanced_with_an_even_number_of_negative_pairs(signs: str, balanced: bool) -> None:
    pairs = (("EGY", "JOR"), ("JOR", "SAU"), ("SAU", "EGY"))
    acts = (
        act("COOPERATE" if sign == "+" else "ASSAULT", [a], [b], "2024-03-05")
        for sign, (a, b) in zip(signs, pairs, strict=True)
    )
    found = of(*acts).balance
    assert found is not None
    assert (found.triads, found.balanced, found.share) == (1, int(balanced), float(balanced))


def test_pairs_without_a_sign_make_no_triad() -> None:
    pairs = (("EGY", "JOR"), ("JOR", "SAU"), ("SAU", "EGY"))
    found = of(*(act("STATEMENT", [a], [b], "2024-03-05") for a, b in pairs)).balance
    assert found is not None
    assert (found.triads, found.share) == (0, None)


def test_a_month_without_articles_has_no_measures_and_one_without_deeds_an_empty_network() -> None:
    codings = [
        article("2024-01-10", act("ACCUSE", ["USA"], ["IRN"], "2024-01-10")),
        article("2024-03-10", names=["IRN"]),
    ]
    first, silent, empty = relations(codings).networks(by="month")
    assert (first.covered, len(first.edges)) == (True, 1)
    assert (silent.covered, silent.density, silent.articles) == (False, None, 0)
    assert (empty.covered, empty.density, empty.nodes) == (True, 0.0, ())


def test_an_edge_names_its_deeds() -> None:
    found = relations([article("2024-03-31", act("ACCUSE", ["USA"], ["IRN"], "2024-03-05"))])
    [made] = found.networks()
    [edge] = made.edges
    assert edge.deeds == tuple(d.id for d in found.series("USA", "IRN").deeds)
    assert edge.intensity == -3.0
