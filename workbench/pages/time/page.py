"""The page Over time: what the model would have said on every past day, of all and of one lead."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.lead_path import LeadPath, path_of
from models.evaluation.replay import (
    WEEK,
    Moves,
    days_between,
    first_day,
    rows_on,
)
from models.evaluation.replay_words import replay_verdict
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import CONVERTED, Leads
from models.leads.text import cleaned_key
from models.leads.wording import day_words
from models.project.edits import ChangeModel
from models.scoring.accounts import raises_scores
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.band_history import BandHistory, band_words
from widgets.charts.score_path import ScorePath
from widgets.charts.score_path_value import ScorePathValue
from widgets.empty_state import EmptyState
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.marks import mark_wrong
from widgets.progress import ProgressStrip
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.verdict import Verdict
from workbench.background import Background
from workbench.chosen import Chosen
from workbench.lead_names import LeadNames
from workbench.live_preview import LivePreview
from workbench.pages.time.replays import Replayed, Replays, asked_of, is_dated, last_day, usual_step
from workbench.session import Session

NO_LEADS, NO_CREATION, NO_DATES, SHOWN = range(4)


class TimePage(QWidget):
    """Replays the chosen model when the page is in sight; choosing days and leads stays here."""

    leads_asked = Signal()
    fields_asked = Signal()
    rules_asked = Signal()
    picture_asked = Signal(object)
    failed = Signal(object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self._replays = Replays(self)
        self._paths, self._choosing = Background(self), Background(self)
        self._choosing.failed.connect(self.failed)
        self._choosing.done.connect(self._choose)
        self._drawn: tuple[Moves, Chosen | None] | None = None
        self._step = 0
        self._row = -1
        self._pathed: tuple[object, ...] = ()
        self._build()
        self._replays.answered.connect(self._replayed)
        self._replays.failed.connect(self.failed)
        self._paths.done.connect(self._present_path)
        self._paths.failed.connect(self.failed)
        self._replays.progressed.connect(self.progress.present)
        self._replays.finished.connect(self._over)
        preview.evaluated.connect(lambda _value: self._show())
        preview.emptied.connect(self._show)
        session.leads_changed.connect(self._new_leads)
        session.lead_chosen.connect(self._choose_lead)
        session.leads_chosen.connect(lambda _chosen: self._show_chosen())
        self._show()

    def _build(self) -> None:
        self.verdict = Verdict()
        self.progress = ProgressStrip()
        self.progress.cancelled.connect(self._replays.cancel)
        self.bands, self.path = BandHistory(), ScorePath()
        self.cards = (ChartCard(self.bands), ChartCard(self.path))
        self.steps = {WEEK: QPushButton("Weeks"), 1: QPushButton("Days")}
        switch = QHBoxLayout()
        switch.setSpacing(0)
        for place, (step, button) in zip(("first", "last"), self.steps.items(), strict=True):
            theme.set_kind(button, "segment", small=True)
            button.setProperty("place", place)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setToolTip("Look at every day" if step == 1 else "Look at one day a week")
            button.clicked.connect(lambda _on=False, step=step: self.look_every(step))
            switch.addWidget(button)
        self.cards[0].header.addLayout(switch)
        self.again = QPushButton("Replay")
        self.choose = QPushButton("Choose the MQLs")
        self.choose.setToolTip("Choose the leads that were MQLs on this day (Enter)")
        self.choose.clicked.connect(lambda _on=False: self._choose_mql())
        self.as_of = QPushButton("Score as of this day")
        for button in (self.again, self.choose, self.as_of):
            theme.set_kind(button, "", small=True)
            self.cards[0].foot.addWidget(button)
        spaced(self.cards[0].foot, 12, margins=(0, RING, RING, RING))
        self.again.hide()
        self.again.clicked.connect(lambda _on=False: self._again())
        self.as_of.clicked.connect(lambda _on=False: self._score_as_of())
        self.lead = LineEdit(name="Id of the lead whose score is shown")
        self.lead.setPlaceholderText("Another lead's id")
        self.lead.setFixedWidth(theme.px(150))
        self.lead.returnPressed.connect(self._find_lead)
        self.cards[1].header.addWidget(self.lead)
        self.bands.chosen.connect(lambda _place: self._say_day())
        self.bands.bands_asked.connect(self._choose_bands)
        self.path.chosen.connect(lambda _place: self._say_step())
        for chart in (self.bands, self.path):
            chart.save_requested.connect(lambda chart=chart: self.picture_asked.emit(chart))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setProperty("quiet", "true")
        self.splitter.setChildrenCollapsible(False)
        for card in self.cards:
            self.splitter.addWidget(card)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self._lay_out()
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        column.addWidget(self.verdict)
        column.addWidget(self.progress)
        column.addWidget(self.splitter, 1)
        leads = EmptyState(
            "data", "No leads yet", "Open the export of your CRM to replay its past.", "Open leads…"
        )
        created = EmptyState(
            "history",
            "No day of creation",
            "A replay counts the leads that there were on each day. Say on the Data page which "
            "field is the day of creation.",
            "Go to the fields",
        )
        dates = EmptyState(
            "history",
            "Nothing changes with the days yet",
            "Scores move in time by what leads do. Add a log of activities, or a rule on a date "
            "such as \u201cin the last 30 days\u201d.",
            "Go to the rules",
        )
        self.stack = QStackedWidget()
        for empty, signal in (
            (leads, self.leads_asked),
            (created, self.fields_asked),
            (dates, self.rules_asked),
        ):
            empty.asked.connect(signal)
            self.stack.addWidget(empty)
        self.stack.addWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _adopt(self) -> None:
        compact = self.height() < theme.px(700)
        margin, gap = (12, 8) if compact else (16, 12)
        self._column.setContentsMargins(*(theme.px(margin) for _ in range(4)))
        self._column.setSpacing(theme.px(gap))
        self.splitter.setHandleWidth(theme.px(gap))
        self.lead.setFixedWidth(theme.px(150))
        for card in self.cards:
            card.set_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air in a small window."""
        super().resizeEvent(event)
        self._adopt()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        self._show()
        if self.stack.currentIndex() == SHOWN:
            self.bands.setFocus()

    def finish(self) -> None:
        """Stop replaying; before the application ends."""
        self._replays.finish()
        self._paths.finish()
        self._choosing.finish()

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        if state:
            self.splitter.restoreState(state)
            self.splitter.setChildrenCollapsible(False)

    # Showing

    def _new_leads(self) -> None:
        self._step, self._row, self._pathed = 0, -1, ()
        self._choosing.cancel()
        self.bands.present(None)
        self.path.present(None)
        self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None or not len(leads):
            self.stack.setCurrentIndex(NO_LEADS)
            return
        if first_day(leads, last_day(model, leads)) is None:
            self.stack.setCurrentIndex(NO_CREATION)
            return
        if not is_dated(model, leads):
            self.stack.setCurrentIndex(NO_DATES)
            return
        self.stack.setCurrentIndex(SHOWN)
        self._step = self._step or usual_step(leads)
        self.steps[self._step].setChecked(True)
        asked = asked_of(model, leads, self._step)
        value = self._preview.last
        # While a hand moves points the replay waits for it to rest.
        if asked is not None and not (value is not None and value.live):
            if not self._replays.stopped:
                self._replays.replay(asked, leads)
            self._show_path(model, leads)
        self._say_day()
        self._show_chosen()

    def _replayed(self, found: Replayed) -> None:
        self.bands.present(found.replay)
        self.verdict.present(*replay_verdict(found.replay, found.times))
        self._say_day()
        self._show_chosen()

    def _over(self) -> None:
        self.progress.finish()
        self.again.setVisible(self._replays.stopped)

    def _again(self) -> None:
        self._replays.again()
        self.again.hide()
        self._show()

    def look_every(self, step: int) -> None:
        """Look at one day a week, or at every day."""
        self._step = step
        self._replays.again()
        self._show()

    def _say_day(self) -> None:
        value, place, model = self.bands.value, self.bands.place, self._session.model
        if value is None or place is None or model is None:
            self.cards[0].says.present("")
            self.as_of.setEnabled(False)
            self.choose.setEnabled(False)
            return
        self.choose.setEnabled(bool(value.mql[place].any()))
        self.cards[0].says.present(self.bands.place_words(place))
        day = value.day(place)
        shown = model.as_of == day
        self.as_of.setEnabled(not shown)
        words = "All pages show this day" if shown else f"Score as of {day_words(day)}"
        self.as_of.setText(words)
        self.as_of.setToolTip("Sets the as-of day of the model; undo takes it back")

    def _score_as_of(self) -> None:
        value, place, model = self.bands.value, self.bands.place, self._session.model
        if value is not None and place is not None and model is not None:
            self._session.apply(ChangeModel(replace(model, as_of=value.day(place), own_day=None)))

    # Chosen leads in the chart

    def _show_chosen(self) -> None:
        """Draw the chosen leads; a page that is not in sight does it when it is shown."""
        value, chosen, leads = self.bands.value, self._session.chosen, self._session.leads
        if value is None or leads is None or not self.isVisible():
            return
        if chosen is not None and (chosen.leads is not leads or len(value.first) != len(leads)):
            return  # of leads that are gone: the replay is about to follow
        shown = (value.moves, chosen)
        if self._drawn is None or any(a is not b for a, b in zip(shown, self._drawn, strict=True)):
            self._drawn = shown
            mask = None if chosen is None else chosen.mask
            if mask is not None or value.part is not None:
                self.bands.present(value.with_part(mask, leads.outcome))
                self._say_day()

    # Choosing leads

    def _choose_mql(self) -> None:
        value, place = self.bands.value, self.bands.place
        if value is not None and place is not None:
            self._choose_bands(place, value.model.mql_band, len(value.model.bands))

    def _choose_bands(self, place: int, first: int, end: int) -> None:
        """Find the leads of bands on a day; they are scored as of it once more."""
        value, leads = self.bands.value, self._session.leads
        if value is None or leads is None:
            return
        model, day = value.model, value.day(place)
        words = f"{band_words(value, first, end)} on {day_words(day)}"
        self._choosing.cancel()
        self._choosing.run(
            lambda _cancelled, _progress: (
                words,
                leads,
                rows_on(model, leads, day, range(first, end)),
            )
        )

    def _choose(self, found: object) -> None:
        words, leads, rows = cast("tuple[str, Leads, NDArray[np.intp]]", found)
        if leads is self._session.leads:
            self.choose_asked.emit(words, rows)

    # One lead

    def _choose_lead(self, row: int) -> None:
        """A lead, also one that the model leaves out of its scores: it has a past all the same."""
        if row < 0:
            return
        self._row = row
        model, leads = self._session.model, self._session.leads
        if self.isVisible() and self.stack.currentIndex() == SHOWN and model and leads is not None:
            self._show_path(model, leads)

    def _find_lead(self) -> None:
        """The lead of the id that was typed; a text that no id is stays marked."""
        leads, wanted = self._session.leads, cleaned_key(self.lead.text())
        if leads is None or not wanted:
            return
        names = LeadNames.of(leads)
        row = next((i for i in range(len(leads)) if cleaned_key(names.key(i)) == wanted), -1)
        mark_wrong(self.lead, row < 0)
        self.lead.setToolTip("" if row >= 0 else "No lead has this id.")
        if row >= 0:
            self._choose_lead(row)
            self._session.choose_lead(row)

    def _show_path(self, model: ScoringModel, leads: Leads) -> None:
        row = self._row if 0 <= self._row < len(leads) else telling_lead(leads)
        key = leads, model, row
        if self._pathed and leads is self._pathed[0] and key[1:] == self._pathed[1:]:
            return
        self._pathed = key
        last = last_day(model, leads)
        created = int(leads.created[row])
        self.cards[1].title.setText(self._lead_title(leads, row))
        first = first_day(leads, last)
        if created == BLANK_DAY or first is None:
            self.path.present(None)
            self.cards[1].says.present("This lead has no day of creation, so it has no past.")
            return
        days = days_between(first, last, 1)
        self._paths.cancel()
        if raises_scores(model):  # all leads of the account are scored on every day
            self.cards[1].says.present("Scoring past days…")
            self._paths.run(
                lambda _cancelled, _progress: (model, leads, row, path_of(model, leads, row, days))
            )
        else:
            self._present_path((model, leads, row, path_of(model, leads, row, days)))

    def _lead_title(self, leads: Leads, row: int) -> str:
        title, details = LeadNames.of(leads).of_row(row)
        return f"{title}, {details}"[:80].rstrip(", ")

    def _present_path(self, found: object) -> None:
        model, leads, row, path = cast("tuple[ScoringModel, Leads, int, LeadPath]", found)
        outcome = int(leads.days_of(Role.OUTCOME_DATE)[row])
        first = path.first_from(model.mql_threshold)
        reached = "never an MQL" if first is None else f"first an MQL on {day_words(first)}"
        self.cards[1].title.setText(f"{self._lead_title(leads, row)} \u00b7 {reached}")
        won = int(leads.outcome[row]) == CONVERTED and outcome != BLANK_DAY
        scale = model.scale
        self.path.present(
            ScorePathValue(
                path, scale.least, scale.most, model.mql_threshold, outcome if won else None
            )
        )
        self._say_step()

    def _say_step(self) -> None:
        place = self.path.place
        words = "" if place is None else self.path.place_words(place)
        self.cards[1].says.present(words or "It was created after the last day.")


def telling_lead(leads: Leads) -> int:
    """A lead to begin with: of the converted ones with a creation the one that did most."""
    weight = (leads.outcome == CONVERTED).astype(np.int64) + 2 * (leads.created != BLANK_DAY)
    if leads.activities is not None:
        did = np.diff(leads.activities.starts)
        weight = weight * (int(did.max(initial=0)) + 1) + did
    return int(np.argmax(weight)) if len(weight) else 0
