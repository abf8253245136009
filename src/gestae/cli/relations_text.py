"""Relations for reading in a terminal: a table for each direction with its trend, the formal ties, the events with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil, fsum
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..relating.deeds import Deed
from ..relating.dyad_events import Counting
from ..relating.network import Network
from ..relating.parties import parties
from ..relating.relations import Relations
from ..relating.rules import quad_classes
from ..relating.series import DIGITS, Point, Series
from ..relating.ties import Tie

WIDTH = 100
"""Columns where the output is no terminal."""
BARS = "▁▂▃▄▅▆▇█"
SILENT = "·"
TITLES = {
    "statement": "state-\nments",
    "verbal_cooperation": "verbal\ncoop.",
    "material_cooperation": "material\ncoop.",
    "verbal_conflict": "verbal\nconflict",
    "material_conflict": "material\nconflict",
}
MOST_DYADS, MOST_PARTIES = 40, 5


def dyad(series: Sequence[Series], relations: Relations, counting: Counting, file: TextIO) -> None:
    console, there = _console(file), series[0]
    console.print(
        Text(f"{parties().name(there.actor)} and {parties().name(there.recipient)}, by {there.by}", style="bold")
    )
    console.print(_counted(relations, counting))
    for one in series:
        console.print()
        console.print(_title(one))
        console.print(_table(one))
    if (ties := _ties(there, relations)) is not None:
        console.print()
        console.print(ties)


def dyads(
    dealt: Mapping[tuple[str, str], Sequence[Deed]], relations: Relations, counting: Counting, file: TextIO
) -> None:
    console, table = (
        _console(file),
        _grid("actor", "recipient", "deeds", "reports", *TITLES.values(), "intensity,\nsum"),
    )
    for (actor, recipient), deeds in list(dealt.items())[:MOST_DYADS]:
        table.add_row(parties().name(actor), parties().name(recipient), *map(str, totals(deeds)))
    console.print(_counted(relations, counting))
    console.print(table if dealt else "no dyads")
    if len(dealt) > MOST_DYADS:
        console.print(f"{len(dealt) - MOST_DYADS:,} more dyads; --format csv has all")


def networks(found: Sequence[Network], relations: Relations, counting: Counting, file: TextIO) -> None:
    console = _console(file)
    table = _grid(
        "period", "articles", "parties", "dyads", "density", "balanced\ntriads", "commu-\nnities", "most partners"
    )
    for network in found:
        table.add_row(*_network_row(network))
    console.print(_counted(relations, counting))
    console.print(table if found else "no periods: no article is dated")
    for network in found:
        if network.communities:
            groups = " | ".join(", ".join(parties().name(p) for p in group) for group in network.communities)
            console.print(Text(f"{network.period} cooperate: {groups}"))


def events(deeds: Iterable[Deed], file: TextIO) -> None:
    """Every deed with its reports: publisher, day, event, span and words."""
    console = _console(file)
    for deed in deeds:
        kind = " ".join(filter(None, (deed.event_type, deed.mode)))
        score = "" if deed.intensity is None else f"  intensity {deed.intensity:g}"
        dated = {"event": "", "stretch": f" (in a {deed.precision})", "publication": " (published)"}[deed.dated_by]
        console.print()
        console.print(
            Text(f"{deed.day}{dated}  {parties().name(deed.actor)} → {parties().name(deed.recipient)}  ")
            .append(kind, "bold")
            .append(score)
        )
        for r in deed.reports:
            where = f"  {r.publisher or 'unknown publisher'}, {(r.published or 'undated')[:10]}, article {r.article[:8]} [{r.start}, {r.end}), event {r.event[:8]}"
            console.print(Text(where, style="dim"))
            console.print(Text(f"  “{' '.join(r.quote.split())}”"))


def totals(deeds: Sequence[Deed]) -> list[float]:
    """Deeds, reports, deeds by quad class, and the sum of intensity."""
    by_class = [sum(deed.quad_class == name for deed in deeds) for name in quad_classes()]
    total = round(fsum(deed.intensity or 0.0 for deed in deeds), DIGITS)
    return [len(deeds), sum(len(deed.reports) for deed in deeds), *by_class, total]


def _console(file: TextIO) -> Console:
    return Console(file=file, highlight=False, width=None if file.isatty() else WIDTH)


def _grid(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        wordy = number == 0 or column in ("recipient", "most partners")
        table.add_column(column, justify="left" if wordy else "right", no_wrap=number == 0)
    return table


def _counted(relations: Relations, counting: Counting) -> Text:
    what = f"{' or '.join(counting.statuses)}, {' or '.join(counting.newness)}"
    sure = f", confidence {counting.min_confidence:g} or more" if counting.min_confidence else ""
    undated = f" ({relations.undated_articles:,} undated)" if relations.undated_articles else ""
    return Text(
        f"{relations.articles:,} articles{undated}. Counted: {what}{sure}; one deed per type and day, however many report it.",
        style="dim",
    )


def _title(series: Series) -> Text:
    title = Text(f"{parties().name(series.actor)} → {parties().name(series.recipient)}  ", style="bold").append(
        trend(series.points), "cyan"
    )
    reports = sum(len(deed.reports) for deed in series.deeds)
    title.append(f"  {len(series.deeds):,} deeds, {reports:,} reports", "not bold")
    return title.append(f", {series.undated:,} undated", "not bold") if series.undated else title


def trend(points: Sequence[Point]) -> str:
    """A bar for each period, as high as its deeds are many, the lowest for none; a dot where nothing was reported."""
    most = max((point.count or 0 for point in points), default=0)
    return "".join(SILENT if p.count is None else BARS[ceil(p.count / (most or 1) * (len(BARS) - 1))] for p in points)


def _table(series: Series) -> Table:
    table = _grid(series.by, "articles", "deeds", "reports", *TITLES.values(), "inten-\nsity", "Gold-\nstein")
    for silent, run in groupby(series.points, key=lambda point: not point.covered):
        points = list(run)
        if silent:
            more = f" … {points[-1].period}" if len(points) > 1 else ""
            table.add_row(f"{points[0].period}{more}", *["–"] * 10, style="dim")
        else:
            for point in points:
                table.add_row(*_row(point))
    return table


def _row(point: Point) -> Iterator[str]:
    yield point.period
    yield from (f"{number:,}" for number in (point.articles, point.count or 0, point.reports or 0))
    yield from (str((point.quad_classes or {})[name]) for name in TITLES)
    for scale in (point.intensity, point.goldstein):
        yield "" if scale is None or scale.mean is None else f"{scale.mean:+.1f}"


def _ties(series: Series, relations: Relations) -> Text | None:
    """The ties that hold in the time that the series covers."""
    if not series.points:
        return None
    first, last = series.points[0].start, series.points[-1].end
    held = [
        tie
        for tie in relations.ties(series.actor.partition("/")[0], series.recipient.partition("/")[0])
        if tie.holds(first) is not False or tie.holds(last) is not False
    ]
    return Text("Formal ties: " + "; ".join(map(_tie, held))) if held else None


def _tie(tie: Tie) -> str:
    name = f"{tie.name} treaty ({tie.source})" if tie.kind == "alliance" else tie.name
    if tie.end is None:
        return f"{name} since {tie.start}"
    return f"{name} {tie.start} to {tie.end}" + ("" if tie.certain else " at least")


def _network_row(network: Network) -> Iterator[str]:
    yield network.period
    yield f"{network.articles:,}"
    if network.balance is None:
        yield from ["–"] * 6
        return
    yield from (str(len(network.nodes)), str(len(network.edges)), f"{network.density:.2f}")
    share = network.balance.share
    yield "none" if share is None else f"{share:.0%} of {network.balance.triads}"
    yield str(len(network.communities))
    central = sorted(network.nodes, key=lambda n: (-n.degree, -(n.given + n.received), n.party))[:MOST_PARTIES]
    yield ", ".join(f"{parties().name(n.party)} {n.degree}" for n in central)
