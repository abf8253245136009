"""From data to models: a small and an accurate one, and the same again for each fold of the pairs."""

from __future__ import annotations

import hashlib
import logging
import pickle
import random
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer

from ..codebook.codebook import bundled
from ..codebook.files import read_rows
from ..coder import Coder
from ..coding.labels import Labels
from ..coding.marking import Marker, Question
from . import sources
from .folds import fold_of
from .items import CountrySwapper, Item, Targets
from .loop import TASKS, Phase, padded, train
from .network import EventNetwork

log = logging.getLogger(__name__)
COUNTRY_COLUMNS = ("iso3", "name", "aliases", "adjectives", "demonyms", "capital", "head", "wikidata")


KEPT_FOR_JUDGING = 3
"""One article in so many of Wikinews and the timelines is never trained on."""


class Unlabelled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many sentences are taken, and how many articles of each set are read for them."""

    sentences: int
    articles: dict[str, int]


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The configuration file; see its comments."""

    seed: int
    folds: int
    mixed: int
    judged: dict[str, list[int]]
    general: Phase
    pairs: Phase
    taught: Phase
    unlabelled: Unlabelled
    rates: dict[str, float]

    @classmethod
    def read(cls, path: Path | None = None) -> Config:
        return msgspec.toml.decode((path or Path(__file__).with_name("config.toml")).read_bytes(), type=cls)


