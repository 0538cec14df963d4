"""Chance that falls alike on every machine and with every version of numpy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
BLOCK = 1 << 16


class Dice:
    """Draws made of one stream of uniform numbers.

    Only `Generator.random` is used: its stream is fixed by the bit generator, while the other
    draws of numpy may change with its versions.
    """

    def __init__(self, seed: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(seed))
        self._block: list[float] = []

    def uniform(self) -> float:
        """A number from 0 up to but not 1."""
        if not self._block:
            self._block = self._generator.random(BLOCK).tolist()
        return self._block.pop()

    def chance(self, probability: float) -> bool:
        """True with that probability."""
        return self.uniform() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all alike."""
        return items[int(self.uniform() * len(items))]

    def weighted(self, items: Sequence[tuple[T, int]]) -> T:
        """One of the items by its whole-number weight."""
        left = int(self.uniform() * sum(weight for _, weight in items))
        for item, weight in items:
            left -= weight
            if left < 0:
                return item
        raise ValueError("no item has a weight")

    def count(self, mean: float) -> int:
        """A number of events, Poisson with that mean (Knuth: The Art of Computer Programming 2)."""
        if mean <= 0:
            return 0
        floor, product, events = math.exp(-mean), self.uniform(), 0
        while product > floor:
            product *= self.uniform()
            events += 1
        return events
