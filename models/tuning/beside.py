"""The proposed size judged in another way: by time and by chance say different things.

Chance mixes old leads and new ones; who comes next is always new. Where both differ by more than
chance leaves open, the figure by time is the one to trust.
"""

from __future__ import annotations

from math import sqrt

from models.evaluation.metrics import NORMAL_95
from models.evaluation.tallies import Interval
from models.leads.tally import Tally
from models.problems import LeadbenchError
from models.tuning.division import Divided, Part, by_chance, divided
from models.tuning.judged import figures_of
from models.tuning.report import Beside, Figures, Way
from models.tuning.running import Run
from models.tuning.task import Task
from models.tuning.tuned_words import beside_words


def beside_of(run: Run, size: int, figures: Figures) -> Beside | None:
    """The other way: by chance where the proof was by time, else in the order of the rows.

    None: it cannot be done, or was stopped.
    """
    way = run.parted.division.way
    other = Way.FOLDS if way in (Way.TIME, Way.ROWS) else Way.ROWS
    part = other_part(run.task, run.parted)
    if part is None or run.cancelled():
        return None
    learnt = run.learn(part.teach, "Judging in another way", (size,), quick=True)
    cards = learnt.cards(size)
    if not cards:
        return None
    test, _ = run.test(learnt, cards[0], part)
    found = figures_of((test,), run.task.aim.share)
    codes = run.codes
    rates = tuple(
        Tally(len(rows), int((codes[rows] == 1).sum()), int((codes[rows] == 0).sum())).rate
        for rows in (part.teach, part.test)
    )
    return Beside(other, found, beside_words(way, figures, found, rates, differ(figures, found)))


def differ(one: Figures, other: Figures) -> bool:
    """Whether both AUCs, of different leads, lie further apart than chance puts them."""
    if one.auc is None or other.auc is None:
        return False
    error = sqrt(_error(one.auc) ** 2 + _error(other.auc) ** 2)
    return abs(one.auc.value - other.auc.value) > NORMAL_95 * error


def _error(found: Interval) -> float:
    return (found.high - found.low) / 2 / NORMAL_95


def other_part(task: Task, parted: Divided) -> Part | None:
    """One part that tests, by the other way; None where that cannot be done."""
    if parted.division.way in (Way.TIME, Way.ROWS):
        parts = by_chance(parted.rows, parted.codes, parted.account, task.seed)
        return parts[0] if parts else None
    rows: Divided
    try:
        rows = divided(task.looked, task.leads.created, parted.account, way=Way.ROWS, seed=1)
    except LeadbenchError:  # too few leads of one outcome at one of the ends
        return None
    return rows.parts[0]
