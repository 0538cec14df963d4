"""The application: everything is built once here, in reading order, and wired together."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from models.problems import LeadbenchError, Problem, Severity
from sample_projects import SAMPLES
from widgets.top_bar import Choice
from workbench.command_search import CommandSearch
from workbench.crash_report import install
from workbench.file_actions import MODEL_FILTER, FileActions
from workbench.files import Files
from workbench.history_dialog import HistoryDialog, time_words
from workbench.live_preview import LivePreview, Preview
from workbench.main_window import MainWindow
from workbench.model_actions import ModelActions
from workbench.outputs import Outputs, write_model_file, write_picture
from workbench.pages.welcome_page import Recent, WelcomePage
from workbench.session import Session
from workbench.settings import SettingsStore
from workbench.status import status_parts, strip_figures
from workbench.versions_dialog import VersionsDialog
from workbench.view_actions import ViewActions, apply_settings

DATA, MODEL, LEADS = 0, 1, 2


def program_version() -> str:
    """The version of this program."""
    try:
        return version("leadbench")
    except PackageNotFoundError:
        return "(not installed)"


class Workbench(QObject):
    """All parts of a running Leadbench, and who listens to whom."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.settings = SettingsStore(self)
        apply_settings(app, self.settings.value)
        self.session = Session(self.settings.value.author, self)
        self.files = Files(self.session, self)
        self.preview = LivePreview(self.session, self)
        self.welcome = WelcomePage(SAMPLES)
        self.window = MainWindow(self.welcome, self._handlers())
        self.file_actions = FileActions(self.window, self.session, self.files, self.settings)
        self.outputs = Outputs(self.window, self.file_actions)
        self.model_actions = ModelActions(self.window, self.session)
        self.view_actions = ViewActions(self.window, self.settings, program_version())
        self._pages: list[Any] = []
        self._wire()
        self.window.restore(self.settings.value.geometry)
        self._leaving = False
        self._refresh()

    # Commands

    def _handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does; looked up when it is triggered."""

        def of(name: str) -> Callable[[], None]:
            def run() -> None:
                target: Any = self
                for part in name.split("."):
                    target = getattr(target, part)
                target()

            return run

        return {
            "new": of("file_actions.new"),
            "open": of("file_actions.open_project"),
            "open_leads": of("file_actions.open_leads"),
            "welcome": of("file_actions.close_project"),
            "save": of("file_actions.save"),
            "save_as": of("file_actions.save_as"),
            "save_copy": of("file_actions.save_copy"),
            "save_list": of("save_list"),
            "save_model": of("save_model"),
            "open_model": of("open_model"),
            "project_name": of("model_actions.project_name"),
            "close": of("file_actions.close_project"),
            "quit": of("window.close"),
            "undo": of("session.undo"),
            "redo": of("session.redo"),
            "history": of("show_history"),
            "find": of("find_leads"),
            "commands": of("search_commands"),
            "add_rule": of("add_rule"),
            "add_group": of("model_actions.add_group"),
            "new_model": of("model_actions.new_model"),
            "duplicate_model": of("model_actions.duplicate_model"),
            "rename_model": of("model_actions.rename_model"),
            "model_note": of("model_actions.note"),
            "remove_model": of("model_actions.remove_model"),
            "name_version": of("model_actions.name_version"),
            "versions": of("show_versions"),
            "page_data": lambda: self.window.show_page(DATA),
            "page_model": lambda: self.window.show_page(MODEL),
            "page_leads": lambda: self.window.show_page(LEADS),
            "larger": of("view_actions.larger"),
            "smaller": of("view_actions.smaller"),
            "normal": of("view_actions.normal"),
            "theme_system": lambda: self.view_actions.use_theme("system"),
            "theme_light": lambda: self.view_actions.use_theme("light"),
            "theme_dark": lambda: self.view_actions.use_theme("dark"),
            "full_screen": of("view_actions.full_screen"),
            "shortcuts": of("view_actions.shortcuts"),
            "about": of("view_actions.about"),
        }

    def _wire(self) -> None:
        session, files, window = self.session, self.files, self.window
        self.settings.changed.connect(lambda value: apply_settings(self._app, value))
        self.settings.changed.connect(lambda _value: self._refresh())
        for wish, answer in (
            (self.welcome.leads_asked, self.file_actions.open_leads),
            (self.welcome.project_asked, self.file_actions.open_project),
            (self.welcome.recent_asked, self._open_recent),
            (self.welcome.sample_asked, self.file_actions.open_sample),
        ):
            wish.connect(answer)
        window.files_dropped.connect(lambda paths: self.file_actions.open_any(paths[0]))
        window.closing.connect(self._close)
        window.page_shown.connect(lambda _page: self._refresh())
        window.top.model_asked.connect(self._choose_model)
        window.top.baseline_asked.connect(session.compare_with)
        files.opened.connect(self._opened)
        files.imported.connect(lambda _imported: window.show_page(DATA))
        files.problems.connect(self._tell_problems)
        for work in (files, self.outputs):
            window.progress.cancelled.connect(work.cancel)
            work.failed.connect(self.tell_error)
            work.progressed.connect(window.progress.present)
            work.finished.connect(window.progress.finish)
        self.outputs.written.connect(self._list_written)
        files.kept.connect(lambda _time: self._show_kept("All changes kept"))
        files.journal_failed.connect(self.tell_error)
        files.saved.connect(self._saved)
        self.file_actions.failed.connect(self.tell_error)
        self.file_actions.note.connect(self.tell)
        self.file_actions.left.connect(self._left)
        session.project_changed.connect(lambda _before, _after: self._refresh())
        session.baseline_changed.connect(self._refresh)
        session.edited.connect(lambda _history: self._refresh())
        self.preview.evaluated.connect(self._figures)
        self.preview.emptied.connect(lambda: self._figures(None))
        self.preview.failed.connect(self.tell_error)

    # Pages

    def _build_pages(self) -> None:
        # lazy: charts bring matplotlib with them, and the welcome page needs none of it
        def page(module: str, name: str) -> Any:
            return getattr(importlib.import_module(f"workbench.pages.{module}"), name)

        data = page("data_page", "DataPage")(self.session, self.preview)
        model = page("model_page", "ModelPage")(self.session, self.preview, self.model_actions)
        leads = page("leads_page", "LeadsPage")(self.session, self.preview)
        data.leads_asked.connect(self.file_actions.open_leads)
        model.leads_asked.connect(self.file_actions.open_leads)
        model.rule_leads_asked.connect(self._show_rule_leads)
        model.failed.connect(self.tell_error)
        model.note.connect(self.tell)
        model.picture_asked.connect(self._save_picture)
        leads.panel.chart.save_requested.connect(lambda: self._save_picture(leads.panel.chart))
        leads.list_asked.connect(self.save_list)
        self._pages = [data, model, leads]
        self.window.set_pages(self._pages)
        for item in self._pages:
            item.restore_splitter(self.settings.value.splitter(type(item).__name__))

    def _opened(self, loaded: Any) -> None:
        if not self.window.has_pages:
            self._build_pages()
            # The pages were built after the session told of the project: tell them now.
            self.session.leads_changed.emit()
            self.session.baseline_changed.emit()
        self.window.messages.clear()
        project = self.session.project
        empty = project is None or project.model is None or not any(project.model.rules())
        has_leads = project is not None and project.source is not None
        self.window.show_page(DATA if empty and has_leads else MODEL)
        path = self.files.path
        if path is not None:
            self.settings.put(self.settings.value.with_recent(str(path)))
        if loaded is not None and loaded.unsaved:
            self.tell(f"{loaded.unsaved} changes since the last save were kept and are here.")
        self._show_kept("All changes kept")
        self._refresh()

    def _saved(self, path: object) -> None:
        self.settings.put(self.settings.value.with_recent(str(path)))
        self._show_kept("Saved")
        self._refresh()

    def _left(self) -> None:
        self.window.show_welcome()
        self.window.kept.setText("")
        self._refresh()

    def _open_recent(self, path: str) -> None:
        recovered = {str(item.path) for item in self.files.left_behind()}
        if path in recovered:
            self.file_actions.recover(path)
        else:
            self.file_actions.open_recent(path)

    def _choose_model(self, model_id: str) -> None:
        self.model_actions.choose(model_id)

    def _show_rule_leads(self, rule_id: str) -> None:
        self._pages[LEADS].show_rule(rule_id)
        self.window.show_page(LEADS)

    # Commands that need more than one part

    def add_rule(self) -> None:
        """Add a rule and edit it on the Model page."""
        self.window.show_page(MODEL)
        self._pages[MODEL].add_rule()

    def find_leads(self) -> None:
        """Go to the line that finds leads."""
        self.window.show_page(LEADS)
        self._pages[LEADS].search.setFocus()

    def search_commands(self) -> None:
        """Show the command search in the middle of the window."""
        box = CommandSearch(self.window, self.window.actions_by_id.values())
        middle = self.window.mapToGlobal(self.window.rect().center())
        box.move(middle.x() - box.width() // 2, middle.y() - box.height() // 2)
        box.show()
        box.line.setFocus()

    def show_history(self) -> None:
        """Show the steps."""
        HistoryDialog(self.window, self.session).show()

    def show_versions(self) -> None:
        """Show the versions of the model."""
        VersionsDialog(self.window, self.session).open()

    def save_list(self) -> None:
        """Choose fields and a file, and write the scored list."""
        preview, project = self.preview.last, self.session.project
        if preview is not None and preview.settled and project is not None:
            self.outputs.ask_list(preview, project.name)

    def save_model(self) -> None:
        """Choose a file and write the chosen model."""
        model, project = self.session.model, self.session.project
        if model is not None and project is not None:
            self.file_actions.save_to(
                "Save model as JSON",
                f"{model.name}.json",
                MODEL_FILTER,
                lambda path: write_model_file(path, model, project),
            )

    def open_model(self) -> None:
        """Choose a model's file and add the model."""
        self.file_actions.choose_model(self.model_actions.add_from_file)

    def _save_picture(self, chart: Any) -> None:
        self.file_actions.save_to(
            "Save picture",
            f"{chart.title}.png",
            "Pictures (*.png *.svg *.pdf)",
            lambda path: write_picture(path, chart),
        )

    def _list_written(self, path: Path, written: Any) -> None:
        self.tell(f"{path.name} was written: {written.about.leads:,} leads, best first.")
        self._tell_problems(written.problems)

    # Telling

    def tell(self, text: str) -> None:
        """Say that something was done."""
        self.window.messages.present(Problem(text, severity=Severity.NOTE))

    def tell_error(self, error: object) -> None:
        """Say what went wrong, where, and what to do."""
        if isinstance(error, LeadbenchError):
            for problem in error.problems:
                self.window.messages.present(problem)

    def _tell_problems(self, problems: object) -> None:
        if isinstance(problems, tuple):
            for problem in problems:
                self.window.messages.present(problem)

    def _show_kept(self, text: str) -> None:
        self.window.kept.setText(text if self.session.project is not None else "")

    # Showing the state of the whole

    def _refresh(self) -> None:
        session, window = self.session, self.window
        project, model, history = session.project, session.model, session.history
        present = {"project"} if project is not None else set()
        present |= {"model"} if model is not None else set()
        present |= {"models"} if project is not None and len(project.models) > 1 else set()
        present |= {"leads"} if session.leads is not None else set()
        present |= {"undo"} if history is not None and history.done else set()
        present |= {"redo"} if history is not None and history.undone else set()
        window.enable(frozenset(present))
        undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
        undo.setText(f"&Undo {history.undo_label}" if history and history.done else "&Undo")
        redo.setText(f"&Redo {history.redo_label}" if history and history.undone else "&Redo")
        self.view_actions.mark(window.actions_by_id)
        if project is None or model is None:
            window.setWindowTitle("Leadbench")
            self.welcome.present(self._recent())
            return
        mark = "" if not session.changed else ", changed"
        window.setWindowTitle(f"{project.name}{mark} — Leadbench")
        models = [Choice(m.id, m.name, m.id == model.id) for m in project.models]
        window.top.present_models(models, f"{model.name}{mark}")
        baseline = session.baseline
        choices = [Choice("", "The last save")]
        choices += [
            Choice(v.id, f"{v.name}, {time_words(v.time)}") for v in project.versions_of(model.id)
        ]
        label = f"Compared with {baseline.name}" if baseline is not None else ""
        window.top.present_baselines(choices, label)
        self._figures(self.preview.last)

    def _recent(self) -> list[Recent]:
        left = [
            Recent(str(item.path), time_words(item.time), unsaved=True, name=item.name)
            for item in self.files.left_behind()
        ]
        files = [
            Recent(path, "", missing=not Path(path).exists()) for path in self.settings.value.recent
        ]
        return left + files

    def _figures(self, preview: object) -> None:
        shown = preview if isinstance(preview, Preview) else None
        on_model = self.window.page in (MODEL, DATA)
        self.window.top.present_figures([] if on_model or shown is None else strip_figures(shown))
        self.window.set_status(status_parts(self.session, shown))

    # Leaving

    def _close(self, event: QCloseEvent) -> None:
        """Keep the work first; the window closes when that is settled."""
        if self._leaving or self.session.project is None:
            self.finish()
            event.accept()
            return
        event.ignore()
        self.file_actions.leave_then(self._quit)

    def _quit(self) -> None:
        self._leaving = True
        self.window.close()

    def finish(self) -> None:
        """Remember the sizes, stop all work, close the project."""
        value = self.settings.value
        for item in self._pages:
            state = bytes(item.splitter.saveState().data())
            value = value.with_splitter(type(item).__name__, state)
        self.settings.put(value)
        self.settings.change(geometry=bytes(self.window.saveGeometry().data()))
        self.preview.finish()
        self.outputs.finish()
        self.files.finish()
        self.files.close()


def run(path: Path | None = None, sample: str = "") -> int:
    """Show the window, on a file or a sample if given, until it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Leadbench")
    app.setOrganizationName("Leadbench")
    workbench = Workbench(app)
    install(workbench.tell_error)
    workbench.window.show()
    if path is not None:
        workbench.file_actions.open_any(path)
    elif sample:
        workbench.file_actions.open_sample(sample)
    return app.exec()
