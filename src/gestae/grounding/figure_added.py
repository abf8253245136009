"""Claims of one sentence that add up although no "and" joins them: "one is critical, the other two are stable"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..language.parse import Parse
from .figure_wordings import Claim

CONDITIONS = frozenset({"condition", "conditions"})


def added_up(parse: Parse, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with the rule "addition" where one comes on top of the claim of the same measure before it."""
    found: list[Claim] = []
    last: dict[str, Claim] = {}
    for claim in claims:
        before = last.get(claim.measure)
        if before is not None and before.count.end <= claim.count.first and _adds(parse, before, claim):
            claim = msgspec.structs.replace(claim, rule="addition")
        last[claim.measure] = claim
        found.append(claim)
    return found


def _adds(parse: Parse, before: Claim, claim: Claim) -> bool:
    if claim.rule not in (None, "shot") or before.rule not in (None, "shot", "addition"):
        return False
    if not claim.count.high or not before.count.high or before.token == claim.token:
        return False
    if claim.count.others:
        return _is_rest(parse, before, claim)
    if claim.count.partitive or before.count.partitive:
        return False
    if claim.count.single and before.count.single:
        return _is_somebody_else(parse, before, claim)
    states = {parse.lowers[before.token], parse.lowers[claim.token]}
    return states <= CONDITIONS and claim.count.given and before.count.given


def _is_rest(parse: Parse, before: Claim, claim: Claim) -> bool:
    """ "the other two" after one of them; not "three others" after "three people"."""
    return claim.count.first > 0 and parse.lowers[claim.count.first - 1] == "the" and claim.count.given


def _is_somebody_else(parse: Parse, before: Claim, claim: Claim) -> bool:
    """ "shot his girlfriend, then wounded an officer": brought up with "a" and another noun."""
    new = parse.lowers[claim.count.first] in ("a", "an")
    one, other = parse.lowers[before.count.head], parse.lowers[claim.count.head]
    return new and parse.tags[before.count.head].startswith("NN") and one != other
