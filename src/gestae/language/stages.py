"""The stages of language: sentences and parses. (The gate between them is in `gate.py`.)"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ..records import Span
from .draft import Draft, EachDraft
from .model import Parser
from .sentences import sentence_spans


class SplitSentences(EachDraft):
    """Assigns `sentences`. `body_start` gives the offset behind a dateline, which is no part of the first sentence."""

    name = "sentences"
    requires = frozenset({"article"})
    assigns = frozenset({"sentences"})

    def __init__(self, body_start: Callable[[str], int]) -> None:
        self._body_start = body_start

    def apply(self, draft: Draft) -> Draft:
        text = draft.article.text
        begin = self._body_start(text)
        spans = [(max(start, begin), end) for start, end in sentence_spans(text) if end > begin]
        return msgspec.structs.replace(draft, sentences=tuple(Span(start=a, end=b) for a, b in spans if a < b))


class ParseSentences(EachDraft):
    """Parses the open sentences; assigns `parses`."""

    name = "parse"
    requires = frozenset({"article", "sentences", "open_sentences"})
    assigns = frozenset({"parses"})

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    def apply(self, draft: Draft) -> Draft:
        spans = [(draft.sentences[i].start, draft.sentences[i].end) for i in draft.open_sentences]
        parses = self._parser.parse(draft.article.text, spans, draft.open_sentences)
        return msgspec.structs.replace(draft, parses=tuple(p for p in parses if len(p)))
