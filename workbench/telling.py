"""What the window says: that something was done, what went wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from models.leads.fields import Role
from models.problems import LeadbenchError, Problem, Severity
from models.project.edits import ChangeInput
from workbench.filing.files import Files
from workbench.main_window import MainWindow
from workbench.remedies import LEAVE_OUT, READ_ONLY, field_of, remedies
from workbench.session import Session
from workbench.ways import Ways


class Telling(QObject):
    """Speaks in the bar of messages and beside the state of the journal; its buttons act."""

    def __init__(self, window: MainWindow, session: Session, files: Files, ways: Ways) -> None:
        super().__init__(window)
        self._window, self._session, self._files, self._ways = window, session, files, ways
        window.messages.asked.connect(self._mend)

    def tell(self, text: str) -> None:
        """Say that something was done, beside the state of the journal."""
        self._window.kept.setText(text)

    def tell_error(self, error: object) -> None:
        """Say what went wrong, where, and what to do."""
        if not isinstance(error, LeadbenchError):
            return
        # The newest of equal weight is shown first: the file and how many faults, then each.
        if len(error.problems) > 1:
            for problem in reversed(error.problems):
                self._window.messages.present(problem, remedies(problem, self._session))
        self._window.messages.present(error.problem, remedies(error.problem, self._session))

    def tell_problems(self, problems: object) -> None:
        """Say what is not only a note, each with what to do."""
        if isinstance(problems, tuple):
            for problem in problems:
                if problem.severity is not Severity.NOTE:
                    self._window.messages.present(problem, remedies(problem, self._session))

    def _mend(self, problem: Problem, action: str) -> None:
        """Do what a button of the message bar says."""
        self._window.messages.close_message()
        item = field_of(problem, self._session)
        if action == READ_ONLY:
            self._files.open(Path(problem.where), read_only=True)
        elif item is not None and action == LEAVE_OUT:
            self.leave_out(item.name)
        elif item is not None:
            self._ways.show_field(item.name)

    def tell_missing_fields(self) -> None:
        """A model may come from other leads: say which of its fields these do not have."""
        model, leads = self._session.model, self._session.leads
        if model is None or leads is None:
            return
        missing = [name for name in model.fields_of_leads() if leads.input(name) is None]
        if missing:
            fields = "a field" if len(missing) == 1 else f"{len(missing)} fields"
            what = f"The model reads {fields} that these leads do not have: {', '.join(missing)}."
            remedy = "They count as blank. Choose other fields in the marked rules."
            self._window.messages.present(Problem(what, model.name, remedy))

    def leave_out(self, name: str) -> None:
        """Read a field of the leads no more."""
        item = None if self._session.project is None else self._session.project.recipe.find(name)
        if item is not None:
            self._session.apply(ChangeInput(replace(item, role=Role.IGNORED)))
