"""Gestures: changes that carry the same number become one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from time import monotonic

PAUSE = 1.5
"""Seconds without a key or a turn of the wheel after which the next one is a new gesture."""

_numbers = count(1)


def new_gesture() -> int:
    """A number that no gesture had before."""
    return next(_numbers)


class Burst:
    """Keys and turns of the wheel in quick succession are one gesture."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last = 0.0
        self._gesture = 0

    def next(self) -> int:
        """The gesture that a key pressed now belongs to."""
        now = self._clock()
        if not self._gesture or now - self._last > PAUSE:
            self._gesture = new_gesture()
        self._last = now
        return self._gesture

    def end(self) -> bool:
        """The next key begins a gesture of its own. True where there was one to end."""
        ended, self._gesture = bool(self._gesture), 0
        return ended
