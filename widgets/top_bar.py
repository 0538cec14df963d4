"""The bar above the pages: which model, undo and redo, the live figures, what is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from widgets import theme
from widgets.icons import icon


@dataclass(frozen=True)
class Choice:
    """An entry of a menu: an id, its words, and whether it is the one in use."""

    id: str
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class StripFigure:
    """A figure with its label and its neighbour: "MQL", "559", "+37"."""

    label: str
    figure: str
    neighbour: str = ""


OF_MODELS = (
    "new_model",
    "duplicate_model",
    "rename_model",
    "model_note",
    "remove_model",
    "name_version",
    "versions",
)


def _separator() -> QFrame:
    line = QFrame()
    line.setFixedWidth(1)
    line.setAutoFillBackground(True)
    palette = line.palette()
    palette.setColor(palette.ColorRole.Window, theme.current().color("line"))
    line.setPalette(palette)
    return line


class TopBar(QWidget):
    """Shows choices and figures; tells which model or baseline is wanted."""

    model_asked = Signal(str)
    baseline_asked = Signal(str)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setAccessibleName("Model and history")
        self._model_actions = [actions[name] for name in OF_MODELS]
        self._row = QHBoxLayout(self)
        self.model = QPushButton(icon("layers"), "")
        self.model.setProperty("menu", "true")
        self.model.setAccessibleName("Scoring model")
        self.model.setMenu(QMenu(self.model))
        self._row.addWidget(self.model)
        for picture in ("undo", "redo", "history"):
            action = actions[picture]
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIcon(icon(picture))
            action.setIcon(icon(picture))
            self._row.addWidget(button)
        self._strip = QWidget()
        self._strip_row = QHBoxLayout(self._strip)
        self._row.addWidget(self._strip)
        self._row.addStretch(1)
        self.baseline = QPushButton("")
        self.baseline.setProperty("menu", "true")
        self.baseline.setAccessibleName("Compared with")
        self.baseline.setMenu(QMenu(self.baseline))
        self._row.addWidget(self.baseline)
        self.search = QPushButton(icon("search"), "Find a command")
        theme.set_kind(self.search, "plain")
        self.search.setToolTip("Find a command (Ctrl+K)")
        self.search.clicked.connect(actions["commands"].trigger)
        self._row.addWidget(self.search)
        self._figures: tuple[StripFigure, ...] = ()
        self._parts: list[tuple[QFrame, QLabel]] = []
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        px = theme.px
        self.setFixedHeight(px(48))
        self._row.setContentsMargins(px(12), 0, px(12), 0)
        self._row.setSpacing(px(8))
        self._strip_row.setContentsMargins(px(8), 0, 0, 0)
        self._strip_row.setSpacing(px(12))
        self.model.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.model.setMaximumWidth(px(320))
        figures, self._figures = self._figures, ()
        self.present_figures(figures)

    def present_models(self, models: Sequence[Choice], label: str) -> None:
        """Show the models of the project and the words on the button."""
        room = theme.px(250)
        elided = QFontMetrics(self.model.font()).elidedText(
            label, Qt.TextElideMode.ElideMiddle, room
        )
        self.model.setText(elided.replace("&", "&&"))
        self.model.setToolTip(label)
        menu = self.model.menu()
        menu.clear()
        self._fill(menu, models, self.model_asked)
        menu.addSeparator()
        menu.addActions(self._model_actions)

    def present_baselines(self, baselines: Sequence[Choice], label: str) -> None:
        """Show what can be compared with."""
        room = QFontMetrics(self.baseline.font())
        shown = room.elidedText(label, Qt.TextElideMode.ElideRight, theme.px(280))
        self.baseline.setText(shown.replace("&", "&&"))
        self.baseline.setToolTip(label)
        self.baseline.setVisible(bool(label))
        menu = self.baseline.menu()
        menu.clear()
        self._fill(menu, baselines, self.baseline_asked)

    def _fill(self, menu: QMenu, choices: Sequence[Choice], asked: object) -> None:
        for choice in choices:
            action = menu.addAction(choice.text)
            action.setCheckable(True)
            action.setChecked(choice.chosen)
            emit = asked.emit  # type: ignore[attr-defined]
            action.triggered.connect(lambda _on=False, id=choice.id, emit=emit: emit(id))

    def present_figures(self, figures: Sequence[StripFigure]) -> None:
        """Show the live figures; none on the pages where they stand large."""
        if tuple(figures) == self._figures:
            return
        self._figures = tuple(figures)
        while self._strip_row.count():
            item = self._strip_row.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._parts = []
        look = theme.current()
        for figure in figures:
            line = _separator()
            self._strip_row.addWidget(line)
            text = QLabel(
                f'<span style="color:{look.text2}">{figure.label}</span> '
                f'<b style="font-size:{look.px(15)}px">{figure.figure}</b> '
                f'<span style="color:{look.text3}">{figure.neighbour}</span>'
            )
            text.setFont(theme.font(12, tabular=True))
            self._strip_row.addWidget(text)
            self._parts.append((line, text))
        self._fit_strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only whole figures are shown."""
        super().resizeEvent(event)
        self._fit_strip()

    def _fit_strip(self) -> None:
        """Leave the last figures away where there is no room: a figure is never cut."""
        gap = self._row.spacing()
        taken = self._row.contentsMargins().left() + self._row.contentsMargins().right()
        for place in range(self._row.count()):
            item = self._row.itemAt(place)
            widget = None if item is None else item.widget()
            if widget is not None and widget is not self._strip and not widget.isHidden():
                taken += widget.sizeHint().width() + gap
        room = self.width() - taken - self._strip_row.contentsMargins().left()
        for line, text in self._parts:
            room -= text.sizeHint().width() + 1 + 2 * self._strip_row.spacing()
            for part in (line, text):
                _set_there(part, room >= 0)

    def set_compact(self, compact: bool) -> None:
        """Leave the words of the search away in a narrow window."""
        self.search.setText("" if compact else "Find a command")
        self.search.setAccessibleName("Find a command")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The surface and the line below."""
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


def _set_there(part: QWidget, there: bool) -> None:
    """Show or hide a part where that is news: each showing lays the whole window out again.

    What was just put into a layout is shown by it, with all others at once.
    """
    gone = part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if gone == there:
        part.setVisible(there)
