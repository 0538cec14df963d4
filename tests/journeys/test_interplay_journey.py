"""Spellings, duplicates, left-out leads, deals, stages and own days at once, against pandas.

The window, its pages, the saved project and the command line must all count the same leads.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pytestqt.qtbot import QtBot

from models.leads.duplicates.rule import DuplicateRule, Keep, Match
from models.leads.stages import Stage, reached
from models.project.document import LeftOut, Merges
from models.project.edits import (
    AddRules,
    ChangeInput,
    ChangeLeftOut,
    ChangeMerges,
    ChangeModel,
    ChangeStages,
)
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Points, Rule
from tests.workbench.taking import press_use, taken
from workbench import command_line
from workbench.app import Workbench
from workbench.desk import Desk
from workbench.importing.draft import Purpose
from workbench.pages.data.duplicate_searches import Plan, find_duplicates
from workbench.places import COMPARE, CUSTOMER, DATA, EVALUATE, LEADS, MODEL, QUALITY, TIME

AS_OF = date(2025, 6, 30)
FIRST = date(2025, 3, 1)
SIZE, TWINS = 210, 45
COUNTRIES = ("UK", "U.K.", "United Kingdom", "Germany", "France", "")
BRITISH = {"uk": "United Kingdom", "u.k.": "United Kingdom"}
OWN_DAYS = 30


def leads_frame() -> pd.DataFrame:
    """The last `TWINS` leads are earlier ones again: other capitals, other cells, another day."""
    rows = []
    for n in range(SIZE + TWINS):
        who = n if n < SIZE else (n - SIZE) * 4
        again = n >= SIZE
        mail = f"person{who}@firm{who % 17}.example"
        rows.append(
            {
                "Lead id": f"L{n:04}",
                "Email": mail.upper() if again else mail,
                "Country": COUNTRIES[(who + again) % 6],
                "Lead type": ("Prospect", "Customer", "prospect", "")[(who // 3 + again) % 4],
                "Size": "" if again and who % 8 == 0 else ("large", "small", "")[n % 3],
                "Created": str(
                    FIRST + timedelta((who * 7) % 120 - (9 if again and who % 3 else 0))
                ),
                "Accepted": ("yes", "no", "")[(n // 2) % 3],
            }
        )
    return pd.DataFrame(rows)


def deals_frame() -> pd.DataFrame:
    rows = []
    for n in range(0, SIZE, 2):
        stage = ("Closed Won", "Closed Lost", "Offer")[n // 2 % 3]
        closed = FIRST + timedelta((n * 7) % 120 + n % 47)
        rows.append((f"Person{n}@firm{n % 17}.example", stage, str(closed)))
        if n % 10 == 0:
            other = ("Closed Lost", "Closed Won")[n % 20 == 0]
            rows.append((f"person{n}@firm{n % 17}.example", other, str(closed - timedelta(20))))
    rows.append(("stranger@firm.example", "Closed Won", "2025-05-01"))
    return pd.DataFrame(rows, columns=["Contact email", "Stage", "Close date"])


def one_each(leads: pd.DataFrame) -> pd.DataFrame:
    """Pandas' own merge: the newest of an e-mail, blanks from the next newest, at its place."""
    frame = leads.reset_index(names="row")
    frame["who"] = frame["Email"].str.lower()
    frame = frame.sort_values(["Created", "row"], ascending=False, kind="stable")
    frame = frame.mask(frame == "")
    kept = frame.groupby("who", sort=False).first()  # the first known cell of every column
    return kept.sort_values("row").reset_index().fillna("")


