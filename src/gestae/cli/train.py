"""`gestae train run` and `gestae train export`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigError

if TYPE_CHECKING:
    from ..training.recipe import Recipe


def recipe(data: Path, project: Path, out: Path, encoders: dict[str, Path], config: Path | None) -> Recipe:
    """The recipe with its folders checked. Raises ConfigError that says what is missing."""
    try:
        from ..training.recipe import Config, Recipe
    except ModuleNotFoundError as error:
        raise ConfigError(f"training needs {error.name}: install it with `pip install 'gestae[train]'`") from error
    if not encoders:
        raise ConfigError("nothing to train: give --small, --accurate or both, each a folder with a sentence encoder")
    for folder, what in (
        (data, "development data"),
        *((f, f"the encoder of the {s} model") for s, f in encoders.items()),
    ):
        if not folder.is_dir():
            raise ConfigError(f"found no folder {folder}, expected {what}")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    return Recipe(Config.read(config), data, project, out, encoders)


def run(found: Recipe) -> None:
    """Train everything; steps whose model lies in the output folder are not done again."""
    found.run()


def export(found: Recipe) -> None:
    """Write a model folder for each trained model that has seen pairs, with temperatures and confidence."""
    from ..training.ship import ship

    for size in found.encoders:
        ship(found, size)
