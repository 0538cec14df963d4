"""Scenarios side by side, and what one of them is: how it differs, how sure its figures are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import leads
from models.evaluation.whatif.side_by_side import Line
from models.evaluation.whatif.suppositions import supposed_words
from models.project.document import Scenario
from models.scoring.difference import differences
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.inputs.label import Label
from widgets.rows import Rows, RowWords
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_cells import Named
from widgets.tables.record_table import RecordTable
from widgets.taking.taking import Offer
from workbench.pages.whatif.records import line_words, scenario_records

BASELINE, TODAY = "baseline", "today"


class ScenariosView(QWidget):
    """Tells what is wished of the chosen scenario, by its id."""

    compared = Signal(str)
    pinned = Signal(str)
    taken = Signal(str)
    renamed = Signal(str)
    noted = Signal(str)
    removed = Signal(str)
    tried = Signal(str)
    leads_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._models: Mapping[str, ScoringModel] = {}
        self._scenarios: dict[str, Scenario] = {}
        self._names: Mapping[str, Named] = {}
        self._currency = ""
        self.table = RecordTable("Scenarios", self, row=42)
        self.table.record_chosen.connect(lambda _line: self._show())
        self.table.record_opened.connect(lambda _line: self._open())
        self.table.taking.offer(self._move_offers)
        self.table.setToolTip(
            "Enter or a double click shows a scenario on the page Compare, Ctrl+Enter chooses the "
            "leads that come or go"
        )
        self.what = Label("", size=13, weight=600)
        self.note = Label("", "text2", size=12, wrap=True)
        self.words = Rows("What differs from the baseline")
        self.sure = Rows("How sure the differences are")
        for rows in (self.words, self.sure):
            rows.setSelectionMode(Rows.SelectionMode.NoSelection)
        self.compare = QPushButton("Compare in detail")
        self.pin = QPushButton("Make it the baseline")
        self.take = QPushButton("Make it the model")
        self.try_ = QPushButton("Suppose the same")
        self.rename = QPushButton("Rename…")
        self.write = QPushButton("Note…")
        self.remove = QPushButton("Remove")
        self._wishes = (
            (self.compare, self.compared),
            (self.pin, self.pinned),
            (self.take, self.taken),
            (self.try_, self.tried),
            (self.rename, self.renamed),
            (self.write, self.noted),
            (self.remove, self.removed),
        )
        for button, wish in self._wishes:
            theme.set_kind(button, "", small=True)
            button.clicked.connect(lambda _on=False, wish=wish: wish.emit(self.chosen))
        self._lay_out()
        self._show()  # nothing yet, and nothing to do with it

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self.table, 3)
        bar = QHBoxLayout()
        spaced(bar, 6, margins=(0, RING, RING, RING))
        bar.addWidget(self.what, 1)
        for button, _ in self._wishes:
            bar.addWidget(button)
        column.addLayout(bar)
        column.addWidget(self.note)
        both = QHBoxLayout()
        spaced(both, 12)
        for rows, title, wide in (
            (self.words, "How it differs from the baseline", 3),
            (self.sure, "Changes of figures, 95\u202f% intervals", 2),
        ):
            part = QVBoxLayout()
            spaced(part, 4)
            part.addWidget(Label(title, "text2", size=12))
            part.addWidget(rows, 1)
            both.addLayout(part, wide)
        column.addLayout(both, 2)

    @property
    def chosen(self) -> str:
        """The key of the chosen line: a scenario's id, the baseline's or today's; "" for none."""
        place = self.table.chosen()
        return "" if place is None or place >= len(self._lines) else self._lines[place].key

    def choose(self, key: str) -> None:
        """Make a line the chosen one, by its key."""
        for place, line in enumerate(self._lines):
            if line.key == key:
                self.table.choose(place)
        self._show()

    def present(
        self,
        lines: Sequence[Line],
        names: Mapping[str, Named],
        models: Mapping[str, ScoringModel],
        scenarios: Sequence[Scenario],
        currency: str,
        *,
        stale: bool = False,
    ) -> None:
        """Show lines, the baseline first; `models` by key; never emits."""
        before = self.chosen
        self._lines, self._models = tuple(lines), models
        self._scenarios = {item.id: item for item in scenarios}
        self._names, self._currency = names, currency
        self.table.present(scenario_records(lines, names, currency, stale=stale))
        keys = [line.key for line in lines]
        self.choose(before if before in keys else keys[-1] if keys else "")

    def grey(self) -> None:
        """What is shown is being worked out anew."""
        if self._lines:
            records = scenario_records(self._lines, self._names, self._currency, stale=True)
            self.table.present(records)

    def _open(self) -> None:
        if self.chosen in self._scenarios:
            self.compared.emit(self.chosen)

    def _line(self) -> Line | None:
        key = self.chosen
        return next((item for item in self._lines if item.key == key), None)

    def moved_name(self, place: int) -> str:
        """The leads that a line moves over the threshold, by name; "" where it moves none."""
        name = self._names[self._lines[place].key].name
        return f"{name} that come or go" if len(self.moved(place)) else ""

    def moved(self, place: int) -> NDArray[np.intp]:
        """The rows of the leads that a line moves over the threshold."""
        line = self._lines[place]
        rows = [part for part in (line.come, line.go) if part is not None]
        return np.sort(np.concatenate(rows)) if rows else np.empty(0, dtype=np.intp)

    def mql(self, place: int) -> NDArray[np.intp]:
        """The rows of the MQLs of a line; none where it supposes other leads."""
        above = self._lines[place].above
        return np.empty(0, dtype=np.intp) if above is None else np.flatnonzero(above)

    def _move_offers(self) -> list[Offer]:
        """Those that come, and those that go, by themselves."""
        line, offers = self._line(), list[Offer]()
        for rows, way in () if line is None else ((line.come, "come"), (line.go, "go")):
            if line is not None and rows is not None and len(rows):
                words = f"{self._names[line.key].name} that {way}"
                ask = partial(self.leads_asked.emit, words, rows)
                offers.append((f"Choose the {leads(len(rows))} that {way}", ask))
        return offers

    def _show(self) -> None:
        """What the chosen line is."""
        key, line = self.chosen, self._line()
        scenario = self._scenarios.get(key)
        for button, _ in self._wishes:
            button.setVisible(scenario is not None)
        self.try_.setVisible(scenario is not None and bool(scenario.suppositions))
        self.words.clear()
        self.sure.clear()
        if line is None:
            self.what.present("")
            self.note.hide()
            return
        name = self._names[key]
        self.what.present(name.name)
        self.what.setToolTip(name.name)
        told = [part for part in (line.fault, *line.cautions) if part]
        if scenario is not None and scenario.note:
            told.insert(0, scenario.note)
        self.note.present(" ".join(told))
        self.note.setVisible(bool(told))
        if scenario is not None:
            for supposed in scenario.suppositions:
                words = supposed_words(supposed)
                self.words.add(RowWords(words[:1].upper() + words[1:], "Supposed of the leads"))
        for change in self._differences(key):
            first, _, rest = change.partition(": ")
            self.words.add(RowWords(first, rest))
        if not self.words.count():
            same = "What the others are compared with." if key == BASELINE else "The model is that "
            same += "" if key == BASELINE else "of the baseline."
            self.words.add(RowWords(same))
        for first, second in line_words(line, self._currency):
            self.sure.add(RowWords(first, "", second))
        if not self.sure.count():
            none = "What the others are compared with." if key == BASELINE else "No figure changes."
            self.sure.add(RowWords(none))

    def _differences(self, key: str) -> tuple[str, ...]:
        if key == BASELINE or BASELINE not in self._models or key not in self._models:
            return ()
        return differences(self._models[BASELINE], self._models[key])
