"""Bytes from files and standard input, in chunks: inflated, transcoded and cut into lines within bounds."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from .options import Refused

CHUNK = 1 << 16
HEAD = 1 << 16
"""Bytes looked at to guess format and encoding."""
GZIP = b"\x1f\x8b\x08"
BOMB_BYTES, BOMB_RATIO = 1 << 26, 300
"""A file is a bomb when it inflates to more than 64 MB and 300 times its size; news text shrinks to a third
or, repetitive JSON at best, a fiftieth."""
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 first, whose mark begins with that of UTF-16."""


def bom_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((name for mark, name in BOMS if head.startswith(mark)), None)


class Stream:
    """One file's bytes: `head` to look at, then everything, once. Errors are `Refused`."""

    def __init__(self, file: BinaryIO) -> None:
        chunks = _read(file)
        first = _take(chunks, len(GZIP))
        packed = first.startswith(GZIP)
        self._chunks = _inflate(chain([first], chunks)) if packed else chain([first], chunks)
        self.head = _take(self._chunks, HEAD)

    def chunks(self) -> Iterator[bytes]:
        return chain([self.head], self._chunks)

    def all(self, limit: int) -> bytes:
        """Everything; refused if it is more than `limit` bytes."""
        data = bytearray()
        for chunk in self.chunks():
            data += chunk
            if len(data) > limit:
                raise Refused("too_long", f"more than {limit:,} bytes; raise max_bytes if this is one article")
        return bytes(data)

    def lines(self, limit: int, encoding: str | None) -> Iterator[bytes | None]:
        """Lines without their end, in UTF-8 if `encoding` or a byte order mark says what they are in;
        None for each line of more than `limit` bytes."""
        chunks, marked = self.chunks(), bom_encoding(self.head)
        if source := marked or encoding:
            chunks = _transcode(chunks, source)
        return _lines(chunks, limit)


def _read(file: BinaryIO) -> Iterator[bytes]:
    try:
        while chunk := file.read(CHUNK):
            yield chunk
    except OSError as error:
        raise Refused("unreadable", f"cannot be read: {error.strerror or error}") from error


def _take(chunks: Iterator[bytes], wanted: int) -> bytes:
    """The next chunks, until `wanted` bytes are there."""
    data = b""
    while len(data) < wanted and (chunk := next(chunks, b"")):
        data += chunk
    return data


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The members of a gzip file, one bounded piece at a time."""
    inflater, packed, unpacked = zlib.decompressobj(31), 0, 0
    for chunk in chunks:
        packed += len(chunk)
        rest, piece = chunk, b""
        while rest or len(piece) == CHUNK:
            if inflater.eof:
                if not (rest := rest.lstrip(b"\0")):  # padding between members
                    break
                inflater = zlib.decompressobj(31)
            try:
                piece = inflater.decompress(rest, CHUNK)
            except zlib.error as error:
                raise Refused("unreadable", f"damaged gzip file ({error}); fetch it again") from error
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            unpacked += len(piece)
            if unpacked > max(BOMB_BYTES, BOMB_RATIO * packed):
                raise Refused("too_long", f"{packed:,} bytes of gzip inflate to more than {unpacked:,}: not news text")
            if piece:
                yield piece
    if not inflater.eof:
        raise Refused("unreadable", "the gzip file ends too early; fetch it again")


def _transcode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _lines(chunks: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    kept: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield _line(kept, piece) if size + len(piece) <= limit else None
            kept, size = [], 0
        size += len(rest)
        if size > limit:
            kept.clear()
        else:
            kept.append(rest)
    if size:
        yield _line(kept, b"") if size <= limit else None


def _line(kept: list[bytes], piece: bytes) -> bytes:
    line = b"".join((*kept, piece))
    return line[:-1] if line.endswith(b"\r") else line
