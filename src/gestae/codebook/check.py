"""Cross-references and sense of the codebook: what each line names must exist, and scores must fit their class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .codebook import Codebook, ModeDefinition, TypeDefinition
from .entities import COUNTRY_COLUMNS
from .files import read_rows
from .formal_ties import ALLIANCE_COLUMNS, MEMBERSHIP_COLUMNS
from .lexicon import NO_EVENT
from .operators import OF_TYPE

EXAMPLES, COUNTER_EXAMPLES = 3, 2
SIGNS = {1: 1, 2: 1, 3: -1, 4: -1}


def problems(book: Codebook) -> list[str]:
    """Everything that is wrong, each with file and row."""
    found = [p for kind in book.types.values() for p in _of_type(book, kind)]
    return [*found, *_of_lexicon(book), *_of_crosswalk(book), *_of_composition(book), *_of_relations(book)]


def _of_type(book: Codebook, kind: TypeDefinition) -> Iterator[str]:
    file = f"types/{kind.event_type}.toml"
    if (sign := SIGNS.get(kind.quad_class)) and kind.score is not None and kind.score * sign < 0:
        yield f"{file}: score {kind.score} does not fit quad class {kind.quad_class}"
    parts: list[tuple[str, TypeDefinition | ModeDefinition]] = [(kind.event_type, kind)]
    parts += [(f"{kind.event_type} {mode}", about) for mode, about in kind.modes.items()]
    for name, about in parts:
        if len(set(about.examples)) < EXAMPLES or len(about.counter_examples) < COUNTER_EXAMPLES:
            yield f"{file}: {name} has {len(about.examples)} examples and {len(about.counter_examples)} counter-examples, expected {EXAMPLES} and {COUNTER_EXAMPLES}"
        for counter in about.counter_examples:
            if not _is_code(book, counter.code):
                yield f"{file}: {name}: found code {counter.code!r}, expected a type, a type with a mode, or nothing"


def _is_code(book: Codebook, code: str) -> bool:
    kind, _, mode = code.partition(" ")
    return not code or (kind in book.types and (not mode or mode in book.types[kind].modes))


def _of_lexicon(book: Codebook) -> Iterator[str]:
    seen: Counter[tuple[object, ...]] = Counter()
    for entry in book.lexicon.entries:
        if entry.event_type == NO_EVENT:
            continue
        kind = book.types.get(entry.event_type)
        if kind is None:
            yield f"{entry.source}: found event type {entry.event_type!r}, which has no file in types/"
        elif entry.mode is not None and entry.mode not in kind.modes:
            yield f"{entry.source}: found mode {entry.mode!r}, expected one of {', '.join(kind.modes)}"
        if entry.cameo is not None and entry.cameo not in book.cameo:
            yield f"{entry.source}: found CAMEO code {entry.cameo!r}, which cameo.csv does not have"
        if unknown := set(entry.contexts) - set(book.contexts):
            yield f"{entry.source}: found contexts {sorted(unknown)}, which contexts.toml does not have"
        key = (entry.event_type, entry.pos, entry.lemma, entry.particle, entry.objects, entry.preps)
        seen[key] += 1
        if seen[key] == 2:
            yield f"{entry.source}: the same line stands further up in the file"


def _of_crosswalk(book: Codebook) -> Iterator[str]:
    for (kind, mode, context), code in book.crosswalk.items():
        if (
            kind not in book.types
            or (mode and mode not in book.types[kind].modes)
            or (context and context not in book.contexts)
        ):
            yield f"crosswalk.csv: found {kind} {mode} {context}, which the codebook does not have"
        if code not in book.cameo:
            yield f"crosswalk.csv: {kind} {mode} {context}: found CAMEO code {code!r}, which cameo.csv does not have"
    for kind, definition in book.types.items():
        for mode in ("", *definition.modes):
            if (kind, mode, "") not in book.crosswalk:
                yield f"crosswalk.csv: no row for {kind} {mode}".rstrip()
    for number, row in enumerate(
        read_rows("cameo_plover.csv", ("cameo", "event_type", "mode", "contexts"), book.root), 2
    ):
        if row["cameo"] not in book.cameo or not _is_code(book, f"{row['event_type']} {row['mode']}".strip()):
            yield f"cameo_plover.csv, row {number}: found {row}, which the codebook does not have"


def _of_composition(book: Codebook) -> Iterator[str]:
    known = {word.operator for word in book.operators.words} | set(OF_TYPE.values()) | {"will", "will_not"}
    for (operator, inner, mode), made in book.operators.table.items():
        if (
            operator not in known
            or not _is_code(book, f"{inner} {'' if mode.startswith('@') else mode}".strip())
            or not _is_code(book, f"{made.event_type} {made.mode or ''}".strip())
        ):
            yield f"{made.source}: {operator} + {inner} {mode} = {made.event_type} {made.mode or ''} names what the codebook does not have"


def _of_relations(book: Codebook) -> Iterator[str]:
    known = {row["iso3"] for row in read_rows("entities/countries.csv", COUNTRY_COLUMNS, book.root)}
    for name, columns in (("alliances", ALLIANCE_COLUMNS), ("memberships", MEMBERSHIP_COLUMNS)):
        for number, row in enumerate(read_rows(f"relations/{name}.csv", columns, book.root), 2):
            where = f"relations/{name}.csv, row {number}"
            for column in columns:
                if column.startswith("iso3") and row[column] not in known:
                    yield f"{where}: found country {row[column]!r}, which entities/countries.csv does not have"
            end = row["end"].removesuffix("?")
            if not row["start"] or (end and end < row["start"][: len(end)]):
                yield f"{where}: found {row['start']!r} to {row['end']!r}, expected a start that is not after the end"
