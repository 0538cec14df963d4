from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from models.evaluation.evaluate import evaluate
from models.evaluation.history.asked import Asked
from models.evaluation.history.history import History, history_of
from models.evaluation.history.periods import in_short
from models.evaluation.history.report import history_json, history_text
from models.evaluation.history.segments import sentence as about_segments
from models.evaluation.history.sentence import about, verdict
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.awards import RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, ByRange, Group, Points, Rule, ScoringModel
from tests.models.scoring import drawn

DAY = date(2024, 6, 14)
MODEL = ScoringModel(
    "m1",
    "M",
    (
        Group(
            "g1",
            "Fit",
            (Rule("r1", "VP", Points(30), FieldTest("Job", Test.IS, ("VP",))),),
        ),
    ),
    bands=(Band("cold", 0), Band("MQL", 20, mql=True)),
)
RECIPE = Recipe(
    (
        Input("Job"),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Closed", Kind.DATE, Role.OUTCOME_DATE),
        Input("Source"),
        Input("Tags", Kind.MULTIPLE),
        Input("Size", Kind.NUMBER),
        Input("Value", Kind.NUMBER, Role.VALUE),
        Input("Stage"),
    )
)


def leads_of(rows: int = 400, seed: int = 1, *, worse: bool = False) -> Leads:
    """Leads of which VPs convert more often; `worse`: in the newer half it is the other way."""
    dice = np.random.default_rng(seed)
    cells: dict[str, list[str]] = {item.name: [] for item in RECIPE}
    for row in range(rows):
        vp = dice.random() < 0.3
        better = vp != (worse and row >= rows / 2)
        won = dice.random() < (0.5 if better else 0.1)
        day = date(2023, 1, 1).toordinal() + row
        cells["Job"].append("VP" if vp else "clerk")
        cells["Won"].append("yes" if won else "no")
        cells["Created"].append(date.fromordinal(day).isoformat())
        cells["Closed"].append("")
        cells["Source"].append(str(dice.choice(["Web", "web", "Fair", ""])))
        cells["Tags"].append(str(dice.choice(["a", "a;b", "b;b", ""])))
        cells["Size"].append(str(dice.integers(1, 500)))
        cells["Value"].append("100" if won else "")
        cells["Stage"].append("met" if won or dice.random() < 0.3 else "new")
    table = RawTable(tuple(column_of(name, column) for name, column in cells.items()), rows)
    return Leads(table, RECIPE)


ALL = Asked()


def found(leads: Leads, asked: Asked = ALL, stages: tuple[Stage, ...] = ()) -> History:
    return history_of(score(MODEL, leads, DAY), leads, stages, asked, draws=100)


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_that_the_figures_are_those_of_the_evaluation(seed: int) -> None:
    leads, model = drawn.leads(seed, 60), drawn.model(seed)
    scored = score(model, leads, drawn.AS_OF)
    history = history_of(scored, leads, draws=50)
    evaluation = evaluate(model, leads, scored=scored)
    assert history.all.converted == evaluation.all.converted
    assert history.all.known == evaluation.all.known
    assert history.mql.converted == evaluation.mql.converted
    for mine, band in zip(history.bands, evaluation.bands, strict=True):
        assert mine.tally.converted == band.tally.converted
    assert history_text(history)
    assert history_json(history)["leads"] == evaluation.all.known


def test_that_segments_are_those_counted_lead_by_lead() -> None:
    leads = leads_of()
    scored = score(MODEL, leads, DAY)
    history = history_of(scored, leads, asked=Asked(by="source"), draws=50)
    assert history.segments is not None
    assert {part.name.lower() for part in history.segments.parts} == {"web", "fair", "(blank)"}
    raw = leads.raw_column(RECIPE.inputs[4])
    assert raw is not None
    source = np.array([raw[row].lower() for row in range(len(leads))])
    for part in history.segments.parts:
        rows = source == ("" if part.name == "(blank)" else part.name.lower())
        assert part.tally.known == rows.sum()
        assert part.tally.converted == leads.outcome[rows].sum()
        assert part.mql.known == (scored.scores[rows] >= 20).sum()
        assert part.auc is not None
        assert part.auc.value == pytest.approx(
            roc_auc_score(leads.outcome[rows], scored.scores[rows])
        )
    assert "better than chance" in about_segments(history.segments)


