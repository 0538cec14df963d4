"""By what leads are compared, and how like names must be: choices above a list of duplicates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QWidget

from models.leads.duplicates.rule import DuplicateRule, Match
from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING

LEAST, MOST = 80, 100
"""Likeness in hundredths that can be chosen."""
_WORDS = {
    Match.ID: "Same id",
    Match.EMAIL: "Same e-mail",
    Match.NAME: "Similar name and company",
}
WAITS = 250
"""Milliseconds of rest before a slider that is moved by keys has told its end."""


class DuplicateSearch(QWidget):
    """`edited(rule)`: what a person wants to be compared by."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = DuplicateRule()
        self.boxes = {match: QCheckBox(words) for match, words in _WORDS.items()}
        for box in self.boxes.values():
            box.clicked.connect(lambda _on: self._tell())
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST, MOST)
        self.slider.setPageStep(5)
        self.slider.setAccessibleName("How like names and companies must be, in hundredths")
        self.slider.setToolTip("Further right, fewer leads are taken for the same")
        self._alike = Label("", "text2", size=12, width=110)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAITS)
        self._wait.timeout.connect(self._tell)
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self._tell)
        row = QHBoxLayout(self)
        spaced(row, 16, margins=(RING, RING, RING, RING))
        for box in self.boxes.values():
            row.addWidget(box)
        row.addWidget(self.slider)
        row.addWidget(self._alike)
        row.addStretch(1)
        theme.observer().changed.connect(self._adopt)
        self._adopt()

    def _adopt(self) -> None:
        self.slider.setFixedWidth(theme.px(140))

    def present(self, rule: DuplicateRule, reasons: Mapping[Match, str]) -> None:
        """Show a rule. `reasons`: why leads cannot be compared by something, if they cannot."""
        self._rule = rule
        for match, box in self.boxes.items():
            why = reasons.get(match, "")
            box.setEnabled(not why)
            box.setToolTip(why)
            box.setChecked(match in rule.by and not why)
        by_name = self.boxes[Match.NAME].isChecked()
        if not self._wait.isActive() and not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(rule.alike * 100))
            self.slider.blockSignals(False)
        self.slider.setEnabled(by_name)
        self._say()

    def _say(self) -> None:
        value = self.slider.value()
        words = "the same" if value == MOST else f"{value / 100:.2f} alike or more"
        self._alike.present(words, "text2" if self.slider.isEnabled() else "text3")

    def _moved(self, _value: int) -> None:
        self._say()
        if not self.slider.isSliderDown():
            self._wait.start()

    def _tell(self) -> None:
        self._wait.stop()
        by = tuple(
            match
            for match, box in self.boxes.items()
            if (box.isChecked() if box.isEnabled() else match in self._rule.by)
        )
        rule = replace(self._rule, by=by, alike=self.slider.value() / 100)
        if rule != self._rule:
            self._rule = rule
            self.edited.emit(rule)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on; a proxy that changes would tie a knot in the order of Tab."""
        next(filter(QCheckBox.isEnabled, self.boxes.values()), self.slider).setFocus()
