"""How much of what a careful analyst takes from the articles of one story comes out of coding and linking.

A story is a folder with articles as text and `expected.toml`, whose form is told in `concert_hall/expected.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gestae import Article, Coder, link
from gestae.readers import read
from gestae.records import Claim, Coding, Corpus, Event, Incident, Reaction

ANY = "*"


class Score(NamedTuple):
    """What was right, of how many; and for each thing that was not, what it is."""

    right: int
    asked: int
    failed: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.right / self.asked if self.asked else 1.0


class Story:
    """The codings and incidents of a folder's articles, beside what is expected."""

    def __init__(self, folder: Path, coder: Coder) -> None:
        self.expected: Mapping[str, Any] = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
        stems = [path.stem for path in sorted(folder.glob("*.txt"))]
        if stems != sorted(self.expected["articles"]):
            raise ValueError(f"{folder.name}: expected.toml must list the articles of the folder, and no others")
        self.codings = {stem: _coded(coder, folder / f"{stem}.txt") for stem in stems}
        self.corpus: Corpus = link(self.codings.values())
        self.stems = {coding.article.id: stem for stem, coding in self.codings.items()}
        self.events = {event.id: (coding, event) for coding in self.codings.values() for event in coding.events}
        self.found = self._matched()

    def scores(self) -> dict[str, Score]:
        claims = [*self._claims()]
        reactions = [*self._reactions()]
        return {
            "incidents": self._incidents(),
            "articles": self._articles(),
            "claims": _score(claims),
            "figures": _score([(right or why != "figure", f"{what}: {why}") for right, what, why in claims]),
            "foreign": self._foreign(),
            "reactions": _score([(why in ("", "level"), f"{what}: {why}") for _, what, why in reactions]),
            "levels": _score([(right, f"{what}: {why}") for right, what, why in reactions if why in ("", "level")]),
            "reactions_precision": self._precision(),
            "responses": _score([*self._responses()]),
            "perpetrators": _score([*self._perpetrators()]),
            "tolls": _score([*self._tolls()]),
            "phantoms": self._phantoms(),
        }

    # --- which incident is which ----------------------------------------------------------------

    def _matched(self) -> dict[str, Incident]:
        """For each incident expected, the one of its type that shares most articles with it; no incident twice."""
        pairs = [
            (self._shared(wanted, incident), -i, -j)
            for i, wanted in enumerate(self.expected["incidents"])
            for j, incident in enumerate(self.corpus.incidents)
            if incident.event_type == wanted["event_type"]
        ]
        found: dict[str, Incident] = {}
        taken: set[int] = set()
        for shared, i, j in sorted(pairs, reverse=True):
            name = self.expected["incidents"][-i]["name"]
            if shared > 0 and name not in found and j not in taken:
                found[name] = self.corpus.incidents[-j]
                taken.add(j)
        return found

    def _shared(self, wanted: Mapping[str, Any], incident: Incident) -> float:
        """Articles in common, those first that are about nothing else; its own mode decides between equals."""
        ofs = [self.expected["articles"][self.stems[article]]["of"] for article in incident.articles]
        return sum(1 / len(of) for of in ofs if wanted["name"] in of) + 0.1 * (incident.mode == wanted["mode"])

    def _incidents(self) -> Score:
        return _score(
            [(self._is_right(wanted), str(self._seen(wanted["name"]))) for wanted in self.expected["incidents"]]
        )

    def _seen(self, name: str) -> tuple[Any, ...]:
        found = self.found.get(name)
        place = found.place.name if found and found.place else None
        return (name, None) if found is None else (name, found.mode, found.earliest, found.latest, place)

    def _is_right(self, wanted: Mapping[str, Any]) -> bool:
        found = self.found.get(wanted["name"])
        return (
            found is not None
            and (found.earliest, found.latest) == (wanted["earliest"], wanted["latest"])
            and found.mode == wanted["mode"]
            and found.place is not None
            and found.place.name in wanted["place"].split("|")
        )

    def _articles(self) -> Score:
        """Whether each article is in the incidents that it is about, and in no other of those expected."""
        inside = {stem: {n for n, i in self.found.items() if self._id(stem) in i.articles} for stem in self.codings}
        return _score([(inside[s] == set(a["of"]), f"{s}: {inside[s]}") for s, a in self.expected["articles"].items()])

    def _phantoms(self) -> Score:
        """Incidents of violence that nobody expects."""
        known = {incident.id for incident in self.found.values()}
        violent = [i for i in self.corpus.incidents if i.event_type == "ASSAULT"]
        return _score([(i.id in known, f"{i.title} {[self.stems[a] for a in i.articles]}") for i in violent])

    # --- figures --------------------------------------------------------------------------------

    def _claims(self) -> Iterator[tuple[bool, str, str]]:
        for stem, article in self.expected["articles"].items():
            for measure, number, speaker, *rest in article.get("claims", ()):
                day = (rest[0] if rest else "") or (self.codings[stem].article.published or "")[:10]
                incident = self.found.get(rest[1] if len(rest) > 1 else article["of"][0])
                yield self._claim(stem, incident, measure, number, speaker, day)

    def _claim(
        self, stem: str, incident: Incident | None, measure: str, number: int, speaker: str, day: str
    ) -> tuple[bool, str, str]:
        what = f"{stem} {measure} {number} {speaker}"
        claims = [c for c in incident.figures if c.article == self._id(stem)] if incident else []
        told = [c for c in claims if c.figure.measure == measure and _number(c) == number]
        if not told:
            return False, what, "figure"
        if not (said := [c for c in told if _is_said_by(c, speaker)]):
            return False, what, f"speaker {[c.speaker for c in told]}"
        if not any(day == ANY or (c.as_of or "")[:10] == day for c in said):
            return False, what, f"as of {[c.as_of for c in said]}"
        return True, what, ""

    def _foreign(self) -> Score:
        """Claims of an incident that are of it."""
        return _score([*self._belonging()])

    def _belonging(self) -> Iterator[tuple[bool, str]]:
        for name, incident in self.found.items():
            for claim in incident.figures:
                stem = self.stems[claim.article]
                own = (claim.figure.measure, _number(claim)) in self._own(stem, name)
                yield own, f"{name}: {stem} {claim.figure.measure} {_number(claim)}"

    def _own(self, stem: str, name: str) -> set[tuple[str, int]]:
        article = self.expected["articles"][stem]
        if name not in article["of"]:
            return set()
        claims = [c for c in article.get("claims", ()) if (c[4] if len(c) > 4 else article["of"][0]) == name]
        toll = (
            next(i for i in self.expected["incidents"] if i["name"] == name)["toll"] if len(article["of"]) > 1 else {}
        )
        return {(m, n) for m, n, *_ in (*claims, *article.get("allowed", ()))} | set(toll.items())

    def _tolls(self) -> Iterator[tuple[bool, str]]:
        for wanted in self.expected["incidents"]:
            found = self.found.get(wanted["name"])
            for measure, number in wanted["toll"].items():
                toll = found.toll.get(measure) if found else None
                yield toll is not None and toll.best == number, f"{wanted['name']} {measure} {toll and toll.best}"

    # --- reactions ------------------------------------------------------------------------------

    def _reactions(self) -> Iterator[tuple[bool, str, str]]:
        for stem, article in self.expected["articles"].items():
            for stance, actor, level in article.get("reactions", ()):
                yield self._reaction(stem, article["of"][0], stance, actor, level)

    def _reaction(self, stem: str, name: str, stance: str, actor: str, level: str) -> tuple[bool, str, str]:
        what = f"{stem} {stance} {actor} {level}"
        told = [r for r in self._reacting(stem, name) if r.stance == stance]
        if not told:
            return False, what, "stance"
        if not (own := [r for r in told if self._is_by(r, actor)]):
            return False, what, f"actor {[r.actor and (r.actor.name, r.actor.country) for r in told]}"
        return (True, what, "") if any(level in (ANY, r.level) for r in own) else (False, what, "level")

    def _reacting(self, stem: str, name: str) -> Sequence[Reaction]:
        incident = self.found.get(name)
        return [r for r in incident.reactions if r.article == self._id(stem)] if incident else []

    def _is_by(self, reaction: Reaction, actor: str) -> bool:
        """By the country's code, or by words of the name or of the text."""
        coding, event = self.events[reaction.event]
        words = [coding.article.text[p.start : p.end] for p in event.actors]
        entity = reaction.actor
        if entity is not None and actor == entity.country:
            return True
        names = (*words, entity.name if entity is not None else "")
        return actor == ANY or any(one in name for one in actor.split("|") for name in names)

    def _precision(self) -> Score:
        main = self.expected["incidents"][0]["name"]
        told = [r for name in self.found for r in self.found[name].reactions]
        return _score([(self._is_expected(r), f"{main}: {self._shown(r)}") for r in told])

    def _is_expected(self, reaction: Reaction) -> bool:
        article = self.expected["articles"][self.stems[reaction.article]]
        wanted = (*article.get("reactions", ()), *article.get("reactions_allowed", ()))
        return any(stance == reaction.stance and self._is_by(reaction, actor) for stance, actor, *_ in wanted)

    def _shown(self, reaction: Reaction) -> str:
        coding, event = self.events[reaction.event]
        return f"{self.stems[reaction.article]} {reaction.stance} {reaction.actor and reaction.actor.name} {_words(coding, event)!r}"

    def _responses(self) -> Iterator[tuple[bool, str]]:
        for stem, article in self.expected["articles"].items():
            for words in article.get("responses", ()):
                incident = self.found.get(article["of"][0])
                triggers = [_words(*self.events[r.event]) for r in (incident.responses if incident else ())]
                own = [e.id for e in self.codings[stem].events]
                here = [
                    _words(*self.events[r.event]) for r in (incident.responses if incident else ()) if r.event in own
                ]
                yield any(w in t for w in words.split("|") for t in here), f"{stem} {words}: {here} of {len(triggers)}"

    def _perpetrators(self) -> Iterator[tuple[bool, str]]:
        for wanted in self.expected["incidents"]:
            incident = self.found.get(wanted["name"])
            known = [(p.entity.name, p.standing) for p in (incident.perpetrators if incident else ())]
            for name, standing in wanted.get("perpetrators", ()):
                yield any(name in n and s == standing for n, s in known), f"{name} {standing}: {known}"

    def _id(self, stem: str) -> str:
        return self.codings[stem].article.id


def _coded(coder: Coder, path: Path) -> Coding:
    [article] = read([path])
    if not isinstance(article, Article):
        raise TypeError(f"{path.name}: expected an article, found {article}")
    return coder.code_article(article)


def _number(claim: Claim) -> int:
    return claim.figure.low if claim.figure.low is not None else claim.figure.high or 0


def _is_said_by(claim: Claim, speaker: str) -> bool:
    if speaker == ANY:
        return True
    if not speaker:
        return claim.speaker is None
    return claim.speaker is not None and any(word in claim.speaker for word in speaker.split("|"))


def _words(coding: Coding, event: Event) -> str:
    return coding.article.text[event.trigger.start : event.trigger.end]


def _score(rows: Sequence[tuple[Any, ...]]) -> Score:
    """Of rows whether right, and of what."""
    failed = tuple(" ".join(filter(None, map(str, row[1:]))) for row in rows if not row[0])
    return Score(len(rows) - len(failed), len(rows), failed)
