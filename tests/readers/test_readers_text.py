"""Plain text: header lines, headline, dateline, dates, languages."""

from __future__ import annotations

import time

import pytest

from gestae.readers import detect, parse_dateline, read_text
from gestae.readers.dateline import body_start
from gestae.readers.dates import parse_date
from gestae.readers.encodings import decode

from .conftest import STORY


def test_header_lines_become_fields_and_leave_the_text() -> None:
    article = read_text(
        f"date 2024-03-24\ntitle: Calm returns\nPublisher: The Courier\nAuthor: N. N.\nurl: https://a.example/1\n\n{STORY}"
    )
    assert article.text == STORY
    assert (article.published, article.title, article.publisher, article.url) == (
        "2024-03-24", "Calm returns", "The Courier", "https://a.example/1",
    )  # fmt: skip


def test_front_matter_is_understood() -> None:
    article = read_text(f'---\ntitle: "Calm returns"\ndate: 24 March 2024\n---\n\n{STORY}')
    assert (article.title, article.published, article.text) == ("Calm returns", "2024-03-24", STORY)


@pytest.mark.parametrize("line", ["Date: soon", "Note: the mayor resigned.", "He said: stop", "date palms burned 2024"])
def test_other_lines_stay(line: str) -> None:
    assert read_text(f"{line}\n{STORY}").text == f"{line}\n{STORY}"


def test_a_short_first_line_is_the_headline() -> None:
    article = read_text(f"Gunmen attack town hall\n\n{STORY}")
    assert (article.title, article.text) == ("Gunmen attack town hall", STORY)


@pytest.mark.parametrize(
    "start", ["Gunmen attacked.\n\n", "OLDPORT —\n\n", "By Ann Example\n\n", "25 March 2024\n\n", "Gunmen attack\n"]
)
def test_other_first_lines_are_text(start: str) -> None:
    article = read_text(start + STORY)
    assert (article.title, article.text) == (None, start + STORY)


def test_a_title_line_is_dropped_where_it_repeats_the_header() -> None:
    assert read_text(f"title: Calm returns\n\nCalm Returns\n\n{STORY}").text == STORY


def test_line_ends_and_mark_are_normalised() -> None:
    assert read_text(b"\xef\xbb\xbfOne is here.\r\nTwo is there.\rThree.").text == "One is here.\nTwo is there.\nThree."


def test_a_dateline_stays_in_the_text_and_gives_day_and_origin() -> None:
    article = read_text("San Pedro, 3 Jan 90 (EFE) -- Rebels freed the mayor.")
    assert (article.published, article.origin) == ("1990-01-03", "EFE")
    assert article.text.startswith("San Pedro, 3 Jan 90")


def test_a_dateline_without_a_year_gives_none_unless_a_header_does() -> None:
    text = "OLDPORT, March 3 (Reuters) — Rebels freed the mayor."
    assert read_text(text).published is None
    assert read_text("date: 2024-03-04\n" + text).published == "2024-03-04"
    dateline = parse_dateline(text, "2024-03-04")
    assert dateline is not None
    assert dateline.published == "2024-03-03"


