"""Words that tell of the past, from `data/syntax/newness.toml`."""

from __future__ import annotations

from importlib.resources.abc import Traversable

import msgspec

from .files import DATA, read_toml
from .outlook import any_form


class Past(msgspec.Struct, frozen=True):
    """The word lists by which an event is known to be older than the news. Lower-case forms."""

    units: frozenset[str]
    short: frozenset[str]
    ago: frozenset[str]
    after: frozenset[str]
    past: frozenset[str]
    long: frozenset[str]
    parts: frozenset[str]
    not_years: frozenset[str]
    when: frozenset[str]
    preps: frozenset[str]
    periods: frozenset[str]
    wars: frozenset[str]
    war_words: frozenset[str]
    bare: frozenset[str]
    bare_preps: frozenset[str]
    legacy_nouns: frozenset[str]
    legacy_verbs: frozenset[str]
    once: frozenset[str]
    had: frozenset[str]
    habit: frozenset[str]
    fresh: frozenset[str]
    since: frozenset[str]
    ahead: frozenset[str]
    settings: frozenset[str]

    @classmethod
    def load(cls, root: Traversable = DATA) -> Past:
        data = read_toml("syntax/newness.toml", root)
        amounts, periods, adverbs = data["amounts"], data["periods"], data["adverbs"]
        plain = {
            "short": amounts["short"],
            "ago": amounts["ago"],
            "after": amounts["after"],
            "past": amounts["past"],
            "parts": amounts["parts"],
            "not_years": amounts["not_years"],
            "when": amounts["when"],
            "preps": periods["preps"],
            "wars": periods["wars"],
            "war_words": periods["before"],
            "bare": periods["bare"],
            "bare_preps": periods["bare_preps"],
            "once": adverbs["once"],
            "had": adverbs["had"],
            "habit": adverbs["habit"],
            "fresh": data["fresh"]["words"],
            "since": data["fresh"]["since"],
            "ahead": data["fresh"]["ahead"],
            "settings": periods["settings"],
        }
        return cls(
            units=any_form(amounts["units"], "n"),
            long=any_form(amounts["long"], "n"),
            periods=any_form(periods["nouns"], "n"),
            legacy_nouns=any_form(data["legacy"]["nouns"], "n"),
            legacy_verbs=any_form(data["legacy"]["verbs"], "v"),
            **{name: frozenset(words) for name, words in plain.items()},
        )
