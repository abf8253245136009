"""One row per event, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from ..records import Coding, Event, Participant

COLUMNS = (
    "event_id", "article_id", "published", "publisher", "event_type", "mode", "contexts", "cameo", "status", "newness", "actors", "actor_countries",
    "actor_sectors", "recipients", "recipient_countries", "recipient_sectors", "earliest", "latest", "place", "country", "lat", "lon", "figures",
    "speaker", "stance", "confidence", "trigger", "sentence", "url",
)  # fmt: skip


def write(codings: Iterable[Coding], file: TextIO) -> None:
    """CSV with a header; lists in a cell are parted by `|`, unknown is empty."""
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    for coding in codings:
        rows.writerows(_row(coding, event) for event in coding.events)


def _row(coding: Coding, event: Event) -> list[object]:
    article, text = coding.article, coding.article.text
    place = coding.places[event.place] if event.place is not None else None
    sentence = coding.sentences[event.sentence]
    cells = [
        event.id, article.id, article.published, article.publisher, event.event_type, event.mode, "|".join(event.contexts), event.cameo, event.status,
        event.newness, *_party(text, event.actors), *_party(text, event.recipients),
        *((event.time.earliest, event.time.latest) if event.time else (None, None)),
        *((place.name, place.country, place.lat, place.lon) if place else (None,) * 4),
        "|".join(figure_words(coding, event)), speaker(coding, event), event.stance, event.confidence,
        text[event.trigger.start : event.trigger.end], " ".join(text[sentence.start : sentence.end].split()), article.url,
    ]  # fmt: skip
    return ["" if cell is None else cell for cell in cells]


def _party(text: str, participants: Sequence[Participant]) -> tuple[str, str, str]:
    names = "|".join(" ".join(text[p.start : p.end].split()) for p in participants)
    countries = "|".join(p.entity.country or "" if p.entity else "" for p in participants)
    sectors = "|".join(p.entity.sectors[0] if p.entity and p.entity.sectors else "" for p in participants)
    return names, countries.strip("|"), sectors.strip("|")


def figure_words(coding: Coding, event: Event) -> list[str]:
    """ "killed 133", "wounded ≥150": the event's figures in short."""
    return [f"{f.measure} {number(f.low, f.high)}" for f in (coding.figures[i] for i in event.figures)]


def number(low: int | None, high: int | None) -> str:
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"≥{low:,}"
    return f"≤{high:,}" if low is None else f"{low:,}–{high:,}"


def speaker(coding: Coding, event: Event) -> str | None:
    """The words that name who says so."""
    if event.attribution is None or (said := coding.attributions[event.attribution].speaker) is None:
        return None
    return coding.article.text[said.start : said.end]
