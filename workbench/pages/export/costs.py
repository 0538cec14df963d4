"""The side of the page Export that tells what does not fit, and which leads that moves."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.exchange.targets.words import effect_words, fit_words
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.tables.record_table import RecordTable
from workbench.lead_names import LeadNames
from workbench.pages.export.facts import Found
from workbench.pages.export.records import misfit_records, moved_records


class CostSide(QWidget):
    """A sentence, the parts that do not fit, and the leads with another score."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "text", wrap=True)
        self.misfits = RecordTable("What does not fit", self, row=54)
        self.moved = RecordTable("Leads that get another score", self, row=30)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self.words)
        column.addWidget(self.misfits, 1)
        column.addWidget(self.moved, 1)
        column.addStretch()  # where all fits, the words stay at the top

    def present(self, found: Found | None) -> None:
        """Show what an export costs; None: it is not known yet."""
        misfits = () if found is None else found.order.adapted.misfits
        effect = None if found is None else found.effect
        if found is None:
            self.words.present("")
        elif effect is not None:
            self.words.present(effect_words(effect, found.target.name))
        elif misfits:
            self.words.present(f"{fit_words(misfits)}. With leads their number is counted here.")
        else:
            self.words.present("All of the model fits.")
        self.misfits.present(misfit_records(misfits))
        self.misfits.setVisible(bool(misfits))
        moved = effect is not None and bool(len(effect.rows))
        if effect is not None and moved:
            names = LeadNames.of(effect.own.masks.leads)  # type: ignore[arg-type]
            self.moved.present(moved_records(effect, misfits, lambda row: names.of_row(row)[0]))
        self.moved.setVisible(moved)
