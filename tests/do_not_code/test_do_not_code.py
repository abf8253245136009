"""The share of texts without any event from which the coder makes one, and the controls that it must not lose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gestae import Article, Coder
from gestae.readers import read
from gestae.records import Event

HERE = Path(__file__).parent
HIGHEST_SENTENCE_RATE = 0.05
HIGHEST_HELD_OUT_RATE = 0.12
"""Nobody read these sentences while the rules were written: what to expect of texts that nobody has seen."""
LOWEST_HELD_OUT_RECALL = 0.75
HIGHEST_ARTICLE_RATE = 0.25
"""Events per article of some 240 words."""
LOWEST_CONTROL_RECALL = 0.8
ASSERTED = frozenset({"happened", "attempted", "planned", "threatened"})


def lines(name: str) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, (HERE / name).read_text(encoding="utf-8").splitlines())


def asserted(coder: Coder, text: str, published: str | None) -> list[Event]:
    return [e for e in coder.code(text, published=published).events if e.status in ASSERTED]


def test_few_sentences_without_an_event_give_one(coder: Coder) -> None:
    rows = list(lines("sentences.jsonl"))
    wrong = [r for r in rows if asserted(coder, r["text"], r["published"])]
    print(f"false-event rate {len(wrong)}/{len(rows)} = {len(wrong) / len(rows):.3f}")
    assert len(rows) >= 150
    assert len(wrong) / len(rows) <= HIGHEST_SENTENCE_RATE, "\n".join(f"{r['kind']}: {r['text']}" for r in wrong)


def test_the_held_out_sentences_keep_their_floor(coder: Coder) -> None:
    rows = list(lines("held_out.jsonl"))
    wrong = sum(bool(asserted(coder, r["text"], r["published"])) for r in rows)
    controls = list(lines("held_out_controls.jsonl"))
    found = sum(any(_is(e, r) for e in asserted(coder, r["text"], r.get("published"))) for r in controls)
    print(
        f"held out: false-event rate {wrong}/{len(rows)} = {wrong / len(rows):.3f}, control recall {found}/{len(controls)}"
    )
    assert wrong / len(rows) <= HIGHEST_HELD_OUT_RATE
    assert found / len(controls) >= LOWEST_HELD_OUT_RECALL


def test_few_articles_without_an_event_give_one(coder: Coder) -> None:
    articles = [a for a in read([HERE / "articles"]) if isinstance(a, Article)]
    found = {a.title: [e for e in coder.code_article(a).events if e.status in ASSERTED] for a in articles}
    count = sum(map(len, found.values()))
    print(f"false events {count} in {len(articles)} articles, {sum(map(bool, found.values()))} articles with any")
    assert len(articles) >= 15
    assert count / len(articles) <= HIGHEST_ARTICLE_RATE, {
        t: [e.event_type for e in es] for t, es in found.items() if es
    }


def test_sentences_with_an_event_still_give_it(coder: Coder) -> None:
    rows = list(lines("controls.jsonl"))
    missed = [r for r in rows if not any(_is(e, r) for e in asserted(coder, r["text"], r.get("published")))]
    print(f"control recall {len(rows) - len(missed)}/{len(rows)}")
    assert 1 - len(missed) / len(rows) >= LOWEST_CONTROL_RECALL, "\n".join(r["text"] for r in missed)


def _is(event: Event, row: dict[str, Any]) -> bool:
    return event.event_type == row["event_type"] and row.get("mode") in (None, event.mode)
