"""Stories told by many articles: what comes out of them, in full where it does, else a measured share that must not fall.

`bus_station`, `concert_hall`, `market` and `two_in_lyon` were developed on; `ferry_terminal` was written before and
looked at once, when ways of attack that differ in name only had parted it.
What is still missed is listed with each story; a share that rises belongs in the table.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gestae import Coder

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from scoring import Story  # noqa: E402

GAPS: dict[str, dict[str, float]] = {
    # The day of the shoot-out in a raid, a note in the sports pages, "remained in hospital" (read as wounded).
    # And the accused who "went on trial".
    "concert_hall": {"incidents": 0.66, "articles": 0.97, "claims": 0.95, "figures": 0.97, "responses": 0.8},
    # "Officials lowered the toll": no speaker.
    "market": {"claims": 0.92},
    # "On a scooter shot dead" misparsed; the morning's attack, told beside the evening's with a number alone.
    "two_in_lyon": {"articles": 0.9, "claims": 0.88, "figures": 0.88},
    # "Came five days after a bomb killed 29" is read as history; "31 dead and 66 hurt" after a colon; a report that names no town.
    "bus_station": {
        "incidents": 0.5,
        "articles": 0.8,
        "claims": 0.68,
        "figures": 0.75,
        "responses": 0.5,
        "tolls": 0.66,
        "phantoms": 0.66,
        "reactions_precision": 0.9,
    },
    # The strike that answers it, as in `bus_station`; a camp near a town bombed from the air (coded as a bomb).
    "ferry_terminal": {
        "incidents": 0.5,
        "articles": 0.9,
        "claims": 0.8,
        "figures": 0.86,
        "reactions": 0.88,
        "reactions_precision": 0.9,
        "responses": 0.5,
        "perpetrators": 0.66,
        "tolls": 0.66,
    },
}
"""Floors of the shares that are not whole yet; all others must be."""


@pytest.fixture(scope="module")
def stories(coder: Coder) -> dict[str, Story]:
    return {name: Story(ROOT / name, coder) for name in GAPS}


def test_every_story_is_measured() -> None:
    assert {path.parent.name for path in ROOT.glob("*/expected.toml")} == set(GAPS)


@pytest.mark.parametrize("name", GAPS)
def test_a_story_comes_out_as_expected(stories: dict[str, Story], name: str) -> None:
    scores = stories[name].scores()
    short = {
        measure: (score.right, score.asked, score.failed)
        for measure, score in scores.items()
        if score.share < GAPS[name].get(measure, 1.0)
    }
    assert not short
