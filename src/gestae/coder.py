"""`Coder`: the pipeline with its models and codebook, as users hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import cast

import msgspec

from .__about__ import __version__
from .codebook.codebook import Codebook, bundled
from .codebook.entities import COUNTRYLESS, EntityIndex
from .codebook.figure_words import FigureWords
from .codebook.own_actors import Change, add_own_actors
from .codebook.past import Past
from .coding.advise import Advisor
from .coding.attribute import Attribute, AttributionFinder
from .coding.blend import BlendedClassifier
from .coding.classify import Classifier, Classify, LexiconClassifier
from .coding.compose import Composer
from .coding.confidence import Confidence
from .coding.detect import Detect
from .coding.event_model import SHIPPED, EventModel, find_model
from .coding.judge import Judge
from .coding.labels import Labels
from .coding.newness import DecideNewness
from .coding.pairs import label_pair
from .coding.refuse import Refuser
from .coding.status import DecideStatus, Screen, status_of_span
from .errors import ConfigError
from .grounding.actors import ActorFinder
from .grounding.figures import FigureFinder
from .grounding.places import PlaceFinder
from .grounding.stages import GroundActors, GroundFigures, GroundPlaces, GroundTimes
from .grounding.times import TimeFinder
from .language.draft import Draft, Stage
from .language.gate import Gate
from .language.model import MODEL, Parser
from .language.sentences import sentence_spans
from .language.stages import ParseSentences, SplitSentences
from .language.syntax import Syntax
from .pipeline import Pipeline
from .readers.dateline import body_start
from .readers.language_id import detect
from .records import (
    Article,
    Attribution,
    Coding,
    Figure,
    Newness,
    Pair,
    PairLabel,
    Place,
    Rejection,
    Span,
    Status,
    Time,
    short_hash,
    without_surrogates,
)
from .workers import Pool

LONGEST_ARTICLE = 5_000_000
"""Characters. The longest news articles have some 100,000; what is longer is a dump that should be split."""
DEADLINE = 60.0

Date = date | datetime | str | None


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it takes to build the same coder elsewhere (a worker, the command line). Paths are strings."""

    dictionaries: str | None = None
    actors: str | None = None
    model: str | None = SHIPPED
    min_confidence: float | None = None


