"""What is the same: conditions that hold for the very same leads, or for all others."""

from __future__ import annotations

from models.scoring.bits import Bits, inverted


class Hits:
    """Who is hit by what so far, of the leads that teach."""

    def __init__(self, leads: int) -> None:
        self._leads = leads
        self._known: dict[bytes, tuple[str, str]] = {}

    def add(self, bits: Bits, key: str, name: str) -> None:
        """Remember a line by its key and name; the first with the same hits stays."""
        self._known.setdefault(bits.tobytes(), (key, name))

    def find(self, bits: Bits) -> tuple[str, str, bool] | None:
        """The key and name of what has the same hits, or (True) hits all others."""
        same = self._known.get(bits.tobytes())
        if same is not None:
            return *same, False
        others = self._known.get(inverted(bits, self._leads).tobytes())
        return None if others is None else (*others, True)
