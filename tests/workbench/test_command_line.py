"""The command line: what it prints, what it refuses and how it ends."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.leads.duplicates.rule import DuplicateRule
from models.leads.fields import Role
from models.leads.readers.reading import read_table
from models.project.document import LeftOut, Merges
from models.project.file import ProjectFile
from models.project.start import project_of
from models.scoring.conditions import FieldTest, Test
from models.scoring.file.model_json import read_model
from models.scoring.file.schema import schema
from sample_projects import sample
from workbench import command_line
from workbench.commands import screen

ROOT = Path(__file__).parents[2]
SAMPLE = sample("b2b_software")
LEADS, MODEL = str(SAMPLE.leads), str(SAMPLE.model)
KEYS = {
    "semantics": 1,
    "name": "Small",
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 55, "mql": True}],
    "groups": [
        {
            "name": "Fit",
            "rules": [
                {
                    "name": "VP",
                    "when": {"field": "Title", "test": "contains", "values": ["VP"]},
                    "points": 60,
                },
                {
                    "name": "Size",
                    "by_range": {
                        "field": "Size",
                        "entries": [{"low": 10, "high": None, "points": 5}],
                    },
                },
            ],
        }
    ],
}
TABLE = (
    "Id,Title,Size,Stage,Created\n"
    "01,VP Sales,20,Won,2026-01-05\n"
    "02,Clerk,5,Lost,2026-01-06\n"
    "03,vp,n.a.,Open,2026-01-07\n"
    "04,Clerk,12,Won,2026-01-08\n"
)


class Run:
    """What one call of the command line did."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.out)
        return data


Command = Callable[..., Run]


@pytest.fixture
def leadbench(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str | Path) -> Run:
        status = command_line.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Run(status, said.out, said.err)

    return run


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leads.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "model.json").write_text(json.dumps(KEYS), encoding="utf-8")
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_that_a_scored_list_has_the_columns_that_scripts_read(
    leadbench: Command, small: Path
) -> None:
    run = leadbench("score", "--model", "model.json", "leads.csv", "-o", "out.csv")
    assert run.status == 0
    listed = rows(small / "out.csv")
    assert list(listed[0])[:5] == ["lead_id", "score", "band", "grade", "reasons"]
    assert [(row["lead_id"], row["score"]) for row in listed] == [
        ("01", "65"), ("03", "60"), ("04", "5"), ("02", "0")
    ]  # fmt: skip
    assert listed[0]["reasons"] == "VP (+60); Size (+5)"
    assert "4 leads scored" in run.out
    assert "2 reach sales" in run.out


def test_that_score_as_json_prints_one_object_and_nothing_else(
    leadbench: Command, small: Path
) -> None:
    run = leadbench(
        "score", "--model", "model.json", "leads.csv", "-o", "out.csv", "--json",
        "--as-of", "2026-02-01",
    )  # fmt: skip
    assert (run.json["leads"], run.json["mql"], run.json["as_of"]) == (4, 2, "2026-02-01")
    assert sum(band["leads"] for band in run.json["bands"]) == 4
    assert rows(small / "out.csv")[0]["as_of"] == "2026-02-01"
    assert run.json["model_hash"].startswith(rows(small / "out.csv")[0]["model"])


def test_that_fields_are_added_as_they_are(leadbench: Command, small: Path) -> None:
    assert (
        leadbench(
            "score", "--model", "model.json", "leads.csv", "-o", "out.xlsx",
            "--field", "Title", "--field", "size",
        ).status
        == 0
    )  # fmt: skip
    book = openpyxl.load_workbook(small / "out.xlsx")
    lines = [[cell.value for cell in row] for row in book["Scored leads"].iter_rows()]
    assert lines[0][5:7] == ["Title", "Size"]
    assert lines[1][5:7] == ["VP Sales", 20]
    assert lines[2][5:7] == ["vp", "n.a."]
    book.close()


