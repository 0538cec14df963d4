"""The tokens of the look: colours by name, light and dark, and lengths that follow the scale."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from PySide6.QtGui import QColor


@dataclass(frozen=True)
class Theme:
    """Colours as "#RRGGBB" by token, and the scale: 1.0 is 100 %.

    `chip`: what stands on a chip's tone. `bands`: tones from the highest band to the lowest.
    """

    dark: bool
    canvas: str
    surface: str
    sunken: str
    hover: str
    sel: str
    text: str
    text2: str
    text3: str
    line: str
    grid: str
    edge: str
    axis: str
    accent: str
    accenthover: str
    onaccent: str
    accentbg: str
    neg: str
    ok: str
    okbg: str
    warn: str
    warnbg: str
    err: str
    errbg: str
    tip: str
    ontip: str
    converted: str
    notconverted: str
    ghost: str
    model_b: str
    flag: str
    scorefill: str
    bands: tuple[str, ...]
    scale: float = 1.0

    def color(self, token: str) -> QColor:
        """The colour of a token, or of "#RRGGBB", to paint with. Do not change it: it is shared."""
        return _colour(token if token.startswith("#") else str(getattr(self, token)))

    def px(self, length: float) -> int:
        """A length given at 100 % in whole pixels; nothing that exists vanishes."""
        return max(1, round(length * self.scale)) if length > 0 else round(length * self.scale)

    def band_tone(self, rank: int, count: int) -> str:
        """The tone of a band's chip; rank 0 is the highest of `count` bands."""
        if count <= 1:
            return self.bands[0]
        place = rank * (len(self.bands) - 1) / (count - 1)
        low = min(int(place), len(self.bands) - 2)
        return mixed(self.bands[low], self.bands[low + 1], place - low)

    def in_bytes_of_qt(self) -> Theme:
        """The same theme with red and blue exchanged.

        What is drawn with it as RGBA lies in memory as Qt's own format, BGRA, and is copied to
        the screen without converting a pixel.
        """
        swapped: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                swapped[field.name] = _exchanged(value)
            elif isinstance(value, tuple):
                swapped[field.name] = tuple(map(_exchanged, value))
        return replace(self, **swapped)

    def ink_on(self, ground: str) -> str:
        """Text that can be read on a ground, dark or light; pure black only on middle greys."""
        return _ink_on(ground)


def mixed(first: str, second: str, share: float) -> str:
    """The colour between two, `share` of the second."""
    parts = [
        round(int(first[at : at + 2], 16) * (1 - share) + int(second[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    ]
    return "#{:02X}{:02X}{:02X}".format(*parts)


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast of two colours, 1..21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = []
    for at in (1, 3, 5):
        part = int(colour[at : at + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _exchanged(colour: str) -> str:
    return f"#{colour[5:7]}{colour[3:5]}{colour[1:3]}"


@lru_cache(maxsize=256)
def _ink_on(ground: str) -> str:
    inks = (LIGHT.text, LIGHT.surface, "#000000")
    legible = (ink for ink in inks if contrast(ink, ground) >= 4.5)
    return next(legible, max(inks, key=lambda ink: contrast(ink, ground)))


@lru_cache(maxsize=256)
def _colour(code: str) -> QColor:
    return QColor(code)


LIGHT = Theme(
    dark=False,
    canvas="#F5F6F8",
    surface="#FFFFFF",
    sunken="#EDEFF3",
    hover="#F0F3F8",
    sel="#DCE9F8",
    text="#17202E",
    text2="#465163",
    text3="#5F6B7C",
    line="#DCE0E7",
    grid="#E8EBF0",
    edge="#848E9D",
    axis="#8A94A3",
    accent="#1B62B5",
    accenthover="#16539B",
    onaccent="#FFFFFF",
    accentbg="#E5EFFA",
    neg="#A63A14",
    ok="#1E6B3C",
    okbg="#E4F3E9",
    warn="#8A5A00",
    warnbg="#FDF3DC",
    err="#B3261E",
    errbg="#FBE9E7",
    tip="#17202E",
    ontip="#FFFFFF",
    converted="#0B7A6B",
    notconverted="#C6CDD8",
    ghost="#4A5568",
    model_b="#B85C00",
    flag="#17202E",
    scorefill="#B9CFEA",
    bands=("#24344F", "#B4C1D6", "#E6EBF2"),
)

DARK = replace(
    LIGHT,
    dark=True,
    canvas="#15181D",
    surface="#1D2128",
    sunken="#12151A",
    hover="#262C35",
    sel="#263C5C",
    text="#E9ECF1",
    text2="#B9C1CD",
    text3="#98A2B2",
    line="#333A46",
    grid="#2A303A",
    edge="#778294",
    axis="#7E899A",
    accent="#74AEF2",
    accenthover="#8DBDF5",
    onaccent="#0D1420",
    accentbg="#1C2E48",
    neg="#F0906A",
    ok="#7CCB95",
    okbg="#1D3326",
    warn="#E9BC5C",
    warnbg="#3A2F17",
    err="#F28B82",
    errbg="#40211F",
    tip="#E9ECF1",
    ontip="#17202E",
    converted="#3DBFA8",
    notconverted="#4C5666",
    ghost="#C2CAD6",
    model_b="#F0A552",
    flag="#F2F4F7",
    scorefill="#35537F",
    bands=("#D5DEEC", "#66758E", "#2E3643"),
)
