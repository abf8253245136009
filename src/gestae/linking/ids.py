"""Ids of incidents. An id is made of one report, and for ever means the incident that holds this report.

An incident shows the id of its earliest report and answers to those of all its reports. So an earlier report that arrives
late, a merge or a split may change which id is shown, never what an id means; and both depend on the reports alone, not on
the order in which they came.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from ..errors import ConfigError
from ..records import Incident, short_hash

NEAR = 3
"""Ids that a message proposes."""


def incident_id(event: str) -> str:
    """Of the incident that holds a report, by the id of the report's main event."""
    return short_hash("incident", event)


def names(incident: Incident) -> Iterator[str]:
    """All ids that mean this incident, the one shown first."""
    yield incident.id
    yield from (name for name in map(incident_id, incident.events) if name != incident.id)


def find(incidents: Sequence[Incident], id: str) -> Incident:
    """The incident that an id, or its first characters, means. Raises ConfigError with near matches if it is none or several."""
    found = [i for i in incidents if i.id == id] or _begin_so(incidents, id)
    if len(found) == 1:
        return found[0]
    if found:
        raise ConfigError(
            f"{len(found)} incidents have an id that begins with {id!r}: {_shown(found)}; give more of it"
        )
    near = difflib.get_close_matches(id, [i.id[: len(id)] for i in incidents], n=NEAR, cutoff=0.5)
    proposed = [i for i in incidents if i.id[: len(id)] in near][:NEAR]
    hint = f"near it: {_shown(proposed)}" if proposed else f"{len(incidents)} incidents are here"
    raise ConfigError(f"no incident has an id that begins with {id!r}; {hint}; `gestae link --summary` lists all")


def _begin_so(incidents: Sequence[Incident], id: str) -> list[Incident]:
    shown = [i for i in incidents if id and i.id.startswith(id)]
    return shown or [i for i in incidents if id and any(name.startswith(id) for name in names(i))]


def _shown(incidents: Sequence[Incident]) -> str:
    return ", ".join(f"{i.id[:12]} ({i.title})" for i in incidents[:NEAR])
