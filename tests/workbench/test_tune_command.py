"""`leadbench tune`: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import csv
import json
import signal
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import ReadOptions
from models.leads.readers.reading import read_table
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.project.file import ProjectFile
from models.project.start import project_of
from models.scoring.file.model_json import dump, read_model
from models.scoring.model import ByValue, Rule, ScoringModel, ValuePoints
from models.tuning.reins import Hold, Rein, Sign
from models.tuning.task import Task, none_proposed
from models.tuning.wishes import Wishes
from tests.models.tuning.proving import history, model_of
from workbench import command_line
from workbench.commands.tune import stoppable

Call = Callable[..., tuple[int, str, str]]
SAMPLE = Path(__file__).parents[2] / "sample_projects" / "b2b_software"
QUICK = ("--rules", "2", "--step", "10", "--outcome", "Won=yes")


@pytest.fixture
def tune(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = command_line.main(["tune", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def written(path: Path, leads: Leads) -> Path:
    """The leads as a table."""
    columns = {
        column.name: [column[row] for row in range(len(leads))] for column in leads.raw.columns
    }
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


@pytest.fixture(scope="module")
def leads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("tune") / "leads.csv", history(1_200))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tune") / "model.json"
    path.write_text(dump(model_of()), encoding="utf-8")
    return path


def points_of(model: ScoringModel) -> dict[str, int]:
    return {rule.name: rule.reach()[1] or rule.reach()[0] for rule in model.rules()}


def test_that_points_are_learnt_proved_and_written(
    tune: Call, leads: Path, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "tuned.json"
    status, said, err = tune("--model", model, leads, *QUICK, "-o", out, "--capacity", "5")
    assert status == 0, err
    assert "Full capacity (5 a week)" in said
    assert "teach, the" in said
    assert "* the fewest lines within one standard error of the best" in said
    assert "What changes with" in said
    assert "Alpha: +5 \u2192" in said
    assert f"Written: {out}." in said
    points = points_of(read_model(out))
    assert points["Alpha"] > 0
    assert all(given % 10 == 0 for given in points.values())
    assert len([given for given in points.values() if given]) <= 2


def test_that_scripts_get_the_same_keys_whatever_is_tuned(
    tune: Call, leads: Path, model: Path, tmp_path: Path
) -> None:
    asked = ("--model", model, leads, *QUICK, "--json", "--seed", "3", "-o", tmp_path / "all")
    status, said, err = tune(*asked)
    assert status == 0, err
    found = json.loads(said)
    assert found["division"]["way"] == "time"
    one = found["models"][found["proposed"]]
    assert {"rules", "log_loss", "auc", "path", "test", "changes", "disruption"} <= set(one)
    assert {"auc", "log_loss"} <= set(one["test"])
    assert [Path(item["path"]).name for item in found["models"]] == [
        "tuned-01.json",
        "tuned-02.json",
    ]
    again = json.loads(tune(*asked)[1])
    assert again == found
    assert evaluated(one["path"], leads)["auc"]["value"] == pytest.approx(one["auc"])


def evaluated(model: str, leads: Path) -> Any:
    """What `leadbench evaluate` says of a model's file."""
    asked = ["evaluate", "--model", model, str(leads), "--outcome", "Won=yes", "--json"]
    with redirect_stdout(StringIO()) as said:
        assert command_line.main(asked) == 0
    return json.loads(said.getvalue())


