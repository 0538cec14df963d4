"""How the whole stands: the title of the window, its menus, the bar above the pages, the status."""

from __future__ import annotations

from PySide6.QtCore import QObject
from shiboken6 import isValid

from widgets.top_bar import Choice
from workbench.dialogs.history_dialog import time_words
from workbench.filing.files import Files
from workbench.live_preview import LivePreview, Preview
from workbench.main_window import MainWindow
from workbench.model_check import ModelCheck
from workbench.places import DATA, MODEL
from workbench.session import Session, scenario_key
from workbench.status import status_parts, strip_figures
from workbench.telling import Telling


class Standing(QObject):
    """Shows in the window what session, journal, preview and check say."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        files: Files,
        preview: LivePreview,
        check: ModelCheck,
        telling: Telling,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._files = window, session, files
        self._preview, self._check, self._telling = preview, check, telling
        window.page_shown.connect(lambda _page: self.refresh())
        session.baseline_changed.connect(self.refresh)
        session.edited.connect(lambda _history: self.refresh())
        files.kept.connect(self._kept)
        files.journal_failed.connect(self._not_kept)
        preview.evaluated.connect(self._figures)
        preview.emptied.connect(lambda: self._figures(None))
        check.found.connect(lambda _checked: self._figures(preview.last))

    def _kept(self, _time: str) -> None:
        self.show_kept("All changes kept")

    def _not_kept(self, error: object) -> None:
        self.show_kept("Changes are not kept yet")
        self._telling.tell_error(error)

    def show_kept(self, text: str) -> None:
        """Say how far the changes are kept."""
        if not isValid(self._window):
            return  # the journal's last word can come after the window is gone
        if self._files.read_only:
            text = "For reading only: changes are not kept"
        self._window.kept.setText(text if self._session.project is not None else "")

    def refresh(self) -> None:
        """Show the state of the whole: title, menus, bar."""
        session, window = self._session, self._window
        project, model, history = session.project, session.model, session.history
        present = {"project"} if project is not None else set()
        present |= {"model"} if model is not None else set()
        present |= {"models"} if project is not None and len(project.models) > 1 else set()
        present |= {"leads"} if session.leads is not None else set()
        present |= {"activities"} if project is not None and project.activities else set()
        present |= {"deals"} if project is not None and project.deals else set()
        present |= {"accounts"} if project is not None and project.accounts else set()
        present |= {"undo"} if history is not None and history.done else set()
        present |= {"redo"} if history is not None and history.undone else set()
        window.enable(frozenset(present))
        undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
        undo.setText(f"&Undo {history.undo_label}" if history and history.done else "&Undo")
        redo.setText(f"&Redo {history.redo_label}" if history and history.undone else "&Redo")
        if project is None or model is None:
            window.setWindowTitle("Leadbench")
            window.kept.setText("")
            return
        mark = "" if not session.changed else ", changed"
        path = self._files.path
        name = project.name if path is None else path.stem  # as in the list of recent projects
        window.setWindowTitle(f"{name}{mark} — Leadbench")
        models = [Choice(m.id, m.name, m.id == model.id) for m in project.models]
        mark = ", changed" if session.model_changed else ""
        window.top.present_models(models, f"{model.name}{mark}")
        baseline = session.baseline
        choices = [Choice("", "The newest save or version")]
        choices += [
            Choice(v.id, f"{v.name}, {time_words(v.time)}") for v in project.versions_of(model.id)
        ]
        choices += [
            Choice(scenario_key(item.id), f"Scenario {item.name}") for item in project.scenarios
        ]
        label = f"Compared with {baseline.name}" if baseline is not None else ""
        window.top.present_baselines(choices, label)
        self._figures(self._preview.last)

    def _figures(self, preview: object) -> None:
        shown = preview if isinstance(preview, Preview) else None
        on_model = self._window.page in (MODEL, DATA)
        self._window.top.present_figures([] if on_model or shown is None else strip_figures(shown))
        checked = self._check.last
        # Findings about what the model was before would only confuse.
        fresh = checked is not None and checked.model == self._session.model
        findings = len(checked.findings) if checked is not None and fresh else None
        self._window.set_status(status_parts(self._session, shown, findings))