def expected(own: bool) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Who is scored, with score and outcome, by pandas alone; and how many went where."""
    every = leads_frame()
    merged = one_each(every)
    stay = merged[merged["Lead type"].str.lower() != "customer"].copy()
    deals = deals_frame()
    deals["who"] = deals["Contact email"].str.lower()
    won, lost = deals[deals["Stage"] == "Closed Won"], deals[deals["Stage"] == "Closed Lost"]
    still = set(deals.loc[deals["Stage"] == "Offer", "who"])
    first_won = won.groupby("who")["Close date"].min()
    last_lost = lost.groupby("who")["Close date"].max()

    def outcome(who: str) -> str:
        if who in first_won.index:
            return "yes"
        return "open" if who in still else "no"

    def closed(who: str) -> str:
        if who in first_won.index:
            return str(first_won[who])
        return "" if who in still else str(last_lost.get(who, ""))

    stay["outcome"] = stay["who"].map(outcome)
    created = pd.to_datetime(stay["Created"])
    end = pd.to_datetime(stay["who"].map(closed).replace("", None))
    day = pd.Series(pd.Timestamp(AS_OF), index=stay.index)
    if own:
        day = created + pd.Timedelta(days=OWN_DAYS)
        old_enough = day <= pd.Timestamp(AS_OF)
        day = day.where(
            end.isna() | (end - pd.Timedelta(days=1) >= day), end - pd.Timedelta(days=1)
        )
        stay, day, created = stay[old_enough], day[old_enough], created[old_enough]
    age = (day - created).dt.days
    country = stay["Country"].map(lambda text: BRITISH.get(text.lower(), text))
    stay = stay.assign(
        score=(country == "United Kingdom") * 25
        + (stay["Size"] == "large") * 20
        + ((age >= 0) & (age <= 20)) * 10
    )
    counts = {
        "whole": len(every),
        "merged": len(every) - len(merged),
        "left out": int((merged["Lead type"].str.lower() == "customer").sum()),
    }
    return stay, counts


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "leads.csv", tmp_path / "deals.csv"
    leads_frame().to_csv(first, index=False)
    deals_frame().to_csv(second, index=False)
    return first, second


RULES = (
    Rule("r1", "British", Points(25), FieldTest("Country", Test.IS, ("united kingdom",))),
    Rule("r2", "Large", Points(20), FieldTest("Size", Test.IS, ("large",))),
    Rule("r3", "Young", Points(10), FieldTest("Created", Test.IN_THE_LAST, (20,))),
)
CUSTOMERS = LeftOut("Customers", FieldTest("Lead type", Test.IS, ("customer",)))
STAGE = Stage("Accepted by sales", "Accepted")


def build(desk: Desk, qtbot: QtBot, tables: tuple[Path, Path]) -> None:
    """The whole project as a person makes it, one undoable step after the other."""
    session = desk.session
    with qtbot.waitSignal(desk.files.opened, timeout=60_000):
        desk.file_actions.open_any(tables[0])
        press_use(desk, qtbot)
    with qtbot.waitSignal(desk.files.brought, timeout=30_000):
        desk.file_actions.take_deals(tables[1])
        press_use(desk, qtbot)
    assert session.project is not None
    assert session.project.source is not None
    assert session.model is not None
    country = session.project.recipe.find("Country")
    assert country is not None
    spelled = tuple((written, "United Kingdom") for written in ("UK", "U.K."))
    session.apply(ChangeInput(replace(country, spellings=spelled)))
    rule = DuplicateRule((Match.EMAIL,), Keep.NEWEST)
    assert session.whole is not None
    found = find_duplicates(session.whole, rule.by)
    groups = Plan.of(session.whole, found, rule).groups
    session.apply(ChangeMerges(Merges(rule, session.project.source.table, groups)))
    session.apply(ChangeLeftOut((CUSTOMERS,)))
    session.apply(ChangeStages((STAGE,)))
    session.apply(AddRules(session.model.id, "g1", 0, RULES))
    session.apply(ChangeModel(replace(session.model, as_of=AS_OF)))


def settle(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: (
            not desk.session.matching
            and not desk.session.joining
            and desk.preview.last is not None
            and desk.preview.last.settled
            and desk.preview.last.model == desk.session.model
        ),
        timeout=20_000,
    )


def scores_of(desk: Desk) -> dict[str, tuple[int, str]]:
    last = desk.preview.last
    assert last is not None
    names = {0: "no", 1: "yes", 2: "open"}
    return {
        last.leads.lead_id(row): (int(score), names[int(outcome)])
        for row, (score, outcome) in enumerate(
            zip(last.scored.scores, last.leads.outcome, strict=True)
        )
    }


def frame_scores(frame: pd.DataFrame) -> dict[str, tuple[int, str]]:
    rows = zip(frame["Lead id"], frame["score"], frame["outcome"], strict=True)
    return {name: (int(score), str(outcome)) for name, score, outcome in rows}


def asked(capsys: pytest.CaptureFixture[str], *call: str) -> Any:
    assert command_line.main(list(call)) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("own", [False, True])
def test_that_all_that_chooses_and_reads_leads_works_together_as_pandas_does_it(
    bench: Workbench,
    qtbot: QtBot,
    tables: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    own: bool,
) -> None:
    desk, session = bench.desk, bench.desk.session
    build(desk, qtbot, tables)
    assert session.model is not None
    if own:
        session.apply(ChangeModel(replace(session.model, own_day=OWN_DAYS)))
    frame, counts = expected(own)
    chosen, _ = expected(own=False)
    settle(desk, qtbot)
    assert scores_of(desk) == frame_scores(frame)

    population = session.population
    assert population is not None
    assert (len(population.whole), population.merged, population.out) == tuple(counts.values())
    assert population.sentence() in [label.text() for label in desk.window.status]
    assert f"{len(chosen)} leads" in [label.text() for label in desk.window.status]
    tally = chosen["outcome"].value_counts()
    assert population.leads.outcome_counts == (tally["no"], tally["yes"], tally["open"])
    steps = reached(population.leads, (STAGE,))
    came = (chosen["Accepted"] == "yes") | (chosen["outcome"] == "yes")
    assert steps[0].counts[1] == int(came.sum())

    for page in (DATA, MODEL, LEADS, QUALITY, TIME, EVALUATE, COMPARE, CUSTOMER):
        desk.window.show_page(page)
        qtbot.wait(60)
    desk.window.show_page(LEADS)
    qtbot.waitUntil(
        lambda: desk.pages[LEADS].table.model().rowCount() == len(frame), timeout=10_000
    )
    shown = desk.preview.last
    assert shown is not None
    assert shown.evaluation.all.known == int((frame["outcome"] != "open").sum())
    assert shown.evaluation.all.converted == int((frame["outcome"] == "yes").sum())

    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(tmp_path / "kept")
    kept = tmp_path / "kept.leadbench"
    of = ("--model", str(kept), str(kept))
    told = asked(capsys, "evaluate", *of, "--json")
    outcome = frame["outcome"].value_counts()
    assert (told["leads"], told["converted"]) == (outcome["yes"] + outcome["no"], outcome["yes"])
    assert told["unknown"] == outcome["open"]
    listed = tmp_path / "list.csv"
    asked(capsys, "score", *of, "-o", str(listed), "--json")
    rows = pd.read_csv(listed, dtype=str)
    assert dict(zip(rows["lead_id"], rows["score"].astype(int), strict=True)) == {
        name: score for name, (score, _) in frame_scores(frame).items()
    }

    project = session.project
    desk.file_actions.close_project()
    with qtbot.waitSignal(desk.files.opened, timeout=30_000):
        desk.file_actions.open_any(kept)
    settle(desk, qtbot)
    assert session.project == project
    assert scores_of(desk) == frame_scores(frame)
    session.go_to(0)
    assert session.leads is not None
    assert len(session.leads) == counts["whole"]
    assert session.leads.deals is None
    assert session.history is not None
    session.go_to(len(session.history.steps))
    settle(desk, qtbot)
    assert scores_of(desk) == frame_scores(frame)


def test_that_next_months_export_says_what_chooses_leads_otherwise(
    bench: Workbench, qtbot: QtBot, tables: tuple[Path, Path], tmp_path: Path
) -> None:
    desk, session = bench.desk, bench.desk.session
    build(desk, qtbot, tables)
    assert session.project is not None
    before = session.project.merges
    assert before is not None
    later = tmp_path / "april.csv"
    leads_frame().rename(columns={"Lead type": "Kind of lead"})[40:].to_csv(later, index=False)
    with qtbot.waitSignal(desk.files.problems, timeout=30_000) as told:
        desk.files.use(taken(later, Purpose.NEXT, session))
    said = " ".join(problem.what for problem in told.args[0])
    assert "“Customers” leaves leads out by the field “Lead type”" in said
    assert "The duplicated leads were found in another table" in said
    population = session.population
    assert population is not None
    assert len(population.leads) == SIZE + TWINS - 40
    assert session.project is not None
    assert session.project.merges is not None
    assert session.project.merges.rule == before.rule
    desk.window.show_page(DATA)
    desk.pages[DATA].show_who()
    assert "which is not in this export" in desk.pages[DATA].who.verdict.text()
    session.undo()
    assert session.population is not None
    assert session.population.merged == expected(own=False)[1]["merged"]
