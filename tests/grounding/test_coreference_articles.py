"""Names, short names, definite nouns and pronouns of invented articles lead to the party that they take up.

In `coreference.jsonl` `entity` is an id; `role:NOUN` a role noun of any country; "-" a thing, which must not be answered.
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

PRECISION = 0.9
RECALL = 0.85
THING = "-"


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: int
    end: int
    entity: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    half: str
    published: str
    text: str
    mentions: tuple[Span, ...]


ROWS = [
    msgspec.json.decode(line, type=Row)
    for line in (Path(__file__).parent / "coreference.jsonl").read_text(encoding="utf-8").splitlines()
]


def is_right(wanted: str, found: Entity) -> bool:
    if wanted.startswith("role:") and wanted.count(":") == 1:
        return found.id.startswith("role:") and found.id.split(":")[-1] == wanted.removeprefix("role:")
    return found.id == wanted


@pytest.fixture(scope="module")
def answers() -> dict[str, list[tuple[str, Entity | None]]]:
    places, parser = PlaceFinder(), Parser()
    finder = ActorFinder(EntityIndex.load())
    told: dict[str, list[tuple[str, Entity | None]]] = {"develop": [], "report": []}
    for row in ROWS:
        parses = parser.parse(row.text, sentence_spans(row.text))
        article = Article(text=row.text, published=row.published)
        reading = finder.read(article, parses, places.find(row.text, parses=parses))
        for mention in row.mentions:
            number, inside = next(
                (number, tokens)
                for number, p in enumerate(parses)
                if (tokens := [i for i in range(len(p)) if p.ends[i] > mention.start and p.starts[i] < mention.end])
            )
            told[row.half].append((mention.entity, reading.ground(number, inside[0], inside[-1] + 1)[0]))
    return told


@pytest.mark.parametrize("half", ["develop", "report"])
def test_what_takes_up_a_party_leads_to_it(answers: dict[str, list[tuple[str, Entity | None]]], half: str) -> None:
    answered = [(wanted, found) for wanted, found in answers[half] if found is not None]
    right = sum(is_right(wanted, found) for wanted, found in answered)
    assert right >= PRECISION * len(answered)
    assert right >= RECALL * sum(wanted != THING for wanted, _ in answers[half])
