"""Which of its candidates each name means: one sense in an article, and senses that agree with each other.

A linear model over named features gives each candidate a score; the shares of its name that the candidates
get are fed back as evidence for the others (a few rounds of mean field). Weights: `data/places/weights.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .gazetteer import Candidate
from .gazetteer_names import fold
from .place_context import Context, within
from .place_scan import Toponym

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FEATURES = (
    "people", "fame", "main", "country", "admin1", "admin2", "region", "venue", "capital", "demonym",
    "strong", "strong_missed", "weak", "holds", "said_unit", "said_city", "usual", "unit_of_same_name",
    "home_country", "home_admin1", "no_point", "country_share", "admin1_share", "admin2_share", "near",
    "nearest", "alone",
)  # fmt: skip
STATIC = FEATURES.index("country_share")
ROUNDS = 3
MOST = 120
"""Candidates of one name that are compared; the others have fewer people. Also: neighbours looked at."""
ANCHORS = 150
"""Places that count as neighbours, the likeliest of the article."""
LIKELY = 0.05
EARTH_KM = 6371.0
NEAR_KM = 100.0
"""Distance at which a neighbour counts for 1/e."""


class Choice(NamedTuple):
    """The place chosen for a name, and its share among the candidates."""

    place: Candidate
    share: float


class Group(NamedTuple):
    """Mentions (indexes) that mean the same place."""

    mentions: tuple[int, ...]
    candidates: tuple[Candidate, ...]


def groups(found: Sequence[Toponym], contexts: Sequence[Context]) -> list[Group]:
    """Mentions by name; a name that the text itself puts into two places makes two groups."""
    labels: list[tuple[str, str]] = []
    last: dict[str, str] = {}
    for one, context in zip(found, contexts, strict=True):
        name = f"{fold(one.text)}|{one.demonym}"
        said = fold(found[context.strong[-1]].text) if context.strong else last.get(name, "")
        last[name] = said
        labels.append((name, said))
    first = {name: said for name, said in reversed(labels) if said}
    members: dict[tuple[str, str], list[int]] = {}
    for i, (name, said) in enumerate(labels):
        members.setdefault((name, said or first.get(name, "")), []).append(i)
    return [Group(tuple(m), _most(found[m[0]].candidates)) for m in members.values()]


def _most(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    if len(candidates) <= MOST:
        return candidates
    return tuple(sorted(candidates, key=lambda c: (-c.population, c.gid or 0))[:MOST])


class Ranker:
    """Scores candidates with the weights given, one for each of FEATURES."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = np.array([weights[name] for name in FEATURES])

    def choose(
        self,
        found: Sequence[Toponym],
        contexts: Sequence[Context],
        sure: Sequence[float],
        home: str | None = None,
    ) -> list[Choice | None]:
        """One choice per toponym; `sure` is how likely each is a place at all, `home` "US" or "US.LA"."""
        answers: list[Choice | None] = [None] * len(found)
        parts = [group for group in groups(found, contexts) if group.candidates]
        if not parts:
            return answers
        board = Board(parts, found, contexts, sure, home)
        shares = self.shares(board)
        for group, start in zip(parts, board.starts, strict=True):
            scores = shares[start : start + len(group.candidates)]
            best = int(np.argmax(scores))
            for i in group.mentions:
                answers[i] = Choice(group.candidates[best], float(scores[best]))
        return answers

    def shares(self, board: Board) -> Floats:
        shares = board.softmax(board.static @ self._weights[:STATIC])
        for _ in range(ROUNDS):
            features = np.hstack([board.static, board.dynamic(shares)])
            shares = board.softmax(features @ self._weights)
        return shares


