"""The probability that a careful human coder would code an event so: type, both sides, status and newness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log

from ..language.draft import Draft, Party
from ..records import Event, Participant
from .advise import MODEL

FEATURES = (
    "type", "agreed", "actor", "recipient", "no_actor", "no_recipient", "status", "newness", "noun", "unnamed",
    "conflict", "crowd", "filled", "retold",
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

    def of(self, draft: Draft, event: Event, tellings: Sequence[int]) -> float:
        """The confidence of an event told by the candidates `tellings`; without a model that of the first one's label.

        What the model was not asked about (mere mentions, without participants) has the share of them that is right.
        """
        if not self._weights:
            return draft.labels[tellings[0]].confidence
        told = features(draft, event, tellings)
        if not told:
            return self._weights["unasked"]
        total = self._weights["constant"] + sum(self._weights.get(name, 0.0) * value for name, value in told.items())
        return round(1.0 / (1.0 + exp(-total)), 3)


def features(draft: Draft, event: Event, tellings: Sequence[int]) -> dict[str, float]:
    """What confidence depends on, in the order of `FEATURES`; all but the odds of the type between 0 and 1.

    Of several tellings (of one article: "was killed … in an attack") the one counts that the model is surest of; empty if
    it was asked about none.
    """
    asked = [(i, answer) for i in tellings if (answer := draft.answers[i]) is not None]
    if not asked:
        return {}
    answers = [answer for _, answer in asked]
    candidates, labels = [draft.candidates[i] for i, _ in asked], [draft.labels[i] for i, _ in asked]
    p = min(1.0 - CLIP, max(CLIP, *(label.confidence for label in labels)))
    both = (*event.actors, *event.recipients)
    return {
        "type": log(p / (1.0 - p)),
        "agreed": float(any(label.agreed for label in labels)),
        "actor": _seen(event.actors, [(a.actors, a.unseen_actor) for a in answers]),
        "recipient": _seen(event.recipients, [(a.recipients, a.unseen_recipient) for a in answers]),
        "no_actor": float(not event.actors),
        "no_recipient": float(not event.recipients),
        "status": max(a.status[event.status] for a in answers),
        "newness": max(a.newness[event.newness] for a in answers),
        "noun": float(not any(draft.parses[c.parse].tags[c.token].startswith("VB") for c in candidates)),
        "unnamed": sum(p.entity is None for p in both) / len(both) if both else 1.0,
        "conflict": float(event.event_type in CONFLICT),
        "crowd": float(len(event.actors) > 2) + float(len(event.recipients) > 2),
        "filled": float(any(p.path == MODEL for c in candidates for p in (*c.actors, *c.recipients))),
        "retold": float(len(tellings) > 1),
    }


def _seen(chosen: Sequence[Participant], told: Sequence[tuple[Sequence[Party], float]]) -> float:
    """How well the model agrees with one side: the lowest score of its participants there, or that it sees nobody.

    `told` has for each telling those that the model sees on that side, and its highest score of anybody else.
    """
    if not chosen:
        return 1.0 - max(unseen for _, unseen in told)
    seen = [party for parties, _ in told for party in parties]
    scores = [
        max((party.score for party in seen if party.start < p.end and p.start < party.end), default=0.0) for p in chosen
    ]
    return min(scores)
