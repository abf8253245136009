"""Words that stand over another event ("refuse to", "plans for", "end of"), and what the two are together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable

import msgspec

from .files import DATA, read_rows
from .inflection import forms

OF_TYPE = {"REQUEST": "request", "REJECT": "refuse", "THREATEN": "threat", "AGREE": "promise"}
"""Event types that are themselves about another act."""


class Operator(msgspec.Struct, frozen=True):
    pos: str
    lemma: str
    particle: str
    prep: str
    operator: str


class Composed(msgspec.Struct, frozen=True):
    """What an operator and an inner event are together; `status` None leaves the status open."""

    event_type: str
    mode: str | None
    status: str | None
    source: str


class Operators:
    """The operator words by form, and the table of compositions."""

    def __init__(self, words: tuple[Operator, ...], table: Mapping[tuple[str, str, str], Composed]) -> None:
        self.words = words
        self.table = table

    @classmethod
    def load(cls, root: Traversable = DATA) -> Operators:
        rows = read_rows("syntax/operators.csv", ("pos", "lemma", "particle", "prep", "operator"), root)
        columns = ("operator", "inner", "inner_mode", "event_type", "mode", "status")
        table = {
            (row["operator"], row["inner"], row["inner_mode"]): Composed(
                row["event_type"],
                row["mode"] or None,
                row["status"] or None,
                f"syntax/composition.csv:{number}",
            )
            for number, row in enumerate(read_rows("syntax/composition.csv", columns, root), 2)
        }
        return cls(tuple(Operator(**row) for row in rows), table)

    @cached_property
    def by_form(self) -> Mapping[str, tuple[Operator, ...]]:
        index: dict[str, list[Operator]] = {}
        for word in self.words:
            for form in (word.lemma,) if word.pos == "a" else forms(word.lemma, word.pos):
                index.setdefault(form, []).append(word)
        return {form: tuple(found) for form, found in index.items()}

    def compose(
        self, operator: str, event_type: str, mode: str | None, contexts: Sequence[str] = ()
    ) -> Composed | None:
        """What an operator makes of an inner event: by its context ("@diplomatic") or mode if the table has it, else by type."""
        for key in (*(f"@{context}" for context in contexts), mode or "", ""):
            if (made := self.table.get((operator, event_type, key))) is not None:
                return made
        return None
