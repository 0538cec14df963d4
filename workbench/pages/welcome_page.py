"""The welcome page: a place to drop a file, recent projects, samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from sample_projects import Sample
from widgets import theme
from widgets.icons import icon, paint_icon
from widgets.mini_histogram import MiniHistogram

SEARCHED = 6
"""From so many recent projects on there is a line to find one."""

LOW = 600
"""A page lower than this, at 100 %, is laid out with less air."""


@dataclass(frozen=True)
class Recent:
    """A file that was open before. `when` in words; `missing` where it is no longer there."""

    path: str
    when: str
    missing: bool = False
    unsaved: bool = False
    name: str = ""

    @property
    def title(self) -> str:
        """The project's name, or that of its file."""
        return self.name or Path(self.path).stem

    @property
    def details(self) -> str:
        """Where it is and how it stands, in words."""
        if self.unsaved:
            return "Not saved yet"
        folder = str(Path(self.path).parent)
        return f"No longer in {folder}" if self.missing else folder


def _label(text: str, size: int, weight: int, tone: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font(size, weight))
    label.setWordWrap(True)
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, theme.current().color(tone))
    label.setPalette(palette)
    return label


class _Mark(QWidget):
    """The mark of the program: two bars, a converted one, and the threshold before it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.px(40), theme.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        foot = look.px(40)
        for place, (height, tone) in enumerate(
            ((12, "notconverted"), (22, "notconverted"), (30, "converted"))
        ):
            bar = QRect(look.px(4 + 11 * place), foot - look.px(height), look.px(9), 0)
            bar.setBottom(foot)
            painter.fillRect(bar, look.color(tone))
        line = QRect(look.px(24), foot - look.px(35), look.px(2), look.px(38))
        painter.fillRect(line, look.color("accent"))


class _Frame(QFrame):
    """A surface with a line around it; dashed and coloured where something can be dropped."""

    def __init__(self, dashed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dashed, self.hot = dashed, False

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.color("accentbg" if self.hot else "surface"))
        style = Qt.PenStyle.DashLine if self.dashed else Qt.PenStyle.SolidLine
        quiet = "edge" if self.dashed else "line"
        painter.setPen(QPen(look.color("accent" if self.hot else quiet), 1, style))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(4), look.px(4))


class _RecentRow(QStyledItemDelegate):
    """A recent project: its name, where it is, and when it was worked on at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(120), theme.px(52))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        recent = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(recent, Recent):
            return
        look = theme.current()
        rect: QRect = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, look.color("sel"))
            painter.setPen(QPen(look.color("accent"), look.px(2)))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        elif state & QStyle.StateFlag.State_MouseOver and not recent.missing:
            painter.fillRect(rect, look.color("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("grid"))
        side = look.px(20)
        picture = QRect(rect.left() + look.px(16), rect.center().y() - side // 2, side, side)
        paint_icon(painter, "data", picture, "text3")
        inner = rect.adjusted(look.px(48), look.px(8), -look.px(16), -look.px(8))
        small = theme.font(12)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(look.color("text2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, recent.when)
        if recent.when:
            inner.setRight(inner.right() - metrics.horizontalAdvance(recent.when) - look.px(12))
        half = inner.height() // 2
        below = inner.adjusted(0, half, 0, 0)
        elide = Qt.TextElideMode.ElideMiddle
        painter.drawText(below, middle, metrics.elidedText(recent.details, elide, below.width()))
        bold = theme.font(13, 600)
        painter.setFont(bold)
        painter.setPen(look.color("text3" if recent.missing else "text"))
        above = inner.adjusted(0, 0, 0, -half)
        name = QFontMetrics(bold).elidedText(
            recent.title, Qt.TextElideMode.ElideRight, above.width()
        )
        painter.drawText(above, middle, name)


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
        inside = 1.0 if focused else 0.5
        box = QRectF(self.rect()).adjusted(inside, inside, -inside, -inside)
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
        self._recent: tuple[Recent, ...] = ()
        self._low = False
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._build()
        theme.observer().changed.connect(self._rebuild)

    def _rebuild(self) -> None:
        self._low = self.height() < theme.px(LOW)
        # The scroll area deletes the old content.
        self._build()
        self.present(self._recent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air on a low page."""
        super().resizeEvent(event)
        if (self.height() < theme.px(LOW)) != self._low:
            self._rebuild()

    def _build(self) -> None:
        whole = QWidget()
        across = QHBoxLayout(whole)
        side = theme.px(16)
        across.setContentsMargins(side, theme.px(12), side, theme.px(12))
        body = QWidget()
        across.addStretch(1)
        across.addWidget(body, 24)
        across.addStretch(1)
        body.setMaximumWidth(theme.px(1120))
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8 if self._low else 12))
        column.addStretch(2)
        column.addLayout(self._title())
        column.addSpacing(theme.px(4 if self._low else 16))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(20))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._drop_area(), 0, 0)
        grid.addWidget(self._recent_list(), 0, 1)
        column.addLayout(grid)
        column.addSpacing(theme.px(4 if self._low else 16))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        start = _label("Start from a sample", 13, 600, "text")
        copy = _label("Opens as a copy; change what you like.", 12, 400, "text2")
        for label in (start, copy):
            label.setWordWrap(False)
            line.addWidget(label)
        line.addStretch(1)
        column.addLayout(line)
        cards = QHBoxLayout()
        cards.setSpacing(theme.px(20))
        for item in self._samples:
            cards.addWidget(self._sample_card(item), 1)
        for _ in range(max(0, 2 - len(self._samples))):
            cards.addWidget(QWidget(), 1)
        column.addLayout(cards)
        column.addStretch(3)
        self._scroll.setWidget(whole)
        # Qt fills what a scroll area shows; the page is as quiet as the window.
        whole.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)

    def _title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(_label("Leadbench", 20 if self._low else 26, 600, "text"))
        line = "Design a lead-scoring model and see at once what it would have found."
        words.addWidget(_label(line, 13 if self._low else 15, 400, "text2"))
        row.addLayout(words, 1)
        return row

    def _drop_area(self) -> QWidget:
        self._area = area = _Frame(dashed=True)
        area.setMinimumHeight(theme.px(150 if self._low else 300))
        column = QVBoxLayout(area)
        column.setSpacing(theme.px(4))
        column.addStretch(1)
        if not self._low:
            picture = QLabel()
            size = QSize(theme.px(34), theme.px(34))
            picture.setPixmap(icon("file-table", "accent").pixmap(size))
            column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(theme.px(4))
        head = _label("Drop a lead export here", 17, 600, "text")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(head)
        text = _label("Excel or CSV, as your CRM wrote it. It need not be clean.", 12, 400, "text2")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)
        column.addSpacing(theme.px(8))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
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
        frame = _Frame()
        frame.setObjectName("recent")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, theme.px(4))
        column.setSpacing(0)
        head = QHBoxLayout()
        side = theme.px(16)
        head.setContentsMargins(side, theme.px(8), theme.px(12), theme.px(8))
        title = _label("Recent projects", 13, 600, "text")
        title.setMinimumHeight(theme.px(28))
        head.addWidget(title, 1)
        self._head = head
        self._find: QLineEdit | None = None
        line = QFrame()
        line.setFixedHeight(1)
        line.setAutoFillBackground(True)
        palette = line.palette()
        palette.setColor(palette.ColorRole.Window, theme.current().color("line"))
        line.setPalette(palette)
        self._list = QListWidget()
        self._list.setAccessibleName("Recent projects")
        self._list.setItemDelegate(_RecentRow(self._list))
        self._list.setMouseTracking(True)
        self._list.setMinimumHeight(theme.px(80))
        self._list.itemActivated.connect(self._open_recent)
        self._list.itemClicked.connect(self._open_recent)
        self._none = _label(
            "Projects you save are listed here.\nNothing leaves this computer.", 12, 400, "text2"
        )
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addLayout(head)
        column.addWidget(line)
        column.addWidget(self._list, 1)
        column.addWidget(self._none, 1)
        return frame

    def _sample_card(self, item: Sample) -> QWidget:
        card = _Card(f"Open the sample {item.title}")
        row = QHBoxLayout(card)
        margin = theme.px(12 if self._low else 16)
        row.setContentsMargins(margin, margin, margin, margin)
        row.setSpacing(theme.px(20))
        figures = item.card
        picture = MiniHistogram()
        picture.setFixedSize(theme.px(104), theme.px(56))
        span = max(1, len(figures.others_by_bin) * figures.width)
        picture.present(
            figures.others_by_bin,
            figures.converted_by_bin,
            (figures.threshold - figures.least) / span,
        )
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        column.addStretch(1)
        column.addWidget(_label(item.title, 13, 600, "text"))
        column.addWidget(_label(item.sentence, 12, 400, "text2"))
        counts = f"{figures.leads:,} leads · {figures.converted:,} converted · {figures.mql:,} MQL"
        column.addWidget(_label(counts, 12, 400, "text3"))
        column.addStretch(1)
        row.addLayout(column, 1)
        card.clicked.connect(lambda name=item.name: self.sample_asked.emit(name))
        return card

    def present(self, recent: Sequence[Recent]) -> None:
        """Show the recent files."""
        self._recent = tuple(recent)
        if len(recent) >= SEARCHED and self._find is None:
            self._find = find = QLineEdit()
            find.setPlaceholderText("Find a project")
            find.setAccessibleName("Find a project")
            find.setProperty("small", "true")
            find.setMaximumWidth(theme.px(160))
            find.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
            find.textChanged.connect(lambda _text: self._fill())
            self._head.addWidget(find)
        self._fill()

    def _fill(self) -> None:
        wanted = "" if self._find is None else self._find.text().casefold()
        self._list.clear()
        for recent in self._recent:
            if wanted not in f"{recent.title} {recent.path}".casefold():
                continue
            item = QListWidgetItem(f"{recent.title}, {recent.details}")
            item.setData(Qt.ItemDataRole.UserRole, recent)
            item.setToolTip(recent.path)
            if recent.missing:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        self._list.setCurrentRow(0)  # where the keys begin is seen as soon as they are here
        self._list.setVisible(bool(self._recent))
        self._none.setVisible(not self._recent)

    def set_hot(self, hot: bool) -> None:
        """Show that a file can be dropped now."""
        self._area.hot = hot
        self._area.update()

    def _open_recent(self, item: QListWidgetItem) -> None:
        recent = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(recent, Recent) and not recent.missing:
            self.recent_asked.emit(recent.path)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint with the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
