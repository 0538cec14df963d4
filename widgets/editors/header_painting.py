"""The picture of a group's header and of the quiet rows, drawn without widgets."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from widgets import theme
from widgets.editors.card_places import HeaderPlaces, Zone, header_places, limit_text
from widgets.editors.row_marks import LEFT, paint_focus, paint_tool
from widgets.editors.row_state import State
from widgets.editors.rule_rows import EmptyRow, HeaderRow
from widgets.icons import paint_icon


def paint_header(painter: QPainter, rect: QRect, row: HeaderRow, state: State) -> None:
    """The head of a group."""
    look = theme.current()
    painter.fillRect(rect, look.color("sel" if state.chosen else "canvas"))
    painter.setPen(look.color("line"))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    places = header_places(rect, row)
    paint_tool(
        painter,
        places.fold,
        "chevron-right" if row.collapsed else "chevron-down",
        hot=state.hot is Zone.FOLD,
    )
    bold = theme.font(13, 600)
    name = QFontMetrics(bold).elidedText(
        row.group.name, Qt.TextElideMode.ElideRight, places.name.width()
    )
    painter.setFont(bold)
    painter.setPen(look.color("text"))
    painter.drawText(places.name, LEFT, name)
    used = QFontMetrics(bold).horizontalAdvance(name) + theme.px(10)
    _paint_about(painter, places.name.adjusted(used, 0, 0, 0), row)
    _paint_limit(painter, places, row, hot=state.hot is Zone.LIMIT)
    _paint_decay(painter, places.decay, row, hot=state.hot is Zone.DECAY)
    painter.setFont(theme.font(12))
    painter.setPen(look.color("text2"))
    painter.drawText(places.reaches, LEFT, row.reaches)
    box = theme.px(16)
    spot = QRect(0, 0, box, box)
    spot.moveCenter(places.add.center())
    if state.hot is Zone.ADD:
        paint_tool(painter, places.add, "plus", hot=True)
    paint_icon(painter, "plus", spot, "accent")
    paint_tool(painter, places.menu, "dots-vertical", hot=state.hot is Zone.MENU)
    if state.focus:
        paint_focus(painter, rect)


def _paint_about(painter: QPainter, rect: QRect, row: HeaderRow) -> None:
    """What the group is, and when it is folded what it hides."""
    words = [row.what] if row.what else []
    if row.collapsed:
        words.append("1 rule" if row.rules == 1 else f"{row.rules} rules")
        if row.findings:
            words.append("1 finding" if row.findings == 1 else f"{row.findings} findings")
    font = theme.font(12)
    text = QFontMetrics(font).elidedText(
        " \u00b7 ".join(words), Qt.TextElideMode.ElideRight, max(0, rect.width())
    )
    painter.setFont(font)
    painter.setPen(theme.current().color("text2"))
    painter.drawText(rect, LEFT, text)


def _paint_decay(painter: QPainter, rect: QRect, row: HeaderRow, *, hot: bool) -> None:
    """How the group fades: a falling line, and words where there is room."""
    if not row.decay:
        return
    side = theme.px(16)
    box = QRect(rect.left(), rect.center().y() - side // 2, side, side)
    paint_icon(painter, "decay", box, "accent" if hot else "text2")
    words = rect.adjusted(side + theme.px(4), 0, 0, 0)
    if words.width() <= 0:
        return
    painter.setFont(theme.font(12))
    painter.setPen(theme.current().color("accent" if hot else "text2"))
    painter.drawText(words, LEFT, row.decay)


def _paint_limit(painter: QPainter, places: HeaderPlaces, row: HeaderRow, *, hot: bool) -> None:
    look = theme.current()
    quiet, value = limit_text(row)
    small, bold = theme.font(12), theme.font(12, 600 if row.limit else 400)
    painter.setFont(small)
    painter.setPen(look.color("text2"))
    painter.drawText(places.limit, LEFT, quiet)
    left = places.limit.left() + QFontMetrics(small).horizontalAdvance(quiet)
    painter.setFont(bold)
    painter.setPen(look.color("accent" if hot else "text" if row.limit else "text2"))
    box = QRect(left, places.limit.top(), places.limit.right() - left + 1, places.limit.height())
    painter.drawText(box, LEFT, value)
    pen = QPen(look.color("accent" if hot else "text2"), 1)
    pen.setDashPattern([1, 2])
    painter.setPen(pen)
    bottom = box.center().y() + theme.px(8)
    painter.drawLine(left, bottom, left + QFontMetrics(bold).horizontalAdvance(value), bottom)


def paint_quiet_row(painter: QPainter, rect: QRect, text: str, action: str, state: State) -> None:
    """A row that offers something: the empty group, another group."""
    look = theme.current()
    painter.fillRect(rect, look.color("hover" if state.hover else "surface"))
    font = theme.font(12)
    left = rect.left() + theme.px(30)
    painter.setFont(font)
    if text:
        painter.setPen(look.color("text3"))
        painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), LEFT, text)
        left += QFontMetrics(font).horizontalAdvance(text) + theme.px(10)
    side = theme.px(14)
    box = QRect(left, rect.center().y() - side // 2, side, side)
    paint_icon(painter, "plus", box, "accent")
    painter.setFont(theme.font(12, 500))
    painter.setPen(look.color("accent"))
    painter.drawText(rect.adjusted(left + side + 4 - rect.left(), 0, 0, 0), LEFT, action)
    if state.focus:
        paint_focus(painter, rect)


def empty_words(row: EmptyRow) -> str:
    """What an empty group says."""
    return f"{row.name} has no rules yet."
