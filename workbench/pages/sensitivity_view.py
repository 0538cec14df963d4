"""What the result hangs on: the tornado, and every number behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.whatif.sensitivity import RESULTS, Sensitivity, told, widest_first
from models.evaluation.whatif.words import NAMES
from widgets.chart_card import ChartCard
from widgets.charts.tornado import TornadoChart
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.whatif_records import moved_records, tornado_of


class SensitivityView(QWidget):
    """`result_picked`: another result is looked at; `rule_asked`: a rule by its id."""

    result_picked = Signal()
    rule_asked = Signal(str)
    picture_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Sensitivity | None = None
        self._currency = ""
        self.result = ChoiceBox(name="Result that is looked at")
        self.result.present([(name, NAMES[name]) for name in RESULTS], RESULTS[0])
        self.result.picked.connect(lambda _name: self._pick())
        self.chart = TornadoChart()
        self.chart.save_requested.connect(lambda: self.picture_asked.emit(self.chart))
        self.table = RecordTable("What each change leads to", self, row=38)
        self.table.record_opened.connect(self._open)
        self.table.setToolTip("Enter or a double click shows a rule on the page Model")
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

    def present(self, found: Sensitivity | None, currency: str, *, stale: bool = False) -> None:
        """Show what was found; results that are not known cannot be chosen. Never emits."""
        self._found, self._currency = found, currency
        if found is None:
            self.chart.present(None)
            self.table.present(None)
            return
        known = [name for name in RESULTS if told(found.now, name) is not None]
        chosen = self.name if self.name in known else known[0]
        self.result.present([(name, NAMES[name]) for name in known], chosen)
        tornado = tornado_of(found, chosen, currency)
        self.chart.present(tornado)
        self.table.present(moved_records(found, chosen, currency, stale=stale))
        rows = 0 if tornado is None else len(tornado.rows)
        self.card.says.present(
            f"The {rows:,} that move it, the widest first; T shows all in a table."
            if rows
            else "Nothing alone moves it."
        )

    def _pick(self) -> None:
        self.present(self._found, self._currency)
        self.result_picked.emit()

    def _open(self, place: int) -> None:
        if self._found is not None:
            moved = widest_first(self._found, self.name)[place]
            if moved.rule:
                self.rule_asked.emit(moved.rule)
