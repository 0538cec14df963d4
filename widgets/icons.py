"""Icons out of the Material Design font, in the colours of the theme.

Drawn when they are painted, so a change of theme needs no new icons. The font is loaded with the
first of them. superqt could draw them too, but importing it takes twice as long as importing Qt.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from widgets import theme

# Our word: the glyph. tests/widgets/test_theme_icons.py holds them against the font's own names.
GLYPHS = {
    "account": ("account-outline", 0xF0013),
    "alert": ("alert-outline", 0xF002A),
    "arrow-down": ("arrow-down", 0xF0045),
    "arrow-right": ("arrow-right", 0xF0054),
    "arrow-up": ("arrow-up", 0xF005D),
    "calendar": ("calendar-blank-outline", 0xF0B66),
    "chart": ("chart-box-outline", 0xF154E),
    "check": ("check", 0xF012C),
    "check-circle": ("check-circle-outline", 0xF05E1),
    "chevron-down": ("chevron-down", 0xF0140),
    "chevron-left": ("chevron-left", 0xF0141),
    "chevron-right": ("chevron-right", 0xF0142),
    "chevron-up": ("chevron-up", 0xF0143),
    "clipboard": ("clipboard-check-outline", 0xF08A8),
    "close": ("close", 0xF0156),
    "columns": ("view-column-outline", 0xF1487),
    "compare": ("compare", 0xF018A),
    "content-copy": ("content-copy", 0xF018F),
    "content-duplicate": ("content-duplicate", 0xF0191),
    "content-paste": ("content-paste", 0xF0192),
    "data": ("table-large", 0xF04F1),
    "database": ("database-outline", 0xF1632),
    "decay": ("trending-down", 0xF0533),
    "delete": ("trash-can-outline", 0xF0A7A),
    "derived": ("function-variant", 0xF0871),
    "dots-vertical": ("dots-vertical", 0xF01D9),
    "download": ("tray-arrow-down", 0xF0120),
    "drag": ("drag-vertical", 0xF01DD),
    "drift": ("waves", 0xF078D),
    "error": ("alert-circle-outline", 0xF05D6),
    "domain": ("domain", 0xF01D7),
    "export": ("tray-arrow-up", 0xF011D),
    "eye": ("eye-outline", 0xF06D0),
    "eye-off": ("eye-off-outline", 0xF06D1),
    "file": ("file-document-outline", 0xF09EE),
    "file-table": ("file-table-outline", 0xF0C7F),
    "filter": ("filter-outline", 0xF0233),
    "flag": ("flag-outline", 0xF023D),
    "flash": ("flash-outline", 0xF06D5),
    "folder": ("folder-outline", 0xF0256),
    "folder-open": ("folder-open-outline", 0xF0DCF),
    "help": ("help-circle-outline", 0xF0625),
    "history": ("history", 0xF02DA),
    "info": ("information-outline", 0xF02FD),
    "keyboard": ("keyboard-outline", 0xF097B),
    "layers": ("layers-outline", 0xF09FE),
    "lightbulb": ("lightbulb-outline", 0xF0336),
    "list": ("format-list-bulleted", 0xF0279),
    "cancel": ("cancel", 0xF073A),
    "lock": ("lock-outline", 0xF0341),
    "minus": ("minus", 0xF0374),
    "moon": ("weather-night", 0xF0594),
    "note": ("note-text-outline", 0xF11D7),
    "number": ("pound", 0xF0423),
    "pin": ("pin-outline", 0xF0931),
    "pencil": ("pencil-outline", 0xF0CB6),
    "people": ("account-multiple-outline", 0xF000F),
    "plus": ("plus", 0xF0415),
    "redo": ("redo", 0xF044E),
    "rename": ("rename-outline", 0xF1C1A),
    "restore": ("restore", 0xF099B),
    "save": ("content-save-outline", 0xF0818),
    "scale": ("scale-balance", 0xF05D1),
    "search": ("magnify", 0xF0349),
    "settings": ("cog-outline", 0xF08BB),
    "sort-down": ("sort-descending", 0xF04BD),
    "sort-up": ("sort-ascending", 0xF04BC),
    "star": ("star-outline", 0xF04D2),
    "star-filled": ("star", 0xF04CE),
    "steps": ("shoe-print", 0xF0DFA),
    "sun": ("white-balance-sunny", 0xF05A8),
    "tag": ("tag-outline", 0xF04FC),
    "target": ("target", 0xF04FE),
    "text": ("format-text", 0xF0284),
    "timer": ("timer-sand", 0xF051F),
    "trophy": ("trophy-outline", 0xF053A),
    "tune": ("tune-variant", 0xF1542),
    "undo": ("undo", 0xF054C),
    "wand": ("auto-fix", 0xF0068),
    "yes-no": ("toggle-switch-outline", 0xF0A1A),
}
ALIASES = {"table": "data", "model": "tune", "leads": "people", "mute": "eye-off"}


def icon(name: str, token: str = "text2", active: str = "") -> QIcon:
    """An icon in a colour of the theme; `active` colours it where it is switched on or chosen."""
    return QIcon(_Engine(_glyph(name), token, active or token))


def paint_icon(painter: QPainter, name: str, rect: QRect | QRectF, token: str = "text2") -> None:
    """Draw an icon into the square that fits in the middle of a rectangle."""
    _draw(painter, _glyph(name), QRectF(rect), token)


def _glyph(name: str) -> str:
    return chr(GLYPHS[ALIASES.get(name, name)][1])


@lru_cache(maxsize=1)
def _family() -> str:
    found = importlib.util.find_spec("fonticon_mdi7")
    if found is None or found.origin is None:
        raise FileNotFoundError("fonticon_mdi7")
    file = Path(found.origin).parent / "fonts" / "materialdesignicons-webfont.ttf"
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families[0] if families else "Material Design Icons"


@lru_cache(maxsize=32)
def _font(pixels: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _draw(painter: QPainter, glyph: str, rect: QRectF, token: str) -> None:
    side = int(min(rect.width(), rect.height()))
    if side < 1:
        return
    painter.save()
    painter.setFont(_font(side))
    painter.setPen(theme.current().color(token))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyph)
    painter.restore()


class _Engine(QIconEngine):
    def __init__(self, glyph: str, token: str, active: str) -> None:
        super().__init__()
        self._glyph, self._token, self._active = glyph, token, active

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = self._active if state == QIcon.State.On else self._token
        if mode == QIcon.Mode.Disabled:
            token = "edge"
        # A button puts no air between icon and text, and the glyphs reach to their edges.
        air = rect.width() / 16
        _draw(painter, self._glyph, QRectF(rect).adjusted(air, air, -air, -air), token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._glyph, self._token, self._active)
