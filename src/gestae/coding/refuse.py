"""Reasons to refuse a candidate: metaphor, comparison, sport, fiction, accidents, the name of a charge …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

from ..codebook.files import DATA, read_toml
from ..codebook.inflection import forms
from ..codebook.words import Words
from ..language.draft import Candidate, Draft, Label, Phrase
from ..language.parse import Parse
from ..language.syntax import Syntax
from ..records import RejectionReason
from .plausible import Plausibility

Refusal = tuple[RejectionReason, str]
WORD = re.compile(r"[\w'’-]+")
NAMES = frozenset({"PERSON", "NORP", "ORG", "GPE", "FAC"})
BEFORE = 5
"""Words between "years" and "since" ("87 years to the day since")."""
OUTSIDE = frozenset({"outside", "at", "near", "inside", "to", "from", "against", "behind"})
SCORE = re.compile(r"(?<![\w-])\d{1,3}[-–]\d{1,3}(?![\w-])")
FEWEST_WORDS = 2
"""Different words of fiction in an article that is a review: a party may be at a cinema, a suspect seen in a film."""
SMALLEST_ARTICLE = 3
"""Sentences below which an article is too short to be judged as a whole."""


class PhraseList:
    """Finds any of a list of words or phrases in lower-case text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
        self._pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])")

    def first(self, text: str) -> str | None:
        found = self._pattern.search(text)
        return found.group() if found else None

    def distinct(self, text: str) -> set[str]:
        return set(self._pattern.findall(text))


