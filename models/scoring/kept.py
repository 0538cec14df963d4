"""Derived values kept by frozen keys; the least used ones go when room is short."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")

_SMALL = 200


def _size(value: object) -> int:
    if isinstance(value, np.ndarray):
        return value.nbytes + _SMALL
    if is_dataclass(value):
        return _size(tuple(getattr(value, part.name) for part in fields(value)))
    if isinstance(value, tuple):
        return sum(map(_size, value)) + _SMALL
    return _SMALL


class Kept(Generic[T]):
    """Values by key within a number of bytes. Dropping one is harmless: it is made again.

    Safe to ask from several threads; two that ask for the same new value may both make it.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    @property
    def used(self) -> int:
        """Bytes held."""
        return self._used

    def find(self, key: Hashable) -> T | None:
        """The value of that key if it is held."""
        with self._lock:
            held = self._values.get(key)
            if held is None:
                return None
            self._values.move_to_end(key)
            return held[0]

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of that key, made now if it is not held."""
        found = self.find(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def keep(self, key: Hashable, value: T) -> None:
        """Hold a value, and drop those not asked for the longest. Arrays become read-only."""
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
        size = _size(value)
        with self._lock:
            before = self._values.pop(key, None)
            self._used += size - (before[1] if before else 0)
            self._values[key] = value, size
            # The newest stays even if it alone is larger than the room.
            while self._used > self._room and len(self._values) > 1:
                _, (_, freed) = self._values.popitem(last=False)
                self._used -= freed
