"""The ceiling: what models without points make of the same leads, in the same division.

A logistic regression on all rules and gradient boosting on the fields; the better of the two on
the leads that test. By time a model that knows more can do worse than points: what it learnt may
not hold any more. So the ceiling can lie below the points, and then it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.known import fields_that_know
from models.evaluation.history.reliability import Reliability, reliability_of
from models.evaluation.tallies import Interval
from models.tuning.beside import differ, other_part
from models.tuning.division import Divided, Part, by_chance, divided
from models.tuning.judged import figures_of, rarer_of
from models.tuning.leaking import without_leaks
from models.tuning.learning import ranked
from models.tuning.predictive.designs import fields_design, lines_design
from models.tuning.predictive.reach import reach_of
from models.tuning.predictive.score_chances import score_chances
from models.tuning.predictive.words import reach_words, time_words
from models.tuning.ranks import Ranked
from models.tuning.report import Figures, Tuned, Way
from models.tuning.task import Progress, Rows, Task, accounts_of

RULES = "a logistic regression on all rules"
FIELDS = "gradient boosting on the fields"
MOST_TEACHING = 200_000
"""Leads that teach a model without points; of more some are drawn by chance."""
FEWEST = 10
"""Leads of either outcome that test, with fewer of which no ceiling is told."""

Floats = NDArray[np.float64]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, eq=False)
class Without:
    """A model without points on the leads that test: its figures, and how its chances come true."""

    name: str
    figures: Figures
    reliability: Reliability
    tests: tuple[Ranked, ...]


@dataclass(frozen=True, eq=False)
class Ceiling:
    """`best` of `others`; `points`: those that are compared with it, of the proposed size or
    today's. `reach`: (their AUC - .5) / (its AUC - .5) with its interval; None: nothing to divide
    by. `beside`: the AUC of the best by the other division. `sentences`: all of this in words.
    """

    best: Without
    others: tuple[Without, ...]
    points: Figures
    reach: Interval | None
    beside: Interval | None
    sentences: tuple[str, ...]

    @property
    def auc(self) -> float:
        """The AUC of the best possible, no points."""
        found = self.best.figures.auc
        return 0.5 if found is None else found.value


def ceiling_of(
    task: Task,
    tuned: Tuned,
    progress: Progress = lambda _what, _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> Ceiling | None:
    """Measure it on the leads that tested the tuning; None: stopped, or too few leads to say."""
    from models.tuning.predictive import learners  # lazy: scikit-learn takes a second to load

    leaks = fields_that_know(task.leads, task.scored.masks, task.stages)
    clean, _ = without_leaks(task)
    account, named = accounts_of(task)
    parted = divided(
        task.looked, task.leads.created, account, named, task.split, task.way, task.seed
    )
    points = tuned.proof or tuple(
        ranked(task, task.scored, part.teach, part.test, parted.codes) for part in parted.parts
    )
    parts = parted.parts[: len(points)]
    if not parts or rarer_of(points) < FEWEST:
        return None
    other = other_part(task, parted)
    every = [*parts, *([] if other is None else [other])]
    told: list[tuple[Ranked, ...]] = []
    chances: list[tuple[Floats, ...]] = []
    for at, part in enumerate(every):
        progress("Measuring what the data allow", at, len(every))
        if cancelled():
            return None
        found = _part(clean, parted, part, leaks, learners.by_rules, learners.by_fields)
        told.append(tuple(one for one, _ in found))
        chances.append(tuple(one for _, one in found))
    codes = np.concatenate([part.codes for part in points])
    share = task.aim.share
    without = tuple(
        Without(
            name,
            figures_of([row[at] for row in told[: len(parts)]], share),
            reliability_of(np.concatenate([row[at] for row in chances[: len(parts)]]), codes),
            tuple(row[at] for row in told[: len(parts)]),
        )
        for at, name in enumerate((RULES, FIELDS))
    )
    best = max(without, key=lambda one: one.figures.auc.value if one.figures.auc else 0.0)
    if cancelled():
        return None
    figures = figures_of(points, share)
    reach = reach_of(points, best.tests, task.seed)
    beside, words = None, ""
    if other is not None:
        there = [figures_of([one], share) for one in told[-1]]
        beside, words = _beside(parted.division.way, best, there)
    sentences: tuple[str, ...] = ()
    whose = "The proposed points" if tuned.proof else "Today’s points"
    if figures.auc is not None and best.figures.auc is not None:
        sentences = reach_words(figures.auc, best.figures.auc, best.name, reach, whose)
    return Ceiling(
        best, without, figures, reach, beside, (*sentences, *((words,) if words else ()))
    )


def _beside(way: Way, best: Without, there: Sequence[Figures]) -> tuple[Interval | None, str]:
    """The best by the other division, and that both differ where they do."""
    place = max(range(len(there)), key=lambda at: there[at].auc.value if there[at].auc else 0.0)  # type: ignore[union-attr]  # asked before
    found, here = there[place].auc, best.figures.auc
    if found is None or here is None:
        return None, ""
    if not differ(best.figures, there[place]):
        return found, ""
    return found, time_words(way, (best.name, here), ((RULES, FIELDS)[place], found))


Learner = Callable[..., Floats]


def _part(
    task: Task,
    parted: Divided,
    part: Part,
    leaks: Collection[str],
    by_rules: Learner,
    by_fields: Learner,
) -> list[tuple[Ranked, Floats]]:
    """Both models taught by one side: the ranks and the chances of the leads of the other."""
    teach = _drawn(part.teach, task.seed)
    rows = np.concatenate([teach, part.test])
    size = len(teach)
    codes = parted.codes[rows]
    all_teach = np.arange(size, dtype=np.intp)
    held = _held_back(parted, teach, task.seed)
    lines = lines_design(task.scored, task.propose(teach), leaks, rows)
    fields = fields_design(task.leads, task.scored, leaks, teach, rows)

    def rules(taught: Rows) -> Floats:
        return by_rules(lines.values, codes, taught)

    def boosted(taught: Rows) -> Floats:
        return by_fields(fields, codes, taught, task.seed)

    found = []
    for learn, width in ((rules, len(lines.names)), (boosted, len(fields.names))):
        if not width:
            odds = own = np.zeros(len(rows))
        else:
            odds = learn(all_teach)
            own = odds if held is None else learn(held.teach)
        calm = all_teach if held is None else held.test
        found.append(_calibrated(odds[size:], codes[size:], own[calm], codes[calm]))
    return found


def _calibrated(
    odds: Floats, codes: NDArray[np.uint8], own: Floats, taught: NDArray[np.uint8]
) -> tuple[Ranked, Floats]:
    """Log-odds brought to chances by leads that were held back, and tested."""
    scale = 1_000
    curve = score_chances(np.rint(own * scale).astype(np.int64), taught)
    whole = np.rint(odds * scale).astype(np.int64)
    chances = np.clip(curve.of(whole), 1e-6, 1 - 1e-6)
    losses = -np.where(codes == 1, np.log(chances), np.log1p(-chances))
    _, ranks = np.unique(odds, return_inverse=True)
    return Ranked(ranks.astype(np.int64), codes, losses), chances


def _drawn(teach: Rows, seed: int) -> Rows:
    if len(teach) <= MOST_TEACHING:
        return teach
    dice = np.random.default_rng(seed)
    return np.sort(dice.choice(teach, MOST_TEACHING, replace=False))


def _held_back(parted: Divided, teach: Rows, seed: int) -> Part | None:
    """A quarter of the leads that teach, by places in them, to learn the chances on."""
    account = None if parted.account is None else parted.account[teach]
    rows = np.arange(len(teach), dtype=np.intp)
    parts = by_chance(rows, parted.codes[teach], account, seed, most=4)
    return parts[0] if parts else None
