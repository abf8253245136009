"""Whole articles: a folder each with `article.txt` and `expected.json`.

`events` must each be matched by a coded event: type and mode, and what else is given (words of actors and
recipients, entity ids, status, place, figures). `never` lists event types with words that must not be in
any event's trigger; `refused` words must stand in a rejection with that reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gestae import Article, Coder
from gestae.evaluate.contract import violations
from gestae.readers import read
from gestae.records import Coding, Event, Participant

ROOT = Path(__file__).parent
FOLDERS = sorted(p for p in (ROOT / "cases").iterdir() if p.is_dir())
KEYS = frozenset({"events", "never", "refused", "most"})


def coding_of(coder: Coder, folder: Path) -> Coding:
    [article] = read([folder / "article.txt"])
    assert isinstance(article, Article)
    return coder.code_article(article)


def expectation(folder: Path) -> dict[str, Any]:
    path = folder / "expected.json"
    assert path.is_file(), f"{folder.name} has no expected.json"
    expected: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert expected.keys() <= KEYS, f"{folder.name}: unknown keys {expected.keys() - KEYS}"
    return expected


def names(coding: Coding, participants: tuple[Participant, ...]) -> list[str]:
    said = [coding.article.text[p.start : p.end] for p in participants]
    return [*said, *(f"{p.entity.name} {p.entity.id}" for p in participants if p.entity is not None)]


def fits(coding: Coding, event: Event, wanted: dict[str, Any]) -> bool:
    figures = {f.measure: f.low for f in (coding.figures[i] for i in event.figures)}
    place = coding.places[event.place].name if event.place is not None else ""
    return (
        event.event_type == wanted["event_type"]
        and ("mode" not in wanted or event.mode == wanted["mode"])
        and ("status" not in wanted or event.status == wanted["status"])
        and all(any(word in n for n in names(coding, event.actors)) for word in wanted.get("actors", ()))
        and all(any(word in n for n in names(coding, event.recipients)) for word in wanted.get("recipients", ()))
        and wanted.get("figures", {}).items() <= figures.items()
        and wanted.get("place", "") in place
        and ("earliest" not in wanted or (event.time is not None and event.time.earliest == wanted["earliest"]))
    )


def shown(coding: Coding) -> str:
    text = coding.article.text
    lines = [
        f"{e.event_type} {e.mode} {e.status} {text[e.trigger.start : e.trigger.end]!r} {names(coding, e.actors)} -> "
        f"{names(coding, e.recipients)} {[(coding.figures[i].measure, coding.figures[i].low) for i in e.figures]}"
        for e in coding.events
    ]
    refused = [f"refused {text[r.start : r.end]!r} {r.reason}" for r in coding.rejections if r.start is not None]
    return "\n".join((*lines, *refused))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_article_is_coded_as_expected(coder: Coder, folder: Path) -> None:
    coding, expected = coding_of(coder, folder), expectation(folder)
    assert violations(coding, coder.codebook) == []
    for wanted in expected["events"]:
        assert any(fits(coding, event, wanted) for event in coding.events), f"no event fits {wanted}\n{shown(coding)}"
    text = coding.article.text
    for word in expected.get("never", ()):
        wrong = [e for e in coding.events if word in text[e.trigger.start : e.trigger.end] and e.status != "negated"]
        assert not wrong, f"{word!r} was coded\n{shown(coding)}"
    for word, reasons in expected.get("refused", {}).items():
        found = {r.reason for r in coding.rejections if r.start is not None and word in text[r.start : r.end]}
        assert found & set(reasons), f"{word!r} was refused for {found}, expected one of {reasons}\n{shown(coding)}"
    assert len(coding.events) <= expected.get("most", 99), f"too many events\n{shown(coding)}"
