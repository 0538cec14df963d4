"""The desk: session, files, preview and pages, built when there is something to work on.

Kept out of the start of the window: it brings numpy and the whole domain with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject

from models.problems import LeadbenchError
from models.project.edits import SetAccounts, SetActivities, SetDeals
from workbench.chosen import within
from workbench.dialogs.history_dialog import time_words
from workbench.filing.back_lists import BackLists
from workbench.filing.file_actions import MODEL_FILTER, FileActions
from workbench.filing.files import Files
from workbench.filing.outputs import Outputs, write_model_file, write_picture
from workbench.filing.page_printing import PagePrinting
from workbench.filing.takings import Takings
from workbench.importing.draft import Purpose
from workbench.linking import Linking
from workbench.live_preview import LivePreview
from workbench.long_lived import keep_loaded, let_go
from workbench.looking import Looking
from workbench.main_window import MainWindow
from workbench.model_actions import ModelActions
from workbench.model_check import ModelCheck
from workbench.opened_pages import OpenedPages, grant
from workbench.pages.welcome_page import Recent
from workbench.places import ACCOUNTS, DATA, MODEL, PLACES, TUNE
from workbench.project_dialogs import ProjectDialogs
from workbench.session import Session
from workbench.settings import SettingsStore
from workbench.standing import Standing
from workbench.telling import Telling
from workbench.ways import Ways


class Desk(QObject):
    """All parts that work on a project, and who listens to whom."""

    def __init__(self, window: MainWindow, settings: SettingsStore) -> None:
        super().__init__()
        self.window, self.settings = window, settings
        self.session = Session(settings.value.author, self)
        self.files = Files(self.session, self)
        self.preview = LivePreview(self.session, self)
        self.check = ModelCheck(self.session, self.preview, self)
        self.file_actions = FileActions(window, self.session, self.files, settings)
        self.outputs = Outputs(window, self.file_actions)
        self.back_lists = BackLists(window, self.session, self.file_actions)
        self.takings = Takings(window, self.file_actions)
        self.printing = PagePrinting(window, self.session, self.file_actions)
        self.model_actions = ModelActions(window, self.session)
        self.pages = OpenedPages(self.session, self.preview, self._page_built)
        window.set_pages(self.pages)
        session, files, actions = self.session, self.files, self.file_actions
        self.ways = Ways(window, session, self.pages)
        self.telling = Telling(window, session, files, self.ways)
        self.looking = Looking(window, session, files, actions, self.pages)
        self.dialogs = ProjectDialogs(
            window, session, self.pages, self.ways, self.telling, actions, self.check
        )
        self.standing = Standing(window, session, files, self.preview, self.check, self.telling)
        self.linking = Linking(window, session, self.telling.tell, self.save_chosen)
        self._wire()
        self.standing.refresh()

    def commands(self) -> dict[str, Callable[[], None]]:
        """What the commands of the menus do, by the id of their action."""
        files, models = self.file_actions, self.model_actions
        return {
            "new": files.new,
            "open": files.open_project,
            "open_leads": files.open_leads,
            "open_activities": files.open_activities,
            "open_accounts": files.open_accounts,
            "open_deals": files.open_deals,
            "welcome": files.close_project,
            "save": files.save,
            "save_as": files.save_as,
            "save_copy": files.save_copy,
            "save_list": self.save_list,
            "save_back_list": self.save_back_list,
            "save_model": self.save_model,
            "open_model": self.open_model,
            "bring_model": self.bring_model,
            "remove_activities": self.remove_activities,
            "remove_accounts": self.remove_accounts,
            "remove_deals": self.remove_deals,
            "print_page": lambda: self._on_paper(self.printing.print_page),
            "save_page": lambda: self._on_paper(self.printing.save_page),
            "project_name": models.project_name,
            "close": files.close_project,
            "undo": self.session.undo,
            "redo": self.session.redo,
            "history": self.dialogs.show_history,
            "find": self.ways.find_leads,
            "add_rule": self.ways.add_rule,
            "add_group": self.ways.add_group,
            "derived_fields": self.dialogs.show_derived,
            "chances": self.dialogs.show_chances,
            "check_model": self.dialogs.show_check,
            "new_model": models.new_model,
            "from_template": self.dialogs.show_templates,
            "duplicate_model": models.duplicate_model,
            "rename_model": models.rename_model,
            "model_note": models.note,
            "remove_model": models.remove_model,
            "keep_scenario": models.keep_scenario,
            "name_version": models.name_version,
            "versions": self.dialogs.show_versions,
        }

    def wishes(self) -> dict[str, Callable[..., Any]]:
        """What is done about each wish of a page, by the name of its signal.

        A wish of a name means the same on every page, so that a page need only have the signal.
        """
        files, window = self.file_actions, self.window
        return {
            "accounts_asked": files.open_accounts,
            "activities_asked": files.open_activities,
            "back_list_asked": self.save_back_list,
            "band_asked": self.ways.show_band,
            "cell_asked": self.ways.show_grade,
            "chances_asked": self.dialogs.show_chances,
            "compare_asked": self.ways.show_comparison,
            "choose_asked": self.linking.choose,
            "deals_asked": files.open_deals,
            "derived_asked": self.dialogs.show_derived,
            "export_asked": self.export,
            "failed": self.telling.tell_error,
            "field_asked": self.ways.show_field,
            "fields_asked": lambda: window.show_page(DATA),
            "file_asked": files.save_file,
            "folder_asked": files.save_folder,
            "options_kept": lambda kept: self.settings.change(export_options=kept),
            "groups_asked": lambda: window.show_page(MODEL),
            "lead_asked": self.ways.show_lead,
            "learn_asked": lambda: window.show_page(TUNE),
            "leads_asked": files.open_leads,
            "list_asked": self.save_list,
            "next_asked": lambda: files.choose_for(Purpose.NEXT),
            "note": self.telling.tell,
            "picture_asked": self.save_picture,
            "remove_accounts_asked": self.remove_accounts,
            "remove_activities_asked": self.remove_activities,
            "remove_deals_asked": self.remove_deals,
            "report_asked": self.dialogs.show_report,
            "rows_asked": self.ways.show_rows,
            "rule_asked": self.ways.show_rule,
            "rules_asked": lambda: window.show_page(MODEL),
            "template_asked": self.dialogs.show_templates,
            "use_asked": self.looking.use,
        }

    def _on_paper(self, do: Callable[[Any, str], None]) -> None:
        page = self.window.page
        if page >= 0:
            do(self.window.stack.currentWidget(), PLACES[page].name)

    def _wire(self) -> None:
        session, files, window = self.session, self.files, self.window
        window.top.model_asked.connect(self.model_actions.choose)
        window.top.baseline_asked.connect(session.compare_with)
        files.opened.connect(self._opened)
        files.brought.connect(self._brought)
        files.problems.connect(self.telling.tell_problems)
        for work in (files, self.outputs, self.back_lists):
            window.progress.cancelled.connect(work.cancel)
            work.failed.connect(self.telling.tell_error)
            work.progressed.connect(window.progress.present)
            work.finished.connect(window.progress.finish)
        self.outputs.written.connect(self._list_written)
        self.outputs.back_asked.connect(self.back_lists.ask)
        self.back_lists.written.connect(self._back_list_written)
        files.saved.connect(self._saved)
        self.file_actions.failed.connect(self.telling.tell_error)
        self.file_actions.note.connect(self.telling.tell)
        self.file_actions.model_asked.connect(self.add_model)
        self.file_actions.left.connect(self._left)
        session.matching_failed.connect(self.telling.tell_error)
        self.preview.failed.connect(self.telling.tell_error)

    # Pages

    def _page_built(self, page: Any) -> None:
        self.window.stack.addWidget(page)
        grant(page, self.wishes())
        page.restore_splitter(self.settings.value.splitter(type(page).__name__))
        recall = getattr(page, "recall_options", None)
        if recall is not None:
            recall(self.settings.value.export_options)
        keep_loaded()

    def _opened(self, loaded: Any) -> None:
        keep_loaded()
        self.window.messages.clear()
        project = self.session.project
        empty = project is None or project.model is None or not any(project.model.rules())
        has_leads = project is not None and project.source is not None
        self.window.show_page(DATA if empty and has_leads else MODEL)
        path = self.files.path
        if path is not None:
            self.settings.put(self.settings.value.with_recent(str(path)))
        if loaded is not None and loaded.unsaved:
            self.telling.tell(
                f"{loaded.unsaved} changes since the last save were kept and are here."
            )
        self.standing.show_kept("All changes kept")
        self.standing.refresh()

    def _brought(self, purpose: object) -> None:
        if purpose is Purpose.ACTIVITIES:
            self.ways.show_activities()
        elif purpose is Purpose.DEALS:
            self.ways.show_deals()
        else:
            self.window.show_page(ACCOUNTS if purpose is Purpose.ACCOUNTS else DATA)

    def _saved(self, path: object) -> None:
        self.settings.put(self.settings.value.with_recent(str(path)))
        self.standing.show_kept("Saved")
        self.standing.refresh()

    def _left(self) -> None:
        self.looking.end()
        let_go()
        self.window.show_welcome()
        self.window.kept.setText("")
        self.standing.refresh()

    def open_recent(self, path: str) -> None:
        """Open one of the recent files."""
        recovered = {str(item.path) for item in self.files.left_behind()}
        if path in recovered:
            self.file_actions.recover(path)
        else:
            self.file_actions.open_recent(path)

    # Commands that need more than one part

    def remove_activities(self) -> None:
        """Take the activities out of the project; undo brings them back."""
        project = self.session.project
        if project is not None:
            self.session.apply(SetActivities(None, project.activity_recipe))

    def remove_accounts(self) -> None:
        """Take the table of accounts out of the project; undo brings it back."""
        project = self.session.project
        if project is not None:
            self.session.apply(SetAccounts(None, project.account_recipe))

    def remove_deals(self) -> None:
        """Take the deals out of the project; undo brings them back."""
        project = self.session.project
        if project is not None:
            self.session.apply(SetDeals(None, project.deal_recipe))

    def save_list(self) -> None:
        """Choose fields and a file, and write the scored list."""
        preview, project = self.preview.last, self.session.project
        if preview is not None and preview.settled and project is not None:
            self.outputs.ask_list(preview, project.name)

    def save_back_list(self, system: str = "") -> None:
        """Choose what another system takes back, and write it. `system`: a key to offer first."""
        preview, project = self.preview.last, self.session.project
        if preview is not None and preview.settled and project is not None:
            self.back_lists.ask(preview, project.name, system=system)

    def save_chosen(self) -> None:
        """Choose fields and a file, and write the scored list of the chosen leads."""
        preview, project, chosen = self.preview.last, self.session.project, self.session.chosen
        by = self.preview.left_out
        if preview is None or not preview.settled or project is None or chosen is None:
            return
        rows = np.flatnonzero(within(chosen, by))
        self.outputs.ask_list(preview, f"{project.name}, {chosen.words}", rows)

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
        self.file_actions.choose_model(self.add_model)

    def bring_model(self) -> None:
        """Choose a file that holds a model of any kind and look at what is understood of it."""
        self.file_actions.choose_brought(self.dialogs.bring_in)

    def add_model(self, path: Path) -> None:
        """Add the model of a file and show it."""
        try:
            self.model_actions.add_from_file(path)
        except LeadbenchError as error:
            self.telling.tell_error(error)
        else:
            self.window.show_page(MODEL)
            self.telling.tell_missing_fields()

    def save_picture(self, chart: Any) -> None:
        """Choose a file and write a chart as a picture."""
        self.file_actions.save_to(
            "Save picture",
            f"{chart.title}.png",
            "Pictures (*.png *.svg *.pdf)",
            lambda path: write_picture(path, chart),
        )

    def export(self, name: str, write: Any) -> None:
        """Choose a file and write a table of leads."""
        self.file_actions.save_to("Save these leads", name, "Tables (*.csv *.xlsx)", write)

    def _list_written(self, path: Path, written: Any) -> None:
        self.telling.tell(f"{path.name} was written: {written.about.leads:,} leads, best first.")
        self.telling.tell_problems(written.problems)

    def _back_list_written(self, sentence: str, problems: object) -> None:
        self.telling.tell(sentence)
        self.telling.tell_problems(problems)

    def recent(self) -> list[Recent]:
        """What was open before: first what an earlier window left without a name."""
        left = [
            Recent(str(item.path), time_words(item.time), unsaved=True, name=item.name)
            for item in self.files.left_behind()
        ]
        return left + [_recent(path) for path in self.settings.value.recent]

    # Leaving

    def finish(self) -> None:
        """Remember the sizes of the pages, stop all work, close the project."""
        let_go()
        value = self.settings.value
        for item in self.pages.built:
            state = bytes(item.splitter.saveState().data())
            value = value.with_splitter(type(item).__name__, state)
        self.settings.put(value)
        for item in self.pages.built:
            item.finish()
        self.looking.finish()
        self.check.finish()
        self.preview.finish()
        self.outputs.finish()
        self.back_lists.finish()
        self.takings.finish()
        self.printing.finish()
        self.files.finish()
        self.session.finish()
        self.files.close()


def _recent(path: str) -> Recent:
    """A file that was open before, with the time of its last save."""
    try:
        saved = datetime.fromtimestamp(Path(path).stat().st_mtime, UTC)
    except OSError:
        return Recent(path, "", missing=True)
    return Recent(path, time_words(saved.isoformat()))
