"""The typeface: Inter out of its package, so that widths and pictures are the same everywhere."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Inter"


def font_file() -> Path:
    """Where the package keeps the upright variable font."""
    found = importlib.util.find_spec("fontpkg_inter")
    if found is None or found.origin is None:
        raise FileNotFoundError("fontpkg_inter")
    return Path(found.origin).parent / "files" / "Inter[opsz,wght].ttf"


@lru_cache(maxsize=1)
def load() -> str:
    """Load the typeface once and return its family's name. Needs the application."""
    number = QFontDatabase.addApplicationFont(str(font_file()))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else FAMILY


@lru_cache(maxsize=256)
def sized(pixels: int, weight: int, tabular: bool) -> QFont:
    """A font of whole pixels on the screen; shared, so copy it before changing it."""
    font = QFont(load())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    # The weight alone leaves a variable font that the application brought at its regular cut.
    font.setVariableAxis(QFont.Tag("wght"), weight)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
