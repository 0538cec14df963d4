"""The dialog that says what holds of single lines of a model, and of lines together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.signs import signed
from models.tuning.lines import Line
from models.tuning.reins import Sign
from models.tuning.said_limits import ONE_OF, RISING, SaidLimit, limits_of
from models.tuning.said_limits import SIGNS as SAID
from models.tuning.wishes import Wishes
from widgets import theme
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.rows import Rows, RowWords
from widgets.spacing import spaced
from workbench.dialogs.sheet import Sheet

ROLE = Qt.ItemDataRole.UserRole
SIGNS = [(sign, words or "may add or take away") for sign, words in SAID.items()]


class LineLimits(Sheet):
    """`edited(wishes)`: what was said; each is said at once, and can be undone."""

    edited = Signal(object)

    def __init__(self, parent: QWidget, lines: Sequence[Line], wishes: Wishes) -> None:
        super().__init__(
            parent,
            "Limits of lines",
            "Tick lines of the model, then say what holds of them when points are learnt.",
            "Close",
        )
        self.setObjectName("line_limits")
        self.cancel.hide()
        self._wishes, self._order = wishes, list[str]()
        self._names = {line.key: line.name for line in lines}
        self._limits: tuple[SaidLimit, ...] = ()
        self.lines = QListWidget()
        self.lines.setAccessibleName("Lines")
        for line in lines:
            words = f"{line.name}   {signed(line.now)}" if line.now else line.name
            item = QListWidgetItem(words, self.lines)
            item.setData(ROLE, line.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.lines.itemChanged.connect(self._tick)
        self.lines.itemActivated.connect(self._turn)
        self.sign = ChoiceBox(name="Their points")
        self.sign.present(SIGNS, Sign.ANY)
        self.least = NumberEdit(name="Points from", whole=True, width=64)
        self.most = NumberEdit(name="Points to", whole=True, width=64)
        self.least.setPlaceholderText(signed(wishes.least))
        self.most.setPlaceholderText(signed(wishes.most))
        self.each = QPushButton("Limit their points")
        self.each.clicked.connect(lambda _on=False: self._limit_each())
        self.order = Label("", "text2", size=12, wrap=True)
        self.one = QPushButton(ONE_OF)
        self.one.clicked.connect(lambda _on=False: self._one_of())
        self.rising = QPushButton(RISING)
        self.rising.clicked.connect(lambda _on=False: self._rise())
        self.held = Rows("What holds")
        self.nothing = Label("Nothing is said of single lines yet.", "text2", size=12, wrap=True)
        self.drop = QPushButton("Take away")
        self.drop.clicked.connect(lambda _on=False: self._drop())
        self._lay_out()
        self._present()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        spaced(right, 8)
        right.addWidget(Label("Each of them", weight=600))
        right.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        ends = QHBoxLayout()
        spaced(ends, 8)
        for words, box in (("&From", self.least), ("&to", self.most)):
            label = Label(words, "text2", size=12)
            label.setBuddy(box)
            ends.addWidget(label)
            ends.addWidget(box)
        ends.addStretch(1)
        right.addLayout(ends)
        right.addWidget(self.each, 0, Qt.AlignmentFlag.AlignLeft)
        right.addSpacing(theme.px(8))
        right.addWidget(Label("All of them together", weight=600))
        right.addWidget(self.order)
        right.addWidget(self.one, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.rising, 0, Qt.AlignmentFlag.AlignLeft)
        right.addSpacing(theme.px(8))
        right.addWidget(Label("What holds", weight=600))
        right.addWidget(self.nothing)
        right.addWidget(self.held, 1)
        right.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        both = QHBoxLayout()
        spaced(both, 16)
        both.addWidget(self.lines, 1)
        both.addLayout(right, 1)
        self.content.addLayout(both)
        self.held.setMinimumHeight(theme.px(100))
        self.setMinimumSize(theme.px(720), theme.px(580))

    @property
    def _ticked(self) -> tuple[str, ...]:
        """The keys of the ticked lines, in the order in which they were ticked."""
        return tuple(self._order)

    def _tick(self, item: QListWidgetItem) -> None:
        key = item.data(ROLE)
        if key in self._order:
            self._order.remove(key)
        if item.checkState() is Qt.CheckState.Checked:
            self._order.append(key)
        self._present()

    def _turn(self, item: QListWidgetItem) -> None:
        on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _limit_each(self) -> None:
        sign = self.sign.value
        if isinstance(sign, Sign):
            least, most = (_whole(box.value) for box in (self.least, self.most))
            self._say(self._wishes.limiting(self._ticked, sign, least, most))

    def _one_of(self) -> None:
        self._say(self._wishes.at_most_one_of(self._ticked))

    def _rise(self) -> None:
        self._say(self._wishes.rising_along(self._ticked))

    def _drop(self) -> None:
        place = self.held.currentRow()
        if 0 <= place < len(self._limits):
            self._say(self._limits[place].without)

    def _say(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self.edited.emit(wishes)
        for place in range(self.lines.count()):
            self.lines.item(place).setCheckState(Qt.CheckState.Unchecked)
        self._present()

    def _present(self) -> None:
        names = [self._names[key] for key in self._order]
        self.order.present(
            " \u2264 ".join(names) if len(names) > 1 else "Tick two lines or more, in their order."
        )
        self.each.setEnabled(bool(names))
        for button in (self.one, self.rising):
            button.setEnabled(len(names) > 1)
        limits = limits_of(self._wishes, self._names)
        if limits != self._limits or not self.held.count():
            self._limits = limits
            self.held.clear()
            for limit in limits:
                self.held.add(RowWords(limit.what, limit.whom), limit)
            self.held.setCurrentRow(0)
        self.nothing.setVisible(not limits)
        self.held.setVisible(bool(limits))
        self.drop.setEnabled(bool(limits))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
