"""Bad activities and bad parts of a model on the command line: each a sentence, none a crash."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbench import command_line

LEADS = "Id,Title,Size,Company,Created,Won,Won date\n" + "".join(
    f"{row},VP Sales,{row * 3},{'Acme' if row % 2 else ''},2026-0{1 + row % 3}-0{1 + row % 9},"
    f"{'Yes' if row % 4 == 0 else 'No'},\n"
    for row in range(1, 61)
)
HEAD = "Id,Type,Time,Page,Seconds\n"
LOG = HEAD + "".join(
    f"{1 + row % 60},{'Visit' if row % 3 else 'Click'},2026-02-{1 + row % 28:02} 10:{row % 60:02},"
    f"/p{row % 7},{row}\n"
    for row in range(200)
)
VISITS = {"activity": {"types": ["Visit"]}, "test": "at least", "values": [1]}
STEPS = [{"to": 7, "percent": 100}, {"to": 30, "percent": 50}]


def rule(**parts: Any) -> dict[str, Any]:
    return {"name": "Rule", "points": 5, **parts}


def model(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    group = {"name": "G", "axis": "engagement", "rules": rules or [rule(when=VISITS)]}
    return {
        "semantics": 1,
        "name": "M",
        "as_of": "2026-03-31",
        "inputs": [
            {"name": "Id", "role": "lead id"},
            {"name": "Title"},
            {"name": "Size", "kind": "number"},
            {"name": "Company"},
            {"name": "Created", "kind": "date", "role": "created"},
            {"name": "Won", "kind": "yes/no", "role": "outcome", "converted": ["Yes"]},
        ],
        "activities": {
            "inputs": [
                {"name": "Id", "role": "lead id"},
                {"name": "Type", "role": "activity type"},
                {"name": "Time", "kind": "date", "role": "activity time"},
                {"name": "Page"},
                {"name": "Seconds", "kind": "number"},
            ]
        },
        "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 30, "mql": True}],
        "groups": [group],
        **more,
    }


@pytest.fixture
def told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(tmp_path)
    Path("leads.csv").write_text(LEADS, encoding="utf-8")
    Path("log.csv").write_text(LOG, encoding="utf-8")

    def run(found: object, log: str = "log.csv", *more: str, cmd: str = "score") -> tuple[int, str]:
        text = found if isinstance(found, str) else json.dumps(found)
        Path("m.json").write_text(text, encoding="utf-8")
        Path("o.csv").unlink(missing_ok=True)
        call = [cmd, "--model", "m.json", "leads.csv", *(("-o", "o.csv") if cmd == "score" else ())]
        status = command_line.main([*call, *(("--activities", log) if log else ()), *more])
        said = capsys.readouterr().err
        assert "Traceback" not in said
        assert Path("o.csv").exists() == (status == 0 and cmd == "score")
        return status, said

    return run


Told = Callable[..., tuple[int, str]]

FILES = {
    "unknown": (HEAD + "900,Visit,2026-01-01,/,1\n", 0, "names 1 lead that is not in the table"),
    "no time": (HEAD + "1,Visit,,/,1\n2,Visit,soon,/,2\n", 0, "2 activities have no time"),
    "future": (HEAD + "1,Visit,2036-01-01,/,1\n", 0, "lies in the future"),
    "zones": (
        HEAD + "1,Visit,2026-01-01T10:00:00Z,/,1\n2,Visit,2026-01-01 23:30 -0800,/,2\n"
        "3,Visit,2026-01-01 10:00,/,2\n4,Visit,2026-01-01 10:00 CET,/,2\n",
        0,
        "1 activity has no time (1 is no date, such as “2026-01-01 10:00 CET”)",
    ),
    "twice": (HEAD + "1,Visit,2026-01-01,/,1\n" * 3, 0, "2 activities repeat another"),
    "no id": ("Type,Time\nVisit,2026-01-01\n", 1, "No field says which lead an activity"),
    "no day": (
        "Id,Type\n1,Visit\n2,Visit\n",
        1,
        "No field says when an activity happened. Its fie",
    ),
    "leads": (LEADS, 0, "lacks 4 fields that the model reads of activities: “Type”, “Time”"),
    "empty": ("", 1, "The file is empty. Export it again."),
    "header": (HEAD, 1, "names of fields but no rows below them"),
}


@pytest.mark.parametrize("name", FILES)
def test_that_activities_that_are_odd_are_told(told: Told, name: str) -> None:
    content, status, words = FILES[name]
    Path("a.csv").write_text(content, encoding="utf-8")
    found, said = told(model(), "a.csv")
    assert (found, words in said) == (status, True), said
    assert "a.csv" in said


def sums(detail: str, least: int = 1) -> dict[str, Any]:
    table = {"activity": {}, "measure": "sum", "detail": detail}
    return {"name": "Rule", "by_count": {**table, "entries": [{"from": least, "points": 4}]}}


ASKED: dict[str, tuple[dict[str, Any], str]] = {
    "type": (
        model(rule(when={**VISITS, "activity": {"types": ["Teleport"]}})),
        "Rule: No activity is of the type that is asked for: “Teleport”. Choose",
    ),
    "sum of texts": (model(sums("Page")), "“Page” is read as text and cannot be summed"),
    "no detail": (
        model(sums("Nope")),
        "have no detail “Nope”; it is blank for all of them. Choose",
    ),
    "account field": (
        model(account={"field": "Firm"}),
        "Account score: These leads have no field “Firm”",
    ),
    "account of numbers": (model(account={"field": "Size"}), "read as number and names no account"),
    "half blank": (
        model(account={"field": "Company"}),
        "The field “Company” is blank for 30 of 60 leads: they belong to no account.",
    ),
    "derived of another kind": (
        model(derived=[{"name": "X", "domain_of": "Size"}]),
        "“X” asks for text, but the field is read as number",
    ),
    "detail of another kind": (
        model(
            rule(
                when={
                    **VISITS,
                    "activity": {
                        "where": {"field": "Page", "test": "at least", "values": [3]},
                    },
                }
            )
        ),
        "Rule: It asks for number, but the detail “Page” is read as text",
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_that_what_leads_and_activities_cannot_answer_is_told(told: Told, name: str) -> None:
    found, words = ASKED[name]
    status, said = told(found)
    assert status == 0
    assert words in said


def test_that_rules_on_activities_without_activities_are_told(told: Told) -> None:
    status, said = told(model(), "")
    assert status == 0
    assert "no activities, but “Rule” asks what leads did" in said
    assert "--activities FILE" in said
    muted = model(rule(when=VISITS, muted=True), rule(when={"field": "Title", "test": "is known"}))
    assert told(muted, "") == (0, "")


def fading(**decay: Any) -> dict[str, Any]:
    each = {"activity": {"types": ["Visit"]}, "points": 5, "most": 3}
    found = model({"name": "Rule", "per_occurrence": each})
    whole = {"by": "by activity", "steps": STEPS, "after": 0, "undated": 0}
    found["groups"][0]["decay"] = {**whole, **decay}
    return found


def graded(fit: list[int | None], labels: list[list[str]]) -> dict[str, Any]:
    steps = [
        {"name": f"R{place}", **({} if least is None else {"from": least})}
        for place, least in enumerate(fit)
    ]
    columns = [{"name": "1", "from": 10}, {"name": "2"}]
    return model(grade={"fit": steps, "engagement": columns, "labels": labels})


def matching(pattern: str) -> dict[str, Any]:
    return model(rule(when={"field": "Title", "test": "matches", "values": [pattern]}))


def played(**quest: Any) -> dict[str, Any]:
    one = {"name": "Q", "activity": {"types": ["Visit"]}, "points": 1, **quest}
    return model(game={"opening": 0, "quests": [one], "levels": [{"name": "L", "from": 0}]})


def nested(depth: int) -> str:
    deep = '{"not":' * depth + '{"field":"Title","test":"is known"}' + "}" * depth
    return json.dumps(model(rule(when="deep"))).replace('"deep"', deep)


REFUSED: dict[str, tuple[object, str]] = {
    "back reference": (matching(r"(a)\1"), "a regular expression that RE2 accepts"),
    "look ahead": (matching("(?=a)"), "RE2 knows no look-around"),
    "long pattern": (matching("a" * 501), "at most 500 characters long, found 501"),
    "exploding pattern": (matching("(a{1000}){1000}"), "a regular expression that RE2 accepts"),
    "deep": (nested(100), "nested deeper than 100 levels"),
    "very deep": (nested(10_000), "nested deeper than 100 levels"),
    "table": (fading(steps=STEPS[::-1]), "Put the rows in order of their days"),
    "percent": (fading(after=101), "decay.after: must be a whole number from 0 to 100, found 101"),
    "age": (fading(steps=[{"to": -7, "percent": 10}]), "steps[0].to"),
    "hole": (graded([10, None], [["a", ""], ["b", "c"]]), "the label of R0 and 2 is missing"),
    "one row": (graded([None], [["a", "b"]]), "must have 2 to 6 steps, found 1"),
    "seven": (graded([*range(60, 0, -10), None], [["a", "b"]] * 7), "2 to 6 steps, found 7"),
    "equal": (graded([10, 10, None], [["a", "b"]] * 3), "must be below 10"),
    "band": (
        model(account={"field": "Company", "parts": [{"measure": "leads in a band", "band": "X"}]}),
        "account.parts[0].band: must be a band",
    ),
    "quest": (played(most=0), "quests[0].most: must be a whole number from 1"),
    "circle": (
        model(derived=[{"name": "X", "domain_of": "Y"}, {"name": "Y", "domain_of": "X"}]),
        "derived[0]: must read fields before it",
    ),
    "huge": (model(sums("Seconds", 2**70)), "entries[0].from: must be a whole number"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_that_a_model_at_fault_is_refused_with_the_place(told: Told, name: str) -> None:
    found, words = REFUSED[name]
    status, said = told(found)
    assert status == 1
    assert words in said
    assert said.startswith("leadbench: error: m.json")


@pytest.mark.parametrize("cmd", ["score", "evaluate"])
def test_that_an_own_day_that_nobody_reaches_is_told(told: Told, cmd: str) -> None:
    status, said = told(model(), "log.csv", "--as-of", "created+9999d", cmd=cmd)
    assert status == 1
    assert "No lead is old enough" in said
    assert "Choose fewer days" in said


def test_that_numbers_that_no_sum_can_take_are_counted(told: Told) -> None:
    rows = ("1e308", "1152921504606846976", "1e309", "1000000000000", "0.5")
    log = "".join(f"{row},Visit,2026-01-01,/,{cell}\n" for row, cell in enumerate(rows, 1))
    Path("a.csv").write_text(HEAD + log, encoding="utf-8")
    status, said = told(model(sums("Seconds")), "a.csv")
    assert status == 0
    assert "1 cell is not a number, such as “1e309”" in said
    assert "3 numbers of the detail “Seconds” are no whole numbers up to 1,000,000,000,000" in said


def test_that_a_pattern_that_explodes_elsewhere_takes_no_time(told: Told) -> None:
    Path("leads.csv").write_text(LEADS.replace("VP Sales", "a" * 20_000 + "b"), encoding="utf-8")
    start = time.perf_counter()
    assert told(matching("(a+)+$|(V|P| )*!"))[0] == 0
    assert time.perf_counter() - start < 20


def test_that_many_types_and_equal_ids_are_told_and_scored(told: Told) -> None:
    log = "".join(f"{1 + row % 60},T{row},2026-01-01,/,1\n" for row in range(10_000))
    Path("a.csv").write_text(HEAD + log, encoding="utf-8")
    types = [f"T{row}" for row in range(10_000)]
    assert told(model(rule(when={**VISITS, "activity": {"types": types}})), "a.csv")[0] == 0
    twins = LEADS.splitlines()[0] + "\n" + "7,VP,1,A,2026-01-01,No,\n" * 1000
    Path("leads.csv").write_text(twins, encoding="utf-8")
    status, said = told(model())
    assert status == 0
    assert "1,000 leads share their id" in said
    assert "that several leads share, such as “7”; each of these leads has them" in said


def test_that_a_workbook_may_hold_both_tables(told: Told) -> None:
    book = openpyxl.Workbook()
    for name, text in (("Notes", "Remark,Day\nx,2026-01-01\n"), ("Log", LOG)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.remove(book.worksheets[0])
    book.save("b.xlsx")
    status, said = told(model(), "b.xlsx")
    assert status == 0
    assert "Its sheet “Log” was taken as the activities" in said
    status, said = told(model(), "b.xlsx", "--activities-sheet", "Notes")
    assert status == 1
    assert "No field says" in said


@pytest.mark.slow
def test_that_a_million_activities_of_one_lead_are_scored(told: Told) -> None:
    day = "".join(f"7,Visit,2026-02-{1 + row % 28:02} 10:00,/,1\n" for row in range(1000))
    Path("a.csv").write_text(HEAD + day * 1000, encoding="utf-8")
    visits = {"types": ["Visit"]}
    status, said = told(
        model(
            {"name": "Each", "per_occurrence": {"activity": visits, "points": 1, "most": 100}},
            rule(when={"first": visits, "then": visits, "within": 3}),
            sums("Seconds", 1_000_000),
        ),
        "a.csv",
    )
    assert status == 0, said
    best = Path("o.csv").read_text("utf-8").splitlines()[1]
    assert best.startswith("7,100,MQL")
