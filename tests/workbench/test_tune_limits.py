"""Limits of single lines and of lines together, said in the dialog of the page Tune and kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from models.scoring.model import Group, ScoringModel
from models.tuning.reins import Hold, Rein, Sign
from models.tuning.wishes import Wishes
from tests.workbench.signs import Signs
from workbench.live_preview import LivePreview
from workbench.pages.tune.limits import LineLimits
from workbench.pages.tune.page import TunePage
from workbench.session import Session

HISTORY = Signs({"Asked for a demo": 2.0, "Large company": 0.9, "Reads the blog": 0.4}, 5)
MODEL = ScoringModel(
    "m1", "One", (Group("g1", "Fit", HISTORY.rules(5, 30, 25)),), as_of=date(2024, 3, 15)
)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[TunePage]:
    session = Session("Ada")
    preview = LivePreview(session)
    page = TunePage(session, preview)
    qtbot.addWidget(page)
    page.resize(1232, 680)
    page.show()
    HISTORY.open(session, MODEL, Wishes(most_lines=3, proposals=False, signs=False))
    yield page
    page.finish()
    preview.finish()


def opened(page: TunePage, qtbot: QtBot) -> LineLimits:
    qtbot.mouseClick(page.form.limit, Qt.MouseButton.LeftButton)
    (dialog,) = page.window().findChildren(LineLimits)
    return dialog


def item(dialog: LineLimits, name: str) -> QListWidgetItem:
    (found,) = dialog.lines.findItems(name, Qt.MatchFlag.MatchStartsWith)
    return found


def tick(dialog: LineLimits, *names: str) -> None:
    for name in names:
        item(dialog, name).setCheckState(Qt.CheckState.Checked)


def press(button: object, qtbot: QtBot) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def tuned_points(page: TunePage, qtbot: QtBot) -> dict[str, int]:
    page._unasked.asked.emit()
    qtbot.waitUntil(lambda: not page.asking.busy, timeout=60_000)
    assert page.tuned is not None
    card = page.tuned.sizes[-1].cards[0]
    return {
        line.name: points for line, points in zip(page.tuned.ground.lines, card.points, strict=True)
    }


def test_that_of_lines_bound_to_each_other_at_most_one_gives_points(
    page: TunePage, qtbot: QtBot
) -> None:
    dialog = opened(page, qtbot)
    assert not dialog.one.isEnabled()
    tick(dialog, "Asked for a demo", "Large company")
    press(dialog.one, qtbot)
    dialog.accept()
    (keys,) = page.wishing.wishes.one_of
    assert len(keys) == 2
    assert "At most one gives points" in page.form.about_together.text()
    found = tuned_points(page, qtbot)
    assert sum(bool(found[name]) for name in ("Asked for a demo", "Large company")) == 1
    page.session.undo()
    assert page.wishing.wishes.one_of == ()


def test_that_points_do_not_fall_in_the_order_in_which_lines_were_ticked(
    page: TunePage, qtbot: QtBot
) -> None:
    dialog = opened(page, qtbot)
    tick(dialog, "Asked for a demo", "Large company", "Reads the blog")
    assert dialog.order.text() == "Asked for a demo ≤ Large company ≤ Reads the blog"
    press(dialog.rising, qtbot)
    dialog.accept()
    found = tuned_points(page, qtbot)
    assert found["Asked for a demo"] <= found["Large company"] <= found["Reads the blog"]


def test_that_a_line_keeps_to_its_own_sign_and_bounds_and_stays_locked_or_not(
    page: TunePage, qtbot: QtBot
) -> None:
    key = next(rule.id for rule in MODEL.rules() if rule.name == "Asked for a demo")
    page.wishing.hold(key, Hold.KEEP)
    dialog = opened(page, qtbot)
    tick(dialog, "Asked for a demo")
    dialog.sign.present(((Sign.UP, "may only add"),), Sign.UP)
    dialog.most.setText("10")
    dialog.most.textEdited.emit("10")
    press(dialog.each, qtbot)
    dialog.accept()
    assert page.wishing.wishes.rein(key) == Rein(Hold.KEEP, Sign.UP, None, 10)
    assert "may only add, up to +10" in page.form._held[0].said
    assert 0 < tuned_points(page, qtbot)["Asked for a demo"] <= 10
    page.wishing.hold(key, Hold.FREE)
    assert page.wishing.wishes.rein(key) == Rein(Hold.FREE, Sign.UP, None, 10)


def test_that_what_holds_can_be_taken_away_one_by_one(page: TunePage, qtbot: QtBot) -> None:
    dialog = opened(page, qtbot)
    tick(dialog, "Asked for a demo", "Large company")
    press(dialog.one, qtbot)
    tick(dialog, "Large company", "Reads the blog")
    press(dialog.rising, qtbot)
    assert dialog.held.count() == 2
    press(dialog.drop, qtbot)
    assert page.wishing.wishes.one_of == ()
    assert len(page.wishing.wishes.rising) == 1
    press(dialog.drop, qtbot)
    assert page.wishing.wishes.rising == ()
    assert dialog.nothing.isVisible()
    assert not dialog.drop.isEnabled()
