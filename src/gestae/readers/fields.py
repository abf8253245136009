"""Rows of tables and objects of JSON as articles: which column is which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ..errors import ConfigError
from ..records import Article
from .dates import Order, number_order, parse_date
from .names import names, plain
from .options import ReadOptions, Refused

TEXT = "text"
DATES = ("published", "retrieved")
PREVIEW = 12
"""Columns named in a message."""


class Columns(msgspec.Struct, frozen=True):
    """Which columns may hold a field, the likeliest first, and the order of day and month in this file."""

    fields: dict[str, tuple[str, ...]]
    order: Order | None = None

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]], options: ReadOptions, name: str) -> Columns:
        """From the first rows of a file. Raises ConfigError if a column that the user named is in none of
        them, Refused if none can be the text."""
        present = list(dict.fromkeys(key for row in rows for key in row))
        shown = ", ".join(map(repr, present[:PREVIEW])) + (" …" if len(present) > PREVIEW else "")
        if missing := [column for column in options.columns.values() if rows and column not in present]:
            raise ConfigError(f"{name} has no column {missing[0]!r}; it has {shown}")
        fields = {field: _candidates(field, present, options) for field in Article.__struct_fields__}
        if rows and not fields[TEXT]:
            detail = f"no column with the text of the article among {shown}; name it with columns={{'text': …}}"
            raise Refused("unreadable", detail)
        stamps = (row.get(column) for row in rows for column in fields["published"])
        return cls(fields, number_order(stamps))

    def article(self, row: Mapping[str, Any]) -> Article:
        """Raises Refused if the text is missing or none."""
        values = {field: self._value(field, row) for field in self.fields}
        text = values.pop(TEXT)
        if text is None:
            raise Refused("empty", "no text in this row")
        return Article(text=text, **{field: value for field, value in values.items() if value is not None})

    def _value(self, field: str, row: Mapping[str, Any]) -> str | None:
        for column in self.fields[field]:
            if (value := row.get(column)) not in (None, ""):
                return _as_text(value) if field == TEXT else self._clean(field, value)
        return None

    def _clean(self, field: str, value: Any) -> str | None:
        if field in DATES:
            return parse_date(value, self.order)
        if isinstance(value, Mapping):  # {"source": {"id": …, "name": "The Daily …"}}
            value = value.get("name")
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return None
        return " ".join(str(value).split()) or None


def _candidates(field: str, present: Sequence[str], options: ReadOptions) -> tuple[str, ...]:
    if field in options.columns:
        return (options.columns[field],)
    taken = set(options.columns.values())
    known = names().columns.get(field, ())
    spelled = {plain(key): key for key in reversed(present) if key not in taken}
    return tuple(spelled[name] for name in known if name in spelled)


def _as_text(value: Any) -> str:
    """The article's text as it stands; a list of paragraphs is joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    raise Refused("unreadable", f"the text is {type(value).__name__}, expected a string")
