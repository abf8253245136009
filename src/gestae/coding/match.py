"""Which lexicon lines fit a word in its sentence: particles, objects and prepositions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..codebook.lexicon import ANY_PARTY, Entry, Lexicon, tokens_of
from ..language.parse import Parse
from ..language.syntax import Syntax

PREP_DEPS = frozenset({"prep", "agent", "dative", "prt", "advmod", "mark", "aux"})
OBJECT_DEPS = frozenset({"dobj", "nsubjpass", "oprd", "attr", "acomp", "npadvmod", "dative", "ccomp", "xcomp"})
NOT_ENTITY_WORDS = frozenset({"PERSON", "WORK_OF_ART", "PRODUCT", "LANGUAGE", "LAW"})


class Matcher:
    """Finds the lexicon lines that a token triggers, the most specific ones only."""

    def __init__(self, lexicon: Lexicon, syntax: Syntax, names_party: Callable[[Parse, int], bool]) -> None:
        self._names_party = names_party
        self._by_form = lexicon.by_form
        self._object_forms = lexicon.object_forms
        self._syntax = syntax

    def match(self, parse: Parse, token: int) -> tuple[int, int, tuple[Entry, ...]] | None:
        """The trigger's tokens `[first, end)` and its lines, or None."""
        if (listed := self._by_form.get(parse.lowers[token])) is None:
            return None
        pos = self._part_of_speech(parse, token)
        fits = [
            (entry.specificity + fit[2], entry, fit)
            for entry in listed
            if entry.pos in pos and (fit := self._fit(entry, parse, token)) is not None
        ]
        if not fits:
            return None
        best = max(specificity for specificity, _, _ in fits)
        top = [(entry, fit) for specificity, entry, fit in fits if specificity == best]
        first, end = min(fit[0] for _, fit in top), max(fit[1] for _, fit in top)
        return first, end, tuple(entry for entry, _ in top)

    def _part_of_speech(self, parse: Parse, token: int) -> str:
        """The parts of speech that a token may stand for: "v", "n" or neither."""
        tag, dep = parse.tags[token], parse.deps[token]
        if tag.startswith("NN"):
            return "" if dep == "compound" or self._inside_name(parse, token) else "n"
        if tag == "VBG" and (
            dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr") or parse.child(token, "det", "poss") is not None
        ):
            return "n"
        if tag.startswith("VB"):
            return "" if dep in ("amod", "compound", "aux", "auxpass") else "v"
        return "v" if dep in ("ROOT", "ccomp", "relcl") and tag in ("JJ", "NN") else ""

    @staticmethod
    def _inside_name(parse: Parse, token: int) -> bool:
        """A word of a personal name or a title is no trigger, nor is a capital noun inside an organisation's name."""
        for first, end, label in parse.entities:
            if first <= token < end and label in NOT_ENTITY_WORDS:
                return True
            if (
                first <= token < end
                and label in ("ORG", "FAC", "GPE")
                and parse.words[token][0].isupper()
                and end - first > 1
            ):
                return True
        return False

    def _fit(self, entry: Entry, parse: Parse, token: int) -> tuple[int, int, int] | None:
        """The tokens of the trigger if every condition of the line holds, and how much its object says."""
        if (found := _lemma_at(entry, parse, token)) is None:
            return None
        first, end = found
        if entry.pos == "n":
            fits = not entry.preps or any(True for _ in self._syntax.prepositional(parse, token, entry.preps))
            return (first, end, 0) if fits else None
        if entry.particle:
            if (particle := _particle(parse, token, entry.particle)) is None:
                return None
            end = particle + 1 if particle == token + 1 else end
        said = self._objects_fit(entry, parse, token) if entry.objects else 0
        if said is None:
            return None
        if entry.preps and not entry.object_of_prep and not self._preps_fit(entry, parse, token):
            return None
        return first, end, said

    def _preps_fit(self, entry: Entry, parse: Parse, token: int) -> bool:
        return any(self._prep_fits(prep, parse, token) for prep in entry.preps)

    def _prep_fits(self, prep: str, parse: Parse, token: int) -> bool:
        """A preposition below the verb or its object whose own object is no date; a clause with "that"; an infinitive."""
        if prep == "passive":
            return self._syntax.is_passive(parse, token)
        if prep == "that":
            clause = parse.child(token, "ccomp")
            return clause is not None and not any(parse.tags[c].startswith("W") for c in parse.children[clause])
        if prep == "to" and any(_is_infinitive(parse, c) for c in parse.children[token]):
            return True
        holders = [token, *(c for c in parse.children[token] if parse.deps[c] in OBJECT_DEPS)]
        return any(
            parse.lowers[c] == prep
            and c > holder
            and parse.deps[c] in PREP_DEPS
            and not self._is_date(parse, parse.child(c, "pobj"))
            for holder in holders
            for c in parse.children[holder]
        )

    def _is_date(self, parse: Parse, token: int | None) -> bool:
        if token is None:
            return False
        return any(first <= token < end and label in ("DATE", "TIME") for first, end, label in parse.entities)

    def _objects_fit(self, entry: Entry, parse: Parse, token: int) -> int | None:
        """Number of extra words in the longest object phrase that fits; None if none does."""
        heads = [h for h in self._object_heads(entry, parse, token) if not parse.is_verb(h) or parse.tags[h] == "VBN"]
        fits = [phrase.count(" ") for phrase in entry.objects for head in heads if self._is_phrase(phrase, parse, head)]
        return max(fits, default=None)

    @staticmethod
    def _own_objects(parse: Parse, verb: int) -> list[int]:
        """Objects of a verb; beside a direct object an adverbial noun is none ("declared it the same day")."""
        found = parse.children_with(verb, *OBJECT_DEPS)
        direct = any(parse.deps[c] == "dobj" for c in found)
        return [c for c in found if not direct or parse.deps[c] != "npadvmod"]

    def _object_heads(self, entry: Entry, parse: Parse, token: int) -> Iterator[int]:
        if entry.particle and not entry.object_of_prep:
            found = [inner for _, inner in self._syntax.prepositional(parse, token, (entry.particle,))]
            found += self._own_objects(parse, token)
        elif entry.object_of_prep:
            found = [inner for _, inner in self._syntax.prepositional(parse, token, entry.preps)]
        else:
            found = self._own_objects(parse, token)
            if (shared := self._syntax.direct_object(parse, token)) is not None:
                found.append(shared[0])
            if (
                self._syntax.is_passive(parse, token)
                and (subject := self._syntax.surface_subject(parse, token)) is not None
            ):
                found.append(subject[0])
        for head in found:
            for noun in self._syntax.coordinated(parse, head):
                yield noun
                if parse.lowers[noun] in self._syntax.words.quantities:
                    yield from (inner for _, inner in self._syntax.prepositional(parse, noun, ("of",)))

    def _is_phrase(self, phrase: str, parse: Parse, head: int) -> bool:
        if phrase == ANY_PARTY:
            return self._names_party(parse, head)
        if parse.lowers[head] not in self._object_forms[phrase]:
            return False
        before = tokens_of(phrase)[:-1]
        first = head - len(before)
        return first >= 0 and all(parse.lowers[first + k] == word for k, word in enumerate(before))


