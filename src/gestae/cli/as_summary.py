"""Incidents as a table, and the doubts that a person can settle."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..records import Corpus, Incident
from .as_table import number

WIDTH = 120
"""Columns where the output is no terminal."""
SHORT = 8
"""Digits of an id that are shown."""


def console_for(file: TextIO) -> Console:
    return Console(file=file, highlight=False, soft_wrap=False, width=None if file.isatty() else WIDTH)


def summary(corpus: Corpus, file: TextIO) -> None:
    table = Table("id", "title", "when", "where", "toll", box=None, pad_edge=False, header_style="dim")
    table.add_column("articles", justify="right")
    table.add_column("origins", justify="right")
    for incident in corpus.incidents:
        place = incident.place
        table.add_row(
            incident.id[:SHORT],
            Text(incident.title),
            days(incident) or "–",
            Text(", ".join(filter(None, (place.name, place.country))) if place else "–"),
            toll_words(incident) or "–",
            str(len(incident.articles)),
            str(len(incident.origins)),
        )
    console_for(file).print(table)


def doubts(corpus: Corpus, file: TextIO) -> None:
    """Each with both incidents, its reasons, and the commands that settle it."""
    console = console_for(file)
    known = {incident.id: incident for incident in corpus.incidents}
    for doubt in corpus.doubts:
        one, other = doubt.incidents
        console.print(Text(f"one with probability {doubt.probability:.2f}? {', '.join(doubt.reasons)}", style="bold"))
        for id in doubt.incidents:
            console.print(Text(f"  {heading(known[id])}"))
        pair = f"{one[:SHORT]} {other[:SHORT]}"
        console.print(Text(f"  gestae decide merge {pair}   or   gestae decide apart {pair}", style="dim"))
    if not corpus.doubts:
        console.print("no doubts")


def heading(incident: Incident) -> str:
    parts = (
        incident.id[:SHORT],
        incident.title,
        days(incident),
        toll_words(incident),
        _counted(len(incident.articles)),
    )
    return " · ".join(filter(None, parts))


def days(incident: Incident) -> str:
    if incident.earliest is None:
        return ""
    same = incident.latest in (None, incident.earliest)
    return incident.earliest if same else f"{incident.earliest} – {incident.latest}"


def toll_words(incident: Incident) -> str:
    """The best figures; where claims differ, their range."""
    told = []
    for measure, toll in incident.toll.items():
        span = (
            ""
            if toll.low == toll.high or (toll.low, toll.high) == (None, None)
            else f" ({number(toll.low, toll.high)})"
        )
        told.append(f"{measure} {'?' if toll.best is None else toll.best}{span}")
    return ", ".join(told)


def _counted(articles: int) -> str:
    return f"{articles} article{'' if articles == 1 else 's'}"
