from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import Evaluation, RuleFigures
from models.problems import Problem
from models.project.edits import (
    AddRules,
    AnyEdit,
    ChangeRule,
    MoveGroup,
    MoveRule,
    RemoveGroup,
    RemoveRule,
    SetPoints,
)
from models.scoring.model import Points, ScoringModel
from models.tuning.reins import Hold
from tests.widgets.editors.conftest import Desk
from widgets import theme
from widgets.editors.card_places import CardPlaces, header_places
from widgets.editors.rule_list import RuleList
from widgets.editors.rule_rows import HeaderRow
from widgets.inputs.points_slider import PointsSlider, x_of

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
Asked = list[tuple[str, object]]


@pytest.fixture
def rules(
    qtbot: QtBot,
    desk: Desk,
    evaluation: Evaluation,
    saved: ScoringModel,
    findings: dict[str, Problem],
) -> Iterator[RuleList]:
    window = QWidget()
    qtbot.addWidget(window)
    shown = RuleList(window)
    shown.resize(720, 900)
    window.resize(720, 900)

    def present(edit: AnyEdit | None = None, gesture: int = 0) -> None:
        if edit is not None:
            desk.take(edit, gesture)
        shown.present(desk.model, evaluation, saved, findings)

    shown.edited.connect(present)
    present()
    window.show()
    window.activateWindow()
    shown.setFocus()
    QApplication.processEvents()
    yield shown
    window.close()  # named here, so that it lives as long as the list


@pytest.fixture
def asked(rules: RuleList) -> Asked:
    heard: Asked = []
    rules.requested.connect(lambda wish, what: heard.append((wish, what)))
    return heard


def _places(rules: RuleList, rule: str) -> CardPlaces:
    found = rules.places(rule)
    assert found is not None
    return found


