"""Leads by score as they are supposed to be, those of today dashed behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize

from models.evaluation.by_score import ByScore
from models.evaluation.figures import count, expected
from widgets import theme
from widgets.charts.flags import Threshold
from widgets.charts.histogram_value import HistogramValue
from widgets.charts.score_histogram import ScoreHistogram

NOW = "now"


class SupposedScores(ScoreHistogram):
    """The histogram of the page Model, of leads that are supposed: no threshold can be moved."""

    title = "Score as supposed"

    def show_supposed(
        self,
        supposed: ByScore | None,
        now: ByScore | None,
        chosen: NDArray[np.float64] | None = None,
    ) -> None:
        """Show leads as supposed, and as they are; never emits. `chosen`: the histogram of the
        chosen leads as they are supposed."""
        self.show_value(None if supposed is None else HistogramValue(supposed, now, NOW, chosen))

    def thresholds(self) -> list[Threshold]:
        return []

    def marks(self) -> Sequence[Threshold]:
        if self.value is None:
            return ()
        return [Threshold(-1, one.name, one.value, one.mql) for one in self.value.thresholds]

    def sentence(self) -> str:
        """Where leads become more, and where fewer."""
        value = self.value
        now = None if value is None else value.same_scale
        if value is None or now is None:
            return ""
        bins = value.bins
        moved = (bins.gather(value.now.histogram) - bins.gather(now.histogram)).sum(axis=1)
        told = []
        for place, more in ((int(np.argmax(moved)), "more"), (int(np.argmin(moved)), "fewer")):
            leads = round(abs(float(moved[place])), 1)
            if leads and (moved[place] > 0) == (more == "more"):
                scores = f"{count(int(bins.first[place]))} to {count(int(bins.last[place]))}"
                told.append(f"{expected(leads)} {more} score {scores}")
        words = " and ".join(told) if told else "no score has more or fewer"
        return f"Leads by score as supposed, against now: {words}."

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(150))
