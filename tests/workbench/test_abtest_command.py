"""`leadbench abtest`: plans, analyses, and what it refuses."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.evaluation.trials.assignment import share_of
from models.evaluation.trials.trial import Trial
from models.project.document import Project, Source
from models.project.edits import PlanTrial, SetLeads
from models.project.file import ProjectFile
from sample_projects import sample
from tests.models.evaluation.trials.made import leads_of, trial
from workbench import command_line

SAMPLE = sample("b2b_software")
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def abtest(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            status = command_line.main(["abtest", *map(str, arguments)])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A finished test as a file."""
    return written(tmp_path / "test.csv", days_after=60)


def written(path: Path, **changes: Any) -> Path:
    leads = leads_of(rates=(0.1, 0.2, 0.2), **changes)
    names = [column.name for column in leads.raw.columns]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        for row in range(len(leads)):
            writer.writerow([column[row] for column in leads.raw.columns])
    return path


OUTCOME = ("--outcome", "Won", "--outcome-date", "Closed", "--created", "Created")


def test_that_a_plan_needs_no_leads(abtest: Call) -> None:
    status, out, _ = abtest("plan", "--rate", "8", "--difference", "2", "--per-week", "375")
    assert status == 0
    first = out.splitlines()[0]
    assert first == "You need 3,213 leads in each arm: 18 weeks at 375 leads a week."
    _, same, _ = abtest("plan", "--rate", "8", "--relative", "25", "--per-week", "375")
    assert same == out
    status, out, _ = abtest(
        "plan", "--rate", "8", "--difference", "2", "--per-week", "375", "--weeks", "4"
    )
    assert out.splitlines()[0] == "4 weeks (1,500 leads) could show a rise of 4.4 points or more."


