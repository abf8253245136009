"""Small word lists that the rules read, from `data/syntax/words.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable

import msgspec

from .files import DATA, read_toml
from .inflection import forms


class Words(msgspec.Struct, frozen=True):
    """Sets hold every form of their words; tuples keep the order of the file."""

    light: frozenset[str]
    plain: frozenset[str]
    suffers: frozenset[str]
    occurs: frozenset[str]
    reaches: frozenset[str]
    object_control: tuple[str, ...]
    act: tuple[str, ...]
    act_on: tuple[str, ...]
    alone: tuple[str, ...]
    noun: tuple[str, ...]
    receive: tuple[str, ...]
    judging: frozenset[str]
    """Event types whose object may be a deed or word of the one acted upon."""
    not_participants: frozenset[str]
    relative_pronouns: frozenset[str]
    quantities: frozenset[str]

    @classmethod
    def load(cls, root: Traversable = DATA) -> Words:
        data = read_toml("syntax/words.toml", root)
        light, preps = data["light"], data["recipient_preps"]
        return cls(
            light=_verbs(light["acts"]),
            plain=_verbs(light["plain"]),
            suffers=_verbs(light["suffers"]),
            occurs=_verbs(light["occurs"]),
            reaches=_verbs(light["reaches"]),
            object_control=tuple(data["control"]["object"]),
            act=tuple(preps["act"]),
            act_on=tuple(preps["act_on"]),
            alone=tuple(preps["alone"]),
            noun=tuple(preps["noun"]),
            receive=tuple(preps["receive"]),
            judging=frozenset(data["judging"]["types"]),
            not_participants=frozenset(f for noun in data["not_participants"]["nouns"] for f in forms(noun, "n")),
            relative_pronouns=frozenset(data["relative"]["pronouns"]),
            quantities=frozenset(f for noun in data["quantities"]["nouns"] for f in forms(noun, "n")),
        )


def _verbs(lemmas: Iterable[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in forms(lemma, "v"))
