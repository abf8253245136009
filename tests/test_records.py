from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.records import Article, Coding, Figure, Span

texts = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)


@given(texts, st.none() | texts, st.none() | st.dates())
def test_an_article_decodes_to_what_was_encoded(text: str, title: str | None, published: date | None) -> None:
    article = Article(text=text, title=title, published=published)  # type: ignore[arg-type]
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(article), type=Article) == article


@given(texts)
def test_offsets_stay_when_a_surrogate_is_replaced(text: str) -> None:
    assert len(Article(text=text).text) == len(text)


def test_the_id_depends_on_the_content_only() -> None:
    assert Article(text="a", title="b").id == Article(text="a", title="b", retrieved="2024-01-01").id
    assert Article(text="a", title="b").id != Article(text="a", title=None).id


def test_published_takes_dates_and_iso_strings() -> None:
    day = date(2024, 3, 24)
    assert Article(text="", published=day).published == "2024-03-24"  # type: ignore[arg-type]
    assert Article(text="", published=datetime(2024, 3, 24, 8, 30)).day == day  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Invalid isoformat"):
        Article(text="", published="24 March")


def test_text_must_be_a_string() -> None:
    with pytest.raises(TypeError, match="must be a string, found int"):
        Article(text=7)  # type: ignore[arg-type]


def test_a_span_must_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="start <= end"):
        Span(start=4, end=2)


def test_a_figure_must_not_have_low_above_high() -> None:
    with pytest.raises(ValueError, match="low <= high"):
        Figure(id="x", measure="killed", low=3, high=2, start=0, end=1)


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"article": {"text": "a"}, "extra": 1}', type=Coding)
