"""Incidents in the terminal: tables, doubts, one incident with its words, and people's decisions; real files, real output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from gestae import Article, Coder
from gestae.records import Coding, Incident

HERALD, GAZETTE, COURIER, OTHER = (
    ("2024-03-09", "Herald", "A bomb killed 51 people at a market in Maiduguri on Friday, the governor said. Boko Haram claimed responsibility for the attack."),
    ("2024-03-10", "Gazette", "Officials said 24 people were killed in Friday's bombing of a market in Maiduguri. Residents said 60 people had died. France condemned the attack."),
    ("2024-03-11", "Courier", "Police arrested two men on Sunday over the attack on a market in Maiduguri. The bombing on Friday killed 26 people."),
    ("2024-03-12", "Courier", "Gunmen shot dead four farmers near Quetta on Monday, police said."),
)  # fmt: skip
UNSURE = (
    ("2024-03-09", "Herald", "Gunmen shot dead four farmers in Maiduguri, police said. Rana Aslam, 34, a teacher, was among them."),
    ("2024-03-20", "Gazette", "A blast wounded nine people at a bus station in Maiduguri. Imran Sethi saw it from his shop. Schools stayed closed and the road to the airport was blocked for hours."),
)  # fmt: skip
"""One city, eleven days, no day told of either."""


class Home:
    """A user's folder with codings in it, and a cache of its own."""

    def __init__(self, folder: Path, coded: bytes) -> None:
        self.folder = folder
        self.coded = folder / "coded"
        self.coded.mkdir()
        self.codings = self.coded / "codings.jsonl"
        self.codings.write_bytes(coded)
        self.log = folder / "decisions.jsonl"

    def gestae(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gestae", *map(str, arguments)]
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache")}
        return subprocess.run(command, capture_output=True, env=environment, check=False, encoding="utf-8")

    def good(self, *arguments: str | Path) -> str:
        done = self.gestae(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def incidents(self, *arguments: str | Path) -> list[Incident]:
        lines = self.good("link", self.codings, *arguments).splitlines()
        return [msgspec.json.decode(line, type=Incident) for line in lines]


def coded(*told: tuple[str, str, str]) -> bytes:
    coder = Coder(model=None)
    codings = (coder.code_article(Article(published=d, publisher=p, text=t)) for d, p, t in told)
    return b"".join(msgspec.json.encode(coding) + b"\n" for coding in codings)


@pytest.fixture(scope="module")
def lines() -> bytes:
    return coded(HERALD, GAZETTE, COURIER, OTHER)


@pytest.fixture
def home(tmp_path: Path, lines: bytes) -> Home:
    return Home(tmp_path, lines)


def test_the_summary_of_a_folder_has_a_line_per_incident(home: Home) -> None:
    out = home.coded / "incidents.jsonl"
    done = home.gestae("link", home.coded, "--summary", "-o", out)
    assert done.returncode == 0, done.stderr
    head, attack, other = done.stdout.splitlines()
    assert head.split() == ["id", "title", "when", "where", "toll", "articles", "origins"]
    stored = [msgspec.json.decode(line, type=Incident) for line in out.read_bytes().splitlines()]
    assert attack.startswith(stored[0].id[:8]) and "Maiduguri" in attack and attack.split()[-2:] == ["3", "3"]
    assert other.startswith(stored[1].id[:8]) and "killed 4" in other
    assert "2 incidents, 0 doubts" in done.stderr
    assert home.good("link", home.coded, "--summary") == done.stdout, (
        "a file of incidents beside the codings is passed over"
    )


def test_an_incident_is_told_with_the_words_behind_each_line(home: Home) -> None:
    incident = home.incidents()[0]
    shown = home.good("incident", incident.id[:8], home.coded)
    texts = "".join(text for _, _, text in (HERALD, GAZETTE, COURIER))
    quotes = [line.strip() for line in shown.splitlines() if line.strip().startswith("“")]
    assert len(quotes) >= 12 and all(quote.strip("“”") in texts for quote in quotes)
    for words in (
        "killed: 51 (2024-03-09) → 60 (2024-03-10) → 26 (2024-03-11)",
        "killed 24 · Gazette, says Officials",
        "Boko Haram (claimed",
        "France: condemnation",
        "COERCE arrest",
        "Maiduguri, NGA (city)",
    ):
        assert words in shown
    assert home.good("incident", incident.id) == shown, "the inputs of the last link are remembered"
    assert home.good("incident", incident.id, "--from", home.codings) == shown


def test_the_rule_of_the_toll_is_the_users_choice(home: Home) -> None:
    assert [
        home.incidents("--toll-rule", rule)[0].toll["killed"].best for rule in ("latest_official", "conservative")
    ] == [24, 24]
    shown = home.good("incident", home.incidents()[0].id, "--toll-rule", "latest_official")
    assert "killed: 51 (2024-03-09) → 24 (2024-03-10)" in shown
    wrong = home.gestae("link", home.codings, "--toll-rule", "highest")
    assert wrong.returncode == 2 and "expected one of latest_report_fullest_figure, latest_official" in wrong.stderr


def test_an_incident_as_of_a_day_knows_nothing_later(home: Home) -> None:
    id = home.incidents()[0].id
    shown = home.good("incident", id, "--as-of", "2024-03-09")
    assert "killed 51" in shown and "France" not in shown and "Courier" not in shown
    wrong = home.gestae("incident", id, "--as-of", "spring")
    assert wrong.returncode == 2 and "expected YYYY-MM-DD" in wrong.stderr


def test_stored_incidents_are_told_without_their_articles_too(home: Home) -> None:
    out = home.folder / "incidents.jsonl"
    home.good("link", home.codings, "-o", out)
    id = msgspec.json.decode(out.read_bytes().splitlines()[0], type=Incident).id
    shown = home.good("incident", id, out)
    assert "killed 51" in shown and "3 of 3 articles are not among the inputs" in shown
    assert "“A bomb killed 51 people" in home.good("incident", id, out, home.codings)


def test_an_unknown_id_is_answered_with_near_ones(home: Home) -> None:
    id = home.incidents()[0].id
    done = home.gestae("incident", id[:6] + "zz", home.codings)
    assert done.returncode == 2
    assert f"no incident has an id that begins with '{id[:6]}zz'; near it: {id[:12]}" in done.stderr


def test_a_person_merges_and_takes_it_back(home: Home) -> None:
    before = home.good("link", home.codings)
    one, other = home.incidents()
    said = ("--decisions", home.log, "--reason", "one band", "--by", "mara")
    assert "3 articles" not in home.good("decide", "merge", one.id[:8], other.id[:8], home.codings, *said)
    [whole] = home.incidents("--decisions", home.log)
    assert len(whole.articles) == 4 and whole.id == one.id
    assert "Quetta" in home.good("incident", other.id, home.codings, "--decisions", home.log), (
        "the other id means it now"
    )
    [entry] = [json.loads(line) for line in home.log.read_bytes().splitlines()]
    assert (entry["reason"], entry["by"]) == ("one band", "mara") and entry["at"]
    home.good("decide", "undo", entry["id"][:6], "--decisions", home.log)
    assert home.good("link", home.codings, "--decisions", home.log) == before
    assert "(taken back) · one band" in home.good("decide", "list", "--decisions", home.log)
    again = home.gestae("decide", "undo", entry["id"], "--decisions", home.log)
    assert again.returncode == 2 and "undone already" in again.stderr


def test_a_person_splits_and_keeps_apart(home: Home) -> None:
    whole = home.incidents()[0]
    codings = [msgspec.json.decode(line, type=Coding) for line in home.codings.read_bytes().splitlines()]
    gazette = next(c.article.id for c in codings if c.article.publisher == "Gazette")
    home.good("decide", "split", whole.id[:8], "--report", gazette[:10], home.codings, "--decisions", home.log)
    sizes = sorted(len(i.articles) for i in home.incidents("--decisions", home.log))
    assert sizes == [1, 1, 2]
    one, other = (i.id for i in home.incidents("--decisions", home.log)[:2])
    assert "apart" in home.good("decide", "apart", one, other, home.codings, "--decisions", home.log)
    wrong = home.gestae("decide", "split", whole.id, "--report", "nothing", home.codings, "--decisions", home.log)
    assert wrong.returncode == 2 and "holds no article or event nothing" in wrong.stderr
    assert len(home.log.read_bytes().splitlines()) == 2, "what is refused is not logged"


def test_a_doubt_comes_with_its_reasons_and_the_commands_that_settle_it(home: Home) -> None:
    home.codings.write_bytes(coded(*UNSURE))
    shown = home.good("link", home.codings, "--doubts")
    assert "one with probability 0." in shown
    settle = next(line for line in shown.splitlines() if "gestae decide merge" in line).split()
    home.good("decide", "apart", *settle[3:5], home.codings, "--decisions", home.log)
    assert home.good("link", home.codings, "--doubts", "--decisions", home.log) == "no doubts\n"


def test_a_folder_without_codings_says_what_to_do(home: Home) -> None:
    empty = home.folder / "empty"
    empty.mkdir()
    done = home.gestae("link", empty)
    assert done.returncode == 2 and f"gestae code {empty} -o codings.jsonl" in done.stderr
