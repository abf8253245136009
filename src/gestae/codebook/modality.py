"""Modal words, clause marks and what they leave of an event's status, from `data/syntax/modality.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable

import msgspec

from ..records import Status
from .files import DATA, read_toml
from .outlook import Dated, Demands, Failure, Refuted, Threats, any_form


class Modality(msgspec.Struct, frozen=True):
    will: frozenset[str]
    irreal: frozenset[str]
    backshifted: frozenset[str]
    needing: frozenset[str]
    ability: frozenset[str]
    negations: frozenset[str]
    nobody: frozenset[str]
    scarce: frozenset[str]
    limits: frozenset[str]
    negating_phrases: tuple[tuple[str, ...], ...]
    adjectives: Mapping[str, str]
    negative_determiners: frozenset[str]
    almost: frozenset[str]
    perhaps: frozenset[str]
    predicates: frozenset[str]
    irreal_marks: frozenset[str]
    supposing: frozenset[str]
    supposed_phrases: tuple[tuple[str, ...], ...]
    going: frozenset[str]
    implicative: frozenset[str]
    purposeful: frozenset[str]
    factive: frozenset[str]
    relating: frozenset[str]
    occurring: frozenset[str]
    omitted: frozenset[str]
    fronted_negations: tuple[str, ...]
    saying: frozenset[str]
    status: Mapping[str, Status]
    strength: Mapping[str, int]
    overruled: Mapping[str, Mapping[str, Status]]
    undone: Mapping[str, Status]
    undone_by: frozenset[str]
    failure: Failure
    refuted: Refuted
    threats: Threats
    demands: Demands
    dated: Dated

    @classmethod
    def load(cls, root: Traversable = DATA) -> Modality:
        data = read_toml("syntax/modality.toml", root)
        return cls(
            will=frozenset(data["modals"]["will"]),
            irreal=frozenset(data["modals"]["irreal"]),
            backshifted=frozenset(data["modals"]["backshifted"]),
            needing=frozenset(data["modals"]["needing"]),
            ability=frozenset(data["modals"]["ability"]),
            nobody=frozenset(data["negation"]["nobody"]),
            scarce=frozenset(data["negation"]["scarce"]),
            limits=frozenset(data["negation"]["limits"]),
            negating_phrases=_phrases(data["negation"]["prepositions"]),
            adjectives={word: operator for operator, words in data["adjectives"].items() for word in words},
            negations=frozenset(data["negation"]["words"]),
            negative_determiners=frozenset(data["negation"]["determiners"]),
            almost=frozenset(data["negation"]["almost"]),
            perhaps=frozenset(data["marks"]["perhaps"]),
            predicates=frozenset(data["marks"]["predicates"]),
            irreal_marks=frozenset(data["marks"]["irreal"]),
            supposed_phrases=_phrases(data["marks"]["supposed"]),
            supposing=frozenset(data["marks"]["supposing"]),
            going=frozenset(data["future"]["going"]),
            implicative=any_form(data["future"]["implicative"], "v") | frozenset(data["future"]["implicative_forms"]),
            factive=any_form(data["carriers"]["factive"], "v"),
            relating=any_form(data["carriers"]["relating"], "v"),
            occurring=any_form(data["carriers"]["occurring"], "v"),
            omitted=any_form(data["carriers"]["omitted"], "v"),
            purposeful=frozenset(data["future"]["purposeful"]),
            fronted_negations=tuple(data["future"]["fronted_negations"]),
            saying=any_form(data["saying"]["verbs"], "v"),
            status=data["status"],
            strength={name: i for i, name in enumerate(data["precedence"]["order"])},
            overruled=data["overruled"],
            undone={name: status for name, status in data["undone"].items() if name != "by"},
            undone_by=frozenset(data["undone"]["by"]),
            failure=Failure.read(data["failure"]),
            refuted=Refuted.read(data["refuted"]),
            threats=Threats.read(data["threats"]),
            demands=Demands.read(data["demands"]),
            dated=Dated.read(data["dated"]),
        )

    def stronger(self, left: Status, right: Status) -> Status:
        return max(left, right, key=lambda status: self.strength[status])


def _phrases(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(text.split()) for text in texts)
