"""The side of the page Export that shows what is written: a build sheet or a text, to copy and
save, in the way that the target's options say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.exchange.targets.saving import save
from models.exchange.targets.sheet import Sheet
from models.exchange.targets.target import ExportFile
from models.leads.wording import count_of
from widgets import theme
from widgets.build_sheet.view import BuildSheetView
from widgets.code_view import SHOWN, CodeView
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import RING
from widgets.target_options import TargetOptions
from workbench.pages.export.facts import Found

SHEET = -1
"""The place of the build sheet among the files: it is in some of them, and is itself none."""
LETTER = 4
"""Bytes that a letter has at most."""
_NOT_TEXT = "This file is no text: save it and open it."


class WrittenSide(QWidget):
    """`option_chosen(key, value)`; `note(words)`; `file_asked` and `folder_asked` as the page's."""

    option_chosen = Signal(str, str)
    note = Signal(str)
    folder_asked = Signal(str, object)
    file_asked = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._current = False
        self.options = TargetOptions()
        self.options.chosen.connect(self.option_chosen)
        self.options.faulty.connect(self._show_fault)
        self.fault = Label("", "err", size=12, wrap=True)
        self.sheet = BuildSheetView()
        self.sheet.taken.connect(lambda label: self.note.emit(f"{label} was copied."))
        self.text = CodeView("What is written")
        self.no_text = Label("", "text2", wrap=True)
        self.no_text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes = Label("", "text2", size=12, wrap=True)
        self.file = ChoiceBox(name="File of the export")
        self.file.picked.connect(lambda _place: self._show())
        self.part = ChoiceBox(name="Go to a part of the sheet")
        self.part.picked.connect(self._go_to)
        self.copy = QPushButton("Copy")
        self.keep = QPushButton("Save\u2026")
        theme.set_kind(self.keep, "main")
        self.copy.clicked.connect(lambda _on=False: self.copy_text())
        self.keep.clicked.connect(lambda _on=False: self.save())
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self.options)
        column.addWidget(self.fault)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.text, 1)
        column.addWidget(self.no_text, 1)
        column.addWidget(self.notes)
        row = QHBoxLayout()
        spaced(row, 8, margins=(RING, RING, RING, RING))
        row.addWidget(self.file)
        row.addWidget(self.part)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.fault.hide()

    # Showing

    def present(self, found: Found | None, held: Mapping[str, str]) -> None:
        """Show what was written, None nothing; `held`: what is chosen of the target's options."""
        other = found is None or self._found is None or found.target is not self._found.target
        self._found = found
        self.options.present(() if found is None else found.target.choices, held)
        self._show_fault(self.options.fault)
        sheet, files = self._sheet(), self._files()
        offered: list[tuple[object, str]] = [(SHEET, "Build sheet")] if sheet is not None else []
        offered += [(place, file.name) for place, file in enumerate(files)]
        held_place = None if other else self.file.value
        places = [place for place, _ in offered]
        first = places[0] if places else None
        self.file.present(offered, held_place if held_place in places else first)
        self.file.setVisible(len(offered) > 1)
        if sheet is not None:
            self.sheet.present(sheet)
            parts = self.sheet.parts()
            self.part.present([(SHEET, "Go to\u2026"), *parts], SHEET)
        self._show()

    def _sheet(self) -> Sheet | None:
        found = self._found
        return None if found is None or found.export is None else found.export.sheet

    def _files(self) -> tuple[ExportFile, ...]:
        found = self._found
        return () if found is None or found.export is None else found.export.files

    @property
    def _shown(self) -> ExportFile | None:
        """The file that is shown; None for the sheet, and where there is no file."""
        files, place = self._files(), self.file.value
        return files[place] if isinstance(place, int) and 0 <= place < len(files) else None

    def _show(self) -> None:
        found, file = self._found, self._shown
        as_sheet = self._sheet() is not None and self.file.value == SHEET
        as_text = file is not None and bool(file.language)
        said = () if found is None or found.export is None else found.export.problems
        self.notes.present(" ".join(problem.sentence() for problem in said))
        self.notes.setVisible(bool(said))
        if file is not None and as_text:
            # A table of a great many leads would take long to decode, and only its head is shown.
            head = file.content[: LETTER * SHOWN + LETTER]
            self.text.present(head.decode("utf-8", "replace"), file.language)
        elif found is not None and found.fault is not None:
            self.no_text.present(found.fault.problem.sentence())
        else:
            self.no_text.present("" if found is None else _NOT_TEXT)
        self.sheet.setVisible(as_sheet)
        self.part.setVisible(as_sheet)
        self.text.setVisible(as_text)
        self.no_text.setVisible(not as_sheet and not as_text)
        self.copy.setVisible(not as_sheet)  # each text of a sheet has a button of its own
        self.offer(self._current)

    def _show_fault(self, told: str) -> None:
        self.fault.present(told)
        self.fault.setVisible(bool(told))
        self.offer(self._current)

    def _go_to(self, row: object) -> None:
        if isinstance(row, int) and row >= 0:
            self.sheet.show_part(row)
            self.sheet.setFocus()
        self.part.present([(SHEET, "Go to\u2026"), *self.sheet.parts()], SHEET)

    # Taking it

    def offer(self, current: bool) -> None:
        """What is shown can be taken only while it is of the model and target chosen."""
        self._current = current
        there = current and not self.options.fault and bool(self._files())
        file = self._shown
        self.copy.setEnabled(there and file is not None and bool(file.language))
        self.keep.setEnabled(there)

    def copy_text(self) -> None:
        """Put the text that is shown on the clipboard."""
        file = self._shown
        if file is not None and file.language:
            QGuiApplication.clipboard().setText(file.content.decode("utf-8", "replace"))
            self.note.emit(f"{file.name} was copied.")

    def save(self) -> None:
        """Choose a file, or a folder where an export has several, and write it."""
        found = self._found
        if found is None or found.export is None or not self.keep.isEnabled():
            return
        export, name = found.export, found.target.name

        def write(path: Path) -> None:
            written = save(export, path)
            if len(written) > 1:
                self.note.emit(f"{count_of(len(written), 'file')} for {name} were written.")

        files = export.files
        if len(files) == 1:
            ending = Path(files[0].name).suffix
            self.file_asked.emit(files[0].name, f"{name} (*{ending})", write)
        else:
            self.folder_asked.emit(f"{found.order.stem}-{found.target.key}", write)
