"""`gestae relations`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO, cast, get_args

import msgspec

from ..errors import ConfigError, DocumentError
from ..files import written
from ..records import Incident, Newness, Status
from ..relating.coverage import CoveredBy
from ..relating.dyad_events import Counting
from ..relating.parties import parties
from ..relating.periods import By, iso_day
from ..relating.relations import Level, Relations, relations
from .codings import REMEDY, codings_in
from .relations_found import Asked, Dyad, Dyads, Found, Networks

FORMATS = ("text", "csv", "jsonl", "json")


class Options(msgspec.Struct, frozen=True):
    """The options as the user gave them; `shape` is what is asked for: dyad, dyads or network."""

    shape: str
    by: str
    since: str | None
    until: str | None
    statuses: Sequence[str]
    background: bool
    min_confidence: float
    incidents: Path | None
    covered_by: str
    bodies: bool
    events: bool
    format: str | None
    output: Path | None

    def counting(self) -> Counting:
        """Raises ConfigError for a status that does not exist."""
        known: tuple[Status, ...] = get_args(Status)
        if wrong := [status for status in self.statuses if status not in known]:
            raise ConfigError(f"--status: found {wrong[0]!r}, expected one of {', '.join(known)}")
        newness: tuple[Newness, ...] = ("new", "background") if self.background else ("new",)
        return Counting(
            statuses=cast("tuple[Status, ...]", tuple(self.statuses)) or ("happened",),
            newness=newness,
            min_confidence=self.min_confidence,
        )

    def check(self) -> None:
        """Raises ConfigError for days that are none, before anything is read."""
        for day in (self.since, self.until):
            iso_day(day)

    def written_as(self) -> str:
        """The format asked for, else the one that the output's name tells. Raises ConfigError for another."""
        named = self.output.suffix.removeprefix(".") if self.output is not None else "text"
        found = self.format or (named if named in FORMATS else "text")
        if found not in FORMATS:
            raise ConfigError(f"--format: found {found!r}, expected one of {', '.join(FORMATS)}")
        return found


def run(arguments: Sequence[str], options: Options) -> None:
    """Raises ConfigError for parties and options that cannot be used, DocumentError for files that hold no codings."""
    format, counting = options.written_as(), options.counting()
    pair, paths = _parted(arguments, options.shape)
    options.check()
    made = relations(codings_in(paths), counting=counting, incidents=_incidents(options.incidents), between=pair)
    if not made.articles:
        raise DocumentError(f"found no coding in {', '.join(map(str, paths))}; {REMEDY}")
    found = _found(made, pair, options)
    if options.output is None:
        _write(found, format, sys.stdout)
    else:
        with written(options.output) as file:
            _write(found, format, file)


def _write(found: Found, format: str, file: TextIO) -> None:
    writer = {"text": found.as_text, "csv": found.as_csv, "jsonl": found.as_jsonl, "json": found.as_json}[format]
    writer(file)


def _parted(arguments: Sequence[str], shape: str) -> tuple[tuple[str, str] | None, list[Path]]:
    """The two parties, which must be known, and the files."""
    if shape != "dyad":
        return None, [Path(name) for name in arguments]
    if Path(arguments[0]).exists() and len(arguments[0]) > 3:
        raise ConfigError(
            f"found the file {arguments[0]} where a party is expected; name two parties before the files, or ask for --dyads or --network"
        )
    if len(arguments) < 3:
        raise ConfigError(
            f"found {' '.join(arguments)!r}, expected two parties and files, e.g. gestae relations USA IRN codings.jsonl"
        )
    one, other = arguments[:2]
    parties().find(one), parties().find(other)
    return (one, other), [Path(name) for name in arguments[2:]]


def _found(made: Relations, pair: tuple[str, str] | None, options: Options) -> Found:
    by = cast("By", options.by)  # Relations refuses other names
    level: Level = "body" if options.bodies else "country"
    asked = Asked(relations=made, by=by, counting=made.counting, events=options.events)
    if options.shape == "network":
        networks = made.networks(by=by, since=options.since, until=options.until, level=level)
        inside = {id_ for network in networks for edge in network.edges for id_ in edge.deeds}
        deeds = [d for dealt in made.dyads(level=level).values() for d in dealt if d.id in inside]
        return Networks(asked, networks, sorted(deeds, key=lambda d: (d.day, d.id)))
    if pair is None:
        return Dyads(asked, made.dyads(level=level))
    covered_by = cast("CoveredBy", options.covered_by)
    series = made.both_ways(*pair, by=by, since=options.since, until=options.until, covered_by=covered_by)
    there, back = series
    return Dyad(asked, series if there.actor != back.actor else [there])


def _incidents(path: Path | None) -> Iterable[Incident]:
    if path is None:
        return
    if not path.is_file():
        raise ConfigError(f"--incidents: found no file {path}, expected what `gestae link` writes")
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield msgspec.json.decode(line, type=Incident)
            except msgspec.DecodeError as error:
                raise DocumentError(
                    f"{path}, line {number}: found no incident ({error}); write it with `gestae link`"
                ) from error
