"""`gestae relations` as a user calls it, on articles about an invented dispute of two states."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gestae import Coder, link
from gestae.readers import read
from gestae.records import Article, Coding

DISPUTE = Path(__file__).resolve().parents[1] / "relating" / "dispute" / "articles.jsonl"


@pytest.fixture(scope="module")
def coded(coder: Coder) -> list[Coding]:
    return list(coder.pipe(article for article in read([str(DISPUTE)]) if isinstance(article, Article)))


@pytest.fixture
def codings(coded: list[Coding], tmp_path: Path) -> Path:
    return write(tmp_path / "codings.jsonl", coded)


def write(path: Path, records: Any) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    return path


def gestae(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gestae", "relations", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def rows(*arguments: str | Path) -> list[dict[str, str]]:
    done = gestae(*arguments, "-f", "csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_a_dispute_goes_from_accusation_to_sanctions_to_talks_and_condolence(codings: Path) -> None:
    found = {(row["period"], row["actor"]): row for row in rows("Peru", "EC", codings)}
    expected = {
        ("2024-01", "PER"): {"ACCUSE", "SANCTION"}, ("2024-01", "ECU"): {"SANCTION"}, ("2024-02", "PER"): {"SANCTION"},
        ("2024-03", "PER"): {"CONSULT", "STATEMENT", "AID"}, ("2024-03", "ECU"): {"CONSULT", "STATEMENT"},
    }  # fmt: skip
    for key, types in expected.items():
        assert all(int(found[key][kind]) > 0 for kind in types), (key, found[key])
    assert (found["2024-03", "PER"]["verbal_conflict"], found["2024-03", "PER"]["material_conflict"]) == ("0", "0")
    assert float(found["2024-02", "PER"]["intensity_mean"]) < 0 < float(found["2024-03", "PER"]["intensity_mean"])


def test_months_that_name_neither_state_are_empty_and_one_that_names_one_is_zero(codings: Path) -> None:
    deeds = {row["period"]: row["deeds"] for row in rows("PER", "ECU", codings) if row["actor"] == "PER"}
    assert (deeds["2024-04"], deeds["2024-05"], deeds["2024-06"]) == ("", "", "0")
    anything = {row["period"]: row["deeds"] for row in rows("PER", "ECU", codings, "--covered-by", "any")}
    assert (anything["2024-04"], anything["2024-05"]) == ("", "0")


def test_talks_that_two_papers_report_are_one_deed_with_both_quotes(codings: Path, coded: list[Coding]) -> None:
    told = [r for r in rows("PER", "ECU", codings, "--events") if r["event_type"] == "CONSULT" and r["actor"] == "PER"]
    assert len({row["deed"] for row in told}) == 1
    assert {row["publisher"] for row in told} == {"Andes Post", "Pacific Courier"}
    texts = {c.article.id: c.article.text for c in coded}
    assert all(texts[row["article_id"]][int(row["start"]) : int(row["end"])] == row["quote"] for row in told)


def test_the_text_shows_both_directions_a_trend_silence_ties_and_words(codings: Path) -> None:
    done = gestae("Peru", "Ecuador", codings, "--events")
    assert done.returncode == 0, done.stderr
    for words in ("Peru → Ecuador", "Ecuador → Peru", "··", "2024-04 … 2024-05", "Organization of American States since 1948",
                  "“Ecuador thanked Peru on Tuesday for its help after the ferry disaster.”", "STATEMENT condolence"):  # fmt: skip
        assert words in " ".join(done.stdout.split()), words


def test_json_and_jsonl_tell_the_same_numbers_as_csv(codings: Path) -> None:
    whole = json.loads(gestae("PER", "ECU", codings, "-f", "json").stdout)
    points = [p for series in whole["series"] for p in series["points"]]
    lines = [json.loads(line) for line in gestae("PER", "ECU", codings, "-f", "jsonl").stdout.splitlines()]
    table = rows("PER", "ECU", codings)
    assert [p["count"] for p in points] == [p["count"] for p in lines]
    assert ["" if p["count"] is None else str(p["count"]) for p in points] == [row["deeds"] for row in table]
    assert whole["counting"] == {"statuses": ["happened"], "newness": ["new"], "min_confidence": 0.0}
    listed = [json.loads(line) for line in gestae("PER", "ECU", codings, "-f", "jsonl", "--events").stdout.splitlines()]
    assert {d["id"] for d in listed} == {id_ for p in points for id_ in p["deeds"]}


def test_folders_and_compressed_files_are_read_and_articles_in_both_count_once(codings: Path) -> None:
    with gzip.open(codings.with_name("again.jsonl.gz"), "wb") as file:
        file.write(codings.read_bytes())
    assert rows("PER", "ECU", codings.parent) == rows("PER", "ECU", codings)


def test_the_output_is_a_file_whose_name_tells_the_format(codings: Path, tmp_path: Path) -> None:
    out = tmp_path / "made.csv"
    assert gestae("PER", "ECU", codings, "-o", out).returncode == 0
    assert list(csv.DictReader(out.read_text(encoding="utf-8").splitlines())) == rows("PER", "ECU", codings)


def test_linked_incidents_are_taken(codings: Path, coded: list[Coding], tmp_path: Path) -> None:
    incidents = link(coded).incidents
    told = rows("PER", "ECU", codings, "--events", "--incidents", write(tmp_path / "incidents.jsonl", incidents))
    home = {event: incident.id for incident in incidents for event in incident.events}
    assert any(row["incident"] for row in told)
    assert all(row["incident"] in ("", home.get(row["event_id"], row["incident"])) for row in told)


def test_networks_and_dyads_of_all_countries(codings: Path) -> None:
    parties = {row["party"] for row in rows("--network", codings, "--by", "year") if row["period"] == "2024"}
    assert {"PER", "ECU"} <= parties
    silent = [row for row in rows("--network", codings) if row["period"] == "2024-04"]
    assert [(row["articles"], row["party"], row["density"]) for row in silent] == [("0", "", "")]
    assert rows("--dyads", codings)[0]["actor"] == "PER"
    for shape in ("--network", "--dyads"):
        done = gestae(shape, codings)
        assert done.returncode == 0, done.stderr
        assert "Peru" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["Peruu", "ECU", "{codings}"], 2, "did you mean Peru"),
        (["PER", "ECU"], 2, "expected two parties and files"),
        (["{codings}"], 2, "where a party is expected"),
        (["PER", "ECU", "{missing}"], 2, "gestae code"),
        (["PER", "ECU", "{articles}"], 4, "articles.jsonl, line 1: found no coding"),
        (["PER", "ECU", "{empty}"], 4, "found no coding in"),
        (["PER", "ECU", "{codings}", "--since", "March"], 2, "YYYY-MM-DD"),
        (["PER", "ECU", "{codings}", "--status", "maybe"], 2, "--status"),
        (["PER", "ECU", "{codings}", "-f", "xml"], 2, "text, csv, jsonl, json"),
        (["--network", "--dyads", "{codings}"], 2, "one of them"),
        (["PER", "ECU", "{codings}", "--incidents", "{codings}"], 4, "found no incident"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line_with_a_remedy(
    codings: Path, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (empty := tmp_path / "empty.jsonl").touch()
    names = {"codings": codings, "missing": tmp_path / "missing.jsonl", "articles": DISPUTE, "empty": empty}
    done = gestae(*(argument.format(**names) for argument in arguments))
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
