"""The page Programme: quests, badges and levels, what leads won by them, and one lead's ledger."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.game import GameFigures, evaluate_game, game_verdict
from models.evaluation.lead_list import LeadOrder
from models.leads.text import cleaned_key
from models.leads.wording import count_of, figure
from models.project.edits import ChangeGame
from models.scoring.bits import Bits, packed
from models.scoring.game_proposal import proposed_game
from models.scoring.ledger import Balances, EntryKind, balances_of, ledger_of
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.game_editor import GameEditor
from widgets.empty_state import EmptyState
from widgets.icons import icon
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter, panel
from widgets.spacing import spaced
from widgets.tables.record_table import RecordTable
from widgets.verdict import Verdict
from workbench.background import Background
from workbench.chosen import within
from workbench.chosen_lines import ChosenLines
from workbench.chosen_rows import ChosenRows
from workbench.lead_facts import LeadFacts
from workbench.lead_names import LeadNames
from workbench.live_preview import INLINE_LEADS, LivePreview, Preview
from workbench.pages.game.records import BALANCE, ledger_records, level_records, player_records
from workbench.session import Session

WORTH = (
    "Quests, badges and levels reward what leads do, in a ledger of their own. It stays apart from "
    "the score: who plays much need not be about to buy, and this page says whether they are."
)
NO_ACTIVITIES = "Quests are won by activities, and none are open. Open their file on the page Data."


class GamePage(QWidget):
    """Shows the settled preview; choosing, finding and sorting stay on the page."""

    lead_asked = Signal(int)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self._value: Preview | None = None
        self._balances: Balances | None = None
        self._figures: GameFigures | None = None
        self._facts: LeadFacts | None = None
        self._order: LeadOrder | None = None
        self._sorted_by = BALANCE
        self._counting = Background(self)
        self._counting.done.connect(self._counted)
        self._build()
        preview.evaluated.connect(self._evaluated)
        preview.emptied.connect(lambda: self._evaluated(None))
        session.project_changed.connect(lambda _before, _after: self._show_editor())
        session.leads_changed.connect(self._new_leads)
        session.lead_chosen.connect(self._lead_chosen)
        session.leads_chosen.connect(lambda _chosen: self._show_chosen())
        self._show()

    def _build(self) -> None:
        self.verdict = Verdict()
        self.levels = RecordTable("Levels", self, row=32)
        self.levels.setToolTip("Enter or a double click chooses the leads of a level on every page")
        self.lines = ChosenLines(self._session)
        self._linked = ChosenRows(
            self._session,
            self.levels,
            self._level_name,
            lambda place: self.lines.rows(str(place)),
            self.choose_asked.emit,
            number=lambda place: self.lines.number(str(place)),
        )
        self.only = QCheckBox("Only the chosen")
        self.only.setToolTip("List only the leads that are chosen")
        self.only.clicked.connect(lambda _on: self._list())
        self.only.hide()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find leads")
        self.search.setAccessibleName("Find leads in the programme")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(_glass(), QLineEdit.ActionPosition.LeadingPosition)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(self._list)
        self.search.textChanged.connect(self._wait.start)
        self.players = RecordTable("Leads by balance", self, row=38)
        self.players.sort_asked.connect(self._sort)
        self.players.record_chosen.connect(self._choose)
        self.players.record_opened.connect(self._open)
        self._of = Label("", size=13, weight=600, parent=self)
        self._sum = Label("", "text2", size=12, wrap=True, parent=self)
        self.ledger = RecordTable("Ledger of the chosen lead", self, row=34)
        self.editor = GameEditor()
        self.editor.edited.connect(self._session.apply)
        self.none = EmptyState("trophy", "No programme yet", WORTH, "Propose quests")
        self.none.asked.connect(self._begin)
        self.no_leads = EmptyState("trophy", "No leads yet", "Open a lead export to begin.", "")
        self._lay_out()
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        spaced(column, 12, margins=(16, 12, 16, 16))
        column.addWidget(self.verdict)
        column.addWidget(self.levels)
        below = QHBoxLayout()
        spaced(below, 12)
        people = QVBoxLayout()
        spaced(people, 8)
        finding = QHBoxLayout()
        spaced(finding, 8, margins=(0, 0, 0, 0))
        finding.addWidget(self.search, 1)
        finding.addWidget(self.only)
        people.addLayout(finding)
        people.addWidget(self.players, 1)
        one = QVBoxLayout()
        spaced(one, 4)
        one.addWidget(self._of)
        one.addWidget(self._sum)
        one.addWidget(self.ledger, 1)
        below.addLayout(people, 1)
        below.addLayout(one, 1)
        column.addLayout(below, 1)
        self.splitter = PageSplitter(left, self.editor, panel, 380, 340)
        self.splitter.setStretchFactor(0, 1)
        self.stack = QStackedWidget()
        for widget in (self.no_leads, self.none, self.splitter):
            self.stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _adopt(self) -> None:
        compact = self.height() < theme.px(700)
        self.verdict.set_size(15 if compact else 17)
        model = self._session.model
        levels = 4 if model is None or model.game is None else len(model.game.levels)
        shown = min(levels, 4 if compact else 8)
        self.levels.setFixedHeight(theme.px(30 + 32 * shown + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer levels at once in a small window."""
        super().resizeEvent(event)
        self._adopt()

    def finish(self) -> None:
        """Stop counting; before the application ends."""
        self._counting.finish()

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    # Showing

    def _new_leads(self) -> None:
        self._counting.cancel()
        self._value = self._balances = None
        self._show()

    def _evaluated(self, value: object) -> None:
        if value is not None and not (isinstance(value, Preview) and value.settled):
            return
        self._counting.cancel()  # an answer to what was before must not come after it
        self._value = value if isinstance(value, Preview) else None
        self._balances = None
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was evaluated while the page was hidden."""
        super().showEvent(event)
        if self._value is None and self._preview.last is not None and self._preview.last.settled:
            self._value = self._preview.last
        self._show_chosen()
        self._show()

    def _show(self) -> None:
        value, model = self._value, self._session.model
        if value is None or model is None:
            self.stack.setCurrentWidget(self.no_leads)
            for table in (self.levels, self.players, self.ledger):
                table.present(None)
            return
        self._show_editor()
        if model.game is None or value.model.game is None:
            return
        self._adopt()
        if self._balances is not None:
            self._list()
        elif len(value.leads) <= INLINE_LEADS:
            self._counted(_look(value))
        else:
            self._counting.run(lambda _cancelled, _progress: _look(value))

    def _counted(self, found: object) -> None:
        """Show the balances that were counted."""
        if not isinstance(found, tuple) or self._value is None:
            return
        figures: GameFigures
        self._balances, figures, bits = found
        self._figures = figures
        rows = self._value.by.rows
        every = np.arange(len(self._value.leads)) if rows is None else rows
        self.lines.present(every, bits, self._session.leads)
        self.verdict.present(*game_verdict(figures))
        self.levels.present(level_records(figures))
        self._list()

    def _list(self) -> None:
        value, balances = self._value, self._balances
        if value is None or balances is None:
            return
        names = LeadNames.of(value.leads)
        wanted = cleaned_key(self.search.text())
        if self._order is None or self._order.leads is not value.leads:
            self._order = LeadOrder(value.leads)
        records = player_records(
            balances,
            value.scored.scores,
            value.model,
            names,
            self._sorted_by,
            self._listed(wanted, self._order),
        )
        self.players.present(records)
        place = value.by.place_of(self._session.lead)
        self.players.choose(place)  # the lead of the page Leads, if it is listed
        if self.players.chosen() is None and len(records.rows):
            self.players.choose(int(records.rows[0]))
        self._show_ledger()

    def _listed(self, wanted: str, order: LeadOrder) -> NDArray[np.bool_] | None:
        """Which leads are listed; None: all of them."""
        found = order.found(wanted) if wanted else None
        chosen, value = self._session.chosen, self._value
        if chosen is None or value is None or not self.only.isChecked():
            return found
        mask = within(chosen, value.by)
        return mask if found is None else found & mask

    # Chosen leads

    def _level_name(self, place: int) -> str:
        levels = () if self._figures is None else self._figures.levels
        there = place < len(levels) and levels[place].tally.leads and self.lines.has(str(place))
        return f"level {levels[place].level.name}" if there else ""

    def _show_chosen(self) -> None:
        """A list of the chosen leads follows them; of none it is of all again."""
        some = self._session.chosen is not None
        listed = self.only.isChecked()
        self.only.setVisible(some)
        if not some:
            self.only.setChecked(False)
        if listed and self.isVisible():
            self._list()

    def _sort(self, key: str) -> None:
        self._sorted_by = key
        self._list()

    def _choose(self, lead: int) -> None:
        if self._value is not None:
            self._session.choose_lead(self._value.by.row_at(lead))
        self._show_ledger()

    def _open(self, lead: int) -> None:
        if self._value is not None:
            self.lead_asked.emit(self._value.by.row_at(lead))

    def _lead_chosen(self, lead: int) -> None:
        """Another page chose a lead."""
        place = -1 if self._value is None else self._value.by.place_of(lead)
        if self.isVisible() and place != self.players.chosen():
            self.players.choose(place)
            self._show_ledger()

    def _show_ledger(self) -> None:
        value, balances, lead = self._value, self._balances, self.players.chosen()
        if value is None or balances is None or lead is None:
            self.ledger.present(None)
            self._of.present("No lead is found")
            self._sum.present("")
            return
        game, scored = balances.game, value.scored
        lines = ledger_of(game, scored.masks, scored.sight, lead)
        self._of.present(f"Ledger of {LeadNames.of(value.leads).of_row(lead)[0]}")
        quests = sum(line.kind is EntryKind.QUEST for line in lines)
        badges = sum(line.kind is EntryKind.BADGE for line in lines)
        told = f"{count_of(quests, 'quest')}, {count_of(badges, 'badge')}"
        self._sum.present(f"{told}: a balance of {figure(lines[-1].balance)}.")
        self.ledger.present(ledger_records(lines, game))

    # The programme

    def _show_editor(self) -> None:
        """One of the three states: no leads, no programme, the programme with its editor."""
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None or self._value is None:
            return
        self.stack.setCurrentWidget(self.none if model.game is None else self.splitter)
        if model.game is not None:
            self.editor.present(model, self._around())

    def _around(self) -> Around:
        leads = self._session.leads
        if leads is None:
            return Around()
        if self._facts is None or self._facts.leads is not leads:
            self._facts = LeadFacts(leads)
        return Around(activities=self._facts.activities)

    def _begin(self) -> None:
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None:
            return
        game = proposed_game(leads.activities)
        if game is None:
            self.none.present("No activities yet", NO_ACTIVITIES)
            return
        self._session.apply(ChangeGame(model.id, game))


def _glass() -> QIcon:
    return icon("search", "text3")


def _look(value: Preview) -> tuple[Balances, GameFigures, dict[str, Bits]] | None:
    """The balances of a preview's leads, their figures, and who is of each level."""
    game, scored = value.model.game, value.scored
    if game is None:
        return None
    balances = balances_of(game, scored.masks, scored.sight)
    bits = {str(place): packed(balances.level == place) for place in range(len(game.levels))}
    return balances, evaluate_game(balances, scored.scores, value.leads.outcome), bits
