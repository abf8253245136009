"""The judge: which candidates become events, which are one event told twice, and what is refused with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources.abc import Traversable
from itertools import takewhile
from typing import Any

import msgspec

from ..codebook.codebook import Codebook
from ..codebook.files import DATA, read_toml
from ..language.draft import Candidate, Draft, EachDraft
from ..language.parse import Parse
from ..records import Event, Rejection, RejectionReason, short_hash
from .confidence import Confidence
from .figure_tie import FigureTie, within
from .merge import Told, merge_repetitions
from .refuse import PhraseList, Refuser

VIOLENT = "ASSAULT"
MATERIAL_CONFLICT = 4
"""The quad class whose events need no party: an attack, a riot by unknown hands is an event."""


FEWEST_DATES, OLD_SHARE = 4, 0.6
"""From so many dates on, and this share of old ones, an article as a whole is history."""
POWERLESS = frozenset({"CVL", "BUS", "MED", "EDU"})
IMPOSED = frozenset({"restrict", "withhold", "censor", "curfew", "martial-law", "deport"})
"""Modes of COERCE that take a power to impose; civilians may seize and hack."""
OFFICIAL = frozenset({"COP", "JUD", "MIL"})
FUTURE = frozenset({"will", "plan", "will_not"})


class Judge(EachDraft):
    """Assigns `events`, their `tellings` and `figures`; everything refused joins `rejections`."""

    name = "judge"
    requires = frozenset(
        {"article", "sentences", "parses", "candidates", "labels", "answers", "verdicts", "voices", "parties", "candidate_places", "candidate_times",
         "claims", "newness", "places", "attributions"}
    )  # fmt: skip
    assigns = frozenset({"events", "figures", "tellings"})

    def __init__(
        self,
        codebook: Codebook,
        refuser: Refuser,
        confidence: Confidence,
        least: float | None = None,
        root: Traversable = DATA,
    ) -> None:
        self._codebook = codebook
        self._confidence = confidence
        self._refuser = refuser
        data = read_toml("syntax/judging.toml", root)
        self._threshold: float = _least(data, confidence, least)
        self._history = timedelta(days=data["history_days"])
        self._tie = FigureTie(data["figures"], data["reach"])
        self._analysts = PhraseList(read_toml("syntax/refusals.toml", root)["prediction"]["words"])

    def apply(self, draft: Draft) -> Draft:
        whole = self._refuser.article_kind(draft) or self._is_old_story(draft)
        told, refused = [], []
        for index in range(len(draft.candidates)):
            reason = self._refusal(draft, index) or (None if self._is_official(draft, index, whole) else whole)
            if reason is None:
                told.append(self._event(draft, index))
            else:
                refused.append(self._rejection(draft, index, *reason))
        told.sort(key=lambda t: (t.event.trigger.start, t.index))
        kept, repeated = merge_repetitions(draft, told)
        refused += [
            self._rejection(draft, t.index, "repeated_mention", f"told more fully at {into.event.trigger.start}")
            for t, into in repeated
        ]
        kept = [self._weighed(draft, t) for t in kept]
        sure = [t for t in kept if t.event.confidence >= self._threshold]
        refused += [
            self._rejection(draft, t.index, "low_confidence", f"{t.event.confidence} is below {self._threshold}")
            for t in kept
            if t.event.confidence < self._threshold
        ]
        events, figures = self._tie.figures(draft, [t.event for t in sure])
        refused.sort(key=lambda r: (r.start or 0, r.end or 0, r.reason))
        return msgspec.structs.replace(
            draft,
            events=tuple(events),
            tellings=tuple(t.tellings for t in sure),
            figures=figures,
            rejections=(*draft.rejections, *refused),
        )

    def _weighed(self, draft: Draft, told: Told) -> Told:
        """With the confidence of all its tellings together."""
        confidence = self._confidence.of(draft, told.event, told.tellings)
        return msgspec.structs.replace(told, event=msgspec.structs.replace(told.event, confidence=confidence))

    @staticmethod
    def _is_official(draft: Draft, index: int, whole: tuple[RejectionReason, str] | None) -> bool:
        """What police or a court do at a match or a market is reported all the same."""
        if whole is None or whole[0] not in ("sport", "business"):
            return False
        known = [p.entity for p in draft.parties[index][0] if p.entity is not None]
        return any(OFFICIAL & set(entity.sectors) for entity in known)

    # --- refusals -----------------------------------------------------------------------------

    def _refusal(self, draft: Draft, index: int) -> tuple[RejectionReason, str] | None:
        label, verdict = draft.labels[index], draft.verdicts[index]
        if label.event_type is None:
            return label.reason or "other_sense", label.rule
        if verdict.refuse is not None:
            return verdict.refuse, verdict.because
        if verdict.status == "hypothetical":
            return self._unreal(draft, index)
        if (found := self._is_foretold(draft, index)) is not None:
            return "prediction", found
        if self._is_history(draft, index):
            return "history", "more than a year before publication"
        if (missing := self._missing(draft, index)) is not None:
            return "no_participant", missing
        if (nobody := self._nobody(draft, index)) is not None:
            return "metaphor", nobody
        return None

    def _unreal(self, draft: Draft, index: int) -> tuple[RejectionReason, str]:
        verdict = draft.verdicts[index]
        if "question" in verdict.because.split():
            return "question", verdict.because
        parse = draft.parses[draft.candidates[index].parse]
        found = self._analysts.first(" ".join(parse.lowers))
        return ("prediction", found) if found else ("hypothetical", verdict.because)

    def _is_history(self, draft: Draft, index: int) -> bool:
        """More than a year before publication: by the event's own time, else by all the dates in its sentence."""
        published, time = draft.article.day, draft.candidate_times[index]
        if published is None:
            return False
        if time is not None and time.latest is not None:
            return date.fromisoformat(time.latest) < published - self._history
        candidate = draft.candidates[index]
        parse = draft.parses[candidate.parse]
        told = [t for t in within(draft.times, parse.starts[0], parse.ends[-1]) if t.latest]
        dated = [t.latest for t in told if _bears_on(parse, candidate.token, t.start)]
        return bool(dated) and all(date.fromisoformat(d) < published - self._history for d in dated if d)

    def _is_old_story(self, draft: Draft) -> tuple[RejectionReason, str] | None:
        """An article most of whose dates lie more than a year back tells history."""
        published = draft.article.day
        dated = [t.latest for t in draft.times if t.latest is not None]
        if published is None or len(dated) < FEWEST_DATES:
            return None
        old = sum(date.fromisoformat(d) < published - self._history for d in dated) / len(dated)
        return ("history", f"{old:.0%} of the article's dates are more than a year back") if old >= OLD_SHARE else None

    def _is_foretold(self, draft: Draft, index: int) -> str | None:
        """Plans and futures told by those who only look on ("analysts expect", "the odds are")."""
        verdict, candidate = draft.verdicts[index], draft.candidates[index]
        parse = draft.parses[candidate.parse]
        open_ended = verdict.status in ("planned", "threatened") or FUTURE & set(candidate.operators)
        verb = next(
            (t for t in (candidate.token, *parse.ancestors(candidate.token)) if parse.is_verb(t)), candidate.token
        )
        if not open_ended and parse.tags[verb] not in ("VBZ", "VBP", "VB"):
            return None
        return self._analysts.first(" ".join(parse.lowers))

    def _missing(self, draft: Draft, index: int) -> str | None:
        """Who an event cannot do without: a recipient where PLOVER requires one; somebody or a figure, always."""
        candidate, label = draft.candidates[index], draft.labels[index]
        actors, recipients = draft.parties[index]
        kind = self._codebook.types[label.event_type or ""]
        if kind.recipient == "required" and not recipients and not actors:
            return f"{label.event_type} needs a recipient"
        if actors or recipients:
            return None
        placed = draft.candidate_places[index] is not None or self._has_figure(draft, candidate.parse)
        placed = placed or (label.event_type == VIOLENT and self._is_this_one(draft, candidate))
        if kind.quad_class == MATERIAL_CONFLICT and placed:
            return None
        return "neither actor nor recipient is named"

    @staticmethod
    def _is_this_one(draft: Draft, candidate: Candidate) -> bool:
        """ "the shooting" in an article that tells of dead or wounded is the one that they fell in."""
        parse = draft.parses[candidate.parse]
        one = parse.tags[candidate.token] in ("NN", "NNP", "VBG") and parse.child(candidate.token, "det") is not None
        return one and any(claim.measure in ("killed", "wounded") for claim in draft.claims)

    @staticmethod
    def _nobody(draft: Draft, index: int) -> str | None:
        """What begins a sentence has a capital and may be no name ("Moss staged …"); civilians impose nothing."""
        candidate, label = draft.candidates[index], draft.labels[index]
        parse, actors = draft.parses[candidate.parse], draft.parties[index][0]
        if not actors:
            return None
        named = {t for first, end, _ in parse.entities for t in range(first, end)}
        if all(
            a.entity is None and p.first == p.head == 0 and parse.tags[0] == "NNP" and 0 not in named
            for a, p in zip(actors, candidate.actors, strict=True)
        ):
            return f"'{parse.lowers[0]}' is known as nobody"
        sectors = [set(a.entity.sectors) if a.entity is not None else set() for a in actors]
        imposing = label.event_type == "SANCTION" or (label.event_type == "COERCE" and label.mode in IMPOSED)
        recipients = draft.parties[index][1]
        taking = (label.event_type, label.mode) == ("COERCE", "seize") and all(r.entity is None for r in recipients)
        if (imposing or taking) and all(s and s <= POWERLESS for s in sectors):
            return f"'{parse.lowers[candidate.actors[0].head]}' has nothing to impose"
        return None

    @staticmethod
    def _has_figure(draft: Draft, parse: int) -> bool:
        return bool(within(draft.claims, draft.parses[parse].starts[0], draft.parses[parse].ends[-1]))

    def _rejection(self, draft: Draft, index: int, reason: RejectionReason, detail: str) -> Rejection:
        span = draft.span(draft.candidates[index])
        label = draft.labels[index]
        shown = f"{label.event_type or 'nothing'}{f' {label.mode}' if label.mode else ''}: {detail}"
        return Rejection(stage="judge", reason=reason, start=span.start, end=span.end, detail=shown)

    # --- events -------------------------------------------------------------------------------

    def _event(self, draft: Draft, index: int) -> Told:
        candidate, label, voice = draft.candidates[index], draft.labels[index], draft.voices[index]
        actors, recipients = draft.parties[index]
        span = draft.span(candidate)
        ids = (*(f"{p.start}-{p.end}" for p in actors), "|", *(f"{p.start}-{p.end}" for p in recipients))
        event = Event(
            id=short_hash(draft.article.id, span.start, span.end, label.event_type, *ids),
            event_type=label.event_type,  # type: ignore[arg-type]  # checked by _refusal and the codebook
            mode=label.mode,
            contexts=label.contexts,
            cameo=label.cameo,
            actors=actors,
            recipients=recipients,
            status=draft.verdicts[index].status,
            newness=draft.newness[index],
            attribution=voice.attribution,
            stance=voice.stance,
            time=draft.candidate_times[index],
            place=draft.candidate_places[index],
            trigger=span,
            sentence=draft.parses[candidate.parse].sentence,
            confidence=0.0,
        )
        return self._weighed(draft, Told(event, index))


def _least(data: Mapping[str, Any], confidence: Confidence, asked: float | None) -> float:
    """The threshold: as asked for, else the codebook's for coding with or without a model."""
    if asked is not None:
        return asked
    return float(data["threshold_with_model" if confidence.is_fitted else "threshold"])


def _bears_on(parse: Parse, token: int, offset: int) -> bool:
    """A date bears on a trigger unless another verb stands over it on the way ("accused of stabbing … in 2019")."""
    at = parse.token_at(offset)
    if at is None:
        return False
    above = {token, *parse.ancestors(token)}
    path = (at, *parse.ancestors(at))
    between = takewhile(lambda t: t not in above, path)
    return not any(parse.is_verb(t) and parse.deps[t] != "conj" for t in between)
