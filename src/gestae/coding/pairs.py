"""The answer to "what does this sentence report between these two?" from the candidates of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from ..language.draft import Candidate, Draft, Phrase
from ..records import EventType, Pair, PairLabel

STATEMENT_DISCOUNT = 0.5
"""A statement says least of all types about what two parties do to each other."""


def label_pair(draft: Draft, pair: Pair) -> PairLabel:
    """The label of the candidate whose participants fit the pair best; scores sum what all candidates say."""
    ranked = sorted(range(len(draft.candidates)), key=lambda i: (-_fit(draft, i, pair), i))
    votes: dict[str, float] = {}
    for i in ranked:
        kind = draft.labels[i].event_type
        if kind is not None:
            votes[kind] = votes.get(kind, 0.0) + max(0.05, _fit(draft, i, pair))
    if not ranked or not votes:
        return PairLabel()
    label, total = draft.labels[ranked[0]], sum(votes.values())
    scores = {kind: round(value / total, 4) for kind, value in sorted(votes.items())}
    kind = cast("EventType | None", label.event_type)
    confidence = round(label.confidence * scores.get(label.event_type or "", 0.0), 4)
    return PairLabel(
        event_type=kind,
        mode=label.mode,
        status=draft.verdicts[ranked[0]].status,
        confidence=confidence,
        scores=scores,
    )


def _fit(draft: Draft, index: int, pair: Pair) -> float:
    """How well a candidate's parties are the ones asked for, then how sure its own label is."""
    candidate, label = draft.candidates[index], draft.labels[index]
    score = 2.0 * _touches(draft, candidate, candidate.actors, pair.actor) + 2.0 * _touches(
        draft, candidate, candidate.recipients, pair.recipient
    )
    both = (*candidate.actors, *candidate.recipients)
    score += 0.7 * _touches(draft, candidate, both, pair.actor) + 0.7 * _touches(draft, candidate, both, pair.recipient)
    score += 0.5 * (candidate.absorbed_by is None) + label.confidence
    return score * (STATEMENT_DISCOUNT if label.event_type == "STATEMENT" else 1.0)


def _touches(draft: Draft, candidate: Candidate, phrases: Sequence[Phrase], span: tuple[int, int] | None) -> bool:
    if span is None:
        return not phrases
    parse = draft.parses[candidate.parse]
    return any(parse.starts[p.first] < span[1] and span[0] < parse.ends[p.end - 1] for p in phrases)
