"""Every record type of Gestae: what stages hand on, files hold and users read.

All records are frozen; a stage returns a new one (`msgspec.structs.replace`). Offsets are half-open
`[start, end)` in Unicode code points into `Article.text`. Missing knowledge is `None`.
"""

from __future__ import annotations

from datetime import date, datetime
from hashlib import blake2b
from typing import Any, Literal

import msgspec

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT",
]  # fmt: skip
Status = Literal["happened", "attempted", "planned", "threatened", "hypothetical", "negated"]
Newness = Literal["new", "background"]
Via = Literal["named", "coreference", "implied"]
ReactionStance = Literal[
    "condolence", "condemnation", "solidarity", "aid", "accusation", "denial", "claim", "restraint", "threat"
]
Stance = Literal["states", "claims", "accuses", "denies", "confirms"]
AttributionKind = Literal["direct", "indirect", "mixed"]
MentionKind = Literal["person", "organization", "armed_group", "country", "nationality", "place", "group"]
PlacePrecision = Literal["venue", "city", "admin2", "admin1", "country", "region"]
PlaceRole = Literal["event", "dateline", "speaker", "origin", "background"]
TimePrecision = Literal["time", "day", "week", "month", "season", "quarter", "year", "decade", "century", "vague"]
Measure = Literal[
    "killed", "wounded", "missing", "arrested", "abducted", "displaced", "hospitalised", "affected",
    "suspects", "participants",
]  # fmt: skip
Bound = Literal["exact", "at_least", "at_most", "about", "range", "vague"]
TollRule = Literal[
    "latest_report_fullest_figure", "latest_official", "median_of_origins", "conservative", "ucdp",
]  # fmt: skip
Standing = Literal["confirmed", "claimed", "accused", "suspected", "denied"]
RejectionStage = Literal["reader", "gate", "detect", "classify", "status", "newness", "judge", "figures", "pipeline"]
RejectionReason = Literal[
    # of whole articles
    "empty", "too_long", "not_english", "sport_article", "fiction_article", "crashed", "timed_out", "unreadable",
    # of candidates
    "comparison", "metaphor", "sport", "fiction", "anniversary", "history", "opinion", "prediction",
    "hypothetical", "question", "headline", "court_boilerplate", "accident", "natural_disaster", "business",
    "biography", "state_not_act", "generic", "plain_speech", "no_participant", "repeated_mention",
    "low_confidence", "other_sense", "no_event",
    # of figures
    "implausible_figure",
]  # fmt: skip


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: frozen, keyword-only, unknown fields forbidden when decoding."""


class Span(Record, frozen=True, kw_only=True):
    """A stretch of the article's text, `[start, end)`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, found [{self.start}, {self.end})")


class Article(Record, frozen=True, kw_only=True):
    """A news text as it was read, with what is known about it.

    `id` is a hash of the content (text, title, published, publisher, url), made when left empty. `published`
    takes a `date`, a `datetime` or an ISO 8601 string and stores the string. A surrogate code point, which no
    file can hold, is stored as U+FFFD, so offsets stay.
    """

    text: str
    id: str = ""
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    retrieved: str | None = None
    origin: str | None = None

    def __post_init__(self) -> None:
        for name in ("text", "title", "publisher", "url"):
            value = getattr(self, name)
            if not isinstance(value, str) and (value is not None or name == "text"):
                raise TypeError(f"Article.{name} must be a string, found {type(value).__name__}")
            if value and (cleaned := without_surrogates(value)) is not value:
                msgspec.structs.force_setattr(self, name, cleaned)
        msgspec.structs.force_setattr(self, "published", _iso(self.published))
        msgspec.structs.force_setattr(self, "retrieved", _iso(self.retrieved))
        if not self.id:
            msgspec.structs.force_setattr(self, "id", self._content_hash())

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    def _content_hash(self) -> str:
        return short_hash(self.text, self.title, self.published, self.publisher, self.url)


_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each surrogate, which no file can hold; offsets stay."""
    if text.isascii() or _SURROGATES.isdisjoint(text):
        return text
    return "".join("\ufffd" if c in _SURROGATES else c for c in text)


def _iso(value: Any) -> str | None:
    """An ISO 8601 date or date-time as a string; raises ValueError for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    date.fromisoformat(str(value)[:10])
    return str(value)


