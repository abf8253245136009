"""The laws of stages, tested once for all of them, and the checks of `Pipeline`."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gestae import Article, Coder
from gestae.errors import ConfigError
from gestae.language.draft import Draft, EachDraft
from gestae.pipeline import Pipeline

SENTENCES = (
    "KYIV, March 3 (Agency) — Russian forces shelled Kharkiv on Friday, killing three people.",
    "The United States urged Israel to allow aid into Gaza.",
    "Police arrested 11 people, including four gunmen, in Lyon.",
    "“We will answer,” the minister said. He gave no details.",
    "Prices fell.",
    "The army denied that it had attacked the village.",
    "France's president met the king of Jordan in Amman last week.",
    "İstanbul’da — ünlü \u200b ﬁ 🙂 said 12 people were killed.",
    "Thousands protested in Lima against the government, which refused to resign.",
    "\n\nBy Ann Lee\n",
)
articles = st.lists(st.sampled_from(SENTENCES), max_size=6).map(
    lambda parts: Article(text=" ".join(parts), published="2024-03-05", language="en")
)


class Assigning(EachDraft):
    def __init__(self, name: str, requires: frozenset[str], assigns: frozenset[str]) -> None:
        self.name, self.requires, self.assigns = name, requires, assigns

    def apply(self, draft: Draft) -> Draft:
        return draft


def test_a_stage_before_what_it_requires_is_refused() -> None:
    with pytest.raises(ConfigError, match="requires \\['parses'\\]"):
        Pipeline([Assigning("detect", frozenset({"parses"}), frozenset({"candidates"}))])


def test_a_field_with_two_owners_is_refused() -> None:
    twice = [Assigning(name, frozenset({"article"}), frozenset({"places"})) for name in ("one", "two")]
    with pytest.raises(ConfigError, match="stage two assigns \\['places'\\]"):
        Pipeline(twice)


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match="does not have"):
        Pipeline([Assigning("x", frozenset(), frozenset({"tone"}))])


def test_a_pipeline_is_a_stage(coder: Coder) -> None:
    nested = Pipeline([coder.pipeline])
    assert nested.assigns == coder.pipeline.assigns
    draft = Draft(article=Article(text=SENTENCES[0], language="en"))
    assert nested([draft]) == coder.pipeline([draft])


@settings(max_examples=15)
@given(batch=st.lists(articles, min_size=1, max_size=4))
def test_laws_of_every_stage(coder: Coder, batch: list[Article]) -> None:
    drafts = [Draft(article=article) for article in batch]
    for stage in coder.pipeline.stages:
        after = stage(drafts)
        assert [d.article for d in after] == batch, "same length and order"
        for before, now in zip(drafts, after, strict=True):
            changed = {f for f in Draft.__struct_fields__ if getattr(before, f) != getattr(now, f)}
            assert changed <= stage.assigns | {"rejections"}, stage.name
            assert now.rejections[: len(before.rejections)] == before.rejections
        assert list(stage(drafts)) == list(after), "same input, same output"
        assert [stage([d])[0] for d in drafts] == list(after), "batch-mates do not matter"
        drafts = list(after)


def test_finished_leaves_no_working_column(coder: Coder) -> None:
    coding = coder.code(SENTENCES[0])
    assert "candidates" not in msgspec.json.decode(msgspec.json.encode(coding))