class Coder:
    """Codes articles. Bundled models and codebook; opens no socket.

    `dictionaries` is a folder with `actors.json` and `agents.json` in PETRARCH's form, whose actors replace
    the bundled ones. `actors` is a CSV or TOML file of actors that go before them; `coder.changes` tells what it changes.
    `model` is the event model beside the lexicon: "small" (the default) comes with the package; a path leads to a folder made
    by `gestae train export`; None leaves the lexicon alone, which is a third faster and right less often. Events below `min_confidence` are refused (default: the
    codebook's threshold). `classifier` replaces the answers of both (in this process only).
    Raises ConfigError, CodebookError or ModelError before any work starts.
    """

    def __init__(
        self,
        *,
        dictionaries: str | Path | None = None,
        actors: str | Path | None = None,
        model: str | Path | None = SHIPPED,
        min_confidence: float | None = None,
        classifier: Classifier | None = None,
    ) -> None:
        paths = [None if value is None else str(value) for value in (dictionaries, actors, model)]
        self.settings = Settings(dictionaries=paths[0], actors=paths[1], model=paths[2], min_confidence=min_confidence)
        if min_confidence is not None and not 0.0 <= min_confidence <= 1.0:
            raise ConfigError(f"min_confidence must lie between 0 and 1, found {min_confidence}")
        self.codebook: Codebook = bundled()
        self._composer = Composer(self.codebook.operators, self.codebook.modality)
        self._classifier = classifier
        self.changes: tuple[Change, ...] = ()
        if model is not None:
            find_model(model)
        if actors is not None:
            self.changes = add_own_actors(Path(actors), self.entities, (*self.codebook.sectors, *COUNTRYLESS))

    @classmethod
    def from_settings(cls, settings: Settings) -> Coder:
        return cls(
            dictionaries=settings.dictionaries,
            actors=settings.actors,
            model=settings.model,
            min_confidence=settings.min_confidence,
        )

    # --- the parts, made when first needed ------------------------------------------------------

    @cached_property
    def parser(self) -> Parser:
        return Parser(names=self.entities.name_words)

    @cached_property
    def model(self) -> EventModel | None:
        """The event model, or None if the lexicon codes alone."""
        name = self.settings.model
        return None if name is None else EventModel.load(name, Labels.of(self.codebook))

    @cached_property
    def classifier(self) -> Classifier:
        if self._classifier is not None:
            return self._classifier
        if self.model is None:
            return self._lexicon
        return BlendedClassifier(self.codebook, self._lexicon, self.model.version)

    @cached_property
    def _lexicon(self) -> LexiconClassifier:
        return LexiconClassifier(self.codebook, self._composer)

    @cached_property
    def _refuser(self) -> Refuser:
        return Refuser(self.entities.party_words.__contains__)

    @cached_property
    def entities(self) -> EntityIndex:
        folder = self.settings.dictionaries
        if folder is None:
            return EntityIndex.load()
        if not Path(folder).is_dir():
            raise ConfigError(f"dictionaries: found no folder {folder}, expected one with actors.json and agents.json")
        return EntityIndex.from_petrarch(Path(folder))

    @cached_property
    def _detect(self) -> Detect:
        book = self.codebook
        advisor = (
            None
            if self.model is None
            else Advisor(self.model, Syntax(book.words), Screen(self._lexicon, self._composer, self._refuser))
        )
        return Detect(book.lexicon, book.operators, book.words, book.modality, self.entities.party_words, advisor)

    @cached_property
    def _places(self) -> PlaceFinder:
        return PlaceFinder()

    @cached_property
    def _newness(self) -> DecideNewness:
        return DecideNewness(Past.load())

    @cached_property
    def _attributions(self) -> AttributionFinder:
        return AttributionFinder()

    @cached_property
    def pipeline(self) -> Pipeline:
        """All stages in order."""
        book, refuser = self.codebook, self._refuser
        stages: list[Stage] = [
            SplitSentences(body_start),
            Gate(book.lexicon, FigureWords.load().triggers),
            ParseSentences(self.parser),
            self._detect,
            Classify(self.classifier),
            DecideStatus(self._composer, book.modality, refuser),
            GroundPlaces(self._places),
            GroundActors(ActorFinder(self.entities)),
            Attribute(self._attributions),
            GroundTimes(TimeFinder()),
            GroundFigures(FigureFinder()),
            self._newness,
            Judge(
                book,
                refuser,
                Confidence({} if self.model is None else self.model.card.confidence),
                self.settings.min_confidence,
            ),
        ]
        return Pipeline(stages)

    @cached_property
    def run(self) -> str:
        """Hash of code version, codebook, configuration and model versions: same `run`, same bytes."""
        spacy_model = f"{MODEL}-{metadata.version(MODEL)}"
        libraries = (f"{name}-{metadata.version(name)}" for name in ("spacy", "sentencex"))
        return short_hash(
            __version__,
            self.codebook.version,
            self.classifier.version,
            spacy_model,
            *libraries,
            self.settings,
            *(() if self.settings.actors is None else (Path(self.settings.actors).read_bytes(),)),
        )

    # --- coding ---------------------------------------------------------------------------------

    def code(
        self,
        text: str,
        *,
        title: str | None = None,
        published: Date = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Coding:
        """Code one article. `published` is a date, a date-time or an ISO 8601 string (ValueError for others)."""
        article = Article(text=text, title=title, published=cast("str | None", published), publisher=publisher, url=url)
        return self.code_article(article)

    def code_article(self, article: Article) -> Coding:
        """Code one article; what cannot be coded as a whole comes back with a rejection that says why."""
        return self.draft(article).finished()

    def draft(self, article: Article) -> Draft:
        """The coding with its working columns (parses, candidates, rules): what `gestae explain` reads."""
        if (refusal := self._refusal(article)) is not None:
            return Draft(article=article, rejections=(refusal,), run=self.run)
        if article.language is None:
            article = msgspec.structs.replace(article, language="en")
        [draft] = self.pipeline([Draft(article=article, run=self.run)])
        return draft

    @staticmethod
    def _refusal(article: Article) -> Rejection | None:
        if not article.text.strip():
            return Rejection(stage="reader", reason="empty", detail="the article has no text")
        if len(article.text) > LONGEST_ARTICLE:
            detail = f"{len(article.text):,} characters, at most {LONGEST_ARTICLE:,}: split it into articles"
            return Rejection(stage="reader", reason="too_long", detail=detail)
        language = article.language or detect(article.text)
        if language is not None and language != "en":
            return Rejection(
                stage="reader", reason="not_english", detail=f"found language '{language}', expected English"
            )
        return None

    def pipe(
        self,
        articles: Iterable[Article],
        *,
        workers: int = 1,
        deadline: float = DEADLINE,
        isolate: bool = False,
    ) -> Iterator[Coding]:
        """Code many articles, in order; the bytes do not depend on `workers`.

        With one worker the articles are coded in this process, unless `isolate` is set. With more (or isolated) each
        worker is a process of its own: one that crashes, or takes longer than `deadline` seconds (more for long
        articles), is killed and replaced, and an article that fails twice comes back with a rejection.
        """
        if workers < 1:
            raise ConfigError(f"workers must be at least 1, found {workers}")
        if workers == 1 and not isolate:
            return map(self.code_article, articles)
        if self._classifier is not None:
            raise ConfigError("a classifier of your own works in this process only: use workers=1")
        pool = Pool(msgspec.msgpack.encode(self.settings), workers, deadline, self.run)
        return pool.map(articles)

    # --- single questions -----------------------------------------------------------------------

    def classify(self, pairs: Sequence[Pair]) -> list[PairLabel]:
        """Event type of sentences whose participants are given."""
        return [label_pair(self.draft_until(pair.text, "status"), pair, self.model) for pair in pairs]

    def places(self, text: str, spans: Sequence[tuple[int, int]] | None = None) -> list[Place | None] | list[Place]:
        """Find places (demonyms have role `origin`); or resolve the spans given, one answer per span, None where unresolved."""
        text = without_surrogates(text)
        return self._places.find(text, demonyms=True) if spans is None else self._places.resolve(text, spans)

    def times(self, text: str, *, published: Date = None) -> list[Time]:
        """Expressions of time, relative to the day of publication."""
        day = Article(text="", published=cast("str | None", published)).day
        return TimeFinder().find(without_surrogates(text), published=day)

    def attributions(self, text: str) -> list[Attribution]:
        """Who said what: speaker, cue and content."""
        text = without_surrogates(text)
        return self._attributions.find(text, self.parser.parse(text, sentence_spans(text)))

    def figures(self, text: str, *, published: Date = None) -> list[Figure]:
        """Claims of numbers of people."""
        article = Article(text=text, published=cast("str | None", published))
        return FigureFinder().find(article, self.parser.parse(article.text, sentence_spans(article.text)))

    def status(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Status]:
        """The status of the event named at each span."""
        draft = self.draft_until(text, "parse", every_sentence=True)
        return [status_of_span(draft, Span(start=a, end=b), self._detect, self._composer) for a, b in spans]

    def newness(self, text: str, spans: Sequence[tuple[int, int]], *, published: Date = None) -> list[Newness]:
        """Whether the event named at each span is new or background to an article published on that day."""
        draft = self.draft_until(text, "parse", every_sentence=True)
        article = msgspec.structs.replace(draft.article, published=cast("str | None", published))
        times = TimeFinder().find(article.text, published=article.day)
        draft = msgspec.structs.replace(draft, article=article, times=tuple(times))
        return [self._newness.of_span(draft, Span(start=a, end=b)) for a, b in spans]

    def draft_until(self, text: str, last: str, *, every_sentence: bool = False) -> Draft:
        """The draft after the stage named."""
        draft = Draft(article=Article(text=text), run=self.run)
        for stage in self.pipeline.stages:
            [draft] = stage([draft])
            if every_sentence and stage.name == "gate":
                draft = msgspec.structs.replace(draft, open_sentences=tuple(range(len(draft.sentences))))
            if stage.name == last:
                break
        return draft
