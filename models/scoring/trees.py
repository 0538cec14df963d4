"""What trees add to the log-odds of leads, and what each field of their splits changes in it.

Semantics 17.3. A split asks a condition of the model's language, so a tree reads fields, blanks,
days and activities as rules do, and the engine answers it. Whole ten-thousandths throughout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.leads.derived_fields import DaysBetween
from models.scoring.conditions import ActivityTest, Condition, leaves_in, tests_in
from models.scoring.engine import Scored
from models.scoring.probability import Branch, Split, TreeChances
from models.scoring.sight import Sight
from models.scoring.words import plain, selection_words

Odds = NDArray[np.int64]
Rows = NDArray[np.intp]


def sight_of_trees(scored: Scored, found: TreeChances) -> Sight:
    """The sight of the model with the fields that only the trees read."""
    return replace(scored.sight, derived=(*scored.sight.derived, *found.derived))


def added_by_trees(scored: Scored, found: TreeChances, rows: Rows) -> Odds:
    """What all trees add to the log-odds of these leads; (rows,)."""
    sight, total = sight_of_trees(scored, found), np.zeros(len(rows), dtype=np.int64)
    for tree in found.trees:
        total += _ends(tree, scored, sight, rows)
    return total


def moved_by_trees(scored: Scored, found: TreeChances, rows: Rows) -> tuple[int, dict[str, Odds]]:
    """The log-odds of the average lead, and how far each field moves these from it; by name.

    Going from a split to a side moves the lead from the average of the split to that of the side,
    which is put down to the field of the split; along a path all moves add up to what the tree
    adds less its average (Saabas, "Interpreting random forests", 2014). So what is told is
    additive and exact, yet of fields that only tell something together the one that is asked
    last is given more of it.
    """
    sight, moved = sight_of_trees(scored, found), dict[str, Odds]()
    for tree in found.trees:
        for name, here, by in _moves(tree, scored, sight, rows, np.ones(len(rows), dtype=np.bool_)):
            if name not in moved:
                moved[name] = np.zeros(len(rows), dtype=np.int64)
            moved[name][here] += by
    return found.intercept + sum(map(average_of, found.trees)), moved


def average_of(branch: Branch) -> int:
    """What the tree added on average to the leads that came here."""
    return branch if isinstance(branch, int) else branch.average


def splits_in(branch: Branch) -> Iterator[Split]:
    """Every split of a tree, from its root."""
    if isinstance(branch, Split):
        yield branch
        yield from splits_in(branch.yes)
        yield from splits_in(branch.no)


def asked_name(when: Condition) -> str:
    """What a split asks of, as reasons name it: a field, or which activities."""
    for leaf in leaves_in(when):
        if isinstance(leaf, ActivityTest):
            return plain(selection_words(leaf.quantity.of))
    return next((test.field for test in tests_in(when)), "activities")


def fields_read(found: TreeChances) -> tuple[str, ...]:
    """The names of the fields that the trees read, each once, in the order of the trees."""
    own = {item.name: item for item in found.derived}
    names: dict[str, None] = {}
    for tree in found.trees:
        for split in splits_in(tree):
            for test in tests_in(split.when):
                made = own.get(test.field)
                read = (made.start, made.end) if isinstance(made, DaysBetween) else (test.field,)
                names.update(dict.fromkeys(read))
    return tuple(names)


def _ends(branch: Branch, scored: Scored, sight: Sight, rows: Rows) -> Odds:
    if isinstance(branch, int):
        return np.full(len(rows), branch, dtype=np.int64)
    met = scored.masks.of(branch.when, sight)[rows]
    found: Odds = np.empty(len(rows), dtype=np.int64)
    found[met] = _ends(branch.yes, scored, sight, rows[met])
    found[~met] = _ends(branch.no, scored, sight, rows[~met])
    return found


def _moves(
    branch: Branch, scored: Scored, sight: Sight, rows: Rows, here: NDArray[np.bool_]
) -> Iterator[tuple[str, NDArray[np.bool_], int]]:
    """The field of each split, whom it moves to a side, and by how much."""
    if isinstance(branch, int):
        return
    met, name = scored.masks.of(branch.when, sight)[rows], asked_name(branch.when)
    for side, to in ((here & met, branch.yes), (here & ~met, branch.no)):
        yield name, side, average_of(to) - branch.average
        yield from _moves(to, scored, sight, rows, side)
