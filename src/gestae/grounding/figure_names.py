"""Names of persons in a sentence, for those counted one by one."""

from __future__ import annotations

from ..codebook.figure_words import FigureWords
from ..language.parse import Parse

NAMES = ("NNP", "NNPS")
NOT_NAMES = frozenset(
    {
        "GPE",
        "LOC",
        "FAC",
        "NORP",
        "DATE",
        "TIME",
        "EVENT",
        "LAW",
        "LANGUAGE",
        "MONEY",
        "CARDINAL",
        "ORDINAL",
        "QUANTITY",
    }
)
OLDEST = 120
LONGEST_NAME = 4
"""Tokens; longer "persons" are headlines in capitals."""


class NameReader:
    """Reads the names of one sentence; `known` are words of names that the article has elsewhere."""

    def __init__(self, words: FigureWords, parse: Parse, known: frozenset[str]) -> None:
        self._words, self._parse, self._known = words, parse, known
        self._entity = {i: e for e in parse.entities for i in range(e[0], e[1])}

    def is_person(self, token: int) -> bool:
        return token in self._entity and self._entity[token][2] == "PERSON"

    def read(self, head: int, *, listed: bool) -> tuple[int, int, str] | None:
        """First token, one past the last, and the words of the name that ends with token `head`, age included.

        A name is an entity so called, a name that the article calls a person elsewhere, or two words that look it.
        """
        parse, entity = self._parse, self._entity.get(head)
        known = parse.words[head] in self._known
        if entity is not None and entity[2] == "PERSON" and entity[1] - entity[0] <= LONGEST_NAME:
            first, end = entity[0], entity[1]
        elif (
            known
            or (listed and self._age_after(head + 1))
            or ((entity is None or entity[2] not in NOT_NAMES) and (listed or self._looks_like_name(head)))
        ):
            first, end = head, head + 1
            while (
                first > 0 and parse.tags[first - 1] == "NNP" and head - first < 3 and parse.words[first - 1].isalpha()
            ):
                first -= 1
        else:
            return None
        if any(word in self._words.not_persons for word in parse.lowers[first:end]):
            return None
        if parse.lowers[head] in self._words.addresses and not (entity is not None and entity[2] == "PERSON"):
            return None
        group = " ".join(parse.words[first:end]) + self._age_after(end)
        return first, end, group

    def _age_after(self, end: int) -> str:
        """ "Smith, 44, was": the age goes with the name."""
        words = self._parse.words[end : end + 3]
        apart = (
            len(words) > 1 and words[0] in (",", "(") and (len(words) == 2 or words[2] in (",", ")", ".", ";", "and"))
        )
        return (
            f", {words[1]}"
            if apart and words[1].isdecimal() and len(words[1]) < 4 and 0 < int(words[1]) < OLDEST
            else ""
        )

    def _looks_like_name(self, head: int) -> bool:
        """Two words with capitals and no article before them."""
        parse = self._parse
        if (
            head == 0
            or parse.tags[head - 1] != "NNP"
            or not (parse.words[head].isalpha() and parse.words[head].istitle())
        ):
            return False
        if parse.lowers[head] in self._words.not_persons or self._words.is_person(parse.lowers[head]):
            return False
        first = head - 1
        while first > 0 and parse.tags[first - 1] == "NNP":
            first -= 1
        return head - first <= 3 and (first == 0 or parse.tags[first - 1] != "DT")
