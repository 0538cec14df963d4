"""What a tuning may do: sizes, steps and bounds, what must stay as it is, locked rules, the aim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.tuning.aims import Goal
from models.tuning.reins import Hold
from models.tuning.wishes import FREE, Wishes
from widgets import icons, theme
from widgets.card import Card
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.switch import RING

WIDTH = 64
MOVED = 0.15
"""The share of MQLs that may change, where somebody first asks for a limit."""
GOALS = (
    (Goal.LOSS, "Truest probabilities"),
    (Goal.AUC, "Best order of the leads"),
    (Goal.CAPTURE, "Most conversions at the top"),
    (Goal.VALUE, "Most net value"),
)
HOLDS = {Hold.LOCK: "keeps its points", Hold.KEEP: "must stay", Hold.FORBID: "must not give points"}


@dataclass(frozen=True)
class HeldLine:
    """A line that is not free: its key, its name, what may happen to it and what that costs.

    `beyond`: it is locked at points that others may not have. `limits`: its own sign and bounds.
    """

    key: str
    name: str
    points: str
    hold: Hold
    price: str = ""
    beyond: bool = False
    limits: str = ""

    @property
    def said(self) -> str:
        """What may happen to it, in words."""
        held = HOLDS.get(self.hold, "")
        held = f"{held}, beyond the bounds" if self.beyond else held
        return ", ".join(filter(None, (held, self.limits)))


@dataclass(frozen=True)
class TuneWords:
    """What stands beside the wishes: the `limits` of groups, the `ladders` that have an order, what
    the `aim` means, `faults` of what is wished, the lines that are `held`. `prices`: what limits
    cost, by `PRICED`. `together`: what binds lines to each other.
    """

    limits: str = ""
    ladders: str = ""
    aim: str = ""
    faults: tuple[str, ...] = ()
    held: Sequence[HeldLine] = ()
    prices: Mapping[str, str] = field(default_factory=dict)
    together: Sequence[str] = ()


PRICED = ("step", "bounds", "signs", "ladders", "together", "moved", "all")
"""Limits whose prices stand below them."""
ANY = ("most_lines", "per_field", "per_group", "most_changed")
"""Numbers that may be left open."""
WHOLE = dict.fromkeys(PRICED, "") | {
    "step": "Steps: ",
    "bounds": "Least and most points: ",
    "together": "Lines bound together: ",
    "all": "All limits and locks together: ",
}


class TuneForm(QWidget):
    """`edited(wishes, gesture)` tells what a person said; presenting never emits.

    `price_asked(key)`: what does this line's rein cost; "": what does each limit? `limits_asked`:
    more is to be said of single lines.
    """

    edited = Signal(object, int)
    price_asked = Signal(str)
    limits_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes = Wishes()
        self._held: tuple[HeldLine, ...] = ()
        self.rules = self._number("Most lines that give points", least=1)
        self.of_field = self._number("Most lines of one field", least=1)
        self.of_group = self._number("Most lines of one group", least=1)
        self.changed = self._number("Most lines that change", least=0)
        for box in (self.rules, self.of_field, self.of_group, self.changed):
            box.setPlaceholderText("any")
        self.step = self._number("Points in steps of", least=1)
        self.least = self._number("Points from")
        self.most = self._number("Points to")
        for box, name in (
            (self.rules, "most_lines"),
            (self.of_field, "per_field"),
            (self.of_group, "per_group"),
            (self.changed, "most_changed"),
            (self.step, "step"),
            (self.least, "least"),
            (self.most, "most"),
        ):
            box.typed.connect(
                lambda value, gesture, name=name: self._number_said(name, value, gesture)
            )
        self.signs = self._tick("Signs as they are", "signs")
        self.ladders = self._tick("Ladders keep rising", "ladders")
        self.proposals = self._tick("Proposed rules may join", "proposals")
        self.moved = QCheckBox("At most")
        self.moved.setAccessibleName("Limit the MQLs that may change")
        self.moved.clicked.connect(lambda on=False: self._say(0, most_moved=MOVED if on else None))
        self.share = self._number("Percent of MQLs that may change", least=0, width=48)
        self.share.typed.connect(
            lambda value, gesture: self._say(
                gesture, most_moved=None if value is None else min(float(value) / 100, 1.0)
            )
        )
        self.aim = ChoiceBox(name="Aim")
        self.aim.picked.connect(lambda goal: self._say(0, aim=replace(self._wishes.aim, goal=goal)))
        self.limits = Label("", "text2", size=12, wrap=True)
        self.about_ladders = Label("", "text2", size=12, wrap=True)
        self.about_aim = Label("", "text2", size=12, wrap=True)
        self.faults = Label("", "err", size=12, wrap=True)
        self.prices = {key: Label("", "text2", size=12, wrap=True) for key in PRICED}
        self.price = QPushButton("What do my limits cost?")
        theme.set_kind(self.price, "quiet", small=True)
        self.price.setToolTip("Tunes without each of them, and without all: this takes a while")
        self.price.clicked.connect(lambda _on=False: self.price_asked.emit(""))
        self.about_together = Label("", "text2", size=12, wrap=True)
        self.limit = QPushButton("Limits of lines\u2026")
        theme.set_kind(self.limit, "quiet", small=True)
        self.limit.setToolTip("Signs and bounds of single lines; at most one of some; an order")
        self.limit.clicked.connect(lambda _on=False: self.limits_asked.emit())
        self.no_locks = Label(
            "Lock a rule in the list at the right, or on its card on the page Model.",
            "text2",
            size=12,
            wrap=True,
        )
        self._lay_out()

    @staticmethod
    def _number(name: str, least: float | None = None, width: int = WIDTH) -> NumberEdit:
        return NumberEdit(name=name, whole=True, least=least, width=width)

    def _tick(self, words: str, name: str) -> QCheckBox:
        tick = QCheckBox(words)
        tick.clicked.connect(lambda on=False: self._say(0, **{name: on}))
        return tick

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        spaced(column, 8, margins=(RING, RING, 4, RING))
        column.addWidget(Label("What is allowed", weight=600))
        grid = QGridLayout()
        spaced(grid, 6, across=8)
        for place, (words, box) in enumerate(
            (
                ("Most &lines", self.rules),
                ("\u2026 of one fiel&d", self.of_field),
                ("\u2026 of one &group", self.of_group),
                ("\u2026 that &change", self.changed),
                ("Points in &steps of", self.step),
                ("Points &from", self.least),
                ("Points &to", self.most),
            )
        ):
            label = Label(words, "text2", size=12)
            label.setBuddy(box)
            if box is self.rules:
                label.setToolTip("A line is a rule, or one entry of a table of points")
            grid.addWidget(label, place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        column.addWidget(self.prices["step"])
        column.addWidget(self.prices["bounds"])
        column.addWidget(self.proposals)
        column.addWidget(self.faults)
        column.addSpacing(6)
        column.addWidget(Label("Kept as it is", weight=600))
        column.addWidget(self.limits)
        column.addWidget(self.signs)
        column.addWidget(self.prices["signs"])
        column.addWidget(self.ladders)
        column.addWidget(self.about_ladders)
        column.addWidget(self.prices["ladders"])
        column.addWidget(self.about_together)
        column.addWidget(self.prices["together"])
        column.addWidget(self.limit, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        spaced(row, 6, margins=(0, 0, 0, 0))
        row.addWidget(self.moved)
        row.addWidget(self.share)
        row.addWidget(Label("% of MQLs change", "text"), 1)
        column.addLayout(row)
        column.addWidget(self.prices["moved"])
        column.addWidget(self.price, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.prices["all"])
        column.addSpacing(6)
        column.addWidget(Label("Locked rules", weight=600))
        column.addWidget(self.no_locks)
        self._locks = QVBoxLayout()
        spaced(self._locks, 6, margins=(0, 0, 0, 0))
        column.addLayout(self._locks)
        column.addSpacing(6)
        column.addWidget(Label("Aim", weight=600))
        column.addWidget(self.aim, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.about_aim)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card("", SideScroll(body))
        card.title.hide()
        outer.addWidget(card)

    def present(self, wishes: Wishes, words: TuneWords) -> None:
        """Show what was said and what follows from it."""
        self._wishes = wishes
        for box, value in (
            (self.rules, wishes.most_lines),
            (self.of_field, wishes.per_field),
            (self.of_group, wishes.per_group),
            (self.changed, wishes.most_changed),
            (self.step, wishes.step),
            (self.least, wishes.least),
            (self.most, wishes.most),
        ):
            box.present(value)
        self.signs.setChecked(wishes.signs)
        self.ladders.setChecked(wishes.ladders)
        self.proposals.setChecked(wishes.proposals)
        self.moved.setChecked(wishes.most_moved is not None)
        moved = wishes.most_moved
        self.share.present(None if moved is None else round(100 * moved))
        self.share.setEnabled(moved is not None)
        self.aim.present(GOALS, wishes.aim.goal)
        for label, text in (
            (self.limits, words.limits),
            (self.about_ladders, words.ladders),
            (self.about_aim, words.aim),
            (self.about_together, "\n".join(words.together)),
            (self.faults, "\n".join(words.faults)),
        ):
            label.present(text)
            label.setVisible(bool(text))
        for key, label in self.prices.items():
            price = words.prices.get(key, "")
            if price and WHOLE[key]:
                price = f"{WHOLE[key]}{price[0].lower()}{price[1:]}"
            label.present(price)
            label.setVisible(bool(price))
        self.no_locks.setVisible(not words.held)
        self._present_held(tuple(words.held))

    def _present_held(self, held: tuple[HeldLine, ...]) -> None:
        if held == self._held:
            return
        self._held = held
        while self._locks.count():
            item = self._locks.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in held:
            self._locks.addWidget(_HeldRow(line, self._free, self.price_asked.emit))

    def _free(self, key: str) -> None:
        self._change(self._wishes.with_rein(key, FREE), 0)

    def _number_said(self, name: str, value: object, gesture: int) -> None:
        if value is None and name in ANY:
            self._say(gesture, **{name: None})
        if isinstance(value, int | float):
            self._say(gesture, **{name: int(value)})

    def _say(self, gesture: int, **said: object) -> None:
        self._change(replace(self._wishes, **said), gesture)  # type: ignore[arg-type]  # by name

    def _change(self, wishes: Wishes, gesture: int) -> None:
        if wishes != self._wishes:
            self._wishes = wishes
            self.edited.emit(wishes, gesture)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(248), super().sizeHint().height())


class _HeldRow(QWidget):
    """One rule that is not free, what that costs, and a button that frees it."""

    def __init__(
        self, line: HeldLine, free: Callable[[str], None], price: Callable[[str], None]
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        spaced(column, 2, margins=(0, RING, RING, RING))
        row = QHBoxLayout()
        spaced(row, 6, margins=(0, 0, 0, 0))
        name = Label(line.name, "text", size=12)
        name.setToolTip(line.name)
        row.addWidget(name, 1)
        row.addWidget(Label(line.points, "text", size=12, weight=600))
        drop = QPushButton(icons.icon("close"), "")
        theme.set_kind(drop, "quiet", small=True)
        drop.setAccessibleName(f"Free {line.name}")
        drop.setToolTip("Its points may change again")
        drop.clicked.connect(lambda _on=False: free(line.key))
        row.addWidget(drop)
        column.addLayout(row)
        said = line.price or line.said
        column.addWidget(Label(said, "text2", size=12, wrap=True))
        if not line.price:
            ask = QPushButton("What does it cost?")
            theme.set_kind(ask, "quiet", small=True)
            ask.setAccessibleName(f"What does it cost that {line.name} {line.said}?")
            ask.clicked.connect(lambda _on=False: price(line.key))
            ring = QHBoxLayout()
            spaced(ring, 0, margins=(RING, 0, 0, 0))
            ring.addWidget(ask)
            ring.addStretch(1)
            column.addLayout(ring)
