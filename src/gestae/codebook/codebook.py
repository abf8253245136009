"""The codebook as one object: types, modes, contexts, codes, lexicon and the rules' word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from hashlib import blake2b
from importlib.resources.abc import Traversable

import msgspec

from ..errors import CodebookError
from .files import DATA, names, read_rows, read_toml
from .lexicon import Lexicon
from .modality import Modality
from .operators import Operators
from .words import Words

Key = tuple[str, str, str]


class CounterExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that looks like this type or mode; `code` is what it is instead ("" for nothing)."""

    text: str
    code: str
    why: str


class ModeDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[CounterExample, ...]
    score: float | None = None
    note: str = ""


class TypeDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type; `quad_class` 1–4 as PLOVER numbers them, 0 for our extension."""

    event_type: str
    quad_class: int
    recipient: str
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[CounterExample, ...]
    score: float | None = None
    note: str = ""
    modes: dict[str, ModeDefinition] = {}


class ContextDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    definition: str
    words: tuple[str, ...]


class Codebook:
    """All tables, read once. Raises CodebookError, which names file and row, where one is wrong."""

    def __init__(self, root: Traversable = DATA) -> None:
        self.root = root
        self.types = {name: _type(name, root) for name in names("types", ".toml", root)}
        self.lexicon = Lexicon.load(root)
        self.words = Words.load(root)
        self.operators = Operators.load(root)
        self.modality = Modality.load(root)
        contexts = read_toml("contexts.toml", root)
        self.contexts = {name: msgspec.convert(value, ContextDefinition) for name, value in contexts.items()}
        self.sectors = [
            row["sector"] for row in read_rows("sectors.csv", ("sector", "frequent", "label", "definition"), root)
        ]
        self.crosswalk = _crosswalk(root)
        rows = read_rows("cameo.csv", ("cameo", "label", "goldstein"), root)
        self.cameo = {row["cameo"]: (row["label"], float(row["goldstein"])) for row in rows}

    def cameo_code(self, event_type: str, mode: str | None, contexts: tuple[str, ...]) -> str | None:
        """The CAMEO code, as deep as type, mode and contexts allow without guessing."""
        for context in (*contexts, ""):
            if (code := self.crosswalk.get((event_type, mode or "", context))) is not None:
                return code
        return self.crosswalk.get((event_type, "", ""))

    def intensity(self, event_type: str, mode: str | None) -> float | None:
        """The PLOVER score of a mode, else of its type."""
        definition = self.types[event_type]
        score = definition.modes[mode].score if mode in definition.modes else None
        return definition.score if score is None else score

    def contexts_of(self, text: str) -> tuple[str, ...]:
        """The contexts whose words stand in a text, in the codebook's order."""
        words = set(self._context_pattern.findall(text.lower()))
        found = {context for word in words for context in self._contexts_by_word[word]}
        return tuple(name for name in self.contexts if name in found)

    @cached_property
    def _contexts_by_word(self) -> Mapping[str, tuple[str, ...]]:
        index: dict[str, list[str]] = {}
        for name, context in self.contexts.items():
            for word in context.words:
                index.setdefault(word.lower(), []).append(name)
        return {word: tuple(found) for word, found in index.items()}

    @cached_property
    def _context_pattern(self) -> re.Pattern[str]:
        words = sorted(self._contexts_by_word, key=lambda w: (-len(w), w))
        return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")

    @cached_property
    def version(self) -> str:
        """A hash of all data files."""
        digest = blake2b(digest_size=8)
        for path in _files(self.root):
            digest.update(path.name.encode() + b"\x00" + path.read_bytes())
        return digest.hexdigest()


@cache
def bundled() -> Codebook:
    """The codebook that comes with the package, read once a process."""
    return Codebook()


def _type(name: str, root: Traversable) -> TypeDefinition:
    try:
        found = msgspec.convert(read_toml(f"types/{name}.toml", root), TypeDefinition)
    except msgspec.ValidationError as error:
        raise CodebookError(f"types/{name}.toml: {error}") from error
    if found.event_type != name:
        raise CodebookError(f"types/{name}.toml: found event_type {found.event_type!r}, expected {name!r}")
    return found


def _crosswalk(root: Traversable) -> dict[Key, str]:
    rows = read_rows("crosswalk.csv", ("event_type", "mode", "context", "cameo"), root)
    return {(row["event_type"], row["mode"], row["context"]): row["cameo"] for row in rows}


def _files(folder: Traversable) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.is_dir():
            yield from _files(path)
        else:
            yield path
