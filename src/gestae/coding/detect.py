"""From parses to candidates: triggers with their participants, and who governs whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from ..codebook.lexicon import NO_EVENT, Lexicon, unknown_verb
from ..codebook.modality import Modality
from ..codebook.operators import OF_TYPE, Operators
from ..codebook.words import Words
from ..language.draft import Candidate, Draft, EachDraft, Phrase
from ..language.parse import Parse
from ..language.syntax import Syntax
from .advise import Advisor
from .demand import Demand, DemandFinder
from .govern import Governor, GovernorFinder
from .match import Matcher
from .modality import ModalityFinder
from .outcome import OutcomeFinder
from .roles import RoleFinder

FACTIVE = frozenset({"ACCUSE", "STATEMENT", "SUPPORT"})
"""Outer types that speak about an act without making it unreal ("condemned the attack")."""

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "xcomp", "relcl", "advcl", "acl"})
"""Where a verb tells of a deed."""
PURPOSES = frozenset({"acl", "advcl", "relcl"})
"""Relations of an infinitive that may tell a result ("fell 2 percent, to close at …"): unreal only for acts of the codebook."""

MEASURES = frozenset({"TIME", "MONEY", "PERCENT"})
"""What the parser names that is nobody ("at 5 p.m."); not its dates, for ages are among them ("a 12-year-old")."""


class Detect(EachDraft):
    """Finds candidate events; assigns `candidates` and, with an advisor, its `answers`."""

    name = "detect"
    requires = frozenset({"parses"})
    assigns = frozenset({"candidates", "answers"})

    def __init__(
        self,
        lexicon: Lexicon,
        operators: Operators,
        words: Words,
        modality: Modality,
        parties: frozenset[str] = frozenset(),
        advisor: Advisor | None = None,
    ) -> None:
        self._advisor = advisor
        self._modality = ModalityFinder(modality)
        self._outcome = OutcomeFinder(modality)
        syntax = Syntax(words)
        self._governors = GovernorFinder(operators, words)
        self._syntax = syntax
        event_nouns = frozenset(form for form, entries in lexicon.by_form.items() if any(e.pos == "n" for e in entries))
        self._known = frozenset(
            form for form, entries in lexicon.by_form.items() if any(e.event_type == NO_EVENT for e in entries)
        )
        things = event_nouns - parties
        self._roles = RoleFinder(words, syntax, things.__contains__, parties.__contains__)
        self._matcher = Matcher(lexicon, syntax, self._roles.names_party)
        self._demands = DemandFinder(modality.demands, self._modality, syntax, self._roles)

    def apply(self, draft: Draft) -> Draft:
        found: list[Candidate] = []
        for index, parse in enumerate(draft.parses):
            found += self.sentence(parse, index, len(found))
        if self._advisor is None:
            return msgspec.structs.replace(draft, candidates=tuple(found), answers=(None,) * len(found))
        for index, parse in enumerate(draft.parses):
            found += self._open(parse, index, {c.token for c in found if c.parse == index})
        better, answers = self._advisor.advise(draft, found)
        return msgspec.structs.replace(draft, candidates=tuple(better), answers=tuple(answers))

    def sentence(self, parse: Parse, index: int = 0, offset: int = 0) -> list[Candidate]:
        """The candidates of one parse in text order; indexes between them begin at `offset`."""
        triggers = self._triggers(parse, index)
        demands = [d for d in self._demands.find(parse, index) if d.reporter not in triggers]
        tokens = sorted((*triggers, *(d.candidate.token for d in demands)))
        order = {token: offset + i for i, token in enumerate(tokens)}
        above = {token: list(self._governors.find(parse, token, triggers)) for token in triggers}
        triggers = self._link(parse, triggers, above, order)
        found = {t: self._with_parties_of_operators(parse, c, above[t]) for t, c in triggers.items()}
        for demand in demands:
            self._speak_for_wanted(parse, demand, found, order)
        return [found[token] for token in tokens]

    def _speak_for_wanted(
        self, parse: Parse, demand: Demand, found: dict[int, Candidate], order: Mapping[int, int]
    ) -> None:
        """Put a demand beside the triggers; what is asked for is no event of its own."""
        token, wanted = demand.candidate.token, demand.wanted
        inner = order.get(wanted)
        operators = (*self._modality.of(parse, demand.reporter), *self._modality.surroundings(parse, demand.reporter))
        found[token] = msgspec.structs.replace(demand.candidate, operators=operators, inner=inner)
        if inner is not None:
            found[wanted] = msgspec.structs.replace(found[wanted], absorbed_by=order[token])

    def _open(self, parse: Parse, index: int, taken: Set[int]) -> Iterator[Candidate]:
        """Verbs between two parties that the lexicon does not know: only a model can tell what they are."""
        for token in range(len(parse)):
            if token in taken or parse.deps[token] not in CLAUSES or not parse.tags[token].startswith("VB"):
                continue
            lemma = parse.lowers[token]
            if self._roles.is_plain(lemma) or lemma in self._known:
                continue
            actors, recipients = self._roles.find(parse, token, unknown_verb(lemma))
            if all(any(self._roles.names_party(parse, p.head) for p in side) for side in (actors, recipients)):
                operators = tuple(self.operators_over(parse, token))
                entries = (unknown_verb(lemma),)
                yield Candidate(index, token, token, token + 1, entries, tuple(actors), tuple(recipients), operators)

    def operators_over(self, parse: Parse, token: int) -> list[str]:
        """The operators over any token, trigger or not, nearest first."""
        kind = self._type_of(parse, token)
        found, top = self._own_modality(parse, token, kind), token
        for governor in self._governors.find(parse, token, {}):
            if self._modality.takes_for_granted(parse, governor.token):
                break
            if governor.operator or parse.is_verb(governor.token):
                told = kind if parse.is_verb(governor.token) else None
                operator = self._outcome.threatening(governor.operator, told, parse.lowers[token])
                found += ([operator] if operator else []) + self._modality.of(parse, governor.token)
                top = governor.token if governor.operator else top
        if kind is not None or parse.deps[top] not in PURPOSES:
            found += self._modality.unrealised(parse, top, kind)
        if (below := self._modality.occurrence(parse, token)) is not None:
            found += self.operators_over(parse, below)
        return found + self._outcome.over(parse, token, kind, found) + self._modality.surroundings(parse, token)

    def _own_modality(self, parse: Parse, token: int, event_type: str | None) -> list[str]:
        return self._outcome.threat(parse, token, event_type) or self._modality.of(parse, token)

    def _type_of(self, parse: Parse, token: int) -> str | None:
        matched = self._matcher.match(parse, token)
        return None if matched is None else matched[2][0].event_type

    def _triggers(self, parse: Parse, index: int) -> dict[int, Candidate]:
        found: dict[int, Candidate] = {}
        for token in range(len(parse)):
            if (match := self._matcher.match(parse, token)) is None:
                continue
            first, end, entries = match
            roles = self._roles.find(parse, token, entries[0])
            actors, recipients = (
                tuple(p for p in side if not first <= p.head < end and not parse.is_entity(p.head, MEASURES))
                for side in roles
            )
            found[token] = Candidate(index, token, first, end, entries, actors, recipients)
        return found

    def _link(
        self,
        parse: Parse,
        triggers: Mapping[int, Candidate],
        above: Mapping[int, Sequence[Governor]],
        order: Mapping[int, int],
    ) -> dict[int, Candidate]:
        """Write down the operators of each trigger, and which other trigger speaks for it."""
        linked = dict(triggers)
        for token in triggers:
            kind = linked[token].entries[0].event_type
            operators = self._own_modality(parse, token, kind)
            meant = self._modality.unrealised(parse, token, kind)
            for governor in above[token]:
                if (outer := linked.get(governor.token)) is not None:
                    if self._absorb(linked, token, governor, order, tuple(operators)):
                        break
                    if not governor.operator or (
                        outer.entries[0].event_type in FACTIVE and governor.operator != "deny"
                    ):
                        break
                if self._modality.takes_for_granted(parse, governor.token):
                    break
                if governor.operator:
                    operators.append(governor.operator)
                    meant = []
                if governor.operator or parse.is_verb(governor.token):
                    operators += self._modality.of(parse, governor.token)
            operators += meant
            operators += self._outcome.over(parse, token, kind, operators)
            operators += self._modality.surroundings(parse, token)
            linked[token] = msgspec.structs.replace(linked[token], operators=tuple(operators))
        return linked

    def _absorb(
        self,
        linked: dict[int, Candidate],
        token: int,
        governor: Governor,
        order: Mapping[int, int],
        operators: tuple[str, ...],
    ) -> bool:
        """Whether the trigger and the outer one are one event; then one of them is marked as spoken for."""
        outer, inner = linked[governor.token], linked[token]
        if _says_more(inner, outer):
            linked[governor.token] = msgspec.structs.replace(outer, absorbed_by=order[token])
            return False
        if _is_condition_of(outer, inner, governor):
            linked[token] = msgspec.structs.replace(inner, absorbed_by=order[governor.token])
            linked[governor.token] = _with_parties_of(outer, inner)
            return True
        if governor.operator == "deny" and governor.relation in ("ccomp", "xcomp", "pcomp"):
            linked[governor.token] = msgspec.structs.replace(outer, absorbed_by=order[token])
            return False
        if outer.entries[0].event_type in OF_TYPE and _asks_for(outer, inner, governor):
            linked[token] = msgspec.structs.replace(inner, operators=operators, absorbed_by=order[governor.token])
            linked[governor.token] = self._speaks_for(outer, linked[token], order[token])
            return True
        return False

    @staticmethod
    def _speaks_for(outer: Candidate, inner: Candidate, index: int) -> Candidate:
        """The outer trigger, about its first inner one; it takes the inner one's parties where it lacks a recipient."""
        if outer.inner is not None:
            return outer
        own = {p.head for p in outer.actors}
        others = [p for p in (*inner.recipients, *inner.actors) if p.head not in own]
        recipients = outer.recipients or tuple(others[:1])
        return msgspec.structs.replace(outer, inner=index, recipients=recipients)

    def _with_parties_of_operators(self, parse: Parse, candidate: Candidate, above: Sequence[Governor]) -> Candidate:
        """ "ended its blockade", "ordered the release": the subject of the operator acts if nobody else does."""
        if candidate.actors or not candidate.operators:
            return candidate
        for governor in above:
            if governor.operator is None or not parse.is_verb(governor.token):
                continue
            found = self._syntax.surface_subject(parse, governor.token)
            if found is None or self._syntax.is_passive(parse, governor.token):
                continue
            taken = {p.head for p in candidate.recipients}
            phrases: list[Phrase] = [
                p for p in self._syntax.phrases(parse, found[0], f"operator>{found[1]}") if p.head not in taken
            ]
            return msgspec.structs.replace(candidate, actors=tuple(phrases))
        return candidate


