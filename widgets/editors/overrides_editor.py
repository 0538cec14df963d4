"""Overrides: conditions that move the score into a band whatever the points, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.leads.fields import Input
from models.project.edits import ChangeOverrides
from models.scoring.conditions import AnyOf
from models.scoring.model import Move, Override, ScoringModel
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.branch_box import BranchBox
from widgets.editors.condition_boxes import ConditionBox, ConditionBoxes
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.tools import Tool
from widgets.spacing import spaced

MOVES = [(move, move.value) for move in Move]


class OverrideBox(ConditionBox):
    """One override. `changed(override, gesture)`: it is whole. `asked(wish)`: up, down, remove."""

    _part = "when"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = LineEdit(self, name="Name of the override")
        self.condition = BranchBox(self, root=True)
        self.move_box = ChoiceBox(self, name="How the score moves")
        self.band = ChoiceBox(self, name="Band")
        head = QHBoxLayout()
        spaced(head, 2)
        head.addWidget(self.name, 1)
        head.addSpacing(theme.px(6))
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
        self._listen()
        self.move_box.picked.connect(lambda move: self._tell(0, move=move))
        self.band.picked.connect(lambda band: self._tell(0, band=band))

    def present(self, override: Override, bands: tuple[str, ...], around: Around) -> None:
        """Show an override."""
        self._show_item(override, around)
        self.move_box.present(MOVES, override.move)
        offered = [(name, name) for name in bands]
        if override.band not in bands:
            offered.insert(0, (override.band, f"{override.band} (no such band)"))
        self.band.present(offered, override.band)

    def _is_same(self, before: Override, item: Override) -> bool:
        return before.id == item.id


class OverridesEditor(ConditionBoxes):
    """All overrides of a model, the first that holds decides. `edited(edit, gesture)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        none = Label(
            "None. A demo request can qualify a lead whatever its points, a competitor disqualify.",
            "text2",
            size=12,
            wrap=True,
        )
        super().__init__(none, "Override", parent)
        self._model: ScoringModel | None = None
        self._around = Around()
        spaced(self._column, 8, margins=(3, 0, 3, 3))  # room for the ring of the focus

    def present(self, model: ScoringModel, around: Around) -> None:
        """Show the overrides of a model; one that has no condition yet stays below them."""
        other = self._model is None or self._model.id != model.id
        self._model, self._around = model, around
        ids = {override.id for override in model.overrides}
        if self._fresh is not None and (other or self._fresh.id in ids):
            self._fresh = None
        self._show()

    def _items(self) -> tuple[Override, ...]:
        return () if self._model is None else self._model.overrides

    def _fields(self) -> Sequence[Input]:
        return self._around.fields

    def _make_box(self) -> OverrideBox:
        return OverrideBox(self)

    def _show_box(self, box: OverrideBox, place: int) -> None:
        self._show_fresh(box, self._items()[place])

    def _show_fresh(self, box: OverrideBox, item: Override) -> None:
        box.present(item, _names(self._model), self._around)

    def _make_item(self) -> Override | None:
        """It begins at the band that qualifies."""
        model = self._model
        if model is None:
            return None
        band = model.bands[model.mql_band].name
        return Override(model.fresh_id("o"), "Fast track", AnyOf(()), Move.AT_LEAST, band)

    def _edit(self, items: tuple[Override, ...]) -> ChangeOverrides:
        assert self._model is not None  # it has the items
        return ChangeOverrides(self._model.id, items)


def _names(model: ScoringModel | None) -> tuple[str, ...]:
    return () if model is None else tuple(band.name for band in model.bands)
