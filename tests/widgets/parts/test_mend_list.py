from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from models.evaluation.quality.effect import Effect, Way
from models.evaluation.quality.finding import Finding, Sort
from models.leads.fields import Input
from widgets.inputs.label import Label
from widgets.mend_list import AT_ONCE, MendList

BITS = np.zeros(1, dtype=np.uint8)
CHANGES = Effect(Way.SCORED, ("R",), 3, scores=2)


def finding(number: int, effect: Effect, verb: str = "") -> Finding:
    mend = Input(f"Field {number}") if verb else None
    what = f"It is {number}."
    return Finding(
        Sort.BLANKS,
        f"Field {number}",
        what,
        "Mend it.",
        3,
        BITS,
        mend=mend,
        verb=verb,
        effect=effect,
    )


def heads(shown: MendList) -> list[str]:
    return [
        label.text() for label in shown.findChildren(Label) if label.text().startswith("Changes ")
    ]


def test_that_those_that_change_scores_stand_under_a_heading_of_their_own(qtbot: QtBot) -> None:
    shown = MendList()
    qtbot.addWidget(shown)
    shown.present([finding(1, CHANGES), finding(2, CHANGES), finding(3, Effect())])
    assert heads(shown) == ["Changes scores (2)", "Changes no score (1)"]
    assert [row.found.field for row in shown.rows] == ["Field 1", "Field 2", "Field 3"]


def test_that_many_findings_come_a_few_at_a_time_in_their_order(qtbot: QtBot) -> None:
    shown = MendList()
    qtbot.addWidget(shown)
    every = [finding(number, CHANGES if number < 20 else Effect()) for number in range(40)]
    shown.present(every)
    assert len(shown.rows) == AT_ONCE
    assert heads(shown) == ["Changes scores (20)"]
    for expected in (2 * AT_ONCE, 40):
        assert shown.more is not None
        shown.more.click()
        assert len(shown.rows) == expected
    assert shown.more is None
    assert [row.found for row in shown.rows] == every
    assert heads(shown) == ["Changes scores (20)", "Changes no score (20)"]


def test_that_buttons_tell_what_is_wished_of_which_finding(qtbot: QtBot) -> None:
    shown = MendList()
    qtbot.addWidget(shown)
    found = finding(1, CHANGES, "Read as \u201cA & B\u201d")
    shown.present([found, finding(2, CHANGES)])
    told: list[object] = []
    shown.mend_asked.connect(told.append)
    shown.rows_asked.connect(told.append)
    shown.field_asked.connect(told.append)
    first, second = shown.rows
    for button in (first.mend, first.leads, first.look):
        button.click()
    assert told == [found, found, "Field 1"]
    assert first.mend.text() == "Read as \u201cA && B\u201d"
    assert second.mend.isHidden()


def test_that_nothing_to_mend_is_said(qtbot: QtBot) -> None:
    shown = MendList()
    qtbot.addWidget(shown)
    shown.present([])
    assert [label.text() for label in shown.findChildren(Label)] == ["Nothing is left to mend."]
