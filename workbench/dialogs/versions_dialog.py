"""Versions of a model: list them, compare one with now in words, restore, remove."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.project.document import Version
from models.project.edits import RemoveVersion, ReplaceModel
from models.scoring.difference import differences
from widgets import theme
from widgets.rows import Rows, RowWords
from workbench.dialogs.history_dialog import time_words
from workbench.dialogs.sheet import Sheet
from workbench.session import Session


class VersionsDialog(Sheet):
    """The named versions of the chosen model, newest first."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, "Versions", "", "Close")
        self.setObjectName("versions")
        self._session = session
        self.cancel.hide()
        self.list = Rows("Versions")
        self.words = Rows("What changed since")
        self.words.setSelectionMode(Rows.SelectionMode.NoSelection)
        none = (
            "No version yet. Save one (Ctrl+Alt+S), change the model, "
            "and see here what has changed since."
        )
        self.empty = QLabel(none)
        self.empty.setWordWrap(True)
        self.since = QLabel()
        self.since.setFont(theme.font(12, 600))
        self.since.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(theme.px(6))
        right.addWidget(self.since)
        right.addWidget(self.words, 1)
        both = QHBoxLayout()
        both.setSpacing(theme.px(12))
        both.addWidget(self.list, 2)
        both.addLayout(right, 3)
        self.content.addWidget(self.empty)
        self.content.addLayout(both)
        self.restore = QPushButton("Restore")
        self.compare = QPushButton("Compare with it")
        self.remove = QPushButton("Remove")
        for place, button in enumerate((self.restore, self.compare, self.remove)):
            self.buttons.insertWidget(place, button)
        self.restore.clicked.connect(self._restore)
        self.compare.clicked.connect(self._compare)
        self.remove.clicked.connect(self._remove)
        self.list.currentItemChanged.connect(self._show)
        session.project_changed.connect(self._fill)
        self.setMinimumSize(theme.px(680), theme.px(420))
        self._fill()

    def _fill(self) -> None:
        project, model = self._session.project, self._session.model
        versions = () if project is None or model is None else project.versions_of(model.id)
        self.list.clear()
        for version in reversed(versions):
            who = f", {version.author}" if version.author else ""
            self.list.add(RowWords(version.name, f"{time_words(version.time)}{who}"), version)
        self.empty.setVisible(not versions)
        self.list.setVisible(bool(versions))
        self.words.setVisible(bool(versions))
        self.since.setVisible(bool(versions))
        for button in (self.restore, self.compare, self.remove):
            button.setEnabled(bool(versions))
        self.list.setCurrentRow(0)

    def _version(self) -> Version | None:
        item = self.list.currentItem()
        version = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return version if isinstance(version, Version) else None

    def _show(self) -> None:
        version, model = self._version(), self._session.model
        if version is None or model is None:
            self.since.setText("")
            self.words.clear()
            return
        changes = differences(version.model, model)
        head = (
            f"Changed since {version.name}" if changes else f"Nothing changed since {version.name}"
        )
        self.since.setText(head)
        self.words.clear()
        for change in changes:
            first, _, rest = change.partition(": ")
            self.words.add(RowWords(first, rest))

    def _restore(self) -> None:
        version = self._version()
        if version is not None:
            self._session.apply(ReplaceModel(version.model, f"Restore {version.name}"))

    def _compare(self) -> None:
        version = self._version()
        if version is not None:
            self._session.compare_with(version.id)
            self.accept()

    def _remove(self) -> None:
        version = self._version()
        if version is not None:
            self._session.apply(RemoveVersion(version.id))
