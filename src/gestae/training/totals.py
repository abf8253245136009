"""How the weights of `linking/total_model.toml` were fitted.

    gestae code …/gva/dev.jsonl.gz -o coded/gva.jsonl --format jsonl
    python -m gestae.training.totals --data …/data --coded coded -o src/gestae/codebook/data/linking/total_model.toml

The record of an incident of crime news has its dead and wounded; of the pairs of numbers that an article allows, the one
on record should be the likeliest. Learnt from incidents before `UNTIL`, so that later ones may judge.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from ..files import written
from ..linking.profile import ArticleProfile
from ..linking.total_features import Features, Pair, candidates
from ..linking.total_model import TotalModel
from ..records import Coding
from .calibrate import choice
from .linking import UNTIL, Row, coded_rows, main_report, parse_day

PENALTY = 3.0
Example = tuple[dict[Pair, Features], Pair]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the development data")
    parser.add_argument("--coded", type=Path, required=True, help="folder with gva.jsonl: codings in the data's order")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    rows = coded_rows(options.data / "gva/dev.jsonl.gz", options.coded / "gva.jsonl")
    found = list(examples(rows))
    learnt = [example for row, example in found if parse_day(row["date"]) < UNTIL]
    weights = fit(learnt)
    later = [example for row, example in found if parse_day(row["date"]) >= UNTIL]
    right = [f"{accuracy(weights, judged):.3f} of {len(judged)}" for judged in (learnt, later)]
    print(f"right: {right[0]} learnt from, {right[1]} later ones")
    with written(options.output) as file:
        file.writelines(table(weights))
    return 0


def examples(rows: Sequence[tuple[Row, Coding]]) -> Iterator[tuple[Row, Example]]:
    """The pairs of numbers of each article that reports violence, and the one on record."""
    for row, coding in rows:
        profile = main_report(ArticleProfile(coding))
        if profile is not None and profile.report is not None:
            yield row, (candidates(profile.report.claims, coding.article.title), (row["killed"], row["injured"]))


def fit(learnt: Sequence[Example]) -> dict[str, float]:
    """Weights of the conditional logit; articles that allow no right pair teach nothing."""
    usable = [(pairs, gold) for pairs, gold in learnt if gold in pairs]
    names = sorted({name for pairs, _ in usable for features in pairs.values() for name in features})
    groups = [np.array([[f.get(name, 0.0) for name in names] for f in pairs.values()]) for pairs, _ in usable]
    weights = choice(groups, [list(pairs).index(gold) for pairs, gold in usable], PENALTY)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def accuracy(weights: Mapping[str, float], judged: Sequence[Example]) -> float:
    model = TotalModel(weights)
    return float(np.mean([model.choose(pairs) == gold for pairs, gold in judged]))


def table(weights: Mapping[str, float]) -> Iterator[str]:
    yield "# What speaks for a pair of numbers (killed, wounded) as the total of an article: weights of the features of\n"
    yield "# `linking/total_features.py`. Made by `gestae.training.totals`; a feature that is not here counts nothing.\n\n[weights]\n"
    for name, value in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])):
        yield f"{name} = {value:.2f}\n"


if __name__ == "__main__":
    raise SystemExit(main())
