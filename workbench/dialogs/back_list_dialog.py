"""A list for another system: what it is to hold, its first rows, and who is left out, before it
is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.exchange.following import with_inputs
from models.exchange.reimport.back_list import BackList, back_list
from models.exchange.reimport.previous import previous_of, read_lists
from models.exchange.reimport.record_ids import id_input
from models.exchange.reimport.systems import (
    BAND,
    COLUMNS,
    GRADE,
    ID,
    NEXT_STEP,
    PROBABILITY,
    SCORE,
)
from models.exchange.reimport.telling import problems_of, sentences
from models.exchange.reimport.wishes import ListWishes
from models.leads.raw import RawTable
from models.leads.readers.contract import Progress
from models.problems import LeadbenchError, Problem
from models.scoring.file.scores_hash import chances_of
from widgets import theme
from widgets.back_list_form import BackListFacts, BackListForm
from widgets.inputs.label import Label
from widgets.progress import ProgressStrip
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.tables.record_table import RecordTable
from widgets.tables.records import RecordColumn, Records
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.dialogs.sheet import Sheet
from workbench.live_preview import Preview

FIRST_ROWS = 8
_WIDTHS = {ID: 190, SCORE: 60, BAND: 90, NEXT_STEP: 220}
_REST = 250
"""Milliseconds without a key before the list is made anew."""

Choose = Callable[[Callable[[Sequence[Path]], object]], None]
"""Asks for files and hands them on."""


@dataclass(frozen=True)
class _Asked:
    wishes: ListWishes
    before: tuple[Path, ...]


@dataclass(frozen=True, eq=False)
class Looked:
    """A list that can be written, with what is told of it. `tables`: those of `asked.before`."""

    asked: _Asked
    tables: tuple[RawTable, ...]
    back: BackList
    problems: tuple[Problem, ...]


class BackListDialog(Sheet):
    """Nothing is written and nothing remembered before it is accepted; then `looked` is the list
    and `wishes` what was wished. `before`: lists that were written before."""

    def __init__(
        self,
        parent: QWidget,
        preview: Preview,
        wishes: ListWishes,
        choose: Choose,
        rows: NDArray[np.intp] | None = None,
    ) -> None:
        super().__init__(
            parent,
            "List for another system",
            "Record id, score, band, grade, day and model, as the system takes them back; nothing "
            "else of anybody.",
            "Choose a file…",
        )
        self.setObjectName("back_list")
        self._preview, self._rows, self._choose = preview, rows, choose
        # The list names the model as its own file would: with the recipe that it reads by.
        named = with_inputs(preview.model, preview.leads.recipe)
        self._scored = replace(preview.scored, model=named)
        self.wishes = wishes
        self.before: tuple[Path, ...] = ()
        self.looked: Looked | None = None
        self._tables: tuple[tuple[Path, ...], tuple[RawTable, ...]] = ((), ())
        self.asking = Asking(self)
        self.asking.answered.connect(self._present)
        self.asking.failed.connect(self._refused)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_REST)
        self._wait.timeout.connect(self._ask)
        self._build()
        # The buttons below were there before what stands above them.
        for before, after in pairwise((self.whole, self.table, self.cancel, self.main)):
            self.setTabOrder(before, after)
        room = parent.size()
        self.resize(
            min(theme.px(1040), room.width() - theme.px(40)),
            min(theme.px(640), room.height() - theme.px(40)),
        )
        self.finished.connect(lambda _how: self.asking.finish())
        self._show_wishes()
        self._ask()
        self.form.system.setFocus()

    def _build(self) -> None:
        model = self._scored.model
        self.form = BackListForm(
            [item.name for item in self._preview.leads.recipe],
            [band.name for band in reversed(model.bands)],
            chances_of(model) is not None,
        )
        self.form.wished.connect(self._wished)
        self.changed = QPushButton("Only what changed since…")
        self.changed.setAutoDefault(False)
        self.changed.clicked.connect(lambda _on=False: self._choose(self.compare_with))
        self.whole = QPushButton("The whole list again")
        self.whole.setAutoDefault(False)
        theme.set_kind(self.whole, "quiet")
        self.whole.clicked.connect(lambda _on=False: self.compare_with(()))
        self.against = Label("", "text2", size=12, wrap=True)
        self.said = Label("", size=13, weight=600, wrap=True)
        self.table = RecordTable("The first rows of the list", self, row=28)
        self.left = Label("", "text2", size=12, wrap=True)
        self.progress = ProgressStrip()
        self.asking.progressed.connect(self.progress.present)
        self.asking.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self.asking.cancel)
        right = QVBoxLayout()
        spaced(right, 8)
        since = QHBoxLayout()
        spaced(since, 8)
        since.addWidget(self.changed)
        since.addWidget(self.whole)
        since.addStretch(1)
        right.addLayout(since)
        right.addWidget(self.against)
        right.addWidget(self.said)
        right.addWidget(self.table, 1)
        right.addWidget(self.left)
        right.addWidget(self.progress)
        both = QHBoxLayout()
        spaced(both, 16)
        both.addWidget(SideScroll(self.form), 4)
        both.addLayout(right, 7)
        self.content.addLayout(both, 1)
        self.main.setEnabled(False)

    # Wishing

    def _wished(self, wishes: ListWishes) -> None:
        self.wishes = wishes
        self._show_wishes()
        self.looked = None
        self.main.setEnabled(False)
        self._wait.start()

    def _show_wishes(self) -> None:
        try:
            field = id_input(self._preview.leads, self.wishes).name
        except LeadbenchError:  # said when the list is made
            field = ""
        model = self._scored.model
        shown = {
            GRADE: model.grade is not None,
            PROBABILITY: self.wishes.probability and chances_of(model) is not None,
            NEXT_STEP: any(text for _, text in self.wishes.next_steps),
        }
        columns = [column for column in COLUMNS if shown.get(column, True)]
        self.form.present(BackListFacts(self.wishes, field, columns))
        names = ", ".join(path.name for path in self.before)
        self.against.present(f"Compared with {names}" if names else "")
        self.against.setVisible(bool(names))
        self.whole.setVisible(bool(names))

    def compare_with(self, paths: Sequence[Path]) -> None:
        """Only what is other than these lists told, the oldest first; all where there are none."""
        self.before = tuple(paths)
        self.looked = None
        self.main.setEnabled(False)
        self._show_wishes()
        self._ask()

    # The list

    def _ask(self) -> None:
        asked = _Asked(self.wishes, self.before)
        scored, leads, rows = self._scored, self._preview.leads, self._rows
        known = self._tables

        def work(cancelled: Cancel, progress: Progress) -> object:
            paths, tables = known
            if paths != asked.before:
                tables = read_lists(asked.before, progress, cancelled)
            previous = previous_of(tables, asked.wishes) if asked.before else None
            back = back_list(scored, leads, asked.wishes, previous, rows)
            return Looked(asked, tables, back, problems_of(back, scored))

        self.asking.again()
        self.asking.ask(asked, work, "Making the list")

    def _present(self, found: object) -> None:
        if not isinstance(found, Looked) or found.asked != _Asked(self.wishes, self.before):
            return
        self.looked = found
        self._tables = (found.asked.before, found.tables)
        back = found.back
        self.said.present(" ".join(sentences(back)), "text")
        self.left.present("\n".join(problem.sentence() for problem in found.problems))
        self.left.setVisible(bool(found.problems))
        first = np.arange(min(FIRST_ROWS, len(back)), dtype=np.intp)
        rows = list(back.rows(first))
        self.table.present(
            Records(
                tuple(
                    RecordColumn(name, width=_WIDTHS.get(column, 110), right=column == SCORE)
                    for column, name in zip(back.columns, back.header, strict=True)
                ),
                first,
                lambda column, row: rows[row][column],
            )
        )
        self.main.setText("Choose a file…" if not self.wishes.per_band else "Choose a name…")
        self.main.setEnabled(True)

    def _refused(self, error: object) -> None:
        self.said.present(str(error), "err")
        self.left.present("")
        self.left.hide()
        self.table.present(None)
        self.main.setEnabled(False)
