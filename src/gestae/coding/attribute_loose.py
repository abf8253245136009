"""Quotations without words of saying beside them: they go on with the one before, or are the last speaker's."""

from __future__ import annotations

from collections.abc import Sequence, Set

from .attribute_extent import speaker_range
from .attribute_flow import Flow
from .attribute_said import Range, Said
from .quotes import Quote, Quotes

PERSONAL = frozenset({"he", "she", "they", "i", "we"})
WIDEST = 50
"""Characters of space and marks."""
BETWEEN = " \n\t\r\xa0.\"”'’"
"""What may stand between the sentence of a cue and a quotation that goes on with its speech."""


def with_loose_quotes(flow: Flow, said: Sequence[Said], quotes: Quotes, owned: Set[int]) -> list[Said]:
    """All attributions in text order, with the quotations that none of them owned yet."""
    waiting = sorted(said, key=_order, reverse=True)
    done: list[Said] = []
    current: int | None = None
    speaker: Range | None = None
    for i, quote in enumerate(quotes.all):
        while waiting and waiting[-1].start < quote.start:
            done.append(waiting.pop())
            if _tells_outside(done[-1], quotes):
                speaker = done[-1].speaker or speaker
                same_sentence = current is not None and done[current].sentence_end == done[-1].sentence_end
                current = current if same_sentence else len(done) - 1
        if i in owned or not quote.is_sentence:
            continue
        if current is not None and _follows(flow.text, done[current], quote):
            done[current] = done[current].with_part(quote.start, quote.end)
        else:
            who = _acting_before(flow, quote) or speaker
            done.append(Said(speaker=who, cue=None, parts=((quote.start, quote.end),)))
            current = len(done) - 1
    return sorted((piece for one in (*done, *waiting) for piece in one.split()), key=_order)


def _order(said: Said) -> tuple[int, int, int]:
    return said.start, said.cue[0] if said.cue else 0, said.end


def _tells_outside(said: Said, quotes: Quotes) -> bool:
    return said.tells and (said.cue is None or quotes.at(said.cue[0]) is None)


def _follows(text: str, said: Said, quote: Quote) -> bool:
    """Only space, and the end of the cue's sentence, lie between."""
    near = said.end <= quote.start <= said.reach + WIDEST and not said.is_full
    return near and not text[min(said.reach, quote.start) : quote.start].strip(BETWEEN)


def _acting_before(flow: Flow, quote: Quote) -> Range | None:
    """Who did something in the sentence before it in the same paragraph ("She shook her head. “No, they left.”")."""
    before = next(flow.before(quote.start, 1), None)
    if before is None or before.tag != ".":
        return None
    parse = before.parse
    root = next((t for t in range(len(parse)) if parse.heads[t] == t), 0)
    subject = parse.child(root, "nsubj")
    if subject is None:
        return None
    person = any(first <= subject < end and label == "PERSON" for first, end, label in parse.entities)
    return speaker_range(parse, subject) if person or parse.lowers[subject] in PERSONAL else None
