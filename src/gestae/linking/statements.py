"""What an article says of a measure, as one number with who says it: the matter that rules of tolls choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from ..codebook.files import read_toml
from ..records import Claim, Figure, Measure
from .figure_persons import is_single
from .total_model import article_total


class Statement(msgspec.Struct, frozen=True):
    """The best figure of a measure in one article; `speaker` is who gives it."""

    figure: Figure
    article: str
    origin: str
    speaker: str | None
    as_of: str | None

    @property
    def number(self) -> int:
        return self.figure.low if self.figure.low is not None else self.figure.high or 0


def statements(claims: Sequence[Claim], measure: Measure, headlines: Mapping[str, str | None]) -> list[Statement]:
    """One for each article that gives a figure, in the order of the claims."""
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article, []).append(claim)
    told = [_statement(own, measure, headlines.get(article)) for article, own in by_article.items()]
    return [statement for statement in told if statement is not None]


def latest_by_origin(told: Sequence[Statement]) -> list[Statement]:
    """The last statement of each origin; copies of a wire are one."""
    latest = {s.origin: s for s in told}
    return [s for s in told if latest[s.origin] is s]


def rivals(claims: Sequence[Claim], of: Statement) -> list[Statement]:
    """What other speakers say in the same article of the same people ("the rebels put it at 60")."""
    measure = of.figure.measure
    own = [
        c for c in claims if c.article == of.article and c.figure.measure == measure and _is_total(c.figure, of.figure)
    ]
    speakers = dict.fromkeys(c.speaker for c in own if c.speaker not in (None, of.speaker))
    said = (_statement([c for c in own if c.speaker == speaker], measure, None) for speaker in speakers)
    return [statement for statement in said if statement is not None]


def is_official(claim: Claim) -> bool:
    """Whether an authority says so: by the speaker's sectors, or by its words where nobody is known by them."""
    if claim.entity is not None:
        return not _official().sectors.isdisjoint(claim.entity.sectors)
    words = (claim.speaker or "").lower().replace("’s", "").replace("'s", "").split()
    return not _official().words.isdisjoint(words)


def _statement(claims: Sequence[Claim], measure: Measure, headline: str | None) -> Statement | None:
    figures = [c.figure for c in claims]
    best = article_total(figures, measure, headline)
    if best is None:
        return None
    source = next((c for c in claims if c.figure.id == best.id), claims[-1])
    origin = source.origin or source.publisher or source.article
    return Statement(best, source.article, origin, source.speaker, source.as_of)


def _is_total(figure: Figure, best: Figure) -> bool:
    """Of the same people as the best one, not of a part of them ("two of its soldiers")."""
    return figure.group in (None, best.group) and not is_single(figure)


class _Official(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sectors: frozenset[str]
    words: frozenset[str]


@cache
def _official() -> _Official:
    return msgspec.convert(read_toml("syntax/linking.toml")["toll"], _Official)
