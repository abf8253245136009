"""The compiled gazetteer: one file of sorted columns, mapped into memory and never read as a whole.

Layout: the magic word, the length of a JSON header, the header (column names with type, offset and length),
then the columns, each aligned to 8 bytes, little-endian. `scripts/build_gazetteer.py` writes it.
"""

from __future__ import annotations

import json
import mmap
import sys
from bisect import bisect_left
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ..errors import ModelError

MAGIC = b"GESTGAZ1"
Buffer = memoryview


class GazetteerIndex:
    """Columns of places and, for every folded name, the rows that bear it.

    Places: `gid` GeoNames id, `lat`/`lon` degrees times 10^4 (NO_POINT if unknown), `population` people,
    `names` number of known names, `kind`, `country` and `admin1` numbers in the header's lists, `admin2` row
    plus one. Names: `hash` sorted, `row` twice the row plus one if the name is not the main one.
    """

    NO_POINT = 0x7FFFFFFF

    def __init__(self, data: Buffer) -> None:
        header, body = _header(data)
        self.countries: list[str] = header["countries"]
        self.admin1s: list[str] = header["admin1"]
        column = {name: _column(data, body, spec) for name, spec in header["columns"].items()}
        self._gid, self._lat, self._lon = column["gid"], column["lat"], column["lon"]
        self._population, self._names, self._kind = column["population"], column["names"], column["kind"]
        self._country, self._admin1, self._admin2 = column["country"], column["admin1"], column["admin2"]
        self._hash, self._row = column["hash"], column["row"]
        self._name_at, self._name = column["name_at"], column["name"]

    @classmethod
    def open(cls, path: Traversable) -> GazetteerIndex:
        """Map the file (or read it, where it lies in an archive). Raises ModelError."""
        try:
            if isinstance(path, Path):
                with path.open("rb") as file:
                    return cls(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
            return cls(memoryview(path.read_bytes()))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the gazetteer {path.name} cannot be read ({error}): reinstall gestae, "
                "or run scripts/build_gazetteer.py"
            ) from error

    def __len__(self) -> int:
        return len(self._gid)

    def find(self, hashed: int) -> list[tuple[int, bool]]:
        """Rows with that name, and whether it is their main name; in the order of the file."""
        column, found = self._hash, []
        i = bisect_left(column, hashed)
        while i < len(column) and column[i] == hashed:
            row = self._row[i]
            found.append((row >> 1, not row & 1))
            i += 1
        return found

    def first_of_kind(self, kind: int) -> int:
        """The first row of a kind; the file is sorted by kind."""
        return bisect_left(self._kind, kind)

    def name(self, row: int) -> str:
        return bytes(self._name[self._name_at[row] : self._name_at[row + 1]]).decode("utf-8")

    def numbers(self, row: int) -> tuple[int, float | None, float | None, int, int, int]:
        """GeoNames id, latitude, longitude, population, number of names, kind."""
        lat, lon = self._lat[row], self._lon[row]
        known = lat != self.NO_POINT
        return (
            self._gid[row],
            lat / 10_000 if known else None,
            lon / 10_000 if known else None,
            self._population[row],
            self._names[row],
            self._kind[row],
        )

    def within(self, row: int) -> tuple[str, str, int | None]:
        """Country (ISO 3166-1 alpha-2), admin1 code ("" if none) and the row of the admin2."""
        admin2 = self._admin2[row]
        return (
            self.countries[self._country[row]],
            self.admin1s[self._admin1[row]],
            admin2 - 1 if admin2 else None,
        )


def _header(data: Buffer) -> tuple[dict[str, Any], int]:
    if sys.byteorder != "little" or bytes(data[:8]) != MAGIC:
        raise ValueError(f"found {bytes(data[:8])!r}, expected {MAGIC!r} on a little-endian machine")
    length = int.from_bytes(data[8:16], "little")
    return json.loads(bytes(data[16 : 16 + length])), 16 + length


def _column(data: Buffer, body: int, spec: Mapping[str, Any]) -> Buffer:
    start = body + spec["offset"]
    return data[start : start + spec["bytes"]].cast(spec["type"])
