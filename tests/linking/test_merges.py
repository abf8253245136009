"""Which reports become one incident and which do not, in invented articles."""

from __future__ import annotations

import pytest

from gestae import Article, Coder, link
from gestae.codebook.files import read_toml
from gestae.linking.incident import IncidentBuilder
from gestae.linking.link import Linker
from gestae.linking.profile import ArticleProfile, Profile
from gestae.linking.reports import Report
from gestae.linking.where import place_of
from gestae.records import Corpus, Incident
from linking.worlds import SCENES, TELLINGS, VICTIMS, Attack, tell

SHOT = (
    ("2024-03-09", "Two men were shot dead outside the Blue Heron bar in Maiduguri on Friday night, police said. The victims were Sani Bako, 31, and Musa Dangote, 24."),
    ("2024-03-10", "Police in Maiduguri named the victims of Friday's shooting at the Blue Heron bar. Gunmen killed Sani Bako, 31, and Musa Dangote, 24, as they left the bar."),
)  # fmt: skip
CHARGED = "A suspect in the killing of Sani Bako and Musa Dangote outside the Blue Heron bar in Maiduguri appeared in court. Prosecutors said he shot the two men after a quarrel over a debt."
DAILY = (
    ("2024-03-05", "Insurgents fired mortars at the market in Kharkiv on Monday, killing three people, officials said."),
    ("2024-03-06", "Insurgents fired mortars at the market in Kharkiv on Tuesday, killing five people, officials said."),
    ("2024-03-08", "Insurgents fired mortars at the market in Kharkiv on Thursday, killing two people, officials said."),
)  # fmt: skip
MARCHES = (
    ("2024-03-03", "Thousands of teachers marched in Lima on Saturday to demand higher pay."),
    ("2024-03-10", "Thousands of teachers marched in Lima on Saturday to demand higher pay."),
)
TALKS = (
    ("2024-03-06", "Russian President Vladimir Putin met Chinese President Xi Jinping in Astana on Tuesday to discuss a gas pipeline through Mongolia."),
    ("2024-03-06", "Putin and Chinese leader Xi Jinping held talks in Astana on Tuesday. Russian President Vladimir Putin met Chinese President Xi Jinping to discuss the gas pipeline through Mongolia."),
)  # fmt: skip


def corpus_of(coder: Coder, *told: tuple[str, str]) -> Corpus:
    articles = [Article(text=text, published=day, publisher=f"Paper {n}") for n, (day, text) in enumerate(told)]
    return link(coder.code_article(a) for a in articles)


def incidents(coder: Coder, kind: str, *told: tuple[str, str]) -> list[Incident]:
    return [i for i in corpus_of(coder, *told).incidents if i.event_type == kind]


def test_three_tellings_of_an_attack_are_one_incident() -> None:
    attack = Attack(3, "Ardent", VICTIMS[0], SCENES[0])
    [incident] = link([tell(attack, n) for n in range(len(TELLINGS))]).incidents
    assert len(incident.articles) == 3


def test_the_same_town_on_another_day_is_another_attack() -> None:
    told = [tell(Attack(day, "Ardent", victim, SCENES[0]), 0) for day, victim in zip((1, 2, 4), VICTIMS, strict=False)]
    assert len(link(told).incidents) == 3


def test_one_doubtful_report_does_not_chain_two_attacks() -> None:
    """A round-up names both; each keeps its own."""
    one, other = Attack(1, "Ardent", VICTIMS[0], SCENES[0]), Attack(3, "Corvale", VICTIMS[1], SCENES[1])
    told = [tell(attack, n) for attack in (one, other) for n in range(2)]
    both = link([*told, tell(Attack(3, "Ardent", VICTIMS[1], SCENES[0]), 2)])
    with_event = [set(incident.events) for incident in both.incidents]
    first, third = told[0].events[0].id, told[2].events[0].id
    assert not any({first, third} <= events for events in with_event)


