"""A parsed sentence as plain columns: what the rules of `coding/` and `grounding/` read.

The columns are lists, one item a token, so that rules are fast and tests can build a parse by hand.
Labels are those of the spaCy English models: Penn Treebank tags, ClearNLP dependencies (nsubj, nsubjpass,
dobj, dative, agent, pobj, prep, prt, xcomp, ccomp, relcl, acl, appos, conj, poss, compound …) and
OntoNotes entity labels (PERSON, ORG, GPE, NORP …).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

Entities = Sequence[tuple[int, int, str]]  # first token, one past the last token, label


class Parse(msgspec.Struct, frozen=True):
    """One sentence. `starts`/`ends` are offsets into the article; `heads` token indexes, a root heads itself."""

    sentence: int
    words: list[str]
    lowers: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    children: list[list[int]]
    entities: list[tuple[int, int, str]]

    @classmethod
    def build(
        cls,
        sentence: int,
        words: Sequence[str],
        tags: Sequence[str],
        deps: Sequence[str],
        heads: Sequence[int],
        starts: Sequence[int],
        entities: Entities = (),
    ) -> Parse:
        """Make a parse from its columns (tests; other parsers)."""
        children: list[list[int]] = [[] for _ in words]
        for i, head in enumerate(heads):
            if head != i:
                children[head].append(i)
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        lowers = [word.lower() for word in words]
        return cls(
            sentence,
            list(words),
            lowers,
            list(tags),
            list(deps),
            list(heads),
            list(starts),
            ends,
            children,
            list(entities),
        )

    def __len__(self) -> int:
        return len(self.words)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of token i with one of the dependency labels."""
        return next((c for c in self.children[i] if self.deps[c] in deps), None)

    def children_with(self, i: int, *deps: str) -> list[int]:
        """All children of token i with one of the dependency labels, in text order."""
        return [c for c in self.children[i] if self.deps[c] in deps]

    def subtree(self, i: int) -> list[int]:
        """Token indexes of i and all below it, in text order."""
        found, stack = [], [i]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(self.children[token])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token i, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def is_verb(self, i: int) -> bool:
        return self.tags[i].startswith("VB")

    def is_entity(self, token: int, labels: frozenset[str]) -> bool:
        """Whether the token lies in a named entity of one of these labels."""
        return any(first <= token < end and label in labels for first, end, label in self.entities)

    def is_noun(self, i: int) -> bool:
        return self.tags[i].startswith("NN")

    def token_at(self, offset: int) -> int | None:
        """The token that covers an offset of the article, if any does."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and offset < self.ends[i] else None
