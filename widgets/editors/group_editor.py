"""What a group is: a small panel that floats over the list and changes the group at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QVBoxLayout, QWidget

from models.project.edits import ChangeGroup
from models.scoring.decay_words import decay_words
from models.scoring.model import Axis, Group, ScoringModel
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.group_category import CategoryEdit, is_category
from widgets.editors.limits import LimitsEdit
from widgets.editors.note_edit import NoteEdit
from widgets.editors.social_rules import rules_for, social_words, unscored
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.tools import quiet_button
from widgets.spacing import spaced

AXES = [
    (Axis.FIT, "fit: who they are"),
    (Axis.ENGAGEMENT, "engagement: what they did"),
    (Axis.NONE, "neither"),
]


class GroupEditor(QFrame):
    """`edited(edit, gesture)`: every change at once; it closes by Esc or a click elsewhere.
    `requested`: "edit decay" (group id)."""

    edited = Signal(object, int)
    requested = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._model: ScoringModel | None = None
        self._group: Group | None = None
        self.setAccessibleName("Group")
        self.name = LineEdit(self, name="Name of the group", small=False)
        self.axis = ChoiceBox(self, name="What the group measures")
        self.category = CategoryEdit(self)
        self.limits = LimitsEdit(self)
        self.note = NoteEdit("Note on the group", "Why this group and its limits", self)
        self.decay = quiet_button("", "decay", self)
        self._message = Label("", "err", size=12, wrap=True, parent=self)
        self._social = Label("", "text2", size=12, wrap=True, parent=self)
        self.add_social = quiet_button("Add a rule for each", "plus", self)
        self._types: tuple[str, ...] = ()
        self._spot = QPoint()
        self._lay_out()
        self.hide()
        self.name.written.connect(lambda text, g: self._tell(g, name=text))
        self.category.changed.connect(lambda text, g: self._tell(g, category=text))
        self.decay.clicked.connect(lambda: self.requested.emit("edit decay", self.group))
        self.add_social.clicked.connect(self._add_social)
        self.axis.picked.connect(lambda axis: self._tell(0, axis=axis))
        self.limits.changed.connect(lambda low, high, g: self._tell(g, least=low, most=high))
        self.limits.checked.connect(self._say)
        self.note.typed.connect(lambda text, g: self._tell(g, note=text))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        spaced(grid, 8, across=10)
        rows = (
            ("Name", self.name),
            ("Measures", self.axis),
            ("Category", self.category),
            ("Limit", self.limits),
            ("Decay", self.decay),
            ("Note", self.note),
        )
        for line, (words, widget) in enumerate(rows):
            label = Label(words, "text2", size=12, parent=self)
            label.setBuddy(widget)
            top = Qt.AlignmentFlag.AlignTop if widget is self.note else Qt.AlignmentFlag(0)
            grid.addWidget(label, line, 0, top)
            left = widget in (self.axis, self.limits, self.decay)
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag(0)
            grid.addWidget(widget, line, 1, side)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(12, 12, 12, 12))
        column.addLayout(grid)
        column.addWidget(self._social)
        column.addWidget(self.add_social, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._message)

    def present(self, model: ScoringModel, group_id: str, around: Around) -> None:
        """Show a group; closes where it is no longer there."""
        group = model.group(group_id)
        if group is None:
            self.hide()
            return
        fresh = self._group is None or self._group.id != group.id
        self._model, self._group = model, group
        self.name.show_text(group.name)
        self.category.present(group.category, fresh=fresh)
        self.axis.present(AXES, group.axis)
        self.limits.present(group.least, group.most)
        self.note.present(group.note)
        self.decay.setText(decay_words(group.decay) or "none")
        self.decay.setAccessibleName(f"Decay: {self.decay.text()}. Change how the points fade")
        self._types = unscored(group, around) if is_category(group.category, "social") else ()
        self._social.present(social_words(self._types))
        self._social.setVisible(bool(self._types))
        self.add_social.setVisible(bool(self._types))
        self._say()

    def _add_social(self) -> None:
        if self._model is not None and self._group is not None and self._types:
            group = self._model.group(self._group.id) or self._group
            self.edited.emit(rules_for(self._model, group, self._types), 0)

    @property
    def group(self) -> str:
        """The id of the group that is shown."""
        return self._group.id if self._group is not None else ""

    def open_at(self, spot: QPoint) -> None:
        """Float with the upper right corner at a point of the parent, inside the parent."""
        host = self._host
        self.setFixedWidth(min(theme.px(390), host.width() - 8))
        # The note knows its height only at its width, so it is laid out before it is measured.
        self.ensurePolished()
        self.adjustSize()
        self._spot = spot
        self.show()
        self.raise_()
        self._settle()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _settle(self) -> None:
        """As high as what is shown, and where it fits."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.adjustSize()
        host = self._host
        x = max(4, min(self._spot.x() - self.width(), host.width() - self.width() - 4))
        y = max(4, min(self._spot.y(), host.height() - self.height() - 4))
        self.move(x, y)

    def hideEvent(self, event: QHideEvent) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        super().hideEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press outside closes; the list of a choice is a window of its own and counts inside."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            outside = watched is not self and not self.isAncestorOf(watched)
            if outside and watched.window() is self.window():
                self.hide()
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        blank = "" if self.name.text().strip() else "A group needs a name."
        text = self.limits.fault or blank
        self._message.present(text)
        self._message.setVisible(bool(text))
        if self.isVisible():
            self._settle()

    def _tell(self, gesture: int, **changes: object) -> None:
        """Tell the group with some things changed; a blank name is told to nobody."""
        self._say()
        if self._model is None or self._group is None or changes.get("name") == "":
            return
        after = replace(self._group, **changes)  # type: ignore[arg-type]
        if after != self._group:
            self._group = after
            self.edited.emit(ChangeGroup(self._model.id, after), gesture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.setPen(look.color("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
