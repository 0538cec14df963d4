"""Where the parts of a rule's card and of a group's header lie, for painting and for the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics

from models.scoring.awards import Table
from models.tuning.reins import Hold
from widgets import theme
from widgets.editors.rule_rows import HeaderRow, RuleRow, given_by, labels_of

MOST_CELLS = 3
NARROW = 470
"""Below this width, at 100 %, the points leave more of the row to the sentence."""


class Zone(StrEnum):
    """What is under the mouse."""

    GRIP = "grip"
    BODY = "body"
    SLIDER = "slider"
    SPIN = "spin"
    CELL = "cell"
    MORE = "more"
    EYE = "eye"
    MENU = "menu"
    MEND = "mend"
    FOLD = "fold"
    LIMIT = "limit"
    DECAY = "decay"
    ADD = "add"


def row_height(*, compact: bool) -> int:
    """The height of a rule's card."""
    return theme.px(47 if compact else 56)


def header_height(*, compact: bool) -> int:
    """The height of a group's header."""
    return theme.px(30 if compact else 35)


@dataclass(frozen=True)
class CardPlaces:
    """The parts of one rule's card."""

    grip: QRect
    sentence: QRect
    evidence: QRect
    points: QRect
    eye: QRect
    menu: QRect
    cells: tuple[QRect, ...] = ()
    more: QRect = QRect()  # noqa: RUF009 - an empty rectangle, never changed
    mend: QRect = QRect()  # noqa: RUF009
    mark: QRect = QRect()  # noqa: RUF009

    def zone(self, at: QPoint, spin_width: int) -> tuple[Zone, int]:
        """What lies at a point, and which cell."""
        for zone, rect in ((Zone.EYE, self.eye), (Zone.MENU, self.menu), (Zone.GRIP, self.grip)):
            if rect.contains(at):
                return zone, -1
        if self.mend.contains(at):
            return Zone.MEND, -1
        for position, rect in enumerate(self.cells):
            if rect.contains(at):
                return Zone.CELL, position
        if self.more.contains(at):
            return Zone.MORE, -1
        if not self.cells and self.mend.isNull() and self.points.contains(at):
            in_spin = at.x() > self.points.right() - spin_width
            return (Zone.SPIN if in_spin else Zone.SLIDER), -1
        return Zone.BODY, -1


