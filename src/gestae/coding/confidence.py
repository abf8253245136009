"""The probability that a careful human coder would code an event so: type, both sides, status and newness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log

from ..language.draft import Answer, Draft, Party
from ..records import Participant
from .advise import MODEL

FEATURES = (
    "type", "agreed", "actor", "recipient", "no_actor", "no_recipient", "status", "newness", "noun", "unnamed",
    "conflict", "crowd", "filled",
)  # fmt: skip
CLIP = 0.002
"""Odds of a probability nearer to 0 or 1 than this say no more than at this."""
CONFLICT = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE"})
"""Material conflict: deeds are told more plainly than words and offers."""


class Confidence:
    """A logistic regression over readable features, its weights in the model's card."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = dict(weights)

    @property
    def is_fitted(self) -> bool:
        return bool(self._weights)

    def of(self, draft: Draft, index: int) -> float:
        """The confidence of a candidate; without a model its label's.

        What the model was not asked about (mere mentions, without participants) has the share of them that is right.
        """
        answer = draft.answers[index]
        if not self._weights:
            return draft.labels[index].confidence
        if answer is None:
            return self._weights["unasked"]
        told = features(draft, index, answer)
        total = self._weights["constant"] + sum(self._weights[name] * value for name, value in told.items())
        return round(1.0 / (1.0 + exp(-total)), 3)


def features(draft: Draft, index: int, answer: Answer) -> dict[str, float]:
    """What confidence depends on, in the order of `FEATURES`; all but the odds of the type between 0 and 1."""
    label, candidate = draft.labels[index], draft.candidates[index]
    actors, recipients = draft.parties[index]
    parse = draft.parses[candidate.parse]
    p = min(1.0 - CLIP, max(CLIP, label.confidence))
    both = (*actors, *recipients)
    return {
        "type": log(p / (1.0 - p)),
        "agreed": float(label.agreed),
        "actor": _seen(actors, answer.actors, answer.unseen_actor),
        "recipient": _seen(recipients, answer.recipients, answer.unseen_recipient),
        "no_actor": float(not actors),
        "no_recipient": float(not recipients),
        "status": answer.status[draft.verdicts[index].status],
        "newness": answer.newness[draft.newness[index]],
        "noun": float(not parse.tags[candidate.token].startswith("VB")),
        "unnamed": sum(p.entity is None for p in both) / len(both) if both else 1.0,
        "conflict": float(label.event_type in CONFLICT),
        "crowd": float(len(actors) > 2) + float(len(recipients) > 2),
        "filled": float(any(p.path == MODEL for p in (*candidate.actors, *candidate.recipients))),
    }


def _seen(chosen: Sequence[Participant], seen: Sequence[Party], unseen: float) -> float:
    """How well the model agrees with one side: the lowest score of its participants there, or that it sees nobody."""
    if not chosen:
        return 1.0 - unseen
    scores = [
        max((party.score for party in seen if party.start < p.end and p.start < party.end), default=0.0) for p in chosen
    ]
    return min(scores)
