"""The event model at work: ONNX Runtime on marked sentences, one sentence at a time.

int8 activations are scaled by the largest value in a batch, so that batch-mates would change an answer: each sentence is
a batch of its own, which costs nothing on one thread and makes answers the same in any company.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ..errors import ModelError
from ..language.draft import Answer
from .labels import Labels
from .marking import Encoded, Marker, Question

Floats = NDArray[np.float32]
MODELS = files("gestae") / "models"
SHIPPED = "small"
TASKS = ("types", "modes", "status", "newness")


class Temperatures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What logits are divided by before they count as probabilities (Guo et al. 2017), fitted on held-out folds."""

    types: float = 1.0
    modes: float = 1.0
    status: float = 1.0
    newness: float = 1.0


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of `models.toml`. `sha256` is that of the ONNX file and of the tokenizer; `labels` that of the label lists."""

    version: str
    sha256: str
    tokenizer: str
    labels: str
    licence: str
    encoder: str
    data: dict[str, str] = {}
    scores: dict[str, float] = {}
    temperatures: Temperatures = Temperatures()
    confidence: dict[str, float] = {}


class Tag(msgspec.Struct, frozen=True):
    """A piece of a word, `[start, end)`, with the probabilities that it belongs to an actor and to a recipient."""

    start: int
    end: int
    actor: float
    recipient: float


class EventModel:
    """A model folder: `model.onnx`, `tokenizer.json`, `card.toml`. Raises ModelError where they do not fit each other."""

    def __init__(self, folder: Path, labels: Labels) -> None:
        self.labels = labels
        self.card = _card(folder)
        weights = (folder / "model.onnx").read_bytes()
        _check(folder, self.card, weights, labels)
        card = hashlib.sha256((folder / "card.toml").read_bytes()).hexdigest()
        self.version = f"{folder.name}-{self.card.version}-{card[:12]}"
        self._marker = Marker(Tokenizer.from_file(str(folder / "tokenizer.json")))
        self._session = onnxruntime.InferenceSession(weights, _options(), providers=["CPUExecutionProvider"])

    @classmethod
    def load(cls, name: str | Path, labels: Labels) -> EventModel:
        """The shipped model by name ("small"), or one in a folder. Raises ModelError."""
        return cls(find_model(name), labels)

    def ask(self, questions: Sequence[Question]) -> list[tuple[Answer, list[Tag]]]:
        """One answer for each question, in order, and who takes part, piece by piece."""
        return [self._ask(question) for question in questions]

    def _ask(self, question: Question) -> tuple[Answer, list[Tag]]:
        encoded = self._marker.encode(question)
        inputs = {"ids": np.array([encoded.ids]), "at": np.array([encoded.at])}
        *found, tags = self._session.run(None, inputs)
        heat = self.card.temperatures
        probabilities = [_softmax(logits[0] / getattr(heat, task)) for task, logits in zip(TASKS, found, strict=True)]
        names = (self.labels.types, self.labels.modes, self.labels.statuses, self.labels.newness)
        told = [dict(zip(of, map(float, p), strict=True)) for of, p in zip(names, probabilities, strict=True)]
        return Answer(told[0], told[1], told[2], told[3]), _tags(_softmax(tags[0]), encoded)


def find_model(name: str | Path) -> Path:
    """The folder of a model. Raises ModelError, saying what there is."""
    folder = Path(str(MODELS / name)) if isinstance(name, str) and "/" not in name else Path(name)
    if not (folder / "model.onnx").is_file() and Path(name).is_dir():
        folder = Path(name)
    if not (folder / "model.onnx").is_file():
        raise ModelError(
            f"model {name}: found no file {folder / 'model.onnx'}, expected '{SHIPPED}' or a folder made by "
            "`gestae train export`"
        )
    return folder


def labels_hash(labels: Labels) -> str:
    """What a model and a codebook must agree on."""
    return hashlib.sha256(msgspec.json.encode(labels)).hexdigest()


def _card(folder: Path) -> Card:
    try:
        return msgspec.toml.decode((folder / "card.toml").read_bytes(), type=Card)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"model {folder}: cannot read card.toml ({error}); export the model again") from error


def _check(folder: Path, card: Card, weights: bytes, labels: Labels) -> None:
    found = {
        "model.onnx": (hashlib.sha256(weights).hexdigest(), card.sha256),
        "tokenizer.json": (hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest(), card.tokenizer),
    }
    for name, (is_, should) in found.items():
        if is_ != should:
            raise ModelError(
                f"model {folder}: {name} has sha256 {is_}, card.toml says {should}; fetch or export it again"
            )
    if card.labels != labels_hash(labels):
        raise ModelError(f"model {folder}: its labels are not those of this codebook; train it with this codebook")


def _options() -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def _tags(probabilities: Floats, encoded: Encoded) -> list[Tag]:
    """One a token of the text; marks and special tokens are left out."""
    return [
        Tag(start, end, float(row[1]), float(row[2]))
        for (start, end), row in zip(encoded.offsets, probabilities, strict=True)
        if end
    ]
