"""The picture of a rule's card, drawn without widgets."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from models.problems import Severity
from models.scoring.awards import ByCount, PerOccurrence
from models.scoring.conditions import leaves_in
from models.scoring.model import Rule
from models.scoring.words import plain, rule_sentence
from models.tuning.reins import Hold
from widgets import theme
from widgets.editors.card_places import CardPlaces, Zone, card_places
from widgets.editors.evidence import Evidence, Run, Say
from widgets.editors.points_painting import paint_points
from widgets.editors.row_marks import (
    LEFT,
    advance,
    paint_button,
    paint_focus,
    paint_grip,
    paint_told,
    paint_tool,
)
from widgets.editors.row_state import State
from widgets.editors.rule_rows import RuleRow
from widgets.editors.sentence_layout import Line, lay_out, paint_line
from widgets.icons import paint_icon
from widgets.inputs.spin_box import SignedSpinBox

MEND = "Choose a field"
HELD = {
    Hold.LOCK: ("lock", "tuning keeps its points"),
    Hold.KEEP: ("pin", "tuning must keep it"),
    Hold.FORBID: ("cancel", "tuning must not give it points"),
}
"""The mark of what a tuning may do, and its words."""


def is_faulty(row: RuleRow) -> bool:
    """Whether the rule cannot work until it is mended."""
    return row.problem is not None and row.problem.severity is Severity.ERROR


def places_of(rect: QRect, row: RuleRow) -> CardPlaces:
    """Where the parts of a card lie."""
    return card_places(rect, row, mend=MEND if is_faulty(row) else "")


def has_name(rule: Rule) -> bool:
    """Whether the name says what the sentence does not say already."""
    said = set(plain(rule_sentence(rule)).casefold().split())
    return not set(rule.name.casefold().split()) <= said


def named_first(rule: Rule) -> bool:
    """Whether the name goes before the sentence: what asks several things is long."""
    asked = sum(1 for _ in leaves_in(rule.when)) if rule.when is not None else 0
    asked += isinstance(rule.award, ByCount | PerOccurrence)
    for of in rule.selections():
        asked += sum(1 for _ in leaves_in(of.where)) if of.where is not None else 0
    return asked > 1 and has_name(rule)


def card_line(row: RuleRow, width: int) -> Line:
    """The first line of a card."""
    name = row.rule.name if named_first(row.rule) else ""
    return lay_out(rule_sentence(row.rule), width, name)


def paint_figures(painter: QPainter, rect: QRect, row: RuleRow, state: State) -> None:
    """Only the second line of a card: while a slider is dragged nothing else changes."""
    evidence = places_of(rect, row).evidence
    painter.fillRect(evidence, theme.current().color(_ground(row, state)))
    _paint_second_line(painter, evidence, row, compact=state.compact)


def _ground(row: RuleRow, state: State) -> str:
    if is_faulty(row):
        return "errbg"
    if state.chosen:
        return "accentbg"
    return "hover" if state.hover else "surface"


def paint_card(
    painter: QPainter, rect: QRect, row: RuleRow, state: State, spin: SignedSpinBox
) -> None:
    """A rule's card. `spin` lends its look to the boxes that nobody edits."""
    look = theme.current()
    faulty = is_faulty(row)
    painter.fillRect(rect, look.color(_ground(row, state)))
    painter.setPen(look.color("grid"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if faulty or state.chosen:
        mark = "err" if faulty else "accent"
        painter.fillRect(
            QRect(rect.left(), rect.top(), theme.px(3), rect.height()), look.color(mark)
        )
    places = places_of(rect, row)
    paint_grip(painter, places.grip)
    if not places.mark.isNull():
        paint_icon(painter, HELD[row.hold][0], places.mark, "text2")
    _paint_first_line(painter, places, row, chosen=state.chosen)
    _paint_second_line(painter, places.evidence, row, compact=state.compact)
    if faulty:
        paint_button(painter, places.mend, MEND, hot=state.hot is Zone.MEND)
    elif not state.edited or places.cells:
        paint_points(painter, places, row, spin)
    if not faulty:
        name = "eye-off" if row.rule.muted else "eye"
        paint_tool(painter, places.eye, name, hot=state.hot is Zone.EYE, strong=row.rule.muted)
    paint_tool(painter, places.menu, "dots-vertical", hot=state.hot is Zone.MENU)
    if state.focus:
        paint_focus(painter, rect)


def _paint_first_line(painter: QPainter, places: CardPlaces, row: RuleRow, *, chosen: bool) -> None:
    look = theme.current()
    rect = places.sentence
    line = card_line(row, rect.width())
    middle = QRectF(rect).center().y()
    paint_line(painter, line, rect.left(), middle, muted=row.rule.muted, chosen=chosen)
    left = rect.left() + line.width + theme.px(10)
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    if row.fast_track and line.whole:
        font = theme.font(12, 500)
        wide = QFontMetrics(font).horizontalAdvance(row.fast_track)
        side = theme.px(14)
        if room.width() >= wide + side + 2:
            icon_box = QRectF(room.left(), middle - side / 2, side, side)
            paint_icon(painter, "flash", icon_box, "accent")
            painter.setFont(font)
            painter.setPen(look.color("accent"))
            painter.drawText(room.adjusted(side + 2, 0, 0, 0), LEFT, row.fast_track)
        return
    if not line.whole:
        return
    if has_name(row.rule) and not named_first(row.rule):
        room.setLeft(room.left() + _paint_name(painter, room, row.rule.name))
    if row.rule.note and room.width() >= theme.px(16):
        side = theme.px(14)
        box = QRectF(room.left() - theme.px(2), middle - side / 2, side, side)
        paint_icon(painter, "note", box, "text3")


def _paint_name(painter: QPainter, room: QRectF, name: str) -> int:
    """The name behind a short sentence, where it fits whole; returns the width it took."""
    wide = advance(name, 12)
    if wide > room.width():
        return 0
    painter.setFont(theme.font(12))
    painter.setPen(theme.current().color("text3"))
    painter.drawText(room, LEFT, name)
    return wide + theme.px(8)


def _paint_second_line(painter: QPainter, rect: QRect, row: RuleRow, *, compact: bool) -> None:
    if is_faulty(row) and row.problem is not None:
        text = f"{row.problem.what} {row.problem.remedy}".strip()
        paint_told(painter, rect, "error", text, "err")
        return
    muted = row.rule.muted
    runs = [run for run in row.evidence.runs if not (compact and run.say is Say.BASE)]
    finding = row.problem.what if row.problem is not None else ""
    if finding:
        runs = [run for run in runs if run.say is not Say.MQL]
    left = rect.left()
    if row.evidence.rate is not None:
        left = _paint_bar(painter, rect, row.evidence, muted=muted)
    needed = theme.px(22) + advance(finding, 12) if finding else 0
    runs = _fitting(runs, rect.right() - left - min(needed, rect.width() // 2))
    left = _paint_runs(painter, rect, left, runs, muted=muted)
    if finding:
        spot = QRect(
            left + theme.px(8), rect.top(), rect.right() - left - theme.px(8), rect.height()
        )
        paint_told(painter, spot, "alert", finding, "warn")


def _paint_runs(painter: QPainter, rect: QRect, left: int, runs: list[Run], *, muted: bool) -> int:
    """The words, first all of one weight, then of the other; returns where they end.

    This is what a step of a drag paints for every rule: two fonts are set, not one a run, and
    text at a point costs a third of text in a box.
    """
    look = theme.current()
    places: list[int] = []
    end = left
    for run in runs:
        places.append(end)
        end += _wide(run)
    for strong in (False, True):
        font = theme.font(12, 600 if strong else 400)
        metrics = QFontMetrics(font)
        base = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
        painter.setFont(font)
        painter.setPen(look.color("text3" if muted else "text" if strong else "text2"))
        for place, run in zip(places, runs, strict=True):
            if run.strong is strong:
                painter.drawText(place, base, run.text)
    for place, run in zip(places, runs, strict=True):
        if run.say is Say.FEW:
            _paint_dashed(painter, QRect(place, rect.top(), _wide(run), rect.height()))
    return end


def _fitting(runs: list[Run], room: int) -> list[Run]:
    """The runs that fit: the base goes first, then what it adds, then the most, then the rate."""
    for say in (Say.BASE, Say.MQL, Say.MOST, Say.FEW, Say.RATE):
        if sum(_wide(run) for run in runs) <= room:
            break
        runs = [run for run in runs if run.say is not say]
    return runs


def _wide(run: Run) -> int:
    return advance(run.text, 12, 600 if run.strong else 400)


def _paint_dashed(painter: QPainter, rect: QRect) -> None:
    """Too few: a dashed line under the words, as on charts."""
    pen = QPen(theme.current().color("axis"), 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    bottom = rect.center().y() + theme.px(8)
    painter.drawLine(rect.left(), bottom, rect.right(), bottom)


def _paint_bar(painter: QPainter, rect: QRect, evidence: Evidence, *, muted: bool) -> int:
    """The rate as a bar with a tick at the base; returns where the words begin."""
    look = theme.current()
    wide, high = theme.px(44), theme.px(6)
    top = rect.center().y() - high // 2
    track = QRect(rect.left(), top, wide, high)
    painter.fillRect(track, look.color("grid" if look.dark else "sunken"))
    rate = evidence.rate or 0.0
    length = round(wide * min(1.0, rate / evidence.full))
    bar = QRect(rect.left(), top, length, high)
    if evidence.few:
        pen = QPen(look.color("axis"), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.setBrush(look.color("surface"))
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
    else:
        painter.fillRect(bar, look.color("axis" if muted else "converted"))
    if evidence.base is not None:
        x = rect.left() + round(wide * min(1.0, evidence.base / evidence.full))
        tick = QRect(x - 1, top - theme.px(2), max(2, theme.px(2)), high + 2 * theme.px(2))
        painter.fillRect(tick, look.color("text3" if muted else "text"))
    return rect.left() + wide + theme.px(6)
