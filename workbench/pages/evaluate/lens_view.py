"""The rules under the lens, on the page Evaluate: all of them, and the chosen one in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.lens import sentence
from models.evaluation.lens.finding import ORDER
from models.evaluation.lens.lens import Evidence, Lens, lens_of
from models.evaluation.lens.rest import rest_words
from models.leads.readers.contract import Cancelled, Progress
from models.leads.wording import both_ends, count_of
from widgets import theme
from widgets.inputs.label import Label
from widgets.inputs.tools import quiet_button
from widgets.page_splitter import PageSplitter
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.pages.evaluate.lens_records import (
    IN_ORDER,
    MEANINGS,
    block_records,
    lens_records,
    overlap_records,
)
from workbench.pages.evaluate.rows import Evaluated

WIDE = 930
"""Of a table that has room for all columns."""
WIDE_PARTS = 440
"""Of the table over time that has room for the first and the last day of a part."""
MOST_CUT = 2
"""Rules of which the line under the table says that not all of their values are looked at."""
MOST_OVERLAPS = 6
"""Other rules that are shown without scrolling."""


class LensView(QWidget):
    """Looks at the rules when it is shown. `told(first, second)`: the verdict, or that it works."""

    told = Signal(str, str)
    rule_asked = Signal(str)
    choose_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._of: Evaluated | None = None
        self._asked: Evaluated | None = None
        # What the lens that is shown was looked at on; another may be asked about by now.
        self._seen: Evaluated | None = None
        self.found: Lens | None = None
        self._sort, self._downwards, self._wide = IN_ORDER, False, False
        self._whole_days = False
        self._told: int | None = None
        """The line that is told of at the right."""
        self.asking = Asking(self)
        self.asking.answered.connect(self._answered)
        self.asking.finished.connect(self._over)
        self.verdict = ("", "")
        self._build()

    def _build(self) -> None:
        self.table = RecordTable("Rules under the lens", self, row=28)
        self.table.record_chosen.connect(self._choose)
        self.table.record_opened.connect(self._open)
        self.table.sort_asked.connect(self._sort_by)
        self.table.setToolTip("Enter or a double click opens a rule on the page Model")
        self.note = Label("", "text3", size=12, wrap=True)
        left = QWidget()
        under = QVBoxLayout(left)
        spaced(under, 6, margins=(0, 0, 0, 0))
        under.addWidget(self.table, 1)
        under.addWidget(self.note)
        self.name = Label("", weight=600, size=15, wrap=True)
        self.finding = Label("", wrap=True)
        self.said = Label("", "text2", size=12, wrap=True)
        self.odds = Label("", "text2", size=12, wrap=True)
        self.steady = Label("", "text2", size=12, wrap=True)
        self.overlap = Label("", "text2", size=12, wrap=True)
        self.blocks = RecordTable("The rule over time", self, row=26)
        self.overlaps = RecordTable("Rules that hit the same leads", self, row=26)
        self.overlaps.record_opened.connect(self._go)
        self.overlaps.setToolTip(
            "Enter or a double click goes to that rule, Ctrl+Enter chooses the leads that both hit"
        )
        self.blocks.installEventFilter(self)
        self.blocks.fit_rows()
        self.overlaps.fit_rows(MOST_OVERLAPS)
        self.blocks.setToolTip("Enter or a double click chooses the leads of the rule in a part")
        self.open = quiet_button("Open the rule", "tune")
        self.open.clicked.connect(lambda _on=False: self._open(self.table.chosen()))
        panel = QWidget()
        column = QVBoxLayout(panel)
        spaced(column, 8, margins=(RING, RING, RING + 1, RING))
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.open)
        column.addLayout(head)
        said = (self.finding, self.said, self.odds, self.steady)
        self._labels = (self.name, *said, self.overlap)
        for part in (*said, self.blocks, self.overlap, self.overlaps):
            column.addWidget(part)
        column.addStretch(1)
        self.splitter = PageSplitter(
            left, SideScroll(panel), lambda width: 0.3 * width, 560, 320, gap=12
        )
        self.splitter.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        spaced(whole, 0, margins=(0, 0, 0, 0))
        whole.addWidget(self.splitter)
        self.note.present(MEANINGS)
        self.table.installEventFilter(self)
        self._say(None)

    # What is looked at

    def present(self, of: Evaluated | None) -> None:
        """Look at the rules of another evaluation; None: there is none."""
        self._of = of
        if of is None:
            self.found = None
            self.asking.forget()
            self.table.present(None)
            self._say(None)
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was evaluated while this was hidden."""
        super().showEvent(event)
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """More columns where the table has room for them."""
        if watched is self.table and event.type() == QEvent.Type.Resize:
            wide = self.table.width() >= theme.px(WIDE)
            if wide != self._wide:
                self._wide = wide
                self._list()
        if watched is self.blocks and self._wide_parts() != self._whole_days:
            self._show_parts()
        return super().eventFilter(watched, event)

    def begin_again(self) -> None:
        """Look at what was stopped."""
        self.asking.again()
        self._ask()

    def _ask(self) -> None:
        of = self._of
        if of is None or not self.isVisible() or self.asking.stopped:
            return

        def work(cancelled: Cancel, progress: Progress) -> Lens:
            def step(what: str, at: int, number: int) -> None:
                if cancelled():
                    raise Cancelled
                progress(what, at, number)

            return lens_of(of.scored, of.history.looked.codes, of.leads.created, step)

        self._asked = of
        if self.asking.ask(of, work, "Looking at the rules"):
            self._tell("Looking at the rules\u2026", "")

    def _over(self) -> None:
        if self.asking.stopped:
            self._tell("The rules were not looked at: it was stopped.", "Begin again to see them.")

    def _tell(self, first: str, second: str) -> None:
        self.verdict = (first, second)
        self.told.emit(first, second)

    def _answered(self, found: object) -> None:
        if not isinstance(found, Lens):
            return
        self.found, self._seen, self._told = found, self._asked, None
        cut = [found.lines[place].line for place in found.rules if found.lines[place].line.rest]
        said = [f"{line.rule.name}: {rest_words(line)}" for line in cut[:MOST_CUT]]
        if len(cut) > MOST_CUT:
            said.append(f"So it is for {count_of(len(cut) - MOST_CUT, 'other rule')}.")
        self.note.present(" ".join([MEANINGS, *said]))
        self._list()
        chosen = self.table.chosen()
        if chosen is None and found.lines:
            chosen = first_to_see(found)
            self.table.choose(chosen)
        self._say(chosen)
        self._tell(*sentence.verdict(found))

    # Showing

    def _list(self) -> None:
        if self.found is not None:
            self.table.present(
                lens_records(self.found, self._sort, downwards=self._downwards, wide=self._wide)
            )

    def _sort_by(self, key: str) -> None:
        # What is looked for first is the greatest; the order of the model begins at the top.
        self._downwards = not self._downwards if key == self._sort else key != IN_ORDER
        self._sort = key
        self._list()

    def _say(self, place: int | None) -> None:
        lens = self.found
        found = None if lens is None or place is None else lens.lines[place]
        self._told = None if found is None else place
        for part in (self.open, self.blocks, self.overlaps):
            part.setVisible(found is not None)
        if lens is None or found is None or place is None:
            for label in self._labels:
                label.present("")
            return
        self.name.present(both_ends(found.line.name, 120))
        self.name.setToolTip(found.line.name)
        self.finding.present(
            sentence.finding(found) if found.line.whole else sentence.of_entries(lens, place)
        )
        self.said.present(sentence.loses(found.without, lens.mql.known, lens.mql.converted))
        self.odds.present(f"{sentence.odds(found)} {sentence.information(found)}")
        self.steady.present(sentence.steady(lens, found))
        self._show_parts()
        rule = rule_of(lens, found)
        self.overlap.present(sentence.overlap(lens, rule))
        self.overlaps.present(overlap_records(lens, rule))
        self.overlaps.setVisible(bool(rule.overlaps))
        self.blocks.setVisible(self.blocks.model().rowCount() > 0)

    def _wide_parts(self) -> bool:
        return self.blocks.width() >= theme.px(WIDE_PARTS)

    def _show_parts(self) -> None:
        """The shown line over time."""
        place, lens = self._told, self.found
        if lens is not None and place is not None:
            self._whole_days = self._wide_parts()
            self.blocks.present(block_records(lens, lens.lines[place], wide=self._whole_days))

    # Choosing

    def _choose(self, place: int) -> None:
        """Show the line, and tell every other page its leads."""
        self._say(place)
        if self.found is not None and self._seen is not None and place < len(self.found.lines):
            self.choose_asked.emit(self.name_of(place), self.rows_of(place))

    def name_of(self, place: int) -> str:
        """Which leads a line has."""
        return "" if self.found is None else f"rule {self.found.lines[place].line.name}"

    def rows_of(self, place: int) -> NDArray[np.intp]:
        """The rows, among all leads, of those that a line gives points to."""
        if self.found is None or self._seen is None:
            return np.empty(0, dtype=np.intp)
        return self._seen.among_all(self.found.rows(place))

    def shared_name(self, other: int) -> str:
        """Which leads the shown rule shares with another one."""
        place, found = self._told, self.found
        if found is None or place is None:
            return ""
        names = rule_of(found, found.lines[place]).line.rule.name, found.lines[other].line.rule.name
        return f"hit by {names[0]} and {names[1]}"

    def shared_rows(self, other: int) -> NDArray[np.intp]:
        """The leads with a known outcome that the shown rule and another one hit."""
        place, found, of = self._told, self.found, self._seen
        if found is None or place is None or of is None:
            return np.empty(0, dtype=np.intp)
        mine = place_of_rule(found, found.lines[place])
        return of.among_all(found.rows_shared(mine, other))

    def block_name(self, block: int) -> str:
        """Which leads the shown line has in a part of the leads."""
        place, found = self._told, self.found
        stability = None if found is None or place is None else found.lines[place].stability
        if place is None or stability is None:
            return ""
        return f"{self.name_of(place)}, created {stability.blocks[block].name}"

    def block_rows(self, block: int) -> NDArray[np.intp]:
        """The leads with a known outcome that the shown line hits in a part of the leads."""
        place, found, of = self._told, self.found, self._seen
        if found is None or place is None or of is None:
            return np.empty(0, dtype=np.intp)
        return of.among_all(found.rows_in_block(place, block))

    def _open(self, place: int | None) -> None:
        if self.found is not None and place is not None:
            self.rule_asked.emit(self.found.lines[place].line.rule.id)

    def _go(self, place: int) -> None:
        """Choose another rule of the same list."""
        self.table.choose(place)
        self._choose(place)


def first_to_see(lens: Lens) -> int:
    """The line that is shown first: the gravest."""
    return min(range(len(lens.lines)), key=lambda place: ORDER.index(lens.lines[place].finding))


def rule_of(lens: Lens, found: Evidence) -> Evidence:
    """The whole rule of a line."""
    return lens.lines[place_of_rule(lens, found)]


def place_of_rule(lens: Lens, found: Evidence) -> int:
    """The place of the whole rule of a line."""
    wanted = found.line.rule.id
    return next(place for place in lens.rules if lens.lines[place].line.rule.id == wanted)
