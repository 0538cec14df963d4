"""The page Compare: two models, or a model and what it was, or several, on the same leads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.comparison.agreement import Agreements, agreements_by
from models.evaluation.comparison.agreement import said as about_agreement
from models.evaluation.comparison.compared import Compared, compare_models, scored_together
from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.comparison.discordant import FEWEST_ALONE
from models.evaluation.comparison.report import p_words
from models.evaluation.comparison.several import Several, several_of
from models.evaluation.comparison.several import verdict as about_several
from models.evaluation.comparison.verdict import verdict
from models.evaluation.figures import count
from models.evaluation.part import histogram_of
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import UNKNOWN, Leads
from models.leads.wording import count_of
from models.scoring.as_of import as_of_day
from models.scoring.difference import differences
from models.scoring.masks import Masks
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.gains_curve import GainsCurve
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.inputs.pick_box import PickBox
from widgets.inputs.tools import Tool
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter
from widgets.rows import Rows, RowWords
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.record_table import RecordTable
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.chosen_rows import ChosenRows
from workbench.evaluate_choices import first_field, segment_fields
from workbench.live_preview import LivePreview
from workbench.pages.compare.agreement_view import AgreementView
from workbench.pages.compare.choices import Candidate, candidates, first_pair, first_several
from workbench.pages.compare.movers_view import MoversView
from workbench.pages.compare.records import figure_records, threshold_records
from workbench.pages.compare.several_view import SeveralView
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, today

NO_LEADS, NOTHING = range(2)
FIGURES, MOVES, DIFFERENCES, GROUPS, SEVERAL = range(5)


class ComparePage(WorkingPage):
    """Compares what is chosen whenever it is shown; nothing of it is in the project."""

    leads_asked = Signal()
    lead_asked = Signal(int)
    picture_asked = Signal(object)
    export_asked = Signal(str, object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, _preview: LivePreview) -> None:
        super().__init__(session, "Comparing", "Not compared")
        self._keys = ("", "")
        self._found: Compared | None = None
        self._by = ""
        self._several: Several | None = None
        self._chosen: tuple[tuple[str, ...], str] = (), ""
        self.grouping, self.together = Asking(self), Asking(self)
        self.grouping.answered.connect(self._grouped)
        self.together.answered.connect(self._compared)
        self._masks: Masks | None = None
        self._build()
        self.refresh()

    # Building

    def _build(self) -> None:
        self.a, self.b = PickBox("Model A", 20), PickBox("Model B", 20)
        for box in (self.a, self.b):
            box.activated.connect(lambda _place: self._pick())
        self.swap = Tool("compare", "Exchange A and B", self)
        self.swap.clicked.connect(lambda _on=False: self._exchange())
        for asking in (self.grouping, self.together):
            asking.failed.connect(self.failed)
            asking.progressed.connect(self.progress.present)
            asking.finished.connect(self.progress.finish)
            self.progress.cancelled.connect(asking.cancel)
        self.switch = Switch(("Figures", "Who moves", "What differs", "Groups", "Several"))
        self.switch.picked.connect(self.show_side)
        self.figures = RecordTable("Figures of A and B", self, row=32)
        self.threshold = RecordTable("Leads at the thresholds", self, row=30)
        self.told = Label("", "text2", size=12, wrap=True)
        self.gains = GainsCurve()
        self.gains.row_asked.connect(self._choose_best)
        self.gains.save_requested.connect(lambda: self.picture_asked.emit(self.gains))
        self.movers = MoversView()
        self.movers.lead_asked.connect(self.lead_asked)
        self.movers.export_asked.connect(
            lambda write: self.export_asked.emit("Who moves.csv", write)
        )
        self.movers.choose_asked.connect(self.choose_asked)
        ChosenRows(
            self.session,
            self.movers.causes,
            self.movers.cause_name,
            self.movers.cause_rows,
            self.choose_asked.emit,
            opens=False,
        )
        self.session.leads_chosen.connect(lambda _chosen: self._show_chosen())
        self.words = Rows("What differs from A to B")
        self.agreement = AgreementView()
        self.agreement.picked.connect(self.choose_groups)
        ChosenRows(
            self.session,
            self.agreement.groups,
            self.agreement.leads_name,
            lambda place: self._of_all(self.agreement.leads_rows(place)),
            self.choose_asked.emit,
        )
        self.several = SeveralView()
        self.several.picked.connect(self.choose_several)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self.column
        self._pair = QWidget()
        top = QHBoxLayout(self._pair)
        spaced(top, 8, margins=(RING, RING, RING, RING))
        for name, box in (("A", self.a), ("B", self.b)):
            letter = Label(name, weight=600)
            letter.setBuddy(box)
            top.addWidget(letter)
            top.addWidget(box, 1)
            if box is self.a:
                top.addWidget(self.swap)
        top.addStretch(1)
        top.addWidget(self.again)
        left = QWidget()
        under = QVBoxLayout(left)
        spaced(under, 8, margins=(0, 0, 0, 0))
        for part in (self.figures, self.told, self.threshold):
            under.addWidget(part)
        under.addStretch(1)
        card = ChartCard(self.gains)
        # In a low window there is a little to scroll: the tables have their height.
        self.splitter = PageSplitter(
            LowScroll(left), card, lambda width: 0.38 * width, 420, 260, gap=12
        )
        self.splitter.setStretchFactor(0, 1)
        self._sides = QStackedWidget()
        for side in (self.splitter, self.movers, self.words, self.agreement, self.several):
            self._sides.addWidget(side)
        column.addWidget(self._pair)
        column.addWidget(self.verdict)
        column.addWidget(self.progress)
        column.addWidget(self.switch)
        column.addWidget(self._sides, 1)
        no_leads = EmptyState(
            "compare",
            "No leads yet",
            "Open an export with outcomes to see which of two models finds more of them.",
            "Open leads…",
        )
        no_leads.asked.connect(self.leads_asked)
        nothing = EmptyState(
            "compare",
            "Nothing to compare yet",
            "Change this model, save a version of it or add another model: then both are put on "
            "the same leads.",
        )
        self.frame(no_leads, nothing)

    def adopt(self) -> None:
        """Sizes of words and tables for the size of the page."""
        super().adopt()
        self.figures.setFixedHeight(theme.px(30 + 32 * 7 + 4))
        self.threshold.setFixedHeight(theme.px(30 + 30 * 4 + 4))

    # Choosing

    def show_side(self, side: int) -> None:
        """Show the figures, who moves, what differs, groups of leads, or several models."""
        self.switch.choose(side)
        self._sides.setCurrentIndex(side)
        self._pair.setVisible(side != SEVERAL)
        self.refresh()
        self._say()

    def choose_groups(self, field: str) -> None:
        """Look at the groups of this field."""
        self._by = field
        self.grouping.again()
        self.refresh()

    def choose_several(self, keys: tuple[str, ...], reference: str) -> None:
        """Compare these candidates with one of them, by their keys."""
        self._chosen = keys, reference
        self.together.again()
        self.refresh()

    def choose(self, a: str, b: str) -> None:
        """Compare these candidates, by their keys."""
        self._keys = a, b
        self.begin_again()

    def _pick(self) -> None:
        self.choose(str(self.a.currentData()), str(self.b.currentData()))

    def _exchange(self) -> None:
        self.choose(self._keys[1], self._keys[0])

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self._masks, self._found, self._several = None, None, None
        for asking in (self.grouping, self.together):
            asking.forget()
        super().new_leads()

    # Showing

    def refresh(self) -> None:
        """Compare the chosen pair as it is now."""
        leads = self.session.leads
        found = candidates(self.session.project, self.session.saved)
        if leads is None or not len(leads) or len(found) < 2:
            self._found = self._several = None
            self.movers.present(None)  # its rows hold the leads they are of
            self.grouping.forget()
            self.together.forget()
            self.show_empty(NO_LEADS if leads is None or not len(leads) else NOTHING)
        elif self.show_body():
            by_key = {item.key: item for item in found}
            if not {*self._keys} <= by_key.keys() or self._keys[0] == self._keys[1]:
                chosen = self.session.model
                self._keys = first_pair(found, "" if chosen is None else chosen.id)
            a, b = (by_key[key] for key in self._keys)
            self._fill(found)
            if self.switch.chosen == SEVERAL:
                self._compare_several(found, leads)
            else:
                self._compare(a, b, leads)
                self._group(leads)

    def _fill(self, found: tuple[Candidate, ...]) -> None:
        for box, key in zip((self.a, self.b), self._keys, strict=True):
            box.clear()
            for item in found:
                box.addItem(item.name, item.key)
            box.setCurrentIndex(box.findData(key))

    def _compare(self, a: Candidate, b: Candidate, leads: Leads) -> None:
        days = as_of_day(a.model, leads, today()), as_of_day(b.model, leads, today())
        masks = self._masks_of(leads)

        def work(_cancelled: Cancel, progress: Progress) -> Compared:
            return compare_models(
                a.model, b.model, leads, days, masks, progress=lambda what: progress(what, 0, 0)
            )

        if self.asking.ask((a.model, b.model, leads), work):
            self._found = None
            self.doing()

    def _masks_of(self, leads: Leads) -> Masks:
        if self._masks is None or self._masks.leads is not leads:
            self._masks = Masks(leads)
        return self._masks

    def _group(self, leads: Leads) -> None:
        """Deal the leads that were compared into groups, if these are looked at."""
        found = self._found
        if found is None or self.switch.chosen != GROUPS:
            return
        fields = segment_fields(leads)
        if self._by not in fields:
            self._by = first_field(leads)
        self.agreement.present_fields(fields, self._by)
        item = found.leads.input(self._by)
        if item is None:
            self.agreement.present(None, "No field of these leads makes groups.")
            return

        def work(_cancelled: Cancel, _progress: Progress) -> Agreements:
            column = found.leads.prepared(item)[0]
            return agreements_by(
                item.name, column, found.scored_a, found.scored_b, found.leads.outcome
            )

        if self.grouping.ask((found, self._by), work):
            self.agreement.present(None, "Looking at the groups\u2026")

    def _compare_several(self, found: tuple[Candidate, ...], leads: Leads) -> None:
        by_key = {item.key: item for item in found}
        keys, reference = self._chosen
        keys = tuple(key for key in keys if key in by_key)
        if not self._chosen[0]:
            chosen = self.session.model
            keys, reference = first_several(found, "" if chosen is None else chosen.id)
        if reference not in keys:
            reference = keys[0] if keys else ""
        self._chosen = keys, reference
        self.several.present_choices(found, keys, reference)
        if len(keys) < 2:
            self._several = None
            self.together.forget()
            self.several.present(None)
            self.verdict.present("Nothing to compare: tick two models or more.")
            return
        models = [by_key[key].model for key in keys]
        names = [by_key[key].name for key in keys]
        place = keys.index(reference)
        days = [as_of_day(model, leads, today()) for model in models]
        masks = self._masks_of(leads)

        def work(cancelled: Cancel, progress: Progress) -> Several:
            scored, both, rows = scored_together(models, leads, days, masks)

            def tell(done: int, of: int) -> None:
                if cancelled():
                    raise Cancelled
                progress("Comparing the models", done, of)

            several = several_of(names, scored, both.outcome, place, progress=tell)
            return replace(several, left_out=len(leads) - len(rows))

        if self.together.ask((tuple(models), tuple(names), place, leads), work, "Comparing"):
            self._several = None
            self.doing()

    def answered(self, found: object) -> None:
        """Present a comparison."""
        if isinstance(found, Compared):
            self._found = found
            self._present(found)
            leads = self.session.leads
            if leads is not None:
                self._group(leads)

    def _grouped(self, found: object) -> None:
        if isinstance(found, Agreements):
            words = about_agreement(found, self.a.currentText(), self.b.currentText())
            if found.several:
                words += " A lead can be in several of these groups."
            self.agreement.present(found, words)

    def _compared(self, found: object) -> None:
        if isinstance(found, Several):
            self._several = found
            self.several.present(found)
            self._say()

    def _say(self) -> None:
        """The sentence of the side that is shown."""
        if self.switch.chosen == SEVERAL:
            several = self._several
            if several is not None:
                first = about_several(several)
                if not several.known:
                    first = _NO_OUTCOME
                self.verdict.present(
                    first, _about(several.known, several.unknown, several.left_out, "all")
                )
            return
        found = self._found
        if found is None:
            return
        first = verdict(found.figures, self.a.currentText(), self.b.currentText())
        if not found.leads.outcome_name:
            first = f"{_NO_OUTCOME[:-1]}; who moves can."
        figures = found.figures
        self.verdict.present(first, _about(figures.known, figures.unknown, found.left_out, "both"))

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        super().finish()
        self.grouping.finish()
        self.together.finish()

    def _of_all(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Among all leads: rows of those that were compared."""
        found = self._found
        return rows[:0] if found is None else found.rows[rows]

    def _show_chosen(self) -> None:
        """How many of the chosen leads each cell of the moves has, and where A ranks them."""
        chosen, found = self.session.chosen, self._found
        self.movers.show_chosen(None if chosen is None else chosen.mask)
        if found is None:
            return
        part = None
        if chosen is not None and chosen.leads is self.session.leads:
            part = histogram_of(found.scored_a, found.leads, chosen.mask[found.rows])
        self.gains.present(found.a, found.b, "B", now_name="A", rival=True, chosen=part)

    def _choose_best(self, place: int) -> None:
        """The leads with a known outcome that A ranks first, down to a score."""
        found, value = self._found, self.gains.value
        if found is None or value is None:
            return
        known = found.leads.outcome < UNKNOWN
        rows = np.flatnonzero(known & (found.scored_a.scores >= value.by_score.scores[place]))
        self.choose_asked.emit(self.gains.bar_name(place), self._of_all(rows))

    def _present(self, found: Compared) -> None:
        self._say()
        self._show_chosen()
        self.figures.present(figure_records(found))
        self.figures.setVisible(found.figures.auc is not None or bool(found.figures.figures))
        self.threshold.present(threshold_records(found))
        self.told.present(_thresholds(found))
        self.movers.present(found)
        self.words.clear()
        lines = differences(found.scored_a.model, found.scored_b.model)
        for line in lines or ("Nothing that changes a score differs.",):
            self.words.add(RowWords(line))


_NO_OUTCOME = "Nothing tells which leads converted, so it cannot be said which model is better."


def _about(known: int, unknown: int, left_out: int, every: str) -> str:
    """Of which leads the figures are."""
    parts = [f"{count(known)} leads with a known outcome"]
    if unknown:
        parts.append(f"{count(unknown)} still open")
    if left_out:
        parts.append(f"{count_of(left_out, 'lead')} not scored by {every} left out")
    return f"{', '.join(parts)}."


def _thresholds(found: Compared) -> str:
    a, b = found.scored_a.model, found.scored_b.model
    head = f"At the thresholds, {count(a.mql_threshold)} of A and {count(b.mql_threshold)} of B."
    at = found.figures.threshold
    if not at.alone:
        return head
    one, other = at.a_only.converted, at.b_only.converted
    if at.p is None:
        chance = f"too few to say, {FEWEST_ALONE} together are the least"
    else:
        chance = "that could be chance" if at.p >= LEVEL else "more than chance"
        chance += f" (mid-p {p_words(at.p)} by McNemar)"
    return f"{head} A alone finds {count_of(one, 'conversion')}, B alone {count(other)}: {chance}."
