"""A seeded invented world: attacks with tolls that change, told by many papers, with reactions and other news between.

Its codings are made together with the texts, without a coder, so that linking can be tried on any number of articles whose true
incidents are known. Towns, people, papers and events are invented; of real names only a wire's credit and countries are used.
Beside what it tells, an article has words that are drawn as often as the table of `linking.words` says of news, and words of its
story, which few others use: so pairs are as near by chance as in news.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import msgspec

from ..linking.words import frequencies
from ..records import Coding, Entity, short_hash
from .page import Page

FIRST = date(2015, 1, 1)
TOWNS = 400
PAPERS = 60
MAJOR, DAILY, OTHER_NEWS = 0.15, 0.55, 0.35
"""Shares: of attacks that many papers follow, of papers that print a wire's text, of articles on something else."""
_SYLLABLES = ("bar", "cor", "dun", "el", "fen", "gar", "hol", "is", "kel", "lan", "mor", "nes", "or", "pel", "quil", "rad", "sel", "tor", "ul", "ven", "wick", "yar", "zan")  # fmt: skip
_ENDS = ("by", "dale", "ford", "gate", "ham", "ley", "mere", "stow", "ton", "worth")
_GIVEN = ("Ada", "Boris", "Clara", "Dario", "Edda", "Felix", "Greta", "Hugo", "Irma", "Jonas", "Katya", "Leon", "Mila", "Nuri", "Olga", "Pavel", "Rosa", "Samir", "Tilda", "Viktor")  # fmt: skip
_TRADES = ("driver", "owner", "worker", "doctor", "father", "mother", "student", "lawyer", "woman", "resident")
_STATES = (("France", "FRA"), ("Germany", "DEU"), ("Japan", "JPN"), ("Brazil", "BRA"))
_WAYS = (("firearms", "A gunman", "shot"), ("explosives", "A bomb", "hit"), ("primitive", "Two men", "attacked"))
"""In common words: what all tell alike must be common in news too."""
ATTACKER = Entity(id="role:attacker", name="attacker", sectors=("UAF",))
POLICE = Entity(id="role:police", name="police", sectors=("COP",))


BACKGROUND, STORY, RETOLD = 40, 8, 5
"""Words of an article drawn from all news; rare words of an attack, and how many of them a report takes."""
RARE = 10
"""Articles in a thousand that use a word of a story, at most."""


class Town(msgspec.Struct, frozen=True):
    name: str
    lat: float
    lon: float


class Attack(msgspec.Struct, frozen=True):
    """What happened; `tolls` has the killed as known so many days later, the last one being final."""

    number: int
    day: date
    town: Town
    way: int
    story: tuple[str, ...]
    victim: str
    trade: str
    age: int
    wounded: int
    tolls: tuple[tuple[int, int], ...]

    def known_after(self, days: int) -> int:
        return [killed for delay, killed in self.tolls if delay <= days][-1]


class Told(msgspec.Struct, frozen=True):
    """An article and the attack it tells of, by its number; None where it tells of something else."""

    coding: Coding
    attack: int | None
    killed: int | None = None


def world(seed: int, articles: int, *, a_day: float = 27.0) -> list[Told]:
    """So many articles in the order of publication, about `a_day` of them each day."""
    chance = random.Random(seed)
    towns, papers = (
        _towns(chance),
        [f"{_name(chance)} {kind}" for kind in ("Herald", "Courier") for _ in range(PAPERS // 2)],
    )
    found: list[Told] = []
    number = 0
    while len(found) < articles:
        day = FIRST + timedelta(days=int(len(found) / a_day))
        if chance.random() < OTHER_NEWS:
            found.append(Told(_other(chance, chance.choice(towns), chance.choice(papers), day), None))
            continue
        attack = _attack(chance, number, day, chance.choice(towns))
        number += 1
        found += _coverage(chance, attack, papers)
    kept = {told.coding.article.id: told for told in found[:articles]}
    return sorted(kept.values(), key=lambda told: (told.coding.article.published or "", told.coding.article.id))


def _towns(chance: random.Random) -> list[Town]:
    names = sorted({_name(chance) for _ in range(2 * TOWNS)})[:TOWNS]
    return [Town(name, round(chance.uniform(-40, 60), 3), round(chance.uniform(-100, 140), 3)) for name in names]


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_SYLLABLES)}{chance.choice(_SYLLABLES)}{chance.choice(_ENDS)}".capitalize()


def _attack(chance: random.Random, number: int, day: date, town: Town) -> Attack:
    killed = 1 + int(chance.expovariate(0.3))
    change = chance.choice((0, 0, 1, 2, -1 if killed > 1 else 0))
    tolls = ((0, killed), (1, killed), (2, max(1, killed + change)))
    story = tuple(chance.sample(_rare_words(), STORY))
    victim = f"{chance.choice(_GIVEN)} {_name(chance)}"
    trade = chance.choice(_TRADES)
    return Attack(
        number, day, town, chance.randrange(len(_WAYS)), story, victim, trade,
        chance.randint(18, 80), chance.randint(0, 12), tolls,
    )  # fmt: skip


