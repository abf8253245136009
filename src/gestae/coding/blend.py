"""Lexicon and model together: each checks the other, and confidence falls where they disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log

import msgspec

from ..codebook.codebook import Codebook
from ..language.draft import Answer, Draft, Label
from .classify import LexiconClassifier
from .labels import NONE

FOR_TRIGGER, FOR_PAIR, FOR_OTHER_PAIR = 0.7, 0.7, 0.3
"""Weight of the lexicon's odds beside the model's: for a trigger that the lexicon names; for a pair that is exactly the two
sides of a trigger (its lexicon line is then right in 83 %, else in 64 % of the held-out pairs); for any other pair."""
FLOOR, FLOOR_NONE = 0.1, 0.3
"""What the lexicon grants a type that none of its lines names, and "no event", of which it knows little."""
SWITCH, NOTHING = 0.7, 0.8
"""Probability from which another type than the lexicon's is taken, and from which a trigger reports no event. What is less
sure stays with the lexicon, at a low confidence."""
LIKELY = 0.5
"""Another type than the lexicon's must be likelier than all else, "no event" included."""
MODE = 0.85
"""Probability from which the model's mode is taken where the lexicon names none."""
YIELD = ("CONCEDE", "RETREAT")
"""One type in words and in deed: they compete together against the others."""


class BlendedClassifier:
    """The lexicon's label, its type and mode decided together with the model's answer."""

    def __init__(self, codebook: Codebook, lexicon: LexiconClassifier, version: str) -> None:
        self._codebook = codebook
        self._lexicon = lexicon
        self.version = f"{lexicon.version}+{version}"

    def classify(self, draft: Draft) -> Sequence[Label]:
        told = self._lexicon.classify(draft)
        return [
            label
            if answer is None or label.event_type is None
            else self._blend(label, answer, draft.parses[candidate.parse].is_noun(candidate.token))
            for label, answer, candidate in zip(told, draft.answers, draft.candidates, strict=True)
        ]

    def _blend(self, label: Label, answer: Answer, is_noun: bool) -> Label:
        """Type and mode; of an event noun below a verb the model is apt to tell the verb's type, so that it stays what it is."""
        odds = blended(answer.types, dict(label.scores), FOR_TRIGGER)
        ruled = label.event_type or NONE
        kind = ruled if is_noun and odds[NONE] < NOTHING else _decide(odds, ruled)
        trail = f"model {kind} {odds[kind]:.2f}"
        if kind == NONE:
            return Label(event_type=None, reason="no_event", rule=f"{trail}, {label.rule}", confidence=odds[kind])
        same = kind == label.event_type
        mode = choose_mode(answer.modes, kind, label.mode if same else None)
        contexts = label.contexts
        code = label.cameo if same and mode == label.mode else self._codebook.cameo_code(kind, mode, contexts)
        return msgspec.structs.replace(
            label,
            event_type=kind,
            mode=mode,
            cameo=code,
            confidence=round(odds[kind], 3),
            scores=tuple((k, round(p, 4)) for k, p in sorted(odds.items()) if p >= 0.0005 and k != NONE),
            rule=f"{label.rule} {trail}",
            agreed=most_probable(answer.types) == label.event_type,
        )


def blended(model: Mapping[str, float], lexicon: Mapping[str, float], weight: float) -> dict[str, float]:
    """Probabilities by type: the model's, times the lexicon's to a power (a product of experts)."""
    weighed = {
        kind: log(max(p, 1e-6)) + weight * log(_floor(kind) + (1.0 - FLOOR) * lexicon.get(kind, 0.0))
        for kind, p in model.items()
    }
    highest = max(weighed.values())
    raised = {kind: exp(value - highest) for kind, value in weighed.items()}
    total = sum(raised.values())
    return {kind: value / total for kind, value in raised.items()}


def _floor(kind: str) -> float:
    return FLOOR_NONE if kind == NONE else FLOOR


def _decide(odds: Mapping[str, float], ruled: str) -> str:
    if odds[NONE] >= NOTHING:
        return NONE
    kind = most_probable({k: p for k, p in odds.items() if k != NONE})
    return kind if odds[kind] >= max(LIKELY, SWITCH * (1.0 - odds[NONE])) else ruled


def most_probable(odds: Mapping[str, float]) -> str:
    """The best type; the two kinds of yielding stand together against the others."""
    best = max(odds, key=lambda kind: odds[kind])
    together = sum(odds[kind] for kind in YIELD)
    return max(YIELD, key=lambda kind: odds[kind]) if together > odds[best] else best


def choose_mode(modes: Mapping[str, float], kind: str, ruled: str | None) -> str | None:
    """The mode of the rules, else the model's where it is sure."""
    if ruled is not None:
        return ruled
    own = {name.split(" ", 1)[1]: p for name, p in modes.items() if name.split(" ", 1)[0] == kind}
    best = max(own, key=lambda name: own[name])
    sure = own[best] >= MODE * sum(own.values())
    return best if sure and best != "-" else None
