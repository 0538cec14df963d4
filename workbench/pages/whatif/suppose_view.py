"""What is supposed of the leads, and what it would change."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.whatif.supposed import FOUND, MQL, Supposed
from models.evaluation.whatif.suppositions import (
    FieldFilled,
    LeadsStop,
    ShareBecomes,
    Supposition,
    TypesDoNotCount,
    supposed_words,
)
from models.leads.table import CONVERTED, Leads
from models.leads.wording import count_of
from models.scoring.model import ScoringModel
from models.signs import NARROW
from widgets import theme
from widgets.card import Card
from widgets.chart_card import ChartCard
from widgets.charts.score_range import score_words
from widgets.charts.supposed_scores import NOW, SupposedScores
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter
from widgets.rows import Rows, RowWords
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.pages.whatif.choices import blank_fields, mixed_fields, types_of, values_of
from workbench.pages.whatif.records import Tried, shown_figures, supposed_records

SHARE, STOP, FILLED, TYPES = range(4)
_KINDS = (
    (SHARE, "the share of a value changes"),
    (STOP, "leads with a value stop coming"),
    (FILLED, "a field is filled for everybody"),
    (TYPES, "a type of activity does not count"),
)


class SupposeView(QWidget):
    """`changed`: other things are supposed; they are `suppositions`. `leads_asked`: the leads of
    bars of the chart, by their name and rows among those that are scored."""

    changed = Signal()
    picture_asked = Signal(object)
    leads_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.suppositions: tuple[Supposition, ...] = ()
        self._leads: Leads | None = None
        self._model: ScoringModel | None = None
        self._tried: Tried | None = None
        self._chosen: NDArray[np.bool_] | None = None
        self._currency = ""
        self.kind = ChoiceBox(name="What is supposed")
        self.field, self.value = ChoiceBox(name="Field"), ChoiceBox(name="Value")
        self.kind.present(_KINDS, SHARE)
        self.percent = QSpinBox()
        self.percent.setRange(0, 100)
        self.percent.setSuffix(f"{NARROW}%")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.percent.setAccessibleName("Share of the leads as supposed")
        self.add = QPushButton("Suppose this")
        theme.set_kind(self.add, "", small=True)
        self.held = Rows("What is supposed")
        self.drop = QPushButton("Take back")
        theme.set_kind(self.drop, "", small=True)
        self.none = Label(
            "Nothing is supposed yet. Several suppositions hold together.",
            "text2",
            size=12,
            wrap=True,
        )
        self.table = RecordTable("Figures as supposed", self, row=32)
        self.table.fit_rows()
        self.table.setToolTip(
            "Enter or a double click chooses the leads that would be MQLs, and those of them that "
            "converted"
        )
        self.chart = SupposedScores()
        self.chart.save_requested.connect(lambda: self.picture_asked.emit(self.chart))
        self.chart.scores_asked.connect(self._ask_scores)
        self.card = ChartCard(self.chart)
        self.assumed = Label("", "text2", size=12, wrap=True)
        self.careful = Label("", "warn", size=12, wrap=True)
        self.kind.picked.connect(lambda _kind: self._offer())
        self.field.picked.connect(lambda _field: self._offer_values())
        self.value.picked.connect(lambda _value: self._now_share())
        self.add.clicked.connect(lambda _on=False: self._add())
        self.drop.clicked.connect(lambda _on=False: self._drop())
        self.held.currentRowChanged.connect(lambda row: self.drop.setEnabled(row >= 0))
        self._lay_out()

    def _lay_out(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        spaced(column, 8, margins=(RING, RING, RING, RING))
        self._labels = {
            box: Label(words, "text2", size=12)
            for box, words in (
                (self.kind, "Suppose that"),
                (self.field, "Field"),
                (self.value, "Value"),
                (self.percent, "Share of the leads"),
            )
        }
        for box, label in self._labels.items():
            label.setBuddy(box)
            column.addWidget(label)
            column.addWidget(box)
        column.addWidget(self.add)
        column.addWidget(self.none)
        column.addWidget(self.held, 1)
        column.addWidget(self.drop)
        column.addStretch()  # while nothing is supposed, the inputs stay together at the top
        card = Card("What is supposed", SideScroll(form))
        right = QWidget()
        under = QVBoxLayout(right)
        spaced(under, 8, margins=(0, 0, 0, 0))
        under.addWidget(self.table)
        under.addWidget(self.card, 1)
        self.none_yet = QWidget()
        under.addWidget(self.none_yet, 1)
        for label in (self.careful, self.assumed):
            under.addWidget(label)
        self.parts = PageSplitter(card, right, lambda width: width - 320, 260, 420, gap=12)
        self.parts.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        spaced(row, 0, margins=(0, 0, 0, 0))
        row.addWidget(self.parts)

    # What can be supposed

    def offer(self, leads: Leads, model: ScoringModel) -> None:
        """Offer what can be supposed of these leads."""
        self._leads, self._model = leads, model
        self._offer()

    def _offer(self) -> None:
        if self._leads is None or self._model is None:
            return
        kind = self.kind.value
        if kind == FILLED:
            fields = [
                (name, f"{name}, {count_of(blanks, 'blank')}")
                for name, blanks in blank_fields(self._leads, self._model)
            ]
        elif kind == TYPES:
            fields = list(types_of(self._leads))
        else:
            fields = [(name, name) for name in mixed_fields(self._leads, self._model)]
        names = [name for name, _ in fields]
        chosen = self.field.value if self.field.value in names else next(iter(names), None)
        self.field.present(fields, chosen)
        self._labels[self.field].present("Type of activity" if kind == TYPES else "Field")
        valued = kind in (SHARE, STOP)
        for box, seen in ((self.value, valued), (self.percent, kind == SHARE)):
            box.setVisible(seen)
            self._labels[box].setVisible(seen)
        self.add.setEnabled(bool(fields))
        why = {
            FILLED: "No field that the model reads has blanks.",
            TYPES: "These leads have no activities.",
        }
        self.add.setToolTip("" if fields else why.get(int(str(kind)), "No field has few values."))
        self._offer_values()

    def _offer_values(self) -> None:
        if self._leads is None or self.kind.value not in (SHARE, STOP):
            return
        values = list(values_of(self._leads, str(self.field.value or "")))
        names = [name for name, _ in values]
        chosen = self.value.value if self.value.value in names else next(iter(names), None)
        self.value.present(values, chosen)
        self._now_share()

    def _now_share(self) -> None:
        """Begin with the share that the value has."""
        text = self.value.currentText().rpartition(", ")[2]
        digits = text.split(NARROW)[0].removeprefix("under ").removeprefix("over ")
        self.percent.setValue(round(float(digits)) if digits.replace(".", "", 1).isdigit() else 0)

    def wished(self) -> Supposition | None:
        """What the inputs say; None where something is missing."""
        name = self.field.value
        if name is None:
            return None
        value = str(self.value.value or "")
        match self.kind.value:
            case 0:
                return ShareBecomes(str(name), value, self.percent.value())
            case 1:
                return LeadsStop(str(name), (value,))
            case 2:
                return FieldFilled(str(name))
            case _:
                return TypesDoNotCount((str(name),))

    def _add(self) -> None:
        wished = self.wished()
        if wished is None:
            return
        kept = [item for item in self.suppositions if not _replaces(wished, item)]
        self.suppose((*kept, wished))

    def _drop(self) -> None:
        row = self.held.currentRow()
        if 0 <= row < len(self.suppositions):
            self.suppose(
                tuple(item for place, item in enumerate(self.suppositions) if place != row)
            )

    def suppose(self, suppositions: tuple[Supposition, ...]) -> None:
        """Suppose this instead of what was; tells it."""
        self.suppositions = suppositions
        self._show_held()
        self.changed.emit()

    def _show_held(self) -> None:
        self.held.clear()
        for item in self.suppositions:
            words = supposed_words(item)
            self.held.add(RowWords(words[:1].upper() + words[1:]))
        self.held.setCurrentRow(len(self.suppositions) - 1)
        self.held.setVisible(bool(self.suppositions))
        self.drop.setVisible(bool(self.suppositions))
        self.none.setVisible(not self.suppositions)

    # What it would change

    @property
    def _found(self) -> Supposed | None:
        return None if self._tried is None else self._tried.found

    def present(self, tried: Tried | None, currency: str, *, stale: bool = False) -> None:
        """Show figures now and as supposed; never emits."""
        self._tried, self._currency = tried, currency
        found = self._found
        self._show_held()
        for part in (self.table, self.card):
            part.setVisible(found is not None)
        self.none_yet.setVisible(found is None)
        if found is None:
            self.table.present(None)
            self.chart.show_supposed(None, None)
            self.assumed.present("")
            self.careful.present("")
            return
        self.table.present(supposed_records(found, currency, stale=stale))
        self._draw()
        self.assumed.present(" ".join(found.assumptions))
        self.careful.present(" ".join(found.cautions))
        self.careful.setVisible(bool(found.cautions))

    def _draw(self) -> None:
        """The leads as supposed, over those of the pinned version or, where there is none to be
        held against, of now."""
        tried, mask = self._tried, self._chosen
        if tried is None:
            return
        then, part = tried.found.leads_then, None
        if mask is not None and len(mask) == len(then.levels):
            part = then.histogram(mask)
        behind, name = tried.before, tried.before_name
        if behind is None:
            behind, name = tried.found.now, NOW
        self.chart.show_supposed(tried.found.then, behind, part, name)
        self.card.says.present(self.chart.moved_words())

    def show_chosen(self, chosen: NDArray[np.bool_] | None) -> None:
        """Draw the chosen leads; a mask of those that are scored."""
        self._chosen = chosen
        self._draw()

    # The leads of bars and figures

    def _ask_scores(self, low: int, high: int) -> None:
        if self._found is not None:
            rows = np.flatnonzero(self._found.leads_then.could_score(low, high))
            self.leads_asked.emit(f"{score_words(low, high)} as supposed", rows)

    def leads_name(self, place: int) -> str:
        """The leads that a figure counts, by name; "" where it counts none."""
        found = self._found
        if found is None:
            return ""
        named = {MQL: "MQL as supposed", FOUND: "conversions of MQL as supposed"}
        return named.get(shown_figures(found)[place], "")

    def leads_rows(self, place: int) -> NDArray[np.intp]:
        """The rows of these leads, among those that are scored."""
        found, model = self._found, self._model
        if found is None or model is None or not self.leads_name(place):
            return np.empty(0, dtype=np.intp)
        there = found.leads_then
        held = there.could_score(model.mql_threshold, model.scale.most)
        if shown_figures(found)[place] == FOUND:
            held &= there.outcome == CONVERTED
        return np.flatnonzero(held)

    def grey(self) -> None:
        """What is shown is being worked out anew."""
        if self._found is not None:
            self.table.present(supposed_records(self._found, self._currency, stale=True))


def _replaces(new: Supposition, old: Supposition) -> bool:
    """Whether the new one says of the same thing otherwise."""
    match new, old:
        case ShareBecomes(a, b, _), ShareBecomes(c, d, _):
            return (a, b) == (c, d)
        case FieldFilled(), FieldFilled():
            return True
        case _:
            return new == old
