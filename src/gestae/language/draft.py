"""The one idea: a stage takes codings in the making and returns them with more assigned.

A `Draft` is a `Coding` plus the working columns that stages hand on (parses, candidates and what is known
of each). `Candidate`s and the columns beside them are parallel: item i of each is about candidate i.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Protocol

import msgspec

from ..codebook.lexicon import Entry
from ..records import Coding, EventTime, Figure, Newness, Participant, RejectionReason, Span, Stance, Status
from .parse import Parse

COREFERENCE = "coreference"
"""Ends the path of a phrase that a pronoun stands for."""


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase of a parse: tokens `[first, end)`, its head, and the syntactic path that led to it."""

    first: int
    end: int
    head: int
    path: str


class Candidate(msgspec.Struct, frozen=True):
    """Words that may report an event.

    `parse` indexes the draft's parses, `token` is the trigger's head, `[first, end)` the tokens of the trigger.
    `entries` are the lexicon lines that fit, best first. `operators` name what stands over the trigger
    ("request", "refuse", "attempt" …), nearest first; `absorbed_by` is the candidate that speaks for this one.
    """

    parse: int
    token: int
    first: int
    end: int
    entries: tuple[Entry, ...]
    actors: tuple[Phrase, ...] = ()
    recipients: tuple[Phrase, ...] = ()
    operators: tuple[str, ...] = ()
    inner: int | None = None
    absorbed_by: int | None = None


class Label(msgspec.Struct, frozen=True):
    """What a classifier says of a candidate; `event_type` None is "no event", with the reason.

    `agreed` tells that lexicon and model gave the same type.
    """

    event_type: str | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    confidence: float = 0.0
    scores: tuple[tuple[str, float], ...] = ()
    rule: str = ""
    reason: RejectionReason | None = None
    agreed: bool = False


class Party(msgspec.Struct, frozen=True):
    """A participant as a model sees it: `[start, end)`, with the probability of its head."""

    start: int
    end: int
    score: float


class Answer(msgspec.Struct, frozen=True):
    """What a model says of one candidate: probabilities by label, and the score of each participant chosen.

    `unseen_actor` and `unseen_recipient` are the highest scores of any noun on that side, chosen or not.
    """

    types: dict[str, float]
    modes: dict[str, float]
    status: dict[str, float]
    newness: dict[str, float]
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    unseen_actor: float = 0.0
    unseen_recipient: float = 0.0


class Verdict(msgspec.Struct, frozen=True):
    """The status of a candidate with the words that decided; or the reason to refuse it."""

    status: Status = "happened"
    because: str = ""
    refuse: RejectionReason | None = None


class Voice(msgspec.Struct, frozen=True):
    """Who says that a candidate happened: an index into the attributions, and in which stance."""

    attribution: int | None = None
    stance: Stance | None = None


class Draft(Coding, frozen=True, kw_only=True):
    """A coding in the making. `tellings` has for each event the indexes of the candidates that tell it, the fullest first."""

    open_sentences: tuple[int, ...] = ()
    parses: tuple[Parse, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    answers: tuple[Answer | None, ...] = ()
    labels: tuple[Label, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    voices: tuple[Voice, ...] = ()
    parties: tuple[tuple[tuple[Participant, ...], tuple[Participant, ...]], ...] = ()
    candidate_places: tuple[int | None, ...] = ()
    candidate_times: tuple[EventTime | None, ...] = ()
    claims: tuple[Figure, ...] = ()
    newness: tuple[Newness, ...] = ()
    tellings: tuple[tuple[int, ...], ...] = ()

    def span(self, candidate: Candidate) -> Span:
        """The trigger's place in the article."""
        parse = self.parses[candidate.parse]
        return Span(start=parse.starts[candidate.first], end=parse.ends[candidate.end - 1])

    def finished(self) -> Coding:
        """The coding without the working columns."""
        return Coding(**{name: getattr(self, name) for name in Coding.__struct_fields__})


class Stage(Protocol):
    """`requires` and `assigns` name fields of `Draft`; `rejections` may always be added to."""

    name: str
    requires: frozenset[str]
    assigns: frozenset[str]

    def __call__(self, drafts: Sequence[Draft]) -> Sequence[Draft]: ...


class EachDraft(ABC):
    """Base of stages that look at one draft at a time, so that batch-mates cannot matter."""

    def __call__(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        return [self.apply(draft) for draft in drafts]

    @abstractmethod
    def apply(self, draft: Draft) -> Draft:
        """The draft with the stage's fields assigned."""
