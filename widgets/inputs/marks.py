"""The red border of an input whose text cannot be taken."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def mark_wrong(widget: QWidget, wrong: bool) -> None:
    """Set or take the border; the sheet knows it by the property."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", "true" if wrong else "")
        widget.style().unpolish(widget)
        widget.style().polish(widget)
