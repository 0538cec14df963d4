from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.problems import Severity
from models.scoring.checks import model_problems, problems_of
from models.scoring.conditions import AnyOf, FieldTest, Not, Test
from models.scoring.engine import score
from models.scoring.file.model_json import model_from_json, model_to_json
from models.scoring.lint.linter import lint
from models.scoring.model import (
    ByValue,
    Group,
    PerOccurrence,
    Points,
    Rule,
    ScoringModel,
    ValuePoints,
)
from models.scoring.templates.catalogue import TEMPLATES
from models.scoring.templates.fitting import Fitted, fit_to_leads
from models.scoring.templates.names import ACTIVITIES, DETAILS, FIELDS, SOCIAL, activity_types, rank
from models.scoring.templates.template import Template

DAY = date(2026, 3, 31)

TITLES = ["CEO", "Head of Sales", "Student", "Clerk"]


def leads_of(kinds: dict[str, Kind] | None = None, **fields: list[str]) -> Leads:
    kinds = kinds or {}
    inputs = [Input("Id", role=Role.ID)]
    columns = [column_of("Id", ["1", "2", "3", "4"])]
    for name, cells in fields.items():
        inputs.append(Input(name, kinds.get(name, Kind.TEXT)))
        columns.append(column_of(name, cells))
    return Leads(RawTable(tuple(columns), 4), Recipe(tuple(inputs)))


def with_activities(leads: Leads, *types: str, page: str = "/pricing") -> Leads:
    rows = len(types)
    raw = RawTable(
        (
            column_of("Lead", [str(1 + row % 4) for row in range(rows)]),
            column_of("Type", list(types)),
            column_of("When", ["2026-03-01"] * rows),
            column_of("Page", [page] * rows),
        ),
        rows,
    )
    recipe = ActivityRecipe(
        (
            Input("Lead", role=Role.ID),
            Input("Type", role=Role.ACTIVITY_TYPE),
            Input("When", Kind.DATE, Role.ACTIVITY_TIME),
            Input("Page"),
        )
    )
    return leads.with_activities(match(raw, recipe, leads, "UTC"))


def template(*rules: Rule, instead: dict[str, tuple[Rule, ...]] | None = None) -> Template:
    model = ScoringModel("t", "T", (Group("g", "Fit", rules),))
    return Template("t", "T", "For tests.", model, instead or {})


def test(field: str, asked: Test, *values: object) -> FieldTest:
    return FieldTest(field, asked, values)  # type: ignore[arg-type]


test.__test__ = False  # type: ignore[attr-defined]

CHIEF = Rule("r", "Chief", Points(9), test("Job title", Test.CONTAINS_ANY_OF, "CEO", "CFO"), "Why.")


# The templates themselves


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_that_a_template_is_a_sound_model_with_a_reason_on_everything(one: Template) -> None:
    model = one.model
    assert not model_problems(model)
    assert model_from_json(model_to_json(model)) == model
    assert all(rule.note for rule in model.rules())
    assert all(group.note for group in model.groups)
    assert all(item.note for item in model.overrides)
    assert model.notes
    ids = [rule.id for rule in model.rules()] + [group.id for group in model.groups]
    assert len(set(ids)) == len(ids)
    assert {"social", "negative", "implicit", "explicit"} <= {g.category for g in model.groups}
    assert any(group.decay is not None for group in model.groups)
    assert model.grade is not None
    assert model.overrides
    assert set(one.instead) <= {rule.id for rule in model.rules()}


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_that_nothing_speaks_against_a_template(one: Template) -> None:
    assert lint(one.model) == ()


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_that_every_name_a_template_asks_for_has_other_names(one: Template) -> None:
    ways = [*one.model.rules(), *(way for ways in one.instead.values() for way in ways)]
    fields = {name for rule in ways for name in rule.fields()}
    kinds = {name for rule in ways for chosen in rule.selections() for name in chosen.types}
    assert fields <= set(FIELDS) | set(ACTIVITIES)
    assert kinds <= set(ACTIVITIES) | set(SOCIAL)


def test_that_the_account_based_template_scores_accounts() -> None:
    [one] = [one for one in TEMPLATES if one.id == "account_based"]
    account = one.model.account
    assert account is not None
    assert len(account.parts) == 3
    assert account.raises


