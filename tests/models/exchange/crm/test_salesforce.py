"""Formula fields of Salesforce: what is written, and what an engine makes of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from models.exchange.all_targets import target
from models.exchange.crm.salesforce.formulas import MOST_COMPILED
from models.exchange.crm.salesforce.length import fits
from models.exchange.crm.salesforce.metadata import ENDING
from models.exchange.crm.salesforce.reads import GRADE, OUTPUT
from models.exchange.embedded import found_in
from models.exchange.portable.run import run
from models.exchange.proof.engine import proved
from models.exchange.proof.sformula import SFORMULA, worked_out
from models.exchange.targets.ordering import written
from models.exchange.targets.target import Export, Order
from models.problems import Severity
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import (
    ByValue,
    Group,
    Move,
    Override,
    Points,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)
from tests.models.exchange.sql.orders import order_of, random_orders
from tests.models.scoring.nasty_leads import COUNTRY, REVENUE, SEEN, SIZE, TITLE
from tests.models.scoring.scorable_models import random_models

MANY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))
NAMESPACE = "{http://soap.sforce.com/2006/04/metadata}"
needs_engine = pytest.mark.skipif(not SFORMULA.version(), reason=SFORMULA.install)


def export_of(order: Order) -> Export:
    salesforce = target("salesforce")
    assert salesforce is not None
    return written(salesforce, order)


def agree(orders: Iterator[Order]) -> int:
    """How many leads were compared; each has the same score and band by the engine."""
    leads = 0
    for order in orders:
        verdict = proved(SFORMULA, order, export_of(order))
        assert not verdict.wrong, [ascii(example) for example in verdict.examples[:2]]
        leads += verdict.leads
    return leads


@needs_engine
def test_that_the_formulas_give_the_score_and_band_of_the_engine() -> None:
    assert agree(random_orders("salesforce", 41, 4, 20)) > 40


@needs_engine
@pytest.mark.skipif(not MANY, reason="set LEADBENCH_RANDOM_MODELS to how many models")
def test_that_the_formulas_give_the_score_and_band_of_the_engine_on_many_models() -> None:
    assert agree(random_orders("salesforce", 42, MANY, 40)) > 20 * MANY


@needs_engine
def test_that_grade_and_output_scale_are_those_of_the_portable_form() -> None:
    graded = [model for model in random_models(44, 60) if model.grade is not None][:3]
    compared = 0
    for seed, model in enumerate(graded):
        scaled = replace(model, inputs=(), output=Scale(-7, 41))
        order = order_of("salesforce", scaled, seed, 12)
        leads = order.prepared
        assert leads is not None
        found = worked_out(order, export_of(order), (GRADE, OUTPUT))
        for lead, day, (grade, output) in zip(leads.records(), leads.as_of, found, strict=True):
            wanted = run(order.program, lead, int(day))
            assert (grade, output) == (wanted.grade, wanted.output)
            compared += 1
    assert compared > 10


def formulas(export: Export) -> dict[str, str]:
    """The formulas of the metadata, as a parser of XML reads them."""
    found = {}
    for file in export.files:
        if file.name.endswith(ENDING):
            field = ElementTree.fromstring(file.content)
            name = field.findtext(f"{NAMESPACE}fullName")
            assert name is not None
            assert file.name == name + ENDING
            assert re.fullmatch(r"[A-Za-z](?:_?[A-Za-z0-9])*__c", name)
            assert len(name) <= 43
            label = field.findtext(f"{NAMESPACE}label")
            assert label is not None
            assert len(label) <= 40
            formula = field.findtext(f"{NAMESPACE}formula")
            if formula is not None:
                found[name] = formula
    return found


def test_that_each_formula_reads_only_what_was_made_before_it_and_is_short_enough() -> None:
    for order in random_orders("salesforce", 43, 12, 2):
        export = export_of(order)
        made = formulas(export)
        text = export.files[0].content.decode("utf-8")
        met: set[str] = set()
        for name, formula in made.items():
            assert fits(formula)
            assert formula in text
            read = set(re.findall(r"[A-Za-z]\w*__c", re.sub(r'"(?:\\.|[^"\\])*"', "", formula)))
            assert not (read & set(made)) - met
            met.add(name)
        assert found_in(export.files[0].content) == order.model


def model_of(*rules: Rule, name: str = "Inbound") -> ScoringModel:
    return ScoringModel("m1", name, (Group("g1", "Fit", rules),), zone="UTC")


def test_that_a_long_group_is_parted_and_a_rule_too_long_is_left_out_by_name() -> None:
    texts = tuple(f"a rather long title, number {n:04d}" for n in range(70))
    rules = [
        Rule(f"r{n}", f"Rule {n}", Points(1), FieldTest(TITLE, Test.CONTAINS_ANY_OF, texts[:30]))
        for n in range(6)
    ]
    long = Rule("long", "Long", Points(1), FieldTest(TITLE, Test.CONTAINS_ANY_OF, texts))
    order = order_of("salesforce", model_of(*rules, long), 1, 10)
    assert [(m.name, m.left_out) for m in order.adapted.misfits] == [("Long", True)]
    export = export_of(order)
    assert len([name for name in formulas(export) if "Part" in name]) > 1
    if SFORMULA.version():
        assert proved(SFORMULA, order, export).holds


def test_that_a_model_too_large_once_written_out_is_told_and_can_be_stored() -> None:
    texts = tuple(f"title {n:03d}" for n in range(40))
    rules = [
        Rule(f"r{n}", f"Rule {n}", Points(1), FieldTest(TITLE, Test.IS_ONE_OF, texts))
        for n in range(12)
    ]
    model = model_of(*rules)
    whole = order_of("salesforce", model, 1, 5, ("groups", "formula"))
    (told,) = export_of(whole).problems
    assert told.severity is Severity.ERROR
    assert f"{MOST_COMPILED:,}" in told.what
    order = order_of("salesforce", model, 1, 5)
    stored = export_of(order)
    assert {problem.severity for problem in stored.problems} == {Severity.NOTE, Severity.WARNING}
    if SFORMULA.version():
        assert proved(SFORMULA, order, stored).holds
    assert "LS_Fit__c" not in formulas(stored)
    assert "Lead_Score__c" in formulas(stored)


NASTY = "\"]]>*/--<b>'&\\ \U0001f600 ; =1+1"


@needs_engine
def test_that_nasty_names_and_texts_come_through() -> None:
    rules = (
        Rule("r1", NASTY, Points(5), FieldTest(TITLE, Test.CONTAINS, ('o"\\',))),
        Rule("r2", NASTY, ByValue(COUNTRY, (ValuePoints("it's", 3), ValuePoints(None, -2)))),
        Rule("r3", NASTY, Points(-7), FieldTest(SIZE, Test.BETWEEN, (0.1, 50))),
        Rule("r4", NASTY, Points(4), FieldTest(SEEN, Test.IN_THE_LAST, (30,))),
    )
    bands = tuple(replace(b, name=b.name + NASTY) for b in ScoringModel("", "").bands)
    override = Override("o1", NASTY, FieldTest(REVENUE, Test.IS_BLANK), Move.AT_MOST, bands[0].name)
    model = replace(model_of(*rules, name=NASTY), bands=bands, overrides=(override,))
    order = order_of("salesforce", model, 3, 60)
    assert not order.adapted.misfits
    assert proved(SFORMULA, order, export_of(order)).holds


def test_that_what_formulas_cannot_say_is_left_out_with_a_reason() -> None:
    rules = (
        Rule("r1", "Pattern", Points(5), FieldTest(TITLE, Test.MATCHES, ("v.*",))),
        Rule("r2", "Old", Points(5), FieldTest(SEEN, Test.BEFORE, (date(1500, 1, 1),))),
        Rule("r3", "Fine", Points(5), FieldTest(SIZE, Test.AT_LEAST, (1e-14,))),
        Rule("r4", "Kept", Points(5), FieldTest(SIZE, Test.AT_LEAST, (0.5,))),
    )
    order = order_of("salesforce", model_of(*rules), 1, 5)
    assert [misfit.name for misfit in order.adapted.misfits] == ["Pattern", "Old", "Fine"]
    assert all(misfit.why.endswith(".") for misfit in order.adapted.misfits)


def test_that_today_is_written_if_wanted_and_told_where_each_lead_has_its_own_day() -> None:
    rule = Rule("r1", "Seen", Points(5), FieldTest(SEEN, Test.IN_THE_LAST, (30,)))
    model = model_of(rule)
    order = order_of("salesforce", model, 1, 5, ("as_of", "today"))
    export = export_of(order)
    assert "TODAY()-30" in formulas(export)["LS_Fit__c"]
    assert not [file.name for file in export.files if "As_of" in file.name]
    assert not export.problems
    own = order_of("salesforce", replace(model, own_day=20), 1, 5, ("as_of", "today"))
    assert [problem.where for problem in export_of(own).problems] == ["As-of day"]
