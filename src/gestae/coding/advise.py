"""What the event model says of the candidates that the rules found: types, status, and who takes part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from ..codebook.lexicon import UNKNOWN, unknown_verb
from ..language.draft import Answer, Candidate, Draft, Party, Phrase
from ..language.parse import Parse
from ..language.syntax import Syntax
from .demand import DEMAND
from .event_model import EventModel, Tag
from .labels import NONE
from .marking import Question

MODEL = "model"
"""The path of a phrase that the model found."""
KNOWN = 0.6
"""Probability from which the model alone gives a verb its type."""
DOUBT = 0.05
"""Below this the model does not see a participant on the side where the rules put it."""
FILL = 0.4
"""From here on the model alone names a participant of a verb where the rules find none: confidence pays for it."""
REPLACE = 0.7
"""From here on it names another in the place of one that it does not see."""
OTHER = 0.6
"""From here on a participant belongs to the other side, if the model doubts its own."""
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
CERTAIN = (DEMAND, "gerund>object", "control>object")
"""Paths by which grammar tells who acts: in demands, "accused X of killing", "ordered X to leave"."""
LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "around"})
MUTUAL = ("mutual", "n-mutual")
Sides = tuple[list[Phrase], list[Phrase]]


class Advisor:
    """Asks the model about candidates; it gives a type to verbs that no lexicon knows, and checks participants.

    `is_open` tells for each candidate of a draft whether the rules leave it open: what they refuse is not asked about.
    """

    def __init__(self, model: EventModel, syntax: Syntax, is_open: Callable[[Draft], Sequence[bool]]) -> None:
        self.model = model
        self._syntax = syntax
        self._is_open = is_open

    def advise(self, draft: Draft, candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Answer | None]]:
        """The candidates with their participants put right, and the answer about each that was asked about.

        Verbs that the lexicon does not know stand last; those without an answer that is sure are dropped.
        """
        draft = msgspec.structs.replace(draft, candidates=tuple(candidates))
        asked = [i for i, is_open in enumerate(self._is_open(draft)) if is_open]
        answers = self.model.ask([_question(draft, candidates[i]) for i in asked])
        better = list(candidates)
        found: list[Answer | None] = [None] * len(better)
        for i, (answer, tags) in zip(asked, answers, strict=True):
            typed = _typed(candidates[i], answer)
            better[i], found[i] = self._checked(draft.parses[typed.parse], typed, answer, tags)
        kept = [i for i, c in enumerate(better) if c.entries[0].event_type != UNKNOWN]
        return [better[i] for i in kept], [found[i] for i in kept]

    def _checked(
        self, parse: Parse, candidate: Candidate, answer: Answer, tags: Sequence[Tag]
    ) -> tuple[Candidate, Answer]:
        """The candidate with its participants as the model sees them too; the answer with the score of each."""
        scores = _token_scores(parse, tags)
        actors, recipients = self._replaced(parse, candidate, scores, _sorted_out(candidate, scores))
        taken = _tokens(actors, recipients)
        actors = actors or self._filled(parse, candidate, scores, 0, taken)
        if candidate.entries[0].frame not in MUTUAL:
            recipients = recipients or self._filled(parse, candidate, scores, 1, taken | _tokens(actors))
        else:  # whichever side it sees them on, they met
            scores = [(max(pair), min(pair)) if t in taken else pair for t, pair in enumerate(scores)]
        sides = [
            tuple(Party(parse.starts[p.first], parse.ends[p.end - 1], round(scores[p.head][side], 4)) for p in phrases)
            for side, phrases in enumerate((actors, recipients))
        ]
        better = msgspec.structs.replace(candidate, actors=tuple(actors), recipients=tuple(recipients))
        unseen = [_best(parse, candidate, scores, side) for side in (0, 1)]
        return better, msgspec.structs.replace(
            answer, actors=sides[0], recipients=sides[1], unseen_actor=unseen[0], unseen_recipient=unseen[1]
        )

    def _replaced(
        self, parse: Parse, candidate: Candidate, scores: Sequence[tuple[float, float]], sides: Sides
    ) -> Sides:
        """A side whose participants the model does not see is left to those that it is sure of."""
        if candidate.entries[0].frame in MUTUAL or not parse.tags[candidate.token].startswith("VB"):
            return sides
        best = [max((scores[t][side] for t in _nouns(parse, candidate)), default=0.0) for side in (0, 1)]
        actors, recipients = (
            [] if best[side] >= REPLACE and all(_is_doubted(p, scores, side) for p in phrases) else list(phrases)
            for side, phrases in enumerate(sides)
        )
        return actors, recipients

    def _filled(
        self, parse: Parse, candidate: Candidate, scores: Sequence[tuple[float, float]], side: int, taken: set[int]
    ) -> list[Phrase]:
        """The noun that the model is surest of, with all its words."""
        if not parse.tags[candidate.token].startswith("VB"):
            return []  # of an event noun the model is apt to take the sentence's subject for the actor
        nouns = [t for t in _nouns(parse, candidate) if t not in taken and scores[t][side] >= FILL]
        nouns = [t for t in nouns if not _is_where(parse, t) and not parse.is_entity(t, MEASURES)]
        if not nouns:
            return []
        head = _head(parse, max(nouns, key=lambda t: scores[t][side]))
        phrase = self._syntax.phrase(parse, head, MODEL)
        inside = phrase.first < candidate.end and candidate.first < phrase.end
        return [] if inside or any(phrase.first <= t < phrase.end for t in taken) else [phrase]


def _question(draft: Draft, candidate: Candidate) -> Question:
    parse, span = draft.parses[candidate.parse], draft.span(candidate)
    start, end = parse.starts[0], parse.ends[-1]
    return Question(draft.article.text[start:end], (span.start - start, span.end - start))


def _typed(candidate: Candidate, answer: Answer) -> Candidate:
    """A verb that the lexicon does not know becomes what the model is sure of."""
    kind = max(answer.types, key=lambda name: answer.types[name])
    if candidate.entries[0].event_type != UNKNOWN or kind == NONE or answer.types[kind] < KNOWN:
        return candidate
    return msgspec.structs.replace(candidate, entries=(unknown_verb(candidate.entries[0].lemma, kind),))


def _sorted_out(candidate: Candidate, scores: Sequence[tuple[float, float]]) -> Sides:
    """The rules' participants, each on the side where the model sees it. What it sees nowhere stays: the score tells.

    Taking those away lost more that was right than it won (docs/ACCURACY.md).
    """
    if candidate.entries[0].frame in MUTUAL:
        return list(candidate.actors), list(candidate.recipients)  # all who met are actors, whoever came to whom
    sides: Sides = ([], [])
    for own, phrases in enumerate((candidate.actors, candidate.recipients)):
        for phrase in phrases:
            there = scores[phrase.head][1 - own]
            moves = _is_doubted(phrase, scores, own) and there >= OTHER
            sides[1 - own if moves else own].append(phrase)
    return sides


def _tokens(*sides: Sequence[Phrase]) -> set[int]:
    """All words of the phrases."""
    return {token for side in sides for phrase in side for token in range(phrase.first, phrase.end)}


def _head(parse: Parse, token: int) -> int:
    """The noun that a compound's part belongs to: a part of "Prime Minister Sato" is no party of its own."""
    while parse.deps[token] in ("compound", "nmod") and parse.is_noun(parse.heads[token]):
        token = parse.heads[token]
    return token


