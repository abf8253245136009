"""The codebook is complete, consistent, and its own examples are coded as it says."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from gestae import Coder
from gestae.codebook.check import problems
from gestae.codebook.codebook import Codebook, bundled
from gestae.codebook.inflection import forms
from gestae.codebook.lexicon import Lexicon
from gestae.errors import CodebookError
from gestae.evaluate.examples import failures

LARGE = 4_000
TYPES = 17
HIGHEST_SHARE_OF_FAILURES = 0.01


def test_nothing_is_wrong(book: Codebook) -> None:
    assert problems(book) == []


def test_all_types_modes_contexts_and_sectors_of_plover_are_there(book: Codebook, shared: Path) -> None:
    folder = shared / "data/knowledge/codebook"
    assert len(book.types) == TYPES
    assert set(column(folder / "plover_types.csv", "event_type")) | {"STATEMENT"} == set(book.types)
    for row in rows(folder / "plover_modes.csv"):
        mode = book.types[row["event_type"]].modes[row["mode"]]
        assert mode.score == (float(row["score"]) if row["score"] else None), row
    assert set(column(folder / "plover_contexts.csv", "context")) == set(book.contexts)
    assert set(column(folder / "plover_sectors.csv", "sector")) == set(book.sectors)
    assert {row["cameo"]: float(row["goldstein"]) for row in rows(folder / "cameo_codes.csv")} == {
        k: v[1] for k, v in book.cameo.items()
    }


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def column(path: Path, name: str) -> list[str]:
    return [row[name] for row in rows(path)]


def test_the_lexicon_is_large_and_covers_every_type(book: Codebook) -> None:
    entries = book.lexicon.entries
    assert len(entries) >= LARGE
    assert {e.event_type for e in entries} == {*book.types, "NONE"}


def test_nearly_every_example_and_counter_example_is_coded_as_the_codebook_says(coder: Coder, book: Codebook) -> None:
    wrong = failures(coder)
    number = sum(
        len(part.examples) + len(part.counter_examples)
        for kind in book.types.values()
        for part in (kind, *kind.modes.values())
    )
    print(f"{len(wrong)} of {number} examples are coded otherwise")
    assert number >= 500
    assert len(wrong) <= HIGHEST_SHARE_OF_FAILURES * number, "\n".join(wrong)


def test_a_score_must_fit_its_quad_class(book: Codebook) -> None:

    bad = msgspec.structs.replace(book.types["ACCUSE"], score=3.0)
    changed = Codebook()
    changed.types["ACCUSE"] = bad
    assert any("types/ACCUSE.toml: score 3.0 does not fit quad class 3" in p for p in problems(changed))


@pytest.mark.parametrize(
    ("lemma", "pos", "some"),
    [
        ("kill", "v", {"kill", "kills", "killed", "killing"}),
        ("shoot", "v", {"shoot", "shoots", "shot", "shooting"}),
        ("ban", "v", {"banned", "banning"}),
        ("deny", "v", {"denies", "denied", "denying"}),
        ("flee", "v", {"fled", "fleeing"}),
        ("panic", "v", {"panicked"}),
        ("gunman", "n", {"gunmen"}),
        ("ceasefire", "n", {"ceasefires"}),
        ("embassy", "n", {"embassies"}),
        ("test-fire", "v", {"test-fired"}),
    ],
)
def test_forms(lemma: str, pos: str, some: set[str]) -> None:
    assert some <= set(forms(lemma, pos))


def test_a_row_that_is_wrong_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "ASSAULT.csv").write_text(
        "pos,lemma,particle,object,prep,mode,contexts,cameo,frame\nx,kill,,,,,,,act\n", encoding="utf-8"
    )
    with pytest.raises(CodebookError, match=r"lexicon/ASSAULT\.csv, row 2: found pos 'x'"):
        Lexicon.load(tmp_path)
    (folder / "ASSAULT.csv").write_text("pos,lemma\nv,kill\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="expected"):
        Lexicon.load(tmp_path)


def test_the_version_changes_with_any_file(book: Codebook) -> None:
    assert bundled() is book
    assert len(book.version) == 16
