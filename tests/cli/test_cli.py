"""The commands as a user calls them: real files in, real output out, exit codes that say what happened."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from gestae.cli.app import app, codebook_app
from gestae.cli.app_linking import decide_app, linking_app
from gestae.records import Coding, Incident

ROOT = Path(__file__).resolve().parents[2]
CROCUS = ROOT / "examples" / "crocus.txt"
ARTICLE = "Russian forces shelled Kharkiv on Friday, killing three people. The United States condemned the attack."


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose cache is the test's own."""
    return {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}


def gestae(home: dict[str, str], *arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gestae", *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, env=home, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_code_prints_the_article_and_a_block_per_event(home: dict[str, str]) -> None:
    done = gestae(home, "code", CROCUS, "--refused")
    assert done.returncode == 0, done.stderr
    for words in (
        "ASSAULT",
        "COERCE arrest",
        "STATEMENT condolence",
        "STATEMENT thanks",
        "killed 133; wounded 150",
        "arrested 11",
        "comparison",
    ):
        assert words in done.stdout


def test_code_writes_codings_that_decode(home: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "codings.jsonl"
    assert gestae(home, "code", CROCUS, "-o", out).returncode == 0
    [line] = out.read_bytes().splitlines()
    assert msgspec.json.decode(line, type=Coding).article.published == "2024-03-24"


def test_code_writes_the_same_bytes_with_two_workers(home: dict[str, str], tmp_path: Path) -> None:
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out, workers in zip(outs, ("1", "2"), strict=True):
        assert gestae(home, "code", ROOT / "tests/cases/*/article.txt", "-o", out, "--workers", workers).returncode == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_code_writes_a_table_with_a_row_per_event(home: dict[str, str]) -> None:
    done = gestae(home, "code", "-", "--format", "table", "--published", "2024-03-05", given=ARTICLE.encode())
    rows = done.stdout.splitlines()
    assert rows[0].startswith("event_id,article_id,published")
    assert any("ASSAULT,heavy-weapons" in row and "killed 3" in row for row in rows[1:])


def test_html_is_one_page_without_outside_resources(home: dict[str, str], tmp_path: Path) -> None:
    evil = tmp_path / "evil.txt"
    evil.write_text(ARTICLE + " <script>alert('x')</script> & more", encoding="utf-8")
    out = tmp_path / "page.html"
    assert gestae(home, "code", evil, "-o", out).returncode == 0
    page = out.read_text(encoding="utf-8")
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href)\s*=", page) and "http" not in page.replace("http-equiv", "")
    marked = set(re.findall(r'<mark class="[^"]*" data-e="([^"]+)"', page))
    blocks = set(re.findall(r'<div class=event tabindex=0 data-e="([^"]+)"', page))
    assert blocks and blocks <= {i for ids in marked for i in ids.split()}


def test_bad_inputs_are_named_and_the_others_go_on(home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.7\x00\x00")
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(ARTICLE.encode()))
    (tmp_path / "e.txt").write_text(
        "Der Minister hat am Freitag in Berlin mit dem Kanzler über die Lage im Osten gesprochen.", encoding="utf-8"
    )
    done = gestae(
        home,
        "code",
        tmp_path / "a.txt",
        tmp_path / "b.txt",
        tmp_path / "c.txt",
        tmp_path / "d.txt.gz",
        tmp_path / "e.txt",
        "--format",
        "jsonl",
    )
    assert done.returncode == 4
    assert len(done.stdout.splitlines()) == 2
    for name, reason in (("b.txt", "empty"), ("c.txt", "unreadable"), ("e.txt", "not_english")):
        assert re.search(rf"{re.escape(name)}.*: {reason}: ", done.stderr), done.stderr
    assert "partial: 3" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("code", "no-such-file.txt"), "no-such-file.txt"),
        (("code", str(CROCUS), "--format", "pdf"), "expected one of"),
        (("code", str(CROCUS), "--column", "text"), "expected FIELD=NAME"),
        (("code", str(CROCUS), "-o", "no/such/folder/x.jsonl"), "no folder"),
        (("code", str(CROCUS), "--from", "docx"), "expected one of"),
        (("code", str(CROCUS), "--dictionaries", "no-such-folder"), "no folder"),
        (("codebook", "show", "NONSENSE"), "expected one of"),
        (("explain", "zzzz", str(CROCUS)), "no event"),
        (("link", "no-such-file.jsonl"), "found no file"),
    ],
)
def test_what_cannot_be_used_ends_with_two_before_any_work(
    home: dict[str, str], arguments: tuple[str, ...], message: str
) -> None:
    done = gestae(home, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("gestae: ") and message in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_tells_the_whole_trail(home: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "codings.jsonl"
    gestae(home, "code", CROCUS, "-o", out)
    coding = msgspec.json.decode(out.read_bytes(), type=Coding)
    arrest = next(e for e in coding.events if e.mode == "arrest")
    for source in (CROCUS, out, None):
        done = gestae(home, "explain", arrest.id[:8], *([source] if source else []))
        assert done.returncode == 0, done.stderr
        for words in (
            "lexicon/COERCE.csv:",
            "trigger     'arrested'",
            "status      happened",
            "arrested 11",
            "confidence",
            coding.run,
        ):
            assert words in done.stdout


def test_link_writes_incidents_with_tolls(home: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "codings.jsonl"
    gestae(home, "code", CROCUS, "-o", out)
    done = gestae(home, "link", out)
    assert done.returncode == 0, done.stderr
    incidents = [msgspec.json.decode(line, type=Incident) for line in done.stdout.splitlines()]
    [attack] = [i for i in incidents if i.event_type == "ASSAULT"]
    assert (attack.toll["killed"].best, attack.toll["wounded"].best) == (133, 150)
    assert [(p.entity.name, p.standing) for p in attack.perpetrators if p.standing == "claimed"] == [
        ("Islamic State", "claimed")
    ]
    assert {r.stance for r in attack.reactions} >= {"condolence", "claim"}


def test_link_names_file_and_line_of_what_is_no_coding(home: dict[str, str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"nothing": 1}\n', encoding="utf-8")
    done = gestae(home, "link", bad)
    assert done.returncode == 4
    assert "bad.jsonl, line 1" in done.stderr


def test_doctor_finds_everything(home: dict[str, str]) -> None:
    done = gestae(home, "doctor", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["problems"] == [] and re.fullmatch("[0-9a-f]{24}", report["run"])


def test_codebook_check_and_show(home: dict[str, str]) -> None:
    done = gestae(home, "codebook", "check")
    assert done.returncode == 0, done.stdout
    shown = gestae(home, "codebook", "show", "assault").stdout
    assert "firearms" in shown and "quad class 4" in shown


def test_every_command_is_documented_with_an_example(home: dict[str, str]) -> None:
    commands = [
        ["code"],
        ["link"],
        ["relations"],
        ["incident"],
        ["explain"],
        ["doctor"],
        ["train"],
        ["codebook", "check"],
        ["codebook", "show"],
    ]
    commands += [["decide", verb] for verb in ("merge", "apart", "split", "undo", "list")]
    assert len(commands) == sum(len(a.registered_commands) for a in (app, codebook_app, linking_app, decide_app))
    for command in commands:
        done = gestae(home, *command, "--help")
        assert done.returncode == 0
        assert "Example:" in done.stdout and f"gestae {' '.join(command)}" in done.stdout


def test_help_loads_no_parser(home: dict[str, str]) -> None:
    code = "import sys; sys.argv = ['gestae', '--help']\nfrom gestae.cli import main\ntry:\n    main()\nexcept SystemExit:\n    print('spacy' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=home, check=True)
    assert done.stdout.splitlines()[-1] == "False False"


def test_actors_of_ones_own_are_used_told_and_checked(home: dict[str, str], tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("name,country,sectors\nWagner,DEU,BUS\n", encoding="utf-8")
    done = gestae(home, "code", "-", "-f", "table", "--actors", mine, given=b"Wagner condemned Russia on Friday.")
    assert done.returncode == 0 and "DEU" in done.stdout
    assert "1 bundled actor(s) changed: mine.csv, line 2: 'Wagner' is now actor:wagner" in done.stderr
    checked = gestae(home, "codebook", "check", "--actors", mine)
    assert checked.returncode == 0 and "was group:wagner-group" in checked.stdout
    mine.write_text("name,country\nWagner,GER\n", encoding="utf-8")
    broken = gestae(home, "code", "-", "--actors", mine, given=b"Wagner condemned Russia on Friday.")
    assert broken.returncode == 3 and "mine.csv, line 2: found country 'GER'" in broken.stderr
