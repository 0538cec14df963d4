"""The list of rules by group: cards to read, points to move, everything by mouse and by keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.evaluation.evaluation import Evaluation
from models.problems import Problem
from models.project.edits import AddRules, AnyEdit, RemoveGroup, RemoveRule, SetPoints
from models.scoring.model import ScoringModel
from models.tuning.reins import Hold
from widgets import theme
from widgets.editors.card_places import Zone
from widgets.editors.card_view import CardView
from widgets.editors.row_drag import RowDrag
from widgets.editors.rule_edits import renamed
from widgets.editors.rule_keys import wish_of
from widgets.editors.rule_menu import GROUP, RULE, menu_of
from widgets.editors.rule_rows import EmptyRow, HeaderRow, RuleRow, rows_of, scale_of
from widgets.editors.rule_wishes import Here, Request, answer


class RuleList(CardView):
    """Groups and their rules.

    `edited(edit, gesture)`: a person changed something; edits of one drag share the gesture, 0
    stands alone. `finished()`: the hand is off. `chosen(rule_id)`: a person chose a rule, "" a
    group. `requested(wish, what)`: "edit", "note", "choose" (rule id), "hold" ((rule id, Hold)),
    "copy", "cut" (rule ids), "paste",
    "add" ((group id, position)), "edit group" (group id), "add group" (None).
    """

    edited = Signal(object, int)
    finished = Signal()
    requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._evaluation: Evaluation | None = None
        self._saved: ScoringModel | None = None
        self._findings: Mapping[str, Problem] = {}
        self._holds: Mapping[str, Hold] = {}
        self._collapsed: frozenset[str] = frozenset()
        self._wanted = ""
        self._span = 25
        self._pressed: tuple[int, Zone | None] = (-1, None)
        self._drag = RowDrag(self)
        self.setAccessibleName("Rules")
        self._inputs.moved.connect(self._moved)
        self._inputs.finished.connect(self.finished)
        self._inputs.renamed.connect(self._renamed)
        self._drag.dropped.connect(self._edit)

    # What is shown

    def present(
        self,
        model: ScoringModel,
        evaluation: Evaluation | None = None,
        saved: ScoringModel | None = None,
        findings: Mapping[str, Problem] | None = None,
        holds: Mapping[str, Hold] | None = None,
    ) -> None:
        """Show a model, its figures, the saved version behind it, what is wrong with rules, and
        which of them a tuning may not change freely."""
        needed = scale_of(model, saved)
        same = self._model is not None and self._model.id == model.id
        # Within a model the scale only grows: a slider must not jump when another one shrinks.
        self._span = max(self._span, needed) if same else needed
        self._model, self._evaluation, self._saved = model, evaluation, saved
        self._findings, self._holds = findings or {}, holds or {}
        self._refresh()

    def choose(self, rule_id: str) -> None:
        """Show a rule as the chosen one, scrolled into sight, its group unfolded."""
        group = self._model.group_of(rule_id) if self._model is not None else None
        if group is None or rule_id == self._rule:
            return
        self._fold(group.id, collapsed=False)
        position = self.position_of("rule", rule_id)
        if position >= 0:
            self._rule = rule_id  # chosen from outside: nobody has to be told
            self.setCurrentIndex(self._rows.index(position))

    @property
    def group(self) -> str:
        """The id of the group that the current row belongs to; "" for none."""
        row = self.row
        if isinstance(row, HeaderRow):
            return row.group.id
        return row.group if isinstance(row, RuleRow | EmptyRow) else ""

    def set_filter(self, text: str) -> None:
        """Keep only the rules in which all words of a text occur."""
        if self._wanted != text.strip():
            self._wanted = text.strip()
            self._refresh()

    def _refresh(self) -> None:
        if self._model is None:
            return
        rows = rows_of(
            self._model,
            self._evaluation,
            self._saved,
            self._findings,
            collapsed=self._collapsed,
            wanted=self._wanted,
            span=self._span,
            holds=self._holds,
        )
        if self.show_rows(rows):
            self._drag.cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._wanted and not self._rows.rows:
            painter.setFont(theme.font(13))
            painter.setPen(theme.current().color("text2"))
            text = f"No rule contains \u201c{self._wanted}\u201d."
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)
        self._drag.paint(painter)

    # Changes

    def _edit(self, edit: AnyEdit | None, gesture: int = 0) -> None:
        if edit is not None:
            self.edited.emit(edit, gesture)

    def _moved(self, entry: object, points: int, gesture: int) -> None:
        row = self.row
        if self._model is not None and isinstance(row, RuleRow):
            place = entry if isinstance(entry, int) else None
            self._edit(SetPoints(self._model.id, row.rule.id, points, place), gesture)

    def _renamed(self, name: str) -> None:
        if self._model is not None:
            self._edit(renamed(self._model, self._rule, name))

    def ask(self, wish: str) -> None:
        """Do for the current row what a key or a line of a menu says."""
        row, model = self.row, self._model
        if model is None or row is None:
            return
        found = answer(wish, row, model)
        if isinstance(found, Request):
            self.requested.emit(found.wish, found.what)
        elif isinstance(found, Here):
            self._do_here(found)
        elif found is not None:
            self._edit(found)
            if isinstance(found, AddRules):
                self._go_to("rule", found.rules[0].id)
            elif isinstance(found, RemoveRule | RemoveGroup):
                self.chosen.emit(self._rule)

    def _do_here(self, action: Here) -> None:
        row = self.row
        if action is Here.RENAME:
            self._inputs.rename()
        elif isinstance(row, RuleRow):
            self._go_to("group", row.group)
        elif isinstance(row, HeaderRow):
            self._fold(row.group.id, collapsed=action is Here.FOLD)

    def _go_to(self, kind: str, name: str) -> None:
        position = self.position_of(kind, name)
        if position >= 0:
            self.setCurrentIndex(self._rows.index(position))

    def _fold(self, group: str, *, collapsed: bool) -> None:
        folded = self._collapsed | {group} if collapsed else self._collapsed - {group}
        if folded != self._collapsed:
            self._collapsed = folded
            self._refresh()

    # Keys

    def event(self, event: QEvent) -> bool:
        # Ctrl+C and its like are this list's while it has the focus, whatever menus say.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and wish_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._delegate.keyboard = True
        if event.key() == Qt.Key.Key_Escape and self._drag.cancel():
            return
        wish = wish_of(event)
        if wish == "points":
            self._inputs.type(event)
        elif wish == "menu":
            self._menu(self.visualRect(self.currentIndex()).center())
        elif wish:
            self.ask(wish)
        else:
            super().keyPressEvent(event)
        self._show_focus()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.keyboard = False
        at = event.position().toPoint()
        position, zone, cell = self.zone_at(at)
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (position, zone) if left else (-1, None)
        row = self.row_at(position)
        if row is not None:
            self.setCurrentIndex(self._rows.index(position))
        if left and isinstance(row, RuleRow | HeaderRow):
            self._press(event, position, zone, cell)
        self._show_focus()

    def _press(self, event: QMouseEvent, position: int, zone: Zone | None, cell: int) -> None:
        at = event.position().toPoint()
        if zone in (Zone.SLIDER, Zone.SPIN) and not self._inputs.control.isHidden():
            self._inputs.take(event, self.viewport(), spin=zone is Zone.SPIN)
        elif zone is Zone.CELL:
            self._inputs.edit_cell(cell)
        elif zone is Zone.MENU:
            self._menu(at)
        elif zone in (Zone.BODY, Zone.GRIP) and not self._wanted and self._model is not None:
            self._drag.press(at, self._model, self._rows.rows, position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._inputs.holds:
            self._inputs.forward(event, self.viewport())
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._drag.move(at)
        else:
            self.hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._inputs.holds:
            self._inputs.forward(event, self.viewport())
        elif not self._drag.release(at):
            position, zone, _ = self.zone_at(at)
            if (position, zone) == self._pressed and event.button() == Qt.MouseButton.LeftButton:
                self._clicked(zone)

    def _clicked(self, zone: Zone | None) -> None:
        wishes = {Zone.EYE: "mute", Zone.MORE: "edit", Zone.MEND: "edit", Zone.ADD: "add"}
        row = self.row
        if isinstance(row, HeaderRow) and zone is Zone.FOLD:
            self._fold(row.group.id, collapsed=not row.collapsed)
        elif isinstance(row, HeaderRow) and zone is Zone.LIMIT:
            self.requested.emit("edit group", row.group.id)
        elif zone is Zone.DECAY:
            self.ask("decay")
        elif zone in wishes:
            self.ask(wishes[zone])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position, zone, _ = self.zone_at(event.position().toPoint())
        if zone in (Zone.BODY, Zone.GRIP):
            self.setCurrentIndex(self._rows.index(position))
            self.ask("edit")
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu(event.pos())

    def _menu(self, at: QPoint) -> None:
        row = self.row
        if isinstance(row, RuleRow | HeaderRow):
            quiet = isinstance(row, RuleRow) and row.rule.muted
            items = RULE if isinstance(row, RuleRow) else GROUP
            hold = row.hold if isinstance(row, RuleRow) else None
            menu = menu_of(items, self.ask, self, muted=quiet, hold=hold)
            menu.popup(self.viewport().mapToGlobal(at))
