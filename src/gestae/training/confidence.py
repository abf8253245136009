"""What confidence is fitted on: judged events that no model learnt from, coded again by the whole pipeline."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

from ..coder import Coder
from ..coding.confidence import FEATURES, features
from ..coding.labels import NONE
from ..coding.marking import Place
from ..language.draft import Draft
from ..records import Article, Participant
from .calibrate import Array, logistic
from .sources import read_lines, read_spans

Row = Mapping[str, str]


class Judged(msgspec.Struct, frozen=True):
    """A coded event beside its judgement: features (none if the model was not asked), and what is right of it."""

    row: dict[str, str]
    features: dict[str, float]
    confidence: float
    real: bool
    type_right: bool
    parties_right: bool
    all_right: bool


def coded(coder: Coder, own: Path, data: Path, parts: Sequence[int]) -> list[Judged]:
    """The judged events of some parts that the coder finds too (as a candidate that nothing but confidence can refuse)."""
    with (own / "training/judged.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["part"]) in parts and row["verdict"] != "dup"]
    found: list[Judged] = []
    for name in sorted({row["set"] for row in rows}):
        articles = {record["id"]: record for record in read_lines(data / name)}
        for article in dict.fromkeys(row["id"] for row in rows if row["set"] == name):
            record = articles[article]
            draft = coder.draft(Article(text=record["text"], published=record.get("published")))
            found += _compared(draft, [row for row in rows if row["id"] == article and row["set"] == name])
    return found


def _compared(draft: Draft, rows: Sequence[dict[str, str]]) -> Iterator[Judged]:
    for row in rows:
        trigger = read_spans(row["trigger"])[0]
        for event, tellings in zip(draft.events, draft.tellings, strict=True):
            if not (event.trigger.start < trigger[1] and trigger[0] < event.trigger.end):
                continue
            real = row["type"] != NONE
            kind = real and row["type"] == event.event_type
            parties = all(_same(read_spans(row[side]), getattr(event, side)) for side in ("actors", "recipients"))
            rest = row["status"] == event.status and row["newness"] == event.newness
            told = features(draft, event, tellings)
            yield Judged(row, told, event.confidence, real, kind, kind and parties, kind and parties and rest)
            break


def _same(gold: Sequence[Place], coded: Sequence[Participant]) -> bool:
    """Every participant of one side has one of the other that shares words with it."""
    pairs = [(g, p) for g in gold for p in coded if g[0] < p.end and p.start < g[1]]
    return {g for g, _ in pairs} == set(gold) and {p.start for _, p in pairs} == {p.start for p in coded}


def fit(found: Sequence[Judged]) -> dict[str, float]:
    """Weights by feature name, the constant, and the share that is right of what the model was not asked about."""
    asked, others = [one for one in found if one.features], [one for one in found if not one.features]
    rows: Array = np.array([[one.features[name] for name in FEATURES] for one in asked])
    weights = logistic(rows, np.array([one.all_right for one in asked], dtype=float))
    made = {name: round(float(w), 4) for name, w in zip((*FEATURES, "constant"), weights, strict=True)}
    return {**made, "unasked": round(sum(one.all_right for one in others) / max(1, len(others)), 4)}
