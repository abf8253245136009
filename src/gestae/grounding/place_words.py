"""The word lists by which place names are recognised (`data/places/words.toml`)."""

from __future__ import annotations

from importlib.resources.abc import Traversable

import msgspec

from ..codebook.files import DATA, read_toml


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each field is a list of the file, in lower case; the file says what the lists are for."""

    prepositions: frozenset[str]
    strong_prepositions: frozenset[str]
    directions: frozenset[str]
    connectors: frozenset[str]
    admin_words: frozenset[str]
    city_words: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    other_bodies: frozenset[str]
    person_verbs: frozenset[str]
    venues: frozenset[str]
    venues_of_two: frozenset[str]
    given: frozenset[str]
    never: frozenset[str]
    function_words: frozenset[str]
    unit_endings: frozenset[str]
    distances: frozenset[str]
    said: frozenset[str]

    @classmethod
    def load(cls, root: Traversable = DATA) -> PlaceWords:
        """Read the file. Raises CodebookError or, for an unknown list, msgspec.ValidationError."""
        lists = read_toml("places/words.toml", root)
        return msgspec.convert({name: _words(value) for name, value in lists.items()}, cls)


def _words(value: str | list[str]) -> list[str]:
    return value.lower().split() if isinstance(value, str) else [one.lower() for one in value]
