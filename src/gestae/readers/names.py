"""The names of columns, headers, agencies and furniture that the readers know (`formats.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class HtmlNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    published: tuple[str, ...]
    furniture: tuple[str, ...]


class DatelineNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    not_places: frozenset[str]


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    languages: tuple[str, ...]
    suffixes: dict[str, str]
    columns: dict[str, tuple[str, ...]]
    headers: dict[str, tuple[str, ...]]
    html: HtmlNames
    datelines: DatelineNames
    agencies: dict[str, tuple[str, ...]]


@cache
def names() -> Names:
    text = (files(__package__) / "formats.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Names)


def plain(name: str) -> str:
    """Letters and digits only, in lower case: what two spellings of a column have in common."""
    return "".join(filter(str.isalnum, name.casefold()))


@cache
def header_fields() -> dict[str, str]:
    """From a header's key, made `plain`, to the field it fills."""
    return {plain(key): field for field, keys in names().headers.items() for key in keys}


@cache
def agency_names() -> dict[str, str]:
    """From an agency's name in any spelling, made `plain`, to the name to show."""
    return {plain(form): shown for shown, forms in names().agencies.items() for form in (shown, *forms)}
