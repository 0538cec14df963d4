"""The threshold index: what every score becomes while the number in a condition is dragged.

Built once when the drag begins. In the order of the field, each lead has one cell if the rule
does not hit it and one if it does; sums of cells are kept at some hundred places, so that a step
is a search, two sums and at most two short counts, and exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import NumberColumn
from models.scoring.conditions import AllOf, Condition, FieldTest, Test
from models.scoring.counting import Counts, Outcomes, cells_of
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import Rule, ScoringModel

PLACES = 512
"""Places at which sums are kept."""

_HIT_BELOW = {Test.LESS_THAN: "left", Test.AT_MOST: "right"}
_HIT_ABOVE = {Test.AT_LEAST: "left", Test.MORE_THAN: "right"}


@dataclass(frozen=True, eq=False)
class ThresholdStep:
    """All leads after a step, as `cube.Step` has them; `hits`: leads of the rule by outcome."""

    counts: Counts
    changed: int | None
    overridden: int
    reach: tuple[int, int]
    hits: tuple[int, int, int]


def split(condition: Condition | None, test: FieldTest) -> tuple[bool, Condition | None]:
    """Whether the test stands alone or in an outer *all*; and what else the condition asks."""
    if condition == test:
        return True, None
    if isinstance(condition, AllOf) and condition.parts.count(test) == 1:
        rest = tuple(part for part in condition.parts if part != test)
        return True, AllOf(rest) if rest else None
    return False, None


def can_index(rule: Rule, test: FieldTest) -> bool:
    """Whether dragging this test's number is answered by an index."""
    tried = test.test in _HIT_BELOW or test.test in _HIT_ABOVE
    return tried and not rule.muted and split(rule.when, test)[0]


class ThresholdIndex:
    """Every score as a function of the number in *less than*, *at most*, *at least*, *more than*.

    `test` is a part of the rule's condition: alone, or in an outer *all*.
    """

    def __init__(
        self,
        scored: Scored,
        rule: Rule,
        test: FieldTest,
        outcomes: Outcomes,
        saved: Scored | None = None,
    ) -> None:
        if not can_index(rule, test):
            raise ValueError("only one number of the condition's outer part can be dragged")
        model, masks = scored.model, scored.masks
        group = model.group_of(rule.id)
        if group is None:
            raise ValueError(f"the model has no rule {rule.id}")
        column = masks.column(test.field, scored.sight)
        self._values, order = _in_order(column, test.field, masks)
        below = test.test in _HIT_BELOW
        self._side: Any = _HIT_BELOW[test.test] if below else _HIT_ABOVE[test.test]
        rest = split(rule.when, test)[1]
        missed = score(_asking(model, rule, None, muted=True), masks.leads, scored.as_of, masks)
        hit = score(_asking(model, rule, rest, muted=False), masks.leads, scored.as_of, masks)
        # Before the place are leads that "less than" hits, or that "at least" misses.
        first, last = (hit, missed) if below else (missed, hit)
        blank = np.ones(len(scored), dtype=np.bool_)
        blank[order] = False
        levels = model.scale.most - model.scale.least + 1
        self._shape = (levels, 1 if saved is None else len(saved.model.bands), 3)
        size = int(np.prod(self._shape))
        cells = [_cells(item, outcomes, saved, self._shape) for item in (first, last, missed)]
        self._cells = _Halves(cells[0], cells[1], cells[2], order=order, blank=blank, size=size)
        # The fourth cell: not hit.
        none = np.full(len(scored), 3, dtype=np.uint8)
        able = masks.hit(replace(rule, when=rest), scored.sight)
        codes: NDArray[np.uint8] = np.where(able, outcomes.codes, none)
        before, after = (codes, none) if below else (none, codes)
        self._hits = _Halves(before, after, none, order=order, blank=blank, size=4)
        self._moved = _running(_moved(first), _moved(last), _moved(missed), order, blank)
        self._changed = None
        if saved is not None:
            differs = [item.scores != saved.scores for item in (first, last, missed)]
            self._changed = _running(differs[0], differs[1], differs[2], order, blank)
        given = [item.given[group.id] for item in (first, last, missed)]
        self._lows = _ends(np.minimum, *given, order=order, blank=blank)
        self._highs = _ends(np.maximum, *given, order=order, blank=blank)

    def at(self, number: float) -> ThresholdStep:
        """All leads if the number were this; exact."""
        place = int(np.searchsorted(self._values, number, side=self._side))
        no, yes, unknown, _ = self._hits.at(place).tolist()
        return ThresholdStep(
            self._cells.at(place).reshape(self._shape),
            None if self._changed is None else int(self._changed[place]),
            int(self._moved[place]),
            (int(self._lows[place]), int(self._highs[place])),
            (no, yes, unknown),
        )


