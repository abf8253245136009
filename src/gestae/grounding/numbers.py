"""Reads words of number: "at least two", "between 20 and 30", "dozens of", "1.2 million", "two hundred and five"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from ..codebook.files import DATA, read_toml
from ..records import Bound

DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,10}|[0-9]{1,4}\.[0-9]{1,3}")
"""Longer numbers are identifiers; the limit also keeps them small enough for every store."""
DASHES = frozenset("-–—‑")
WIDEST = 20
"""How many times its lower end the upper end of "X to Y" may be; beyond, two numbers met by chance."""

Tokens = Sequence[str]
Phrases = Mapping[str, list[tuple[tuple[str, ...], Any]]]


class Quantity(msgspec.Struct, frozen=True):
    """A number in tokens `[first, end)`; `people` is False for ages, dates, money and the like."""

    first: int
    end: int
    low: int | None
    high: int | None
    bound: Bound = "exact"
    rule: str | None = None
    people: bool = True
    yearlike: bool = False


class NumberReader:
    """Finds the quantities in a sentence's lower-cased tokens."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._units: dict[str, int] = data["units"]
        self._tens: dict[str, int] = data["tens"]
        self._multipliers: dict[str, int] = data["multipliers"]
        vague = [(w, (v["low"], None, "vague", name)) for name, v in data["vague"].items() for w in v["words"]]
        rounded = [(w, (n, n, "about", None)) for w, n in data["rounded"].items()]
        self._phrases = _by_word(vague + rounded, at=0)
        self._before = _by_word(_bounds(data["before"]), at=-1)
        self._after = _by_word(_bounds(data["after"]), at=0)
        others = data["not_people"]
        self._not_before, self._not_after = frozenset(others["before"]), frozenset(others["after"])
        self._months = frozenset(others["months"])
        self._calls = frozenset(others["calls"])

    @classmethod
    def load(cls, root: Traversable = DATA) -> NumberReader:
        return cls(read_toml("figures/numbers.toml", root))

    def read(self, lowers: Tokens) -> list[Quantity]:
        """All quantities in text order; they do not overlap."""
        found: list[Quantity] = []
        i, free = 0, 0
        while i < len(lowers):
            core = self._core(lowers, i)
            if core is None:
                i += 1
                continue
            quantity = self._bounded(lowers, self._ranged(lowers, core), free)
            found.append(self._judged(lowers, quantity, found[-1] if found else None))
            i = free = quantity.end
        return found

    # --- the number itself ----------------------------------------------------------------------

    def _core(self, lowers: Tokens, i: int) -> Quantity | None:
        if (phrase := _match(self._phrases, lowers, i)) is not None:
            words, (low, high, bound, rule) = phrase
            return Quantity(i, i + len(words), low, high, bound, rule)
        if lowers[i] == "between" and (span := self._between(lowers, i)) is not None:
            return span
        number = self._number(lowers, i)
        if number is None or (lowers[i] == "one" and i > 0 and lowers[i - 1] in _NO_ONE):
            return None
        value, end, rounded = number
        return Quantity(i, end, value, value, "about" if rounded else "exact")

    def _between(self, lowers: Tokens, i: int) -> Quantity | None:
        first = self._number(lowers, i + 1)
        if first is None or first[1] >= len(lowers) or lowers[first[1]] != "and":
            return None
        second = self._number(lowers, first[1] + 1)
        if second is None or second[0] <= first[0]:
            return None
        return Quantity(i, second[1], first[0], second[0], "range")

    def _number(self, lowers: Tokens, i: int) -> tuple[int, int, bool] | None:
        """(value, end, rounded) of the definite number that begins at token i."""
        small = self._small(lowers, i)
        if small is None:
            return None
        value, i = small
        total, rounded = 0.0, False
        while i < len(lowers) and (factor := self._multipliers.get(lowers[i])) is not None:
            rounded |= factor in (12, 20)
            value, i = value * factor, i + 1
            rest = self._small(lowers, i + 1 if lowers[i : i + 1] == ["and"] else i)
            if rest is None or rest[0] >= factor:
                continue
            if factor >= 1_000:
                total, value = total + value, rest[0]
            else:
                value += rest[0]
            i = rest[1]
        whole = total + value
        return (int(whole), i, rounded) if whole == int(whole) else None

    def _small(self, lowers: Tokens, i: int) -> tuple[float, int] | None:
        """Digits, or words below one hundred."""
        if i >= len(lowers):
            return None
        word = lowers[i]
        if DIGITS.fullmatch(word):
            return float(word.replace(",", "")), i + 1
        if (unit := self._units.get(word)) is not None:
            return unit, i + 1
        if (ten := self._tens.get(word)) is None:
            return None
        j = i + 2 if i + 1 < len(lowers) and lowers[i + 1] in DASHES else i + 1
        unit = self._units.get(lowers[j], 0) if j < len(lowers) else 0
        return (ten + unit, j + 1) if 0 < unit < 10 else (ten, i + 1)

    # --- bounds ---------------------------------------------------------------------------------

    def _ranged(self, lowers: Tokens, core: Quantity) -> Quantity:
        """ "20 to 30", "20-30", "two or three"."""
        joint, low = core.end, core.low
        if core.bound != "exact" or low is None or joint >= len(lowers):
            return core
        if lowers[joint] not in DASHES and lowers[joint] not in ("to", "or"):
            return core
        if core.first > 0 and lowers[core.first - 1] in ("from", *DASHES):
            return core
        upper = self._number(lowers, joint + 1)
        if upper is None or not low < upper[0] <= WIDEST * max(low, 1):
            return core
        if lowers[joint] == "or" and upper[0] > 2 * low + 1:
            return core
        return Quantity(core.first, upper[1], low, upper[0], "range")

    def _bounded(self, lowers: Tokens, core: Quantity, free: int) -> Quantity:
        """With the words of bound before it, not before token `free`, and after it."""
        found = core
        if (phrase := _match(self._after, lowers, core.end)) is not None:
            words, (bound, shift) = phrase
            found = _with_bound(found, found.first, found.end + len(words), bound, shift)
        for _ in range(3):
            before = _match_before(self._before, lowers, found.first, free)
            if before is None:
                break
            words, (bound, shift) = before
            found = _with_bound(found, found.first - len(words), found.end, bound, shift)
        return found

    # --- what is no number of people --------------------------------------------------------------

    def _judged(self, lowers: Tokens, quantity: Quantity, last: Quantity | None) -> Quantity:
        yearlike = quantity.low is not None and 1900 <= quantity.low < 2100 and lowers[quantity.end - 1].isdigit()
        people = not (self._is_measure(lowers, quantity) or self._continues_list(lowers, quantity, last))
        return msgspec.structs.replace(quantity, people=people, yearlike=yearlike)

    def _is_measure(self, lowers: Tokens, quantity: Quantity) -> bool:
        before = lowers[quantity.first - 1] if quantity.first else ""
        after = lowers[quantity.end] if quantity.end < len(lowers) else ""
        if (
            lowers[quantity.end - 1] in self._calls
            or before in self._not_before
            or after in self._not_after
            or before in DASHES
            or before == "/"
        ):
            return True
        if (before in self._months or after in self._months) and (quantity.low or 0) <= 31:
            return True
        if after.startswith("-") and len(after) > 1:
            return True
        if after in DASHES and quantity.end + 1 < len(lowers):
            return lowers[quantity.end + 1] != "strong" and after == "-"
        return after == "/"

    def _continues_list(self, lowers: Tokens, quantity: Quantity, last: Quantity | None) -> bool:
        """ "ages 13, 17 and 19"."""
        if last is None or last.people:
            return False
        between = lowers[last.end : quantity.first]
        return 0 < len(between) <= 2 and all(word in (",", "and", "&", "or") for word in between)


