"""`leadbench score --for SYSTEM` from end to end."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from models.exchange.reimport.systems import COLUMNS, SYSTEMS
from models.exchange.reimport.wishes import ListWishes
from models.leads.readers import read_table
from models.project.document import Project, Source
from models.project.edits import ChangeLists
from models.project.file import ProjectFile
from models.scoring.file.model_json import read_model
from workbench import command_line, list_options

MODEL = {
    "semantics": 1,
    "name": "Titles",
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 50, "mql": True}],
    "groups": [
        {
            "name": "Fit",
            "rules": [
                {
                    "name": "VP",
                    "when": {"field": "Title", "test": "contains", "values": ["VP"]},
                    "points": 60,
                }
            ],
        }
    ],
}
LEADS = (
    "Record ID,Title,Email\n51,VP Sales,a@x.example\n52,Intern,b@x.example\n"
    "53,VP,\n,VP,c@x.example\n00x,VP,d@x.example\n52,VP,b@X.example\n"
)


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    Path("model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    Path("leads.csv").write_text(LEADS, encoding="utf-8")

    def call(*more: str, leads: str = "leads.csv") -> Ran:
        status = command_line.main(["score", "--model", "model.json", leads, *more])
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return call


def rows(path: str) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return [row[:3] for row in csv.reader(stream)]


def test_that_the_command_line_knows_the_systems_and_columns_there_are() -> None:
    assert tuple(system.key for system in SYSTEMS) == list_options.SYSTEMS
    assert tuple(COLUMNS) == list_options.COLUMNS


def test_that_a_list_for_hubspot_has_its_columns_and_tells_who_is_left_out(run: Run) -> None:
    ran = run("--for", "hubspot", "-o", "out.csv")
    assert ran.status == 0
    assert rows("out.csv") == [
        ["Record ID", "Lead score", "Lead score band"],
        ["51", "60", "MQL"],
        ["53", "60", "MQL"],
        ["52", "60", "MQL"],
    ]
    assert "3 leads for HubSpot." in ran.out
    assert "1 lead is left out: no id." in ran.err
    assert "“00x” is not a whole number" in ran.err
    assert "1 lead is left out, since a lead with a higher place has the same id" in ran.err


def test_that_the_answer_as_json_has_the_keys_that_scripts_read(run: Run) -> None:
    steps = ("--next-step", "MQL=Call", "--next-step", "Cold=Wait")
    found = run("--for", "hubspot", "--per-band", *steps, "-o", "out.csv", "--json").json
    assert found["system"] == "hubspot"
    assert found["columns"][0] == "Record ID"
    assert found["columns"][-1] == "Lead next step"
    assert found["files"] == [
        {"path": "out, MQL.csv", "band": "MQL", "leads": 3},
        {"path": "out, Cold.csv", "band": "Cold", "leads": 0},
    ]
    assert found["left_out"] == {"blank_id": 1, "wrong_id": 1, "repeated_id": 1}
    assert (found["leads"], found["changes"]) == (3, None)
    assert {"model", "model_hash", "as_of", "problems"} <= found.keys()


def test_that_only_changes_are_written_against_the_lists_of_before(run: Run) -> None:
    before = run("--for", "marketo", "--per-band", "-o", "before.csv", "--json").json
    assert before["leads"] == 4
    text = LEADS.replace("51,VP Sales", "51,Intern").replace("00x,VP,d@", "00x,VP,e@")
    Path("leads.csv").write_text(text, encoding="utf-8")
    since = [part for file in before["files"] for part in ("--changed-since", file["path"])]
    found = run("--for", "marketo", *since, "-o", "changes.csv", "--json").json
    assert found["changes"] == {"new": 1, "changed": 1, "same": 2, "gone": 1}
    assert sorted(rows("changes.csv")[1:]) == [
        ["a@x.example", "0", "Cold"],
        ["e@x.example", "60", "MQL"],
    ]


def test_that_a_list_of_before_is_never_replaced_by_its_changes(run: Run) -> None:
    run("--for", "hubspot", "-o", "out.csv")
    kept = Path("out.csv").read_bytes()
    ran = run("--for", "hubspot", "--changed-since", "out.csv", "-o", "out.csv")
    assert ran.status == 1
    assert "would replace the file that it is made from" in ran.err
    assert Path("out.csv").read_bytes() == kept


def test_that_a_project_brings_headers_and_next_steps_and_options_overrule_them(run: Run) -> None:
    imported = read_table(Path("leads.csv"))
    model = replace(read_model(Path("model.json")), id="m1")
    wishes = ListWishes("zoho", per_band=True, next_steps=(("Cold", "Wait"), ("MQL", "Call")))
    wishes = replace(wishes, system="hubspot").with_header("score", "Points").with_id_field("Title")
    source = Source(imported.table.fingerprint, "leads.csv", imported.table.rows)
    project = Project("P", source, imported.recipe, (model,), "m1")
    whole = ChangeLists(wishes).apply(project)
    ProjectFile.create(Path("p.leadbench"), whole, imported.table).close()
    more = ("--id-field", "Record ID", "--next-step", "MQL=Ring", "-o", "out.csv")
    ran = run("--for", "hubspot", *more, leads="p.leadbench")
    assert ran.status == 0
    assert rows("out.csv")[0] == ["Record ID", "Points", "Lead score band"]
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["Lead next step"] for row in csv.DictReader(stream)} == {"Ring"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--per-band",), "say with --for"),
        (("--id-header", "X"), "say with --for"),
        (("--changed-since", "x.csv"), "say with --for"),
        (("--for", "hubspot", "--field", "Title"), "goes with the list to read"),
        (("--for", "excel"), "invalid choice"),
        (("--for", "hubspot", "--next-step", "MQL"), "write Hot=Call"),
    ],
)
def test_that_options_that_do_not_go_together_are_wrong_usage(
    run: Run, more: tuple[str, ...], said: str
) -> None:
    ran = run(*more, "-o", "out.csv")
    assert ran.status == 2
    assert said in ran.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--for", "dynamics", "--id-field", "Email"), "not a GUID"),
        (("--for", "plain", "--id-field", "Nothing"), "no such field"),
        (("--for", "plain", "--next-step", "Hot=Call"), "no band “Hot”"),
        (("--for", "plain", "--probability"), "keeps no chances"),
        (("--for", "salesforce", "--score-header", "Lead Score"), "not the API name"),
        (("--for", "hubspot", "--changed-since", "leads.csv"), "no column “Lead score”"),
        (("--for", "hubspot", "--changed-since", "none.csv"), "no such file"),
    ],
)
def test_that_what_cannot_be_written_is_refused_in_one_sentence(
    run: Run, more: tuple[str, ...], said: str
) -> None:
    ran = run(*more, "-o", "out.csv")
    assert ran.status == 1
    assert said in ran.err
    assert not Path("out.csv").exists()
