"""Modal words, clause marks and what they leave of an event's status, from `data/syntax/modality.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable

import msgspec

from ..records import Status
from .files import DATA, read_toml
from .inflection import forms


class Modality(msgspec.Struct, frozen=True):
    will: frozenset[str]
    irreal: frozenset[str]
    backshifted: frozenset[str]
    negations: frozenset[str]
    negative_determiners: frozenset[str]
    almost: frozenset[str]
    irreal_marks: frozenset[str]
    supposing: frozenset[str]
    going: frozenset[str]
    implicative: frozenset[str]
    purposeful: frozenset[str]
    fronted_negations: tuple[str, ...]
    saying: frozenset[str]
    status: Mapping[str, Status]
    strength: Mapping[str, int]

    @classmethod
    def load(cls, root: Traversable = DATA) -> Modality:
        data = read_toml("syntax/modality.toml", root)
        return cls(
            will=frozenset(data["modals"]["will"]),
            irreal=frozenset(data["modals"]["irreal"]),
            backshifted=frozenset(data["modals"]["backshifted"]),
            negations=frozenset(data["negation"]["words"]),
            negative_determiners=frozenset(data["negation"]["determiners"]),
            almost=frozenset(data["negation"]["almost"]),
            irreal_marks=frozenset(data["marks"]["irreal"]),
            supposing=frozenset(data["marks"]["supposing"]),
            going=frozenset(data["future"]["going"]),
            implicative=frozenset(form for verb in data["future"]["implicative"] for form in forms(verb, "v")),
            purposeful=frozenset(data["future"]["purposeful"]),
            fronted_negations=tuple(data["future"]["fronted_negations"]),
            saying=frozenset(form for verb in data["saying"]["verbs"] for form in forms(verb, "v")),
            status=data["status"],
            strength={name: i for i, name in enumerate(data["precedence"]["order"])},
        )

    def stronger(self, left: Status, right: Status) -> Status:
        return max(left, right, key=lambda status: self.strength[status])