def test_that_cells_that_do_not_fit_are_counted_and_told(leadbench: Command, small: Path) -> None:
    lines = "".join(f"1{row},x,{row},Won,2026-01-05\n" for row in range(10))
    (small / "leads.csv").write_text(TABLE + "05,x,ca. 7,Won,2026-01-09\n" + lines)
    run = leadbench("score", "--model", "model.json", "leads.csv", "-o", "out.csv", "--json")
    told = [item for item in run.json["problems"] if "read as blank" in item["what"]]
    assert sum(item["count"] for item in told) == 2
    assert all(any(cell in item["what"] for cell in ("n.a.", "ca. 7")) for item in told)
    assert "ca. 7" in run.err


def test_that_a_field_the_leads_lack_is_named_and_the_rest_scored(
    leadbench: Command, small: Path
) -> None:
    text = TABLE.replace("Title", "Job")
    (small / "leads.csv").write_text(text, encoding="utf-8")
    run = leadbench("score", "--model", "model.json", "leads.csv", "-o", "out.csv", "--json")
    assert run.status == 0
    assert run.json["missing"] == ["Title"]
    assert "Field Title" in run.err
    assert "“VP”" in run.err
    assert [row["score"] for row in rows(small / "out.csv")] == ["5", "5", "0", "0"]


def test_that_leads_of_another_kind_are_refused(leadbench: Command, small: Path) -> None:
    (small / "leads.csv").write_text("a,b\n1,x\n2,y\n", encoding="utf-8")
    run = leadbench("score", "--model", "model.json", "leads.csv", "-o", "out.csv")
    assert run.status == 1
    assert "none of the 2 fields" in run.err
    assert not (small / "out.csv").exists()


def test_that_evaluate_as_json_has_the_keys_that_scripts_read(leadbench: Command) -> None:
    run = leadbench("evaluate", "--model", MODEL, LEADS, "--outcome", "Converted=Yes", "--json")
    found = run.json
    assert (found["leads"], found["converted"], found["unknown"]) == (4559, 390, 441)
    assert found["auc"].keys() == {"value", "low", "high"}
    assert found["auc"]["low"] < found["auc"]["value"] < found["auc"]["high"]
    assert found["log_loss"] is None
    assert {frozenset(band) for band in found["bands"]} == {
        frozenset(("name", "threshold", "leads", "converted"))
    }
    assert [row["share"] for row in found["lift"]] == [
        0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0
    ]  # fmt: skip
    assert found["lift"][-1]["converted"] == 390


def test_that_evaluate_in_words_opens_with_a_sentence(leadbench: Command) -> None:
    run = leadbench("evaluate", "--model", MODEL, LEADS)
    assert run.status == 0
    assert "549 of 5,000 leads reach sales" in run.out
    assert "441 leads without an outcome are left out" in run.out
    assert "guessed" not in run.err


def test_that_a_guessed_outcome_is_told(leadbench: Command, small: Path) -> None:
    run = leadbench("evaluate", "--model", "model.json", "leads.csv")
    assert run.status == 0
    assert "Field Stage" in run.err
    assert "“Won” as converted, guessed" in run.err
    assert (
        "Field Stage"
        not in leadbench(
            "evaluate", "--model", "model.json", "leads.csv", "--outcome", "Stage=Won"
        ).err
    )


def test_that_several_values_may_mean_converted(leadbench: Command, small: Path) -> None:
    run = leadbench(
        "evaluate", "--model", "model.json", "leads.csv", "--outcome", "stage=won|OPEN", "--json"
    )
    assert (run.json["leads"], run.json["converted"]) == (4, 3)


def test_that_a_field_may_have_an_equals_sign_in_its_name(leadbench: Command, small: Path) -> None:
    (small / "leads.csv").write_text(TABLE.replace("Stage", "Stage=x"), encoding="utf-8")
    run = leadbench(
        "evaluate", "--model", "model.json", "leads.csv", "--outcome", "Stage=x=Won", "--json"
    )
    assert run.json["outcome"] == {"field": "Stage=x", "converted": ["Won"]}


