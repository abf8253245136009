"""CSV and TSV: rows as mappings from the header's names to cells, one row in memory at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from threading import Lock
from typing import Literal

from .encodings import decode, head_text
from .options import Refused
from .sniff import delimiter_of
from .streams import Stream

Row = tuple[int, Mapping[str, str] | Refused]
"""The line that the row ends on, counted from 1, and its cells."""
QUOTES_SAMPLE = 100
"""Lines."""
LIMIT_LOCK = Lock()
"""Around `csv.field_size_limit`, which belongs to the whole process."""


class RowTooLongError(Exception):
    """A row is longer than allowed, most likely because a quote is never closed."""


class Lines:
    """The lines of a table for `csv.reader`, counted, and stopped when one row goes on for too long."""

    def __init__(self, lines: Iterator[bytes | None], limit: int) -> None:
        self._lines, self._limit = lines, limit
        self.number = 0
        self._size = self._quotes = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._next()
        if line is None or self._size > self._limit:
            raise RowTooLongError
        return decode(line) + "\n"

    def begin_row(self) -> None:
        self._size = self._quotes = 0

    def end_row(self) -> None:
        """Go on to where the row's open quote closes: its lines are no rows of their own."""
        while self._quotes % 2:
            try:
                self._next()
            except StopIteration:
                return

    def _next(self) -> bytes | None:
        line = next(self._lines)
        self.number += 1
        self._size += len(line or b"")
        self._quotes += (line or b"").count(b'"')
        return line


class Table:
    """Rows of cells, one at a time, with what is wrong with a row in its place."""

    def __init__(self, lines: Lines, limit: int, sample: list[str], *, tabs: bool) -> None:
        first = next((line for line in sample if line.strip()), "")
        delimiter = "\t" if tabs else delimiter_of(first)
        self._quoted = not (delimiter == "\t" and _unquoted(sample))
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self._quoted else csv.QUOTE_NONE
        self._reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)
        self._lines, self._limit = lines, limit

    def __iter__(self) -> Iterator[list[str] | Refused]:
        while True:
            self._lines.begin_row()
            try:
                yield self._next()
            except StopIteration:
                return
            except RowTooLongError:
                if self._quoted:
                    self._lines.end_row()
                yield Refused("too_long", f"the row has more than {self._limit:,} bytes; is a quote left open in it?")
            except csv.Error as error:
                yield Refused("unreadable", f"no row of a table ({error}); check quotes and separators")

    def _next(self) -> list[str]:
        with LIMIT_LOCK:
            before = csv.field_size_limit(2 * self._limit)  # `Lines` stops long rows, with a better reason
            try:
                return next(self._reader)
            finally:
                csv.field_size_limit(before)


def table_rows(stream: Stream, *, tabs: bool, limit: int, encoding: str | None) -> Iterator[Row]:
    """The rows below the header. A row with more cells than the header is refused: its text would be cut."""
    lines = Lines(stream.lines(limit, encoding), limit)
    sample = head_text(stream.head, encoding).splitlines()[:QUOTES_SAMPLE]
    table = iter(Table(lines, limit, sample, tabs=tabs))
    header = next(table, [])
    if isinstance(header, Refused):
        raise header
    header = [name.strip() for name in header]
    for cells in table:
        if isinstance(cells, Refused):
            yield lines.number, cells
        elif any(cell.strip() for cell in cells):
            yield lines.number, _row(header, cells)


def _unquoted(sample: list[str]) -> bool:
    """Whether a quote at the start of a cell is just a quote, as it is when it closes in no line."""
    cells = [cell for line in sample for cell in line.split("\t")]
    opened = [cell for cell in cells if cell.startswith('"')]
    closed = [cell for cell in opened if len(cell) > 1 and cell.rstrip().endswith('"')]
    return len(closed) < len(opened) and len({line.count("\t") for line in sample[:-1]}) <= 1


def _row(header: list[str], cells: list[str]) -> Mapping[str, str] | Refused:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        detail = f"found {len(cells)} cells, the header has {len(header)}; put text with separators in quotes"
        return Refused("unreadable", detail)
    return dict(zip_longest(header, cells[: len(header)], fillvalue=""))
