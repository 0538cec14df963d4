"""What a person does on the import page, for tests whose story begins after it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from workbench.desk import Desk
from workbench.importing.page import ImportPage


def page_ready(desk: Desk, qtbot: QtBot) -> ImportPage:
    """The import page once all rows are there and can be taken."""
    page = desk.importing
    qtbot.waitUntil(page.footer.use.isEnabled, timeout=30_000)
    return page


def press_use(desk: Desk, qtbot: QtBot) -> None:
    """Wait for the rows and press the button that takes them."""
    page = page_ready(desk, qtbot)
    qtbot.mouseClick(page.footer.use, Qt.MouseButton.LeftButton)


def is_table(path: Path) -> bool:
    """Whether a file is looked at on the import page when it is opened."""
    return path.suffix != ".leadbench"
