"""Sheets painted onto whatever has pages: a printer, a PDF, a picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from widgets import theme
from widgets.printing.sheets import WRAPPED, WRAPPED_ANYWHERE, Image, Line, Sheet, Text


def paint_sheet(painter: QPainter, sheet: Sheet) -> None:
    """Paint a sheet in the colours of paper; the painter counts in pixels at 100 %."""
    look = theme.LIGHT
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for item in sheet.items:
        match item:
            case Line(box, token):
                painter.fillRect(box, look.color(token))
            case Text(box, words, letters, across, anywhere):
                painter.setFont(letters.font())
                painter.setPen(look.color(letters.token))
                wrapped = WRAPPED_ANYWHERE if anywhere else WRAPPED
                painter.drawText(box, wrapped | across, words)
            case Image(box, png):
                image = QImage.fromData(png)
                painter.drawImage(box, image, QRectF(image.rect()))
