"""A line over days: its ticks can be read, and what is painted is what was given."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.step_line import StepLine, StepLineValue, round_ticks


@given(st.integers(1, 100_000), st.integers(2, 6))
def test_that_ticks_ascend_from_today_and_are_few(days: int, most: int) -> None:
    ticks = round_ticks(days, most)
    assert ticks[0] == 0
    assert ticks[-1] <= days
    assert len(ticks) <= most + 1
    assert all(low < high for low, high in pairwise(ticks))


def _rows(image: QImage, token: str) -> list[int]:
    """The rows in which a colour of the theme stands, at the right end of the line."""
    colour: QColor = theme.current().color(token)
    column = image.width() - theme.px(24)
    return [y for y in range(image.height()) if image.pixelColor(column, y) == colour]


@pytest.mark.parametrize("values", [(24, 12, 6), (-10, -5, -1), (3, 3, 3)])
def test_that_the_line_ends_where_its_value_is(qtbot: QtBot, values: tuple[int, ...]) -> None:
    line = StepLine(name="Points", high=120)
    qtbot.addWidget(line)
    line.resize(300, 120)
    line.present(StepLineValue(values, (values[0],) * 3, ticks=((0, "today"),)), "it falls")
    image = line.grab().toImage()
    rows = _rows(image, "accent")
    assert rows, "the line is painted"
    low, high = min(0, *values), max(0, *values)
    area = line._area(low, high)
    before_last = values[-2]
    wanted = area.bottom() - area.height() * (before_last - low) / (high - low)
    assert min(rows) - 2 <= wanted <= max(rows) + 2
    assert line.accessibleDescription() == "it falls"


def test_that_nothing_is_painted_of_less_than_two_days(qtbot: QtBot) -> None:
    line = StepLine()
    qtbot.addWidget(line)
    line.resize(200, 100)
    line.present(StepLineValue((5,)))
    assert not _rows(line.grab().toImage(), "accent")
