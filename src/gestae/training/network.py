"""The event model as a PyTorch module: a sentence encoder with one head a task."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from ..coding.labels import Labels


class EventNetwork(nn.Module):
    """Reads `ids` (batch x length) and `at` (batch x 3, places of the opening marks, 0 for none).

    Answers logits of type, mode, status and newness (batch x labels each) and of tags (batch x length x 3). Feature: the
    mean of all tokens and the states at the three marks, after Soares et al. 2019 (entity starts). Word embeddings are
    frozen, but for an offset at the marks.
    """

    def __init__(
        self, encoder: Path | str, labels: Labels, mark_ids: list[int], pad: int, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(encoder))
        self.pad, self.baked = pad, False
        words = self.encoder.embeddings.word_embeddings
        words.weight.requires_grad = False
        width = words.weight.shape[1]
        index = torch.zeros(words.weight.shape[0], dtype=torch.long)
        index[mark_ids] = torch.arange(1, len(mark_ids) + 1)
        self.register_buffer("mark_index", index)
        self.mark_offsets = nn.Embedding(len(mark_ids) + 1, width, padding_idx=0)
        nn.init.normal_(self.mark_offsets.weight[1:], std=0.02)
        self.body = nn.Sequential(nn.Dropout(dropout), nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(dropout))
        self.heads = nn.ModuleDict(
            {
                "types": nn.Linear(width, len(labels.types)),
                "modes": nn.Linear(width, len(labels.modes)),
                "status": nn.Linear(width, len(labels.statuses)),
                "newness": nn.Linear(width, len(labels.newness)),
            }
        )
        self.tags = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, len(labels.tags)))

    def forward(self, ids: Tensor, at: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        mask = (ids != self.pad).long()
        embedded = self.encoder.embeddings.word_embeddings(ids)
        if not self.baked:
            embedded = embedded + self.mark_offsets(self.mark_index[ids])
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        width = states.shape[-1]
        marks = states.gather(1, at.unsqueeze(-1).expand(-1, -1, width))
        marks = marks * (at > 0).unsqueeze(-1).to(states.dtype)
        feature = self.body(torch.cat([mean, marks.flatten(1)], dim=1))
        found = [self.heads[name](feature).float() for name in ("types", "modes", "status", "newness")]
        return found[0], found[1], found[2], found[3], self.tags(states).float()

    def bake_marks(self) -> None:
        """Write the offsets of the marks into the word embeddings, which then need no second look-up."""
        with torch.no_grad():
            words = self.encoder.embeddings.word_embeddings.weight
            words += self.mark_offsets.weight[self.mark_index]
            self.mark_offsets.weight.zero_()
        self.baked = True
