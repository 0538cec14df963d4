"""Who moves, on the page Compare: bands of A against bands of B, what moved leads, which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.evaluation.comparison.compared import Compared
from models.evaluation.lead_list import LeadOrder
from models.exchange.table_file import write_table
from models.leads.text import cleaned_key
from models.leads.wording import count_of
from widgets.icons import icon
from widgets.inputs.label import Label
from widgets.inputs.tools import quiet_button
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_model import Index
from widgets.tables.record_table import RecordTable
from workbench.lead_names import LeadNames
from workbench.pages.compare.records import (
    CHANGE,
    HEADER,
    band_across,
    cause_records,
    move_records,
    mover_lines,
    mover_records,
    mover_rows,
    ordered,
)

Write = Callable[[Path], None]


class MoveTable(RecordTable):
    """Bands against bands; a person chooses a cell. `cell_chosen(row, column)`."""

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Leads by the band of A and of B", parent, row=30)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell was chosen by hand."""
        super().currentChanged(current, previous)
        band = self.chosen()
        if band is not None:
            self.cell_chosen.emit(band, current.column())


class MoversView(QWidget):
    """Shows a comparison; choosing, finding and sorting stay here."""

    lead_asked = Signal(int)
    export_asked = Signal(object)
    choose_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Compared | None = None
        self._order: LeadOrder | None = None
        self._names: LeadNames | None = None
        self._cell: tuple[int, int] | None = None
        self._cause = ""
        self._chosen: NDArray[np.bool_] | None = None
        self._sort, self._downwards = CHANGE, True
        self.moves = MoveTable(self)
        self.moves.fit_rows(6)
        self.moves.cell_chosen.connect(self._choose_cell)
        self.causes = RecordTable("What moved leads over the threshold", self, row=28)
        self.causes.record_chosen.connect(self._choose_cause)
        self.leads = RecordTable("Leads that move", self, row=38)
        self.leads.sort_asked.connect(self._sort_by)
        self.leads.record_opened.connect(self._open)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find leads")
        self.search.setAccessibleName("Find leads that move")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(60)
        self._wait.timeout.connect(self._list)
        self.search.textChanged.connect(self._wait.start)
        self._count = Label("", "text2", size=12)
        self.every = quiet_button("All that move", "", self)
        self.every.clicked.connect(lambda _on=False: self._show_all())
        self.export = quiet_button("Save these leads…", "download", self)
        self.export.clicked.connect(lambda _on=False: self.export_asked.emit(self._writer()))
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(Label("Leads (converted) by band", weight=600, size=12))
        column.addWidget(self.moves)
        column.addWidget(Label("What moved leads over the threshold", weight=600, size=12))
        column.addWidget(self.causes, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        spaced(beside, 8, margins=(RING, RING, RING, 0))
        bar = QHBoxLayout()
        spaced(bar, 8)
        bar.addWidget(self.search, 1)
        bar.addWidget(self._count)
        bar.addWidget(self.every)
        bar.addWidget(self.export)
        beside.addLayout(bar)
        beside.addWidget(self.leads, 1)
        self.splitter = PageSplitter(
            right, LowScroll(left), lambda width: 0.38 * width, 420, 300, gap=12
        )
        self.splitter.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def present(self, found: Compared | None) -> None:
        """Show a comparison; what was chosen of another one is forgotten."""
        self._found, self._cell, self._cause = found, None, ""
        if found is None:
            self._order = self._names = None
            for table in (self.moves, self.causes, self.leads):
                table.present(None)
            return
        if self._order is None or self._order.leads is not found.leads:
            self._order, self._names = LeadOrder(found.leads), LeadNames.of(found.leads)
        for table in (self.moves, self.causes):
            table.clearSelection()
            table.setCurrentIndex(table.model().index(-1, -1))
        self._present_moves(found)
        self.causes.present(cause_records(found))
        self._list()

    def _choose_cell(self, band: int, column: int) -> None:
        across = None if self._found is None else band_across(self._found, column)
        if across is not None:
            self._cell, self._cause = (band, across), ""
            self._list()
            self._choose()

    def cause_name(self, place: int) -> str:
        """Which leads a cause moved."""
        return "" if self._found is None else f"moved by {self._found.ledger.by_cause[place][0]}"

    def cause_rows(self, place: int) -> NDArray[np.intp]:
        """The rows, among all leads, of those that a cause moved over the threshold."""
        found = self._found
        if found is None:
            return np.empty(0, dtype=np.intp)
        return found.rows[mover_rows(found, None, found.ledger.by_cause[place][0])]

    def show_chosen(self, chosen: NDArray[np.bool_] | None) -> None:
        """Say in each cell how many of the chosen leads it has; a mask of all leads."""
        self._chosen = chosen
        if self._found is not None:
            self._present_moves(self._found)

    def _present_moves(self, found: Compared) -> None:
        row = 30 if self._chosen is None else 40
        self.moves.set_row(row)
        self.moves.present(move_records(found, self._chosen))

    def _choose_cause(self, place: int) -> None:
        if self._found is not None:
            self._cell, self._cause = None, self._found.ledger.by_cause[place][0]
            self._list()
            self._choose()

    def _choose(self) -> None:
        """Tell everybody which leads were chosen, whatever is searched for among them."""
        found = self._found
        if found is not None:
            rows = found.rows[mover_rows(found, self._cell, self._cause)]
            self.choose_asked.emit(self._told(found).removeprefix(": ").strip(), rows)

    def _show_all(self) -> None:
        self._cell, self._cause = None, ""
        self._list()

    def _sort_by(self, key: str) -> None:
        self._downwards = not self._downwards if key == self._sort else True
        self._sort = key
        self._list()

    def _list(self) -> None:
        found, order, names = self._found, self._order, self._names
        if found is None or order is None or names is None:
            return
        rows = mover_rows(found, self._cell, self._cause)
        wanted = cleaned_key(self.search.text())
        if wanted:
            rows = rows[order.found(wanted)[rows]]
        rows = ordered(found, rows, self._sort, self._downwards)
        self.leads.present(mover_records(found, rows, names, self._sort, self._downwards))
        self._rows = rows
        self._count.present(f"{count_of(len(rows), 'lead')}{self._told(found)}")
        self.every.setVisible(self._cell is not None or bool(self._cause))
        self.export.setEnabled(len(rows) > 0)

    def _told(self, found: Compared) -> str:
        """Which leads these are."""
        if self._cell is not None:
            a, b = (
                scored.model.bands[band].name
                for scored, band in zip((found.scored_a, found.scored_b), self._cell, strict=True)
            )
            return f": {a} by A, {b} by B"
        return f" moved by {self._cause}" if self._cause else " come to sales or go"

    def _open(self, row: int) -> None:
        if self._found is not None:
            self.lead_asked.emit(int(self._found.rows[row]))

    def _writer(self) -> Write:
        """What writes the leads that are listed now."""
        found, rows = self._found, self._rows

        def write(path: Path) -> None:
            assert found is not None
            write_table(path, HEADER, mover_lines(found, rows), "Who moves")

        return write
