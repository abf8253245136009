"""Modal operators of a clause: "will", "not", "would … if", a question. They join the operators of `govern`."""

from __future__ import annotations

from collections.abc import Iterable

from ..codebook.modality import Modality
from ..language.parse import Parse

CLAUSE_STEPS = 8


class ModalityFinder:
    """Reads the auxiliaries, negations and marks of the clause that a token stands in."""

    def __init__(self, modality: Modality) -> None:
        self._m = modality

    def of(self, parse: Parse, token: int) -> list[str]:
        """The operators of a token's own clause, nearest first."""
        found = self._of_word(parse, token)
        if (verb := self._clause_verb(parse, token)) is not None and verb != token:
            found += self._of_carrier(parse, token, verb)
        return list(dict.fromkeys(found))

    def unrealised(self, parse: Parse, token: int, event_type: str | None) -> list[str]:
        """["irreal"] for an infinitive that only tells what is meant ("wants … to kill", "a law to ban")."""
        if not parse.is_verb(token) or not any(parse.tags[c] == "TO" for c in parse.children[token]):
            token = self._shared_infinitive(parse, token)
            if token < 0:
                return []
        if self._is_going_to(parse, token) or self._is_outstanding(parse, token):
            return []
        head, dep = parse.heads[token], parse.deps[token]
        if head == token or dep not in ("xcomp", "advcl", "acl", "relcl", "ccomp", "csubj", "nsubj", "pobj"):
            return []
        if parse.lowers[head] in self._m.implicative and parse.is_verb(head) and dep in ("xcomp", "ccomp", "advcl"):
            return []
        if dep == "advcl" and event_type in self._m.purposeful:
            return []
        return ["irreal"]

    @staticmethod
    def _shared_infinitive(parse: Parse, token: int) -> int:
        """The infinitive that a bare verb is coordinated with ("to arrest and try"), else -1."""
        head = parse.heads[token]
        bare = parse.deps[token] == "conj" and parse.tags[token] == "VB" and parse.child(token, "aux", "nsubj") is None
        return head if bare and any(parse.tags[c] == "TO" for c in parse.children[head]) else -1

    def _of_carrier(self, parse: Parse, noun: int, verb: int) -> list[str]:
        """The operators of a noun's verb; what an event noun itself "would" do is only imagined."""
        if parse.lowers[verb] in self._m.factive and parse.deps[noun] not in ("nsubj", "conj"):
            return []
        if self._relates(parse, verb):
            return []
        found = self._of_word(parse, verb)
        would = any(parse.deps[c] == "aux" and parse.lowers[c] in self._m.backshifted for c in parse.children[verb])
        return [
            "irreal" if op in ("will", "will_not") and would and parse.deps[noun] == "nsubj" else op for op in found
        ]

    def takes_for_granted(self, parse: Parse, verb: int) -> bool:
        """Whether the act below a verb is told as a fact, whatever is said of the verb itself."""
        return parse.is_verb(verb) and (parse.lowers[verb] in self._m.factive or self._relates(parse, verb))

    def _relates(self, parse: Parse, verb: int) -> bool:
        """ "is not linked to", "are not believed to be related": both that are told of took place."""
        return any(parse.lowers[t] in self._m.relating for t in (verb, *parse.children_with(verb, "xcomp", "acomp")))

    def occurrence(self, parse: Parse, noun: int) -> int | None:
        """The infinitive that tells of its subject's taking place ("a rally is to be held", "talks are due to start")."""
        head = parse.heads[noun]
        if parse.is_verb(noun) or parse.deps[noun] not in ("nsubj", "nsubjpass"):
            return None
        below = [c for t in (head, *parse.children_with(head, "acomp")) for c in parse.children_with(t, "xcomp")]
        return next((c for c in below if parse.lowers[c] in self._m.occurring), None)

    def surroundings(self, parse: Parse, token: int) -> list[str]:
        """Operators of the clauses above: inside an if-clause, below a saying verb, in a question."""
        supposed = bool(parse.lowers) and parse.lowers[0] in self._m.supposing
        found = ["irreal"] if supposed or self._inside_condition(parse, token) else []
        return found + (["question"] if parse.words and parse.words[-1] == "?" else [])

    def _clause_verb(self, parse: Parse, token: int) -> int | None:
        """The verb that carries a noun ("will launch an attack"); the verb that a participle is coordinated with."""
        if parse.is_verb(token):
            head = parse.heads[token]
            shares = (
                parse.deps[token] == "conj"
                and parse.is_verb(head)
                and parse.child(token, "aux", "nsubj", "nsubjpass") is None
            )
            return head if shares and parse.tags[token] in ("VB", "VBN") else None
        return self._verb_of_noun(parse, token)

    @staticmethod
    def _verb_of_noun(parse: Parse, noun: int) -> int | None:
        """The verb right over a noun, over its preposition or over what it is coordinated with; no further noun between."""
        while parse.deps[noun] == "conj" and parse.heads[noun] != noun and not parse.is_verb(parse.heads[noun]):
            noun = parse.heads[noun]
        head, dep = parse.heads[noun], parse.deps[noun]
        if dep == "pobj":
            head = parse.heads[head]
        direct = dep in ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "compound", "oprd")
        return head if direct and parse.is_verb(head) else None

    def _of_word(self, parse: Parse, token: int) -> list[str]:
        if not parse.is_verb(token):
            return self._of_noun(parse, token)
        negated = self._is_negated(parse, token) or self._is_negated_from_afar(parse, token)
        modal = self._modal(parse, token)
        if negated and (modal == "will" or self._is_refused(parse, token)):
            return ["will_not"]
        found = ["not"] if negated else []
        found += ["irreal"] if any(parse.lowers[c] in self._m.perhaps for c in parse.children[token]) else []
        found += ["almost"] if any(parse.lowers[c] in self._m.almost for c in parse.children[token]) else []
        return found + ([modal] if modal else [])

    def _of_noun(self, parse: Parse, noun: int) -> list[str]:
        """What the words before a noun say of it: "no talks", "a botched landing", "instead of an apology"."""
        below = parse.children[noun]
        denied = any(
            parse.lowers[c] in self._m.negative_determiners and parse.deps[c] in ("det", "neg", "advmod") for c in below
        )
        found = ["not"] if denied or self._is_below(parse, noun, self._m.negating_phrases) else []
        found += ["irreal"] if self._is_below(parse, noun, self._m.supposed_phrases) else []
        predicates = parse.children_with(parse.heads[noun], "acomp") if parse.deps[noun] == "nsubj" else []
        found += ["irreal"] if any(parse.lowers[c] in self._m.predicates for c in predicates) else []
        said = [self._m.adjectives.get(parse.lowers[c]) for c in below if c < noun]
        return found + [operator for operator in said if operator is not None]

    @staticmethod
    def _is_below(parse: Parse, token: int, phrases: Iterable[tuple[str, ...]]) -> bool:
        """Whether one of the phrases ends in the preposition right over the token."""
        prep = parse.heads[token]
        if parse.deps[token] == "pcomp" and prep < token:
            pass
        elif parse.is_verb(token) or parse.lowers[token - 1] == "than":
            prep = token - 1  # a parser may hang "short of dissolving" elsewhere
        elif parse.deps[token] != "pobj" or prep > token:
            return False
        return any(tuple(parse.lowers[max(0, prep + 1 - len(p)) : prep + 1]) == p for p in phrases)

    def _is_refused(self, parse: Parse, verb: int) -> bool:
        """ "could not agree", "would not release": what was not done; with a condition or a perfect, only imagined."""
        auxiliaries = {parse.lowers[c] for c in parse.children[verb] if parse.deps[c] == "aux"}
        if "have" in auxiliaries or self.has_condition(parse, verb):
            return False
        return bool(auxiliaries & (self._m.ability | self._m.backshifted))

    def _is_negated(self, parse: Parse, verb: int) -> bool:
        for child in parse.children[verb]:
            if self._is_negation(parse, child, verb):
                return True
            if parse.deps[child] in ("nsubj", "nsubjpass", "dobj", "agent") and self._is_nobody(parse, child):
                return True
        return self._is_below(parse, verb, self._m.negating_phrases)

    def _is_negation(self, parse: Parse, word: int, verb: int) -> bool:
        dep = parse.deps[word]
        if parse.lowers[word] not in self._m.negations:
            return False
        limited = word + 1 < len(parse) and parse.lowers[word + 1] in self._m.limits
        return not limited and (dep == "neg" or (dep in ("advmod", "preconj", "cc") and word < verb))

    def _is_negated_from_afar(self, parse: Parse, verb: int) -> bool:
        """ "neither met nor telephoned", "has yet to send", "at no point did …"."""
        head = parse.heads[verb]
        if parse.deps[verb] == "conj" and head < verb and "nor" in parse.lowers[head + 1 : verb]:
            return True
        if self._is_outstanding(parse, verb):
            return True
        first = parse.subtree(verb)[0]
        opening = " ".join(parse.lowers[first : first + 2])
        fronted = first < verb and parse.deps[first] == "prep" and parse.heads[first] == verb
        return fronted and opening in self._m.fronted_negations

    @staticmethod
    def _is_outstanding(parse: Parse, verb: int) -> bool:
        """ "has yet to send"."""
        around = (*parse.children[parse.heads[verb]], *parse.children[verb])
        return parse.deps[verb] == "xcomp" and any(parse.lowers[c] == "yet" for c in around)

    def _is_nobody(self, parse: Parse, noun: int) -> bool:
        if parse.lowers[noun] in self._m.nobody or (
            parse.lowers[noun] == "one" and noun and parse.lowers[noun - 1] == "no"
        ):
            return True
        below = [c for child in parse.children[noun] for c in (child, *parse.children[child]) if c < noun]
        single = any(parse.lowers[c] in ("a", "one", "single") for c in (noun, *below))
        if single and any(parse.lowers[c] == "not" for c in below):
            return True  # "not a single soldier"
        if any(parse.lowers[c] in self._m.scarce for c in below):
            return True
        return any(
            parse.deps[c] in ("det", "preconj", "cc") and c < noun and parse.lowers[c] in ("no", "neither")
            for c in parse.children[noun]
        )

    def _modal(self, parse: Parse, verb: int) -> str | None:
        for child in parse.children[verb]:
            if parse.deps[child] == "aux" and parse.tags[child] == "MD":
                word = parse.lowers[child]
                if word in self._m.will:
                    return "irreal" if any(parse.lowers[c] == "have" for c in parse.children[verb]) else "will"
                if word in self._m.backshifted and self._is_future_in_past(parse, verb):
                    return "will"
                return "irreal" if word in self._m.irreal else None
        return "will" if self._is_going_to(parse, verb) else None

    def _is_future_in_past(self, parse: Parse, verb: int) -> bool:
        subject = parse.child(verb, "nsubj")
        needs = parse.lowers[verb] in self._m.needing and subject is not None and parse.lowers[subject] == "it"
        return not needs and self._is_reported(parse, verb) and not self.has_condition(parse, verb)

    def _is_reported(self, parse: Parse, verb: int) -> bool:
        """ "said it would": a verb of saying stands directly over the clause, or beside it ("…, he said")."""
        if parse.child(verb, "aux") is not None and any(parse.lowers[c] == "have" for c in parse.children[verb]):
            return False
        return self.reporter(parse, verb) is not None

    def reporter(self, parse: Parse, verb: int) -> int | None:
        """The verb of saying directly over a clause, or beside it ("…, he said")."""
        token = verb
        for head in parse.ancestors(verb):
            if parse.deps[token] == "ccomp" or (parse.deps[token] == "advcl" and token < head):
                return head if parse.lowers[head] in self._m.saying else None
            if parse.deps[token] not in ("conj", "xcomp"):
                return None
            token = head
        beside = parse.children_with(verb, "ccomp", "parataxis")
        return next((c for c in beside if parse.lowers[c] in self._m.saying), None)

    def has_condition(self, parse: Parse, verb: int) -> bool:
        """Whether an if-clause hangs at the verb."""
        return any(parse.deps[c] == "advcl" and self._is_conditional(parse, c) for c in parse.children[verb])

    def _is_going_to(self, parse: Parse, verb: int) -> bool:
        """ "is going to attack", "is to meet", "is set to": an infinitive right below a form of be."""
        if parse.deps[verb] != "xcomp" or not any(parse.tags[c] == "TO" for c in parse.children[verb]):
            return False
        head = parse.lowers[parse.heads[verb]]
        return head in ("is", "are", "was", "were") or head in self._m.going

    def _is_inverted(self, parse: Parse, verb: int) -> bool:
        """ "Were the president to resign", "Should the truce collapse": the auxiliary before its subject, no question."""
        subject = parse.child(verb, "nsubj", "nsubjpass")
        if subject is None or parse.words[-1] == "?":
            return False
        first = parse.subtree(subject)[0]
        if (
            parse.lowers[verb] == "were"
            and verb < first
            and any(parse.tags[c] == "TO" for c in range(first, len(parse)))
        ):
            return parse.deps[verb] in ("advcl", "ccomp")
        return any(
            c < first and parse.lowers[c] in ("should", "were", "had") and parse.deps[c] in ("aux", "auxpass")
            for c in parse.children[verb]
        )

    def _is_conditional(self, parse: Parse, verb: int) -> bool:
        if self._is_inverted(parse, verb):
            return True
        for child in parse.children[verb]:
            if (
                child < verb
                and parse.deps[child] in ("mark", "advmod", "aux")
                and (
                    parse.lowers[child] in self._m.irreal_marks
                    or parse.lowers[max(0, child - 1) : child + 1] == ["as", "though"]
                )
            ):
                return True
        return False

    def _inside_condition(self, parse: Parse, token: int) -> bool:
        """Whether the token stands in a clause that begins with "if", "unless", "whether" …"""
        for _, above in zip(range(CLAUSE_STEPS), (token, *parse.ancestors(token)), strict=False):
            if (parse.is_verb(above) or parse.deps[above] == "advcl") and self._is_conditional(parse, above):
                return True
        return False
