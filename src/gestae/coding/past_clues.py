"""Words other than dates by which a clause looks back: "during the occupation", "had earlier", "the anniversary of"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..codebook.past import Past
from ..language.parse import Parse

STEPS = 8
PRESENT = frozenset({"has", "have", "will", "is", "are", "may", "could"})


class PastClues:
    """Reads the surroundings of a word for what makes it history."""

    def __init__(self, past: Past) -> None:
        self._p = past

    def looks_back(self, parse: Parse, token: int) -> bool:
        """Whether the event is told as older than the story; never where its own clause names a day of the news."""
        return self._is_long_past(parse, token) or (
            not self._has_fresh_day(parse, token) and self._is_told_as_past(parse, token)
        )

    def is_long_ago(self, words: Sequence[str]) -> bool:
        """ "three years ago", "last month": an amount of time, or a long period, that lies behind."""
        for i, word in enumerate(words):
            if word in self._p.ago and any(self._is_amount(words, j) for j in range(max(0, i - 3), i)):
                return True
            if word in self._p.past and not self._p.long.isdisjoint(words[i + 1 : i + 4]):
                return "over" not in words and "in" not in words[:i]
        return False

    def _is_amount(self, words: Sequence[str], at: int) -> bool:
        return words[at] in self._p.units and words[at] not in self._p.short

    # --- amounts of time ----------------------------------------------------------------------------

    def _is_long_past(self, parse: Parse, token: int) -> bool:
        """ "Three weeks earlier, gunmen …", "ten years after the massacre", "two years … since fighters entered"."""
        above = [token, *(t for _, t in zip(range(STEPS), parse.ancestors(token), strict=False))]
        for below, head in pairwise(above):
            after = [head] if parse.lowers[head] in self._p.after else []
            after += [c for c in parse.children_with(below, "mark") if parse.lowers[c] in self._p.after]
            if any(self._is_measured(parse, a) for a in after):
                return True
            if parse.deps[below] == "relcl":
                break
        return any(self._has_ago(parse, t) for t in self._clauses(parse, token))

    def _is_measured(self, parse: Parse, after: int) -> bool:
        """Whether "after" or "since" follows an amount of weeks or more, or tells what an amount has gone by."""
        near = parse.lowers[max(0, after - 2) : after]
        measured = any(self._is_amount(near, i) for i in range(len(near)))
        verb = parse.heads[parse.heads[after]] if parse.deps[after] == "mark" else parse.heads[after]
        subject = parse.child(verb, "nsubj")
        return measured or (subject is not None and parse.lowers[subject] in self._p.units)

    def _has_ago(self, parse: Parse, verb: int) -> bool:
        for child in parse.children[verb]:
            below = parse.subtree(child)
            words = [parse.lowers[t] for t in below]
            if any(parse.is_verb(t) for t in below):
                continue
            if parse.deps[child] in ("advmod", "npadvmod", "prep") and len(words) <= 7 and self.is_long_ago(words):
                return True
        return False

    @staticmethod
    def _clauses(parse: Parse, token: int) -> list[int]:
        """The token and the verbs over it, up to where a relative clause begins."""
        found = [token]
        for _, above in zip(range(STEPS), parse.ancestors(token), strict=False):
            if parse.deps[found[-1]] == "relcl":
                break
            found.append(above)
        return found

    # --- what looks back ----------------------------------------------------------------------------

    def is_relic(self, parse: Parse, token: int) -> bool:
        """ "the anniversary of the massacre", "dates from"."""
        below = token
        for _, above in zip(range(STEPS), parse.ancestors(token), strict=False):
            if parse.lowers[above] in self._p.legacy_nouns and parse.is_noun(above):
                return True
            if parse.is_verb(above):
                return parse.lowers[above] in self._p.legacy_verbs and parse.deps[below] in ("dobj", "nsubjpass")
            below = above
        return False

    # --- tense and periods ------------------------------------------------------------------------------

    def _has_fresh_day(self, parse: Parse, token: int) -> bool:
        verb = next((t for t in (token, *parse.ancestors(token)) if parse.is_verb(t)), token)
        near = {parse.lowers[t] for t in parse.subtree(verb) if self._same_clause(parse, t, verb)}
        return not self._p.fresh.isdisjoint(near)

    @staticmethod
    def _same_clause(parse: Parse, token: int, verb: int) -> bool:
        while token != verb:
            if parse.is_verb(token) or parse.heads[token] == token:
                return False
            token = parse.heads[token]
        return True

    def _is_told_as_past(self, parse: Parse, token: int) -> bool:
        clauses = self._clauses(parse, token)
        fronted = self._is_fronted_period(parse)
        if (fronted or any(self._has_period(parse, t) for t in clauses)) and not self._is_current(parse, token):
            return True
        verb = next((t for t in clauses if parse.is_verb(t)), None)
        if verb is None:
            return False
        if any(parse.lowers[t] in self._p.habit and self._is_habit(parse, t) for t in clauses):
            return True
        if verb != token and parse.deps[token] not in ("dobj", "nsubj", "nsubjpass", "conj"):
            return False
        return self._is_past_perfect(parse, verb) or self._has_once(parse, verb)

    @staticmethod
    def _is_habit(parse: Parse, verb: int) -> bool:
        return parse.child(verb, "xcomp") is not None and parse.child(verb, "dobj") is None

    def _is_current(self, parse: Parse, token: int) -> bool:
        """A present or a future is told of now, whatever period it names."""
        verb = next((t for t in (token, *parse.ancestors(token)) if parse.is_verb(t)), None)
        if verb is None:
            return False
        auxiliaries = {parse.lowers[c] for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")}
        if auxiliaries & {"would", "had", "was", "were", "did"}:
            return False
        return parse.tags[verb] in ("VBZ", "VBP") or not auxiliaries.isdisjoint(PRESENT)

    def _has_period(self, parse: Parse, token: int) -> bool:
        """ "during the occupation", "in the last war", "under the junta"."""
        for prep in parse.children_with(token, "prep"):
            if parse.lowers[prep] not in self._p.preps:
                continue
            if any(self._is_period(parse, noun, parse.lowers[prep]) for noun in self._nouns_below(parse, prep)):
                return True
        return False

    def _is_fronted_period(self, parse: Parse) -> bool:
        """Whether the sentence opens with a period ("In the last war, …"), which then holds for all its clauses."""
        if parse.lowers[0] not in self._p.preps or parse.deps[0] not in ("prep", "ROOT"):
            return False
        return any(self._is_period(parse, noun, parse.lowers[0]) for noun in self._nouns_below(parse, 0))

    @staticmethod
    def _nouns_below(parse: Parse, prep: int) -> list[int]:
        """The object of a preposition, and what it is of ("at the height of the purge")."""
        direct = parse.children_with(prep, "pobj")
        if not direct:
            return [
                t for t in range(prep + 1, min(prep + 4, len(parse))) if parse.is_noun(t)
            ]  # "During the occupation students …", misread
        inner = [g for n in direct for p in parse.children_with(n, "prep") for g in parse.children_with(p, "pobj")]
        parts = [c for n in direct for c in parse.children_with(n, "compound")]
        return [*direct, *inner, *parts]

    def _is_period(self, parse: Parse, noun: int, prep: str) -> bool:
        word = parse.lowers[noun]
        if word in self._p.periods:
            return True
        if word in self._p.bare and prep in self._p.bare_preps:
            return True
        before = {parse.lowers[c] for c in parse.children[noun]}
        return word in self._p.wars and not self._p.war_words.isdisjoint(before)

    def _is_past_perfect(self, parse: Parse, verb: int) -> bool:
        """ "had fought": in a relative clause, or told by the text itself, or with "earlier"; not in reported speech.

        A passive without more ("She had been shot in the thigh") only sets the scene of the news.
        """
        had = any(parse.lowers[c] == "had" and parse.deps[c] == "aux" for c in parse.children[verb])
        if not had:
            return False
        beside = [parse.lowers[c] for c in parse.children[verb] if parse.deps[c] in ("advmod", "npadvmod")]
        if not self._p.had.isdisjoint(beside):
            return parse.deps[verb] != "ccomp" or "never" not in beside
        passive = parse.child(verb, "auxpass") is not None
        return parse.deps[verb] == "relcl" or (not passive and self._is_main(parse, verb))

    @staticmethod
    def _is_main(parse: Parse, verb: int) -> bool:
        """Whether the text itself tells the clause: it is no part of what someone says."""
        if parse.child(verb, "ccomp", "parataxis") is not None:
            return False
        if parse.deps[verb] == "conj":
            verb = parse.heads[verb]
        split = parse.deps[verb] == "ccomp" and ";" in parse.lowers[verb : parse.heads[verb]]
        return parse.deps[verb] == "ROOT" or split

    def _has_once(self, parse: Parse, verb: int) -> bool:
        past = parse.tags[verb] in ("VBD", "VBN") and not any(
            parse.lowers[c] in ("has", "have", "is", "are") for c in parse.children[verb]
        )
        return past and any(
            parse.lowers[c] in self._p.once and parse.deps[c] == "advmod" and c < verb for c in parse.children[verb]
        )