@pytest.mark.parametrize(
    ("line", "place", "published", "agency"),
    [
        ("OLDPORT, March 3 (Agency) — ", "OLDPORT", "2024-03-03", "Agency"),
        ("OLDPORT, Dec. 30 (AP) - ", "OLDPORT", "2023-12-30", "AP"),
        ("San Pedro, 3 Jan 90 -- ", "San Pedro", "1990-01-03", None),
        ("San Pedro (Honduras), 11 Dec 89 (ACAN - EFE) -- [Text] ", "San Pedro (Honduras)", "1989-12-11", "ACAN-EFE"),
        ("NEW OLDPORT, Gaza Strip — ", "NEW OLDPORT, Gaza Strip", None, None),
        ("EAST TWP., N.J. (CBS) – ", "EAST TWP., N.J.", None, "CBS"),
        ("(CNN) -- ", None, None, "CNN"),
        ("OLDPORT/NEWPORT, Nov 4, 2023 (Reuters) - ", "OLDPORT/NEWPORT", "2023-11-04", "Reuters"),
        ("OLDPORT, Jan. 5, 2024 /PRNewswire/ -- ", "OLDPORT", "2024-01-05", "PRNewswire"),
        ("FORT OLD (KXYZ) – ", "FORT OLD", None, "KXYZ"),
        ("TEL OLDPORT, 24 March (Xinhua/AP) -- ", "TEL OLDPORT", "2024-03-24", "Xinhua"),
        ("Clandestine, no date (Radio Libre) -- ", None, None, "Radio Libre"),
    ],
)  # fmt: skip
def test_datelines(line: str, place: str | None, published: str | None, agency: str | None) -> None:
    text = line + "Rebels freed the mayor."
    found = parse_dateline(text, "2024-03-24")
    assert found is not None
    named = text[found.place.start : found.place.end] if found.place else None
    assert (named, found.published, found.agency, text[found.end :]) == (
        place,
        published,
        agency,
        "Rebels freed the mayor.",
    )
    assert body_start(text) == found.end


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE - The mayor resigned.",
        "The president said on Monday -- as he had before -- that he would go.",
        "Police in Oldport, Norland — home of the port — arrested him.",
        "Rebels (AP) said so.",
        "",
        "—",
    ],
)
def test_no_datelines(text: str) -> None:
    assert parse_dateline(text) is None
    assert body_start(text) == 0


@pytest.mark.parametrize("piece", ["A ", "A, ", "(", "a\n", "A-", " ", "Aa Bb ", "\n", "A. (", "date: "])
def test_long_texts_take_little_time(piece: str) -> None:
    began = time.perf_counter()
    read_text(piece * 300_000)
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-03-24", "2024-03-24"),
        ("2024-03-24T10:15:00Z", "2024-03-24T10:15:00+00:00"),
        ("2024-03-24 10:15", "2024-03-24T10:15:00"),
        ("20240324", "2024-03-24"),
        ("20240324T101500Z", "2024-03-24T10:15:00"),
        ("2024/3/4", "2024-03-04"),
        ("March 24, 2024", "2024-03-24"),
        ("Sunday, 24th of March 2024", "2024-03-24"),
        ("Sun, 24 Mar 2024 10:15:00 +0000", "2024-03-24"),
        ("24-Sep-1999", "1999-09-24"),
        ("3 Jan 90", "1990-01-03"),
        ("24.03.2024", "2024-03-24"),
        ("03/24/2024", "2024-03-24"),
        ("05/05/2024", "2024-05-05"),
        (1711275300, "2024-03-24T10:15:00+00:00"),
        (1711275300000, "2024-03-24T10:15:00+00:00"),
        ("03/04/2024", None),
        ("March 2024", None),
        ("2024", None),
        ("0001-01-01", None),
        ("2024-02-30", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        ({"$date": 1}, None),
        ("9" * 5_000, None),
    ],
)
def test_dates(written: object, iso: str | None) -> None:
    assert parse_date(written) == iso


def test_languages() -> None:
    assert detect(STORY) == "en"
    assert detect(STORY.upper()) == "en"
    assert detect("Rebels freed him.") is None
    assert detect("12 345 " * 100) is None
    assert detect("Мэр города заявил в понедельник, что боевики напали на ратушу.") == "ru"
    assert detect("市長は月曜日、武装集団が市庁舎を襲撃し、警備員二人を殺害したと述べた。") == "ja"
    assert detect(STORY * 20 + " Der Bürgermeister sagte, es sei ruhig." * 150) == "en"


def test_damaged_utf8_is_not_taken_for_another_encoding() -> None:
    assert decode("Żółć i gęś ".encode() * 20 + b"\xc5").startswith("Żółć")


def test_quotes_of_windows_are_read() -> None:
    text = "“We didn’t attack,” the mayor of Málaga said – twice."
    assert decode(text.encode("cp1252")) == text
