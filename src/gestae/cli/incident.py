"""`gestae incident ID`."""

from __future__ import annotations

import sys
from datetime import date

from ..errors import ConfigError
from ..linking.ids import find
from ..linking.toll import under
from .as_incident import write
from .linked import Source


def run(id: str, source: Source, as_of: str | None) -> None:
    """Raises ConfigError if no incident, or more than one, has an id that begins so."""
    corpus, codings = source.read(None if as_of is None else _day(as_of))
    incident = find(corpus.incidents, id)
    headlines = {article: codings[article].article.title for article in incident.articles if article in codings}
    write(under(incident, source.rule, headlines), codings, source.rule, sys.stdout)


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise ConfigError(f"--as-of: found {given!r}, expected YYYY-MM-DD") from None
