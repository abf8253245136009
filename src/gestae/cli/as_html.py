"""One self-contained page: the article with highlights left, its events right; pointing at either lights the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import TextIO

from ..records import Coding, Event
from .as_text import rows

Marks = list[tuple[int, int, str, str]]  # start, end, kind, id of the event


def write(codings: Iterable[Coding], file: TextIO) -> None:
    """HTML without any outside resource; every text of the article is escaped."""
    folder = files("gestae.cli")
    style, script = ((folder / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    file.write(
        "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>\n"
    )
    file.write(
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
    )
    file.write(f"<title>Gestae</title><style>{style}</style>\n<body>\n")
    for coding in codings:
        file.write(_section(coding))
    file.write(f"<script>{script}</script>\n</body></html>\n")


def _section(coding: Coding) -> str:
    article = coding.article
    title = escape(article.title or article.url or f"article {article.id}")
    about = escape(" · ".join(filter(None, (article.publisher, article.published))))
    events = "".join(_event(coding, event) for event in coding.events) or "<p class=none>No events.</p>"
    return (
        f"<section><header><h1>{title}</h1><p>{about}</p></header>\n"
        f"<article tabindex=0 aria-label='article text'>{_marked(coding)}</article>\n"
        f"<aside aria-label=events>{events}{_refused(coding)}</aside></section>\n"
    )


def _marks(coding: Coding) -> Marks:
    found: Marks = []
    for event in coding.events:
        found.append((event.trigger.start, event.trigger.end, "trigger", event.id))
        found += [(p.start, p.end, "actor", event.id) for p in event.actors]
        found += [(p.start, p.end, "recipient", event.id) for p in event.recipients]
        spans = [coding.figures[i] for i in event.figures]
        found += [(s.start, s.end, "figure", event.id) for s in spans]
        if event.place is not None:
            found.append((coding.places[event.place].start, coding.places[event.place].end, "place", event.id))
        if event.time is not None and event.time.time is not None:
            time = coding.times[event.time.time]
            found.append((time.start, time.end, "time", event.id))
    return found


def _marked(coding: Coding) -> str:
    """The text cut at every edge of a mark; each piece carries the kinds and events of all marks over it."""
    text, marks = coding.article.text, _marks(coding)
    edges = sorted({0, len(text), *(edge for start, end, _, _ in marks for edge in (start, end))})
    opens: dict[int, Marks] = {}
    for mark in marks:
        opens.setdefault(mark[0], []).append(mark)
    active: Marks = []
    pieces = []
    for start, end in itertools.pairwise(edges):
        active = [m for m in active if m[1] > start] + opens.get(start, [])
        words = escape(text[start:end])
        if active:
            kinds = " ".join(sorted({m[2] for m in active}))
            ids = " ".join(dict.fromkeys(m[3] for m in active))
            words = f'<mark class="{kinds}" data-e="{ids}">{words}</mark>'
        pieces.append(words)
    return "".join(pieces)


def _event(coding: Coding, event: Event) -> str:
    kind = escape(" ".join(filter(None, (event.event_type, event.mode))))
    lines = "".join(f"<dt>{name}<dd class={_class(name)}>{escape(value.plain)}" for name, value in rows(coding, event))
    return f'<div class=event tabindex=0 data-e="{event.id}"><h2>{kind}</h2><dl>{lines}</dl><code>{event.id[:8]}</code></div>\n'


def _class(name: str) -> str:
    return {
        "who": "actor",
        "to whom": "recipient",
        "words": "trigger",
        "where": "place",
        "when": "time",
        "toll": "figure",
    }.get(name, "plain")


def _refused(coding: Coding) -> str:
    if not coding.rejections:
        return ""
    text = coding.article.text
    shown = (
        (text[r.start : r.end] if r.start is not None else "(article)", r.reason, r.detail) for r in coding.rejections
    )
    items = "".join(
        f"<li><q>{escape(words)}</q> <b>{escape(reason)}</b> {escape(detail)}" for words, reason, detail in shown
    )
    return f"<details><summary>{len(coding.rejections)} refused</summary><ul>{items}</ul></details>"
