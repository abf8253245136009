"""The other end of `workers.py`: codes one article after another in a process that may be killed.

Frames on standard input and output: four bytes of length (big-endian), then MessagePack.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from .records import Article, Coding

Code = Callable[[Article], Coding]
LENGTH = 4


def write_frame(stream: BinaryIO, data: bytes) -> None:
    stream.write(len(data).to_bytes(LENGTH, "big") + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, or None where the stream ends."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def serve(make: Callable[[bytes], Code]) -> None:
    """Answer articles with codings until the input ends. The first frame is handed to `make`."""
    inward, outward = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not end up between frames
    if (settings := read_frame(inward)) is None:
        return
    code = make(settings)
    write_frame(outward, b"ready")
    decoder = msgspec.msgpack.Decoder(Article)
    while (data := read_frame(inward)) is not None:
        write_frame(outward, msgspec.msgpack.encode(code(decoder.decode(data))))


def _coder(settings: bytes) -> Code:
    from .coder import Coder, Settings

    return Coder.from_settings(msgspec.msgpack.decode(settings, type=Settings)).code_article


if __name__ == "__main__":
    serve(_coder)
