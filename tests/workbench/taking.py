"""What a person does on the import page, for tests whose story begins after it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.leads.readers import ReadOptions, read_table
from workbench.desk import Desk
from workbench.importing.basis import Around, found_of
from workbench.importing.draft import Draft, Purpose, answered
from workbench.importing.page import ImportPage
from workbench.importing.taken import Taken, taken_of
from workbench.session import Session, now, zone_of


def page_ready(desk: Desk, qtbot: QtBot) -> ImportPage:
    """The import page once all rows are there and can be taken."""
    page = desk.looking.page
    qtbot.waitUntil(page.footer.use.isEnabled, timeout=30_000)
    return page


def press_use(desk: Desk, qtbot: QtBot) -> None:
    """Wait for the rows and press the button that takes them."""
    page = page_ready(desk, qtbot)
    qtbot.mouseClick(page.footer.use, Qt.MouseButton.LeftButton)


def taken(
    path: Path, purpose: Purpose, session: Session, options: ReadOptions | None = None
) -> Taken:
    """What leaves the page where nothing is said on it."""
    project, how = session.project, options or ReadOptions()
    around = Around()
    if project is not None and purpose is not Purpose.NEW:
        around = Around(project, session.whole, zone_of(project))
    draft = Draft(path, purpose, how)
    found = found_of(read_table(path, how), purpose, around, now())
    given = taken_of(answered(draft, draft.reading, found), around.leads)
    assert given is not None
    return given


def is_table(path: Path) -> bool:
    """Whether a file is looked at on the import page when it is opened."""
    return path.suffix != ".leadbench"
