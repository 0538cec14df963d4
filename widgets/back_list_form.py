"""What a list for another system holds: the system, its ids and headers, bands and next steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from models.exchange.reimport.systems import COLUMNS, SYSTEMS
from models.exchange.reimport.wishes import ListWishes
from widgets.importing.wide_choice import WideChoice
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.spacing import spaced
from widgets.switch import RING


@dataclass(frozen=True)
class BackListFacts:
    """What the form shows. `id_field`: where nobody said which, the one that was found; "" none.

    `columns`: keys of those that the list has.
    """

    wishes: ListWishes
    id_field: str
    columns: Sequence[str]


class BackListForm(QWidget):
    """`wished(wishes)`: a person said otherwise. Presenting never emits."""

    wished = Signal(object)

    def __init__(self, fields: Sequence[str], bands: Sequence[str], chances: bool) -> None:
        """`fields`: those of the leads; `bands`: the highest first; `chances`: the model keeps
        some."""
        super().__init__()
        self._wishes = ListWishes()
        self._fields = tuple((name, name) for name in fields)
        self.system = WideChoice(name="The system that takes the list")
        self.system.picked.connect(lambda key: self._say(replace(self._wishes, system=str(key))))
        self.id_field = WideChoice(name="The field that holds the ids of the system")
        self.id_field.picked.connect(lambda name: self._say(self._wishes.with_id_field(str(name))))
        self.per_band = QCheckBox("One &file for each band")
        self.per_band.toggled.connect(lambda on: self._say(replace(self._wishes, per_band=on)))
        self.probability = QCheckBox("With the &probability")
        self.probability.toggled.connect(
            lambda on: self._say(replace(self._wishes, probability=on))
        )
        self.probability.setVisible(chances)
        self.headers: dict[str, tuple[Label, LineEdit]] = {}
        self.steps: dict[str, LineEdit] = {}
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(RING, RING, RING, RING))
        column.addLayout(self._choices())
        for box in (self.per_band, self.probability):
            column.addWidget(box)
        column.addSpacing(6)
        column.addWidget(Label("What the columns are called there", weight=600))
        column.addLayout(self._headers())
        column.addSpacing(6)
        column.addWidget(Label("Next step of each band", weight=600))
        column.addWidget(Label("A column of its own; of every band or of none.", "text2", size=12))
        column.addLayout(self._steps(bands))
        column.addStretch(1)

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        spaced(grid, 6, across=8)
        for place, (words, box) in enumerate((("&For", self.system), ("&Ids in", self.id_field))):
            label = Label(words, "text2", size=12)
            label.setBuddy(box)
            grid.addWidget(label, place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _headers(self) -> QGridLayout:
        grid = QGridLayout()
        spaced(grid, 6, across=8)
        for place, (column, words) in enumerate(COLUMNS.items()):
            label = Label(words.removeprefix("the ").capitalize(), "text2", size=12)
            line = LineEdit(name=f"Header of {words}")
            label.setBuddy(line)
            line.written.connect(partial(self._called, column))
            grid.addWidget(label, place, 0)
            grid.addWidget(line, place, 1)
            self.headers[column] = (label, line)
        grid.setColumnStretch(1, 1)
        return grid

    def _steps(self, bands: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        spaced(grid, 6, across=8)
        for place, band in enumerate(bands):
            label = Label(band, "text2", size=12, wrap=True)
            line = LineEdit(name=f"Next step of {band}")
            line.written.connect(partial(self._step, band))
            grid.addWidget(label, place, 0)
            grid.addWidget(line, place, 1)
            self.steps[band] = line
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        return grid

    def _called(self, column: str, header: str, _gesture: int) -> None:
        self._say(self._wishes.with_header(column, header))

    def _step(self, band: str, text: str, _gesture: int) -> None:
        self._say(self._wishes.with_next_step(band, text))

    def _say(self, wishes: ListWishes) -> None:
        if wishes != self._wishes:
            self._wishes = wishes
            self.wished.emit(wishes)

    def present(self, facts: BackListFacts) -> None:
        """Show these wishes."""
        self._wishes = wishes = facts.wishes
        system = wishes.chosen()
        names = tuple((item.key, item.name[:1].upper() + item.name[1:]) for item in SYSTEMS)
        self.system.present(names, wishes.system)
        self.id_field.present(self._fields, facts.id_field or None)
        self.per_band.setChecked(wishes.per_band)
        self.probability.setChecked(wishes.probability)
        for column, (label, line) in self.headers.items():
            proposal, said = system.header(column), wishes.header(column)
            line.setPlaceholderText(proposal)
            line.show_text("" if said == proposal else said)
            for widget in (label, line):
                widget.setVisible(column in facts.columns)
        steps = dict(wishes.next_steps)
        for band, line in self.steps.items():
            line.show_text(steps.get(band, ""))
