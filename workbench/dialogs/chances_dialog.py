"""Chances by score, rules or trees: learnt from known outcomes, looked at, kept with the model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QRadioButton, QWidget

from models.evaluation.history.asked import Asked as Outcome
from models.evaluation.history.asked import looked_at
from models.evaluation.history.rows import Row, scores_of
from models.evaluation.tallies import Interval
from models.leads.readers.contract import Progress
from models.leads.stages import Stage
from models.leads.table import UNKNOWN, Leads
from models.project.edits import ChangeProbability
from models.scoring.as_of import as_of_day
from models.scoring.chance_reasons import odds_lines, times_words
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel
from models.scoring.probability import WHOLE, Probability, RuleChances, table_of
from models.scoring.sight import scored_by
from models.tuning.predictive.judging import Both, By, Judged, judged_both, way_of, with_trees
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.score_rates import ScoreRates
from widgets.charts.score_rates_value import ScoreRatesValue
from widgets.inputs.label import Label
from widgets.progress import ProgressStrip
from widgets.rows import Rows, RowWords
from widgets.switch import RING
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.dialogs.sheet import Sheet
from workbench.session import Session, today

NOTHING = "Chances are learnt from leads of which it is known whether they converted."
LEARNING = "Trees are learnt from the fields of these leads: some seconds for ten thousand of them."


@dataclass(frozen=True)
class _Asked:
    """`beside`: what trees are to be held against; None: the two quick ways are asked for."""

    model: ScoringModel
    leads: Leads
    stages: tuple[Stage, ...]
    beside: Both | None = None


class Ways(QWidget):
    """By score, by rules or by trees. `picked(way)` tells what a person chose."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(RING) for _ in range(4)))
        row.setSpacing(theme.px(20))
        self.buttons = {
            By.SCORE: QRadioButton("By score: as the points rank"),
            By.RULES: QRadioButton("By rules, with reasons"),
            By.TREES: QRadioButton("By trees: from the fields, with reasons"),
        }
        for way, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, way=way: self.picked.emit(way))
            row.addWidget(button)
        row.addStretch(1)

    def present(self, way: By) -> None:
        """Show another choice; never emits."""
        self.buttons[way].setChecked(True)

    @property
    def way(self) -> By:
        """What is chosen."""
        return next((way for way, one in self.buttons.items() if one.isChecked()), By.SCORE)


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
            "Chances to convert",
            "How many leads convert: one chance for each score, or one for each lead, by the rules "
            "that it meets or by trees on its fields. Kept with the model they stand beside each "
            "lead and in scored lists, as the column probability.",
            "Keep these chances with the model",
        )
        self.setObjectName("chances")
        self._session = session
        self.found: Both | None = None
        self._model = session.model
        self.said = Label("", size=12, wrap=True)
        self.better = Label("", size=12, weight=600, wrap=True)
        self.asking = Asking(self)
        self.asking.answered.connect(self._present)
        self.asking.failed.connect(lambda error: self._say_why_not(str(error)))
        self.progress = ProgressStrip()
        self.asking.progressed.connect(self.progress.present)
        self.asking.finished.connect(self.progress.finish)
        self.asking.finished.connect(self._back)
        self.progress.cancelled.connect(self.asking.cancel)
        self.chart = ChanceRates()
        self.chart.setMinimumHeight(theme.px(220))
        self.forget = QPushButton("Forget the kept ones")
        self.forget.clicked.connect(lambda _on=False: self._forget())
        self.buttons.insertWidget(0, self.forget)
        self.card = ChartCard(self.chart)
        self.card.setMinimumHeight(theme.px(280))
        self.card.hide()
        self.odds = Rows("What multiplies the odds of a lead")
        self.odds.setMinimumHeight(theme.px(280))
        self.odds.hide()
        self.moves = Rows("By what a field multiplies or divides the odds, on average")
        self.moves.setMinimumHeight(theme.px(280))
        self.moves.hide()
        self.ways = Ways()
        self.ways.setEnabled(False)
        kept = None if self._model is None else self._model.probability
        self.ways.present(By.SCORE if kept is None else way_of(kept))
        self.ways.picked.connect(lambda _way: self._show_way())
        lists = (self.card, self.odds, self.moves)
        for widget in (self.ways, self.progress, *lists, self.said, self.better):
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
            self._say_why_not(NOTHING)
            return
        asked = _Asked(model, leads, project.stages)

        def work(_cancelled: Cancel, _progress: Progress) -> object:
            return judged_by(asked)

        self.asking.ask(asked, work, "Learning chances")

    def _say_why_not(self, why: str) -> None:
        """Where nothing was learnt at all there is nothing to choose either."""
        self.ways.setVisible(self.found is not None)
        self.said.present(why)
        self._fit()

    def _ask_trees(self) -> None:
        session, model, found = self._session, self._model, self.found
        project, leads = session.project, session.leads
        if project is None or model is None or leads is None or found is None:
            return
        asked = _Asked(model, leads, project.stages, found)

        def work(cancelled: Cancel, _progress: Progress) -> object:
            return judged_by_trees(asked, found, cancelled)

        self.asking.ask(asked, work, "Learning trees from the fields")

    def _back(self) -> None:
        """Trees that were stopped: back to what is known."""
        if self.asking.stopped and self.found is not None and self._chosen() is None:
            self.asking.again()
            self.ways.present(By.SCORE)
            self._show_way()

    def _present(self, found: object) -> None:
        if isinstance(found, Both):
            self._present_trees(found)
        if not isinstance(found, tuple):
            return
        self.found, value = found
        self.chart.present(value)
        rules = self.found.by_rules.chances
        if self._model is not None and isinstance(rules, RuleChances):
            for line in odds_lines(self._model, rules):
                self.odds.add(RowWords(line.name, side=f"\u00d7{times_words(line.times)}"))
        self.ways.setEnabled(True)
        self._show_way()
        self.main.setFocus()

    def _present_trees(self, found: Both) -> None:
        self.found = found
        for line in () if found.by_trees is None else found.by_trees.moves:
            self.moves.add(RowWords(line.name, side=f"\u00d7{times_words(line.times)}"))
        self._show_way()

    def _show_way(self) -> None:
        """Chances by score as a chart, others as what moves the odds; trees are learnt when they
        are first asked for, as that takes longer.
        """
        if self.found is None:
            return
        way, judged = self.ways.way, self._chosen()
        self.card.setVisible(way is By.SCORE)
        self.odds.setVisible(way is By.RULES)
        self.moves.setVisible(way is By.TREES)
        self.main.setEnabled(judged is not None)
        if judged is None:
            self.said.present(LEARNING)
            self.better.present("")
            self._ask_trees()
            self.progress.show()  # at once, so that there is room for it
        else:
            self.said.present(" ".join(judged.sentences))
            self.better.present(self.found.told(way))
        self._fit()

    def _fit(self) -> None:
        """As high as the words need at this width: Qt's own guess is two thirds of the screen."""
        layout = self.layout()
        assert layout is not None  # a sheet has one
        layout.activate()
        width = max(self.width(), self.minimumSizeHint().width())
        self.resize(width, max(layout.totalHeightForWidth(width), self.minimumSizeHint().height()))

    def _chosen(self) -> Judged | None:
        return None if self.found is None else self.found.of(self.ways.way)

    def _keep_found(self) -> None:
        judged = self._chosen()
        if self._model is not None and judged is not None:
            self._session.apply(ChangeProbability(self._model.id, judged.chances))

    def _forget(self) -> None:
        if self._model is not None:
            self._session.apply(ChangeProbability(self._model.id, None))
        self.reject()