# Names


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (
            "Job title",
            ["Job title", "jobtitle", "Title", "Position", "JobTitle", "Stellenbezeichnung",
             "Contact job title"],
        ),
        ("Employees", ["Employees", "Number of employees", "no_of_employees", "Mitarbeiterzahl",
                       "Company size", "employee_count"]),
        ("Industry", ["Industry", "Branche", "Company industry", "sector"]),
        ("E-mail", ["Email", "E-Mail", "e_mail", "Email address", "E-Mail-Adresse"]),
        ("Demo request", ["Demo requested", "demo_request", "Has requested demo"]),
        ("Pricing page visit", ["Pricing page views 30d", "pricing_visits", "Preisseite"]),
        ("Webinar", ["Webinars attended", "webinar_count"]),
        ("Last activity", ["Last activity", "Last Activity Date", "Letzte Aktivität"]),
    ],
)  # fmt: skip
def test_that_a_field_is_known_by_its_many_names(asked: str, names: list[str]) -> None:
    for name in names:
        assert rank(name, asked) is not None, name


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Job title", "Title of the campaign that was sent"),
        ("Employees", "T-shirt size"),
        ("Pricing page visit", "cons.price.idx"),
        ("Demo request", "Demographics"),
        ("Country", "Landing page"),
        ("Webinar", "Webinar registered"),
        ("Lead source", "Source code language"),
        ("Company", "Company size"),
    ],
)
def test_that_a_field_of_another_meaning_is_not_taken(asked: str, name: str) -> None:
    assert rank(name, asked) is None


def test_that_the_better_name_is_taken() -> None:
    leads = leads_of(**{"Title": TITLES, "Job title": TITLES})
    fitted = fit_to_leads(template(CHIEF), leads)
    assert next(fitted.model.rules()).fields() == ("Job title",)


def test_that_all_types_that_are_meant_are_taken() -> None:
    types = ("Webinar attended", "Webinar-Teilnahme", "Webinar registration", "Page view")
    assert activity_types(types, "Webinar") == types[:2]
    assert activity_types(("E-mail clicked", "email_click", "E-mail opened"), "E-mail click") == (
        "E-mail clicked",
        "email_click",
    )
    social = ("LinkedIn like", "Follow-up call", "LinkedIn follow")
    assert activity_types(social, "Social like") == ("LinkedIn like",)
    assert activity_types(social, "Social follow") == ("LinkedIn follow",)


# Fitting


def test_that_a_field_by_another_name_is_read_and_values_that_nobody_has_are_left_out() -> None:
    fitted = fit_to_leads(template(CHIEF), leads_of(Position=TITLES))
    [rule] = fitted.model.rules()
    assert rule.when == test("Position", Test.CONTAINS_ANY_OF, "CEO")
    assert not rule.muted
    assert rule.note == "Why."
    assert [(item.asked, item.found) for item in fitted.matched] == [("Job title", ("Position",))]
    assert fitted.narrowed == ("Chief: no lead has “CFO” in Position.",)
    assert (fitted.live, fitted.rules) == (1, 1)


def test_that_what_is_missing_is_told_and_its_rule_comes_muted_with_the_reason() -> None:
    fitted = fit_to_leads(template(CHIEF), leads_of(City=["a", "b", "c", "d"]))
    [rule] = fitted.model.rules()
    assert rule.muted
    assert rule.note == "Why. Muted: These leads have no field for Job title."
    assert [item.name for item in fitted.unmatched] == ["Chief"]
    assert fitted.live == 0
    left = fit_to_leads(template(CHIEF), leads_of(City=["a"] * 4), leave_out=True)
    assert not list(left.model.rules())
    assert left.unmatched == fitted.unmatched


def test_that_a_field_of_another_kind_is_told_by_name() -> None:
    size = Rule("r", "Size", Points(3), test("Employees", Test.AT_LEAST, 10.0))
    fitted = fit_to_leads(template(size), leads_of(Headcount=["51-200", "1-10", "", "x"]))
    assert fitted.unmatched[0].why == "Headcount is read as text, and number or yes/no is asked."


def test_that_values_nobody_has_make_a_rule_unmatched() -> None:
    fitted = fit_to_leads(template(CHIEF), leads_of(Title=["a", "b", "c", ""]))
    assert fitted.unmatched[0].why == "No lead has any of its values in Title."


def test_that_the_outcome_and_ignored_fields_are_never_read() -> None:
    leads = leads_of(Title=TITLES)
    for role in (Role.OUTCOME, Role.IGNORED, Role.ID):
        recipe = Recipe((leads.recipe.inputs[0], Input("Title", role=role)))
        assert fit_to_leads(template(CHIEF), leads.read_as(recipe)).live == 0


def test_that_points_by_value_keep_the_values_there_are_and_the_blank() -> None:
    entries = (ValuePoints("ceo", 5), ValuePoints("CFO", 4), ValuePoints(None, -2))
    by_value = Rule("r", "By value", ByValue("Job title", entries))
    [rule] = fit_to_leads(template(by_value), leads_of(Title=TITLES)).model.rules()
    assert rule.award == ByValue("Title", (entries[0], entries[2]))


