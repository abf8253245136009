from __future__ import annotations

import pytest

STORY = (
    "The mayor of Oldport said on Monday that gunmen had attacked the town hall and killed two guards.\n\n"
    "Soldiers arrested four men near the harbour in the evening, a spokeswoman for the army told reporters."
)


@pytest.fixture
def story() -> str:
    return STORY
