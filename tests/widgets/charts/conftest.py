"""Evaluations made from plain histograms, so that each test says what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from models.evaluation.evaluation import BandFigures, Evaluation, LiftRow, Tally
from widgets import theme

Bands = Sequence[tuple[int, str, bool]]
BANDS: Bands = ((0, "Cold", False), (40, "Warm", False), (55, "MQL", True), (70, "Hot", False))


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, dark=False, scale=1.0)
    yield
    theme.apply(qapp, dark=False, scale=1.0)


def _tally(rows: np.ndarray) -> Tally:
    return Tally(int(rows.sum()), int(rows[:, 1].sum()), int(rows[:, 0].sum()))


def _evaluation(histogram: np.ndarray, least: int = 0, bands: Bands = BANDS) -> Evaluation:
    ends = [band[0] for band in bands[1:]] + [least + len(histogram)]
    known = histogram[::-1, :2]
    leads, found = known.sum(axis=1).cumsum(), known[:, 1].cumsum()
    gains = np.vstack(
        ((0.0, 0.0), np.column_stack((leads / max(leads[-1], 1), found / max(found[-1], 1))))
    )
    best = float(np.interp(0.1, gains[:, 0], gains[:, 1]) * found[-1])
    return Evaluation(
        histogram=histogram,
        least=least,
        bands=tuple(
            BandFigures(name, start, mql, _tally(histogram[start - least : end - least]))
            for (start, name, mql), end in zip(bands, ends, strict=True)
        ),
        mql=_tally(histogram[next(start for start, _, mql in bands if mql) - least :]),
        all=_tally(histogram),
        auc=None,
        gains=gains,
        lift=(LiftRow(0.1, round(leads[-1] / 10), best, 0.0), LiftRow(1.0, 0, 0.0, 1.0)),
    )


@pytest.fixture
def evaluation_of() -> Callable[..., Evaluation]:
    """Makes an evaluation of a histogram: rows by score, columns not, converted, unknown."""
    return _evaluation


@pytest.fixture
def leads_of() -> Callable[..., Evaluation]:
    """Makes an evaluation of drawn leads."""

    def draw(
        seed: int = 1,
        leads: int = 5000,
        converted: int = 412,
        unknown: int = 0,
        bands: Bands = BANDS,
    ) -> Evaluation:
        random = np.random.default_rng(seed)
        histogram = np.zeros((101, 3), dtype=np.int64)
        parts = ((leads - converted - unknown, 32, 13), (converted, 50, 17), (unknown, 35, 15))
        for column, (count, middle, spread) in enumerate(parts):
            scores = np.clip(np.rint(random.normal(middle, spread, count)), 0, 100).astype(int)
            histogram[:, column] = np.bincount(scores, minlength=101)
        return _evaluation(histogram, 0, bands)

    return draw
