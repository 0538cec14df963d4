"""A card with a chart, tools beside its title, and a line under it that says what is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.card import Card, Legend
from widgets.charts.canvas import ChartCanvas
from widgets.inputs.label import Label
from widgets.spacing import spaced


class ChartCard(Card):
    """`says` is the line under the chart; widgets beside it go to `foot`."""

    def __init__(self, chart: ChartCanvas[Any], parent: QWidget | None = None) -> None:
        self.says = Label("", "text2", size=12, wrap=True)
        self.foot = QHBoxLayout()
        super().__init__(chart.title, parent=parent)
        legend = Legend()
        self.header.addWidget(legend)
        legend.follow(chart)
        body = QWidget()
        column = QVBoxLayout(body)
        spaced(column, 6, margins=(0, 0, 0, 0))
        column.addWidget(chart, 1)
        spaced(self.foot, 12)
        self.foot.addWidget(self.says, 1)
        column.addLayout(self.foot)
        self.set_body(body)
