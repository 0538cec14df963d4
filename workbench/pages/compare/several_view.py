"""Several models, on the page Compare: which are looked at, against which one, and how they did."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.evaluation.comparison.several import Several
from widgets import theme
from widgets.inputs.label import Label
from widgets.inputs.pick_box import PickBox
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import RecordTable
from widgets.tick_list import TickList
from workbench.pages.compare.choices import Candidate
from workbench.pages.compare.several_records import difference_records, standing_records


class SeveralView(QWidget):
    """`picked(keys, reference)`: what a person chose; the reference is a key among them."""

    picked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.models = TickList("Models that are compared")
        self.models.ticked.connect(self._tick)
        self.reference = PickBox("The model that the others are held against", 14)
        self.reference.activated.connect(lambda _place: self._pick(self.models.keys()))
        self.standings = RecordTable("Models side by side", self, row=30)
        self.differences = RecordTable("Differences from the reference", self, row=30)
        self.told = Label("", "text2", size=12, wrap=True)
        left = QWidget()
        column = QVBoxLayout(left)
        spaced(column, 8, margins=(RING, RING, RING, RING))
        against = Label("&Held against", "text2", size=12)
        against.setBuddy(self.reference)
        column.addWidget(Label("Models", weight=600, size=12))
        column.addWidget(self.models, 1)
        column.addWidget(against)
        column.addWidget(self.reference)
        right = QWidget()
        beside = QVBoxLayout(right)
        spaced(beside, 8, margins=(0, RING, 0, 0))
        beside.addWidget(self.standings)
        beside.addWidget(self.told)
        beside.addWidget(self.differences, 1)
        self.splitter = PageSplitter(right, left, lambda width: 0.22 * width, 420, 200, gap=12)
        self.splitter.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def present_choices(
        self, found: Sequence[Candidate], keys: Sequence[str], reference: str
    ) -> None:
        """Show what can be chosen and what is."""
        self.models.present([(item.key, item.name) for item in found], keys)
        self.reference.clear()
        for item in found:
            if item.key in keys:
                self.reference.addItem(item.name, item.key)
        self.reference.setCurrentIndex(self.reference.findData(reference))
        self.reference.setEnabled(self.reference.count() > 1)

    def present(self, found: Several | None) -> None:
        """Show a comparison; None: nothing is compared."""
        if found is None:
            self.standings.present(None)
            self.differences.present(None)
            self.told.present("")
            return
        self.standings.present(standing_records(found))
        self.standings.setFixedHeight(theme.px(30 + 30 * min(len(found.models), 8) + 4))
        self.differences.present(difference_records(found))
        tested = sum(item.p is not None for item in found.against)
        self.told.present(
            f"Differences from the reference. Whoever looks at many finds one that is chance: each "
            f"p is corrected for all {tested} (Holm) and decides; each interval is 95\u202f% by "
            "itself, so it may leave out zero where p says chance."
            if tested > 1
            else "Differences from the reference."
        )

    def _tick(self, keys: object) -> None:
        assert isinstance(keys, tuple)
        self._pick(keys)

    def _pick(self, keys: tuple[str, ...]) -> None:
        chosen = str(self.reference.currentData() or "")
        self.picked.emit(keys, chosen if chosen in keys else (keys[0] if keys else ""))
