"""Overrides: conditions that move the score into a band whatever the points, in their order."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.project.edits import ChangeOverrides
from models.scoring.conditions import AnyOf
from models.scoring.model import Move, Override, ScoringModel
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.branch_box import BranchBox
from widgets.editors.draft import built, drawn, is_whole
from widgets.editors.draft_nodes import Branch, Joint, Leaf
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import usable
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.tools import Tool, quiet_button
from widgets.spacing import spaced

MOVES = [(move, move.value) for move in Move]


class OverrideBox(QWidget):
    """One override. `changed(override, gesture)`: it is whole. `asked(wish)`: up, down, remove."""

    changed = Signal(object, int)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._override: Override | None = None
        self._draft = Branch(Joint.ALL)
        self._around = Around()
        px = theme.px
        self.name = LineEdit(self, name="Name of the override")
        self.condition = BranchBox(self, root=True)
        self.move_box = ChoiceBox(self, name="How the score moves")
        self.band = ChoiceBox(self, name="Band")
        head = QHBoxLayout()
        spaced(head, 2)
        head.addWidget(self.name, 1)
        head.addSpacing(px(6))
        for symbol, wish, name in (
            ("arrow-up", "up", "Earlier: the first that holds decides"),
            ("arrow-down", "down", "Later"),
            ("close", "remove", "Remove this override"),
        ):
            tool = Tool(symbol, name, self)
            tool.clicked.connect(lambda _=False, w=wish: self.asked.emit(w))
            head.addWidget(tool)
        then = QHBoxLayout()
        spaced(then, 6)
        then.addWidget(Label("then the score is", "text2", parent=self))
        then.addWidget(self.move_box)
        then.addWidget(Label("in the band", "text2", parent=self))
        then.addWidget(self.band)
        then.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 6, margins=(10, 8, 4, 10))
        column.addLayout(head)
        column.addWidget(self.condition)
        column.addLayout(then)
        self.name.written.connect(lambda text, g: self._tell(g, name=text))
        self.condition.changed.connect(self._take_condition)
        self.move_box.picked.connect(lambda move: self._tell(0, move=move))
        self.band.picked.connect(lambda band: self._tell(0, band=band))

    @property
    def is_whole(self) -> bool:
        """Whether the condition lacks nothing."""
        return bool(self._draft.parts) and all(map(is_whole, self._draft.parts))

    def begin(self, override: Override, bands: tuple[str, ...], around: Around) -> None:
        """Show an override that has no condition yet."""
        self._override, self._draft = override, Branch(Joint.ALL, (Leaf(),))
        self.present(override, bands, around)

    def present(self, override: Override, bands: tuple[str, ...], around: Around) -> None:
        """Show an override."""
        before, self._override, self._around = self._override, override, around
        if before is None or (before.id, before.when) != (override.id, override.when):
            same = before is not None and before.id == override.id and is_whole(self._draft)
            if not (same and built(self._draft) == override.when):
                self._draft = drawn(override.when)
        self.name.show_text(override.name)
        self.condition.present(self._draft, around)
        self.move_box.present(MOVES, override.move)
        offered = [(name, name) for name in bands]
        if override.band not in bands:
            offered.insert(0, (override.band, f"{override.band} (no such band)"))
        self.band.present(offered, override.band)

    def _take_condition(self, branch: object, gesture: int) -> None:
        if not isinstance(branch, Branch):
            return
        self._draft = branch
        self.condition.present(branch, self._around)
        when = built(branch) if self.is_whole else None
        if when is not None:
            self._tell(gesture, when=when)

    def _tell(self, gesture: int, **changes: object) -> None:
        if self._override is None or changes.get("name") == "":
            return
        after = replace(self._override, **changes)  # type: ignore[arg-type]
        if after != self._override:
            self.changed.emit(after, gesture)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.current().color("line"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.px(4), theme.px(4))


class OverridesEditor(QWidget):
    """All overrides of a model, the first that holds decides. `edited(edit, gesture)`."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._around = Around()
        self._boxes: list[OverrideBox] = []
        self._fresh: Override | None = None
        self._list = QVBoxLayout()
        spaced(self._list, 8)
        self._none = Label(
            "None. A demo request can qualify a lead whatever its points, a competitor disqualify.",
            "text2",
            size=12,
            wrap=True,
            parent=self,
        )
        self.add = quiet_button("Override", "plus", self)
        self.add.clicked.connect(self._add)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(3, 0, 3, 3))  # room for the ring of the focus
        column.addWidget(self._none)
        column.addLayout(self._list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def present(self, model: ScoringModel, around: Around) -> None:
        """Show the overrides of a model; one that has no condition yet stays below them."""
        other = self._model is None or self._model.id != model.id
        self._model, self._around = model, around
        ids = {override.id for override in model.overrides}
        if self._fresh is not None and (other or self._fresh.id in ids):
            self._fresh = None
        self._show()

    def _show(self) -> None:
        model = self._model
        if model is None:
            return
        wanted = len(model.overrides) + (self._fresh is not None)
        self._none.setVisible(not wanted)
        self.add.setEnabled(self._fresh is None and bool(usable(self._around.fields)))
        while len(self._boxes) > wanted:
            box = self._boxes.pop()
            self._list.removeWidget(box)
            box.hide()
            box.deleteLater()
        while len(self._boxes) < wanted:
            self._boxes.append(self._make())
        bands = _names(model)
        for box, override in zip(self._boxes, model.overrides, strict=False):
            box.present(override, bands, self._around)

    def _make(self) -> OverrideBox:
        box = OverrideBox(self)
        box.changed.connect(lambda override, g, own=box: self._change(own, override, g))
        box.asked.connect(lambda wish, own=box: self._do(own, wish))
        self._list.addWidget(box)
        box.show()
        return box

    def _tell(self, overrides: list[Override], gesture: int = 0) -> None:
        if self._model is not None and tuple(overrides) != self._model.overrides:
            self.edited.emit(ChangeOverrides(self._model.id, tuple(overrides)), gesture)

    def _change(self, box: OverrideBox, override: Override, gesture: int) -> None:
        if self._model is None:
            return
        place = self._boxes.index(box)
        overrides = list(self._model.overrides)
        if place < len(overrides):
            overrides[place] = override
            self._tell(overrides, gesture)
        elif box.is_whole:
            self._tell([*overrides, override], gesture)
        else:
            self._fresh = override
            box.present(override, _names(self._model), self._around)

    def _do(self, box: OverrideBox, wish: str) -> None:
        if self._model is None:
            return
        place = self._boxes.index(box)
        overrides = list(self._model.overrides)
        if place == len(overrides):
            if wish == "remove":
                self._fresh = None
                self._show()
            return
        own = overrides.pop(place)
        if wish != "remove":
            target = place + (-1 if wish == "up" else 1)
            overrides.insert(max(0, min(len(overrides), target)), own)
        self._tell(overrides)

    def _add(self) -> None:
        """An override to begin with; it moves no score before it says whose."""
        model = self._model
        if model is None or self._fresh is not None:
            return
        band = model.bands[model.mql_band].name
        self._fresh = Override(model.fresh_id("o"), "Fast track", AnyOf(()), Move.AT_LEAST, band)
        self._show()
        box = self._boxes[-1]
        box.begin(self._fresh, _names(model), self._around)
        box.condition.focus_first()


def _names(model: ScoringModel) -> tuple[str, ...]:
    return tuple(band.name for band in model.bands)