def test_reports_of_one_shooting_are_one_incident(coder: Coder) -> None:
    [incident] = incidents(coder, "ASSAULT", *SHOT)
    assert len(incident.articles) == 2


def test_an_article_on_the_trial_belongs_to_the_shooting(coder: Coder) -> None:
    [incident] = incidents(coder, "ASSAULT", *SHOT, ("2024-03-28", CHARGED))
    assert len(incident.articles) == 3


def test_daily_attacks_of_a_war_stay_apart(coder: Coder) -> None:
    assert len(incidents(coder, "ASSAULT", *DAILY)) == 3


def test_a_series_of_marches_stays_a_series(coder: Coder) -> None:
    assert len(incidents(coder, "PROTEST", *MARCHES)) == 2


def test_one_march_in_two_papers_is_one(coder: Coder) -> None:
    day, text = MARCHES[0]
    again = (day, f"{text} The march ended at the ministry of education, where leaders of the union spoke.")
    [march] = incidents(coder, "PROTEST", MARCHES[0], again)
    assert len(march.articles) == 2


def test_one_meeting_in_two_papers_is_one(coder: Coder) -> None:
    assert max(len(i.articles) for i in incidents(coder, "CONSULT", *TALKS)) == 2


def test_a_meeting_of_the_same_two_a_month_later_is_another(coder: Coder) -> None:
    later = ("2024-04-06", TALKS[0][1])
    assert all(len(i.articles) == 1 for i in incidents(coder, "CONSULT", TALKS[0], later))


def test_an_article_on_another_subject_joins_no_incident(coder: Coder) -> None:
    tourism = (
        "2024-03-10",
        "Hotels in Maiduguri expect more guests this spring. Restaurants by the river will open earlier, the chamber of commerce said.",
    )
    [incident] = incidents(coder, "ASSAULT", SHOT[0], tourism)
    assert len(incident.articles) == 1


@pytest.mark.parametrize("credit", ["(Reuters)", "By Jane Doe, Reuters"])
def test_copies_of_a_wire_have_one_origin(coder: Coder, credit: str) -> None:
    day, text = SHOT[0]
    told = [(day, f"{credit} {text}"), (day, text), SHOT[1]]
    [incident] = incidents(coder, "ASSAULT", *told)
    assert sorted(incident.publishers) == ["Paper 0", "Paper 1", "Paper 2"]
    assert sorted(incident.origins) == ["Paper 2", "Reuters"]


def test_a_copied_report_is_linked_whoever_is_named_or_not(coder: Coder) -> None:
    day, text = (
        SHOT[0][0],
        "Residents of the valley appealed for tents and clean water on Friday. The road to the valley is cut, and snow is forecast for the next ten days.",
    )
    codings = [coder.code_article(Article(text=text, published=at, publisher=p)) for at, p in ((day, "A"), (None, "B"))]
    appeals = [i for i in link(codings).incidents if i.event_type == "REQUEST"]
    assert [len(i.articles) for i in appeals] == [2]


def test_an_incident_is_where_most_reports_have_it() -> None:
    told = [tell(Attack(1, city, VICTIMS[0], SCENES[0]), 0) for city in ("Ardent", "Belmore")]
    told.append(tell(Attack(1, "Belmore", VICTIMS[0], SCENES[0]), 1, delay=2))
    group = [Profile(ArticleProfile(c), Report(c, c.events, place=place_of(c, c.events))) for c in told]
    incident = IncidentBuilder(read_toml("syntax/linking.toml")).incident(group)
    assert incident.place is not None and incident.place.name == "Belmore"


def test_a_linker_may_be_asked_between_articles(coder: Coder) -> None:
    linker = Linker()
    sizes = []
    for day, text in SHOT:
        linker.add(coder.code_article(Article(text=text, published=day)))
        sizes.append([len(i.articles) for i in linker.corpus().incidents if i.event_type == "ASSAULT"])
    assert sizes == [[1], [2]]
