"""The bands of the score: names, thresholds, and which one hands a lead to sales."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from models.project.edits import ChangeBands, MoveThreshold
from models.scoring.model import Band, ScoringModel
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.marks import mark_wrong
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.tools import Tool, quiet_button
from widgets.spacing import spaced

MOST_BANDS = 6


class _Line:
    """The widgets of one band."""

    def __init__(self, parent: QWidget) -> None:
        self.name = LineEdit(parent, name="Name of the band")
        self.threshold = NumberEdit(parent, name="Threshold", whole=True, width=70)
        self.mql = QRadioButton("handed to sales", parent)
        self.mql.setToolTip("The threshold of this band is the MQL threshold")
        self.remove = Tool("close", "Remove this band", parent)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.name, self.threshold, self.mql, self.remove


class BandsEditor(QWidget):
    """Bands from the highest to the lowest. `edited(edit, gesture)`."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._lines: list[_Line] = []
        self._radios = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 0, 0, 3)  # room for the ring of the focus
        spaced(self._grid, 6, across=10)
        for column, words in enumerate(("Band", "from", "MQL")):
            self._grid.addWidget(Label(words, "text2", size=12, parent=self), 0, column)
        self._grid.setColumnStretch(0, 1)
        self.add = quiet_button("Band", "plus", self)
        self.add.clicked.connect(self._add)
        self._message = Label("", "err", size=12, wrap=True, parent=self)

    def present(self, model: ScoringModel) -> None:
        """Show the bands of a model."""
        self._model = model
        bands = model.bands[::-1]
        if len(bands) != len(self._lines):
            self._rebuild(len(bands))
        for place, (line, band) in enumerate(zip(self._lines, bands, strict=True)):
            lowest = place == len(bands) - 1
            line.name.show_text(band.name)
            mark_wrong(line.name, False)
            line.threshold.present(float(band.threshold))
            line.threshold.setEnabled(not lowest)
            tip = "The lowest band begins at the least score." if lowest else ""
            line.threshold.setToolTip(tip)
            line.threshold.setAccessibleName(f"Threshold of {band.name}")
            line.mql.setAccessibleName(f"{band.name} is handed to sales")
            line.mql.setEnabled(not lowest)
            if line.mql.isChecked() != band.mql:
                line.mql.setChecked(band.mql)
            # Tab goes to the chosen one of a group, arrows to the others; Qt sees only clicks.
            focus = Qt.FocusPolicy.StrongFocus if band.mql else Qt.FocusPolicy.ClickFocus
            line.mql.setFocusPolicy(focus)
            line.remove.setEnabled(not lowest and len(bands) > 2)
        self.add.setEnabled(
            len(bands) < MOST_BANDS and model.bands[-1].threshold < model.scale.most
        )
        self._say("")

    def _rebuild(self, count: int) -> None:
        for line in self._lines:
            self._radios.removeButton(line.mql)
            for widget in line.widgets:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._lines = [_Line(self) for _ in range(count)]
        for place, line in enumerate(self._lines):
            for column, widget in enumerate(line.widgets):
                self._grid.addWidget(widget, place + 1, column)
                widget.show()
            self._radios.addButton(line.mql)
            band = count - 1 - place
            line.name.written.connect(lambda text, g, b=band: self._rename(b, text, g))
            line.threshold.typed.connect(lambda v, g, b=band: self._move(b, v, g))
            line.mql.clicked.connect(lambda _=False, b=band: self._choose(b))
            line.remove.clicked.connect(lambda _=False, b=band: self._remove(b))
        left = Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self.add, count + 1, 0, left)
        self._grid.addWidget(self._message, count + 2, 0, 1, 4)

    def _say(self, text: str) -> None:
        self._message.present(text)
        self._message.setVisible(bool(text))

    def _tell(self, bands: tuple[Band, ...], gesture: int = 0) -> None:
        if self._model is not None and bands != self._model.bands:
            self.edited.emit(ChangeBands(self._model.id, bands), gesture)

    def _rename(self, band: int, name: str, gesture: int) -> None:
        if self._model is None:
            return
        bands = self._model.bands
        taken = any(name == other.name for i, other in enumerate(bands) if i != band)
        line = self._lines[len(bands) - 1 - band]
        mark_wrong(line.name, taken or not name)
        if not name or taken:
            self._say("A band needs a name." if not name else f"There is a band {name} already.")
            return
        self._say("")
        changed = replace(bands[band], name=name)
        self._tell((*bands[:band], changed, *bands[band + 1 :]), gesture)

    def _move(self, band: int, value: object, gesture: int) -> None:
        """A threshold stays between its neighbours: what is beyond is said, not moved."""
        if self._model is None or not isinstance(value, float):
            return
        bands = self._model.bands
        low = bands[band - 1].threshold + 1
        last = band == len(bands) - 1
        high = self._model.scale.most if last else bands[band + 1].threshold - 1
        fits = low <= value <= high
        mark_wrong(self._lines[len(bands) - 1 - band].threshold, not fits)
        self._say("" if fits else f"{bands[band].name} can begin from {low} to {high}.")
        if fits and int(value) != bands[band].threshold:
            self.edited.emit(MoveThreshold(self._model.id, band, int(value)), gesture)

    def _choose(self, band: int) -> None:
        if self._model is not None:
            self._tell(tuple(replace(b, mql=i == band) for i, b in enumerate(self._model.bands)))

    def _remove(self, band: int) -> None:
        """The MQL threshold passes to the next band up, or down where there is none."""
        if self._model is None:
            return
        rest = [*self._model.bands[:band], *self._model.bands[band + 1 :]]
        if self._model.bands[band].mql:
            heir = min(band, len(rest) - 1)
            rest[heir] = replace(rest[heir], mql=True)
        self._tell(tuple(rest))

    def _add(self) -> None:
        """A band on top, half way to the end of the scale."""
        if self._model is None:
            return
        top = self._model.bands[-1].threshold
        threshold = min(self._model.scale.most, top + max(1, (self._model.scale.most - top) // 2))
        taken = {band.name for band in self._model.bands}
        name = next(n for n in ("Top", *(f"Top {i}" for i in range(2, 99))) if n not in taken)
        self._tell((*self._model.bands, Band(name, threshold)))
        if self._lines:
            self._lines[0].name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._lines[0].name.selectAll()
