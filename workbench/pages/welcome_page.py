"""The welcome page: a place to drop a file, recent projects, samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sample_projects import Sample
from widgets import theme
from widgets.icons import icon
from widgets.mini_histogram import MiniHistogram


@dataclass(frozen=True)
class Recent:
    """A file that was open before. `when` in words; `missing` where it is no longer there."""

    path: str
    when: str
    missing: bool = False
    unsaved: bool = False
    name: str = ""


def _label(text: str, size: int, weight: int, tone: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font(size, weight))
    label.setWordWrap(True)
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, theme.current().color(tone))
    label.setPalette(palette)
    return label


class _DropArea(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hot = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.color("accentbg" if self.hot else "surface"))
        pen = QPen(look.color("accent" if self.hot else "edge"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(4), look.px(4))


class _Card(QFrame):
    clicked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.color("hover" if self.underMouse() else "surface"))
        focused = self.hasFocus()
        painter.setPen(QPen(look.color("accent" if focused else "line"), 2 if focused else 1))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, look.px(4), look.px(4))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class WelcomePage(QWidget):
    """Everything one can begin with. Emits wishes; opens nothing itself."""

    leads_asked = Signal()
    project_asked = Signal()
    recent_asked = Signal(str)
    sample_asked = Signal(str)

    def __init__(self, samples: Sequence[Sample], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples = samples
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Welcome")
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        self._body = QWidget()
        outer.addWidget(self._body, 12)
        outer.addStretch(1)
        self._recent: tuple[Recent, ...] = ()
        self._build()
        theme.observer().changed.connect(self._rebuild)

    def _rebuild(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        old, self._body = self._body, QWidget()
        layout.replaceWidget(old, self._body)
        old.deleteLater()
        self._build()
        self.present(self._recent)

    def _build(self) -> None:
        body = self._body
        body.setMaximumWidth(theme.px(1120))
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(body)
        column.setSpacing(theme.px(12))
        column.addStretch(2)
        column.addWidget(_label("Leadbench", 26, 600, "text"))
        line = "Design a lead-scoring model and see at once what it would have found."
        column.addWidget(_label(line, 15, 400, "text2"))
        column.addSpacing(theme.px(12))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(20))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._drop_area(), 0, 0)
        grid.addWidget(self._recent_list(), 0, 1)
        column.addLayout(grid)
        column.addSpacing(theme.px(12))
        column.addWidget(_label("Start from a sample", 13, 600, "text"))
        cards = QHBoxLayout()
        cards.setSpacing(theme.px(20))
        for item in self._samples:
            cards.addWidget(self._sample_card(item), 1)
        for _ in range(max(0, 2 - len(self._samples))):
            cards.addStretch(1)
        column.addLayout(cards)
        column.addStretch(3)

    def _drop_area(self) -> QWidget:
        self._area = area = _DropArea()
        area.setMinimumHeight(theme.px(280))
        column = QVBoxLayout(area)
        column.addStretch(1)
        picture = QLabel()
        picture.setPixmap(icon("file-table", "accent").pixmap(QSize(theme.px(34), theme.px(34))))
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        head = _label("Drop a lead export here", 17, 600, "text")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(head)
        text = _label("Excel or CSV, as your CRM wrote it. It need not be clean.", 12, 400, "text2")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)
        column.addSpacing(theme.px(8))
        row = QHBoxLayout()
        row.addStretch(1)
        leads = QPushButton(icon("folder-open", "onaccent"), "Open leads…")
        theme.set_kind(leads, "main")
        leads.clicked.connect(self.leads_asked)
        project = QPushButton("Open a project…")
        project.clicked.connect(self.project_asked)
        row.addWidget(leads)
        row.addWidget(project)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return area

    def _recent_list(self) -> QWidget:
        frame = QFrame()
        frame.setObjectName("recent")
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setAutoFillBackground(True)
        palette = frame.palette()
        palette.setColor(palette.ColorRole.Window, theme.current().color("surface"))
        frame.setPalette(palette)
        column = QVBoxLayout(frame)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(8))
        column.addWidget(_label("Recent projects", 13, 600, "text"))
        self._list = QListWidget()
        self._list.setAccessibleName("Recent projects")
        self._list.itemActivated.connect(self._open_recent)
        self._list.itemClicked.connect(self._open_recent)
        self._none = _label(
            "Projects you save are listed here. Nothing leaves this computer.", 12, 400, "text3"
        )
        column.addWidget(self._list, 1)
        column.addWidget(self._none)
        column.addStretch(0)
        return frame

    def _sample_card(self, item: Sample) -> QWidget:
        card = _Card(f"Open the sample {item.title}")
        row = QHBoxLayout(card)
        margin = theme.px(16)
        row.setContentsMargins(margin, margin, margin, margin)
        row.setSpacing(theme.px(20))
        figures = item.card
        picture = MiniHistogram()
        span = max(1, len(figures.others_by_bin) * figures.width)
        picture.present(
            figures.others_by_bin,
            figures.converted_by_bin,
            (figures.threshold - figures.least) / span,
        )
        row.addWidget(picture, 0)
        column = QVBoxLayout()
        column.addWidget(_label(item.title, 13, 600, "text"))
        column.addWidget(_label(item.sentence, 12, 400, "text2"))
        counts = f"{figures.leads:,} leads · {figures.converted:,} converted · {figures.mql:,} MQL"
        column.addWidget(_label(counts, 12, 400, "text3"))
        row.addLayout(column, 1)
        card.clicked.connect(lambda name=item.name: self.sample_asked.emit(name))
        return card

    def present(self, recent: Sequence[Recent]) -> None:
        """Show the recent files."""
        self._recent = tuple(recent)
        self._list.clear()
        for file in recent:
            name = file.name or Path(file.path).stem
            state = "not saved yet" if file.unsaved else "no longer there" if file.missing else ""
            text = f"{name}\n{', '.join(part for part in (file.when, state) if part)}"
            item = QListWidgetItem(icon("data", "text3"), text)
            item.setData(Qt.ItemDataRole.UserRole, file.path)
            item.setToolTip(file.path)
            if file.missing:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        self._list.setVisible(bool(recent))
        self._none.setVisible(not recent)

    def set_hot(self, hot: bool) -> None:
        """Show that a file can be dropped now."""
        self._area.hot = hot
        self._area.update()

    def _open_recent(self, item: QListWidgetItem) -> None:
        path = item.data(Qt.ItemDataRole.UserRole)
        if path:
            self.recent_asked.emit(str(path))

    def changeEvent(self, event: QEvent) -> None:
        """Repaint with the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
