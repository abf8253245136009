"""Who speaks a quotation: by the words of saying before or after it, whatever the parser made of the quoted words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from .attribute_clauses import ClauseReader
from .attribute_cues import Cues
from .attribute_extent import is_mark, speaker_range
from .attribute_flow import At, Flow, nominal_head
from .attribute_said import Range, Said
from .quotes import Quote, Quotes

Key = tuple[int, int]
"""A cue: index of the parse, token."""
FAR, NEAR = 25, 6
"""Tokens between a quotation and its cue: with a comma or colon at the quotation, and without."""
TURNS = ",?!—-–…"
"""Marks before a closing quotation mark after which the sentence goes on."""
NOT_A_SPEAKER = frozenset({"CC", "IN", "WDT", "WRB", "TO", "RB"})
OPENS_CLAUSE = frozenset({"IN", "MD", "WDT", "WP", "WRB", "TO", "PRP"})
"""Words between a verb of saying and a quotation after which the quotation is part of a clause."""
SKIPPED = frozenset({"RB", "MD", "RBR"})
LONGEST_NAME = 8
"""Tokens of a "Name Surname, a farmer:" before a quotation."""


class Found(msgspec.Struct, frozen=True):
    """A cue beside a quotation, and its speaker."""

    cue: At
    speaker: Range | None


class Beside(msgspec.Struct, frozen=True):
    """Attributions by their cue, and the indexes of the quotations that belong to one of them."""

    said: Mapping[Key, Said]
    owned: frozenset[int]


class QuoteReader:
    """Finds for each quotation the cue beside it."""

    def __init__(self, cues: Cues, clauses: ClauseReader) -> None:
        self._cues, self._clauses = cues, clauses

    def read(self, text: str, flow: Flow, quotes: Quotes) -> Beside:
        """Attributions of the quotations that have a cue beside them."""
        said: dict[Key, Said] = {}
        owners: dict[int, Key] = {}
        for i, quote in enumerate(quotes.all):
            found = self._leading(flow, quotes, quote) or self._trailing(text, flow, quotes, quote)
            if found is not None:
                key = owners[i] = (found.cue.index, found.cue.token)
                said[key] = said[key].with_part(quote.start, quote.end) if key in said else self._said(found, quote)
        for i in range(len(quotes.all) - 2, -1, -1):
            after = owners.get(i + 1)
            if quotes.all[i].open_end and i not in owners and after is not None and not said[after].is_full:
                owners[i] = after
                said[after] = said[after].with_part(quotes.all[i].start, quotes.all[i].end)
        return Beside(said, frozenset(owners))

    def _said(self, found: Found, quote: Quote) -> Said:
        cue = found.cue
        said = Said(
            speaker=found.speaker,
            cue=(cue.start, cue.end),
            parts=((quote.start, quote.end),),
            stance=self._cues.stance(cue.lower),
            sentence_end=cue.parse.ends[-1],
        )
        for start, end in self._clauses.reported_after(cue.parse, cue.token):
            if start >= quote.end:
                said = said.with_part(start, end)
        return said

    # --- before ---------------------------------------------------------------------------------

    def _leading(self, flow: Flow, quotes: Quotes, quote: Quote) -> Found | None:
        """ "He said: …", "she told reporters, …"."""
        tokens = list(self._outside(flow.before(quote.start, FAR + 1), quotes))
        if not tokens:
            return None
        mark = tokens[0].lower
        colon, bound = mark == ":", mark in (",", ":")
        if not bound and not quote.is_sentence:
            return None
        for at in tokens[: FAR if bound else NEAR]:
            if at.index != tokens[0].index or at.tag == ".":
                break
            if self._is_cue(at):
                return Found(at, self._clauses.speaker(at.parse, at.token))
            if not bound and (at.tag in OPENS_CLAUSE or at.tag.startswith("VB")):
                break
        return self._before_colon(tokens) if colon else None

    def _before_colon(self, tokens: Sequence[At]) -> Found | None:
        """ "In a statement: …", "Maria Sanz, a nurse: …"."""
        colon = tokens[0]
        parse = colon.parse
        for at in tokens[1:]:
            if at.index == colon.index and at.lower in self._cues.quotation_nouns:
                return Found(at, self._clauses.speaker_near(parse, at.token))
        head = nominal_head(parse, 0)
        if head is None or colon.token > LONGEST_NAME or parse.tags[head] not in ("NNP", "NNPS"):
            return None
        return Found(colon, speaker_range(parse, head))

    # --- after ----------------------------------------------------------------------------------

    def _trailing(self, text: str, flow: Flow, quotes: Quotes, quote: Quote) -> Found | None:
        """ "…," she said; "…," said Maria Sanz, a nurse."""
        if quote.open_end or not self._goes_on(text, quote) or not self._starts_clause(flow, quote):
            return None
        tokens = list(self._outside(flow.after(quote.end, FAR), quotes))
        while tokens and is_mark(tokens[0].parse, tokens[0].token):
            tokens = tokens[1:]
        if not tokens or (tokens[0].tag in NOT_A_SPEAKER and not self._is_cue(tokens[0])):
            return None
        for i, at in enumerate(tokens):
            if at.tag in (".", ":") or at.index != tokens[0].index:
                return None
            if self._is_cue(at) and self._may_trail(tokens, i):
                return Found(at, self._speaker_beside(tokens, i))
        return None

    @staticmethod
    def _goes_on(text: str, quote: Quote) -> bool:
        inside = text[max(quote.start, quote.end - 4) : quote.end].rstrip("\"”'’»“ ")
        return inside[-1:] in TURNS or text[quote.end : quote.end + 2].lstrip()[:1] in (",", "—", "–")

    @staticmethod
    def _starts_clause(flow: Flow, quote: Quote) -> bool:
        """Words right before it make a quotation part of a clause ("the plan would “work for all,” she said")."""
        before = next(flow.before(quote.start, 1), None)
        return before is None or is_mark(before.parse, before.token) or before.tag in (".", "``", "''", "CC")

    @staticmethod
    def _may_trail(tokens: Sequence[At], i: int) -> bool:
        """A "that" after the verb opens a clause of its own: then the quotation was the sentence before."""
        return not (i + 1 < len(tokens) and tokens[i + 1].lower == "that")

    def _speaker_beside(self, tokens: Sequence[At], cue: int) -> Range | None:
        at, first = tokens[cue], tokens[0]
        if all(t.tag in SKIPPED for t in tokens[:cue]):
            return self._inverted(at, tokens[cue + 1 :])
        between = [t for t in tokens[:cue] if t.tag not in SKIPPED]
        if any(t.tag.startswith("VB") for t in between):
            head = nominal_head(first.parse, first.token)
            return None if head is None else speaker_range(first.parse, head)
        while between and (between[-1].tag in ("RB", "WP") or is_mark(between[-1].parse, between[-1].token)):
            between = between[:-1]
        return (between[0].start, between[-1].end) if between else None

    def _inverted(self, cue: At, after: Sequence[At]) -> Range | None:
        """ "said Maria Sanz, a nurse": by the tags, and over a sentence bound that an abbreviation made."""
        parse, first = cue.parse, cue.token + 1
        head = nominal_head(parse, first)
        if head is None:
            return self._clauses.speaker(parse, cue.token)
        end = speaker_range(parse, head)[1]
        if end == parse.ends[-1] and parse.words[-1].endswith("."):
            for at in after:
                if at.start >= end and at.tag != "NNP":
                    break
                end = max(end, at.end)
        return parse.starts[first], end

    # --- both -----------------------------------------------------------------------------------

    @staticmethod
    def _outside(tokens: Iterator[At], quotes: Quotes) -> Iterator[At]:
        """Up to the next quotation."""
        for at in tokens:
            if quotes.at(at.start) is not None:
                return
            yield at

    def _is_cue(self, at: At) -> bool:
        if at.lower not in self._cues.quotation or not at.tag.startswith("VB"):
            return False
        return at.tag != "VBN" or at.lower in self._cues.parenthetical
