"""The gate opens where an event can be, by the words of the codebook, and its recall keeps its floor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gestae import Article
from gestae.codebook.codebook import Codebook
from gestae.codebook.figure_words import FigureWords
from gestae.language.draft import Draft
from gestae.language.gate import Gate
from gestae.language.sentences import sentence_spans
from gestae.records import Span

FLOOR = 0.99
SHORTEST = 4
"""Letters of a filler: shorter ones stand by chance in many sentences."""


@pytest.fixture(scope="module")
def gate(book: Codebook) -> Gate:
    return Gate(book.lexicon, FigureWords.load().triggers)


@pytest.mark.parametrize(
    "sentence",
    [
        "The army shelled the town.",
        "His arrest came on Monday.",
        "Eleven people are dead.",
        "They laid siege to the city.",
        "A drive-by shooting.",
    ],
)
def test_it_opens_for_triggers_and_tolls(gate: Gate, sentence: str) -> None:
    assert gate.is_open(sentence)


@pytest.mark.parametrize("sentence", ["The weather was mild.", "She put the kettle on.", "", "He was warm and wary."])
def test_it_stays_shut_for_the_rest(gate: Gate, sentence: str) -> None:
    assert not gate.is_open(sentence)


def test_it_assigns_the_indexes_of_open_sentences(gate: Gate) -> None:
    text = "The weather was mild. The army shelled the town."
    spans = tuple(Span(start=a, end=b) for a, b in sentence_spans(text))
    draft = msgspec.structs.replace(Draft(article=Article(text=text)), sentences=spans)
    assert gate.apply(draft).open_sentences == (1,)


def opens(gate: Gate, text: str) -> bool:
    return any(gate.is_open(text[a:b]) for a, b in sentence_spans(text))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_recall_on_sentences_with_an_event(gate: Gate, shared: Path) -> None:
    texts = [row["text"] for row in rows(shared / "data/pairs/plv_train.jsonl")]
    recall = sum(opens(gate, t) for t in texts) / len(texts)
    print(f"gate recall on pairs {recall:.4f} of {len(texts)}")
    assert recall >= FLOOR


def test_recall_on_templates(gate: Gate, shared: Path) -> None:
    """Of the sentences that hold a filler of a template, at least one is open."""
    found = [
        any(gate.is_open(row["text"][a:b]) for a, b in holding)
        for name in ("dev", "tst1", "tst2")
        for row in rows(shared / f"data/muc4/{name}.jsonl")
        for template in row["templates"]
        if (holding := sentences_with(row, fillers(template)))
    ]
    print(f"gate recall on muc4 {sum(found) / len(found):.4f} of {len(found)}")
    assert sum(found) / len(found) >= FLOOR


def fillers(template: dict[str, Any]) -> set[str]:
    named = [*(template.get("victims") or ()), *(template.get("phys_targets") or ())]
    others = [
        *(template.get("perp_individuals") or ()),
        *(template.get("perp_orgs") or ()),
        *(template.get("instruments") or ()),
    ]
    strings = [s for n in named for key in ("names", "descriptions") for s in n.get(key) or ()]
    return {s for s in (*strings, *(s for o in others for s in o.get("any_of") or ())) if len(s) >= SHORTEST}


def sentences_with(row: dict[str, Any], strings: set[str]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in sentence_spans(row["text"]) if any(s in row["text_upper"][a:b] for s in strings)]
