"""The trigger lexicon: which words, under which conditions, stand for which event type and mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources.abc import Traversable

import msgspec

from ..errors import CodebookError
from .files import DATA, names, read_rows
from .inflection import forms

COLUMNS = ("pos", "lemma", "particle", "object", "prep", "mode", "contexts", "cameo", "frame")
VERB_FRAMES = frozenset({"act", "act-on", "mutual", "alone", "suffer", "receive", "object-acts"})
NOUN_FRAMES = frozenset({"n-act", "n-of", "n-mutual", "n-alone"})
CLAUSES = frozenset({"that", "to"})
UNKNOWN = "?"
"""The type of a verb that the lexicon does not know, until a model has told."""


class Entry(msgspec.Struct, frozen=True):
    """One line of the lexicon. `objects` are phrases of which the words before the head must precede it."""

    event_type: str
    pos: str
    lemma: str
    particle: str
    objects: tuple[str, ...]
    preps: tuple[str, ...]
    object_of_prep: bool
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    frame: str
    source: str

    @property
    def specificity(self) -> int:
        """How many conditions the line has: the line with most of them wins. An object says more than a preposition."""
        words = self.lemma.count(" ") + self.lemma.count("-")
        conditions = 4 * bool(self.objects) + 3 * bool(self.particle) + 2 * bool(self.preps) + 2 * words
        return conditions + (self.event_type == NO_EVENT)

    @property
    def words(self) -> tuple[str, ...]:
        """The lemma as the tokens of a text: a hyphen stands alone."""
        return tokens_of(self.lemma)

    @property
    def head_at(self) -> int:
        """Which of the words is looked for first: the last one, or the one before "of", "-in", "-off" …"""
        words = self.words
        if "of" in words[1:-1]:
            return words.index("of") - 1
        return len(words) - 3 if len(words) >= 3 and words[-2] == "-" and words[-1] in AFTER_HYPHEN else len(words) - 1

    @property
    def head(self) -> str:
        return self.words[self.head_at]


NO_EVENT = "NONE"
"""The file of senses that are no event ("strike a deal"); of equally specific lines these win."""
ANY_PARTY = "@party"
"""As an object: any noun that names a person, a group or a role."""
AFTER_HYPHEN = frozenset({"in", "up", "off", "down", "out", "over", "by", "through", "on"})


@cache
def tokens_of(phrase: str) -> tuple[str, ...]:
    """A phrase cut as the tokenizer cuts text: hyphens between letters are tokens."""
    return tuple(phrase.replace("-", " - ").split())


class Lexicon:
    """All entries, found by the form of their head word."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries

    @classmethod
    def load(cls, root: Traversable = DATA) -> Lexicon:
        return cls(tuple(entry for name in names("lexicon", ".csv", root) for entry in _read(name, root)))

    @cached_property
    def by_form(self) -> Mapping[str, tuple[Entry, ...]]:
        """Lower-case form -> the entries whose head it may be."""
        index: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for form in forms(entry.head, entry.pos):
                index.setdefault(form, []).append(entry)
        return {form: tuple(found) for form, found in index.items()}

    @cached_property
    def object_forms(self) -> Mapping[str, frozenset[str]]:
        """Object phrase -> the forms of its head word."""
        phrases = {phrase for entry in self.entries for phrase in entry.objects if phrase != ANY_PARTY}
        return {phrase: frozenset(forms(tokens_of(phrase)[-1], "n")) for phrase in phrases}


def unknown_verb(lemma: str, event_type: str = UNKNOWN) -> Entry:
    """A line for a verb that no lexicon lists; a model gives it its type."""
    return Entry(event_type, "v", lemma, "", (), (), False, None, (), None, "act", "model")


def _read(name: str, root: Traversable) -> Iterator[Entry]:
    file = f"lexicon/{name}.csv"
    for number, row in enumerate(read_rows(file, COLUMNS, root), 2):
        entry = _entry(name, row, f"{file}:{number}")
        allowed = VERB_FRAMES if entry.pos == "v" else NOUN_FRAMES
        if entry.pos not in ("v", "n") or entry.frame not in allowed or not entry.lemma:
            raise CodebookError(
                f"{file}, row {number}: found pos {entry.pos!r}, lemma {entry.lemma!r}, frame {entry.frame!r}"
            )
        yield entry


def _entry(event_type: str, row: Mapping[str, str], source: str) -> Entry:
    prep = row["prep"]
    return Entry(
        event_type=event_type,
        pos=row["pos"],
        lemma=row["lemma"],
        particle=row["particle"],
        objects=_parts(row["object"], "|"),
        preps=_parts(prep.removesuffix(":"), "|"),
        object_of_prep=prep.endswith(":"),
        mode=row["mode"] or None,
        contexts=_parts(row["contexts"], ";"),
        cameo=row["cameo"] or None,
        frame=row["frame"] or ("act" if row["pos"] == "v" else "n-act"),
        source=source,
    )


def _parts(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip())