class _Halves:
    """Counts of cells: `first` before a place in the order, `last` from it on."""

    def __init__(
        self,
        first: NDArray[Any],
        last: NDArray[Any],
        of_blank: NDArray[Any],
        *,
        order: NDArray[np.intp],
        blank: NDArray[np.bool_],
        size: int,
    ) -> None:
        self._size = size
        self._rows = max(1, -(-len(order) // PLACES))
        self._blank: Counts = np.bincount(of_blank[blank], minlength=size)
        self._first, self._last = first.take(order), last.take(order)
        self._sums_first = _sums(self._first, self._rows, size)
        self._sums_last = _sums(self._last, self._rows, size)

    def at(self, place: int) -> Counts:
        """The counts for a place; shape (size,)."""
        step = place // self._rows
        start, end = step * self._rows, min((step + 1) * self._rows, len(self._first))
        counts: Counts = self._blank + self._sums_first[step]
        counts += np.bincount(self._first[start:place], minlength=self._size)
        counts += self._sums_last[-1] - self._sums_last[step + (end > start)]
        counts += np.bincount(self._last[place:end], minlength=self._size)
        return counts


def _asking(
    model: ScoringModel, rule: Rule, when: Condition | None, *, muted: bool
) -> ScoringModel:
    return model.with_rule(replace(rule, muted=True) if muted else replace(rule, when=when))


def _in_order(
    column: object, field: str, masks: Masks
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The known values ascending, and their rows; kept, since sorting is the long part."""
    if not isinstance(column, NumberColumn):
        return np.zeros(0), np.zeros(0, dtype=np.intp)
    values = column.values

    def ordered() -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        order = np.argsort(values, kind="stable")
        order = order[: len(values) - int(np.count_nonzero(np.isnan(values)))]
        return values[order], order

    return masks.kept(("order", field), ordered)


def _cells(
    scored: Scored, outcomes: Outcomes, saved: Scored | None, shape: tuple[int, int, int]
) -> NDArray[Any]:
    bands = None if saved is None else saved.bands
    return cells_of(scored.levels, outcomes.codes, bands, shape[1], shape[0])


def _sums(cells: NDArray[Any], rows: int, size: int) -> NDArray[np.int64]:
    """Cells summed up to each place; shape (places + 1, size), the first row 0."""
    places = -(-len(cells) // rows)
    sums = np.zeros((places + 1, size), dtype=np.int64)
    for place in range(places):
        sums[place + 1] = np.bincount(cells[place * rows : (place + 1) * rows], minlength=size)
    np.cumsum(sums, axis=0, out=sums)
    return sums


def _moved(scored: Scored) -> NDArray[np.bool_]:
    """Where an override moved the score."""
    if scored.override is None:
        return np.zeros(len(scored), dtype=np.bool_)
    moved: NDArray[np.bool_] = scored.scores != scored.totals
    return moved


def _running(
    first: NDArray[np.bool_],
    last: NDArray[np.bool_],
    of_blank: NDArray[np.bool_],
    order: NDArray[np.intp],
    blank: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """How many leads for each place: `first` before it, `last` from it on."""
    before, after = first.take(order), last.take(order)
    found = np.zeros(len(order) + 1, dtype=np.int32)
    np.cumsum(before.view(np.int8) - after.view(np.int8), out=found[1:])
    found += np.count_nonzero(after) + np.count_nonzero(of_blank[blank])
    return found


def _ends(
    choose: np.ufunc,
    first: NDArray[Any],
    last: NDArray[Any],
    of_blank: NDArray[Any],
    *,
    order: NDArray[np.intp],
    blank: NDArray[np.bool_],
) -> NDArray[Any]:
    """The least or the most for each place: of `first` before it and of `last` from it on."""
    rest = of_blank[blank]
    kind = np.promote_types(np.promote_types(first.dtype, last.dtype), of_blank.dtype)
    found = np.empty(len(order) + 1, dtype=kind)
    if not len(order):
        found[:] = choose.reduce(rest) if len(rest) else 0
        return found
    upto, beyond = first.take(order), last.take(order)
    found[1:] = choose.accumulate(upto)
    found[0] = beyond[0]
    choose(found[:-1], choose.accumulate(beyond[::-1])[::-1], out=found[:-1])
    if len(rest):
        choose(found, choose.reduce(rest), out=found)
    return found
