"""What one more line of a pot would do: leads by all that its points need to know.

Those are the score of the rest, the raw sum of the pot and what is left of it. A pot without
limits needs the score alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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

    def of(self, lines: Mask) -> View:
        """The same with some of its lines."""
        columns, places = self.columns.of(lines)
        yes_met, no_met = self.yes_met[:, places], self.no_met[:, places]
        return replace(self, columns=columns, yes_met=yes_met, no_met=no_met)

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


def views(stand: Stand, pot: int, lines: Mask, sums: Whole, parts: Whole) -> list[View]:
    """One of each card. `lines`: (lines,) those that may come; `sums`, `parts`: (cards, pots,
    patterns) of the cards as they are without them; of a wide stand of one card only.
    """
    columns, places = stand.rows.columns[pot].of(lines)
    pots = stand.rows.pots
    cards = len(sums)
    total = parts.sum(axis=1)
    rest, raw = total - parts[:, pot], sums[:, pot]
    percents = np.tile(pots.percents[pot, stand.state], cards)
    if pot == 0:
        code, span = _from_least(total, pots.unit)
    else:
        code, span = _from_least(rest, pots.unit)
        own, width = _from_least(raw, pots.unit)
        code, span = code * width + own, span * width
        if pots.fades[pot]:
            code, span = code * 101 + percents.reshape(cards, -1), span * 101
    code += np.arange(cards)[:, None] * span
    key, keys, first = numbered(code.ravel(), cards * span)
    yes_met, no_met = stand.counted(pot, key.reshape(cards, -1), keys, places)
    yes, no = (totalled(key, np.tile(weight, cards), keys) for weight in (stand.yes, stand.no))
    rest, raw, percents, total = (flat.ravel()[first] for flat in (rest, raw, percents, total))
    ends = np.searchsorted(first, len(stand) * np.arange(1, cards)).tolist()
    return [
        View(
            stand,
            pot,
            columns,
            rest[own],
            raw[own],
            percents[own],
            total[own],
            yes[own],
            no[own],
            yes_met[own],
            no_met[own],
        )
        for own in map(slice, [0, *ends], [*ends, keys])
    ]


def _from_least(amounts: Whole, unit: int) -> tuple[Whole, int]:
    """Steps above the least of all, and how many there are."""
    steps = (amounts - amounts.min()) // unit
    return steps, int(steps.max()) + 1