def test_that_a_lead_with_two_values_is_in_two_groups() -> None:
    leads = leads_of(80)
    history = found(leads, Asked(by="Tags"))
    assert history.segments is not None
    assert history.segments.several
    raw = leads.raw_column(RECIPE.inputs[5])
    assert raw is not None
    cells = [raw[row].split(";") for row in range(80)]
    for name in ("a", "b"):
        part = next(part for part in history.segments.parts if part.name == name)
        assert part.tally.known == sum(name in cell for cell in cells)


@pytest.mark.parametrize("field", ["source", "Tags", "Size"])
def test_that_a_group_alone_has_the_figures_of_its_line_and_the_others_are_counted(
    field: str,
) -> None:
    leads = leads_of()
    every = found(leads, Asked(by=field))
    assert every.segments is not None
    for part in every.segments.parts:
        alone = found(leads, Asked(by=field, only=(field, part.name.upper())))
        assert alone.all == part.tally
        assert alone.auc == part.auc
        assert alone.mql == part.mql
        assert alone.looked.elsewhere == len(leads) - part.tally.known
        assert alone.looked.unknown == alone.looked.outside == alone.looked.young == 0
        assert any("of other groups" in words for words in about(alone))
        assert alone.drawn.ks is not None


def test_that_a_group_and_a_period_are_looked_at_together() -> None:
    leads = leads_of()
    first = date(2023, 6, 1)
    both = found(leads, Asked(first=first, only=("Source", "Web")))
    created = np.array([date(2023, 1, 1).toordinal() + row for row in range(len(leads))])
    raw = leads.raw_column(RECIPE.inputs[4])
    assert raw is not None
    web = np.array([raw[row].lower() == "web" for row in range(len(leads))])
    late = created >= first.toordinal()
    assert both.all.known == (web & late).sum()
    assert both.looked.elsewhere == (~web).sum()
    assert both.looked.outside == (web & ~late).sum()


def test_that_a_group_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(LeadbenchError, match=r"Source has no group “Moon”\..*Web"):
        found(leads_of(60), Asked(only=("Source", "Moon")))


@pytest.mark.parametrize("field", ["Size", "Created", "Won", "Job", "month"])
def test_that_every_lead_is_in_one_group_of_a_field(field: str) -> None:
    history = found(leads_of(150), Asked(by=field))
    assert history.segments is not None
    assert sum(part.tally.known for part in history.segments.parts) == 150


def test_that_numbers_are_cut_into_about_equal_ranges() -> None:
    history = found(leads_of(500), Asked(by="Size"))
    assert history.segments is not None
    assert len(history.segments.parts) == 5
    assert all(70 < part.tally.known < 130 for part in history.segments.parts)


def test_that_a_field_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(LeadbenchError, match="no field “Nope”"):
        found(leads_of(20), Asked(by="Nope"))


def test_that_older_and_newer_leads_that_are_alike_agree() -> None:
    history = found(leads_of(800))
    assert history.periods is not None
    assert history.periods.older.tally.known == 400
    assert history.periods.p is not None
    assert history.periods.p > 0.05
    assert "Older and newer leads agree" in history_text(history)


def test_that_a_model_that_is_wrong_on_newer_leads_is_told() -> None:
    history = found(leads_of(800, worse=True))
    assert history.periods is not None
    assert history.periods.p is not None
    assert history.periods.p < 1e-6
    assert history.periods.steady is not None
    assert history.periods.steady < 1e-6
    text = history_text(history)
    assert "On newer leads the score ranks worse" in text
    assert "uneven, more than by chance" in text


