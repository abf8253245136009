"""The parts of training that need no PyTorch."""

from __future__ import annotations

import random

import numpy as np
import pytest

from gestae.training.calibrate import calibration_error, logistic, temperature
from gestae.training.folds import fold_of
from gestae.training.items import LONGEST_JOINED, CountrySwapper, Item, batches, joined, unmark


def test_inline_marks_become_spans() -> None:
    text, spans = unmark("{A:Police} {T:shot} {R:a man} dead.")
    assert text == "Police shot a man dead."
    assert [text[a:b] for key in "ATR" for a, b in spans[key]] == ["Police", "shot", "a man"]


def test_a_swap_of_countries_keeps_form_and_moves_spans() -> None:
    swapper = CountrySwapper([{"name": "Iran", "adjective": "Iranian"}, {"name": "Kenya", "adjective": "Kenyan"}])
    text = "Iranian police arrested a Kenyan in Iran."
    item = Item(text=text, source="test", trigger=(15, 23), actors=((0, 14),), recipients=((24, 32),))
    for seed in range(8):
        swapped = swapper.swap(item, random.Random(seed))
        assert swapped.trigger is not None and swapped.actors is not None and swapped.recipients is not None
        assert swapped.text[slice(*swapped.trigger)] == "arrested"
        assert swapped.text[slice(*swapped.actors[0])] in ("Iranian police", "Kenyan police")
        assert swapped.text[slice(*swapped.recipients[0])] in ("a Kenyan", "a Iranian")
        assert swapped.text.startswith("Iranian") is swapped.text.endswith("Iran.")


def test_two_sentences_become_one_whose_marks_stay() -> None:
    item = Item(text="Police in the U.S.", source="test", trigger=(0, 6), actors=(), recipients=((14, 18),))
    other = Item(text="Rebels freed a nurse.", source="test")
    made = [joined(item, other, random.Random(seed)) for seed in range(12)]
    assert {m.text.startswith("Police in the U.S.") for m in made} == {True, False}
    for m in made:
        assert m.trigger is not None and m.recipients
        assert m.text[slice(*m.trigger)] == "Police"
        assert m.text[slice(*m.recipients[0])] == "U.S."
        assert "Rebels freed a nurse" in m.text and not m.text.startswith("Rebels freed a nurse.")


def test_long_sentences_stay_apart() -> None:
    item = Item(text="x" * LONGEST_JOINED, source="test", trigger=(0, 1))
    assert joined(item, Item(text="Rebels freed a nurse.", source="test"), random.Random(1)) is item


def test_batches_hold_each_item_once() -> None:
    found = [i for batch in batches(list(range(103)), list(range(103)), 8, random.Random(1)) for i in batch]
    assert sorted(found) == list(range(103))


def test_copies_of_a_sentence_share_a_fold() -> None:
    assert fold_of("Police shot a man.", 5) == fold_of("Police shot a man.", 5)
    assert {fold_of(f"sentence {i}", 5) for i in range(50)} == set(range(5))


def test_temperature_cools_what_is_too_sure() -> None:
    rng = np.random.default_rng(1)
    honest = rng.normal(size=(3000, 4))
    odds = np.exp(honest) / np.exp(honest).sum(1, keepdims=True)
    gold = np.array([rng.choice(4, p=row) for row in odds])
    assert temperature(honest * 2.0, gold) == pytest.approx(2.0, abs=0.2)


def test_logistic_finds_the_weights_that_made_the_data() -> None:
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(5000, 2))
    right = (rng.random(5000) < 1 / (1 + np.exp(-(rows @ [1.0, -2.0] + 0.5)))).astype(float)
    assert logistic(rows, right) == pytest.approx([1.0, -2.0, 0.5], abs=0.15)


def test_calibration_error_is_the_gap_between_confidence_and_truth() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0.0)
    assert calibration_error([0.95] * 4, [True, True, False, False]) == pytest.approx(0.45)


def test_a_taught_item_is_shown_with_its_pair_and_teaches_no_participants() -> None:
    pytest.importorskip("torch")
    from gestae.training.loop import _view

    item = Item(
        text="Police shot a man.", source="t", trigger=(7, 11), actors=((0, 6),), recipients=((12, 17),), taught=True
    )
    views = {_view(item, random.Random(seed)) for seed in range(20)}
    assert views == {(True, True), (False, True)}
