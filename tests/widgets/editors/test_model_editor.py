from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import Evaluation
from models.leads.fields import Input, Kind
from models.problems import Problem
from models.project.document import Project
from models.project.edits import (
    AddGroup,
    AddRules,
    AnyEdit,
    ChangeBands,
    ChangeGroup,
    ChangeModel,
    ChangeOverrides,
    MoveThreshold,
)
from models.project.start import empty_model
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Axis, Move, Points, Scale, ScoringModel
from tests.widgets.editors.conftest import Desk
from widgets.editors.around import Around, AsOfFacts
from widgets.editors.as_of_edit import AsOfEdit, Way
from widgets.editors.model_editor import ModelEditor

FIELDS = (
    Input("Job title"),
    Input("Industry"),
    Input("City"),
    Input("Last demo request", Kind.DATE),
    Input("Employees", Kind.NUMBER),
)


class Page:
    """The left half of a page on a desk."""

    def __init__(self, desk: Desk, evaluation: Evaluation) -> None:
        self.desk, self.evaluation = desk, evaluation
        self.findings: dict[str, Problem] = {}
        self.editor = ModelEditor()
        self.asked: list[tuple[str, object]] = []
        self.editor.edited.connect(self._take)
        self.editor.requested.connect(lambda wish, what: self.asked.append((wish, what)))

    def _take(self, edit: AnyEdit, gesture: int) -> None:
        self.desk.take(edit, gesture)
        self.present()

    def present(self, fields: tuple[Input, ...] = FIELDS) -> None:
        self.editor.present(
            self.desk.model,
            Around(fields),
            evaluation=self.evaluation,
            findings=self.findings,
        )

    @property
    def shown(self) -> QWidget:
        widget = self.editor._stack.currentWidget()
        assert widget is not None
        return widget


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, evaluation: Evaluation) -> Iterator[Page]:
    made = Page(desk, evaluation)
    qtbot.addWidget(made.editor)
    made.editor.resize(700, 800)
    made.present()
    made.editor.show()
    made.editor.activateWindow()
    QApplication.processEvents()
    yield made
    made.editor.close()


def _bands(page: Page) -> list[tuple[str, int, bool]]:
    return [(band.name, band.threshold, band.mql) for band in page.desk.model.bands]


def test_that_enter_opens_a_rule_and_escape_brings_back_to_it(page: Page) -> None:
    page.editor.rules.setFocus()
    page.editor.choose("r2")
    QTest.keyClick(page.editor.rules, Qt.Key.Key_Return)
    assert page.shown is page.editor.rule
    assert page.editor.rule.rule == "r2"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QTest.keyClick(page.editor.rule, Qt.Key.Key_Escape)
    assert page.shown is page.editor.rules
    assert page.editor.rules.rule == "r2"
    assert page.editor.rules.hasFocus()
    assert page.desk.heard == []


def test_that_a_new_rule_asks_its_field_first_and_moves_no_score(page: Page) -> None:
    page.editor.choose("r2")
    page.editor.add.click()
    edit = page.desk.edits[0]
    assert isinstance(edit, AddRules)
    assert (edit.group, edit.index) == ("g1", 2)
    rule = edit.rules[0]
    assert rule.award == Points(0)
    assert rule.when == FieldTest("City", Test.IS_KNOWN)  # the first field no rule asks
    assert page.editor.rule.rule == rule.id
    assert page.editor.rule.condition.leaf_rows()[0].field.is_open


def test_that_a_rule_added_at_the_head_of_a_group_comes_into_that_group(page: Page) -> None:
    first = page.desk.model.groups[0]
    assert len(page.desk.model.groups) > 1
    rules = page.editor.rules
    rules.setCurrentIndex(rules.model().index(rules.position_of("group", first.id), 0))
    page.editor.add_rule()
    edit = page.desk.edits[0]
    assert isinstance(edit, AddRules)
    assert (edit.group, edit.index) == (first.id, len(first.rules))


def test_that_an_open_rule_that_is_undone_closes(page: Page) -> None:
    before = page.desk.project
    page.editor.add.click()
    page.desk.project = before
    page.present()
    assert page.shown is page.editor.rules


