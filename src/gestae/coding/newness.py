"""New or background: whether an event is part of what the article reports."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from ..language.draft import Candidate, Draft, EachDraft
from ..language.parse import Parse
from ..records import EventTime, Newness

FRESH = timedelta(days=8)
"""Older events than about a week before publication are background (CODING: "within about a week")."""


class DecideNewness(EachDraft):
    """Assigns `newness`, from the event's time and, without one, from the tense of a subordinate clause."""

    name = "newness"
    requires = frozenset({"article", "parses", "candidates", "candidate_times"})
    assigns = frozenset({"newness"})

    def apply(self, draft: Draft) -> Draft:
        published = draft.article.day
        found = [
            _newness(draft.parses[c.parse], c, time, published)
            for c, time in zip(draft.candidates, draft.candidate_times, strict=True)
        ]
        return msgspec.structs.replace(draft, newness=tuple(found))


def _newness(parse: Parse, candidate: Candidate, time: EventTime | None, published: date | None) -> Newness:
    if time is not None and time.latest is not None and published is not None:
        return "background" if date.fromisoformat(time.latest) < published - FRESH else "new"
    return "background" if _is_past_perfect_aside(parse, candidate.token) else "new"


def _is_past_perfect_aside(parse: Parse, token: int) -> bool:
    """ "who had fought in the war": past perfect in a relative clause tells what came before the story."""
    has_had = any(parse.lowers[c] == "had" and parse.deps[c] == "aux" for c in parse.children[token])
    return has_had and parse.deps[token] == "relcl"