_NO_ONE = frozenset(
    {"no", "any", "every", "some", "each", "this", "that", "which", "the", "another", "little", "loved"}
)


def _bounds(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(words, (row["bound"], row.get("shift", 0))) for row in table.values() for words in row["words"]]


def _by_word(rows: Iterable[tuple[str, Any]], *, at: int) -> dict[str, list[tuple[tuple[str, ...], Any]]]:
    """Phrases under their first (0) or last (-1) word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for text, payload in rows:
        words = tuple(text.replace("-", " - ").split())
        table.setdefault(words[at], []).append((words, payload))
    for phrases in table.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return table


def _match(table: Phrases, lowers: Tokens, i: int) -> tuple[tuple[str, ...], Any] | None:
    if i >= len(lowers):
        return None
    return next((p for p in table.get(lowers[i], ()) if tuple(lowers[i : i + len(p[0])]) == p[0]), None)


def _match_before(table: Phrases, lowers: Tokens, end: int, free: int) -> tuple[tuple[str, ...], Any] | None:
    """The longest phrase that ends at token `end` and begins at `free` or later."""
    if end == 0:
        return None
    for phrase in table.get(lowers[end - 1], ()):
        first = end - len(phrase[0])
        if first >= free and tuple(lowers[first:end]) == phrase[0]:
            return phrase
    return None


def _with_bound(quantity: Quantity, first: int, end: int, bound: Bound, shift: int) -> Quantity:
    """The same number under a bound; an inner bound stays where the outer one says nothing new."""
    low, high, rule = quantity.low, quantity.high, quantity.rule
    base = low if low is not None else high
    if bound == "exact" or base is None or (bound == "about" and quantity.bound != "exact"):
        return Quantity(first, end, low, high, quantity.bound, rule)
    if rule is not None and bound != "at_most" and not shift:
        return Quantity(first, end, low, high, "vague", rule)
    if bound == "at_least":
        return Quantity(first, end, base + shift, None, "at_least", rule)
    if bound == "at_most":
        top = base if high is None else high
        return Quantity(first, end, None, None if rule else max(0, top + shift), "at_most", rule)
    return Quantity(first, end, base, base, "about", rule)
