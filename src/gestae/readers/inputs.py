"""What the user names (files, folders, patterns, "-") as a list of files, in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import ConfigError
from .sniff import by_suffix

STDIN = "-"


def check_inputs(inputs: Sequence[str | Path]) -> list[str]:
    """Raises ConfigError for a name that stands for nothing, before any work begins."""
    given = [os.fspath(one) for one in ([inputs] if isinstance(inputs, (str, Path)) else inputs)]
    if not given:
        raise ConfigError('found no input, expected files, folders, patterns such as "news/*.txt", or - for stdin')
    for name in given:
        if name != STDIN and not Path(name).exists() and not _matches(name):
            what = "nothing matches" if glob.has_magic(name) else "there is no file or folder"
            raise ConfigError(f"{what} {name!r}; check the path (relative to the working folder)")
    return given


def expand(name: str) -> Iterator[str]:
    """The files that a name stands for; in a folder, all with a known suffix, by name, none hidden."""
    if name == STDIN or Path(name).is_file():
        yield name
    elif Path(name).is_dir():
        yield from _folder(name)
    elif Path(name).exists():  # a pipe or a device
        yield name
    else:
        for found in _matches(name):
            if Path(found).is_dir():
                # "**" also matches the folders whose files it matches
                yield from () if "**" in name else _folder(found)
            else:
                yield found


def _matches(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns


def _folder(path: str) -> Iterator[str]:
    """Depth first; links to folders are not followed, since they may lead in circles."""
    with os.scandir(path) as entries:
        ordered = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
    for entry in ordered:
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path)
        elif entry.is_file() and by_suffix(entry.name):
            yield entry.path
