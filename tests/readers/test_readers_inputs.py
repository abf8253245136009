"""Files, folders, patterns and standard input, in order; and what one bad file does to the others: nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from gestae.errors import ConfigError
from gestae.readers import ReadOptions, Unreadable, read
from gestae.records import Article

from .conftest import STORY


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"title: {name}\n\n{STORY}", encoding="utf-8")


def titles(*inputs: str | Path) -> list[str | None]:
    return [one.title if isinstance(one, Article) else one.reason for one in read(inputs)]


def test_a_folder_is_read_in_the_order_of_names_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    write(tmp_path, "c.txt", "a.txt", "b/2.txt", "b/1.txt", ".hidden.txt", ".git/x.txt", "notes.docx")
    assert titles(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_inputs_keep_their_order(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    assert titles(tmp_path / "b.txt", tmp_path / "a.txt") == ["b.txt", "a.txt"]


def test_patterns_are_expanded(tmp_path: Path) -> None:
    write(tmp_path, "a1.txt", "a2.txt", "b1.txt", "deep/a3.txt")
    assert titles(f"{tmp_path}/a*.txt") == ["a1.txt", "a2.txt"]
    assert titles(f"{tmp_path}/**/a*.txt") == ["a1.txt", "a2.txt", "deep/a3.txt"]


def test_a_missing_file_is_a_config_error_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(ConfigError, match=r"nowhere\.txt"):
        read([tmp_path / "a.txt", tmp_path / "nowhere.txt"])
    with pytest.raises(ConfigError, match="nothing matches"):
        read([f"{tmp_path}/*.html"])
    with pytest.raises(ConfigError, match="no input"):
        read([])


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    assert titles(tmp_path) == ["empty"]


def test_a_bad_line_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [
        json.dumps({"text": STORY}),
        "{broken",
        '["a list"]',
        '{"title": "no text"}',
        "",
        json.dumps({"text": STORY}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read([path]))
    assert [type(one) for one in found] == [Article, Unreadable, Unreadable, Unreadable, Article]
    assert [one.name for one in found if isinstance(one, Unreadable)] == [f"{path}:{n}" for n in (2, 3, 4)]
    assert [one.reason for one in found if isinstance(one, Unreadable)] == ["unreadable", "unreadable", "empty"]


def test_a_huge_line_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.write('{"text": "' + "a" * 200_000 + '"}\n' + json.dumps({"text": STORY}))
    first, second = read([path], options=ReadOptions(max_bytes=10_000))
    assert isinstance(first, Unreadable)
    assert first.reason == "too_long"
    assert isinstance(second, Article)


def test_rows_before_the_end_of_a_cut_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    lines = "".join(json.dumps({"text": STORY, "title": f"{n} {hash((n, 7)):x}"}) + "\n" for n in range(9_000))
    data = gzip.compress(lines.encode())
    path.write_bytes(data[: len(data) // 2])
    *articles, last = read([path])
    assert articles
    assert all(isinstance(one, Article) for one in articles[:-1])
    assert isinstance(last, Unreadable)
    assert "gzip" in last.detail


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b"{" + b" " * (1 << 27)))
    [refused] = read([path])
    assert isinstance(refused, Unreadable)
    assert refused.reason == "too_long"


def test_json_lines_in_a_json_file_and_lists_inside_objects_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("\n".join(json.dumps({"text": STORY}) for _ in range(3)), encoding="utf-8")
    (tmp_path / "b.json").write_text(
        json.dumps({"status": "ok", "articles": [{"content": STORY}] * 2}), encoding="utf-8"
    )
    (tmp_path / "c.json").write_text(json.dumps({"text": STORY}, indent=2), encoding="utf-8")
    assert [type(one) for one in read([tmp_path])] == [Article] * 6


def test_columns_are_mapped_by_option(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f'note,when,inhalt\nx,24/03/2024,"{STORY}"\n', encoding="utf-8")
    [article] = read([path], options=ReadOptions(columns={"text": "inhalt", "published": "when", "title": "note"}))
    assert isinstance(article, Article)
    assert (article.text, article.published, article.title) == (STORY, "2024-03-24", "x")


def test_a_column_that_is_not_there_is_a_config_error_that_names_those_that_are(tmp_path: Path) -> None:
    for name, content in (("a.csv", "one,two\n1,2\n"), ("b.jsonl", '{"one": 1, "two": 2}\n')):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(ConfigError, match="'one', 'two'"):
            list(read([tmp_path / name], options=ReadOptions(columns={"text": "three"})))


def test_a_table_without_a_text_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("one,two\n1,2\n", encoding="utf-8")
    [refused] = read([tmp_path])
    assert isinstance(refused, Unreadable)
    assert "'one', 'two'" in refused.detail


def test_a_row_with_too_many_cells_is_refused_not_cut(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f'text,date\n{STORY[:60]}, and more,2024-01-02\n"{STORY}",2024-01-03\n', encoding="utf-8"
    )
    refused, article = read([tmp_path])
    assert isinstance(refused, Unreadable)
    assert isinstance(article, Article)


def test_a_row_that_is_too_long_is_refused_once_and_the_next_is_read(tmp_path: Path) -> None:
    long = "\n\n".join([STORY.replace("\n", " ")] * 300)
    (tmp_path / "a.csv").write_text(f'title,text\na,"{long}"\nb,"{STORY}"\n', encoding="utf-8")
    refused, article = read([tmp_path], options=ReadOptions(max_bytes=3_000))
    assert isinstance(refused, Unreadable)
    assert refused.reason == "too_long"
    assert isinstance(article, Article)
    assert article.title == "b"


def test_a_quote_that_never_closes_costs_bounded_memory_and_one_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('title,text\na,"' + "never closed\n" * 20_000, encoding="utf-8")
    [refused] = read([tmp_path], options=ReadOptions(max_bytes=3_000))
    assert isinstance(refused, Unreadable)
    assert "quote" in refused.detail


def test_quotes_in_tabbed_text_do_not_swallow_rows(tmp_path: Path) -> None:
    rows = "".join(f'{n}\t"{STORY.split(chr(10))[0]}\n' for n in range(5))
    (tmp_path / "a.tsv").write_text("id\ttext\n" + rows, encoding="utf-8")
    assert [type(one) for one in read([tmp_path])] == [Article] * 5


def test_ambiguous_dates_follow_the_rest_of_the_column_or_stay_unknown(tmp_path: Path) -> None:
    def days(*dates: str) -> list[str | None]:
        path = tmp_path / "a.csv"
        path.write_text("text,date\n" + "".join(f'"{STORY}",{day}\n' for day in dates), encoding="utf-8")
        return [one.published for one in read([path]) if isinstance(one, Article)]

    assert days("03/04/2024", "25/04/2024") == ["2024-04-03", "2024-04-25"]
    assert days("03/04/2024", "04/25/2024") == ["2024-03-04", "2024-04-25"]
    assert days("03/04/2024", "soon") == [None, None]


def test_articles_written_as_json_come_back_the_same(tmp_path: Path) -> None:
    import msgspec

    article = Article(
        text=STORY,
        title="T",
        published="2024-03-25",
        publisher="P",
        url="https://example.org/a",
        language="en",
        origin="AP",
    )
    (tmp_path / "a.jsonl").write_bytes(msgspec.json.encode(article))
    assert list(read([tmp_path])) == [article]


def test_json_keeps_line_ends_and_spaces_of_the_text(tmp_path: Path) -> None:
    text = f"  {STORY}\r\n\r\nEnd. "
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    [article] = read([tmp_path])
    assert isinstance(article, Article)
    assert article.text == text
