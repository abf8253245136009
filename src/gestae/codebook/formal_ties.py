"""Treaties and memberships of states, as the codebook has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from .files import read_rows

ALLIANCE_COLUMNS = ("iso3_a", "iso3_b", "kind", "start", "end")
MEMBERSHIP_COLUMNS = ("body", "iso3", "start", "end")

Spell = tuple[str, str]
"""First and last day, month or year; an empty end is "still", one with "?" is "until then at least"."""


@cache
def alliances() -> Mapping[tuple[str, str], list[tuple[str, Spell]]]:
    """Obligations with their spells, by the two states in the order of the alphabet."""
    found: dict[tuple[str, str], list[tuple[str, Spell]]] = defaultdict(list)
    for row in read_rows("relations/alliances.csv", ALLIANCE_COLUMNS):
        found[row["iso3_a"], row["iso3_b"]].append((row["kind"], (row["start"], row["end"])))
    return found


@cache
def memberships() -> Mapping[str, Mapping[str, list[Spell]]]:
    """Spells by body and member."""
    found: dict[str, dict[str, list[Spell]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows("relations/memberships.csv", MEMBERSHIP_COLUMNS):
        found[row["body"]][row["iso3"]].append((row["start"], row["end"]))
    return found
