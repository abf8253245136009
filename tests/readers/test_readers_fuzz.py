"""Any bytes, to every reader: an article or a reason, never an exception."""

from __future__ import annotations

import gzip
import io
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gestae.errors import DocumentError
from gestae.readers import ReadOptions, Unreadable, parse_dateline, read, read_html, read_text
from gestae.readers.dates import parse_date
from gestae.records import Article

PIECES = [
    b"<html>", b"<p>", b"</p>", b"<script>", b'"', b"'", b"{", b"}", b"[", b"]", b":", b",", b"\t", b"\n", b"\r\n",
    b"\0", b'{"text": "', b'"}', b"text,date\n", b"title: ", b"date 2024-03-24\n", b"OLDPORT, March 3 (AP) -- ",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\\ud800", b"<meta charset=", b"1e999", b"NaN",
    b"The mayor was killed. ", b"\x1f\x8b\x08", b"---\n",
]  # fmt: skip
soup = st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=30).map(b"".join)
FORMATS = ["txt", "jsonl", "json", "csv", "tsv", None]
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("form", FORMATS)
@quick
@given(data=soup)
def test_any_bytes_are_an_article_or_unreadable(form: str | None, data: bytes) -> None:
    options = ReadOptions(format=form, max_bytes=10_000, deadline=30)  # type: ignore[arg-type]
    for one in read(["-"], options=options, stdin=io.BytesIO(data)):
        assert isinstance(one, (Article, Unreadable))


@quick
@given(data=soup)
def test_any_page_is_an_article_or_a_document_error(data: bytes) -> None:
    with suppress(DocumentError):
        assert isinstance(read_html(b"<html><body>" + data), Article)


@quick
@given(data=soup, cut=st.integers(0, 100))
def test_cut_gzip_files_never_raise(data: bytes, cut: int) -> None:
    packed = gzip.compress(data)
    stdin = io.BytesIO(packed[: max(0, len(packed) - cut)])
    assert all(
        isinstance(one, (Article, Unreadable)) for one in read(["-"], options=ReadOptions(format="jsonl"), stdin=stdin)
    )


@quick
@given(text=st.text(max_size=300))
def test_datelines_lie_inside_the_text(text: str) -> None:
    for candidate in (text, "OLDPORT, " + text, "(AP) -- " + text):
        if found := parse_dateline(candidate, "2024-03-24"):
            assert 0 <= found.start <= found.end <= len(candidate)


@quick
@given(text=st.text(max_size=200))
def test_plain_text_ends_as_it_was(text: str) -> None:
    article = read_text(text)
    assert text.replace("\r\n", "\n").replace("\r", "\n").endswith(article.text) or "\ufffd" in article.text


@quick
@given(
    value=st.text(max_size=90)
    | st.integers()
    | st.floats()
    | st.none()
    | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}")
)
def test_dates_are_whole_days_or_none(value: object) -> None:
    found = parse_date(value)
    assert found is None or Article(text="", published=found).day is not None
