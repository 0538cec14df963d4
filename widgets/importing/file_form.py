"""How a file is read: each choice with what it was taken for, why, and the other choices."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets.icons import icon
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.spacing import spaced


@dataclass(frozen=True)
class FileLine:
    """One choice: a key of LINES, what can be chosen, what is, and what made us think so."""

    key: str
    options: tuple[tuple[object, str], ...]
    value: object
    why: str = ""


@dataclass(frozen=True)
class FileFacts:
    """All that the form shows. `password`: the file asks for one; `refused`: the last was wrong.

    `totals`: whether rows that look like totals are kept; None where there are none to speak of.
    """

    name: str
    size: str = ""
    lines: tuple[FileLine, ...] = ()
    password: bool = False
    refused: bool = False
    totals: bool | None = None
    totals_why: str = ""


LINES = {
    "sheet": "Sheet",
    "header_rows": "Rows of names",
    "encoding": "Encoding",
    "delimiter": "Cells are parted by",
    "quote": "Text is quoted by",
}


class _Line(QWidget):
    """Caption, choice, evidence."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.box = ChoiceBox(name=caption)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._why = Label("", "text2", size=12, wrap=True)
        head = Label(caption, "text", size=12, weight=600)
        head.setBuddy(self.box)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(3, 0, 3, 3))
        for part in (head, self.box, self._why):
            column.addWidget(part)

    def present(self, line: FileLine | None) -> None:
        self.setVisible(line is not None)
        if line is not None:
            self.box.present(line.options, line.value)
            self._why.present(line.why)
            self._why.setVisible(bool(line.why))


class FileForm(QWidget):
    """`wished(option, value)`: read it otherwise; `password_given(text)`; `other_asked`."""

    wished = Signal(str, object)
    password_given = Signal(str)
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Label("", size=15, weight=600, wrap=True)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._size = Label("", "text2", size=12, wrap=True)
        other = QPushButton(icon("folder-open"), "Choose another file…")
        other.clicked.connect(self.other_asked)
        self._column = column = QVBoxLayout(self)
        spaced(column, 12, margins=(14, 14, 14, 14))
        head = QVBoxLayout()
        spaced(head, 2)
        head.addWidget(self._name)
        head.addWidget(self._size)
        column.addLayout(head)
        row = QHBoxLayout()
        row.addWidget(other)
        row.addStretch(1)
        column.addLayout(row)
        self._build_password()
        self.lines = {key: _Line(caption) for key, caption in LINES.items()}
        for key, line in self.lines.items():
            line.box.picked.connect(lambda value, key=key: self.wished.emit(key, value))
            column.addWidget(line)
        self.totals = QCheckBox("Read rows that look like totals as leads")
        self.totals.clicked.connect(lambda on: self.wished.emit("totals", on))
        self._totals_why = Label("", "text2", size=12, wrap=True)
        column.addWidget(self.totals)
        column.addWidget(self._totals_why)
        column.addStretch(1)

    def _build_password(self) -> None:
        self._secret = QWidget()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Password of the file")
        self.unlock = QPushButton("Open")
        self.unlock.setAccessibleName("Open with this password")
        self._refused = Label("", "err", size=12, wrap=True)
        head = Label("Password", size=12, weight=600)
        head.setBuddy(self.password)
        self._kept = Label("It is used for reading and not kept anywhere.", "text2", size=12)
        self._kept.setWordWrap(True)
        column = QVBoxLayout(self._secret)
        spaced(column, 4, margins=(3, 0, 3, 3))
        row = QHBoxLayout()
        spaced(row, 8)
        row.addWidget(self.password, 1)
        row.addWidget(self.unlock)
        column.addWidget(head)
        column.addLayout(row)
        column.addWidget(self._refused)
        column.addWidget(self._kept)
        self._column.addWidget(self._secret)
        self.unlock.clicked.connect(self._give)
        self.password.returnPressed.connect(self._give)

    def _give(self) -> None:
        if self.password.text():
            self.password_given.emit(self.password.text())

    def present(self, facts: FileFacts) -> None:
        """Show how the file is read; never emits."""
        self._name.present(facts.name)
        self._name.setToolTip(facts.name)
        self._size.present(facts.size)
        asked = facts.password
        self._secret.setVisible(asked)
        self._refused.present("This password does not open the file." if facts.refused else "")
        self._refused.setVisible(facts.refused)
        if not asked:
            self.password.clear()
        by_key = {line.key: line for line in facts.lines}
        for key, line in self.lines.items():
            line.present(by_key.get(key))
        self.totals.setVisible(facts.totals is not None)
        self._totals_why.setVisible(facts.totals is not None and bool(facts.totals_why))
        self.totals.setChecked(bool(facts.totals))
        self._totals_why.present(facts.totals_why)

    def forget(self) -> None:
        """Drop what was typed as a password."""
        self.password.clear()

    def focus_first(self) -> None:
        """Let keys begin at what is asked."""
        visible = [line.box for line in self.lines.values() if line.isVisibleTo(self)]
        if self._secret.isVisibleTo(self):
            self.password.setFocus()
        elif visible:
            visible[0].setFocus()
