"""Pronouns find the party they stand for, or nobody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gestae.language.coreference import Antecedent, Gender, Number, PronounResolver
from gestae.language.parse import Parse

Token = tuple[str, str, str, int]  # word, tag, dependency, head


def parse(sentence: int, tokens: Sequence[Token]) -> Parse:
    words, tags, deps, heads = zip(*tokens, strict=True)
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    return Parse.build(sentence, words, tags, deps, heads, starts)


def party(at: int, token: int, key: str, number: Number = "one", gender: Gender = "person") -> Antecedent:
    return Antecedent(at, token, token + 1, token, key, number, gender)


# "Ilona met Tomas ."
MET = parse(
    0, [("Ilona", "NNP", "nsubj", 1), ("met", "VBD", "ROOT", 1), ("Tomas", "NNP", "dobj", 1), (".", ".", "punct", 1)]
)


def verb_with(pronoun: str, sentence: int = 1) -> Parse:
    return parse(sentence, [(pronoun, "PRP", "nsubj", 1), ("left", "VBD", "ROOT", 1)])


def resolved(parses: list[Parse], parties: list[Antecedent], at: int, token: int) -> str | None:
    found = PronounResolver(parses, parties).resolve(at, token)
    return found.key if found else None


def test_a_pronoun_takes_up_the_subject_of_the_sentence_before() -> None:
    parties = [party(0, 0, "ilona"), party(0, 2, "tomas")]
    assert resolved([MET, verb_with("He")], parties, 1, 0) == "ilona"


def test_gender_goes_before_the_subject() -> None:
    parties = [party(0, 0, "ilona", gender="f"), party(0, 2, "tomas", gender="m")]
    assert resolved([MET, verb_with("He")], parties, 1, 0) == "tomas"
    assert resolved([MET, verb_with("She")], parties, 1, 0) == "ilona"


@pytest.mark.parametrize(
    ("pronoun", "number", "gender", "fits"),
    [
        ("He", "one", "person", True),
        ("He", "one", "f", False),
        ("He", "many", "person", False),
        ("He", "one", "thing", False),
        ("It", "one", "thing", True),
        ("It", "either", "thing", True),
        ("It", "one", "m", False),
        ("They", "many", "person", True),
        ("They", "either", "thing", True),
        ("They", "one", "person", False),
        ("We", "many", "person", False),
    ],
)
def test_number_and_gender_must_agree(pronoun: str, number: Number, gender: Gender, fits: bool) -> None:
    found = resolved([MET, verb_with(pronoun)], [party(0, 0, "it", number, gender)], 1, 0)
    assert (found == "it") is fits


def test_two_parties_without_a_subject_leave_it_open() -> None:
    talks = parse(
        0,
        [
            ("Talks", "NNS", "nsubj", 1),
            ("joined", "VBD", "ROOT", 1),
            ("Ilona", "NNP", "dobj", 1),
            ("and", "CC", "cc", 2),
            ("Tomas", "NNP", "conj", 2),
        ],
    )
    parties = [party(0, 2, "ilona"), party(0, 4, "tomas")]
    assert resolved([talks, verb_with("He")], parties, 1, 0) is None


def test_the_object_is_not_the_subject_of_its_own_verb() -> None:
    own = parse(0, [("Ilona", "NNP", "nsubj", 1), ("praised", "VBD", "ROOT", 1), ("her", "PRP", "dobj", 1)])
    assert resolved([own], [party(0, 0, "ilona", gender="f")], 0, 2) is None


def test_a_reflexive_is_the_subject_of_its_own_verb() -> None:
    own = parse(0, [("Ilona", "NNP", "nsubj", 1), ("shot", "VBD", "ROOT", 1), ("herself", "PRP", "dobj", 1)])
    assert resolved([own], [party(0, 0, "ilona", gender="f")], 0, 2) == "ilona"


def test_two_pronouns_of_one_verb_are_two_people() -> None:
    thanked = parse(1, [("She", "PRP", "nsubj", 1), ("thanked", "VBD", "ROOT", 1), ("her", "PRP", "dobj", 1)])
    parties = [party(0, 0, "ilona", gender="f"), party(0, 2, "maria", gender="f")]
    assert resolved([MET, thanked], parties, 1, 0) == "ilona"
    assert resolved([MET, thanked], parties, 1, 2) == "maria"


def test_they_are_people_rather_than_a_body() -> None:
    parties = [party(0, 0, "army", "either", "thing"), party(0, 2, "rebels", "many", "person")]
    assert resolved([MET, verb_with("They")], parties, 1, 0) == "rebels"


def test_a_party_four_sentences_back_is_out_of_reach() -> None:
    assert resolved([MET, verb_with("He", 3)], [party(0, 0, "ilona")], 1, 0) == "ilona"
    assert resolved([MET, verb_with("He", 4)], [party(0, 0, "ilona")], 1, 0) is None


def test_words_that_are_no_pronouns_stand_for_nobody() -> None:
    assert resolved([MET], [party(0, 0, "ilona")], 0, 2) is None