def test_that_an_empty_model_says_what_to_do_and_the_first_rule_brings_its_group(
    page: Page,
) -> None:
    model = ScoringModel("m1", "New")
    page.desk.project = Project(models=(model,), chosen="m1")
    page.present()
    assert page.shown is page.editor.empty
    page.editor.empty.asked.emit()
    edit = page.desk.edits[0]
    assert isinstance(edit, AddGroup)
    assert edit.group.axis is Axis.FIT
    assert len(edit.group.rules) == 1
    assert page.shown is page.editor.rule


def test_that_groups_without_rules_offer_history_and_templates_and_one_rule_takes_that_away(
    page: Page,
) -> None:
    full = page.desk.model
    bare = replace(full, groups=tuple(replace(group, rules=()) for group in full.groups))
    page.desk.project = page.desk.project.with_model(bare)
    page.present()
    first = page.editor.first
    assert page.shown is page.editor.rules
    assert first.isVisibleTo(page.editor)
    assert f"{page.evaluation.all.converted} conversions" in first.learn.text()
    first.learn.click()
    first.template.click()
    assert page.asked == [("learn", None), ("template", None)]
    page.editor.add.click()
    page.editor.close_rule()
    assert not first.isVisibleTo(page.editor)


def test_that_a_rule_for_no_group_at_hand_goes_to_one_that_can_give_points(page: Page) -> None:
    page.desk.project = page.desk.project.with_model(empty_model("m1", "New"))
    page.present()
    assert not page.editor.rules.group
    page.editor.add.click()
    edit = page.desk.edits[0]
    assert isinstance(edit, AddRules)
    assert page.desk.model.group(edit.group).name == "Fit"


def test_that_without_fields_no_rule_is_made(page: Page) -> None:
    page.present(())
    page.editor.add.click()
    assert page.desk.heard == []


