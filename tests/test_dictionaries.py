"""Actors of one's own, in PETRARCH's form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gestae import Coder
from gestae.errors import CodebookError


def test_they_replace_the_bundled_actors(tmp_path: Path) -> None:
    (tmp_path / "actors.json").write_text(
        json.dumps([{"name": "FREEDONIA", "synonyms": ["FREEDONIAN"], "codes": ["FRD"]}]), encoding="utf-8"
    )
    (tmp_path / "agents.json").write_text(
        json.dumps([{"noun": "POLICE", "plural": None, "code": "COP", "invariant": True}]), encoding="utf-8"
    )
    coding = Coder(dictionaries=tmp_path).code("Freedonian police arrested two men on Friday.")
    [event] = coding.events
    [actor] = event.actors
    assert actor.entity is not None
    assert (actor.entity.country, actor.entity.sectors) == ("FRD", ("COP",))


def test_a_folder_without_them_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"found no actors\.json"):
        Coder(dictionaries=tmp_path).code("Police arrested two men.")
