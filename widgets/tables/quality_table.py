"""The table of fields with their fill: overall, by outcome and by month, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF
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

FIELD, FILLED, WON, LOST, MONTHS, VALUES, FOUND, CHOSEN = range(8)
HEADS = ("Field", "Filled", "Converted", "Not converted", "By month", "Values", "Found", "Chosen")
WIDTHS = (150, 108, 104, 104, 96, 74, 180, 72)
PLAIN = tuple(range(CHOSEN))
"""The columns while no leads are chosen."""
WITH_CHOSEN = (FIELD, CHOSEN, *PLAIN[1:])


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: tuple[FieldQuality, ...] = ()
        self.columns = PLAIN
        self._number: Callable[[int], int] | None = None

    def count_chosen(self, number: Callable[[int], int] | None) -> None:
        """Other leads are chosen, or none."""
        self.beginResetModel()
        self._number = number
        self.columns = PLAIN if number is None else WITH_CHOSEN
        self.endResetModel()

    def chosen(self, row: int) -> int:
        """How many of the chosen leads have a value in the field of a row."""
        return 0 if self._number is None else self._number(row)

    def present(self, fields: Sequence[FieldQuality]) -> None:
        same = len(fields) == len(self.fields) > 0
        if not same:
            self.beginResetModel()
        self.fields = tuple(fields)
        if same:
            last = self.index(len(fields) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        shown = across and role == Qt.ItemDataRole.DisplayRole and section < len(self.columns)
        return HEADS[self.columns[section]] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        field, column = self.fields[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and column == FOUND:
            return "\n".join(found.what for found in field.findings) or None
        if role == Qt.ItemDataRole.DisplayRole:
            return count(self.chosen(index.row())) if column == CHOSEN else words_of(field, column)
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
        match self._model.columns[index.column()]:
            case 7:
                number = self._model.chosen(index.row())
                tone, weight = ("accent", 600) if number else ("text3", 400)
                draw_text(painter, inner, count(number), right=True, tone=tone, weight=weight)
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
    """The table. Emits `field_chosen` (name of the field). A field is about the leads that have a
    value in it: its last words are those that `choose_leads_by` is told.
    """

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
        self._choose: Callable[[], None] | None = None
        self.doubleClicked.connect(lambda _index: self._open())
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        for place, column in enumerate(self._model.columns[:-1]):
            self.setColumnWidth(place, theme.px(WIDTHS[column]))

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

    def chosen(self) -> int | None:
        """The place of the chosen field."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    # Choosing leads

    def count_chosen(self, number: Callable[[int], int | None] | None) -> None:
        """Say beside the name how many of the chosen leads a field has; None: no column."""
        if number is None and self._model.columns == PLAIN:
            return
        row, top = self.chosen(), self.verticalScrollBar().value()
        self.blockSignals(True)
        self._model.count_chosen(None if number is None else lambda place: number(place) or 0)
        self.blockSignals(False)
        self._adopt()
        if row is not None:
            choose_silently(self, self._model.index(row, 0), scroll=False)
        self.verticalScrollBar().setValue(top)

    def choose_leads_by(
        self, words: Callable[[int], str], do: Callable[[int], None], *, opens: bool = True
    ) -> None:
        """A field chooses leads, as the records of a `RecordTable` do."""

        def offered() -> str:
            place = self.chosen()
            name = "" if place is None else words(place)
            return f"Choose the leads of {name}" if name else ""

        def choose() -> None:
            place = self.chosen()
            if place is not None and words(place):
                do(place)

        self.taking.choose_by(offered, choose)
        self._choose = choose if opens else None

    def _open(self) -> None:
        if self._choose is not None:
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the leads of the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which field was chosen by hand or key."""
        super().currentChanged(current, previous)
        if current.isValid() and not self.signalsBlocked():
            self.field_chosen.emit(self._model.fields[current.row()].item.name)