def test_that_a_rule_on_the_outcome_is_told(leadbench: Command, small: Path) -> None:
    run = leadbench("evaluate", "--model", MODEL, LEADS, "--outcome", "Demo requested", "--json")
    assert run.status == 0
    assert "Field Demo requested: Rules read the outcome itself" in run.err


def test_that_inspect_as_json_has_the_keys_that_scripts_read(leadbench: Command) -> None:
    found = leadbench("inspect", LEADS, "--json").json
    assert found["rows"] == 5000
    assert found["sheets"] == []
    by_name = {field["name"]: field for field in found["fields"]}
    assert by_name["Record ID"]["kind"] == "text"
    assert by_name["Job title"]["blank"] == 200
    assert by_name["Employees"]["evidence"].startswith("99.9")
    assert by_name["Converted"]["role"] == "outcome"
    assert all(item.keys() >= {"what", "where", "count", "remedy"} for item in found["problems"])


def test_that_inspect_tells_the_system_the_stages_and_what_was_done_to_cells(
    leadbench: Command, small: Path
) -> None:
    (small / "hubspot.csv").write_text(
        "Record ID,Email,Lifecycle Stage,Create Date,Contact owner,Original Source,Deals\n"
        "1,a@x.example,lead,2024-01-02 10:00,Kim,Web,many\n"
        "2,b@x.example,opportunity,2024-01-03 10:00,Kim,Web,\n\n"
        "3,c@x.example,customer,2024-01-04 10:00,Max,Web ,\n",
        encoding="utf-8",
    )
    found = leadbench("inspect", "hubspot.csv", "--json").json
    assert found["looks_like"] == "HubSpot contacts"
    assert "Lifecycle Stage" in found["looks_like_by"]
    assert found["stages"] == [
        {
            "name": "Opportunity",
            "field": "Lifecycle Stage",
            "values": ["opportunity", "customer"],
            "date": "",
        }
    ]
    roles = {field["name"]: field["role"] for field in found["fields"]}
    assert roles["Email"] == "e-mail"
    assert roles["Contact owner"] == "owner"
    report = found["report"]
    assert (report["rows_in"], report["rows"]) == (4, 3)
    assert report["left_out"] == [{"count": 1, "why": "no cell is filled."}]
    assert report["changes"] == [
        {
            "field": "Create Date",
            "rule": "time of day left out",
            "count": 3,
            "examples": [[f"2024-01-0{n} 10:00", f"2024-01-0{n}"] for n in (2, 3, 4)],
        },
        {
            "field": "Original Source",
            "rule": "needless spaces and line breaks left out",
            "count": 1,
            "examples": [["Web ", "Web"]],
        },
    ]
    text = leadbench("inspect", "hubspot.csv").out
    assert "This looks like an export of HubSpot contacts: it has “" in text
    assert "Opportunity: Lifecycle Stage is opportunity or customer." in text
    assert (
        "Original Source: 1 cell: needless spaces and line breaks left out, “Web ” is “Web”."
        in text
    )
    assert "1 row left out: no cell is filled." in text


def test_that_inspect_as_json_lists_what_the_guard_finds(leadbench: Command) -> None:
    guard = leadbench("inspect", LEADS, "--json").json["guard"]
    [leak] = [one for one in guard if one["grave"]]
    assert leak["field"] == "Onboarding call minutes"
    assert leak["kind"] == "filled for one outcome"
    assert leak["figures"]["filled and converted"] == leak["figures"]["filled"] == 390
    assert leak["leaves_out"] == "field"
    assert leak["left_out"] is False
    assert any(one["kind"] == "same time for all" for one in guard)


