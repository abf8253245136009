"""Detection, classification, status and judgement on single sentences of our own."""

from __future__ import annotations

import pytest

from gestae import Coder, Pair
from gestae.records import Coding, Event


def one(coder: Coder, text: str, published: str | None = "2024-03-05") -> tuple[Coding, Event]:
    coding = coder.code(text, published=published)
    assert len(coding.events) == 1, [
        (e.event_type, e.mode, text[e.trigger.start : e.trigger.end]) for e in coding.events
    ]
    return coding, coding.events[0]


def words(coding: Coding, event: Event) -> tuple[list[str], list[str]]:
    text = coding.article.text
    return [text[p.start : p.end] for p in event.actors], [text[p.start : p.end] for p in event.recipients]


def test_denied_attack_is_not_an_event_that_happened(coder: Coder) -> None:
    coding = coder.code("The army denied that it had shelled the village on Sunday.")
    [event] = coding.events
    assert (event.event_type, event.status) == ("ASSAULT", "negated")


@pytest.mark.parametrize(
    ("text", "event_type", "mode", "actors", "recipients"),
    [
        ("Russian forces shelled Kharkiv on Friday.", "ASSAULT", "heavy-weapons", ["Russian forces"], ["Kharkiv"]),
        (
            "Kharkiv was shelled by Russian forces on Friday.",
            "ASSAULT",
            "heavy-weapons",
            ["Russian forces"],
            ["Kharkiv"],
        ),
        (
            "The shelling of Kharkiv by Russian forces went on.",
            "ASSAULT",
            "heavy-weapons",
            ["Russian forces"],
            ["Kharkiv"],
        ),
        ("Rebels carried out an attack on a convoy in Mali.", "ASSAULT", None, ["Rebels"], ["a convoy"]),
        ("The town came under attack from the Houthis.", "ASSAULT", None, ["the Houthis"], ["The town"]),
        ("Soldiers who had surrounded the mosque arrested the imam.", "COERCE", "arrest", ["Soldiers"], ["the imam"]),
        ("Talks between Egypt and Sudan were held in Cairo.", "CONSULT", None, ["Egypt", "Sudan"], []),
        ("China refused to release the two Canadians.", "REJECT", "yield", ["China"], ["the two Canadians"]),
        (
            "The United States urged Israel to allow aid into Gaza.",
            "REQUEST",
            "assist",
            ["The United States"],
            ["Israel"],
        ),
        ("Iran threatened to attack US bases in Iraq.", "THREATEN", "violence", ["Iran"], ["US bases"]),
        ("Turkey agreed to withdraw its troops from the town.", "AGREE", None, ["Turkey"], ["the town"]),
        ("France suspended military aid to Niger.", "SANCTION", "discontinue", ["France"], ["Niger"]),
        ("The EU lifted sanctions on Burundi.", "CONCEDE", None, ["The EU"], ["Burundi"]),
        ("A guard was wounded in the attack staged by rebels.", "ASSAULT", None, ["rebels"], ["A guard"]),
        (
            "Police have named the armed group that killed five farmers.",
            "ASSAULT",
            None,
            ["the armed group"],
            ["five farmers"],
        ),
        ("They reported the disappearance and kidnapping of Ana Ruiz.", "ASSAULT", "abduct", [], ["Ana Ruiz"]),
        ("Ten soldiers were killed in a Taliban attack in Kunduz.", "ASSAULT", None, ["Taliban"], ["Ten soldiers"]),
    ],
)
def test_who_did_what_to_whom(
    coder: Coder, text: str, event_type: str, mode: str | None, actors: list[str], recipients: list[str]
) -> None:
    coding = coder.code(text, published="2024-03-05")
    found = [(e.event_type, e.mode, *words(coding, e)) for e in coding.events]
    assert (event_type, mode, actors, recipients) in found


@pytest.mark.parametrize(
    ("text", "mode", "actors", "recipients"),
    [
        ("The minister said on Monday that Iran must release the crew.", "yield", ["The minister"], ["Iran"]),
        ('"Russia must withdraw its troops," the chancellor said.', "yield", ["the chancellor"], ["Russia"]),
        (
            "The opposition leader said the president should resign.",
            "yield",
            ["The opposition leader"],
            ["the president"],
        ),
    ],
)
def test_a_demand_told_by_a_modal_word(
    coder: Coder, text: str, mode: str, actors: list[str], recipients: list[str]
) -> None:
    coding, event = one(coder, text)
    assert (event.event_type, event.mode, event.status) == ("REQUEST", mode, "happened")
    assert words(coding, event) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "Analysts say the government should withdraw the troops.",
        "The minister said he must withdraw the troops.",
        "Critics say the police should have released the crew.",
        "If the court says the minister must withdraw, the coalition may fall.",
    ],
)
def test_opinions_and_duties_of_ones_own_are_no_demands(coder: Coder, text: str) -> None:
    assert [e.event_type for e in coder.code(text).events if e.status == "happened"] == []


