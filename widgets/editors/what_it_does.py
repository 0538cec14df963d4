"""What a rule does, in three figures with their neighbours."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.evaluation import TOO_FEW, Evaluation, RuleFigures
from models.evaluation.figures import change, count, percent
from models.scoring.model import Rule
from widgets.inputs.label import Label
from widgets.spacing import spaced


class _Figure(QWidget):
    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._value = Label("", size=20, weight=600, parent=self)
        self._beside = Label("", "text2", size=12, parent=self)
        for label in (Label(title, "text2", size=12, parent=self), self._value, self._beside):
            column.addWidget(label)

    def show_figure(self, value: str, beside: str) -> None:
        self._value.present(value)
        self._beside.present(beside)


class WhatItDoes(QWidget):
    """Hits, how they convert, and what the rule does to the MQL."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits = _Figure("Hits", self)
        self._rate = _Figure("Convert", self)
        self._mql = _Figure("MQL", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spaced(column, 4)
        column.addWidget(Label("What it does", weight=600, parent=self))
        row = QHBoxLayout()
        spaced(row, 24)
        for figure in (self._hits, self._rate, self._mql):
            row.addWidget(figure)
        row.addStretch(1)
        column.addLayout(row)

    def present(self, rule: Rule, evaluation: Evaluation | None) -> None:
        """Show the figures of a rule; without any, nothing."""
        figures = evaluation.rules.get(rule.id) if evaluation is not None else None
        self.setVisible(figures is not None)
        if figures is None or evaluation is None:
            return
        everyone = evaluation.all
        share = figures.hits.leads / everyone.leads if everyone.leads else None
        beside = f"{percent(share)} of leads"
        if figures.chosen is not None:
            beside += f" \u00b7 {count(figures.chosen)} chosen"
        self._hits.show_figure(count(figures.hits.leads), beside)
        base = f"base {percent(everyone.rate)}" if everyone.rate is not None else ""
        base = f"base {percent(everyone.rate)}" if everyone.rate is not None else ""
        if figures.hits.rate is None:
            base = "no outcome yet"
        elif figures.hits.converted <= TOO_FEW:
            base = f"{count(figures.hits.converted)} converted, {base}"
        self._rate.show_figure(_rate(figures), base)
        added = figures.mql_added
        muted = "muted: adds nothing now" if rule.muted else "because of this rule"
        self._mql.show_figure("\u2013" if added is None else change(added), muted)


def _rate(figures: RuleFigures) -> str:
    """How the hits convert; doubt is said."""
    if figures.hits.rate is None:
        return "\u2013"
    few = figures.hits.converted <= TOO_FEW
    return "too few" if few else percent(figures.hits.rate)
