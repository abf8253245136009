"""Two reports side by side: named features, each readable by itself. 0 is "no", "nothing shared" or "not known"."""

from __future__ import annotations

from collections.abc import Set

from ..geometry import kilometres
from .near_duplicates import resemblance
from .profile import Profile
from .words import cosine

NEAR_KM, FAR_KM = 30.0, 100.0
FAR_DAYS, LONGEST_GAP = 3, 30


def features(a: Profile, b: Profile) -> dict[str, float]:
    """What a pair is judged by; the same whichever comes first."""
    return {**_texts(a, b), **_names(a, b), **_details(a, b), **_days(a, b), **_places(a, b), **_acts(a, b)}


def _texts(a: Profile, b: Profile) -> dict[str, float]:
    one, other = a.article, b.article
    return {
        "text": cosine(one.text, other.text),
        "lead": cosine(one.lead, other.lead),
        "story": cosine(one.story, other.story),
        "own_sentences": cosine(a.own, b.own),
        "own_in_text": max(cosine(a.own, other.text), cosine(b.own, one.text)),
        "near_duplicate": resemblance(one.sketch, other.sketch),
    }


def _names(a: Profile, b: Profile) -> dict[str, float]:
    one, other = a.article.names, b.article.names
    shared = sum(min(w, other[name]) for name, w in sorted(one.items()) if name in other)
    least = min(sum(one.values()), sum(other.values()))
    rare = len(a.article.rare_names & b.article.rare_names)
    return {
        "names": min(shared, 60.0) / 60.0,
        "names_share": shared / least if least else 0.0,
        "rare_names": min(rare, 6) / 6,
        **_shared("persons", a.article.persons, b.article.persons),
        **_shared("victims", a.victims, b.victims),
    }


def _details(a: Profile, b: Profile) -> dict[str, float]:
    one, other = a.article, b.article
    return {
        **_shared("streets", one.streets, other.streets),
        **_shared("blocks", one.blocks, other.blocks),
        **_shared("clocks", one.clocks, other.clocks),
        **_shared("ages", one.ages, other.ages),
        **_shared("days", one.days, other.days),
    }


def _shared(name: str, a: Set[object], b: Set[object]) -> dict[str, float]:
    """Whether one is shared, or two; or both know some and share none."""
    both = len(a & b)
    return {
        f"{name}_shared": min(both, 2) / 2,
        f"{name}_differ": float(bool(a) and bool(b) and not both),
    }


def _days(a: Profile, b: Profile) -> dict[str, float]:
    one, other = a.article, b.article
    found: dict[str, float] = {}
    if one.days and other.days:
        found["days_apart"] = min(7, min(abs(x - y) for x in one.days for y in other.days)) / 7
    if one.published and other.published:
        between = abs(one.published - other.published)
        found["published_apart"] = min(between, 60) / 60
        found |= {f"published_within_{days}": float(between <= days) for days in (1, 3, 7)}
    ends = [(x.told[0], y.article.published) for x, y in ((a, b), (b, a)) if x.told and y.article.published]
    found["after_publication"] = float(any(day > published for day, published in ends))
    if (gap := day_gap(a, b)) is None:
        found["day_unknown"] = 1.0
        return found
    found["day_apart"] = min(gap, LONGEST_GAP) / LONGEST_GAP
    found["day_same"] = float(gap == 0)
    found["day_next"] = float(gap == 1)
    found["day_far"] = float(gap > FAR_DAYS)
    return found


def day_gap(a: Profile, b: Profile) -> int | None:
    """Whole days between two happenings, by the days that the texts tell; None where one tells none."""
    if a.told is None or b.told is None:
        return None
    return max(0, a.told[0] - b.told[1], b.told[0] - a.told[1])


def _places(a: Profile, b: Profile) -> dict[str, float]:
    found = {"cities_shared": min(2, len(a.article.cities & b.article.cities)) / 2}
    if a.place is None or b.place is None:
        return {**found, "place_unknown": 1.0}
    if a.place.admin1 and b.place.admin1:
        same = (a.place.country, a.place.admin1) == (b.place.country, b.place.admin1)
        found |= {"admin1_same": float(same), "admin1_differs": float(not same)}
    if a.place.country and b.place.country:
        found["country_differs"] = float(a.place.country != b.place.country)
    if a.city is None or b.city is None:
        return {**found, "place_coarse": 1.0}
    if a.city == b.city:
        return {**found, "city_same": 1.0}
    km = kilometres(a.place, b.place)
    return {
        **found,
        "city_near": float(km <= NEAR_KM),
        "city_apart": float(NEAR_KM < km <= FAR_KM),
        "city_far": float(km > FAR_KM),
    }


def _acts(a: Profile, b: Profile) -> dict[str, float]:
    found = {
        "mode_same": float(bool(a.modes & b.modes)),
        "mode_differs": float(bool(a.modes) and bool(b.modes) and not a.modes & b.modes),
    }
    for measure in a.toll.keys() & b.toll.keys():
        same = a.toll[measure] == b.toll[measure]
        found |= {f"{measure}_same": float(same), f"{measure}_differ": float(not same)}
    one, other = sum(a.toll.values()), sum(b.toll.values())
    if one and other:
        found |= {"hit_same": float(one == other), "hit_ratio": min(one, other) / max(one, other)}
    return found
