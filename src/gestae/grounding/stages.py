"""The stages of grounding: who, where, when and how many, for the candidates of one article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from ..language.draft import COREFERENCE, Candidate, Draft, EachDraft, Phrase
from ..language.parse import Parse
from ..records import Entity, EventTime, Participant, Place, Span, Time, Via
from .actors import ActorFinder, Reading
from .figures import FigureFinder
from .place_site import FINENESS, in_name, is_reference, is_site
from .places import PlaceFinder
from .time_as_of import is_as_of
from .times import TimeFinder

WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "around",
        "from",
        "across",
        "off",
        "along",
        "of",
        "to",
        "into",
        "against",
        "between",
    }
)
STATIC = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "off", "along"})
NEAR_SENTENCES = 3
DAYS = ("day", "time")
"""How many sentences back "there" may reach: an attack's place is mostly told in the sentence or just before it."""
SHARED_DEPS = frozenset({"conj", "advcl", "xcomp", "dobj", "nsubj", "nsubjpass", "acl", "attr", "agent"})
BY_FORCE = frozenset({"ASSAULT", "PROTEST", "COERCE"})


class GroundActors(EachDraft):
    """Assigns `mentions` and, for each candidate, its `parties` with entities."""

    name = "actors"
    requires = frozenset({"article", "parses", "candidates", "places"})
    assigns = frozenset({"mentions", "parties"})

    def __init__(self, finder: ActorFinder) -> None:
        self._finder = finder

    def apply(self, draft: Draft) -> Draft:
        reading = self._finder.read(draft.article, draft.parses, draft.places)
        parties = tuple(self._parties(draft.parses[c.parse], reading, c) for c in draft.candidates)
        return msgspec.structs.replace(draft, mentions=tuple(reading.mentions()), parties=parties)

    def _parties(
        self, parse: Parse, reading: Reading, candidate: Candidate
    ) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
        sides = [
            tuple(self._participant(parse, p, *reading.ground(candidate.parse, p.first, p.end)) for p in phrases)
            for phrases in (candidate.actors, candidate.recipients)
        ]
        doing = {p.entity.id for p in sides[0] if p.entity is not None}
        return sides[0], tuple(_not_oneself(p, doing) for p in sides[1])

    @staticmethod
    def _participant(parse: Parse, phrase: Phrase, entity: Entity | None, via: Via) -> Participant:
        how: Via = "coreference" if phrase.path.endswith(COREFERENCE) else via
        return Participant(start=parse.starts[phrase.first], end=parse.ends[phrase.end - 1], entity=entity, via=how)


def _not_oneself(recipient: Participant, doing: Set[str]) -> Participant:
    """ "accused Putin of killing him": a pronoun as the object is not the subject; that would be "himself"."""
    if recipient.via == "coreference" and recipient.entity is not None and recipient.entity.id in doing:
        return msgspec.structs.replace(recipient, entity=None)
    return recipient


class GroundPlaces(EachDraft):
    """Assigns `places` with their roles, and the place of each candidate."""

    name = "places"
    requires = frozenset({"article", "sentences", "parses", "candidates"})
    assigns = frozenset({"places", "candidate_places"})

    def __init__(self, finder: PlaceFinder) -> None:
        self._finder = finder

    def apply(self, draft: Draft) -> Draft:
        places = _with_dateline(draft, self._finder.find(draft.article.text, parses=draft.parses))
        inside, triggers = _by_sentence(draft.sentences, places), _triggers_by_parse(draft)
        chosen = [self._place_of(draft, c, places, inside, triggers[c.parse]) for c in draft.candidates]
        used = {index for index in chosen if index is not None}
        roled = [
            msgspec.structs.replace(p, role="event") if i in used and p.role is None else p
            for i, p in enumerate(places)
        ]
        return msgspec.structs.replace(draft, places=tuple(roled), candidate_places=tuple(chosen))

    @staticmethod
    def _place_of(
        draft: Draft,
        candidate: Candidate,
        places: Sequence[Place],
        inside: Mapping[int, Sequence[int]],
        triggers: Set[int],
    ) -> int | None:
        """The finest place told with the candidate, else in the sentences just before an act of force."""
        parse = draft.parses[candidate.parse]
        here = [i for i in inside.get(parse.sentence, ()) if not _is_party(parse, candidate, places[i])]
        here = [i for i in here if places[i].role != "dateline" and not in_name(parse, places[i])]
        told = [(d, i) for i in here if (d := _place_distance(parse, candidate, places[i], triggers)) is not None]
        if told:
            rank = {
                i: (d, is_reference(draft.article.text, places[i]), FINENESS.index(places[i].precision), i)
                for d, i in told
            }
            return min(rank, key=rank.__getitem__)
        if candidate.entries[0].event_type not in BY_FORCE:
            return None
        if beside := [i for i in here if _stands_behind(parse, candidate.token, places[i])]:
            return beside[0]
        parsed = {p.sentence: p for p in draft.parses}
        for back in range(1, min(NEAR_SENTENCES, parse.sentence) + 1):
            near = parsed.get(parse.sentence - back)
            before = [i for i in inside.get(parse.sentence - back, ()) if is_site(draft.article.text, near, places[i])]
            if before:
                return min(before, key=lambda i: (FINENESS.index(places[i].precision), i))
        return None


