"""What is the same: conditions that hold for the very same leads, or for all others."""

from __future__ import annotations

from dataclasses import dataclass

from models.scoring.bits import Bits, inverted


@dataclass(frozen=True)
class Line:
    """What hits leads: a line of the model, or a candidate and the fields it asks (`of`)."""

    key: str
    name: str
    of: tuple[str, ...] = ()


class Hits:
    """Who is hit by what so far, of the leads that teach."""

    def __init__(self, leads: int) -> None:
        self._leads = leads
        self._known: dict[bytes, Line] = {}

    def add(self, bits: Bits, line: Line) -> None:
        """Remember a line; the first with the same hits stays."""
        self._known.setdefault(bits.tobytes(), line)

    def find(self, bits: Bits) -> tuple[Line, bool] | None:
        """The line with the same hits, or (True) the one that hits all others."""
        same = self._known.get(bits.tobytes())
        if same is not None:
            return same, False
        others = self._known.get(inverted(bits, self._leads).tobytes())
        return None if others is None else (others, True)