def _is_where(parse: Parse, token: int) -> bool:
    """After "in", "at", "near": the place of an event is no party to it."""
    return parse.deps[token] == "pobj" and parse.lowers[parse.heads[token]] in LOCATIVE


def _is_doubted(phrase: Phrase, scores: Sequence[tuple[float, float]], side: int) -> bool:
    """Not seen on its side; but the agent after "by" acts, and who is accused or ordered to, whatever is louder."""
    certain = phrase.path.endswith("by") or phrase.path.startswith(CERTAIN)
    return scores[phrase.head][side] < DOUBT and not certain


def _token_scores(parse: Parse, tags: Sequence[Tag]) -> list[tuple[float, float]]:
    """For each token of the parse, the mean probabilities of actor and recipient over the model's pieces of it."""
    base, found = parse.starts[0], []
    for start, end in zip(parse.starts, parse.ends, strict=True):
        pieces = [t for t in tags if t.start + base < end and start < t.end + base]
        count = max(1, len(pieces))
        found.append((sum(t.actor for t in pieces) / count, sum(t.recipient for t in pieces) / count))
    return found


def _nouns(parse: Parse, candidate: Candidate) -> list[int]:
    return [t for t in range(len(parse)) if parse.is_noun(t) and not candidate.first <= t < candidate.end]


def _best(parse: Parse, candidate: Candidate, scores: Sequence[tuple[float, float]], side: int) -> float:
    """The highest score of any noun on a side."""
    return round(max((scores[t][side] for t in _nouns(parse, candidate)), default=0.0), 4)
