"""Web pages: what is taken from them, what is left, and pages made to break parsers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gestae.errors import DocumentError
from gestae.readers import read_html
from gestae.readers.html_guard import refuse_monsters
from gestae.readers.html_worker import HtmlWorker
from gestae.readers.options import Refused

BODY = (
    "<p>The mayor of Oldport said on Monday that gunmen had attacked the town hall and killed two guards.</p>"
    "<p>Soldiers arrested four men near the harbour in the evening, a spokeswoman for the army told reporters.</p>"
)


def page(head: str = "", body: str = BODY) -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


@pytest.fixture(scope="module")
def worker() -> Iterator[HtmlWorker]:
    with HtmlWorker(deadline=20) as worker:
        yield worker


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-03-25T08:00:00+01:00">',
        '<meta name="pubdate" content="25 March 2024">',
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-25T08:00:00"}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","datePublished":"2024-03-25"}]}</script>',
        '<script type="application/ld+json">{"datePublished": "2024-03-25", broken</script>',
    ],
)
def test_the_day_is_what_the_page_states(head: str) -> None:
    assert str(read_html(page(head)).published)[:10] == "2024-03-25"


def test_the_day_is_unknown_where_the_page_has_only_a_change_or_other_stories_days() -> None:
    changed = '<meta property="article:modified_time" content="2024-03-25">'
    assert read_html(page(changed)).published is None
    others = BODY + '<time datetime="2024-03-01">1</time><time datetime="2024-02-01">2</time>'
    assert read_html(page(body=others)).published is None
    assert read_html(page(body=BODY + "<p>The siege began on 3 March 2021.</p>")).published is None


def test_the_address_has_the_publishers_own_day() -> None:
    head = '<meta property="article:published_time" content="2024-03-26T01:30:00Z">'
    assert read_html(page(head), url="https://a.example/2024/03/25/attack").published == "2024-03-25"
    assert read_html(page(), url="https://a.example/2024/mar/25/attack").published == "2024-03-25"


def test_headline_and_furniture_leave_the_text() -> None:
    head = "<title>Gunmen attack town hall in Oldport | The Courier</title>"
    head += "<meta property='og:site_name' content='The Courier'>"
    body = f"<h1>Gunmen attack town hall in Oldport</h1>{BODY}<p>Read more: Ten quiet beaches</p>"
    article = read_html(page(head, body))
    assert (article.title, article.publisher) == ("Gunmen attack town hall in Oldport", "The Courier")
    assert article.text.startswith("The mayor")
    assert article.text.endswith("told reporters.")


def test_a_page_without_an_article_has_an_empty_text() -> None:
    for nothing in (b"", b"   ", b"<html></html>", b"<!-- -->", b"\xef\xbb\xbf"):
        assert read_html(nothing).text == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-2", "windows-1251"])
def test_the_declared_charset_is_used(encoding: str) -> None:
    word = {"iso-8859-2": "Łódź", "windows-1251": "Киев"}.get(encoding, "Málaga")
    source = page(f'<meta charset="{encoding}">', BODY.replace("Oldport", word)).decode()
    assert word in read_html(source.encode(encoding)).text


def test_a_tag_with_too_many_attributes_is_refused_at_once() -> None:
    for value in ("=1", '=">"', "='a b'"):
        attributes = " ".join(f"a{n}{value}" for n in range(200_000))
        with pytest.raises(DocumentError, match="attributes"):
            read_html(page(body=f"<div {attributes}>{BODY}</div>"))


def test_a_long_image_inside_the_page_is_no_monster() -> None:
    refuse_monsters(page(body=f'<img src="data:image/png;base64,{"A" * 900_000}">'))
    refuse_monsters(page(f"<script>{'if (a <b && c) x = y; ' * 30_000}</script>"))


@pytest.mark.parametrize(
    "piece", [b"<", b"<a ", b'<a "', b"<!--", b"<script", b"<script>", b"<a b='", b"<p>", b"\0", b"</"]
)
def test_the_look_before_parsing_takes_little_time(piece: bytes, worker: HtmlWorker) -> None:
    try:
        refuse_monsters(piece * 300_000)
    except Refused as refused:
        assert refused.reason == "unreadable"


@pytest.mark.parametrize(
    "odd",
    [
        page(body="<div>" * 20_000 + BODY),
        page(body="<table>" * 5_000 + BODY),
        page('<script type="application/ld+json">' + "[" * 50_000 + "</script>"),
        page(body=BODY).replace(b"</p>", b"</div></p><<<"),
        page(body=BODY + "\0"),
        b'<?xml version="1.0" encoding="utf-8"?>' + page(),
        page('<link rel="canonical" href="http://[::1"><meta property="og:url" content="//[">'),
    ],
)
def test_broken_pages_give_an_article(odd: bytes, worker: HtmlWorker) -> None:
    assert isinstance(worker.read(odd).text, str)


def test_a_page_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    slow = page(body="<p>" + "<span>war </span>" * 150_000 + "</p>")
    with HtmlWorker(deadline=0.3) as worker:
        with pytest.raises(Refused) as refused:
            worker.read(slow)
        assert refused.value.reason == "timed_out"
    with HtmlWorker(deadline=30) as worker:
        assert worker.read(page()) == read_html(page())


def test_a_child_that_was_killed_is_replaced(worker: HtmlWorker) -> None:
    first = worker.read(page())
    worker.close()
    assert worker.read(page()) == first
