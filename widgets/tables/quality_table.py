"""The table of fields with their fill: overall, by outcome and by month, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.evaluation.figures import NONE, count
from models.evaluation.quality.fill import Part
from models.evaluation.quality.finding import WORDS
from models.evaluation.quality.quality import FieldQuality
from models.evaluation.quality.words import percent
from widgets import theme
from widgets.tables.cells import draw_text
from widgets.tables.choosing import choose_silently
from widgets.taking.taking import Taking

Index = QModelIndex | QPersistentModelIndex

FIELD, FILLED, WON, LOST, MONTHS, VALUES, FOUND = range(7)
HEADS = ("Field", "Filled", "Converted", "Not converted", "By month", "Values", "Found")
WIDTHS = (150, 108, 104, 104, 96, 74, 180)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: tuple[FieldQuality, ...] = ()

    def present(self, fields: Sequence[FieldQuality]) -> None:
        same = len(fields) == len(self.fields) > 0
        if not same:
            self.beginResetModel()
        self.fields = tuple(fields)
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fields) - 1, FOUND))
        else:
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        return HEADS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        field = self.fields[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == FOUND:
            return "\n".join(found.what for found in field.findings) or None
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(field, index.column())
        return None


def words_of(field: FieldQuality, column: int) -> str:
    """A cell in words, as it is read out and copied."""
    fill = field.fill
    lost, won, _ = fill.by_outcome
    match column:
        case 0:
            return field.item.name
        case 1:
            return percent(fill.all.share)
        case 2:
            return percent(won.share)
        case 3:
            return percent(lost.share)
        case 4:
            known = [part for part in fill.by_month if part.share is not None]
            if not known:
                return NONE
            return f"{percent(known[0].share)} to {percent(known[-1].share)}"
        case 5:
            return count(field.distinct)
        case _:
            return found_words(field)


def found_words(field: FieldQuality) -> str:
    """What was found, in short."""
    return ", ".join(dict.fromkeys(WORDS[found.sort] for found in field.findings))


class _Cells(QStyledItemDelegate):
    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        rect: QRect = option.rect
        field = self._model.fields[index.row()]
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("sel"))
        painter.setPen(look.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        lost, won, _ = field.fill.by_outcome
        match index.column():
            case 0:
                draw_text(painter, inner, field.item.name, weight=600 if field.readers else 400)
            case 1:
                _bar(painter, inner, field.fill.all, "axis")
            case 2:
                _bar(painter, inner, won, "converted")
            case 3:
                _bar(painter, inner, lost, "notconverted")
            case 4:
                _line(painter, inner, field.fill.by_month)
            case 5:
                draw_text(painter, inner, count(field.distinct), right=True, tone="text2", size=12)
            case _:
                words = found_words(field)
                changes = any(found.effect.changes for found in field.findings)
                if words:
                    draw_text(painter, inner, words, tone="warn" if changes else "text2", size=12)


def _bar(painter: QPainter, rect: QRect, part: Part, token: str) -> None:
    """A track filled up to the share, and the share in figures."""
    look = theme.current()
    text = QRect(rect.right() - look.px(50), rect.top(), look.px(50), rect.height())
    tone = "text" if part.share is not None else "text3"
    draw_text(painter, text, percent(part.share), right=True, tone=tone, size=12)
    width = max(rect.width() - look.px(56), look.px(10))
    track = QRect(rect.left(), rect.center().y() - look.px(3), width, look.px(7))
    painter.fillRect(track, look.color("sunken"))
    if part.share:
        filled = QRect(track)
        filled.setWidth(max(round(track.width() * part.share), 1))
        painter.fillRect(filled, look.color(token))
        if token == "notconverted":
            painter.setPen(QPen(look.color("axis"), 1))
            painter.drawRect(filled.adjusted(0, 0, -1, -1))


def _line(painter: QPainter, rect: QRect, parts: Sequence[Part]) -> None:
    """The share by month as a line from 0 at the foot to 100 % at the top."""
    look = theme.current()
    shares = [(place, part.share) for place, part in enumerate(parts) if part.share is not None]
    if not shares:
        draw_text(painter, rect, NONE, tone="text3", size=12)
        return
    box = QRectF(rect).adjusted(0, look.px(6), 0, -look.px(6))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("grid"), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    step = box.width() / max(len(parts) - 1, 1)
    points = [
        QPointF(box.left() + place * step, box.bottom() - share * box.height())
        for place, share in shares
    ]
    painter.setPen(QPen(look.color("text2"), 1.25 * look.scale))
    if len(points) == 1:
        painter.drawLine(points[0], QPointF(box.right(), points[0].y()))
    else:
        painter.drawPolyline(QPolygonF(points))
    painter.restore()


class QualityTable(QTableView):
    """The table. Emits `field_chosen` (name of the field)."""

    field_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Cells(self._model, self))
        self.setAccessibleName("Fields and how they are filled")
        self.setProperty("framed", "true")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setHighlightSections(False)
        self.taking = Taking(self)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        for column, width in enumerate(WIDTHS[:-1]):
            self.setColumnWidth(column, theme.px(width))

    def present(self, fields: Sequence[FieldQuality]) -> None:
        """Show fields in their order; never emits."""
        self.blockSignals(True)
        self._model.present(fields)
        self.blockSignals(False)

    def choose(self, name: str) -> None:
        """Mark a field as the chosen one, without telling anybody."""
        names = [field.item.name for field in self._model.fields]
        if name in names:
            choose_silently(self, self._model.index(names.index(name), 0), scroll=True)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which field was chosen by hand or key."""
        super().currentChanged(current, previous)
        if current.isValid() and not self.signalsBlocked():
            self.field_chosen.emit(self._model.fields[current.row()].item.name)
