"""The dialogs about a project and its models; each is built when it is asked for."""

from __future__ import annotations

from pathlib import Path

from workbench.dialogs.bring_dialog import BringDialog
from workbench.dialogs.check_dialog import CheckDialog
from workbench.dialogs.derived_dialog import DerivedDialog
from workbench.dialogs.history_dialog import HistoryDialog
from workbench.dialogs.template_dialog import TemplateDialog
from workbench.dialogs.versions_dialog import VersionsDialog
from workbench.filing.file_actions import FileActions
from workbench.main_window import MainWindow
from workbench.model_check import ModelCheck
from workbench.opened_pages import OpenedPages
from workbench.places import DATA, MODEL
from workbench.session import Session
from workbench.telling import Telling
from workbench.ways import Ways


class ProjectDialogs:
    """Opens them, and does what they wish."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        pages: OpenedPages,
        ways: Ways,
        telling: Telling,
        actions: FileActions,
        check: ModelCheck,
    ) -> None:
        self._window, self._session, self._pages = window, session, pages
        self._ways, self._telling, self._actions, self._check = ways, telling, actions, check

    def show_history(self) -> None:
        """Show the steps."""
        HistoryDialog(self._window, self._session).show()

    def show_chances(self) -> None:
        """Show the chance of each score."""
        from workbench.dialogs.chances_dialog import (
            ChancesDialog,  # lazy: learning is asked for seldom
        )

        ChancesDialog(self._window, self._session).open()

    def show_versions(self) -> None:
        """Show the versions of the model."""
        VersionsDialog(self._window, self._session).open()

    def show_derived(self) -> None:
        """Show the fields that the model makes of others."""
        if self._session.model is not None:
            choose = self._actions.choose_table
            DerivedDialog(self._window, self._session, choose).open()

    def show_report(self) -> None:
        """Show what was found when the leads were imported."""
        project, whole = self._session.project, self._session.whole
        if project is None or project.source is None or whole is None:
            return
        from workbench.dialogs.report_dialog import (
            ReportDialog,  # lazy: nobody has asked for it yet
        )

        dialog = ReportDialog(self._window, project.source, whole)
        data = self._pages[DATA]
        dialog.rows_asked.connect(lambda found: data.show_rows(found.rows, found.why))
        dialog.field_asked.connect(data.show_field)
        dialog.left_out.connect(self._telling.leave_out)
        dialog.open()

    def show_templates(self) -> None:
        """Choose a model to start from."""
        TemplateDialog(self._window, self._session, lambda: self._window.show_page(MODEL)).open()

    def show_check(self) -> None:
        """Show what is unwise about the model."""
        dialog = CheckDialog(self._window, self._session, self._check)
        dialog.place_asked.connect(self._ways.go_to)
        dialog.show()

    def bring_in(self, path: Path) -> None:
        """Show what is understood of a file that holds a model; add it when that is wanted."""

        def added() -> None:
            self._window.show_page(MODEL)
            self._telling.tell_missing_fields()

        BringDialog(self._window, self._session, path, added).open()
