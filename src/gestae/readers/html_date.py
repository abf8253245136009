"""The day a page was published, from what the page states for machines; never guessed from its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from .dates import parse_date
from .names import names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/\-_?.]|$)", re.I)
IN_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|published|posted|pubdate|dateline|byline)(?:$|[\s_-])", re.I
)
LONGEST_STAMP = 80
"""Characters of an element that holds nothing but a date, or a date in a byline."""
DEEPEST = 12
"""Levels of JSON-LD looked into."""


def page_date(tree: HtmlElement, url: str | None) -> str | None:
    """ISO 8601 or None: meta elements, JSON-LD, microdata, the only <time> or line of a date, the address."""
    in_url = _in_url(url)
    for find in (_meta, _json_ld, _microdata, _time, _date_lines):
        for stated in find(tree):
            if day := parse_date(stated):
                return in_url if in_url and _is_local_day(in_url, day) else day
    return in_url


def _is_local_day(in_url: str, stamp: str) -> bool:
    """Whether the address has the publisher's own day for a stamp that universal time puts a day off."""
    apart = date.fromisoformat(in_url) - date.fromisoformat(stamp[:10])
    return len(stamp) > 10 and abs(apart.days) == 1


def _meta(tree: HtmlElement) -> Iterator[str]:
    """Contents of <meta>, in the order of the names in `formats.toml`."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        stated.setdefault(name.lower().strip(), element.get("content") or "")
    return (stated[name] for name in names().html.published if stated.get(name))


def _json_ld(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() == "application/ld+json" and (text := element.text):
            try:
                yield from _dates(json.loads(text, strict=False), 0)
            except (ValueError, RecursionError):  # many are not JSON in the end
                yield from IN_JSON.findall(text)


def _dates(node: Any, depth: int) -> Iterator[str]:
    """The `datePublished` of this node, then of those inside it."""
    if depth > DEEPEST:
        return
    if isinstance(node, dict):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        for key, value in node.items():
            if key not in ("comment", "itemListElement", "review"):
                yield from _dates(value, depth + 1)
    elif isinstance(node, list):
        for value in node:
            yield from _dates(value, depth + 1)


def _microdata(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or "".join(element.itertext())[:100]


def _time(tree: HtmlElement) -> Iterator[str]:
    """<time> elements, if all of them agree on the day: more are those of other stories."""
    yield from _only([element.get("datetime") or "" for element in tree.iter("time")])


def _date_lines(tree: HtmlElement) -> Iterator[str]:
    """Short elements that the page's style sheet calls a date, if all agree."""
    found = []
    for element in tree.iter("div", "span", "p", "li", "small", "time", "td"):
        if DATE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            text = "".join(islice(element.itertext(), 20))
            found.append(text if len(text) <= LONGEST_STAMP else "")
    yield from _only(found)


def _only(stated: list[str]) -> Iterator[str]:
    days = {day[:10]: text for text in stated if (day := parse_date(text))}
    if len(days) == 1:
        yield from days.values()


def _in_url(url: str | None) -> str | None:
    found = IN_URL.search(url or "")
    if not found:
        return None
    year, month, day = found.groups()
    return parse_date(f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}")
