"""The derived fields of the model: list, add, change, remove, each with what it gives, live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from models.leads.derived_fields import Derived, LookUp
from models.leads.derived_kinds import KINDS, first_of
from models.leads.derived_words import as_inputs, made_of
from models.leads.look_up_table import LookUpTable, read_look_up
from models.leads.readers import Cancelled, Progress
from models.problems import LeadbenchError
from models.project.edits import ChangeDerived, RenameDerived
from models.project.edits.derived import fault_of_name
from models.scoring.derived_use import readers
from widgets import theme
from widgets.editors.derived_editor import DerivedEditor, DerivedView
from widgets.empty_state import EmptyState
from widgets.icons import icon
from widgets.inputs.field_chooser import usable
from widgets.inputs.tools import Tool
from widgets.rows import Rows, RowWords
from widgets.spacing import spaced
from workbench.background import Background, Cancel
from workbench.dialogs.derived_facts import view_of
from workbench.dialogs.sheet import Sheet
from workbench.live_preview import INLINE_LEADS
from workbench.session import Session

ChooseFile = Callable[[Callable[[Path], object]], None]


class DerivedDialog(Sheet):
    """Each change is an edit at once; undo works here too."""

    def __init__(self, parent: QWidget, session: Session, choose_file: ChooseFile) -> None:
        model = session.model
        whose = "the model" if model is None else model.name
        what = f"Fields that {whose} makes of others before its rules read them."
        super().__init__(parent, "Derived fields", what, "Close")
        theme.set_kind(self.main, "")  # one blue button: the one that adds the first field
        self.setObjectName("derived_fields")
        self.cancel.hide()
        self.main.setAutoDefault(False)
        self.main.setDefault(False)
        self._session, self._choose_file = session, choose_file
        self._place = -1
        self._looking = Background(self)
        self._looking.done.connect(self._looked)
        self._loading = Background(self)
        self._loading.done.connect(self._loaded)
        self._loading.failed.connect(self._not_loaded)
        self._build()
        session.project_changed.connect(self._changed)
        session.leads_changed.connect(self._fill)
        self.finished.connect(self._end)
        for keys, do in ((QKeySequence.StandardKey.Undo, session.undo), ("Ctrl+Y", session.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self).activated.connect(session.redo)
        self.resize(theme.px(980), theme.px(600))
        self._fill()
        (self.list if self._derived else self.add).setFocus()

    def _build(self) -> None:
        self.list = Rows("Derived fields")
        self.list.currentRowChanged.connect(self._choose)
        self.add = QPushButton(icon("plus"), "Add derived field")
        self.add.setAutoDefault(False)
        self.menu = QMenu(self.add)
        for kind, words in KINDS.items():
            action = self.menu.addAction(f"{words.what}    {words.example}")
            action.triggered.connect(lambda _on=False, kind=kind: self.add_kind(kind))
        self.add.setMenu(self.menu)
        self.up = Tool("arrow-up", "Move the derived field up", self)
        self.down = Tool("arrow-down", "Move the derived field down", self)
        self.remove = Tool("delete", "Remove the derived field", self)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        tools = QHBoxLayout()
        spaced(tools, 4)
        tools.addWidget(self.add)
        tools.addStretch(1)
        for tool in (self.up, self.down, self.remove):
            tools.addWidget(tool)
        left = QVBoxLayout()
        spaced(left, 8)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        self.editor = DerivedEditor(self)
        self.editor.changed.connect(self._change)
        self.editor.renamed.connect(self._rename)
        self.editor.load_asked.connect(lambda: self._choose_file(self.load))
        self.empty = EmptyState(
            "data",
            "No derived field yet",
            "The domain of an e-mail, the seniority in a job title or the days between two dates "
            "can be a field that rules read.",
            "Add derived field…",
        )
        self.empty.asked.connect(self.add.showMenu)
        both = QHBoxLayout()
        spaced(both, 16)
        both.addLayout(left, 2)
        both.addWidget(self.editor, 5)
        both.addWidget(self.empty, 5)
        self.content.addLayout(both, 1)

    # Showing

    @property
    def _derived(self) -> tuple[Derived, ...]:
        model = self._session.model
        return () if model is None else model.derived

    def _changed(self, _before: object, _after: object) -> None:
        if self._session.model is None:
            self.close()
        else:
            self._fill()

    def _fill(self) -> None:
        model = self._session.model
        self.list.blockSignals(True)
        self.list.clear()
        for place, item in enumerate(self._derived):
            number = 0 if model is None else len(readers(model, place))
            side = "" if not number else f"read {number} times" if number > 1 else "read once"
            self.list.add(RowWords(item.name, made_of(item), side))
        self._place = max(min(self._place, len(self._derived) - 1), 0 if self._derived else -1)
        self.list.setCurrentRow(self._place)
        self.list.blockSignals(False)
        self._show()

    def _choose(self, place: int) -> None:
        self._place = place
        self._show()

    def _show(self) -> None:
        project, model, leads = self._session.project, self._session.model, self._session.leads
        there = project is not None and 0 <= self._place < len(self._derived)
        self.editor.setVisible(there)
        self.empty.setVisible(not there)
        self.up.setEnabled(there and self._place > 0)
        self.down.setEnabled(there and self._place < len(self._derived) - 1)
        self.remove.setEnabled(there)
        if project is None or model is None or not there:
            self._looking.cancel()
            return
        place = self._place
        if leads is None or len(leads) <= INLINE_LEADS:
            self._looking.cancel()
            self.editor.present(view_of(project, model, place, leads))
        else:
            self.editor.present(view_of(project, model, place, None))
            self._looking.run(lambda _cancelled, _progress: view_of(project, model, place, leads))

    def _looked(self, view: object) -> None:
        if isinstance(view, DerivedView) and view.derived in self._derived:
            self.editor.present(view)

    def _end(self) -> None:
        self._looking.finish()
        self._loading.finish()

    # Wishes

    def _apply(self, derived: tuple[Derived, ...], gesture: int = 0) -> None:
        model = self._session.model
        if model is not None:
            self._session.apply(ChangeDerived(model.id, derived), gesture)

    def add_kind(self, kind: str) -> None:
        """Add a derived field of a kind, made of what suits it best."""
        project = self._session.project
        if project is None:
            return
        fields = usable((*project.recipe, *as_inputs(self._derived)))
        taken = [item.name for item in (*project.recipe, *self._derived)]
        taken += [alias for item in project.recipe for alias in item.aliases]
        derived = first_of(kind, fields, taken)
        self._place = len(self._derived)
        self._apply((*self._derived, derived))
        self.editor.name.setFocus()
        self.editor.name.selectAll()

    def _change(self, derived: Derived, gesture: int) -> None:
        found = list(self._derived)
        if 0 <= self._place < len(found):
            found[self._place] = derived
            self._apply(tuple(found), gesture)

    def _rename(self, name: str) -> None:
        project, model = self._session.project, self._session.model
        if project is None or model is None or not 0 <= self._place < len(model.derived):
            return
        fault = fault_of_name(project, model, self._place, name)
        if fault:
            self.editor.refuse_name(
                f"{fault} It is still called {model.derived[self._place].name}."
            )
        else:
            self._session.apply(RenameDerived(model.id, self._place, name))

    def _move(self, step: int) -> None:
        found = list(self._derived)
        place = self._place + step
        if 0 <= self._place < len(found) and 0 <= place < len(found):
            found.insert(place, found.pop(self._place))
            self._place = place
            self._apply(tuple(found))

    def _remove(self) -> None:
        model = self._session.model
        if model is None or not 0 <= self._place < len(self._derived):
            return
        item = self._derived[self._place]
        rest = (*self._derived[: self._place], *self._derived[self._place + 1 :])
        reading = readers(model, self._place)
        if not reading:
            self._apply(rest)
            return
        more = f" and {len(reading) - 4} more" if len(reading) > 4 else ""
        shown = f"{', '.join(reading[:4])}{more}"
        verb = "reads" if len(reading) == 1 else "read"
        sheet = Sheet(
            self,
            f"Remove {item.name}?",
            f"{shown} {verb} it and will find it blank. Undo brings it back.",
            "Remove derived field",
        )
        sheet.setObjectName("remove_derived")
        sheet.accepted.connect(lambda: self._apply(rest))
        sheet.open()

    def load(self, path: Path) -> None:
        """Read a lookup table out of the way."""
        self.editor.say_of_table(f"Reading {path.name} …")

        def read(cancelled: Cancel, progress: Progress) -> LookUpTable | None:
            try:
                return read_look_up(path, None, progress, cancelled)
            except Cancelled:
                return None

        self._loading.run(read)

    def _loaded(self, table: object) -> None:
        place = self._place
        found = self._derived[place] if 0 <= place < len(self._derived) else None
        if not isinstance(table, LookUpTable) or not isinstance(found, LookUp):
            return
        self._change(LookUp(found.name, found.field, table.rows, found.otherwise), 0)
        said = " ".join(problem.what for problem in table.problems)
        number = len(table.rows)
        rows = "1 row was" if number == 1 else f"{number:,} rows were"
        self.editor.say_of_table(f"{rows} read. {said}".strip())

    def _not_loaded(self, error: object) -> None:
        if isinstance(error, LeadbenchError):
            self.editor.say_of_table(error.problem.sentence())
