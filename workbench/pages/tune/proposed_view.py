"""The side of the page Tune with rules that the history proposes, to accept, edit or refuse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.evaluation.guard.stopping import Stopped
from models.leads.readers.contract import Cancelled, Progress
from models.leads.wording import count_of
from models.project.edits import AcceptProposed, ChangeWishes
from models.tuning.candidate import Candidate
from models.tuning.candidates.accepted import accepted
from models.tuning.refusals import asked_by
from models.tuning.wishes import Wishes
from widgets import theme
from widgets.card import Card
from widgets.fold import Fold
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter, panel
from widgets.refused_list import RefusedList
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.background import Cancel
from workbench.chosen_lines import ChosenLines
from workbench.chosen_rows import ChosenRows
from workbench.looked_at import LookedAt
from workbench.pages.tune.proposed_facts import (
    Found,
    Proposed,
    asked_of,
    evidence_words,
    found_of,
    left_out_words,
    proposed_of,
    repeat_words,
    repeats_of,
    verdict_of,
)
from workbench.pages.tune.proposed_records import SURE, proposed_records
from workbench.pages.tune.side_view import SideView
from workbench.session import Session

_HINT = "Space ticks a rule, Enter edits it, Delete refuses it, Ctrl+Enter chooses its leads"


class ProposedView(SideView):
    """What is proposed is worked out when the side is first seen, and again when it rests on
    something else."""

    def __init__(self, session: Session, looked: LookedAt) -> None:
        """`looked` keeps what is derived of the leads, for all sides."""
        super().__init__(session, "Looking for rules", "Not looked")
        self._looked = looked
        self.found: Found | None = None
        self.rows: tuple[Proposed, ...] = ()
        self._ticked: set[str] = set()
        self._sort, self._backwards = SURE, False
        self._chosen = ""
        self._build()
        self.frame()
        self.refresh()

    # Building

    def _build(self) -> None:
        self.accepting = QPushButton("Accept")
        theme.set_kind(self.accepting, "main")
        self.accepting.clicked.connect(lambda _on=False: self.accept())
        self.head.addWidget(self.accepting)
        self.table = RecordTable("Proposed rules", self, row=36)
        self.table.setToolTip(_HINT)
        self.table.ticked.connect(self._tick)
        self.table.record_chosen.connect(self._choose)
        self.table.record_opened.connect(self._edit)
        self.table.sort_asked.connect(self._sort_by)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self._do(self._refuse))
        self.lines = ChosenLines(self.session)
        self._linked = ChosenRows(
            self.session,
            self.table,
            self._leads_words,
            lambda place: self.lines.rows(self.rows[place].key),
            self.choose_asked.emit,
            opens=False,
            number=lambda place: self.lines.number(self.rows[place].key),
        )
        self.own = QCheckBox("Show your own rules among them")
        self.own.setChecked(True)
        self.own.toggled.connect(lambda _on: self._list())
        self.name = Label("", weight=600, wrap=True)
        self.evidence = Label("", "text2", size=12, wrap=True)
        self.editing = QPushButton("Edit\u2026")
        self.refusing = QPushButton("Refuse")
        self.choosing = QPushButton("Choose its leads")
        for button, do in (
            (self.editing, self._edit),
            (self.refusing, self._refuse),
            (self.choosing, self._ask_leads),
        ):
            theme.set_kind(button, "", small=True)
            button.clicked.connect(lambda _on=False, do=do: self._do(do))
        self.refused_head = Label("Refused", weight=600)
        self.refused = RefusedList()
        self.refused.welcomed.connect(lambda words: self._wish(words, refused=False))
        self.left_head = Label("Left out, and why", weight=600)
        self.left_out = Label("", "text2", size=12, wrap=True)
        self.same = Fold("Says the same as another")
        self._lay_out()

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 8, margins=(RING, RING, 4, RING))
        buttons = QHBoxLayout()
        spaced(buttons, 6, margins=(0, 0, 0, 0))
        for button in (self.editing, self.refusing, self.choosing):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.evidence)
        column.addLayout(buttons)
        for head, body in (
            (self.refused_head, self.refused),
            (self.left_head, self.left_out),
        ):
            column.addSpacing(6)
            column.addWidget(head)
            column.addWidget(body)
        column.addWidget(self.same)
        column.addStretch(1)
        left = QWidget()
        listed = QVBoxLayout(left)
        spaced(listed, 6, margins=(0, 0, 0, 0))
        listed.addWidget(self.table, 1)
        listed.addWidget(self.own)
        card = Card("", SideScroll(side))
        card.title.hide()
        self.splitter.deleteLater()
        self.splitter = PageSplitter(left, card, panel, 560, 280, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self.column.addWidget(self.splitter, 1)

    # Asking

    @property
    def wishes(self) -> Wishes:
        """What is wished of the model on screen."""
        project, model = self.session.project, self.session.model
        return Wishes() if project is None or model is None else project.wishes_of(model.id)

    def refresh(self) -> None:
        """Show what there is now, and look for rules if what they rest on has changed."""
        asked = asked_of(self.session, self._looked)
        if asked is None:
            self.asking.forget()
            self.found = None
            return
        if self.found is not None and self.found.asked.model.id != asked.model.id:
            self.found = None
        if not self.show_body():
            return
        if self.found is not None and self.found.asked == asked:
            self.asking.forget()
            self._list()
            return

        def work(cancelled: Cancel, _progress: Progress) -> object:
            try:
                return found_of(asked, cancelled)
            except Stopped:
                raise Cancelled from None

        if self.asking.ask(asked, work, "Looking for rules"):
            self.doing()
        self._list()

    def answered(self, found: object) -> None:
        """Present what was found; ticks of rules that are found again stay."""
        if isinstance(found, Found):
            names = self._names()
            self.found = found
            self._ticked = {one.key for one in found.proposals.candidates if one.rule.name in names}
            self._list()

    def _names(self) -> set[str]:
        """The ticked rules, by their words: keys are other ones in every answer."""
        candidates = () if self.found is None else self.found.proposals.candidates
        return {one.rule.name for one in candidates if one.key in self._ticked}

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self.found = None
        self._ticked.clear()
        super().new_leads()

    # Showing

    @property
    def stale(self) -> bool:
        """Whether what is shown rests on something that has changed since."""
        return self.found is None or self.found.asked != asked_of(self.session, self._looked)

    def _list(self) -> None:
        found, refused = self.found, self.wishes.refused
        self.rows = () if found is None else proposed_of(found, refused, own=self.own.isChecked())
        if found is None:
            self.table.present(None)
        else:
            self.lines.present(found.rows, found.lines, found.asked.leads)
            self.table.present(
                proposed_records(
                    self.rows, self._ticked, self._sort, backwards=self._backwards, stale=self.stale
                )
            )
            if not self.stale:
                offered = [row.candidate for row in self.rows if row.candidate is not None]
                sure = sum(one.sure for one in offered)
                self.verdict.present(*verdict_of(found, len(offered), sure))
        at = next((at for at, row in enumerate(self.rows) if row.key == self._chosen), None)
        if at is None:
            self.table.setCurrentIndex(QModelIndex())
        else:
            self.table.choose(at, scroll=False)
        self.left_out.present("" if found is None else left_out_words(found.proposals))
        for widget in (self.left_head, self.left_out):
            widget.setVisible(bool(self.left_out.text()))
        if found is None:
            self.same.present(())
        else:
            told = found.proposals
            self.same.present(repeat_words(told), repeats_of(told))
        self.refused.present(refused)
        self.refused_head.setVisible(bool(refused))
        self.refused.setVisible(bool(refused))
        self._say()

    def _say(self) -> None:
        row = self._row()
        self.name.present("Choose a rule to see what it rests on" if row is None else row.name)
        self.evidence.present(_HINT + "." if row is None else evidence_words(row))
        candidate = None if row is None else row.candidate
        stale = self.stale
        self.editing.setEnabled(row is not None and not (stale and candidate is not None))
        self.editing.setText("Accept and edit" if candidate is not None else "Edit")
        self.refusing.setEnabled(candidate is not None)
        self.choosing.setEnabled(row is not None and bool(self._words_of(row)))
        number = len(self.ticked())
        self.accepting.setText(f"Accept {count_of(number, 'rule')}" if number else "Accept")
        self.accepting.setEnabled(bool(number) and not stale)

    def _row(self) -> Proposed | None:
        return next((row for row in self.rows if row.key == self._chosen), None)

    def ticked(self) -> list[Candidate]:
        """The candidates that would be accepted."""
        every = (row.candidate for row in self.rows)
        return [one for one in every if one is not None and one.key in self._ticked]

    # Choosing

    def _choose(self, place: int) -> None:
        if place < len(self.rows):
            self._chosen = self.rows[place].key
            self._say()

    def _tick(self, place: int) -> None:
        candidate = self.rows[place].candidate if place < len(self.rows) else None
        if candidate is not None:
            self._ticked ^= {candidate.key}
            self._list()

    def _sort_by(self, key: str) -> None:
        self._backwards = key == self._sort and not self._backwards
        self._sort = key
        self._list()

    def _leads_words(self, place: int) -> str:
        return self._words_of(self.rows[place]) if place < len(self.rows) else ""

    def _words_of(self, row: Proposed) -> str:
        """Which leads a row has to choose: of those that teach, as many as it counts."""
        there = self.lines.has(row.key) and row.evidence.having.known
        return f"hit by {row.name}" if there else ""

    def _ask_leads(self, place: int) -> None:
        words = self._leads_words(place)
        if words:
            self.choose_asked.emit(words, self.lines.rows(self.rows[place].key))

    def _do(self, do: object) -> None:
        place = next((at for at, row in enumerate(self.rows) if row.key == self._chosen), None)
        if place is not None and callable(do):
            do(place)

    # Taking

    def accept(self) -> None:
        """Add the ticked rules to their groups, as one step."""
        self._accept(self.ticked())

    def _accept(self, candidates: Sequence[Candidate]) -> str:
        """The id of the first rule that came; "" where none did."""
        model = self.session.model
        if model is None or not candidates or self.stale:
            return ""
        groups = accepted(model, candidates)
        self._ticked -= {one.key for one in candidates}
        self.session.apply(AcceptProposed(model.id, groups))
        return groups[0].rules[0].id

    def _edit(self, place: int) -> None:
        row = self.rows[place] if place < len(self.rows) else None
        if row is None:
            return
        if row.candidate is not None:
            rule = self._accept([row.candidate])
        else:
            rule = "" if row.line is None else row.line.rule
        if rule:
            self.rule_asked.emit(rule)

    def _refuse(self, place: int) -> None:
        row = self.rows[place]
        if row.candidate is not None:
            self._ticked.discard(row.candidate.key)
            self._wish(asked_by(row.candidate.rule), refused=True)

    def _wish(self, words: str, *, refused: bool) -> None:
        model = self.session.model
        if model is not None:
            wishes = self.wishes.refusing(words, refused=refused)
            self.session.apply(ChangeWishes(model.id, wishes))
