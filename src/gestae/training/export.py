"""A trained network as a model folder: int8 ONNX, tokenizer, card."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from ..coding.event_model import Card, labels_hash
from ..coding.labels import Labels
from .network import EventNetwork

INPUTS, OUTPUTS = ["ids", "at"], ["types", "modes", "status", "newness", "tags"]


def export(
    network: EventNetwork, tokenizer: Path, labels: Labels, folder: Path, card: Card, *, quantize: bool = True
) -> None:
    """Write `folder`: per-channel int8 weights (or float ones), the tokenizer and a card with their hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    network.bake_marks()
    whole = folder / "float.onnx"
    ids = torch.full((1, 12), network.pad + 1000, dtype=torch.long)
    at = torch.tensor([[1, 3, 0]])
    dynamic = {"ids": {0: "batch", 1: "tokens"}, "at": {0: "batch"}, "tags": {0: "batch", 1: "tokens"}}
    with torch.no_grad():
        torch.onnx.export(
            network.eval(), (ids, at), str(whole), input_names=INPUTS, output_names=OUTPUTS,
            dynamic_axes=dynamic | {name: {0: "batch"} for name in OUTPUTS[:4]}, opset_version=17, dynamo=False,
        )  # fmt: skip
    model = folder / "model.onnx"
    if quantize:
        quantize_dynamic(whole, model, per_channel=True, weight_type=QuantType.QInt8)
        whole.unlink()
    else:
        whole.replace(model)
    _without_paths(model)
    shutil.copy(tokenizer, folder / "tokenizer.json")
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    card = msgspec.structs.replace(
        card, sha256=hashes["model.onnx"], tokenizer=hashes["tokenizer.json"], labels=labels_hash(labels)
    )
    write_card(folder, card)


def read_card(folder: Path) -> Card:
    return msgspec.toml.decode((folder / "card.toml").read_bytes(), type=Card)


def write_card(folder: Path, card: Card) -> None:
    (folder / "card.toml").write_bytes(msgspec.toml.encode(card))


def _without_paths(model: Path) -> None:
    """Drop what names the machine."""
    loaded = onnx.load(model)
    for node in loaded.graph.node:
        node.doc_string = ""
        node.ClearField("metadata_props")
    loaded.doc_string = ""
    onnx.save(loaded, model)
