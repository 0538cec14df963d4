"""What one more line of a pot would do: leads by all that its points need to know.

Those are the score of the rest, the raw sum of the pot and what is left of it. A pot without
limits needs the score alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.tuning.search.laws import Mask
from models.tuning.search.numbered import numbered
from models.tuning.search.rows import Columns, Real
from models.tuning.search.stand import Stand, Whole
from models.tuning.search.summed import totalled


@dataclass(frozen=True, eq=False)
class View:
    """Keys of one pot, and some of its lines. `rest`, `raw`, `percents`: (keys,); `score`: as it
    is now.

    `yes`, `no`: (keys,) weight; `yes_met`, `no_met`: (keys, columns) weight of those that meet a
    line of the pot more than so many times.
    """

    stand: Stand
    pot: int
    columns: Columns
    rest: Whole
    raw: Whole
    percents: Whole
    score: Whole
    yes: Real
    no: Real
    yes_met: Real
    no_met: Real

    def after(self, added: Whole) -> Whole:
        """(values, keys): the scores where the pot's raw sum is so much more, (values,)."""
        pots = self.stand.rows.pots
        return self.rest + pots.part(self.pot, self.raw + added[:, None], self.percents)

    def histogram(self, column: int, value: int, low: int, span: int) -> tuple[Real, Real]:
        """Weight for and against by level where the line of that first column gives `value`."""
        unit = self.stand.rows.pots.unit
        columns = self.columns
        line = columns.lines[column]
        turns = np.flatnonzero(columns.lines == line)
        added = np.arange(len(turns) + 1) * value
        levels = (self.after(added) - low) // unit
        yes = totalled(levels[0], self.yes, span)
        no = totalled(levels[0], self.no, span)
        for turn, place in enumerate(turns.tolist()):
            for found, met in ((yes, self.yes_met), (no, self.no_met)):
                found += totalled(levels[turn + 1], met[:, place], span)
                found -= totalled(levels[turn], met[:, place], span)
        return yes, no


def view(stand: Stand, pot: int, lines: Mask, sums: Whole, parts: Whole) -> View:
    """`lines`: (lines,) those that may come; `sums`, `parts`: (pots, patterns) of the card as it
    is without them.
    """
    columns, places = stand.rows.columns[pot].of(lines)
    total = parts.sum(axis=0)
    if pot == 0:
        low = int(total.min())
        key, keys, first = numbered(total - low, int(total.max()) - low + 1)
    else:
        percents = stand.rows.pots.percents[pot, stand.state]
        rest = total - parts[pot]
        raw = sums[pot]
        low_rest, low_raw = int(rest.min()), int(raw.min())
        width = int(raw.max()) - low_raw + 1
        code = ((rest - low_rest) * width + (raw - low_raw)) * 101 + percents
        key, keys, first = numbered(code, (int(rest.max()) - low_rest + 1) * width * 101)
    yes_met, no_met = stand.counted(pot, key, keys, places)
    return View(
        stand,
        pot,
        columns,
        (total - parts[pot])[first],
        sums[pot][first],
        stand.rows.pots.percents[pot, stand.state[first]],
        total[first],
        totalled(key, stand.yes, keys),
        totalled(key, stand.no, keys),
        yes_met,
        no_met,
    )
