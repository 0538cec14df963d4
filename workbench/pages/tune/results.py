"""What a tuning found, on the page Tune: the path, the chosen model, and what it would change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.leads.wording import count_of
from models.tuning.predictive.ceiling import Ceiling
from models.tuning.refusals import asked_by
from models.tuning.reins import Hold
from models.tuning.report import Change, Tuned, Turn
from models.tuning.sofar import Sofar
from models.tuning.wishes import Wishes
from widgets import theme
from widgets.card import Card
from widgets.chart_card import ChartCard
from widgets.charts.path_chart import PathChart
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from workbench.chosen_lines import ChosenLines
from workbench.chosen_rows import ChosenRows
from workbench.pages.tune.facts import changes_of
from workbench.pages.tune.paths import kept_words, path_so_far, path_value, untested
from workbench.pages.tune.records import change_records, figure_records
from workbench.pages.tune.taking import TuneTaking
from workbench.session import Session

LEAST = 205
"""The least height of the chart, and of what would change; a lower window scrolls."""
HOLDS = (("Lock", Hold.LOCK), ("Must stay", Hold.KEEP), ("Must not give points", Hold.FORBID))


class TuneResults(QWidget):
    """`size_picked(place)`, `card_picked(place)`: another model is to be looked at.

    `refused`: the changes that are not wanted have changed; `opened(key)`: the rule of a line;
    `held(key, hold)`: what may happen to a line in the next tuning; `choose_asked(words, rows)`:
    the leads of a line are to be chosen.
    """

    size_picked = Signal(int)
    card_picked = Signal(int)
    refused = Signal()
    opened = Signal(str)
    held = Signal(str, object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.refusals: set[str] = set()
        self.live = False
        self._changes: tuple[Change, ...] = ()
        self._wishes = Wishes()
        self._proposed: dict[str, str] = {}
        self._untouched = True
        self.path = PathChart()
        self.path.picked.connect(self.size_picked)
        self.said = Label("", weight=600, wrap=True)
        self.more = Label("", "text2", size=12, wrap=True)
        self.cards = ChoiceBox(name="Model of this size")
        self.cards.picked.connect(self._pick_card)
        self.figures = RecordTable("Figures of the chosen model", self, row=28)
        self.changes = RecordTable("What would change", self, row=28)
        self.changes.ticked.connect(self._tick)
        self.changes.record_opened.connect(self._open)
        self.changes.record_chosen.connect(lambda _record: self._offer_holds())
        self.changes.setToolTip(
            "Space takes or refuses a change, Enter shows the rule, Ctrl+Enter chooses its leads"
        )
        self._session, self.lines = session, ChosenLines(session)
        self._tuned: Tuned | None = None
        self._linked = ChosenRows(
            session,
            self.changes,
            self._leads_of,
            lambda place: self.lines.rows(self._changes[place].key),
            self.choose_asked.emit,
            opens=False,
            number=lambda place: self.lines.number(self._changes[place].key),
        )
        self.evidence = Label("", "text2", size=12, wrap=True, whole=True)
        self.taking = TuneTaking()
        self.holds = {hold: QPushButton(words) for words, hold in HOLDS}
        for hold, button in self.holds.items():
            theme.set_kind(button, "", small=True)
            button.setCheckable(True)
            button.clicked.connect(
                lambda on=False, hold=hold: self._hold(hold if on else Hold.FREE)
            )
        self._lay_out()

    def _lay_out(self) -> None:
        chosen = QWidget()
        column = QVBoxLayout(chosen)
        spaced(column, 6, margins=(0, 0, 0, 0))
        row = QHBoxLayout()
        spaced(row, 8, margins=(0, RING, 0, 0))
        self._of_size = Label("&Model of this size", "text2", size=12)
        self._of_size.setBuddy(self.cards)
        row.addWidget(self._of_size)
        row.addWidget(self.cards)
        row.addStretch(1)
        column.addWidget(self.said)
        column.addLayout(row)
        column.addWidget(self.figures)
        column.addWidget(self.more)
        column.addStretch(1)
        self._chosen_card = Card("Chosen", LowScroll(chosen))
        self._path_card = ChartCard(self.path)
        self._path_card.says.hide()  # the card beside it says what is chosen
        self.splitter = PageSplitter(
            self._path_card, self._chosen_card, lambda width: 0.36 * width, 320, 280, gap=12
        )
        self.splitter.setStretchFactor(0, 1)
        below = QWidget()
        lower = QVBoxLayout(below)
        spaced(lower, 4, margins=(0, 0, 0, 0))
        lower.addWidget(self.changes, 1)
        lower.addWidget(self.evidence)
        lower.addWidget(self.taking)
        self._changes_card = Card("What would change", below)
        for button in self.holds.values():
            self._changes_card.header.addWidget(button)
        inner = QWidget()
        right = QVBoxLayout(inner)
        spaced(right, 12, margins=(0, 0, 0, 0))
        right.addWidget(self.splitter, 5)
        right.addWidget(self._changes_card, 6)
        self._adopt()
        whole = QVBoxLayout(self)
        spaced(whole, 0, margins=(0, 0, 0, 0))
        whole.addWidget(LowScroll(inner))
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        """Room for a few lines and the chart at every size of words."""
        for part in (self.splitter, self._changes_card):
            part.setMinimumHeight(theme.px(LEAST))

    # Showing

    def present_so_far(self, sofar: Sofar) -> None:
        """Show what is found while the tuning runs; what was found before is of no use now."""
        self.live = True
        self._path_card.show()
        self.path.present(path_so_far(sofar))
        for card in (self._chosen_card, self._changes_card):
            card.hide()

    def present(
        self,
        tuned: Tuned,
        place: int,
        card: int,
        ceiling: Ceiling | None,
        wishes: Wishes,
        first: str,
    ) -> None:
        """Show a model of the path. `first`: what is said of the proposed size where another is."""
        size = tuned.sizes[place]
        tried = size.cards[card]
        self._wishes, self.live = wishes, False
        self._proposed = {one.key: asked_by(one.rule) for one in tuned.candidates}
        for shown in (self._chosen_card, self._changes_card):
            shown.show()
        best = None if ceiling is None else ceiling.auc
        value = path_value(tuned, place, card, best)
        self._path_card.setVisible(value is not None)
        self.path.present(value)
        self._chosen_card.title.setText(f"Chosen: {count_of(tried.size, 'line')}")
        against = tried.today
        self.said.present(size.sentence if against is None else against.sentence)
        self.cards.present(
            [(at, f"{at + 1} of {len(size.cards)}") for at in range(len(size.cards))], card
        )
        for widget in (self.cards, self._of_size):
            widget.setVisible(len(size.cards) > 1)
        records = figure_records(tuned.now, tried, best)
        self.figures.present(records)
        self.figures.setFixedHeight(theme.px(30 + 28 * len(records.rows) + 4))
        allowed = () if ceiling is None else ceiling.sentences
        differs = "" if tuned.beside is None else tuned.beside.warning
        told = (first, differs, kept_words(tuned), *allowed, size.sentence, *tuned.notes)
        self.more.present(" ".join(filter(None, told)))
        self._changes = changes_of(tuned, tried)
        if self._untouched and untested(tuned):
            self.refusals |= {one.key for one in self._changes if one.turn is not Turn.SAME}
        self._untouched = False
        self._tell_lines(tuned)
        held = {key: rein.hold for key, rein in wishes.reins}
        self.changes.present(change_records(self._changes, self.refusals, held, tried.size))
        self._offer_holds()

    # Choosing

    def forget(self) -> None:
        """Nothing was found, or another model is looked at."""
        self._untouched = True
        self._changes = ()
        self.refusals.clear()

    @property
    def turned(self) -> int:
        """How many lines would change."""
        return sum(change.turn is not Turn.SAME for change in self._changes)

    @property
    def accepted(self) -> int:
        """How many of these are not refused."""
        turned = (change for change in self._changes if change.turn is not Turn.SAME)
        return sum(change.key not in self.refusals for change in turned)

    def _pick_card(self, card: object) -> None:
        if isinstance(card, int):
            self.card_picked.emit(card)

    def _tick(self, record: int) -> None:
        if record < len(self._changes):
            self.refusals ^= {self._changes[record].key}
            self.refused.emit()

    def _open(self, record: int) -> None:
        if record < len(self._changes):
            self.opened.emit(self._changes[record].key)

    def _chosen_change(self) -> Change | None:
        place = self.changes.chosen()
        return self._changes[place] if place is not None and place < len(self._changes) else None

    def _hold(self, hold: Hold) -> None:
        change = self._chosen_change()
        if change is not None:
            self.held.emit(change.key, hold)

    def _tell_lines(self, tuned: Tuned) -> None:
        if tuned is not self._tuned and tuned.rows is not None:
            self._tuned, ground = tuned, tuned.ground
            pairs = zip(ground.lines, ground.bits, strict=True)
            bits = {line.key: planes[0] for line, planes in pairs}
            self.lines.present(tuned.rows, bits, self._session.leads)

    def _leads_of(self, record: int) -> str:
        change = self._changes[record] if record < len(self._changes) else None
        there = change is not None and change.hits.leads and self.lines.has(change.key)
        return f"hit by {change.name}" if change is not None and there else ""

    def _offer_holds(self) -> None:
        change = self._chosen_change()
        hold = Hold.FREE if change is None else self._wishes.rein(change.key).hold
        proposed = None if change is None else self._proposed.get(change.key.partition("/")[0])
        if proposed is not None:
            hold = Hold.FORBID if proposed in self._wishes.refused else Hold.FREE
        for one, button in self.holds.items():
            # A proposed rule has no points of today to keep, and is another one next time.
            button.setEnabled(change is not None and (proposed is None or one is Hold.FORBID))
            button.setChecked(one is hold)
        self.evidence.present("" if change is None else change.sentence)
