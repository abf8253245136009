"""What is left of an event under its operators: its type, mode and status, nearest operator first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import msgspec

from ..codebook.modality import Modality
from ..codebook.operators import Composed, Operators
from ..records import Status


class Reading(msgspec.Struct, frozen=True):
    """`trail` names every step: the operator and the codebook line that applied."""

    event_type: str | None
    mode: str | None
    status: Status = "happened"
    trail: tuple[str, ...] = ()


class Composer:
    """Folds operators over an event."""

    def __init__(self, operators: Operators, modality: Modality) -> None:
        self._operators = operators
        self._modality = modality

    def fold(self, event_type: str | None, mode: str | None, operators: Sequence[str]) -> Reading:
        reading = Reading(event_type, mode)
        for operator in operators:
            reading = self._apply(reading, operator)
        return reading

    def compose(
        self, operator: str, event_type: str, mode: str | None, contexts: Sequence[str] = ()
    ) -> Composed | None:
        """One step of the table: what an operator makes of an event."""
        return self._operators.compose(operator, event_type, mode, contexts)

    def _apply(self, reading: Reading, operator: str) -> Reading:
        made = None
        if reading.event_type is not None and reading.status in ("happened", "attempted"):
            made = self.compose(operator, reading.event_type, reading.mode)
        if made is not None:
            keeps = made.event_type == reading.event_type and made.mode is None
            status = cast(Status, made.status or "happened")
            return Reading(
                made.event_type,
                reading.mode if keeps else made.mode,
                status,
                (*reading.trail, f"{operator} ({made.source})"),
            )
        overruled = self._modality.overruled.get(operator, {})
        effect = overruled.get(reading.status, self._modality.status.get(operator))
        if effect is None:
            return reading
        before = reading.trail[-1].partition(" ")[0] if reading.trail else ""
        status = self._status(reading.status, before, operator, effect)
        return Reading(reading.event_type, reading.mode, status, (*reading.trail, f"{operator} (syntax/modality.toml)"))

    def _status(self, status: Status, before: str, operator: str, effect: Status) -> Status:
        """ "failed to prevent" undoes what it stands over; a plan that was foiled was attempted; else the stronger holds."""
        if before in self._modality.undone and operator in self._modality.undone_by:
            return self._modality.undone[before]
        if status in self._modality.overruled.get(operator, {}):
            return effect
        return self._modality.stronger(status, effect)
