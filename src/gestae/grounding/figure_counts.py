"""How many people a noun phrase stands for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from ..codebook.figure_words import FigureWords
from ..language.parse import Parse
from ..records import Bound
from .figure_names import NAMES, OLDEST, NameReader
from .numbers import Quantity

BETWEEN = frozenset(
    {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "CD", "RB", "POS", "``", "''", "AFX"}
)
"""Tags that may stand between a number or an article and its noun."""
REACH = 10
"""Tokens between a number and its noun; noun phrases of news are shorter."""
SINGULAR = frozenset(
    {"a", "an", "another", "the", "this", "that", "his", "her", "their", "its", "my", "our", "your", "whose"}
)
PART_OF = frozenset({"including", "mostly", "among", "many", "most", "some"})
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
PARTITIVE = frozenset({"the", "those", "these", "them", "whom", "which", "his", "her", "their", "its"})
AFTER_PREP = frozenset({"in", "since", "until", "by", "of", "from", "during", "after", "before"})


class Count(msgspec.Struct, frozen=True):
    """Tokens `[first, end)` that carry the number; `head` is the noun.

    `single`: one person by grammar (a name, a pronoun, "a man"). `others`: said to come on top of somebody else.
    `person`: surely people. `given`: the number is written out.
    """

    first: int
    end: int
    head: int
    low: int | None
    high: int | None
    bound: Bound = "exact"
    rule: str | None = None
    group: str | None = None
    single: bool = False
    others: bool = False
    person: bool = False
    partitive: bool = False

    @property
    def given(self) -> bool:
        return not self.single


class Counter:
    """Counts the noun phrases of one sentence. `names` are last names known in the article."""

    def __init__(self, words: FigureWords, parse: Parse, quantities: Sequence[Quantity], names: frozenset[str]) -> None:
        self._words, self._parse, self._names = words, parse, NameReader(words, parse, names)
        self._covers = {i: q for q in quantities for i in range(q.first, q.end)}
        self._ending = {q.end: q for q in quantities}

    def count(self, head: int, depth: int = 0, *, listed: bool = False) -> Count | None:
        """The count of the noun phrase whose head is token `head`; None where no number can be told.

        `listed`: in a list after another person, where the article may be missing ("his wife, son and daughter").
        """
        parse, word = self._parse, self._parse.lowers[head]
        if depth > 3 or word in self._words.not_persons or parse.tags[head].startswith("W"):
            return None
        if (zero := self._nobody(head)) is not None:
            return zero
        if (quantity := self._covers.get(head)) is not None:
            return self._bare(head, quantity, depth)
        if word in self._words.pronouns:
            return (
                None
                if parse.tags[head] == "PRP$"
                else Count(head, head + 1, head, 1, 1, group=word, single=True, person=True)
            )
        if word in self._words.collectives:
            return self._collective(head)
        first, quantity = self._left(head)
        if quantity is not None:
            return self._numbered(head, quantity)
        if word in self._words.containers:
            return self._contained(head, depth)
        if word == "another" or (word in ORDINALS and head > 0 and parse.lowers[head - 1] == "a"):
            first = head if word == "another" else head - 1
            return Count(first, head + 1, head, 1, 1, group=word, single=True, others=True, person=True)
        return self._single(head, first, listed=listed)

    def count_itself(self, head: int) -> Count | None:
        """The number before a noun that is counted for what it says: "three deaths", "no injuries"."""
        if (zero := self._nobody(head)) is not None:
            return zero
        _, quantity = self._left(head)
        if quantity is None or quantity.low is quantity.high is None:
            return None
        others = self._is_additional(quantity, head)
        group = self._group(quantity.end, head)
        return Count(
            quantity.first, quantity.end, head, quantity.low, quantity.high, quantity.bound, quantity.rule,
            group, others=others, person=True,
        )  # fmt: skip

    # --- nobody -----------------------------------------------------------------------------------

    def _nobody(self, head: int) -> Count | None:
        """ "no one", "none", "no injuries"; not "no one else" and "no other injuries", which leave others."""
        parse, lowers = self._parse, self._parse.lowers
        first = head
        if lowers[head] not in self._words.nobody:
            while first > 0 and head - first < 4 and lowers[first] != "no" and parse.tags[first] in (*BETWEEN, "PRP"):
                first -= 1
            if lowers[first] not in ("no", "zero", "without") or first == head:
                return None
        window = lowers[first : head + 2]
        if any(word in self._words.extra for word in window):
            return Count(first, head + 1, head, None, None)
        group = None if lowers[head] in ("one", "body", *self._words.nobody) else self._group(first + 1, head)
        return Count(first, head + 1, head, 0, 0, group=group, person=True)

    # --- numbers ----------------------------------------------------------------------------------

    def _left(self, head: int) -> tuple[int, Quantity | None]:
        """The first token of the noun phrase, and the number in it."""
        parse, i = self._parse, head
        while i > 0 and head - i < REACH:
            quantity = self._ending.get(i)
            if quantity is not None and quantity.people and not self._is_year(quantity):
                return quantity.first, quantity
            before = i - 1
            if parse.tags[before] not in BETWEEN:
                return (before if parse.tags[before] in ("DT", "PRP$", "WP$") else i), None
            i = before
        return i, None

    def _is_year(self, quantity: Quantity) -> bool:
        if not quantity.yearlike:
            return False
        return quantity.first == 0 or self._parse.lowers[quantity.first - 1] in AFTER_PREP

    def _numbered(self, head: int, quantity: Quantity) -> Count | None:
        """ "three other soldiers": `quantity` before the noun."""
        return self._of_quantity(quantity, head, quantity.end, partitive=False)

    def _bare(self, head: int, quantity: Quantity, depth: int) -> Count | None:
        """A number without a noun, or with one behind it: "three were", "dozens of soldiers", "two of them"."""
        parse, after = self._parse, quantity.end
        if not quantity.people or quantity.yearlike or self._is_age(quantity):
            return self._aged(quantity.first, depth)
        if after < len(parse) and (parse.lowers[after] == "of" or parse.lowers[after - 1] == "of"):
            start = after + 1 if parse.lowers[after] == "of" else after
            noun = self._noun_after(start)
            partitive = start < len(parse) and parse.lowers[start] in PARTITIVE
            return self._of_quantity(quantity, head if noun is None else noun, start, partitive=partitive)
        noun = (
            self._noun_after(after)
            if after < len(parse) and parse.deps[head] in ("nummod", "compound", "quantmod")
            else None
        )
        return self._of_quantity(quantity, head if noun is None else noun, after, partitive=False)

    def _noun_after(self, start: int) -> int | None:
        """The last noun of the noun phrase that begins at `start`."""
        parse, found = self._parse, None
        for i in range(start, min(start + REACH, len(parse))):
            if parse.tags[i].startswith("NN") or parse.lowers[i] in ("others", "them", "whom", "those", "olds"):
                found = i
            elif found is not None or parse.tags[i] not in (*BETWEEN, "DT", "PRP$", "PDT"):
                break
        return found

    def _of_quantity(self, quantity: Quantity, noun: int, start: int, *, partitive: bool) -> Count | None:
        parse, lowers = self._parse, self._parse.lowers
        word = lowers[noun]
        if word in self._words.not_persons or (quantity.low is None and quantity.high is None):
            return None
        others = self._is_additional(quantity, max(noun, quantity.end))
        bare = quantity.first <= noun < quantity.end
        if parse.tags[noun] == "NNP" and word in self._words.addresses:
            return None
        single = quantity.low == quantity.high == 1 and quantity.bound == "exact"
        group = None if bare else self._group(start, noun)
        if others and not single:
            group = "others" if group is None else f"other {group}"
        person = (
            bare
            or self._words.is_person(word)
            or word in ("others", "more", "them", "whom", "those", "old", "olds", "other")
        )
        return Count(
            quantity.first, quantity.end, noun, quantity.low, quantity.high, quantity.bound, quantity.rule,
            ("another" if others else group or "one") if single else group,
            single, others, person or parse.tags[noun] in NAMES, partitive,
        )  # fmt: skip

    def _is_additional(self, quantity: Quantity, last: int) -> bool:
        """ "three others", "another 20", "two more"."""
        lowers = self._parse.lowers
        if lowers[quantity.first] in ("another", "an") and "estimated" not in lowers[quantity.first : quantity.end]:
            return True
        near = [*lowers[max(0, quantity.first - 1) : quantity.first], *lowers[quantity.end : last + 1]]
        return any(word in self._words.others for word in near)

    def _is_age(self, quantity: Quantity) -> bool:
        """ "Smith, 22, was shot", "Smith, 22 was shot"; not "In Kabul, 22 were shot"."""
        parse, before = self._parse, quantity.first - 2
        if (
            before < 0
            or parse.lowers[before + 1] not in (",", "(")
            or quantity.bound != "exact"
            or not parse.words[quantity.first].isdigit()
        ):
            return False
        if self._names.is_person(before) or self._words.is_person(parse.lowers[before]):
            return (quantity.low or 0) < OLDEST and parse.lowers[quantity.end : quantity.end + 1] not in (
                ["were"],
                ["are"],
                ["people"],
            )
        after = parse.lowers[quantity.end : quantity.end + 2]
        if (
            len(after) == 2
            and after[0] == ","
            and after[1] not in ("including", "mostly", "among", "many", "most", "some")
        ):
            return 1 < (quantity.low or 0) < OLDEST
        return parse.lowers[quantity.end : quantity.end + 1] in (["was"], ["is"], [")"]) and (quantity.low or 0) > 1

    def _aged(self, head: int, depth: int) -> Count | None:
        """ "Smith, 22, was shot" where the age was taken for the subject: the person it belongs to."""
        parse, above = self._parse, self._parse.heads[head]
        before = head - 2 if head > 1 and parse.lowers[head - 1] in (",", "(") else None
        for candidate in (before, above):
            if candidate is not None and candidate != head and parse.tags[candidate].startswith("NN"):
                return self.count(candidate, depth + 1)
        return None

    def _collective(self, head: int) -> Count | None:
        number = self._words.collectives[self._parse.lowers[head]]
        group = self._parse.lowers[head]
        noun = None
        if head + 1 < len(self._parse) and self._parse.lowers[head + 1] != ",":
            noun = (
                self._noun_after(head + 2 if self._parse.lowers[head + 1] == "of" else head + 1)
                if group != "couple"
                else None
            )
        if noun is not None and self._parse.lowers[noun] in self._words.not_persons:
            return None
        return Count(
            head,
            head + 1,
            head if noun is None else noun,
            number,
            number,
            group=None if group == "both" else group,
            person=True,
        )

    def _contained(self, head: int, depth: int) -> Count | None:
        """ "a group of 20 people"."""
        for child in self._parse.children_with(head, "prep"):
            inner = self._parse.child(child, "pobj") if self._parse.lowers[child] == "of" else None
            found = None if inner is None else self.count(inner, depth + 1)
            if found is not None and found.given:
                return found
        return None

    # --- one person -------------------------------------------------------------------------------

    def _single(self, head: int, first: int, *, listed: bool) -> Count | None:
        parse, word, tag = self._parse, self._parse.lowers[head], self._parse.tags[head]
        if tag in NAMES and (name := self._names.read(head, listed=listed)) is not None:
            return Count(name[0], name[1], head, 1, 1, group=name[2], single=True, person=True)
        if tag in ("NNS", "NNPS") or not (self._words.is_person(word) or word == "old") or word in self._words.crowds:
            return self._aged_before(first, head)
        determined = first != head and parse.lowers[first] in SINGULAR
        bare = listed or self._is_possessed(first) or self._is_aged(first, head) or tag == "NNP"
        if not (determined or bare):
            return None
        if not self._words.unborn.isdisjoint(parse.lowers[first : head + 1]):
            return None
        others = any(w in self._words.others for w in parse.lowers[first:head])
        group = self._group(first, head)
        if group is None and others:
            group = next((w for w in parse.lowers[first:head] if w in self._words.others), None)
        elif group is not None and parse.lowers[first] in ("the", "this", "that"):
            group = f"the {group}"
        return Count(first, head + 1, head, 1, 1, group=group, single=True, others=others, person=True)

    def _aged_before(self, first: int, head: int) -> Count | None:
        """ "killed a 12-year-old last Friday", where the weekday was taken for the noun."""
        lowers = self._parse.lowers
        old = next(
            (i for i in range(first + 2, head) if lowers[i] == "old" and lowers[i - 2] in ("year", "month")), None
        )
        if old is None or lowers[old + 1] not in ("last", "late", "early", "this", "on"):
            return None
        return Count(first, old + 1, old, 1, 1, group=self._group(first, old), single=True, person=True)

    def _is_possessed(self, first: int) -> bool:
        return first > 0 and self._parse.tags[first - 1] == "POS"

    def _is_aged(self, first: int, head: int) -> bool:
        return any(w in ("old", "year") for w in self._parse.lowers[first : head + 1])

    def _is_plain_number(self, tokens: Sequence[int]) -> bool:
        """ "four women" in "one of four women"; not "14-year-old"."""
        parse, i = self._parse, tokens[0]
        return (
            parse.tags[i] == "CD"
            and len(tokens) > 1
            and parse.tags[tokens[1]].startswith(("NNS", "JJ"))
            and tokens[1] == i + 1
        )

    # --- who --------------------------------------------------------------------------------------

    def _group(self, first: int, head: int) -> str | None:
        """The words that name the counted, without article and words such as "other"; None for "people"."""
        parse = self._parse
        if parse.lowers[head] in self._words.faceless or parse.lowers[head] in PARTITIVE:
            return None
        skipped = self._words.others - {"another", "second", "third", "fourth", "fifth"}
        kept = [
            i
            for i in range(max(first, head - REACH), head + 1)
            if parse.tags[i] not in ("DT", "PRP$", "POS", "``", "''", "PDT", "RB") or parse.lowers[i] == "another"
        ]
        kept = [i for i in kept if parse.lowers[i] not in skipped]
        while kept and (not parse.words[kept[0]][0].isalnum() or self._is_plain_number(kept)):
            kept.pop(0)
        if not kept:
            return None
        pieces = [parse.words[kept[0]]]
        for before, i in pairwise(kept):
            pieces.append(("" if parse.ends[before] == parse.starts[i] else " ") + parse.words[i])
        return "".join(pieces)
