"""Political event data from news text, each field tied to its words.

from gestae import Coder
coding = Coder().code("…", published=date(2024, 3, 24))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .__about__ import __version__

if TYPE_CHECKING:
    from .coder import Coder
    from .errors import CodebookError, ConfigError, DocumentError, GestaeError, ModelError
    from .linking.link import link
    from .readers import read_html
    from .records import Article, Coding, Corpus, Event, Incident, Pair, PairLabel
    from .relating.dyad_events import Counting
    from .relating.relations import Relations, relations

_HOMES = {
    "Article": "records", "Coding": "records", "Corpus": "records", "Event": "records", "Incident": "records", "Pair": "records",
    "PairLabel": "records", "Coder": "coder", "link": "linking.link", "read_html": "readers", "GestaeError": "errors",
    "Counting": "relating.dyad_events", "Relations": "relating.relations", "relations": "relating.relations", "ConfigError": "errors", "CodebookError": "errors", "ModelError": "errors", "DocumentError": "errors",
}  # fmt: skip
__all__ = [
    "Article", "CodebookError", "Coder", "Coding", "ConfigError", "Corpus", "Counting", "DocumentError", "Event", "GestaeError", "Incident", "ModelError",
    "Pair", "PairLabel", "Relations", "__version__", "link", "read_html", "relations",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Public names are imported when first used, so that `gestae --help` need not load a parser."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'gestae' has no attribute '{name}'")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
