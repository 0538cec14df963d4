"""A sentence of words and chips laid out on one line: what does not fit is told as a number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from models.scoring.words import Part, Piece
from widgets import theme

_LEAST = 36  # px at 100 %: less of an elided piece says nothing


class Look(StrEnum):
    """How a placed piece is drawn."""

    NAME = "name"
    WORD = "word"
    FIELD = "field"
    VALUE = "value"


_LOOKS = {Part.WORD: Look.WORD, Part.FIELD: Look.FIELD, Part.VALUE: Look.VALUE}
_WEIGHTS = {Look.NAME: 600, Look.WORD: 400, Look.FIELD: 600, Look.VALUE: 400}


@dataclass(frozen=True)
class Placed:
    """A piece with its place on the line."""

    look: Look
    text: str
    left: float
    width: float


@dataclass(frozen=True)
class Line:
    """A laid-out sentence; `whole` is false where something was left out."""

    placed: tuple[Placed, ...]
    width: float
    whole: bool


def _padding(look: Look) -> int:
    return 2 * theme.px(6) if look in (Look.FIELD, Look.VALUE) else 0


def _font(look: Look) -> QFont:
    return theme.font(13, _WEIGHTS[look])


@lru_cache(maxsize=1024)
def _advance(text: str, look: Look, scale: float) -> float:
    return QFontMetricsF(_font(look)).horizontalAdvance(text) + _padding(look)


def lay_out(pieces: tuple[Piece, ...], width: int, name: str = "") -> Line:
    """Pieces from left to right in `width` pixels, after a name where one is given."""
    return _lay_out(pieces, width, name, theme.current().scale)


@lru_cache(maxsize=1024)
def _lay_out(pieces: tuple[Piece, ...], width: int, name: str, scale: float) -> Line:
    gap = theme.px(6)
    placed: list[Placed] = []
    x = 0.0
    if name:
        text = _elided(name, Look.NAME, max(width * 0.45, width - theme.px(120)))
        wide = _advance(text, Look.NAME, scale)
        placed.append(Placed(Look.NAME, text, 0, wide))
        x = wide + gap + theme.px(2)
    for position, piece in enumerate(pieces):
        look = _LOOKS[piece.part]
        wide = _advance(piece.text, look, scale)
        rest = pieces[position:]
        room = width - x - (_reserve(rest[1:], scale) if len(rest) > 1 else 0)
        if wide > room:
            placed += _shortened(rest, placed, x, width, scale)
            end = placed[-1].left + placed[-1].width if placed else 0
            return Line(tuple(placed), end, whole=False)
        placed.append(Placed(look, piece.text, x, wide))
        x += wide + gap
    return Line(tuple(placed), max(0.0, x - gap), whole=True)


def _reserve(rest: tuple[Piece, ...], scale: float) -> float:
    """Room that must stay for telling what is left out, or for all of the rest if that is less."""
    gap = theme.px(6)
    wanted = sum(_advance(piece.text, _LOOKS[piece.part], scale) + gap for piece in rest[:4])
    return min(wanted, gap + _advance(_left_out(rest), Look.WORD, scale))


def _left_out(rest: tuple[Piece, ...]) -> str:
    """What stands for pieces that do not fit: the number of values, or an ellipsis."""
    values = 0
    for piece in rest:
        if piece.part is not Part.VALUE:
            break
        values += 1
    if values == len(rest):
        return f"+{values} more"
    return f"+{values} more \u2026" if values else "\u2026"


def _shortened(
    rest: tuple[Piece, ...], placed: list[Placed], x: float, width: int, scale: float
) -> list[Placed]:
    piece = rest[0]
    look = _LOOKS[piece.part]
    follows_value = bool(placed) and placed[-1].look is Look.VALUE
    if piece.part is Part.VALUE and follows_value:
        text = _left_out(rest)
        return [Placed(Look.WORD, text, x, _advance(text, Look.WORD, scale))]
    gap = theme.px(6)
    tail = _left_out(rest[1:]) if len(rest) > 1 else ""
    tail_wide = _advance(tail, Look.WORD, scale) + gap if tail else 0.0
    room = width - x - tail_wide
    if room < theme.px(_LEAST) or piece.part is Part.WORD:
        text = "\u2026"
        return [Placed(Look.WORD, text, x, _advance(text, Look.WORD, scale))]
    text = _elided(piece.text, look, room)
    wide = _advance(text, look, scale)
    short = [Placed(look, text, x, wide)]
    if tail:
        short.append(Placed(Look.WORD, tail, x + wide + gap, tail_wide - gap))
    return short


def _elided(text: str, look: Look, room: float) -> str:
    metrics = QFontMetricsF(_font(look))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - _padding(look))


def paint_line(
    painter: QPainter, line: Line, left: float, middle: float, *, muted: bool, chosen: bool
) -> None:
    """Paint a laid-out sentence; muted chips are outlines, on a chosen row chips are paper."""
    look = theme.current()
    half = theme.px(20) / 2
    radius = theme.px(3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for piece in line.placed:
        box = QRectF(left + piece.left, middle - half, piece.width, 2 * half)
        if piece.look in (Look.FIELD, Look.VALUE):
            _paint_chip(painter, box, radius, _ground(piece.look, chosen=chosen), muted=muted)
        painter.setFont(_font(piece.look))
        words = piece.look is Look.WORD
        painter.setPen(look.color("text3" if muted else "text2" if words else "text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), piece.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _ground(piece: Look, *, chosen: bool) -> QColor:
    token = "surface" if chosen else "sunken" if piece is Look.FIELD else "accentbg"
    return theme.current().color(token)


def _paint_chip(
    painter: QPainter, box: QRectF, radius: float, ground: QColor, *, muted: bool
) -> None:
    if muted:
        painter.setPen(QPen(theme.current().color("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, radius, radius)
