"""`gestae codebook check` and `show`."""

from __future__ import annotations

import sys
from pathlib import Path

from ..codebook.check import problems
from ..codebook.codebook import Codebook, bundled
from ..errors import ConfigError

FAILED = 3


def check(*, examples: bool) -> int:
    """Print what is wrong with file and row; 0 if nothing is, else 3."""
    book = bundled()
    found = problems(book)
    if examples:
        from ..coder import Coder
        from ..evaluate.examples import failures

        found += failures(Coder())
    for problem in found:
        print(problem)
    lines = len(book.lexicon.entries)
    print(
        f"{len(book.types)} types, {sum(len(t.modes) for t in book.types.values())} modes, {lines:,} lexicon lines: {len(found) or 'no'} problem(s)",
        file=sys.stderr,
    )
    return FAILED if found else 0


def check_actors(path: Path) -> int:
    """Print what a file of own actors changes in the bundled ones. Raises CodebookError for what is wrong in it."""
    from ..coder import Coder

    changes = Coder(actors=path).changes
    for change in changes:
        print(change)
    print(f"{path.name}: no problem(s), {len(changes)} change(s) of bundled actors", file=sys.stderr)
    return 0


def show(event_type: str | None) -> None:
    """Raises ConfigError for a type that does not exist."""
    book = bundled()
    if event_type is None:
        for name, kind in book.types.items():
            print(f"{name:<10} {kind.quad_class}  {kind.definition}")
        return
    name = event_type.upper()
    if name not in book.types:
        raise ConfigError(f"found no event type {event_type!r}, expected one of {', '.join(book.types)}")
    print("\n".join(_described(book, name)))


def _described(book: Codebook, name: str) -> list[str]:
    kind = book.types[name]
    lines = [e for e in book.lexicon.entries if e.event_type == name]
    shown = [
        f"{name}  quad class {kind.quad_class}, recipient {kind.recipient}, PLOVER score {_score(kind.score)}, CAMEO {book.cameo_code(name, None, ())}",
        kind.definition,
    ]
    shown += [f"note: {kind.note}"] if kind.note else []
    shown += [
        f"lexicon: {sum(e.pos == 'v' for e in lines)} verb lines, {sum(e.pos == 'n' for e in lines)} noun lines",
        "",
    ]
    shown += [f"  + {text}" for text in kind.examples] + [
        f"  - {c.text}  ({c.code or 'nothing'}: {c.why})" for c in kind.counter_examples
    ]
    for mode, about in kind.modes.items():
        count = sum(e.mode == mode for e in lines)
        shown += [
            "",
            f"{name} {mode}  score {_score(about.score)}, CAMEO {book.cameo_code(name, mode, ())}, {count} lexicon lines",
            about.definition,
        ]
        shown += [f"  + {text}" for text in about.examples] + [
            f"  - {c.text}  ({c.code or 'nothing'}: {c.why})" for c in about.counter_examples
        ]
    return shown


def _score(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"
