"""Web pages: the article's text by trafilatura, with title, day, publisher and language.

What was tried stands at `PRECISE_SHARE`; the text is stored as extracted and never extracted again.
"""

from __future__ import annotations

import logging
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..records import Article
from .dateline import parse_dateline
from .encodings import decode
from .html_date import page_date
from .html_guard import refuse_monsters
from .language_id import detect
from .names import names, plain
from .options import Refused
from .sniff import refuse_binary

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_BYTES = 20_000_000
"""Of a page handed to `read_html`; it is trafilatura's own limit."""
PRECISE_SHARE = 0.5
"""The precise extraction is dropped for the plain one where it keeps less than this share of it: it took
a section of the article for furniture. On the Zyte pages (even rows, odd rows) shingle F1 is .975, .953 for
the precise extraction, .969, .956 for the plain one; .976, .960 with this rule and without the headline;
.979, .961 without furniture."""
SAME_TITLE = 0.8
"""Similarity from which the first line is the headline, worded a little differently."""
SHORT_TITLE = 15
"""Letters and digits; a shorter line may begin like the headline by chance."""
LONGEST_FURNITURE = 200
"""Characters of a line such as "Read more: …"; a longer one is part of the article."""
CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w\-]{2,30})", re.I)
XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
SEPARATORS = re.compile(r"\s+[|–—·•»-]\s+")
DATE_SEARCH: dict[str, Any] = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}
"""The day is found by `html_date`; this keeps trafilatura's own search short and off the clock."""


def read_html(page: bytes, url: str | None = None) -> Article:
    """The article of a web page; `text` is empty where there is none, what the page does not state is None.

    Parses in this process: a page from an untrusted source is safer with `read`, which sets a deadline.
    Raises DocumentError for what is no page, would hang the parser or crashes it.
    """
    try:
        return _read(page, url)
    except Refused:
        raise
    except Exception as error:  # any fault of the parser is one page's
        detail = f"the HTML parser failed ({type(error).__name__}); save the page as text"
        raise Refused("unreadable", detail) from error


def _read(page: bytes, url: str | None) -> Article:
    tree = _tree(page)
    if tree is None:
        return Article(text="", url=url)
    told = _metadata(tree, url)
    address = url or told.url
    title, publisher = _title(told.title, told.sitename), _publisher(told.sitename, address)
    text = _without_furniture(_body(tree, address), told.title or "")
    language = detect(text) or _declared_language(tree)
    return _article(text, title, page_date(tree, address), publisher, address, language)


def _article(
    text: str,
    title: str | None,
    published: str | None,
    publisher: str | None,
    url: str | None,
    language: str | None,
) -> Article:
    dateline = parse_dateline(text, published)
    return Article(
        text=text,
        title=title,
        published=published or (dateline.published if dateline else None),
        publisher=publisher,
        url=url,
        language=language,
        origin=dateline.agency if dateline else None,
    )


def _tree(page: bytes) -> HtmlElement | None:
    if len(page) > MOST_BYTES:
        raise Refused("too_long", f"the page has {len(page):,} bytes, at most {MOST_BYTES:,} are parsed")
    refuse_binary(page[: 1 << 16], page=True)
    refuse_monsters(page)
    text = page_text(page)
    if not text.strip():
        return None
    from trafilatura import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they report each page without an article as an error
    return load_html(text)


def page_text(page: bytes) -> str:
    """The page's source, in the encoding that its mark, its bytes or its head give."""
    stated = CHARSET.search(page, 0, 4_096)
    text = decode(page, declared=stated[1].decode("ascii") if stated else None)
    return XML_DECLARATION.sub("", text, count=1).replace("\0", "")


def _metadata(tree: HtmlElement, url: str | None) -> Any:
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document

    try:
        return extract_metadata(tree, url, date_config=dict(DATE_SEARCH))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return Document()  # odd metadata must not cost the article


def _body(tree: HtmlElement, url: str | None) -> str:
    """The precise extraction, or the plain one where the former lost most of it."""
    from trafilatura import extract

    full = extract(tree, url=url, include_comments=False, fast=True) or ""
    precise = extract(tree, url=url, include_comments=False, favor_precision=True) or ""
    return precise if len(precise) >= PRECISE_SHARE * len(full) else full


def _without_furniture(text: str, title: str) -> str:
    """Without a headline on top, and without short lines that point to other pages."""
    first, _, rest = text.partition("\n")
    if title and rest and _same_title(first, title):
        text = rest
    starts = names().html.furniture
    lines = [
        line
        for line in text.split("\n")
        if len(line) > LONGEST_FURNITURE or not line.lstrip("-•* ").lower().startswith(starts)
    ]
    return "\n".join(lines).strip("\n")


def _same_title(line: str, title: str) -> bool:
    if len(line) > 2 * len(title) + 40:
        return False
    one, other = plain(line)[:300], plain(title)[:300]
    if not one or not other:
        return False
    if len(one) > SHORT_TITLE and other.startswith(one):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_TITLE


def _title(title: str | None, site: str | None) -> str | None:
    """Without the site's name at its end."""
    if not title:
        return None
    parts = SEPARATORS.split(title)
    if len(parts) > 1 and site and plain(parts[-1]) and plain(parts[-1]) in plain(site):
        title = title[: title.rindex(parts[-1])].rstrip(" |–—·•»-")
    return title or None


def _publisher(site: str | None, url: str | None) -> str | None:
    """The site's name; its host where the page gives an address of another service for it."""
    if site and "://" not in site and "/" not in site:
        return site
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _declared_language(tree: HtmlElement) -> str | None:
    declared = (tree.get("lang") or "").strip().lower()[:2]
    return declared if len(declared) == 2 and declared.isascii() and declared.isalpha() else None
