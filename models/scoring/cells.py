"""The prepared value of one cell as a person reads it."""

from __future__ import annotations

from datetime import date

import numpy as np

from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.wording import figure
from models.scoring.answers import EPOCH

BLANK = "blank"


def cell_words(column: Column | None, row: int) -> str:
    """The value that rules see, in words; "blank" where there is none."""
    match column:
        case TextColumn():
            return column.values[int(column.codes[row])] or BLANK
        case MultipleColumn():
            return ", ".join(column.sets[int(column.codes[row])]) or BLANK
        case NumberColumn():
            value = float(column.values[row])
            return BLANK if np.isnan(value) else figure(value)
        case YesNoColumn():
            return {1: "yes", 0: "no"}.get(int(column.values[row]), BLANK)
        case DateColumn():
            day = int(column.days[row])
            if day == BLANK_DAY:
                return BLANK
            return date.fromordinal(EPOCH + day).isoformat()
        case None:
            return BLANK
