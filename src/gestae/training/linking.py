"""How the weights of `linking/pair_model.toml` were fitted.

    gestae code …/gva/dev.jsonl.gz -o coded/gva.jsonl --format jsonl
    gestae code …/muc4/dev.jsonl -o coded/muc4.jsonl --format jsonl
    python -m gestae.training.linking --data …/data --coded coded -o src/gestae/codebook/data/linking/pair_model.toml

Crime news tells which articles are about one incident; only incidents before `UNTIL` are learnt from, so that later ones
may judge. Reports of terrorism tell it by day, place and victims of their templates. What linking compares at all are the
pairs: those of different incidents are as hard as those that it will meet.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from ..codebook.files import read_toml
from ..files import written
from ..linking.blocks import Blocks
from ..linking.may_be_one import VIOLENT
from ..linking.pair import features
from ..linking.profile import ArticleProfile, Profile
from ..linking.reports import reports
from ..records import Coding
from .calibrate import Array, logistic
from .sources import read_lines

UNTIL = date(2015, 11, 1)
PENALTY = 10.0
LIMIT = 6.0
WEIGHTS = {"gva": 1.0, "muc4": 0.5}
"""How much a pair of either set counts."""

Row = Mapping[str, Any]
Judge = Callable[[Row, Row], bool | None]
Example = tuple[dict[str, float], bool]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the development data")
    parser.add_argument(
        "--coded", type=Path, required=True, help="folder with gva.jsonl and muc4.jsonl: codings in the data's order"
    )
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    gva = [
        row
        for row in coded_rows(options.data / "gva/dev.jsonl.gz", options.coded / "gva.jsonl")
        if parse_day(row[0]["date"]) < UNTIL
    ]
    muc = coded_rows(options.data / "muc4/dev.jsonl", options.coded / "muc4.jsonl")
    found = {"gva": list(examples(gva, same_incident)), "muc4": list(examples(muc, same_template))}
    for name, pairs in found.items():
        print(f"{name}: {len(pairs)} pairs, {sum(same for _, same in pairs)} of one incident")
    with written(options.output) as file:
        file.writelines(table(*fit(found)))
    return 0


def coded_rows(data: Path, coded: Path) -> list[tuple[Row, Coding]]:
    """The lines of a data set with their codings."""
    decoder = msgspec.json.Decoder(Coding)
    with coded.open("rb") as lines:
        return list(zip(read_lines(data), (decoder.decode(line) for line in lines), strict=True))


# --- pairs ------------------------------------------------------------------------------------------


def examples(rows: Sequence[tuple[Row, Coding]], judge: Judge) -> Iterator[Example]:
    """Features of the pairs that linking would compare, and whether they are of one incident."""
    blocks = Blocks()
    kept: dict[str, tuple[Row, Profile]] = {}
    for row, coding in rows:
        article = ArticleProfile(coding)
        if (profile := main_report(article)) is None or article.id in kept:
            continue
        for near in blocks.near(article):
            other_row, other = kept[near.id]
            if (same := judge(row, other_row)) is not None:
                yield features(profile, other), same
        blocks.add(article)
        kept[article.id] = row, profile


def main_report(article: ArticleProfile) -> Profile | None:
    """The report of violence with the most events."""
    rules = read_toml("syntax/linking.toml")
    told = reports(article.coding, frozenset(rules["incidents"]), frozenset(rules["followers"]))
    violent = [report for report in told if report.first.event_type == VIOLENT]
    main = max(violent, key=lambda r: (len(r.events), -r.first.trigger.start), default=None)
    return None if main is None else Profile(article, main)


def same_incident(a: Row, b: Row) -> bool | None:
    return bool(a["incident"] == b["incident"])


def same_template(a: Row, b: Row) -> bool | None:
    """For articles with one template each; None where templates leave it open."""
    if len(a["templates"]) != 1 or len(b["templates"]) != 1:
        return None
    one, other = a["templates"][0], b["templates"][0]
    kinds = set(one["type"]), set(other["type"])
    if not kinds[0] & kinds[1]:
        return None if "ATTACK" in kinds[0] | kinds[1] else False
    if _victims(one) & _victims(other):
        return True
    gap = _gap(one, other)
    if gap is not None and gap > 1:
        return False
    if gap == 0 and any(len(path) > 2 for path in _paths(one) & _paths(other)):
        return True
    return False if _elsewhere(one, other) else None


def _victims(template: Row) -> set[str]:
    return {name for victim in template["victims"] for name in victim["names"] if " " in name}


def _gap(a: Row, b: Row) -> int | None:
    """Least distance of their days; None where one is open."""
    one, other = _days(a), _days(b)
    days = [(x, y) for x in one for y in other if x is not None and y is not None]
    if not days or len(days) < len(one) * len(other):
        return None
    return min(max(0, x[0] - y[1], y[0] - x[1]) for x, y in days)


def _days(template: Row) -> list[tuple[int, int] | None]:
    found = (template["date"] or {}).get("any_of", ())
    closed = ((d["earliest"], d["latest"]) if d.get("earliest") and d.get("latest") else None for d in found)
    return [None if d is None else (parse_day(d[0]).toordinal(), parse_day(d[1]).toordinal()) for d in closed]


def _paths(template: Row) -> set[tuple[str, ...]]:
    return {tuple(part["name"] for part in place["path"]) for place in (template["location"] or {}).get("any_of", ())}


def _elsewhere(a: Row, b: Row) -> bool:
    """In other countries, or in other parts of one."""
    pairs = [(x, y) for x in _paths(a) for y in _paths(b)]
    return bool(pairs) and all(x[0] != y[0] or (min(len(x), len(y)) > 1 and x[1] != y[1]) for x, y in pairs)


def parse_day(text: str) -> date:
    return date.fromisoformat(text[:10])


# --- weights ----------------------------------------------------------------------------------------


def fit(found: Mapping[str, Sequence[Example]]) -> tuple[float, dict[str, float]]:
    """Constant and weights of a ridge regression whose penalty sees all features on one scale."""
    pairs = [(values, same, WEIGHTS[name]) for name, examples in found.items() for values, same in examples]
    names = sorted({name for values, _, _ in pairs for name in values})
    rows: Array = np.array([[values.get(name, 0.0) for name in names] for values, _, _ in pairs])
    spread = rows.std(axis=0) + 0.05
    right = np.array([float(same) for _, same, _ in pairs])
    weights = logistic(rows / spread, right, PENALTY, np.array([count for _, _, count in pairs]))
    return float(weights[-1]), {name: float(w / s) for name, w, s in zip(names, weights, spread, strict=False)}


def table(constant: float, weights: Mapping[str, float]) -> Iterator[str]:
    yield "# Log-odds that two reports tell of one happening: the constant and the weights times the features of `linking/pair.py`.\n"
    yield "# Made by `gestae.training.linking`; a feature that is not here counts nothing.\n\n"
    yield f"constant = {constant:.3f}\n# What one pair may say at most, for or against.\nlimit = {LIMIT:.1f}\n\n[weights]\n"
    for name, value in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])):
        yield f"{name} = {value:.3f}\n"


if __name__ == "__main__":
    raise SystemExit(main())
