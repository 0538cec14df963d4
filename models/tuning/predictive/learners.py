"""Learning without points, by scikit-learn: loaded only when somebody asks for it, as it is heavy.

One thread, so that the window stays quick and the same leads always give the same. What is kept of
it are the numbers of a regression on rules, as whole ones (`by_rules`); all else is measured and
let go.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from models.tuning.predictive.designs import Fields

LOOSE = 0.2
"""How freely a kept regression may move its numbers from 0 (C): what 90 to 1,700 conversions
foretell best with 70 to 90 lines; with 4,000 it no longer matters (docs/benchmarks.md)."""
MOST_ROUNDS = 300
FEWEST_STOPPING = 2_000
"""Leads from which a tenth of them is kept to tell when to stop."""

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


def by_rules(lines: csr_matrix, codes: NDArray[np.uint8], teach: Rows) -> Floats:
    """The log-odds of all rows by a logistic regression (L2) that `teach` of them taught."""
    model = LogisticRegression(C=1.0, max_iter=500)
    with threadpool_limits(1):
        model.fit(lines[teach], codes[teach])
        return np.asarray(model.decision_function(lines), dtype=np.float64)


def rule_weights(lines: csr_matrix, codes: NDArray[np.uint8], teach: Rows) -> tuple[float, Floats]:
    """The intercept and the log-odds of each line that `teach` of the rows teach (L2)."""
    won = float(np.clip(codes[teach].mean(), 1e-6, 1 - 1e-6))
    if not lines.shape[1] or not 0 < int(codes[teach].sum()) < len(teach):
        return float(np.log(won / (1 - won))), np.zeros(lines.shape[1])
    model = LogisticRegression(C=LOOSE, max_iter=500)
    with threadpool_limits(1):
        model.fit(lines[teach], codes[teach])
    return float(model.intercept_[0]), np.asarray(model.coef_[0], dtype=np.float64)


def by_fields(fields: Fields, codes: NDArray[np.uint8], teach: Rows, seed: int) -> Floats:
    """The log-odds of all rows by gradient boosting that `teach` of them taught."""
    stops = len(teach) >= FEWEST_STOPPING
    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=MOST_ROUNDS if stops else 60,
        max_leaf_nodes=15,
        min_samples_leaf=20 if stops else 10,
        l2_regularization=1.0,
        max_features=0.5,
        early_stopping=stops,
        n_iter_no_change=15,
        validation_fraction=0.1,
        categorical_features=np.array(fields.categories, dtype=bool),
        random_state=seed,
    )
    with threadpool_limits(1):
        model.fit(fields.values[teach], codes[teach])
        return np.asarray(model.decision_function(fields.values), dtype=np.float64)
