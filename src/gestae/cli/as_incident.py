"""One incident for reading in a terminal: every line with the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..linking.toll import known_on, tolls
from ..records import Claim, Coding, Event, Incident, Place, Span, TollRule
from .as_summary import console_for, days, toll_words
from .as_table import number

LONGEST = 220
"""Characters of a quote."""
NO_QUOTE = "(article not among the inputs)"
Codings = Mapping[str, Coding]
Row = tuple[str, str, str]
"""What stands in the margin, what is told, the words that it rests on."""


def write(incident: Incident, codings: Codings, rule: TollRule, file: TextIO) -> None:
    """`codings` by article id; those of articles that the incident does not hold are not looked at."""
    console = console_for(file)
    own = {id: codings[id] for id in incident.articles if id in codings}
    console.print(Rule(Text(f"{incident.title} · {incident.id}")))
    for title, rows in (
        ("", _head(incident, own)),
        (f"Toll, every claim in order; {rule}", _claims(incident, own)),
        ("Reports by origin", _reports(incident, own)),
        ("Reactions", _reactions(incident, own)),
        ("Responses", _responses(incident, own)),
    ):
        _section(console, title, list(rows))
        if title.startswith("Toll"):
            _strip(console, incident, rule, own)
    if missing := len(incident.articles) - len(own):
        console.print(Text(f"{missing} of {len(incident.articles)} articles are not among the inputs", style="dim"))


def _section(console: Console, title: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    if title:
        console.print(Text(f"\n{title}", style="bold"))
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for margin, told, quote in rows:
        table.add_row(margin, Text(told).append(f"\n{quote}" if quote else "", "italic dim"))
    console.print(table)


# --- what, where, when, who -----------------------------------------------------------------------


def _head(incident: Incident, own: Codings) -> Iterator[Row]:
    told = _events(incident, own)
    first = told[0] if told else None
    kind = " ".join(filter(None, (incident.event_type, incident.mode)))
    yield "what", f"{kind} · {incident.status}", _event_quote(first)
    if incident.place is not None:
        yield "where", _place_words(incident.place), _place_quote(incident.place, own)
    if incident.earliest is not None:
        dated = next(((c, e) for c, e in told if e.time is not None and e.time.earliest == incident.earliest), None)
        yield (
            "when",
            days(incident),
            _event_quote(dated) if dated else "by the day of publication, or the whole article",
        )
    for p in incident.perpetrators:
        by = f" by {p.by}" if p.by else ""
        yield "who", f"{p.entity.name} ({p.standing}{by})", _event_quote(_found(p.event, own))
    for victim in incident.victims:
        yield "victim", victim.entity.name, _event_quote(_found(victim.event, own))
    if incident.toll:
        yield "toll", toll_words(incident), ""


def _place_words(place: Place) -> str:
    return f"{', '.join(filter(None, (place.name, place.country)))} ({place.precision or 'precision unknown'})"


def _place_quote(place: Place, own: Codings) -> str:
    for coding in own.values():
        if any((p.start, p.end, p.geonames_id) == (place.start, place.end, place.geonames_id) for p in coding.places):
            return _quote(coding, place)
    return NO_QUOTE if not own else ""


# --- the toll -------------------------------------------------------------------------------------


def _claims(incident: Incident, own: Codings) -> Iterator[Row]:
    for claim in incident.figures:
        figure = claim.figure
        group = f" ({figure.group})" if figure.group else ""
        said = f", says {claim.speaker}" if claim.speaker else ""
        told = f"{figure.measure} {_number(claim)}{group} · {claim.publisher or 'publisher unknown'}{said}"
        coding = own.get(claim.article)
        yield (claim.as_of or "no day")[:10], told, _quote(coding, figure) if coding else NO_QUOTE


def _number(claim: Claim) -> str:
    low, high = claim.figure.low, claim.figure.high
    return "an unknown number" if low is None and high is None else number(low, high)


def _strip(console: Console, incident: Incident, rule: TollRule, own: Codings) -> None:
    """How the view under the rule went from day to day."""
    headlines = {id: coding.article.title for id, coding in own.items()}
    dates = sorted({claim.as_of[:10] for claim in incident.figures if claim.as_of})
    at = [(day, tolls(known_on(incident.figures, day), headlines, rule=rule)) for day in dates]
    for measure in incident.toll:
        steps = [(day, toll[measure].best) for day, toll in at if measure in toll]
        changes = [step for n, step in enumerate(steps) if n == 0 or step[1] != steps[n - 1][1]]
        if changes:
            shown = " → ".join(f"{best} ({day})" for day, best in changes)
            console.print(Text(f"{measure}: {shown}", style="bold red"))


# --- who reported, who reacted --------------------------------------------------------------------


def _reports(incident: Incident, own: Codings) -> Iterator[Row]:
    by_origin: dict[str, list[Coding]] = {}
    named = {claim.article: claim.origin for claim in incident.figures}
    for id, coding in own.items():
        origin = named.get(id) or coding.article.origin or coding.article.publisher or "origin unknown"
        by_origin.setdefault(origin, []).append(coding)
    events = {coding.article.id: (coding, event) for coding, event in reversed(_events(incident, own))}
    for origin, codings in by_origin.items():
        yield origin, f"{len(codings)} article{'' if len(codings) == 1 else 's'}", ""
        for coding in codings:
            article = coding.article
            head = " · ".join(filter(None, (article.publisher, article.title, article.url, article.id[:8])))
            quote = _event_quote(events.get(article.id)) or _lead(coding)
            yield f"  {(article.published or 'no day')[:10]}", head, quote


def _reactions(incident: Incident, own: Codings) -> Iterator[Row]:
    for reaction in incident.reactions:
        who = reaction.actor.name if reaction.actor else "somebody not named"
        level = f" ({reaction.level.replace('_', ' ')})" if reaction.level else ""
        yield (
            (reaction.first_seen or "no day")[:10],
            f"{who}{level}: {reaction.stance}",
            _event_quote(_found(reaction.event, own)),
        )


def _responses(incident: Incident, own: Codings) -> Iterator[Row]:
    for response in incident.responses:
        found = _found(response.event, own)
        kind = " ".join(filter(None, (found[1].event_type, found[1].mode))) if found else response.event
        lag = "day unknown" if response.lag is None else f"{response.lag:+} day{'' if abs(response.lag) == 1 else 's'}"
        yield lag, kind, _event_quote(found)


# --- quotes ---------------------------------------------------------------------------------------


def _events(incident: Incident, own: Codings) -> list[tuple[Coding, Event]]:
    """Its events in the incident's order, as far as their articles are here."""
    known = {event.id: (coding, event) for coding in own.values() for event in coding.events}
    return [known[id] for id in incident.events if id in known]


def _found(event: str | None, own: Codings) -> tuple[Coding, Event] | None:
    pairs: Iterable[tuple[Coding, Event]] = ((c, e) for c in own.values() for e in c.events)
    return next(((c, e) for c, e in pairs if e.id == event), None)


def _event_quote(told: tuple[Coding, Event] | None) -> str:
    return _quote(told[0], told[1].trigger) if told else NO_QUOTE


def _quote(coding: Coding, span: Span) -> str:
    """The sentence that a span stands in, cut around the span where it is long."""
    home = next((s for s in coding.sentences if s.start <= span.start < s.end), span)
    start, end = home.start, max(home.end, span.end)
    if end - start > LONGEST:
        start = max(start, span.start - LONGEST // 2)
        end = min(end, start + LONGEST)
    words = " ".join(coding.article.text[start:end].split())
    return f"“{'…' if start > home.start else ''}{words}{'…' if end < home.end else ''}”"


def _lead(coding: Coding) -> str:
    return _quote(coding, coding.sentences[0]) if coding.sentences else ""
