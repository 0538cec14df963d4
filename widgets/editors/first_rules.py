"""What stands below the groups while no rule is in them: two ways to rules besides adding them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.evaluation.figures import count
from widgets import theme
from widgets.inputs.flow import FlowLayout
from widgets.inputs.label import Label
from widgets.spacing import spaced


class FirstRules(QWidget):
    """`learn_asked`: from the leads whose outcome is known; `template_asked`: from a template."""

    learn_asked = Signal()
    template_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.learn = QPushButton()
        self.learn.setToolTip("Your own history proposes rules and points; take what you like")
        theme.set_kind(self.learn, "main")
        self.template = QPushButton("Use a template\u2026")
        self.template.setToolTip("Rules that others use, fitted to your fields")
        self.learn.clicked.connect(lambda _on=False: self.learn_asked.emit())
        self.template.clicked.connect(lambda _on=False: self.template_asked.emit())
        buttons = FlowLayout(gap=8)
        buttons.addWidget(self.learn)
        buttons.addWidget(self.template)
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(16, 12, 16, 16))
        column.addWidget(Label("Where the first rules can come from", weight=600))
        column.addLayout(buttons)

    def present(self, converted: int) -> None:
        """Say what there is to learn from; 0: of no lead is it known that it converted."""
        self.learn.setVisible(bool(converted))
        self.learn.setText(f"Learn from {count(converted)} conversions")
