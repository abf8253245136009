"""Repeated mentions inside one article: the fullest is kept, it takes from the others what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..geometry import kilometres
from ..language.draft import Draft
from ..language.parse import Parse
from ..records import Event, Participant

MERGED_ACROSS = frozenset(
    {
        "ASSAULT",
        "COERCE",
        "STATEMENT",
        "CONSULT",
        "PROTEST",
        "SANCTION",
        "RETREAT",
        "AGREE",
        "SUPPORT",
        "MOBILIZE",
        "AID",
        "CONCEDE",
        "COOPERATE",
    }
)
VIOLENT = "ASSAULT"
ONE_TELLING = frozenset(
    {"conj", "advcl", "xcomp", "nsubj", "nsubjpass", "agent", "pobj", "prep", "dobj", "acl", "relcl"}
)
LOOK_BACK = 60
"""Events that a new one is compared with: more than an article has, and a bound for texts of any length."""
LINK_STEPS = 3
NEAR_KM = 100.0
"""An attack "near Moscow" and one in a town of its region may be one; beyond this they are not."""
COARSE = frozenset({"country", "region", "admin1"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})


class Told(msgspec.Struct, frozen=True):
    """An event with the candidates that tell it: the one it was made of, and those that went into it."""

    event: Event
    index: int
    others: tuple[int, ...] = ()

    @property
    def tellings(self) -> tuple[int, ...]:
        """All its candidates, the fullest first."""
        return (self.index, *self.others)


def merge_repetitions(draft: Draft, told: Sequence[Told]) -> tuple[list[Told], list[tuple[Told, Told]]]:
    """The events in text order without repetitions, and each repetition with the event that it went into."""
    kept: list[Told] = []
    gone: list[tuple[Told, int]] = []
    for one in told:
        nearest = range(len(kept) - 1, max(-1, len(kept) - 1 - LOOK_BACK), -1)
        at = next((i for i in nearest if _same(draft, kept[i], one)), None)
        if at is None:
            kept.append(one)
            continue
        fuller, other = (one, kept[at]) if _fullness(one.event) > _fullness(kept[at].event) else (kept[at], one)
        kept[at] = Told(_take(fuller.event, other.event), fuller.index, (*fuller.others, *other.tellings))
        gone.append((other, at))
    repeated = [(other, kept[at]) for other, at in gone]
    return sorted(kept, key=lambda t: (t.event.trigger.start, t.index)), repeated


def _fullness(event: Event) -> tuple[int, float]:
    """How much an event says."""
    named = sum(p.entity is not None for p in (*event.actors, *event.recipients))
    return (
        2 * bool(event.actors)
        + 2 * bool(event.recipients)
        + named
        + bool(event.mode)
        + (event.time is not None)
        + (event.place is not None),
        event.confidence,
    )


def _take(full: Event, other: Event) -> Event:
    """The fuller event with what only the other says."""
    violent = full.event_type == VIOLENT
    return msgspec.structs.replace(
        full,
        mode=full.mode or other.mode,
        contexts=tuple(dict.fromkeys((*full.contexts, *other.contexts))),
        actors=full.actors or other.actors,
        recipients=_union(full.recipients, other.recipients) if violent else full.recipients or other.recipients,
        newness="new" if "new" in (full.newness, other.newness) else "background",
        time=full.time or other.time,
        place=full.place if full.place is not None else other.place,
        attribution=full.attribution if full.attribution is not None or other.attribution is None else None,
        cameo=full.cameo if full.mode or not other.mode else other.cameo,
    )


def _union(left: Sequence[Participant], right: Sequence[Participant]) -> tuple[Participant, ...]:
    """All participants in text order, of those that share words the longer one."""
    added = [r for r in right if not any(_shares_words(r, p) or _is_same(r, p) for p in left)]
    return tuple(sorted((*left, *added), key=lambda p: (p.start, p.end)))


def _shares_words(a: Participant, b: Participant) -> bool:
    return a.start < b.end and b.start < a.end


def _is_same(a: Participant, b: Participant) -> bool:
    """The same particular entity; a role such as "a gunman" is nobody in particular."""
    return a.entity is not None and b.entity is not None and a.entity.id == b.entity.id and not _is_role(a)


def _is_role(participant: Participant) -> bool:
    return participant.entity is None or participant.entity.id.startswith("role:")


def _same(draft: Draft, before: Told, after: Told) -> bool:
    a, b = before.event, after.event
    if a.event_type != b.event_type or a.status != b.status or not _modes_agree(a, b):
        return False
    if {a.stance, b.stance} & {"accuses", "denies"} and a.stance != b.stance:
        return False
    if a.sentence == b.sentence:
        return _same_in_sentence(draft, before, after)
    if a.event_type == VIOLENT and _times_agree(a, b) and _is_anaphoric(draft, before, after):
        return True
    return a.event_type in MERGED_ACROSS and _times_agree(a, b) and _same_across(draft, a, after)


def _modes_agree(a: Event, b: Event) -> bool:
    return a.mode is None or b.mode is None or a.mode == b.mode


def _times_agree(a: Event, b: Event) -> bool:
    if a.time is None or b.time is None or None in (a.time.earliest, a.time.latest, b.time.earliest, b.time.latest):
        return True
    return str(a.time.earliest) <= str(b.time.latest) and str(b.time.earliest) <= str(a.time.latest)


def _same_in_sentence(draft: Draft, before: Told, after: Told) -> bool:
    """Shared or missing parties on both sides, and one trigger in the tree near the other."""
    a, b = before.event, after.event
    first, second = draft.candidates[before.index], draft.candidates[after.index]
    parse = draft.parses[first.parse]
    linked = _linked(parse, first.token, second.token)
    if _only_pronouns(draft, a) or _only_pronouns(draft, b):
        return True
    if not _side_agrees(a.actors, b.actors):
        return False
    if a.event_type == VIOLENT and linked:
        return True
    return _side_agrees(a.recipients, b.recipients) and (linked or bool(_overlap(a.recipients, b.recipients)))


def _only_pronouns(draft: Draft, event: Event) -> bool:
    """ "their first meeting": parties that point back into the sentence."""
    parties = (*event.actors, *event.recipients)
    return bool(parties) and all(draft.article.text[p.start : p.end].lower() in POSSESSIVES for p in parties)


def _linked(parse: Parse, a: int, b: int) -> bool:
    """One trigger hangs on the other as one telling: "killed … in an attack", "stormed …, killing …", "the blast hit"."""
    for low, high in ((a, b), (b, a)):
        token = low
        for _ in range(LINK_STEPS):
            head, dep = parse.heads[token], parse.deps[token]
            if head == token or dep not in ONE_TELLING:
                break
            if head == high:
                return True
            token = head
    return False


def _is_anaphoric(draft: Draft, before: Told, after: Told) -> bool:
    """ "the attack" without hands of its own, and another report of violence that it can be: near, of that time."""
    a, b = before.event, after.event
    if not (_is_definite(draft, before) or _is_definite(draft, after)):
        return False
    if a.actors and b.actors and not _known_overlap(a.actors, b.actors):
        return False
    victims = [[p for p in e.recipients if not _is_role(p)] for e in (a, b)]
    if all(victims) and not _known_overlap(*victims):
        return False
    return _places_agree(draft, a, b)


def _is_definite(draft: Draft, told: Told) -> bool:
    candidate = draft.candidates[told.index]
    parse = draft.parses[candidate.parse]
    return parse.is_noun(candidate.token) and any(parse.lowers[c] in DEFINITE for c in parse.children[candidate.token])


def _places_agree(draft: Draft, a: Event, b: Event) -> bool:
    """The same country, and no two fine places far apart."""
    if a.place is None or b.place is None:
        return True
    one, other = draft.places[a.place], draft.places[b.place]
    if one.country and other.country and one.country != other.country:
        return False
    if None in (one.lat, one.lon, other.lat, other.lon) or {one.precision, other.precision} & COARSE:
        return True
    return kilometres(one, other) <= NEAR_KM


def _same_across(draft: Draft, a: Event, after: Told) -> bool:
    """A later sentence repeats an event if it names the same parties, or is a definite mention that names none."""
    b = after.event
    if not b.actors and not b.recipients:
        return _is_definite(draft, after)
    shared = _known_overlap(a.actors, b.actors) + _known_overlap(a.recipients, b.recipients)
    if not shared:
        return False
    return _side_agrees(a.actors, b.actors, known=True) and _side_agrees(a.recipients, b.recipients, known=True)


def _side_agrees(left: Sequence[Participant], right: Sequence[Participant], *, known: bool = False) -> bool:
    if not left or not right:
        return True
    return bool(_known_overlap(left, right) if known else _overlap(left, right) or _known_overlap(left, right))


def _overlap(left: Sequence[Participant], right: Sequence[Participant]) -> int:
    """Number of participants that share words."""
    return sum(any(_shares_words(a, b) for b in right) for a in left)


def _known_overlap(left: Sequence[Participant], right: Sequence[Participant]) -> int:
    """Number of participants with the same particular entity."""
    return sum(any(_is_same(a, b) for b in right) for a in left)
