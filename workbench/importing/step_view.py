"""What the steps of the import page have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.importing.presenter import ImportPresenter


class StepView(QWidget):
    """What the four have in common: they show the presenter's draft when they are seen."""

    def __init__(self, presenter: ImportPresenter) -> None:
        super().__init__()
        self.presenter = presenter

    def refresh(self) -> None:
        """Show what is so now."""

    def forget(self) -> None:
        """Let go of what was shown of a file."""

    def finish(self) -> None:
        """Stop and wait; before the application ends."""

    def focus_first(self) -> None:
        """Let keys begin where they are most likely wanted."""
        self.setFocus()
