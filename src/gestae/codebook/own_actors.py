"""A user's own actors, as CSV or TOML, which go before the bundled ones; every complaint names file, line and remedy."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, get_args

import msgspec

from ..errors import CodebookError
from ..records import Entity, MentionKind
from .entities import EntityIndex, Known, Term
from .entity_names import norm, slug

COLUMNS = ("name", "aliases", "adjectives", "kind", "country", "sectors", "id", "office", "start", "end")
KINDS = tuple(kind for kind in get_args(MentionKind) if kind != "place")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
COUNTRY = re.compile(r"[A-Z]{3}$")
SHOWN = 12
"""Complaints in one message; who has more will mend these first."""


class OwnActor(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the file, with where it stands."""

    where: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    id: str = ""
    office: str = ""
    start: str = ""
    end: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.adjectives)))


class Change(msgspec.Struct, frozen=True):
    """What a line of the file does to the bundled table."""

    where: str
    name: str
    was: str
    now: str

    def __str__(self) -> str:
        if self.was == self.now:
            return f"{self.where}: changes {self.was}"
        return f"{self.where}: {self.name!r} is now {self.now}, was {self.was}"


def add_own_actors(path: Path, index: EntityIndex, sectors: Sequence[str]) -> tuple[Change, ...]:
    """Puts the actors of a file before those of the index; what they change. Raises CodebookError."""
    rows = list(_read(path))
    new = {row.country for row in rows if row.kind == "country" and COUNTRY.match(row.country)}
    problems = [p for row in rows for p in _problems(row, index, sectors, new)]
    problems += _twice(rows)
    if problems:
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise CodebookError("\n".join([*problems[:SHOWN], *more]))
    of_one: dict[str, list[OwnActor]] = {}
    for row in rows:
        of_one.setdefault(row.id or norm(row.name), []).append(row)
    named = index.by_own_name()
    return tuple(change for group in of_one.values() for change in _add(index, group, named))


# --- reading --------------------------------------------------------------------------------------


def _read(path: Path) -> Iterator[OwnActor]:
    if path.suffix.lower() not in (".csv", ".toml"):
        raise CodebookError(f"{path.name}: found a file {path.suffix or 'without a suffix'}, expected .csv or .toml")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CodebookError(f"actors: found no file {path}; name a CSV or TOML file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path.name}: {error}; save it as UTF-8 text") from error
    yield from (_csv if path.suffix.lower() == ".csv" else _toml)(path.name, text)


def _csv(file: str, text: str) -> Iterator[OwnActor]:
    reader = csv.DictReader(text.splitlines())
    _known_columns(f"{file}, line 1", reader.fieldnames or ())
    for row in reader:
        where = f"{file}, line {reader.line_num}"
        if None in row:
            raise CodebookError(f"{where}: found more cells than columns; put cells that hold a comma in quotes")
        yield _actor(where, {key: value or "" for key, value in row.items()})


def _toml(file: str, text: str) -> Iterator[OwnActor]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{file}: {error}; see https://toml.io") from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*actor\s*\]\]", line)]
    entries = table.get("actor")
    if not isinstance(entries, list) or set(table) != {"actor"}:
        raise CodebookError(f"{file}: found {sorted(table) or 'nothing'}, expected entries that begin with [[actor]]")
    for entry, line in zip(entries, lines, strict=True):
        where = f"{file}, line {line}"
        _known_columns(where, entry)
        yield _actor(where, {key: _cell(where, key, value) for key, value in entry.items()})


def _cell(where: str, key: str, value: Any) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "|".join(value)
    if isinstance(value, str) or hasattr(value, "isoformat"):
        return value if isinstance(value, str) else value.isoformat()
    raise CodebookError(f"{where}: found {key} = {value!r}, expected text or a list of texts")


def _known_columns(where: str, found: Iterable[str]) -> None:
    found = list(found)
    unknown = [column for column in found if column not in COLUMNS]
    if unknown or "name" not in found:
        wrong = f"columns {unknown}" if unknown else "no column 'name'"
        raise CodebookError(f"{where}: found {wrong}, expected name and any of {', '.join(COLUMNS[1:])}")


