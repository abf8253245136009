"""The words that attribute, from `data/syntax/cues.toml`, by every form that they take in text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, cast, get_args

import msgspec

from ..codebook.files import DATA, read_toml
from ..codebook.inflection import forms
from ..records import Stance

Forms = frozenset[str]


class Cues(msgspec.Struct, frozen=True):
    """Sets and keys hold every form. `stances` are the verbs that tell; attitudes are in `verbs` beside them."""

    stances: Mapping[str, Stance]
    verbs: Forms
    no_clause: Forms
    infinitive: Forms
    gerund: Forms
    object: Forms
    object_tells: Forms
    passive: Forms
    raising: Forms
    raising_passive: Forms
    predicate_passive: Forms
    parenthetical: Forms
    prepositional: Mapping[str, Forms]
    quotation: Forms
    quotation_nouns: Forms
    nouns: Mapping[str, Stance]
    noun_infinitive: Forms
    noun_prepositional: Mapping[str, Forms]
    all_nouns: Forms
    adjective_clause: Forms
    adjective_infinitive: Forms
    adjective_prepositional: Mapping[str, Forms]
    all_adjectives: Forms

    @classmethod
    def load(cls, root: Traversable = DATA) -> Cues:
        data = read_toml("syntax/cues.toml", root)
        return cls(**_verbs(data), **_nouns(data), **_adjectives(data["adjectives"]))

    def stance(self, word: str) -> Stance:
        """The stance of a cue, verb or noun; `states` for what is no cue of its own."""
        return self.stances.get(word) or self.nouns.get(word) or "states"


def _verbs(data: Mapping[str, Any]) -> dict[str, Any]:
    content, stances = data["content"], _by_stance(data["verbs"], "v")
    listed = (
        "no_clause",
        "infinitive",
        "gerund",
        "object",
        "object_tells",
        "passive",
        "raising",
        "raising_passive",
        "predicate_passive",
        "parenthetical",
    )
    prepositional = _by_preposition(content["prepositional"], "v")
    taking = frozenset().union(*prepositional.values(), *(_forms(content[name], "v") for name in listed))
    return {
        **{name: _forms(content[name], "v") for name in listed},
        "stances": stances,
        "verbs": taking.union(stances, _forms(data["attitudes"]["verbs"], "v")),
        "prepositional": prepositional,
        "quotation": _forms(data["quotation"]["verbs"], "v").union(stances),
    }


def _nouns(data: Mapping[str, Any]) -> dict[str, Any]:
    nouns, stances = data["nouns"], _by_stance(data["nouns"]["that"], "n")
    infinitive, prepositional = _forms(nouns["infinitive"], "n"), _by_preposition(nouns["prepositional"], "n")
    return {
        "quotation_nouns": _forms(data["quotation"]["nouns"], "n"),
        "nouns": stances,
        "noun_infinitive": infinitive,
        "noun_prepositional": prepositional,
        "all_nouns": infinitive.union(stances, *prepositional.values()),
    }


def _adjectives(data: Mapping[str, Any]) -> dict[str, Any]:
    clause, infinitive = frozenset[str](data["clause"]), frozenset[str](data["infinitive"])
    prepositional = {preposition: frozenset[str](words) for preposition, words in data["prepositional"].items()}
    return {
        "adjective_clause": clause,
        "adjective_infinitive": infinitive,
        "adjective_prepositional": prepositional,
        "all_adjectives": clause.union(infinitive, *prepositional.values()),
    }


def _forms(lemmas: Iterable[str], pos: str) -> Forms:
    return frozenset(form for lemma in lemmas for form in forms(lemma, pos))


def _by_preposition(table: Mapping[str, Iterable[str]], pos: str) -> dict[str, Forms]:
    return {preposition: _forms(lemmas, pos) for preposition, lemmas in table.items()}


def _by_stance(table: Mapping[str, Iterable[str]], pos: str) -> dict[str, Stance]:
    known = cast("tuple[Stance, ...]", get_args(Stance))
    return {form: stance for stance in known for form in _forms(table[stance], pos)}
