"""What time leaves of a group's points (semantics 10, by group)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY, DateColumn
from models.scoring.conditions import FieldTest, Test
from models.scoring.decay import Decay, Fades
from models.scoring.masks import Masks
from models.scoring.model import Group
from models.scoring.quantities import percent_of_age
from models.scoring.sight import Sight

Percents = NDArray[np.uint8]
"""What is left of a group's points, a whole percent for each lead."""


def faded(points: NDArray[Any], percents: Percents | None) -> NDArray[Any]:
    """floor((points x percent + 50) / 100); the same array where nothing fades."""
    if percents is None:
        return points
    # Sums in 32 bits may need more before they are divided.
    kind: Any = np.int64 if points.dtype.itemsize >= 4 else np.int32
    wide = np.multiply(points, percents, dtype=kind)
    wide += 50
    out: NDArray[Any] = np.floor_divide(wide, 100, out=wide)
    return out


def percents_of(group: Group, masks: Masks, sight: Sight) -> Percents | None:
    """The percent that is left of the group's points for each lead; None: all of them."""
    decay = group.decay
    if decay is None or decay.way is not Fades.BY_GROUP:
        return None
    types = fading_types(group, decay)
    table = decay.steps, decay.after, decay.undated
    made = masks.seen(FieldTest(decay.field, Test.IS_KNOWN), sight) if decay.field else None
    key = "percents", table, decay.field, made, types, sight.key
    return masks.kept(key, lambda: _percents(decay, types, masks, sight))


def by_activity(group: Group) -> Decay | None:
    """The table by which occurrences fade one by one; None: they do not."""
    decay = group.decay
    return decay if decay is not None and decay.way is Fades.BY_ACTIVITY else None


def fading_types(group: Group, decay: Decay) -> tuple[str, ...]:
    """The types whose last activity tells the age: those named, else those of the group's rules.

    None at all, or a rule that takes any type: any. Muted rules do not count.
    """
    if decay.types:
        return decay.types
    chosen = [of for rule in group.rules if not rule.muted for of in rule.selections()]
    if any(not of.types for of in chosen):
        return ()
    return tuple(dict.fromkeys(name for of in chosen for name in of.types))


def _percents(decay: Decay, types: tuple[str, ...], masks: Masks, sight: Sight) -> Percents:
    if decay.field:
        column = masks.column(decay.field, sight)
        days = column.days if isinstance(column, DateColumn) else None
    else:
        days = masks.activities(sight).last_day(types)
    if days is None:
        return np.full(len(masks.leads), decay.undated, dtype=np.uint8)
    left = percent_of_age(decay, masks.today(sight) - days.astype(np.int64))
    return np.where(days == BLANK_DAY, np.uint8(decay.undated), left)
