"""Ids of all nasty forms come back: file, project, saved, reopened, listed, read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.exchange.scored_list import write_scored_list
from models.leads.fields import Recipe, Role
from models.leads.readers import Imported, read_table
from models.leads.table import Leads
from models.project.file import ProjectFile
from models.project.start import project_of
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Points, Rule, ScoringModel
from tests.models.leads.torture import packages as ooxml
from tests.models.leads.torture.ids import ids
from tests.models.leads.torture.text_files import text_of

MANY = 10_000
NAMES = ("Lead id", "Country", "Size")
IDS = ids(MANY)


def written(path: Path) -> Path:
    """Leads with these ids, as text or as a workbook."""
    rows = [(text, "NA" if n % 2 else "None", str(n % 97)) for n, text in enumerate(IDS)]
    if path.suffix == ".csv":
        path.write_bytes(text_of([NAMES, *rows], end="\r\n").encode("utf-8-sig"))
    else:
        path.write_bytes(ooxml.workbook([NAMES, *rows]))
    return path


def column(imported: Imported, name: str) -> list[str]:
    """The cells of a column in the order of the rows."""
    found = imported.table.column(name)
    assert found is not None
    texts = list(found.texts)
    return [texts[code] for code in found.codes.tolist()]


def by_id(recipe: Recipe) -> Recipe:
    """The recipe in which the first field is the id, whatever was guessed."""
    plain = (replace(item, role=Role.FIELD) if item.role is Role.ID else item for item in recipe)
    inputs = tuple(replace(item, role=Role.ID) if item.name == NAMES[0] else item for item in plain)
    return Recipe(inputs)


def with_rule(model: ScoringModel) -> ScoringModel:
    """The model with a rule, so that scores differ."""
    rule = Rule("r1", "From Namibia", Points(10), FieldTest("Country", Test.IS, ("NA",)))
    first, *others = model.groups
    return replace(model, groups=(replace(first, rules=(rule,)), *others))


@pytest.mark.parametrize("came_as", [".csv", ".xlsx"])
@pytest.mark.parametrize("listed_as", [".csv", ".xlsx"])
def test_that_every_id_comes_back_as_it_was(came_as: str, listed_as: str, tmp_path: Path) -> None:
    assert len(set(IDS)) == MANY
    imported = read_table(written(tmp_path / f"leads{came_as}"))
    assert column(imported, NAMES[0]) == IDS
    project = project_of(imported, "Ids", "2025-03-31T12:00:00", by_id(imported.recipe))
    place = tmp_path / "ids.leadbench"
    with ProjectFile.create(place, project, imported.table):
        pass
    with ProjectFile.open(place) as file:
        again = file.load().history.project
        assert again.source is not None
        table = file.load_table(again.source.table)
    assert table is not None
    leads = Leads(table, again.recipe)
    assert [leads.lead_id(row) for row in range(MANY)] == IDS
    scored = score(with_rule(again.models[0]), leads, date(2025, 3, 31))
    list_path = tmp_path / f"list{listed_as}"
    write_scored_list(list_path, scored, leads, fields=NAMES)
    back = read_table(list_path)
    assert sorted(column(back, NAMES[0])) == sorted(IDS)
    assert column(back, "lead_id") == column(back, NAMES[0])
    assert set(column(back, "Country")) == {"NA", "None"}
    order = {text: row for row, text in enumerate(column(back, "lead_id"))}
    scores = [int(text) for text in column(back, "score")]
    wanted = scored.scores.tolist()
    assert [scores[order[text]] for text in IDS] == wanted
