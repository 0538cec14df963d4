"""Sheets as values: what stands where, in pixels at 100 %, of which 96 are an inch."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from widgets.theme import fonts

INCH = 96.0
LEFT, RIGHT = (
    int(Qt.AlignmentFlag.AlignLeft.value),
    int(Qt.AlignmentFlag.AlignRight.value),
)
WRAPPED_ANYWHERE = int(Qt.TextFlag.TextWrapAnywhere.value) | int(Qt.AlignmentFlag.AlignTop.value)
WRAPPED = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.AlignmentFlag.AlignTop.value)


@dataclass(frozen=True)
class Letters:
    """Size in pixels, weight, colour."""

    size: int = 12
    weight: int = 400
    token: str = "text"

    def font(self) -> QFont:
        """The font, without the grid of a screen."""
        font = QFont(fonts.sized(self.size, self.weight, False))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@dataclass(frozen=True)
class Text:
    """Words in a box, wrapped; `anywhere`: a word may be broken, such as a long address."""

    box: QRectF
    words: str
    letters: Letters
    across: int = LEFT
    anywhere: bool = False


@dataclass(frozen=True)
class Line:
    """A filled box, as thin as a line."""

    box: QRectF
    token: str = "line"


@dataclass(frozen=True, eq=False)
class Image:
    """A picture: PNG."""

    box: QRectF
    png: bytes


Item = Text | Line | Image


@dataclass
class Sheet:
    """One sheet, filled from the top."""

    items: list[Item] = field(default_factory=list)


def width_of(words: str, letters: Letters) -> float:
    """The width of words in one line."""
    return QFontMetricsF(letters.font()).horizontalAdvance(words)


def height_of(words: str, letters: Letters, width: float, *, anywhere: bool = False) -> float:
    """The height of words that are wrapped at a width."""
    room = QRectF(0, 0, width, 100_000)
    flags = WRAPPED_ANYWHERE if anywhere else WRAPPED
    return QFontMetricsF(letters.font()).boundingRect(room, flags, words).height()


def must_break(words: str, letters: Letters, width: float) -> bool:
    """Whether one of the words alone is wider than the width."""
    longest = max(words.split(), key=len, default="")
    return len(longest) > 6 and width_of(longest, letters) > width
