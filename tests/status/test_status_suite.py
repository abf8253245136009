"""Status and newness of given words, in two halves: rules are tuned on `develop`, `report` is only ever counted.

pytest tests/status -s            # macro-F1 of both halves, and F1 of each label
python tests/status/test_status_suite.py develop --errors    # also what goes wrong (develop only)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gestae import Coder

HERE = Path(__file__).parent
FLOORS = {
    ("develop", "status"): 0.97,
    ("develop", "newness"): 0.97,
    ("report", "status"): 0.88,
    ("report", "newness"): 0.89,
}
"""Macro-F1. Below what was measured by what a handful of sentences weighs; lower one only with a reason."""

Row = dict[str, Any]


def rows(half: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]


def answer(coder: Coder, row: Row, field: str) -> str:
    start, end = row["trigger"]
    if field == "status":
        return coder.status(row["text"], [(start, end)])[0]
    return coder.newness(row["text"], [(start, end)], published=row["published"])[0]


def f1_by_label(gold: Sequence[str], given: Sequence[str]) -> dict[str, float]:
    """F1 of each label that occurs in the gold."""
    pairs = list(zip(gold, given, strict=True))
    scores = {}
    for label in sorted(set(gold)):
        right = sum(g == a == label for g, a in pairs)
        either = sum((g == label) + (a == label) for g, a in pairs)
        scores[label] = 2 * right / either
    return scores


def score(coder: Coder, half: str, field: str) -> float:
    """Macro-F1, printed with the F1 of each label; the sentences themselves are not shown."""
    asked = rows(half)
    found = f1_by_label([row[field] for row in asked], [answer(coder, row, field) for row in asked])
    macro = sum(found.values()) / len(found)
    print(f"{half} {field}: macro-F1 {macro:.3f} of {len(asked)};", *(f"{k} {v:.3f}" for k, v in found.items()))
    return macro


@pytest.mark.parametrize(("half", "field"), FLOORS)
def test_macro_f1_keeps_its_floor(coder: Coder, half: str, field: str) -> None:
    assert score(coder, half, field) >= FLOORS[half, field]


@pytest.mark.parametrize("half", ["develop", "report"])
def test_a_half_holds_two_hundred_sentences(half: str) -> None:
    assert len(rows(half)) == 200


def errors(coder: Coder, half: str, field: str) -> None:
    for row in rows(half):
        if (given := answer(coder, row, field)) != row[field]:
            start, end = row["trigger"]
            print(
                row["id"],
                row[field],
                "<-",
                given,
                f"{row['text'][:start]}[{row['text'][start:end]}]{row['text'][end:]}",
            )


def main(half: str, *options: str) -> None:
    coder = Coder()
    for field in ("status", "newness"):
        score(coder, half, field)
        if "--errors" in options and half != "report":
            errors(coder, half, field)


if __name__ == "__main__":
    main(*sys.argv[1:])
