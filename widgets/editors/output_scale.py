"""The scale on which other systems get the score: two numbers, and what becomes of the bands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.leads.wording import figure
from models.scoring.model import ScoringModel
from models.scoring.output import rescaled
from models.scoring.scale import Scale
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced


class OutputScale(QWidget):
    """`changed(scale, gesture)`: a whole scale, or None where both ends are blank."""

    changed = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self.least = NumberEdit(self, name="Least score in other systems", whole=True, width=60)
        self.most = NumberEdit(self, name="Most score in other systems", whole=True, width=60)
        self.says = Label("", "text3", size=12, wrap=True, parent=self)
        row = QHBoxLayout(self)
        spaced(row, 6, margins=(3, 3, 3, 3))
        row.addWidget(self.least)
        row.addWidget(Label("to", "text2", parent=self))
        row.addWidget(self.most)
        row.addSpacing(6)
        row.addWidget(self.says, 1)
        self.setFocusProxy(self.least)
        for edit in (self.least, self.most):
            edit.typed.connect(lambda _value, gesture: self._typed(gesture))
            edit.textEdited.connect(lambda _text: self._say())

    def present(self, model: ScoringModel) -> None:
        """Show the output scale of a model."""
        self._model, output = model, model.output
        self.least.present(None if output is None else float(output.least))
        self.most.present(None if output is None else float(output.most))
        self._say()

    @property
    def fault(self) -> str:
        """What is wrong with what was typed; "" where it is a scale, or none."""
        low, high = self.least.value, self.most.value
        fault = self.least.fault or self.most.fault
        if not fault and (low is None) != (high is None):
            fault = "Type both ends, or neither."
        if not fault and low is not None and high is not None and low >= high:
            fault = "The first must be below the second."
        return fault

    def _typed(self, gesture: int) -> None:
        self._say()
        low, high = self.least.value, self.most.value
        if not self.fault:
            whole = None if low is None or high is None else Scale(int(low), int(high))
            self.changed.emit(whole, gesture)

    def _say(self) -> None:
        fault, model = self.fault, self._model
        text = fault
        if not fault and model is not None:
            low, high = self.least.value, self.most.value
            if low is None or high is None:
                text = "Empty: other systems get the score as it is here."
            else:
                text = bands_there(model, Scale(int(low), int(high)))
        self.says.present(text, "err" if fault else "text3")


def bands_there(model: ScoringModel, output: Scale) -> str:
    """Where the bands begin on another scale: "There MQL begins at 6 (55 here), Hot at 8 (75)."."""
    told: list[str] = []
    for band in model.bands[1:]:
        here = "" if told else " here"
        there = figure(rescaled(band.threshold, model.scale, output))
        begins = "" if told else " begins"
        told.append(f"{band.name}{begins} at {there} ({figure(band.threshold)}{here})")
    return f"There {', '.join(told)}." if told else ""
