"""The Data page: a switch shows the leads, their other tables, and who of them is scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from models.evaluation.figures import count
from widgets import theme
from widgets.switch import RING, Switch
from workbench.live_preview import LivePreview
from workbench.pages.data.activities_view import ActivitiesView
from workbench.pages.data.deals_view import DealsView
from workbench.pages.data.duplicates_view import DuplicatesView
from workbench.pages.data.leads_view import LeadsView
from workbench.pages.data.who_view import WhoView
from workbench.session import Session


@dataclass(frozen=True)
class Side:
    """A view of the page: its name, what has the focus first, and a number beside the name."""

    name: str
    view: QWidget
    first: QWidget
    refresh: Callable[[], None]
    number: Callable[[], int | None]


class DataPage(QWidget):
    """Shows the session's tables; choices go to the session as edits."""

    leads_asked = Signal()
    choose_asked = Signal(str, object)
    derived_asked = Signal()
    activities_asked = Signal()
    remove_activities_asked = Signal()
    report_asked = Signal()
    deals_asked = Signal()
    remove_deals_asked = Signal()

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session = session
        self.leads = LeadsView(session)
        self.leads.leads_asked.connect(self.leads_asked)
        self.leads.derived_asked.connect(self.derived_asked)
        self.leads.report_asked.connect(self.report_asked)
        self.activities = ActivitiesView(session)
        self.activities.table_asked.connect(self.activities_asked)
        self.activities.remove_asked.connect(self.remove_activities_asked)
        self.activities.leads_asked.connect(self.leads_asked)
        self.deals = DealsView(session)
        self.deals.table_asked.connect(self.deals_asked)
        self.deals.remove_asked.connect(self.remove_deals_asked)
        self.deals.leads_asked.connect(self.leads_asked)
        self.duplicates = DuplicatesView(session)
        self.duplicates.leads_asked.connect(self.leads_asked)
        self.duplicates.choose_asked.connect(self.choose_asked)
        self.who = WhoView(session)
        self.who.leads_asked.connect(self.leads_asked)
        self._sides = self._views()
        self.switch = Switch([side.name for side in self._sides])
        self.switch.picked.connect(self._show_side)
        self._stack = QStackedWidget()
        for side in self._sides:
            self._stack.addWidget(side.view)
        self._head = QHBoxLayout()
        self._head.addWidget(self.switch)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head)
        outer.addWidget(self._stack, 1)
        self._adopt()
        theme.observer().changed.connect(self._adopt)
        session.leads_changed.connect(self._refresh)

    def _views(self) -> Sequence[Side]:
        """The sides in their order. A new one is a line here."""
        session = self._session
        return (
            Side(
                "Leads",
                self.leads,
                self.leads.table,
                self.leads.refresh,
                lambda: None if session.whole is None else len(session.whole),
            ),
            Side(
                "Activities",
                self.activities,
                self.activities.table,
                self.activities.refresh,
                lambda: None if session.activity_table is None else session.activity_table.rows,
            ),
            Side(
                "Deals",
                self.deals,
                self.deals.table,
                self.deals.refresh,
                lambda: None if session.deal_table is None else session.deal_table.rows,
            ),
            Side(
                "Duplicates",
                self.duplicates,
                self.duplicates.search,
                self.duplicates.refresh,
                self._merged,
            ),
            Side(
                "Who is scored",
                self.who,
                self.who.editor.add,
                self.who.refresh,
                lambda: None if session.leads is None else len(session.leads),
            ),
        )

    def _merged(self) -> int | None:
        """Duplicated leads that were merged; nothing while none are."""
        population = self._session.population
        return None if population is None else population.merged or None

    def _adopt(self) -> None:
        margin = theme.px(16)
        self._head.setContentsMargins(margin - RING, theme.px(12) - RING, margin, 0)

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.leads.restore_splitter(state)

    @property
    def splitter(self) -> QSplitter:
        """What has sizes that a person chose."""
        return self.leads.splitter

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._refresh()
        self._focus()

    def show_leads(self) -> None:
        """Show the leads."""
        self._show(self.leads)

    def show_activities(self) -> None:
        """Show the activities."""
        self._show(self.activities)

    def show_deals(self) -> None:
        """Show the deals."""
        self._show(self.deals)

    def show_duplicates(self) -> None:
        """Show duplicated leads."""
        self._show(self.duplicates)

    def show_who(self) -> None:
        """Show who is scored."""
        self._show(self.who)

    def show_field(self, name: str) -> None:
        """Make a field of the leads the chosen one."""
        self.show_leads()
        self.leads.show_field(name)

    def show_rows(self, rows: NDArray[np.intp], why: str) -> None:
        """Show only these rows of the imported table, and say why."""
        self.show_leads()
        self.leads.show_rows(rows, why)

    def _show(self, view: QWidget) -> None:
        self._show_side([side.view for side in self._sides].index(view))

    def _show_side(self, side: int) -> None:
        self.switch.choose(side)
        self._stack.setCurrentIndex(side)
        self._focus()

    def _focus(self) -> None:
        self._sides[self.switch.chosen].first.setFocus()

    def finish(self) -> None:
        """Stop looking; before the application ends."""
        self.leads.finish()
        self.duplicates.finish()
        self.who.finish()

    def _refresh(self) -> None:
        numbers = [side.number() for side in self._sides]
        self.switch.present(["" if number is None else count(number) for number in numbers])
        for side in self._sides:
            side.refresh()
