"""Which leads stand behind the rows of an analysis, for who wants to look at them elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from models.scoring.bits import Bits


@dataclass(frozen=True, eq=False)
class Held:
    """The leads of each arm, of each group and at each planned look, None where it was not due or
    not needed; one bit a lead (see `scoring.bits`), in the order of the analysis.

    An analysis has none while a look is to come. Who is in an arm is no outcome. But leads that are
    chosen are told on every page with how many of them converted; and among leads chosen since
    they converted, how many are in each arm is the result itself. Either would be a look that
    nobody planned. It would be one between two planned looks, too: a look counts conversions up to
    its day, and what is told of chosen leads counts those that came since.
    """

    arms: tuple[Bits, ...]
    segments: tuple[Bits, ...] = ()
    looks: tuple[Bits | None, ...] = ()
