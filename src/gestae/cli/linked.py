"""What `gestae link`, `incident` and `decide` read: codings, incidents made of them before, and people's decisions."""

from __future__ import annotations

import gzip
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast, get_args

import msgspec

from ..errors import ConfigError, DocumentError
from ..linking.decisions import read_log
from ..linking.link import Linker
from ..linking.toll import RULE
from ..records import Coding, Corpus, Decision, Incident, TollRule
from .inputs import recent_file

logger = logging.getLogger(__name__)
SUFFIXES = (".jsonl", ".jsonl.gz")


class Source(msgspec.Struct, frozen=True):
    """Where codings and incidents lie, and how they are linked."""

    inputs: tuple[str, ...]
    decisions: str | None = None
    toll_rule: str = RULE

    @property
    def rule(self) -> TollRule:
        if self.toll_rule not in get_args(TollRule):
            raise ConfigError(f"--toll-rule: found {self.toll_rule!r}, expected one of {', '.join(get_args(TollRule))}")
        return cast("TollRule", self.toll_rule)

    def log(self) -> list[Decision]:
        return [] if self.decisions is None else read_log(Path(self.decisions))

    def linker(self, codings: Iterable[Coding] | None = None) -> Linker:
        """With all codings added, each article once, the last of its versions. Raises ConfigError where there are none."""
        linker = Linker(toll_rule=self.rule, decisions=self.log())
        stored = {c.article.id: c for c in (self.codings() if codings is None else codings)}
        for coding in stored.values():
            linker.add(coding)
        return linker

    def codings(self) -> Iterator[Coding]:
        for record in self._records():
            if isinstance(record, Coding):
                yield record

    def read(self, as_of: str | None = None) -> tuple[Corpus, dict[str, Coding]]:
        """Incidents with codings by article id; stored incidents are taken as they are, unless decisions or `as_of` ask for new ones.

        `as_of` (YYYY-MM-DD): only what was published by then.
        """
        incidents: list[Incident] = []
        codings: dict[str, Coding] = {}
        for record in self._records(incidents=True):
            if isinstance(record, Coding):
                codings[record.article.id] = record
            else:
                incidents.append(record)
        if as_of is not None:
            codings = {id: c for id, c in codings.items() if c.article.published and c.article.published[:10] <= as_of}
        if incidents and (not codings or (as_of is None and self.decisions is None)):
            return Corpus(incidents=tuple(incidents)), codings
        return self.linker(codings.values()).corpus(), codings

    def _records(self, *, incidents: bool = False) -> Iterator[Coding | Incident]:
        files = [(file, Path(name).is_dir()) for name in self.inputs for file in _files(Path(name))]
        for file, in_folder in files:
            kinds: tuple[type[Coding | Incident], ...] = (Coding, Incident) if incidents else (Coding,)
            yield from _read(file, kinds, skip=in_folder)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.name.endswith(SUFFIXES) and p.is_file())
        if not found:
            raise ConfigError(
                f"folder {path}: found no .jsonl of codings; make one with `gestae code {path} -o codings.jsonl`"
            )
        return found
    if not path.is_file() and str(path) != "-":
        raise ConfigError(f"found no file {path}, expected codings written by `gestae code --format jsonl`")
    return [path]


def _read(path: Path, kinds: Sequence[type[Coding | Incident]], *, skip: bool) -> Iterator[Coding | Incident]:
    """The records of a file. With `skip` a file of something else is passed over, else it raises DocumentError."""
    with _opened(path) as file:
        kind: type[Coding | Incident] | None = None
        for number, line in enumerate(file, 1):
            try:
                kind = kind or _kind(line, kinds)
                yield msgspec.json.decode(line, type=kind)
            except msgspec.DecodeError as error:
                if skip and number == 1:
                    logger.info("%s holds no codings", path)
                    return
                raise DocumentError(
                    f"{path}, line {number}: found no coding ({error}); write it with `gestae code --format jsonl`"
                ) from error


def _kind(line: bytes, kinds: Sequence[type[Coding | Incident]]) -> type[Coding | Incident]:
    """What a file holds, by its first line: the last kind's error is told if it is none of them."""
    for kind in kinds[1:]:
        try:
            msgspec.json.decode(line, type=kind)
        except msgspec.DecodeError:
            continue
        return kind
    return kinds[0]


def _opened(path: Path) -> BinaryIO:
    if str(path) == "-":
        return sys.stdin.buffer
    return cast("BinaryIO", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _remembered() -> Path:
    return recent_file().with_name("linked.json")


def remember(source: Source) -> None:
    """Keep where the inputs lie, so that `gestae incident ID` needs no more; without a writable cache nothing is kept."""
    if "-" in source.inputs:
        return
    decisions = None if source.decisions is None else str(Path(source.decisions).resolve())
    inputs = tuple(str(Path(name).resolve()) for name in source.inputs)
    try:
        _remembered().parent.mkdir(parents=True, exist_ok=True)
        _remembered().write_bytes(msgspec.json.encode(Source(inputs, decisions, source.toll_rule)))
    except OSError:
        return


def recall(inputs: Sequence[str], decisions: Path | None, toll_rule: str | None) -> Source:
    """What is given, else the inputs of the last `gestae link` as they were linked. Raises ConfigError if there is neither."""
    given = None if decisions is None else str(decisions)
    if inputs:
        return Source(tuple(inputs), given, toll_rule or RULE)
    try:
        last = msgspec.json.decode(_remembered().read_bytes(), type=Source)
    except (OSError, msgspec.DecodeError):
        raise ConfigError(
            "no earlier `gestae link` is remembered: name the codings, e.g. gestae incident ID codings.jsonl"
        ) from None
    return Source(last.inputs, given or last.decisions, toll_rule or last.toll_rule)
