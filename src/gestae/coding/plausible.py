"""Whether the parties of a candidate can do and suffer what it says, and whether its tense tells of one act."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ..codebook.inflection import forms
from ..language.draft import Candidate, Label, Phrase
from ..language.parse import Parse
from ..records import RejectionReason

Refusal = tuple[RejectionReason, str]
NAMES = frozenset({"PERSON", "NORP", "ORG", "GPE", "FAC"})
PRONOUNS = frozenset({"he", "she", "they", "it", "who", "them", "him", "her", "we", "i", "you", "us"})
VIOLENT = "ASSAULT"


class Plausibility:
    """Judges by the lists `parties` and `tense` of `syntax/refusals.toml` and by what the codebook knows as a role."""

    def __init__(self, data: Mapping[str, Any], is_party: Callable[[str], bool]) -> None:
        parties = data["parties"]
        self._is_party = is_party
        self._anybody = frozenset(parties["anybody"])
        self._unknown_hands = frozenset(parties["unknown_hands"])
        self._voices = frozenset(parties["voices"])
        self._quantities = frozenset(parties["quantities"])
        self._instruments = frozenset(form for noun in parties["instruments"] for form in forms(noun, "n"))
        self._targets = frozenset(form for noun in parties["targets"] for form in forms(noun, "n"))
        self._suffixes = tuple(suffix + plural for suffix in parties["suffixes"] for plural in ("", "s"))
        self._not_agents = frozenset(form for noun in parties["not_agents"] for form in forms(noun, "n"))
        self._general = frozenset(parties["general"])
        self._firms = frozenset(form for noun in parties["firms"] for form in forms(noun, "n"))
        self._firm_types = frozenset(parties["firm_types"])
        self._timeless = frozenset(data["tense"]["types"])

    def reason(self, parse: Parse, candidate: Candidate, label: Label, *, quoted: bool) -> Refusal | None:
        """Anybody, the text's own "we", or the present tense of nobody in particular."""
        heads = [parse.lowers[p.head] for p in candidate.actors]
        past = parse.tags[candidate.token] in ("VBD", "VBN")
        anybody = self._anybody if past else self._anybody | self._unknown_hands
        if heads and all(h in anybody for h in heads) and not self._is_named(parse, candidate):
            return "generic", f"'{heads[0]}' is nobody in particular"
        if candidate.actors and all(parse.lowers[p.first] in self._general for p in candidate.actors):
            return "generic", f"'{parse.lowers[candidate.actors[0].first]} …' is nobody in particular"
        own_voice = all(parse.tags[p.head] == "PRP" and parse.lowers[p.head] in self._voices for p in candidate.actors)
        if heads and own_voice and not quoted:
            return "opinion", f"'{heads[0]}' is the voice of the text"
        if label.event_type in self._timeless and self._is_timeless(parse, candidate):
            return "generic", "present tense of nobody in particular"
        return None

    def suspicion(self, parse: Parse, candidate: Candidate, label: Label) -> Refusal | None:
        """A firm or a thing as the doer, or a thing that suffers: lists of nouns tell, which never know all parties."""
        heads = [parse.lowers[p.head] for p in candidate.actors]
        if label.event_type in self._firm_types and self._is_business(parse, candidate):
            return "business", f"'{heads[0]}' does business"
        if candidate.actors and not any(self._may_act(parse, p, label) for p in candidate.actors):
            return "metaphor", f"'{heads[0]}' is no party"
        violent = label.event_type == VIOLENT or (label.event_type, label.mode) == ("THREATEN", "violence")
        if (
            violent
            and candidate.recipients
            and not any(self._may_suffer(parse, p, label) for p in candidate.recipients)
        ):
            return "metaphor", f"'{parse.lowers[candidate.recipients[0].head]}' cannot be assaulted"
        return None

    def _is_business(self, parse: Parse, candidate: Candidate) -> bool:
        """All doers are firms or their customers; whoever suffers has no name and is no people ("killed five peasants")."""
        if not candidate.actors or not all(self._is_firm(parse, p) for p in candidate.actors):
            return False
        return not any(
            self._holds(parse, p, ("PERSON", "ORG", "NORP"))
            or (self._is_party(parse.lowers[p.head]) and not self._is_firm(parse, p))
            for p in candidate.recipients
        )

    def _is_firm(self, parse: Parse, phrase: Phrase) -> bool:
        """A word for a firm that no word for armed people stands before ("units of the market", not "police units")."""
        before = parse.lowers[phrase.first : phrase.head]
        return parse.lowers[phrase.head] in self._firms and not any(self._is_party(w) or w == "armed" for w in before)

    @staticmethod
    def _holds(parse: Parse, phrase: Phrase, labels: Collection[str]) -> bool:
        return any(
            first < phrase.end and phrase.first < end and label in labels for first, end, label in parse.entities
        )

    def _may_act(self, parse: Parse, phrase: Phrase, label: Label) -> bool:
        head = parse.lowers[phrase.head]
        if parse.tags[phrase.head] in ("PRP", "CD", "DT", "PRP$", "JJ", "VBN") or head in PRONOUNS:
            return True
        if parse.tags[phrase.head] in ("NNP", "NNPS") or _is_acronym(parse, phrase.head):
            return True
        if (
            head in self._quantities
            or head in self._unknown_hands
            or self._is_party(head)
            or self._holds_name(parse, phrase)
        ):
            return True
        if head.endswith(self._suffixes) and head not in self._not_agents:
            return True
        return label.event_type == VIOLENT and head in self._instruments

    def _may_suffer(self, parse: Parse, phrase: Phrase, label: Label) -> bool:
        return parse.lowers[phrase.head] in self._targets or self._may_act(parse, phrase, label)

    def _holds_name(self, parse: Parse, phrase: Phrase) -> bool:
        return self._holds(parse, phrase, NAMES)

    def _is_named(self, parse: Parse, candidate: Candidate) -> bool:
        return any(self._holds_name(parse, p) for p in (*candidate.actors, *candidate.recipients))

    def _is_timeless(self, parse: Parse, candidate: Candidate) -> bool:
        """A simple present, active or passive, with no name among its parties."""
        token = candidate.token
        auxiliaries = [c for c in parse.children[token] if parse.deps[c] in ("aux", "auxpass")]
        if parse.tags[token] == "VBN" and len(auxiliaries) == 1 and parse.deps[auxiliaries[0]] == "auxpass":
            present = parse.tags[auxiliaries[0]] in ("VBZ", "VBP")
        else:
            present = parse.tags[token] in ("VBZ", "VBP") and not auxiliaries
        doers = candidate.actors or candidate.recipients
        return present and not any(self._holds_name(parse, p) for p in doers)


def _is_acronym(parse: Parse, token: int) -> bool:
    """Capitals in a sentence that is not all capitals ("ICE returned …"), whatever the tagger takes them for."""
    word = parse.words[token]
    return word.isupper() and len(word) > 1 and not all(w.isupper() for w in parse.words if w.isalpha())
