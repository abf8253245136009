"""Names as sequences of words: how they are normalised, and a trie that finds the longest one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

DROPPED = str.maketrans("", "", ".'’‘`´")
LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "Ø": "O", "Ł": "L"})
SHORT = 5
"""Capitals up to this length are an acronym whose spelling counts ("IS" is a group, "is" a verb)."""
APOSTROPHES = frozenset("'’")
"""The parser cuts them off ("Kurdistan Workers ' Party")."""
PREFIXES = frozenset({"ex", "co", "vice", "non"})
"""A name may begin behind these inside a token ("ex-president")."""
SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "la", "al", "el", "du", "a", "without", "by", "with", "from"}
)


@lru_cache(maxsize=65_536)
def norm(word: str) -> str:
    """A word without case, accents, dots and apostrophes; "" for a hyphen, "," and the like stay themselves."""
    if word.isascii() and word.isalnum():
        return word.lower()
    if word == "&":
        return "and"
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word.translate(LATIN)) if not unicodedata.combining(c))
    bare = word.translate(DROPPED).lower()
    return "" if bare in ("-", "–", "‑") else bare or word


def name_words(name: str) -> list[str]:
    """The words of a name as the parser would cut it: at spaces, hyphens and before a possessive 's."""
    return [w for w in re.split(r"[\s\-–‑/]+|(?<=\w)(?=['’]s\b)", name.strip()) if w and norm(w)]


def slug(name: str) -> str:
    """A name as it stands in an id: "Élysée Palace" → "elysee-palace"."""
    return "-".join(re.findall(r"[^\W_]+", norm(name.replace("&", " and "))))


class Spelling(msgspec.Struct, frozen=True):
    """What the text must show beside the normalised words: the exact word, or which words have a capital."""

    entry: int
    exact: str = ""
    capitals: tuple[bool, ...] = ()

    def fits(self, words: Sequence[str], *, shouting: bool, ordinary: frozenset[str]) -> bool:
        """`words` as written; `shouting` when the sentence is in capitals, where capitals tell nothing."""
        if self.exact:
            return words[0].translate(DROPPED) == self.exact and not (shouting and self.exact.lower() in ordinary)
        return all(not must or w[0].isupper() or w[0].isdigit() for must, w in zip(self.capitals, words, strict=True))


class Stream(msgspec.Struct, frozen=True):
    """The words of a sentence without hyphens; `tokens[i]` is the token that word i stands in."""

    norms: list[str]
    words: list[str]
    tokens: list[int]
    shouting: bool

    @classmethod
    def of(cls, words: Sequence[str]) -> Stream:
        norms: list[str] = []
        kept: list[str] = []
        tokens: list[int] = []
        for i, word in enumerate(words):
            plain = norm(word)
            if "-" in plain and len(plain) > 1:
                parts = [p for p in re.split("[-–‑]", word) if p and norm(p)]
                norms += [norm(p) for p in parts]
                kept += parts
                tokens += [i] * len(parts)
            elif plain and plain not in APOSTROPHES:
                norms.append(plain)
                kept.append(word)
                tokens.append(i)
        long = [w for w in kept if len(w) > 2 and w.isalpha()]
        return cls(norms, kept, tokens, bool(long) and sum(w.isupper() for w in long) > 0.6 * len(long))


class Trie:
    """Names to entry numbers. Walks a sentence once; at each word the longest fitting name wins."""

    def __init__(self, ordinary: Iterable[str] = ()) -> None:
        self._root: dict[str, Any] = {}
        self._ordinary = frozenset(ordinary)
        self.size = 0

    def add(self, name: str, entry: int, *, any_case: bool = False) -> None:
        words = name_words(name)
        if not words:
            return
        found: list[Spelling] = self._node(name).setdefault("", [])
        spelling = _spelling(words, entry, any_case=any_case)
        if spelling not in found:
            found.append(spelling)
            self.size += 1

    def claim(self, name: str, entry: int, *, any_case: bool = False) -> list[int]:
        """Gives a name to one entry alone; the entries that had it."""
        node = self._node(name)
        had = [spelling.entry for spelling in node.get("", ()) if spelling.entry != entry]
        node[""] = []
        self.add(name, entry, any_case=any_case)
        return list(dict.fromkeys(had))

    def _node(self, name: str) -> dict[str, Any]:
        node = self._root
        for word in name_words(name):
            node = node.setdefault(norm(word), {})
        return node

    def longest(self, stream: Stream, start: int) -> tuple[int, tuple[int, ...]] | None:
        """The end (one past) of the longest name that begins at word `start`, and its entries."""
        node = self._root.get(stream.norms[start])
        if node is None:
            return None
        best, at = None, start + 1
        while node is not None:
            if (spellings := node.get("")) is not None:
                fitting = tuple(
                    s.entry
                    for s in spellings
                    if s.fits(stream.words[start:at], shouting=stream.shouting, ordinary=self._ordinary)
                )
                if fitting:
                    best = (at, fitting)
            if at >= len(stream.norms):
                break
            node = node.get(stream.norms[at])
            at += 1
        return best

    def scan(self, stream: Stream) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Names as (first token, one past the last token, entries), left to right, never overlapping or inside a token."""
        i, count, tokens = 0, len(stream.norms), stream.tokens
        while i < count:
            inside = i > 0 and tokens[i - 1] == tokens[i] and stream.norms[i - 1] not in PREFIXES
            found = None if inside else self.longest(stream, i)
            if found is None or (found[0] < count and tokens[found[0]] == tokens[found[0] - 1]):
                i += 1
                continue
            end, entries = found
            yield tokens[i], tokens[end - 1] + 1, entries
            i = end


def _spelling(words: Sequence[str], entry: int, *, any_case: bool) -> Spelling:
    bare = words[0].translate(DROPPED)
    if not any_case and len(words) == 1 and ((bare.isupper() and len(bare) <= SHORT) or bare[1:] != bare[1:].lower()):
        return Spelling(entry, exact=bare)
    capitals = tuple(not any_case and w[0].isupper() and norm(w) not in SMALL for w in words)
    return Spelling(entry, capitals=capitals)