def test_that_a_split_is_by_the_day_and_one_that_splits_nothing_is_refused() -> None:
    leads = leads_of(300)
    history = found(leads, Asked(split=date(2023, 3, 1)))
    assert history.periods is not None
    assert history.periods.older.tally.known == 59
    assert history.periods.split == date(2023, 3, 1)
    for day in (date(2022, 1, 1), date(2030, 1, 1)):
        with pytest.raises(LeadbenchError, match="all leads on one side"):
            found(leads, Asked(split=day))
    undated = leads.read_as(leads.recipe.changed(replace(RECIPE.inputs[2], role=Role.FIELD)))
    with pytest.raises(LeadbenchError, match="none is older or newer"):
        found(undated, Asked(split=date(2023, 3, 1)))


@pytest.mark.parametrize(
    ("blank", "words"),
    [
        (300, "300 leads have no day of creation, too many to go by days: the order of the rows"),
        (4, "4 leads have no day of creation and are in no window."),
        (400, ""),
        (0, ""),
    ],
)
def test_that_leads_without_a_day_among_others_are_told(blank: int, words: str) -> None:
    whole = leads_of(400)
    days = whole.raw.columns[2]
    columns = list(whole.raw.columns)
    texts = ["" if row < blank else days[row] for row in range(400)]
    columns[2] = column_of("Created", texts)
    text = history_text(found(Leads(RawTable(tuple(columns), 400), RECIPE)))
    assert words in text
    assert ("no day of creation" in text) == bool(words)


def test_that_rows_in_the_order_of_time_are_told_to_flatter_a_random_split() -> None:
    leads = leads_of(600)
    won = ["yes" if row % 10 < (1 if row < 300 else 6) else "no" for row in range(600)]
    columns = (column_of("Job", ["VP", "clerk"] * 300), column_of("Won", won))
    leads = Leads(RawTable(columns, 600), Recipe(RECIPE.inputs[:2]))
    history = found(leads)
    assert history.periods is not None
    assert history.periods.split is None
    assert "a random split, which mixes old and new leads, would flatter" in history_text(history)
    assert in_short(history.periods) == (
        "Conversion changes down the file, from 10.0\u202f% to 60.0\u202f%: a random split would "
        "flatter a model."
    )


def test_that_a_few_conversions_do_not_say_that_conversion_changes() -> None:
    """Pearson's test needs so many of each outcome to be expected in each part of the leads."""
    for wins, drifts in ((12, False), (60, True)):
        won = ["yes" if row < wins else "no" for row in range(600)]
        columns = (column_of("Job", ["VP", "clerk"] * 300), column_of("Won", won))
        history = found(Leads(RawTable(columns, 600), Recipe(RECIPE.inputs[:2])))
        assert history.periods is not None
        assert history.periods.drifting == drifts