def test_that_the_history_proposes_rate_and_leads_a_week(abtest: Call, tmp_path: Path) -> None:
    out_file = tmp_path / "arms.csv"
    status, out, _ = abtest(
        "plan",
        SAMPLE.leads,
        "--model",
        SAMPLE.model,
        "--relative",
        "25",
        "--start",
        "2026-04-06",
        "--share",
        "30",
        "--assign",
        out_file,
    )
    assert status == 0
    assert out.startswith("Of ")
    assert "converted, " in out.splitlines()[0]
    rows = list(csv.reader(out_file.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["Record ID", "Test arm"]
    assert all(
        arm == ("B" if share_of("abtest-2026-04-06", name) < 0.3 else "A") for name, arm in rows[1:]
    )
    assert 0.27 < sum(arm == "B" for _, arm in rows[1:]) / len(rows) < 0.33


def test_that_the_plan_for_scripts_has_its_numbers(abtest: Call) -> None:
    _, out, _ = abtest("plan", "--rate", "8", "--difference", "2", "--per-week", "375", "--json")
    found = json.loads(out)
    assert found["leads"] == {"a": 3_213, "b": 3_213}
    assert found["weeks"] == 18
    assert {"weeks", "leads", "difference"} == set(found["could_show"][0])


def test_that_a_finished_test_without_a_plan_is_analysed_and_says_so(
    abtest: Call, table: Path
) -> None:
    status, out, _ = abtest(
        "analyse", table, "--field", "Arm", "--arm", "old", "--arm", "new", *OUTCOME
    )
    assert status == 0
    assert out.startswith("Go on with “new”")
    assert "No plan was made beforehand" in out
    _, said, _ = abtest("analyse", table, "--field", "Arm", "--by", "Source", "--json", *OUTCOME)
    found = json.loads(said)
    assert [arm["name"] for arm in found["arms"]] == ["old", "new"]
    assert found["split"]["as_planned"]
    assert sum(part["a"]["leads"] for part in found["segments"]) == found["arms"][0]["leads"]


def test_that_counts_are_analysed_without_leads(abtest: Call) -> None:
    status, out, _ = abtest("analyse", "--counts", "A=330/4120", "--counts", "B=417/4100")
    assert status == 0
    assert "2.2 points more (0.9 to 3.4), p under 0.001" in out


def project_of(path: Path, kept: Trial, **changes: Any) -> Path:
    """A project with a plan and the leads of its test."""
    leads = leads_of(rates=(0.1, 0.2), **changes)
    project = SetLeads(Source(leads.raw.fingerprint, "test.csv", len(leads)), leads.recipe).apply(
        Project()
    )
    project = PlanTrial(kept).apply(project)
    ProjectFile.create(path, project, leads.raw).close()
    return path


def test_that_a_planned_test_that_is_not_over_is_refused_with_exit_1(
    abtest: Call, tmp_path: Path
) -> None:
    early = project_of(tmp_path / "early.leadbench", trial(), weeks=6, days_after=0)
    for more in ((), ("--field", "Arm"), ("--plan", "new THRESHOLD"), ("--json",)):
        status, out, err = abtest("analyse", early, *more)
        assert status == 1
        assert "Too early to look" in err
        assert "14 Apr 2026" in err
        assert "converts" not in out
        assert "p_value" not in out
    assert "300" in out
    over = project_of(tmp_path / "over.leadbench", trial(), days_after=60)
    status, out, _ = abtest("analyse", over)
    assert status == 0
    assert out.startswith("Go on with “new”")
    assert "No plan" not in out
    status, _, err = abtest("analyse", over, "--plan", "Other")
    assert status == 1
    assert "no plan of the name “Other”" in err


def test_that_looks_are_planned_and_followed_by_the_command(abtest: Call, tmp_path: Path) -> None:
    rate = ("--rate", "8", "--difference", "2", "--per-week", "375")
    status, out, _ = abtest("plan", *rate, "--looks", "4", "--json")
    assert status == 0
    looks = json.loads(out)["looks"]
    assert [round(look["z"], 3) for look in looks] == [4.333, 2.963, 2.359, 2.014]
    kept = trial()
    kept = replace(kept, design=replace(kept.design, looks=2))
    path = project_of(tmp_path / "first.leadbench", kept, weeks=10, days_after=5)
    status, out, _ = abtest("analyse", path, "--json")
    told = json.loads(out)
    assert status == 0
    assert told["looks"][0]["p_below"] == pytest.approx(0.00305, abs=1e-5)
    assert told["goes_on"] is (told["looks"][0]["p"] >= told["looks"][0]["p_below"])
    early = project_of(tmp_path / "early.leadbench", kept, weeks=6, days_after=0)
    status, _, err = abtest("analyse", early)
    assert status == 1
    assert "Too early to look" in err


def test_that_typed_counts_can_be_of_a_planned_look(abtest: Call) -> None:
    counts = ("analyse", "--counts", "A=330/4120", "--counts", "B=417/4100")
    status, out, _ = abtest(*counts, "--look", "1/4")
    assert status == 0
    assert "cannot be told apart" in out
    assert "At look 1 of 4 p must be below 0.000015" in out
    _, out, _ = abtest(*counts, "--look", "4/4", "--json")
    assert json.loads(out)["level"] == pytest.approx(0.044, abs=5e-4)
    for wrong, words in (("5/4", "Write it as 2/4"), ("x", "Write it as 2/4"), ("1/9", "1 to 5")):
        status, _, err = abtest(*counts, "--look", wrong)
        assert status == 1
        assert words in err
    status, _, err = abtest(*counts, "--counts", "C=1/20", "--look", "1/2")
    assert status == 1
    assert "two arms" in err


def test_that_the_day_until_which_leads_tell_can_be_said(abtest: Call, tmp_path: Path) -> None:
    kept = replace(trial(), end=date(2026, 2, 15))
    early = project_of(tmp_path / "early.leadbench", kept, weeks=6, days_after=0)
    assert abtest("analyse", early)[0] == 1
    assert abtest("analyse", early, "--as-of", "2026-06-01")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("plan", "--difference", "2", "--per-week", "9"), "how many convert today"),
        (("plan", "--rate", "8", "--per-week", "9"), "said once"),
        (("plan", "--rate", "8", "--difference", "2"), "each week"),
        (("plan", "--rate", "100", "--difference", "2", "--per-week", "9"), "100.0"),
        (("plan", "--rate", "8", "--difference", "0", "--per-week", "9"), "no test"),
        (("plan", "--rate", "8", "--difference", "-1", "--per-week", "9"), "below zero"),
        (("plan", "--rate", "8", "--difference", "2", "--per-week", "-9"), "never end"),
        (
            ("plan", "--rate", "8", "--difference", "2", "--per-week", "9", "--by-account"),
            "how alike",
        ),
        (
            ("plan", "--rate", "8", "--difference", "2", "--per-week", "9", "--assign", "x.csv"),
            "No leads are given to deal",
        ),
        (("analyse",), "No leads are given"),
        (("analyse", "--counts", "A=4120"), "Write them as A=330/4120"),
        (("analyse", "--counts", "A=5/4", "--counts", "B=1/2"), "cannot be"),
        (("analyse", SAMPLE.leads, "--field", "Job title"), "values, and a test has 8 arms"),
        (("analyse", SAMPLE.leads), "No field is chosen"),
    ],
)
def test_that_what_cannot_be_is_a_sentence_and_exit_1(
    abtest: Call, arguments: tuple[str | Path, ...], words: str
) -> None:
    status, out, err = abtest(*arguments)
    assert status == 1
    assert words in err
    assert not out


def test_that_a_field_with_one_arm_is_refused(abtest: Call, tmp_path: Path) -> None:
    path = written(tmp_path / "one.csv", names=("old",))
    status, _, err = abtest("analyse", path, "--field", "Arm", *OUTCOME)
    assert status == 1
    assert "in one arm" in err


def test_that_another_share_than_half_can_be_expected(abtest: Call, tmp_path: Path) -> None:
    path = written(tmp_path / "thirds.csv", names=("old", "new", "new"), per_week=99)
    asked = ("analyse", path, "--field", "Arm", *OUTCOME)
    _, out, _ = abtest(*asked)
    assert out.startswith("Do not decide by this test")
    assert "If the split was to be another, say its share." in out
    _, out, _ = abtest(*asked, "--share", "66.7")
    assert "dealt as expected" in out