def test_that_inspect_names_the_sheets_of_a_workbook(leadbench: Command, small: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["nothing"])
    sheet = book.create_sheet("Leads")
    for line in TABLE.splitlines():
        sheet.append(line.split(","))
    book.save(small / "book.xlsx")
    run = leadbench("inspect", "book.xlsx", "--sheet", "Leads")
    assert run.status == 0, run.err
    assert "4 leads, 5 fields, sheet Leads" in run.out
    assert "Sheets: Notes, Leads" in run.out
    found = leadbench("inspect", "book.xlsx", "--sheet", "Leads", "--json").json
    assert [item["name"] for item in found["sheets"]] == ["Notes", "Leads"]


LINES = "Contact,,Deal\nName,City,Size\nAnn,Rome,5\nBob,Oslo,7\n"


def test_that_the_rows_of_names_are_as_many_as_is_said(leadbench: Command, small: Path) -> None:
    (small / "lines.csv").write_text(LINES, "utf-8")

    def names(said: str, *rows: int) -> list[str]:
        found = leadbench("inspect", "lines.csv", "--header-rows", said, "--json").json
        assert (found["header_row"], found["header_rows"]) == rows
        return [field["name"] for field in found["fields"]]

    assert names("1-2", 1, 2) == ["Contact Name", "Contact City", "Deal Size"]
    assert names("1-1", 1, 1)[0] == "Contact"
    assert names("1", 2, 1) == ["Name", "City", "Size"]  # where they are found
    assert names("2", 2, 2)[0] == "Name Ann"
    assert names("0", 0, 0) == ["Column 1", "Column 2", "Column 3"]
    (small / "lines.csv").write_text("1,2\n3,4\n5,6\n", "utf-8")
    assert names("0", 0, 0) == ["Column 1", "Column 2"]
    assert names("1", 1, 1) == ["1", "2"]  # somebody knows that these are names


def test_that_a_file_without_rows_of_names_says_so(leadbench: Command, small: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"Id": ["a"], "Title": ["VP"]}), small / "l.parquet")
    run = leadbench("inspect", "l.parquet", "--header-rows", "2")
    assert run.status == 1
    assert "names its fields by itself" in run.err
    assert "Leave --header-rows out." in run.err


def test_that_the_other_tables_have_rows_of_names_of_their_own(
    leadbench: Command, small: Path
) -> None:
    (small / "done.csv").write_text(
        "Who,What,When\nId,Type,Time\nL1,Visit,2026-01-05\nL2,Call,2026-02-06\n", "utf-8"
    )
    given = ("--activities", "done.csv", "--activities-header-rows")
    found = leadbench("inspect", "leads.csv", *given, "1-2", "--json").json["activities"]
    one = leadbench("inspect", "leads.csv", *given, "1", "--json").json["activities"]
    assert (found["rows"], one["rows"]) == (2, 3)


def test_that_the_schema_is_printed_whole(leadbench: Command) -> None:
    run = leadbench("schema")
    assert run.json == schema()


@pytest.fixture
def project(small: Path) -> Path:
    """A project with the leads and two models, one of which has another outcome in mind."""
    imported = read_table(small / "leads.csv")
    started = project_of(imported, "P", "2026-04-01T12:00:00+00:00")
    first = replace(read_model(small / "model.json"), id="m1")
    second = replace(first, id="m2", name="Second", base=7)
    stage = imported.recipe.find("Stage")
    assert stage is not None
    recipe = imported.recipe.changed(
        replace(stage, role=Role.OUTCOME, converted=("Lost",), blank_is_no=False)
    )
    whole = replace(started, models=(first, second), chosen="m1", recipe=recipe)
    ProjectFile.create(small / "p.leadbench", whole, imported.table).close()
    return small / "p.leadbench"


def test_that_a_project_brings_leads_model_and_outcome(leadbench: Command, project: Path) -> None:
    run = leadbench("evaluate", "--model", project, "--model-name", "small", project, "--json")
    assert run.status == 0, run.err
    assert (run.json["leads"], run.json["converted"], run.json["model"]) == (4, 1, "Small")
    assert "guessed" not in run.err