def short_hash(*parts: object) -> str:
    """A stable hexadecimal hash of 24 digits (96 bits); `None` and "" differ."""
    digest = blake2b(digest_size=12)
    for part in parts:
        digest.update(b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return digest.hexdigest()


class Entity(Record, frozen=True, kw_only=True):
    """Somebody that the codebook knows or the article introduces.

    `id` is stable inside one codebook (`country:SYR`, `leader:SYR:…`, `org:…`, `group:…`, `role:…`);
    `country` ISO 3166-1 alpha-3; `sectors` PLOVER sector codes, most specific first.
    """

    id: str
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    wikidata: str | None = None


class Mention(Span, frozen=True, kw_only=True):
    kind: MentionKind
    entity: Entity | None = None


class Place(Span, frozen=True, kw_only=True):
    """A place name; `lat`/`lon` in decimal degrees (WGS 84), `admin1` the GeoNames admin1 code with country."""

    name: str
    geonames_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    role: PlaceRole | None = None
    confidence: float = 0.0


class Time(Span, frozen=True, kw_only=True):
    """An expression of time; `value` in TIMEX3 notation, `earliest`/`latest` inclusive ISO dates."""

    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision | None = None


class Speaker(Span, frozen=True, kw_only=True):
    entity: Entity | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """Who says so: the speaker's words, the cue ("said", "according to"), the content."""

    speaker: Speaker | None = None
    cue: Span | None = None
    content: Span | None = None
    kind: AttributionKind


class Figure(Span, frozen=True, kw_only=True):
    """One claim of a number, as the text has it.

    `low`/`high` are whole people, `None` where the bound is open. `group` names who was counted
    ("soldiers"), `attribution` and `event` index the coding's attributions and events; `rule` names
    the codebook rule that turned vague words into numbers. Spans end where the words of number end
    and never overlap.
    """

    id: str
    measure: Measure
    low: int | None = None
    high: int | None = None
    bound: Bound = "exact"
    group: str | None = None
    as_of: str | None = None
    attribution: int | None = None
    event: int | None = None
    rule: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a figure must have low <= high, found {self.low} > {self.high}")


class Participant(Span, frozen=True, kw_only=True):
    """Words that name an actor or a recipient; `via` tells whether they name it themselves."""

    entity: Entity | None = None
    via: Via = "named"


class EventTime(Record, frozen=True, kw_only=True):
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision | None = None
    time: int | None = None


class Event(Record, frozen=True, kw_only=True):
    """One report of something done. `attribution`, `place`, `figures`, `sentence` are indexes into the coding."""

    id: str
    event_type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    status: Status = "happened"
    newness: Newness = "new"
    attribution: int | None = None
    stance: Stance | None = None
    time: EventTime | None = None
    place: int | None = None
    figures: tuple[int, ...] = ()
    trigger: Span
    sentence: int
    confidence: float


class Rejection(Record, frozen=True, kw_only=True):
    """What was seen and refused, where and why; `start`/`end` are None for a whole article."""

    stage: RejectionStage
    reason: RejectionReason
    start: int | None = None
    end: int | None = None
    detail: str = ""


class Coding(Record, frozen=True, kw_only=True):
    """One article and all that was coded from it."""

    article: Article
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    run: str = ""


class Perpetrator(Record, frozen=True, kw_only=True):
    """`by` names who says so; `event` is the id of the event that says it."""

    entity: Entity
    standing: Standing
    by: str | None = None
    event: str | None = None


class Victim(Record, frozen=True, kw_only=True):
    entity: Entity
    event: str | None = None


class Claim(Record, frozen=True, kw_only=True):
    """A figure with who printed it, who says so and when it was known.

    `speaker` has the text's words, `entity` whom they name; `origin` is the wire or outlet that the article comes from.
    """

    figure: Figure
    article: str
    publisher: str | None = None
    speaker: str | None = None
    entity: Entity | None = None
    origin: str | None = None
    as_of: str | None = None


class Toll(Record, frozen=True, kw_only=True):
    """A view of the claims of one measure under the rule named (a `TollRule`); `claims` are figure ids in order.

    `low` and `high` span what counts under the rule, `as_of` is the day of the newest of it.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    rule: str
    as_of: str | None = None
    claims: tuple[str, ...] = ()


class Reaction(Record, frozen=True, kw_only=True):
    actor: Entity | None = None
    stance: ReactionStance
    level: str | None = None
    event: str
    article: str
    first_seen: str | None = None


class Response(Record, frozen=True, kw_only=True):
    """What followed an incident; `lag` in whole days."""

    event: str
    lag: int | None = None


class Incident(Record, frozen=True, kw_only=True):
    """One thing that happened, from all that reported it."""

    id: str
    event_type: EventType
    mode: str | None = None
    title: str = ""
    earliest: str | None = None
    latest: str | None = None
    place: Place | None = None
    perpetrators: tuple[Perpetrator, ...] = ()
    victims: tuple[Victim, ...] = ()
    events: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    figures: tuple[Claim, ...] = ()
    toll: dict[str, Toll] = {}
    reactions: tuple[Reaction, ...] = ()
    responses: tuple[Response, ...] = ()
    status: Status = "happened"


class Doubt(Record, frozen=True, kw_only=True):
    """Two incidents that may be one, for a person to decide: how probable, and by which features, the strongest first."""

    incidents: tuple[str, str]
    probability: float
    reasons: tuple[str, ...] = ()


class Decision(Record, frozen=True, kw_only=True):
    """An entry in the log of what people decided on incidents; entries are appended, never changed.

    `groups` holds ids of events, or of articles about an incident that code none of it: what stands in one group is one happening,
    what stands in two is not. `incidents` are the ids decided on, `undoes` the entry that is taken back, `after` the entry before.
    """

    id: str = ""
    kind: Literal["merge", "split", "apart", "undo"]
    incidents: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    undoes: str | None = None
    reason: str = ""
    by: str | None = None
    at: str | None = None
    after: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            parts = (self.kind, self.incidents, self.groups, self.undoes, self.reason, self.by, self.at, self.after)
            msgspec.structs.force_setattr(self, "id", short_hash("decision", *parts))


class Corpus(Record, frozen=True, kw_only=True):
    """What linking makes of many codings."""

    incidents: tuple[Incident, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence whose participants are given, as `[start, end)`; None where nobody is named."""

    text: str
    actor: tuple[int, int] | None = None
    recipient: tuple[int, int] | None = None


class PairLabel(Record, frozen=True, kw_only=True):
    """The answer to a `Pair`; `scores` has one number per event type that is not zero."""

    event_type: EventType | None = None
    mode: str | None = None
    status: Status = "happened"
    confidence: float = 0.0
    scores: dict[str, float] = {}
