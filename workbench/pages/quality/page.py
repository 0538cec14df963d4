"""The page Quality: how ready the leads are, what to mend first, and how each field is filled."""

from __future__ import annotations

from typing import cast

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.quality.field_findings import spelled
from models.evaluation.quality.finding import Finding
from models.evaluation.quality.quality import Quality
from models.evaluation.quality.variants import Variants
from models.evaluation.quality.words import percent, verdict
from models.leads.fields import Input
from models.leads.table import Leads
from models.project.edits import ChangeInput
from models.scoring.bits import unpacked
from widgets import theme
from widgets.card import Card
from widgets.empty_state import EmptyState
from widgets.figures import KeyFigure, KeyFigures
from widgets.mend_list import MendList
from widgets.page_splitter import PageSplitter, panel
from widgets.progress import ProgressStrip
from widgets.quality_panel import FieldDetail, QualityPanel
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.quality_table import QualityTable
from widgets.variants_box import Taken
from widgets.verdict import Verdict
from workbench.background import Background
from workbench.live_preview import INLINE_LEADS, LivePreview
from workbench.pages.quality.checks import QualityChecks
from workbench.pages.quality.chosen import QualityChosen
from workbench.pages.quality.details import detail_of, without_taken
from workbench.pages.quality.guard_section import GuardSection
from workbench.session import Session

MEND, FIELDS, LEAKS = range(3)


