"""One coding per line, as the contract writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from ..records import Coding


def write(codings: Iterable[Coding], file: TextIO) -> None:
    encoder = msgspec.json.Encoder()
    for coding in codings:
        file.write(encoder.encode(coding).decode() + "\n")