def _lemma_at(entry: Entry, parse: Parse, token: int) -> tuple[int, int] | None:
    """The tokens of the lemma around its head, if the other words of it are there too."""
    words = entry.words
    if len(words) == 1:
        return token, token + 1
    first = token - entry.head_at
    end = first + len(words)
    if first < 0 or end > len(parse):
        return None
    rest = zip(range(first, end), words, strict=True)
    return (first, end) if all(i == token or parse.lowers[i].rstrip("s") == w.rstrip("s") for i, w in rest) else None


def _particle(parse: Parse, token: int, particle: str) -> int | None:
    """The particle below a verb, or right behind it."""
    words = particle.split()
    if len(words) > 1:
        after = parse.lowers[token + 1 : token + 1 + len(words)]
        return token + 1 if after == words else None
    for child in parse.children[token]:
        if (
            parse.lowers[child] == particle
            and (child > token or particle.endswith("ly"))
            and parse.deps[child] in ("prt", "advmod", "prep", "dobj", "acomp", "oprd", "advcl")
        ):
            return child
    after_verb = token + 1
    return after_verb if after_verb < len(parse) and parse.lowers[after_verb] == particle else None


def _is_infinitive(parse: Parse, token: int) -> bool:
    return parse.deps[token] in ("xcomp", "ccomp", "advcl") and any(
        parse.tags[c] == "TO" for c in parse.children[token]
    )