def _says_more(inner: Candidate, outer: Candidate) -> bool:
    """ "launched air strikes": the compound noun is an event of its own kind, which the verb's "strike" does not mean."""
    noun, verb = inner.entries[0], outer.entries[0]
    compound = noun.pos == "n" and len(noun.words) > 1 and noun.event_type != verb.event_type
    return compound and bool(verb.objects) and noun.head in verb.objects and noun.lemma not in verb.objects


def _with_parties_of(outer: Candidate, inner: Candidate) -> Candidate:
    """The outer trigger with the parties that only its object names ("held talks between A and B")."""
    known = {p.head for p in (*outer.actors, *outer.recipients)}
    actors = tuple(p for p in inner.actors if p.head not in known)
    recipients = tuple(p for p in inner.recipients if p.head not in known)
    mutual = outer.entries[0].frame == "mutual"
    return msgspec.structs.replace(
        outer,
        actors=(*outer.actors, *actors) if mutual or not outer.actors else outer.actors,
        recipients=outer.recipients or recipients,
    )


def _is_condition_of(outer: Candidate, inner: Candidate, governor: Governor) -> bool:
    """Whether the inner trigger is only the object that the outer one's lexicon line asks for."""
    entry = outer.entries[0]
    if not entry.objects or (entry.event_type in FACTIVE and inner.entries[0].event_type != entry.event_type):
        return False
    return (
        governor.relation.startswith("pobj")
        if entry.object_of_prep
        else governor.relation in ("dobj", "nsubjpass", "oprd")
    )


def _asks_for(outer: Candidate, inner: Candidate, governor: Governor) -> bool:
    """Whether the inner act is what the outer one is about, and not a side remark."""
    preposition = governor.relation.partition(":")[2]
    entry = inner.entries[0]
    if preposition == "for" and entry.event_type == "ASSAULT" and entry.pos == "n" and outer.entries[0].pos == "n":
        return False  # "got a call for a shooting"
    return not preposition or preposition in ("of", "for", "to", "on", "from", "with")
