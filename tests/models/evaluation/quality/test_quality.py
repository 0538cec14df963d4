from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from models.evaluation.quality.effect import Way
from models.evaluation.quality.finding import Finding, Sort
from models.evaluation.quality.quality import Quality, quality_of
from models.evaluation.quality.readiness import FieldState, readiness
from models.evaluation.quality.stakes import Stakes
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.inference import infer
from models.leads.raw import RawTable, column_of
from models.leads.readers.contract import Cancelled, ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.table import Leads
from models.scoring.bits import unpacked
from models.scoring.conditions import FieldTest, Inactive, Test
from models.scoring.engine import score
from models.scoring.file.model_json import read_model
from models.scoring.model import (
    Band,
    ByValue,
    Group,
    Points,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)
from sample_projects import sample

TODAY = date(2026, 11, 28)
ITEM = sample("b2b_software")
EMPTY = ScoringModel("m", "M")


@cache
def of_sample() -> tuple[Leads, pd.DataFrame, Quality]:
    table = read_here(ITEM.leads, ReadOptions(), lambda *_: None).table
    leads = Leads(table, infer(table)[0])
    frame = pd.read_csv(ITEM.leads, dtype=str, keep_default_na=False)
    return leads, frame, quality_of(read_model(ITEM.leads.parent / "model.json"), leads, TODAY)


def leads_of(inputs: tuple[Input, ...], **columns: list[str]) -> Leads:
    found = tuple(column_of(name, cells) for name, cells in columns.items())
    return Leads(RawTable(found, len(found[0].codes)), Recipe(inputs))


def model_of(*rules: Rule, most: int | None = None) -> ScoringModel:
    bands = (Band("Cold", 0), Band("MQL", 10, mql=True))
    return ScoringModel("m", "M", (Group("g", "G", rules, most=most),), bands, scale=Scale(0, 100))


def test_that_fill_rates_are_those_of_pandas() -> None:
    leads, frame, quality = of_sample()
    outcome = leads.recipe.with_role(Role.OUTCOME)
    created = leads.recipe.with_role(Role.CREATED)
    assert outcome is not None
    assert created is not None
    assert quality.months is not None
    won = frame[outcome.name].str.strip().str.lower()
    month = pd.to_datetime(frame[created.name], format="ISO8601").dt.strftime("%b %Y")
    for field in quality.fields:
        if field.item.kind is Kind.TEXT:
            filled = frame[field.item.name].str.strip() != ""
        elif field.item.kind is Kind.NUMBER:
            filled = pd.to_numeric(frame[field.item.name], errors="coerce").notna()
        else:
            continue
        assert field.fill.all.filled == filled.sum()
        of_won = filled[won == "yes"]
        assert field.fill.by_outcome[1].filled == of_won.sum()
        assert field.fill.by_outcome[1].leads == len(of_won)
        by_month = filled.groupby(month).agg(["sum", "count"])
        for place, part in enumerate(field.fill.by_month):
            expected = by_month.loc[quality.months.name(place)]
            assert (part.filled, part.leads) == (expected["sum"], expected["count"])
        if field.item.kind is Kind.TEXT:
            clean = frame[field.item.name].str.strip().str.replace(r"\s+", " ", regex=True)
            assert field.distinct == clean[clean != ""].nunique()


def test_that_proposals_of_the_sample_have_the_counts_of_pandas() -> None:
    _, frame, quality = of_sample()
    field = quality.field("Country")
    assert field is not None
    (found,) = (one for one in field.findings if one.sort is Sort.SPELLINGS)
    counts = frame["Country"].str.strip().value_counts()
    seen = {other.text: other.tally.leads for one in found.variants for other in one.others}
    assert {"UK", "U.K.", "Deutschland", "FRANCE"} <= set(seen)
    assert all(counts[text] == number for text, number in seen.items())


