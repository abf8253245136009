"""The event model and what is made of its answers: marks, hashes, the lexicon beside it, participants, confidence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae import Coder, ModelError, Pair
from gestae.codebook.codebook import Codebook
from gestae.coding.blend import YIELD, blended, most_probable
from gestae.coding.event_model import SHIPPED, EventModel, find_model
from gestae.coding.labels import NONE, Labels
from gestae.coding.marking import LONGEST, Question

TEXT = "Iranian police arrested two French tourists in Tehran on Monday."


@pytest.fixture(scope="module")
def with_model() -> Coder:
    return Coder(model=SHIPPED)


@pytest.fixture(scope="module")
def model(with_model: Coder) -> EventModel:
    assert with_model.model is not None
    return with_model.model


def test_marks_are_placed_before_and_behind_the_words(model: EventModel) -> None:
    asked = Question(TEXT, trigger=(15, 23), actors=((0, 14),), recipients=((24, 43),))
    encoded = model._marker.encode(asked)
    opened, actor, recipient = encoded.at
    assert actor == 1 and encoded.offsets[actor + 1] == (0, 7)
    assert encoded.offsets[opened + 1] == (15, 23)
    assert encoded.offsets[recipient + 1][0] == 24
    assert model._marker.encode(Question(TEXT)).at == (0, 0, 0)


def test_a_long_sentence_is_read_around_its_marks(model: EventModel) -> None:
    text = "and so on " * 200 + TEXT
    start = text.index("arrested")
    encoded = model._marker.encode(Question(text, trigger=(start, start + 8)))
    assert len(encoded.ids) <= LONGEST
    assert encoded.offsets[encoded.at[0] + 1] == (start, start + 8)


def test_answers_do_not_depend_on_their_company(model: EventModel) -> None:
    one = Question(TEXT, trigger=(15, 23))
    other = Question("Rebels shelled the port of Hodeidah for three hours.", trigger=(7, 14))
    assert model.ask([one])[0] == model.ask([other, one, other])[1]


def test_a_file_that_was_changed_is_refused(book: Codebook, tmp_path: Path) -> None:
    shutil.copytree(find_model(SHIPPED), tmp_path / "changed")
    with (tmp_path / "changed" / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match=r"model\.onnx has sha256"):
        EventModel.load(tmp_path / "changed", Labels.of(book))


def test_labels_must_be_those_of_the_codebook(book: Codebook) -> None:
    labels = Labels.of(book)
    with pytest.raises(ModelError, match="labels are not those"):
        EventModel.load(SHIPPED, Labels(types=labels.types[::-1], modes=labels.modes))


def test_a_missing_model_is_told_before_work_starts() -> None:
    with pytest.raises(ModelError, match="expected 'small' or a folder"):
        Coder(model="no-such-model")


def test_a_sentence_is_coded_with_type_and_both_sides(with_model: Coder) -> None:
    [event] = with_model.code(TEXT).events
    said = [TEXT[p.start : p.end] for p in (*event.actors, *event.recipients)]
    assert (event.event_type, event.mode, said) == ("COERCE", "arrest", ["Iranian police", "two French tourists"])


def test_a_meeting_keeps_all_who_met_as_actors(with_model: Coder) -> None:
    text = "President Bashar al-Assad telephoned President Vladimir Putin on Friday."
    [event] = with_model.code(text).events
    assert event.event_type == "CONSULT" and len(event.actors) == 2 and not event.recipients


def test_a_pair_without_anything_between_them_gets_no_type(with_model: Coder) -> None:
    [label] = with_model.classify([Pair("Egypt lies beside Libya.", (0, 5), (18, 23))])
    assert label.event_type is None


def test_events_below_the_confidence_asked_for_are_refused() -> None:
    coding = Coder(model=SHIPPED, min_confidence=0.99).code(TEXT)
    assert not coding.events
    assert "low_confidence" in {rejection.reason for rejection in coding.rejections}


@given(
    st.dictionaries(st.sampled_from(["AID", "ASSAULT", "COERCE", NONE]), st.floats(0.01, 1), min_size=2),
    st.floats(0, 2),
)
def test_blending_gives_probabilities_and_no_weight_changes_nothing(model: dict[str, float], weight: float) -> None:
    found = blended(model, {"AID": 0.9}, weight)
    assert sum(found.values()) == pytest.approx(1.0)
    total = sum(model.values())
    assert blended(model, {"AID": 0.9}, 0.0) == pytest.approx({kind: p / total for kind, p in model.items()})


def test_the_two_kinds_of_yielding_stand_together() -> None:
    odds = {"ASSAULT": 0.4, "CONCEDE": 0.35, "RETREAT": 0.25}
    assert most_probable(odds) == YIELD[0]


def test_who_met_counts_on_either_side(with_model: Coder) -> None:
    text = "Kenya's foreign minister held talks with Ugandan officials in Nairobi on Monday."
    [event] = with_model.code(text).events
    assert [text[p.start : p.end] for p in event.actors] == ["Kenya's foreign minister", "Ugandan officials"]
    assert not event.recipients and event.confidence > 0.4


@pytest.mark.parametrize(
    "text", ["The governor said he is to leave office next month on August 2 at 5 p.m. local time."]
)
def test_an_hour_is_no_participant(with_model: Coder, text: str) -> None:
    named = [text[p.start : p.end] for e in with_model.code(text).events for p in (*e.actors, *e.recipients)]
    assert not any("p.m." in words for words in named)
