"""Where the counted stand in a sentence: before the verb, after it, beside an adjective, in a prepositional phrase."""

from __future__ import annotations

from collections.abc import Iterator

from ..codebook.figure_words import FigureWords, Predicate
from ..language.parse import Parse
from ..language.syntax import Syntax
from .figure_counts import Counter

COMPANY = 6
"""Tokens after a verb among which "dead", "to death", "on himself" still belong to it."""
BEFORE_NOUN = 3
"""Tokens before a noun among which "fatal", "claimed" still belong to it."""
TO_NAME = 16
"""Tokens back to a name that age and home stand behind."""
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

    def is_by_police(self, i: int) -> bool:
        """Whether police on duty did what the verb at token i says."""
        parse = self._parse
        agents = list(self._syntax.agents(parse, i))
        if not agents and not self._syntax.is_passive(parse, i) and (subject := self._syntax.surface_subject(parse, i)):
            agents.append(subject[0])
        for agent in agents:
            words = [parse.lowers[agent], *(parse.lowers[c] for c in parse.children[agent] if c < agent)]
            if not self._words.police.isdisjoint(words) and self._words.off_duty.isdisjoint(words):
                return True
        return False

    def _company(self, kind: str, i: int) -> list[str]:
        parse = self._parse
        if kind == "s":
            return parse.lowers[max(0, i - 7) : i + 3]
        if kind == "p":
            return parse.lowers[max(0, i - 4) : i]
        children = [c for c in parse.children[i] if not self._is_parted(i, c)]
        near = [
            *children,
            *(
                c
                for child in children
                if parse.deps[child] in ("prep", "prt", "dobj", "oprd")
                for c in parse.children[child]
            ),
        ]
        return [
            *(parse.lowers[c] for c in near),
            *parse.lowers[max(0, i - (BEFORE_NOUN if kind == "n" else 1)) : i],
            *self._after(i, COMPANY if kind == "v" else 2),
        ]

    def _is_parted(self, i: int, child: int) -> bool:
        """ "shooting four men - one fatally": the mark parts the adverb from the verb."""
        between = range(i + 1, child)
        return any(self._parse.lowers[j] in MARKS and self._parse.tags[j] != "HYPH" for j in between)

    def _after(self, i: int, reach: int) -> list[str]:
        """The words after token i, up to the next mark."""
        words = self._parse.lowers[i + 1 : i + reach]
        parting = self._words.parting
        stops = (k for k, word in enumerate(words) if word in parting or not (word[0].isalnum() or word == "-"))
        stop = next(stops, len(words))
        return words[:stop]

    # --- where the counted stand ------------------------------------------------------------------

    def _of_verb(self, row: Predicate, i: int) -> Iterator[Place]:
        parse = self._parse
        if parse.is_noun(i) and parse.lowers[i].endswith("ing"):
            if parse.deps[i] == "compound" and parse.heads[i] > i:
                yield parse.heads[i], None
        elif not parse.tags[i].startswith("VB"):
            yield from self._small(row, i)
        elif "subject" in row.argument:
            yield from self._subject(i)
            yield from self._beside(i)
            yield from self._across_commas(i)
        elif parse.deps[i] == "amod" and parse.heads[i] > i:
            yield parse.heads[i], None
        elif self._syntax.is_passive(parse, i):
            if parse.child(i, "auxpass", "nsubjpass") is None:
                yield from self._directly_before(i)
            yield from self._subject(i)
            yield from self._inverted(i)
            yield from self._beside(i)
            yield from self._across_commas(i)
        else:
            yield from self._of_active(i)

    def _of_active(self, i: int) -> Iterator[Place]:
        """The object; the subject of "killed himself" and of a headline's "Three killed in crash"."""
        parse = self._parse
        found = self._syntax.direct_object(parse, i) if parse.lowers[i + 1 : i + 2] != [","] else None
        if found is not None and parse.lowers[found[0]] in self._words.reflexives:
            yield from ((subject, "self") for subject, _ in self._subject(i))
        elif found is not None:
            yield found[0], None
        elif parse.tags[i] in ("VBD", "VBN") and not self._aims(i):
            if parse.child(i, "nsubj") is None:
                yield from self._directly_before(i)
            for subject, _ in self._subject(i):
                counted = self._counter.count(subject) if subject < i else None
                if counted is not None and (counted.given or self._is_reduced(i, subject)):
                    yield subject, None
            if parse.tags[i] == "VBN":
                yield from self._beside(i)

    def _is_reduced(self, i: int, subject: int) -> bool:
        """ "A man shot and killed on Friday has been named": no object follows, so the subject suffered it."""
        parse, after = self._parse, i + 1
        return (
            parse.deps[i] not in ("relcl", "advcl")
            and parse.is_noun(subject)
            and after < len(parse)
            and (parse.tags[after] in ("IN", ".", ",") or parse.lowers[after] in self._words.when)
            and self._counter.count(after) is None
        )

    def _across_commas(self, i: int) -> Iterator[Place]:
        """ "Smith, 16, of Hill Town, died": the name before commas that the parse attached to something else."""
        parse, before = self._parse, i - 1
        while before > 0 and parse.lowers[before] in self._words.skipped:
            before -= 1
        if before < 0 or parse.lowers[before] != "," or self._syntax.surface_subject(parse, i) is not None:
            return
        persons = {end - 1 for _, end, label in parse.entities if label == "PERSON"}
        while before > 0 and i - before < TO_NAME:
            if before in persons:
                yield before, None
                return
            if parse.tags[before] not in (",", "CD", "NNP", "HYPH", "NN", "JJ") and parse.lowers[before] != "of":
                return
            before -= 1

    def _directly_before(self, i: int) -> Iterator[Place]:
        """ "the boy shot in the leg", whatever the parse attaches it to."""
        parse = self._parse
        if parse.deps[i] == "conj" and parse.lowers[i - 1] in ("and", "&") and parse.is_verb(parse.heads[i]):
            i = parse.heads[i]
        if i > 0 and parse.tags[i - 1] in ("NN", "NNS", "CD"):
            yield self._first_listed(i - 1), None

    def _inverted(self, i: int) -> Iterator[Place]:
        """ "Also wounded were four patrons"."""
        parse = self._parse
        for child in parse.children_with(i, "auxpass", "aux"):
            if child > i and (after := parse.child(child, "attr", "nsubj")) is not None and after > child:
                yield after, None

    def _first_listed(self, noun: int) -> int:
        """ "A man and his two children found dead": the list begins with the man."""
        parse, above = self._parse, self._parse.heads[noun]
        if parse.deps[noun] != "conj" or not above < noun or not (parse.is_noun(above) or parse.tags[above] == "CD"):
            return noun
        return noun if any(parse.is_verb(j) for j in range(above, noun)) else above

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
        preps = parse.children_with(i, "prep")
        if i + 1 < len(parse) and i + 1 not in preps:
            preps.append(i + 1)
        for child in preps:
            if parse.lowers[child] == "of" and (inner := parse.child(child, "pobj")) is not None:
                yield inner, None
