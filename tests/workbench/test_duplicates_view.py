"""The side Duplicates of the Data page: found, looked at, kept apart, merged, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from models.leads.duplicates.rule import Keep, Match
from models.project.document import LeftOut
from models.project.edits import ChangeLeftOut, SetLeads
from models.scoring.conditions import FieldTest, Test
from tests.workbench.taking import taken
from widgets.tables.records import CHOSEN_AT
from workbench.filing import files as files_module
from workbench.filing.files import Files
from workbench.importing.draft import Purpose
from workbench.pages.data import duplicates_view as duplicates_module
from workbench.pages.data.duplicates_view import NONE_FOUND, NOT_LOOKED, NOTHING, DuplicatesView
from workbench.session import Session

LEADS = (
    "Lead ID,Email,Name,Company,Phone,Created date,Converted\n"
    "L1,anna@acme.test,Anna Meyer,Acme GmbH,12,2025-01-01,Yes\n"
    "L2,ANNA@acme.test,A. Meyer,Acme,,2025-02-01,No\n"
    "L3,,Bert Schulz,Zed Inc,,2025-03-01,No\n"
    "L4,b@zed.test,Bert Schultz,ZED,,2025-02-01,Yes\n"
    "L5,c@zed.test,Clara Vogt,Zed,,2025-02-01,No\n"
    "L6,anna@acme.test,Anna Meyer,,13,2024-02-01,No\n"
)
Desk = tuple[Session, Files, DuplicatesView]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    session = Session("Ada")
    files = Files(session)
    view = DuplicatesView(session)
    qtbot.addWidget(view)
    session.leads_changed.connect(view.refresh)
    view.resize(1200, 700)
    view.show()
    yield session, files, view
    view.finish()
    session.finish()
    files.finish()
    files.close(discard=True)


def take(desk: Desk, path: Path, text: str, qtbot: QtBot) -> DuplicatesView:
    session, files, view = desk
    path.write_text(text, encoding="utf-8")
    with qtbot.waitSignal(files.opened, timeout=30_000):
        files.use(taken(path, Purpose.NEW, session))
    return settled(view, qtbot)


def settled(view: DuplicatesView, qtbot: QtBot) -> DuplicatesView:
    def over() -> bool:
        found = view.searches.duplicates
        planned = view.searches.plan is not None and view.searches.plan.rule == view._rule
        return not view.searches.busy and (found is None or not found.groups or planned)

    qtbot.waitUntil(over, timeout=30_000)
    return view


def listed(view: DuplicatesView) -> list[list[str]]:
    model = view.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def beside(view: DuplicatesView, field: str) -> list[str]:
    value = view.leads.value
    assert value is not None
    line = next(line for line in value.lines if line.name == field)
    return [line.kept, *line.cells]


def test_that_duplicates_are_listed_with_what_joined_them(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    assert view.verdict.text() == (
        "3 leads of 6 repeat another, in 2 groups: 1 by the same e-mail, 1 by similar name and "
        "company."
    )
    assert listed(view) == [
        ["Anna Meyer, Acme GmbH", "e-mail, name, same e-mail domain", "3"],
        ["Bert Schulz, Zed Inc", "name 0.95 alike, same company", "2"],
    ]


def test_that_the_leads_of_a_group_stand_side_by_side_with_what_is_kept(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    value = view.leads.value
    assert value is not None
    assert [(head.title, head.why) for head in value.heads] == [
        ("L2", "is kept"),
        ("L1", "same e-mail"),
        ("L6", "same e-mail"),
    ]
    assert beside(view, "Phone") == ["12", "", "12", "13"]
    phone = next(line for line in value.lines if line.name == "Phone")
    assert (phone.taken, phone.other) == (1, {2})
    email = next(line for line in value.lines if line.name == "Email")
    assert email.other == frozenset()
    index = view.leads.model().index(1 + value.lines.index(phone), 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Phone: 13, is lost"
    view.bar.fill.click()
    settled(view, qtbot)
    assert beside(view, "Phone") == ["", "", "12", "13"]
    view.bar.keep.picked.emit(Keep.OLDEST)
    settled(view, qtbot)
    assert beside(view, "Phone") == ["13", "13", "12", ""]


def test_that_only_fields_that_differ_are_shown_where_that_is_wished(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    view.table.selectRow(1)
    value = view.leads.value
    assert value is not None
    assert [head.title for head in value.heads] == ["L3", "L4"]
    view.differing.click()
    value = view.leads.value
    assert value is not None
    assert [line.name for line in value.lines if line.name == "Phone"] == []
    assert [line.name for line in value.lines if line.name == "Email"] == ["Email"]


def test_that_merging_is_one_step_that_says_what_it_did_and_is_undone(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    session, _, _ = desk
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    assert view.bar.merge.text() == "Merge 2 groups"
    assert "In 2 groups the leads have different outcomes (Converted)" in view.bar.words()
    assert not view.bar.undo.isVisible()
    view.bar.merge.click()
    assert session.leads is not None
    assert session.whole is not None
    ids = [session.leads.lead_id(row) for row in range(len(session.leads))]
    assert ids == ["L2", "L3", "L5"]
    assert [len(session.whole), len(session.leads)] == [6, 3]
    settled(view, qtbot)
    assert view.bar.words().startswith("3 leads are merged into 2 others.")
    assert not view.bar.merge.isVisible()
    view.bar.undo.click()
    assert len(session.leads) == 6
    session.undo()
    assert len(session.leads) == 3
    session.undo()
    assert len(session.leads) == 6
    assert settled(view, qtbot).bar.merge.text() == "Merge 2 groups"


def test_that_a_group_that_is_not_the_same_is_kept_apart_and_that_can_be_undone(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    session, _, _ = desk
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    view.apart.click()
    settled(view, qtbot)
    assert [row[0] for row in listed(view)] == ["Bert Schulz, Zed Inc"]
    assert session.project is not None
    assert session.project.merges is not None
    assert set(session.project.merges.rule.apart) == {"L1", "L2", "L6"}
    assert "3 leads are kept apart as you said" in view._notes.text()
    assert session.history is not None
    assert session.history.undo_label == "Keep 3 leads apart"
    view.bar.merge.click()
    assert session.history.undo_label == "Merge 1 group of duplicated leads"
    view.bar.undo.click()
    assert session.history.undo_label == "Undo the merge of duplicated leads"
    session.undo()
    assert session.leads is not None
    assert len(session.leads) == 5
    session.undo()
    session.undo()
    assert len(listed(settled(view, qtbot))) == 2
    assert not view.again.isVisible()


def test_that_leads_that_were_kept_apart_can_be_compared_again(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    session, _, _ = desk
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    view.table.selectRow(1)
    view.apart.click()
    settled(view, qtbot).bar.merge.click()
    assert view.again.text() == "Compare 2 leads kept apart again"
    view.again.click()
    assert session.project is not None
    assert session.project.merges is not None
    assert session.project.merges.groups == ((1, 0, 5),)
    assert session.project.merges.rule.apart == ()
    assert session.history is not None
    assert session.history.undo_label == "Compare 2 leads again"
    assert len(listed(settled(view, qtbot))) == 2
    assert view.bar.merge.text() == "Merge 2 groups"


def test_that_one_lead_of_a_merged_group_can_be_taken_out(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    session, _, _ = desk
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    view.bar.merge.click()
    assert not view.one_apart.isEnabled()
    view.leads.setCurrentIndex(view.leads.model().index(1, 3))
    view.one_apart.click()
    assert session.project is not None
    assert session.project.merges is not None
    assert session.project.merges.rule.apart == ("L6",)
    assert session.project.merges.groups == ((1, 0), (2, 3))
    assert [head.title for head in settled(view, qtbot).leads.value.heads] == ["L2", "L1"]  # type: ignore[union-attr]


def test_that_what_is_compared_can_be_chosen_and_nothing_found_is_said(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    view.search.boxes[Match.NAME].click()
    view.search.boxes[Match.EMAIL].click()
    settled(view, qtbot)
    assert view.verdict.text() == "None of 6 leads is there twice."
    assert view._parts.currentIndex() == NONE_FOUND
    assert not view.search.slider.isEnabled()
    view.search.boxes[Match.ID].click()
    assert view._parts.currentIndex() == NOTHING
    view.search.boxes[Match.NAME].click()
    view.search.slider.setValue(100)
    qtbot.waitUntil(lambda: view._rule.alike == 1.0)
    settled(view, qtbot)
    assert [row[0] for row in listed(view)] == ["Anna Meyer, Acme GmbH"]


def test_that_leads_with_nothing_to_compare_by_say_so(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "leads.csv", "Size,Won\n1,Yes\n2,No\n1,Yes\n", qtbot)
    assert view._parts.currentIndex() == NOTHING
    assert [box.isEnabled() for box in view.search.boxes.values()] == [False] * 3
    assert all(box.toolTip() for box in view.search.boxes.values())


def test_that_very_many_leads_are_compared_only_when_asked_and_the_search_can_be_stopped(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates_module, "UNASKED", 3)
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    assert view.searches.duplicates is None
    assert view._parts.currentIndex() == NOT_LOOKED
    assert view.verdict.text() == "6 leads, not compared yet."
    view._empty[NOT_LOOKED].asked.emit()
    assert len(listed(settled(view, qtbot))) == 2
    view.search.slider.setValue(99)
    qtbot.waitUntil(lambda: view._rule.alike == 0.99)
    assert view._parts.currentIndex() == NOT_LOOKED
    view._empty[NOT_LOOKED].asked.emit()
    view.progress.cancelled.emit()
    assert not view.searches.busy
    assert view._parts.currentIndex() == NOT_LOOKED


def test_that_other_leads_have_duplicates_of_their_own(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    session, files, view = desk
    assert view._no_leads.isVisible()
    take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    view.bar.merge.click()
    other = LEADS.replace("L6,anna@acme.test,Anna Meyer", "L6,other@nowhere.test,Other Person")
    (tmp_path / "next.csv").write_text(other, encoding="utf-8")
    with qtbot.waitSignal(files.brought, timeout=30_000):
        files.use(taken(tmp_path / "next.csv", Purpose.NEXT, session))
    assert session.history is not None
    assert isinstance(session.history.done[-1].edit, SetLeads)
    assert [row[2] for row in listed(settled(view, qtbot))] == ["2", "2"]
    assert not view.bar.undo.isVisible()


def test_that_sorting_puts_the_least_alike_or_the_largest_groups_first(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    view.table.sort_asked.emit("likeness")
    assert [row[2] for row in listed(view)] == ["2", "3"]
    view.table.sort_asked.emit("size")
    assert [row[2] for row in listed(view)] == ["2", "3"]
    view.table.sort_asked.emit("size")
    assert [row[2] for row in listed(view)] == ["3", "2"]
    view.table.sort_asked.emit("size")
    assert [row[2] for row in listed(view)] == ["3", "2"]


def test_that_everything_has_a_name_and_the_keys_reach_it(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "leads.csv", LEADS, qtbot)
    for widget in (view.table, view.leads, view.search.slider, view.bar.keep):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert all(box.text() for box in view.findChildren(QCheckBox))
    view.table.setFocus()
    view.table.setCurrentIndex(QModelIndex(view.table.model().index(0, 0)))
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    value = view.leads.value
    assert value is not None
    assert [head.title for head in value.heads] == ["L3", "L4"]


def test_that_a_group_chooses_its_leads_as_they_are_scored(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    view = take(desk, tmp_path / "l.csv", LEADS, qtbot)
    session, table = desk[0], view.table
    view.choose_asked.connect(session.choose_rows)

    def chosen(row: int) -> list[str]:
        session.choose_leads(None)
        table.setCurrentIndex(table.model().index(row, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return)
        leads, found = session.leads, session.chosen
        assert leads is not None
        assert found is not None
        assert table.model().index(row, CHOSEN_AT).data() == f"{len(found.rows)}"
        return [leads.lead_id(row) for row in found.rows.tolist()]

    groups = view._groups
    assert len(groups) == 2
    whole = session.whole
    assert whole is not None
    for row, group in enumerate(groups):
        assert chosen(row) == [whole.lead_id(at) for at in sorted(group.rows)]
        assert table.model().index(1 - row, CHOSEN_AT).data() == "0"
    assert session.chosen is not None
    assert session.chosen.words.startswith("duplicates of ")
    ((words, do),) = view._all_offers()
    do()
    assert words == "Choose the leads of all 2 groups"
    assert session.chosen.tally.leads == sum(len(group.rows) for group in groups)
    # Who is left out is not chosen; who was merged is the lead that was kept.
    session.apply(ChangeLeftOut((LeftOut("One", FieldTest("Lead ID", Test.IS, ("L2",))),)))
    settled(view, qtbot)
    assert chosen(0) == [whole.lead_id(at) for at in sorted(groups[0].rows) if at != 1]
    session.undo()
    view._merge()
    settled(view, qtbot)
    assert session.population is not None
    assert session.population.merged
    for row in range(2):
        assert len(chosen(row)) == 1
    do()
    assert session.chosen.tally.leads == 2
