"""From codings to relations: who deals with whom, as series of dyads and as networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from ..errors import ConfigError
from ..records import Coding, Entity, Incident
from .coverage import Coverage, CoveredBy
from .deeds import Deed, deeds_of
from .dyad_events import Counting, DyadEvent, dyad_events
from .network import Network, network
from .parties import Party, parties
from .periods import NEVER, By, Range, checked, iso_day, period_of, periods
from .rules import rules
from .series import Series, points
from .ties import Tie, ties

Level = Literal["country", "body"]
"""Who is one party: everybody of a country; or, apart from it, international bodies and armed groups under their own name."""


def relations(
    codings: Iterable[Coding],
    *,
    counting: Counting | None = None,
    incidents: Iterable[Incident] = (),
    between: tuple[str, str] | None = None,
) -> Relations:
    """Reads codings once, in any order; an article that comes twice counts once. Article texts are not kept.

    `counting` says which events count; `incidents` (of `link`) make reports of one incident one deed; `between` keeps
    only what two parties do to each other, for large corpora. Raises ConfigError for a party that nobody knows.
    """
    found = Relations(counting=counting, incidents=incidents, between=between)
    for coding in codings:
        found.add(coding)
    return found


class Relations:
    """Acts between parties, with the coverage of the corpus; every answer depends on the codings and not on their order."""

    def __init__(
        self,
        *,
        counting: Counting | None = None,
        incidents: Iterable[Incident] = (),
        between: tuple[str, str] | None = None,
    ) -> None:
        self.counting = counting or Counting()
        self._incidents: Mapping[str, str] = {event: i.id for i in incidents for event in i.events}
        self._between = None if between is None else tuple(parties().find(name) for name in between)
        self._events: list[DyadEvent] = []
        self._coverage = Coverage(None if self._between is None else {party.named for party in self._between})
        self._seen: set[str] = set()

    @property
    def articles(self) -> int:
        """Number of articles read."""
        return len(self._seen)

    @property
    def undated_articles(self) -> int:
        """Number of articles whose day is not known: they cover no period."""
        return self._coverage.undated

    def add(self, coding: Coding) -> None:
        """One more article."""
        if coding.article.id in self._seen:
            return
        self._seen.add(coding.article.id)
        self._coverage.add(coding)
        self._events.extend(e for e in dyad_events(coding, self.counting) if self._is_kept(e))

    def series(
        self,
        actor: str,
        recipient: str,
        *,
        by: By = "month",
        since: date | str | None = None,
        until: date | str | None = None,
        covered_by: CoveredBy = "either",
    ) -> Series:
        """What one party did to another. Periods run from the first to the last day published or dealt on, or as given.

        Raises ConfigError for a party that nobody knows.
        """
        one, other = parties().find(actor), parties().find(recipient)
        there, back = (self._dealt(a, b) for a, b in ((one, other), (other, one)))
        first, last = self._range([*there, *back], iso_day(since), iso_day(until))
        inside = [deed for deed in there if first <= deed.day <= last]
        articles = self._coverage.articles(checked(by), (first, last), (one.named, other.named), covered_by)
        return Series(
            actor=one.key,
            recipient=other.key,
            by=by,
            points=tuple(points(inside, articles, by, (first, last))),
            deeds=tuple(inside),
            undated=len({e.event for e in self._told(one, other) if e.day is None}),
        )

    def both_ways(
        self,
        one: str,
        other: str,
        *,
        by: By = "month",
        since: date | str | None = None,
        until: date | str | None = None,
        covered_by: CoveredBy = "either",
    ) -> tuple[Series, Series]:
        """The series of both directions; they have the same periods."""
        return (
            self.series(one, other, by=by, since=since, until=until, covered_by=covered_by),
            self.series(other, one, by=by, since=since, until=until, covered_by=covered_by),
        )

    def dyads(self, *, level: Level = "country") -> dict[tuple[str, str], list[Deed]]:
        """The deeds of every directed dyad, those with the most first; acts inside a party are left out."""
        told: dict[tuple[str, str], list[DyadEvent]] = defaultdict(list)
        for event in self._events:
            pair = _party(event.actor, level), _party(event.recipient, level)
            if pair[0] is not None and pair[1] is not None and pair[0] != pair[1]:
                told[pair[0], pair[1]].append(event)
        made = {pair: deeds_of(events, *pair, self._incidents) for pair, events in told.items()}
        return dict(sorted(((p, d) for p, d in made.items() if d), key=lambda item: (-len(item[1]), item[0])))

    def networks(
        self,
        *,
        by: By = "month",
        since: date | str | None = None,
        until: date | str | None = None,
        level: Level = "country",
    ) -> list[Network]:
        """The network of all dyads in each period, with its measures."""
        deeds = [deed for dealt in self.dyads(level=level).values() for deed in dealt]
        first, last = self._range(deeds, iso_day(since), iso_day(until))
        articles = self._coverage.articles(checked(by), (first, last), ("", ""), "any")
        inside: dict[str, list[Deed]] = defaultdict(list)
        for deed in deeds:
            if first <= deed.day <= last:
                inside[period_of(deed.day, by)].append(deed)
        return [network(inside[p], p, by, articles[p]) for p in periods(first, last, by)]

    def ties(self, one: str, other: str, *, on: date | str | None = None) -> list[Tie]:
        """Formal ties of two countries, of all times or on a day: treaties and bodies that both are members of."""
        return ties(parties().find(one), parties().find(other), iso_day(on))

    def _told(self, one: Party, other: Party) -> list[DyadEvent]:
        return [e for e in self._events if one.matches(e.actor) and other.matches(e.recipient)]

    def _dealt(self, one: Party, other: Party) -> list[Deed]:
        return deeds_of(self._told(one, other), one.key, other.key, self._incidents)

    def _range(self, deeds: Sequence[Deed], since: str | None, until: str | None) -> Range:
        """First and last day; where nothing is dated, an empty range."""
        days = [*self._coverage.days, *(deed.day for deed in deeds)]
        if not days and (since is None or until is None):
            return NEVER
        first, last = since or min(days), until or max(days)
        if since and until and since > until:
            raise ConfigError(f"found no day from {since} to {until}, expected a first day that is not after the last")
        return first, last

    def _is_between(self, entity: Entity) -> bool:
        return any(party.matches(entity) for party in self._between or ())

    def _is_kept(self, event: DyadEvent) -> bool:
        return self._between is None or (self._is_between(event.actor) and self._is_between(event.recipient))


def _party(entity: Entity, level: Level) -> str | None:
    if level == "body" and entity.id.startswith(rules().bodies):
        return entity.id
    return entity.country