def card_places(rect: QRect, row: RuleRow, *, mend: str = "") -> CardPlaces:
    """Where the parts of a card lie in its row; `mend` is the button's word where it is faulty."""
    px = theme.px
    button = px(24)
    top, height = rect.top(), rect.height()
    menu = QRect(rect.right() - px(4) - button, top, button, height)
    eye = QRect(menu.left() - px(2) - button, top, button, height)
    grip = QRect(rect.left() + px(3), top, px(22), height)
    narrow = rect.width() < px(NARROW)
    wide = px(196 if rect.width() >= px(640) else 122 if narrow else 166)
    points = QRect(eye.left() - px(6) - wide, top, wide, height)
    cells: tuple[QRect, ...] = ()
    more = QRect()
    button_rect = QRect()
    if mend:
        advance = QFontMetrics(theme.font(12, 500)).horizontalAdvance(mend)
        wide = advance + 2 * px(10)
        button_rect = QRect(menu.left() - px(6) - wide, 0, wide, px(28))
        button_rect.moveTop(rect.center().y() - button_rect.height() // 2)
        points = button_rect
    elif isinstance(row.rule.award, Table):
        cells, more = _cells(points, row.rule.award, MOST_CELLS - narrow)
    left = grip.right() + px(4)
    end = cells[0].left() if cells else more.left() if not more.isNull() else points.left()
    width = max(0, end - px(10) - left)
    half = height // 2
    lift = px(3) if height >= px(52) else px(1)
    sentence = QRect(left, top + lift + px(2), width, half - lift)
    mark = QRect()
    if row.hold is not Hold.FREE:
        side = px(14)
        mark = QRect(left, 0, side, side)
        mark.moveCenter(QPoint(mark.center().x(), sentence.center().y()))
        sentence.setLeft(min(left + side + px(5), sentence.right()))
    # Figures end where they end on rows with a slider: all rows then leave out the same.
    figures = min(width, max(0, points.left() - px(10) - left))
    evidence = QRect(left, top + half + px(1), figures, half - lift - px(3))
    return CardPlaces(grip, sentence, evidence, points, eye, menu, cells, more, button_rect, mark)


def _cells(area: QRect, award: Table, most: int) -> tuple[tuple[QRect, ...], QRect]:
    """A cell for each of the first entries, right-aligned, and where the rest is opened."""
    px = theme.px
    chevron = px(18)
    more = QRect(area.right() - chevron + 1, area.top(), chevron, area.height())
    shown = min(most, len(award.entries))
    gap = px(4)
    room = (area.width() - chevron - px(4) - gap * (shown - 1)) // max(1, shown)
    small = QFontMetrics(theme.font(12, tabular=True))
    bold = QFontMetrics(theme.font(12, 600, tabular=True))
    labels, points = labels_of(award), given_by(award)
    cells: list[QRect] = []
    wide = min(
        max(room, px(56)),
        max(
            [px(48)]
            + [
                max(small.horizontalAdvance(labels[i]), bold.horizontalAdvance(f"+{points[i]:,}"))
                + px(10)
                for i in range(shown)
            ]
        ),
    )
    height = min(px(38), area.height() - px(8))
    right = more.left() - px(4)
    for _ in range(shown):
        cell = QRect(right - wide + 1, 0, wide, height)
        cell.moveTop(area.center().y() - height // 2)
        cells.insert(0, cell)
        right = cell.left() - gap
    return tuple(cells), more


@dataclass(frozen=True)
class HeaderPlaces:
    """The parts of one group's header."""

    fold: QRect
    name: QRect
    decay: QRect
    limit: QRect
    reaches: QRect
    add: QRect
    menu: QRect

    def zone(self, at: QPoint) -> Zone:
        """What lies at a point."""
        for zone, rect in (
            (Zone.ADD, self.add),
            (Zone.MENU, self.menu),
            (Zone.LIMIT, self.limit),
            (Zone.DECAY, self.decay),
            (Zone.FOLD, self.fold),
        ):
            if rect.contains(at):
                return zone
        return Zone.BODY


def limit_text(row: HeaderRow) -> tuple[str, str]:
    """The quiet and the editable part of the limit."""
    return ("limit ", row.limit) if row.limit else ("", "no limit")


def header_places(rect: QRect, row: HeaderRow) -> HeaderPlaces:
    """Where the parts of a header lie in its row."""
    px = theme.px
    button = px(24)
    top, height = rect.top(), rect.height()
    menu = QRect(rect.right() - px(4) - button, top, button, height)
    add = QRect(menu.left() - px(2) - button, top, button, height)
    fold = QRect(rect.left() + px(6), top, button, height)
    small = QFontMetrics(theme.font(12))
    bold = QFontMetrics(theme.font(12, 600))
    reaches_wide = small.horizontalAdvance(row.reaches) + px(2) if row.reaches else 0
    reaches = QRect(add.left() - px(8) - reaches_wide, top, reaches_wide, height)
    quiet, value = limit_text(row)
    wide = small.horizontalAdvance(quiet) + bold.horizontalAdvance(value) + px(4)
    limit = QRect(reaches.left() - px(8) - wide, top, wide, height)
    left = fold.right() + px(4)
    own = QFontMetrics(theme.font(13, 600)).horizontalAdvance(row.group.name)
    decay = _decay_place(row, limit, limit.left() - left - own - px(10))
    end = decay.left() if row.decay else limit.left()
    name = QRect(left, top, max(0, end - px(10) - left), height)
    return HeaderPlaces(fold, name, decay, limit, reaches, add, menu)


def _decay_place(row: HeaderRow, limit: QRect, room: int) -> QRect:
    """Before the limit: a mark and words; where these do not fit only the mark."""
    if not row.decay:
        return QRect()
    px = theme.px
    words = QFontMetrics(theme.font(12)).horizontalAdvance(row.decay) + px(4)
    wide = px(16) + (words if room >= px(34) + words else 0)
    return QRect(limit.left() - px(10) - wide, limit.top(), wide, limit.height())