def test_that_leads_too_young_are_left_out_and_counted() -> None:
    rows = 300
    first = date(2023, 1, 1).toordinal()
    created = [first + row for row in range(rows)]
    # Every second lead converts, 60 days after it was created, where that day has come.
    closed = [day + 60 if row % 2 and row < 240 else 0 for row, day in enumerate(created)]
    columns = (
        column_of("Job", ["VP", "clerk"] * (rows // 2)),
        column_of("Won", ["yes" if day else "no" for day in closed]),
        column_of("Created", [date.fromordinal(day).isoformat() for day in created]),
        column_of("Closed", [date.fromordinal(day).isoformat() if day else "" for day in closed]),
    )
    leads = Leads(RawTable(columns, rows), Recipe(RECIPE.inputs[:4]))
    history = found(leads)
    assert history.looked.young == 60
    assert history.all.known == 240
    assert history.all.converted == 120
    assert any("60 leads created after" in line for line in about(history))
    everyone = found(leads, Asked(young=True))
    assert (everyone.looked.young, everyone.all.known) == (0, 300)
    part = found(leads, Asked(first=date(2023, 2, 1), last=date(2023, 3, 31)))
    assert (part.all.known, part.looked.outside) == (59, 241)


def test_that_an_outcome_can_be_chosen_among_the_stages() -> None:
    leads = leads_of(400)
    stages = (Stage("Met", "Stage", ("met",)),)
    history = found(leads, Asked(outcome="met"), stages)
    assert history.outcomes == ("Met", "Won")
    assert history.looked.outcome == "Met"
    assert history.all.converted > found(leads).all.converted
    assert [row.name for row in history.stages] == ["Met", "Won"]
    assert history.stages[0].mql.converted >= history.stages[1].mql.converted
    with pytest.raises(LeadbenchError, match="No stage is called “Signed”"):
        found(leads, Asked(outcome="Signed"), stages)


def test_that_equal_values_are_shared_as_conversions_are() -> None:
    history = found(leads_of(400))
    assert history.worth is not None
    assert history.worth.priced == history.all.converted
    assert history.worth.mql == 100 * history.mql.converted


@pytest.mark.parametrize(
    ("won", "words"),
    [
        (["no"] * 40, "none of 40 leads converted"),
        (["yes"] * 40, "all of 40 leads converted"),
        ([""] * 40, "no lead has a known outcome"),
        (["yes"] * 3 + ["no"] * 37, "only 3 of 40 leads converted"),
        (["yes"] * 37 + ["no"] * 3, "only 3 of 40 leads did not convert"),
        (["yes", "yes", "no", "no"] * 10, "cannot be told from chance"),
        (["no", "yes"] * 20, "ranks the wrong way round"),
        (["yes", "no"] * 20, "finds those who convert"),
    ],
)
def test_that_the_verdict_says_what_the_history_can_tell(won: list[str], words: str) -> None:
    columns = (column_of("Job", ["VP", "clerk"] * 20), column_of("Won", won))
    history = found(Leads(RawTable(columns, 40), Recipe(RECIPE.inputs[:2])))
    assert words in verdict(history)
    assert history_text(history)


def test_that_no_leads_are_a_sentence() -> None:
    columns = (column_of("Job", []), column_of("Won", []))
    history = found(Leads(RawTable(columns, 0), Recipe(RECIPE.inputs[:2])))
    assert "no lead has a known outcome" in history_text(history)


def test_that_a_very_wide_scale_costs_no_more() -> None:
    leads = leads_of(200)
    wide = replace(MODEL, scale=replace(MODEL.scale, most=1_000_000))
    history = history_of(score(wide, leads, DAY), leads, asked=Asked(by="Source"), draws=50)
    narrow = found(leads, Asked(by="Source"))
    assert history.segments == narrow.segments
    assert history.auc == narrow.auc


def test_that_the_value_of_each_range_is_a_score_too() -> None:
    entries = (RangePoints(None, 250.0, 0), RangePoints(250.0, None, 40))
    rule = Rule("r2", "Size", ByRange("Size", entries))
    model = replace(MODEL, groups=(replace(MODEL.groups[0], rules=(rule,)),))
    leads = leads_of(300)
    history = history_of(score(model, leads, DAY), leads, draws=50)
    assert sum(row.tally.known for row in history.scores) == 300
    assert "cannot be told from chance" in verdict(history)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_that_any_field_of_any_leads_makes_groups_that_hold_them_all(seed: int) -> None:
    leads, model = drawn.leads(seed, 40), drawn.model(seed)
    scored = score(model, leads, drawn.AS_OF)
    for item in leads.recipe:
        if leads.input(item.name) is None:
            continue
        history = history_of(scored, leads, asked=Asked(by=item.name), draws=50)
        assert history.segments is not None
        held = sum(part.tally.known for part in history.segments.parts)
        assert held >= history.all.known if history.segments.several else held == history.all.known
        assert history_text(history)
        assert history_json(history)["by"]["field"] == item.name
