"""The HTML page in a real browser: pointing at an event lights its words, and the other way round."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from gestae import Coder
from gestae.cli import as_html

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TEXT = "Russian forces shelled Kharkiv on Friday, killing three people. Police arrested two men in Lyon."


@pytest.fixture(scope="module")
def page(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    browser_path = shutil.which("chromium")
    if browser_path is None:
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    file = tmp_path_factory.mktemp("page") / "page.html"
    with file.open("w", encoding="utf-8") as out:
        as_html.write([coder.code(TEXT, title="A <b>title</b>", published="2024-03-05")], out)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = browser.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(Path(file).as_uri())
        yield page
        assert [url for url in requests if not url.startswith("file:")] == [], "no request leaves the machine"
        browser.close()


def lit(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("mark.lit").all_inner_texts()]


def test_the_article_is_shown_as_it_is(page: Page) -> None:
    assert page.locator("article").inner_text() == TEXT
    assert page.locator("h1").inner_text() == "A <b>title</b>"


def test_pointing_at_an_event_lights_its_words(page: Page) -> None:
    page.locator(".event", has_text="COERCE arrest").hover()
    assert "arrested" in lit(page) and "shelled" not in lit(page)


def test_pointing_at_a_word_lights_its_event(page: Page) -> None:
    page.locator("mark", has_text="shelled").hover()
    assert page.locator(".event.lit h2").all_inner_texts() == ["ASSAULT heavy-weapons"]


def test_the_keyboard_does_what_the_mouse_does(page: Page) -> None:
    page.mouse.move(0, 0)
    page.locator(".event").last.focus()
    assert "arrested" in lit(page)
