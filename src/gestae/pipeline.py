"""The order of stages, checked when it is built."""

from __future__ import annotations

from collections.abc import Sequence

from .errors import ConfigError
from .language.draft import Draft, Stage

GIVEN = frozenset({"article", "run", "rejections"})


class Pipeline:
    """Stages in order; itself a stage.

    Raises ConfigError where a stage requires a field that no earlier stage assigns, or assigns a field
    that already has an owner.
    """

    def __init__(self, stages: Sequence[Stage], name: str = "pipeline") -> None:
        self.name = name
        self.stages = tuple(stages)
        known, required, assigned = set(GIVEN), set[str](), set[str]()
        for stage in self.stages:
            _check(stage, known, assigned)
            required |= stage.requires - assigned - GIVEN
            assigned |= stage.assigns
            known |= stage.assigns
        self.requires = frozenset(required)
        self.assigns = frozenset(assigned)

    def __call__(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        for stage in self.stages:
            drafts = stage(drafts)
        return drafts


def _check(stage: Stage, known: set[str], assigned: set[str]) -> None:
    fields = set(Draft.__struct_fields__)
    if unknown := (stage.requires | stage.assigns) - fields:
        raise ConfigError(f"stage {stage.name} names fields that a coding does not have: {sorted(unknown)}")
    if missing := stage.requires - known:
        raise ConfigError(f"stage {stage.name} requires {sorted(missing)}, which no stage before it assigns")
    if twice := stage.assigns & assigned:
        raise ConfigError(f"stage {stage.name} assigns {sorted(twice)}, which an earlier stage already owns")
