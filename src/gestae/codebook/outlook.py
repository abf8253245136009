"""Word lists of what came of an act (`data/syntax/modality.toml`): who was stopped, what proved untrue, who threatens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from .inflection import forms

Phrases = Mapping[str, tuple[frozenset[str], ...]]
"""A form of a verb -> the sets of particles with which it means what the list says; an empty set asks for none."""


class Failure(msgspec.Struct, frozen=True):
    """Verbs that stop others, that come to nothing themselves, and that tell of failure where they are negated."""

    stops: Phrases
    falters: Phrases
    succeeds: Phrases
    vain: tuple[frozenset[str], ...]

    @classmethod
    def read(cls, data: Mapping[str, Sequence[str]]) -> Failure:
        phrases = {name: verb_phrases(data[name]) for name in ("stops", "falters", "succeeds")}
        return cls(vain=tuple(frozenset(words.split()) for words in data["vain"]), **phrases)


class Refuted(msgspec.Struct, frozen=True):
    """Nouns for a claim, and what makes it a false one."""

    nouns: frozenset[str]
    predicates: frozenset[str]
    true: frozenset[str]
    verbs: frozenset[str]
    absent: frozenset[str]

    @classmethod
    def read(cls, data: Mapping[str, Sequence[str]]) -> Refuted:
        return cls(
            nouns=any_form(data["nouns"], "n"),
            predicates=frozenset(data["predicates"]),
            true=frozenset(data["true"]),
            verbs=any_form(data["verbs"], "v"),
            absent=any_form(data["absent"], "n"),
        )


class Demands(msgspec.Struct, frozen=True):
    """Modal words by which a speaker asks something of another, and those whose word is opinion only."""

    modals: frozenset[str]
    commentators: frozenset[str]

    @classmethod
    def read(cls, data: Mapping[str, Sequence[str]]) -> Demands:
        return cls(modals=frozenset(data["modals"]), commentators=any_form(data["commentators"], "n"))


class Threats(msgspec.Struct, frozen=True):
    """Who speaks of his own acts, and which acts are threats when he does."""

    own: frozenset[str]
    acts: frozenset[str]
    force: frozenset[str]
    bare: frozenset[str]
    violent: frozenset[str]
    harm: frozenset[str]
    helping: frozenset[str]
    foreboding: frozenset[str]
    words: frozenset[str]
    facing: frozenset[str]

    @classmethod
    def read(cls, data: Mapping[str, Sequence[str]]) -> Threats:
        return cls(
            own=frozenset(data["own"]),
            acts=frozenset(data["acts"]),
            force=frozenset(data["force"]),
            bare=frozenset(data["bare"]),
            violent=any_form(data["violent"], "v"),
            harm=any_form(data["harm"], "n"),
            helping=frozenset(data["helping"]),
            foreboding=any_form(data["foreboding"], "v"),
            words=any_form(data["words"], "v"),
            facing=frozenset(data["facing"]),
        )


class Dated(msgspec.Struct, frozen=True):
    """What makes an announced act one of a day to come."""

    verbs: frozenset[str]
    preps: frozenset[str]
    words: frozenset[str]
    times: frozenset[str]

    @classmethod
    def read(cls, data: Mapping[str, Sequence[str]]) -> Dated:
        plain = {name: frozenset(data[name]) for name in ("preps", "words", "times")}
        return cls(verbs=any_form(data["verbs"], "v"), **plain)


def any_form(lemmas: Iterable[str], pos: str) -> frozenset[str]:
    """All forms of all base forms."""
    return frozenset(form for lemma in lemmas for form in forms(lemma, pos))


def verb_phrases(phrases: Iterable[str]) -> Phrases:
    """ "fall short" and its like by every form of the verb."""
    found: dict[str, list[frozenset[str]]] = {}
    for phrase in phrases:
        verb, *particles = phrase.split()
        for form in forms(verb, "v"):
            found.setdefault(form, []).append(frozenset(particles))
    return {form: tuple(sets) for form, sets in found.items()}
