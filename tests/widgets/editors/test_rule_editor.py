from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.evaluation.evaluation import Evaluation
from models.leads.fields import Input, Kind, Role
from models.leads.tally import ValueCount
from models.project.edits import AddRules, AnyEdit, ChangeRule, RemoveRule, SetPoints
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, Test
from models.scoring.model import ByRange, ByValue, Points, RangePoints, Rule, ScoringModel
from tests.widgets.editors.conftest import DEMO, SENIOR, Desk
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.award_draft import Way
from widgets.editors.draft_nodes import Joint
from widgets.editors.leaf_row import LeafRow
from widgets.editors.rule_editor import RuleEditor
from widgets.editors.value_inputs import NumbersInput, TagsInput, TextInput

FIELDS = (
    Input("Lead id", role=Role.ID),
    Input("Job title"),
    Input("Industry"),
    Input("Employees", Kind.NUMBER),
    Input("Country"),
    Input("Last demo request", Kind.DATE),
    Input("Pricing views", Kind.NUMBER),
    Input("E-mail domain"),
    Input("Newsletter", Kind.YES_NO),
    Input("Topics", Kind.MULTIPLE),
)


def _offers(field: str) -> Sequence[ValueCount]:
    return [ValueCount(f"{field} {i}", 100 - i, 40, 90) for i in range(12)]


class Open:
    """The editor on a desk, with what it asked for."""

    def __init__(self, desk: Desk, evaluation: Evaluation, saved: ScoringModel) -> None:
        self.desk, self.evaluation, self.saved = desk, evaluation, saved
        self.editor = RuleEditor()
        self.asked: list[tuple[str, object]] = []
        self.rule_id = ""
        self.counts: dict[Condition, int] = {}
        self.editor.edited.connect(self._take)
        self.editor.requested.connect(lambda wish, what: self.asked.append((wish, what)))

    def _take(self, edit: AnyEdit, gesture: int) -> None:
        self.desk.take(edit, gesture)
        self.present()

    def present(self) -> None:
        around = Around(FIELDS, _offers, self.counts)
        self.editor.present(
            self.desk.model,
            self.rule_id,
            around,
            evaluation=self.evaluation,
            saved=self.saved,
        )

    def show(self, rule_id: str) -> Open:
        self.rule_id = rule_id
        self.present()
        return self

    @property
    def rule(self) -> Rule:
        rule = self.desk.model.rule(self.rule_id)
        assert rule is not None
        return rule

    @property
    def rows(self) -> list[LeafRow]:
        return self.editor.condition.leaf_rows()


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, evaluation: Evaluation, saved: ScoringModel) -> Iterator[Open]:
    made = Open(desk, evaluation, saved)
    qtbot.addWidget(made.editor)
    made.editor.resize(720, 700)
    made.show("r1")
    made.editor.show()
    made.editor.activateWindow()
    QApplication.processEvents()
    yield made
    made.editor.close()


def _focused() -> object:
    return QApplication.focusWidget()


def _tags(row: LeafRow) -> TagsInput:
    found = row.findChild(TagsInput)
    assert found is not None
    return found


def test_that_presenting_tells_nobody(opened: Open) -> None:
    for rule in opened.desk.model.rules():
        opened.show(rule.id)
    opened.show("r1")
    assert opened.desk.heard == []
    assert opened.asked == []


def test_that_every_rule_is_shown_as_it_is(opened: Open) -> None:
    nested = opened.show("r6")
    assert [row.node.field for row in nested.rows] == [
        "Job title",
        "Pricing views",
        "Last demo request",
        "E-mail domain",
    ]
    assert nested.rows[3].node.negated
    assert nested.editor.condition.node.joint is Joint.ALL


def test_that_a_value_added_changes_the_rule_at_once(opened: Open) -> None:
    line = _tags(opened.rows[0]).tags.line
    QTest.keyClicks(line, "Chief;")
    assert opened.rule.when == replace(SENIOR, values=("VP", "Head", "Director", "Chief"))


