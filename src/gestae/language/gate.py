"""The gate: which sentences can hold an event at all. What stays outside is never parsed."""

from __future__ import annotations

import re
from collections.abc import Set
from importlib.resources.abc import Traversable

import msgspec

from ..codebook.files import DATA, read_toml
from ..codebook.lexicon import ANY_PARTY, CLAUSES, NO_EVENT, Entry, Lexicon
from .draft import Draft, EachDraft

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Condition(msgspec.Struct, frozen=True):
    """What else must stand in the sentence for a line to fit; an empty set asks for nothing."""

    objects: frozenset[str]
    preps: frozenset[str]
    particle: frozenset[str]

    def holds(self, words: set[str]) -> bool:
        return (
            (not self.objects or not self.objects.isdisjoint(words))
            and (not self.preps or not self.preps.isdisjoint(words))
            and self.particle <= words
        )


class Gate(EachDraft):
    """Opens for sentences with the words of a lexicon line, or with any of `also`; assigns `open_sentences`.

    Plain set operations on the words of each sentence: exact at word boundaries, and no slower than one
    automaton over the text, whose matches inside words ("war" in "warm") would have to be thrown out again.
    """

    name = "gate"
    requires = frozenset({"article", "sentences"})
    assigns = frozenset({"open_sentences"})

    def __init__(self, lexicon: Lexicon, also: Set[str] = frozenset(), root: Traversable = DATA) -> None:
        self._free = {*read_toml("syntax/gate.toml", root)["words"], *also}
        self._bound: dict[str, list[Condition]] = {}
        for form, listed in lexicon.by_form.items():
            entries = [entry for entry in listed if entry.event_type != NO_EVENT]
            conditions = [_condition(entry, lexicon) for entry in entries]
            if any(c is None for c in conditions):
                self._free.add(form)
            else:
                self._bound[form] = [c for c in conditions if c is not None]

    def apply(self, draft: Draft) -> Draft:
        text = draft.article.text
        found = tuple(i for i, s in enumerate(draft.sentences) if self.is_open(text[s.start : s.end]))
        return msgspec.structs.replace(draft, open_sentences=found)

    def is_open(self, sentence: str) -> bool:
        words = set(WORD.findall(sentence.lower()))
        words.update(
            part
            for word in tuple(words)
            if "-" in word or "'" in word or "’" in word
            for part in re.split("[-'’]", word)
        )
        if not self._free.isdisjoint(words):
            return True
        return any(c.holds(words) for word in words & self._bound.keys() for c in self._bound[word])


def _condition(entry: Entry, lexicon: Lexicon) -> Condition | None:
    phrases = () if ANY_PARTY in entry.objects else entry.objects
    objects = frozenset(form for phrase in phrases for form in lexicon.object_forms[phrase])
    preps = frozenset[str]() if CLAUSES & set(entry.preps) else frozenset(entry.preps)
    particle = frozenset(entry.particle.split()) | frozenset(w for w in entry.words if w != entry.head and w != "-")
    if not objects and not preps and not particle:
        return None
    return Condition(objects, preps, particle)
