"""Check the model: what the linter found, each with a way to the place and often a fix."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from models.evaluation.figures import leads
from models.leads.wording import count_of
from models.project.edits import ReplaceModel
from models.scoring.lint.finding import Finding
from widgets import theme
from widgets.empty_state import EmptyState
from widgets.finding_list import FindingList
from workbench.dialogs.sheet import Sheet
from workbench.model_check import Checked, ModelCheck
from workbench.session import Session


class CheckDialog(Sheet):
    """Stays open beside the work and follows it. `place_asked` (Where): go there."""

    place_asked = Signal(object)

    def __init__(self, parent: QWidget, session: Session, check: ModelCheck) -> None:
        super().__init__(parent, "Check the model", "", "Close")
        self.setObjectName("check")
        self.setModal(False)
        self.cancel.hide()
        self._session, self._check = session, check
        self._shown: Checked | None = None
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.list = FindingList()
        self.list.place_asked.connect(self.place_asked)
        self.list.fix_asked.connect(self._mend)
        self.nothing = EmptyState("check-circle", "Nothing to say against this model", "")
        for widget in (self.summary, self.list, self.nothing):
            self.content.addWidget(widget)
        check.found.connect(self._present)
        theme.observer().changed.connect(self._restyle)
        self._restyle()
        self.setMinimumSize(theme.px(480), theme.px(420))
        self.resize(theme.px(560), theme.px(600))
        self._present(check.last)

    def _restyle(self) -> None:
        palette = self.summary.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.current().color("text2"))
        self.summary.setPalette(palette)

    def _present(self, checked: object) -> None:
        self._shown = checked if isinstance(checked, Checked) else None
        if self._shown is None:
            self.nothing.present("The model is being looked at", "This takes a moment.")
            findings: tuple[Finding, ...] = ()
        else:
            findings = self._shown.findings
            on = (
                "Open leads to hear also what only they can tell."
                if self._shown.leads is None
                else f"Looked at on {leads(self._shown.leads)}."
            )
            self.summary.setText(
                f"{count_of(len(findings), 'finding')} about {self._shown.model.name}. {on} "
                "Each fix is one step that can be undone."
            )
            self.nothing.present("Nothing to say against this model", on)
        self.list.present(findings)
        self.list.setVisible(bool(findings))
        self.summary.setVisible(bool(findings))
        self.nothing.setVisible(not findings)

    def _mend(self, finding: Finding) -> None:
        """Take the fix, unless the model has changed since it was looked at."""
        shown = self._shown
        if finding.fix is not None and shown is not None and self._session.model == shown.model:
            self._session.apply(ReplaceModel(finding.fix.model, finding.fix.verb))
