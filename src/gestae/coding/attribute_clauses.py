"""Attributions inside one sentence: reported clauses, infinitives and phrases below verbs, nouns and adjectives."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from ..codebook.words import Words
from ..language.parse import Parse
from ..language.syntax import Syntax
from .attribute_cues import Cues
from .attribute_extent import is_mark, runs, speaker_range, trim, without_aside
from .attribute_flow import NOMINAL
from .attribute_said import Range, Said, merged

BESIDE = frozenset({"prep", "advcl", "npadvmod", "xcomp", "ccomp", "oprd", "agent", "dobj", "acl", "advmod"})
"""Complements after an object that belong to what is said ("criticised them for …")."""
INSERTED = frozenset({"parataxis", "ccomp", "advcl", "conj", "dep"})
LONGEST_INSERTED = 14
"""Tokens of a "…, he said on Monday, …" that stands inside what is said."""
COMPLEMENTS = frozenset({"for", "of", "as", "over", "against", "to", "from", "with", "about", "on"})
"""Prepositions of complements; other phrases after an object say when and where it was said."""
ASIDE_ENDS: tuple[list[str], ...] = ([","], ["."], [])
"""What follows the verb of a clause that is put beside what is said."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PREDICATES = frozenset({"oprd", "acomp", "attr"})
CLIMB = 4
"""Heads above a participle among which its subject is looked for."""
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


