"""What the parent and the HTML child say to each other: msgpack, each frame with its length before it."""

from __future__ import annotations

from typing import IO

from ..records import Article, Record
from .options import Reason

LENGTH = 4
"""Bytes of a frame's length, big-endian."""


class Request(Record, frozen=True, kw_only=True):
    page: bytes
    url: str | None = None


class Reply(Record, frozen=True, kw_only=True):
    """The article, or why there is none."""

    article: Article | None = None
    reason: Reason | None = None
    detail: str = ""


def write_frame(stream: IO[bytes], frame: bytes) -> None:
    stream.write(len(frame).to_bytes(LENGTH, "big"))
    stream.write(frame)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame; None if the other side is gone."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    length = int.from_bytes(head, "big")
    frame = stream.read(length)
    return frame if len(frame) == length else None
