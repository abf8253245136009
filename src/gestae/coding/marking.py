"""A sentence with its trigger, actors and recipients marked, as token ids: what the event model reads.

The same code serves training and coding, so that a model sees in use what it saw in training.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from tokenizers import Tokenizer

Place = tuple[int, int]
LONGEST = 96
"""Tokens the model reads at most, marks included: the words around the marks. 99 % of news sentences are shorter."""
MARKS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]", "[unused5]", "[unused6]")
"""Vocabulary entries that open and close trigger, actor and recipient; free in every BERT vocabulary."""


class Question(msgspec.Struct, frozen=True):
    """A sentence and what is known of one event in it; offsets `[start, end)` into `text`."""

    text: str
    trigger: Place | None = None
    actors: tuple[Place, ...] = ()
    recipients: tuple[Place, ...] = ()


class Encoded(msgspec.Struct, frozen=True):
    """Token ids; `at` are the places of the opening marks of trigger, first actor and first recipient (0: none).

    `offsets` has one `[start, end)` a token, `(0, 0)` for marks and special tokens.
    """

    ids: list[int]
    at: tuple[int, int, int]
    offsets: list[Place]


class Marker:
    """Encodes questions with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._marks = [_id_of(tokenizer, mark) for mark in MARKS]
        empty = tokenizer.encode("").ids
        self.first, self.last = empty[0], empty[-1]

    @property
    def mark_ids(self) -> list[int]:
        """Ids of the six marks, in the order of `MARKS`."""
        return list(self._marks)

    def encode(self, question: Question) -> Encoded:
        found = self._tokenizer.encode(question.text, add_special_tokens=False)
        ids, offsets, at = self._marked(question, found.ids, found.offsets)
        ids, offsets, at = _window(ids, offsets, at)
        places = [place + 1 if place >= 0 else 0 for place in at]
        return Encoded([self.first, *ids, self.last], (places[0], places[1], places[2]), [(0, 0), *offsets, (0, 0)])

    def _marked(
        self, question: Question, ids: Sequence[int], offsets: Sequence[Place]
    ) -> tuple[list[int], list[Place], list[int]]:
        opens: dict[int, list[int]] = {}
        closes: dict[int, list[int]] = {}
        sides = ((question.trigger,) if question.trigger else (), question.actors, question.recipients)
        for side, spans in enumerate(sides):
            for start, end in spans:
                inside = [i for i, (a, b) in enumerate(offsets) if a < end and start < b]
                if inside:
                    opens.setdefault(inside[0], []).append(side)
                    closes.setdefault(inside[-1], []).append(side)
        out: list[int] = []
        places: list[Place] = []
        at = [-1, -1, -1]
        for i, (token, place) in enumerate(zip(ids, offsets, strict=True)):
            for side in opens.get(i, ()):
                at[side] = len(out) if at[side] < 0 else at[side]
                out.append(self._marks[2 * side])
                places.append((0, 0))
            out.append(token)
            places.append(place)
            for side in closes.get(i, ()):
                out.append(self._marks[2 * side + 1])
                places.append((0, 0))
        return out, places, at


def _id_of(tokenizer: Tokenizer, mark: str) -> int:
    found = tokenizer.token_to_id(mark)
    if found is None:
        raise ValueError(f"the tokenizer's vocabulary lacks {mark}, which the event model needs as a mark")
    return int(found)


def _window(
    ids: list[int], offsets: list[Place], at: list[int], longest: int = LONGEST - 2
) -> tuple[list[int], list[Place], list[int]]:
    """At most `longest` tokens around the marks; a mark that stays outside counts as absent."""
    if len(ids) <= longest:
        return ids, offsets, at
    known = [place for place in at if place >= 0]
    middle = (min(known) + max(known)) // 2 if known else 0
    first = max(0, min(middle - longest // 2, len(ids) - longest))
    moved = [place - first if first <= place < first + longest else -1 for place in at]
    return ids[first : first + longest], offsets[first : first + longest], moved