def _with_dateline(draft: Draft, places: Sequence[Place]) -> Sequence[Place]:
    """The first place before the first sentence is the dateline's."""
    begin = draft.sentences[0].start if draft.sentences else 0
    if not places or places[0].end > begin or any(p.role == "dateline" for p in places):
        return places
    return [msgspec.structs.replace(places[0], role="dateline"), *places[1:]]


def _is_party(parse: Parse, candidate: Candidate, place: Place) -> bool:
    """A name that acts, or is acted upon without force, is no place of the act ("Syria thanked Russia")."""
    parties = (
        candidate.actors if candidate.entries[0].event_type in BY_FORCE else (*candidate.actors, *candidate.recipients)
    )
    return any(parse.starts[p.first] <= place.start and place.end <= parse.ends[p.end - 1] for p in parties)


def _place_distance(parse: Parse, candidate: Candidate, place: Place, triggers: Set[int]) -> int | None:
    """0 for a place below the trigger, 1 for one in a clause that shares its subject; None for another trigger's."""
    at = parse.token_at(place.start)
    if at is None:
        return None
    chain = [at, *parse.ancestors(at)]
    owner = next((t for t in chain if t in triggers), None)
    if owner is None:
        return 1 if _stands_in_phrase_of_place(parse, chain) and len(triggers) == 1 else None
    if _in_other_clause(parse, at, owner) or not _may_be_place(parse, candidate, chain):
        return None
    if owner == candidate.token:
        return 0
    return 1 if shares_circumstances(parse, candidate.token, owner) else None


def _may_be_place(parse: Parse, candidate: Candidate, chain: Sequence[int]) -> bool:
    """What is said ("discussed Cyprus", "ties with Iran") happens nowhere; force is where its victims are."""
    if candidate.entries[0].event_type in BY_FORCE:
        return True
    nearest = next((t for t in chain if parse.deps[t] in ("prep", "agent")), None)
    return nearest is not None and parse.lowers[nearest] in STATIC


def _stands_in_phrase_of_place(parse: Parse, chain: Sequence[int]) -> bool:
    return any(parse.lowers[t] in WHERE and parse.deps[t] in ("prep", "agent") for t in chain[:4])


def shares_circumstances(parse: Parse, token: int, above: int) -> bool:
    """Whether what is told of when and where at `above` holds for `token` below it ("stormed …, killing …")."""
    while token != above:
        if parse.heads[token] == token or parse.deps[token] not in SHARED_DEPS:
            return False
        if parse.deps[token] == "advcl" and parse.tags[token] != "VBG":
            return False
        if parse.deps[token] == "acl" and parse.deps[parse.heads[token]] in ("nsubj", "nsubjpass"):
            return False  # "people wounded in the attack remained in hospital on Tuesday"
        token = parse.heads[token]
    return True


class GroundTimes(EachDraft):
    """Assigns `times` and the time of each candidate."""

    name = "times"
    requires = frozenset({"article", "sentences", "parses", "candidates"})
    assigns = frozenset({"times", "candidate_times"})

    def __init__(self, finder: TimeFinder) -> None:
        self._finder = finder

    def apply(self, draft: Draft) -> Draft:
        times = self._finder.find(draft.article.text, published=draft.article.day)
        inside = _by_sentence(draft.sentences, times)
        chosen = tuple(_time_of(draft, c, times, inside) for c in draft.candidates)
        return msgspec.structs.replace(draft, times=tuple(times), candidate_times=chosen)