def test_that_the_clipboard_is_asked_of_the_page(page: Page) -> None:
    page.editor.rules.setFocus()
    page.editor.choose("r2")
    QTest.keyClick(page.editor.rules, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.editor.rules, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.asked == [("copy", ("r2",)), ("paste", ("g1", 2))]


def test_that_rules_are_found_by_words_and_escape_shows_all(page: Page) -> None:
    QTest.keyClick(page.editor.rules, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.editor.find_rule()
    QTest.keyClicks(page.editor.filter, "demo request")
    shown = [row.key for row in page.editor.rules._rows.rows if row.key[0] == "rule"]
    assert shown == [("rule", "r5"), ("rule", "r6")]
    QTest.keyClick(page.editor.filter, Qt.Key.Key_Escape)
    assert len(page.editor.rules._rows.rows) == 15
    assert page.editor.rules.hasFocus()


def test_that_a_note_is_reached_from_the_menu(page: Page) -> None:
    page.editor.rules.requested.emit("note", "r2")
    assert page.editor.rule.note.hasFocus()


# Groups


def test_that_a_new_group_is_named_at_once(page: Page) -> None:
    page.editor.rules.requested.emit("add group", None)
    assert isinstance(page.desk.edits[0], AddGroup)
    assert page.editor.group.isVisible()
    QTest.keyClicks(page.editor.group.name, "Social")
    group = page.desk.model.groups[-1]
    assert group.name == "Social"
    typed = [gesture for edit, gesture in page.desk.heard if isinstance(edit, ChangeGroup)]
    assert len(set(typed)) == 1
    QTest.keyClick(page.editor.group.name, Qt.Key.Key_Escape)
    assert not page.editor.group.isVisible()


def test_that_limits_are_typed_and_the_wrong_way_round_is_said(page: Page) -> None:
    page.editor.edit_group("g1")
    most = page.editor.group.limits.most
    most.setFocus()
    most.selectAll()
    QTest.keyClicks(most, "45")
    group = page.desk.model.group("g1")
    assert group is not None
    assert (group.least, group.most) == (0, 45)
    assert len(group.rules) == 4
    most.selectAll()
    QTest.keyClicks(most, "-9")
    assert "larger than the most" in page.editor.group._message.text()
    most.selectAll()
    QTest.keyClick(most, Qt.Key.Key_Delete)
    group = page.desk.model.group("g1")
    assert group is not None
    assert group.most is None


def test_that_a_press_outside_closes_the_group(page: Page) -> None:
    page.editor.edit_group("g1")
    QTest.mouseClick(page.editor.group.axis, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    page.editor.group.axis.hidePopup()
    assert page.editor.group.isVisible()
    QTest.mouseClick(page.editor.rules.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert not page.editor.group.isVisible()


def test_that_a_group_that_went_closes_its_panel(page: Page) -> None:
    page.editor.edit_group("g4")
    page.desk.project = Project(
        models=(replace(page.desk.model, groups=page.desk.model.groups[:3]),), chosen="m1"
    )
    page.present()
    assert not page.editor.group.isVisible()


# Bands and overrides


@pytest.fixture
def settings(page: Page) -> Page:
    page.editor.tabs.setCurrentIndex(1)
    QApplication.processEvents()
    return page


def test_that_the_settings_tell_nothing_when_shown(settings: Page) -> None:
    assert settings.shown is settings.editor.settings
    settings.present()
    assert settings.desk.heard == []


def test_that_a_threshold_stays_between_its_neighbours_and_says_so(settings: Page) -> None:
    line = settings.editor.settings.bands._lines[1]  # MQL, below Hot
    line.threshold.setFocus()
    line.threshold.selectAll()
    QTest.keyClicks(line.threshold, "60")
    assert settings.desk.edits == [MoveThreshold("m1", 2, 60)]
    line.threshold.selectAll()
    QTest.keyClicks(line.threshold, "99")
    assert settings.editor.settings.bands._message.text() == "MQL can begin from 41 to 74."
    assert settings.desk.model.bands[2].threshold == 60


def test_that_bands_are_renamed_chosen_added_and_removed(settings: Page) -> None:
    bands = settings.editor.settings.bands
    bands._lines[1].name.setFocus()
    bands._lines[1].name.selectAll()
    QTest.keyClicks(bands._lines[1].name, "Hot")
    assert bands._message.text() == "There is a band Hot already."
    QTest.keyClicks(bands._lines[1].name, "ter")
    bands._lines[2].mql.click()
    bands.add.click()
    assert _bands(settings) == [
        ("Cold", 0, False),
        ("Warm", 40, True),
        ("Hotter", 55, False),
        ("Hot", 75, False),
        ("Top", 87, False),
    ]
    bands._lines[3].remove.click()  # Warm, which held the MQL threshold
    assert _bands(settings) == [
        ("Cold", 0, False),
        ("Hotter", 55, True),
        ("Hot", 75, False),
        ("Top", 87, False),
    ]
    assert all(isinstance(edit, ChangeBands) for edit in settings.desk.edits)


def test_that_the_lowest_band_cannot_go_or_move(settings: Page) -> None:
    lowest = settings.editor.settings.bands._lines[-1]
    assert not lowest.threshold.isEnabled()
    assert not lowest.remove.isEnabled()
    assert not lowest.mql.isEnabled()


def test_that_a_new_override_moves_nothing_before_it_is_whole(settings: Page) -> None:
    editor = settings.editor.settings.overrides
    editor.add.click()
    box = editor._boxes[-1]
    assert len(editor._boxes) == 2
    assert settings.desk.heard == []
    box.name.setFocus()
    QTest.keyClicks(box.name, "!")
    assert settings.desk.heard == []
    row = box.condition.leaf_rows()[0]
    QTest.keyClicks(row.field, "city")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    row.test.picked.emit(Test.IS_BLANK)
    model = settings.desk.model
    assert model.overrides[1].when == FieldTest("City", Test.IS_BLANK)
    assert "!" in model.overrides[1].name
    assert model.overrides[1].id == "o2"


def test_that_overrides_are_changed_moved_and_removed(settings: Page) -> None:
    editor = settings.editor.settings.overrides
    box = editor._boxes[0]
    box.move_box.picked.emit(Move.EXACTLY)
    box.band.picked.emit("Hot")
    override = settings.desk.model.overrides[0]
    assert (override.move, override.band) == (Move.EXACTLY, "Hot")
    second = replace(override, id="o2", name="Second")
    settings.desk.take(ChangeOverrides("m1", (override, second)), 0)
    settings.present()
    editor._boxes[1].asked.emit("up")
    assert [o.id for o in settings.desk.model.overrides] == ["o2", "o1"]
    editor._boxes[0].asked.emit("remove")
    assert [o.id for o in settings.desk.model.overrides] == ["o1"]


def test_that_an_override_to_a_band_that_is_gone_says_so(settings: Page) -> None:
    bands = tuple(b for b in settings.desk.model.bands if b.name != "MQL")
    bands = (*bands[:-1], replace(bands[-1], mql=True))
    settings.desk.take(ChangeBands("m1", bands), 0)
    settings.present()
    box = settings.editor.settings.overrides._boxes[0]
    assert box.band.currentText() == "MQL (no such band)"


def test_that_base_day_name_and_notes_are_typed(settings: Page) -> None:
    shown = settings.editor.settings
    QTest.keyClick(shown.base, Qt.Key.Key_Up)
    shown.as_of.way.picked.emit(Way.FIXED)
    shown.as_of.day.selectAll()
    QTest.keyClicks(shown.as_of.day, "2026-02-30")
    assert "February has 28 days" in shown.as_of.says.text()
    shown.as_of.day.selectAll()
    QTest.keyClicks(shown.as_of.day, "2026-03-01")
    shown.name.setFocus()
    QTest.keyClicks(shown.name, "X")
    QTest.keyClicks(shown.notes, "why")
    model = settings.desk.model
    assert (model.base, model.as_of, model.notes) == (1, date(2026, 3, 1), "why")
    assert "X" in model.name
    assert all(isinstance(edit, ChangeModel) for edit in settings.desk.edits)
    shown.as_of.day.selectAll()
    QTest.keyClick(shown.as_of.day, Qt.Key.Key_Delete)
    assert settings.desk.model.as_of is None


def test_that_each_lead_can_have_a_day_of_its_own(settings: Page) -> None:
    shown = settings.editor.settings.as_of
    shown.way.picked.emit(Way.OWN)
    assert settings.desk.model.own_day == 30
    shown.days.selectAll()
    QTest.keyClicks(shown.days, "14")
    assert settings.desk.model.own_day == 14
    assert settings.desk.model.as_of is None
    QTest.keyClicks(shown.days, "000")
    assert settings.desk.model.own_day == 1400
    QTest.keyClicks(shown.days, "0")
    assert settings.desk.model.own_day == 1400
    assert shown.says.text() == "Type at most 3,650 days."
    shown.way.picked.emit(Way.DATA)
    assert (settings.desk.model.own_day, settings.desk.model.as_of) == (None, None)


@pytest.mark.parametrize(
    ("facts", "own", "said"),
    [
        (None, None, "The newest day that the data have."),
        (
            AsOfFacts(date(2026, 3, 31), 9),
            None,
            "The newest day that the data have, now 31 Mar 2026.",
        ),
        (
            AsOfFacts(date(2026, 3, 31), 9),
            30,
            "Never later than the day before its outcome, nor than 31 Mar 2026. "
            "All 9 leads are old enough.",
        ),
        (
            AsOfFacts(date(2026, 3, 31), 7, 1, 2),
            30,
            "Never later than the day before its outcome, nor than 31 Mar 2026. "
            "1 lead is too young and 2 leads have no day of creation: left out, 7 are scored.",
        ),
        (
            AsOfFacts(date(2026, 3, 31), 0, 1200),
            30,
            "Never later than the day before its outcome, nor than 31 Mar 2026. "
            "1,200 leads are too young: left out, no lead is scored.",
        ),
    ],
)
def test_that_the_as_of_day_says_whom_it_leaves_out(
    qtbot: QtBot, facts: AsOfFacts | None, own: int | None, said: str
) -> None:
    edit = AsOfEdit()
    qtbot.addWidget(edit)
    edit.present(None, own, facts)
    assert edit.says.text() == said


def test_that_the_scale_keeps_its_bands_inside(settings: Page) -> None:
    ends = settings.editor.settings.scale_ends
    ends.most.setFocus()
    ends.most.selectAll()
    QTest.keyClicks(ends.most, "200")
    assert settings.desk.model.scale == Scale(0, 200)
    ends.least.setFocus()
    ends.least.selectAll()
    QTest.keyClicks(ends.least, "-50")
    assert settings.desk.model.scale == Scale(-50, 200)
    assert settings.desk.model.bands[0].threshold == -50
    ends.most.selectAll()
    QTest.keyClicks(ends.most, "60")
    assert "Hot begins at 75" in settings.editor.settings._message.text()
    assert settings.desk.model.scale == Scale(-50, 200)
