"""The linter at work: after the preview has settled the model is checked out of the way."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from models.evaluation.lint_outcomes import findings_of
from models.scoring.lint.finding import Finding
from models.scoring.model import ScoringModel
from workbench.background import Background
from workbench.live_preview import LivePreview, Preview
from workbench.session import Session

REST = 300
"""Milliseconds without a change after which a model is checked."""


@dataclass(frozen=True, eq=False)
class Checked:
    """A model and what was found; `leads`: on how many leads, None without."""

    model: ScoringModel
    findings: tuple[Finding, ...]
    leads: int | None


class ModelCheck(QObject):
    """Emits `found` (Checked, or None where there is no model) when the hand has come to rest."""

    found = Signal(object)

    def __init__(
        self, session: Session, preview: LivePreview, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._preview = session, preview
        self.last: Checked | None = None
        self._background = Background(self)
        self._background.done.connect(self._deliver)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._check)
        preview.evaluated.connect(lambda _preview: self._rest.start())
        preview.emptied.connect(self._rest.start)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._rest.stop()
        self._background.finish()

    def _check(self) -> None:
        preview, model = self._preview.last, self._session.model
        if model is None:
            self._background.cancel()
            self._deliver(None)
        elif preview is None:
            self._background.run(
                lambda _cancelled, _progress: Checked(model, findings_of(model), None)
            )
        elif preview.settled and not preview.live:
            self._background.run(lambda _cancelled, _progress: _checked(preview))

    def _deliver(self, checked: object) -> None:
        self.last = checked if isinstance(checked, Checked) else None
        self.found.emit(self.last)


def _checked(preview: Preview) -> Checked:
    found = findings_of(preview.model, preview.leads, preview.scored)
    return Checked(preview.model, found, len(preview.leads))
