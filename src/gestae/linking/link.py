"""From codings to incidents: reports are compared inside blocks, judged pair by pair, and grouped where they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Literal

from ..codebook.files import read_toml
from ..errors import ConfigError
from ..records import Coding, Corpus, Decision, Doubt, Incident, TollRule
from .agglomerate import Agglomeration, components
from .blocks import Blocks
from .decisions import Settled, undoing
from .ids import find
from .incident import IncidentBuilder
from .may_be_one import VIOLENT, Rules, is_copied
from .pair import features
from .pair_model import PairModel, probability
from .profile import ArticleProfile, Profile
from .reports import reports
from .spoken_of import cities_spoken_of, precedes, speaks_of_violence
from .toll import RULE
from .words import cosine

MERGE = -0.5
"""Average log-odds above which groups become one. Late reports are told in other words, so an average below even is common."""
JOIN = 0.0
"""Log-odds above which an article that codes no violence is about an incident."""
BEST = 3
"""Reports of an incident that an article which only speaks of violence is compared with, the likest."""
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


def link(codings: Iterable[Coding], *, toll_rule: TollRule = RULE, decisions: Iterable[Decision] = ()) -> Corpus:
    """Incidents, with tolls, reactions and responses, in the order of their first report; the same article counts once.

    Which incidents there are, and all that they hold, depends on the codings and not on their order. `decisions` are people's
    merges and splits, which outrank the pair model; those on reports that are not here wait for them.
    """
    linker = Linker(toll_rule=toll_rule, decisions=decisions)
    for coding in {coding.article.id: coding for coding in codings}.values():
        linker.add(coding)
    return linker.corpus()


class Linker:
    """Articles one by one, incidents at any time: `corpus()` is what `link` makes of all that was added so far.

    An article costs a look into its blocks; then only the groups that it touches are made anew. `comparisons` counts the pairs
    looked at.
    """

    def __init__(
        self,
        model: PairModel | None = None,
        *,
        toll_rule: TollRule = RULE,
        decisions: Iterable[Decision] = (),
    ) -> None:
        data: dict[str, Any] = read_toml("syntax/linking.toml")
        self._kinds = frozenset(data["incidents"])
        self._followers = frozenset(data["followers"])
        self._said = frozenset(data["said"])
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
        self._log: list[Decision] = []
        self._decided: dict[str, Key | None] = {}
        self._settled: Settled[Key] | None = None
        self.comparisons = 0
        for entry in decisions:
            self.decide(entry)

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
            self._know(one)
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
        kept = self._without_followers(list(self._incidents.values()))
        known = {incident.id for incident in kept}
        doubts = (doubt for doubt in self._doubts(ids) if known.issuperset(doubt.incidents))
        return Corpus(incidents=tuple(kept), doubts=tuple(doubts))

    def _without_followers(self, incidents: Sequence[Incident]) -> list[Incident]:
        """Without those that are only what others said of violence, or what followed it: they belong to its incident."""
        violent = [i for i in incidents if i.event_type == VIOLENT]
        held = {reaction.event for i in violent for reaction in i.reactions}
        held |= {response.event for i in violent for response in i.responses}
        return [i for i in incidents if i.event_type not in self._said or not held.issuperset(i.events)]

    # --- what people decide ---------------------------------------------------------------------

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The log, oldest entry first."""
        return tuple(self._log)

    def decide(self, entry: Decision) -> Decision:
        """Append an entry, such as one read from a file."""
        self._log.append(entry)
        here = {id: key for key in self._profiles for id in self._ids(key)} if entry.groups else {}
        self._decided.update({id: here.get(id) for group in entry.groups for id in group})
        self._settled = None
        return entry

    def merge(self, a: str, b: str, *, reason: str = "", by: str | None = None, at: str | None = None) -> Decision:
        """All reports of two incidents are of one. Raises ConfigError for an id that means no incident, or both the same."""
        one, other = self._two(a, b)
        group = (*self._named(self._members(one)), *self._named(self._members(other)))
        return self._append("merge", (one.id, other.id), (group,), reason, by, at)

    def keep_apart(self, a: str, b: str, *, reason: str = "", by: str | None = None, at: str | None = None) -> Decision:
        """Two incidents are two, so that no later article makes one of them. Raises ConfigError as `merge` does."""
        one, other = self._two(a, b)
        groups = (self._named(self._members(one)), self._named(self._members(other)))
        return self._append("apart", (one.id, other.id), groups, reason, by, at)

    def split(
        self, incident: str, reports: Collection[str], *, reason: str = "", by: str | None = None, at: str | None = None
    ) -> Decision:
        """The reports named, by ids of articles or events, are of another incident than the rest; each side is one.

        An article named that codes none of the incident's events is not about it. Raises ConfigError for an id that the incident
        does not hold, and where one side would be empty.
        """
        whole = self._find(incident)
        members = self._members(whole)
        taken = [key for key in members if not {key[0], *self._ids(key)}.isdisjoint(reports)]
        kept = [key for key in members if key not in taken and key[1]]
        held = {id for key in members for id in (key[0], *self._ids(key))}
        if unknown := [id for id in reports if id not in held]:
            articles = ", ".join(dict.fromkeys(key[0] for key in members))
            raise ConfigError(
                f"incident {whole.id} holds no article or event {unknown[0]}; its articles are {articles}"
            )
        if not taken or not kept:
            raise ConfigError(
                f"incident {whole.id}: a split needs reports on both sides, found {len(taken)} and {len(kept)}"
            )
        return self._append("split", (whole.id,), (self._named(taken), self._named(kept)), reason, by, at)

    def unmerge(self, entry: str, *, reason: str = "", by: str | None = None, at: str | None = None) -> Decision:
        """Take back a merge, a split or an undo: all is as if it had not been. Raises ConfigError for no such entry."""
        undone = undoing(self._log, entry)
        after = self._log[-1].id
        return self.decide(
            Decision(
                kind="undo", incidents=undone.incidents, undoes=undone.id, reason=reason, by=by, at=at, after=after
            )
        )

    def _append(
        self,
        kind: Literal["merge", "split", "apart"],
        incidents: tuple[str, ...],
        groups: tuple[tuple[str, ...], ...],
        reason: str,
        by: str | None,
        at: str | None,
    ) -> Decision:
        after = self._log[-1].id if self._log else None
        return self.decide(
            Decision(kind=kind, incidents=incidents, groups=groups, reason=reason, by=by, at=at, after=after)
        )

    def _find(self, id: str) -> Incident:
        return find(self.corpus().incidents, id)

    def _two(self, a: str, b: str) -> tuple[Incident, Incident]:
        one, other = self._find(a), self._find(b)
        if one is other:
            raise ConfigError(f"{a} and {b} mean one incident already: {one.id}")
        return one, other

    def _members(self, incident: Incident) -> tuple[Key, ...]:
        """Reports of an incident, then articles about it."""
        return next(group + about for (group, about), made in self._incidents.items() if made is incident)

    def _ids(self, key: Key) -> tuple[str, ...]:
        """By which a log names a report: its events; of an article without one its own."""
        return tuple(e.id for e in self._profiles[key].events) or (key[0],)

    def _named(self, keys: Iterable[Key]) -> tuple[str, ...]:
        return tuple(id for key in keys for id in self._ids(key))

    def _know(self, profile: Profile) -> None:
        """A report that the log names may have come."""
        for id in self._ids(profile.key):
            if id in self._decided:
                self._decided[id] = profile.key
                self._settled = None

    def _settle(self) -> Settled[Key]:
        """The log as it stands, with all that it ever named to be grouped anew."""
        if self._settled is None:
            here = {id: key for id, key in self._decided.items() if key is not None}
            self._settled = Settled(self._log, here)
            self._changed.update(dict.fromkeys(here.values()))
        return self._settled

    # --- what an article tells ------------------------------------------------------------------

    def _tell(self, article: ArticleProfile) -> Iterator[Profile]:
        """Its reports; if none is of violence, also the article itself, which may be about some that others report."""
        found = [Profile(article, report) for report in reports(article.coding, self._kinds, self._followers)]
        yield from found
        if all(p.event_type != VIOLENT for p in found):
            yield Profile(article, None)

    def _compare(self, one: Profile, other: Profile) -> None:
        self.comparisons += 1
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
        settled = self._settle()
        changed = [key for key in self._changed if key[1]]
        for part in components(changed, self._joined):
            members = sorted(part, key=self._order)
            together, apart = settled.groups(members), settled.apart(members)
            made = Agglomeration(members, self._odds, stop=MERGE, default=UNLIKELY, together=together, apart=apart)
            for group in made.groups:
                whole = tuple(sorted(group, key=self._order))
                self._group_of.update(dict.fromkeys(whole, whole))
        self._changed.clear()

    def _joined(self, key: Key) -> list[Key]:
        near = [other for other, odds in self._odds.get(key, {}).items() if odds > MERGE]
        return [other for other in dict.fromkeys((*near, *self._settle().mates(key))) if other[1] and key[1]]

    def _order(self, key: Key) -> tuple[str, str, int, str]:
        return self._profiles[key].order

    def _coverage(self) -> Iterator[tuple[Key, tuple[Key, ...]]]:
        """Articles that report no violence, with the group that they are most probably about."""
        settled = self._settle()
        for key, profile in self._profiles.items():
            if profile.report is not None:
                continue
            if given := [mate for mate in settled.mates(key) if mate[1]]:
                yield key, self._group_of[given[0]]
                continue
            spoken_of = self._spoken_of(profile)
            if spoken_of is not None and not settled.are_apart((key,), spoken_of):
                yield key, spoken_of
                continue
            most = BEST if speaks_of_violence(profile.article.coding) else None
            near = {self._group_of[other] for other in self._odds[key]}
            groups = {g: self._likeness(key, g, most) for g in near if not settled.are_apart((key,), g)}
            best = max(groups, key=lambda group: (groups[group], group), default=None)
            if best is not None and groups[best] > JOIN and self._echoes(profile, best):
                yield key, best

    def _spoken_of(self, profile: Profile) -> tuple[Key, ...] | None:
        """Of the groups compared with an article of reactions, the fullest in the city of "the attack in …", of the days before."""
        if not (cities := cities_spoken_of(profile.article.coding)):
            return None
        near = {other: self._profiles[other] for other in self._odds[profile.key] if other in self._group_of}
        meant = [
            self._group_of[key] for key, other in near.items() if other.city in cities and precedes(other, profile)
        ]
        return max(meant, key=lambda group: (meant.count(group), group), default=None)

    def _likeness(self, key: Key, group: Sequence[Key], most: int | None) -> float:
        """Mean log-odds over the group, or over its `most` likest members: to an article of reactions few reports are alike."""
        odds = sorted((self._odds[key].get(other, UNLIKELY) for other in group), reverse=True)[:most]
        return sum(odds) / len(odds)

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
            if odds > GREY and not self._settle().are_apart(one, other):
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
