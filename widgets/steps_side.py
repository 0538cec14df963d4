"""The next steps of one lead: plans that take it to a band, and what is not known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets import theme
from widgets.card import Card
from widgets.flowing_text import FlowingText, Run
from widgets.icons import icon
from widgets.inputs.choice_box import ChoiceBox
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.verdict import Verdict


@dataclass(frozen=True)
class StepLine:
    """A step and how often it is seen: "89 of 3,488"."""

    words: str
    seen: str


@dataclass(frozen=True)
class PlanLines:
    """A plan: where it leads, its steps, how often leads like it take them all."""

    head: str
    steps: tuple[StepLine, ...]
    share: str


@dataclass(frozen=True)
class ReachLine:
    """Something that could be done: its mark, its name, whether it is within reach."""

    mark: str
    name: str
    within: bool


@dataclass(frozen=True)
class StepsView:
    """All that is shown. `targets`: bands above by position. `missing`: blank fields, and what
    knowing them may do."""

    targets: tuple[tuple[int, str], ...]
    target: int
    first: str
    second: str = ""
    plans: tuple[PlanLines, ...] = ()
    missing: tuple[StepLine, ...] = ()
    reach: tuple[ReachLine, ...] = ()
    how: str = ""


class StepsSide(QWidget):
    """Emits `target_picked` (a band), `plan_asked` (number of a plan to try), `reach_asked` (a
    mark, whether it is within reach)."""

    target_picked = Signal(object)
    plan_asked = Signal(int)
    reach_asked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value: StepsView | None = None
        self.target = ChoiceBox(name="The band to reach")
        self.target.picked.connect(self.target_picked)
        self._to = QLabel("To")
        self.reach = QPushButton("What can be done")
        self.reach.setToolTip("Which steps are within reach; what nobody can do is left out")
        self.reach.setMenu(QMenu(self.reach))
        self.reach.setProperty("menu", "true")
        theme.set_kind(self.reach, "", small=True)
        self.reach.menu().setToolTipsVisible(True)
        self.reach.menu().aboutToShow.connect(self._fill_reach)
        self.verdict = Verdict(size=13)
        self._plans: list[_PlanCard] = []
        self._missing_head = QLabel("What is not known of it")
        self._missing = _Lines()
        self.how = FlowingText(11, most=16)
        self._lay_out()
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._to)
        top.addWidget(self.target)
        top.addStretch(1)
        top.addWidget(self.reach)
        self._top = top
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.addWidget(self.verdict)
        self._inside.addWidget(self._missing_head)
        self._inside.addWidget(self._missing)
        self._inside.addWidget(self.how)
        self._inside.addStretch(1)
        scroll = SideScroll(inside)
        scroll.setAccessibleName("Next steps")
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        spaced(column, margins=(RING, RING, RING, RING))
        column.addLayout(top)
        column.addWidget(scroll, 1)
        self._column = column

    def _adopt(self) -> None:
        px = theme.px
        self._column.setSpacing(px(8))
        self._top.setSpacing(px(6))
        self._inside.setContentsMargins(0, 0, px(8), 0)
        self._inside.setSpacing(px(8))
        self._missing_head.setFont(theme.font(12, 600))
        self._to.setFont(theme.font(12))
        if self.value is not None:
            self._say(self.value)

    def present(self, value: StepsView | None) -> None:
        """Show other steps; None: they are looked for."""
        self.value = value
        self.reach.setEnabled(value is not None and bool(value.reach))
        if value is not None:
            self.target.present(value.targets, value.target)
            self._say(value)
            return
        self.verdict.present("Looking for steps…")
        for card in self._plans:
            card.hide()
        for widget in (self._missing_head, self._missing):
            widget.hide()

    def _say(self, value: StepsView) -> None:
        several = bool(value.targets)
        self.target.setVisible(several)
        self._to.setVisible(several)
        self.verdict.present(value.first, value.second)
        while len(self._plans) < len(value.plans):
            number = len(self._plans)
            card = _PlanCard()
            card.asked.connect(partial(self.plan_asked.emit, number))
            self._inside.insertWidget(1 + number, card)
            self._plans.append(card)
        for place, card in enumerate(self._plans):
            card.setVisible(place < len(value.plans))
            if place < len(value.plans):
                card.present(place, value.plans[place])
        self._missing.present(value.missing)
        for widget in (self._missing_head, self._missing):
            widget.setVisible(bool(value.missing))
        self.how.set_runs([Run(value.how, 400, "text2")] if value.how else [])

    def _fill_reach(self) -> None:
        menu = self.reach.menu()
        menu.clear()
        for line in self.value.reach if self.value is not None else ():
            action = menu.addAction(line.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(line.within)
            action.toggled.connect(partial(self.reach_asked.emit, line.mark))


class _Lines(QWidget):
    """Words with a figure at the right of each, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[FlowingText, QLabel]] = []
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        for _words, side in self._rows:
            side.setFont(theme.font(12, tabular=True))
            side.setContentsMargins(0, theme.px(3), 0, 0)
            palette = side.palette()
            palette.setColor(QPalette.ColorRole.WindowText, theme.current().color("text2"))
            side.setPalette(palette)

    def present(self, lines: Sequence[StepLine]) -> None:
        """Show these lines."""
        while len(self._rows) < len(lines):
            words, side = FlowingText(12, most=3), QLabel()
            side.setTextFormat(Qt.TextFormat.PlainText)
            side.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            side.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            row = len(self._rows)
            self._grid.addWidget(words, row, 0)
            self._grid.addWidget(side, row, 1)
            self._rows.append((words, side))
            self._adopt()
        for place, (words, side) in enumerate(self._rows):
            shown = place < len(lines)
            words.setVisible(shown)
            side.setVisible(shown)
            if shown:
                words.set_runs([Run(lines[place].words)])
                side.setText(lines[place].seen)


class _PlanCard(QWidget):
    """One plan, and a button that tries it."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._head = FlowingText(13, most=2)
        self._lines = _Lines()
        self._share = FlowingText(12, most=2)
        self.button = QPushButton("Try it")
        theme.set_kind(self.button, "", small=True)
        self.button.clicked.connect(lambda: self.asked.emit())
        body = QWidget()
        column = QVBoxLayout(body)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._lines)
        column.addWidget(self._share)
        self._column = column
        card = Card()
        card.set_whole(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        px = theme.px
        self._column.setContentsMargins(px(10), px(8), px(10), px(8))
        self._column.setSpacing(px(4))
        self.button.setIcon(icon("pencil"))

    def present(self, place: int, plan: PlanLines) -> None:
        """Show a plan."""
        self._head.set_runs([Run(plan.head, 600)])
        self._lines.present(plan.steps)
        self._share.set_runs([Run(plan.share, 400, "text2")])
        steps = ", ".join(line.words for line in plan.steps)
        self.button.setAccessibleName(f"Try plan {place + 1}: {steps}")
        self.button.setToolTip("Put these steps into Try; nothing is changed in the table")
