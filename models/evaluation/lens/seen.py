"""The leads that evidence rests on, as bits: who is known, who converted, and who is older."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.in_time import InTime, Order, in_time
from models.evaluation.lens.stability import Block, Stability, block_of, stability_of
from models.leads.tally import Tally
from models.scoring.bits import Bits, number, packed

BLOCKS = 4
"""Successive parts of the leads in which a line is looked at."""


@dataclass(frozen=True, eq=False)
class Seen:
    """`known`, `won`: leads with a known outcome, and those of them that converted. `parts`: the
    older and the newer half, then successive blocks, each with its name; none: too few leads.
    """

    known: Bits
    won: Bits
    every: Tally
    order: Order | None
    parts: tuple[tuple[str, Bits], ...]

    @staticmethod
    def of(codes: NDArray[np.uint8], created: NDArray[np.int32]) -> Seen:
        """From outcomes, 0 not converted, 1 converted, 2 not looked at, and days; shape (rows,)."""
        known, won = packed(codes < 2), packed(codes == 1)
        leads, converted = number(known), number(won)
        every = Tally(leads, converted, leads - converted)
        time = in_time(created, codes < 2)
        order = None if time is None else time.order
        return Seen(known, won, every, order, () if time is None else _parts(time, len(codes)))

    def tally(self, bits: Bits) -> Tally:
        """The leads of these that are known."""
        leads, converted = number(bits & self.known), number(bits & self.won)
        return Tally(leads, converted, leads - converted)

    def others(self, hits: Tally) -> Tally:
        """The known leads besides these."""
        return _less(self.every, hits)

    def stability(self, bits: Bits) -> Stability | None:
        """How the leads of a line convert in each part; None: nothing tells older from newer."""
        if not self.parts:
            return None
        older, newer, *blocks = (self._block(name, part, bits) for name, part in self.parts)
        return stability_of(blocks, older, newer)

    def _block(self, name: str, part: Bits, bits: Bits) -> Block:
        hits = self.tally(bits & part)
        return block_of(name, hits, _less(self.tally(part), hits))


def _less(all_of_them: Tally, some: Tally) -> Tally:
    return Tally(
        all_of_them.known - some.known,
        all_of_them.converted - some.converted,
        all_of_them.not_converted - some.not_converted,
    )


def _parts(time: InTime, rows: int) -> tuple[tuple[str, Bits], ...]:
    def bits(which: NDArray[np.bool_]) -> Bits:
        mask = np.zeros(rows, dtype=np.bool_)
        mask[time.rows[which]] = True
        return packed(mask)

    middle = time.middle
    block, names = time.blocks(BLOCKS)
    return (
        ("older", bits(time.place < middle)),
        ("newer", bits(time.place >= middle)),
        *((name, bits(block == at)) for at, name in enumerate(names)),
    )
