"""How far the phrases of an attribution reach: speakers with title and apposition, contents without the cue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ..language.parse import Parse
from .attribute_said import Range

MARKS = frozenset({"``", "''", ",", ".", ":", "-LRB-", "-RRB-", "HYPH", "NFP"})
NOT_BEFORE = frozenset({"punct", "advmod", "advcl", "cc", "relcl", "mark"})
AFTER_HEAD = frozenset(
    {"appos", "prep", "pobj", "conj", "nummod", "npadvmod", "case", "compound", "nmod", "poss", "amod"}
)
"""What may follow inside a speaker's phrase; anything else ends it."""
LONGEST_SPEAKER = 30
RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})


def speaker_range(parse: Parse, head: int) -> Range:
    """The noun phrase of a speaker with title, apposition and prepositional phrases, without clauses."""
    if parse.tags[head] in ("PRP", "WP", "WDT", "EX"):
        return parse.starts[head], parse.ends[head]
    first, end = (
        max(_first_of_phrase(parse, head), head - LONGEST_SPEAKER),
        min(_end_of_phrase(parse, head), head + LONGEST_SPEAKER),
    )
    while first < head and parse.tags[first] in MARKS:
        first += 1
    while end > head + 1 and (parse.tags[end - 1] in MARKS or parse.tags[end - 1] == "POS"):
        end -= 1
    return parse.starts[first], parse.ends[end - 1]


def _first_of_phrase(parse: Parse, head: int) -> int:
    before = (c for c in parse.children[head] if c < head and parse.deps[c] not in NOT_BEFORE)
    return min((parse.subtree(c)[0] for c in before), default=head)


def _end_of_phrase(parse: Parse, head: int) -> int:
    """One past the last word of a noun or what is attached to it, up to the first clause."""
    last, stack = head, [head]
    while stack:
        token = stack.pop()
        last = max(last, token)
        for child in parse.children[token]:
            if child > token and parse.deps[child] not in ("punct", "cc"):
                if parse.deps[child] not in AFTER_HEAD or parse.is_verb(child):
                    break
                stack.append(child)
    return last + 1


def runs(parse: Parse, tokens: Iterable[int], without: Collection[int]) -> list[Range]:
    """The tokens as spans of neighbours, each without marks at its ends, apart where tokens `without` interrupt."""
    found: list[list[int]] = []
    for token in tokens:
        if token in without:
            continue
        if found and not any(t in without for t in range(found[-1][-1] + 1, token)):
            found[-1].append(token)
        else:
            found.append([token])
    trimmed = (trim(parse, run) for run in found)
    return [(parse.starts[run[0]], parse.ends[run[-1]]) for run in trimmed if run]


def trim(parse: Parse, tokens: Sequence[int]) -> Sequence[int]:
    """Without commas, stops and dashes at the ends; quotation marks stay."""
    first, end = 0, len(tokens)
    while first < end and is_mark(parse, tokens[first]):
        first += 1
    while end > first and is_mark(parse, tokens[end - 1]):
        end -= 1
    return tokens[first:end]


def is_mark(parse: Parse, token: int) -> bool:
    return parse.tags[token] in (",", ".", ":", "NFP") or parse.words[token] in ("-", "–", "—", "…", ",", ".")


def without_aside(parse: Parse, tokens: Sequence[int]) -> Sequence[int]:
    """Without a relative clause after a comma at the end: that is the writer's remark."""
    for i, token in enumerate(tokens):
        if i > 1 and parse.tags[token] in RELATIVES and parse.words[tokens[i - 1]] == ",":
            clause = next((t for t in (token, *parse.ancestors(token)) if parse.deps[t] == "relcl"), None)
            if clause is None or parse.subtree(clause)[-1] >= tokens[-1]:
                return tokens[: i - 1]
    return tokens