def _actor(where: str, cells: Mapping[str, str]) -> OwnActor:
    plain = {key: value.strip() for key, value in cells.items()}
    lists = {key: _parts(plain.pop(key, "")) for key in ("aliases", "adjectives", "sectors")}
    return OwnActor(where=where, **{"name": "", **plain}, **lists)  # type: ignore[arg-type]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


# --- checking -------------------------------------------------------------------------------------


def _problems(row: OwnActor, index: EntityIndex, sectors: Sequence[str], new: Set[str]) -> Iterator[str]:
    for spelling in row.spellings:
        if not any(c.isalnum() for c in spelling):
            yield f"{row.where}: found a name {spelling!r} without a letter; give the name as texts write it"
    if row.kind and row.kind not in KINDS:
        yield f"{row.where}: found kind {row.kind!r}, expected one of {', '.join(KINDS)}"
    if row.country and row.country not in new and index.country(row.country) is None:
        yield f"{row.where}: found country {row.country!r}, expected an ISO 3166-1 alpha-3 code such as FRA; a line of kind country makes a new one"
    if row.kind == "country" and not row.country and not row.id:
        yield f"{row.where}: found a country without a code; put three capitals into the column country"
    for sector in row.sectors:
        if sector not in sectors:
            yield f"{row.where}: found sector {sector!r}, expected of {', '.join(sectors)}; part several with |"
    if row.id and row.id not in index.by_id:
        yield f"{row.where}: found id {row.id!r}, which the codebook does not have; leave it empty for a new actor"
    for column in ("start", "end"):
        if (day := getattr(row, column)) and not DAY.match(day):
            yield f"{row.where}: found {column} {day!r}, expected a day as 2024-03-24, a month as 2024-03, or nothing"
    if row.start and row.end and row.end < row.start[: len(row.end)]:
        yield f"{row.where}: found an end {row.end} before the start {row.start}; swap them"


def _twice(rows: Sequence[OwnActor]) -> Iterator[str]:
    """A spelling on lines of two actors; terms of one actor may repeat it."""
    first: dict[str, OwnActor] = {}
    for row in rows:
        for spelling in row.spellings:
            other = first.setdefault(spelling, row)
            if (other.id or norm(other.name)) != (row.id or norm(row.name)):
                yield f"{row.where}: {spelling!r} already names {other.name!r} ({other.where}); keep it on one of them"


# --- adding ---------------------------------------------------------------------------------------


def _add(index: EntityIndex, rows: Sequence[OwnActor], named: Mapping[str, Known]) -> Iterator[Change]:
    """The lines of one actor as one entry; those of a bundled one change it where their cells are filled."""
    first = rows[0]
    before = index.by_id.get(first.id) if first.id else named.get(first.name)
    known = _known(index, rows, before)
    if before is not None:
        index.change(known)
        yield Change(first.where, first.name, before.entity.id, known.entity.id)
    for row in rows:
        for spelling in row.spellings:
            entry = _adjective(known) if spelling in row.adjectives else known
            for was in index.claim(spelling, entry):
                yield Change(row.where, spelling, was, known.entity.id)
    index.settle(known, [row.office for row in rows if row.office])


def _known(index: EntityIndex, rows: Sequence[OwnActor], before: Known | None) -> Known:
    first = rows[0]
    kind: Any = first.kind or (before.kind if before else "organization")
    old = before.entity if before else None
    country = first.country or (old.country if old else None)
    code = f"country:{country}" if kind == "country" else f"actor:{slug(first.name)}"
    dated = sorted((row for row in rows if row.office or row.start or row.end), key=lambda row: row.start)
    terms = tuple(Term(row.start, row.end, row.office, row.sectors, row.country or None) for row in dated)
    last = dated[-1] if dated else first
    entity = Entity(
        id=old.id if old else code,
        name=old.name if old else first.name,
        country=country,
        sectors=last.sectors or (old.sectors if old else ()),
        wikidata=old.wikidata if old else None,
    )
    use = before.use if before else "person" if kind == "person" else "name"
    return Known(entity, kind, use, terms or (before.terms if before and not first.sectors else ()))


def _adjective(known: Known) -> Known:
    """ "Freedonian": the people of a country of one's own; of others what belongs to the actor."""
    if known.kind != "country":
        return known
    entity = known.entity
    people = Entity(id=f"people:{entity.country}", name=f"people of {entity.name}", country=entity.country)
    return Known(people, "nationality", "adjective")
