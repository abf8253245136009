"""Numbers that are not part of what the article reports: statistics, earlier events, what has not happened."""

from __future__ import annotations

from collections.abc import Sequence

from ..codebook.figure_words import Background, FigureWords
from ..language.parse import Parse
from .figure_counts import Count

STEPS = 8
"""How far up the tree a time word is followed; beyond, it belongs to another clause."""


def is_unreal(words: FigureWords, parse: Parse, token: int, *, zero: bool) -> bool:
    """Whether the word at `token` is said of what did not happen or may happen; `zero` for "nobody was hurt"."""
    verb = token if parse.is_verb(token) else _verb_above(parse, token)
    return any(
        _is_unreal_by(words, parse, child, i, zero=zero)
        for i in dict.fromkeys((token, verb))
        if i is not None
        for child in parse.children[i]
    ) or _is_wished(words, parse, token)


def _is_unreal_by(words: FigureWords, parse: Parse, child: int, above: int, *, zero: bool) -> bool:
    word = parse.lowers[child]
    match parse.deps[child]:
        case "aux":
            return word in words.unreal.modals
        case "neg":
            return not zero
        case "mark":
            return word in words.unreal.marks
        case "amod":
            return word in words.unreal.adjectives
        case "advmod":
            return child < above and word in words.unreal.adverbs
    return False


def _is_wished(words: FigureWords, parse: Parse, token: int) -> bool:
    """Under "tried to", "threatened to", "for trying to"."""
    i = token
    for above in parse.ancestors(token):
        if parse.deps[i] not in ("xcomp", "conj", "pcomp", "ccomp", "dobj", "prep", "pobj") or _is_told(parse, i):
            return False
        if parse.deps[i] == "pcomp" and parse.lowers[above] == "without":
            return True
        if parse.is_verb(above) and parse.deps[i] in ("xcomp", "pcomp", "dobj") and _is_wish(words, parse, above, i):
            return True
        i = above
    return False


def _is_wish(words: FigureWords, parse: Parse, verb: int, below: int) -> bool:
    """ "tried to kill", "would have to kill"."""
    if parse.lowers[verb] in words.unreal.verbs:
        return True
    return parse.deps[below] == "xcomp" and any(
        parse.lowers[c] in words.unreal.modals for c in parse.children_with(verb, "aux")
    )


def _is_told(parse: Parse, i: int) -> bool:
    """ "hoping to find out why he was killed": a finite clause in the past is told as a fact."""
    if parse.deps[i] != "ccomp":
        return False
    return parse.tags[i] == "VBD" or any(parse.lowers[c] in ("was", "were") for c in parse.children[i])


def _verb_above(parse: Parse, token: int) -> int | None:
    """The verb of a predicate adjective or of a noun's clause; none above "information on the deaths of"."""
    for i in parse.ancestors(token):
        if parse.is_verb(i):
            return i
        if parse.is_noun(token) and parse.is_noun(i):
            return None
    return None


def is_background(
    words: Background, parse: Parse, token: int, count: Count, year: int | None, month: int | None
) -> bool:
    """Whether a time word that belongs to the claim speaks of another time than the report (`year`, `month`)."""
    if _is_long_before(words, parse, token):
        return True
    return belongs(parse, token, count, _cues(words, parse, year, month))


def belongs(parse: Parse, token: int, count: Count, cues: Sequence[int]) -> bool:
    """Whether one of the time words at `cues` stands in the clause of the claim."""
    if not cues:
        return False
    anchors = _anchors(parse, token, count)
    return any(not anchors.isdisjoint(_climb(parse, cue)) for cue in cues)


def _is_long_before(words: Background, parse: Parse, token: int) -> bool:
    """Under "after" with a length of time before it: "two weeks after a bombing that killed five"."""
    for i in (token, *parse.ancestors(token)):
        for after in (i, *parse.children_with(i, "mark")):
            if (
                parse.lowers[after] in ("after", "since")
                and after < token
                and after > 0
                and parse.lowers[after - 1] in words.after
            ):
                return True
    return False


def _anchors(parse: Parse, token: int, count: Count) -> frozenset[int]:
    """The predicate, its verb, the noun counted, and the noun whose relative clause this is."""
    found = {token, count.head}
    verb = token if parse.is_verb(token) else _verb_above(parse, token)
    while verb is not None:
        found.add(verb)
        if parse.deps[verb] in ("relcl", "acl"):
            found.update(_dates_before(parse, parse.heads[verb]))
        verb = parse.heads[verb] if parse.deps[verb] in ("conj", "advcl") and parse.heads[verb] not in found else None
    return frozenset(found)


def _dates_before(parse: Parse, noun: int) -> list[int]:
    """A noun and the years in front of it: "the July 3, 2012, theater shooting"."""
    found, i = [noun], noun - 1
    while i >= 0 and noun - i <= STEPS + 2 and not parse.is_verb(i):
        if _year_of(parse.lowers[i]) is not None:
            found.append(i)
        i -= 1
    return found


def _climb(parse: Parse, cue: int) -> list[int]:
    """The tokens over a time word up to its verb; nothing beyond "the deadliest since"."""
    path = [cue]
    for i in parse.ancestors(cue):
        if len(path) > STEPS or _is_superlative(parse, i):
            break
        path.append(i)
        if parse.is_verb(i):
            break
    return path


def _is_superlative(parse: Parse, i: int) -> bool:
    if parse.tags[i] in ("JJS", "RBS"):
        return True
    return parse.is_noun(i) and any(
        parse.tags[c] in ("JJS", "RBS") or parse.lowers[c] == "first" for c in parse.children[i]
    )


def _cues(words: Background, parse: Parse, year: int | None, month: int | None) -> list[int]:
    lowers = parse.lowers
    found = []
    for i, word in enumerate(lowers):
        if any(word == p[0] and tuple(lowers[i : i + len(p)]) == p for p in words.phrases):
            found.append(i + _head_offset(parse, i))
        elif (
            word in words.spans
            and any(w in words.periods for w in lowers[i + 1 : i + 4])
            and i > 0
            and lowers[i - 1] in ("the", "in", "over")
        ):
            found.append(next(j for j in range(i + 1, i + 4) if lowers[j] in words.periods))
        elif (word == "since" and any(w in words.since or _year_of(w) is not None for w in lowers[i + 1 : i + 6])) or (
            (other := _year_of(word)) is not None and _is_past_year(parse, i, other, year, month)
        ):
            found.append(i)
    return found


def _head_offset(parse: Parse, i: int) -> int:
    """The last of the words of a time phrase that is under none of the others."""
    return 1 if i + 1 < len(parse) and parse.heads[i] == i + 1 else 0


def _year_of(word: str) -> int | None:
    return int(word) if len(word) == 4 and word.isascii() and word.isdigit() and word[:2] in ("19", "20") else None


def _is_past_year(parse: Parse, i: int, other: int, year: int | None, month: int | None) -> bool:
    before = parse.lowers[i - 1] if i else ""
    if year is None:
        return before == "the" and i + 1 < len(parse) and parse.is_noun(i + 1)
    if other >= year:
        return False
    recent = other == year - 1 and month is not None and month <= 2 and (before == "," or parse.tags[i - 1] == "NNP")
    return not recent