def test_that_a_project_scores_only_who_is_scored_and_tells_who_is_not(
    leadbench: Command, small: Path
) -> None:
    imported = read_table(small / "leads.csv")
    started = project_of(imported, "P", "2026-04-01T12:00:00+00:00")
    clerks = LeftOut("clerks", FieldTest("Title", Test.IS_ONE_OF, ("Clerk",)))
    merges = Merges(DuplicateRule(fill=True), imported.table.fingerprint, ((0, 2),))
    whole = replace(
        started,
        models=(replace(read_model(small / "model.json"), id="m1"),),
        left_out=(clerks,),
        merges=merges,
    )
    ProjectFile.create(small / "p.leadbench", whole, imported.table).close()
    run = leadbench("score", "--model", "p.leadbench", "p.leadbench", "-o", "out.csv")
    assert run.status == 0, run.err
    assert [row["lead_id"] for row in rows(small / "out.csv")] == ["01"]
    assert "2 leads are left out: clerks." in run.err
    assert "1 duplicated lead was merged into 1 other" in run.err


def test_that_options_overrule_the_project(leadbench: Command, project: Path) -> None:
    run = leadbench(
        "evaluate", "--model", project, "--model-name", "Second", project,
        "--outcome", "Stage=Won", "--json",
    )  # fmt: skip
    assert run.json["converted"] == 2


def test_that_the_right_model_of_a_project_scores(leadbench: Command, project: Path) -> None:
    leadbench("score", "--model", project, "--model-name", "Second", project, "-o", "out.csv")
    assert [row["score"] for row in rows(project.parent / "out.csv")] == ["72", "67", "12", "7"]


def test_that_a_project_is_inspected_by_its_own_kinds(leadbench: Command, project: Path) -> None:
    found = leadbench("inspect", project, "--json").json
    assert [field["role"] for field in found["fields"] if field["name"] == "Stage"] == ["outcome"]
    assert found["rows"] == 4


