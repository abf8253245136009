"""The day of an act of violence: of all days that its article tells, the one whose words speak most for it.

News tells many days: of the deed, of the call to the police, of an arrest, of what was said about it. Often the deed's own
sentence has none. The features of each day are added up with the weights of `syntax/linking.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from math import exp
from typing import Any, NamedTuple

from ..codebook.files import read_toml
from ..records import Coding, Event, Time

AROUND, BESIDE, BEHIND = 60, 25, 12
"""Characters in which words tell what happened on a day; in which its speaker and hour stand; after it, for a speaker."""
OPENING = 400
"""Characters at the top of an article."""
NEAR = 100.0
"""Characters between day and deed at which nearness counts half."""


class Mention(NamedTuple):
    """One expression of a day: the words before and after it in its sentence, and where it stands."""

    time: Time
    before: str
    after: str
    sentence: int


def likely_day(coding: Coding, events: Sequence[Event], *, several: bool) -> str | None:
    """The likeliest day, None where the article tells none of the weeks before it or several seem as likely.

    `several` tells that the article has other violence too, whose days must not be taken for this one's.
    """
    published = coding.article.day
    days = {} if published is None else _days(coding, published)
    if published is None or not days:
        return None
    earliest = min(days)
    features = {
        day: _features(mentions, events)
        | {"earliest": day == earliest, "published": day == published.isoformat()}
        | _told(day, events, several=several)
        for day, mentions in days.items()
    }
    weights: Mapping[str, float] = _rules()["weights"]
    scores = {day: sum(weights[name] * value for name, value in row.items()) for day, row in features.items()}
    best = max(scores, key=lambda day: (scores[day], day))
    share = 1.0 / sum(exp(score - scores[best]) for score in scores.values())
    return best if share >= _rules()["least"] else None


def _days(coding: Coding, published: date) -> dict[str, list[Mention]]:
    """Days up to that of publication with the places where they are told."""
    starts = [s.start for s in coding.sentences]
    found: dict[str, list[Mention]] = {}
    for time in coding.times:
        if time.precision not in ("day", "time") or time.earliest is None or time.earliest != time.latest:
            continue
        if 0 <= (published - date.fromisoformat(time.earliest)).days <= _rules()["longest"]:
            found.setdefault(time.earliest, []).append(_mention(coding, time, starts))
    return found


def _mention(coding: Coding, time: Time, starts: Sequence[int]) -> Mention:
    text, index = coding.article.text, bisect_right(starts, time.start) - 1
    begin, end = max(0, time.start - AROUND), time.end + AROUND
    if index >= 0 and time.start < coding.sentences[index].end:
        begin, end = max(begin, coding.sentences[index].start), min(end, coding.sentences[index].end)
    return Mention(time, text[begin : time.start], text[time.start : max(end, time.end)], index)


def _told(day: str, events: Sequence[Event], *, several: bool) -> dict[str, float]:
    told = any(e.time is not None and e.time.earliest == e.time.latest == day for e in events)
    return {"told": told and not several, "told_of_several": told and several}


def _features(mentions: Sequence[Mention], events: Sequence[Event]) -> dict[str, float]:
    own = {e.sentence for e in events}
    triggers = sorted(e.trigger.start for e in events)
    distance = min(_distance(m.time.start, triggers) for m in mentions)
    return {
        "near": 1 / (1 + distance / NEAR),
        "same_sentence": any(m.sentence in own for m in mentions),
        "opening": mentions[0].time.start < OPENING,
        "deed": any(_has("deed", m.before + m.after) for m in mentions),
        "happened": any(_has("happened", m.before + m.after) for m in mentions),
        "hour": any(_has("hour", m.before[-BESIDE:] + m.after[: _width(m) + BESIDE]) for m in mentions),
        "part_of_day": any(_has("part_of_day", m.after[: _width(m) + BEHIND]) for m in mentions),
        "law": _share("law", (m.before + m.after for m in mentions)),
        "posted": _share("posted", (m.before[-BESIDE:] for m in mentions)),
        "said": _share("said", (f"{m.before[-BESIDE:]} | {m.after[_width(m) :][:BEHIND]}" for m in mentions)),
    }


def _distance(start: int, triggers: Sequence[int]) -> int:
    """Characters to the nearest trigger."""
    after = bisect_right(triggers, start)
    return min(abs(start - trigger) for trigger in triggers[max(0, after - 1) : after + 1])


def _width(mention: Mention) -> int:
    return mention.time.end - mention.time.start


def _share(name: str, texts: Iterator[str]) -> float:
    found = [_has(name, text) for text in texts]
    return sum(found) / len(found)


def _has(name: str, text: str) -> bool:
    return _patterns()[name].search(text) is not None


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    words: Mapping[str, Sequence[str]] = _rules()["words"]
    plain = {name: "|".join(re.escape(word) for word in listed) for name, listed in words.items()}
    plain["hour"] += r"|[0-9](?::[0-9]{2})?\s?[ap]\.?m"
    return {name: re.compile(rf"\b(?:{choices})\b", re.IGNORECASE) for name, choices in plain.items()}


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = read_toml("syntax/linking.toml")["day"]
    return rules
