"""From codings to incidents: reports are compared inside blocks and joined where they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from ..codebook.files import read_toml
from ..records import (
    Claim,
    Coding,
    Corpus,
    Incident,
    Reaction,
    Response,
    short_hash,
)
from .parties import perpetrators, victims
from .reactions import ReactionFinder
from .reports import Report, reports
from .toll import tolls
from .when import days_of

VIOLENT = "ASSAULT"


def link(codings: Iterable[Coding]) -> Corpus:
    """Incidents, with tolls, reactions and responses, in the order of their first report; the same article counts once."""
    return Linker().link(codings)


class Linker:
    """The rules of `syntax/linking.toml`, read once."""

    def __init__(self) -> None:
        data: dict[str, Any] = read_toml("syntax/linking.toml")
        self._kinds = frozenset(data["incidents"])
        self._apart = timedelta(days=data["days_apart"])
        self._apart_in_city = timedelta(days=data["days_apart_same_city"])
        self._undated = timedelta(days=data["undated_days"])
        self._reactions = ReactionFinder(data)
        self._followers = frozenset(data["followers"])

    def link(self, codings: Iterable[Coding]) -> Corpus:
        once = {coding.article.id: coding for coding in codings}
        told = [report for coding in once.values() for report in reports(coding, self._kinds, self._followers)]
        return Corpus(incidents=tuple(self._incident(group) for group in self._groups(told)))

    # --- which reports are one ------------------------------------------------------------------

    def _groups(self, told: Sequence[Report]) -> list[list[Report]]:
        """Connected reports (union by smallest index), only ever compared inside a block."""
        parent = list(range(len(told)))

        def root(i: int) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        for block in self._blocks(told):
            for position, i in enumerate(block):
                for j in block[position + 1 :]:
                    if root(i) != root(j) and self._same(told[i], told[j]):
                        parent[max(root(i), root(j))] = min(root(i), root(j))
        groups: dict[int, list[Report]] = defaultdict(list)
        for i, report in enumerate(told):
            groups[root(i)].append(report)
        return list(groups.values())

    @staticmethod
    def _blocks(told: Sequence[Report]) -> list[list[int]]:
        """Reports of violence that share a city or a person's full name."""
        blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i, report in enumerate(told):
            if report.first.event_type != VIOLENT:
                continue
            if city := report.city:
                blocks["city", city].append(i)
            for name in report.persons:
                blocks["person", name].append(i)
        return [block for _, block in sorted(blocks.items()) if 1 < len(block) <= 200]

    def _same(self, a: Report, b: Report) -> bool:
        if a.coding.article.id == b.coding.article.id:
            return False
        apart = _apart(a, b)
        if apart is None or apart > self._apart:
            return False
        if a.persons & b.persons:
            return True
        return a.city is not None and a.city == b.city and apart <= self._apart_in_city and a.first.mode == b.first.mode

    # --- the incident ---------------------------------------------------------------------------

    def _incident(self, group: Sequence[Report]) -> Incident:
        ordered = sorted(group, key=lambda r: r.coding.article.published or "9999")
        main, events = ordered[0].first, [e for r in ordered for e in r.events]
        claims = [claim for report in ordered for claim in _claims(report)]
        told = next((a for a, _ in (r.days for r in ordered) if a), None)
        earliest, latest = next((r.days for r in ordered if r.days[0]), days_of(ordered[0], self._undated))
        own = frozenset(e.id for e in events)
        reactions, responses = self._followed(ordered, own, told) if main.event_type == VIOLENT else ((), ())
        articles = [r.coding.article for r in ordered]
        return Incident(
            id=short_hash("incident", main.id),
            event_type=main.event_type,
            mode=next((e.mode for e in events if e.mode), None),
            title=_title(ordered[0]),
            earliest=earliest,
            latest=latest,
            place=next((r.place for r in ordered if r.place is not None), None),
            perpetrators=perpetrators(ordered, reactions),
            victims=victims(ordered),
            events=tuple(e.id for e in events),
            articles=tuple(dict.fromkeys(a.id for a in articles)),
            publishers=tuple(dict.fromkeys(a.publisher for a in articles if a.publisher)),
            origins=tuple(dict.fromkeys(a.origin for a in articles if a.origin)),
            figures=tuple(claims),
            toll=tolls(claims, {a.id: a.title for a in articles}),
            reactions=reactions,
            responses=responses,
            status=main.status,
        )

    def _followed(
        self, group: Sequence[Report], own: frozenset[str], since: str | None
    ) -> tuple[tuple[Reaction, ...], tuple[Response, ...]]:
        codings = list({r.coding.article.id: r.coding for r in group}.values())
        reactions = tuple(x for c in codings for x in self._reactions.reactions(c, own))
        return reactions, tuple(x for c in codings for x in self._reactions.responses(c, own, since))


def _apart(a: Report, b: Report) -> timedelta | None:
    one, other = _day(a), _day(b)
    return None if one is None or other is None else abs(one - other)


def _day(report: Report) -> date | None:
    earliest = report.days[0] or report.coding.article.published
    return date.fromisoformat(earliest[:10]) if earliest else None


def _claims(report: Report) -> list[Claim]:
    article = report.coding.article
    return [
        Claim(
            figure=f,
            article=article.id,
            publisher=article.publisher,
            speaker=_speaker(report, f.attribution),
            as_of=f.as_of or article.published,
        )
        for f in report.figures
    ]


def _speaker(report: Report, attribution: int | None) -> str | None:
    if attribution is None or (speaker := report.coding.attributions[attribution].speaker) is None:
        return None
    return report.coding.article.text[speaker.start : speaker.end]


def _title(report: Report) -> str:
    """Type, mode and place; an own headline, not the publisher's."""
    what = " ".join(
        filter(
            None,
            (report.first.event_type.capitalize(), f"({report.first.mode})" if report.first.mode else ""),
        )
    )
    return f"{what} in {report.place.name}" if report.place is not None else what
