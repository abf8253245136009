"""The answer to "what does this sentence report between these two?" from the candidates of the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from ..language.draft import Candidate, Draft, Phrase
from ..records import EventType, Pair, PairLabel
from .blend import FOR_OTHER_PAIR, FOR_PAIR, blended, choose_mode, most_probable
from .event_model import EventModel
from .labels import NONE
from .marking import Question

NOTHING = 0.5
"""From this probability of "no event" a pair gets no type; nor does it below it, where no word of the lexicon helps."""
STATEMENT_DISCOUNT = 0.5
"""A statement says least of all types about what two parties do to each other."""


def label_pair(draft: Draft, pair: Pair, model: EventModel | None = None) -> PairLabel:
    """What the candidates say, the best fitting most; and the model, which reads the sentence with the pair marked."""
    ranked = _ranked(draft, pair)
    votes: dict[str, float] = {}
    for i in ranked:
        kind = draft.labels[i].event_type
        if kind is not None:
            votes[kind] = votes.get(kind, 0.0) + max(0.05, _fit(draft, i, pair))
    total = sum(votes.values())
    told = {kind: value / total for kind, value in votes.items()}
    best = ranked[0] if ranked else None
    if model is not None:
        return _with_model(draft, pair, model, told, best)
    if best is None or not votes:
        return PairLabel()
    label = draft.labels[best]
    return PairLabel(
        event_type=cast("EventType | None", label.event_type),
        mode=label.mode,
        status=draft.verdicts[best].status,
        confidence=round(label.confidence * told.get(label.event_type or "", 0.0), 4),
        scores={kind: round(value, 4) for kind, value in sorted(told.items())},
    )


def _with_model(draft: Draft, pair: Pair, model: EventModel, told: Mapping[str, float], best: int | None) -> PairLabel:
    """A pair is asked about because something goes on between the two: "no event" must be likelier than all else.

    The sentence is shown without a trigger: the rules' guess at it misled the model more often than it helped.
    """
    spans = [(span,) if span is not None else () for span in (pair.actor, pair.recipient)]
    [(answer, _)] = model.ask([Question(pair.text, None, *spans)])
    weight = FOR_PAIR if best is not None and _is_pair_of(draft, draft.candidates[best], pair) else FOR_OTHER_PAIR
    odds = blended(answer.types, told, weight)
    if odds[NONE] >= NOTHING:
        return PairLabel()
    odds = {kind: p / (1.0 - odds[NONE]) for kind, p in odds.items() if kind != NONE}
    kind = most_probable(odds)
    if best is None and odds[kind] < NOTHING:
        return PairLabel()
    label = None if best is None else draft.labels[best]
    own = label.mode if label is not None and label.event_type == kind else None
    return PairLabel(
        event_type=cast("EventType", kind),
        mode=choose_mode(answer.modes, kind, own),
        status="happened" if best is None else draft.verdicts[best].status,
        confidence=round(odds[kind], 4),
        scores={k: round(p, 4) for k, p in sorted(odds.items()) if p >= 0.0005},
    )


def best_candidate(draft: Draft, pair: Pair) -> int | None:
    """The candidate whose parties fit the pair best; None if the sentence has none."""
    return next(iter(_ranked(draft, pair)), None)


def _ranked(draft: Draft, pair: Pair) -> list[int]:
    return sorted(range(len(draft.candidates)), key=lambda i: (-_fit(draft, i, pair), i))


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


def _is_pair_of(draft: Draft, candidate: Candidate, pair: Pair) -> bool:
    """Whether the two are the candidate's own two sides."""
    return _touches(draft, candidate, candidate.actors, pair.actor) and _touches(
        draft, candidate, candidate.recipients, pair.recipient
    )


def _touches(draft: Draft, candidate: Candidate, phrases: Sequence[Phrase], span: tuple[int, int] | None) -> bool:
    if span is None:
        return not phrases
    parse = draft.parses[candidate.parse]
    return any(parse.starts[p.first] < span[1] and span[0] < parse.ends[p.end - 1] for p in phrases)