class Board:
    """All candidates of an article as arrays: n candidates, of the groups `owner` (n,)."""

    def __init__(
        self,
        parts: Sequence[Group],
        found: Sequence[Toponym],
        contexts: Sequence[Context],
        sure: Sequence[float],
        home: str | None,
    ) -> None:
        flat = [c for group in parts for c in group.candidates]
        sizes = np.array([len(group.candidates) for group in parts])
        self.starts: Ints = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        self.owner: Ints = np.repeat(np.arange(len(parts)), sizes)
        mass = [sum(sure[i] for i in group.mentions) for group in parts]
        self.weight: Floats = np.sqrt(np.array(mass))
        self.static: Floats = np.array(
            [row for group in parts for row in _static(group, found, contexts, home)], dtype=np.float64
        )
        self._country = _codes([c.country for c in flat])
        self._admin1 = _codes([c.admin1 for c in flat])
        self._admin2 = _codes([_county(c) for c in flat])
        self._points = _unit_vectors(flat)
        self._local = np.array([c.kind in ("city", "admin2", "venue") and c.lat is not None for c in flat])

    def softmax(self, scores: Floats) -> Floats:
        """Shares of each candidate among those of its name."""
        top = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - top[self.owner])
        return np.asarray(powers / np.add.reduceat(powers, self.starts)[self.owner])

    def dynamic(self, shares: Floats) -> Floats:
        """(n, 6): what the other names' places say for each candidate."""
        mass = shares * self.weight[self.owner]
        total = self.weight.sum() - self.weight[self.owner]
        country, admin1, admin2 = (
            self._support(codes, mass, total) for codes in (self._country, self._admin1, self._admin2)
        )
        near, nearest = self._near(shares, mass)
        alone = np.where(total < 0.5, self.static[:, FEATURES.index("people")], 0.0)
        return np.column_stack([country, admin1, admin2, near, nearest, alone])

    def _support(self, codes: Ints, mass: Floats, total: Floats) -> Floats:
        """The share of the other names' mass that lies in the same unit (code 0: in none)."""
        everyone = np.bincount(codes, weights=mass)
        pairs = self.owner * (codes.max() + 1) + codes
        _, inverse = np.unique(pairs, return_inverse=True)
        own = np.bincount(inverse, weights=mass)[inverse]
        others = np.maximum(everyone[codes] - own, 0.0)
        return np.where(codes > 0, others / (total + 1.0), 0.0)

    def _near(self, shares: Floats, mass: Floats) -> tuple[Floats, Floats]:
        """Neighbours of other names: their summed weight (log) and the nearest one's."""
        likely = np.flatnonzero(self._local & (shares > LIKELY))
        anchors = likely[np.argsort(-mass[likely], kind="stable")[:ANCHORS]]
        near, nearest = np.zeros(len(shares)), np.zeros(len(shares))
        if not len(anchors):
            return near, nearest
        for start in range(0, len(shares), 20_000):
            part = slice(start, start + 20_000)
            cosines = np.clip(self._points[part] @ self._points[anchors].T, -1.0, 1.0)
            kernel = np.exp(-EARTH_KM / NEAR_KM * np.arccos(cosines)) * mass[anchors]
            kernel[self.owner[part, None] == self.owner[anchors]] = 0.0
            near[part], nearest[part] = np.log1p(kernel.sum(axis=1)), kernel.max(axis=1)
        near[~self._local], nearest[~self._local] = 0.0, 0.0
        return near, np.minimum(nearest, 1.0)


def _codes(names: Sequence[str]) -> Ints:
    """Numbers for names, 0 for the empty one."""
    numbers = {"": 0}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _county(place: Candidate) -> str:
    row = place.row if place.kind == "admin2" else place.admin2
    return "" if row is None else str(row)


def _unit_vectors(places: Sequence[Candidate]) -> Floats:
    """(n, 3) points on the unit sphere; a place without a point lies at the centre, far from all."""
    lat = np.radians([0.0 if c.lat is None else c.lat for c in places])
    lon = np.radians([0.0 if c.lon is None else c.lon for c in places])
    vectors = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    vectors[[c.lat is None for c in places]] = 0.0
    return np.asarray(vectors)


def _static(group: Group, found: Sequence[Toponym], contexts: Sequence[Context], home: str | None) -> list[list[float]]:
    """The features of a group's candidates that do not depend on the other names' places."""
    near = [contexts[i] for i in group.mentions]
    strong, weak, held = (
        list(dict.fromkeys(c for j in indexes[:MOST] for c in found[j].candidates))[:MOST]
        for indexes in ([j for one in near for j in getattr(one, name)] for name in ("strong", "weak", "held"))
    )
    said_unit = any(context.unit is True for context in near)
    said_city = any(context.unit is False for context in near)
    cities = {(c.country, c.admin1) for c in group.candidates if c.kind == "city" and c.main and c.fame >= 10}
    demonym = found[group.mentions[0]].demonym
    rows = []
    for c in group.candidates:
        inside = any(within(c, unit) for unit in strong)
        unit = c.kind in ("admin1", "admin2")
        rows.append(
            [
                np.log10(c.population + 1.0),
                np.log1p(c.fame),
                c.main,
                c.kind == "country",
                c.kind == "admin1",
                c.kind == "admin2",
                c.kind == "region",
                c.kind == "venue",
                c.capital,
                demonym,
                inside,
                bool(strong) and not inside,
                any(within(c, one) for one in weak),
                any(within(one, c) for one in held),
                said_unit and unit,
                said_city and c.kind == "city",
                c.usual,
                unit and (c.country, c.admin1) in cities,
                home is not None and home[:2] == c.country,
                home is not None and "." in home and home == c.admin1,
                c.lat is None,
            ]
        )
    return rows
