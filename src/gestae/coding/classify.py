"""Event type, mode and contexts of candidates. The lexicon answers here; a trained model fills the same interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import msgspec

from ..codebook.codebook import Codebook
from ..codebook.lexicon import NO_EVENT, UNKNOWN, Entry
from ..codebook.operators import OF_TYPE
from ..language.draft import Candidate, Draft, EachDraft, Label
from .compose import Composer, Reading

VERB, NOUN = 0.72, 0.6
"""Share of triggers of a bare verb (noun) line that are events of its type, on development sentences."""
PER_CONDITION = 0.04
NO_ACTOR, NO_RECIPIENT = 0.12, 0.08
AMBIGUOUS = 0.6
COMPOSED = 0.95


class Classifier(Protocol):
    """Labels all candidates of one draft, in order."""

    version: str

    def classify(self, draft: Draft) -> Sequence[Label]: ...


class Classify(EachDraft):
    """Asks a classifier; assigns `labels`."""

    name = "classify"
    requires = frozenset({"parses", "candidates"})
    assigns = frozenset({"labels"})

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    def apply(self, draft: Draft) -> Draft:
        return msgspec.structs.replace(draft, labels=tuple(self._classifier.classify(draft)))


class LexiconClassifier:
    """Type and mode of the lexicon line, changed by the operators over it; contexts by the sentence's words."""

    def __init__(self, codebook: Codebook, composer: Composer) -> None:
        self._codebook = codebook
        self._composer = composer
        self.version = f"lexicon-{codebook.version}"

    def classify(self, draft: Draft) -> Sequence[Label]:
        contexts = {index: self._contexts(draft, index) for index in {c.parse for c in draft.candidates}}
        return [self._label(draft, candidate, contexts[candidate.parse]) for candidate in draft.candidates]

    def _label(self, draft: Draft, candidate: Candidate, contexts: tuple[str, ...]) -> Label:
        entry = self._choose(candidate.entries, contexts)
        if entry.event_type == NO_EVENT:
            return Label(event_type=None, reason="other_sense", rule=f"{entry.source} ({entry.lemma})")
        if entry.event_type == UNKNOWN:
            return Label(event_type=UNKNOWN, rule="no lexicon line")
        event_type, mode = self._with_inner(draft, candidate, entry)
        reading = self._composer.fold(event_type, mode, candidate.operators)
        kind = reading.event_type or event_type
        merged = tuple(dict.fromkeys((*(entry.contexts if kind == entry.event_type else ()), *contexts)))
        mode = reading.mode if reading.mode in self._codebook.types[kind].modes else None
        code = entry.cameo if (kind, mode) == (entry.event_type, entry.mode) else None
        confidence = self._confidence(candidate, entry, reading)
        return Label(
            event_type=kind,
            mode=mode,
            contexts=merged,
            cameo=code or self._codebook.cameo_code(kind, mode, merged),
            confidence=confidence,
            scores=self._scores(candidate.entries, kind, confidence),
            rule=" ".join((f"{entry.source} ({entry.lemma}, frame {entry.frame})", *reading.trail)),
        )

    def _contexts(self, draft: Draft, index: int) -> tuple[str, ...]:
        parse = draft.parses[index]
        return self._codebook.contexts_of(draft.article.text[parse.starts[0] : parse.ends[-1]])

    @staticmethod
    def _choose(entries: Sequence[Entry], contexts: Sequence[str]) -> Entry:
        """Among lines that fit equally well, the one whose contexts the sentence has; else the first."""
        return max(entries, key=lambda entry: len(set(entry.contexts) & set(contexts)))

    def _with_inner(self, draft: Draft, candidate: Candidate, entry: Entry) -> tuple[str, str | None]:
        """What a trigger about another act is with that act ("refused" + "release")."""
        operator = OF_TYPE.get(entry.event_type)
        if candidate.inner is None or operator is None:
            return entry.event_type, entry.mode
        inner = draft.candidates[candidate.inner]
        kind, mode = (
            self._with_inner(draft, inner, inner.entries[0])
            if inner.inner != candidate.inner
            else (inner.entries[0].event_type, inner.entries[0].mode)
        )
        below = self._composer.fold(kind, mode, [op for op in inner.operators if op not in ("irreal", "will", "not")])
        made = self._composer.compose(operator, below.event_type or kind, below.mode, inner.entries[0].contexts)
        return (
            (made.event_type, made.mode or (entry.mode if made.event_type == entry.event_type else None))
            if made
            else (entry.event_type, entry.mode)
        )

    @staticmethod
    def _confidence(candidate: Candidate, entry: Entry, reading: Reading) -> float:
        score = (VERB if entry.pos == "v" else NOUN) + PER_CONDITION * min(entry.specificity, 5)
        score -= NO_ACTOR * (not candidate.actors) + NO_RECIPIENT * (not candidate.recipients)
        score *= COMPOSED ** len(reading.trail)
        kinds = {e.event_type for e in candidate.entries}
        return round(max(0.05, min(0.95, score * (AMBIGUOUS if len(kinds) > 1 else 1.0))), 3)

    @staticmethod
    def _scores(entries: Sequence[Entry], chosen: str, confidence: float) -> tuple[tuple[str, float], ...]:
        counts = Counter(entry.event_type for entry in entries if entry.event_type != chosen)
        rest = (1.0 - confidence) / (sum(counts.values()) + 1)
        return ((chosen, confidence), *((kind, round(rest * n, 3)) for kind, n in sorted(counts.items())))