def test_that_the_size_that_the_window_shows_first_is_told_and_written(
    tune: Call, leads: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.commands.tune.first_shown", lambda _tuned: (0, "For a reason."))
    out = tmp_path / "tuned.json"
    status, said, err = tune("--model", model, leads, *QUICK, "-o", out)
    assert status == 0, err
    assert said.startswith("For a reason.")
    assert "What changes with 1 line:" in said
    assert sum(map(bool, points_of(read_model(out)).values())) == 1
    told = json.loads(tune("--model", model, leads, *QUICK, "-o", out, "--json")[1])
    assert (told["shown"], told["shown_why"]) == (0, "For a reason.")
    assert [item["path"] is not None for item in told["models"]] == [True, False]


def test_that_without_a_model_the_rules_are_proposed(
    tune: Call, leads: Path, tmp_path: Path
) -> None:
    out = tmp_path / "first.json"
    status, said, err = tune(leads, *QUICK, "--forbid", "Beta", "-o", out)
    assert status == 0, err
    assert "today" not in said.split("What changes")[0].splitlines()[-2]
    made = read_model(out)
    assert {name for rule in made.rules() for name in rule.fields()} <= {"Alpha", "Gamma", "Delta"}
    assert "Alpha" in made.fields()


def test_that_what_the_project_refuses_is_not_proposed_and_is_told(
    tune: Call, leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = read_table(leads, ReadOptions(), lambda *_: None)
    started = project_of(imported, "P", "2026-04-01T12:00:00+00:00")
    own = model_of()
    alone = replace(own, id="m1", groups=(replace(own.groups[0], rules=own.groups[0].rules[:1]),))
    refused = Wishes(refused=("Beta is yes",))
    whole = replace(started, models=(alone,), chosen="m1", wishes=(("m1", refused),))
    path = tmp_path / "p.leadbench"
    ProjectFile.create(path, whole, imported.table).close()
    proposed: list[set[str]] = []

    def looked(task: Task, *_: object) -> None:
        proposed.append({one.rule.name for one in task.propose(np.arange(1_200))})
        raise LeadbenchError("Seen.")

    monkeypatch.setattr("workbench.commands.tune.tune", looked)
    asked = ("--model", path, path, "--propose", "--outcome", "Won=yes")
    assert tune(*asked)[0] == 1
    assert "Beta: yes" not in proposed[0]
    assert "Gamma: no" in proposed[0]
    said = tune(*asked)[2]
    assert "1 proposed rule that the project refuses may not join: \u201cBeta is yes\u201d." in said


def test_that_a_project_brings_what_its_page_allows_and_options_overrule_it(
    tune: Call, leads: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = read_table(leads, ReadOptions(), lambda *_: None)
    started = project_of(imported, "P", "2026-04-01T12:00:00+00:00")
    own = replace(model_of(), id="m1")
    locked = (("alpha", Rein(Hold.LOCK)), ("beta", Rein(Hold.LOCK)))
    allows = Wishes(step=10, most_lines=4, per_field=1, reins=locked)
    whole = replace(started, models=(own,), chosen="m1", wishes=(("m1", allows),))
    path = tmp_path / "p.leadbench"
    ProjectFile.create(path, whole, imported.table).close()
    seen: list[Task] = []

    def looked(task: Task, *_: object) -> None:
        seen.append(task)
        raise LeadbenchError("Seen.")

    monkeypatch.setattr("workbench.commands.tune.tune", looked)
    asked = ("--model", path, path, "--outcome", "Won=yes")
    assert tune(*asked)[0] == 1
    assert tune(*asked, "--step", "5", "--no-signs", "--no-propose", "--forbid", "Beta")[0] == 1
    assert tune("--model", model, leads, "--outcome", "Won=yes", "--signs", "--per-group", "3")[0]
    kept, said, of_file = (task.reins for task in seen)
    assert (kept.step, kept.most_lines, kept.per_field) == (10, 4, 1)
    assert kept.rein("alpha").hold is Hold.LOCK
    assert kept.rein("gamma").sign is Sign.UP
    assert seen[0].propose is not none_proposed
    assert (said.step, said.most_lines, said.per_field) == (5, 4, 1)
    assert [said.rein(key).hold for key in ("alpha", "beta")] == [Hold.LOCK, Hold.FORBID]
    assert said.rein("gamma").sign is Sign.ANY
    assert seen[1].propose is none_proposed
    assert (of_file.step, of_file.most_lines, of_file.per_group) == (5, None, 3)
    assert of_file.rein("alpha") == Rein(sign=Sign.UP)
    assert seen[2].propose is none_proposed


def test_that_named_rules_are_held(tune: Call, leads: Path, model: Path) -> None:
    held = ("--keep", "Noise", "--lock", "Delta", "--forbid", "Alpha")
    status, said, err = tune(
        "--model", model, leads, "--rules", "3", "--outcome", "Won=yes", *held, "--json",
        "--by", "chance",
    )  # fmt: skip
    assert status == 0, err
    found = json.loads(said)
    assert found["division"]["way"] == "cross-validation"
    for one in found["models"]:
        assert one["points"]["delta"] == 5
        assert one["points"]["noise"] != 0
        assert "alpha" not in one["points"]


RATES = {"Manager": 0.5, "Director": 0.25, "VP": 0.0, "Clerk": 0.1}


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A model with a table of titles, and leads that convert the less the higher their title is."""
    folder = tmp_path_factory.mktemp("titled")
    raw, recipe = history(1_200).raw, history(1).recipe
    dice = np.random.default_rng(5)
    titles = dice.choice(list(RATES), raw.rows).tolist()
    (before,) = (column for column in raw.columns if column.name == "Won")
    won = [
        "yes" if before[row] == "yes" or dice.random() < RATES[title] else "no"
        for row, title in enumerate(titles)
    ]
    columns = (
        *(column for column in raw.columns if column is not before),
        column_of("Won", won),
        column_of("Title", titles),
    )
    leads = written(folder / "leads.csv", Leads(RawTable(columns, raw.rows), recipe))
    entries = tuple(ValuePoints(name, 5) for name in ("Manager", "Director", "VP"))
    plain = model_of()
    rules = (*plain.groups[0].rules, Rule("title", "Job title", ByValue("Title", entries)))
    path = folder / "model.json"
    whole = replace(plain, groups=(replace(plain.groups[0], rules=rules),))
    path.write_text(dump(whole), encoding="utf-8")
    return path, leads


def learnt(tune: Call, titled: tuple[Path, Path], *more: str) -> list[dict[str, int]]:
    """The points of each size, of lines that have some."""
    model, leads = titled
    asked = ("--outcome", "Won=yes", "--rules", "8", "--step", "5", "--seed", "1", "--json")
    status, said, err = tune("--model", model, leads, *asked, *more)
    assert status == 0, err
    return [one["points"] for one in json.loads(said)["models"]]


def along(points: dict[str, int]) -> list[int]:
    return [points.get(f"title/{place}", 0) for place in range(3)]


def test_that_points_do_not_fall_along_what_is_to_rise(
    tune: Call, titled: tuple[Path, Path], tmp_path: Path
) -> None:
    assert any(along(points) != sorted(along(points)) for points in learnt(tune, titled))
    named = "Job title: Manager; job title: director; Job title: VP"
    for order in (named, "Job title"):
        for points in learnt(tune, titled, "--rising", order):
            assert along(points) == sorted(along(points))
    model, leads = titled
    out = tmp_path / "tuned.json"
    asked = ("--rising", "Job title", "--keep", "Job title", "--rules", "6", "-o", out)
    status, _, err = tune("--model", model, leads, "--outcome", "Won=yes", *asked)
    assert status == 0, err
    (award,) = (rule.award for rule in read_model(out).rules() if rule.id == "title")
    assert isinstance(award, ByValue)
    given = [entry.points for entry in award.entries]
    assert given == sorted(given)
    assert 0 not in given


def test_that_at_most_one_of_a_set_gives_points(tune: Call, titled: tuple[Path, Path]) -> None:
    def giving(points: dict[str, int]) -> int:
        return sum(key in points for key in ("alpha", "beta", "title/0"))

    assert any(giving(points) > 1 for points in learnt(tune, titled))
    found = learnt(tune, titled, "--one-of", "Alpha; Beta; Job title: Manager")
    assert [giving(points) for points in found if giving(points) > 1] == []


def test_that_lines_keep_to_their_sign_and_bounds(tune: Call, titled: tuple[Path, Path]) -> None:
    free = learnt(tune, titled)[-1]
    assert free["title/2"] < 0
    assert free["delta"] > 0
    assert free["alpha"] > 10
    limits = ("--adds", "Job title: VP", "--takes-away", "Delta", "--between", "Alpha=..10")
    held = ("--between", "Beta = \u221210..-5", "--keep", "Beta")
    for points in learnt(tune, titled, *limits, *held):
        assert points.get("title/2", 0) >= 0
        assert points.get("delta", 0) <= 0
        assert points.get("alpha", 0) <= 10
        assert -10 <= points["beta"] <= -5


def test_that_an_entry_is_held_by_its_name_or_key(tune: Call, titled: tuple[Path, Path]) -> None:
    held = ("--lock", "Job title: VP", "--forbid", "title/0", "--keep", "JOB TITLE: Director")
    for points in learnt(tune, titled, *held):
        assert points["title/2"] == 5
        assert "title/0" not in points
        assert points["title/1"] != 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--rising", "Alpha"), "--rising: One line alone is bound to nothing. Name two or more"),
        (("--rising", "Alpha; Alpha"), "“Alpha” is named more than once."),
        (("--rising", "Alpha; Job title"), "“Job title” means 3 lines, and each name must "
         "mean one here. Name one of “Job title: Manager”, “Job title: Dir"),
        (("--one-of", "Job title"), "--one-of: “Job title” means 3 lines"),
        (("--one-of", "Alpha; Alhpa"), "No rule is called “Alhpa”. Did you mean “Alpha"),
        (("--lock", "Job title: Chief"), "“Job title” has “Job title: Manager”, "),
        (("--rising", "Alpha: yes; Beta"), "“Alpha” is one line, without a table"),
        (("--adds", "Nobody"), "--adds: No rule is called “Nobody”. The rules are"),
        (("--adds", "Alpha", "--takes-away", "Alpha"), "“Alpha” may only add and may only take"),
        (("--between", "Alpha"), "Write RULE=FROM..TO"),
        (("--between", "Alpha=.."), "“Alpha=..” does not say the points of a rule."),
        (("--between", "Alpha=20..5"), "The least points of “Alpha”, 20, are more than its"),
        (("--between", "Alpha=11..14"), "is left no points that it could give: 11 to 14 in steps of"
         " 5, above 0. Allow more, or say --forbid."),
        (("--keep", "Alpha", "--between", "Alpha=11..14"), "“Alpha” must give points, and"),
        (("--between", "Alpha=..5", "--between", "Alpha=..10"), "has two most points that differ"),
        (("--lock", "Alpha", "--between", "Alpha=10.."), "“Alpha” is locked at 5 points, "
         "which it may not give"),
        (("--lock", "Job title", "--keep", "Job title: VP"), "“Job title: VP” is to be held "
         "in two ways that differ. Name it once."),
        (("--one-of", "Alpha; Beta", "--keep", "Alpha", "--keep", "Beta"), "Of “Alpha” and "
         "“Beta” 2 lines must give points (“Alpha” and “Beta”), at most 1 may."),
        (("--rising", "Alpha; Beta", "--lock", "Alpha", "--keep", "Beta", "--takes-away", "Beta"),
         "“Alpha” is locked at 5 points; “Beta” must give −50 to −5 points in "
         "steps of 5; points may not fall from “Alpha” to “Beta”."),
    ],
)  # fmt: skip
def test_that_limits_of_lines_that_make_no_sense_are_told(
    tune: Call, titled: tuple[Path, Path], more: tuple[str, ...], words: str
) -> None:
    model, leads = titled
    status, said, err = tune("--model", model, leads, "--outcome", "Won=yes", *more)
    assert status == 1
    assert said == ""
    assert words in err


@pytest.mark.parametrize(
    "limit", [("--adds", "Pricing page"), ("--one-of", "Pricing page; Industry")]
)
def test_that_what_is_not_tuned_cannot_be_limited(tune: Call, limit: tuple[str, str]) -> None:
    status, _, err = tune(
        "--model", SAMPLE / "activities_model.json", SAMPLE / "leads.csv",
        "--activities", SAMPLE / "activities.csv", *limit,
    )  # fmt: skip
    assert status == 1
    assert f"{limit[0]}: “Pricing page” keeps its points, whatever is tuned. Its points fade" in err


def test_that_limits_of_lines_overrule_the_project_for_these_lines_only(
    tune: Call, titled: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = read_table(titled[1], ReadOptions(), lambda *_: None)
    started = project_of(imported, "P", "2026-04-01T12:00:00+00:00")
    own = replace(read_model(titled[0]), id="m1")
    allows = Wishes(
        reins=(
            ("alpha", Rein(Hold.LOCK)),
            ("beta", Rein(most=20)),
            ("gamma", Rein(Hold.KEEP, most=20)),
            ("noise", Rein(Hold.LOCK)),
        ),
        one_of=(("alpha", "delta"),),
        rising=(("title/2", "title/1", "beta"), ("alpha", "beta")),
    )
    whole = replace(started, models=(own,), chosen="m1", wishes=(("m1", allows),))
    path = tmp_path / "p.leadbench"
    ProjectFile.create(path, whole, imported.table).close()
    seen: list[Task] = []

    def looked(task: Task, *_: object) -> None:
        seen.append(task)
        raise LeadbenchError("Seen.")

    monkeypatch.setattr("workbench.commands.tune.tune", looked)
    said = ("--between", "Alpha=..-5", "--keep", "Beta", "--takes-away", "Gamma")
    more = ("--rising", "Job title", "--one-of", "Beta; Delta")
    assert tune("--model", path, path, "--outcome", "Won=yes", *said, *more)[0] == 1
    reins = seen[0].reins
    assert reins.rein("alpha") == Rein(Hold.FREE, Sign.DOWN, most=-5)
    assert reins.rein("beta") == Rein(Hold.KEEP, Sign.UP, most=20)
    assert reins.rein("gamma") == Rein(Hold.KEEP, Sign.DOWN)
    assert reins.rein("noise").hold is Hold.LOCK
    assert reins.one_of == (("alpha", "delta"), ("beta", "delta"))
    assert reins.rising == (("alpha", "beta"), ("title/0", "title/1", "title/2"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--lock", "Nobody"), "is called \u201cNobody\u201d. The rules are \u201cAlpha\u201d"),
        (("--forbid", "Nobody"), "No rule or field is called \u201cNobody\u201d."),
        (("--lock", "Alpha", "--keep", "Alpha"), "held in two ways that differ"),
        (("--least", "0", "--most", "5"), "No line can give points"),
        (("--least", "20", "--most", "5"), "The least points of a line, 20, are more than the"),
        (("--keep", "Alpha", "--keep", "Beta", "--lock", "Delta"), "3 lines must give points ("),
        (("--rules", "0"), "At least one line must give points."),
        (("--split", "2001-01-01"), "leaves all leads on one side"),
        (("--aim", "value"), "Say both with --win and --cost."),
        (("--aim", "value", "--win", "1", "--cost", "5"), "worth no more than one touch costs"),
        (("--share", "0"), "is no share of the leads"),
        (("--seconds", "0"), "No search can end before it begins."),
        (("-o", "model.csv"), "A model is written as .json."),
    ],
)  # fmt: skip
def test_that_what_cannot_be_is_refused_in_one_sentence(
    tune: Call, leads: Path, model: Path, more: tuple[str, ...], words: str
) -> None:
    status, said, err = tune("--model", model, leads, *QUICK, *more)
    assert status == 1
    assert said == ""
    assert words in err


def test_that_the_model_is_not_written_over_what_it_is_made_from(
    tune: Call, leads: Path, model: Path
) -> None:
    status, _, err = tune("--model", model, leads, *QUICK, "-o", model)
    assert status == 1
    assert "would replace the file that it is made from" in err


def test_that_one_outcome_alone_is_refused(tune: Call, model: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "won.csv", history(50, start=60.0))
    status, _, err = tune("--model", model, path, *QUICK)
    assert status == 1
    assert "The outcome has one value only" in err


def test_that_a_wrong_word_is_wrong_usage(tune: Call, leads: Path) -> None:
    assert tune(leads, "--aim", "fame")[0] == 2
    assert tune(leads, "--split", "soon")[0] == 2


def test_that_time_that_runs_out_keeps_the_best_so_far(
    tune: Call, leads: Path, model: Path
) -> None:
    status, said, err = tune("--model", model, leads, *QUICK, "--seconds", "0.01", "--json")
    assert status == 0, err
    found = json.loads(said)
    assert not found["whole"]
    assert any("ran out of time" in note for note in found["notes"])


def test_that_a_key_stops_the_search_and_a_second_one_leaves() -> None:
    # A shell ignores the key for what it starts in the background.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        stop_twice()
    finally:
        signal.signal(signal.SIGINT, before)


def stop_twice() -> None:
    with stoppable() as stop:
        assert not stop.asked()
        signal.raise_signal(signal.SIGINT)
        assert stop.asked()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
