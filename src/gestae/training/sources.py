"""The sources of training items, each a function from its file to items."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..coder import Coder
from ..coding.labels import NONE
from ..coding.marking import Place
from ..coding.pairs import best_candidate
from ..evaluate.examples import cases
from ..language.draft import Candidate, Draft
from ..language.sentences import sentence_spans
from ..records import Pair
from .items import Item, Targets, unmark

YIELD = ("CONCEDE", "RETREAT")
"""The two types that the older label YIELD stands for."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def written(path: Path, targets: Targets) -> Iterator[Item]:
    """Sentences written for the purpose, with inline marks."""
    for row in read_lines(path):
        text, spans = unmark(row["s"])
        yield Item(
            text=text,
            source="written",
            trigger=spans["T"][0],
            actors=tuple(spans["A"]),
            recipients=tuple(spans["R"]),
            types=targets.types(row["type"]),
            modes=targets.modes(row["type"], row["mode"]),
            status=targets.status(row["status"]) if row["type"] != NONE else None,
            newness=targets.newness("new" if row["new"] else "background") if row["type"] != NONE else None,
        )


def judged(path: Path, data: Path, targets: Targets) -> Iterator[Item]:
    """Events of real articles judged by reading: a table of offsets into the development data."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = _texts(data / row["set"])[row["id"]]
            trigger = read_spans(row["trigger"])[0]
            start, end = next((a, b) for a, b in _sentences(data / row["set"], row["id"]) if a <= trigger[0] < b)
            inside = [_inside(read_spans(row[side]), start, end) for side in ("actors", "recipients")]
            real = row["type"] != NONE
            yield Item(
                text=text[start:end],
                source="judged",
                trigger=(trigger[0] - start, trigger[1] - start),
                actors=inside[0],
                recipients=inside[1],
                types=targets.types(row["type"]),
                modes=targets.modes(row["type"], row["mode"] or None) if row["mode"] != "?" else None,
                status=targets.status(row["status"]) if real else None,
                newness=targets.newness(row["newness"]) if real else None,
                group=row["id"],
                part=int(row["part"]),
            )


@cache
def _texts(path: Path) -> dict[str, str]:
    return {row["id"]: row["text"] for row in read_lines(path)}


@cache
def _sentences(path: Path, article: str) -> list[tuple[int, int]]:
    return list(sentence_spans(_texts(path)[article]))


def read_spans(cell: str) -> list[Place]:
    """Spans of a cell "12-18;30-41"."""
    return [(int(a), int(b)) for a, b in (part.split("-") for part in cell.split(";") if part)]


def _inside(spans: list[Place], start: int, end: int) -> tuple[Place, ...] | None:
    """Spans relative to a sentence; None if any lies outside, for then the sentence does not name all parties."""
    if any(not start <= a < b <= end for a, b in spans):
        return None
    return tuple((a - start, b - start) for a, b in spans)


def examples(coder: Coder, targets: Targets) -> Iterator[Item]:
    """The codebook's examples, with trigger and parties as the rules find them."""
    for kind, mode, text, wanted in cases(coder):
        if not wanted:
            continue
        draft = coder.draft_until(text, "judge")
        for event in draft.events:
            if event.event_type == kind and mode in (None, event.mode):
                yield Item(
                    text=text,
                    source="codebook",
                    trigger=(event.trigger.start, event.trigger.end),
                    actors=tuple((p.start, p.end) for p in event.actors),
                    recipients=tuple((p.start, p.end) for p in event.recipients),
                    types=targets.types(kind),
                    modes=targets.modes(kind, event.mode),
                    status=targets.status(event.status),
                )
                break


def refused(path: Path, coder: Coder, targets: Targets) -> Iterator[Item]:
    """Sentences that hold no event, with whatever the rules take for a trigger; negated ones are left to the status."""
    for row in read_lines(path):
        if row["kind"] in ("negated", "hypothetical", "prediction", "anniversary", "biography", "fiction", "court"):
            continue
        draft = coder.draft_until(row["text"], "detect")
        for candidate in draft.candidates:
            yield Item(text=row["text"], source="refused", trigger=_place(draft, candidate), types=targets.types(NONE))


def pairs(path: Path, coder: Coder, targets: Targets) -> Iterator[Item]:
    """Sentences whose two participants and type are given; the trigger is the candidate that fits the pair best."""
    for row in read_lines(path):
        actor, recipient = (tuple(row[side]) if row[side] else None for side in ("actor", "recipient"))
        draft = coder.draft_until(row["text"], "status")
        index = best_candidate(draft, Pair(row["text"], actor, recipient))
        kind = YIELD[0] if row["event_type"] == "YIELD" else row["event_type"]
        types = targets.types(kind)
        if row["event_type"] == "YIELD":
            types = np.asarray((types + targets.types(YIELD[1])) / 2, dtype=np.float32)
        yield Item(
            text=row["text"],
            source="pairs",
            trigger=None if index is None else _place(draft, draft.candidates[index]),
            actors=(actor,) if actor else (),
            recipients=(recipient,) if recipient else (),
            types=types,
            group=row["text"],
        )


def spans(path: Path, coder: Coder, leave_out: set[str]) -> Iterator[Item]:
    """Sentences whose actors and recipients are given, without a type."""
    for row in read_lines(path):
        if row["text"] in leave_out:
            continue
        mutual = [tuple(s) for s in row["reciprocal"]]
        actors = tuple(tuple(s) for s in row["actors"] if tuple(s) not in mutual) + tuple(mutual)
        recipients = tuple(tuple(s) for s in row["recipients"] if tuple(s) not in mutual)
        draft = coder.draft_until(row["text"], "status")
        ask = Pair(row["text"], actors[0] if actors else None, recipients[0] if recipients else None)
        index = best_candidate(draft, ask)
        yield Item(
            text=row["text"],
            source="spans",
            trigger=None if index is None else _place(draft, draft.candidates[index]),
            actors=actors,
            recipients=recipients,
            group=row["text"],
        )


def unlabelled(path: Path, texts: Iterable[str], coder: Coder) -> Iterator[Item]:
    """What the lexicon finds in texts with a participant on each side, once a sentence and pair, for models to label."""
    seen: set[tuple[str, Place, Place]] = set()
    for text in texts:
        draft = coder.draft_until(text, "status")
        for candidate, label in zip(draft.candidates, draft.labels, strict=True):
            if candidate.absorbed_by is not None or label.event_type is None:
                continue
            item = _candidate(draft, candidate, path.name)
            if not (item.actors and item.recipients):
                continue
            key = (item.text, item.actors[0], item.recipients[0])
            if key not in seen:
                seen.add(key)
                yield item


def _candidate(draft: Draft, candidate: Candidate, source: str) -> Item:
    """A candidate as an item of its sentence."""
    parse = draft.parses[candidate.parse]
    sentence = draft.sentences[parse.sentence]
    start, end = sentence.start, sentence.end
    sides = (
        [(parse.starts[p.first], parse.ends[p.end - 1]) for p in side]
        for side in (candidate.actors, candidate.recipients)
    )
    actors, recipients = (_inside(side, start, end) for side in sides)
    a, b = _place(draft, candidate)
    return Item(
        text=draft.article.text[start:end], source=source, trigger=(a - start, b - start), actors=actors,
        recipients=recipients,
    )  # fmt: skip


def _place(draft: Draft, candidate: Candidate) -> Place:
    span = draft.span(candidate)
    return span.start, span.end
