"""Leads by score as they are supposed to be, those as they are dashed behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter

from models.evaluation.by_score import ByScore
from models.evaluation.figures import count, expected
from widgets import theme
from widgets.charts.flags import Threshold, paint_ghost
from widgets.charts.histogram_value import HistogramValue
from widgets.charts.score_histogram import ScoreHistogram

NOW = "now"


class SupposedScores(ScoreHistogram):
    """The histogram of the page Model, of leads that are supposed: no threshold can be moved."""

    title = "Score as supposed"

    def show_supposed(
        self,
        supposed: ByScore | None,
        before: ByScore | None,
        chosen: NDArray[np.float64] | None = None,
        name: str = NOW,
    ) -> None:
        """Show leads as supposed, and as they are; never emits. `chosen`: the histogram of the
        chosen leads as they are supposed. `name`: of the model that scores them as they are."""
        value = None if supposed is None else HistogramValue(supposed, before, name, chosen)
        self.show_value(value)

    def thresholds(self) -> list[Threshold]:
        return []

    def marks(self) -> Sequence[Threshold]:
        if self.value is None:
            return ()
        return [Threshold(-1, one.name, one.value, one.mql) for one in self.value.thresholds]

    def paint_under(self, painter: QPainter) -> None:
        value = self.value
        before = None if value is None else value.same_scale
        if value is not None and before is not None and len(before.bands) == len(value.now.bands):
            drawing = self.by_score()
            top, bottom = drawing.plot.top() - 4, drawing.plot.bottom()
            for band, old in zip(value.now.bands, before.bands, strict=True):
                if band.threshold != old.threshold:
                    paint_ghost(painter, drawing.x_of(old.threshold), top, bottom)
        super().paint_under(painter)

    def sentence(self) -> str:
        """Where leads become more, and where fewer; how much the chosen ones count."""
        some = None if self.value is None else self.value.chosen
        if some is None:
            return self.moved_words()
        held = expected(round(float(some.sum()), 1))
        return f"{self.moved_words()} The chosen leads count as {held}."

    def moved_words(self) -> str:
        """Where leads become more, and where fewer."""
        value = self.value
        before = None if value is None else value.same_scale
        if value is None or before is None:
            return ""
        bins = value.bins
        moved = (bins.gather(value.now.histogram) - bins.gather(before.histogram)).sum(axis=1)
        told = []
        for place, more in ((int(np.argmax(moved)), "more"), (int(np.argmin(moved)), "fewer")):
            leads = round(abs(float(moved[place])), 1)
            if leads and (moved[place] > 0) == (more == "more"):
                scores = f"{count(int(bins.first[place]))} to {count(int(bins.last[place]))}"
                told.append(f"{expected(leads)} {more} score {scores}")
        words = " and ".join(told) if told else "no score has more or fewer"
        name = value.saved_name
        against = name if name == NOW else f"{name} on the leads as they are"
        return f"Leads by score as supposed, against {against}: {words}."

    def sizeHint(self) -> QSize:
        # It takes all the room there is; a card with words that wrap would insist on more.
        return QSize(theme.px(560), theme.px(110))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(96))
