"""Background work: the newest answer is delivered, older ones never, and it can be stopped."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from models.problems import LeadbenchError
from workbench.background import Background, Cancel


def test_that_only_the_newest_answer_is_delivered(qtbot: QtBot) -> None:
    background = Background()
    gate = threading.Event()
    answers: list[object] = []
    background.done.connect(answers.append)

    def slow(_cancelled: Cancel, _progress: object) -> str:
        gate.wait(5)
        return "old"

    background.run(slow)
    background.run(lambda _cancelled, _progress: "new")
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    background.finish()
    assert answers == ["new"]


def test_that_cancelled_work_is_asked_to_stop_and_tells_nothing(qtbot: QtBot) -> None:
    background = Background()
    seen = threading.Event()
    answers: list[object] = []
    background.done.connect(answers.append)

    def patient(cancelled: Cancel, _progress: object) -> str:
        while not cancelled():
            pass
        seen.set()
        return "too late"

    background.run(patient)
    assert background.busy
    background.cancel()
    assert seen.wait(5)
    background.finish()
    qtbot.wait(20)
    assert not answers
    assert not background.busy


def test_that_a_fault_of_the_input_is_told_as_a_value(qtbot: QtBot) -> None:
    background = Background()

    def refuse(_cancelled: Cancel, _progress: object) -> None:
        raise LeadbenchError("It cannot be read.", "leads.csv", "Export it again.")

    with qtbot.waitSignal(background.failed) as told:
        background.run(refuse)
    assert told.args is not None
    assert told.args[0].problem.remedy == "Export it again."
    background.finish()


def test_that_progress_reaches_the_window(qtbot: QtBot) -> None:
    background = Background()
    with qtbot.waitSignal(background.progressed) as told:
        background.run(lambda _cancelled, progress: progress("Reading", 3, 10))
    assert told.args == ["Reading", 3, 10]
    background.finish()


def test_that_inline_work_answers_at_once(qtbot: QtBot) -> None:
    background = Background(inline=True)
    answers: list[object] = []
    background.done.connect(answers.append)
    background.run(lambda _cancelled, _progress: 7)
    assert answers == [7]
