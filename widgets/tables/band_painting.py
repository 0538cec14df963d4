"""How the table of bands is drawn: what stands still once, the figures with each step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from models.evaluation.figures import percent
from widgets import theme
from widgets.tables.band_layout import (
    CHOSEN,
    FROM,
    HEADER,
    NAMES,
    RATE,
    STRONG,
    WEAK,
    Columns,
    headings,
    text_width,
)
from widgets.tables.band_rows import BandRow
from widgets.tables.cells import draw_band_chip, paint_rate


def paint_frame(
    painter: QPainter,
    size: QRectF,
    rows: Sequence[BandRow],
    columns: Columns,
    saved_name: str,
    row_height: float,
    bands: int,
) -> None:
    """Heads, lines and chips."""
    look = theme.current()
    pixels = theme.px(12)
    font = theme.font(12)
    painter.setFont(font)
    painter.setPen(look.color("text2"))
    y = (look.px(HEADER) + QFontMetricsF(font).capHeight()) / 2 - look.px(2)
    for column, (left, right) in columns.places.items():
        text = headings(saved_name)[column]
        x = left if column == NAMES else right - text_width(text, pixels, 400)
        painter.drawText(QPointF(x, y), text)
    painter.fillRect(QRectF(0, look.px(HEADER) - 1, size.width(), 1), look.color("line"))
    for place, row in enumerate(rows):
        box = QRectF(0, look.px(HEADER) + place * row_height, size.width(), row_height)
        if row.total:
            painter.fillRect(QRectF(0, box.top() - 1, size.width(), 1), look.color("edge"))
        elif place + 1 < len(rows):
            painter.fillRect(QRectF(0, box.bottom() - 1, size.width(), 1), look.color("grid"))
        chip = box.toRect()
        chip.setWidth(int(columns.places[NAMES][1]))
        if row.total:
            _draw_mql_chip(painter, chip, row.name)
        else:
            draw_band_chip(painter, chip, row.name, row.rank, bands)


def paint_figures(
    painter: QPainter,
    box: QRectF,
    row: BandRow,
    columns: Columns,
    base: float | None,
    full: float,
) -> None:
    """The figures and the bar of one line."""
    look = theme.current()
    pixels = theme.px(13)
    bold, plain = theme.font(13, 600, tabular=True), theme.font(13, tabular=True)
    y = box.center().y() + pixels * 0.364
    kinds = (
        (plain, "text2", 400, WEAK),
        (bold, "text", 600, STRONG),
        (bold, "accent", 600, (CHOSEN,)),
    )
    for font, token, weight, mine in kinds:
        painter.setFont(font)
        painter.setPen(look.color(token))
        for column in mine:
            if column in columns.places:
                text = row.cells[column - FROM]
                right = columns.places[column][1]
                painter.drawText(QPointF(right - text_width(text, pixels, weight), y), text)
    if RATE in columns.places:
        left, right = columns.bar
        bar = QRectF(left, box.center().y() - look.px(3), right - left, look.px(6))
        paint_rate(painter, bar, row.tally, base, full)


def paint_note(painter: QPainter, box: QRectF, base: float) -> None:
    """What rate and tick mean, where there is room for it."""
    look = theme.current()
    if box.height() < look.px(30):
        return
    painter.setFont(theme.font(11))
    painter.setPen(look.color("text3"))
    words = f"Rate: share of the band that converted. Tick: base, {percent(base)}."
    flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(box, int(flags), words)


def full_rate(rows: Sequence[BandRow]) -> float:
    """The rate at the right end of all bars: round, and above the highest."""
    highest = max([*(row.tally.rate or 0.0 for row in rows), 0.001])
    return next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if step >= highest)


def _draw_mql_chip(painter: QPainter, rect: QRect, name: str) -> None:
    """The chip of what cuts across bands: outlined in the colour of its threshold."""
    look = theme.current()
    width = text_width(name, theme.px(12), 600) + look.px(12)
    chip = QRectF(rect.left() + 0.5, rect.center().y() - look.px(9) + 0.5, width, look.px(19) - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("accent"), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(chip, look.px(3), look.px(3))
    painter.setFont(theme.font(12, 600))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, name)
    painter.restore()
