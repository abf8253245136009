"""What `codebook/data/relations/rules.toml` settles, with the codebook's scores."""

from __future__ import annotations

from functools import cache

import msgspec

from ..codebook.codebook import bundled
from ..codebook.files import read_toml
from ..codebook.inflection import forms

MUTUAL_FRAMES = frozenset({"mutual", "n-mutual"})


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mutual_types: frozenset[str]
    state_sectors: frozenset[str]
    undated_days: int
    longest_stretch: int
    bodies: tuple[str, ...]
    quad_classes: dict[str, str]


@cache
def rules() -> Rules:
    return msgspec.convert(read_toml("relations/rules.toml"), Rules)


@cache
def quad_classes() -> tuple[str, ...]:
    """Names of the quad classes, by their numbers 0 to 4."""
    return tuple(rules().quad_classes[str(number)] for number in range(len(rules().quad_classes)))


@cache
def event_types() -> tuple[str, ...]:
    """All event types, in the order of their quad classes."""
    types = bundled().types
    return tuple(sorted(types, key=lambda name: (types[name].quad_class, name)))


def quad_class(event_type: str) -> str:
    return quad_classes()[bundled().types[event_type].quad_class]


def goldstein(cameo: str | None) -> float | None:
    """The Goldstein scale of a CAMEO code; None for no code or one that the table lacks."""
    return bundled().cameo[cameo][1] if cameo in bundled().cameo else None


def is_mutual(event_type: str, trigger: str) -> bool:
    """Whether those who do it without a recipient do it to each other."""
    return event_type in rules().mutual_types or any(
        (event_type, word) in _mutual_words() for word in trigger.lower().split()
    )


@cache
def _mutual_words() -> frozenset[tuple[str, str]]:
    """Event type and word, in all its forms, of the triggers that the lexicon calls mutual."""
    lines = (entry for entry in bundled().lexicon.entries if entry.frame in MUTUAL_FRAMES)
    return frozenset((entry.event_type, form) for entry in lines for form in forms(entry.head, entry.pos))
