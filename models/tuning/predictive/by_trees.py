"""Chances by trees: gradient boosting on the fields, written down as splits and whole numbers.

scikit-learn grows the trees. What is kept of them are conditions of the model's language and whole
ten-thousandths of log-odds at the ends, read by the engine and by anybody. How many trees, and the
table from log-odds to chances, are learnt on leads that other leads' trees foretold.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.leads.table import Leads
from models.scoring.conditions import AnyOf, Condition, tests_in
from models.scoring.engine import Scored
from models.scoring.file.json_text import write
from models.scoring.file.probability_json import added_chances_to_json
from models.scoring.file.scores_hash import trees_hash
from models.scoring.odds import odds_of
from models.scoring.probability import WHOLE, Branch, Probability, Split, TreeChances
from models.scoring.trees import splits_in
from models.tuning.division import Divided, Rows, by_chance
from models.tuning.predictive.boosting import Boosted, Cut, End, Node, boosted, mean_of
from models.tuning.predictive.features import Feature, features_of
from models.tuning.predictive.newest import newest_of
from models.tuning.predictive.score_chances import ScoreChances, score_chances

MOST_TEACHING = 50_000
"""Leads that teach trees; of more some are drawn by chance."""
PARTS = 4
"""The log-odds that teach the table are given by trees of the other parts."""
GRID = 1_000
"""Ten-thousandths of log-odds that the table tells apart."""
MOST_BYTES = 100_000
"""Trees that need more in the model's file are left out, the last ones first."""

NOBODY = Probability(())

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TreesLearnt:
    """`chances`: as they are kept. `table`: the steps of their log-odds, as they were learnt."""

    chances: TreeChances
    table: ScoreChances

    def of(self, scored: Scored, rows: Rows) -> Floats:
        """The chance of these leads, 0 to 1."""
        return self.table.of(odds_of(scored, self.chances, rows))


def trees_learnt(
    scored: Scored,
    leads: Leads,
    parted: Divided,
    teach: Rows,
    leaks: Collection[str],
    seed: int = 1,
) -> TreesLearnt:
    """What these leads teach. `leaks`: fields that are not asked, as they know the outcome."""
    rows = _drawn(teach, seed)
    codes = parted.codes[rows]
    features = _telling(features_of(scored, leads, leaks, rows), rows)
    design = np.column_stack([np.zeros((len(rows), 0)), *(one.values[rows] for one in features)])
    categories = [one.told is not None for one in features]
    account = None if parted.account is None else parted.account[rows]
    every = np.arange(len(rows), dtype=np.intp)
    held: list[tuple[Rows, Floats]] = []
    for part in by_chance(every, codes, account, seed, most=PARTS):
        apart = boosted(design[part.teach], categories, codes[part.teach], seed)
        held.append((part.test, apart.staged(design[part.test])))
    whole = boosted(design, categories, codes, seed)
    size = _size(held, codes, _fitting(whole, features, design))
    found = as_trees(whole, features, design, size)
    odds: Floats = np.zeros(len(rows))
    for places, staged in held:
        odds[places] = staged[min(size, len(staged) - 1)]
    told = np.rint(WHOLE * odds).astype(np.int64) if held else odds_of(scored, found, rows)
    table = score_chances(told, codes, newest_of(parted, rows), GRID)
    return TreesLearnt(replace(found, table=table.kept(trees_hash(scored.model))), table)


def as_trees(whole: Boosted, features: Sequence[Feature], design: Floats, size: int) -> TreeChances:
    """The first `size` trees as splits of the model's language; without a table."""
    levels = [np.unique(column[~np.isnan(column)]) for column in design.T]
    trees = tuple(_branch(tree, features, levels) for tree in whole.trees[:size])
    asked = {
        test.field for tree in trees for split in splits_in(tree) for test in tests_in(split.when)
    }
    made = tuple(one.made for one in features if one.made is not None and one.made.name in asked)
    return TreeChances(round(whole.intercept * WHOLE), trees, NOBODY, made)


def _branch(node: Node, features: Sequence[Feature], levels: Sequence[Floats]) -> Branch:
    if isinstance(node, End):
        return round(node.adds * WHOLE)
    when, left = _asked(node, features[node.column], levels[node.column])
    yes, no = (node.left, node.right) if left else (node.right, node.left)
    average = round(mean_of(node) * WHOLE)
    return Split(when, _branch(yes, features, levels), _branch(no, features, levels), average)


def _asked(cut: Cut, feature: Feature, levels: Floats) -> tuple[Condition, bool]:
    """The condition of a cut, and whether those who meet it go left.

    A number is cut at the least one above that taught: it is one that people know.
    """
    if cut.at_most is not None:
        above = levels[levels > cut.at_most]
        when = None if not len(above) else feature.from_on(float(above[0]))
        left = False
    else:
        told = feature.told or ()
        # All values that are not told apart stay together, on the side that is not named.
        left = len(told) not in cut.codes
        named = tuple(text for code, text in enumerate(told) if (code in cut.codes) == left)
        when = feature.among(named) if named else None
    if when is None:
        return feature.blank, cut.blank_left
    return (AnyOf((when, feature.blank)) if cut.blank_left == left else when), left


def _telling(features: Sequence[Feature], rows: Rows) -> list[Feature]:
    """Those that differ among these leads."""
    return [
        one
        for one in features
        if len(found := np.unique(one.values[rows])) > 1 and not np.isnan(found[0])
    ]


def _fitting(whole: Boosted, features: Sequence[Feature], design: Floats) -> int:
    """So many trees stay within the bytes."""
    found = as_trees(whole, features, design, len(whole.trees))
    texts = [write(added_chances_to_json(replace(found, trees=(one,)))) for one in found.trees]
    return int(np.count_nonzero(np.cumsum([len(text.encode()) for text in texts]) <= MOST_BYTES))


def _size(held: Sequence[tuple[Rows, Floats]], codes: NDArray[np.uint8], most: int) -> int:
    """How many trees foretell the leads best that did not teach them."""
    if not held:
        return most
    fewest = min(most + 1, *(len(staged) for _, staged in held))
    sums = np.zeros(fewest)
    for places, staged in held:
        signed = np.where(codes[places] == 1, -staged[:fewest], staged[:fewest])
        sums += np.logaddexp(0, signed).sum(axis=1)
    return int(np.argmin(sums))


def _drawn(teach: Rows, seed: int) -> Rows:
    if len(teach) <= MOST_TEACHING:
        return teach
    dice = np.random.default_rng(seed)
    return np.sort(dice.choice(teach, MOST_TEACHING, replace=False))
