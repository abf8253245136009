"""PETRARCH's dictionaries (`actors.json`, `agents.json`) as an entity index; its codes are known only here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ..errors import CodebookError
from ..records import Entity, MentionKind
from .entities import EntityIndex, Known, Term
from .entity_names import norm, slug

STATELESS = frozenset({"IGO", "NGO", "NGM", "MNC", "IMG", "INT", "---"})
"""First parts of codes that are no country: international bodies, and PETRARCH's mark for nobody."""
DATED = re.compile(r"([^\s<>]+)\s*(?:([<>])\s*(\d{6,8})|(\d{6,8})\s*-\s*(\d{6,8}))?$")
FOREVER = ("0000-01-01", "")
UNITS = frozenset(
    {
        "house",
        "court",
        "city",
        "world",
        "east",
        "west",
        "north",
        "south",
        "tower",
        "cross",
        "bank",
        "fund",
        "commission",
        "party",
        "union",
    }
)
"""Last words of names that are common nouns: alone they name no party."""


class ActorRow(msgspec.Struct, frozen=True):
    name: str
    synonyms: list[str] = []
    codes: list[str] = []


class AgentRow(msgspec.Struct, frozen=True):
    noun: str
    code: str
    plural: str | None = None
    invariant: bool = False


def read_petrarch(folder: Path, index: EntityIndex) -> EntityIndex:
    """Fills an empty index from a folder. Raises CodebookError."""
    for actor in _decode(folder / "actors.json", list[ActorRow]):
        _add_actor(index, actor)
    for agent in _decode(folder / "agents.json", list[AgentRow]):
        noun, sectors = agent.noun.lower(), _parts(agent.code)
        index.add_role(noun, (agent.plural or (noun if agent.invariant else "")).lower(), sectors)
    return index


def _decode(path: Path, kind: Any) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError as error:
        raise CodebookError(
            f"dictionaries: found no {path.name} in {path.parent}, expected PETRARCH's in JSON"
        ) from error
    except (msgspec.DecodeError, OSError) as error:
        raise CodebookError(f"dictionaries: {path.name}: {error}") from error


def _add_actor(index: EntityIndex, row: ActorRow) -> None:
    terms = tuple(term for code in row.codes for term in _terms(code))
    if not row.name.strip() or row.name.startswith("<") or not terms:
        return
    newest = terms[-1]
    undated = next((t for t in terms if (t.start, t.end) == FOREVER), newest)
    state = undated.country and not undated.sectors
    entity = Entity(
        id=f"{'country' if state else 'actor'}:{slug(row.name)}",
        name=row.name.title(),
        country=undated.country or None,
        sectors=undated.sectors,
    )
    # Dated codes go before the undated one: `Known.on` takes the last that holds.
    ordered = tuple(sorted(terms, key=lambda t: ((t.start, t.end) != FOREVER, t.start)))
    kind: MentionKind = "country" if state else "organization"
    known = Known(entity, kind, "name", ordered if len(terms) > 1 or ordered[0].start != FOREVER[0] else ())
    for name in (row.name, *row.synonyms):
        index.add_name(_capitalised(name), known)
        last = norm(name.split()[-1]) if name.split() else ""
        if len(last) > 2 and last not in UNITS:
            index.add_party_word(last)
    if state and entity.country:
        index.states.setdefault(entity.country, known)
    if entity.country:
        index.state_names.setdefault(entity.country, row.name.title())


def _capitalised(name: str) -> str:
    """Capitals as a text would write them; short names stay acronyms."""
    return name if len(name.replace(".", "")) <= 3 else " ".join(w.capitalize() for w in name.split())


def _terms(code: str) -> Iterator[Term]:
    """ "HOBGOV 19950601 - 19990815", "DOL", "USR <911226": code and the days it is valid."""
    found = DATED.match(code.strip())
    if found is None or (not _country(found[1]) and not _parts(found[1])):
        return
    country, sectors = _country(found[1]), _parts(found[1])
    if country is not None:
        sectors = sectors[1:]
    start, end = FOREVER
    if found[2] == "<":
        end = _day(found[3])
    elif found[2] == ">":
        start = _day(found[3])
    elif found[4]:
        start, end = _day(found[4]), _day(found[5])
    yield Term(start, end, "", sectors, country or "")


def _country(code: str) -> str | None:
    first = code[:3].upper()
    return first if len(first) == 3 and first.isalpha() and first not in STATELESS else None


def _parts(code: str) -> tuple[str, ...]:
    bare = "".join(c for c in code.upper() if c.isalnum())
    return tuple(bare[i : i + 3] for i in range(0, len(bare) - 2, 3))


def _day(digits: str) -> str:
    """YYMMDD or YYYYMMDD as an ISO date; two digits are of the twentieth century, as PETRARCH reads them."""
    full = digits if len(digits) == 8 else f"19{digits[:6]}"
    return f"{full[:4]}-{full[4:6]}-{full[6:8]}"
