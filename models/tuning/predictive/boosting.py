"""Gradient boosting by scikit-learn, taken apart into trees of plain values.

Its trees are read from attributes that scikit-learn does not promise; the tests hold what is read
to its own predictions, so that another version that keeps them otherwise is noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

ROUNDS = 80
"""Trees at most: of three splits below each other they stay a file that people can open."""
DEEP = 3
RATE = 0.1
FEWEST_AT_AN_END = 30
"""Leads that come to an end of a tree at least; with few leads a twentieth of them."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class End:
    """What a tree adds to the log-odds of its `leads`."""

    adds: float
    leads: int


@dataclass(frozen=True)
class Cut:
    """Leads whose `column` is at most `at_most`, or whose code is of `codes`, go left; blanks
    where `blank_left` says so.
    """

    column: int
    at_most: float | None
    codes: frozenset[int]
    blank_left: bool
    left: Node
    right: Node

    @property
    def leads(self) -> int:
        """Leads that taught and came here."""
        return self.left.leads + self.right.leads


Node = Cut | End


@dataclass(frozen=True, eq=False)
class Boosted:
    """Log-odds are `intercept` and what each tree adds. `staged(rows)`: after 0, 1, ... trees."""

    intercept: float
    trees: tuple[Node, ...]
    model: HistGradientBoostingClassifier | None

    def staged(self, design: Floats) -> Floats:
        """By scikit-learn itself; (trees + 1, rows)."""
        first = np.full(len(design), self.intercept)
        if self.model is None:
            return first[None, :]
        with threadpool_limits(1):
            after = [np.ravel(odds) for odds in self.model.staged_decision_function(design)]
        return np.stack([first, *after])


def boosted(
    design: Floats, categories: Sequence[bool], codes: NDArray[np.uint8], seed: int
) -> Boosted:
    """What these leads teach; categories stand first, their codes are 0, 1, ..., all of them held.

    No trees where there is nothing to ask or all have one outcome.
    """
    rate = float(np.clip(codes.mean(), 1e-6, 1 - 1e-6))
    if not design.shape[1] or not 0 < int(codes.sum()) < len(codes):
        return Boosted(float(np.log(rate / (1 - rate))), (), None)
    model = HistGradientBoostingClassifier(
        learning_rate=RATE,
        max_iter=ROUNDS,
        max_depth=DEEP,
        max_leaf_nodes=None,
        min_samples_leaf=max(2, min(FEWEST_AT_AN_END, len(codes) // 20)),
        l2_regularization=5.0,
        early_stopping=False,
        categorical_features=np.array(categories, dtype=bool),
        random_state=seed,
    )
    with threadpool_limits(1):
        model.fit(design, codes)
    # scikit-learn begins with the log-odds of all leads.
    trees = tuple(_node(of_round[0], 0) for of_round in model._predictors)  # noqa: SLF001
    return Boosted(float(np.log(rate / (1 - rate))), trees, model)


def mean_of(node: Node) -> float:
    """What a tree adds on average to the leads that taught and came to this node."""
    if isinstance(node, End):
        return node.adds
    left, right = node.left, node.right
    return (mean_of(left) * left.leads + mean_of(right) * right.leads) / max(node.leads, 1)


def _node(tree: object, at: int) -> Node:
    node = tree.nodes[at]  # type: ignore[attr-defined]  # scikit-learn has no types
    if node["is_leaf"]:
        return End(float(node["value"]), int(node["count"]))
    codes: frozenset[int] = frozenset()
    if node["is_categorical"]:
        words = tree.raw_left_cat_bitsets[int(node["bitset_idx"])]  # type: ignore[attr-defined]
        codes = frozenset(
            32 * place + bit
            for place, word in enumerate(words.tolist())
            for bit in range(32)
            if word >> bit & 1
        )
    return Cut(
        int(node["feature_idx"]),
        None if node["is_categorical"] else float(node["num_threshold"]),
        codes,
        bool(node["missing_go_to_left"]),
        _node(tree, int(node["left"])),
        _node(tree, int(node["right"])),
    )
