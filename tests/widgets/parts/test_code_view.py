"""A text for machines: coloured in slices, so that the window never waits for its lexer."""

from __future__ import annotations

import time

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.code_view import COLOURED, SHOWN, CodeView, _lexer, _runs, ready_for

LINE = (
    'def score(lead):  # \U0001f600 a comment\n    """Several\n    lines."""\n    return "a" + 1\n'
)


def view(qtbot: QtBot) -> CodeView:
    made = CodeView("Text")
    qtbot.addWidget(made)
    return made


def coloured(shown: CodeView) -> dict[int, QColor]:
    """The colour of each place of the text that has one."""
    found, block = {}, shown.document().begin()
    while block.isValid():
        for run in block.layout().formats():
            for place in range(run.start, run.start + run.length):
                found[block.position() + place] = run.format.foreground().color()
        block = block.next()
    return found


def wanted(text: str) -> dict[int, QColor]:
    lexer = _lexer("python")
    assert lexer is not None
    ends = {at for at, sign in enumerate(text.encode("utf-16-le")[::2]) if sign == 10}
    return {
        place: theme.current().color(tone)
        for start, length, tone, _ in _runs(text, lexer)
        for place in range(start, start + length)
        if place not in ends
    }


def whole(shown: CodeView, qtbot: QtBot) -> dict[int, QColor]:
    qtbot.waitUntil(lambda: not shown._slices.isActive(), timeout=20_000)
    text = shown.toPlainText().encode("utf-16-le")
    ends = {at // 2 for at in range(0, len(text), 2) if text[at : at + 2] == b"\n\0"}
    return {place: tone for place, tone in coloured(shown).items() if place not in ends}


def test_that_a_text_gets_the_colours_of_its_lexer_in_slices(qtbot: QtBot) -> None:
    ready_for("python")
    shown, text = view(qtbot), LINE * 300
    shown.present(text, "python")
    assert shown._slices.isActive(), "it is not all done at once"
    some = coloured(shown)
    found = whole(shown, qtbot)
    assert 0 < len(some) < len(found)
    assert found == wanted(text)
    assert shown.toPlainText() == text


def test_that_the_window_does_not_wait_for_the_colours(qtbot: QtBot) -> None:
    ready_for("python")
    shown, text = view(qtbot), (LINE * 900)[:COLOURED]
    start = time.thread_time()
    list(_runs(text, _lexer("python")))  # type: ignore[arg-type]
    all_of_it = time.thread_time() - start
    start = time.thread_time()
    shown.present(text, "python")
    assert time.thread_time() - start < all_of_it / 3


def test_that_another_text_ends_the_colours_of_the_one_before(qtbot: QtBot) -> None:
    shown = view(qtbot)
    shown.present(LINE * 300, "python")
    shown.present("plain\n" * 300)
    assert not whole(shown, qtbot)
    shown.present(LINE, "python")
    assert whole(shown, qtbot) == wanted(LINE)


def test_that_a_very_long_text_says_that_it_goes_on(qtbot: QtBot) -> None:
    shown = view(qtbot)
    shown.present("x" * (SHOWN + 1234))
    assert shown.toPlainText().endswith("x\n\u2026 The rest is in the file.")
