"""A derived field as cells with the values that rules see: what tables and lists show of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import NumberColumn, TextColumn, YesNoColumn
from models.leads.derived import place_of
from models.leads.raw import Cell, RawColumn, Texts, narrow
from models.scoring.masks import Masks
from models.scoring.sight import Sight


def derived_cells(masks: Masks, sight: Sight, name: str) -> RawColumn | None:
    """The cells of the derived field that rules mean by that name; None: it is none.

    A blank is an empty cell, yes and no are words, a number is in its shortest exact form.
    """
    place = place_of(sight.derived, name)
    if place is None:
        return None
    asked = ("derived cells", masks.seen_field(name, sight))
    return masks.kept(asked, lambda: _cells(masks, sight, sight.derived[place].name))


def _cells(masks: Masks, sight: Sight, name: str) -> RawColumn:
    column = masks.column(name, sight)
    match column:
        case TextColumn():
            kinds = np.full(len(column.values), Cell.TEXT, dtype=np.uint8)
            kinds[0] = Cell.EMPTY
            return RawColumn(name, name, column.codes, column.values, kinds)
        case NumberColumn():
            blank = np.isnan(column.values)
            distinct, known = np.unique(column.values[~blank], return_inverse=True)
            texts = [np.format_float_positional(one, trim="-") for one in distinct]
            return _counted(name, blank, known.astype(np.int32), texts, Cell.NUMBER)
        case YesNoColumn():
            blank = column.values < 0
            answers = column.values[~blank].astype(np.int32)
            return _counted(name, blank, answers, ["no", "yes"], Cell.YES_NO)
        case _:
            raise TypeError(f"no derived field gives {column}")


def _counted(
    name: str,
    blank: NDArray[np.bool_],
    known: NDArray[np.int32],
    texts: Sequence[str],
    kind: Cell,
) -> RawColumn:
    """`known`: the place among `texts` of each cell that is not blank."""
    codes = np.zeros(len(blank), dtype=np.int32)
    codes[~blank] = known + 1
    kinds = np.full(len(texts) + 1, kind, dtype=np.uint8)
    kinds[0] = Cell.EMPTY
    return RawColumn(name, name, narrow(codes, len(kinds)), Texts.of(["", *texts]), kinds)
