"""An incident from its reports: every field is taken from them, in the order in which they were published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from ..records import Claim, Coding, Event, Figure, Incident, Place, Reaction, Response, Speaker, TollRule
from .blame import blamed
from .ids import incident_id
from .origins import origin_of_each
from .parties import perpetrators, victims
from .profile import ArticleProfile, Profile, city_key
from .reactions import ReactionFinder
from .reports import Report
from .toll import RULE, tolls
from .when import days_of

VIOLENT = "ASSAULT"
HELD = frozenset({"arrested", "suspects"})
T = TypeVar("T")


class IncidentBuilder:
    """Reads the tables of reactions in `syntax/linking.toml`."""

    def __init__(self, data: Mapping[str, Any], *, toll_rule: TollRule = RULE) -> None:
        self._toll_rule = toll_rule
        self._undated = timedelta(days=data["undated_days"])
        self._reactions = ReactionFinder(data)

    def incident(self, group: Sequence[Profile], coverage: Sequence[Profile] = ()) -> Incident:
        """`coverage`: articles about it that code no event of it; what they tell of reactions and responses counts."""
        ordered = [p.report for p in sorted(group, key=lambda p: p.order) if p.report is not None]
        everything = sorted((*group, *coverage), key=lambda p: p.order)
        main, events = ordered[0].first, [e for r in ordered for e in r.events]
        articles = _once(everything)
        origins = _origins(articles)
        claims = [claim for report in ordered for claim in _claims(report, origins[report.coding.article.id])]
        told = next((a for a, _ in (r.days for r in ordered) if a), None)
        earliest, latest = _most_told([r.days for r in ordered if r.days[0]]) or days_of(ordered[0], self._undated)
        own = frozenset(e.id for e in events)
        reactions, responses = self._followed(everything, own, told) if main.event_type == VIOLENT else ((), ())
        told_by = {event.id: (a.coding, event) for a in articles for event in a.coding.events}
        number = {a.id: n for n, a in enumerate(articles)}
        followed = _of_responses(responses, told_by, own, origins)
        claims = sorted([*claims, *followed], key=lambda c: (number[c.article], c.figure.start))
        return Incident(
            id=incident_id(main.id),
            event_type=main.event_type,
            mode=next((e.mode for e in events if e.mode), None),
            title=_title(ordered[0]),
            earliest=earliest,
            latest=latest,
            place=_place(ordered),
            perpetrators=perpetrators(ordered, blamed(reactions, told_by)),
            victims=victims(ordered),
            events=tuple(e.id for e in events),
            articles=tuple(a.id for a in articles),
            publishers=tuple(dict.fromkeys(p for a in articles if (p := a.coding.article.publisher))),
            origins=tuple(dict.fromkeys(filter(None, origins.values()))),
            figures=tuple(claims),
            toll=tolls(claims, {a.id: a.coding.article.title for a in articles}, rule=self._toll_rule),
            reactions=reactions,
            responses=responses,
            status=main.status,
        )

    def _followed(
        self, group: Sequence[Profile], own: frozenset[str], since: str | None
    ) -> tuple[tuple[Reaction, ...], tuple[Response, ...]]:
        codings = [article.coding for article in _once(group)]
        reactions = tuple(x for c in codings for x in self._reactions.reactions(c, own))
        return reactions, tuple(x for c in codings for x in self._reactions.responses(c, own, since))


def _place(ordered: Sequence[Report]) -> Place | None:
    """The city that most reports name; without one the first place that any tells."""
    places = [place for r in ordered if (place := r.place) is not None]
    city = _most_told([key for place in places if (key := city_key(place)) is not None])
    return next((p for p in places if city is None or city_key(p) == city), None)


def _most_told(told: Sequence[T]) -> T | None:
    """What most reports tell, the first among equals."""
    return max(told, key=told.count, default=None)


def _once(group: Sequence[Profile]) -> list[ArticleProfile]:
    return list({p.article.id: p.article for p in group}.values())


def _origins(articles: Sequence[ArticleProfile]) -> dict[str, str | None]:
    """By article id."""
    named = origin_of_each([a.coding.article for a in articles], [a.sketch for a in articles])
    return {a.id: name for a, name in zip(articles, named, strict=True)}


def _claims(report: Report, origin: str | None) -> list[Claim]:
    return [_claim(report.coding, figure, origin) for figure in report.claims]


def _of_responses(
    responses: Sequence[Response],
    told_by: Mapping[str, tuple[Coding, Event]],
    own: frozenset[str],
    origins: Mapping[str, str | None],
) -> list[Claim]:
    """How many were arrested over it."""
    events = [told_by[response.event] for response in responses if response.event not in own]
    return [
        _claim(coding, coding.figures[i], origins[coding.article.id])
        for coding, e in events
        for i in e.figures
        if coding.figures[i].measure in HELD
    ]


def _claim(coding: Coding, figure: Figure, origin: str | None) -> Claim:
    article, speaker = coding.article, _speaker(coding, figure.attribution)
    return Claim(
        figure=figure,
        article=article.id,
        publisher=article.publisher,
        speaker=article.text[speaker.start : speaker.end] if speaker is not None else None,
        entity=speaker.entity if speaker is not None else None,
        origin=origin,
        as_of=figure.as_of or article.published,
    )


def _speaker(coding: Coding, attribution: int | None) -> Speaker | None:
    return None if attribution is None else coding.attributions[attribution].speaker


def _title(report: Report) -> str:
    """Type, mode and place; an own headline, not the publisher's."""
    what = " ".join(
        filter(
            None,
            (report.first.event_type.capitalize(), f"({report.first.mode})" if report.first.mode else ""),
        )
    )
    return f"{what} in {report.place.name}" if report.place is not None else what
