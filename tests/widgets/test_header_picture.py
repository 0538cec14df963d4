"""The picture of a file's first rows: titles above the names, blank rows, names in full."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from widgets.importing.header_picture import HeaderPicture, HeadRows

NAMES = ("Record ID", "A rather long name of a field", "Country")
LEADS = tuple((f"00{row}", "x", "France") for row in range(20))


def picture(qtbot: QtBot, *rows: tuple[str, ...], names: int) -> HeaderPicture:
    shown = HeaderPicture()
    qtbot.addWidget(shown)
    shown.present(HeadRows(rows, names))
    return shown


def test_that_a_title_flows_over_the_blank_cells_beside_it(qtbot: QtBot) -> None:
    title, two = ("Leads of the autumn", "", ""), ("Made", "", "by us")
    shown = picture(qtbot, title, ("", "", ""), two, NAMES, *LEADS, names=4)
    assert [shown.columnSpan(row, 0) for row in range(6)] == [3, 1, 2, 1, 1, 1]
    assert shown.columnSpan(2, 2) == 1


def test_that_spans_go_when_another_row_holds_the_names(qtbot: QtBot) -> None:
    rows = (("Leads of the autumn", "", ""), NAMES, *LEADS)
    shown = picture(qtbot, *rows, names=2)
    assert shown.columnSpan(0, 0) == 3
    shown.present(HeadRows(rows, 1))
    assert shown.columnSpan(0, 0) == 1


def test_that_a_name_has_its_room_though_the_cells_below_are_short(qtbot: QtBot) -> None:
    named = picture(qtbot, NAMES, *LEADS, names=1)
    plain = picture(qtbot, NAMES, *LEADS, names=0)
    assert named.columnWidth(1) > plain.columnWidth(1)
    assert named.columnWidth(2) == plain.columnWidth(2)