class Recipe:
    """`data` is the folder of development data, `own` the project's folder, `out` takes all that is made.

    `encoders` leads from the sizes "small" and "accurate" to folders with a sentence encoder and its tokenizer; of both
    together the accurate model teaches the small one. Steps whose result lies in `out` are not done again.
    """

    def __init__(self, config: Config, data: Path, own: Path, out: Path, encoders: dict[str, Path]) -> None:
        self.config, self.data, self.own, self.out, self.encoders = config, data, own, out, encoders
        self.labels = Labels.of(bundled())
        self._targets = Targets(self.labels)
        out.mkdir(parents=True, exist_ok=True)

    # --- items --------------------------------------------------------------------------------

    @cached_property
    def coder(self) -> Coder:
        return Coder(model=None)

    @cached_property
    def swapper(self) -> CountrySwapper:
        rows = read_rows("entities/countries.csv", COUNTRY_COLUMNS)
        names = [
            {"name": r["name"], "adjective": r["adjectives"].split("|")[0], "people": r["demonyms"].split("|")[0]}
            for r in rows
            if r["adjectives"] and "," not in r["name"]
        ]
        return CountrySwapper([row for row in names if row["name"] != row["adjective"]])

    def items(self, name: str, make: Callable[[], Sequence[Item]]) -> list[Item]:
        """Items made once and kept in `out`."""
        path = self.out / f"items-{name}.pkl"
        if not path.exists():
            path.write_bytes(pickle.dumps(list(make())))
        return list(pickle.loads(path.read_bytes()))

    @cached_property
    def pairs(self) -> list[Item]:
        path = self.data / "pairs/plv_train.jsonl"
        return self.items("pairs", lambda: list(sources.pairs(path, self.coder, self._targets)))

    @cached_property
    def other(self) -> list[Item]:
        """Written sentences, codebook examples, spans of sentences that are no pair, and sentences without an event."""
        return self.items("other", self._make_other)

    def _make_other(self) -> list[Item]:
        texts = {item.text for item in self.pairs}
        return [
            *sources.written(self.own / "training/written.jsonl", self._targets),
            *sources.examples(self.coder, self._targets),
            *sources.spans(self.data / "spans/cameo_train.jsonl", self.coder, texts),
            *sources.refused(self.own / "tests/do_not_code/sentences.jsonl", self.coder, self._targets),
        ]

    def judged(self, use: str) -> list[Item]:
        """The judged events of the parts that the configuration names for a use."""
        found = self.items(
            "judged", lambda: list(sources.judged(self.own / "training/judged.csv", self.data, self._targets))
        )
        parts = set(self.config.judged[use])
        return [item for item in found if item.part in parts]

    @cached_property
    def unlabelled(self) -> list[Item]:
        """Sentences of real articles without a label."""
        return self.items("unlabelled", self._make_unlabelled)

    def _make_unlabelled(self) -> list[Item]:
        rnd = random.Random(self.config.seed)
        found: list[Item] = []
        for name, number in self.config.unlabelled.articles.items():
            rows = [row for row in sources.read_lines(self.data / name) if not is_kept(name, row["id"])]
            rnd.shuffle(rows)
            found += sources.unlabelled(Path(name), [row["text"] for row in rows[:number]], self.coder)
        return found

    # --- models -------------------------------------------------------------------------------

    def network(self, size: str) -> tuple[EventNetwork, Marker]:
        """A fresh network around a pretrained encoder."""
        tokenizer = Tokenizer.from_file(str(self.encoders[size] / "tokenizer.json"))
        marker = Marker(tokenizer)
        pad = next(i for i in (tokenizer.token_to_id("[PAD]"), tokenizer.token_to_id("<pad>")) if i is not None)
        torch.manual_seed(self.config.seed)
        return EventNetwork(self.encoders[size], self.labels, marker.mark_ids, pad), marker

    def trained(self, size: str, name: str, start: str | None, phase: Phase, items: Callable[[], list[Item]]) -> str:
        """Train and keep the model `size-name`, from the kept model `start` or afresh."""
        path = self.out / f"{size}-{name}.pt"
        if not path.exists():
            network, marker = self.loaded(size, start) if start else self.network(size)
            chosen = items()
            log.info("%s %s: %d items", size, name, len(chosen))
            slowed = msgspec.structs.replace(phase, rate=phase.rate * self.config.rates[size])
            train(network, chosen, marker, self.labels, self.swapper, slowed, self.config.seed)
            torch.save(network.state_dict(), path)
        return name

    def loaded(self, size: str, name: str) -> tuple[EventNetwork, Marker]:
        network, marker = self.network(size)
        network.load_state_dict(torch.load(self.out / f"{size}-{name}.pt", weights_only=True))
        network.eval()
        return network, marker

    def run(self) -> None:
        """All models of each size: general, then with all pairs ("all"), then without each fold ("fold-0" …)."""
        for size in sorted(self.encoders):  # the accurate one teaches the small one
            self.trained(size, "general", None, self.config.general, self.known)
            self.pair_phase(size, "all", self.pairs)
            for fold in range(self.config.folds):
                self.pair_phase(size, f"fold-{fold}", [item for item in self.pairs if self.fold_of(item) != fold])

    def known(self) -> list[Item]:
        """All that the models learn from but the pairs."""
        return [*self.other, *self.judged("train")]

    def pair_phase(self, size: str, name: str, pairs: Sequence[Item]) -> None:
        """The pairs phase, on some or all of the pairs; then, for a small model beside an accurate one, the taught phase,
        and the mean of the weights before and after it."""
        has_teacher = size == "small" and "accurate" in self.encoders
        first = f"{name}-untaught" if has_teacher else name

        def items() -> list[Item]:
            return [*self.split(size, pairs), *self.sample(self.known(), self.config.mixed)]

        self.trained(size, first, "general", self.config.pairs, items)
        if has_teacher:
            teachers = (("accurate", name), ("small", first))
            last = f"{name}-taught"
            self.trained(size, last, first, self.config.taught, lambda: [*items(), *self.taught(teachers)])
            self.averaged(size, name, (first, last))

    def averaged(self, size: str, name: str, of: Sequence[str]) -> None:
        """Keep the mean of kept models' weights: what one phase won and what it forgot are balanced (Wortsman et al. 2022)."""
        path = self.out / f"{size}-{name}.pt"
        if not path.exists():
            states = [torch.load(self.out / f"{size}-{one}.pt", weights_only=True) for one in of]
            torch.save(
                {
                    key: sum(state[key] for state in states) / len(states) if value.is_floating_point() else value
                    for key, value in states[0].items()
                },
                path,
            )

    def taught(self, teachers: Sequence[tuple[str, str]]) -> list[Item]:
        """Sentences without a label, each with the mean of the teachers' types."""
        chosen = self.sample(self.unlabelled, self.config.unlabelled.sentences)
        questions = [item.question(False, True) for item in chosen]
        answers = [infer(*self.loaded(size, name), questions) for size, name in teachers]
        return [
            msgspec.structs.replace(item, types=np.mean([answer[0] for answer in told], axis=0), taught=True)
            for item, *told in zip(chosen, *answers, strict=True)
        ]

    def fold_of(self, item: Item) -> int:
        """The fold of a pair, by its text: copies of a sentence stay together."""
        return fold_of(item.group, self.config.folds)

    def sample(self, items: Sequence[Item], number: int) -> list[Item]:
        return random.Random(self.config.seed).sample(list(items), min(number, len(items)))

    def split(self, size: str, pairs: Sequence[Item]) -> list[Item]:
        """Pairs whose label means either of two types, with the general model's odds between them."""
        unsure = [i for i, item in enumerate(pairs) if item.types is not None and item.types.max() < 1.0]
        network, marker = self.loaded(size, "general")
        answers = infer(network, marker, [pairs[i].question(False, True) for i in unsure])
        made = list(pairs)
        for i, answer in zip(unsure, answers, strict=True):
            types = pairs[i].types
            goal = answer[0] if types is None else answer[0] * (types > 0)
            made[i] = msgspec.structs.replace(pairs[i], types=(goal / goal.sum()).astype(np.float32))
        return made


def is_kept(name: str, article: str) -> bool:
    """Whether an article is kept away from training, for events to be judged on it."""
    if not name.startswith(("wikinews", "timelines")):
        return False
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % KEPT_FOR_JUDGING == 0


def infer(network: EventNetwork, marker: Marker, questions: Sequence[Question], size: int = 64) -> list[list[Any]]:
    """Probabilities of types, modes, status, newness, and of tags by token, for each question."""
    encoded = [marker.encode(question) for question in questions]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    found: list[list[Any]] = [[] for _ in encoded]
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for first in range(0, len(order), size):
            batch = order[first : first + size]
            answers = network(*padded([encoded[i] for i in batch], network.pad))
            for row, i in enumerate(batch):
                found[i] = [answer[row].softmax(-1).numpy() for answer in answers[: len(TASKS)]]
                found[i].append(answers[-1][row][: len(encoded[i].ids)].softmax(-1).numpy())
    return found
