"""Where the counted stand in a sentence: before the verb, after it, beside an adjective, in a prepositional phrase."""

from __future__ import annotations

from collections.abc import Iterator

from ..codebook.figure_words import FigureWords, Predicate
from ..language.parse import Parse
from ..language.syntax import Syntax
from .figure_counts import Counter

COMPANY = 6
"""Tokens after a verb among which "dead", "to death", "on himself" still belong to it."""
MARKS = frozenset({",", ";", ":", "-", "–", "—"})

Place = tuple[int, str | None]
"""The head of the counted noun phrase, and the rule under which it counts."""


class Arguments:
    """Which line of the codebook a word of one sentence fits, and the noun phrases that it counts, likeliest first."""

    def __init__(self, words: FigureWords, syntax: Syntax, parse: Parse, counter: Counter) -> None:
        self._words, self._syntax, self._parse, self._counter = words, syntax, parse, counter

    def places(self, row: Predicate, i: int) -> Iterator[Place]:
        """Heads of what the predicate at token i may count."""
        locate = {"v": self._of_verb, "a": self._small, "p": self._prepositional, "n": self._of_noun}
        return locate[row.kind](row, i)

    # --- which line of the codebook ---------------------------------------------------------------

    def fits(self, row: Predicate, i: int) -> bool:
        tag = self._parse.tags[i]
        if row.kind == "v" and not tag.startswith(("VB", "JJ", "NN")):
            return False
        if row.kind in "nsp" and not tag.startswith(("NN", "VBG")):
            return False
        if row.kind == "n" and tag == "VBG" and self._parse.deps[i] not in ("dobj", "pobj", "nsubj", "nsubjpass"):
            return False
        if row.kind == "s" and tag == "NN" and self._parse.lowers[i] in self._words.perpetrators:
            return False
        if not row.companions:
            return True
        company = frozenset(self._company(row.kind, i))
        return any(company.issuperset(words) for words in row.companions)

    def is_either(self, row: Predicate, i: int) -> bool:
        """ "killed or wounded" says neither."""
        lowers = self._parse.lowers
        for j, k in ((i + 1, i + 2), (i - 1, i - 2)):
            if row.kind == "v" and min(j, k) >= 0 and max(j, k) < len(lowers) and lowers[j] == "or":
                return any(p.measure != row.measure for p in self._words.predicates.get(lowers[k], ()))
        return False

    def _company(self, kind: str, i: int) -> list[str]:
        parse = self._parse
        if kind == "s":
            return parse.lowers[max(0, i - 7) : i + 3]
        if kind == "p":
            return parse.lowers[max(0, i - 4) : i]
        near = [
            *parse.children[i],
            *(
                c
                for child in parse.children[i]
                if parse.deps[child] in ("prep", "prt", "dobj", "oprd")
                for c in parse.children[child]
            ),
        ]
        return [
            *(parse.lowers[c] for c in near),
            *parse.lowers[max(0, i - 1) : i],
            *self._after(i, COMPANY if kind == "v" else 2),
        ]

    def _is_parted(self, i: int, child: int) -> bool:
        """ "shooting four men - one fatally": the mark parts the adverb from the verb."""
        return child > i and any(word in MARKS for word in self._parse.lowers[i + 1 : child])

    def _after(self, i: int, reach: int) -> list[str]:
        """The words after token i, up to the next mark."""
        words = self._parse.lowers[i + 1 : i + reach]
        parting = self._words.parting
        stops = (k for k, word in enumerate(words) if word in parting or not (word[0].isalnum() or word == "-"))
        stop = next(stops, len(words))
        return words[:stop]

    # --- where the counted stand ------------------------------------------------------------------

    # --- where the counted stand ------------------------------------------------------------------

    def _of_verb(self, row: Predicate, i: int) -> Iterator[Place]:
        parse = self._parse
        if not parse.tags[i].startswith("VB"):
            yield from self._small(row, i)
        elif "subject" in row.argument:
            yield from self._subject(i)
            yield from self._beside(i)
        elif parse.deps[i] == "amod" and parse.heads[i] > i:
            yield parse.heads[i], None
        elif self._syntax.is_passive(parse, i):
            if parse.child(i, "auxpass", "nsubjpass") is None:
                yield from self._directly_before(i)
            yield from self._subject(i)
            yield from self._beside(i)
        else:
            yield from self._of_active(i)

    def _of_active(self, i: int) -> Iterator[Place]:
        """The object; the subject of "killed himself" and of a headline's "Three killed in crash"."""
        parse = self._parse
        found = self._syntax.direct_object(parse, i)
        if found is not None and parse.lowers[found[0]] in self._words.reflexives:
            yield from ((subject, "self") for subject, _ in self._subject(i))
        elif found is not None:
            yield found[0], None
        elif parse.tags[i] in ("VBD", "VBN") and not self._aims(i):
            if parse.child(i, "nsubj") is None:
                yield from self._directly_before(i)
            for subject, _ in self._subject(i):
                counted = self._counter.count(subject) if subject < i else None
                if counted is not None and counted.given:
                    yield subject, None
            if parse.tags[i] == "VBN":
                yield from self._beside(i)

    def _directly_before(self, i: int) -> Iterator[Place]:
        """ "the boy shot in the leg", whatever the parse attaches it to."""
        if i > 0 and self._parse.tags[i - 1] in ("NN", "NNS", "CD"):
            yield i - 1, None

    def _aims(self, i: int) -> bool:
        return any(self._parse.lowers[c] in self._words.aims for c in self._parse.children[i])

    def _subject(self, i: int) -> Iterator[Place]:
        found = self._syntax.surface_subject(self._parse, i)
        if found is None and self._parse.deps[i] == "dep":
            found = self._syntax.surface_subject(self._parse, self._parse.heads[i])
        if found is not None:
            yield found[0], None

    def _small(self, row: Predicate, i: int) -> Iterator[Place]:
        """Who is dead, missing, wounded: beside an adjective, before a copula, in "left X dead"."""
        parse = self._parse
        if i > 0 and parse.lowers[i - 1] in ("the", "of"):
            return
        if (own := parse.child(i, "nsubj", "nsubjpass")) is not None and own < i:
            yield own, None
        above, dep = parse.heads[i], parse.deps[i]
        if dep == "amod" and above > i and parse.is_noun(above):
            yield above, None
        if dep in ("acomp", "oprd", "attr", "xcomp", "advcl", "conj") and parse.is_verb(above):
            object_ = parse.child(above, "dobj")
            if object_ is not None and object_ < i:
                yield object_, None
            elif object_ is None:
                yield from self._subject(above)
        yield from self._beside(i)

    def _beside(self, i: int) -> Iterator[Place]:
        """The noun or number directly before token i, auxiliaries and adverbs left out."""
        parse, before = self._parse, i - 1
        while (
            before >= 0
            and i - before <= 5
            and (parse.lowers[before] in self._words.skipped or parse.tags[before] == "RB")
        ):
            before -= 1
        if before < 0 or parse.lowers[before] in self._words.not_persons:
            return
        if parse.tags[before].startswith(("NN", "CD")) or parse.lowers[before] in self._words.beside:
            yield before, None

    def _prepositional(self, row: Predicate, i: int) -> Iterator[Place]:
        """ "X is in critical condition", "took X to hospital", "X with gunshot wounds"."""
        parse, prep = self._parse, self._parse.heads[i]
        if parse.deps[i] != "pobj" or parse.lowers[prep] not in row.argument:
            return
        above = parse.heads[prep]
        if parse.deps[above] == "prep":
            above = parse.heads[above]
        if not parse.is_verb(above):
            yield above, None
            yield from self._subject(parse.heads[above])
            return
        object_ = parse.child(above, "dobj")
        if object_ is not None:
            yield object_, None
        if (
            object_ is not None
            or row.measure == "wounded"
            or parse.lowers[above] in self._words.stative
            or self._syntax.is_passive(parse, above)
        ):
            yield from self._subject(above)

    def _of_noun(self, row: Predicate, i: int) -> Iterator[Place]:
        parse = self._parse
        if (owner := parse.child(i, "poss")) is not None:
            yield owner, None
        for child in parse.children_with(i, "prep"):
            if parse.lowers[child] == "of" and (inner := parse.child(child, "pobj")) is not None:
                yield inner, None
