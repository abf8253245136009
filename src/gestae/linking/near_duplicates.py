"""Near-duplicate texts by sketches of their word shingles (bottom-k MinHash; Broder 1997)."""

from __future__ import annotations

import re
import zlib

SHINGLE, SIZE = 5, 64
"""Words in a shingle; hashes in a sketch: the standard error of a resemblance is at most 0.06."""

Sketch = tuple[int, ...]
_WORD = re.compile(r"\w+")


def sketch(text: str) -> Sketch:
    """The smallest hashes of the text's shingles, ascending; all of them if there are few."""
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    return tuple(sorted({_mixed(zlib.crc32(s.encode("utf-8", "surrogatepass"))) for s in shingles if s})[:SIZE])


def resemblance(a: Sketch, b: Sketch) -> float:
    """Estimated share of shingles that two texts have in common (Jaccard index)."""
    both = set(a).intersection(b)
    if not both:
        return 0.0
    smallest = sorted({*a, *b})[:SIZE]
    return sum(h in both for h in smallest) / len(smallest)


def _mixed(value: int) -> int:
    """CRC-32 is linear; this finisher (MurmurHash3) spreads it."""
    value ^= value >> 16
    value = value * 0x85EBCA6B & 0xFFFFFFFF
    value ^= value >> 13
    value = value * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16
