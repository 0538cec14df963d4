"""A list of cards that paints only what differs and knows what is under the mouse."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QToolTip, QWidget

from models.exchange.shown import listed
from models.scoring.awards import Table
from models.scoring.words import award_words
from widgets import theme
from widgets.editors.card_delegate import AnyIndex, CardDelegate, Rows
from widgets.editors.card_painting import places_of
from widgets.editors.card_places import CardPlaces, Zone, header_places
from widgets.editors.card_words import tip_of
from widgets.editors.evidence import told
from widgets.editors.row_inputs import RowInputs
from widgets.editors.rule_rows import HeaderRow, Row, RuleRow, sentence_of
from widgets.printing.parts import Heading, Part
from widgets.printing.parts import Rows as PrintedRows


class CardView(QListView):
    """Rows of rules and groups, with real inputs on the chosen one.

    `chosen(rule_id)`: a person chose a rule, "" a group.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = ""
        self._rows = Rows(self)
        self._inputs = RowInputs(self.viewport())
        self._delegate = CardDelegate(self._rows, self._inputs.control.spin, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        # Every pixel is painted by a row or by us, so that scrolling moves what is there already.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(theme.px(28))
        self._inputs.left.connect(self._take_keys)
        self._inputs.passed.connect(self._pass_on)
        theme.observer().changed.connect(self._lay_out_again)

    @property
    def rule(self) -> str:
        """The id of the chosen rule; "" where a group or nothing is."""
        return self._rule

    @property
    def row(self) -> Row | None:
        """The row that has the keyboard."""
        return self.row_at(self.currentIndex().row())

    def row_at(self, position: int) -> Row | None:
        """The row at a position; None outside."""
        return self._rows.rows[position] if 0 <= position < len(self._rows.rows) else None

    def position_of(self, kind: str, name: str) -> int:
        """The position of a row, -1 where it is not shown."""
        return next((i for i, r in enumerate(self._rows.rows) if r.key == (kind, name)), -1)

    def on_paper(self) -> tuple[Part, ...]:
        """All rules with their sentences and points, under their groups, as they are printed."""
        table: list[list[str | int | float]] = [["Group", "Rule", "Points", "What it says here"]]
        group = ""
        for row in self._rows.rows:
            if isinstance(row, HeaderRow):
                group = row.group.name
            elif isinstance(row, RuleRow):
                muted = " (muted)" if row.rule.muted else ""
                said = [sentence_of(row.rule) + muted, award_words(row.rule), told(row.evidence)]
                table.append([group, *said])
        return (Heading("Rules"), PrintedRows(listed("Rules", table))) if len(table) > 1 else ()

    def places(self, rule_id: str) -> CardPlaces | None:
        """Where the parts of a rule's card are in the viewport; None where it is not shown."""
        position = self.position_of("rule", rule_id)
        row = self.row_at(position)
        if not isinstance(row, RuleRow):
            return None
        return places_of(self.visualRect(self._rows.index(position)), row)

    def header_rect(self, group_id: str) -> QRect:
        """Where a group's header is in the viewport; empty where it is not shown."""
        position = self.position_of("group", group_id)
        return self.visualRect(self._rows.index(position)) if position >= 0 else QRect()

    def set_compact(self, compact: bool) -> None:
        """Rows of 47 px instead of 56."""
        if self._delegate.compact != compact:
            self._delegate.compact = compact
            self._lay_out_again()

    # Showing rows

    def show_rows(self, rows: tuple[Row, ...]) -> bool:
        """Show other rows; False where only what they say differs."""
        key, position = self._delegate.chosen, self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        before = self._rows.rows
        changed = self._rows.show(rows)
        if changed is None:
            self._return_to(key, position, scrolled)
        else:
            self._repaint(changed, before)
        self._place_inputs()
        return changed is None

    def _repaint(self, changed: list[int], before: tuple[Row, ...]) -> None:
        """Paint again what differs and is in sight; of a rule whose figures moved, only these."""
        first = self.indexAt(QPoint(1, 1)).row()
        last = self.indexAt(QPoint(1, self.viewport().height() - 1)).row()
        for position in changed:
            if position < first or (position > last >= 0):
                continue
            rect = self.visualRect(self._rows.index(position))
            row, was = self._rows.rows[position], before[position]
            if isinstance(row, RuleRow) and isinstance(was, RuleRow):
                rect = _changed_part(rect, was, row)
            self.viewport().update(rect)

    def _return_to(self, key: tuple[str, str] | None, position: int, scrolled: int) -> None:
        """All rows are new: stand where the reader stood."""
        self.executeDelayedItemsLayout()
        found = self.position_of(*key) if key is not None else -1
        if found < 0 and position >= 0 and self._rows.rows:
            found = min(position, len(self._rows.rows) - 1)
        row = self.row_at(found)
        self._rule = row.rule.id if isinstance(row, RuleRow) else ""
        if row is None:
            self._delegate.chosen = None
        else:
            self.setCurrentIndex(self._rows.index(found))
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def _lay_out_again(self) -> None:
        self.verticalScrollBar().setSingleStep(theme.px(28))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _place_inputs(self) -> None:
        index = self.currentIndex()
        row = self.row_at(index.row())
        if isinstance(row, RuleRow):
            self._delegate.edited = row.key
            self._inputs.place(row, places_of(self.visualRect(index), row))
        else:
            self._delegate.edited = None
            self._inputs.place(None, None)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_inputs()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_inputs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._delegate.region = event.region()
        rows = self._rows.rows
        end = self.visualRect(self._rows.index(len(rows) - 1)).bottom() + 1 if rows else 0
        if end < event.rect().bottom() + 1:
            below = self.viewport().rect().adjusted(0, end, 0, 0)
            QPainter(self.viewport()).fillRect(below, theme.current().color("surface"))
        super().paintEvent(event)

    # The chosen row and the focus

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        row = self.row_at(current.row())
        self._delegate.chosen = row.key if row is not None else None
        self._delegate.focused = current.row() if self.hasFocus() else -1
        for index in (current, previous):
            self.viewport().update(self.visualRect(index))
        self._place_inputs()
        rule = row.rule.id if isinstance(row, RuleRow) else ""
        if rule != self._rule:
            self._rule = rule
            self.chosen.emit(rule)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._delegate.keyboard = True
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            self.setCurrentIndex(self._rows.index(0))
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus()

    def _pass_on(self) -> None:
        """Tab goes on after the last cell: the list would begin with the first one again."""
        super().focusNextPrevChild(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        row = self.row
        cells = isinstance(row, RuleRow) and isinstance(row.rule.award, Table)
        if forward and self.hasFocus() and cells and self._inputs.edit_cell(0):
            return True
        return bool(super().focusNextPrevChild(forward))

    def _show_focus(self) -> None:
        index = self.currentIndex()
        self._delegate.focused = index.row() if self.hasFocus() else -1
        self.viewport().update(self.visualRect(index))

    def _take_keys(self) -> None:
        self._delegate.keyboard = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Under the mouse

    def zone_at(self, at: QPoint) -> tuple[int, Zone | None, int]:
        """The row, the part and the cell at a point of the viewport."""
        index = self.indexAt(at)
        row = self.row_at(index.row())
        rect = self.visualRect(index)
        if isinstance(row, RuleRow):
            wide = self._inputs.control.spin.sizeHint().width() + 3
            zone, cell = places_of(rect, row).zone(at, wide)
            return index.row(), zone, cell
        if isinstance(row, HeaderRow):
            return index.row(), header_places(rect, row).zone(at), -1
        return index.row(), Zone.ADD if row is not None else None, -1

    def hover(self, at: QPoint) -> None:
        """Show what the mouse is over."""
        position, zone, _ = self.zone_at(at)
        before = self._delegate.hot
        if before == (position, zone):
            return
        self._delegate.hot = (position, zone)
        for row in {before[0], position} - {-1}:
            self.viewport().update(self.visualRect(self._rows.index(row)))
        shapes = {Zone.GRIP: Qt.CursorShape.OpenHandCursor}
        self.viewport().setCursor(shapes.get(zone or Zone.BODY, Qt.CursorShape.ArrowCursor))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(QPoint(-1, -1))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position, zone, _ = self.zone_at(event.pos())
            row = self.row_at(position)
            rect = QRect(self.visualRect(self._rows.index(position)))
            text = tip_of(row, zone, rect) if row is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return bool(super().viewportEvent(event))


def _changed_part(rect: QRect, was: RuleRow, row: RuleRow) -> QRect:
    """The part of a card that has to be painted again."""
    only_figures = replace(was, evidence=row.evidence) == row
    return places_of(rect, row).evidence if only_figures else rect
