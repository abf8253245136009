"""What `gestae relations` found, in each of its formats."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

import msgspec

from ..relating.deeds import Deed
from ..relating.dyad_events import Counting
from ..relating.network import Network
from ..relating.periods import By, period_of
from ..relating.relations import Relations
from ..relating.rules import event_types, quad_classes
from ..relating.series import Point, Series
from . import relations_text as text

EVENT_COLUMNS = (
    "deed", "period", "day", "dated_by", "precision", "actor", "recipient", "event_type", "mode", "cameo", "quad_class", "intensity", "goldstein",
    "incident", "event_id", "article_id", "publisher", "published", "actor_name", "recipient_name", "confidence", "start", "end", "quote",
)  # fmt: skip
NODE_COLUMNS = (
    "period", "articles", "party", "degree", "given", "received", "betweenness", "eigenvector", "community", "density", "modularity",
    "triads", "balanced_triads", "balance",
)  # fmt: skip
DYAD_COLUMNS = ("actor", "recipient", "deeds", "reports", *quad_classes(), "intensity_sum")


class Asked(msgspec.Struct, frozen=True):
    """All that was read, and how it is to be shown; with `events` each number is told with the reports behind it."""

    relations: Relations
    by: By
    counting: Counting
    events: bool

    def head(self) -> dict[str, Any]:
        """What a reader must know to read the numbers."""
        return {
            "by": self.by,
            "counting": self.counting,
            "articles": self.relations.articles,
            "undated_articles": self.relations.undated_articles,
        }


class Found(msgspec.Struct, frozen=True):
    """A table of numbers and the deeds behind them; who asks for events gets these in place of the table, or beside it."""

    asked: Asked

    @property
    def deeds(self) -> Sequence[Deed]:
        raise NotImplementedError

    def as_text(self, file: TextIO) -> None:
        self._tell(file)
        if self.asked.events:
            text.events(self.deeds, file)

    def as_csv(self, file: TextIO) -> None:
        if self.asked.events:
            _write_events(self.deeds, self.asked.by, file)
        else:
            _write_rows(*self._table(), file)

    def as_jsonl(self, file: TextIO) -> None:
        _write_lines(self.deeds if self.asked.events else self._records(), file)

    def as_json(self, file: TextIO) -> None:
        _write_object({**self.asked.head(), **self._object()}, file)

    def _tell(self, file: TextIO) -> None:
        """The table as text."""
        raise NotImplementedError

    def _table(self) -> tuple[Sequence[str], Iterable[Iterable[object]]]:
        """Columns and rows."""
        raise NotImplementedError

    def _records(self) -> Iterable[object]:
        """A record for each line."""
        raise NotImplementedError

    def _object(self) -> dict[str, object]:
        """The members of one object with all, with the deeds if these are asked for."""
        raise NotImplementedError

    def _asked_deeds(self) -> dict[str, object]:
        return {"deeds": self.deeds} if self.asked.events else {}


class Dyad(Found, frozen=True):
    """Two parties, each direction as a series; one series where a party deals with itself."""

    series: Sequence[Series]

    @property
    def deeds(self) -> list[Deed]:
        """Of both directions, each once, by day."""
        found = {deed.id: deed for series in self.series for deed in series.deeds}
        return sorted(found.values(), key=lambda deed: (deed.day, deed.id))

    def _tell(self, file: TextIO) -> None:
        text.dyad(self.series, self.asked.relations, self.asked.counting, file)

    def _table(self) -> tuple[Sequence[str], Iterable[Iterable[object]]]:
        columns = ("period", "start", "end", "actor", "recipient", "articles", "deeds", "reports", *quad_classes())
        columns += (*event_types(), "intensity_sum", "intensity_mean", "goldstein_sum", "goldstein_mean")
        return columns, (_point_row(s, p) for s in self.series for p in s.points)

    def _records(self) -> Iterable[object]:
        return ({"actor": s.actor, "recipient": s.recipient, **_plain(p)} for s in self.series for p in s.points)

    def _object(self) -> dict[str, object]:
        """The deeds of each direction in its series, or their number."""
        series = [{**_plain(s), "deeds": _plain(s.deeds) if self.asked.events else len(s.deeds)} for s in self.series]
        one, other = self.series[0].actor, self.series[0].recipient
        return {"series": series, "ties": self.asked.relations.ties(one, other)}


class Dyads(Found, frozen=True):
    """All directed dyads, those with the most deeds first."""

    dealt: Mapping[tuple[str, str], Sequence[Deed]]

    @property
    def deeds(self) -> list[Deed]:
        return [deed for deeds in self.dealt.values() for deed in deeds]

    def _tell(self, file: TextIO) -> None:
        text.dyads(self.dealt, self.asked.relations, self.asked.counting, file)

    def _table(self) -> tuple[Sequence[str], Iterable[Iterable[object]]]:
        return DYAD_COLUMNS, (row.values() for row in self._records())

    def _records(self) -> Iterator[dict[str, object]]:
        for (actor, recipient), deeds in self.dealt.items():
            yield dict(zip(DYAD_COLUMNS, (actor, recipient, *text.totals(deeds)), strict=True))

    def _object(self) -> dict[str, object]:
        return {"dyads": list(self._records()), **self._asked_deeds()}


class Networks(Found, frozen=True):
    """The network of each period, with the deeds of all."""

    networks: Sequence[Network]
    behind: Sequence[Deed]

    @property
    def deeds(self) -> Sequence[Deed]:
        return self.behind

    def _tell(self, file: TextIO) -> None:
        text.networks(self.networks, self.asked.relations, self.asked.counting, file)

    def _table(self) -> tuple[Sequence[str], Iterable[Iterable[object]]]:
        return NODE_COLUMNS, (row for network in self.networks for row in _node_rows(network))

    def _records(self) -> Iterable[object]:
        return self.networks

    def _object(self) -> dict[str, object]:
        return {"networks": self.networks, **self._asked_deeds()}


def _point_row(series: Series, point: Point) -> list[object]:
    scores = [(scale.sum, scale.mean) if scale else (None, None) for scale in (point.intensity, point.goldstein)]
    quads, types = point.quad_classes or {}, point.event_types or {}
    return [
        point.period, point.start, point.end, series.actor, series.recipient, point.articles, point.count, point.reports,
        *(quads.get(name) for name in quad_classes()), *(types.get(name) for name in event_types()), *scores[0], *scores[1],
    ]  # fmt: skip


def _node_rows(network: Network) -> Iterator[list[object]]:
    """A row for each party; for a period without any, one row without."""
    balance = network.balance
    whole = [network.density, network.modularity]
    whole += [balance.triads, balance.balanced, balance.share] if balance else [None] * 3
    for node in network.nodes:
        own = (node.party, node.degree, node.given, node.received, node.betweenness, node.eigenvector, node.community)
        yield [network.period, network.articles, *own, *whole]
    if not network.nodes:
        yield [network.period, network.articles, *[None] * 7, *whole]


def _write_events(deeds: Iterable[Deed], by: By, file: TextIO) -> None:
    """A row for each report."""
    rows = (
        (
            deed.id, period_of(deed.day, by), deed.day, deed.dated_by, deed.precision, deed.actor, deed.recipient, deed.event_type, deed.mode,
            deed.cameo, deed.quad_class, deed.intensity, deed.goldstein, deed.incident, r.event, r.article, r.publisher, r.published, r.actor.name,
            r.recipient.name, r.confidence, r.start, r.end, r.quote,
        )
        for deed in deeds
        for r in deed.reports
    )  # fmt: skip
    _write_rows(EVENT_COLUMNS, rows, file)


def _write_rows(columns: Sequence[str], rows: Iterable[Iterable[object]], file: TextIO) -> None:
    """CSV with a header; unknown is empty."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)


def _write_lines(records: Iterable[object], file: TextIO) -> None:
    encoder = msgspec.json.Encoder()
    file.writelines(encoder.encode(record).decode() + "\n" for record in records)


def _write_object(value: object, file: TextIO) -> None:
    file.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def _plain(record: object) -> Any:
    return msgspec.to_builtins(record)
