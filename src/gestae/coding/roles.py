"""Who acts and who is acted upon: the frames of the lexicon applied to a parse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..codebook.lexicon import Entry
from ..codebook.words import Words
from ..language.draft import COREFERENCE, Phrase
from ..language.parse import Parse
from ..language.syntax import Syntax

Roles = tuple[list[Phrase], list[Phrase]]
WEAK = frozenset({"in", "into", "over", "about", "among", "by", "at"})
"""Prepositions that more often tell where and what about than to whom."""
DOUBTFUL_OF_NOUNS = frozenset({"in", "for", "over", "about"})
DOUBTFUL = DOUBTFUL_OF_NOUNS | {"of"}
"""Behind these only a name or a role is a party."""
PARTY_LABELS = frozenset({"PERSON", "NORP", "ORG", "GPE", "FAC"})
WHERE = frozenset({"in", "at"})
"""Behind these the name of a place says where."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
IsNoun = Callable[[str], bool]


class RoleFinder:
    """Actors and recipients of a trigger under a lexicon line. `is_event_noun` and `is_party` judge lower-case words."""

    def __init__(self, words: Words, syntax: Syntax, is_event_noun: IsNoun, is_party: IsNoun) -> None:
        self._words = words
        self._syntax = syntax
        self._is_event_noun = is_event_noun
        self._is_party = is_party

    def find(self, parse: Parse, token: int, entry: Entry) -> Roles:
        roles = self._of_verb(parse, token, entry) if entry.pos == "v" else self._of_noun(parse, token, entry)
        return self._distinct(*roles)

    # --- verbs --------------------------------------------------------------------------------

    def _of_verb(self, parse: Parse, verb: int, entry: Entry) -> Roles:
        subject, agents = self._subject(parse, verb), self._agents(parse, verb)
        passive = self._syntax.is_passive(parse, verb)
        obj = subject if passive else self._object(parse, verb) or self._object_of_particle(parse, verb, entry)
        doers = agents if passive else subject
        match entry.frame:
            case "mutual":
                holders = (verb, *self._object_tokens(parse, verb, passive))
                others = [p for h in holders for p in self._by_preps(parse, h, ("with", "between", "among"))]
                return doers + (obj if not entry.objects else []) + others, []
            case "suffer":
                holders = (
                    verb,
                    *(i for _, i in self._syntax.prepositional(parse, verb, ("under", "in"))),
                    *self._object_tokens(parse, verb, False),
                )
                sources = (p for h in holders for p in self._by_preps(parse, h, ("by", "from", "at")))
                return agents or list(sources), subject
            case "receive":
                return self._by_preps(parse, verb, self._words.receive), subject
            case "object-acts":
                return obj, subject
            case "alone":
                return doers, self._by_preps(parse, verb, self._words.alone)
            case "act-on":
                return doers, self._judged(parse, verb, entry, obj) or self._acted_on(parse, verb, entry, passive)
            case _:
                return doers, self._judged(parse, verb, entry, obj) or obj or self._acted_on(
                    parse, verb, entry, passive
                )

    def _judged(self, parse: Parse, verb: int, entry: Entry, obj: Sequence[Phrase]) -> list[Phrase]:
        """ "condemned an attack by rebels", "rejected a plan sent by Iran": whose deed or word the object is."""
        if entry.event_type not in self._words.judging or any(self.names_party(parse, p.head) for p in obj):
            return []
        heads = [p.head for p in obj] or self._object_tokens(parse, verb, self._syntax.is_passive(parse, verb))
        holders = [t for head in heads for t in (head, *parse.children_with(head, "acl"))]
        authors = [p for t in holders for p in self._agents(parse, t)]
        if not authors and not any(self._owners(parse, head, "") for head in heads):
            authors = [p for t in (*holders, verb) for p in self._by_preps(parse, t, ("from",))]
        return [p for p in authors if self.names_party(parse, p.head)] if heads else []

    def _is_condition(self, entry: Entry, parse: Parse, obj: Sequence[Phrase]) -> bool:
        """The object is the line's own condition ("open fire"), not a party."""
        if not entry.objects or entry.object_of_prep:
            return False
        heads = {phrase.split()[-1] for phrase in entry.objects}
        return any(parse.lowers[p.head].rstrip("s") in {h.rstrip("s") for h in heads} for p in obj)

    def _subject(self, parse: Parse, verb: int) -> list[Phrase]:
        if (found := self._syntax.surface_subject(parse, verb)) is None:
            return []
        head, path = found
        if (speaker := self._syntax.speaker_of_pronoun(parse, head)) is not None:
            head, path = speaker, f"{path}>{COREFERENCE}"
        return self._behind(parse, head, path)

    def _behind(self, parse: Parse, head: int, path: str) -> list[Phrase]:
        """The parties named by a head; behind an event or a weapon ("Russian shelling") those before or after it."""
        if not self._is_event_noun(parse.lowers[head]) or parse.tags[head] not in ("NN", "NNS", "VBG"):
            return self._syntax.phrases(parse, head, path)
        return self._owners(parse, head, f"{path}>modifier") + self._agents(parse, head)

    def _agents(self, parse: Parse, token: int) -> list[Phrase]:
        return [p for head in self._syntax.agents(parse, token) for p in self._behind(parse, head, "by")]

    def _object(self, parse: Parse, verb: int) -> list[Phrase]:
        if (found := self._syntax.direct_object(parse, verb)) is None:
            return []
        return self._syntax.phrases(parse, found[0], found[1])

    def _object_of_particle(self, parse: Parse, verb: int, entry: Entry) -> list[Phrase]:
        """ "shut down the paper", where the parser takes "down" for a preposition."""
        return self._by_preps(parse, verb, (entry.particle,)) if entry.particle else []

    def _acted_on(self, parse: Parse, verb: int, entry: Entry, passive: bool) -> list[Phrase]:
        """The one acted upon, in a prepositional phrase of the verb or of its object, or an indirect object."""
        if (dative := parse.child(verb, "dative")) is not None and parse.is_noun(dative):
            return self._syntax.phrases(parse, dative, "dative")
        own = tuple(p for p in entry.preps if p not in ("that",)) if not entry.object_of_prep else ()
        listed = self._words.act_on if entry.frame == "act-on" else self._words.act
        holders = [verb, *self._object_tokens(parse, verb, passive)]
        if entry.object_of_prep:
            holders += [inner for _, inner in self._syntax.prepositional(parse, verb, entry.preps)]
        strong = tuple(p for p in listed if p not in own and p not in WEAK)
        weak = tuple(p for p in listed if p not in own and p in WEAK)
        beyond = [inner for holder in holders for _, inner in self._syntax.prepositional(parse, holder, ("in", "at"))]
        return (
            self._first_by_preps(parse, holders, own)
            or self._first_by_preps(parse, holders, strong)
            or self._first_by_preps(parse, beyond, ("against",))  # "filed a lawsuit in a Paris court against …"
            or self._without_preps(parse, verb, entry, holders, passive)
            or self._first_by_preps(parse, holders, weak)
        )

    def _first_by_preps(self, parse: Parse, holders: Sequence[int], preps: Sequence[str]) -> list[Phrase]:
        return next((f for holder in holders if (f := self._by_preps(parse, holder, preps, one=True))), [])

    def _without_preps(
        self, parse: Parse, verb: int, entry: Entry, holders: Sequence[int], passive: bool
    ) -> list[Phrase]:
        """A party as the object itself, in the clause below or above, or before the object ("the EU ambassador")."""
        if entry.frame == "act-on" and not passive and (found := self._object_if_party(parse, verb, entry)):
            return found
        owned = (p for holder in holders[1:] for p in self._owners(parse, holder, "object>modifier"))
        owners = [p for p in owned if parse.tags[p.head] != "PRP$"]
        return self._infinitive_party(parse, verb) or self._main_clause_object(parse, verb) or owners

    def _object_if_party(self, parse: Parse, verb: int, entry: Entry) -> list[Phrase]:
        obj = self._object(parse, verb)
        return [p for p in obj if self.names_party(parse, p.head)] if not self._is_condition(entry, parse, obj) else []

    def _infinitive_party(self, parse: Parse, verb: int) -> list[Phrase]:
        """ "demanded that Israel withdraw", "wants Iran to stop": the subject of the clause below."""
        clause = parse.child(verb, "ccomp", "xcomp")
        if clause is None or (subject := parse.child(clause, "nsubj", "nsubjpass")) is None:
            return []
        return self._syntax.phrases(parse, subject, "clause>subject")

    def _main_clause_object(self, parse: Parse, verb: int) -> list[Phrase]:
        """ "called the king to offer condolences": the party that the main clause turns to."""
        above = parse.heads[verb]
        if parse.deps[verb] not in ("advcl", "xcomp") or above == verb or not parse.is_verb(above):
            return []
        return [p for p in self._object(parse, above) if self.names_party(parse, p.head)]

    def _object_tokens(self, parse: Parse, verb: int, passive: bool) -> list[int]:
        """The object's head, and behind a word of amount what it is an amount of ("a package of sanctions")."""
        found = self._syntax.surface_subject(parse, verb) if passive else self._syntax.direct_object(parse, verb)
        if found is None:
            return []
        amount = parse.lowers[found[0]] in self._words.quantities
        return [
            found[0],
            *((i for _, i in self._syntax.prepositional(parse, found[0], ("of", "in"))) if amount else ()),
        ]

    def _by_preps(
        self, parse: Parse, token: int, preps: Sequence[str], *, one: bool = False, own_noun: bool = False
    ) -> list[Phrase]:
        """Phrases behind prepositions; with `one` those of the first that leads to a party.

        `own_noun` tells that the token is an event noun, behind which "of" leads to any victim.
        """
        found: list[Phrase] = []
        doubtful = DOUBTFUL_OF_NOUNS if own_noun else DOUBTFUL
        for word, inner in self._syntax.prepositional(parse, token, preps):
            if one and (word in doubtful or self._is_deed(parse, inner)) and not self.names_party(parse, inner):
                continue
            if one and word in WHERE and parse.is_entity(inner, PLACES):
                continue
            found += (
                self._behind(parse, inner, word)
                if word in ("by", "with", "between")
                else self._syntax.phrases(parse, inner, word)
            )
            if found and one:
                break
        return found

    def _is_deed(self, parse: Parse, token: int) -> bool:
        """ "arrived on his first visit": an event noun of the doer's own is a circumstance, no party."""
        own = any(parse.tags[c] == "PRP$" for c in parse.children[token])
        return own and parse.tags[token] in ("NN", "NNS") and self._is_event_noun(parse.lowers[token])

    # --- nouns --------------------------------------------------------------------------------

    def _of_noun(self, parse: Parse, noun: int, entry: Entry) -> Roles:
        carrier_actors, carrier_recipients = self._from_carrier(parse, noun, entry)
        agents = [p for token in self._told_of(parse, noun) for p in self._agents(parse, token)]
        owners = self._owners(parse, noun, "modifier")
        if entry.frame == "n-mutual":
            others = self._by_preps(parse, noun, ("between", "with", "among", "by", "of"))
            return carrier_actors + owners + others, carrier_recipients
        if entry.frame == "n-of":
            possessors = [
                p for p in owners if parse.deps[p.head] in ("poss", "compound", "amod") or p.path == "modifier"
            ]
            told = (
                p for token in self._told_of(parse, noun) for p in self._by_preps(parse, token, ("of", "against", "on"))
            )
            recipients = list(told)
            if not recipients:
                return agents + carrier_actors, possessors + carrier_recipients
            return agents + carrier_actors + possessors, recipients
        recipients = self._noun_recipients(parse, noun, entry)
        return agents + carrier_actors + owners, recipients or carrier_recipients

    def _noun_recipients(self, parse: Parse, noun: int, entry: Entry) -> list[Phrase]:
        if entry.frame == "n-alone":
            return self._by_preps(parse, noun, self._words.alone, one=True)
        own = tuple(p for p in entry.preps if p != "to")
        preps = (*own, *(p for p in self._words.noun if p not in own))
        told = (self._by_preps(parse, token, preps, one=True, own_noun=True) for token in self._told_of(parse, noun))
        return next((found for found in told if found), [])

    def _told_of(self, parse: Parse, noun: int) -> Iterator[int]:
        """The noun, and what else its prepositions may hang at: "the attack staged by …", "the abduction and killing of …"."""
        yield noun
        yield from (c for c in parse.children_with(noun, "acl") if parse.lowers[c] in self._words.light)
        if parse.deps[noun] == "conj" and not parse.children_with(noun, "prep"):
            first = parse.heads[noun]
            if first < noun and any(c > noun for c in parse.children_with(first, "prep")):
                yield first

    def _owners(self, parse: Parse, noun: int, path: str) -> list[Phrase]:
        """Possessors, nationalities and names before a noun ("Israel's strike", "a Taliban ambush", "police raid")."""
        found = []
        for child, dep in self._syntax.modifiers(parse, noun):
            if dep == "compound" and parse.words[child + 1] == "-":
                continue  # "state-of-the-art"
            named = self.names_party(parse, child) if dep != "amod" else self._bears_name(parse, child)
            if named or (dep == "poss" and self._syntax.may_take_part(parse, child)):
                found.append(self._syntax.phrase(parse, child, path))
        return found

    def is_plain(self, word: str) -> bool:
        """Verbs that tell of no deed: those of being, saying and thinking."""
        return word in self._words.plain

    def names_party(self, parse: Parse, token: int) -> bool:
        if self._is_party(parse.lowers[token]) or parse.tags[token] in ("PRP",):
            return True
        return self._bears_name(parse, token)

    @staticmethod
    def _bears_name(parse: Parse, token: int) -> bool:
        return any(first <= token < end and label in PARTY_LABELS for first, end, label in parse.entities)

    def _from_carrier(self, parse: Parse, noun: int, entry: Entry) -> Roles:
        """What the verb around an event noun tells: "carried out an attack", "came under attack", "the blast hit"."""
        verb, dep = self._carrier(parse, noun)
        if verb is None:
            return [], []
        word = parse.lowers[verb]
        subject, passive = self._subject(parse, verb), self._syntax.is_passive(parse, verb)
        if dep in ("nsubj", "nsubjpass") and not (passive and word in self._words.light):
            return [], self._object(parse, verb) if word in self._words.reaches and not passive else []
        if dep in ("dobj", "nsubjpass") and word in self._words.light:
            doers = self._agents(parse, verb) if passive else subject
            return doers, self._by_preps(parse, verb, self._words.act_on[:8], one=True)
        if word in self._words.suffers and dep in ("dobj", "pobj"):
            return self._by_preps(parse, verb, ("by", "from")), subject
        if dep == "pobj" and word in self._words.light:
            return subject, []
        return [], []

    def _carrier(self, parse: Parse, noun: int) -> tuple[int | None, str]:
        """The verb that carries a noun and the noun's relation to it; through "a series of", "in", "under"."""
        token = noun
        for _ in range(4):
            head, dep = parse.heads[token], parse.deps[token]
            if head == token:
                return None, ""
            if parse.is_verb(head) and dep in ("dobj", "nsubj", "nsubjpass", "attr"):
                return head, dep
            if (
                dep == "pobj"
                and parse.is_verb(parse.heads[head])
                and parse.lowers[head] in ("in", "under", "to", "with")
            ):
                return parse.heads[head], "pobj"
            if dep == "conj" or (dep == "pobj" and parse.lowers[head] == "of"):
                token = head if dep == "conj" else parse.heads[head]
                continue
            return None, ""
        return None, ""

    @staticmethod
    def _distinct(actors: list[Phrase], recipients: list[Phrase]) -> Roles:
        """Each head once; what acts is not acted upon as well."""
        seen: set[int] = set()
        kept: Roles = ([], [])
        for side, phrases in zip(kept, (actors, recipients), strict=True):
            for phrase in phrases:
                if phrase.head not in seen:
                    seen.add(phrase.head)
                    side.append(phrase)
        return kept
