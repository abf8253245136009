"""Who says so: reported clauses, "according to", quotations; and in whose voice each candidate is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from importlib.resources.abc import Traversable

import msgspec

from ..codebook.files import DATA
from ..codebook.words import Words
from ..language.draft import Draft, EachDraft, Voice
from ..language.parse import Parse
from ..records import Attribution, Mention, Span
from .attribute_clauses import ClauseReader
from .attribute_cues import Cues
from .attribute_flow import Flow
from .attribute_loose import with_loose_quotes
from .attribute_nested import Parts, without_nested
from .attribute_quotes import QuoteReader
from .attribute_said import Said
from .attribute_turns import turns
from .quotes import Quotes

PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they", "who", "that", "which", "this"})


class AttributionFinder:
    """Finds attributions in parsed sentences."""

    def __init__(self, root: Traversable = DATA) -> None:
        self._cues = Cues.load(root)
        self._clauses = ClauseReader(self._cues, Words.load(root))
        self._quotes = QuoteReader(self._cues, self._clauses)

    def find(self, text: str, parses: Sequence[Parse]) -> list[Attribution]:
        """Attributions in text order; a quotation without words of saying goes to the speaker of the one before it."""
        quotes = Quotes(text)
        return [said.record(quotes) for said in self.tell(text, parses, quotes)]

    def tell(self, text: str, parses: Sequence[Parse], quotes: Quotes) -> list[Said]:
        """The same with the parts of contents, and with stances."""
        flow = Flow(text, parses)
        beside = self._quotes.read(text, flow, quotes)
        said = [*beside.said.values(), *turns(text, parses, quotes)]
        used: dict[int, set[int]] = {}
        for index, token in beside.said:
            used.setdefault(index, set()).add(token)
        owned = set(beside.owned)
        for index, parse in enumerate(parses):
            for found in self._clauses.read(parse, used.get(index, ())):
                said += self._with_quotes(text, found, quotes, owned)
        return with_loose_quotes(flow, without_nested(text, said), quotes, owned)

    def _with_quotes(self, text: str, said: Said, quotes: Quotes, owned: set[int]) -> list[Said]:
        """A reported clause with the whole of the quotations that it holds part of; they are `owned` from then on."""
        if said.cue is not None and quotes.at(said.cue[0]) is not None:
            return [said] if self._matters_in_quotes(text, said) else []
        for start, end in said.parts:
            for quote in quotes.touching(start, end):
                index = quotes.at(quote.start)
                if index is not None and index not in owned:
                    said = said.with_part(quote.start, quote.end)
                    owned.add(index)
        return [said]

    @staticmethod
    def _matters_in_quotes(text: str, said: Said) -> bool:
        """What a quoted speaker thinks or says is not asked for, but that somebody else claims or denies is."""
        return (
            said.tells
            and said.stance != "states"
            and said.speaker is not None
            and text[said.speaker[0] : said.speaker[1]].lower() not in PRONOUNS
        )


NAMES_IN_SPEAKER = 6
"""Names looked at in the words of one speaker; titles and appositions have fewer."""


class Attribute(EachDraft):
    """Assigns `attributions`, and for each candidate the `voices` that tell it."""

    name = "attribute"
    requires = frozenset({"article", "parses", "candidates", "mentions"})
    assigns = frozenset({"attributions", "voices"})

    def __init__(self, finder: AttributionFinder) -> None:
        self._finder = finder

    def apply(self, draft: Draft) -> Draft:
        text = draft.article.text
        quotes = Quotes(text)
        said = self._finder.tell(text, draft.parses, quotes)
        voices = _Voices(said)
        told = tuple(voices.of(draft.span(candidate)) for candidate in draft.candidates)
        records = tuple(_with_speaker(s.record(quotes), draft.mentions) for s in said)
        return msgspec.structs.replace(draft, attributions=records, voices=told)


class _Voices:
    """The attributions that tell, for questions where something stands."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._telling = [(i, one.stance) for i, one in enumerate(said) if one.tells]
        self._parts = Parts([one for one in said if one.tells])

    def of(self, span: Span) -> Voice:
        """The narrowest attribution that a trigger stands in."""
        narrowest = min(self._parts.holding(span.start, span.end), default=None)
        if narrowest is None:
            return Voice()
        index, stance = self._telling[narrowest[1]]
        return Voice(attribution=index, stance=stance)


def _with_speaker(attribution: Attribution, mentions: Sequence[Mention]) -> Attribution:
    """The attribution with its speaker's entity: a person named in the speaker's words, else the first name there."""
    speaker = attribution.speaker
    if speaker is None:
        return attribution
    begin = bisect_left(mentions, speaker.start, key=lambda m: m.start)
    inside = [m for m in mentions[begin : begin + NAMES_IN_SPEAKER] if m.end <= speaker.end and m.entity is not None]
    named = next((m for m in inside if m.kind == "person"), inside[0] if inside else None)
    if named is None:
        return attribution
    return msgspec.structs.replace(attribution, speaker=msgspec.structs.replace(speaker, entity=named.entity))
