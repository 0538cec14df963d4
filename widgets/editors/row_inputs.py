"""The real inputs that lie over the chosen rule's card: its points, one cell, its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from models.scoring.awards import ByCount, PerOccurrence, Points, Table
from widgets import theme
from widgets.editors.card_painting import is_faulty
from widgets.editors.card_places import CardPlaces
from widgets.editors.rule_edits import saved_points
from widgets.editors.rule_rows import RuleRow, labels_of, sentence_of
from widgets.inputs.points_control import PointsControl
from widgets.inputs.spin_box import SignedSpinBox


class RowInputs(QObject):
    """Shows the inputs of one row inside the list's viewport.

    `moved(entry, points, gesture)`: entry is None for plain points, as an object. `renamed(text)`.
    `left()`: the keys go back to the list. `passed()`: and on to what follows it.
    """

    moved = Signal(object, int, int)
    renamed = Signal(str)
    finished = Signal()
    left = Signal()
    passed = Signal()

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.control = PointsControl(viewport)
        self.cell = SignedSpinBox(viewport)
        self.name = QLineEdit(viewport)
        self.name.setAccessibleName("Name of the rule")
        self.entry = -1
        self._row: RuleRow | None = None
        self._places: CardPlaces | None = None
        self._held: QWidget | None = None
        self._passing = False
        for widget in (self.control, self.cell, self.name):
            widget.hide()
        self.control.moved.connect(lambda points, gesture: self.moved.emit(None, points, gesture))
        self.control.finished.connect(self.finished)
        self.control.left.connect(self.left)
        self.control.spin.lineEdit().returnPressed.connect(self.left)
        self.cell.entered.connect(lambda points, g: self.moved.emit(self.entry, points, g))
        self.cell.finished.connect(self.finished)
        self.cell.left.connect(self._leave_cell)
        self.cell.lineEdit().returnPressed.connect(self._leave_cell)
        self.name.returnPressed.connect(self._take_name)
        for watched in (self.name, self.cell):
            watched.installEventFilter(self)

    # What is shown

    def place(self, row: RuleRow | None, places: CardPlaces | None) -> None:
        """Lie over this row, or over none."""
        other = (row.rule.id if row else None) != (self._row.rule.id if self._row else None)
        self._row, self._places = row, places
        if other:
            self.cell.hide()
            self.name.hide()
        if row is None or places is None:
            self.control.hide()
            return
        award = row.rule.award
        plain = isinstance(award, Points | PerOccurrence) and not is_faulty(row)
        if isinstance(award, Points | PerOccurrence) and plain:
            self.control.present(
                award.points,
                saved=saved_points(row.saved, None),
                span=row.span,
                muted=row.rule.muted,
                name=sentence_of(row.rule),
            )
            area = places.points
            high = min(area.height(), self.control.sizeHint().height())
            rect = QRect(area.left(), 0, area.width(), high)
            rect.moveTop(area.top() + (area.height() - high) // 2)
            self.control.setGeometry(rect)
        self.control.setVisible(plain)
        if not self.cell.isHidden():
            self._place_cell()
        if not self.name.isHidden():
            self.name.setGeometry(self._name_rect())

    def edit_cell(self, entry: int) -> bool:
        """Open the box over one cell; False where the row has no such cell."""
        if self._places is None or not 0 <= entry < len(self._places.cells):
            return False
        self.entry = entry
        self._place_cell()
        self.cell.show()
        self.cell.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cell.selectAll()
        return True

    def _place_cell(self) -> None:
        row, places = self._row, self._places
        if row is None or places is None or not isinstance(row.rule.award, Table):
            self.cell.hide()
            return
        if self.entry >= min(len(places.cells), len(row.rule.award.entries)):
            self.cell.hide()
            return
        award = row.rule.award
        of = row.rule.name if isinstance(award, ByCount) else award.field
        self.cell.setAccessibleName(f"Points for {of} {labels_of(award)[self.entry]}")
        self.cell.present(
            row.rule.award.entries[self.entry].points,
            saved_points(row.saved, self.entry),
            muted=row.rule.muted,
        )
        size = self.cell.sizeHint()
        rect = QRect(0, 0, max(size.width(), places.cells[self.entry].width()), size.height())
        rect.moveCenter(places.cells[self.entry].center())
        self.cell.setGeometry(rect)

    def rename(self) -> None:
        """Open a line over the sentence to type a name."""
        if self._row is None or self._places is None:
            return
        self.name.setText(self._row.rule.name)
        self.name.setGeometry(self._name_rect())
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _name_rect(self) -> QRect:
        if self._places is None:
            return QRect()
        rect = QRect(self._places.sentence)
        high = theme.px(30)
        rect.setTop(rect.center().y() - high // 2)
        rect.setHeight(high)
        rect.setWidth(min(rect.width(), theme.px(360)))
        return rect

    # Keys and the mouse

    def type(self, event: QKeyEvent) -> None:
        """A digit or a sign pressed on the row begins a number."""
        if not self.control.isHidden():
            self.control.type(event)
        elif self.edit_cell(0):
            self.cell.type(event)

    def take(self, event: QMouseEvent, viewport: QWidget, *, spin: bool) -> None:
        """Hand a press on a painted slider or box to the real one that came to lie there."""
        if self._passing:
            return  # the input does not want it: Qt offers it to its parents, which end here
        part = self.control.spin if spin else self.control.slider
        part.setFocus(Qt.FocusReason.MouseFocusReason)
        self._held = part
        self.forward(event, viewport)

    @property
    def holds(self) -> bool:
        """Whether the mouse, pressed on the list, is working one of the inputs."""
        return self._held is not None

    def forward(self, event: QMouseEvent, viewport: QWidget) -> None:
        """Pass on what the mouse does after such a press."""
        if self._held is None:
            return
        local = self._held.mapFrom(viewport, event.position().toPoint())
        passed = QMouseEvent(
            event.type(),
            QPointF(local),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )
        held = self._held
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._held = None
        self._passing = True
        try:
            QApplication.sendEvent(held, passed)
        finally:
            self._passing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.name and kind == QEvent.Type.KeyPress:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                self.name.hide()
                self.left.emit()
                return True
        elif watched is self.name and kind == QEvent.Type.FocusOut and not self.name.isHidden():
            self._take_name()
        elif watched is self.cell and kind == QEvent.Type.FocusOut:
            self.cell.hide()
        elif watched is self.cell and isinstance(event, QKeyEvent) and self._next_cell(event):
            return True
        return super().eventFilter(watched, event)

    def _next_cell(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if event.type() != QEvent.Type.KeyPress or event.key() not in steps:
            return False
        step = steps[Qt.Key(event.key())]
        if not self.edit_cell(self.entry + step):
            self._leave_cell()
            if step > 0:
                self.passed.emit()
        return True

    def _leave_cell(self) -> None:
        self.cell.hide()
        self.left.emit()

    def _take_name(self) -> None:
        text = self.name.text()
        self.name.hide()
        self.left.emit()
        self.renamed.emit(text)
