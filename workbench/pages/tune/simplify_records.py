"""The table of the side Simplify: a line for each step, with what it costs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from models.evaluation.figures import NONE, count, interval, percent
from models.tuning.report import Simpler
from models.tuning.simplify import signed_decimal
from models.tuning.steps import Step
from widgets.tables.record_cells import Cell, SpanCell, TickCell, Toned
from widgets.tables.records import RecordColumn, Records


def simplify_records(steps: Sequence[Simpler], ticked: Collection[Step], most: float) -> Records:
    """`most`: where the bars of the costs end."""
    columns = (
        RecordColumn("", width=34),
        RecordColumn("What is simpler", width=220, stretches=True),
        RecordColumn("AUC", width=66, right=True),
        RecordColumn("95\u202f% interval", width=140, right=True),
        RecordColumn("", width=96),
        RecordColumn("Lift kept", width=78, right=True),
        RecordColumn("Other band", width=88, right=True),
        RecordColumn("These leads show", width=124),
    )

    def cell(column: int, place: int) -> Cell:
        one = steps[place]
        gap = one.cost.auc
        match column:
            case 0:
                return TickCell(one.steps[0] in ticked)
            case 1:
                return one.words
            case 2:
                return NONE if gap is None else signed_decimal(gap.difference.value)
            case 3:
                return NONE if gap is None else Toned(interval(gap.difference, 3), "text2")
            case 4:
                if gap is None or not most:
                    return Toned(NONE, "text3")
                found = gap.difference
                return SpanCell(found.low, found.value, found.high, most)
            case 5:
                return NONE if one.lift_kept is None else percent(one.lift_kept)
            case 6:
                return count(one.disruption.moved)
            case _:
                return _seen(one)

    return Records(columns, np.arange(len(steps)), cell)


def _seen(one: Simpler) -> Cell:
    gap = one.cost.auc
    if gap is None:
        return Toned("cannot be told", "text3")
    if not gap.told:
        return Toned("no cost", "text2")
    if gap.difference.value < 0:
        return Toned("worse ranking", "text", 600)
    return Toned("better ranking", "text", 600)
