"""One training run: items in, weights changed in place."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Sequence

import msgspec
import numpy as np
import torch
from torch import Tensor

from ..coding.labels import Labels
from ..coding.marking import Encoded, Marker, Place
from .items import CountrySwapper, Item, batches, joined
from .network import EventNetwork

log = logging.getLogger(__name__)
TASKS = ("types", "modes", "status", "newness")


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`rate` is the highest learning rate (heads get ten times of it); `swap` the share of items with other countries,
    `join` of those that become one sentence with another item."""

    epochs: int
    rate: float
    batch: int = 32
    warmup: float = 0.1
    decay: float = 0.01
    swap: float = 0.3
    join: float = 0.0
    tags: float = 0.5
    heads: float = 10.0


def seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def train(
    network: EventNetwork, items: Sequence[Item], marker: Marker, labels: Labels, swapper: CountrySwapper,
    phase: Phase, seed: int,
) -> None:  # fmt: skip
    """AdamW with warm-up and linear decay, in bfloat16 where the processor has it. Same seed, same weights."""
    seed_everything(seed)
    rnd = random.Random(seed)
    slow = [p for n, p in network.named_parameters() if p.requires_grad and n.startswith("encoder.")]
    fast = [p for n, p in network.named_parameters() if p.requires_grad and not n.startswith("encoder.")]
    groups = [{"params": slow, "lr": phase.rate}, {"params": fast, "lr": phase.rate * phase.heads}]
    optimizer = torch.optim.AdamW(groups, weight_decay=phase.decay, fused=True)
    total = phase.epochs * math.ceil(len(items) / phase.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total, phase.warmup))
    lengths = [len(item.text) for item in items]
    network.train()
    for epoch in range(phase.epochs):
        order = list(range(len(items)))
        rnd.shuffle(order)
        began, summed, count = time.monotonic(), 0.0, 0
        for batch in batches(order, lengths, phase.batch, rnd):
            shown = [_shown(_varied(items[i], items, swapper, phase, rnd), rnd, marker) for i in batch]
            with torch.autocast("cpu", torch.bfloat16):
                loss = _loss(network, shown, labels, marker, phase)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(slow + fast, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            summed, count = summed + loss.item(), count + 1
        log.info("epoch %d of %d: loss %.4f, %.0f s", epoch + 1, phase.epochs, summed / count, time.monotonic() - began)
    network.eval()


def _rate(step: int, total: int, warmup: float) -> float:
    first = max(1.0, total * warmup)
    return min(1.0, (step + 1) / first) * max(0.0, 1.0 - max(0.0, step - first) / max(1.0, total - first))


class Shown(msgspec.Struct, frozen=True):
    """An item as it is shown this time; `tags` has one label a token (-1: not asked), or is None."""

    item: Item
    encoded: Encoded
    tags: list[int] | None


def _varied(item: Item, items: Sequence[Item], swapper: CountrySwapper, phase: Phase, rnd: random.Random) -> Item:
    """The item with other countries or another clause, or as it is: neither changes what is asked about."""
    if rnd.random() < phase.swap:
        item = swapper.swap(item, rnd)
    return joined(item, rnd.choice(items), rnd) if rnd.random() < phase.join else item


def _shown(item: Item, rnd: random.Random, marker: Marker) -> Shown:
    with_trigger, with_pair = _view(item, rnd)
    encoded = marker.encode(item.question(with_trigger, with_pair))
    return Shown(item, encoded, None if with_pair or not item.knows_parties else _tags(item, encoded.offsets))


def _view(item: Item, rnd: random.Random) -> tuple[bool, bool]:
    """Whether to mark the trigger, and the pair."""
    draw = rnd.random()
    if item.taught:
        return draw < 0.4, True
    if item.trigger is None:
        return False, item.knows_parties and draw < 0.75
    if not item.knows_parties:
        return draw < 0.9, False
    return (
        (True, False)
        if draw < 0.5
        else (False, True)
        if draw < 0.75
        else (True, True)
        if draw < 0.9
        else (False, False)
    )


def _tags(item: Item, offsets: Sequence[Place]) -> list[int]:
    sides = ((1, item.actors or ()), (2, item.recipients or ()))
    return [
        -1 if end == 0 else next((label for label, spans in sides for a, b in spans if a < end and start < b), 0)
        for start, end in offsets
    ]


def _loss(network: EventNetwork, shown: Sequence[Shown], labels: Labels, marker: Marker, phase: Phase) -> Tensor:
    ids, at = padded([s.encoded for s in shown], network.pad)
    *found, tags = network(ids, at)
    total = torch.zeros(())
    for task, logits in zip(TASKS, found, strict=True):
        goals = [(i, getattr(s.item, task)) for i, s in enumerate(shown) if getattr(s.item, task) is not None]
        if not goals:
            continue
        rows = logits[[i for i, _ in goals]]
        goal = torch.from_numpy(np.stack([g for _, g in goals]))
        if task == "modes":
            rows = rows.masked_fill(~_mode_mask(goal, labels), -1e4)
        losses = -(goal * torch.log_softmax(rows, dim=1)).sum(1)
        total = total + losses.sum() / len(shown) * (1.0 if task == "types" else 0.5)
    return total + phase.tags * _tag_loss(tags, shown)


def _mode_mask(goal: Tensor, labels: Labels) -> Tensor:
    """The modes of the type of each row's most probable mode."""
    kinds = [name.split(" ")[0] for name in labels.modes]
    best = [kinds[i] for i in goal.argmax(1).tolist()]
    return torch.tensor([[kind == own for kind in kinds] for own in best])


def _tag_loss(tags: Tensor, shown: Sequence[Shown]) -> Tensor:
    goal = torch.full(tags.shape[:2], -1, dtype=torch.long)
    for i, s in enumerate(shown):
        if s.tags is not None:
            goal[i, : len(s.tags)] = torch.tensor(s.tags)
    if bool((goal < 0).all()):
        return torch.zeros(())
    return torch.nn.functional.cross_entropy(tags.flatten(0, 1), goal.flatten(), ignore_index=-1)


def padded(encoded: Sequence[Encoded], pad: int) -> tuple[Tensor, Tensor]:
    """Ids (batch x longest) filled up with `pad`, and mark places (batch x 3)."""
    longest = max(len(e.ids) for e in encoded)
    ids = torch.full((len(encoded), longest), pad, dtype=torch.long)
    for i, e in enumerate(encoded):
        ids[i, : len(e.ids)] = torch.tensor(e.ids)
    return ids, torch.tensor([e.at for e in encoded])
