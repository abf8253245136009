"""What `gestae link`, `incident` and `decide` read: codings, incidents made of them before, and people's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast, get_args

import msgspec

from ..errors import ConfigError
from ..linking.decisions import read_log
from ..linking.link import Linker
from ..linking.toll import RULE
from ..records import Coding, Corpus, Decision, Incident, TollRule
from .codings import records_in
from .inputs import recent_file


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
        return records_in(map(Path, self.inputs), (Coding, Incident) if incidents else (Coding,))


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