class QualityPage(QWidget):
    """Looks at who is scored when the page is in sight; mends go to the session as edits."""

    leads_asked = Signal()
    field_asked = Signal(str)
    rows_asked = Signal(object, str, str)
    lead_asked = Signal(int)
    note = Signal(str)
    failed = Signal(object)
    picture_asked = Signal(object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self._checks = QualityChecks(self)
        self._detailing = Background(self)
        self._quality: Quality | None = None
        self._field = ""
        self._shown: Finding | None = None
        self._looking_at: Leads | None = None
        self._build()
        self.linked = QualityChosen(session, self.mends, self.table, self.panel)
        self.linked.choose_asked.connect(self.choose_asked)
        self.linked.failed.connect(self.failed)
        self._checks.answered.connect(self._looked)
        self._checks.failed.connect(self.failed)
        self._detailing.done.connect(self._present)
        self._checks.progressed.connect(self.progress.present)
        self._checks.finished.connect(self._over)
        self.progress.cancelled.connect(self._checks.cancel)
        session.leads_changed.connect(self._new_leads)
        session.project_changed.connect(lambda _before, _after: self._show())
        self._show()

    def _build(self) -> None:
        self.verdict = Verdict()
        self.parts = KeyFigures()
        self.progress = ProgressStrip()
        self.again = QPushButton("Look again")
        theme.set_kind(self.again, "", small=True)
        self.again.clicked.connect(lambda _on=False: self.look_again())
        self.again.hide()
        self.switch = Switch(("Mend first", "Fields", "Leaks and maturity"))
        self.switch.picked.connect(self.show_side)
        self.mends = MendList()
        self.mends.mend_asked.connect(self.mend)
        self.mends.field_asked.connect(self.choose_field)
        self.mends.rows_asked.connect(self.show_leads_of)
        self.table = QualityTable()
        self.table.field_chosen.connect(self.choose_field)
        self.guard = GuardSection(self._session)
        self.guard.note.connect(self.note)
        self.guard.choose_asked.connect(self.choose_asked)
        self.guard.shown.connect(self._show_verdict)
        chart = self.guard.chart
        chart.save_requested.connect(lambda: self.picture_asked.emit(chart))
        self.guard_scroll = SideScroll(self.guard)
        card = Card()
        card.set_whole(self.mends)
        self._sides = QStackedWidget()
        for side in (card, self.table, self.guard_scroll):
            self._sides.addWidget(side)
        self.panel = QualityPanel()
        self.panel.take_asked.connect(self.take)
        self.panel.drop_asked.connect(self.drop)
        self.panel.lead_asked.connect(self._ask_lead)
        self.panel.chart.save_requested.connect(lambda: self.picture_asked.emit(self.panel.chart))
        self.to_data = QPushButton("Open on the Data page")
        theme.set_kind(self.to_data, "quiet", small=True)
        self.to_data.clicked.connect(lambda _on=False: self._open_data())
        beside = QWidget()
        column = QVBoxLayout(beside)
        spaced(column, 0, margins=(0, 0, 0, 0))
        column.addWidget(SideScroll(self.panel), 1)
        foot = QHBoxLayout()
        spaced(foot, 0, margins=(6, 4, 6, 6))
        foot.addWidget(self.to_data)
        column.addLayout(foot)
        self.side = Card()
        self.side.set_whole(beside)
        self.splitter = PageSplitter(self._sides, self.side, panel, 300, 300, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self._lay_out()
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _lay_out(self) -> None:
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        head = QHBoxLayout()
        head.addWidget(self.switch)
        head.addStretch(1)
        head.addWidget(self.again)
        for widget in (self.verdict, self.parts, self.progress):
            column.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self.splitter, 1)
        empty = EmptyState(
            "data",
            "No leads yet",
            "Open the export of your CRM to see what is missing, wrong or spelled in many ways.",
            "Open leads\u2026",
        )
        empty.asked.connect(self.leads_asked)
        self.stack = QStackedWidget()
        self.stack.addWidget(empty)
        self.stack.addWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _adopt(self) -> None:
        compact = self.height() < theme.px(700)
        margin, gap = (12, 6) if compact else (16, 10)
        self._column.setContentsMargins(*(theme.px(margin) for _ in range(4)))
        self._column.setSpacing(theme.px(gap) - RING)
        self.parts.set_compact(compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air in a small window."""
        super().resizeEvent(event)
        self._adopt()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        self._show()
        if self.stack.currentIndex():
            self._focus()

    def finish(self) -> None:
        """Stop looking; before the application ends."""
        self._checks.finish()
        self._detailing.finish()
        self.linked.finish()
        self.guard.finish()

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    # Showing

    @property
    def quality(self) -> Quality | None:
        """What was found last."""
        return self._quality

    def _new_leads(self) -> None:
        if self._session.leads is None:
            self._quality, self._shown = None, None
            self._checks.forget()
            self.linked.present(None, None)
        self._show()

    def _show(self) -> None:
        if not self.isVisible():
            return
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None or not len(leads):
            self.stack.setCurrentIndex(0)
            return
        self.stack.setCurrentIndex(1)
        self.guard.refresh()  # a leak is told from the start, not to those only who look for it
        if not self._checks.stopped:
            self._looking_at = leads
            self._checks.look(model, leads)
        if self._quality is None:
            self.verdict.present("Looking at every field\u2026")

    def _looked(self, quality: Quality) -> None:
        self._quality, self._shown = quality, None
        self._show_verdict()
        self.parts.present(
            [
                KeyFigure(part.name, percent(part.share), f"counts {part.weight}", part.says)
                for part in quality.readiness.parts
            ]
        )
        at = self._has_focus()
        self.mends.present(quality.findings)
        self.table.present(quality.fields)
        self.linked.present(quality, self._looking_at)
        if quality.field(self._field) is None:
            first = next(iter(quality.findings), None)
            names = [field.item.name for field in quality.fields]
            self._field = first.field if first is not None else next(iter(names), "")
        self._show_field()
        if at == MEND:  # the button that was pressed is gone
            self._focus()
        elif at == FIELDS and (buttons := [*self.panel.variants.takes, *self.panel.variants.drops]):
            buttons[0].setFocus()

    def _show_verdict(self) -> None:
        """The words that rest on both looks: at quality, and at what gives the outcome away."""
        quality, leaks = self._quality, self.guard.leaks
        if quality is not None:
            self.verdict.present(*verdict(quality, leaks))
            numbers = (len(quality.findings), len(quality.fields))
            self.switch.present((*map(str, numbers), str(len(leaks) or "")))

    def _has_focus(self) -> int | None:
        """Whether the list of mends, or the field at the side, has the focus."""
        held = cast("QWidget | None", self.window().focusWidget())
        if held is None:
            return None
        inside = self.mends.isAncestorOf(held)
        return MEND if inside else FIELDS if self.panel.variants.isAncestorOf(held) else None

    def _over(self) -> None:
        self.progress.finish()
        self.again.setVisible(self._checks.stopped)

    def look_again(self) -> None:
        """Look once more, after it was stopped."""
        self._checks.again()
        self.again.hide()
        self._show()

    def show_side(self, side: int) -> None:
        """Show what to mend, the fields, or leaks."""
        self.switch.choose(side)
        self._sides.setCurrentIndex(side)
        self.side.setVisible(side != LEAKS)
        self._focus()

    def _focus(self) -> None:
        side = self.switch.chosen
        if side == FIELDS:
            self.table.setFocus()
        elif side == MEND and self.mends.rows:
            row = self.mends.rows[0]
            (row.mend if row.found.verb else row.look).setFocus()
        else:
            self.switch.setFocus()

    def choose_field(self, name: str) -> None:
        """Show a field at the side."""
        self._field, self._shown = name, None
        self._show_field()

    def show_leads_of(self, found: Finding) -> None:
        """List the leads of a finding at the side, and choose them on every page."""
        self._field, self._shown = found.field, found
        self._show_field()
        self.linked.choose_finding(found)

    def _show_field(self) -> None:
        quality, leads = self._quality, self._session.leads
        field = None if quality is None else quality.field(self._field)
        if quality is None or field is None or leads is None or len(leads) != quality.leads:
            self._detailing.cancel()
            self._present(None)
            self.to_data.setVisible(False)
            return
        self.table.choose(self._field)
        shown = self._shown
        if quality.leads <= INLINE_LEADS:
            self._present(detail_of(quality, field, leads, shown))
        else:
            self._detailing.run(lambda _stop, _progress: detail_of(quality, field, leads, shown))
        words = (
            "Open on the Data page" if self._shown is None else "Show these leads on the Data page"
        )
        self.to_data.setText(words)
        self.to_data.setVisible(True)

    def _present(self, detail: FieldDetail | None) -> None:
        self.panel.present(detail)
        self.linked.field_shown()

    def _open_data(self) -> None:
        """The field, or the leads of the finding, in the table as it was imported."""
        population, found = self._session.population, self._shown
        if found is None or population is None or self._quality is None:
            self.field_asked.emit(self._field)
            return
        rows = np.flatnonzero(unpacked(found.bits, 0, self._quality.leads))
        self.rows_asked.emit(population.rows[rows], f"{found.field}: {found.what}", found.field)

    def _ask_lead(self, row: int) -> None:
        """A lead by its row; the list may leave some out."""
        by = self._preview.left_out
        if by is not None and by.place_of(row) < 0:
            self.note.emit("This lead is not scored, so it is not in the list.")
        else:
            self.lead_asked.emit(row)

    # Mending

    def mend(self, found: Finding) -> None:
        """Take the mend of a finding; undo brings back what was."""
        if found.mend is not None and self._current(found.field) is not None:
            self._change(found.mend)

    def take(self, variants: Variants) -> None:
        """Read ways of writing as one value."""
        item = self._current(self.panel.field)
        if item is not None:
            self._change(spelled(item, (variants,)))

    def drop(self, taken: Taken) -> None:
        """Read cells as they are written again."""
        item = self._current(self.panel.field)
        if item is not None:
            self._change(without_taken(item, taken))

    def _current(self, name: str) -> Input | None:
        """The recipe of a field, if it is still the one that was looked at."""
        project, quality = self._session.project, self._quality
        field = None if quality is None else quality.field(name)
        if project is None or field is None:
            return None
        return next((item for item in project.recipe if item == field.item), None)

    def _change(self, item: Input) -> None:
        self._session.apply(ChangeInput(item))