def _time_of(
    draft: Draft, candidate: Candidate, times: Sequence[Time], inside: Mapping[int, Sequence[int]]
) -> EventTime | None:
    """The nearest dated expression that is told of the candidate, not of a verb that reports or governs it."""
    parse, text = draft.parses[candidate.parse], draft.article.text
    here = [i for i in inside.get(parse.sentence, ()) if times[i].earliest is not None and not is_as_of(text, times[i])]
    told = [(d, i) for i in here if (d := _time_distance(parse, candidate.token, times[i])) is not None]
    if not told and candidate.entries[0].event_type in BY_FORCE:
        told = [(0, i) for i in here if times[i].precision in DAYS and _stands_behind(parse, candidate.token, times[i])]
    if not told:
        return None
    best = min(told, key=lambda pair: (pair[0], abs(times[pair[1]].start - parse.starts[candidate.token])))[1]
    time = times[best]
    return EventTime(earliest=time.earliest, latest=time.latest, precision=time.precision, time=best)


def _time_distance(parse: Parse, token: int, time: Time) -> int | None:
    """Edges between trigger and time; None if the way up from the trigger leaves its clause."""
    at = parse.token_at(time.start)
    if at is None:
        return None
    down = {t: steps for steps, t in enumerate((at, *parse.ancestors(at)))}
    for steps, above in enumerate((token, *parse.ancestors(token))):
        if above in down:
            told = shares_circumstances(parse, token, above) and not _in_other_clause(parse, at, above)
            return steps + down[above] if told else None
    return None


def _stands_behind(parse: Parse, token: int, span: Span) -> bool:
    """ "threw bombs at a house run by migrants in Karaganda on Monday": told of the deed, hung on what was hit by mistake."""
    at = parse.token_at(span.start)
    if at is None or token not in parse.ancestors(at):
        return False
    steps = list(between(parse, at, token))
    verbs = [t for t in steps if parse.is_verb(t) and parse.deps[t] != "conj"]
    own = steps[steps.index(verbs[-1]) + 1 :] if verbs else []
    return (
        len(verbs) == 1
        and parse.deps[verbs[0]] == "acl"
        and parse.tags[verbs[0]] == "VBN"
        and bool(own)
        and parse.deps[own[-1]] in ("dobj", "nsubjpass", "prep")
    )


def _in_other_clause(parse: Parse, at: int, above: int) -> bool:
    """Whether a verb stands between a time or place and the trigger over it ("agreed to hold talks in June")."""
    return any(parse.is_verb(t) and parse.deps[t] != "conj" for t in between(parse, at, above))


def between(parse: Parse, low: int, high: int) -> Iterator[int]:
    """The tokens from above `low` up to below `high`."""
    for token in parse.ancestors(low):
        if token == high:
            return
        yield token


class GroundFigures(EachDraft):
    """Assigns `claims`: the figures of the open sentences, not yet tied to events, with the day as of which they are given."""

    name = "figures"
    requires = frozenset({"article", "sentences", "parses", "times"})
    assigns = frozenset({"claims"})

    def __init__(self, finder: FigureFinder) -> None:
        self._finder = finder

    def apply(self, draft: Draft) -> Draft:
        claims = self._finder.find(draft.article, draft.parses)
        days = [t for t in draft.times if t.earliest == t.latest and is_as_of(draft.article.text, t)]
        dated = _by_sentence(draft.sentences, days)
        starts = [s.start for s in draft.sentences]
        return msgspec.structs.replace(
            draft,
            claims=tuple(
                msgspec.structs.replace(c, as_of=days[told[0]].earliest)
                if (told := dated.get(bisect_right(starts, c.start) - 1))
                else c
                for c in claims
            ),
        )


def _by_sentence(sentences: Sequence[Span], spans: Sequence[Span]) -> Mapping[int, Sequence[int]]:
    """Sentence index -> the indexes of the spans that begin in it; -1 for those before the first."""
    starts = [s.start for s in sentences]
    found: dict[int, list[int]] = {}
    for index, span in enumerate(spans):
        found.setdefault(bisect_right(starts, span.start) - 1, []).append(index)
    return found


def _triggers_by_parse(draft: Draft) -> Mapping[int, Set[int]]:
    """Parse index -> the tokens of its triggers that speak for themselves."""
    found: dict[int, set[int]] = {}
    for c in draft.candidates:
        own = found.setdefault(c.parse, set())
        if c.absorbed_by is None:
            own.add(c.token)
    return found
