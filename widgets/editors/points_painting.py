"""The points of a rule in its card when nobody edits them: slider and box, or a cell per entry."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from models.scoring.awards import PerOccurrence, Points, Table
from models.signs import signed
from widgets import theme
from widgets.editors.card_places import CardPlaces
from widgets.editors.row_marks import CENTRE, paint_tool
from widgets.editors.rule_rows import RuleRow, given_by, labels_of
from widgets.inputs.points_slider import paint_slider
from widgets.inputs.spin_box import SignedSpinBox


def paint_points(painter: QPainter, places: CardPlaces, row: RuleRow, spin: SignedSpinBox) -> None:
    award = row.rule.award
    if isinstance(award, Table):
        _paint_cells(painter, places, row, award)
        return
    saved = row.saved.points if isinstance(row.saved, Points | PerOccurrence) else None
    slider, box = points_parts(places.points, spin)
    paint_slider(painter, slider, award.points, row.span, saved=saved, muted=row.rule.muted)
    spin.paint_like(painter, box, award.points, muted=row.rule.muted)


def points_parts(area: QRect, spin: SignedSpinBox) -> tuple[QRect, QRect]:
    """The slider and the box in the area of points, as PointsControl lays them out."""
    size = spin.sizeHint()
    box = QRect(0, 0, size.width(), size.height())
    box.moveRight(area.right() - 3)
    box.moveTop(area.center().y() - size.height() // 2)
    slider = QRect(area.left(), area.top(), box.left() - theme.px(4) - area.left(), area.height())
    return slider, box


def _paint_cells(painter: QPainter, places: CardPlaces, row: RuleRow, award: Table) -> None:
    look = theme.current()
    labels, points = labels_of(award), given_by(award)
    saved = given_by(row.saved) if isinstance(row.saved, type(award)) else ()
    ink = "text3" if row.rule.muted else "text"
    for position, cell in enumerate(places.cells):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        changed = position < len(saved) and saved[position] != points[position]
        pen = QPen(look.color("ghost" if changed else "edge"), 1)
        if changed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(look.color("surface"))
        radius = theme.px(4)
        painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        half = cell.height() // 2
        upper = QRect(cell.left() + 3, cell.top() + 1, cell.width() - 6, half)
        lower = QRect(cell.left() + 3, cell.top() + half - 1, cell.width() - 6, half)
        small = theme.font(11, tabular=True)
        painter.setFont(small)
        painter.setPen(look.color("text3" if row.rule.muted else "text2"))
        label = QFontMetrics(small).elidedText(
            labels[position], Qt.TextElideMode.ElideRight, upper.width()
        )
        painter.drawText(upper, CENTRE, label)
        bold = theme.font(12, 600, tabular=True)
        bold.setStrikeOut(row.rule.muted)
        painter.setFont(bold)
        painter.setPen(look.color("neg" if points[position] < 0 and ink == "text" else ink))
        painter.drawText(lower, CENTRE, signed(points[position]))
    rest = len(points) - len(places.cells)
    if rest > 0:
        painter.setFont(theme.font(11, tabular=True))
        painter.setPen(look.color("text2"))
        painter.drawText(places.more, CENTRE, f"+{rest}")
    else:
        paint_tool(painter, places.more, "chevron-right")
