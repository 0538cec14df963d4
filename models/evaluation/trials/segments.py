"""The difference of two arms in parts of the leads: to look for questions, not for answers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.asked import field_named
from models.evaluation.history.groups import Groups, groups_of
from models.evaluation.holm import holm
from models.evaluation.tallies import Interval
from models.evaluation.trials.alike import ArmCounts
from models.evaluation.trials.result import between
from models.leads.table import Leads
from models.scoring.bits import Bits, packed


@dataclass(frozen=True)
class Segment:
    """A part of the leads. `p`: corrected for all parts; None: too few to say. `bits`: its leads of
    both arms, one bit a lead (see `scoring.bits`)."""

    name: str
    a: ArmCounts
    b: ArmCounts
    difference: Interval | None
    p: float | None
    bits: Bits = field(compare=False, repr=False)


def segments_of(
    leads: Leads,
    by: str,
    codes: NDArray[np.uint8],
    a: NDArray[np.bool_],
    b: NDArray[np.bool_],
    level: float,
    effect: float = 1.0,
) -> tuple[Segment, ...]:
    """Arm B less arm A in each group of a field; masks and `codes` (0 or 1 there) have (rows,).

    Intervals are each its own. LeadbenchError where no field has that name.
    """
    groups = groups_of(leads.prepared(field_named(leads, by))[0], a | b)
    if groups.rows is not None:
        codes, a, b = codes[groups.rows], a[groups.rows], b[groups.rows]
    size = len(groups.names)
    counts = []
    for mask in (a, b):
        mask = mask & (groups.codes >= 0)
        counts.append(
            np.bincount(groups.codes[mask] * 2 + (codes[mask] == 1), minlength=2 * size)
            .reshape(size, 2)
            .tolist()
        )
    found = []
    for place, (name, (a_no, a_yes), (b_no, b_yes)) in enumerate(
        zip(groups.names, *counts, strict=True)
    ):
        if a_no + a_yes + b_no + b_yes:
            one, other = ArmCounts(a_no + a_yes, a_yes), ArmCounts(b_no + b_yes, b_yes)
            pair = between("", one, "", other, level, effect)
            found.append((name, one, other, pair, _bits(groups, place, a | b, len(leads))))
    corrected = holm([pair.p for *_, pair, _ in found])
    return tuple(
        Segment(name, one, other, pair.difference, p, bits)
        for (name, one, other, pair, bits), p in zip(found, corrected, strict=True)
    )


def _bits(groups: Groups, place: int, wanted: NDArray[np.bool_], leads: int) -> Bits:
    """The wanted leads of a group; `wanted` has an entry for each of the groups' codes."""
    which: NDArray[np.bool_] = (groups.codes == place) & wanted
    if groups.rows is None:
        return packed(which)
    mask = np.zeros(leads, dtype=np.bool_)
    mask[groups.rows[which]] = True
    return packed(mask)
