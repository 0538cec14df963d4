"""The report of the import that a project keeps: what was found, and the rows of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.leads.table import Leads
from models.project.document import Source
from widgets import theme
from widgets.card import Card
from widgets.importing.report_view import ReportView
from widgets.side_scroll import SideScroll
from workbench.dialogs.sheet import Sheet
from workbench.importing.report_facts import LEAVE_OUT, ROWS, concerned, entry_of, kept_report


class ReportDialog(Sheet):
    """`rows_asked(Concerned)`: show these rows; `field_asked(name)`: show how it is read.

    `left_out(name)`: the field is not to be read any more.
    """

    rows_asked = Signal(object)
    field_asked = Signal(str)
    left_out = Signal(str)

    def __init__(self, parent: QWidget, source: Source, table: Leads) -> None:
        super().__init__(parent, f"What was imported from {source.file}", "", "Close")
        self.setObjectName("import_report")
        self._leads = table
        self.cancel.hide()
        self.report = ReportView()
        self.report.present(kept_report(source, table))
        self.report.asked.connect(self._asked)
        card = Card()
        card.set_whole(SideScroll(self.report))
        card.setMinimumSize(theme.px(520), theme.px(420))
        self.content.addWidget(card, 1)
        self.resize(theme.px(640), min(theme.px(680), parent.height()))
        self.main.setFocus()

    def _asked(self, key: str, action: str) -> None:
        found = concerned(key, self._leads) if action == ROWS else None
        self.accept()
        if action == LEAVE_OUT:
            self.left_out.emit(entry_of(key)[1])
        elif found is not None:
            self.rows_asked.emit(found)
        else:
            self.field_asked.emit(entry_of(key)[1])