def test_that_a_mapping_tells_how_many_scores_change_as_a_whole_rescoring_does() -> None:
    cells = ["United Kingdom"] * 5 + ["UK"] * 4 + ["France"] * 9 + ["U.K."] * 2
    base = ["x"] * 3 + ["y"] * 17
    leads = leads_of((Input("Country"), Input("Base")), Country=cells, Base=base)
    model = model_of(
        Rule("r", "From the UK", Points(6), FieldTest("Country", Test.IS, ("United Kingdom",))),
        Rule("s", "Base", Points(4), FieldTest("Base", Test.IS, ("y",))),
    )
    (found,) = findings(quality_of(model, leads, TODAY), Sort.SPELLINGS)
    assert found.mend is not None
    after = leads.read_as(leads.recipe.changed(found.mend))
    before, now = score(model, leads, TODAY), score(model, after, TODAY)
    assert found.effect.way is Way.SCORED
    assert found.effect.scores == np.count_nonzero(before.scores != now.scores) == 6
    assert found.effect.bands == np.count_nonzero(before.bands != now.bands) == 6
    assert (found.effect.up, found.effect.down) == (6, 0)
    assert found.effect.sentence() == "6 scores change and 6 bands: 6 leads come to MQL."


def test_that_what_no_rule_reads_changes_nothing() -> None:
    leads = leads_of((Input("Country"),), Country=["United Kingdom", "UK", "France", "France"])
    (found,) = findings(quality_of(model_of(), leads, TODAY), Sort.SPELLINGS)
    assert found.effect.sentence() == "No rule reads it: no score changes."


def test_that_blanks_could_get_at_most_what_is_left_of_rules_and_limits() -> None:
    leads = leads_of(
        (Input("Size"), Input("Base")), Size=["big", "", "", ""], Base=["y", "y", "", "y"]
    )
    entries = (ValuePoints("big", 8), ValuePoints(None, 1), ValuePoints("small", -3))
    model = model_of(
        Rule("r", "Size", ByValue("Size", entries)),
        Rule("s", "Base", Points(4), FieldTest("Base", Test.IS, ("y",))),
    )
    (found,) = findings(quality_of(model, leads, TODAY), Sort.BLANKS, "Size")
    assert (found.leads, found.effect.stake, found.effect.staked, found.effect.reach) == (
        3,
        7,
        3,
        2,
    )
    limited = replace(model, groups=(replace(model.groups[0], most=9),))
    (found,) = findings(quality_of(limited, leads, TODAY), Sort.BLANKS, "Size")
    assert found.effect.reach == 0


def test_that_a_field_that_is_the_same_for_all_parts_nobody() -> None:
    leads = leads_of(
        (Input("Plan"), Input("Id", role=Role.ID)), Plan=["free"] * 3, Id=["1", "2", "3"]
    )
    model = model_of(Rule("r", "On a plan", Points(5), FieldTest("Plan", Test.IS, ("free",))))
    (found,) = findings(quality_of(model, leads, TODAY), Sort.CONSTANT)
    assert found.what == "Every lead has the same value, \u201cfree\u201d."
    assert found.effect.way is Way.SAME
    assert found.mend is not None
    assert found.mend.role is Role.IGNORED


def test_that_the_creation_is_read_by_rules_on_idle_leads() -> None:
    inputs = (Input("Created", Kind.DATE, Role.CREATED),)
    leads = leads_of(inputs, Created=["1970-01-01", "2026-11-01", "2026-11-02"])
    model = model_of(Rule("r", "Idle", Points(20), Inactive(30)))
    (found,) = findings(quality_of(model, leads, TODAY), Sort.IMPOSSIBLE)
    assert (found.effect.scores, found.effect.down) == (1, 1)
    assert found.mend is not None
    assert found.mend.spellings == (("1970-01-01", ""),)


def test_that_cells_that_do_not_fit_are_counted_by_lead() -> None:
    size = ["1", "2", "many", "", "n/a", "many"]
    leads = leads_of((Input("Size", Kind.NUMBER, blank=("n/a",)),), Size=size)
    (found,) = findings(quality_of(EMPTY, leads, TODAY), Sort.MISFITS)
    assert found.leads == 2
    assert found.examples == (("many", 2),)
    assert unpacked(found.bits, 0, 6).tolist() == [0, 0, 1, 0, 0, 1]


