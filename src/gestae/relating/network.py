"""The network of one period: who is central, who cooperates in groups, how balanced its triads are.

Graph algorithms are those of networkx, which is imported when the first network is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import fsum
from typing import TYPE_CHECKING

from ..records import Record
from .deeds import Deed
from .periods import By, bounds
from .series import DIGITS

if TYPE_CHECKING:
    import networkx

COOPERATION = frozenset({"verbal_cooperation", "material_cooperation"})
SEED = 0
"""Louvain visits nodes at random; with one seed the same network gives the same communities."""
MOST_STEPS = 1000
"""Steps of the power iteration; a network on which it hasn't settled by then has no eigenvector centrality."""

Pair = tuple[str, str]


class Edge(Record, frozen=True, kw_only=True):
    """A directed dyad: ids of its deeds, how many, and the sum of their intensity."""

    actor: str
    recipient: str
    count: int
    intensity: float
    deeds: tuple[str, ...]


class Node(Record, frozen=True, kw_only=True):
    """A party. `degree` is its number of partners, `given`/`received` its deeds, `betweenness` (Freeman 1977) and
    `eigenvector` (Bonacich 1972) are centralities in 0 to 1; `community` indexes the network's `communities`.
    """

    party: str
    degree: int
    given: int
    received: int
    betweenness: float
    eigenvector: float | None = None
    community: int | None = None


class Balance(Record, frozen=True, kw_only=True):
    """Triads in which all three pairs have a sign, and how many of them have an even number of negative ones.

    Heider 1946; Cartwright and Harary 1956. `share` is None without such triads.
    """

    triads: int
    balanced: int
    share: float | None = None


class Network(Record, frozen=True, kw_only=True):
    """All dyads of a period. Without any article published in it, and any deed, `balance` and `density` are None.

    `communities` are groups of parties that cooperate (Louvain; Blondel et al. 2008), largest first, with their `modularity`.
    """

    period: str
    start: str
    end: str
    articles: int
    density: float | None = None
    balance: Balance | None = None
    modularity: float | None = None
    communities: tuple[tuple[str, ...], ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @property
    def covered(self) -> bool:
        return self.balance is not None


def network(deeds: Iterable[Deed], period: str, by: By, articles: int) -> Network:
    """The network of the deeds of a period; those inside a party are left out."""
    start, end = bounds(period, by)
    dealt: dict[Pair, list[Deed]] = defaultdict(list)
    for deed in deeds:
        if deed.actor != deed.recipient:
            dealt[deed.actor, deed.recipient].append(deed)
    if not dealt and not articles:
        return Network(period=period, start=start, end=end, articles=0)
    names = sorted({party for pair in dealt for party in pair})
    communities, modularity = _communities(dealt, names)
    return Network(
        period=period,
        start=start,
        end=end,
        articles=articles,
        density=round(len(dealt) / (len(names) * (len(names) - 1)), DIGITS) if names else 0.0,
        balance=_balance(dealt),
        modularity=modularity,
        communities=communities,
        nodes=tuple(_nodes(dealt, names, communities)),
        edges=tuple(_edge(pair, dealt[pair]) for pair in sorted(dealt)),
    )


def _edge(pair: Pair, deeds: Sequence[Deed]) -> Edge:
    return Edge(
        actor=pair[0],
        recipient=pair[1],
        count=len(deeds),
        intensity=round(fsum(deed.intensity or 0.0 for deed in deeds), DIGITS),
        deeds=tuple(deed.id for deed in deeds),
    )


def _undirected(dealt: Mapping[Pair, Sequence[Deed]]) -> dict[Pair, list[Deed]]:
    """The deeds of both directions, by the pair in the order of the alphabet."""
    found: dict[Pair, list[Deed]] = defaultdict(list)
    for (one, other), deeds in sorted(dealt.items()):
        found[min(one, other), max(one, other)].extend(deeds)
    return found


def _graph(weights: Mapping[Pair, float], names: Sequence[str]) -> networkx.Graph[int]:
    """Nodes are positions in `names`, so that no set of strings decides on an order."""
    import networkx

    place = {name: number for number, name in enumerate(names)}
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(len(names)))
    graph.add_weighted_edges_from((place[a], place[b], weight) for (a, b), weight in sorted(weights.items()))
    return graph


def _nodes(
    dealt: Mapping[Pair, Sequence[Deed]], names: Sequence[str], communities: Sequence[Sequence[str]]
) -> list[Node]:
    if not names:
        return []
    import networkx

    graph = _graph({pair: len(deeds) for pair, deeds in _undirected(dealt).items()}, names)
    between, eigen = networkx.betweenness_centrality(graph), _eigenvector(graph)
    home = {party: number for number, community in enumerate(communities) for party in community}
    return [
        Node(
            party=name,
            degree=graph.degree[i],
            given=sum(len(deeds) for pair, deeds in dealt.items() if pair[0] == name),
            received=sum(len(deeds) for pair, deeds in dealt.items() if pair[1] == name),
            betweenness=round(between[i], DIGITS),
            eigenvector=None if eigen is None else round(eigen[i], DIGITS),
            community=home.get(name),
        )
        for i, name in enumerate(names)
    ]


def _eigenvector(graph: networkx.Graph[int]) -> Mapping[int, float] | None:
    import networkx

    try:
        found: Mapping[int, float] = networkx.eigenvector_centrality(graph, max_iter=MOST_STEPS, weight="weight")
    except networkx.PowerIterationFailedConvergence:
        return None
    return found


def _communities(
    dealt: Mapping[Pair, Sequence[Deed]], names: Sequence[str]
) -> tuple[tuple[tuple[str, ...], ...], float | None]:
    """Groups by the number of cooperative deeds; parties without any are in no group."""
    counts = {pair: sum(d.quad_class in COOPERATION for d in deeds) for pair, deeds in _undirected(dealt).items()}
    weights = {pair: float(count) for pair, count in counts.items() if count}
    if not weights:
        return (), None
    import networkx

    members = [name for name in names if any(name in pair for pair in weights)]
    graph = _graph(weights, members)
    found = networkx.community.louvain_communities(graph, seed=SEED)
    groups = [tuple(members[i] for i in sorted(group)) for group in found]
    modularity = round(networkx.community.modularity(graph, found), DIGITS)
    return tuple(sorted(groups, key=lambda group: (-len(group), group))), modularity


def _balance(dealt: Mapping[Pair, Sequence[Deed]]) -> Balance:
    signs = {pair: fsum(deed.intensity or 0.0 for deed in deeds) for pair, deeds in _undirected(dealt).items()}
    signed = {pair: score for pair, score in signs.items() if score}
    triads = balanced = 0
    if signed:
        import networkx

        graph = _graph(signed, sorted({party for pair in signed for party in pair}))
        for triad in networkx.all_triangles(graph):
            triads += 1
            negative = sum(graph.edges[pair]["weight"] < 0 for pair in combinations(triad, 2))
            balanced += negative % 2 == 0
    return Balance(triads=triads, balanced=balanced, share=round(balanced / triads, DIGITS) if triads else None)