def _mouse(rules: RuleList, kind: QEvent.Type, at: QPoint, buttons: Qt.MouseButton) -> None:
    """QTest's mouse goes to the widget under the point; here the list must hold what it took."""
    view = rules.viewport()
    button = NONE if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(
        kind,
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        button,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def _drag(rules: RuleList, start: QPoint, *stops: QPoint) -> None:
    _mouse(rules, QEvent.Type.MouseButtonPress, start, LEFT)
    for stop in stops:
        _mouse(rules, QEvent.Type.MouseMove, stop, LEFT)
    _mouse(rules, QEvent.Type.MouseButtonRelease, stops[-1], NONE)


def _click(rules: RuleList, at: QPoint) -> None:
    QTest.mouseClick(rules.viewport(), LEFT, pos=at)


def _key(rules: RuleList, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    pressed = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        pressed |= modifier
    QTest.keyClick(rules, key, pressed)


def _order(desk: Desk) -> list[list[str]]:
    return [[rule.id for rule in group.rules] for group in desk.model.groups]


def test_that_presenting_tells_nobody(
    rules: RuleList, asked: Asked, desk: Desk, evaluation: Evaluation
) -> None:
    told: list[str] = []
    rules.chosen.connect(told.append)
    rules.choose("r6")
    rules.present(desk.model, None, None, {})
    rules.present(replace(desk.model, groups=desk.model.groups[1:]), evaluation, None, {})
    rules.present(desk.model, evaluation, desk.model, {})
    assert rules.rule == "r6"
    assert told == []
    assert desk.heard == []
    assert asked == []


def test_that_a_press_on_the_slider_of_any_rule_chooses_it_and_drags_at_once(
    rules: RuleList, desk: Desk
) -> None:
    rules.choose("r1")
    area = _places(rules, "r2").points
    slider = rules.findChild(PointsSlider)
    assert slider is not None
    rect = slider.rect().translated(area.left(), 0)
    rect.setHeight(area.height())

    def at(points: int) -> QPoint:
        return QPoint(round(x_of(points, rect, 25)), area.center().y())

    _drag(rules, at(10), at(14), at(18))
    assert rules.rule == "r2"
    assert [e.points for e in desk.edits if isinstance(e, SetPoints)] == [14, 18]
    assert len({gesture for _, gesture in desk.heard}) == 1
    assert desk.heard[0][1] > 0


def test_that_the_eye_mutes(rules: RuleList, desk: Desk) -> None:
    _click(rules, _places(rules, "r2").eye.center())
    rule = desk.model.rule("r2")
    assert rule is not None
    assert rule.muted


def test_that_a_faulty_rule_offers_to_be_mended(rules: RuleList, desk: Desk, asked: Asked) -> None:
    _click(rules, _places(rules, "r8").mend.center())
    assert asked == [("edit", "r8")]
    assert desk.heard == []


def test_that_a_double_click_opens_the_editor(rules: RuleList, asked: Asked) -> None:
    at = _places(rules, "r1").sentence.center()
    QTest.mouseDClick(rules.viewport(), LEFT, pos=at)
    assert ("edit", "r1") in asked


def test_that_a_cell_of_a_range_is_edited_in_place(rules: RuleList, desk: Desk) -> None:
    _click(rules, _places(rules, "r3").cells[1].center())
    focused = QApplication.focusWidget()
    assert focused is not None
    assert "200" in focused.accessibleName()
    QTest.keyClicks(focused, "9")
    assert desk.edits == [SetPoints("m1", "r3", 9, 1)]
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    QTest.keyClicks(focused, "-2")
    assert desk.edits[-1] == SetPoints("m1", "r3", -2, 2)
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert rules.hasFocus()


def test_that_a_rule_is_dragged_within_its_group(rules: RuleList, desk: Desk) -> None:
    target = _places(rules, "r3").grip
    below = QPoint(target.center().x(), target.bottom() - 2)
    _drag(rules, _places(rules, "r1").grip.center(), below - QPoint(0, 30), below)
    assert desk.edits == [MoveRule("m1", "r1", "g1", 2)]
    assert _order(desk)[0] == ["r2", "r3", "r1", "r4"]


def test_that_a_rule_is_dragged_to_another_group(rules: RuleList, desk: Desk) -> None:
    target = _places(rules, "r9").sentence
    above = QPoint(target.center().x(), target.top())
    _drag(rules, _places(rules, "r1").sentence.center(), above)
    assert _order(desk)[0] == ["r2", "r3", "r4"]
    assert _order(desk)[2] == ["r1", "r9"]
    assert rules.rule == "r1"


def test_that_a_drag_let_go_at_home_or_taken_back_changes_nothing(
    rules: RuleList, desk: Desk
) -> None:
    start = _places(rules, "r2").grip.center()
    _drag(rules, start, start + QPoint(40, 10))
    _mouse(rules, QEvent.Type.MouseButtonPress, start, LEFT)
    _mouse(rules, QEvent.Type.MouseMove, start + QPoint(0, 200), LEFT)
    _key(rules, Qt.Key.Key_Escape)
    _mouse(rules, QEvent.Type.MouseButtonRelease, start + QPoint(0, 200), NONE)
    assert desk.heard == []


def test_that_a_group_is_dragged_by_its_header(rules: RuleList, desk: Desk) -> None:
    header = rules.visualRect(rules.model().index(rules.position_of("group", "g3"), 0))
    start = header.center() - QPoint(150, 0)
    _drag(rules, start, start - QPoint(0, 100), QPoint(start.x(), 5))
    assert desk.edits == [MoveGroup("m1", "g3", 0)]


@pytest.mark.parametrize(
    ("key", "modifier", "edit"),
    [
        (Qt.Key.Key_Space, NONE, ChangeRule),
        (Qt.Key.Key_Delete, NONE, RemoveRule),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, AddRules),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier, MoveRule),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, MoveRule),
    ],
)
def test_that_keys_change_the_chosen_rule(
    rules: RuleList, desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier, edit: type
) -> None:
    rules.choose("r2")
    _key(rules, key, *([modifier] if modifier is not NONE else []))
    assert [type(e) for e in desk.edits] == [edit]


def test_that_keys_ask_the_page(rules: RuleList, desk: Desk, asked: Asked) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    rules.choose("r2")
    _key(rules, Qt.Key.Key_Return)
    _key(rules, Qt.Key.Key_C, control)
    _key(rules, Qt.Key.Key_X, control)
    _key(rules, Qt.Key.Key_V, control)
    _key(rules, Qt.Key.Key_Insert)
    assert asked == [
        ("edit", "r2"),
        ("copy", ("r2",)),
        ("cut", ("r2",)),
        ("paste", ("g1", 2)),
        ("add", ("g1", 2)),
    ]
    assert desk.heard == []


def test_that_a_digit_goes_to_the_points_and_enter_comes_back(rules: RuleList, desk: Desk) -> None:
    rules.choose("r2")
    QTest.keyClicks(rules, "-")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "12")
    rule = desk.model.rule("r2")
    assert rule is not None
    assert rule.award == Points(-12)
    assert len({gesture for _, gesture in desk.heard}) == 1
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert rules.hasFocus()