def _coverage(chance: random.Random, attack: Attack, papers: Sequence[str]) -> Iterator[Told]:
    """The first report of a wire with its copies, then papers of their own with later tolls."""
    followers = chance.randint(3, 12) if chance.random() < MAJOR else chance.randint(0, 2)
    first = _report(chance, attack, 0, chance.choice(papers), wire=followers > 0)
    yield first
    for paper in chance.sample(papers, followers):
        if chance.random() < DAILY * 0.5:
            yield _copy(first, paper)
        else:
            yield _report(chance, attack, chance.randint(0, 5), paper, wire=False)


def _copy(told: Told, paper: str) -> Told:
    """The same words under another paper's name."""
    article = msgspec.structs.replace(told.coding.article, id="", publisher=paper)
    events = tuple(msgspec.structs.replace(e, id=short_hash(article.id, e.trigger.start)) for e in told.coding.events)
    figures = tuple(msgspec.structs.replace(f, id=short_hash(article.id, f.start)) for f in told.coding.figures)
    return Told(
        msgspec.structs.replace(told.coding, article=article, events=events, figures=figures), told.attack, told.killed
    )


def _report(chance: random.Random, attack: Attack, delay: int, paper: str, *, wire: bool) -> Told:
    killed = attack.known_after(delay)
    page = Page(published=attack.day + timedelta(days=1 + delay), publisher=paper)
    mode, who, did = _WAYS[attack.way]
    if wire:
        page.plain("(Reuters)")
    openings = [_who_did_what, _what_befell]
    chance.choice(openings)(page, attack, mode, who, did)
    _counted(page, killed, attack.wounded)
    page.plain(f"Witnesses told of {', '.join(chance.sample(attack.story, RETOLD))}.")
    _background(chance, page)
    if delay and chance.random() < 0.5:
        _arrested(page, attack.day + timedelta(days=delay))
    if chance.random() < 0.4:
        _condemned(page, *chance.choice(_STATES))
    return Told(page.coding(), attack.number, killed)


def _who_did_what(page: Page, attack: Attack, mode: str, who: str, did: str) -> None:
    with page.sentence_of("ASSAULT", mode) as event:
        event.actor(who, ATTACKER)
        event.trigger(f" {did} ")
        event.recipient(attack.victim, _person(attack.victim))
        page.words(f", {attack.age}, a {attack.trade}, near the {attack.story[0]} in ")
        event.place(attack.town.name, attack.town.lat, attack.town.lon)
        page.words(" on ")
        event.day(attack.day)


def _what_befell(page: Page, attack: Attack, mode: str, who: str, did: str) -> None:
    with page.sentence_of("ASSAULT", mode) as event:
        page.words("The people of ")
        event.place(attack.town.name, attack.town.lat, attack.town.lon)
        page.words(" remember the ")
        event.recipient(f"{attack.trade} {attack.victim}", _person(attack.victim))
        page.words(f", {attack.age}, whom {who.lower()}")
        event.trigger(f" {did} ")
        page.words(f"near the {attack.story[0]} on ")
        event.day(attack.day)


def _counted(page: Page, killed: int, wounded: int) -> None:
    """Of the attack told before."""
    with page.sentence_about_it() as event:
        event.figure(str(killed), "killed", killed, POLICE)
        page.words(" people died")
        if wounded:
            page.words(" and ")
            event.figure(str(wounded), "wounded", wounded, POLICE)
            page.words(" were wounded")
        page.words(", police said")


def _arrested(page: Page, day: date) -> None:
    with page.sentence_of("COERCE", "arrest") as event:
        event.actor("Police", POLICE)
        event.trigger(" arrested ")
        page.words("two men on ")
        event.day(day)


def _condemned(page: Page, state: str, country: str) -> None:
    with page.sentence_of("ACCUSE", "disapprove") as event:
        event.actor(state, Entity(id=f"country:{country}", name=state, country=country, sectors=("GOV",)))
        event.trigger(" condemned ")
        page.words("the attack")


def _person(name: str) -> Entity:
    return Entity(id=f"person:{name.lower().replace(' ', '-')}", name=name)


def _other(chance: random.Random, town: Town, paper: str, day: date) -> Coding:
    """No event, in a town where there may be some."""
    page = Page(published=day, publisher=paper)
    with page.open():
        page.words("People in ")
        page.place(town.name, town.lat, town.lon)
        page.words(f" talk of {', '.join(chance.sample(_rare_words(), RETOLD))}")
    _background(chance, page)
    return page.coding()


def _background(chance: random.Random, page: Page) -> None:
    words, up_to = _all_words()
    page.plain(" ".join(chance.choices(words, cum_weights=up_to, k=BACKGROUND)).capitalize())


@cache
def _all_words() -> tuple[list[str], list[int]]:
    """With the sums of their frequencies so far."""
    return list(frequencies()), list(accumulate(frequencies().values()))


@cache
def _rare_words() -> list[str]:
    return [word for word, per_mille in frequencies().items() if per_mille <= RARE]
