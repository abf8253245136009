"""Files are written to a temporary name and renamed, so that nobody reads half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from .errors import ConfigError


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, \\n) that appears under its name only when all of it is written."""
    if not path.parent.is_dir():
        raise ConfigError(f"output {path}: found no folder {path.parent}, expected one that exists")
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
