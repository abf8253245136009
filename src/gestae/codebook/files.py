"""Reading the codebook's data files; every complaint names file and row."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from ..errors import CodebookError

DATA = files("gestae.codebook") / "data"


def read_rows(name: str, columns: Sequence[str], root: Traversable = DATA) -> list[dict[str, str]]:
    """The rows of a CSV file with exactly these columns. Raises CodebookError."""
    reader = csv.DictReader((root / name).read_text(encoding="utf-8").splitlines())
    if list(reader.fieldnames or ()) != list(columns):
        raise CodebookError(f"{name}: found columns {reader.fieldnames}, expected {list(columns)}")
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise CodebookError(f"{name}, row {reader.line_num}: expected {len(columns)} cells in {row}")
        rows.append({key: value.strip() for key, value in row.items()})
    return rows


def read_toml(name: str, root: Traversable = DATA) -> dict[str, Any]:
    """A TOML file. Raises CodebookError where it does not parse."""
    try:
        return tomllib.loads((root / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{name}: {error}") from error


def names(folder: str, suffix: str, root: Traversable = DATA) -> list[str]:
    """File names in a folder of the codebook, sorted, without the suffix."""
    return sorted(p.name.removesuffix(suffix) for p in (root / folder).iterdir() if p.name.endswith(suffix))
