"""The desk: session, files, preview and pages, built when there is something to work on.

Kept out of the start of the window: it brings numpy and the whole domain with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject
from shiboken6 import isValid

from models.leads.fields import Role
from models.problems import LeadbenchError, Problem, Severity
from models.project.edits import ChangeInput, SetAccounts, SetActivities, SetDeals
from models.scoring.lint.finding import Where
from widgets.top_bar import Choice
from workbench.back_lists import BackLists
from workbench.bring_dialog import BringDialog
from workbench.check_dialog import CheckDialog
from workbench.chosen import within
from workbench.derived_dialog import DerivedDialog
from workbench.file_actions import MODEL_FILTER, FileActions
from workbench.filing.files import Files
from workbench.history_dialog import HistoryDialog, time_words
from workbench.importing.basis import Around
from workbench.importing.draft import Purpose
from workbench.importing.taken import Taken
from workbench.linking import Linking
from workbench.live_preview import LivePreview, Preview
from workbench.long_lived import keep_loaded, let_go
from workbench.main_window import MainWindow
from workbench.model_actions import ModelActions
from workbench.model_check import ModelCheck
from workbench.opened_pages import OpenedPages, grant
from workbench.outputs import Outputs, write_model_file, write_picture
from workbench.page_printing import PagePrinting
from workbench.pages.welcome_page import Recent
from workbench.places import ACCOUNTS, COMPARE, DATA, DRIFT, LEADS, MODEL, PLACES, TUNE
from workbench.remedies import LEAVE_OUT, READ_ONLY, field_of, remedies
from workbench.session import Session, scenario_key, zone_of
from workbench.settings import SettingsStore
from workbench.status import status_parts, strip_figures
from workbench.takings import Takings
from workbench.template_dialog import TemplateDialog
from workbench.versions_dialog import VersionsDialog

if TYPE_CHECKING:
    from workbench.importing.page import ImportPage


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
        self.linking = Linking(window, self.session, self.tell, self.save_chosen)
        self.printing = PagePrinting(window, self.session, self.file_actions)
        self.model_actions = ModelActions(window, self.session)
        self.pages = OpenedPages(self.session, self.preview, self._page_built)
        window.set_pages(self.pages)
        self._importing: ImportPage | None = None
        self._page_before = -1
        self._wire()
        self.refresh()

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
            "history": self.show_history,
            "find": self.find_leads,
            "add_rule": self.add_rule,
            "add_group": self.add_group,
            "derived_fields": self.show_derived,
            "chances": self.show_chances,
            "check_model": self.show_check,
            "new_model": models.new_model,
            "from_template": self.show_templates,
            "duplicate_model": models.duplicate_model,
            "rename_model": models.rename_model,
            "model_note": models.note,
            "remove_model": models.remove_model,
            "keep_scenario": models.keep_scenario,
            "name_version": models.name_version,
            "versions": self.show_versions,
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
            "band_asked": self.show_band,
            "cell_asked": self.show_grade,
            "chances_asked": self.show_chances,
            "compare_asked": self.show_comparison,
            "choose_asked": self.linking.choose,
            "deals_asked": files.open_deals,
            "derived_asked": self.show_derived,
            "export_asked": self.export,
            "failed": self.tell_error,
            "field_asked": self.show_field,
            "fields_asked": lambda: window.show_page(DATA),
            "file_asked": files.save_file,
            "folder_asked": files.save_folder,
            "options_kept": lambda kept: self.settings.change(export_options=kept),
            "groups_asked": lambda: window.show_page(MODEL),
            "lead_asked": self.show_lead,
            "learn_asked": lambda: window.show_page(TUNE),
            "leads_asked": files.open_leads,
            "list_asked": self.save_list,
            "next_asked": lambda: files.choose_for(Purpose.NEXT),
            "note": self.tell,
            "picture_asked": self.save_picture,
            "remove_accounts_asked": self.remove_accounts,
            "remove_activities_asked": self.remove_activities,
            "remove_deals_asked": self.remove_deals,
            "report_asked": self.show_report,
            "rows_asked": self.show_rows,
            "rule_asked": self.show_rule,
            "rules_asked": lambda: window.show_page(MODEL),
            "template_asked": self.show_templates,
            "use_asked": self._use,
        }

    def _on_paper(self, do: Callable[[Any, str], None]) -> None:
        page = self.window.page
        if page >= 0:
            do(self.window.stack.currentWidget(), PLACES[page].name)

    def _wire(self) -> None:
        session, files, window = self.session, self.files, self.window
        window.page_shown.connect(lambda _page: self.refresh())
        window.page_shown.connect(lambda _page: self._end_import())
        window.top.model_asked.connect(self._choose_model)
        window.top.baseline_asked.connect(session.compare_with)
        files.opened.connect(self._opened)
        files.brought.connect(self._brought)
        files.problems.connect(self._tell_problems)
        for work in (files, self.outputs, self.back_lists):
            window.progress.cancelled.connect(work.cancel)
            work.failed.connect(self.tell_error)
            work.progressed.connect(window.progress.present)
            work.finished.connect(window.progress.finish)
        window.messages.asked.connect(self._mend)
        self.outputs.written.connect(self._list_written)
        self.outputs.back_asked.connect(self.back_lists.ask)
        self.back_lists.written.connect(self._back_list_written)
        files.kept.connect(self._kept)
        files.journal_failed.connect(self._not_kept)
        files.saved.connect(self._saved)
        self.file_actions.failed.connect(self.tell_error)
        self.file_actions.note.connect(self.tell)
        self.file_actions.model_asked.connect(self.add_model)
        self.file_actions.left.connect(self._left)
        self.file_actions.import_asked.connect(self.show_import)
        session.baseline_changed.connect(self.refresh)
        session.matching_failed.connect(self.tell_error)
        session.edited.connect(lambda _history: self.refresh())
        self.preview.evaluated.connect(self._figures)
        self.preview.emptied.connect(lambda: self._figures(None))
        self.preview.failed.connect(self.tell_error)
        self.check.found.connect(lambda _checked: self._figures(self.preview.last))

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
            self.tell(f"{loaded.unsaved} changes since the last save were kept and are here.")
        self._show_kept("All changes kept")
        self.refresh()

    def _brought(self, purpose: object) -> None:
        self.window.show_page(ACCOUNTS if purpose is Purpose.ACCOUNTS else DATA)
        if purpose is Purpose.ACTIVITIES:
            self.pages[DATA].show_activities()
        elif purpose is Purpose.DEALS:
            self.pages[DATA].show_deals()

    def _saved(self, path: object) -> None:
        self.settings.put(self.settings.value.with_recent(str(path)))
        self._show_kept("Saved")
        self.refresh()

    # Importing

    @property
    def importing(self) -> ImportPage:
        """The import page; built when a file is first looked at."""
        if self._importing is None:
            # lazy: the welcome page needs none of it
            from workbench.importing.page import ImportPage

            made = ImportPage()
            made.used.connect(self._use)
            made.looked.connect(self.look_at)
            made.cancelled.connect(self.leave_import)
            made.other_asked.connect(self._choose_other)
            self.files.finished.connect(lambda: made.wait(False))
            self._importing = made
        return self._importing

    def show_import(self, path: Path, purpose: Purpose) -> None:
        """Look at a file on the import page; nothing changes before it is used."""
        session, page = self.session, self.importing
        if self.window.stack.currentWidget() is not page:
            self._page_before = self.window.page
        of_project = session.project is not None and purpose is not Purpose.NEW
        zone = "UTC" if session.project is None or not of_project else zone_of(session.project)
        around = Around(session.project, session.whole, zone) if of_project else Around()
        self.window.messages.clear()
        self.window.show_aside(page)
        page.begin(path, purpose, around)

    def leave_import(self) -> None:
        """Go back to where the file was asked for; nothing has changed."""
        self._end_import()
        if self.session.project is None:
            self.window.show_welcome()
        else:
            self.window.show_page(max(self._page_before, DATA))

    def look_at(self, taken: Taken) -> None:
        """Compare next month's export with the leads of the project; nothing of them changes."""
        self.window.show_page(DRIFT)
        self.pages[DRIFT].look_at(taken)

    def _use(self, taken: Taken) -> None:
        def use() -> None:
            self.importing.wait(True)
            self.files.use(taken)

        if taken.purpose is Purpose.NEW:
            self.file_actions.leave_then(use)
        else:
            use()

    def _choose_other(self) -> None:
        purpose = self.importing.purpose
        if purpose is not None:
            self.file_actions.choose_for(purpose)

    def _end_import(self) -> None:
        if self._importing is not None:
            self._importing.end()

    def _left(self) -> None:
        self._end_import()
        let_go()
        self.window.show_welcome()
        self.window.kept.setText("")
        self.refresh()

    def open_recent(self, path: str) -> None:
        """Open one of the recent files."""
        recovered = {str(item.path) for item in self.files.left_behind()}
        if path in recovered:
            self.file_actions.recover(path)
        else:
            self.file_actions.open_recent(path)

    def _choose_model(self, model_id: str) -> None:
        self.model_actions.choose(model_id)

    # Commands that need more than one part

    def add_rule(self) -> None:
        """Add a rule and edit it on the Model page."""
        self.window.show_page(MODEL)
        self.pages[MODEL].add_rule()

    def add_group(self) -> None:
        """Add a group and edit it on the Model page."""
        self.window.show_page(MODEL)
        self.pages[MODEL].add_group()

    def find_leads(self) -> None:
        """Go to the line that finds leads."""
        self.window.show_page(LEADS)
        self.pages[LEADS].search.setFocus()

    def show_grade(self, label: str) -> None:
        """Show the leads of a grade on the Leads page."""
        self.window.show_page(LEADS)
        self.pages[LEADS].show_grade(label)

    def show_band(self, place: int) -> None:
        """Show the leads of a band, by its place from the lowest, on the Leads page."""
        self.window.show_page(LEADS)
        self.pages[LEADS].show_band(place)

    def show_comparison(self, a: str, b: str) -> None:
        """Show two models, versions or scenarios, by their keys, on the Compare page."""
        self.window.show_page(COMPARE)
        self.pages[COMPARE].choose(a, b)

    def show_rule(self, rule: str) -> None:
        """Show a rule in its editor on the Model page."""
        self.window.show_page(MODEL)
        self.session.choose_rule(rule)
        self.pages[MODEL].editor.open_rule(rule)

    def show_field(self, name: str) -> None:
        """Show a field of the leads on the Data page."""
        self.window.show_page(DATA)
        self.pages[DATA].show_field(name)

    def show_rows(self, rows: Any, why: str, field: str) -> None:
        """Show rows of the imported table on the Data page, and the field they are about."""
        self.window.show_page(DATA)
        self.pages[DATA].show_rows(rows, why)
        self.pages[DATA].show_field(field)

    def show_lead(self, row: int) -> None:
        """Show the way of a lead, by its row."""
        self.window.show_page(LEADS)
        self.session.choose_lead(row)
        self.pages[LEADS].show_lead()

    def show_history(self) -> None:
        """Show the steps."""
        HistoryDialog(self.window, self.session).show()

    def show_chances(self) -> None:
        """Show the chance of each score."""
        from workbench.chances_dialog import ChancesDialog  # lazy: learning is asked for seldom

        ChancesDialog(self.window, self.session).open()

    def show_versions(self) -> None:
        """Show the versions of the model."""
        VersionsDialog(self.window, self.session).open()

    def show_derived(self) -> None:
        """Show the fields that the model makes of others."""
        if self.session.model is not None:
            choose = self.file_actions.choose_table
            DerivedDialog(self.window, self.session, choose).open()

    def show_report(self) -> None:
        """Show what was found when the leads were imported."""
        project, whole = self.session.project, self.session.whole
        if project is None or project.source is None or whole is None:
            return
        from workbench.report_dialog import ReportDialog  # lazy: nobody has asked for it yet

        dialog = ReportDialog(self.window, project.source, whole)
        data = self.pages[DATA]
        dialog.rows_asked.connect(lambda found: data.show_rows(found.rows, found.why))
        dialog.field_asked.connect(data.show_field)
        dialog.left_out.connect(self._leave_out)
        dialog.open()

    def _leave_out(self, name: str) -> None:
        item = None if self.session.project is None else self.session.project.recipe.find(name)
        if item is not None:
            self.session.apply(ChangeInput(replace(item, role=Role.IGNORED)))

    def show_activities(self) -> None:
        """Show the activities on the Data page."""
        self.window.show_page(DATA)
        self.pages[DATA].show_activities()

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

    def show_deals(self) -> None:
        """Show the deals on the Data page."""
        self.window.show_page(DATA)
        self.pages[DATA].show_deals()

    def remove_deals(self) -> None:
        """Take the deals out of the project; undo brings them back."""
        project = self.session.project
        if project is not None:
            self.session.apply(SetDeals(None, project.deal_recipe))

    def show_templates(self) -> None:
        """Choose a model to start from."""
        TemplateDialog(self.window, self.session, lambda: self.window.show_page(MODEL)).open()

    def show_check(self) -> None:
        """Show what is unwise about the model."""
        dialog = CheckDialog(self.window, self.session, self.check)
        dialog.place_asked.connect(self.go_to)
        dialog.show()

    def go_to(self, where: Where) -> None:
        """Show a part of the model on the Model page."""
        self.window.show_page(MODEL)
        self.pages[MODEL].show_part(where)

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
        self.file_actions.choose_brought(self.bring_in)

    def bring_in(self, path: Path) -> None:
        """Show what is understood of a file that holds a model; add it when that is wanted."""

        def added() -> None:
            self.window.show_page(MODEL)
            self._tell_missing_fields()

        BringDialog(self.window, self.session, path, added).open()

    def add_model(self, path: Path) -> None:
        """Add the model of a file and show it."""
        try:
            self.model_actions.add_from_file(path)
        except LeadbenchError as error:
            self.tell_error(error)
        else:
            self.window.show_page(MODEL)
            self._tell_missing_fields()

    def _tell_missing_fields(self) -> None:
        """A model may come from other leads: say which of its fields these do not have."""
        model, leads = self.session.model, self.session.leads
        if model is None or leads is None:
            return
        missing = [name for name in model.fields_of_leads() if leads.input(name) is None]
        if missing:
            fields = "a field" if len(missing) == 1 else f"{len(missing)} fields"
            what = f"The model reads {fields} that these leads do not have: {', '.join(missing)}."
            remedy = "They count as blank. Choose other fields in the marked rules."
            self.window.messages.present(Problem(what, model.name, remedy))

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
        self.tell(f"{path.name} was written: {written.about.leads:,} leads, best first.")
        self._tell_problems(written.problems)

    def _back_list_written(self, sentence: str, problems: object) -> None:
        self.tell(sentence)
        self._tell_problems(problems)

    # Telling

    def tell(self, text: str) -> None:
        """Say that something was done, beside the state of the journal."""
        self.window.kept.setText(text)

    def tell_error(self, error: object) -> None:
        """Say what went wrong, where, and what to do."""
        if not isinstance(error, LeadbenchError):
            return
        # The newest of equal weight is shown first: the file and how many faults, then each.
        if len(error.problems) > 1:
            for problem in reversed(error.problems):
                self.window.messages.present(problem, remedies(problem, self.session))
        self.window.messages.present(error.problem, remedies(error.problem, self.session))

    def _tell_problems(self, problems: object) -> None:
        if isinstance(problems, tuple):
            for problem in problems:
                if problem.severity is not Severity.NOTE:
                    self.window.messages.present(problem, remedies(problem, self.session))

    def _mend(self, problem: Problem, action: str) -> None:
        """Do what a button of the message bar says."""
        self.window.messages.close_message()
        item = field_of(problem, self.session)
        if action == READ_ONLY:
            self.files.open(Path(problem.where), read_only=True)
        elif item is not None and action == LEAVE_OUT:
            self.session.apply(ChangeInput(replace(item, role=Role.IGNORED)))
        elif item is not None:
            self.window.show_page(DATA)
            self.pages[DATA].show_field(item.name)

    def _kept(self, _time: str) -> None:
        self._show_kept("All changes kept")

    def _not_kept(self, error: object) -> None:
        self._show_kept("Changes are not kept yet")
        self.tell_error(error)

    def _show_kept(self, text: str) -> None:
        if not isValid(self.window):
            return  # the journal's last word can come after the window is gone
        if self.files.read_only:
            text = "For reading only: changes are not kept"
        self.window.kept.setText(text if self.session.project is not None else "")

    # Showing the state of the whole

    def refresh(self) -> None:
        """Show the state of the whole: title, menus, bar."""
        session, window = self.session, self.window
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
        window.setWindowTitle(f"{project.name}{mark} — Leadbench")
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
        self._figures(self.preview.last)

    def recent(self) -> list[Recent]:
        """What was open before: first what an earlier window left without a name."""
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
        checked = self.check.last
        # Findings about what the model was before would only confuse.
        fresh = checked is not None and checked.model == self.session.model
        findings = len(checked.findings) if checked is not None and fresh else None
        self.window.set_status(status_parts(self.session, shown, findings))

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
        if self._importing is not None:
            self._importing.finish()
        self.check.finish()
        self.preview.finish()
        self.outputs.finish()
        self.back_lists.finish()
        self.takings.finish()
        self.printing.finish()
        self.files.finish()
        self.session.finish()
        self.files.close()
