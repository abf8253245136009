"""Whether it happened: the operators over a candidate, and the refusals of what only looks like an event."""

from __future__ import annotations

import msgspec

from ..codebook.modality import Modality
from ..codebook.operators import OF_TYPE
from ..language.draft import Candidate, Draft, EachDraft, Label, Verdict
from ..records import Span, Status
from .classify import LexiconClassifier
from .compose import Composer
from .detect import Detect
from .labels import NONE
from .refuse import Refusal, Refuser

SUSPECT = 0.2
"""From this probability of "no event" on the suspicion of the word lists holds."""


class DecideStatus(EachDraft):
    """Assigns `verdicts`: a status with the operators that decided, or the reason to refuse."""

    name = "status"
    requires = frozenset({"article", "sentences", "parses", "candidates", "labels", "answers"})
    assigns = frozenset({"verdicts"})

    def __init__(self, composer: Composer, modality: Modality, refuser: Refuser) -> None:
        self._composer = composer
        self._modality = modality
        self._refuser = refuser

    def apply(self, draft: Draft) -> Draft:
        verdicts = [self._verdict(draft, i, label) for i, label in enumerate(draft.labels)]
        return msgspec.structs.replace(draft, verdicts=tuple(verdicts))

    def _verdict(self, draft: Draft, index: int, label: Label) -> Verdict:
        candidate = draft.candidates[index]
        if label.event_type is None:
            return Verdict(refuse=label.reason or "other_sense", because=label.rule)
        refusal = self._refuser.reason(draft, candidate, label) or self._suspicion(draft, index, label)
        if refusal is not None:
            return Verdict(refuse=refusal[0], because=refusal[1])
        if candidate.absorbed_by is not None:
            return self._of_absorbed(draft, candidate)
        entry = candidate.entries[0]
        reading = self._composer.fold(entry.event_type, entry.mode, candidate.operators)
        status = "threatened" if label.event_type == "THREATEN" and reading.status == "planned" else reading.status
        return Verdict(status=status, because=" ".join(candidate.operators))

    def _suspicion(self, draft: Draft, index: int, label: Label) -> Refusal | None:
        """What the lists of nouns say against it, if no model is sure of an event."""
        answer = draft.answers[index]
        if answer is not None and answer.types[NONE] < SUSPECT:
            return None
        return self._refuser.suspicion(draft, draft.candidates[index], label)

    @staticmethod
    def _of_absorbed(draft: Draft, candidate: Candidate) -> Verdict:
        """What is asked for, refused or threatened has not happened; a mere object of its verb is no event of its own."""
        outer = draft.candidates[candidate.absorbed_by or 0]
        word = draft.parses[outer.parse].words[outer.token]
        if outer.entries[0].event_type in OF_TYPE:
            return Verdict(status="hypothetical", refuse="hypothetical", because=f"what '{word}' is about")
        return Verdict(refuse="repeated_mention", because=f"part of '{word}'")


class Screen:
    """Which candidates the rules leave open, before any model is asked: those that they would not refuse anyway."""

    def __init__(self, lexicon: LexiconClassifier, composer: Composer, refuser: Refuser) -> None:
        self._lexicon = lexicon
        self._composer = composer
        self._refuser = refuser

    def __call__(self, draft: Draft) -> list[bool]:
        labels = self._lexicon.classify(draft)
        return [self._is_open(draft, c, label) for c, label in zip(draft.candidates, labels, strict=True)]

    def _is_open(self, draft: Draft, candidate: Candidate, label: Label) -> bool:
        if candidate.absorbed_by is not None or label.event_type is None:
            return False
        if not candidate.actors and not candidate.recipients:
            return False  # a mere mention ("the shooting"): it lives on what other sentences tell of it
        entry = candidate.entries[0]
        if self._composer.fold(entry.event_type, entry.mode, candidate.operators).status == "hypothetical":
            return False
        return self._refuser.reason(draft, candidate, label) is None


def status_of_span(draft: Draft, span: Span, detect: Detect, composer: Composer) -> Status:
    """The status of whatever the words at a span name, event of the codebook or not."""
    if (found := word_at(draft, span)) is None:
        return "happened"
    index, head, inside = found
    parse = draft.parses[index]
    status = composer.fold(None, None, detect.operators_over(parse, head)).status
    infinitive = parse.child(head, "xcomp")
    if infinitive is None or infinitive not in inside:
        return status
    meant = composer.fold(None, None, detect.operators_over(parse, infinitive)).status
    # "tried to storm" is one event; of "refused to free" the refusal is asked about.
    return meant if meant == "attempted" else status


def word_at(draft: Draft, span: Span) -> tuple[int, int, list[int]] | None:
    """The index of the parse that a span lies in, the head of its words, and the tokens that it touches."""
    for index, parse in enumerate(draft.parses):
        inside = [t for t in range(len(parse)) if parse.starts[t] < span.end and span.start < parse.ends[t]]
        if inside:
            head = next((t for t in inside if parse.heads[t] == t or parse.heads[t] not in inside), inside[-1])
            return index, head, inside
    return None
