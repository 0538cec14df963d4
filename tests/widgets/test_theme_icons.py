from __future__ import annotations

from collections.abc import Iterator

import pytest
from fonticon_mdi7 import MDI7
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from widgets import icons, theme


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, dark=False, scale=1.0)
    yield
    theme.apply(qapp, dark=False, scale=1.0)


def _inks(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", sorted(icons.GLYPHS))
def test_that_each_word_stands_for_its_glyph_of_the_font(name: str) -> None:
    glyph, code = icons.GLYPHS[name]
    assert getattr(MDI7, glyph.replace("-", "_")) == f"mdi7.{chr(code)}"


@pytest.mark.parametrize("name", [*sorted(icons.GLYPHS), *icons.ALIASES])
def test_that_every_icon_leaves_ink_within_its_square(name: str) -> None:
    image = icons.icon(name).pixmap(24).toImage()
    alphas = [[image.pixelColor(x, y).alpha() for x in range(24)] for y in range(24)]
    assert sum(map(sum, alphas)) > 255 * 8
    assert max(alphas[0] + alphas[-1]) == 0


def test_that_an_icon_made_before_takes_the_colours_of_a_new_theme(qapp: QApplication) -> None:
    icon = icons.icon("star-filled", "accent")
    assert theme.LIGHT.accent in _inks(icon.pixmap(32).toImage())
    theme.apply(qapp, dark=True)
    assert theme.DARK.accent in _inks(icon.pixmap(32).toImage())


def test_that_what_is_switched_off_is_drawn_in_the_colour_of_edges() -> None:
    icon = icons.icon("star-filled", "accent")
    assert theme.LIGHT.edge in _inks(icon.pixmap(32, QIcon.Mode.Disabled).toImage())


def test_that_a_word_without_a_glyph_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        icons.icon("unicorn")
