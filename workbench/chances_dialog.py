"""The chance of each score: learnt from leads of known outcome, looked at, kept with the model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtWidgets import QPushButton, QWidget

from models.evaluation.history.asked import Asked as Outcome
from models.evaluation.history.asked import looked_at
from models.evaluation.history.rows import Row, scores_of
from models.evaluation.tallies import Interval
from models.leads.readers.contract import Progress
from models.leads.stages import Stage
from models.leads.table import UNKNOWN, Leads
from models.project.edits import ChangeProbability
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.probability import WHOLE, Probability
from models.scoring.sight import scored_by
from models.tuning.predictive.judging import Judged, judged_chances
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.score_rates import ScoreRates
from widgets.charts.score_rates_value import ScoreRatesValue
from widgets.inputs.label import Label
from widgets.progress import ProgressStrip
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.dialogs import Sheet
from workbench.session import Session, today

NOTHING = "Chances are learnt from leads of which it is known whether they converted."


@dataclass(frozen=True)
class _Asked:
    model: ScoringModel
    leads: Leads
    stages: tuple[Stage, ...]


class ChanceRates(ScoreRates):
    """The same dots, of chances."""

    title = "Chance to convert by score"

    def sentence(self) -> str:
        """Nothing beyond what the dialog says."""
        return ""


class ChancesDialog(Sheet):
    """Nothing changes before they are kept; that can be undone."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent,
            "Chances of the scores",
            "How many leads of each score convert. Kept with the model they stand beside each "
            "lead and in scored lists, as the column probability.",
            "Keep these chances with the model",
        )
        self.setObjectName("chances")
        self._session = session
        self.found: Judged | None = None
        self._model = session.model
        self.said = Label("", size=12, wrap=True)
        self.asking = Asking(self)
        self.asking.answered.connect(self._present)
        self.asking.failed.connect(lambda error: self.said.present(str(error)))
        self.progress = ProgressStrip()
        self.asking.progressed.connect(self.progress.present)
        self.asking.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self.asking.cancel)
        self.chart = ChanceRates()
        self.chart.setMinimumHeight(theme.px(220))
        self.forget = QPushButton("Forget the kept ones")
        self.forget.clicked.connect(lambda _on=False: self._forget())
        self.buttons.insertWidget(0, self.forget)
        self.card = ChartCard(self.chart)
        self.card.setMinimumHeight(theme.px(280))
        self.card.hide()
        for widget in (self.progress, self.card, self.said):
            self.content.addWidget(widget)
        self.setMinimumWidth(theme.px(620))
        self.main.setEnabled(False)
        self.accepted.connect(lambda: self._keep_found())
        self.finished.connect(lambda _how: self.asking.finish())
        self._ask()

    def _ask(self) -> None:
        session, model = self._session, self._model
        project, leads = session.project, session.leads
        self.forget.setVisible(model is not None and model.probability is not None)
        if project is None or model is None or leads is None or not len(leads):
            self.said.present(NOTHING)
            return
        asked = _Asked(model, leads, project.stages)

        def work(_cancelled: Cancel, _progress: Progress) -> object:
            return judged_by(asked)

        self.asking.ask(asked, work, "Learning chances")

    def _present(self, found: object) -> None:
        if not isinstance(found, tuple):
            return
        judged, value = found
        self.found = judged
        self.chart.present(value)
        self.card.show()
        self.said.present(" ".join(judged.sentences))
        self.main.setEnabled(True)
        self.main.setFocus()
        self.adjustSize()

    def _keep_found(self) -> None:
        if self._model is not None and self.found is not None:
            edit = ChangeProbability(self._model.id, self.found.probability)
            self._session.apply(edit)

    def _forget(self) -> None:
        if self._model is not None:
            self._session.apply(ChangeProbability(self._model.id, None))
        self.reject()


def judged_by(asked: _Asked) -> tuple[Judged, ScoreRatesValue]:
    """The chances, and the chart of them."""
    day = as_of_day(asked.model, asked.leads, today())
    by = scored_by(asked.model, asked.leads, day)
    scored = score(asked.model, by.leads, day)
    looked = looked_at(by.leads, asked.stages, Outcome())
    judged = judged_chances(scored, by.leads, looked)
    scale = asked.model.scale
    known = looked.codes < UNKNOWN
    levels = scored.levels[known].astype(np.int64)
    size = scale.most - scale.least + 1
    counts = np.bincount(levels * 3 + looked.codes[known], minlength=3 * size).reshape(size, 3)
    rows = tuple(
        replace(row, rate=_chance(judged.probability, row))
        for row in scores_of(counts, scale.least)
    )
    rate = float((looked.codes[known] == 1).mean())
    return judged, ScoreRatesValue(rows, rate, asked.model.mql_threshold)


def _chance(found: Probability, row: Row) -> Interval:
    step = found.at((row.low + row.high) // 2)
    return Interval(step.chance / WHOLE, step.low / WHOLE, step.high / WHOLE)
