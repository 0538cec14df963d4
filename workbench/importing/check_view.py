"""The step Check: the report beside the rows, or those rows that a line of it is about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.leads.table import Leads
from widgets.card import Card
from widgets.importing.report_view import ReportFacts, ReportView
from widgets.page_splitter import PageSplitter
from widgets.rows_bar import RowsBar
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.tables.field_table import FieldTable
from workbench.background import Background
from workbench.importing.draft import problems_of
from workbench.importing.presenter import ImportPresenter
from workbench.importing.report_facts import (
    IS,
    LEAVE_OUT,
    MEANS,
    ROWS,
    Concerned,
    concerned,
    entry_of,
    report_facts,
)
from workbench.importing.step_view import StepView
from workbench.importing.tables import field_rows, only_these, shown_inputs
from workbench.live_preview import INLINE_LEADS


def _report_width(width: float) -> float:
    """The table gets what the report does not need."""
    return width - min(520.0, max(380.0, width * 0.4))


class CheckView(StepView):
    """Check: the report, beside the rows; those that an entry is about, if one is asked for.

    `field_asked(name)`: how is that field read? `meaning_asked`: what do the fields mean?
    """

    field_asked = Signal(str)
    meaning_asked = Signal()

    def __init__(self, presenter: ImportPresenter) -> None:
        super().__init__(presenter)
        self._key = ""
        self._found: tuple[str, Leads, Concerned | None] | None = None
        self._sought = ("", 0)
        self._finding = Background(self)
        self._finding.done.connect(self._came)
        self.report = ReportView()
        self.report.asked.connect(self._asked)
        self.report.chosen.connect(presenter.is_now)
        card = Card()
        card.set_whole(SideScroll(self.report))
        self.table = FieldTable()
        self.bar = RowsBar()
        self.bar.all_asked.connect(lambda: self.show_rows(""))
        right = QWidget()
        column = QVBoxLayout(right)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.splitter = PageSplitter(card, right, _report_width, 360, 280, gap=12)
        outer = QVBoxLayout(self)
        spaced(outer, 0, margins=(16, 16, 16, 16))
        outer.addWidget(self.splitter)

    def refresh(self) -> None:
        """Show the report and the rows."""
        presenter = self.presenter
        draft, table = presenter.draft, presenter.table
        if draft is None or draft.found is None or table is None:
            words = "Reading the first rows." if draft is None or draft.error is None else ""
            if draft is not None and draft.error is not None:
                words = draft.error.sentence()
            self.report.present(ReportFacts(words))
            self.table.present(None)
            self.bar.present("")
            return
        self.report.present(
            report_facts(draft, draft.found, table, presenter.joined, presenter.report)
        )
        found = self._concerned(table) if self._key else None
        if found is not None and not len(found.rows):
            found = None
        self.bar.present("" if found is None else found.why)
        rows = field_rows(table, problems_of(draft), draft.purpose)
        self.table.present(only_these(rows, None if found is None else found.rows))

    def _concerned(self, table: Leads) -> Concerned | None:
        """The rows that are asked for; of a large table once they are found."""
        key, held = self._key, self._found
        if held is not None and held[0] == key and held[1] is table:
            return held[2]
        if len(table) > INLINE_LEADS:
            if self._sought == (key, id(table)) and self._finding.busy:
                return None
            self._sought = (key, id(table))
            self._finding.run(lambda _cancelled, _progress: (key, table, concerned(key, table)))
            return None
        self._found = (key, table, concerned(key, table))
        return self._found[2]

    def _came(self, found: tuple[str, Leads, Concerned | None]) -> None:
        self._found = found
        self.refresh()

    def show_rows(self, key: str) -> None:
        """Show only the rows that an entry of the report is about; "" all of them."""
        self._key = key
        self.refresh()
        _, name = entry_of(key)
        table = self.presenter.table
        names = [] if table is None else [item.name for item in shown_inputs(table)]
        if name in names:
            self.table.begin_at(names.index(name))
            self.table.reveal(names.index(name))
        self.table.setFocus()

    def forget(self) -> None:
        """Rows keep the table they are of."""
        self._key, self._found = "", None
        self._finding.cancel()
        self.table.present(None)
        self.bar.present("")

    def focus_first(self) -> None:
        """At the rows: Enter takes them."""
        self.table.setFocus()

    def finish(self) -> None:
        """Stop looking for rows."""
        self._finding.finish()

    def _asked(self, key: str, action: str) -> None:
        if action == ROWS:
            self.show_rows(key)
        elif action == LEAVE_OUT:
            self.presenter.leaves_out(entry_of(key)[1])
        elif action.startswith(IS):
            self.presenter.is_now(key, action.removeprefix(IS))
        elif action == MEANS:
            self.meaning_asked.emit()
        else:
            self.field_asked.emit(entry_of(key)[1])
