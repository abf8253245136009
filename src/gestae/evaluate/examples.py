"""The codebook's own examples as a test: each must be coded as its type and mode, each counter-example must not."""

from __future__ import annotations

from collections.abc import Iterator

from ..coder import Coder
from ..records import Event


def cases(coder: Coder) -> Iterator[tuple[str, str | None, str, bool]]:
    """(event type, mode or None, sentence, whether it must be coded so) for every example and counter-example."""
    for kind in coder.codebook.types.values():
        parts = [
            (None, kind.examples, kind.counter_examples),
            *((m, a.examples, a.counter_examples) for m, a in kind.modes.items()),
        ]
        for mode, examples, counter_examples in parts:
            yield from ((kind.event_type, mode, text, True) for text in examples)
            yield from ((kind.event_type, mode, counter.text, False) for counter in counter_examples)


def is_right(coder: Coder, event_type: str, mode: str | None, text: str, wanted: bool) -> bool:
    """Whether a sentence yields an event of the type (and mode) exactly if it should."""
    found = any(_is(event, event_type, mode) for event in coder.code(text).events)
    return found is wanted


def _is(event: Event, event_type: str, mode: str | None) -> bool:
    return (
        event.event_type == event_type
        and mode in (None, event.mode)
        and event.status not in ("negated", "hypothetical")
    )


def failures(coder: Coder) -> list[str]:
    """One line per example that is coded otherwise than the codebook says."""
    return [
        f"types/{kind}.toml: {f'{kind} {mode}' if mode else kind}: {'not found in' if wanted else 'wrongly found in'} {text!r}"
        for kind, mode, text, wanted in cases(coder)
        if not is_right(coder, kind, mode, text, wanted)
    ]
