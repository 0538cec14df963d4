"""What came of a live test, on the page Live test: arms, differences, looks, groups."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.evaluation.trials.analysis import Analysis
from models.evaluation.trials.words import about, segments_words
from widgets import theme
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.tables.record_table import Records, RecordTable
from workbench.trial_records import arm_records, look_records, pair_records, segment_records

MOST_ROWS = 6
"""Rows of a table that are shown without scrolling."""


class TrialResults(QWidget):
    """Tables under each other, each as high as its rows; the groups get what room is left."""

    def __init__(self) -> None:
        super().__init__()
        self.about = Label("", "text2", size=12, wrap=True)
        self.arms = RecordTable("Arms of the test", self, row=28)
        self.pairs = RecordTable("Differences between the arms", self, row=28)
        self.seen = RecordTable("Looks at the test", self, row=28)
        self.groups_said = Label("", "text2", size=12, wrap=True)
        self.groups = RecordTable("Groups of leads", self, row=26)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(RING, RING, RING, RING))
        for part in (self.about, self.arms, self.pairs, self.seen, self.groups_said):
            column.addWidget(part)
        column.addWidget(self.groups, 1)
        column.addStretch(0)
        self.present(None)

    def present(self, found: Analysis | None) -> None:
        """Show an analysis; None: there is none."""
        result = None if found is None else found.result
        self.about.present("" if found is None else " ".join(about(found)))
        rates = () if result is None else result.arms
        show(self.arms, None if found is None else arm_records(found.arms, rates))
        show(self.pairs, None if result is None else pair_records(result.pairs, result.level))
        show(self.seen, None if found is None else look_records(found))
        told = found is not None and result is not None and bool(found.segments)
        self.groups_said.setVisible(told)
        self.groups.setVisible(told)
        self.groups.present(None)
        if told and found is not None and result is not None:
            self.groups_said.present(segments_words(found.segments, found.by, result.level))
            self.groups.present(segment_records(found.segments, found.by))


def show(table: RecordTable, records: Records | None) -> None:
    """Show a table as high as its rows, or hide it."""
    table.present(records)
    table.setVisible(records is not None)
    if records is not None:
        table.setFixedHeight(theme.px(30 + 28 * min(len(records.rows), MOST_ROWS) + 4))


def column_of(*parts: QWidget, stretched: bool = True) -> QWidget:
    """Parts under each other; `stretched`: what room is left stays free below."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    spaced(column, 8, margins=(RING, RING, RING, RING))
    for part in parts:
        column.addWidget(part)
    if stretched:
        column.addStretch(1)
    return widget
