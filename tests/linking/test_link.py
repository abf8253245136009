"""Reports become incidents with tolls, perpetrators in their standing, reactions and responses."""

from __future__ import annotations

import itertools

from gestae import Article, Coder, link
from gestae.evaluate.contract import corpus_violations
from gestae.records import Coding, Incident

FIRST = "Gunmen attacked a mosque in Maiduguri on Friday, killing 12 people. Boko Haram claimed responsibility for the attack."
SECOND = "At least 14 people were killed when gunmen attacked a mosque in Maiduguri on Friday. France condemned the attack. Police arrested two men."
OTHER = "A bomb exploded in a market in Quetta on Friday, killing four people."


def coded(coder: Coder, *texts: str) -> list[Coding]:
    days = ("2024-03-09", "2024-03-10", "2024-03-10")
    return [
        coder.code_article(Article(text=t, published=d, publisher=f"Paper {i}"))
        for i, (t, d) in enumerate(zip(texts, days, strict=False))
    ]


def attacks(codings: list[Coding]) -> list[Incident]:
    corpus = link(codings)
    assert corpus_violations(corpus, codings) == []
    return [i for i in corpus.incidents if i.event_type == "ASSAULT"]


def test_two_reports_of_one_attack_are_one_incident(coder: Coder) -> None:
    together, apart = attacks(coded(coder, FIRST, SECOND, OTHER))
    assert len(together.articles) == 2 and len(apart.articles) == 1
    assert together.publishers == ("Paper 0", "Paper 1")
    assert together.earliest == together.latest == "2024-03-08"
    assert together.place is not None and together.place.name == "Maiduguri"


def test_the_toll_keeps_every_claim_and_names_its_rule(coder: Coder) -> None:
    together = attacks(coded(coder, FIRST, SECOND))[0]
    toll = together.toll["killed"]
    assert (toll.low, toll.best, toll.high) == (12, 14, None), "at least 14 has no highest number"
    assert toll.rule and len(toll.claims) == 2
    assert [(c.publisher, c.as_of) for c in together.figures if c.figure.measure == "killed"] == [
        ("Paper 0", "2024-03-09"),
        ("Paper 1", "2024-03-10"),
    ]
    assert "wounded" not in together.toll, "what nobody counts is absent, not zero"


def test_a_claim_of_responsibility_is_a_standing_and_not_the_truth(coder: Coder) -> None:
    [incident] = attacks(coded(coder, FIRST))
    standings = {p.entity.name: p.standing for p in incident.perpetrators}
    assert standings["Boko Haram"] == "claimed"


def test_reactions_and_responses_belong_to_the_incident(coder: Coder) -> None:
    [incident] = attacks(coded(coder, SECOND))
    assert [(r.stance, r.actor.name if r.actor else None) for r in incident.reactions] == [("condemnation", "France")]
    assert len(incident.responses) == 1


def test_the_order_of_arrival_changes_nothing(coder: Coder) -> None:
    codings = coded(coder, FIRST, SECOND, OTHER)
    views = [sorted(sorted(i.events) for i in link(list(order)).incidents) for order in itertools.permutations(codings)]
    assert all(view == views[0] for view in views)


def test_the_same_article_counts_once(coder: Coder) -> None:
    codings = coded(coder, FIRST)
    assert link(codings * 2) == link(codings)
