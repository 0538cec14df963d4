"""Dragging a rule or a group in the list: where it would land, and the line that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QListView

from models.project.edits import AnyEdit
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.editors.rule_edits import dropped, dropped_group
from widgets.editors.rule_rows import EmptyRow, HeaderRow, Row, RuleRow


@dataclass(frozen=True)
class Drop:
    """Before the rule at `index` of a group; the line is drawn above or below a row."""

    group: str
    index: int
    row: int
    below: bool


def rule_drop(rows: tuple[Row, ...], position: int, *, lower: bool) -> Drop | None:
    """Where a rule lands that is let go over a row, over its lower half or its upper."""
    if not 0 <= position < len(rows):
        return None
    row = rows[position]
    match row:
        case RuleRow():
            before = [r for r in rows[:position] if isinstance(r, RuleRow) and r.group == row.group]
            return Drop(row.group, len(before) + lower, position, lower)
        case EmptyRow():
            return Drop(row.group, 0, position, below=False)
        case HeaderRow():
            above = _group_above(rows, position)
            if above is not None and not lower:
                return Drop(above.group.id, above.rules, position, below=False)
            index = row.rules if row.collapsed else 0
            return Drop(row.group.id, index, position, below=True)
        case _:
            above = _group_above(rows, position)
            return None if above is None else Drop(above.group.id, above.rules, position, False)


def group_drop(rows: tuple[Row, ...], position: int, *, lower: bool) -> tuple[int, int] | None:
    """Where a group lands: before which group, and the row above which the line is drawn."""
    heads = [i for i, row in enumerate(rows) if isinstance(row, HeaderRow)]
    if not heads or position < 0:
        return None
    mine = max((i for i in heads if i <= position), default=heads[0])
    after = [i for i in heads if i > mine]
    end = after[0] if after else len(rows) - 1
    past = position > (mine + end) / 2 or (position == mine and lower and end == mine + 1)
    target = end if past else mine
    return sum(i < target for i in heads), target


def _group_above(rows: tuple[Row, ...], position: int) -> HeaderRow | None:
    return next((r for r in reversed(rows[:position]) if isinstance(r, HeaderRow)), None)


class RowDrag(QObject):
    """One drag in the list of rules: from the press to the drop.

    `dropped(edit)`: the rule or the group was let go at another place.
    """

    dropped = Signal(object)

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._model: ScoringModel | None = None
        self._rows: tuple[Row, ...] = ()
        self._row: Row | None = None
        self._from = QPoint()
        self._at = QPoint()
        self._moving = False
        self._scroll = QTimer(self)
        self._scroll.setInterval(30)
        self._scroll.timeout.connect(self._scroll_on)

    def press(self, at: QPoint, model: ScoringModel, rows: tuple[Row, ...], position: int) -> None:
        """The mouse went down on a row that can be dragged."""
        self._from, self._at, self._moving = at, at, False
        self._model, self._rows, self._row = model, rows, rows[position]

    def move(self, at: QPoint) -> None:
        """The mouse moves with its button down."""
        if self._row is None:
            return
        self._at = at
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._moving:
            self._moving = True
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll.start()
        if self._moving:
            self._view.viewport().update()

    def release(self, at: QPoint) -> bool:
        """The button is up: True where that ended a drag."""
        moving, row, model = self._moving, self._row, self._model
        if moving:
            self._at = at
        drop = self._target() if moving else None
        self.cancel()
        if model is None or drop is None:
            return moving
        edit: AnyEdit | None = None
        if isinstance(row, RuleRow) and isinstance(drop, Drop):
            edit = dropped(model, row.rule.id, drop.group, drop.index)
        elif isinstance(row, HeaderRow) and not isinstance(drop, Drop):
            edit = dropped_group(model, row.group.id, drop[0])
        if edit is not None:
            self.dropped.emit(edit)
        return moving

    def cancel(self) -> bool:
        """Forget the drag; True where there was one."""
        moving, self._moving, self._row = self._moving, False, None
        self._scroll.stop()
        if moving:
            self._view.viewport().unsetCursor()
            self._view.viewport().update()
        return moving

    def paint(self, painter: QPainter) -> None:
        """The line where it would land, over the rows."""
        drop = self._target() if self._moving else None
        if drop is None:
            return
        row, below = (drop.row, drop.below) if isinstance(drop, Drop) else (drop[1], False)
        rect = self._view.visualRect(self._view.model().index(row, 0))
        y = rect.bottom() if below else rect.top()
        look = theme.current()
        painter.fillRect(QRect(rect.left(), y - 1, rect.width(), 3), look.color("accent"))
        side = theme.px(8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawEllipse(QRect(rect.left() + 1, y - side // 2, side, side))

    def _target(self) -> Drop | tuple[int, int] | None:
        y = max(0, min(self._at.y(), self._view.viewport().height() - 1))
        index = self._view.indexAt(QPoint(theme.px(40), y))
        position = index.row() if index.isValid() else len(self._rows) - 1
        rect = self._view.visualRect(self._view.model().index(position, 0))
        lower = y > rect.center().y()
        if isinstance(self._row, HeaderRow):
            return group_drop(self._rows, position, lower=lower)
        return rule_drop(self._rows, position, lower=lower)

    def _scroll_on(self) -> None:
        """Near its edges the list moves along."""
        edge, height = theme.px(28), self._view.viewport().height()
        step = -1 if self._at.y() < edge else 1 if self._at.y() > height - edge else 0
        if step:
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + step * theme.px(12))
            self._view.viewport().update()
