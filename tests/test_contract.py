"""Real articles hold to the record contract, whatever they say."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from gestae import Article, Coder, link
from gestae.evaluate.contract import corpus_violations, violations
from gestae.records import Coding

GVA_ARTICLES = 300


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def articles(path: Path, limit: int | None) -> list[Article]:
    return [
        Article(text=r["text"], title=r.get("title"), published=r.get("published")) for r in islice(rows(path), limit)
    ]


@pytest.fixture(
    scope="module",
    params=[("gva/dev.jsonl.gz", GVA_ARTICLES), ("wikinews/articles.jsonl", None)],
    ids=["gva", "wikinews"],
)
def coded(request: pytest.FixtureRequest, coder: Coder, shared: Path) -> tuple[list[Coding], list[Coding]]:
    name, limit = request.param
    given = articles(shared / "data" / name, limit)
    return list(coder.pipe(given)), list(coder.pipe(given, workers=2))


def test_one_and_two_workers_write_the_same_bytes(coded: tuple[list[Coding], list[Coding]]) -> None:
    one, two = ([msgspec.json.encode(c) for c in codings] for codings in coded)
    assert one == two


def test_every_coding_holds_to_the_contract(coded: tuple[list[Coding], list[Coding]], coder: Coder) -> None:
    found = {c.article.title: problems for c in coded[0] if (problems := violations(c, coder.codebook))}
    assert not found


def test_incidents_hold_to_the_contract(coded: tuple[list[Coding], list[Coding]]) -> None:
    assert corpus_violations(link(coded[0]), coded[0]) == []


def test_every_article_was_coded(coded: tuple[list[Coding], list[Coding]]) -> None:
    assert not [c.article.title for c in coded[0] if any(r.stage == "pipeline" for r in c.rejections)]


def test_the_validator_sees_what_is_broken(coder: Coder) -> None:
    coding = coder.code("Russian forces shelled Kharkiv on Friday, killing three people.", published="2024-03-05")
    assert violations(coding, coder.codebook) == []
    event = coding.events[0]
    for broken in (
        msgspec.structs.replace(coding, article=Article(text="short")),
        msgspec.structs.replace(coding, events=(msgspec.structs.replace(event, place=99),)),
        msgspec.structs.replace(coding, events=(msgspec.structs.replace(event, mode="tickle"),)),
        msgspec.structs.replace(coding, events=(event, event)),
        msgspec.structs.replace(coding, events=(msgspec.structs.replace(event, confidence=1.5),)),
        msgspec.structs.replace(coding, run=""),
    ):
        assert violations(broken, coder.codebook)
