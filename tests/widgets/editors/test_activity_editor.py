"""Activities in the rule editor by mouse and keys: sentences of inputs that tell whole rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import Evaluation
from models.leads.fields import Input, Kind
from models.leads.pattern_hits import PatternHits
from models.leads.tally import TypeCounts, ValueCount
from models.project.edits import AnyEdit, ChangeRule, SetPoints
from models.scoring.awards import ByCount, CountPoints, PerOccurrence, Points
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Test,
)
from models.scoring.model import Rule
from tests.widgets.editors.conftest import SENIOR, Desk
from widgets.editors.activity_rows import NOT_OPEN, ActivityRow, InactiveRow, SequenceRow
from widgets.editors.around import Activities, Around
from widgets.editors.award_draft import Way
from widgets.editors.branch_box import BranchBox
from widgets.editors.leaf_row import LeafRow
from widgets.editors.rule_editor import RuleEditor
from widgets.editors.value_inputs import PatternInput, TagsInput

TYPES = TypeCounts(
    ValueCount("", 900, 90, 800, 5000),
    (
        ValueCount("Page visited", 800, 80, 700, 4000),
        ValueCount("Webinar attended", 300, 60, 280, 400),
        ValueCount("Demo requested", 100, 40, 90, 120),
    ),
)
FIELDS = (Input("Job title"), Input("Country"), Input("Created", Kind.DATE))
ACTIVITIES = Activities(
    lambda: TYPES,
    (Input("Topic"), Input("Seconds", Kind.NUMBER)),
    lambda detail, types: [ValueCount(f"{detail} of {types[0]}", 50, 9, 40, 70)],
)
WEBINAR = Selection(("Webinar attended",))


class Open:
    """The rule editor on a desk."""

    def __init__(self, desk: Desk, evaluation: Evaluation) -> None:
        self.desk, self.evaluation = desk, evaluation
        self.editor = RuleEditor()
        self.activities: Activities | None = ACTIVITIES
        self.waits = False
        self.editor.edited.connect(self._take)

    def _take(self, edit: AnyEdit, gesture: int) -> None:
        self.desk.take(edit, gesture)
        if not self.waits:
            self.present()

    def present(self) -> None:
        hits = PatternHits(2, 9, ("VP Sales", "VP IT"))
        around = Around(FIELDS, activities=self.activities, hits=lambda field, pattern: hits)
        self.editor.present(self.desk.model, "r1", around, evaluation=self.evaluation)

    def ask(self, when: Condition | None) -> None:
        """The rule asks this now."""
        self.desk.take(ChangeRule("m1", replace(self.rule, when=when)), 0)
        self.desk.heard.clear()
        self.present()

    @property
    def rule(self) -> Rule:
        rule = self.desk.model.rule("r1")
        assert rule is not None
        return rule

    @property
    def rows(self) -> list[object]:
        return list(self.editor.condition.rows())


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, evaluation: Evaluation) -> Iterator[Open]:
    made = Open(desk, evaluation)
    qtbot.addWidget(made.editor)
    made.editor.resize(720, 700)
    made.present()
    made.editor.show()
    made.editor.activateWindow()
    QApplication.processEvents()
    yield made
    made.editor.close()


def focused() -> QLineEdit:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    return widget


def activity(opened: Open, place: int = -1) -> ActivityRow:
    row = opened.rows[place]
    assert isinstance(row, ActivityRow)
    return row


def test_that_a_condition_offers_an_activity_a_sequence_and_inactivity(opened: Open) -> None:
    opened.editor.condition.add_leaf.click()
    chooser = opened.editor.condition.leaf_rows()[-1].field
    texts = [pick.text for pick in chooser._list._model.picks]
    assert texts[:3] == ["An activity", "One activity after another", "No activity for some days"]
    assert texts[3:] == ["Job title", "Country", "Created"]
    assert chooser._list.position == 3, "Enter takes a field, as before"


def test_that_a_type_that_is_typed_for_becomes_a_test_at_once(opened: Open) -> None:
    opened.ask(None)
    opened.editor.condition.add_leaf.click()
    QTest.keyClicks(focused(), "webi")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert opened.rule.when == ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,))
    number = focused()
    number.selectAll()
    QTest.keyClicks(number, "3")
    assert opened.rule.when == ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (3.0,))


def test_that_what_begins_with_the_typed_text_comes_first(opened: Open) -> None:
    opened.editor.condition.add_leaf.click()
    chooser = opened.editor.condition.leaf_rows()[-1].field
    QTest.keyClicks(chooser, "de")
    assert [pick.text for pick in chooser._list._model.picks] == [
        "Demo requested",
        "Webinar attended",
    ]
    QTest.keyClicks(chooser, "x")
    assert chooser._list._model.picks[0].text == "No field contains \u201cdex\u201d."
    chooser.selectAll()
    QTest.keyClicks(chooser, "c")
    texts = [pick.text for pick in chooser._list._model.picks]
    assert texts[:2] == ["Country", "Created"]
    assert "An activity" in texts[2:], "what only contains it comes after"


def test_that_values_of_details_are_those_of_the_types(opened: Open) -> None:
    of = replace(WEBINAR, where=FieldTest("Topic", Test.IS_ONE_OF, ("A",)))
    opened.ask(ActivityTest(Quantity(of=of), Test.AT_LEAST, (1.0,)))
    where = activity(opened).quantity.chosen.where
    assert isinstance(where, BranchBox)
    tags = where.leaf_rows()[0].findChild(TagsInput)
    assert tags is not None
    QTest.keyClicks(tags.tags.line, "topic")
    picks = [pick.text for pick in tags.tags.line._list._model.picks]
    assert picks[0] == "Topic of Webinar attended"


def test_that_an_activity_without_types_changes_nothing_until_it_has_them(opened: Open) -> None:
    opened.editor.condition.add_leaf.click()
    QTest.keyClicks(focused(), "an act")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    row = activity(opened)
    assert opened.desk.heard == []
    assert row._message.text() == "Not used yet. Choose types of activity, or any activity."
    assert focused() is row.quantity.chosen.types.tags.line, "the types come first"
    QTest.keyClicks(focused(), "any")
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert opened.rule.when == AllOf((SENIOR, ActivityTest(Quantity(), Test.AT_LEAST, (1.0,))))


def test_that_a_type_takes_the_place_of_any_activity(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(), Test.AT_LEAST, (1.0,)))
    line = activity(opened).quantity.chosen.types.tags.line
    QTest.keyClicks(line, "Page visited;")
    assert opened.rule.selections() == (Selection(("Page visited",)),)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert opened.rule.selections() == (Selection(("Page visited",)),), "a gap is told to nobody"
    assert "Choose types" in activity(opened)._message.text()


def test_that_types_are_offered_with_times_leads_and_conversion(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,)))
    line = activity(opened).quantity.chosen.types.tags.line
    QTest.keyClicks(line, "p")
    assert line._list._heads.heads[1:] == ("times", "leads", "convert")
    pick = line._list._model.picks[0]
    assert (pick.text, pick.notes) == ("Page visited", ("4,000", "800", "11.4\u202f%"))


def test_that_a_window_is_typed_as_one_gesture(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,)))
    chosen = activity(opened).quantity.chosen
    chosen.window.picked.emit(True)
    assert opened.rule.selections()[0].days == 30
    assert focused() is chosen.days.edit
    QTest.keyClicks(focused(), "90")
    assert opened.rule.selections()[0].days == 90
    assert len({gesture for _, gesture in opened.desk.heard[1:]}) == 1
    chosen.window.picked.emit(False)
    assert opened.rule.selections()[0].days is None


def test_that_measures_read_details_and_days(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,)))
    parts = activity(opened).quantity
    parts.measure.picked.emit(Measure.SUM)
    assert opened.desk.heard == []
    assert [item.name for item in parts.detail._fields] == ["Seconds"], "only numbers are summed"
    parts.detail.picked.emit("Seconds")
    summed = Quantity(Measure.SUM, WEBINAR, "Seconds")
    assert opened.rule.when == ActivityTest(summed, Test.AT_LEAST, (1.0,))
    parts.measure.picked.emit(Measure.LAST)
    row = activity(opened)
    assert row._message.text() == "Not used yet. Type a number of days."
    row.test.picked.emit(Test.WEEKDAY)
    assert row._message.text() == "Not used yet. Press at least one day."


def test_that_details_are_asked_behind_where(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,)))
    chosen = activity(opened).quantity.chosen
    chosen.add_where.click()
    where = chosen.where
    assert isinstance(where, BranchBox)
    leaf = where.leaf_rows()[0]
    assert leaf.where.isVisible()
    assert leaf.field.is_open
    assert [pick.text for pick in leaf.field._list._model.picks] == ["Topic", "Seconds"]
    QTest.keyClicks(focused(), "topic")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "Pricing;")
    asked = FieldTest("Topic", Test.IS_ONE_OF, ("Pricing",))
    of = replace(WEBINAR, where=asked)
    assert opened.rule.when == ActivityTest(Quantity(of=of), Test.AT_LEAST, (1.0,))
    leaf.tools.asked.emit("add")
    assert len(where.leaf_rows()) == 2
    assert opened.rule.when == ActivityTest(Quantity(of=of), Test.AT_LEAST, (1.0,))
    for row in reversed(where.leaf_rows()):
        row.tools.asked.emit("remove")
    assert opened.rule.selections() == (WEBINAR,)
    assert not where.isVisible()


def test_that_a_sequence_is_told_when_both_are_chosen(opened: Open) -> None:
    opened.ask(None)
    opened.editor.condition.add_leaf.click()
    QTest.keyClicks(focused(), "one activity")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    row = opened.rows[0]
    assert isinstance(row, SequenceRow)
    assert row._message.text() == "Not used yet. Choose what comes first."
    QTest.keyClicks(row.first.types.tags.line, "Webinar attended;")
    assert row._message.text() == "Not used yet. Choose what comes then."
    QTest.keyClicks(row.then.types.tags.line, "Demo requested;")
    demo = Selection(("Demo requested",))
    assert opened.rule.when == FollowedBy(WEBINAR, demo, 7)
    row.within.setFocus()
    row.within.select_all()
    QTest.keyClicks(row.within.edit, "14")
    assert opened.rule.when == FollowedBy(WEBINAR, demo, 14)
    assert opened.rule.name == "Job title", "a name that somebody gave stays"


def test_that_a_sequence_says_whose_details_are_asked(opened: Open) -> None:
    asked = FieldTest("Topic", Test.IS, ("A",))
    opened.ask(FollowedBy(replace(WEBINAR, where=asked), Selection((), asked), 7))
    row = opened.rows[0]
    assert isinstance(row, SequenceRow)
    words = []
    for parts in (row.first, row.then):
        assert isinstance(parts.where, BranchBox)
        words.append(parts.where.leaf_rows()[0].where.text())
    assert words == ["the first where", "the second where"]


def test_that_inactivity_is_any_activity_until_a_type_is_named(opened: Open) -> None:
    opened.ask(None)
    opened.editor.condition.add_leaf.click()
    QTest.keyClicks(focused(), "no act")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    row = opened.rows[0]
    assert isinstance(row, InactiveRow)
    assert opened.rule.when == Inactive(30)
    QTest.keyClicks(focused(), "60")
    assert opened.rule.when == Inactive(60)
    QTest.keyClicks(row.types.tags.line, "Page visited;")
    assert opened.rule.when == Inactive(60, ("Page visited",))
    row._do("not")
    assert opened.rule.when == Not(Inactive(60, ("Page visited",)))
    assert row.negate.isVisible()


def test_that_a_type_that_does_not_occur_is_told(opened: Open) -> None:
    opened.ask(Inactive(9, ("page VISITED", "Nothing")))
    row = opened.rows[0]
    assert isinstance(row, InactiveRow)
    assert row._message.text() == "No activity is of the type \u201cNothing\u201d."


def test_that_without_activities_types_and_details_are_typed(opened: Open) -> None:
    opened.activities = None
    opened.ask(None)
    opened.editor.condition.add_leaf.click()
    QTest.keyClicks(focused(), "an act")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert opened.editor.condition._message.text() == NOT_OPEN
    QTest.keyClicks(focused(), "Login;")
    row = activity(opened)
    row.quantity.chosen.add_where.click()
    QTest.keyClicks(focused(), "Page")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "Prices;")
    asked = FieldTest("Page", Test.IS_ONE_OF, ("Prices",))
    of = Selection(("Login",), asked)
    assert opened.rule.when == ActivityTest(Quantity(of=of), Test.AT_LEAST, (1.0,))


def test_that_a_pattern_says_its_fault_and_what_it_matches(opened: Open) -> None:
    opened.ask(FieldTest("Job title", Test.MATCHES, ("^VP",)))
    row = opened.rows[0]
    assert isinstance(row, LeafRow)
    assert (
        "2 of 9 different values match: \u201cVP Sales\u201d, \u201cVP IT\u201d."
        in row._note.text()
    )
    assert "Not every system can run this." in row._note.text()
    line = row.findChild(PatternInput)
    assert line is not None
    QTest.keyClicks(line.line, "(")
    assert "RE2 cannot read the pattern" in row._message.text()
    assert opened.rule.when == FieldTest("Job title", Test.MATCHES, ("^VP",))
    QTest.keyClicks(line.line, "a)")
    assert opened.rule.when == FieldTest("Job title", Test.MATCHES, ("^VP(a)",))
    assert not row._message.isVisible()


def test_that_a_change_builds_on_one_whose_figures_are_not_there_yet(opened: Open) -> None:
    opened.waits = True
    row = opened.editor.condition.leaf_rows()[0]
    row.field.other.emit(("Webinar attended",))
    award = opened.editor.award
    award.way.picked.emit(Way.PER_OCCURRENCE)
    assert opened.rule.when == ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,))
    assert opened.rule.award == PerOccurrence(WEBINAR, 15, 3), "begins with what is asked now"
    for points in (14, 13):
        award.points.spin.setValue(points)
    assert opened.desk.edits[-2:] == [SetPoints("m1", "r1", 14, None), SetPoints("m1", "r1", 13)]
    assert award.activities._together.text() == "together at most +39"
    opened.editor.note.setPlainText("why")
    assert opened.rule.award == PerOccurrence(WEBINAR, 13, 3)


def test_that_a_list_of_numbers_is_pasted_from_a_spreadsheet(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(of=WEBINAR), Test.EQUALS_ONE_OF, (1.0,)))
    row = activity(opened)
    tags = row.findChild(TagsInput)
    assert tags is not None
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("2\r\n1,000\r\n2\r\n")
    tags.tags.line.setFocus()
    QTest.keyClick(tags.tags.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    asked = ActivityTest(Quantity(of=WEBINAR), Test.EQUALS_ONE_OF, (1.0, 2.0, 1000.0))
    assert opened.rule.when == asked
    clipboard.setText("3\nmany")
    QTest.keyClick(tags.tags.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert row._message.text() == "\u201cmany\u201d is not a number."
    assert opened.rule.when == asked, "all of them or none"
    clipboard.clear()


# Points by activities


def test_that_points_per_occurrence_are_told_with_the_most(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,)))
    award = opened.editor.award
    award.way.picked.emit(Way.PER_OCCURRENCE)
    assert opened.rule.award == PerOccurrence(WEBINAR, 15, 3)
    assert award.activities._together.text() == "together at most +45"
    award.points.spin.setValue(5)
    edit = opened.desk.edits[-1]
    assert edit == SetPoints("m1", "r1", 5, None), "a step of the slider is no change of the rule"
    assert award.activities._together.text() == "together at most +15"
    most = award.activities.most.edit
    most.setFocus()
    most.selectAll()
    QTest.keyClicks(most, "4")
    assert opened.rule.award == PerOccurrence(WEBINAR, 5, 4)
    most.selectAll()
    QTest.keyClick(most, Qt.Key.Key_Delete)
    assert award._message.text() == "Type how many times at most."
    award.points.spin.setValue(6)
    assert opened.rule.award == PerOccurrence(WEBINAR, 5, 4), "a gap is told to nobody"
    QTest.keyClicks(most, "2")
    assert opened.rule.award == PerOccurrence(WEBINAR, 6, 2)


def test_that_points_by_count_grow_line_by_line(opened: Open) -> None:
    opened.ask(ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (1.0,)))
    award = opened.editor.award
    award.way.picked.emit(Way.BY_COUNT)
    assert opened.rule.award == ByCount(Quantity(of=WEBINAR), (CountPoints(1, 15),))
    award.add.click()
    assert award._message.text() == "Type from which count on in every line."
    QTest.keyClicks(focused(), "3")
    steps = (CountPoints(1, 15), CountPoints(3, 0))
    assert opened.rule.award == ByCount(Quantity(of=WEBINAR), steps)
    award._rows[1].points.spin.setValue(20)
    assert opened.desk.edits[-1] == SetPoints("m1", "r1", 20, 1)
    name = award._rows[1].points.spin.accessibleName()
    assert name == "Points for the number of Webinar attended from 3 on"
    award.way.picked.emit(Way.ONCE)
    assert opened.rule.award == Points(20)
