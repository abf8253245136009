"""Which format a file is in: by its suffix, then by how it begins."""

from __future__ import annotations

import re
from pathlib import PurePath

import msgspec

from .names import names, plain
from .options import Format, Refused
from .streams import bom_encoding

MAGIC = {
    b"%PDF-": "a PDF file; extract its text first",
    b"PK\x03\x04": "a zip or office file; unpack it or save it as text",
    b"\xd0\xcf\x11\xe0": "an old office file; save it as text",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a gzip file inside a gzip file; unpack it once",
    b"BZh": "a bzip2 file; unpack it",
    b"\xfd7zXZ": "an xz file; unpack it",
    b"\x28\xb5\x2f\xfd": "a zstandard file; unpack it",
    b"7z\xbc\xaf": "a 7z file; unpack it",
    b"PAR1": "a Parquet file; export it to JSON Lines",
    b"SQLite format 3": "a database; export it to JSON Lines",
    b"{\\rtf": "a rich text file; save it as plain text",
    b"WARC/": "a web archive; extract its pages first",
}
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_SHARE = 20
"""One control character in so many bytes is more than any text has."""
PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
DELIMITERS = ",;\t|"


def refuse_binary(head: bytes, *, wide: bool = False, page: bool = False) -> None:
    """Raise Refused if the file is no text. `wide`: 16- or 32-bit characters; `page`: NULs are borne with."""
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            raise Refused("unreadable", f"found {kind}, expected text")
    if wide or bom_encoding(head) in ("utf-16", "utf-32"):
        return
    nuls = b"\0" in head and not page
    if nuls or len(CONTROL.findall(head)) * CONTROL_SHARE > len(head):
        raise Refused("unreadable", "found binary data, expected text; name the encoding if it is text")


def by_suffix(name: str) -> Format | None:
    """The format that a file name stands for, `.gz` put aside."""
    path = PurePath(name.lower())
    suffix = PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    return names().suffixes.get(suffix)  # type: ignore[return-value]


def guess_format(name: str, head: str) -> Format:
    """The suffix decides; without one that is known the first lines do. A page saved as `.txt` is a page."""
    told = by_suffix(name)
    if told and told != "txt":
        return told
    start = head[:2_000].lstrip()
    if PAGE.match(start):
        return "html"
    return told or _by_content(start, head)


def _by_content(start: str, head: str) -> Format:
    if start.startswith("{"):
        return "jsonl" if _is_object(head.lstrip().partition("\n")[0]) else "json"
    if re.match(r"\[\s*[{\]]", start):
        return "json"
    if PAGE.search(start):
        return "html"
    first, newline, _ = head.lstrip().partition("\n")
    delimiter = delimiter_of(first)
    if newline and sum(_is_column(cell) for cell in first.split(delimiter)) >= 2:
        return "tsv" if delimiter == "\t" else "csv"
    return "txt"


def delimiter_of(line: str) -> str:
    """The separator that a table's first line has most of."""
    return max(DELIMITERS, key=line.count)


def _is_column(cell: str) -> bool:
    return any(plain(cell) in known for known in names().columns.values())


def _is_object(line: str) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
