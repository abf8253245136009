"""What a sentence says became of an act: it was foiled, it proved untrue, it is threatened or dated ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.modality import Modality
from ..codebook.outlook import Phrases
from ..language.parse import Parse
from .modality import ModalityFinder

UNREAL = frozenset({"irreal", "plan", "promise", "decide", "will"})
"""What is only meant, and may have been foiled."""
CLAIM_STEPS = 4
"""How far over a clause the noun stands that calls it a claim ("claims that troops had helped to shell …")."""


class OutcomeFinder:
    """Operators that follow from words elsewhere in the sentence, not from those right over the act."""

    def __init__(self, modality: Modality) -> None:
        self._m = modality
        self._modality = ModalityFinder(modality)

    def over(self, parse: Parse, token: int, event_type: str | None, operators: Sequence[str]) -> list[str]:
        """The operators that hold for an act beside `operators`, those of its own modality and of what governs it."""
        if "fail" in operators and parse.lowers[token] in self._m.omitted:
            return ["negate"]
        meant = not UNREAL.isdisjoint(operators) or any(parse.tags[c] == "TO" for c in parse.children[token])
        if (meant and self.is_foiled(parse, token)) or self.falters(parse, token) or self._fell_short(parse, token):
            return ["foil"]
        if "deny" not in operators and self._is_refuted(parse, token):
            return ["deny"]
        return ["plan"] if self._is_dated(parse, token) or self._is_timetabled(parse, token) else []

    def threat(self, parse: Parse, token: int, event_type: str | None) -> list[str]:
        """["threat"] in the stead of "will" or "would", where a speaker announces his own hostile act."""
        said = self._is_own_threat(parse, token, event_type) or self._is_alternative(parse, token)
        return ["threat"] if said else []

    def threatening(self, operator: str | None, event_type: str | None, word: str) -> str | None:
        """ "promised to kill" and "promised revenge" threaten, "vowed to help" promises."""
        if operator == "promise" and (event_type in self._m.threats.force or word in self._m.threats.harm):
            return "threat"
        return "promise" if operator == "vow" and event_type in self._m.threats.helping else operator

    # --- foiled -----------------------------------------------------------------------------------

    def is_foiled(self, parse: Parse, token: int) -> bool:
        """Whether what was meant came to nothing: "a man who lunged … to stab him" was wrestled down."""
        if self._is_forestalled(parse, token):
            return True
        below = token
        for above in (token, *parse.ancestors(token)):
            if above != token and self._tells_failure(parse, above, self._way_up(parse, above, below)):
                return True
            if any(self._tells_failure(parse, later, "conj") for later in self._later_clauses(parse, above)):
                return True
            below = above
        return False

    @staticmethod
    def _way_up(parse: Parse, above: int, below: int) -> str:
        """How what is below hangs at a verb: "object" if the verb is done to it, else its label."""
        passive = parse.child(above, "auxpass") is not None
        undergoes = ("nsubjpass", "advcl") if passive else ("dobj", "oprd", "dative")
        return "object" if parse.deps[below] in undergoes else parse.deps[below]

    def _fell_short(self, parse: Parse, token: int) -> bool:
        """ "fell two votes short of removing the speaker"."""
        if parse.lowers[max(0, token - 2) : token] != ["short", "of"]:
            return False
        return any(self._has(parse, t, self._m.failure.falters) for t in parse.ancestors(token) if parse.is_verb(t))

    def falters(self, parse: Parse, noun: int) -> bool:
        """Whether an event noun itself is told to have come to nothing ("the putsch collapsed")."""
        head = parse.heads[noun]
        return parse.deps[noun] == "nsubj" and parse.is_verb(head) and self._has(parse, head, self._m.failure.falters)

    @staticmethod
    def _is_forestalled(parse: Parse, token: int) -> bool:
        """ "were overpowered before they could take over a ferry"."""
        below = {parse.lowers[c]: parse.deps[c] for c in parse.children[token]}
        return below.get("before") == "mark" and "could" in below

    @staticmethod
    def _later_clauses(parse: Parse, token: int) -> Iterator[int]:
        """Verbs told beside the token ("…, and twice it was turned back")."""
        for child in parse.children[token]:
            if parse.deps[child] in ("conj", "parataxis", "ccomp") and child > token and parse.is_verb(child):
                yield child

    def _tells_failure(self, parse: Parse, verb: int, relation: str) -> bool:
        """Whether the verb came to nothing, or stopped what hangs below it as `relation`."""
        failure = self._m.failure
        if not parse.is_verb(verb):
            return False
        near = {parse.lowers[g] for c in parse.children[verb] for g in (c, *parse.children[c])} | {parse.lowers[verb]}
        if any(words <= near for words in failure.vain):
            return True
        if any(parse.deps[c] == "neg" for c in parse.children[verb]):
            return self._has(parse, verb, failure.succeeds)
        if parse.tags[verb] in ("VB", "VBG"):
            return False
        stopped = relation == "object" or (relation == "conj" and parse.child(verb, "auxpass") is not None)
        return (stopped and self._has(parse, verb, failure.stops)) or self._has(parse, verb, failure.falters)

    @staticmethod
    def _has(parse: Parse, verb: int, phrases: Phrases) -> bool:
        near = {parse.lowers[g] for c in parse.children[verb] for g in (c, *parse.children[c])}
        return any(particles <= near for particles in phrases.get(parse.lowers[verb], ()))

    # --- refuted ----------------------------------------------------------------------------------

    def _is_refuted(self, parse: Parse, token: int) -> bool:
        """ "reports that … were untrue", "no evidence that …": a claim whose noun or clause is called false."""
        below = token
        if parse.deps[token] in ("nsubj", "nsubjpass") and parse.lowers[parse.heads[token]] not in self._m.occurring:
            return False  # "no evidence that the two shootings are related"
        for _, above in zip(range(CLAIM_STEPS), parse.ancestors(token), strict=False):
            if parse.deps[below] in ("acl", "ccomp", "relcl", "csubj", "pobj", "pcomp") and self._calls_false(
                parse, above, below
            ):
                return True
            if parse.deps[below] in ("advcl", "relcl") or (parse.deps[below] == "conj" and below < above):
                return False
            below = above
        return False

    def _calls_false(self, parse: Parse, above: int, below: int) -> bool:
        words = self._m.refuted
        if parse.lowers[above] in ("is", "was", "were", "are") and parse.deps[below] in ("ccomp", "csubj"):
            return self._has_predicate(parse, above)
        if parse.deps[above] == "prep":
            above = parse.heads[above]
        if parse.lowers[above] in words.absent and any(parse.lowers[c] == "no" for c in parse.children[above]):
            return True
        if parse.lowers[above] not in words.nouns:
            return False
        if any(parse.lowers[c] in words.predicates for c in parse.children[above]):
            return True
        verb = parse.heads[above]
        as_such = parse.deps[above] == "pobj" and parse.lowers[verb] == "as"  # "dismissed as rumour reports of …"
        if as_such and parse.lowers[parse.heads[verb]] in words.verbs:
            return True
        if not words.predicates.isdisjoint(parse.lowers[c] for c in parse.children_with(verb, "oprd")):
            return True
        if parse.deps[above] in ("dobj", "nsubjpass") and parse.lowers[verb] in words.verbs:
            return True
        return parse.deps[above] in ("nsubj", "nsubjpass") and self._has_predicate(parse, verb)

    def _has_predicate(self, parse: Parse, verb: int) -> bool:
        below = [c for t in (verb, *parse.children_with(verb, "xcomp")) for c in parse.children[t]]
        said = [parse.lowers[c] for c in below if parse.deps[c] in ("acomp", "attr", "advmod", "dobj", "oprd", "xcomp")]
        negated = any(parse.deps[c] == "neg" for c in parse.children[verb])
        return not (self._m.refuted.true if negated else self._m.refuted.predicates).isdisjoint(said)

    # --- threatened -------------------------------------------------------------------------------

    def _is_own_threat(self, parse: Parse, token: int, event_type: str | None) -> bool:
        """ "said it would sue unless …", "warned that it would …", "we will strike back if …"."""
        words, subject = self._m.threats, parse.child(token, "nsubj")
        modals = {parse.lowers[c] for c in parse.children[token] if parse.deps[c] == "aux"}
        if subject is None or not modals & (self._m.will | self._m.backshifted) or "have" in modals:
            return False
        if any(parse.deps[c] == "neg" for c in parse.children[token]):
            return False
        reporter = self._modality.reporter(parse, token)
        own = parse.lowers[subject] in words.own
        if own and reporter is not None and parse.lowers[reporter] in words.foreboding:
            return True
        violent = event_type in words.force or parse.lowers[token] in words.violent
        named = violent or parse.lowers[token] in words.words
        if self._modality.has_condition(parse, token):
            speaks = own and reporter is not None and (named or event_type in words.acts)
            return speaks or (bool(modals & self._m.will) and (named or event_type in words.bare))
        return own and reporter is not None and violent

    def _is_alternative(self, parse: Parse, token: int) -> bool:
        """ "pull back or be attacked", "leave or face arrest": what befalls who does not obey."""
        verb = token if parse.is_verb(token) else parse.heads[token]
        first = parse.heads[verb]
        if parse.deps[verb] != "conj" or parse.tags[verb] not in ("VB", "VBN") or "or" not in parse.lowers[first:verb]:
            return False
        if verb == token:
            return any(parse.lowers[c] == "be" and parse.deps[c] == "auxpass" for c in parse.children[verb])
        return parse.deps[token] == "dobj" and parse.lowers[verb] in self._m.threats.facing

    # --- dated ahead ------------------------------------------------------------------------------

    def _is_dated(self, parse: Parse, token: int) -> bool:
        """ "announced a march on Madrid for the second Sunday in May", "an offensive to begin after the rains"."""
        verb = parse.heads[token]
        if (
            parse.is_verb(token)
            and parse.deps[token] in ("xcomp", "ccomp")
            and parse.lowers[verb] in self._m.dated.verbs
        ):
            infinitive = any(parse.tags[c] == "TO" for c in parse.children[token])
            return infinitive and any(self._is_ahead(parse, c) for c in parse.children[token])
        if parse.is_verb(token) or parse.deps[token] not in ("dobj", "nsubjpass", "nsubj"):
            return False
        infinitives = (*parse.children_with(token, "acl", "relcl"), *parse.children_with(verb, "xcomp"))
        begins = any(parse.tags[g] == "TO" for c in infinitives for g in parse.children[c])
        if begins and parse.lowers[verb] in self._m.dated.verbs:
            return True
        called = [c for c in parse.children_with(token, "acl") if parse.lowers[c] in self._m.dated.verbs]
        stands = [verb, token, *called] if parse.lowers[verb] in self._m.dated.verbs else [token, *called]
        if not called and stands == [token]:
            return False
        return any(
            self._is_ahead(parse, c) for t in stands for s in self._with_nouns(parse, t) for c in parse.children[s]
        )

    @staticmethod
    def _with_nouns(parse: Parse, token: int) -> list[int]:
        """The token and the nouns below its prepositions, where a parser may hang a day."""
        return [
            token,
            *(g for c in parse.children_with(token, "prep", "agent") for g in parse.children_with(c, "pobj")),
        ]

    def _is_ahead(self, parse: Parse, prep: int) -> bool:
        """A preposition of days to come with a day, or "next week"."""
        words = self._m.dated
        below = [parse.lowers[t] for t in parse.subtree(prep)]
        if parse.deps[prep] in ("npadvmod", "advmod"):
            return bool(words.words & set(below)) and (below[-1] in words.times or below == ["tomorrow"])
        phrase = " ".join(parse.lowers[prep : prep + 2])
        starts = parse.lowers[prep] in words.preps or phrase in words.preps
        return parse.deps[prep] == "prep" and starts and not words.times.isdisjoint(below[:6])

    def _is_timetabled(self, parse: Parse, token: int) -> bool:
        """ "Our ships sail on Thursday": a present tense with a day, in a full sentence."""
        above = parse.heads[token]
        if parse.deps[token] in ("advcl", "xcomp") and any(parse.tags[c] == "TO" for c in parse.children[token]):
            return above != token and self._is_timetabled(parse, above)
        if parse.words[-1] not in '.!"”' or parse.tags[token] not in ("VBP", "VBZ", "VBG"):
            return False
        auxiliaries = [parse.lowers[c] for c in parse.children[token] if parse.deps[c] == "aux"]
        present = auxiliaries in ([], ["is"], ["are"])
        if not present or (parse.tags[token] == "VBG") != bool(auxiliaries):
            return False
        return any(self._is_day(parse, c) for c in parse.children[token])

    def _is_day(self, parse: Parse, child: int) -> bool:
        words = self._m.dated
        if parse.deps[child] == "prep" and parse.lowers[child] in ("on", "from", "in", "at"):
            return any(parse.lowers[g] in words.times for g in parse.children_with(child, "pobj"))
        return parse.deps[child] in ("npadvmod", "advmod") and self._is_ahead(parse, child)
