"""The table of pages: each is there, is built when first shown, and its wishes are heard."""

from __future__ import annotations

import importlib

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.desk import Desk
from workbench.live_preview import LivePreview
from workbench.opened_pages import OpenedPages, grant
from workbench.places import PLACES, Place
from workbench.session import Session

WISHES = ("_asked", "failed", "note")


class AnyDesk:
    """Stands in for the desk: whatever is asked of it is there."""

    def __getattr__(self, name: str) -> object:
        return AnyDesk()

    def __call__(self, *_: object) -> None: ...


def class_of(place: Place) -> type[QWidget]:
    found = getattr(importlib.import_module(place.module), place.page)
    assert issubclass(found, QWidget)
    return found


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_that_every_wish_of_a_page_has_an_answer(place: Place) -> None:
    made = class_of(place)
    wishes = {
        name
        for name in dir(made)
        if name.endswith(WISHES) and isinstance(getattr(made, name), Signal)
    }
    assert wishes - Desk.wishes(AnyDesk()).keys() == set()  # type: ignore[arg-type]


def test_that_a_page_is_built_when_it_is_first_asked_for_and_only_then(qtbot: QtBot) -> None:
    session = Session()
    preview = LivePreview(session)
    ready: list[object] = []
    pages = OpenedPages(session, preview, ready.append)
    assert pages.built == []
    page = pages[4]
    qtbot.addWidget(page)
    assert ready == [page] == pages.built
    assert pages[4] is page
    assert pages[-len(pages) + 4] is page
    assert (pages.place_of(page), pages.place_of(session)) == (4, -1)
    assert len(ready) == 1
    with pytest.raises(IndexError):
        pages[len(PLACES)]
    page.finish()
    preview.finish()
    session.finish()


def test_that_a_wish_reaches_its_answer_with_all_it_says(qtbot: QtBot) -> None:
    class Page(QWidget):
        lead_asked = Signal(int)

    page, asked = Page(), []
    qtbot.addWidget(page)
    grant(page, {"lead_asked": asked.append, "leads_asked": asked.clear})
    page.lead_asked.emit(7)
    assert asked == [7]


def test_that_shortcuts_and_names_of_pages_are_their_own() -> None:
    for part in ("key", "name", "keys", "page"):
        assert len({getattr(place, part) for place in PLACES}) == len(PLACES)
