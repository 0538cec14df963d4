"""Ways to a page and to what is asked for on it."""

from __future__ import annotations

from typing import Any

from models.scoring.lint.finding import Where
from workbench.main_window import MainWindow
from workbench.opened_pages import OpenedPages
from workbench.places import COMPARE, DATA, LEADS, MODEL
from workbench.session import Session


class Ways:
    """Each shows a page and, on it, what it is named for."""

    def __init__(self, window: MainWindow, session: Session, pages: OpenedPages) -> None:
        self._window, self._session, self._pages = window, session, pages

    def add_rule(self) -> None:
        """Add a rule and edit it on the Model page."""
        self._window.show_page(MODEL)
        self._pages[MODEL].add_rule()

    def add_group(self) -> None:
        """Add a group and edit it on the Model page."""
        self._window.show_page(MODEL)
        self._pages[MODEL].add_group()

    def find_leads(self) -> None:
        """Go to the line that finds leads."""
        self._window.show_page(LEADS)
        self._pages[LEADS].search.setFocus()

    def show_grade(self, label: str) -> None:
        """Show the leads of a grade on the Leads page."""
        self._window.show_page(LEADS)
        self._pages[LEADS].show_grade(label)

    def show_band(self, place: int) -> None:
        """Show the leads of a band, by its place from the lowest, on the Leads page."""
        self._window.show_page(LEADS)
        self._pages[LEADS].show_band(place)

    def show_comparison(self, a: str, b: str) -> None:
        """Show two models, versions or scenarios, by their keys, on the Compare page."""
        self._window.show_page(COMPARE)
        self._pages[COMPARE].choose(a, b)

    def show_rule(self, rule: str) -> None:
        """Show a rule in its editor on the Model page."""
        self._window.show_page(MODEL)
        self._session.choose_rule(rule)
        self._pages[MODEL].editor.open_rule(rule)

    def show_field(self, name: str) -> None:
        """Show a field of the leads on the Data page."""
        self._window.show_page(DATA)
        self._pages[DATA].show_field(name)

    def show_rows(self, rows: Any, why: str, field: str) -> None:
        """Show rows of the imported table on the Data page, and the field they are about."""
        self._window.show_page(DATA)
        self._pages[DATA].show_rows(rows, why)
        self._pages[DATA].show_field(field)

    def show_lead(self, row: int) -> None:
        """Show the way of a lead, by its row."""
        self._window.show_page(LEADS)
        self._session.choose_lead(row)
        self._pages[LEADS].show_lead()

    def show_activities(self) -> None:
        """Show the activities on the Data page."""
        self._window.show_page(DATA)
        self._pages[DATA].show_activities()

    def show_deals(self) -> None:
        """Show the deals on the Data page."""
        self._window.show_page(DATA)
        self._pages[DATA].show_deals()

    def go_to(self, where: Where) -> None:
        """Show a part of the model on the Model page."""
        self._window.show_page(MODEL)
        self._pages[MODEL].show_part(where)
