"""Who did it and who suffered it: the parties of an incident, each once, from all of its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from ..codebook.entities import ROLE_COLUMNS, plural_of
from ..codebook.files import read_rows
from ..records import Coding, Entity, Event, Participant, Perpetrator, Standing, Victim
from .reports import Report

STANDINGS: dict[str | None, Standing] = {"claims": "claimed", "accuses": "accused", "denies": "denied"}
GROUPS = frozenset({"armed_group", "organization"})
ROLE = "role:"
ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})
"""Sectors of those who fight without a state."""
HELPING = frozenset({"AID", "COERCE", "STATEMENT", "SUPPORT", "ACCUSE"})
"""What those do who answer violence. Who claims it makes a STATEMENT too, and is found by that."""
PEOPLE = (ROLE, "person:", "leader:")
TAKES_UP = ("the ", "these ", "those ", "this ", "that ")
"""Words that open a description of somebody already told of."""
FINE = frozenset({"venue", "city", "admin2", "admin1"})

Told = tuple[Coding, Event, Participant, Entity]


def perpetrators(reports: Sequence[Report], said: Sequence[Perpetrator] = ()) -> tuple[Perpetrator, ...]:
    """Who did it by the events' own words, each once in the first standing told; then `said`: who claims it, is accused, denies it.

    A phrase that names a group ("ELN guerrillas") tells of the group beside those described.
    """
    found: dict[str, Perpetrator] = {}
    for coding, event, actor, entity in _introduced(reports, "actors"):
        if _only_tells(coding, event, actor) or _is_site(coding, actor, entity) or _helps(coding, event, entity):
            continue
        standing = STANDINGS.get(event.stance, "confirmed")
        for each in (entity, *_beside(coding, actor, entity)):
            found.setdefault(each.id, Perpetrator(entity=each, standing=standing, event=event.id))
    known = {(p.entity.id, p.standing) for p in found.values()}
    sure = {id for id, standing in known if standing == "confirmed"}
    added = {(p.entity.id, p.standing): p for p in reversed(said)}
    return (
        *found.values(),
        *(
            p
            for key, p in reversed(added.items())
            if key not in known and (p.standing != "claimed" or key[0] not in sure)
        ),
    )


def _only_tells(coding: Coding, event: Event, actor: Participant) -> bool:
    """ "The ministry said that 40 had been killed": who says so, and does not claim it, has not done it."""
    if event.attribution is None or event.stance == "claims":
        return False
    speaker = coding.attributions[event.attribution].speaker
    return speaker is not None and speaker.start < actor.end and actor.start < speaker.end


def _is_site(coding: Coding, actor: Participant, entity: Entity) -> bool:
    """ "the Lima hall attack": the town where it was."""
    inside = (p for p in coding.places if actor.start <= p.start and p.end <= actor.end)
    return any(p.precision in FINE and p.name == entity.name for p in inside)


def _helps(coding: Coding, event: Event, entity: Entity) -> bool:
    """ "Police arrested a man after the bomb that killed ten": who acts against it in the same sentence, or for its victims."""
    beside = (e for e in coding.events if e.sentence == event.sentence and e.event_type in HELPING)
    return any(a.entity is not None and a.entity.id == entity.id for e in beside for a in e.actors)


def victims(reports: Sequence[Report]) -> tuple[Victim, ...]:
    """Who suffered it: the people, or bodies where no people are told; what merely belongs to a country is none."""
    found: dict[str, Victim] = {}
    words: dict[str, set[str]] = {}
    for coding, event, recipient, entity in _introduced(reports, "recipients"):
        if not _is_place(coding, recipient, entity):
            found.setdefault(entity.id, Victim(entity=entity, event=event.id))
            words.setdefault(entity.id, set()).update(_words(entity.name), _words(_text(coding, recipient)))
    people = [v for v in found.values() if v.entity.id.startswith(PEOPLE)]
    return tuple(v for v in people or found.values() if not _is_told_more_fully(v.entity, words))


def _is_told_more_fully(entity: Entity, words: Mapping[str, Set[str]]) -> bool:
    """Whether all words of a name are among another's ("Castellar" and "Ricardo Alfonso Castellar")."""
    own = _words(entity.name)
    return any(own < others and entity.id != other for other, others in words.items())


def _words(text: str) -> set[str]:
    return {word.strip(".,'\"").removesuffix("s") for word in text.lower().split()} - {""}


def _text(coding: Coding, party: Participant) -> str:
    return coding.article.text[party.start : party.end]


def _introduced(reports: Sequence[Report], side: str) -> Iterator[Told]:
    """The parties with an entity, without descriptions that take up one of an earlier sentence ("the attackers")."""
    for report in reports:
        told = [
            (report.coding, event, party, party.entity)
            for event in report.events
            for party in getattr(event, side)
            if party.entity is not None
        ]
        opening = min((_sentence(one) for one in told if not _takes_up(one)), default=None)
        for one in told:
            if opening is None or not _takes_up(one) or _sentence(one) <= opening:
                yield one


def _sentence(told: Told) -> int:
    return told[1].sentence


def _takes_up(told: Told) -> bool:
    coding, _, party, entity = told
    words = _text(coding, party).lower()
    return entity.id.startswith(ROLE) and words.startswith(TAKES_UP)


def _beside(coding: Coding, actor: Participant, entity: Entity) -> Iterator[Entity]:
    """The groups that stand inside the actor's words, and the people described ("FMLN guerrillas": both)."""
    groups = [
        m.entity
        for m in coding.mentions
        if actor.start <= m.start and m.end <= actor.end and m.kind in GROUPS and m.entity is not None
    ]
    yield from groups
    if not groups and entity.id.startswith(ROLE):
        return
    words = _text(coding, actor).split()
    if (role := next((role for word in words if (role := _fighters().get(word))), None)) is not None:
        yield role
    elif "members" in words:
        yield Entity(id=f"{ROLE}member of {entity.name}", name=f"member of {entity.name}", sectors=entity.sectors)


@cache
def _fighters() -> Mapping[str, Entity]:
    """Plural nouns for armed people, such as "guerrillas", each as the entity of its role."""
    rows = [row for row in read_rows("entities/roles.csv", ROLE_COLUMNS) if row["sectors"] in ARMED]
    return {
        row["plural"] or plural_of(row["noun"]): Entity(
            id=f"{ROLE}{row['noun']}", name=row["noun"], sectors=(row["sectors"],)
        )
        for row in rows
    }


def _is_place(coding: Coding, party: Participant, entity: Entity) -> bool:
    """A country that stands for a town ("bombs in Medellin") or for a thing in it ("Ecuador's pipeline")."""
    if not entity.id.startswith("country:"):
        return False
    inside = (p for p in coding.places if party.start <= p.start and p.end <= party.end)
    return party.via == "implied" or any(p.precision in FINE for p in inside)
