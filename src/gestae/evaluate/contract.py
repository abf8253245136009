"""A validator of the record contract: what must hold of every coding and incident, whatever made them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from ..codebook.codebook import Codebook
from ..records import Coding, Corpus, Event, Place, Span

COARSE = frozenset({"country", "region"})


def violations(coding: Coding, book: Codebook) -> list[str]:
    """Everything about a coding that breaks the contract; empty if nothing does."""
    return [
        *_round_trip(coding),
        *_spans(coding),
        *_indexes(coding),
        *_dates(coding),
        *(problem for event in coding.events for problem in _event(event, coding, book)),
        *(problem for place in coding.places for problem in _place(place)),
        *_entities(coding, book),
        *_unique("event id", [e.id for e in coding.events]),
        *_unique("figure id", [f.id for f in coding.figures]),
        *_in_order("sentences", coding.sentences),
        *_in_order("mentions", coding.mentions),
        *_in_order("places", coding.places),
        *_in_order("times", coding.times),
        *([] if coding.run else ["no run id"]),
    ]


def corpus_violations(corpus: Corpus, codings: Iterable[Coding]) -> list[str]:
    """What breaks the contract in the incidents of these codings."""
    codings = list(codings)
    events = {e.id for c in codings for e in c.events}
    articles = {c.article.id for c in codings}
    found = list(_unique("incident id", [i.id for i in corpus.incidents]))
    for incident in corpus.incidents:
        found += [f"incident {incident.id}: unknown event {e}" for e in incident.events if e not in events]
        found += [f"incident {incident.id}: unknown article {a}" for a in incident.articles if a not in articles]
        for measure, toll in incident.toll.items():
            ids = {c.figure.id for c in incident.figures}
            if not toll.rule or not set(toll.claims) <= ids:
                found.append(
                    f"incident {incident.id}: toll of {measure} names claims that it does not have, or no rule"
                )
            if None not in (toll.low, toll.high) and toll.low > toll.high:  # type: ignore[operator]
                found.append(f"incident {incident.id}: toll of {measure} has low {toll.low} above high {toll.high}")
    ids = {i.id for i in corpus.incidents}
    found += [f"doubt about {d.incidents}: unknown incident" for d in corpus.doubts if not set(d.incidents) <= ids]
    return found


def _round_trip(coding: Coding) -> Iterator[str]:
    """Values of closed lists are checked by decoding what was encoded."""
    try:
        if msgspec.json.decode(msgspec.json.encode(coding), type=Coding) != coding:
            yield "encoding and decoding changes the coding"
    except msgspec.ValidationError as error:
        yield f"the coding does not decode: {error}"


def _spans(coding: Coding) -> Iterator[str]:
    """Spans lie in the text, and none that carries a field is empty or only spaces."""
    text = coding.article.text
    for name, span in _all_spans(coding):
        if not 0 <= span.start < span.end <= len(text):
            yield f"{name} [{span.start}, {span.end}) does not lie in the text of {len(text)} characters"
        elif not text[span.start : span.end].strip():
            yield f"{name} [{span.start}, {span.end}) marks nothing but spaces"


def _all_spans(coding: Coding) -> Iterator[tuple[str, Span]]:
    for name in ("sentences", "mentions", "places", "times", "figures"):
        yield from ((name, span) for span in getattr(coding, name))
    for said in coding.attributions:
        yield from (("attribution", span) for span in (said.speaker, said.cue, said.content) if span is not None)
    for event in coding.events:
        yield "trigger", event.trigger
        yield from (("participant", p) for p in (*event.actors, *event.recipients))
    for r in coding.rejections:
        if r.start is not None and r.end is not None:
            yield "rejection", Span(start=r.start, end=r.end)


def _indexes(coding: Coding) -> Iterator[str]:
    for event in coding.events:
        for name, index, listed in (
            ("attribution", event.attribution, coding.attributions),
            ("place", event.place, coding.places),
            ("sentence", event.sentence, coding.sentences),
            ("time", event.time.time if event.time else None, coding.times),
            *(("figure", i, coding.figures) for i in event.figures),
        ):
            if index is not None and not 0 <= index < len(listed):
                yield f"event {event.id}: {name} {index} of {len(listed)}"
    for figure in coding.figures:
        if figure.event is not None and figure.event >= len(coding.events):
            yield f"figure {figure.id}: event {figure.event} of {len(coding.events)}"
        if figure.event is not None and coding.figures.index(figure) not in coding.events[figure.event].figures:
            yield f"figure {figure.id} names event {figure.event}, which does not name it"


def _event(event: Event, coding: Coding, book: Codebook) -> Iterator[str]:
    kind = book.types.get(event.event_type)
    if kind is None or (event.mode is not None and event.mode not in kind.modes):
        yield f"event {event.id}: the codebook has no {event.event_type} {event.mode}"
    if event.cameo is not None and event.cameo not in book.cameo:
        yield f"event {event.id}: the codebook has no CAMEO code {event.cameo}"
    if unknown := set(event.contexts) - set(book.contexts):
        yield f"event {event.id}: the codebook has no contexts {sorted(unknown)}"
    if not 0.0 <= event.confidence <= 1.0:
        yield f"event {event.id}: confidence {event.confidence} is no probability"
    if (event.attribution is None) != (event.stance is None):
        yield f"event {event.id}: attribution and stance must both be there or both be null"
    sentence = coding.sentences[event.sentence] if 0 <= event.sentence < len(coding.sentences) else None
    if sentence is not None and not sentence.start <= event.trigger.start < event.trigger.end <= sentence.end:
        yield f"event {event.id}: the trigger does not lie in sentence {event.sentence}"


def _place(place: Place) -> Iterator[str]:
    if (place.lat is None) != (place.lon is None):
        yield f"place {place.name}: one of lat and lon is missing"
    if place.lat is not None and place.lon is not None and not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        yield f"place {place.name}: no such coordinates {place.lat}, {place.lon}"
    if place.country is not None and len(place.country) != 3:
        yield f"place {place.name}: country {place.country!r} is no ISO 3166-1 alpha-3 code"
    if place.geonames_id is None and place.precision == "city" and place.lat is not None:
        yield f"place {place.name}: a city with coordinates but without an id"


def _entities(coding: Coding, book: Codebook) -> Iterator[str]:
    entities = [m.entity for m in coding.mentions]
    entities += [p.entity for e in coding.events for p in (*e.actors, *e.recipients)]
    sectors = {*book.sectors, "IGO", "NGO", "MNC"}
    for entity in filter(None, entities):
        if not set(entity.sectors) <= sectors:
            yield f"entity {entity.id}: unknown sectors {entity.sectors}"
        if entity.country is not None and len(entity.country) != 3:
            yield f"entity {entity.id}: country {entity.country!r} is no ISO 3166-1 alpha-3 code"


def _dates(coding: Coding) -> Iterator[str]:
    ranges = [(t.earliest, t.latest) for t in coding.times] + [
        (e.time.earliest, e.time.latest) for e in coding.events if e.time
    ]
    for earliest, latest in ranges:
        try:
            first, last = (None if d is None else date.fromisoformat(d) for d in (earliest, latest))
        except ValueError as error:
            yield f"a date is none: {error}"
            continue
        if first is not None and last is not None and first > last:
            yield f"a time begins {earliest} after its end {latest}"


def _unique(name: str, ids: Sequence[str]) -> Iterator[str]:
    if len(set(ids)) != len(ids):
        yield f"an {name} occurs twice"


def _in_order(name: str, spans: Sequence[Span]) -> Iterator[str]:
    if any(a.start > b.start for a, b in itertools.pairwise(spans)):
        yield f"{name} are not in text order"
