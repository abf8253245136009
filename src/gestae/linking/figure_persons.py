"""Different people: who, of those that an article counts one by one, is the same person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ..codebook.figure_words import FigureWords
from ..codebook.files import read_toml
from ..records import Figure, Measure

PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
WINDOW = 40
"""How many people back a mention may reach; it keeps long lists of victims from growing quadratically."""


BESIDE = 150
"""Characters between two figures of one sentence; farther apart, the one added to has been left out."""
SAME_START = 3
"""Letters in which two spellings of a first name agree."""
GROWN = 18
"""Years."""


class Person:
    """Somebody counted one by one: what the article's mentions tell of him or her."""

    def __init__(self) -> None:
        self.names: list[tuple[str, ...]] = []
        self.nouns: set[str] = set()
        self.gender: str | None = None
        self.age: str | None = None
        self.child: bool | None = None
        self.minor = False
        self.perpetrator: bool | None = None
        self.distinct: str | None = None
        self.measures: list[str] = []
        self.figures: list[Figure] = []
        self.beside: list[Person] = []


def is_single(figure: Figure) -> bool:
    return figure.low == figure.high == 1 and figure.bound == "exact"


def chains(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Claims with those that are said to be added to them."""
    chains: list[list[Figure]] = []
    for figure in figures:
        if figure.rule == "addition" and chains and figure.start - chains[-1][-1].end <= BESIDE:
            chains[-1].append(figure)
        else:
            chains.append([figure])
    return chains


def persons_of(figures: Sequence[Figure], measure: Measure) -> list[Person]:
    """The different people that figures of one are about, in order of their first mention.

    Killed and wounded are looked at together: who is shot in one sentence may die in the next.
    """
    measures = ("killed", "wounded") if measure in ("killed", "wounded") else (measure,)
    persons: list[Person] = []
    for chain in chains([f for f in figures if f.measure in measures and is_single(f)]):
        taken: list[Person] = []
        for figure in sorted(chain, key=_is_named):
            person = _find(figure, [p for p in persons[-WINDOW:] if p not in taken])
            if person is None:
                persons.append(person := Person())
            _learn(person, figure)
            taken.append(person)
        for person in taken:
            person.beside += [p for p in taken[-WINDOW:] if p is not person]
    return _merged(persons)


def _merged(persons: Sequence[Person]) -> list[Person]:
    """A victim first described and later named, whose death is told twice, is one person."""
    kept: list[Person] = []
    for person in persons:
        same = next((p for p in kept[-WINDOW:] if _may_be(p, person)), None)
        if same is None:
            kept.append(person)
            continue
        for figure in person.figures:
            _learn(same, figure)
    return kept


def _may_be(a: Person, b: Person) -> bool:
    if "killed" not in a.measures or "killed" not in b.measures:
        return False
    return not (a.names and b.names) and a not in b.beside and _same_hand(a, b) and _agree(a, b)


def _find(figure: Figure, persons: Sequence[Person]) -> Person | None:
    """The person that a figure of one is about, the last mentioned first."""
    traits = Person()
    _learn(traits, figure)
    fitting = [p for p in sorted(persons, key=lambda p: _nearness(p, traits)) if _agree(p, traits)]
    named = [p for p in fitting if _share_name(p, traits)]
    if named:
        return named[0]
    if figure.group is not None and (figure.group in PRONOUNS or figure.group.startswith("the ")):
        return min(fitting, key=lambda p: _distance(p, traits, figure.measure), default=None)
    if figure.rule == "self" and (selves := [p for p in fitting if did_it(p)]):
        return selves[0]
    alone = [p for p in fitting if not (p.names and traits.names) and _same_hand(p, traits)]
    for fate in _FATES:
        if (found := next((p for p in alone if fate(p, figure)), None)) is not None:
            return found
    return next((p for p in fitting if traits.names and not p.names and did_it(p)), None)


def _fared_the_same(person: Person, figure: Figure) -> bool:
    return figure.measure in person.measures


def _was_shot(person: Person, figure: Figure) -> bool:
    """Who was said to be shot may have died, or be told of again."""
    return (figure.measure == "killed" or figure.rule == "shot") and all(f.rule == "shot" for f in person.figures)


def _was_killed(person: Person, figure: Figure) -> bool:
    return figure.rule == "shot" and "killed" in person.measures


def _died_since(person: Person, figure: Figure) -> bool:
    """ "The girl died. Jane Roe was critically injured": who bears a name may be the one first only described."""
    described = bool(person.nouns - {"one"}) and not person.names
    return described and "killed" in person.measures and figure.measure == "wounded" and _is_named(figure)


_FATES = (_fared_the_same, _was_shot, _was_killed, _died_since)
"""In which order people fit a description such as "a man"."""


def did_it(person: Person) -> bool:
    """Whether the person was told to have done it to himself."""
    return any(f.rule == "self" for f in person.figures)


def _same_hand(a: Person, b: Person) -> bool:
    """Who did it to himself is not a victim; but of a child who did, as of the wounded, it is often not said again."""
    if did_it(a) == did_it(b) or a.minor or b.minor:
        return True
    return "killed" not in a.measures and "killed" not in b.measures


def _distance(person: Person, traits: Person, measure: str) -> tuple[bool, bool]:
    """A pronoun or "the man" means somebody of known gender, and somebody already told to have fared so."""
    return traits.gender is not None and person.gender != traits.gender, measure not in person.measures


def _nearness(person: Person, traits: Person) -> tuple[bool, int]:
    """Those called by the same noun first, then the last mentioned."""
    return person.nouns.isdisjoint(traits.nouns), -person.figures[-1].start


def _is_named(figure: Figure) -> bool:
    """Names last: "Smith and his wife" leaves the wife told of before to "his wife"."""
    return figure.group is not None and figure.group[:1].isupper()


def _share_name(a: Person, b: Person) -> bool:
    return any(_is_same_name(x, y) for x in a.names for y in b.names)


def _is_same_name(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """One last name is enough where one of the two is all that is given; relatives have other first names."""
    if x[-1] != y[-1]:
        return x[-1] in y or y[-1] in x
    return len(x) == 1 or len(y) == 1 or any(_is_short_for(p, q) for p in x[:-1] for q in y[:-1])


def _is_short_for(p: str, q: str) -> bool:
    """The same first name: Joe and Joseph, Daryl and Darryl."""
    common = min(len(p), len(q), SAME_START)
    return p[:common] == q[:common] or (min(len(p), len(q)) <= SAME_START and p[:2] == q[:2])


def _agree(a: Person, b: Person) -> bool:
    """Nothing known of the two tells them apart."""
    if a.names and b.names and not _share_name(a, b):
        return False
    if b.distinct is not None and a.distinct != b.distinct and not b.names:
        return False
    pairs = ((a.gender, b.gender), (a.age, b.age), (a.child, b.child), (a.perpetrator, b.perpetrator))
    return all(x is None or y is None or x == y for x, y in pairs)


def _learn(person: Person, figure: Figure) -> None:
    """Add a mention and what its words tell."""
    person.measures.append(figure.measure)
    person.figures.append(figure)
    words, years = _without_age(figure.group or "")
    person.age = person.age or years
    if words:
        _learn_words(person, words)
    if figure.rule == "police" and person.perpetrator is None:
        person.perpetrator = True
    person.minor = person.minor or person.child is True or (person.age is not None and int(person.age) < GROWN)


def _learn_words(person: Person, words: Sequence[str]) -> None:
    traits = _traits()
    lowers = [w.lower() for w in words]
    head = lowers[-1]
    if name := _name(words, head):
        person.names.append(name)
    else:
        person.nouns.add(head)
    person.gender = person.gender or next((g for g in ("male", "female") if head in traits[g]), None)
    person.minor = person.minor or head in traits["minor"]
    if head in traits["child"] or head in traits["adult"]:
        person.child = head in traits["child"]
    if head in traits["perpetrator"] or head in traits["victim"]:
        person.perpetrator = head in traits["perpetrator"]
    if lowers[0] in traits["distinct"]:
        person.distinct = person.distinct or " ".join(lowers)


def _without_age(group: str) -> tuple[list[str], str | None]:
    """The words of a group, and an age in years: "9-year-old boy", "nine-year-old", "Smith, 44"."""
    words = group.removeprefix("the ").replace(",", " ").split()
    if len(words) > 1 and words[-1].isdecimal():
        return words[:-1], words[-1]
    for word, after in pairwise([*words, ""]):
        number, _, unit = word.lower().partition("-")
        number = _ages().get(number, number)
        if number.isdecimal() and len(number) < 4 and (unit or after.lower()).startswith("year"):
            return words, str(int(number))
    return words, None


def are_perpetrators(figure: Figure) -> bool:
    """Whether those counted are called gunmen, suspects, attackers …"""
    return _last_word(figure) in _traits()["perpetrator"]


def are_victims(figure: Figure) -> bool:
    """Whether those counted are called victims, bystanders, officers …"""
    word = _last_word(figure)
    return word in _traits()["victim"] or word.removesuffix("s") in _traits()["victim"]


def ordinal_of(figure: Figure) -> int | None:
    """2 for "a second man", and so on."""
    first = (figure.group or "").split(" ", 1)[0]
    return _ordinals().index(first) + 2 if first in _ordinals() else None


def _last_word(figure: Figure) -> str:
    words = (figure.group or "").lower().split()
    return words[-1] if words else ""


def _name(words: Sequence[str], head: str) -> tuple[str, ...]:
    """The parts of a name; empty for a description."""
    described = any(head in nouns for nouns in _traits().values()) or any(w[0].isdigit() for w in words)
    if described or not words[-1][0].isupper():
        return ()
    parts = (word.strip(".,") for word in words)
    return tuple(part for part in parts if part and part.lower() not in SUFFIXES)


@cache
def _ages() -> dict[str, str]:
    words: str = read_toml("figures/traits.toml")["ages"]
    return {word: str(number) for number, word in enumerate(words.split(), start=1)}


@cache
def _ordinals() -> tuple[str, ...]:
    """The words for second, third and so on, in order."""
    words: str = read_toml("figures/traits.toml")["ordinals"]
    return tuple(words.split())


@cache
def _traits() -> dict[str, frozenset[str]]:
    traits = {name: frozenset(words.split()) for name, words in read_toml("figures/traits.toml").items()}
    return traits | {"perpetrator": FigureWords.load().perpetrators}