def test_that_a_test_follows_the_kind_of_the_field() -> None:
    chosen = Rule("r", "R", Points(1), test("Interests", Test.IS_ONE_OF, "a", "z"))
    lists = leads_of({"Interests": Kind.MULTIPLE}, Interests=["a;b", "b", "", "c"])
    [rule] = fit_to_leads(template(chosen), lists).model.rules()
    assert rule.when == test("Interests", Test.HAS_ANY_OF, "a")
    demo = Rule("r", "R", Points(1), test("Demo request", Test.IS_YES))
    counts = leads_of({"Demos": Kind.NUMBER}, Demos=["0", "2", "", "1"])
    [rule] = fit_to_leads(template(demo), counts).model.rules()
    assert rule.when == test("Demos", Test.AT_LEAST, 1.0)
    often = Rule("r", "R", Points(1), test("Webinar", Test.AT_LEAST, 1.0))
    yes_no = leads_of({"Webinar": Kind.YES_NO}, Webinar=["yes", "no", "", "no"])
    [rule] = fit_to_leads(template(often), yes_no).model.rules()
    assert rule.when == test("Webinar", Test.IS_YES)


def test_that_of_any_only_what_is_there_is_asked_and_of_not_all() -> None:
    either = AnyOf((CHIEF.when, test("Phone", Test.IS_KNOWN)))  # type: ignore[arg-type]
    [rule] = fit_to_leads(
        template(replace(CHIEF, when=either)), leads_of(Title=TITLES)
    ).model.rules()
    assert rule.when == test("Title", Test.CONTAINS_ANY_OF, "CEO")
    never = replace(CHIEF, when=Not(test("Phone", Test.IS_KNOWN)))
    assert fit_to_leads(template(never), leads_of(Title=TITLES)).live == 0


def b2b(leads: Leads) -> Fitted:
    return fit_to_leads(TEMPLATES[0], leads)


def rule_named(fitted: Fitted, name: str) -> Rule:
    return next(rule for rule in fitted.model.rules() if rule.name == name)


def test_that_activities_are_matched_and_stand_before_fields() -> None:
    leads = leads_of({"Demo requested": Kind.YES_NO}, **{"Demo requested": ["yes", "no", "", ""]})
    rule = rule_named(b2b(leads), "Asked for a demo")
    assert rule.when == test("Demo requested", Test.IS_YES)
    rule = rule_named(b2b(with_activities(leads, "Demo requested", "Call")), "Asked for a demo")
    assert isinstance(rule.award, PerOccurrence)
    assert rule.award.of.types == ("Demo requested",)


def test_that_a_page_view_with_its_page_stands_in_for_a_visit_of_the_prices() -> None:
    fitted = b2b(with_activities(leads_of(City=["a"] * 4), "Page view", "Page view"))
    rule = rule_named(fitted, "Looked at prices")
    assert isinstance(rule.award, PerOccurrence)
    assert rule.award.of.types == ("Page view",)
    assert isinstance(rule.award.of.where, FieldTest)
    assert rule.award.of.where.field == "Page"
    assert set(DETAILS) == {"Page"}


def test_that_a_fitted_template_scores_its_leads_without_a_problem() -> None:
    leads = with_activities(
        leads_of(
            {"Mitarbeiter": Kind.NUMBER},
            Position=TITLES,
            Mitarbeiter=["10", "300", "", "2000"],
            Email=["a@gmail.com", "b@x.de", "", "c@y.de"],
            Firma=["X", "X", "Y", ""],
        ),
        *("Page view", "Webinar attended", "Newsletter unsubscribed", "LinkedIn like"),
    )
    for one in TEMPLATES:
        fitted = fit_to_leads(one, leads, leave_out=True)
        problems = problems_of(fitted.model, leads)
        assert [item for item in problems if item.severity is Severity.ERROR] == []
        assert not [item for item in problems if "do not have" in item.what]
        scored = score(fitted.model, leads, DAY)
        assert len(scored.scores) == 4
        assert fitted.live == sum(1 for _ in fitted.model.rules())
        assert fitted.rules == one.rules


def test_that_an_override_that_cannot_be_asked_is_left_out_and_told() -> None:
    fitted = b2b(leads_of(City=["a"] * 4))
    assert fitted.model.overrides == ()
    assert {"Unsubscribed", "Fresh demo request"} <= {item.name for item in fitted.unmatched}


def test_that_accounts_are_found_by_company_or_by_mail() -> None:
    [one] = [one for one in TEMPLATES if one.id == "account_based"]
    by_name = fit_to_leads(one, leads_of(Firma=["X"] * 4)).model.account
    assert by_name is not None
    assert (by_name.field, by_name.email) == ("Firma", "")
    by_mail = fit_to_leads(one, leads_of(Email=["a@x.de"] * 4, Position=TITLES)).model.account
    assert by_mail is not None
    assert (by_mail.field, by_mail.email) == ("", "Email")
    assert "Position" in [part.field for part in by_mail.parts]
    none = fit_to_leads(one, leads_of(City=["a"] * 4))
    assert none.model.account is None
    assert "Account score" in [item.name for item in none.unmatched]


def test_that_without_leads_a_template_stays_as_it_is() -> None:
    fitted = fit_to_leads(TEMPLATES[0], None)
    assert fitted.model == TEMPLATES[0].model
    assert fitted.live == fitted.rules == TEMPLATES[0].rules
