"""Sentences under each other, numbered, each with a head in bold: the way of a score in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.scoring.explanation_words import Words
from widgets.flowing_text import FlowingText, Run
from widgets.spacing import spaced


class WordsList(QWidget):
    """Shows sentences; never emits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FlowingText] = []
        self._column = QVBoxLayout(self)
        spaced(self._column, 4, margins=(0, 0, 8, 0))

    def present(self, words: Sequence[Words]) -> None:
        """Show other sentences."""
        while len(self._lines) < len(words):
            line = FlowingText(12, most=12)
            self._column.addWidget(line)
            self._lines.append(line)
        for number, (line, said) in enumerate(zip(self._lines, words, strict=False), start=1):
            head = [Run(said.head, 600)] if said.head else []
            line.set_runs([Run(f"{number}.", 400, "text2"), *head, Run(said.rest, 400, "text2")])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(words))
