"""The Matrix page: leads by fit and engagement, and where letters and digits begin."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.evaluation.evaluate import outcomes_of
from models.evaluation.matrix import Matrix, MatrixCounts, quantile_cuts
from models.evaluation.matrix_words import and_list, matrix_verdict, notes_of
from models.project.edits import ChangeGrade
from models.scoring import grade_shapes as shapes
from models.scoring.counting import Outcomes
from models.scoring.grade import Grade
from models.scoring.grades import graded
from models.scoring.model import ScoringModel
from models.scoring.rules import Axis
from widgets import theme
from widgets.card import Card
from widgets.charts.matrix_chart import MatrixChart
from widgets.charts.matrix_value import MatrixValue, top_rate
from widgets.editors.matrix_editor import AXES, MatrixEditor
from widgets.empty_state import EmptyState
from widgets.notes_list import NoteLine
from widgets.page_splitter import PageSplitter, panel
from widgets.side_scroll import SideScroll
from widgets.verdict import Verdict
from workbench.chosen import Chosen, among_all, within
from workbench.live_preview import LivePreview, Preview
from workbench.session import Session

NO_LEADS, NO_AXES, NO_GRADE, SHOWN = range(4)
USUAL = 4
"""Rows and columns that are proposed where the leads have points enough to be parted so."""


class MatrixPage(QWidget):
    """Shows the matrix of the settled preview; every wish becomes one edit."""

    leads_asked = Signal()
    groups_asked = Signal()
    picture_asked = Signal(object)
    cell_asked = Signal(str)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self._counts: MatrixCounts | None = None
        self._counted: tuple[object, ...] = ()
        self._matrix: MatrixValue | None = None
        self._part: tuple[Chosen, MatrixCounts, MatrixCounts] | None = None
        self._build()
        preview.evaluated.connect(self._evaluated)
        preview.emptied.connect(self._show)
        session.baseline_changed.connect(self._show)
        session.leads_chosen.connect(lambda _chosen: self._show())
        self._show()

    def _build(self) -> None:
        self.verdict = Verdict()
        self.chart = MatrixChart()
        self.editor = MatrixEditor()
        self._card = Card.of_chart(self.chart)
        side = SideScroll(self.editor)
        self.splitter = PageSplitter(self._card, side, panel, 400, 330, gap=12)
        self.splitter.setStretchFactor(0, 1)
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        column.addWidget(self.verdict)
        column.addWidget(self.splitter, 1)
        self.stack = QStackedWidget()
        for empty, signal in self._empty_states():
            empty.asked.connect(signal)
            self.stack.addWidget(empty)
        self.stack.addWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.chart.chosen.connect(self._choose)
        self.chart.asked.connect(self._ask)
        self.chart.save_requested.connect(lambda: self.picture_asked.emit(self.chart))
        self.editor.changed.connect(self._change)
        self.editor.proposed.connect(self.propose)
        self.editor.asked.connect(lambda: self._ask(*self.chart.cell))
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _empty_states(self) -> tuple[tuple[EmptyState, object], ...]:
        leads = EmptyState(
            "data", "No leads to grade yet", "Open the export of your CRM first.", "Open leads…"
        )
        self._no_axes = EmptyState("columns", "No group has an axis yet", "", "Go to the groups")
        grade = EmptyState(
            "columns",
            "Grade leads by fit and engagement",
            "A1 is the right company that shows interest, D4 neither. Thresholds are proposed so "
            "that each row and each column holds about as many leads; move them as you like.",
            "Propose a matrix",
        )
        return (
            (leads, self.leads_asked),
            (self._no_axes, self.groups_asked),
            (grade, self.propose),
        )

    def _adopt(self) -> None:
        compact = self.height() < theme.px(700)
        margin, gap = (12, 8) if compact else (16, 12)
        self._column.setContentsMargins(*(theme.px(margin) for _ in range(4)))
        self._column.setSpacing(theme.px(gap))
        self._card.set_compact(compact)
        self.editor.set_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air in a small window."""
        super().resizeEvent(event)
        self._adopt()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was evaluated while the page was hidden."""
        super().showEvent(event)
        self._show()
        if self.stack.currentIndex() == SHOWN:
            self.chart.setFocus()

    def finish(self) -> None:
        """Nothing runs here; before the application ends."""

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    # Showing

    def _evaluated(self, value: object) -> None:
        # While points are dragged at a large size the leads themselves are not scored: the old
        # matrix stays until they are.
        if isinstance(value, Preview) and value.settled:
            self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return
        value, model = self._preview.last, self._session.model
        if value is None or model is None or value.model.id != model.id:
            self.stack.setCurrentIndex(NO_LEADS)
            return
        missing = missing_axes(model)
        if value.model.grade is None and missing:
            self._say_missing(missing)
            self.stack.setCurrentIndex(NO_AXES)
            return
        if value.model.grade is None:
            self.stack.setCurrentIndex(NO_GRADE)
            return
        self.stack.setCurrentIndex(SHOWN)
        self._present(value, value.model.grade, missing)

    def _say_missing(self, missing: tuple[str, ...]) -> None:
        axes = and_list(missing) if len(missing) == 1 else "fit and none measures engagement"
        self._no_axes.present(
            f"No group measures {axes}",
            "Grades add up the groups of each axis: fit is who a lead is, engagement what they "
            "did. Choose the axis in the panel of a group on the Model page.",
        )

    def _present(self, preview: Preview, grade: Grade, missing: tuple[str, ...]) -> None:
        counts = self._counts_of(preview)
        matrix = counts.at(grade)
        ends = counts.fit.ends, counts.engagement.ends
        live = preview.live or any(self.editor.cuts[axis].dragged for axis in AXES)
        top = top_rate(matrix)
        before = self._matrix
        if before is None or before.shape != (len(grade.fit), len(grade.engagement)):
            live = False  # another picture altogether
        if live and self._matrix is not None:
            top = self._matrix.top if top <= self._matrix.top else 1.0
        chosen = self._chosen_in(preview, grade)
        self._matrix = value = MatrixValue(matrix, *ends, top, preview.baseline_name, chosen)
        self.verdict.present(*matrix_verdict(matrix, preview.baseline_name))
        self.chart.present(value, live=live)
        baseline = preview.baseline
        saved = None if baseline is None else baseline.model.grade
        notes = [NoteLine(n.title, n.text, n.warns) for n in notes_of(matrix, missing)]
        self.editor.present(value, (counts.fit, counts.engagement), saved, notes)
        self.editor.present_cell(value, *self.chart.cell)

    def _chosen_in(self, preview: Preview, grade: Grade) -> tuple[tuple[int, ...], ...] | None:
        """How many of the chosen leads each cell has; counted once while only the matrix moves."""
        chosen = self._session.chosen
        if chosen is None:
            self._part = None
            return None
        counts = self._counts_of(preview)
        if self._part is None or self._part[0] is not chosen or self._part[1] is not counts:
            mask = within(chosen, self._preview.left_out)
            if len(mask) != len(preview.scored):
                return None  # of other leads, which go with the next preview
            # Told apart as an outcome is: the chosen ones stand where the converted would.
            part = MatrixCounts(preview.scored, Outcomes.of(mask.astype(np.uint8)))
            self._part = chosen, counts, part
        cells = self._part[2].at(grade).cells
        return tuple(tuple(tally.converted for tally in row) for row in cells)

    def _counts_of(self, preview: Preview) -> MatrixCounts:
        """The leads counted; kept while only the matrix changes, so that a step is cheap."""
        scored, saved = preview.scored, preview.saved_scored
        key = (preview.leads, scored.model.groups, scored.sight, saved)
        same = len(self._counted) == len(key) and all(
            one is other or (place in (1, 2) and one == other)
            for place, (one, other) in enumerate(zip(key, self._counted, strict=True))
        )
        if self._counts is None or not same:
            outcomes = outcomes_of(scored.masks, preview.leads)
            self._counts, self._counted = MatrixCounts(scored, outcomes, saved), key
        return self._counts

    @property
    def matrix(self) -> Matrix | None:
        """The figures that are shown."""
        return None if self._matrix is None else self._matrix.matrix

    # Wishes

    def propose(self, rows: int = 0) -> None:
        """Thresholds by the leads, so that each row and column holds about as many."""
        preview, model = self._preview.last, self._session.model
        if preview is None or model is None or not preview.settled:
            return
        counts = self._counts_of(preview)
        levels = (counts.fit, counts.engagement)
        sizes = [rows or min(USUAL, max(2, len(level.points))) for level in levels]
        cuts = [quantile_cuts(level, size) for level, size in zip(levels, sizes, strict=True)]
        self._change(shapes.matrix(*cuts), 0)

    def _change(self, grade: Grade | None, gesture: int) -> None:
        model = self._session.model
        if model is not None and grade != model.grade:
            self._session.apply(ChangeGrade(model.id, grade), gesture)

    def _choose(self, row: int, column: int) -> None:
        if self._matrix is not None:
            self.editor.present_cell(self._matrix, row, column)

    def _ask(self, row: int, column: int) -> None:
        """The leads of a cell; of all cells with its label, since they are one grade."""
        matrix = self.matrix
        preview = self._preview.last
        if matrix is None or preview is None or not matrix.cells[row][column].leads:
            return
        label = matrix.grade.labels[row][column]
        grades = graded(preview.scored)
        if grades is not None and preview.settled:
            cells = [cell for cell, name in enumerate(grades.labels) if name == label]
            rows = among_all(np.isin(grades.cells, cells), self._preview.left_out)
            self.choose_asked.emit(f"grade {label}", rows)
        self.cell_asked.emit(label)


def missing_axes(model: ScoringModel) -> tuple[str, ...]:
    """The axes that no group of the model has."""
    held = {group.axis for group in model.groups}
    return tuple(axis.value for axis in (Axis.FIT, Axis.ENGAGEMENT) if axis not in held)
