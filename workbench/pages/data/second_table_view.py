"""A table that belongs to the leads, on the Data page: verdict, report, table, field, or nothing.

Activities and deals are shown alike; a view of its own says what it is a table of, what was found
of it and what a wish does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import count
from models.leads.columns import Misfits
from models.leads.fields import Input
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.problems import Problem, Severity
from models.project.document import Source
from widgets import theme
from widgets.card import Card
from widgets.empty_state import EmptyState
from widgets.field_panel import FieldPanel
from widgets.icons import icon
from widgets.join_report import JoinFacts, JoinReport
from widgets.page_splitter import PageSplitter, panel
from widgets.tables.field_table import FieldHead, FieldRows, FieldTable
from workbench.session import Session


@dataclass(frozen=True)
class TableWords:
    """What a view says whatever it holds; `none` and `lost` are a title and what to do."""

    table: str
    none: tuple[str, str]
    lost: tuple[str, str]
    no_leads: str
    first: str
    other: str
    remove: str


@dataclass(frozen=True)
class Held:
    """What the session has of the table; without a project it has nothing."""

    leads: Leads | None = None
    raw: RawTable | None = None
    source: Source | None = None
    inputs: Iterable[Input] = ()


class SecondTableView(QWidget):
    """Shows a table of the session next to the leads; the panel is of the view's own kind."""

    table_asked = Signal()
    remove_asked = Signal()
    leads_asked = Signal()

    def __init__(self, session: Session, words: TableWords, panel: FieldPanel) -> None:
        super().__init__()
        self._session, self._words = session, words
        self._field = ""
        self._build(panel)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _build(self, field_panel: FieldPanel) -> None:
        words = self._words
        self.verdict, self._source = QLabel(), QLabel()
        for label in (self.verdict, self._source):
            label.setWordWrap(True)
        other = QPushButton(icon("folder-open"), words.other)
        other.clicked.connect(self.table_asked)
        remove = QPushButton("Remove")
        remove.setAccessibleName(words.remove)
        remove.clicked.connect(self.remove_asked)
        lines = QVBoxLayout()
        lines.addWidget(self.verdict)
        lines.addWidget(self._source)
        self._top = top = QHBoxLayout()
        top.addLayout(lines, 1)
        top.addWidget(other)
        top.addWidget(remove)
        self.report = JoinReport(2)
        self.table = FieldTable()
        self.table.setAccessibleName(words.table)
        self.table.field_chosen.connect(self._show_field)
        card = Card()
        card.set_whole(field_panel)
        self.splitter = PageSplitter(self.table, card, panel, 300, 300, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self._body = QWidget()
        self._column = column = QVBoxLayout(self._body)
        column.addLayout(top)
        column.addWidget(self.report)
        column.addWidget(self.splitter, 1)
        self._empty = EmptyState("file-table", *words.none, words.first)
        self._empty.asked.connect(self.table_asked)
        self._no_leads = EmptyState("file-table", "No leads yet", words.no_leads, "Open leads…")
        self._no_leads.asked.connect(self.leads_asked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        for part in (self._body, self._empty, self._no_leads):
            outer.addWidget(part, 1)

    def _adopt(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin, theme.px(12), margin, margin)
        self._column.setSpacing(theme.px(12))
        self._top.setSpacing(theme.px(8))
        self.verdict.setFont(theme.font(17, 500))
        self._source.setFont(theme.font(12))
        palette = self._source.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("text2"))
        self._source.setPalette(palette)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._adopt()
        self.refresh()

    # What a view says of its own table

    def _held(self) -> Held:
        raise NotImplementedError

    def _say(self, leads: Leads, source: Source) -> None:
        """Give `_tell` what was found of the table."""
        raise NotImplementedError

    def _head(self, leads: Leads, raw: RawTable, item: Input) -> tuple[FieldHead, Misfits]:
        raise NotImplementedError

    def _begin_with(self) -> Input | None:
        """The field that says most; it is chosen first."""
        raise NotImplementedError

    def _present_field(self, leads: Leads, raw: RawTable, item: Input) -> None:
        raise NotImplementedError

    # Showing

    def refresh(self) -> None:
        """Show what the session holds."""
        held = self._held()
        lost = held.source is not None and held.raw is None
        self._empty.present(*(self._words.lost if lost else self._words.none))
        self._no_leads.setVisible(held.leads is None)
        self._empty.setVisible(held.leads is not None and held.raw is None)
        self._body.setVisible(held.leads is not None and held.raw is not None)
        if held.leads is None or held.raw is None:
            self.table.present(None)  # rows keep the table they are of
            return
        if not self.isVisible():
            return
        assert held.source is not None
        self._say(held.leads, held.source)
        self._show_fields(held.leads, held.raw, _there(held.raw, held.inputs))

    def _tell(self, verdict: str, facts: JoinFacts | None, source: Source, joined: str) -> None:
        if facts is not None:
            self.report.present(facts)
        self.report.setVisible(facts is not None)
        self.verdict.setText(verdict)
        sheet = f", sheet {source.sheet}" if source.sheet else ""
        self._source.setText(
            f"{source.file}{sheet} · {count(source.rows)} rows{joined} · the file itself is never "
            "changed"
        )

    def _show_fields(self, leads: Leads, raw: RawTable, inputs: Sequence[Input]) -> None:
        told = [self._head(leads, raw, item) for item in inputs]
        self.table.present(_rows(raw, inputs, told))
        names = [item.name for item in inputs]
        if self._field not in names:
            first = self._begin_with()
            known = first is not None and first.name in names
            self._field = first.name if first is not None and known else next(iter(names), "")
            if self._field:
                self.table.begin_at(names.index(self._field))
        if self._field:
            self._show_field(names.index(self._field))

    def _show_field(self, position: int) -> None:
        held = self._held()
        if held.leads is None or held.raw is None:
            return
        item = _there(held.raw, held.inputs)[position]
        self._field = item.name
        self.table.choose(position)
        self._present_field(held.leads, held.raw, item)


def findings(source: Source) -> tuple[Problem, ...]:
    """What reading the file found that is more than a note."""
    return tuple(item for item in source.problems if item.severity is not Severity.NOTE)


def _there(raw: RawTable, inputs: Iterable[Input]) -> list[Input]:
    return [item for item in inputs if raw.find((item.name, *item.aliases)) is not None]


def _rows(
    raw: RawTable, inputs: Sequence[Input], told: Sequence[tuple[FieldHead, Misfits]]
) -> FieldRows:
    columns = [raw.find((item.name, *item.aliases)) for item in inputs]
    wrong = [frozenset(misfits.examples) for _, misfits in told]

    def cell(row: int, column: int) -> str:
        found = columns[column]
        return "" if found is None else found[row]

    def misfit(row: int, column: int) -> bool:
        return bool(wrong[column]) and cell(row, column) in wrong[column]

    return FieldRows(tuple(head for head, _ in told), raw.rows, 1, cell, misfit)
