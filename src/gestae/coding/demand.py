"""Demands told by a modal word: "the ministry said that Iran must release the crew" asks Iran for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..codebook.lexicon import Entry
from ..codebook.outlook import Demands
from ..language.draft import Candidate, Phrase
from ..language.parse import Parse
from ..language.syntax import Syntax
from .modality import ModalityFinder
from .roles import RoleFinder

DEMAND = "demand"
"""How the paths of its participants begin."""
SOURCE = "syntax/modality.toml demands"


class Demand(msgspec.Struct, frozen=True):
    """A request as a candidate of its own; the verb of what is asked for, and the one of saying."""

    candidate: Candidate
    wanted: int
    reporter: int


class DemandFinder:
    """Reads the table `demands` of `syntax/modality.toml`."""

    def __init__(self, words: Demands, modality: ModalityFinder, syntax: Syntax, roles: RoleFinder) -> None:
        self._words = words
        self._modality = modality
        self._syntax = syntax
        self._roles = roles

    def find(self, parse: Parse, index: int) -> Iterator[Demand]:
        """The demands of a sentence, each at its modal word."""
        for modal in range(len(parse)):
            if parse.lowers[modal] in self._words.modals and parse.deps[modal] == "aux":
                yield from self._at(parse, index, modal)

    def _at(self, parse: Parse, index: int, modal: int) -> Iterator[Demand]:
        """The demand of a modal word, if a speaker uses it of another party; "should have" comes too late for one."""
        wanted = parse.heads[modal]
        reporter, asked = self._modality.reporter(parse, wanted), parse.child(wanted, "nsubj")
        if reporter is None or asked is None or parse.tags[asked] == "PRP":
            return
        late = any(parse.lowers[c] == "have" and parse.deps[c] == "aux" for c in parse.children[wanted])
        speaker = self._syntax.surface_subject(parse, reporter)
        if late or speaker is None or parse.lowers[speaker[0]] in self._words.commentators:
            return
        if self._modality.has_condition(parse, wanted):
            return
        if all(self._roles.names_party(parse, token) for token in (speaker[0], asked)):
            who = self._syntax.phrases(parse, speaker[0], f"{DEMAND}>{speaker[1]}")
            whom = self._syntax.phrases(parse, asked, f"{DEMAND}>clause>subject")
            yield Demand(_candidate(parse, index, modal, who, whom), wanted, reporter)


def _candidate(parse: Parse, index: int, modal: int, who: Sequence[Phrase], whom: Sequence[Phrase]) -> Candidate:
    entry = Entry("REQUEST", "v", parse.lowers[modal], "", (), (), False, None, (), "020", "act", SOURCE)
    return Candidate(index, modal, modal, modal + 1, (entry,), tuple(who), tuple(whom))
