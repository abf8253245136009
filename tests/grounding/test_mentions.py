"""Mentions in context get the entity that they name; `mentions.jsonl` was written for this, in two halves.

`entity` is an id of the codebook, "described" for parties that are told by `country` and `sectors` (any of them), or null
where nobody known is named. The half `report` is for measuring only: what fails there is not read.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from gestae.codebook.entities import EntityIndex
from gestae.grounding.actors import ActorFinder
from gestae.grounding.places import PlaceFinder
from gestae.language.model import Parser
from gestae.language.sentences import sentence_spans
from gestae.records import Article, Entity

DESCRIBED = "described"
RIGHT = {"develop": 0.98, "report": 0.945}
"""Least share of right answers; lower it only with a reason."""
WRONG = {"develop": 0.01, "report": 0.04}
"""Most that may name somebody else rather than nobody."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    half: str
    kind: str
    published: str
    text: str
    start: int
    end: int
    entity: str | None
    country: str | None = None
    sectors: tuple[str, ...] = ()


ROWS = [
    msgspec.json.decode(line, type=Row)
    for line in (Path(__file__).parent / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
]


def verdict(index: EntityIndex, row: Row, found: Entity | None) -> str:
    known = found is not None and (found.id in index.by_id or found.country is not None)
    if row.entity is None:
        return "wrong" if known else "right"
    if found is None:
        return "abstained"
    if row.entity == DESCRIBED:
        right = row.country in (None, found.country) and not found.id.startswith("leader:")
    else:
        right = found.id == row.entity
    if right and (not row.sectors or not set(found.sectors[:1]).isdisjoint(row.sectors)):
        return "right"
    return "wrong" if known else "abstained"


@pytest.fixture(scope="module")
def verdicts() -> dict[str, list[str]]:
    index, places, parser = EntityIndex.load(), PlaceFinder(), Parser()
    finder = ActorFinder(index)
    found: dict[str, list[str]] = {"develop": [], "report": []}
    for row in ROWS:
        parses = parser.parse(row.text, sentence_spans(row.text))
        article = Article(text=row.text, published=row.published)
        reading = finder.read(article, parses, places.find(row.text, parses=parses))
        number, inside = next(
            (number, tokens)
            for number, p in enumerate(parses)
            if (tokens := [i for i in range(len(p)) if p.ends[i] > row.start and p.starts[i] < row.end])
        )
        entity, _ = reading.ground(number, inside[0], inside[-1] + 1)
        found[row.half].append(verdict(index, row, entity))
    return found


@pytest.mark.parametrize("half", ["develop", "report"])
def test_mentions_name_whom_they_name(verdicts: dict[str, list[str]], half: str) -> None:
    answers = verdicts[half]
    assert answers.count("right") >= RIGHT[half] * len(answers)
    assert answers.count("wrong") <= WRONG[half] * len(answers)


def test_the_table_is_sound() -> None:
    index = EntityIndex.load()
    for row in ROWS:
        assert row.text[row.start : row.end].strip() == row.text[row.start : row.end] != ""
        assert row.entity in (None, DESCRIBED) or row.entity in index.by_id, row.entity
