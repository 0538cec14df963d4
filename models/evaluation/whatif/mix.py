"""How much each lead counts when the mix of leads is supposed to be another.

Leads of one kind (the same answer to every supposition) share a weight. Shares of several fields
are met together by raking: the weights of the leads that have a value, and of those that have
not, are scaled to the wanted share, supposition by supposition, until all hold (Deming and
Stephan, Ann. Math. Stat. 11 (1940), 427-444).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.whatif.suppositions import LeadsStop, ShareBecomes
from models.leads.columns import MultipleColumn, TextColumn, YesNoColumn
from models.leads.wording import quoted
from models.problems import LeadbenchError
from models.scoring.conditions import AnyOf, Condition, FieldTest, Test
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from models.signs import NARROW

ROUNDS = 2_000
CLOSE = 1e-9
WHERE = "What if"
FEW_LEADS = 30
"""Leads with a value fewer of which say little of what more of them would do."""
FAR = 5.0
"""A weight above this stands a lead for so many others that the data hardly know them."""


@dataclass(frozen=True, eq=False)
class Mix:
    """`kinds` (rows,): which kind each lead is of. `weights` (kinds,): how much each counts.

    `far`: sentences on where the supposition leaves what the leads can tell.
    """

    kinds: NDArray[np.intp]
    weights: NDArray[np.float64]
    far: tuple[str, ...] = ()

    @property
    def of_leads(self) -> NDArray[np.float64]:
        """How much each lead counts; shape (rows,)."""
        return self.weights[self.kinds]

    @property
    def even(self) -> bool:
        """Whether all leads count once."""
        return bool((self.weights == 1).all())


def even_mix(rows: int) -> Mix:
    """Every lead counts once."""
    return Mix(np.zeros(rows, dtype=np.intp), np.ones(1))


def effective(weights: NDArray[np.float64]) -> float:
    """How many leads of equal weight would tell as much (Kish, Survey Sampling (1965), 11.7)."""
    squares = float(weights @ weights)
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def mix_of(suppositions: Sequence[ShareBecomes | LeadsStop], masks: Masks, sight: Sight) -> Mix:
    """The mix that the suppositions ask for; LeadbenchError where it cannot be."""
    rows = len(masks.leads)
    gone = np.zeros(rows, dtype=np.bool_)
    for item in suppositions:
        if isinstance(item, LeadsStop):
            gone |= _having(item.field, item.values, masks, sight)
    if rows and gone.all():
        raise LeadbenchError("No lead would be left.", WHERE, "Let at least one kind of lead come.")
    shares = [item for item in suppositions if isinstance(item, ShareBecomes)]
    having = [_having(item.field, (item.value,), masks, sight) & ~gone for item in shares]
    left = int(np.count_nonzero(~gone))
    for item, held in zip(shares, having, strict=True):
        _check_share(item, int(np.count_nonzero(held)), left)
    marks = gone.astype(np.int64)
    for held in having:
        _, marks = np.unique(marks * 2 + held, return_inverse=True)
    _, first, kinds, counts = np.unique(
        marks, return_index=True, return_inverse=True, return_counts=True
    )
    weights = np.where(gone[first], 0.0, 1.0)
    held_by = [held[first] for held in having]
    weights = _raked(weights, counts.astype(np.float64), held_by, shares)
    return Mix(kinds, weights, tuple(_far(weights, counts, held_by, shares)))


def _raked(
    weights: NDArray[np.float64],
    counts: NDArray[np.float64],
    held_by: list[NDArray[np.bool_]],
    shares: list[ShareBecomes],
) -> NDArray[np.float64]:
    """Weights by kind that meet every share; the sum over all leads stays what it was."""
    total = float(weights @ counts)
    for _ in range(ROUNDS):
        before = weights
        for held, item in zip(held_by, shares, strict=True):
            wanted = total * item.percent / 100
            having = float((weights * counts)[held].sum())
            others = total - having
            up = wanted / having if having else 1.0
            down = (total - wanted) / others if others > 0 else 1.0
            weights = weights * np.where(held, up, down)
            total_now = float(weights @ counts)
            weights = weights * (total / total_now) if total_now else weights
        if np.abs(weights - before).max(initial=0) < CLOSE:
            break
    for held, item in zip(held_by, shares, strict=True):
        having = float((weights * counts)[held].sum())
        if abs(having - total * item.percent / 100) > 1e-6 * total:
            raise LeadbenchError(
                "These shares cannot hold at the same time.",
                WHERE,
                "Lower one of them, so that together they leave room for all leads.",
            )
    return weights


def _having(field: str, values: Sequence[str], masks: Masks, sight: Sight) -> NDArray[np.bool_]:
    """The leads that have one of the values; LeadbenchError where the field has none such."""
    column = masks.column(field, sight)
    if column is None:
        raise LeadbenchError(
            f"The leads have no field {quoted(field)}.", WHERE, "Choose one of their fields."
        )
    tests: list[Condition] = []
    for value in values:
        if not value:
            tests.append(FieldTest(field, Test.IS_BLANK))
            continue
        match column:
            case TextColumn():
                tests.append(FieldTest(field, Test.IS, (value,)))
            case MultipleColumn():
                tests.append(FieldTest(field, Test.HAS_ANY_OF, (value,)))
            case YesNoColumn() if value in ("yes", "no"):
                tests.append(FieldTest(field, Test.IS_YES if value == "yes" else Test.IS_NO))
            case _:
                raise LeadbenchError(
                    f"{field} is not a field of texts, so {quoted(value)} is no share of it.",
                    WHERE,
                    "Choose a field of text or of yes and no.",
                )
    return masks.of(AnyOf(tuple(tests)), sight)


def _check_share(item: ShareBecomes, having: int, left: int) -> None:
    if not 0 <= item.percent <= 100:
        raise LeadbenchError(
            f"A share of {item.percent}{NARROW}% cannot be.", WHERE, "Give 0 to 100 percent."
        )
    name = quoted(item.value) if item.value else "blank"
    if item.percent and not having:
        raise LeadbenchError(
            f"No lead has {item.field} {name}, so nothing tells what more of them would do.",
            WHERE,
            "Choose a value that some leads have.",
        )
    if item.percent < 100 and having == left:
        raise LeadbenchError(
            f"All leads have {item.field} {name}, so nobody is there for the rest.",
            WHERE,
            "Choose a value that only some leads have.",
        )


def _far(
    weights: NDArray[np.float64],
    counts: NDArray[np.int64],
    held_by: list[NDArray[np.bool_]],
    shares: list[ShareBecomes],
) -> list[str]:
    told = []
    for held, item in zip(held_by, shares, strict=True):
        having = int(counts[held & (weights > 0)].sum())
        if 0 < having < FEW_LEADS and item.percent:
            name = quoted(item.value) if item.value else "blank"
            told.append(
                f"Only {having:,} leads have {item.field} {name}: too few to say how more of "
                "them would do."
            )
    highest = float(weights.max(initial=0))
    if highest > FAR:
        told.append(
            f"This is far from the leads at hand: some count {highest:,.1f} times, so what is "
            "said of them rests on few."
        )
    return told
