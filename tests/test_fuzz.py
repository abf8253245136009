"""Any text is coded: no exception, and time in proportion to length."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from gestae import Coder
from gestae.evaluate.contract import violations

anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=400)
WORDS = [
    "Russia",
    "attacked",
    "killed",
    "12",
    "people",
    '"',
    "“",
    "”",
    "(",
    ")",
    "—",
    "-",
    ",",
    ".",
    "?",
    "!",
    "Monday",
    "March",
    "3",
    "in",
    "Kyiv",
    "the",
    "of",
    "by",
    "police",
    "arrested",
    "said",
    "that",
    "will",
    "not",
    "if",
    "Mr.",
    "U.S.",
    "\n",
    "\u200b",
    "é",
    "漢",
    "1,000",
    "$5",
    "%",
]
newslike = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
LENGTHS = (50_000, 1_000_000)
"""Characters of the two texts compared."""
SLACK = 2.0
"""A linear coder takes 20 times as long for 20 times the text; caches and noise are allowed twice that, a square would be 20 times."""


@settings(max_examples=150)
@given(text=anything | newslike)
def test_any_text_is_coded_to_the_contract(coder: Coder, text: str) -> None:
    assert violations(coder.code(text, published="2024-03-05"), coder.codebook) == []


@settings(max_examples=40)
@given(text=newslike)
def test_single_questions_take_any_text(coder: Coder, text: str) -> None:
    coder.places(text)
    coder.times(text, published="2024-03-05")
    coder.attributions(text)
    coder.figures(text)
    if text:
        coder.status(text, [(0, min(4, len(text)))])
        coder.places(text, spans=[(0, min(4, len(text)))])


def seconds(coder: Coder, text: str) -> float:
    begun = time.perf_counter()
    coder.code(text)
    return time.perf_counter() - begun


def test_a_megabyte_takes_time_in_proportion_to_its_length(coder: Coder) -> None:
    paragraph = "Police in Kyiv said on Monday that gunmen had killed 12 people and wounded dozens. “We will answer,” the minister said. The weather was mild and the shops stayed open.\n"
    short, long = (paragraph * (n // len(paragraph)) for n in LENGTHS)
    coder.code(short)
    ratio = len(long) / len(short)
    assert seconds(coder, long) <= SLACK * ratio * seconds(coder, short)


def test_hostile_megabytes_end(coder: Coder) -> None:
    for text in (
        "a" * 1_000_000,
        "A " * 500_000,
        "12 " * 300_000,
        '"' * 1_000_000,
        "(" * 1_000_000,
        "Kyiv, " * 170_000,
        "\n" * 1_000_000,
        ". " * 500_000,
    ):
        assert seconds(coder, text) < 120