class Refuser:
    """Judges one candidate in its sentence and article, by the word lists of `syntax/refusals.toml`."""

    def __init__(self, is_party: Callable[[str], bool], root: Traversable = DATA) -> None:
        data = read_toml("syntax/refusals.toml", root)
        self._plausibility = Plausibility(data, is_party)
        self._syntax = Syntax(Words.load(root))
        self._sport, self._fiction = (
            PhraseList(_plurals(data["sport"]["words"])),
            PhraseList(_plurals(data["fiction"]["words"])),
        )
        self._sport_patterns = re.compile(r"(?<![\w-])(?:" + "|".join(data["sport"]["patterns"]) + r")(?![\w-])")
        self._weak_sport = frozenset(_plurals(data["sport"]["weak"]))
        self._shares: Mapping[str, float] = {
            name: data[name]["article_share"] for name in ("sport", "fiction", "opinion", "business", "court")
        }
        self._lists = {
            name: PhraseList(data[name]["words"])
            for name in (
                "anniversary",
                "history",
                "biography",
                "opinion",
                "prediction",
                "business",
                "accident",
                "court",
            )
        }
        self._idioms = PhraseList(data["metaphor"]["idioms"])
        self._titles = tuple(data["opinion"]["titles"])
        self._types = {
            name: frozenset(data[name]["types"]) for name in ("metaphor", "accident", "natural_disaster", "business")
        }
        self._heads = {name: _noun_forms(data[name]["heads"]) for name in ("accident", "natural_disaster")}
        self._accident_verbs = frozenset(_verb_forms(data["accident"]["verbs"]))
        self._metaphor = {name: _noun_forms(data["metaphor"][name]) for name in ("objects", "subjects")}
        self._object_types = frozenset(data["metaphor"]["object_types"])
        self._modifiers = frozenset(data["metaphor"]["modifiers"])
        self._comparison = frozenset(data["comparison"]["words"])
        self._generic = frozenset(data["generic"]["adverbs"])
        self._court = frozenset(_verb_forms(data["court"]["verbs"])) | _noun_forms(data["court"]["nouns"])
        self._spans = frozenset(data["anniversary"]["spans"])
        self._states = _noun_forms(data["state"]["nouns"])

    # --- of articles --------------------------------------------------------------------------

    def article_kind(self, draft: Draft) -> Refusal | None:
        """Sport, fiction, opinion, markets or law, if the share of its sentences that say so is high enough."""
        if (marked := self._opinion_title(draft)) is not None:
            return "opinion", marked
        if len(draft.sentences) < SMALLEST_ARTICLE:
            return None
        text = draft.article.text
        sentences = [text[s.start : s.end].lower() for s in draft.sentences]
        tests: tuple[tuple[RejectionReason, str, Callable[[str], bool]], ...] = (
            ("sport", "sport", self._is_sport),
            ("fiction", "fiction", self._is_fiction),
            ("opinion", "opinion", self._is_opinion),
            ("business", "business", self._is_business),
            ("court_boilerplate", "court", self._explains_law),
        )
        for reason, genre, test in tests:
            if genre == "fiction" and len(self._fiction.distinct(text.lower())) < FEWEST_WORDS:
                continue
            share = sum(map(test, sentences)) / len(sentences)
            if share >= self._shares[genre]:
                return reason, f"{share:.0%} of the article's sentences read as {genre}"
        return None

    def _opinion_title(self, draft: Draft) -> str | None:
        title = (draft.article.title or "").lower()
        return next(
            (
                f"title '{word}'"
                for word in self._titles
                if title.startswith((f"{word}:", f"{word} |", f"{word} -", f"{word} —"))
            ),
            None,
        )

    def _is_sport(self, sentence: str) -> bool:
        if self._sport_patterns.search(sentence):
            return True
        words = self._sport.distinct(sentence)
        return bool(words - self._weak_sport) or len(words) >= (1 if SCORE.search(sentence) else 2)

    def _is_fiction(self, sentence: str) -> bool:
        return self._fiction.first(sentence) is not None

    def _is_business(self, sentence: str) -> bool:
        return len(self._lists["business"].distinct(sentence)) >= 2

    def _explains_law(self, sentence: str) -> bool:
        return self._lists["court"].first(sentence) is not None

    def _is_opinion(self, sentence: str) -> bool:
        return self._lists["opinion"].first(sentence) is not None and '"' not in sentence and "“" not in sentence

    # --- of candidates ------------------------------------------------------------------------

    def reason(self, draft: Draft, candidate: Candidate, label: Label) -> Refusal | None:
        """The first reason that holds, with the words that show it."""
        parse = draft.parses[candidate.parse]
        sentence = draft.article.text[parse.starts[0] : parse.ends[-1]].lower()
        return (
            self._by_sentence(parse, candidate, sentence, label)
            or self._comparison_of(parse, candidate)
            or self._cause(parse, candidate, label)
            or self._idiom(sentence)
            or self._charge_name(parse, candidate, label)
            or self._condition(parse, candidate)
            or self._remembered(parse, candidate)
            or self._explained(parse, candidate, sentence)
            or self._plausibility.reason(parse, candidate, label, quoted=_is_quoted(parse, candidate.token))
        )

    def suspicion(self, draft: Draft, candidate: Candidate, label: Label) -> Refusal | None:
        """Why a list of nouns speaks against a candidate: enough to refuse it, unless a model says otherwise."""
        parse = draft.parses[candidate.parse]
        return self._figurative(parse, candidate, label) or self._plausibility.suspicion(parse, candidate, label)

    def _by_sentence(self, parse: Parse, candidate: Candidate, sentence: str, label: Label) -> Refusal | None:
        if self._is_sport(sentence):
            return "sport", ", ".join(sorted(self._sport.distinct(sentence))) or "words of a match"
        work = self._fiction.first(_without_names(parse, sentence))
        if work is not None and not _is_scene(parse, candidate, work):
            return "fiction", work
        for reason in ("history", "biography"):
            if found := self._lists[reason].first(sentence):
                return reason, found
        if (
            label.event_type in self._types["business"]
            and len(found_words := self._lists["business"].distinct(sentence)) >= 2
        ):
            return "business", ", ".join(sorted(found_words))
        return None

    def _comparison_of(self, parse: Parse, candidate: Candidate) -> Refusal | None:
        """The trigger hangs below "like", "than", "likened to" …"""
        for _, above in zip(range(5), parse.ancestors(candidate.token), strict=False):
            if parse.lowers[above] in self._comparison and parse.deps[above] != "nsubj":
                return "comparison", parse.words[above]
        return None

    def _cause(self, parse: Parse, candidate: Candidate, label: Label) -> Refusal | None:
        """Nature or an accident did it: as subject, as agent, or as what the victims of a death died in."""
        heads = [p.head for p in candidate.actors if p.path.endswith(("subject", "by"))]
        if (subject := self._syntax.surface_subject(parse, candidate.token)) is not None and parse.is_verb(
            candidate.token
        ):
            heads.append(subject[0])
        if label.event_type in self._types["accident"]:
            heads += _phrases_of_cause(parse, candidate.token)
            words = " ".join(parse.lowers[max(0, candidate.first - 3) : candidate.end + 3])
            if label.mode != "firearms" and (found := self._lists["accident"].first(words)):
                return "accident", found
            if label.mode is None and (found := self._lists["accident"].first(" ".join(parse.lowers))) and " " in found:
                return "accident", found
        causes: tuple[RejectionReason, ...] = ("natural_disaster", "accident")
        for reason in causes:
            if label.event_type in self._types[reason]:
                for head in heads:
                    if parse.lowers[head] in self._heads[reason] and self._may_cause(parse, candidate, reason):
                        return reason, parse.words[head]
        return None

    def _may_cause(self, parse: Parse, candidate: Candidate, reason: RejectionReason) -> bool:
        """Vehicles attack as well; by accident they kill and injure."""
        return reason != "accident" or parse.lowers[candidate.token] in self._accident_verbs

    def _idiom(self, sentence: str) -> Refusal | None:
        found = self._idioms.first(sentence)
        return ("metaphor", found) if found else None

    def _figurative(self, parse: Parse, candidate: Candidate, label: Label) -> Refusal | None:
        if label.event_type not in self._types["metaphor"]:
            return None
        literal = label.event_type not in self._object_types
        for phrases, words in ((() if literal else candidate.recipients, "objects"), (candidate.actors, "subjects")):
            if phrases and all(self._is_abstract(parse, p, words) for p in phrases):
                return "metaphor", parse.words[phrases[0].head]
        for child in parse.children[candidate.token]:
            if (
                child < candidate.token
                and parse.lowers[child] in self._modifiers
                and parse.deps[child] in ("compound", "amod")
            ):
                return "metaphor", f"{parse.words[child]} {parse.words[candidate.token]}"
        return None

    def _is_abstract(self, parse: Parse, phrase: Phrase, words: str) -> bool:
        """A common noun of the list, without a name before it ("Hamas targets")."""
        if any(first < phrase.end and phrase.first < end for first, end, label in parse.entities if label in NAMES):
            return False
        return parse.tags[phrase.head] in ("NN", "NNS") and parse.lowers[phrase.head] in self._metaphor[words]

    def _charge_name(self, parse: Parse, candidate: Candidate, label: Label) -> Refusal | None:
        """ "charged with murder", "two counts of assault": an event noun as the name of a charge."""
        if label.event_type not in ("ASSAULT", "COERCE") or not parse.is_noun(candidate.token):
            return None
        nearest = [
            candidate.token,
            *(a for _, a in zip(range(3), parse.ancestors(candidate.token), strict=False)),
        ]
        for above in nearest[1:]:
            if parse.lowers[above] in self._court:
                return "court_boilerplate", parse.words[above]
        for child in parse.children[candidate.token]:
            if parse.deps[child] in ("amod", "compound") and parse.lowers[child] in (
                "first-degree",
                "second-degree",
                "capital",
                "attempted",
                "aggravated",
            ):
                return "court_boilerplate", f"{parse.words[child]} {parse.words[candidate.token]}"
        if any(parse.deps[a] == "compound" and parse.lowers[parse.heads[a]] in self._court for a in (candidate.token,)):
            return "court_boilerplate", parse.words[parse.heads[candidate.token]]
        return None

    def _remembered(self, parse: Parse, candidate: Candidate) -> Refusal | None:
        """ "twenty years after the bombings", "the anniversary of the raid": what is remembered, not reported."""
        for above in parse.ancestors(candidate.token):
            if self._lists["anniversary"].first(parse.lowers[above]):
                return "anniversary", parse.words[above]
        for token in (candidate.token, *(a for _, a in zip(range(2), parse.ancestors(candidate.token), strict=False))):
            above = parse.heads[token]
            if parse.lowers[above] in ("after", "since") and any(
                w in self._spans for w in parse.lowers[max(0, above - BEFORE) : above]
            ):
                return "anniversary", " ".join(parse.words[max(0, above - BEFORE) : above + 1])
        return None

    def _explained(self, parse: Parse, candidate: Candidate, sentence: str) -> Refusal | None:
        """A sentence that explains the law, with nobody named in it."""
        found = self._lists["court"].first(sentence)
        if found is None or any(label in ("PERSON", "ORG") for _, _, label in parse.entities):
            return None
        return "court_boilerplate", found

    def _condition(self, parse: Parse, candidate: Candidate) -> Refusal | None:
        """A habit ("often attack"), a general truth ("the bombing of cities is a crime"), a lasting condition."""
        token = candidate.token
        head = parse.heads[token]
        subject = parse.is_noun(token) and parse.deps[token] == "nsubj"
        near = (*parse.children[token], *(parse.children[head] if subject else ()))
        if any(parse.lowers[c] in self._generic for c in near) and parse.tags[token] in (
            "VBP",
            "VBZ",
            "VB",
            "NNS",
            "NN",
        ):
            return "generic", "habitual"
        if subject and parse.lowers[head] in ("is", "are") and parse.child(head, "attr", "acomp") is not None:
            return "generic", f"'{parse.words[token]} {parse.words[head]} …' is a general truth"
        lasting = parse.lowers[token] in self._states and parse.is_noun(token)
        if lasting and not (candidate.actors and candidate.recipients):
            return "state_not_act", parse.words[token]
        return None


