"""How linking does on an invented world, and what an article costs: `python -m gestae.evaluate.linking 10000 100000`."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from resource import RUSAGE_SELF, getrusage

import msgspec

from ..linking.link import Linker
from ..records import Corpus
from .world import Told, world

SEED = 1
A_DAY, DENSE = 27.0, 270.0
"""Articles a day: more articles are more days, as in news; and once a day's news tenfold."""


class Measured(msgspec.Struct, frozen=True):
    """Milliseconds an article, reading the incidents included; agreement with the true incidents; peak memory of the process."""

    articles: int
    days: int
    milliseconds: float
    precision: float
    recall: float
    final_toll: float
    mebibytes: int


def measure(told: Sequence[Told]) -> Measured:
    linker = Linker()
    start = time.perf_counter()
    for each in told:
        linker.add(each.coding)
    corpus = linker.corpus()
    spent = time.perf_counter() - start
    found = {event: incident.id for incident in corpus.incidents for event in incident.events}
    true = {event: each.attack for each in told if each.attack is not None for event in _attack_events(each)}
    precision, recall = b_cubed({event: found[event] for event in true}, true)
    dates = [each.coding.article.day for each in told if each.coding.article.day is not None]
    memory = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    days = (max(dates) - min(dates)).days + 1
    return Measured(len(told), days, 1000 * spent / len(told), precision, recall, _right_tolls(corpus, told), memory)


def b_cubed(found: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> tuple[float, float]:
    """Precision and recall of the company that items are in (Bagga and Baldwin 1998)."""
    both = Counter((found[item], true[item]) for item in true)
    ours, theirs = Counter(found[item] for item in true), Counter(true.values())
    precision = sum(both[found[i], true[i]] / ours[found[i]] for i in true) / len(true)
    recall = sum(both[found[i], true[i]] / theirs[true[i]] for i in true) / len(true)
    return precision, recall


def _attack_events(told: Told) -> list[str]:
    return [e.id for e in told.coding.events if e.event_type == "ASSAULT"]


def _right_tolls(corpus: Corpus, told: Sequence[Told]) -> float:
    """Share of incidents whose best number of killed is among those that the last day's articles on them give."""
    by_article = {each.coding.article.id: each for each in told}
    right: dict[str, bool] = {}
    for incident in corpus.incidents:
        killed: dict[str, set[int | None]] = defaultdict(set)
        for article in incident.articles:
            killed[by_article[article].coding.article.published or ""].add(by_article[article].killed)
        if "killed" in incident.toll:
            right[incident.id] = incident.toll["killed"].best in killed[max(killed)]
    return sum(right.values()) / len(right)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000]
    print("articles  days  ms an article  B3 precision  B3 recall  last toll  peak MiB")
    for size, a_day in [*((size, A_DAY) for size in sizes), (sizes[0], DENSE)]:
        found = measure(world(SEED, size, a_day=a_day))
        print(
            f"{found.articles:8}  {found.days:4}  {found.milliseconds:13.2f}  {found.precision:12.3f}  {found.recall:9.3f}"
            f"  {found.final_toll:9.3f}  {found.mebibytes:8}",
            flush=True,
        )


if __name__ == "__main__":
    main()