class ClauseReader:
    """Finds attributions by the syntax of a sentence."""

    def __init__(self, cues: Cues, words: Words) -> None:
        self._cues = cues
        self._syntax = Syntax(words)

    def read(self, parse: Parse, used: Collection[int]) -> Iterator[Said]:
        """Attributions of the cues in a sentence, but for the tokens `used` already."""
        cues = self._cues
        for token, word in enumerate(parse.lowers):
            if token in used:
                continue
            if word in cues.verbs and parse.is_verb(token):
                said = self._of_verb(parse, token)
            elif word in cues.all_nouns and parse.is_noun(token):
                said = self._of_noun(parse, token)
            elif word in cues.all_adjectives and parse.tags[token] in ("JJ", "VBN"):
                said = self._of_adjective(parse, token)
            else:
                said = self._according(parse, token) if word == "according" else None
            if said is not None:
                yield said

    def speaker(self, parse: Parse, verb: int) -> Range | None:
        """The subject of a verb, a relative pronoun as such, or the by-phrase of a passive verb."""
        if (above := self._goes_on_saying(parse, verb)) is not None:
            return self.speaker(parse, above)
        if self._syntax.is_passive(parse, verb):
            head = next(self._syntax.agents(parse, verb), None)
        elif (own := parse.child(verb, "nsubj")) is not None:
            head = own
        else:
            found = self._syntax.surface_subject(parse, verb)
            head = self._subject_above(parse, verb) if found is None else found[0]
        if head is not None and parse.deps[verb] == "acl" and (author := self._author(parse, head)) is not None:
            return author
        return None if head is None else speaker_range(parse, head)

    def _author(self, parse: Parse, noun: int) -> Range | None:
        """ "She issued a statement saying that …": not the statement speaks, but whose it is."""
        return self._owner(parse, noun) if parse.lowers[noun] in self._cues.quotation_nouns else None

    def _goes_on_saying(self, parse: Parse, verb: int) -> int | None:
        """The verb of saying above a ", adding that …", which parsers like to hang on what is said."""
        if not self._is_told_apart(parse, verb):
            return None
        above = (t for t in parse.ancestors(verb) if parse.lowers[t] in self._cues.parenthetical)
        return next((t for t in above if not self._is_told_apart(parse, t)), None)

    @staticmethod
    def _subject_above(parse: Parse, verb: int) -> int | None:
        """The subject of the clause that a participle or infinitive hangs on at any depth."""
        if parse.tags[verb] not in ("VBG", "VB"):
            return None
        above = (parse.child(token, "nsubj") for token in islice(parse.ancestors(verb), CLIMB))
        return next((subject for subject in above if subject is not None), None)

    def speaker_near(self, parse: Parse, noun: int) -> Range | None:
        """Whose statement it is, or else the subject of the sentence."""
        owner = self._owner(parse, noun)
        root = next((t for t in range(len(parse)) if parse.heads[t] == t), 0)
        return owner if owner is not None else self.speaker(parse, root)

    # --- verbs ----------------------------------------------------------------------------------

    def _of_verb(self, parse: Parse, verb: int) -> Said | None:
        if (aside := self._aside(parse, verb)) is not None:
            return aside
        word = parse.lowers[verb]
        parts, tells = self._clause(parse, verb), word in self._cues.stances
        if not parts:
            parts, tells = self._phrase(parse, verb), word in self._cues.object_tells
        if not parts and word in self._cues.parenthetical:
            parts, tells = self._rest(parse, verb), True
        if not parts and (held := self._predicate(parse, verb)):
            return self._said(parse, verb, self._judge(parse, verb), held, tells=False)
        if parts and self._is_raised(parse, verb) and (subject := parse.child(verb, "nsubj", "nsubjpass")) is not None:
            return self._said(parse, verb, None, (speaker_range(parse, subject), *parts), tells=False)
        return self._said(parse, verb, self.speaker(parse, verb), parts, tells=tells)

    def _is_raised(self, parse: Parse, verb: int) -> bool:
        """ "rain seems to fall", "troops are expected to leave": the subject is part of what is said."""
        if parse.child(verb, "xcomp") is None:
            return False
        word = parse.lowers[verb]
        return word in self._cues.raising or (
            word in self._cues.raising_passive and parse.child(verb, "auxpass") is not None
        )

    def _said(
        self, parse: Parse, cue: int, speaker: Range | None, parts: Sequence[Range], *, tells: bool
    ) -> Said | None:
        if not parts:
            return None
        return Said(
            speaker=speaker,
            cue=(parse.starts[cue], parse.ends[cue]),
            parts=merged(parts),
            stance=self._cues.stance(parse.lowers[cue]),
            tells=tells,
            sentence_end=parse.ends[-1],
        )

    def _clause(self, parse: Parse, verb: int) -> list[Range]:
        """A clause or infinitive below the verb; the clause that "he said" is put into."""
        word = parse.lowers[verb]
        for child in sorted(parse.children[verb], key=lambda c: (c < verb, c)):  # what stands before it is rarer
            if ";" in parse.words[child:verb]:
                continue
            if parse.deps[child] == "ccomp" and self._may_be_clause(parse, word, child):
                return self._below(parse, child, verb)
            if parse.deps[child] == "xcomp" and self._may_be_infinitive(parse, verb, child):
                return self._addressee(parse, verb) + self._below(parse, child, verb)
        if word in self._cues.stances and self._is_inserted(parse, verb):
            return self._around(parse, verb)
        return []

    @staticmethod
    def _rest(parse: Parse, verb: int) -> list[Range]:
        """All words after a verb of saying, where the parser found no clause though there is a finite verb."""
        if parse.child(verb, "dobj", "dative", "auxpass") is not None:
            return []
        finite = any(parse.tags[t] in FINITE for t in range(verb + 1, len(parse)))
        opens = parse.lowers[verb + 1 : verb + 2] == ["that"] or parse.deps[verb] == "ROOT"
        return runs(parse, range(verb + 1, len(parse)), ()) if finite and opens else []

    def _predicate(self, parse: Parse, verb: int) -> list[Range]:
        """ "the road seems safe", "she is seen as a rival": the subject and what it is held to be."""
        word, subject = parse.lowers[verb], parse.child(verb, "nsubj", "nsubjpass")
        held = word in self._cues.predicate_passive and parse.child(verb, "auxpass") is not None
        if subject is None or not (held or word in self._cues.raising):
            return []
        for child in parse.children[verb]:
            if child > verb and (parse.deps[child] in PREDICATES or parse.lowers[child] in ("as", "like")):
                return [speaker_range(parse, subject), *runs(parse, parse.subtree(child), ())]
        return []

    def _judge(self, parse: Parse, verb: int) -> Range | None:
        """Who holds somebody to be something, where it is told."""
        return self.speaker(parse, verb) if self._syntax.is_passive(parse, verb) else None

    def _may_be_clause(self, parse: Parse, word: str, child: int) -> bool:
        if word in self._cues.no_clause:
            return False
        return parse.is_verb(child) or parse.tags[child] == "MD" or parse.child(child, *SUBJECTS, "cop") is not None

    def _may_be_infinitive(self, parse: Parse, verb: int, child: int) -> bool:
        word = parse.lowers[verb]
        if any(parse.tags[c] == "TO" for c in parse.children[child]):
            passive = any(parse.deps[c] == "auxpass" for c in parse.children[verb])
            return word in (self._cues.passive if passive else self._cues.infinitive)
        return word in self._cues.gerund and parse.tags[child] == "VBG"

    def _below(self, parse: Parse, clause: int, verb: int) -> list[Range]:
        """The words of a clause, with the adverbial clauses that a parser hangs on the verb after it."""
        tokens = parse.subtree(clause)
        last = tokens[-1]
        for child in parse.children[verb]:
            adverbial = child > last > verb and parse.deps[child] == "advcl" and parse.tags[child] != "VBG"
            if adverbial or self._goes_on(parse, clause, verb, child):
                tokens = [*tokens, *parse.subtree(child)]
        away = self._told_apart(parse, tokens)
        tokens = list(without_aside(parse, [t for t in tokens if t != verb and t not in away]))
        if tokens and tokens[-1] + 1 < len(parse) and parse.words[tokens[-1] + 1] == ":":
            tokens += range(tokens[-1] + 1, len(parse))
        return runs(parse, tokens, self._other_side(parse, tokens, verb))

    def _addressee(self, parse: Parse, verb: int) -> list[Range]:
        """The one "called on" to do something: part of what is said, as no object could be."""
        preposition = parse.child(verb, "prep")
        if preposition is None or parse.lowers[verb] not in self._cues.prepositional.get(parse.lowers[preposition], ()):
            return []
        head = parse.child(preposition, "pobj")
        return [] if head is None or head < verb else [speaker_range(parse, head)]

    def _goes_on(self, parse: Parse, clause: int, verb: int, child: int) -> bool:
        """A coordinated clause that a parser hangs on the cue: "hopes to win the vote and form a government", "… and that …"."""
        if not child > clause > verb or parse.deps[child] != "conj" or parse.lowers[child] in self._cues.verbs:
            return False
        if any(parse.lowers[c] == "that" and parse.deps[c] == "mark" for c in parse.children[child]):
            return True
        return parse.tags[clause] == parse.tags[child] == "VB" and parse.tags[verb] != "VB"

    def reported_after(self, parse: Parse, verb: int) -> list[Range]:
        """A that-clause after the verb, where a quotation stands before it."""
        for child in parse.children[verb]:
            if child > verb and parse.deps[child] == "ccomp" and parse.lowers[parse.subtree(child)[0]] == "that":
                return self._below(parse, child, verb)
        return []

    def _told_apart(self, parse: Parse, tokens: Sequence[int]) -> set[int]:
        """ "…, adding that …" at the end has content of its own, whatever the parser hangs it on."""
        first = next((t for t in tokens[1:] if self._is_told_apart(parse, t)), None)
        if first is None:
            return set()
        return set(range(first - (parse.tags[first - 1] == "CC"), len(parse)))

    def _is_told_apart(self, parse: Parse, token: int) -> bool:
        if token == 0 or parse.lowers[token] not in self._cues.verbs:
            return False
        added = parse.tags[token] == "VBG" and parse.deps[token] == "advcl" and parse.words[token - 1] == ","
        return added or self._is_second_saying(parse, token)

    @staticmethod
    def _is_second_saying(parse: Parse, token: int) -> bool:
        """ "He said it will rain and called for tents": not in the tense of what is said, but in that of "said"."""
        above = parse.heads[token]
        if parse.deps[token] != "conj" or parse.tags[token] != "VBD" or parse.tags[above] == "VBD":
            return False
        return parse.deps[above] == "ccomp" and parse.child(token, *SUBJECTS) is None

    @staticmethod
    def _other_side(parse: Parse, tokens: Sequence[int], verb: int) -> set[int]:
        """The cue with its subject, where a clause goes around it."""
        if not tokens or not tokens[0] < verb < tokens[-1]:
            return {verb}
        own = {t for child in parse.children[verb] for t in parse.subtree(child)}
        return own.difference(tokens) | {verb}

    def _aside(self, parse: Parse, verb: int) -> Said | None:
        """ ", the mayor said," and ", the mayor said.": all the rest of the sentence is said, whatever its parse."""
        if parse.lowers[verb] not in self._cues.parenthetical or parse.words[verb + 1 : verb + 2] not in ASIDE_ENDS:
            return None
        first = verb
        while (
            first > 0
            and verb - first < LONGEST_INSERTED
            and (parse.tags[first - 1] in NOMINAL or parse.lowers[first - 1] == "of")
        ):
            first -= 1
        named = any(parse.tags[t].startswith(("NN", "PRP")) for t in range(first, verb))
        if not named or first < 2 or parse.words[first - 1] != ",":
            return None
        parts = runs(parse, range(len(parse)), range(first - 1, verb + 2))
        return self._said(parse, verb, (parse.starts[first], parse.ends[verb - 1]), parts, tells=True)

    def _is_inserted(self, parse: Parse, verb: int) -> bool:
        """ "…, he said, …": a short clause without an object of its own, set off by commas."""
        if parse.deps[verb] not in INSERTED or parse.child(verb, "dobj", "ccomp", "xcomp", "mark") is not None:
            return False
        own = trim(parse, parse.subtree(verb))
        if parse.child(verb, "nsubj") is None or not 0 < len(own) <= LONGEST_INSERTED:
            return False
        return (own[0] == 0 or is_mark(parse, own[0] - 1)) and (
            own[-1] + 1 >= len(parse) or is_mark(parse, own[-1] + 1)
        )

    def _around(self, parse: Parse, verb: int) -> list[Range]:
        own = set(parse.subtree(verb))
        return runs(parse, parse.subtree(parse.heads[verb]), own)

    def _phrase(self, parse: Parse, verb: int) -> list[Range]:
        """An object with its complements, or the phrase of a preposition that goes with the verb."""
        word = parse.lowers[verb]
        if word in self._cues.object:
            if parse.child(verb, "dobj") is not None:
                return self._object(parse, verb)
            if (passive := self._passive_object(parse, verb)) is not None:
                return [speaker_range(parse, passive)]
        return self._prepositional(parse, verb)

    def _prepositional(self, parse: Parse, verb: int) -> list[Range]:
        for child in parse.children[verb]:
            goes_with = child > verb and parse.lowers[verb] in self._cues.prepositional.get(parse.lowers[child], ())
            if goes_with and parse.child(child, "pobj", "pcomp") is not None:
                return runs(parse, without_aside(parse, parse.subtree(child)[1:]), ())
        return []

    def _passive_object(self, parse: Parse, verb: int) -> int | None:
        """ "the raid was confirmed by the army", "a raid confirmed by the army"."""
        if parse.tags[verb] != "VBN" or next(self._syntax.agents(parse, verb), None) is None:
            return None
        return parse.heads[verb] if parse.deps[verb] == "acl" else parse.child(verb, "nsubjpass")

    @staticmethod
    def _object(parse: Parse, verb: int) -> list[Range]:
        after = [c for c in parse.children[verb] if c > verb]
        start = next((i for i, c in enumerate(after) if parse.deps[c] == "dobj"), None)
        if start is None:
            return []
        tokens: list[int] = []
        for child in after[start:]:
            if parse.deps[child] not in BESIDE or (tokens and is_mark(parse, child - 1)):
                break
            if parse.deps[child] == "prep" and parse.lowers[child] not in COMPLEMENTS:
                break
            tokens += parse.subtree(child)
        return runs(parse, without_aside(parse, tokens), ())

    # --- nouns and adjectives -------------------------------------------------------------------

    def _of_noun(self, parse: Parse, noun: int) -> Said | None:
        """ "the army's claim that …", "criticism of …": with whose it is."""
        for child in parse.children[noun]:
            if child > noun and (tokens := self._noun_content(parse, parse.lowers[noun], child)):
                tells = parse.deps[child] != "prep" and parse.lowers[noun] in self._cues.nouns
                return self._said(parse, noun, self._owner(parse, noun), runs(parse, tokens, ()), tells=tells)
        return None

    def _noun_content(self, parse: Parse, word: str, child: int) -> list[int]:
        if parse.deps[child] in ("acl", "ccomp", "relcl") and self._noun_takes(parse, word, child):
            return parse.subtree(child)
        goes_with = word in self._cues.noun_prepositional.get(parse.lowers[child], ())
        return parse.subtree(child)[1:] if goes_with and parse.child(child, "pobj", "pcomp") is not None else []

    def _noun_takes(self, parse: Parse, word: str, clause: int) -> bool:
        below = parse.children[clause]
        if any(parse.lowers[c] == "that" and parse.deps[c] == "mark" for c in below):
            return word in self._cues.nouns
        return word in self._cues.noun_infinitive and any(parse.tags[c] == "TO" for c in below)

    def _owner(self, parse: Parse, noun: int) -> Range | None:
        head = parse.child(noun, "poss")
        if head is None:
            head = next((h for _, h in self._syntax.prepositional(parse, noun, ("by", "from"))), None)
        return self._holder(parse, noun) if head is None else speaker_range(parse, head)

    def _holder(self, parse: Parse, noun: int) -> Range | None:
        """Who has or is it by the syntax: "she voiced hope that …", "he is a critic of …", "in the belief that …"."""
        dep, above = parse.deps[noun], parse.heads[noun]
        if dep == "appos":
            return speaker_range(parse, above)[0], parse.ends[above]
        if dep == "pobj" and parse.lowers[above] == "in":
            dep, above = "dobj", parse.heads[above]
        return self.speaker(parse, above) if dep in ("dobj", "attr") and parse.is_verb(above) else None

    def _of_adjective(self, parse: Parse, adjective: int) -> Said | None:
        """ "she is confident that …"."""
        verb = parse.heads[adjective]
        if parse.deps[adjective] not in ("acomp", "conj", "oprd") or verb == adjective:
            return None
        for child in parse.children[adjective]:
            if self._adjective_takes(parse, parse.lowers[adjective], child):
                tokens = parse.subtree(child)[parse.deps[child] == "prep" :]
                return self._said(parse, adjective, self.speaker(parse, verb), runs(parse, tokens, ()), tells=False)
        return None

    def _adjective_takes(self, parse: Parse, word: str, child: int) -> bool:
        dep, cues = parse.deps[child], self._cues
        if dep == "prep":
            return word in cues.adjective_prepositional.get(parse.lowers[child], ())
        return word in {"ccomp": cues.adjective_clause, "xcomp": cues.adjective_infinitive}.get(dep, ())

    # --- according to ---------------------------------------------------------------------------

    def _according(self, parse: Parse, token: int) -> Said | None:
        """The clause that "according to X" is put into, before or after it."""
        to = next((c for c in parse.children[token] if parse.lowers[c] == "to"), None)
        if to is None or (head := parse.child(to, "pobj")) is None:
            return None
        speaker = speaker_range(parse, head)
        last = max(t for t in range(token, len(parse)) if parse.starts[t] < speaker[1])
        before, after = trim(parse, range(token)), trim(parse, range(last + 1, len(parse)))
        side = before if len(before) >= len(after) else after
        if not side:
            return None
        return Said(
            speaker=speaker,
            cue=(parse.starts[token], parse.ends[to]),
            parts=((parse.starts[side[0]], parse.ends[side[-1]]),),
            sentence_end=parse.ends[-1],
        )