def _is_quoted(parse: Parse, token: int) -> bool:
    """An odd number of quotation marks before the token, or a quotation that began in an earlier sentence."""
    opened = sum(tag == "``" for tag in parse.tags[:token]) - sum(tag == "''" for tag in parse.tags[:token])
    return opened > 0 or ("''" in parse.tags[token:] and "``" not in parse.tags)


def _without_names(parse: Parse, sentence: str) -> str:
    """The sentence without names of several words: "Cinema for Peace Foundation" tells of no film."""
    for first, end, label in reversed(parse.entities):
        if label in ("ORG", "PERSON", "FAC") and end - first > 1:
            a, b = parse.starts[first] - parse.starts[0], parse.ends[end - 1] - parse.starts[0]
            sentence = sentence[:a] + sentence[b:]
    return sentence


def _is_scene(parse: Parse, candidate: Candidate, work: str) -> bool:
    """Whether the work is where it happened ("outside a cinema") or what it was done to ("banned a film")."""
    objects = [p.head for p in candidate.recipients] + parse.children_with(candidate.token, "dobj", "nsubjpass")
    words = work.split()
    if any(parse.lowers[head] in words for head in objects):
        return True
    for token, lower in enumerate(parse.lowers):
        above = parse.lowers[parse.heads[token]]
        if lower in words and above not in words and (parse.deps[token] == "compound" or above in OUTSIDE):
            return True
    return False


def _phrases_of_cause(parse: Parse, token: int) -> list[int]:
    """Heads of "in a crash", "by a storm" below a verb or one coordinated with it, and subjects of "when a bus …"."""
    found: list[int | None] = []
    for verb in (token, *parse.children_with(token, "conj")):
        for child in parse.children[verb]:
            if parse.deps[child] in ("prep", "agent") and parse.lowers[child] in ("in", "by", "from", "during"):
                found.append(parse.child(child, "pobj"))
            if parse.deps[child] == "advcl" and any(
                parse.lowers[c] in ("when", "after", "as") for c in parse.children[child]
            ):
                found.append(parse.child(child, "nsubj", "nsubjpass"))
    return [head for head in found if head is not None]


def _noun_forms(lemmas: Sequence[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in forms(lemma, "n"))


def _verb_forms(lemmas: Sequence[str]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in forms(lemma, "v"))


def _plurals(phrases: Sequence[Any]) -> list[str]:
    return [form for phrase in phrases for form in ((phrase,) if " " in phrase else forms(phrase, "n"))]
