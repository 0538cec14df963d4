from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import BandFigures, Evaluation, Tally
from widgets import theme
from widgets.tables.band_rows import band_rows
from widgets.tables.band_table import BandTable

COLD, WARM, HOT = Tally(3682, 122, 3560), Tally(1246, 231, 1015), Tally(72, 59, 13)


def _evaluation(tallies: tuple[Tally, ...] = (COLD, WARM, HOT), mql: int = 1) -> Evaluation:
    names = (("Cold", 0), ("Warm", 40), ("Hot", 70))
    bands = tuple(
        BandFigures(name, start, place == mql, tally)
        for place, ((name, start), tally) in enumerate(zip(names, tallies, strict=True))
    )

    def total(parts: tuple[Tally, ...]) -> Tally:
        return Tally(
            sum(part.leads for part in parts),
            sum(part.converted for part in parts),
            sum(part.not_converted for part in parts),
        )

    return Evaluation(
        np.zeros((101, 3), dtype=np.int64),
        0,
        bands,
        total(tallies[mql:]),
        total(tallies),
        None,
        np.array([[0.0, 0.0], [1.0, 1.0]]),
        (),
    )


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, dark=False, scale=1.0)
    yield
    theme.apply(qapp, dark=False, scale=1.0)


@pytest.fixture
def table(qtbot: QtBot) -> BandTable:
    made = BandTable()
    qtbot.addWidget(made)
    made.resize(360, 200)
    made.present(_evaluation(), _evaluation((Tally(3687), Tally(1246), Tally(67))), "v3")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_that_bands_come_from_the_highest_and_mql_last() -> None:
    rows = band_rows(_evaluation(), None)
    assert [(row.name, row.band, row.threshold) for row in rows] == [
        ("Hot", 2, 70),
        ("Warm", 1, 40),
        ("Cold", 0, 0),
        ("MQL", 1, 40),
    ]
    assert [row.tally.leads for row in rows] == [72, 1246, 3682, 1318]
    assert [row.editable for row in rows] == [True, True, False, True]


def test_that_changes_are_told_with_their_sign() -> None:
    rows = band_rows(_evaluation(), _evaluation((Tally(3687), Tally(1246), Tally(67))))
    assert [row.cells[2] for row in rows] == ["+5", "0", "\u22125", "+5"]
    assert rows[0].sentence("v3") == (
        "Hot from 70: 72 leads, +5 against v3; 59 of 72, 81.9\u202f%."
    )


def test_that_a_band_called_mql_is_told_from_all_mql() -> None:
    now = _evaluation()
    named = tuple(
        BandFigures("MQL" if band.mql else band.name, band.threshold, band.mql, band.tally)
        for band in now.bands
    )
    rows = band_rows(Evaluation(**{**now.__dict__, "bands": named}), None)
    assert [row.name for row in rows] == ["Hot", "MQL", "Cold", "All MQL"]


def test_that_a_threshold_is_typed_and_told_once(table: BandTable) -> None:
    told: list[tuple[int, int]] = []
    table.threshold_moved.connect(lambda *values: told.append(values))
    y = round(table._row_box(0).center().y())
    QTest.mouseDClick(table, Qt.MouseButton.LeftButton, pos=QPoint(100, y))
    editor = table._editor
    assert editor is not None
    assert editor.isVisible()
    assert (editor.minimum(), editor.maximum(), editor.value()) == (41, 100, 70)
    editor.setValue(75)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told == [(2, 75)]
    assert not editor.isVisible()


def test_that_escape_and_the_same_value_tell_nothing(table: BandTable) -> None:
    told: list[tuple[int, int]] = []
    table.threshold_moved.connect(lambda *values: told.append(values))
    for value, key in ((60, Qt.Key.Key_Escape), (70, Qt.Key.Key_Return)):
        QTest.keyClick(table, Qt.Key.Key_F2)
        assert table._editor is not None
        table._editor.setValue(value)
        QTest.keyClick(table._editor, key)
    assert told == []


def test_that_the_first_band_begins_where_the_scale_does(table: BandTable) -> None:
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert table._editor is None
    assert table.accessibleDescription().startswith("Cold from 0")


def test_that_presenting_never_emits_and_columns_stay(qtbot: QtBot, table: BandTable) -> None:
    before = table.columns()
    with qtbot.assertNotEmitted(table.threshold_moved):
        other = (Tally(3600, 100, 3500), Tally(1300, 250, 1050), Tally(100, 100, 0))
        table.present(_evaluation(other), _evaluation(), "v3")
        table.grab()
    assert table.columns() == before


def test_that_without_outcomes_nothing_is_told_of_conversions(table: BandTable) -> None:
    table.present(_evaluation((Tally(5), Tally(4), Tally(3))))
    table.grab()
    assert list(table.columns().places) == [0, 1, 2]
    assert table.accessibleDescription() == "Hot from 70: 3 leads."


def test_that_the_line_of_all_mql_stays_where_rows_scroll(table: BandTable) -> None:
    table.setMinimumSize(1, 1)
    table.resize(360, 26 + 2 * 20)
    assert table._slots() == [0, 3]
    for key, slots in ((Qt.Key.Key_Down, [1, 3]), (Qt.Key.Key_Down, [2, 3]), (None, [2, 3])):
        QTest.keyClick(table, key or Qt.Key.Key_Down)
        table.grab()
        assert table._slots() == slots
    assert table._row_at(30) == 2
    assert table._row_at(60) == 3


def test_that_columns_give_way_in_order(table: BandTable) -> None:
    seen: list[tuple[int | str, ...]] = []
    for width in range(420, 60, -4):
        table.setMinimumWidth(1)
        table.resize(width, 200)
        columns = table.columns()
        has_bar = columns.bar[1] > columns.bar[0]
        shown = (*columns.places, "bar") if has_bar else (*columns.places,)
        if not seen or seen[-1] != shown:
            seen.append(shown)
        ends = max(end for _, end in columns.places.values())
        assert ends <= width + 1e-6 or len(columns.places) == 3
    everything = (0, 1, 2, 3, 4, 5)
    assert seen[:2] == [(*everything, "bar"), everything]
    assert [shown for shown in seen if "bar" not in shown] == [
        everything,
        (0, 1, 2, 3, 5),
        (0, 1, 2, 5),
        (0, 2, 5),
    ]


@pytest.mark.parametrize(("width", "height"), [(60, 40), (200, 110), (340, 160), (900, 500)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_columns_keep_their_order_at_any_size(
    qapp: QApplication, table: BandTable, width: int, height: int, scale: float
) -> None:
    theme.apply(qapp, dark=True, scale=scale)
    table.setMinimumSize(1, 1)
    table.resize(width, height)
    ends = [end for pair in table.columns().places.values() for end in pair]
    assert ends == sorted(ends)
    table.grab()
    table.present(None)
    table.grab()