BAD: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("inspect", "gone.csv"), 1, "gone.csv: There is no such file"),
    (("inspect", "empty.csv"), 1, "empty.csv: The file is empty"),
    (("inspect", "binary.csv"), 1, "binary.csv"),
    (("inspect", "damaged.xlsx"), 1, "damaged.xlsx"),
    (("inspect", "p.leadbench"), 1, "p.leadbench"),
    (("inspect", "leads.csv", "--sheet", "X"), 1, "has no sheets"),
    (("inspect", "leads.csv", "--header-rows", "two"), 2, "--header-rows"),
    (("inspect", "leads.csv", "--header-rows", "3-2"), 2, "such as 2-3"),
    (("inspect", "leads.csv", "--header-rows", "10"), 2, "from 0 to 9"),
    (("inspect", "leads.csv", "--header-rows", "900-901"), 1, "can't be in row 900"),
    (("inspect", "leads.csv", "--id", "Nope"), 1, "no field “Nope”"),
    (("inspect", "leads.csv", "--created", "Title"), 1, "must be a field of dates"),
    (("inspect",), 2, "LEADS"),
    (("inspect", "leads.csv", "--as-of", "soon"), 2, "neither a day"),
    (("score", "--model", "gone.json", "leads.csv", "-o", "o.csv"), 1, "gone.json"),
    (("score", "--model", "cut.json", "leads.csv", "-o", "o.csv"), 1, "cut.json"),
    (("score", "--model", "wrong.json", "leads.csv", "-o", "o.csv"), 1, "rules[0].points"),
    (("score", "--model", "leads.csv", "leads.csv", "-o", "o.csv"), 1, "not JSON"),
    (("score", "--model", "model.json", "leads.csv"), 2, "-o"),
    (("score", "--model", "model.json", "leads.csv", "-o", "o.pdf"), 1, ".csv, .xlsx or .parquet"),
    (("score", "--model", "model.json", "leads.csv", "-o", "no/o.csv"), 1, "folder does not exist"),
    (("score", "--model", "model.json", "leads.csv", "-o", "leads.csv"), 1, "would replace"),
    (("score", "--model", "model.json", "leads.csv", "-o", "o.csv", "--field", "N"), 1, "Field N"),
    (("score", "--model", "model.json", "leads.csv", "-o", "o.csv", "--model-name", "Z"), 1, "“Z”"),
    (("evaluate", "--model", "model.json", "leads.csv", "--outcome", "Nope"), 1, "“Nope”"),
    (("evaluate", "--model", "model.json", "leads.csv", "--outcome", "Stage=W"), 1, "“W”"),
    (("evaluate", "--model", "model.json", "leads.csv", "--outcome", "Title"), 1, "which value"),
    (("evaluate", "--model", "model.json", "leads.csv", "--outcome", "Title="), 1, "No value"),
    (("evaluate", "--model", "model.json", "blank.csv", "--outcome", "Stage"), 1, "is blank"),
    (("evaluate", "--model", "model.json", "all_won.csv", "--outcome", "Stage=Won"), 1, "one val"),
    (("evaluate", "--model", "model.json", "none.csv"), 1, "No field says"),
    (("evaluat", "leads.csv"), 2, "Did you mean evaluate?"),
    (("gone.csv",), 1, "There is no such file"),
    (("--nope",), 2, "--nope"),
)  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "sentence"), BAD, ids=lambda v: str(v)[:60])
def test_that_bad_input_gets_a_sentence_and_the_right_exit_status(
    leadbench: Command, small: Path, arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    (small / "empty.csv").write_bytes(b"")
    (small / "binary.csv").write_bytes(bytes(range(256)) * 40)
    (small / "damaged.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 200)
    (small / "p.leadbench").write_bytes(b"SQLite format 3\0" + b"x" * 200)
    (small / "cut.json").write_text('{"semantics": 1,', encoding="utf-8")
    wrong = json.dumps(KEYS).replace('"points": 60', '"points": "60"')
    (small / "wrong.json").write_text(wrong, encoding="utf-8")
    (small / "none.csv").write_text("Title,Size\na,1\nb,2\n", encoding="utf-8")
    (small / "blank.csv").write_text("Title,Size,Stage\na,1,\nb,2,\n", encoding="utf-8")
    won = "Title,Size,Stage\na,1,Won\nb,2,Won\n"
    (small / "all_won.csv").write_text(won, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in small.iterdir()}
    run = leadbench(*arguments)
    assert run.status == status, run.err
    assert sentence in run.err
    assert run.out == ""
    assert "Traceback" not in run.err
    assert {path.name: path.read_bytes() for path in small.iterdir()} == before


def test_that_every_fault_of_a_model_is_told(leadbench: Command, small: Path) -> None:
    wrong = (
        json.dumps(KEYS).replace('"points": 60', '"points": "60"').replace('"contains"', '"has"')
    )
    (small / "model.json").write_text(wrong, encoding="utf-8")
    run = leadbench("score", "--model", "model.json", "leads.csv", "-o", "o.csv")
    assert run.status == 1
    assert "model.json: There are 2 faults" in run.err
    assert "rules[0].when.test" in run.err
    assert "rules[0].points" in run.err


def test_that_equal_ids_and_late_leads_are_told(leadbench: Command, small: Path) -> None:
    (small / "leads.csv").write_text(TABLE.replace("02,", "01,"), encoding="utf-8")
    run = leadbench(
        "score", "--model", "model.json", "leads.csv", "-o", "o.csv",
        "--id", "Id", "--created", "Created", "--as-of", "2026-01-06",
    )  # fmt: skip
    assert run.status == 0
    assert "2 leads share their id" in run.err
    assert "2 leads were created after 2026-01-06" in run.err
    assert len(rows(small / "o.csv")) == 4


def test_that_a_rule_that_asks_another_kind_of_field_is_told(
    leadbench: Command, small: Path
) -> None:
    data = json.loads(SAMPLE.model.read_text("utf-8"))
    data["inputs"] = [
        {"name": item["name"], "role": item["role"], "kind": item["kind"]}
        | ({"kind": "text"} if item["name"] == "Employees" else {})
        for item in data["inputs"]
    ]
    (small / "m.json").write_text(json.dumps(data), encoding="utf-8")
    run = leadbench("evaluate", "--model", "m.json", LEADS, "--json")
    assert run.status == 0, run.err
    assert "Field Employees: “Employees” asks for number" in run.err


# The process itself


def process(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        text=True,
        encoding="utf-8",
        timeout=80,
    )


def test_that_what_a_library_prints_by_itself_is_no_part_of_the_answer() -> None:
    """The solver of scipy writes past Python, to the descriptor."""
    script = """
import os
from workbench.command_line import main
from workbench.commands.terminal import Terminal
say = Terminal.say
Terminal.say = lambda terminal, text: (os.write(1, b"tmpSolver.run();"), say(terminal, text))
raise SystemExit(main())
"""
    done = process("-c", script, "schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"]
    assert done.stderr == "tmpSolver.run();"


def test_that_the_version_is_answered_without_loading_anything() -> None:
    program = (
        "import sys; from workbench.command_line import main; status = main(['--version']);"
        "print(status, [n for n in ('numpy', 'PySide6', 'models') if n in sys.modules])"
    )
    done = process("-c", program)
    assert done.stdout.startswith("Leadbench ")
    assert done.stdout.endswith("0 []\n"), done.stderr


def test_that_the_first_window_loads_nothing_that_only_tables_and_charts_need(
    tmp_path: Path,
) -> None:
    program = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, {str(tmp_path)!r})
from workbench.filing import files
files.recovery_folder = lambda: Path({str(tmp_path)!r}) / "recovery"
from workbench.app import Workbench
app = QApplication(["leadbench"])
bench = Workbench(app)
bench.window.show()
for _ in range(30):
    app.processEvents()
heavy = "pandas scipy matplotlib rapidfuzz msoffcrypto cryptography olefile python_calamine "
heavy += "openpyxl xlsxwriter pyarrow lxml"
print([name for name in heavy.split() if name in sys.modules])
bench.finish()
bench.window.close()
bench.dispose()
"""
    done = process("-c", program, env={"QT_QPA_PLATFORM": "offscreen"})
    assert done.stdout == "[]\n", done.stderr


def test_that_every_command_but_the_window_works_without_qt(tmp_path: Path) -> None:
    program = f"""
import sys
for name in ("PySide6", "shiboken6", "superqt", "qtpy"):
    sys.modules[name] = None
from workbench.command_line import main
out = {str(tmp_path)!r}
print(main(["inspect", {LEADS!r}]))
print(main(["score", "--model", {MODEL!r}, {LEADS!r}, "-o", out + "/a.csv"]))
print(main(["score", "--model", {MODEL!r}, {LEADS!r}, "-o", out + "/a.xlsx"]))
print(main(["evaluate", "--model", {MODEL!r}, {LEADS!r}, "--json"]))
print(main(["schema"]))
"""
    done = process("-c", program)
    assert [line for line in done.stdout.splitlines() if line == "0"] == ["0"] * 5, done.stderr


def test_that_without_a_screen_the_window_says_so_before_qt_starts() -> None:
    program = (
        "import sys; from workbench.command_line import main; status = main([]);"
        "print(status, 'PySide6' in sys.modules)"
    )
    none = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    if not sys.platform.startswith("linux"):
        pytest.skip("elsewhere there is always a screen")
    done = process("-c", program, env=none)
    assert done.stdout == "1 False\n"
    assert "There is no screen here" in done.stderr
    assert "--offscreen DIR" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_that_missing_libraries_are_named_in_one_line_to_copy(
    leadbench: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(screen, "_loads", lambda library: "xcb-cursor" not in library)
    run = leadbench()
    assert run.status == 1
    assert "apt-get install -y --no-install-recommends libxcb-cursor0\n" in run.err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries of Linux")
def test_that_the_packages_named_are_those_of_the_set_up() -> None:
    listed = (ROOT / "packaging" / "system_packages.txt").read_text("utf-8").splitlines()
    names = {line.split("|")[0] for line in listed if line and not line.startswith("#")}
    assert {package for _, package in (*screen._LIBRARIES, *screen._ON_X11)} == names


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("moment", ["Reading", "Writing"])
def test_that_ctrl_c_stops_cleanly_and_leaves_no_half_file(tmp_path: Path, moment: str) -> None:
    (tmp_path / "a.csv").write_bytes(b"the old list")
    program = f"""
import os, signal, sys
from workbench.commands import terminal
class Watched(terminal.Terminal):
    def progress(self, what, done, total):
        if what.startswith({moment!r}):
            os.kill(os.getpid(), signal.SIGINT)
terminal.Terminal = Watched
from workbench.command_line import main
sys.exit(main(["score", "--model", {MODEL!r}, {LEADS!r}, "-o", {str(tmp_path / "a.csv")!r}]))
"""
    done = process("-c", program)
    assert done.returncode == 130, done.stderr
    assert "Stopped; nothing was written." in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"the old list"


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_that_the_progress_bar_shows_on_a_terminal_only(tmp_path: Path) -> None:
    import pty  # lazy: not on Windows

    arguments = ["score", "--model", MODEL, LEADS, "-o", str(tmp_path / "a.csv"), "--json"]
    master, slave = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "workbench.command_line", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=slave,
    )
    os.close(slave)
    shown = b""
    try:
        while block := os.read(master, 4096):
            shown += block
    except OSError:  # Linux says so when the other end is closed
        pass
    out, _ = child.communicate(timeout=60)
    os.close(master)
    assert child.returncode == 0
    assert b"[####" in shown
    assert json.loads(out)["leads"] == 5000
    assert b"####" not in process("-m", "workbench.command_line", *arguments).stderr.encode()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_that_a_reader_who_leaves_early_causes_no_complaint() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "workbench.command_line", "schema"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    said = child.stderr.read()
    child.stderr.close()
    assert child.wait(timeout=60) in (0, -signal.SIGPIPE)
    assert said == b""


def test_that_signs_that_a_terminal_lacks_do_not_stop_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbench.command_line", "evaluate", "--model", MODEL, LEADS],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        timeout=60,
    )
    assert done.returncode == 0
    assert b"Ranking (AUC)" in done.stdout


def test_that_a_password_comes_from_a_file_and_is_said_nowhere(
    leadbench: Command, small: Path
) -> None:
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(","))
    book.save(small / "free.xlsx")
    with (small / "free.xlsx").open("rb") as free, (small / "locked.xlsx").open("wb") as out:
        msoffcrypto.OOXMLFile(free).encrypt("Quartz-91", out)
    assert "protected by a password" in leadbench("inspect", "locked.xlsx").err
    asked = ("inspect", "locked.xlsx", "--password-file", "secret.txt")
    assert "can't be read" in leadbench(*asked).err
    (small / "secret.txt").write_text("\n", encoding="utf-8")
    assert "is blank" in leadbench(*asked).err
    (small / "secret.txt").write_text("wrong\n", encoding="utf-8")
    run = leadbench(*asked)
    assert (run.status, "does not open" in run.err, "wrong" in run.err) == (1, True, False)
    (small / "secret.txt").write_text("Quartz-91\r\nmore\n", encoding="utf-8")
    run = leadbench(*asked)
    assert run.status == 0, run.err
    assert f"{len(TABLE.splitlines()) - 1} leads" in run.out
    assert "Quartz" not in run.out + run.err
