"""Commands on files: choose a path, ask before work would be left behind, tell what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from models.problems import LeadbenchError
from models.project.faults import EXTENSION
from widgets import theme
from workbench.dialogs.sheet import Sheet
from workbench.filing.files import Files
from workbench.importing.draft import Purpose
from workbench.session import Session
from workbench.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Sequence

LEADS_FILTER = "Lead exports (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods);;All files (*)"
ACTIVITIES_FILTER = LEADS_FILTER.replace("Lead exports", "Activities")
DEALS_FILTER = LEADS_FILTER.replace("Lead exports", "Deals")
PROJECT_FILTER = f"Leadbench projects (*{EXTENSION})"
LISTS_FILTER = "Lists (*.csv *.xlsx *.parquet)"
MODEL_FILTER = "Scoring models (*.json)"
BROUGHT_FILTER = (
    "Scorecards, rules and exports (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods *.json *.sql *.py "
    "*.js *.xml *.pmml *.html);;All files (*)"
)


class FileActions(QObject):
    """What the File menu does; `note` says what was done, `failed` what was not.

    `import_asked(path, Purpose)`: a table is to be looked at before it is taken.
    """

    note = Signal(str)
    failed = Signal(object)
    left = Signal()
    model_asked = Signal(object)
    import_asked = Signal(object, object)

    def __init__(
        self, window: QWidget, session: Session, files: Files, settings: SettingsStore
    ) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._files, self._settings = files, settings
        self._after_saving: list[Callable[[], None]] = []
        files.save_ended.connect(self._saving_ended)
        files.copied.connect(
            lambda path: self.note.emit(f"A copy without leads was written to {path.name}.")
        )

    # Opening

    def new(self) -> None:
        """Start an empty project."""
        self.leave_then(self._files.new)

    def open_project(self) -> None:
        """Choose a project and open it."""
        self._choose_open("Open a project", f"{PROJECT_FILTER};;{LEADS_FILTER}", self.open_any)

    def open_leads(self) -> None:
        """Choose a lead export and import it."""
        self._choose_open("Open leads", LEADS_FILTER, self.open_any)

    def open_activities(self) -> None:
        """Choose a table of activities for the leads of this project."""
        self._choose_open("Open activities", ACTIVITIES_FILTER, self.take_activities)

    def take_activities(self, path: Path) -> None:
        """Look at a file as activities."""
        self._look_at(path, Purpose.ACTIVITIES)

    def open_accounts(self) -> None:
        """Choose a table of the companies that the leads are of."""
        self._choose_open("Open accounts", ACTIVITIES_FILTER, self.take_accounts)

    def take_accounts(self, path: Path) -> None:
        """Look at a file as accounts."""
        self._look_at(path, Purpose.ACCOUNTS)

    def choose_for(self, purpose: Purpose) -> None:
        """Choose another file for the same end."""
        names = {
            Purpose.ACTIVITIES: "Open activities",
            Purpose.ACCOUNTS: "Open accounts",
            Purpose.DEALS: "Open deals",
        }
        filters = LEADS_FILTER if purpose.of_leads else ACTIVITIES_FILTER
        title = names.get(purpose, "Open leads")
        self._choose_open(title, filters, lambda path: self._look_at(path, purpose))

    def _look_at(self, path: Path, purpose: Purpose) -> None:
        self._settings.change(last_folder=str(path.parent))
        self.import_asked.emit(path, purpose)

    def open_deals(self) -> None:
        """Choose a table of deals of the leads of this project."""
        self._choose_open("Open deals", DEALS_FILTER, self.take_deals)

    def take_deals(self, path: Path) -> None:
        """Look at a file as deals."""
        self._look_at(path, Purpose.DEALS)

    def open_any(self, path: Path) -> None:
        """Open a project, add a model, or import anything else; asks where leads go."""
        self._settings.change(last_folder=str(path.parent))
        if self._files.file is not None and path.resolve() == self._files.file.path:
            self.note.emit(f"{path.name} is open already.")
        elif path.suffix.lower() == EXTENSION:
            self.leave_then(lambda: self._files.open(path))
        elif path.suffix.lower() == ".json" and self._session.project is not None:
            self.model_asked.emit(path)
        elif self._session.project is not None and self._session.project.source is not None:
            self._ask_where(path)
        elif self._session.project is not None:
            self._look_at(path, Purpose.NEXT)
        else:
            self._look_at(path, Purpose.NEW)

    def _ask_where(self, path: Path) -> None:
        project = self._session.project
        name = project.name if project is not None else ""
        sheet = Sheet(
            self._window,
            f"Where do the leads of {path.name} go?",
            f"Into {name}: they replace its leads and are read as those were; the models stay. "
            "A new project starts with an empty model.",
            "Into this project",
        )
        sheet.setObjectName("ask_where")
        if self._session.leads is not None:
            for words, take in (
                ("They are activities of its leads", self.take_activities),
                ("They are deals of its leads", self.take_deals),
            ):
                button = QPushButton(words)
                theme.set_kind(button, "quiet")
                sheet.content.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
                button.clicked.connect(sheet.reject)
                button.clicked.connect(lambda _on=False, take=take: take(path))
        other = QPushButton("New project")
        sheet.buttons.insertWidget(sheet.buttons.count() - 1, other)
        sheet.accepted.connect(lambda: self._look_at(path, Purpose.NEXT))

        def start_new() -> None:
            sheet.reject()
            self._look_at(path, Purpose.NEW)

        other.clicked.connect(start_new)
        sheet.open()

    def open_sample(self, name: str) -> None:
        """Open a copy of a sample."""
        self.leave_then(lambda: self._files.open_sample(name))

    def open_recent(self, path: str) -> None:
        """Open a file of the recent ones."""
        self.open_any(Path(path))

    def recover(self, path: str) -> None:
        """Go on with a project that was never saved."""
        self.leave_then(lambda: self._files.open(Path(path), untitled=True))

    # Saving

    def save(self) -> None:
        """Save; a project without a name asks for one."""
        if self._files.saving:
            self._after_saving.append(self.save)
        elif self._files.path is None or self._files.read_only:
            self.save_as()
        else:
            self._files.save()

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Choose a name and go on under it."""
        project = self._session.project
        if project is None:
            return

        def write(path: Path) -> None:
            if then is not None:
                self._after_saving.append(then)
            self._files.save_as(path)

        self._when_saved(
            lambda: self._choose_save(
                "Save project", f"{project.name}{EXTENSION}", PROJECT_FILTER, write
            )
        )

    def save_copy(self) -> None:
        """Choose a name for a copy without leads."""
        project = self._session.project
        if project is None:
            return
        name = f"{project.name}, without leads{EXTENSION}"
        self._when_saved(
            lambda: self._choose_save(
                "Save a copy without leads", name, PROJECT_FILTER, self._files.save_copy
            )
        )

    def _when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once, or when the save that is under way has done well."""
        if self._files.saving:
            self._after_saving.append(then)
        else:
            then()

    def _saving_ended(self, well: bool) -> None:
        waiting, self._after_saving = self._after_saving, []
        for then in waiting if well else []:
            then()

    def choose_model(self, then: Callable[[Path], None]) -> None:
        """Choose a model's JSON file."""
        self._choose_open(
            "Add model from JSON", MODEL_FILTER, lambda path: self._guarded(lambda: then(path))
        )

    def choose_brought(self, then: Callable[[Path], None]) -> None:
        """Choose a file that holds a model, whatever kind it is of."""
        self._choose_open("Bring in a model", BROUGHT_FILTER, then)

    def choose_table(self, then: Callable[[Path], object]) -> None:
        """Choose a text table or a workbook that is no export of leads."""
        self._choose_open("Load a table", LEADS_FILTER, then)

    def choose_lists(self, then: Callable[[Sequence[Path]], object]) -> None:
        """Choose one or more lists that were written before, the oldest first."""
        dialog = self._dialog("Lists that were written before", LISTS_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._run_all(dialog, lambda paths: then(sorted(paths, key=_changed)))

    def save_to(
        self,
        title: str,
        name: str,
        filters: str,
        write: Callable[[Path], None],
        *,
        done: bool = True,
    ) -> None:
        """Choose a name for an export and write it; `done`: it is written on return."""

        def guarded(path: Path) -> None:
            if self._guarded(lambda: write(path)) and done:
                self.note.emit(f"{path.name} was written.")

        self._choose_save(title, name, filters, guarded)

    def save_file(self, name: str, filters: str, write: Callable[[Path], None]) -> None:
        """Choose a name for what is written for another system."""
        self.save_to("Save the export", name, filters, write)

    def save_folder(self, name: str, write: Callable[[Path], None]) -> None:
        """Choose where a folder of that name is made for what is written."""

        def guarded(path: Path) -> None:
            if self._guarded(lambda: write(path / name)):
                self.note.emit(f"The folder {name} was written.")

        dialog = self._dialog(f"Save the folder {name} in", "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        self._run(dialog, guarded)

    # Leaving

    def close_project(self) -> None:
        """Put the project away and show the welcome page."""
        self.leave_then(self._close)

    def _close(self) -> None:
        self.put_away(lambda: self._leave())

    def _leave(self) -> None:
        self._session.open(None)
        self.left.emit()

    def put_away(self, then: Callable[[], None]) -> None:
        """Close the file and go on; where the last changes cannot be written, ask first."""
        try:
            self._files.close()
        except LeadbenchError as error:
            self._ask_lost(error, then)
        else:
            then()

    def _ask_lost(self, error: LeadbenchError, then: Callable[[], None]) -> None:
        waiting = self._files.waiting
        what = "The last change is" if waiting == 1 else f"The last {waiting} changes are"
        sheet = Sheet(
            self._window, f"{what} not kept yet.", error.problem.sentence(), "Save elsewhere…"
        )
        sheet.setObjectName("ask_lost")
        drop = QPushButton("Close and lose them" if waiting > 1 else "Close and lose it")
        drop.setProperty("kind", "quiet")
        sheet.buttons.insertWidget(0, drop)
        sheet.accepted.connect(lambda: self.save_as(lambda: self.put_away(then)))

        def dropped() -> None:
            sheet.reject()
            self._guarded(lambda: self._files.close(give_up=True))
            then()

        drop.clicked.connect(dropped)
        sheet.open()

    def leave_then(self, then: Callable[[], None]) -> None:
        """Ask about a project that has no name yet, then go on; a save under way ends first."""
        if self._files.saving:
            self._after_saving.append(lambda: self.leave_then(then))
            return
        project = self._session.project
        history = self._session.history
        unnamed = project is not None and self._files.path is None
        # What was only named a version is work too: every step counts, saved mark or not.
        if not unnamed or history is None or not history.done:
            then()
            return
        sheet = Sheet(
            self._window,
            f"Save {project.name if project else ''} before closing?",
            "It has no file of its own yet.",
            "Save…",
        )
        sheet.setObjectName("ask_save")
        drop = QPushButton("Close without saving")
        drop.setProperty("kind", "quiet")
        sheet.buttons.insertWidget(0, drop)
        sheet.accepted.connect(lambda: self.save_as(then))

        def dropped() -> None:
            sheet.reject()
            self._guarded(lambda: self._files.close(discard=True))
            self._leave()
            then()

        drop.clicked.connect(dropped)
        sheet.open()

    # Choosing

    def _guarded(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except LeadbenchError as error:
            self.failed.emit(error)
            return False
        return True

    def _choose_open(self, title: str, filters: str, then: Callable[[Path], object]) -> None:
        dialog = self._dialog(title, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._run(dialog, then)

    def _choose_save(
        self, title: str, name: str, filters: str, then: Callable[[Path], object]
    ) -> None:
        dialog = self._dialog(title, filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(_safe(name))
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        self._run(dialog, then)

    def _dialog(self, title: str, filters: str) -> QFileDialog:
        return QFileDialog(self._window, title, self._settings.value.last_folder, filters)

    def _run(self, dialog: QFileDialog, then: Callable[[Path], object]) -> None:
        self._run_all(dialog, lambda paths: then(paths[0]))

    def _run_all(self, dialog: QFileDialog, then: Callable[[Sequence[Path]], object]) -> None:
        def chosen(files: Sequence[str]) -> None:
            if files:
                paths = [Path(file) for file in files]
                folder = str(paths[0].parent)
                self._settings.put(replace(self._settings.value, last_folder=folder))
                then(paths)

        dialog.filesSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _changed(path: Path) -> float:
    """When a file was written last; one that is gone is told when it is read."""
    return path.stat().st_mtime if path.exists() else 0.0


def _safe(name: str) -> str:
    """A name that every file system takes."""
    return "".join("-" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in name)
