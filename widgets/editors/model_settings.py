"""What holds for the whole model: bands, overrides, scale, base, as-of day, notes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.project.edits import ChangeModel, ReplaceModel
from models.scoring.model import Scale, ScoringModel
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.as_of_edit import AsOfEdit
from widgets.editors.bands_editor import BandsEditor
from widgets.editors.limits import LimitsEdit
from widgets.editors.note_edit import NoteEdit
from widgets.editors.output_scale import OutputScale
from widgets.editors.overrides_editor import OverridesEditor
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.spin_box import SignedSpinBox
from widgets.spacing import spaced


class ModelSettings(QScrollArea):
    """`edited(edit, gesture)`: every change that leaves a whole model, at once."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self.bands = BandsEditor(self)
        self.overrides = OverridesEditor(self)
        self.name = LineEdit(self, name="Name of the model")
        self.base = SignedSpinBox(self)
        self.base.setAccessibleName("Base: points that every lead begins with")
        self.scale_ends = LimitsEdit(self, open_ends=False)
        self.output = OutputScale(self)
        self.as_of = AsOfEdit(self)
        self.notes = NoteEdit("Notes on the model", "What the model is for, who agreed on it", self)
        self._message = Label("", "err", size=12, wrap=True, parent=self)
        self._lay_out()
        self.bands.edited.connect(self.edited)
        self.overrides.edited.connect(self.edited)
        self.name.written.connect(self._rename)
        self.base.entered.connect(lambda points, g: self._change(g, base=points))
        self.scale_ends.changed.connect(self._rescale)
        self.scale_ends.checked.connect(lambda: self._say(self.scale_ends.fault))
        self.output.changed.connect(lambda scale, g: self._change(g, output=scale))
        self.as_of.changed.connect(lambda day, own, g: self._change(g, as_of=day, own_day=own))
        self.notes.typed.connect(lambda text, g: self._change(g, notes=text))

    def _lay_out(self) -> None:
        px = theme.px
        grid = QGridLayout()
        spaced(grid, 8, across=10)
        left = Qt.AlignmentFlag.AlignLeft
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Name", self.name),
            ("Scale", self.scale_ends),
            ("Base", self.base),
            ("In other systems", self.output),
            ("As-of day", self.as_of),
            ("Notes", self.notes),
        )
        for line, (words, item) in enumerate(rows):
            high = item in (self.notes, self.as_of)
            top = Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag(0)
            name = Label(words, "text2", size=12, parent=self)
            name.setContentsMargins(0, px(6) if item is self.as_of else 0, 0, 0)
            grid.addWidget(name, line, 0, top)
            fixed = item in (self.base, self.scale_ends)
            grid.addWidget(item, line, 1, left if fixed else Qt.AlignmentFlag(0))
        grid.setColumnStretch(1, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        spaced(column, 8, margins=(16, 12, 16, 16))
        for title, why, part in (
            ("Bands", "Each score falls in one band; MQL is where sales take over.", self.bands),
            ("Overrides", "The first that holds moves the score.", self.overrides),
        ):
            column.addLayout(_heading(inside, title, why))
            column.addWidget(part)
            column.addSpacing(px(12))
        column.addLayout(_heading(inside, "Model", ""))
        column.addLayout(grid)
        column.addWidget(self._message)
        column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def present(
        self, model: ScoringModel, around: Around, saved: ScoringModel | None = None
    ) -> None:
        """Show what holds for the whole model."""
        self._model = model
        self.bands.present(model)
        self.overrides.present(model, around)
        self.name.show_text(model.name)
        self.base.present(model.base, saved.base if saved is not None else None)
        self.scale_ends.present(model.scale.least, model.scale.most)
        self.output.present(model)
        self.as_of.present(model.as_of, model.own_day, around.as_of)
        self.notes.present(model.notes)
        self._say(self.scale_ends.fault)

    def _say(self, text: str) -> None:
        self._message.present(text)
        self._message.setVisible(bool(text))

    def _change(self, gesture: int, **changes: object) -> None:
        if self._model is not None:
            after = replace(self._model, **changes)  # type: ignore[arg-type]
            if after != self._model:
                self.edited.emit(ChangeModel(after), gesture)

    def _rename(self, text: str, gesture: int) -> None:
        if text:
            self._change(gesture, name=text)

    def _rescale(self, least: int | None, most: int | None, _gesture: int) -> None:
        """The scale with its bands: the lowest begins at the least score, the others fit inside."""
        model = self._model
        if model is None or least is None or most is None or least >= most:
            self._say("The scale needs at least two scores.")
            return
        bands = (replace(model.bands[0], threshold=least), *model.bands[1:])
        inner = [band.threshold for band in bands[1:]]
        if inner and (inner[0] <= least or inner[-1] > most):
            band = bands[1] if inner[0] <= least else bands[-1]
            self._say(f"{band.name} begins at {band.threshold}, outside this scale.")
            return
        self._say("")
        after = replace(model, scale=Scale(least, most), bands=bands)
        if after != model:
            self.edited.emit(ReplaceModel(after, f"Scale {least} to {most}"), 0)


def _heading(parent: QWidget, title: str, why: str) -> QHBoxLayout:
    row = QHBoxLayout()
    spaced(row, 10)
    row.addWidget(Label(title, size=15, weight=600, parent=parent))
    row.addWidget(Label(why, "text2", size=12, parent=parent))
    row.addStretch(1)
    return row