def test_that_tab_goes_to_the_points_and_escape_brings_the_saved_value(
    rules: RuleList, desk: Desk
) -> None:
    rules.choose("r1")
    _key(rules, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Points for If Job title")
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert desk.edits == [SetPoints("m1", "r1", 11)]
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert rules.hasFocus()


def test_that_left_goes_to_the_group_and_folds_it(rules: RuleList) -> None:
    rules.choose("r2")
    rows = rules.model().rowCount()
    _key(rules, Qt.Key.Key_Left)
    assert rules.rule == ""
    _key(rules, Qt.Key.Key_Left)
    assert rules.model().rowCount() == rows - 4
    _key(rules, Qt.Key.Key_Right)
    assert rules.model().rowCount() == rows
    rules.choose("r9")
    _key(rules, Qt.Key.Key_Up)
    _key(rules, Qt.Key.Key_Delete)


def test_that_choosing_a_rule_unfolds_its_group(rules: RuleList) -> None:
    _key(rules, Qt.Key.Key_Home)
    _key(rules, Qt.Key.Key_Left)
    rules.choose("r3")
    assert rules.rule == "r3"


def test_that_a_group_and_its_rules_go_and_the_next_is_chosen(rules: RuleList, desk: Desk) -> None:
    _key(rules, Qt.Key.Key_Home)
    _key(rules, Qt.Key.Key_Delete)
    assert desk.edits == [RemoveGroup("m1", "g1")]
    assert rules.row is not None


def test_that_a_removed_rule_leaves_the_next_one_chosen_and_says_so(rules: RuleList) -> None:
    rules.choose("r2")
    told: list[str] = []
    rules.chosen.connect(told.append)
    _key(rules, Qt.Key.Key_Delete)
    assert told == ["r3"]
    assert rules.rule == "r3"


def test_that_f2_renames_and_escape_does_not(rules: RuleList, desk: Desk) -> None:
    rules.choose("r2")
    for typed, end in (("Lost", Qt.Key.Key_Escape), ("Sector", Qt.Key.Key_Return)):
        _key(rules, Qt.Key.Key_F2)
        line = QApplication.focusWidget()
        assert line is not None
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, end)
        assert rules.hasFocus()
    assert [e.rule.name for e in desk.edits if isinstance(e, ChangeRule)] == ["Sector"]


def test_that_the_menu_offers_what_keys_do(rules: RuleList, desk: Desk) -> None:
    _click(rules, _places(rules, "r2").menu.center())
    menus = rules.findChildren(QMenu)
    texts = [action.text() for action in menus[0].actions() if action.text()]
    assert texts == [
        "Edit", "Rename", "Note", "Choose its leads", "Clone", "Copy", "Cut", "Paste below",
        "Move up", "Move down", "Mute", "Delete", "For tuning",
    ]  # fmt: skip
    next(a for a in menus[0].actions() if a.text() == "Clone").trigger()
    menus[0].close()
    assert [type(e) for e in desk.edits] == [AddRules]
    assert rules.rule == "r10"


def test_that_headers_fold_add_and_open_their_limit(rules: RuleList, asked: Asked) -> None:
    row = rules.row_at(0)
    assert isinstance(row, HeaderRow)
    places = header_places(rules.visualRect(rules.model().index(0, 0)), row)
    _click(rules, places.add.center())
    _click(rules, places.limit.center())
    _click(rules, places.fold.center())
    assert asked == [("add", ("g1", 4)), ("edit group", "g1")]
    assert rules.position_of("rule", "r1") == -1


def test_that_the_empty_group_and_the_foot_offer_more(rules: RuleList, asked: Asked) -> None:
    for kind, name in (("empty", "g4"), ("foot", "")):
        position = rules.position_of(kind, name)
        rules.scrollToBottom()
        _click(rules, rules.visualRect(rules.model().index(position, 0)).center())
    assert asked == [("add", ("g4", 0)), ("add group", None)]


def test_that_a_moved_figure_repaints_only_the_figures(
    rules: RuleList,
    desk: Desk,
    evaluation: Evaluation,
    saved: ScoringModel,
    findings: dict[str, Problem],
) -> None:
    rules.choose("r1")
    QApplication.processEvents()
    figures = dict(evaluation.rules)
    figures["r2"] = RuleFigures(figures["r2"].hits, 35)
    rules.present(desk.model, replace(evaluation, rules=figures), saved, findings)
    QApplication.processEvents()
    painted = rules._delegate.region.boundingRect()
    assert not painted.isEmpty()
    assert _places(rules, "r2").evidence.contains(painted)


