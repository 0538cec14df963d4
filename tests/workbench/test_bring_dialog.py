"""Bring in a model: what is understood is looked at first, and one step adds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.exchange.embedded import embedded
from models.exchange.moving_in.bringing import bring_in
from models.exchange.moving_in.brought import Brought
from models.exchange.moving_in.columns import Chosen, Holds
from models.exchange.moving_in.scorecard import SheetRow, read_scorecard
from models.exchange.moving_in.world import World
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.project.document import Project, Source
from models.project.history import History
from models.project.start import empty_model
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from workbench.dialogs.bring_dialog import BringDialog
from workbench.session import Session

CARD = """Attribute,Value,Other,Points,Weight
Level,5,7,+10,1
Country,Chad,Mali,5,2
Nice company,,,3,3
MQL,,,60,
"""
TABLE = RawTable((column_of("Id", ["1", "2"]), column_of("Level", ["5", "6"])), 2)
RECIPE = Recipe((Input("Id", role=Role.ID), Input("Level", Kind.TEXT)))

Open = Callable[[Path], BringDialog]


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    source = Source(TABLE.fingerprint, "leads.csv", TABLE.rows)
    project = Project("P", source, RECIPE, (empty_model("m1", "Old"),), "m1")
    made.open(History(project, project), TABLE)
    yield made
    made.open(None)


def at_once(path: Path, *, chosen: Chosen, world: World, cancelled: object) -> Brought:
    """As `bring_in` does, without the child process: this is of what the dialog does with it."""
    if path.suffix != ".csv":
        return bring_in(path, chosen=chosen, world=world)
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [SheetRow(n, tuple(line.split(","))) for n, line in enumerate(lines, start=1)]
    return read_scorecard(cells, path.stem, chosen=chosen, world=world, where=path.name)


@pytest.fixture
def opened(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setattr("workbench.dialogs.bring_dialog.bring_in", at_once)
    dialogs: list[BringDialog] = []

    def open_(path: Path) -> BringDialog:
        dialog = BringDialog(None, session, path, lambda: None)
        qtbot.addWidget(dialog)
        dialogs.append(dialog)
        qtbot.waitUntil(lambda: not dialog.asking.busy, timeout=20_000)
        return dialog

    yield open_
    for dialog in dialogs:
        dialog.asking.finish()


def file(folder: Path, text: str, name: str = "card.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(dialog: BringDialog) -> tuple[list[str], list[str]]:
    return tuple(  # type: ignore[return-value]
        [listed.item(at).text() for at in range(listed.count())]
        for listed in (dialog.found, dialog.missed)
    )


def test_that_both_lists_are_shown_and_one_undo_takes_the_model_out_again(
    opened: Open, session: Session, tmp_path: Path
) -> None:
    dialog = opened(file(tmp_path, CARD))
    found, missed = rows(dialog)
    assert found[0] == "If Level is 5: +10, Level | 5 | 7 | +10 | 1, Row 2"
    assert found[-1].startswith("Names of the columns")
    assert [text.split(", ")[0] for text in missed] == ["Nice company | 3 | 3"]
    assert dialog.main.text() == "Add model with 2 rules"
    dialog.name.setText("Moved in")
    dialog.main.click()
    model = session.model
    assert model is not None
    assert (model.id, model.name, model.mql_threshold) == ("m2", "Moved in", 60)
    first = next(iter(model.rules()))
    assert first.when == FieldTest("Level", Test.IS, ("5",))  # the project says that it is text
    session.undo()
    assert session.project is not None
    assert [item.name for item in session.project.models] == ["Old"]


def test_that_going_back_adds_nothing(opened: Open, session: Session, tmp_path: Path) -> None:
    before = session.project
    opened(file(tmp_path, CARD)).reject()
    assert session.project == before


def test_that_a_row_that_is_chosen_is_told_in_full(opened: Open, tmp_path: Path) -> None:
    dialog = opened(file(tmp_path, CARD))
    dialog.missed.setCurrentRow(0)
    assert dialog.whole.text().startswith("Row 4: Nice company | 3 | 3. No test is found in it")
    assert "such as" in dialog.whole.text()


def test_that_another_column_can_be_chosen_and_the_file_is_read_anew(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    dialog = opened(file(tmp_path, CARD))
    box = dialog.boxes[Holds.POINTS]
    assert box.currentText() == "D: Points"
    box.setCurrentIndex(box.findText("E: Weight"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not dialog.asking.busy, timeout=20_000)
    assert rows(dialog)[0][0].startswith("If Level is 5: +1,")


def test_that_a_file_without_a_model_is_told_where_the_lists_are(
    opened: Open, tmp_path: Path
) -> None:
    dialog = opened(file(tmp_path, "Lead,Country\nAnn,Chad\n"))
    assert "No column with points was found" in dialog.whole.text()
    assert not dialog.main.isEnabled()
    assert not dialog.found.count()


def test_that_columns_without_names_can_be_said_where_none_was_found(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    text = "Country is Chad,5\nCountry is Mali,x\nCountry is Peru,y\n"
    dialog = opened(file(tmp_path, text))
    assert "No column with points" in dialog.whole.text()
    assert not dialog.columns.isHidden()
    box = dialog.boxes[Holds.POINTS]
    box.setCurrentIndex(box.findText("B: 5"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not dialog.asking.busy, timeout=20_000)
    found, missed = rows(dialog)
    assert [item.split(",")[0] for item in found] == ["If Country is Chad: +5"]
    assert len(missed) == 2
    assert dialog.main.isEnabled()


def test_that_a_model_needs_a_name(opened: Open, tmp_path: Path) -> None:
    dialog = opened(file(tmp_path, CARD))
    dialog.name.setText("  ")
    assert not dialog.main.isEnabled()


def test_that_an_export_gives_its_model_as_it_was(
    opened: Open, session: Session, tmp_path: Path
) -> None:
    rule = Rule("r1", "Chad", Points(5), FieldTest("Country", Test.IS, ("Chad",)))
    whole = ScoringModel("m9", "Exported", (Group("g1", "Fit", (rule,)),), zone="Asia/Tokyo")
    dialog = opened(file(tmp_path, f"-- {embedded(whole)}\nSELECT 1", "score.sql"))
    assert dialog.name.text() == "Exported"
    assert rows(dialog)[0] == ["Chad, +5"]
    assert dialog.columns.isHidden()
    dialog.main.click()
    model = session.model
    assert model is not None
    assert (model.zone, model.groups) == ("Asia/Tokyo", whole.groups)