def test_that_typing_a_text_is_live_and_one_gesture(opened: Open) -> None:
    opened.show("r8")
    line = opened.rows[0].findChild(TextInput)
    assert line is not None
    line.line.setFocus()
    line.line.selectAll()
    QTest.keyClicks(line.line, "Seg")
    whens = [e.rule.when for e in opened.desk.edits if isinstance(e, ChangeRule)]
    assert [w.values for w in whens if isinstance(w, FieldTest)] == [("S",), ("Se",), ("Seg",)]
    assert len({gesture for _, gesture in opened.desk.heard}) == 1
    QTest.keyClick(line.line, Qt.Key.Key_Escape)
    assert opened.asked == []  # it closed the offers
    QTest.keyClick(line.line, Qt.Key.Key_Escape)
    assert opened.asked == [("close", "r8")]


def test_that_a_gap_changes_nothing_until_it_is_filled(opened: Open) -> None:
    opened.editor.condition.add_leaf.click()
    assert len(opened.rows) == 2
    assert opened.desk.heard == []
    assert opened.rows[1].field.is_open
    QTest.keyClicks(opened.rows[1].field, "empl")
    QTest.keyClick(opened.rows[1].field, Qt.Key.Key_Return)
    assert opened.desk.heard == []
    numbers = opened.rows[1].findChild(NumbersInput)
    assert numbers is not None
    assert _focused() is numbers.edits[0]
    QTest.keyClicks(numbers.edits[0], "50")
    assert opened.rule.when == AllOf((SENIOR, FieldTest("Employees", Test.AT_LEAST, (50.0,))))
    assert len({gesture for _, gesture in opened.desk.heard}) == 1


def test_that_a_gap_stays_while_something_else_changes(opened: Open) -> None:
    opened.editor.condition.add_leaf.click()
    opened.editor.award.points.spin.setFocus()
    QTest.keyClick(opened.editor.award.points.spin, Qt.Key.Key_Up)
    assert opened.rule.award == Points(16)
    assert len(opened.rows) == 2
    assert opened.rows[1].node.field == ""


def test_that_an_undo_shows_the_rule_as_it_was(opened: Open) -> None:
    before = opened.desk.project
    _tags(opened.rows[0])._tell(("X",))
    opened.desk.project = before
    opened.present()
    assert _tags(opened.rows[0]).tags.values == ("VP", "Head", "Director")


def test_that_another_test_keeps_the_values_it_can_use(opened: Open) -> None:
    opened.rows[0].test.picked.emit(Test.IS_NOT_ONE_OF)
    assert opened.rule.when == replace(SENIOR, test=Test.IS_NOT_ONE_OF)


def test_that_a_name_that_nobody_gave_follows_the_field(opened: Open) -> None:
    opened.show("r2")
    opened.rows[0].field.picked.emit("Country")
    assert opened.desk.heard == []  # its values are gone: a gap
    QTest.keyClicks(_tags(opened.rows[0]).tags.line, "Chile;")
    assert opened.rule.name == "Country"
    assert opened.rule.when == FieldTest("Country", Test.IS_ONE_OF, ("Chile",))


def test_that_parts_are_joined_otherwise(opened: Open) -> None:
    opened.show("r6")
    opened.editor.condition.joint.picked.emit(Joint.NONE)
    when = opened.rule.when
    assert isinstance(when, Not)
    assert isinstance(when.part, AnyOf)


