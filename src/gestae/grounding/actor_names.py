"""Names of persons in a sentence: which words belong to one, and whether a lone surname may be a leader's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from ..codebook.entities import EntityIndex, Known, Match, RoleMatch
from ..codebook.entity_names import name_words, norm
from .actor_person import PersonName
from .actor_places import covers
from .actor_sentence import Sentence

NOT_PERSONS = frozenset({"GPE", "LOC", "NORP", "FAC", "ORG", "DATE", "EVENT"})
JUNIOR = frozenset({"jr", "junior", "sr", "senior", "iii"})
GOVERNMENTS = frozenset({"administration", "government", "presidency"})
CALLINGS = frozenset({"COP", "EDU", "AGR", "LAB", "JRN", "MED"})
"""Sectors of titles that leaders do not bear: "Officer Modi" is somebody else."""


class NameWords(msgspec.Struct, frozen=True):
    """Words before and in names: titles with their sectors, words of leaving office, genders of words and given names."""

    titles: dict[str, tuple[str, ...]]
    former: frozenset[str]
    introducing: frozenset[str]
    genders: dict[str, str]
    given: dict[str, str]

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> NameWords:
        titles: dict[str, tuple[str, ...]] = {
            title: () if sector == "none" else (sector,)
            for sector, written in words["titles"].items()
            for title in written
        }
        return cls(
            titles,
            frozenset(words["former"]),
            frozenset(words["introducing"]),
            {w: g for g in ("m", "f") for w in words["gender"][g]},
            {w: g for g in ("m", "f") for w in words["gender"][f"names_{g}"]},
        )


class NameFinder:
    """Finds person names in sentences."""

    def __init__(self, index: EntityIndex, words: NameWords) -> None:
        self._index = index
        self._words = words

    def names(self, sentence: Sentence) -> list[PersonName]:
        """Person names of a sentence in text order: those of the codebook, those the parser marks, those behind a title."""
        taken: set[int] = set()
        found: list[PersonName] = []
        for match in sentence.names:
            if match.known[0].kind == "person":
                first, end = self._whole(sentence, match)
                known = match.known if self._may_be(sentence, match, first, end) else ()
                self._keep(sentence, first, end, known, taken, found)
        for first, end, label in sentence.parse.entities:
            if label == "PERSON":
                self._keep(sentence, *self._trimmed(sentence, first, end), (), taken, found)
        for role in sentence.roles:
            self._keep(sentence, *self._behind_title(sentence, role), (), taken, found)
            self._keep(sentence, *self._before_body(sentence, role), (), taken, found)
        return sorted(found, key=lambda n: n.first)

    def _keep(
        self,
        sentence: Sentence,
        first: int,
        end: int,
        known: tuple[Known, ...],
        taken: set[int],
        found: list[PersonName],
    ) -> None:
        span = range(first, end)
        if not span or not taken.isdisjoint(span) or (not known and self._is_other(sentence, first, end)):
            return
        parse = sentence.parse
        words = tuple(w for i in span if (w := norm(parse.words[i])) and w[0].isalnum())
        if not words:
            return
        taken.update(span)
        head = next((i for i in span if not first <= parse.heads[i] < end), end - 1)
        found.append(PersonName(sentence.number, first, end, head, words, known))

    def _is_other(self, sentence: Sentence, first: int, end: int) -> bool:
        """The span is a name of something else, or holds no word that could be a name."""
        parse = sentence.parse
        if any(m.end - m.first > 1 and first <= m.first and m.end <= end for m in sentence.roles):
            return True
        if any(
            (m := sentence.name_at.get(i)) and m.known[0].kind != "person" and m.end - m.first >= end - first
            for i in range(first, end)
        ):
            return True
        return not any(parse.words[i][0].isupper() and parse.tags[i] in ("NNP", "NNPS") for i in range(first, end))

    def _whole(self, sentence: Sentence, match: Match) -> tuple[int, int]:
        """A known name with what belongs to it ("Laura Bush" is not the president, nor a "Jr." his father)."""
        parse, first, end = sentence.parse, match.first, match.end
        for a, b, label in parse.entities:
            if label == "PERSON" and a <= first and end <= b:
                first, end = self._trimmed(sentence, a, b)
        if first == match.first and self._is_given(sentence, first - 1, match):
            first -= 1
        if end == match.end and end < len(parse) and norm(parse.words[end]) in JUNIOR:
            end += 1
        return first, end

    def _is_given(self, sentence: Sentence, token: int, match: Match) -> bool:
        """A capitalised word before a lone surname that is no title, day or party of its own."""
        parse = sentence.parse
        if token < 0 or parse.tags[token] != "NNP" or not _is_lone(sentence, match):
            return False
        other = token in sentence.role_at or token in sentence.name_at or self._is_title(sentence, token, match.end)
        return (
            not other and not covers(parse, token, NOT_PERSONS) and parse.heads[token] in range(match.first, match.end)
        )

    def _may_be(self, sentence: Sentence, match: Match, first: int, end: int) -> bool:
        """A lone surname may be the leader's: no other given name, no title of the other sex or of another calling."""
        if norm(sentence.parse.words[end - 1]) in JUNIOR and end > match.end:
            return False
        if not _is_lone(sentence, match):
            return True
        before = norm(sentence.parse.words[first - 1]) if first else ""
        if (first, end) != (match.first, match.end) or before in self._words.introducing:
            return False
        gender, own = (
            self._words.genders.get(before),
            self._words.given.get(norm(match.known[0].entity.name.split()[0])),
        )
        if gender and own and gender != own:
            return False
        role = sentence.role_at.get(first - 1)
        calling = role.role.sectors[:1] if role is not None and not role.role.plural else ()
        return not calling or calling[0] not in CALLINGS or any(calling[0] in t.sectors for t in match.known[0].terms)

    def _trimmed(self, sentence: Sentence, first: int, end: int) -> tuple[int, int]:
        """Without titles, role nouns and possessives at its ends, and nothing behind a comma."""
        parse = sentence.parse
        for i in range(first, end):
            if parse.words[i] in (",", "(", ";", ":") and i > first:
                end = i
                break
        while first < end and self._is_title(sentence, first, end):
            first += 1
        while end > first and (
            parse.lowers[end - 1] in ("'s", "’s", "'", "’", ".", "-") or parse.tags[end - 1] == "POS"
        ):
            end -= 1
        return first, end

    def _is_title(self, sentence: Sentence, token: int, end: int) -> bool:
        word = norm(sentence.parse.words[token])
        match = sentence.role_at.get(token)
        if match is not None and match.end < end:
            return True
        name = sentence.name_at.get(token)
        if name is not None and name.end < end and name.known[0].kind != "person":
            return True
        return token + 1 < end and (
            not word or word in self._words.titles or word in self._words.former or word in ("the", "a", "an")
        )

    def _behind_title(self, sentence: Sentence, match: RoleMatch) -> tuple[int, int]:
        """ "Colonel Tarek Bahr": capitalised words right behind a title, where the parser saw no person."""
        parse, first = sentence.parse, match.end
        end = first
        while (
            end < len(parse)
            and parse.tags[end] == "NNP"
            and end not in sentence.name_at
            and parse.words[end][0].isupper()
        ):
            if covers(parse, end, NOT_PERSONS) or end in sentence.role_at:
                return first, first
            end += 1
        plausible = end - first >= 2 and not match.role.plural and match.role.sectors != ("CVL",)
        return (first, end) if plausible else (first, first)

    def _before_body(self, sentence: Sentence, match: RoleMatch) -> tuple[int, int]:
        """ "the Bush administration": a leader's surname, which the parser takes for a place or a part of the name."""
        parse, token = sentence.parse, match.first - 1
        if token < 0 or match.role.noun.split()[0] not in GOVERNMENTS or parse.tags[token] != "NNP":
            return token, token
        alone = token not in sentence.name_at and not (token and parse.tags[token - 1] == "NNP")
        return (token, token + 1) if alone and norm(parse.words[token]) in self._index.surnames else (token, token)


def _is_lone(sentence: Sentence, match: Match) -> bool:
    """The words are a part of a longer name ("Bush", "al-Assad")."""
    words = sum(1 for i in range(match.first, match.end) if norm(sentence.parse.words[i]))
    return words < min(3, len(name_words(match.known[0].entity.name)))
