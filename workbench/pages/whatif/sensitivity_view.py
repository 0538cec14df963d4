"""What the result hangs on: the tornado, and every number behind it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.whatif.sensitivity import RESULTS, Moved, held_by, told, widest_first
from models.evaluation.whatif.words import NAMES
from widgets.chart_card import ChartCard
from widgets.charts.tornado import TornadoChart
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.pages.whatif.records import Hung, moved_records, tornado_moved, tornado_of


class SensitivityView(QWidget):
    """`result_picked`: another result is looked at; `rule_asked`: a rule by its id; `leads_asked`:
    the leads of a row of the chart, by their name and rows."""

    result_picked = Signal()
    rule_asked = Signal(str)
    picture_asked = Signal(object)
    leads_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._hung: Hung | None = None
        self._chosen: NDArray[np.bool_] | None = None
        self._currency = ""
        self.result = ChoiceBox(name="Result that is looked at")
        self.result.present([(name, NAMES[name]) for name in RESULTS], RESULTS[0])
        self.result.picked.connect(lambda _name: self._pick())
        self.chart = TornadoChart()
        self.chart.save_requested.connect(lambda: self.picture_asked.emit(self.chart))
        self.chart.row_asked.connect(self._ask)
        self.table = RecordTable("What each change leads to", self, row=38)
        self.table.record_opened.connect(self._open)
        self.table.setToolTip(
            "Enter or a double click shows a rule on the page Model, Ctrl+Enter chooses the leads "
            "that it gives points to, or that reach a threshold"
        )
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        top = QHBoxLayout()
        spaced(top, 8, margins=(0, RING, 0, RING))
        label = Label("&Result", "text2")
        label.setBuddy(self.result)
        top.addWidget(label)
        top.addWidget(self.result)
        top.addStretch(1)
        column.addLayout(top)
        self.card = ChartCard(self.chart)
        self.parts = PageSplitter(
            self.card, self.table, lambda width: 0.5 * width, 360, 420, gap=12
        )
        self.parts.setStretchFactor(0, 1)
        column.addWidget(self.parts, 1)

    @property
    def name(self) -> str:
        """The result that is looked at."""
        return str(self.result.value or RESULTS[0])

    def present(self, hung: Hung | None, currency: str, *, stale: bool = False) -> None:
        """Show what was found; results that are not known cannot be chosen. Never emits."""
        self._hung, self._currency = hung, currency
        if hung is None:
            self.chart.present(None)
            self.table.present(None)
            return
        known = [name for name in RESULTS if told(hung.found.now, name) is not None]
        chosen = self.name if self.name in known else known[0]
        self.result.present([(name, NAMES[name]) for name in known], chosen)
        self.table.present(moved_records(hung, chosen, currency, stale=stale))
        self._draw()
        rows = 0 if self.chart.value is None else len(self.chart.value.rows)
        self.card.says.present(
            f"The {rows:,} that move it, the widest first; T shows all in a table."
            if rows
            else "Nothing alone moves it."
        )

    def show_chosen(self, chosen: NDArray[np.bool_] | None) -> None:
        """Show how many of the chosen leads each row is about; a mask of those that are scored."""
        self._chosen = chosen
        self._draw()

    def _draw(self) -> None:
        hung, mask = self._hung, self._chosen
        if hung is None:
            return
        some: dict[Moved, int] | None = None
        if mask is not None and len(mask) == len(hung.scored):
            some = {
                moved: int(np.count_nonzero(held_by(moved, hung.scored) & mask))
                for moved in tornado_moved(hung.found, self.name)
            }
        self.chart.present(tornado_of(hung, self.name, self._currency, some))

    # The leads of a row

    def _moved(self, place: int) -> Moved | None:
        hung = self._hung
        return None if hung is None else widest_first(hung.found, self.name)[place]

    def leads_name(self, place: int) -> str:
        """The leads that a row of the table is about, by name."""
        moved = self._moved(place)
        if moved is None:
            return ""
        return f"hit by {moved.name}" if moved.rule else f"{moved.band} and above"

    def leads_rows(self, place: int) -> NDArray[np.intp]:
        """The rows of these leads, among those that are scored."""
        hung, moved = self._hung, self._moved(place)
        if hung is None or moved is None:
            return np.empty(0, dtype=np.intp)
        return np.flatnonzero(held_by(moved, hung.scored))

    def _ask(self, place: int) -> None:
        # The rows of the chart are the first ones of the table: the others move nothing.
        self.leads_asked.emit(self.leads_name(place), self.leads_rows(place))

    def _pick(self) -> None:
        self.present(self._hung, self._currency)
        self.result_picked.emit()

    def _open(self, place: int) -> None:
        moved = self._moved(place)
        if moved is not None and moved.rule:
            self.rule_asked.emit(moved.rule)
