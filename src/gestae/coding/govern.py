"""What stands over a trigger: the operators and outer triggers that govern it, nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ..codebook.operators import Operators
from ..codebook.words import Words
from ..language.parse import Parse

COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "pobj", "pcomp", "nsubjpass", "acl", "oprd", "attr", "compound"})
CIRCUMSTANCES = frozenset({f"pobj:{prep}" for prep in ("in", "at", "with", "under", "into", "over")})
"""Relations that may lead to a light verb ("engaged in an attack"), but below no operator ("in a call they discussed")."""
STEPS = 8
LEADING = frozenset({"for", "of", "with", "against", "from"})
"""Particles that must lead to the act itself ("called for a strike", not "called a strike for Monday")."""
MISTAKEN = frozenset({"JJ", "NN", "NNS", "NNP", "NNPS"})
"""Tags that a verb gets in a headline of capitals ("IRAN THREATENS TO …")."""


class Governor(msgspec.Struct, frozen=True):
    """A token over a trigger; `operator` is None for a plain governor; `relation` is how the trigger hangs below it."""

    token: int
    operator: str | None
    relation: str


class GovernorFinder:
    """Climbs from a trigger through light verbs, prepositions and coordination."""

    def __init__(self, operators: Operators, words: Words) -> None:
        self._by_form = operators.by_form
        self._light = words.light
        self._quantities = words.quantities

    def find(self, parse: Parse, token: int, triggers: Mapping[int, object]) -> Iterator[Governor]:
        """Governors of a trigger. The climb ends above the first that is neither operator nor light verb."""
        below = token
        for _ in range(STEPS):
            head, dep = parse.heads[below], parse.deps[below]
            if head == below:
                return
            if dep == "conj":
                below = head
                continue
            if dep in ("prep", "agent") and below != token:
                below = head
                continue
            if parse.deps[head] in ("prep", "agent") and dep in ("pobj", "pcomp"):
                if not self._prep_is_transparent(parse, head):
                    return
                preposition, head = parse.lowers[head], parse.heads[head]
                if preposition == "in" and self._is_amount(parse, head):
                    below = head
                    continue  # "60 billion dollars in aid"
                dep = f"{dep}:{preposition}"
            elif not self._is_complement(parse, below, head, dep) or (dep == "ccomp" and below < head):
                return  # "…; the ministry denied it": what stands before is told, not denied
            operator = self._operator(parse, head, below, dep)
            light = parse.lowers[head] in self._light and not dep.startswith("ccomp")
            if operator is None and head not in triggers and light:
                yield Governor(head, None, dep)
                below = head
                continue
            yield Governor(head, operator, dep)
            if operator is None and head not in triggers:
                return
            below = head

    def _is_amount(self, parse: Parse, token: int) -> bool:
        return parse.tags[token] in ("CD", "$") or parse.lowers[token] in self._quantities

    @staticmethod
    def _prep_is_transparent(parse: Parse, prep: int) -> bool:
        """ "after the attack", "during talks" are circumstances, not complements."""
        return parse.lowers[prep] in (
            "of",
            "for",
            "to",
            "on",
            "from",
            "at",
            "against",
            "in",
            "about",
            "with",
            "into",
            "over",
            "under",
        )

    @staticmethod
    def _is_complement(parse: Parse, below: int, head: int, dep: str) -> bool:
        if dep in ("advcl", "relcl"):
            if (
                dep == "advcl"
                and below > head
                and any(parse.lowers[c] in ("on", "upon", "to", "for") for c in parse.children[head])
            ):
                return any(parse.tags[c] == "TO" for c in parse.children[below])
            return (
                dep == "advcl"
                and below > head
                and parse.tags[head] in ("JJ", "VBN")
                and any(parse.tags[c] == "TO" for c in parse.children[below])
            )
        if dep == "acl":
            return any(parse.tags[c] == "TO" for c in parse.children[below])
        return dep in COMPLEMENTS

    def _operator(self, parse: Parse, head: int, below: int, dep: str) -> str | None:
        for word in self._by_form.get(parse.lowers[head], ()):
            if not _pos_fits(word.pos, parse, head):
                continue
            if dep in CIRCUMSTANCES and dep != f"pobj:{word.particle}":
                continue
            if word.particle in LEADING and word.prep != "to" and not dep.endswith(f":{word.particle}"):
                continue
            if word.particle and not any(parse.lowers[c] == word.particle for c in parse.children[head]):
                continue
            if word.prep == "passive":
                if not any(parse.deps[c] == "auxpass" for c in parse.children[head]):
                    continue
                return word.operator
            if word.prep == "to" and not any(parse.tags[c] == "TO" for c in parse.children[below]):
                continue
            if word.prep and word.prep != "to" and not any(parse.lowers[c] == word.prep for c in parse.children[head]):
                continue
            return word.operator
        return None


def _pos_fits(pos: str, parse: Parse, token: int) -> bool:
    tag = parse.tags[token]
    if pos == "v":
        return tag.startswith("VB") or (
            tag in MISTAKEN and parse.deps[token] == "ROOT" and parse.words[token].isupper()
        )
    return tag.startswith("NN") if pos == "n" else tag.startswith(("JJ", "VBN"))
