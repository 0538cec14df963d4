"""What the fields mean, in sentences: each with its guess, why, and the other fields to choose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.figures import count
from models.leads.tally import ValueCount
from widgets import theme
from widgets.importing.wide_choice import WideChoice
from widgets.inputs.label import Label
from widgets.spacing import spaced

NOBODY = "no field"


@dataclass(frozen=True)
class Ticks:
    """Values of a field of which some count. `blank_is_no`: None where blank is not asked."""

    question: str
    values: tuple[ValueCount, ...] = ()
    ticked: tuple[str, ...] = ()
    blank_is_no: bool | None = None


@dataclass(frozen=True)
class MeaningLine:
    """A sentence that a field completes. `key` is told back; `needed`: work waits for it.

    `why` is the evidence; `wrong` says what is amiss with the choice. `options`: other choices
    than the fields; without `chooses` only values are ticked.
    """

    key: str
    words: str
    field: str = ""
    why: str = ""
    wrong: str = ""
    ticks: Ticks | None = None
    needed: bool = False
    indent: bool = False
    options: tuple[tuple[str, str], ...] = ()
    chooses: bool = True


@dataclass(frozen=True)
class MeaningFacts:
    """All lines, the fields to choose from, and what the whole looks like."""

    system: str = ""
    fields: tuple[str, ...] = ()
    lines: tuple[MeaningLine, ...] = ()


class _Values(QListWidget):
    """Values to be ticked; as high as what it holds, up to six of them."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[ValueCount, ...] = ()
        self.setProperty("framed", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)

    def present(self, ticks: Ticks) -> None:
        self.blockSignals(True)
        if ticks.values != self._shown:
            self._fill(ticks.values)
        chosen = {text.casefold() for text in ticks.ticked}
        for place, value in enumerate(ticks.values):
            if value.value:  # a list that is being ticked keeps its lines: a key stands on one
                on = value.value.casefold() in chosen
                state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
                self.item(place).setCheckState(state)
        self.blockSignals(False)
        self.setAccessibleName(ticks.question)
        shown = min(max(self.count(), 1), 6)
        self.setFixedHeight(shown * max(self.sizeHintForRow(0), theme.px(24)) + theme.px(6))

    def _fill(self, values: tuple[ValueCount, ...]) -> None:
        self._shown = values
        self.clear()
        for value in values:
            line = QListWidgetItem(f"{value.value or 'blank'}    {count(value.leads)}")
            line.setData(Qt.ItemDataRole.UserRole, value.value)
            line.setToolTip(value.value or "blank")
            if value.value:
                line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.addItem(line)
        if values:
            self.setCurrentRow(0)

    def ticked(self) -> tuple[str, ...]:
        lines = (self.item(place) for place in range(self.count()))
        return tuple(
            str(line.data(Qt.ItemDataRole.UserRole))
            for line in lines
            if line.checkState() == Qt.CheckState.Checked
        )


class _Row(QWidget):
    """One sentence with its field, and under it the evidence and what counts."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.words = Label("", wrap=True)
        self.box = WideChoice()
        self.why = Label("", "text2", size=12, wrap=True)
        self.wrong = Label("", "warn", size=12, wrap=True)
        self.question = Label("", size=12, weight=600, wrap=True)
        self.values = _Values()
        self.blank_is_no = QCheckBox("Blank counts as not converted")
        self._grid = QGridLayout(self)
        spaced(self._grid, 4, across=12, margins=(0, 8, 3, 8))
        self._grid.addWidget(self.words, 0, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        spaced(right, 4, margins=(3, 3, 3, 0))
        for part in (self.box, self.why, self.wrong, self.question, self.values, self.blank_is_no):
            right.addWidget(part)
        self._grid.addLayout(right, 0, 1)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)

    def present(self, line: MeaningLine, fields: tuple[str, ...]) -> None:
        self.words.present(line.words)
        self.words.setContentsMargins(theme.px(16) if line.indent else 0, theme.px(6), 0, 0)
        self.box.setAccessibleName(line.words)
        options = line.options or (("", NOBODY), *((name, name) for name in fields))
        self.box.present(options, line.field)
        self.box.setVisible(line.chooses)
        self.why.present(line.why)
        self.why.setVisible(bool(line.why))
        self.wrong.present(line.wrong, "err" if line.needed else "warn")
        self.wrong.setVisible(bool(line.wrong))
        ticks = line.ticks
        for part in (self.question, self.values):
            part.setVisible(ticks is not None and bool(ticks.values))
        self.blank_is_no.setVisible(ticks is not None and ticks.blank_is_no is not None)
        if ticks is not None:
            self.question.present(ticks.question)
            self.values.present(ticks)
            self.blank_is_no.setChecked(bool(ticks.blank_is_no))
            self.blank_is_no.setAccessibleName(f"{line.words}: blank counts as not converted")


class MeaningForm(QWidget):
    """`field_chosen(key, field)`, `ticked(key, values)`, `blank_wished(key, on)`."""

    field_chosen = Signal(str, str)
    ticked = Signal(str, object)
    blank_wished = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._system = Label("", "text2", wrap=True)
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, margins=(14, 10, 14, 10))
        self._column.addWidget(self._system)
        self._column.addStretch(1)
        self.rows: dict[str, _Row] = {}

    def present(self, facts: MeaningFacts) -> None:
        """Show the sentences; never emits."""
        self._system.present(facts.system)
        self._system.setVisible(bool(facts.system))
        if list(self.rows) != [line.key for line in facts.lines]:
            self._make([line.key for line in facts.lines])
        for line in facts.lines:
            self.rows[line.key].present(line, facts.fields)

    def _make(self, keys: list[str]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for key in keys:
            row = _Row(key)
            row.box.picked.connect(lambda name, key=key: self.field_chosen.emit(key, str(name)))
            row.values.itemChanged.connect(
                lambda _item, key=key: self.ticked.emit(key, self.rows[key].values.ticked())
            )
            row.blank_is_no.clicked.connect(lambda on, key=key: self.blank_wished.emit(key, on))
            self._column.insertWidget(self._column.count() - 1, row)
            row.show()
            self.rows[key] = row

    def focus_first(self) -> None:
        """Let keys begin at the first sentence that lacks its field, or the first of all."""
        rows = list(self.rows.values())
        lacking = [row for row in rows if row.wrong.text()]
        for row in (lacking or rows)[:1]:
            row.box.setFocus()
