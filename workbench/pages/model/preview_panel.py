"""The right side of the Model page: the verdict, the figures, and every consequence as a chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from models.evaluation.evaluation import Evaluation
from models.evaluation.figures import change, count, interval, percent, rate_change
from models.evaluation.sentence import verdict
from widgets import theme
from widgets.card import Card
from widgets.charts.gains_curve import GainsCurve
from widgets.charts.score_histogram import ScoreHistogram
from widgets.figures import KeyFigure, KeyFigures
from widgets.tables.band_table import BandTable
from widgets.verdict import Verdict
from workbench.live_preview import Preview

MOST_HEIGHT = (1 << 24) - 1
"""Qt's own: no limit."""


class PreviewPanel(QWidget):
    """Presents a preview. `threshold_moved` (band, value, gesture) and `picture_asked` (chart);
    `scores_asked` (low, high), `band_asked` (band, and all above) and `best_asked` (place on the
    gains): leads were chosen."""

    threshold_moved = Signal(int, int, int)
    picture_asked = Signal(object)
    scores_asked = Signal(int, int)
    band_asked = Signal(int, bool)
    best_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = Verdict()
        self.figures = KeyFigures()
        self.histogram = ScoreHistogram()
        self.gains = GainsCurve()
        self.bands = BandTable()
        self._cards = (
            Card.of_chart(self.histogram),
            Card("Bands", self.bands),
            Card.of_chart(self.gains),
        )
        self._switch = QTabBar()
        self._switch.setAccessibleName("Chart")
        for name in ("Score", "Bands", "Gains"):
            self._switch.addTab(name)
        self._switch.currentChanged.connect(lambda _: self._arrange())
        self._column = column = QVBoxLayout(self)
        column.addWidget(self.verdict)
        column.addWidget(self.figures)
        column.addWidget(self._switch)
        column.addWidget(self._cards[0], 1)
        self._row = row = QHBoxLayout()
        row.addWidget(self._cards[1], 8)
        row.addWidget(self._cards[2], 5)
        column.addLayout(row, 0)
        self.histogram.threshold_moved.connect(self.threshold_moved)
        self.bands.threshold_moved.connect(
            lambda band, value: self.threshold_moved.emit(band, value, 0)
        )
        self.histogram.scores_asked.connect(self.scores_asked)
        self.bands.leads_asked.connect(self.band_asked)
        self.gains.row_asked.connect(self.best_asked)
        for chart in (self.histogram, self.gains):
            chart.save_requested.connect(lambda chart=chart: self.picture_asked.emit(chart))
        self._compact = self._tight = False
        self._adopt()
        theme.observer().changed.connect(self._fit)

    def _adopt(self) -> None:
        margin, gap = (12, 8) if self._compact else (16, 12)
        self._column.setContentsMargins(*(theme.px(margin) for _ in range(4)))
        self._column.setSpacing(theme.px(gap))
        self._row.setSpacing(theme.px(gap))
        self.verdict.set_size(13 if self._tight else 17)
        # Qt takes a least height of 0 for none of its own.
        self.histogram.setMinimumHeight(theme.px(90) if self._tight else 0)
        for card in self._cards:
            card.set_compact(self._compact)
        for card in self._cards[1:]:
            card.setMaximumHeight(theme.px(200) if self._compact else MOST_HEIGHT)
        self._arrange()

    def _arrange(self) -> None:
        """All charts under each other; where there is no room for that, one at a time."""
        self._switch.setVisible(self._tight)
        for place, card in enumerate(self._cards):
            card.setVisible(not self._tight or place == self._switch.currentIndex())
        one_below = self._tight and self._switch.currentIndex() > 0
        self._column.setStretch(3, 0 if one_below else 1)
        self._column.setStretch(4, 1 if one_below else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air in a small window, and one chart at a time in a very small one."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._compact = self.height() < theme.px(700)
        self._tight = self.height() < theme.px(470) or self.width() < theme.px(470)
        self._adopt()

    def present(self, preview: Preview, chosen: NDArray[np.int64] | None = None) -> None:
        """Show a preview; while points are dragged the axes stay. `chosen`: the histogram of the
        chosen leads."""
        now, saved = preview.evaluation, preview.saved
        name = preview.baseline.name if preview.baseline is not None else ""
        live = preview.live
        cause = preview.cause if preview.settled else None
        moved = now.movement is not None and now.movement.changed > 0
        self.verdict.present(
            *verdict(now, name if name and moved else None, cause, preview.ranking)
        )
        self.figures.present(key_figures(now, saved))
        self.histogram.present(now, saved, name, live=live, chosen=chosen)
        self.gains.present(now, saved, name, live=live, chosen=chosen)
        self.bands.present(now, saved, name, chosen)


def key_figures(now: Evaluation, saved: Evaluation | None) -> tuple[KeyFigure, ...]:
    """MQL, conversions found, their rate and the ranking, each with its neighbour."""
    by_override = f"{count(now.overridden)} by override" if now.overridden else ""
    of_all = percent(now.mql.leads / now.all.leads) + " of leads" if now.all.leads else ""
    by = now.mql.leads - saved.mql.leads if saved is not None else 0
    moved = change(by) if by else of_all
    mql = KeyFigure(
        "MQL", count(now.mql.leads), " · ".join(part for part in (moved, by_override) if part)
    )
    if not now.all.known:
        return (mql, KeyFigure("Conversions", "unknown", "no outcome in these leads"))
    found, missed = now.mql.converted, now.all.converted - now.mql.converted
    if saved is not None and found != saved.mql.converted:
        beside = f"{change(found - saved.mql.converted)}, {count(missed)} missed"
    else:
        beside = f"{count(missed)} missed"
    rate_beside = f"base {percent(now.all.rate)}"
    if saved is not None and now.mql.rate != saved.mql.rate:
        rate_beside = rate_change(now.mql.rate, saved.mql.rate)
    ranking = (
        KeyFigure("Ranking (AUC)", f"{now.auc.value:.2f}", interval(now.auc))
        if now.auc is not None
        else KeyFigure("Ranking (AUC)", "unknown", "not enough data to say")
    )
    return (
        mql,
        KeyFigure("Conversions found", f"{count(found)} of {count(now.all.converted)}", beside),
        KeyFigure("MQL that convert", percent(now.mql.rate), rate_beside),
        ranking,
    )