def test_two_tellings_of_an_attack_are_weighed_together(coder: Coder) -> None:
    """The noun alone, asked about, would not see the soldiers."""
    _, event = one(coder, "Ten soldiers were killed in a Taliban attack in Kunduz.")
    assert event.confidence > 0.4


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels attacked the town on Monday.", "happened"),
        ("Rebels tried to attack the town on Monday.", "attempted"),
        ("Rebels did not attack the town on Monday.", "negated"),
        ("The army will deploy troops to the border on Monday.", "planned"),
    ],
)
def test_status(coder: Coder, text: str, status: str) -> None:
    assert one(coder, text)[1].status == status


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rebels could attack the town on Monday.", "hypothetical"),
        ("If rebels attack the town, the army would shell the hills.", "hypothetical"),
        ("Will the rebels attack the town?", "question"),
        ("The central bank's war on inflation entered its third year.", "metaphor"),
        ("The striker attacked down the left flank in the second half of the match.", "sport"),
        ("In the film, rebels attack the palace and kill the king.", "fiction"),
        ("The attack looked like the bombing of Dresden.", "comparison"),
        ("Rebels attacked the town in 1974.", "history"),
        ("A cyclone killed 40 people in Mozambique.", "natural_disaster"),
        ("Anyone who attacks the town is a fool.", "generic"),
    ],
)
def test_what_is_refused_is_listed_with_its_reason(coder: Coder, text: str, reason: str) -> None:
    coding = coder.code(text, published="2024-03-05")
    assert reason in {r.reason for r in coding.rejections}
    assert not [
        e for e in coding.events if e.status == "happened" and e.event_type == "ASSAULT" and reason != "comparison"
    ]


def test_an_attack_without_hands_is_an_event_without_actors(coder: Coder) -> None:
    _, event = one(coder, "A market in Maiduguri was bombed on Monday, killing 12 people.")
    assert (event.event_type, event.actors) == ("ASSAULT", ())
    assert len(event.figures) == 1


def test_one_attack_told_in_three_verbs_is_one_event(coder: Coder) -> None:
    coding, event = one(coder, "Gunmen stormed a bank in Bangui, opened fire and killed four guards.")
    assert event.mode == "firearms"
    assert [coding.figures[i].low for i in event.figures] == [4]


def test_the_time_of_saying_is_not_the_time_of_the_deed(coder: Coder) -> None:
    _, event = one(coder, "Police said on Tuesday that gunmen had attacked the station on Sunday.")
    assert event.time is not None
    assert event.time.earliest == "2024-03-03"


def test_who_says_so(coder: Coder) -> None:
    coding, event = one(coder, "Gunmen attacked the station, General Omar Diallo said.")
    assert event.stance == "states"
    assert event.attribution is not None
    speaker = coding.attributions[event.attribution].speaker
    assert speaker is not None
    assert "Omar Diallo" in coding.article.text[speaker.start : speaker.end]


def test_an_old_attack_with_a_new_toll_is_background(coder: Coder) -> None:
    _, event = one(coder, "The attack on the mosque on 10 February killed 40 people, not 38.")
    assert event.newness == "background"


def test_classify_answers_for_the_pair_that_is_asked(coder: Coder) -> None:
    text = "Egypt praised Jordan, while Syria condemned Israel."
    at = {name: (text.index(name), text.index(name) + len(name)) for name in ("Egypt", "Jordan", "Syria", "Israel")}
    first, second = coder.classify([Pair(text, at["Egypt"], at["Jordan"]), Pair(text, at["Syria"], at["Israel"])])
    assert (first.event_type, second.event_type) == ("SUPPORT", "ACCUSE")
    assert second.mode == "disapprove"
    assert 0 < sum(second.scores.values()) <= 1.001


def test_classify_abstains_where_nothing_is_said(coder: Coder) -> None:
    [label] = coder.classify([Pair("Egypt lies beside Libya.", (0, 5), (18, 23))])
    assert (label.event_type, label.confidence) == (None, 0.0)


def test_status_of_any_word(coder: Coder) -> None:
    text = "The firm will not open a plant but sold its shares."
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("open", "sold")]
    assert coder.status(text, spans) == ["negated", "happened"]


def test_ids_are_stable_and_distinct(coder: Coder) -> None:
    text = "Russian forces shelled Kharkiv. Police arrested two men in Lyon."
    first, second = coder.code(text), coder.code(text)
    assert first == second
    assert len({e.id for e in first.events}) == len(first.events) == 2


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("French and German leaders met on Friday.", ["French", "German leaders"], []),
        ("Norway condemned an attack by Russian soldiers in Georgia.", ["Norway"], ["Russian soldiers"]),
        ("Norway welcomed assurances from Iran.", ["Norway"], ["Iran"]),
        ("The Philippines was heavily and unjustly criticized over its dispute.", [], ["The Philippines"]),
        ("The National Front attacked the mayor on Friday.", ["The National Front"], ["the mayor"]),
    ],
)
def test_all_who_act_or_are_meant_take_part(coder: Coder, text: str, actors: list[str], recipients: list[str]) -> None:
    coding = coder.code(text, published="2024-03-05")
    assert words(coding, coding.events[0]) == (actors, recipients)


def test_each_of_two_nations_has_the_noun_that_they_share(coder: Coder) -> None:
    [event] = coder.code("French and German leaders met on Friday.").events
    found = [p.entity for p in event.actors]
    assert [(e.country, e.sectors) for e in found if e] == [("FRA", ("GOV",)), ("DEU", ("GOV",))]
