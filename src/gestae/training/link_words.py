"""How `linking/words.csv` was made: which words many news articles use, so that sharing them says little.

    python -m gestae.training.link_words --data …/data -o src/gestae/codebook/data/linking/words.csv

Only words that several kinds of news use are kept, with their share in the kind that uses them most: no text, no order,
no name that one story alone has.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..files import written
from ..linking.words import WORD, plain
from .linking import UNTIL, parse_day
from .sources import read_lines

KINDS: Mapping[str, Sequence[str]] = {
    "crime": ["gva/dev.jsonl.gz"],
    "politics": ["attribution/polnear_train.jsonl.gz", "attribution/polnear_dev.jsonl.gz"],
    "world events": [f"timelines/{story}.jsonl.gz" for story in ("haiti", "iraq", "finan", "mj", "h1n1")],
    "terrorism": ["muc4/dev.jsonl"],
    "wiki": ["wikinews/articles.jsonl"],
    "local": ["geo/lgl.jsonl"],
    "world": ["geo/gwn.jsonl"],
}
FEWEST = 8
"""Articles that a word must be in."""
KINDS_OF_WORD, KINDS_OF_NAME = 3, 4
"""Kinds of news that a word must be in; of a word that mostly stands in capitals, one more."""
MOSTLY = 0.3
SMOOTHING = 5
COARSE, STEP = 10, 1.1
"""Above 10 in 1,000, shares are rounded to steps of a tenth."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    kinds = [list(_texts(options.data / name for name in names)) for names in KINDS.values()]
    classes: dict[int, list[str]] = {}
    for word, share in shares(kinds).items():
        classes.setdefault(per_mille(share), []).append(word)
    with written(options.output) as file:
        file.write("per_mille,words\n")
        file.writelines(f"{at},{' '.join(sorted(classes[at]))}\n" for at in sorted(classes, reverse=True))
    return 0


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    """Articles, without those that the accuracy of linking is told from."""
    for path in paths:
        for row in read_lines(path):
            if "incident" not in row or parse_day(row["date"]) < UNTIL:
                yield f"{row.get('title') or ''} {row['text']}"


def shares(kinds: Sequence[Sequence[str]]) -> dict[str, float]:
    """Share of articles that use a word, in the kind of news that uses it most."""
    small: Counter[str] = Counter()
    every: Counter[str] = Counter()
    counts = [Counter[str]() for _ in kinds]
    for kind, texts in zip(counts, kinds, strict=True):
        for text in texts:
            found = WORD.findall(text)
            every.update(map(plain, found))
            small.update(plain(word) for word in found if word.replace("’", "'").removesuffix("'s").islower())
            kind.update({plain(word) for word in found})
    return {
        word: max(kind[word] / (len(texts) + SMOOTHING) for kind, texts in zip(counts, kinds, strict=True))
        for word in every
        if len(word) > 1
        and sum(kind[word] for kind in counts) >= FEWEST
        and sum(kind[word] > 0 for kind in counts)
        >= (KINDS_OF_NAME if small[word] < MOSTLY * every[word] else KINDS_OF_WORD)
    }


def per_mille(share: float) -> int:
    found = max(2, round(1000 * share))
    if found <= COARSE:
        return found
    return min(1000, round(COARSE * STEP ** round(math.log(found / COARSE, STEP))))


if __name__ == "__main__":
    raise SystemExit(main())
