"""A coder that answers each sentence with the model that was trained without it.

`bench/run.py --module gestae.training.folds pairs pairs_e2e` then measures cross-validated what the shipped model cannot
be asked: sentences it was trained on. `GESTAE_FOLDS` names the folder with `fold-0`, `fold-1` … and `all`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from ..coder import Coder as OneCoder
from ..errors import ConfigError
from ..linking.link import link
from ..records import Article, Coding, Pair, PairLabel

__all__ = ["Article", "Coder", "Pair", "PairLabel", "link"]


def fold_of(text: str, folds: int) -> int:
    """The fold of a sentence, by its text: copies stay together."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % folds


class Coder:
    """The parts of the public coder that the benchmark's tasks for pairs ask."""

    @cached_property
    def _coders(self) -> list[OneCoder]:
        root = os.environ.get("GESTAE_FOLDS")
        folders = sorted(Path(root).glob("fold-*")) if root else []
        if not folders:
            raise ConfigError(
                f"GESTAE_FOLDS is {root!r}: expected a folder with fold-0, fold-1 … of `gestae train export`"
            )
        return [OneCoder(model=folder) for folder in folders]

    def _for(self, text: str) -> OneCoder:
        return self._coders[fold_of(text, len(self._coders))]

    def classify(self, pairs: Sequence[Pair]) -> list[PairLabel]:
        return [self._for(pair.text).classify([pair])[0] for pair in pairs]

    def code(self, text: str) -> Coding:
        return self.code_article(Article(text=text))

    def code_article(self, article: Article) -> Coding:
        return self._for(article.text).code_article(article)

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Coding]:
        return map(self.code_article, articles)
