"""A choice as wide as its place: many are made at once, so none is dressed on its own."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.inputs.choice_box import ChoiceBox


class WideChoice(ChoiceBox):
    """Unlike a choice in a sentence it needs no style sheet of its own, which is dear."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _dress(self) -> None:
        """The style sheet of the application is enough."""
