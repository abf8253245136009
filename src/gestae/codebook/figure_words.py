"""The word lists behind the figures, from `data/figures/`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any, cast, get_args

import msgspec

from ..errors import CodebookError
from ..records import Measure
from .files import DATA, read_rows, read_toml
from .inflection import forms

COLUMNS = ("pos", "word", "companions", "measure", "argument", "who", "rule")
KINDS = frozenset("vapns")
"""v verb, a adjective, p noun inside a prepositional phrase, n noun of a deed, s noun that is counted itself."""


class Predicate(msgspec.Struct, frozen=True):
    """A line of predicates.csv: a word that says what happened to the people counted.

    `companions`: words of which one, or all joined by "+", must stand near. `argument` tells where the counted
    stand: object, subject, small (beside an adjective), of (after or before a noun), self (the noun is counted),
    or the prepositions that lead to the noun. `who` limits them: any, person (the noun must be one of people),
    crowd (only with a number). `rule` goes into the figure.
    """

    kind: str
    companions: tuple[frozenset[str], ...]
    measure: Measure
    argument: frozenset[str]
    who: str
    rule: str | None


class Background(msgspec.Struct, frozen=True):
    phrases: tuple[tuple[str, ...], ...]
    spans: frozenset[str]
    periods: frozenset[str]
    since: frozenset[str]
    after: frozenset[str]
    links: tuple[tuple[str, ...], ...]
    asides: frozenset[str]
    deeds: frozenset[str]
    past: tuple[tuple[str, ...], ...]


class Unreal(msgspec.Struct, frozen=True):
    """Talk of what has not happened."""

    modals: frozenset[str]
    marks: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    adverbs: frozenset[str]


class FigureWords(msgspec.Struct, frozen=True):
    predicates: Mapping[str, tuple[Predicate, ...]]
    persons: frozenset[str]
    crowds: frozenset[str]
    not_persons: frozenset[str]
    police: frozenset[str]
    off_duty: frozenset[str]
    findings: frozenset[str]
    addresses: frozenset[str]
    unborn: frozenset[str]
    perpetrators: frozenset[str]
    pronouns: frozenset[str]
    reflexives: frozenset[str]
    nobody: frozenset[str]
    anybody: frozenset[str]
    extra: frozenset[str]
    others: frozenset[str]
    stative: frozenset[str]
    skipped: frozenset[str]
    beside: frozenset[str]
    aims: frozenset[str]
    when: frozenset[str]
    parting: frozenset[str]
    before_toll: frozenset[str]
    to_total: frozenset[str]
    reach_total: frozenset[str]
    containers: frozenset[str]
    faceless: frozenset[str]
    collectives: Mapping[str, int]
    multiples: Mapping[str, int]
    pairs: Mapping[str, str]
    multiplied: Mapping[str, Measure]
    implied: Mapping[str, Measure]
    loose: frozenset[str]
    unreal: Unreal
    background: Background
    triggers: frozenset[str]

    @classmethod
    def load(cls, root: Traversable = DATA) -> FigureWords:
        data, times = read_toml("figures/words.toml", root), read_toml("figures/background.toml", root)
        predicates = _predicates(root)
        multiplied, implied = _measures(data["multiplied"]), _measures(data["implied"])
        return cls(
            predicates=predicates,
            persons=_nouns(data["persons"]),
            crowds=frozenset(data["crowds"].split()),
            not_persons=_nouns(data["not_persons"]),
            police=frozenset(data["police"].split()),
            findings=frozenset(data["findings"].split()),
            off_duty=frozenset(data["off_duty"].split()),
            addresses=frozenset(data["addresses"].split()),
            unborn=frozenset(data["unborn"]),
            perpetrators=_nouns(data["perpetrators"]),
            pronouns=frozenset(data["pronouns"]),
            reflexives=frozenset(data["reflexives"]),
            nobody=frozenset(data["nobody"]),
            anybody=frozenset(data["anybody"]),
            extra=frozenset(data["extra"]),
            others=frozenset(data["others"]),
            stative=frozenset(data["stative"].split()),
            skipped=frozenset(data["skipped"].split()),
            beside=frozenset(data["beside"].split()),
            aims=frozenset(data["aims"].split()),
            when=frozenset(data["when"].split()),
            parting=frozenset(data["parting"].split()),
            before_toll=frozenset(data["before_toll"].split()),
            to_total=frozenset(data["to_total"].split()),
            reach_total=frozenset(form for verb in data["reach_total"].split() for form in forms(verb, "v")),
            containers=_nouns(data["containers"]),
            faceless=frozenset(data["faceless"]),
            collectives=data["collectives"],
            multiples=data["multiples"],
            pairs=data["pairs"],
            multiplied=multiplied,
            implied=implied,
            loose=frozenset(data["loose"]),
            unreal=_unreal(data["unreal"]),
            background=_background(times),
            triggers=frozenset(predicates) | frozenset(multiplied) | frozenset(implied) | {"toll", "number"},
        )

    def is_person(self, word: str) -> bool:
        """Whether a lower-cased noun, singular or plural, means people."""
        return word in self.persons or word in self.crowds or word.endswith(_PEOPLE)


def _background(times: Mapping[str, list[str]]) -> Background:
    return Background(
        phrases=_split(times["phrases"]),
        spans=frozenset(times["spans"]),
        periods=frozenset(times["periods"]),
        since=frozenset(times["since"]),
        after=frozenset(times["after"]),
        links=_split(times["links"]),
        asides=frozenset(times["asides"]),
        deeds=frozenset(times["deeds"]),
        past=_split(times["past"]),
    )


def _unreal(words: Mapping[str, Any]) -> Unreal:
    return Unreal(
        modals=frozenset(words["modals"]),
        marks=frozenset(words["marks"]),
        verbs=frozenset(f for verb in words["verbs"].split() for f in forms(verb, "v")),
        adjectives=frozenset(words["adjectives"]),
        adverbs=frozenset(words["adverbs"]),
    )


def _split(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.split()) for p in phrases)


_PEOPLE = ("men", "women", "man", "woman", "children", "grandchildren", "wives", "thieves")


def _nouns(words: str) -> frozenset[str]:
    return frozenset(form for noun in words.split() for form in forms(noun, "n"))


def _measures(table: Mapping[str, list[str]]) -> dict[str, Measure]:
    return {word: cast(Measure, measure) for measure, words in table.items() for word in words}


def _predicates(root: Traversable) -> dict[str, tuple[Predicate, ...]]:
    """Form -> lines, those with companions first. Raises CodebookError for unknown kinds and measures."""
    table: dict[str, list[Predicate]] = {}
    for number, row in enumerate(read_rows("figures/predicates.csv", COLUMNS, root), start=2):
        if row["pos"] not in KINDS or row["measure"] not in get_args(Measure):
            raise CodebookError(f"figures/predicates.csv, row {number}: found {row['pos']},{row['measure']}, unknown")
        companions = tuple(frozenset(c.split("+")) for c in row["companions"].split("|") if c)
        predicate = Predicate(
            row["pos"],
            companions,
            cast(Measure, row["measure"]),
            frozenset(row["argument"].split("|")),
            row["who"],
            row["rule"] or None,
        )
        pos = {"v": "v", "s": "n", "n": "n"}.get(row["pos"])
        for form in forms(row["word"], pos) if pos else (row["word"],):
            table.setdefault(form, []).append(predicate)
    return {form: tuple(sorted(rows, key=lambda p: not p.companions)) for form, rows in table.items()}
