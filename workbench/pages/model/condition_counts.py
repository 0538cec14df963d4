"""How many leads a condition holds for, worked out when an editor asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from models.scoring.conditions import Condition
from workbench.live_preview import Preview


class ConditionCounts(Mapping[Condition, int]):
    """A mapping over every condition; nothing is counted that is not looked at."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    def __getitem__(self, condition: Condition) -> int:
        masks = self._preview.scored.masks
        return int(np.count_nonzero(masks.of(condition, self._preview.scored.sight)))

    def __iter__(self) -> Iterator[Condition]:
        return iter(())

    def __len__(self) -> int:
        """There is always something to ask."""
        return 1
