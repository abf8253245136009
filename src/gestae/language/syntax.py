"""Who does what in a parsed sentence: subjects, objects and noun phrases, through control, relatives and coordination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codebook.inflection import forms
from ..codebook.words import Words
from .draft import Phrase
from .parse import Parse

LEFT = frozenset(
    {
        "det",
        "compound",
        "amod",
        "nmod",
        "nummod",
        "poss",
        "quantmod",
        "predet",
        "case",
        "punct",
        "advmod",
        "npadvmod",
        "neg",
    }
)
PASSIVE = frozenset({"nsubjpass", "auxpass"})
PRONOUNS = {"he": "singular", "she": "singular", "it": "singular", "they": "both", "we": "both", "i": "singular"}
DEPTH = 6
"""How far control, coordination and relatives are followed upwards; real sentences need three or four."""


class Syntax:
    """Questions about one parse. Paths in the phrases tell how each was found ("subject", "control>subject" …)."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._object_control = frozenset(f for verb in words.object_control for f in forms(verb, "v"))

    # --- phrases ------------------------------------------------------------------------------

    def phrase(self, parse: Parse, head: int, path: str) -> Phrase:
        """The shortest full noun phrase of a head: modifiers before it, an of-phrase after a common noun."""
        first, end = head, head + 1
        for child in parse.children[head]:
            if child < head and parse.deps[child] in LEFT and not self._is_edge(parse, child):
                first = min(first, parse.subtree(child)[0])
        if end < len(parse) and parse.tags[head] not in ("NNP", "NNPS", "PRP"):
            end = self._of_phrase_end(parse, head)
        first, end = self._whole_name(parse, head, first, end)
        if end < len(parse) and parse.words[end] == ")" and "(" in parse.words[first:end]:
            end += 1
        return Phrase(self._without_leading_marks(parse, first, head), end, head, path)

    @staticmethod
    def _whole_name(parse: Parse, head: int, first: int, end: int) -> tuple[int, int]:
        """A name is not cut: "the Organization of African Unity"; a title takes the name behind it."""
        for begin, stop, label in parse.entities:
            if begin <= head < stop and label in ("ORG", "PERSON", "GPE", "NORP", "FAC"):
                return min(first, begin), max(end, stop)
            if begin == head + 1 and label == "PERSON" and parse.tags[head] in ("NNP", "NN"):
                return first, max(end, stop)
        return first, end

    def _is_edge(self, parse: Parse, child: int) -> bool:
        return parse.deps[child] in ("punct", "advmod") and parse.words[child] not in ("-", "'", "’")

    def _of_phrase_end(self, parse: Parse, head: int) -> int:
        for child in parse.children[head]:
            if parse.lowers[child] == "of" and child == head + 1 and (inner := parse.child(child, "pobj")) is not None:
                nested = self.phrase(parse, inner, "of")
                return nested.end if nested.first > child else head + 1
        return head + 1

    def _without_leading_marks(self, parse: Parse, first: int, head: int) -> int:
        while first < head and parse.tags[first] in ("``", "''", ",", ":", "-LRB-"):
            first += 1
        return first

    def coordinated(self, parse: Parse, head: int) -> list[int]:
        """A head and the nouns coordinated with it ("A, B and C"), and those inside a leading "such as" left out."""
        found, queue = [head], [head]
        while queue and len(found) < 12:
            for child in parse.children[queue.pop(0)]:
                if parse.deps[child] == "conj" and not parse.is_verb(child):
                    found.append(child)
                    queue.append(child)
        return found

    def phrases(self, parse: Parse, head: int, path: str) -> list[Phrase]:
        """The phrase of a head and of what is coordinated with it, without what cannot be a party."""
        heads = [h for h in self.coordinated(parse, head) if self.may_take_part(parse, h)]
        found = [p for h in heads for p in self._each(parse, h, path)]
        return found + [p for h in heads for p in self._owned_by_several(parse, h, path)]

    def _each(self, parse: Parse, head: int, path: str) -> list[Phrase]:
        """ "French and German leaders" are two parties: one for each nationality before a plural."""
        whole = self.phrase(parse, head, path)
        if parse.tags[head] not in ("NNS", "NNPS"):
            return [whole]
        nations = [c for c in parse.children[head] if whole.first <= c < head and self._is_nation(parse, c)]
        chain = [n for n in self.coordinated(parse, nations[0]) if n < head] if nations else []
        if len(chain) < 2 or not all(self._is_nation(parse, n) for n in chain):
            return [whole]
        alone = [Phrase(self._begin(parse, n), n + 1, n, path) for n in chain[:-1]]
        return [*alone, Phrase(self._begin(parse, chain[-1]), whole.end, head, path)]

    @staticmethod
    def _is_nation(parse: Parse, token: int) -> bool:
        inside = (label for first, end, label in parse.entities if first <= token == end - 1)
        return parse.deps[token] in ("amod", "nmod", "compound", "conj") and any(la in ("NORP", "GPE") for la in inside)

    @staticmethod
    def _begin(parse: Parse, token: int) -> int:
        """Where the name that ends at a token begins ("South Korean")."""
        return next((first for first, end, _ in parse.entities if first <= token < end), token)

    def _owned_by_several(self, parse: Parse, head: int, path: str) -> list[Phrase]:
        """ "The presidents of Kenya and Ethiopia": the second of those that a plural belongs to, and further ones."""
        if parse.tags[head] != "NNS" or head + 1 >= len(parse) or parse.lowers[head + 1] != "of":
            return []
        owner = parse.child(head + 1, "pobj")
        if owner is None or parse.tags[owner] not in ("NNP", "NNPS"):
            return []
        return [self.phrase(parse, h, f"{path}>of") for h in self.coordinated(parse, owner)[1:]]

    def may_take_part(self, parse: Parse, head: int) -> bool:
        tag = parse.tags[head]
        if parse.lowers[head] in self.words.not_participants and not self._ends_name(parse, head):
            return False
        if tag.startswith("VB"):
            return tag == "VBN" and parse.child(head, "det") is not None
        if tag in ("NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "FW"):
            return parse.lowers[head] not in ("it", "itself", "this", "that", "there") or tag == "PRP"
        return tag in ("CD", "JJ", "DT", "VBG", "VBN", "JJS") and parse.deps[head] in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "conj",
        )

    @staticmethod
    def _ends_name(parse: Parse, head: int) -> bool:
        """The last word of an organisation's name is a party, whatever the noun ("the National Front")."""
        return parse.tags[head] in ("NNP", "NNPS") and any(
            first < head == end - 1 and label == "ORG" for first, end, label in parse.entities
        )

    def speaker_of_pronoun(self, parse: Parse, pronoun: int) -> int | None:
        """ "The rebels said they would …": a pronoun that is the subject of what is said stands for who says it."""
        number = PRONOUNS.get(parse.lowers[pronoun])
        clause = parse.heads[pronoun]
        if number is None or parse.deps[pronoun] not in ("nsubj", "nsubjpass") or parse.deps[clause] != "ccomp":
            return None
        speaker = parse.child(parse.heads[clause], "nsubj")
        if speaker is None or parse.tags[speaker] in ("PRP", "WP", "WDT", "DT", "EX"):
            return None
        plural = parse.tags[speaker] in ("NNS", "NNPS") or len(self.coordinated(parse, speaker)) > 1
        return speaker if number == "both" or plural == (number == "plural") else None

    # --- subjects and objects -----------------------------------------------------------------

    def is_passive(self, parse: Parse, verb: int) -> bool:
        """A passive clause, or a bare past participle after its noun ("soldiers killed in the raid")."""
        if any(parse.deps[c] in PASSIVE for c in parse.children[verb]):
            return True
        if parse.tags[verb] != "VBN":
            return False
        if parse.deps[verb] == "acl":
            return True
        if parse.deps[verb] == "conj" and parse.heads[verb] != verb:
            head = parse.heads[verb]
            own_subject = parse.child(verb, "nsubj") is not None
            return not own_subject and parse.child(verb, "dobj", "aux") is None and self.is_passive(parse, head)
        return parse.deps[verb] in ("advcl", "ROOT", "amod") and parse.child(verb, "nsubj", "aux", "dobj") is None

    def surface_subject(self, parse: Parse, verb: int, depth: int = 0) -> tuple[int, str] | None:
        """The head of the grammatical subject, followed through control, coordination and relatives."""
        if (own := self._own_subject(parse, verb)) is not None:
            return self._antecedent(parse, verb, own)
        above = parse.heads[verb]
        if above == verb or depth >= DEPTH:
            return None
        return self._borrowed(parse, verb, above, depth)

    @staticmethod
    def _own_subject(parse: Parse, verb: int) -> int | None:
        """The subject of a verb, or of its auxiliary, on which the parser may hang it ("was heavily and unjustly hit")."""
        if (own := parse.child(verb, "nsubj", "nsubjpass", "csubj")) is not None:
            return own
        auxiliaries = (c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass"))
        return next((own for c in auxiliaries if (own := parse.child(c, "nsubj", "nsubjpass")) is not None), None)

    def _antecedent(self, parse: Parse, verb: int, own: int) -> tuple[int, str] | None:
        """A relative pronoun stands for the noun that the clause is attached to."""
        if parse.lowers[own] in self.words.relative_pronouns and parse.tags[own] in ("WP", "WDT"):
            clause = self._relative_clause(parse, verb)
            return None if clause is None else (parse.heads[clause], "relative>subject")
        return own, "subject"

    def _relative_clause(self, parse: Parse, verb: int) -> int | None:
        """The head of the relative clause that a verb is in, itself or over coordination."""
        for token in (verb, *parse.ancestors(verb)):
            if parse.deps[token] == "relcl":
                return token
            if parse.deps[token] not in ("conj", "xcomp", "ccomp", "advcl"):
                return None
        return None

    def _borrowed(self, parse: Parse, verb: int, above: int, depth: int) -> tuple[int, str] | None:
        """The subject of a verb that has none of its own."""
        dep = parse.deps[verb]
        if dep in ("acl", "relcl") and not parse.is_verb(above):
            return above, f"{dep}>subject"
        if dep == "pcomp":
            return self._of_gerund(parse, above, depth)
        if not parse.is_verb(verb) and dep in ("acomp", "oprd", "prep", "advmod", "attr"):
            return self.surface_subject(parse, above, depth + 1)  # "is willing to", "is about to"
        if dep not in ("xcomp", "conj", "advcl", "ccomp") or not (parse.is_verb(above) or dep == "xcomp"):
            return None
        purpose = dep == "advcl" and not any(parse.lowers[c] in ("on", "upon") for c in parse.children[above])
        controls = dep in ("xcomp", "ccomp", "advcl") and not purpose and parse.lowers[above] in self._object_control
        if controls and (controlled := self._controlled(parse, above)) is not None:
            return controlled, "control>object"
        found = self.surface_subject(parse, above, depth + 1)
        return None if found is None else (found[0], f"{dep}>{found[1]}")

    def _controlled(self, parse: Parse, verb: int) -> int | None:
        """The object of a verb of ordering or asking; in the passive its subject; "call on X to"."""
        if (own := parse.child(verb, "dobj", "dative", "nsubjpass")) is not None:
            return own
        preps = parse.children_with(verb, "prep")
        return next(
            (
                p
                for c in preps
                if parse.lowers[c] in ("on", "upon", "to", "for")
                if (p := parse.child(c, "pobj")) is not None
            ),
            None,
        )

    def _of_gerund(self, parse: Parse, prep: int, depth: int) -> tuple[int, str] | None:
        """ "accused X of shelling": X; "after shelling": the subject of the clause."""
        verb = parse.heads[prep]
        if not parse.is_verb(verb):
            return None
        if (
            parse.lowers[prep] in ("of", "for", "from", "into")
            and (other := parse.child(verb, "dobj", "nsubjpass")) is not None
        ):
            return other, "gerund>object"
        found = self.surface_subject(parse, verb, depth + 1)
        return None if found is None else (found[0], f"gerund>{found[1]}")

    def direct_object(self, parse: Parse, verb: int) -> tuple[int, str] | None:
        """The object; in an object relative ("the man whom police shot") the noun above; shared by coordination."""
        if (own := parse.child(verb, "dobj")) is not None:
            if parse.lowers[own] in self.words.relative_pronouns and parse.tags[own] in ("WP", "WDT"):
                clause = self._relative_clause(parse, verb)
                return None if clause is None else (parse.heads[clause], "relative>object")
            return own, "object"
        if parse.deps[verb] == "relcl" and parse.child(verb, "nsubj") is not None and not self.is_passive(parse, verb):
            subject = parse.child(verb, "nsubj")
            if (
                subject is not None
                and parse.tags[subject] not in ("WP", "WDT")
                and parse.child(verb, "prep", "ccomp", "xcomp") is None
            ):
                return parse.heads[verb], "relative>object"
        for child in parse.children[verb]:
            if (
                parse.deps[child] == "conj"
                and child > verb
                and parse.is_verb(child)
                and parse.child(child, "nsubj", "nsubjpass") is None
            ):
                return (
                    self.direct_object(parse, child)
                    if parse.child(verb, "prep", "ccomp", "xcomp", "advmod") is None
                    else None
                )
        return None

    def agents(self, parse: Parse, token: int) -> Iterator[int]:
        """Heads of by-phrases of a verb or noun."""
        for child in parse.children[token]:
            by = parse.lowers[child] == "by" and parse.deps[child] in ("agent", "prep")
            if by and (found := parse.child(child, "pobj")) is not None:
                yield found

    def prepositional(self, parse: Parse, token: int, preps: Sequence[str]) -> Iterator[tuple[str, int]]:
        """(preposition, head of its object) below a token, in the order of `preps`, then of the text."""
        found = []
        for child in parse.children[token]:
            word = parse.lowers[child]
            leads = parse.deps[child] in ("prep", "agent", "dative", "prt") and word in preps
            if leads and (inner := self._object_of(parse, child)) is not None:
                found.append((preps.index(word), child, word, inner))
        for _, _, word, inner in sorted(found):
            yield word, inner

    @staticmethod
    def _object_of(parse: Parse, preposition: int) -> int | None:
        """The object of a preposition, or of the one below it ("from inside the hall")."""
        if (own := parse.child(preposition, "pobj")) is not None:
            return own
        deeper = parse.child(preposition, "prep")
        return None if deeper is None else parse.child(deeper, "pobj")

    def modifiers(self, parse: Parse, noun: int) -> Iterator[tuple[int, str]]:
        """Possessors, nationalities and name compounds before a noun, with their dependency."""
        for child in parse.children[noun]:
            if child < noun and parse.deps[child] in ("poss", "compound", "amod", "nmod"):
                yield child, parse.deps[child]