def test_that_parts_are_turned_cloned_moved_wrapped_and_removed(opened: Open) -> None:
    row = opened.rows[0]
    row.tools.asked.emit("not")
    assert opened.rule.when == Not(SENIOR)
    opened.rows[0].negate.click()
    assert opened.rule.when == SENIOR
    opened.rows[0].tools.asked.emit("exact")
    exact = replace(SENIOR, exact=True)
    assert opened.rule.when == exact
    opened.rows[0].tools.asked.emit("clone")
    assert opened.rule.when == AllOf((exact, exact))
    opened.rows[1].tools.asked.emit("exact")
    assert opened.rule.when == AllOf((exact, SENIOR))
    QTest.keyClick(opened.rows[1], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert opened.rule.when == AllOf((SENIOR, exact))
    opened.rows[1].tools.asked.emit("wrap")
    assert opened.rule.when == AllOf((SENIOR, AllOf((exact,))))
    QTest.keyClick(opened.rows[0], Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert opened.rule.when == exact  # one part alone is that part


def test_that_the_cursor_stays_in_the_part_that_stays(opened: Open) -> None:
    opened.show("r6")
    last = opened.rows[3]
    opened.rows[0].tools.asked.emit("remove")
    assert opened.rows[2] is last


def test_that_the_last_condition_can_go(opened: Open) -> None:
    opened.rows[0].tools.asked.emit("remove")
    assert opened.rule.when is None


def test_that_parts_say_how_many_leads_they_hold_for(opened: Open) -> None:
    opened.counts = {SENIOR: 921, DEMO: 417}
    opened.show("r6")
    assert [row.tools.count.text() for row in opened.rows] == ["921", "", "417", ""]


def test_that_counts_stay_while_nobody_counts_and_go_with_what_they_counted(
    opened: Open,
) -> None:
    opened.counts = {SENIOR: 921}
    opened.present()
    opened.counts = {}
    opened.present()
    assert opened.rows[0].tools.count.text() == "921"
    opened.rows[0].test.picked.emit(Test.IS_ONE_OF)
    assert opened.rows[0].tools.count.text() == ""


def test_that_a_rule_to_mend_opens_at_the_field_that_is_missing(opened: Open) -> None:
    opened.show("r8")
    opened.editor.focus_first()
    assert opened.rows[0].field.is_open


def test_that_a_field_the_leads_lack_is_said_where_it_stands(opened: Open) -> None:
    opened.show("r8")
    row = opened.rows[0]
    assert "no field Segment" in row._message.text()
    assert row._message.isVisibleTo(opened.editor)
    assert row.test.value is Test.IS


def test_that_a_test_of_another_kind_is_said(opened: Open) -> None:
    rule = replace(opened.rule, when=FieldTest("Employees", Test.IS, ("many",)))
    opened.desk.take(ChangeRule("m1", rule), 0)
    opened.present()
    assert "read as number" in opened.rows[0]._message.text()


# Points


def test_that_points_go_by_the_name_the_drag_knows(opened: Open) -> None:
    spin = opened.editor.award.points.spin
    spin.setFocus()
    QTest.keyClick(spin, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert opened.desk.edits == [SetPoints("m1", "r1", 25)]
    QTest.keyClick(spin, Qt.Key.Key_Escape)
    assert opened.rule.award == Points(11)  # the saved value


def test_that_points_by_range_are_edited_in_lines(opened: Open) -> None:
    opened.show("r3")
    rows = opened.editor.award._rows
    QTest.keyClick(rows[1].points.spin, Qt.Key.Key_Down)
    assert opened.desk.edits == [SetPoints("m1", "r3", 11, 1)]
    rows[2].high.setFocus()
    QTest.keyClicks(rows[2].high, "5000")
    award = opened.rule.award
    assert isinstance(award, ByRange)
    assert award.entries[-1] == RangePoints(1000, 5000, 6)
    assert len({g for _, g in opened.desk.heard[1:]}) == 1


def test_that_ranges_that_overlap_are_said_and_change_nothing(opened: Open) -> None:
    opened.show("r3")
    rows = opened.editor.award._rows
    rows[1].low.setFocus()
    rows[1].low.selectAll()
    QTest.keyClicks(rows[1].low, "100")
    assert "Line 2 must start" in opened.editor.award._message.text()
    assert opened.desk.heard == []
    assert rows[1].low.text() == "100"


def test_that_a_line_is_added_and_removed(opened: Open) -> None:
    opened.show("r7")
    editor = opened.editor.award
    editor.add.click()
    assert opened.desk.heard == []
    line = editor._rows[-1].value
    QTest.keyClicks(line, "Chile")
    award = opened.rule.award
    assert isinstance(award, ByValue)
    assert [e.value for e in award.entries] == ["Germany", "Austria", None, "Chile"]
    editor._rows[0].removed.emit()
    award = opened.rule.award
    assert isinstance(award, ByValue)
    assert [e.value for e in award.entries] == ["Austria", None, "Chile"]
    assert [row.value.text() for row in editor._rows] == ["Austria", "", "Chile"]


def test_that_the_way_points_are_given_can_change(opened: Open) -> None:
    opened.editor.award.way.picked.emit(Way.BY_VALUE)
    award = opened.rule.award
    assert isinstance(award, ByValue)
    assert (award.field, len(award.entries)) == ("Job title", 3)
    opened.editor.award.way.picked.emit(Way.ONCE)
    assert opened.rule.award == Points(15)


def test_that_the_most_common_values_are_taken_at_once(opened: Open) -> None:
    opened.show("r5")
    opened.editor.award.way.picked.emit(Way.BY_VALUE)
    opened.editor.award.add_common.click()
    award = opened.rule.award
    assert isinstance(award, ByValue)
    assert [entry.value for entry in award.entries] == [f"Job title {i}" for i in range(10)]


# The rule as a whole


def test_that_name_and_note_are_typed(opened: Open) -> None:
    opened.editor.name.setFocus()
    opened.editor.name.selectAll()
    QTest.keyClicks(opened.editor.name, "Senior")
    opened.editor.note.setFocus()
    QTest.keyClicks(opened.editor.note, "x")
    assert opened.rule.name == "Senior"
    assert opened.rule.note == "xagreed with sales"
    opened.editor.name.clear()
    opened.editor.name.written.emit("", 0)
    assert opened.rule.name == "Senior"


def test_that_the_rule_is_muted_cloned_and_deleted(opened: Open) -> None:
    opened.editor._mute.click()
    assert opened.rule.muted
    opened.editor._clone.click()
    assert isinstance(opened.desk.edits[-1], AddRules)
    assert opened.asked == [("edit", "r10")]
    opened.editor._delete.click()
    assert opened.desk.edits[-1] == RemoveRule("m1", "r1")
    assert opened.asked[-1] == ("close", "r1")


def test_that_the_figures_of_the_rule_stand_below(opened: Open) -> None:
    shown = opened.editor.does
    assert shown._hits._value.text() == "921"
    assert shown._rate._value.text() == "19.3\u202f%"
    assert shown._mql._value.text() == "+61"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_that_the_editor_follows_the_theme_after_parts_went(
    opened: Open, qapp: QApplication, scale: float
) -> None:
    """Parts that are gone must not be asked to dress."""
    opened.show("r6")
    for _ in range(3):
        opened.rows[0].tools.asked.emit("remove")
    QApplication.processEvents()
    try:
        theme.apply(qapp, True, scale)
        opened.show("r3")
        assert not opened.editor.grab().isNull()
    finally:
        theme.apply(qapp, False, 1.0)


def test_that_everything_in_reach_of_the_keyboard_has_a_name(opened: Open) -> None:
    nameless = []
    for rule in ("r3", "r5", "r6", "r7", "r8"):
        opened.show(rule)
        widget = opened.editor.nextInFocusChain()
        while widget is not opened.editor:
            stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            shown = widget.isVisibleTo(opened.editor) and opened.editor.isAncestorOf(widget)
            text = getattr(widget, "text", str)()
            if stop and shown and not (widget.accessibleName() or text):
                nameless.append(f"{rule}: {type(widget).__name__}")
            widget = widget.nextInFocusChain()
    assert nameless == []
