"""What holds for every reader: one suite over all formats."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gestae.errors import ConfigError
from gestae.readers import ReadOptions, Unreadable, read
from gestae.records import Article

STORY = (
    "The mayor of Oldport said on Monday that gunmen had attacked the town hall and killed two guards.\n\n"
    "Soldiers arrested four men near the harbour in the evening, a spokeswoman for the army told reporters."
)
FACTS = {"title": "Gunmen attack town hall in Oldport", "date": "2024-03-25", "publisher": "The Oldport Courier"}


def as_txt(text: str) -> str:
    return "".join(f"{key}: {value}\n" for key, value in FACTS.items()) + "\n" + text


def as_html(text: str) -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        f'<html lang="en"><head><title>{FACTS["title"]}</title><meta charset="utf-8">'
        f'<meta property="og:site_name" content="{FACTS["publisher"]}">'
        f'<meta property="article:published_time" content="{FACTS["date"]}">'
        f"</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{FACTS['title']}</h1>{paragraphs}</article></body></html>"
    )


def as_table(text: str, delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([[*FACTS, "body"], [*FACTS.values(), text]])
    return out.getvalue()


WRITERS: dict[str, Callable[[str], str]] = {
    "txt": as_txt,
    "html": as_html,
    "jsonl": lambda text: json.dumps({**FACTS, "text": text}) + "\n",
    "json": lambda text: json.dumps([{**FACTS, "text": text}], indent=1),
    "csv": lambda text: as_table(text, ","),
    "tsv": lambda text: as_table(text, "\t"),
}
formats = pytest.mark.parametrize("form", WRITERS)


def read_one(path: Path, options: ReadOptions | None = None) -> Article | Unreadable:
    [found] = read([path], options=options or ReadOptions())
    return found


def squeezed(text: str) -> list[str]:
    return text.split()


@formats
def test_text_and_facts_are_read(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"story.{form}"
    path.write_text(WRITERS[form](STORY), encoding="utf-8")
    article = read_one(path)
    assert isinstance(article, Article)
    assert squeezed(article.text) == squeezed(STORY)
    assert (article.title, article.published, article.publisher) == tuple(FACTS.values())
    assert article.language == "en"


@formats
def test_gzipped_is_the_same_article(form: str, tmp_path: Path) -> None:
    plain, packed = tmp_path / f"a.{form}", tmp_path / f"b.{form}.gz"
    plain.write_text(WRITERS[form](STORY), encoding="utf-8")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_one(plain) == read_one(packed)


@formats
def test_without_a_suffix_the_content_decides(form: str, tmp_path: Path) -> None:
    path = tmp_path / "story"
    path.write_text(WRITERS[form](STORY), encoding="utf-8")
    article = read_one(path)
    assert isinstance(article, Article)
    assert squeezed(article.text) == squeezed(STORY)


@formats
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_odd_encodings_are_read(form: str, encoding: str, tmp_path: Path) -> None:
    text = STORY.replace("Oldport", "Vállaport")
    path = tmp_path / f"story.{form}"
    path.write_bytes(WRITERS[form](text).replace("\\u00e1", "á").replace('charset="utf-8"', "").encode(encoding))
    article = read_one(path)
    assert isinstance(article, Article)
    assert squeezed(article.text) == squeezed(text)


@formats
def test_stdin_is_read_like_a_file(form: str, tmp_path: Path) -> None:
    [article] = read(["-"], stdin=io.BytesIO(WRITERS[form](STORY).encode()))
    assert isinstance(article, Article)
    assert squeezed(article.text) == squeezed(STORY)


@formats
def test_foreign_text_is_refused_with_its_language(form: str, tmp_path: Path) -> None:
    german = (
        "Der Bürgermeister sagte am Montag, Bewaffnete hätten das Rathaus angegriffen und zwei Wachleute getötet. "
        "Soldaten nahmen am Abend in der Nähe des Hafens vier Männer fest, teilte eine Sprecherin der Armee mit."
    )
    path = tmp_path / f"story.{form}"
    path.write_text(WRITERS[form](german).replace('lang="en"', ""), encoding="utf-8")
    refused = read_one(path)
    assert isinstance(refused, Unreadable)
    assert refused.reason == "not_english"
    assert "'de'" in refused.detail


@formats
@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_as_empty(form: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"story.{form}"
    path.write_bytes(content)
    refused = read_one(path)
    assert isinstance(refused, Unreadable)
    assert (refused.reason, refused.name) == ("empty", str(path))


@formats
@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", b"PK\x03\x04\x14\0\x06\0", b"\x89PNG\r\n\x1a\n\0\0", b"\x01\x02\x03\x04" * 50],
)
def test_binary_data_is_refused_as_unreadable(form: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"story.{form}"
    path.write_bytes(content)
    refused = read_one(path)
    assert isinstance(refused, Unreadable)
    assert refused.reason == "unreadable"


@formats
def test_too_much_text_is_refused_as_too_long(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"story.{form}"
    path.write_text(WRITERS[form](STORY * 200), encoding="utf-8")
    refused = read_one(path, ReadOptions(max_bytes=2_000))
    assert isinstance(refused, Unreadable)
    assert refused.reason == "too_long"


@formats
def test_defaults_fill_what_an_article_does_not_say(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"story.{form}"
    path.write_text(WRITERS[form](STORY), encoding="utf-8")
    article = read_one(path, ReadOptions(published="1999-01-01", publisher="Nobody"))
    assert isinstance(article, Article)
    assert (article.published, article.publisher) == (FACTS["date"], FACTS["publisher"])


def test_defaults_apply_to_bare_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    article = read_one(tmp_path / "a.txt", ReadOptions(published="2024-03-26", publisher="The Daily Invention"))
    assert isinstance(article, Article)
    assert (article.published, article.publisher, article.text) == ("2024-03-26", "The Daily Invention", STORY)


@formats
def test_a_damaged_gzip_file_is_refused(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"story.{form}.gz"
    path.write_bytes(gzip.compress(WRITERS[form](STORY).encode())[:-12])
    assert [type(one) for one in read([path])][-1] is Unreadable


def test_ids_follow_the_content_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    first, second = read([tmp_path])
    assert first == second


def test_wrong_options_are_config_errors() -> None:
    for wrong in ({"format": "docx"}, {"columns": {"body": "x"}}, {"encoding": "utf-99"}, {"published": "yesterday"}):
        with pytest.raises(ConfigError):
            ReadOptions(**wrong)  # type: ignore[arg-type]
