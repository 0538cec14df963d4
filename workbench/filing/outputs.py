"""What is taken away: scored lists, the model's file, pictures; long writing in a thread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidgetItem, QPushButton, QWidget

from models.evaluation.figures import leads
from models.exchange.atomic import atomic_write
from models.exchange.following import with_inputs
from models.exchange.model_file import write_model
from models.exchange.scored_list import Written, write_scored_list
from models.leads.derived import place_of
from models.leads.derived_words import MadeInput, as_columns
from models.leads.fields import Input, Role
from models.leads.readers import Cancelled, Progress
from models.project.document import Project
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.rows import Rows
from workbench.background import Background, Cancel
from workbench.dialogs.sheet import Sheet
from workbench.filing.file_actions import FileActions
from workbench.live_preview import Preview

LIST_FILTER = "CSV (*.csv);;Excel workbook (*.xlsx)"


class Outputs(QObject):
    """Writes lists in the background. `written` tells the path and what was noticed.

    `back_asked(preview, name, rows)`: a list for another system is wanted instead.
    """

    written = Signal(object, object)
    back_asked = Signal(object, str, object)
    failed = Signal(object)
    progressed = Signal(str, int, int)
    finished = Signal()

    def __init__(self, window: QWidget, files: FileActions) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        self._work = Background(self)
        self._work.progressed.connect(self.progressed)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._failed)

    def cancel(self) -> None:
        """Stop writing; no half file is left."""
        self._work.cancel()
        self.finished.emit()

    def finish(self) -> None:
        """Stop and wait; before the application ends."""
        self._work.finish()

    def ask_list(self, preview: Preview, name: str, rows: NDArray[np.intp] | None = None) -> None:
        """Ask which fields to add, then for a file, and write the list.

        `rows`: of these leads alone.
        """
        whose = "all leads" if rows is None else leads(len(rows))
        sheet = Sheet(
            self._window,
            "Save scored list",
            f"Id, score, band and reasons of {whose}, best first. Add fields if you want them.",
            "Choose a file…",
        )
        sheet.setObjectName("ask_list")
        caption = QLabel("Fields to add")
        caption.setFont(theme.font(12, 600))
        fields = Rows("Fields to add")
        fields.setMinimumHeight(theme.px(240))
        for item in _to_add(preview):
            made = f", {item.made_of}" if isinstance(item, MadeInput) else ""
            line = QListWidgetItem(f"{item.name}{made}")
            line.setData(Qt.ItemDataRole.UserRole, item.name)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = item.role is Role.OUTCOME
            line.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            fields.addItem(line)
        sheet.content.addWidget(caption)
        sheet.content.addWidget(fields)

        def go_on() -> None:
            lines = [fields.item(place) for place in range(fields.count())]
            names = [
                str(i.data(Qt.ItemDataRole.UserRole))
                for i in lines
                if i.checkState() == Qt.CheckState.Checked
            ]
            self._files.save_to(
                "Save scored list",
                f"{name}, scored.csv",
                LIST_FILTER,
                lambda path: self.write_list(path, preview, tuple(names), rows),
                done=False,
            )

        def other() -> None:
            sheet.reject()
            self.back_asked.emit(preview, name, rows)

        back = QPushButton("For another system…")
        back.setAutoDefault(False)
        theme.set_kind(back, "quiet")
        back.clicked.connect(lambda _on=False: other())
        sheet.buttons.insertWidget(0, back)
        sheet.accepted.connect(go_on)
        sheet.open()

    def write_list(
        self,
        path: Path,
        preview: Preview,
        fields: tuple[str, ...],
        rows: NDArray[np.intp] | None = None,
    ) -> None:
        """Write the list in the background; `rows`: of these leads alone."""

        # The list names the model as its own file would: with the recipe that it reads by.
        recipe = preview.leads.recipe

        def work(cancelled: Cancel, progress: Progress) -> tuple[Path, Written] | None:
            try:
                written = write_scored_list(
                    path,
                    replace(preview.scored, model=with_inputs(preview.model, recipe)),
                    preview.leads,
                    fields=fields,
                    rows=rows,
                    progress=progress,
                    cancelled=cancelled,
                )
            except Cancelled:
                return None
            return path, written

        self._work.run(work)

    def _done(self, result: Any) -> None:
        self.finished.emit()
        if result is not None:
            self.written.emit(*result)

    def _failed(self, error: object) -> None:
        self.finished.emit()
        self.failed.emit(error)


def _to_add(preview: Preview) -> tuple[Input, ...]:
    """The fields that a list may have besides: those of the leads, then those the model derives."""
    derived = preview.scored.sight.derived
    own = (
        item
        for item in preview.leads.recipe
        if item.role not in (Role.ID, Role.IGNORED) and place_of(derived, item.name) is None
    )
    return (*own, *as_columns(derived))


def write_model_file(path: Path, model: ScoringModel, project: Project) -> None:
    """Write the model with the recipe of the fields that it reads and that of the activities."""
    recipe = project.recipe if project.source is not None else None
    activities = project.activity_recipe if project.activities is not None else None
    write_model(path, model, recipe, activities)


def write_picture(path: Path, chart: Any) -> None:
    """Write a chart as .png, .svg or .pdf, by the ending of the path."""
    kind = path.suffix.lower().lstrip(".")
    with atomic_write(path) as stream:
        stream.write(chart.picture(kind if kind in ("svg", "pdf") else "png"))
