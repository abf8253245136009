"""Sentences in capitals get the case that the parser knows; offsets stay."""

from gestae.language.casing import natural_case

NAMES = frozenset({"kenya", "france"})


def test_a_headline_in_capitals_keeps_names_only() -> None:
    assert natural_case("REBELS ATTACK POLICE STATION IN KENYA", NAMES) == "Rebels attack police station in Kenya"


def test_a_sentence_with_small_letters_stays() -> None:
    text = "NATO and the UN met in KENYA on Monday."
    assert natural_case(text, NAMES) is text


def test_datelines_and_letters_that_change_length_stay() -> None:
    assert natural_case("PARIS, FRANCE", NAMES) == "PARIS, FRANCE"
    assert len(natural_case("İSTANBUL POLICE ARREST PROTESTERS AT RALLY", NAMES)) == 42


def test_headlines_in_capitals_are_coded(coder) -> None:  # type: ignore[no-untyped-def]
    coding = coder.code("IRANIAN POLICE ARREST TWO FRENCH TOURISTS IN TEHRAN")
    [event] = coding.events
    text = coding.article.text
    assert (event.event_type, text[event.actors[0].start : event.actors[0].end]) == ("COERCE", "IRANIAN POLICE")
