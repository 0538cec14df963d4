"""Pages on paper: nothing is lost, nothing is beyond the margins, heads come again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.exchange.shown import Listed, listed
from widgets import theme
from widgets.figures import KeyFigure, KeyFigures
from widgets.printing import table_layout
from widgets.printing.collect import in_order_of_paper, parts_of
from widgets.printing.layout import Frame, Paper
from widgets.printing.painting import paint_sheet
from widgets.printing.parts import FigureRow, Heading, Part, Picture, Rows, Words
from widgets.printing.sheets import Image, Sheet, Text
from widgets.rows import Rows as ListOfRows
from widgets.rows import RowWords
from widgets.verdict import Verdict

FRAME = Frame("Project, Model", "29 November 2026", "Model M")
WIDTH, HEIGHT = 680.0, 1009.0


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False, scale=1.0)


def laid_out(parts: list[Part]) -> list[Sheet]:
    paper = Paper(WIDTH, HEIGHT, FRAME)
    for _ in paper.put(parts):
        pass
    return paper.sheets


def texts(sheets: list[Sheet]) -> list[str]:
    return [item.words for sheet in sheets for item in sheet.items if isinstance(item, Text)]


def png(width: float, height: float, density: float) -> bytes:
    image = QImage(round(width), round(height), QImage.Format.Format_RGB32)
    image.fill(QColor("#0B7A6B"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def table_of(rows: int, columns: int = 4) -> Listed:
    heads = [f"Head {at}" for at in range(columns)]
    cells = [[f"r{row}c{at}" for at in range(columns)] for row in range(rows)]
    return listed("Leads", [heads, *cells])


@settings(max_examples=25)
@given(st.integers(1, 120), st.integers(1, 30), st.text(alphabet="ab @.", max_size=60))
def test_that_every_cell_is_on_paper_once_and_within_the_margins(
    rows: int, columns: int, long: str
) -> None:
    heads = [f"Head {at}" for at in range(columns)]
    cells = [[f"r{row}c{at} {long}".strip() for at in range(columns)] for row in range(rows)]
    sheets = laid_out([Rows(listed("T", [heads, *cells]))])
    found = texts(sheets)
    for row in cells:
        for at, cell in enumerate(row):
            assert found.count(cell) >= 1 if at == 0 else found.count(cell) == 1
    for sheet in sheets:
        for item in sheet.items:
            assert item.box.left() >= 0
            assert item.box.right() <= WIDTH + 1
            assert item.box.top() >= 0
            assert item.box.bottom() <= HEIGHT + 1


def test_that_the_head_of_a_table_comes_again_on_every_sheet() -> None:
    sheets = laid_out([Rows(table_of(200))])
    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, start=1):
        words = texts([sheet])
        assert words.count("Head 0") == 1
        assert f"{number} of {len(sheets)}" in words
        assert {FRAME.title, FRAME.day, FRAME.foot} <= set(words)


def test_that_a_long_table_says_how_many_rows_are_left_out() -> None:
    asked: list[int] = []

    def row(place: int) -> list[str]:
        asked.append(place)
        return [str(place)]

    sheets = laid_out([Rows(Listed("Leads", ("Lead",), 1_000_000, row))])
    assert len(asked) == table_layout.MOST_PRINTED
    said = [words for words in texts(sheets) if words.startswith("The first 500 of 1,000,000 rows")]
    assert len(said) == 1


def test_that_figures_stand_at_the_right_and_names_at_the_left() -> None:
    table = listed("T", [["Name", "Leads"], ["Web", 1204], ["Fair", "−3"], ["–", "33.3 %"]])
    sheets = laid_out([Rows(table)])
    sides = {item.words: item.across for item in sheets[0].items if isinstance(item, Text)}
    assert sides["Web"] == sides["Name"] != sides["1,204"] == sides["−3"] == sides["Leads"]


def test_that_narrow_charts_share_a_row_and_wide_ones_do_not() -> None:
    def chart(share: float) -> Picture:
        return Picture("Chart", "It says so.", png, share, 0.5)

    pair = laid_out([chart(0.3), chart(0.3)])
    one, two = (item.box for item in pair[0].items if isinstance(item, Image))
    assert one.top() == two.top()
    assert one.right() < two.left()
    wide = laid_out([chart(0.9), chart(0.3)])
    one, two = (item.box for item in wide[0].items if isinstance(item, Image))
    assert one.bottom() < two.top()


def test_that_a_chart_is_never_parted_by_the_edge_of_a_sheet() -> None:
    chart = Picture("Chart", "It says so.", png, 1.0, 0.6)
    sheets = laid_out([chart] * 5)
    assert len(sheets) > 1
    for sheet in sheets:
        for item in sheet.items:
            assert item.box.bottom() <= HEIGHT


def test_that_a_page_is_read_from_the_sentence_to_the_figures_to_the_rest(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    across = QHBoxLayout(page)
    left, right = QWidget(), QWidget()
    across.addWidget(left)
    across.addWidget(right)
    rows = ListOfRows("Steps")
    rows.add(RowWords("One"))
    QVBoxLayout(left).addWidget(rows)
    column = QVBoxLayout(right)
    verdict, figures = Verdict(), KeyFigures()
    verdict.present("37 more leads.", "It is not sure.")
    figures.present([KeyFigure("MQL", "549", "11 % of leads")])
    note, hidden, label = QLabel("A note."), QLabel("Hidden."), QLabel("Label")
    note.setWordWrap(True)
    hidden.setWordWrap(True)
    for widget in (verdict, figures, note, hidden, label):
        column.addWidget(widget)
    hidden.hide()
    page.resize(800, 400)
    page.show()
    qtbot.waitExposed(page)
    parts = parts_of(page)
    assert parts[0] == Words("37 more leads.", "It is not sure.", 14, 500)
    assert parts[1] == FigureRow((("MQL", "549", "11 % of leads"),))
    assert parts[2] == Heading("Steps")
    assert isinstance(parts[3], Rows)
    assert parts[4:] == [Words("A note.")]


def test_that_long_tables_come_last_with_their_names() -> None:
    long, short = Rows(table_of(41)), Rows(table_of(3))
    parts = [Heading("Leads"), long, Heading("Bands"), short, Words("So.")]
    assert in_order_of_paper(parts) == [
        Heading("Bands"),
        short,
        Words("So."),
        Heading("Leads"),
        long,
    ]


def test_that_paper_is_white_and_ink_is_dark_also_in_the_dark_theme(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True, scale=1.5)
    sheets = laid_out([Words("A sentence.", "And more.", 14, 500), Rows(table_of(3))])
    image = QImage(680, 1009, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_sheet(painter, sheets[0])
    painter.end()
    shades = {image.pixelColor(x, y).lightness() for x in range(400) for y in range(30, 120)}
    assert max(shades) == 255
    assert min(shades) < 90
    theme.apply(qapp, dark=False, scale=1.0)