def test_that_leads_of_a_part_are_looked_at_alone() -> None:
    leads = leads_of((Input("Size", Kind.NUMBER),), Size=["1", "x", "2", "y"])
    (found,) = findings(quality_of(EMPTY, leads.only(np.array([0, 3])), TODAY), Sort.MISFITS)
    assert (found.leads, found.examples) == (1, (("y", 1),))


def test_that_taking_every_mend_leaves_nothing_to_mend_that_way() -> None:
    leads, _, quality = of_sample()
    recipe = leads.recipe
    for field in quality.fields:
        for found in field.findings:
            item = recipe.find(found.field)
            assert item is not None
            if found.sort in (Sort.SPELLINGS, Sort.PLACEHOLDERS) and found.mend is not None:
                mended = replace(item, spellings=found.mend.spellings, blank=found.mend.blank)
                recipe = recipe.changed(mended)
    before = quality_of(EMPTY, leads, TODAY).readiness
    again = quality_of(EMPTY, leads.read_as(recipe), TODAY)
    left = [one for one in again.findings if one.sort is Sort.PLACEHOLDERS]
    assert left == []
    shares = {part.name: part.share for part in before.parts}
    for part in again.readiness.parts:
        if part.name in ("Readable", "One spelling"):
            assert part.share >= shares[part.name]


def test_that_readiness_is_its_formula() -> None:
    fields = [
        FieldState(10, 8, 9, 2, 1, text=True, telling=True),
        FieldState(10, 6, 6, 0, 0, text=False, telling=False),
    ]
    found = readiness(fields, 10, (3, 2, 5), 9)
    shares = {part.name: part.share for part in found.parts}
    assert shares == pytest.approx(
        {
            "Filled": 0.7,
            "Readable": 1 - 2 / 15,
            "One spelling": 1 - 1 / 8,
            "Telling": 0.5,
            "Outcome": 0.5 * 2 / 30,
            "Dated": 0.9,
        }
    )
    whole = 30 * 0.7 + 20 * 13 / 15 + 15 * 7 / 8 + 10 * 0.5 + 15 / 30 + 10 * 0.9
    assert found.score == int(whole)
    assert readiness(fields[1:], 10, None, None).score == int(100 * (18 + 20) / 85)


def test_that_perfect_leads_are_ready() -> None:
    full = FieldState(100, 100, 100, 0, 0, text=True, telling=True)
    assert readiness([full] * 7, 100, (50, 50, 0), 100).score == 100
    assert readiness([full] * 6 + [replace(full, wrong=1)], 100, (50, 50, 0), 100).score == 99
    assert readiness([], 0, None, None).score == 0


def test_that_what_changes_most_is_mended_first() -> None:
    _, _, quality = of_sample()
    weights = [one.effect.weight for one in quality.findings]
    assert weights == sorted(weights, reverse=True)


def test_that_it_stops_when_asked_to() -> None:
    leads, _, _ = of_sample()
    with pytest.raises(Cancelled):
        quality_of(EMPTY, leads, TODAY, cancelled=lambda: True)


def test_that_the_effect_of_a_mend_is_the_same_lead_by_lead_and_all_at_once() -> None:
    leads, _, quality = of_sample()
    model = read_model(ITEM.leads.parent / "model.json")
    stakes = Stakes(model, leads, TODAY)
    before = score(model, leads, TODAY)
    tried = 0
    for found in quality.findings:
        item = leads.recipe.find(found.field)
        assert item is not None
        blank = replace(item, blank=("Germany", "Software", "VP Sales", "2", "no"))
        rows = np.ones(len(leads), dtype=bool)
        effect = stakes.mended(item, blank, rows)
        if effect.way is Way.SCORED:
            now = score(model, leads.read_as(leads.recipe.changed(blank)), TODAY)
            assert effect.scores == np.count_nonzero(before.scores != now.scores)
            assert effect.bands == np.count_nonzero(before.bands != now.bands)
            tried += effect.scores > 0
    assert tried > 2


def findings(quality: Quality, sort: Sort, field: str = "") -> list[Finding]:
    return [one for one in quality.findings if one.sort is sort and field in ("", one.field)]
