"""What a pronoun or a definite noun stands for: rules over the parties named before it in the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from .parse import Parse

Number = Literal["one", "many", "either"]
Gender = Literal["m", "f", "person", "thing"]

Fitting = tuple[frozenset[Number], frozenset[Gender]]
HE: Fitting = (frozenset(("one",)), frozenset(("m", "person")))
SHE: Fitting = (frozenset(("one",)), frozenset(("f", "person")))
WOMEN: Fitting = (frozenset(("one",)), frozenset(("f",)))
"""Whom "she" takes up first: those known to be women, before those of whom the text does not tell."""
IT: Fitting = (frozenset(("one", "either")), frozenset(("thing",)))
THEY: Fitting = (frozenset(("many", "either")), frozenset(("m", "f", "person", "thing")))
PRONOUNS: dict[str, Fitting] = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
    **dict.fromkeys(("it", "its", "itself"), IT),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), THEY),
}
"""Third-person pronouns: which numbers and genders they can stand for. "either" is a body of people ("police")."""
NEAR = 3
"""Sentences back that a pronoun may reach; in news nine in ten reach no further than one."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "pobj", "dative"})


class Antecedent(msgspec.Struct, frozen=True):
    """A party named in the article: tokens `[first, end)` of a parse, its head, and what may stand for it.

    `key` is equal for mentions of the same party.
    """

    parse: int
    first: int
    end: int
    head: int
    key: str
    number: Number
    gender: Gender


class PronounResolver:
    """Resolves third-person pronouns. `antecedents` stand in text order."""

    def __init__(self, parses: Sequence[Parse], antecedents: Iterable[Antecedent]) -> None:
        self._parses = parses
        self._by_parse: list[list[Antecedent]] = [[] for _ in parses]
        for antecedent in antecedents:
            self._by_parse[antecedent.parse].append(antecedent)
        self._origin: dict[tuple[int, int], Antecedent] = {}
        for at, parse in enumerate(parses):
            self._follow(at, parse)

    def _follow(self, at: int, parse: Parse) -> None:
        """Subject pronouns of a sentence carry their party on, so that a chain reaches further than one pronoun."""
        for token, word in enumerate(parse.lowers):
            if word in PRONOUNS and parse.deps[token] in SUBJECTS and (found := self.resolve(at, token)) is not None:
                link = msgspec.structs.replace(found, parse=at, first=token, end=token + 1, head=token)
                self._origin[at, token] = found
                self._by_parse[at].append(link)
        self._by_parse[at].sort(key=lambda a: a.first)

    def resolve(self, at: int, token: int) -> Antecedent | None:
        """Who the pronoun at a token of parse `at` stands for; None for other words and where it is not clear."""
        found = self._chosen(at, token)
        return None if found is None else self._origin.get((found.parse, found.first), found)

    def _chosen(self, at: int, token: int) -> Antecedent | None:
        fitting = PRONOUNS.get(self._parses[at].lowers[token])
        if fitting is None:
            return None
        other = self._other_pronoun(at, token)
        here = [a for a in self._by_parse[at] if a.key != other and self._may_be(a, token, fitting)]
        if here:
            return self._in_sentence(self._parses[at], _plural_first(here, fitting), token)
        for wanted in (WOMEN, fitting) if fitting == SHE else (fitting,):
            for earlier in self._before(at):
                if found := [a for a in self._by_parse[earlier] if a.key != other and _agrees(a, wanted)]:
                    return _salient(self._parses[earlier], _plural_first(found, wanted))
        return None

    def _other_pronoun(self, at: int, token: int) -> str | None:
        """The party that the subject pronoun of the same verb stands for: in "she thanked her" they are two."""
        parse = self._parses[at]
        if parse.deps[token] not in OBJECTS or parse.lowers[token].endswith(("self", "selves")):
            return None
        verb = parse.heads[parse.heads[token]] if parse.deps[token] == "pobj" else parse.heads[token]
        subject = parse.child(verb, *SUBJECTS)
        if subject is None or subject >= token or parse.lowers[subject] not in PRONOUNS:
            return None
        found = self.resolve(at, subject)
        return found.key if found else None

    def _before(self, at: int) -> Iterator[int]:
        """Parses of the sentences just before, nearest first."""
        sentence = self._parses[at].sentence
        for earlier in range(at - 1, max(-1, at - 1 - NEAR), -1):
            if sentence - self._parses[earlier].sentence <= NEAR:
                yield earlier

    def _may_be(self, a: Antecedent, token: int, fitting: Fitting) -> bool:
        if a.head >= token or a.first <= token < a.end or not _agrees(a, fitting):
            return False
        parse = self._parses[a.parse]
        return not _same_clause(parse, a.head, token)

    @staticmethod
    def _in_sentence(parse: Parse, found: Sequence[Antecedent], token: int) -> Antecedent | None:
        """The nearest subject before the pronoun, else the only party before it."""
        subjects = [a for a in found if parse.deps[a.head] in SUBJECTS]
        if subjects:
            return subjects[-1]
        return found[-1] if len({a.key for a in found}) == 1 else None


def _plural_first(found: Sequence[Antecedent], fitting: Fitting) -> Sequence[Antecedent]:
    """ "They" takes up people in the plural rather than a body such as the army, where there are both."""
    many = [a for a in found if a.number == "many"] if "many" in fitting[0] else []
    return many or found


def _agrees(a: Antecedent, fitting: Fitting) -> bool:
    return a.number in fitting[0] and a.gender in fitting[1]


def _same_clause(parse: Parse, head: int, token: int) -> bool:
    """A plain pronoun is not the other party of its own verb ("Amir met him": not Amir)."""
    if parse.tags[token] != "PRP" or parse.lowers[token].endswith(("self", "selves")):
        return False
    verb, other = parse.heads[token], parse.heads[head]
    if parse.deps[token] == "pobj":
        verb = parse.heads[verb]
    if parse.deps[head] == "pobj":
        other = parse.heads[other]
    return verb == other and parse.deps[token] in OBJECTS | SUBJECTS


def _salient(parse: Parse, found: Sequence[Antecedent]) -> Antecedent | None:
    """The subject of the main clause, else the only subject, else the only party."""
    subjects = [a for a in found if parse.deps[a.head] in SUBJECTS]
    main = [a for a in subjects if parse.heads[parse.heads[a.head]] == parse.heads[a.head]]
    for group in (main, subjects, found):
        if group and len({a.key for a in group}) == 1:
            return group[-1]
    return None