def test_that_nothing_new_paints_nothing(
    rules: RuleList,
    desk: Desk,
    evaluation: Evaluation,
    saved: ScoringModel,
    findings: dict[str, Problem],
) -> None:
    rules._delegate.region = QRegion()
    rules.present(desk.model, evaluation, saved, dict(findings))
    QApplication.processEvents()
    assert rules._delegate.region.isEmpty()


def test_that_scrolling_paints_only_what_comes_into_sight_and_shows_the_same(
    rules: RuleList, desk: Desk, evaluation: Evaluation
) -> None:
    rules.resize(720, 300)
    rules.choose("r1")
    rules.present(desk.model, evaluation, None, {})
    QApplication.processEvents()
    bar = rules.verticalScrollBar()
    for step in (20, 40, -10):
        bar.setValue(bar.value() + step)
        QApplication.processEvents()
        painted = sum(rect.height() for rect in rules._delegate.region)
        assert 0 < painted <= abs(step) + 60
    window = rules.window()
    shown = window.screen().grabWindow(window.winId()).toImage()
    window.repaint()
    QApplication.processEvents()
    assert shown == window.screen().grabWindow(window.winId()).toImage()
    assert len({shown.pixel(x, y) for x in range(700) for y in range(0, 300, 7)}) > 5


def test_that_no_pixel_below_the_rows_is_left_over(rules: RuleList) -> None:
    rules.resize(720, 900)
    rules.present(ScoringModel("m2", "Empty"))
    image = rules.viewport().grab().toImage()
    ground = theme.current().color("surface").rgb()
    assert {image.pixel(x, y) for x in (5, 300) for y in range(0, 890, 10)} == {ground}


def test_that_a_screen_reader_hears_the_rule_its_points_and_its_figures(rules: RuleList) -> None:
    position = rules.position_of("rule", "r2")
    said = rules.model().index(position, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "If Industry is one of A B: +10" in said
    assert "hits 1,740" in said
    assert "lift not proven" in said
    interface = QAccessible.queryAccessibleInterface(rules)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Rules"


def test_that_the_scale_grows_with_a_rule_but_does_not_shrink_again(
    rules: RuleList, desk: Desk
) -> None:
    rules.choose("r2")
    slider = rules.findChild(PointsSlider)
    assert slider is not None
    for points, span in ((80, 100), (3, 100)):
        rule = desk.model.rule("r2")
        assert rule is not None
        rules.present(desk.model.with_rule(replace(rule, award=Points(points))))
        assert slider.maximum() == span


def test_that_cards_grow_with_the_scale(rules: RuleList, qapp: QApplication) -> None:
    usual = _places(rules, "r1").grip.height()
    try:
        theme.apply(qapp, False, 2.0)
        QApplication.processEvents()
        assert _places(rules, "r1").grip.height() > 1.5 * usual
        theme.apply(qapp, True, 1.0)
        assert not rules.grab().isNull()
    finally:
        theme.apply(qapp, False, 1.0)


def test_that_a_model_without_groups_is_shown_as_nothing(rules: RuleList) -> None:
    rules.present(ScoringModel("m2", "Empty"))
    assert rules.model().rowCount() == 0
    assert not rules.grab().isNull()


def test_that_a_rule_is_locked_for_tuning_by_key_and_by_menu_and_its_card_says_so(
    rules: RuleList, asked: Asked, desk: Desk, evaluation: Evaluation
) -> None:
    rules.choose("r6")
    lock = (Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    _key(rules, *lock)
    assert asked.pop() == ("hold", ("r6", Hold.LOCK))
    free = _places(rules, "r6")
    rules.present(desk.model, evaluation, None, {}, {"r6": Hold.LOCK})
    marked = _places(rules, "r6")
    assert marked.mark.right() < marked.sentence.left()
    assert (marked.points, marked.evidence) == (free.points, free.evidence)
    spoken = rules.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "tuning keeps its points" in spoken
    _key(rules, *lock)
    assert asked.pop() == ("hold", ("r6", Hold.FREE))
    _key(rules, Qt.Key.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    under = next(found for found in menu.findChildren(QMenu) if found.title() == "For tuning")
    ticked = {action.text(): action.isChecked() for action in under.actions()}
    assert [text for text, on in ticked.items() if on] == ["Lock its points"]
    next(action for action in under.actions() if action.text() == "Must stay").trigger()
    menu.close()
    assert asked.pop() == ("hold", ("r6", Hold.KEEP))