def judged_by(asked: _Asked) -> tuple[Both, ScoreRatesValue]:
    """The chances of both ways, and the chart of those by score."""
    scored, leads = _scored(asked)
    looked = looked_at(leads, asked.stages, Outcome())
    both = judged_both(scored, leads, looked, asked.stages)
    table = table_of(both.by_score.chances)
    scale = asked.model.scale
    known = looked.codes < UNKNOWN
    levels = scored.levels[known].astype(np.int64)
    size = scale.most - scale.least + 1
    counts = np.bincount(levels * 3 + looked.codes[known], minlength=3 * size).reshape(size, 3)
    rows = tuple(replace(row, rate=_chance(table, row)) for row in scores_of(counts, scale.least))
    rate = float((looked.codes[known] == 1).mean())
    return both, ScoreRatesValue(rows, rate, asked.model.mql_threshold)


def judged_by_trees(asked: _Asked, found: Both, cancelled: Cancel) -> Both:
    """The same, and those by trees."""
    scored, leads = _scored(asked)
    looked = looked_at(leads, asked.stages, Outcome())
    return with_trees(found, scored, leads, looked, asked.stages, cancelled=cancelled)


def _scored(asked: _Asked) -> tuple[Scored, Leads]:
    day = as_of_day(asked.model, asked.leads, today())
    by = scored_by(asked.model, asked.leads, day)
    return score(asked.model, by.leads, day), by.leads


def _chance(found: Probability, row: Row) -> Interval:
    step = found.at((row.low + row.high) // 2)
    return Interval(step.chance / WHOLE, step.low / WHOLE, step.high / WHOLE)
