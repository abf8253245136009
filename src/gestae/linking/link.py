"""From codings to incidents: reports are compared inside blocks, judged pair by pair, and grouped where they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..codebook.files import read_toml
from ..records import Coding, Corpus, Doubt, Incident, TollRule
from .agglomerate import Agglomeration, components
from .blocks import Blocks
from .incident import IncidentBuilder
from .may_be_one import VIOLENT, Rules, is_copied
from .pair import features
from .pair_model import PairModel, probability
from .profile import ArticleProfile, Profile
from .reports import reports
from .toll import RULE
from .words import cosine

MERGE = -0.5
"""Average log-odds above which groups become one. Late reports are told in other words, so an average below even is common."""
JOIN = 0.0
"""Log-odds above which an article that codes no violence is about an incident."""
ECHO = 0.1
"""Least likeness of its words to those that tell the incident, without names: a common subject is not enough."""
UNLIKELY = -4.0
"""Log-odds of a pair that shares too little to be compared."""
SAME_ARTICLE = -1.0
"""Log-odds that two reports of one article, which were kept apart there, are one after all: others may say so."""
GREY = -2.0
"""Average log-odds from which a person should look at two incidents that were not made one."""
REASONS = 5

Key = tuple[str, str]


def link(codings: Iterable[Coding], *, toll_rule: TollRule = RULE) -> Corpus:
    """Incidents, with tolls, reactions and responses, in the order of their first report; the same article counts once.

    Which incidents there are, and all that they hold, depends on the codings and not on their order.
    """
    linker = Linker(toll_rule=toll_rule)
    for coding in {coding.article.id: coding for coding in codings}.values():
        linker.add(coding)
    return linker.corpus()


class Linker:
    """Articles one by one, incidents at any time: `corpus()` is what `link` makes of all that was added so far.

    An article costs a look into its blocks; then only the groups that it touches are made anew.
    """

    def __init__(self, model: PairModel | None = None, *, toll_rule: TollRule = RULE) -> None:
        data: dict[str, Any] = read_toml("syntax/linking.toml")
        self._kinds = frozenset(data["incidents"])
        self._followers = frozenset(data["followers"])
        self._rules = Rules(data)
        self._builder = IncidentBuilder(data, toll_rule=toll_rule)
        self._model = model or PairModel.load()
        self._blocks = Blocks()
        self._told_by: dict[str, list[Profile]] = {}
        self._profiles: dict[Key, Profile] = {}
        self._odds: dict[Key, dict[Key, float]] = defaultdict(dict)
        self._changed: dict[Key, None] = {}
        self._group_of: dict[Key, tuple[Key, ...]] = {}
        self._covered: dict[Key, Key] = {}
        self._incidents: dict[tuple[tuple[Key, ...], tuple[Key, ...]], Incident] = {}

    def add(self, coding: Coding) -> None:
        """One more article; one that is here already changes nothing."""
        if coding.article.id in self._told_by:
            return
        article = ArticleProfile(coding)
        own = self._told_by[article.id] = list(self._tell(article))
        for one in own:
            self._profiles[one.key] = one
            self._changed[one.key] = None
            self._odds[one.key].update({other.key: SAME_ARTICLE for other in own if _alike(one, other)})
        for near in self._blocks.near(article):
            for other in self._told_by[near.id]:
                for one in own:
                    self._compare(one, other)
        self._blocks.add(article)

    def corpus(self) -> Corpus:
        self._regroup()
        coverage: dict[tuple[Key, ...], list[Key]] = defaultdict(list)
        for article, group in self._coverage():
            coverage[group].append(article)
        groups = dict.fromkeys(self._group_of[key] for key in self._profiles if key in self._group_of)
        self._incidents = {
            (group, about): self._incidents.get((group, about)) or self._incident(group, about)
            for group in groups
            for about in [tuple(sorted(coverage[group]))]
        }
        ids = {group: incident.id for (group, _), incident in self._incidents.items()}
        return Corpus(incidents=tuple(self._incidents.values()), doubts=tuple(self._doubts(ids)))

    # --- what an article tells ------------------------------------------------------------------

    def _tell(self, article: ArticleProfile) -> Iterator[Profile]:
        """Its reports; if none is of violence, also the article itself, which may be about some that others report."""
        found = [Profile(article, report) for report in reports(article.coding, self._kinds, self._followers)]
        yield from found
        if all(p.event_type != VIOLENT for p in found):
            yield Profile(article, None)

    def _compare(self, one: Profile, other: Profile) -> None:
        if is_copied(one, other):
            odds = self._model.limit
        elif self._rules.may_be_one(one, other):
            odds = self._model.of_pair(one, other)
        elif _alike(one, other):
            odds = -self._model.limit
        else:
            return
        self._odds[one.key][other.key] = self._odds[other.key][one.key] = odds
        self._changed[other.key] = None

    # --- which reports are one ------------------------------------------------------------------

    def _regroup(self) -> None:
        """New groups for all that hangs together with what has changed."""
        changed = [key for key in self._changed if key[1]]
        for part in components(changed, self._joined):
            members = sorted(part, key=self._order)
            for group in Agglomeration(members, self._odds, stop=MERGE, default=UNLIKELY).groups:
                whole = tuple(sorted(group, key=self._order))
                self._group_of.update(dict.fromkeys(whole, whole))
        self._changed.clear()

    def _joined(self, key: Key) -> list[Key]:
        return [other for other, odds in self._odds.get(key, {}).items() if odds > MERGE and other[1] and key[1]]

    def _order(self, key: Key) -> tuple[str, str, int, str]:
        return self._profiles[key].order

    def _coverage(self) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        """Articles that report no violence, with the group that they are most probably about."""
        for key, profile in self._profiles.items():
            if profile.report is not None:
                continue
            groups = {self._group_of[other]: self._average((key,), self._group_of[other]) for other in self._odds[key]}
            best = max(groups, key=lambda group: (groups[group], group), default=None)
            if best is not None and groups[best] > JOIN and self._echoes(profile, best):
                yield key, best

    def _echoes(self, profile: Profile, group: Sequence[Key]) -> bool:
        return any(cosine(self._profiles[key].act, profile.article.story) >= ECHO for key in group)

    def _average(self, one: Sequence[Key], other: Sequence[Key]) -> float:
        """Mean log-odds over all pairs."""
        total = sum(self._odds[a].get(b, UNLIKELY) for a in one for b in other)
        return total / (len(one) * len(other))

    def _doubts(self, ids: dict[tuple[Key, ...], str]) -> Iterator[Doubt]:
        """Incidents that may be one: not probable enough to merge, too probable to forget."""
        pairs = {
            (self._group_of[a], self._group_of[b])
            for a, others in self._odds.items()
            for b, odds in others.items()
            if a[1] and b[1] and a[0] < b[0] and odds > GREY and self._group_of[a] != self._group_of[b]
        }
        found = {tuple(sorted(pair, key=ids.__getitem__)): self._average(*pair) for pair in pairs}
        for (one, other), odds in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            if odds > GREY:
                yield self._doubt(one, other, odds, (ids[one], ids[other]))

    def _doubt(self, one: Sequence[Key], other: Sequence[Key], odds: float, incidents: tuple[str, str]) -> Doubt:
        a, b = max(
            ((a, b) for a in one for b in other), key=lambda pair: (self._odds[pair[0]].get(pair[1], UNLIKELY), pair)
        )
        reasons = self._model.reasons(features(self._profiles[a], self._profiles[b]))[:REASONS]
        return Doubt(
            incidents=incidents, probability=round(probability(odds), 3), reasons=tuple(name for name, _ in reasons)
        )

    # --- the incident ---------------------------------------------------------------------------

    def _incident(self, group: Sequence[Key], about: Sequence[Key]) -> Incident:
        return self._builder.incident([self._profiles[k] for k in group], [self._profiles[k] for k in about])


def _alike(a: Profile, b: Profile) -> bool:
    """Two reports of one type of event."""
    return a is not b and a.event_type is not None and a.event_type == b.event_type
