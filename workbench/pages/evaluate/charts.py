"""The charts of the page Evaluate: held against the pinned version, with the chosen leads drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from models.evaluation.evaluate import from_histogram
from models.evaluation.evaluation import Evaluation
from models.evaluation.history.rows import scores_beside
from models.evaluation.metrics import Histogram
from models.evaluation.part import known_of
from models.leads.readers.contract import Progress
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from widgets.charts.gains_curve import GainsCurve
from widgets.charts.score_rates import ScoreRates
from widgets.charts.score_rates_value import ScoreRatesValue
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.chosen import Chosen
from workbench.pages.evaluate.rows import Evaluated
from workbench.session import Session, today


@dataclass(frozen=True, eq=False)
class _Before:
    """The leads of an evaluation by the score that the pinned version gives them."""

    of: Evaluated
    model: ScoringModel
    histogram: Histogram


class EvaluateCharts(QObject):
    """`picture_asked` (chart). A page presents what it found, and `catch_up`s when it is shown."""

    picture_asked = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._of: Evaluated | None = None
        self._model: ScoringModel | None = None
        self._masks: Masks | None = None
        self._before: _Before | None = None
        self._drawn: tuple[Evaluated | None, _Before | None, Chosen | None] = (None, None, None)
        self.gains, self.rates = GainsCurve(), ScoreRates()
        for chart in (self.gains, self.rates):
            chart.save_requested.connect(lambda chart=chart: self.picture_asked.emit(chart))
        self.asking = Asking(self)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self.failed)
        session.baseline_changed.connect(self.catch_up)
        session.leads_chosen.connect(lambda _chosen: self.catch_up())

    def present(self, of: Evaluated, model: ScoringModel, masks: Masks | None) -> None:
        """Show an evaluation; what it is held against comes as soon as it is worked out."""
        self._of, self._model, self._masks = of, model, masks
        self._ask()
        self._draw()

    def forget(self) -> None:
        """Nothing is evaluated."""
        self._of = self._model = self._before = None
        self.asking.forget()

    def catch_up(self) -> None:
        """Another version is pinned, or other leads are chosen; done when the page is in sight."""
        if self._of is not None and any(one.isVisible() for one in (self.gains, self.rates)):
            self._ask()
            self._draw()

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self.asking.finish()

    # The pinned version

    def _pinned(self) -> ScoringModel | None:
        """The version that looks at the same leads on the same days; None where it is the same."""
        baseline, model = self._session.baseline, self._model
        if baseline is None or model is None:
            return None
        saved = replace(baseline.model, own_day=model.own_day)
        return None if saved == model else saved

    def _ask(self) -> None:
        of, saved, every, masks = self._of, self._pinned(), self._session.leads, self._masks
        if of is None or saved is None or every is None:
            self._before = None
            self.asking.forget()
            return

        def work(_cancelled: Cancel, _progress: Progress) -> _Before:
            held = masks if masks is not None and masks.leads is of.leads else None
            scored = score(saved, of.leads, as_of_day(saved, every, today()), held)
            return _Before(of, saved, known_of(scored, of.history.looked.codes))

        self.asking.ask((of, saved), work)

    def _answered(self, found: object) -> None:
        if isinstance(found, _Before) and found.of is self._of and found.model == self._pinned():
            self._before = found
            self._draw()

    # Drawing

    def _chosen(self, of: Evaluated) -> Histogram | None:
        """The chosen leads by score, of those that the figures rest on."""
        chosen = self._session.chosen
        if chosen is None or chosen.leads is not self._session.leads:
            return None
        mask: NDArray[np.bool_] = chosen.mask if of.rows is None else chosen.mask[of.rows]
        if len(mask) != len(of.scored):
            return None  # of leads that are gone: the page is about to follow
        return known_of(of.scored, of.history.looked.codes, mask)

    def _draw(self) -> None:
        of, model, before = self._of, self._model, self._before
        if of is None or model is None:
            return
        if before is not None and (before.of is not of or before.model != self._pinned()):
            before = None
        now = (of, before, self._session.chosen)
        if all(one is other for one, other in zip(now, self._drawn, strict=True)):
            return
        self._drawn = now
        chosen, history = self._chosen(of), of.history
        name = "" if self._session.baseline is None else self._session.baseline.name
        saved = None if before is None else _evaluation(before.histogram, before.model)
        self.gains.present(_evaluation(history.histogram, model), saved, name, chosen=chosen)
        same = before is not None and before.model.scale == model.scale
        histograms = [history.histogram]
        histograms += [before.histogram] if before is not None and same else []
        rows, *ghost = scores_beside(histograms, history.least)
        some = None if chosen is None else scores_beside((*histograms, chosen), history.least)[-1]
        self.rates.present(
            ScoreRatesValue(
                rows,
                history.all.rate or 0.0,
                model.mql_threshold,
                ghost[0] if ghost else (),
                name,
                before.model.mql_threshold if before is not None and same else None,
                some,
            )
        )


def _evaluation(histogram: Histogram, model: ScoringModel) -> Evaluation:
    return from_histogram(histogram, model, rules={}, reaches={}, movement=None, overridden=0)
