"""For reading in a terminal: the article with its evidence coloured, one block per event, the refused on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.console import Console, Group
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..records import Coding, Event, Participant
from .as_table import figure_words, speaker

STYLES = {
    "trigger": "bold reverse",
    "actor": "bold cyan",
    "recipient": "bold magenta",
    "place": "green",
    "time": "yellow",
    "figure": "bold red",
}
WIDTH = 100
"""Columns where the output is no terminal."""
LEGEND = " ".join(f"[{style}]{name}[/]" for name, style in STYLES.items())


def write(codings: Iterable[Coding], file: TextIO, *, refused: bool) -> None:
    console = Console(file=file, highlight=False, width=None if file.isatty() else WIDTH)
    for coding in codings:
        for part in _parts(coding, refused):
            console.print(part)


def _parts(coding: Coding, refused: bool) -> Iterator[object]:
    article = coding.article
    head = " · ".join(filter(None, (article.title, article.publisher, article.published)))
    yield Rule(Text(head or f"article {article.id}"))
    whole = [r for r in coding.rejections if r.start is None]
    if whole:
        yield Text(f"not coded: {whole[0].reason}: {whole[0].detail}", style="red")
        return
    yield Panel(evidence(coding), title=LEGEND, title_align="left", border_style="dim")
    for number, event in enumerate(coding.events, 1):
        yield _block(coding, event, number)
    if not coding.events:
        yield Text("no events")
    if refused:
        yield _refused(coding)
    elif coding.rejections:
        yield Text(
            f"{len(coding.rejections)} candidates refused; --refused lists them with their reasons",
            style="dim",
        )


def evidence(coding: Coding) -> Text:
    """The article with the words of its events coloured."""
    text = Text(coding.article.text)
    for event in coding.events:
        for participants, style in ((event.actors, "actor"), (event.recipients, "recipient")):
            for p in participants:
                text.stylize(STYLES[style], p.start, p.end)
        if event.place is not None:
            text.stylize(STYLES["place"], coding.places[event.place].start, coding.places[event.place].end)
        if event.time is not None and event.time.time is not None:
            text.stylize(STYLES["time"], coding.times[event.time.time].start, coding.times[event.time.time].end)
        for figure in (coding.figures[i] for i in event.figures):
            text.stylize(STYLES["figure"], figure.start, figure.end)
        text.stylize(STYLES["trigger"], event.trigger.start, event.trigger.end)
    return text


def _block(coding: Coding, event: Event, number: int) -> Panel:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for name, value in rows(coding, event):
        grid.add_row(name, value)
    kind = " ".join(filter(None, (event.event_type, event.mode)))
    title = Text(f"{number}  {kind}", style="bold")
    return Panel(
        Group(grid),
        title=title,
        title_align="left",
        subtitle=Text(f"gestae explain {event.id[:8]}", style="dim"),
        subtitle_align="right",
    )


def rows(coding: Coding, event: Event) -> Iterator[tuple[str, Text]]:
    """Name and value of each field that says something."""
    text = coding.article.text
    yield (
        "who",
        _party(text, event.actors, STYLES["actor"]) if event.actors else Text("not named", style="dim"),
    )
    if event.recipients:
        yield "to whom", _party(text, event.recipients, STYLES["recipient"])
    yield (
        "words",
        Text(" ".join(text[event.trigger.start : event.trigger.end].split()), style=STYLES["trigger"]),
    )
    if event.place is not None:
        place = coding.places[event.place]
        fine = f" ({place.precision})" if place.precision else ""
        yield "where", Text(", ".join(filter(None, (place.name, place.country))) + fine, style=STYLES["place"])
    if event.time is not None and event.time.earliest is not None:
        same = event.time.earliest == event.time.latest
        yield (
            "when",
            Text(
                event.time.earliest if same else f"{event.time.earliest} – {event.time.latest}",
                style=STYLES["time"],
            ),
        )
    if event.figures:
        yield "toll", Text("; ".join(figure_words(coding, event)), style=STYLES["figure"])
    if (said := speaker(coding, event)) is not None:
        yield "says", Text(f"{said} ({event.stance})")
    codes = [
        event.status,
        event.newness,
        f"CAMEO {event.cameo}" if event.cameo else None,
        ", ".join(event.contexts),
        f"confidence {event.confidence:.2f}",
    ]
    yield "coded", Text(" · ".join(filter(None, codes)), style="dim")


def _party(text: str, participants: Sequence[Participant], style: str) -> Text:
    shown = Text()
    for i, p in enumerate(participants):
        shown.append("; " if i else "").append(" ".join(text[p.start : p.end].split()), style)
        if p.entity is not None:
            known = " ".join(filter(None, (p.entity.country, "/".join(p.entity.sectors))))
            shown.append(f" = {p.entity.name}{f' ({known})' if known else ''}", "dim")
    return shown


def _refused(coding: Coding) -> Table:
    table = Table("refused", "reason", "why", title="not coded", title_justify="left", box=None, pad_edge=False)
    for r in coding.rejections:
        words = coding.article.text[r.start : r.end] if r.start is not None else "(article)"
        table.add_row(Text(" ".join(words.split())), Text(r.reason), Text(r.detail, style="dim"))
    return table
