"""`gestae explain ID`: the whole trail of one event, by coding its article once more (same run, same outcome)."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ..coder import Coder, Settings
from ..errors import ConfigError
from ..language.draft import Candidate, Draft
from ..records import Article, Event, Participant
from .as_table import figure_words, number
from .inputs import Given, recall


def run(id: str, given: Given, settings: Settings) -> None:
    """Raises ConfigError if no event of the inputs has an id that begins so, or more than one has."""
    coder = Coder.from_settings(settings)
    source = given if given.inputs else recall()
    found = [(draft, event) for draft in _drafts(coder, source) for event in draft.events if event.id.startswith(id)]
    if len(found) != 1:
        what = "no event" if not found else f"{len(found)} events"
        raise ConfigError(
            f"{what} with an id that begins with {id!r} in {', '.join(source.inputs)}; `gestae code` prints the ids"
        )
    sys.stdout.write("\n".join(trail(*found[0])) + "\n")


def _drafts(coder: Coder, given: Given) -> Iterator[Draft]:
    for item in given.articles():
        if isinstance(item, Article):
            yield coder.draft(item)


def trail(draft: Draft, event: Event) -> Iterator[str]:
    """Line by line: words, lexicon line and rules, parties, status, voice, place, time, figures, repetitions."""
    text = draft.article.text
    sentence = draft.sentences[event.sentence]
    yield f"event {event.id}  {event.event_type} {event.mode or ''}".rstrip()
    yield f"  sentence    {' '.join(text[sentence.start : sentence.end].split())}"
    yield f"  trigger     {text[event.trigger.start : event.trigger.end]!r} at {event.trigger.start}–{event.trigger.end}"
    if (index := _candidate_of(draft, event)) is not None:
        yield from _decisions(draft, draft.candidates[index], index)
    for name, participants in (("actor", event.actors), ("recipient", event.recipients)):
        yield from (f"  {name:<11} {_participant(text, p)}" for p in participants)
    yield f"  newness     {event.newness}"
    yield from _voice(draft, event)
    yield from _where_and_when(draft, event)
    for i, words in zip(event.figures, figure_words(draft, event), strict=True):
        figure = draft.figures[i]
        rule = f", rule {figure.rule}" if figure.rule else ""
        yield f"  figure      {words} ({figure.bound}{rule}) from {text[figure.start : figure.end]!r}: {number(figure.low, figure.high)}"
    yield f"  CAMEO       {event.cameo or 'none'}"
    yield f"  confidence  {event.confidence:.2f}"
    yield f"  run         {draft.run}"


def _candidate_of(draft: Draft, event: Event) -> int | None:
    same = (
        i
        for i, c in enumerate(draft.candidates)
        if draft.span(c) == event.trigger and draft.labels[i].event_type == event.event_type
    )
    return next(same, None)


def _decisions(draft: Draft, candidate: Candidate, index: int) -> Iterator[str]:
    label, verdict = draft.labels[index], draft.verdicts[index]
    yield f"  rule        {label.rule}"
    for name, phrases in (("actor", candidate.actors), ("recipient", candidate.recipients)):
        parse = draft.parses[candidate.parse]
        yield from (f"  path        {name} {parse.words[p.head]!r} by {p.path}" for p in phrases)
    if candidate.inner is not None:
        inner = draft.candidates[candidate.inner]
        yield f"  about       {draft.parses[inner.parse].words[inner.token]!r} ({inner.entries[0].event_type}, {inner.entries[0].source})"
    yield f"  status      {verdict.status}" + (f" because of: {verdict.because}" if verdict.because else "")
    yield f"  contexts    {', '.join(label.contexts) or 'none'}"


def _participant(text: str, participant: Participant) -> str:
    words = " ".join(text[participant.start : participant.end].split())
    entity = participant.entity
    if entity is None:
        return f"{words!r}: not known to the codebook"
    return f"{words!r} = {entity.name} [{entity.id}] country {entity.country or '–'}, sectors {'/'.join(entity.sectors) or '–'}, {participant.via}"


def _voice(draft: Draft, event: Event) -> Iterator[str]:
    if event.attribution is None:
        return
    said, text = draft.attributions[event.attribution], draft.article.text
    speaker = text[said.speaker.start : said.speaker.end] if said.speaker else "somebody"
    cue = text[said.cue.start : said.cue.end] if said.cue else "quotation marks"
    yield f"  says        {speaker} {event.stance} it ({said.kind}, by {cue!r})"


def _where_and_when(draft: Draft, event: Event) -> Iterator[str]:
    text = draft.article.text
    if event.place is not None:
        place = draft.places[event.place]
        yield f"  place       {text[place.start : place.end]!r} = {place.name}, {place.country or '–'} ({place.precision}, GeoNames {place.geonames_id or '–'}, {place.lat}, {place.lon})"
    if event.time is not None and event.time.time is not None:
        time = draft.times[event.time.time]
        yield f"  time        {text[time.start : time.end]!r} = {time.value}: {event.time.earliest} to {event.time.latest} ({event.time.precision})"
