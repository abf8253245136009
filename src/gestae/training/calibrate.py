"""Temperatures and confidence, fitted on judged events that no model was trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 300


def temperature(logits: Array, gold: NDArray[np.int64]) -> float:
    """The divisor of the logits that makes the gold labels most probable (Guo et al. 2017), by search from 0.5 to 4."""
    return float(min(np.arange(0.5, 4.01, 0.05), key=lambda t: _surprise(logits / t, gold)))


def _surprise(logits: Array, gold: NDArray[np.int64]) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(len(gold)), gold].mean())


def logistic(features: Array, right: Array, penalty: float = 1.0, counts: Array | None = None) -> Array:
    """Weights (features, then a constant) of a ridge logistic regression, by Newton's method; `counts`: how much a row counts."""
    each = np.ones(len(features)) if counts is None else counts
    rows = np.hstack([features, np.ones((len(features), 1))])
    ridge = np.full(rows.shape[1], penalty)
    ridge[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (each * (p - right)) + ridge * weights
        curve = (rows * (each * p * (1 - p))[:, None]).T @ rows + np.diag(ridge + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def choice(groups: Sequence[Array], gold: Sequence[int], penalty: float) -> Array:
    """Weights of a ridge conditional logit (McFadden 1974), by Newton's method: one row of each group is the right one."""
    rows, sizes = np.concatenate(groups), np.array([len(group) for group in groups])
    starts = np.cumsum(sizes) - sizes
    right = rows[starts + np.asarray(gold)].sum(axis=0)
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        scores = rows @ weights
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        p = odds / np.repeat(np.add.reduceat(odds, starts), sizes)
        mean = np.add.reduceat(rows * p[:, None], starts, axis=0)
        slope = right - mean.sum(axis=0) - penalty * weights
        curve = (rows * p[:, None]).T @ rows - mean.T @ mean + penalty * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: mean gap between confidence and share of right answers, over bins of equal width."""
    scores, hits = np.asarray(confidence), np.asarray(right, dtype=float)
    which = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        abs(scores[which == b].mean() - hits[which == b].mean()) * (which == b).mean()
        for b in range(bins)
        if (which == b).any()
    ]
    return float(sum(gaps))
