"""Training items: sentences with what is known of one event in them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from ..coding.labels import NONE, Labels
from ..coding.marking import Place, Question

Floats = NDArray[np.float32]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a sentence. `actors`/`recipients` are None where nobody wrote them down.

    The targets are probabilities over the labels of a task, or None where the item says nothing of it; `modes` holds
    zeros outside the modes of the most probable type. `group` keeps copies of a sentence on one side of a split. Of an item
    that is `taught` the types are other models' answers and the participants are those that the rules found: it is always
    shown with them, and nobody learns from it who takes part.
    """

    text: str
    source: str
    trigger: Place | None = None
    actors: tuple[Place, ...] | None = None
    recipients: tuple[Place, ...] | None = None
    types: Floats | None = None
    modes: Floats | None = None
    status: Floats | None = None
    newness: Floats | None = None
    group: str = ""
    part: int = 0
    taught: bool = False

    @property
    def knows_parties(self) -> bool:
        return self.actors is not None and self.recipients is not None

    def question(self, with_trigger: bool, with_pair: bool) -> Question:
        return Question(
            self.text,
            self.trigger if with_trigger else None,
            self.actors or () if with_pair else (),
            self.recipients or () if with_pair else (),
        )


class Targets:
    """Makes targets of label names."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def types(self, name: str) -> Floats:
        return _one_hot(self.labels.types, name)

    def modes(self, event_type: str, mode: str | None) -> Floats | None:
        if event_type == NONE:
            return None
        return _one_hot(self.labels.modes, f"{event_type} {mode or '-'}")

    def status(self, name: str) -> Floats:
        return _one_hot(self.labels.statuses, name)

    def newness(self, name: str) -> Floats:
        return _one_hot(self.labels.newness, name)


def _one_hot(names: Sequence[str], name: str) -> Floats:
    made = np.zeros(len(names), dtype=np.float32)
    made[names.index(name)] = 1.0
    return made


MARKED = re.compile(r"\{([ART]):([^{}]+)\}")


def unmark(marked: str) -> tuple[str, dict[str, list[Place]]]:
    """Text and spans of inline marks: "{A:Police} {T:shot} {R:a man}."."""
    spans: dict[str, list[Place]] = {"A": [], "R": [], "T": []}
    text, last = "", 0
    for found in MARKED.finditer(marked):
        text += marked[last : found.start()]
        spans[found[1]].append((len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    return text + marked[last:], spans


class CountrySwapper:
    """Puts other countries into a sentence, so that none of them is learnt to be one that attacks or helps.

    `names` has one row a country: its names by form (name, adjective); a swap keeps the form.
    """

    def __init__(self, names: Iterable[Mapping[str, str]]) -> None:
        self._countries = [dict(row) for row in names]
        self._by_word = {word: (i, form) for i, row in enumerate(self._countries) for form, word in row.items() if word}
        longest_first = sorted(self._by_word, key=len, reverse=True)
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")

    def swap(self, item: Item, rnd: random.Random) -> Item:
        chosen: dict[int, int] = {}
        pieces: list[str] = []
        moves: list[tuple[int, int]] = [(0, 0)]
        last = 0
        for found in self._pattern.finditer(item.text):
            index, form = self._by_word[found[0]]
            other = self._countries[chosen.setdefault(index, rnd.randrange(len(self._countries)))]
            word = other.get(form) or found[0]
            pieces += [item.text[last : found.start()], word]
            moves.append((found.end(), moves[-1][1] + len(word) - len(found[0])))
            last = found.end()
        if len(moves) == 1:
            return item
        return _moved(item, "".join(pieces) + item.text[last:], _mover(moves))


LINKS = (", while ", ", and ", "; ", " as ")
"""What joins two clauses without saying when or why."""
LONGEST_JOINED = 320
"""Characters of two sentences that may become one."""


def joined(item: Item, other: Item, rnd: random.Random) -> Item:
    """One sentence of two, in either order: what is marked must count, not what is loudest."""
    if len(item.text) + len(other.text) > LONGEST_JOINED:
        return item
    link = rnd.choice(LINKS)
    if rnd.random() < 0.5:
        return msgspec.structs.replace(item, text=_without_stop(item) + link + other.text)
    before = _without_stop(other) + link

    def move(place: Place) -> Place:
        return place[0] + len(before), place[1] + len(before)

    return _moved(item, before + item.text, move)


def _without_stop(item: Item) -> str:
    """The text without its full stop, unless that belongs to a name ("the U.S.")."""
    places = [item.trigger, *(item.actors or ()), *(item.recipients or ())]
    last = max((place[1] for place in places if place), default=0)
    return item.text[:last] + item.text[last:].rstrip(" .\n")


def _moved(item: Item, text: str, move: Callable[[Place], Place]) -> Item:
    return msgspec.structs.replace(
        item,
        text=text,
        trigger=move(item.trigger) if item.trigger else None,
        actors=None if item.actors is None else tuple(map(move, item.actors)),
        recipients=None if item.recipients is None else tuple(map(move, item.recipients)),
    )


def _mover(moves: Sequence[tuple[int, int]]) -> Callable[[Place], Place]:
    def at(offset: int) -> int:
        return offset + next(shift for end, shift in reversed(moves) if offset >= end)

    return lambda span: (at(span[0]), at(span[1]))


def batches(order: Sequence[int], lengths: Sequence[int], size: int, rnd: random.Random) -> Iterator[list[int]]:
    """Batches of items of like length, in random order."""
    chunks = [list(order[i : i + size * 16]) for i in range(0, len(order), size * 16)]
    made = []
    for chunk in chunks:
        chunk.sort(key=lambda i: lengths[i])
        made += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    rnd.shuffle(made)
    yield from made
