"""Days that tell as of when a figure holds, and not when something was done: "as of 9 a.m. on 18 June, 137 had died"."""

from __future__ import annotations

import re

from ..records import Time

_BEFORE = re.compile(r"\bas (?:of|at)\s(?:\S+\s){0,4}$", re.IGNORECASE)
REACH = 40
"""Characters before a time."""


def is_as_of(text: str, time: Time) -> bool:
    return _BEFORE.search(text[max(0, time.start - REACH) : time.start]) is not None
