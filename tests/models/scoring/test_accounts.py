"""Accounts: the engine against the slow reference, and laws that need no reference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.accounts import AccountMatch, Accounts
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.free_mail import FREE_MAIL, FREE_MAIL_VERSION
from models.leads.table import Leads
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.account_words import explain_account
from models.scoring.conditions import AllOf, FieldTest, Not, Test
from models.scoring.engine import score, scored_accounts
from models.scoring.explanation import explain, raise_of
from models.scoring.masks import Masks
from models.scoring.model import (
    Band,
    ByRange,
    ByValue,
    Group,
    Move,
    Override,
    Points,
    RangePoints,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)
from models.scoring.reference.accounts import AccountRows, RawLead, reference_accounts
from models.scoring.sight import scored_by
from tests.models.scoring.runners import table

AS_OF = date(2024, 3, 15)
INPUTS = (
    Input("Company"),
    Input("Email"),
    Input("Title"),
    Input("Tags", Kind.MULTIPLE),
    Input("Size", Kind.NUMBER),
    Input("Demo", Kind.YES_NO),
    Input("Created", Kind.DATE, Role.CREATED),
    Input("Met", Kind.DATE, event=True),
)
CELLS = {
    "Company": ("", "Acme", "ACME", "acme ", "Zed", "Ödön", "ÖDÖN", "acme.com"),
    "Email": ("", "a@acme.com", "B@ACME.COM", "c@gmail.com", "no address", "d@", "@zed", "x@y@zed"),
    "Title": ("", "VP", "vp", "CEO", "Intern"),
    "Tags": ("", "a;b", "A", "b;c;a", "c"),
    "Size": ("", "5", "5.0", "20", "x", "300"),
    "Demo": ("", "yes", "no"),
    "Created": ("", "2024-03-14", "2024-03-15", "2024-03-16", "2023-01-01"),
    "Met": ("", "2024-03-01", "2024-03-20"),
}
TABLE_INPUTS = (
    Input("Name", role=Role.ID),
    Input("Tier"),
    Input("Size", Kind.NUMBER),
    Input("Since", Kind.DATE, event=True),
)
TABLE_CELLS = {
    "Name": ("", "acme", "Acme", "zed", "acme.com", "other"),
    "Tier": ("", "A", "b"),
    "Size": ("", "10", "500"),
    "Since": ("", "2024-01-01", "2024-04-01"),
}
GROUPS = (
    Group(
        "g",
        "G",
        (
            Rule("r1", "Vp", Points(40), FieldTest("Title", Test.IS, ("vp",))),
            Rule(
                "r2", "Size", ByRange("Size", (RangePoints(5, 100, 15), RangePoints(100, None, 70)))
            ),
            Rule("r3", "No demo", Points(-30), FieldTest("Demo", Test.IS_NO)),
        ),
    ),
)
BANDS = (Band("Cold", -20), Band("Warm", 10), Band("Hot", 50, mql=True))
OVERRIDES = (
    Override("o", "Demo", FieldTest("Demo", Test.IS_YES), Move.AT_LEAST, "Warm"),
    Override("p", "Intern", FieldTest("Title", Test.IS, ("intern",)), Move.AT_MOST, "Cold"),
)
RULES = (
    Rule("a1", "Tier", ByValue("Tier", (ValuePoints("a", 7), ValuePoints(None, -3)))),
    Rule("a2", "Large", Points(11), FieldTest("Size", Test.AT_LEAST, (20.0,))),
    Rule("a3", "Title", ByValue("Title", (ValuePoints("vp", 5), ValuePoints("ceo", 9)))),
    Rule("a4", "Tags", Points(13), FieldTest("Tags", Test.HAS_ANY_OF, ("b",))),
    Rule("a5", "Met", Points(-4), FieldTest("Met", Test.IN_THE_LAST, (30,))),
    Rule("a6", "Demo", ByValue("Demo", (ValuePoints("yes", 2), ValuePoints("no", 3)))),
    Rule("a7", "Since", Points(6), FieldTest("Since", Test.IS_KNOWN)),
    Rule("a8", "Muted", Points(900), muted=True),
    Rule(
        "a9",
        "All",
        Points(17),
        AllOf((FieldTest("Title", Test.IS_KNOWN), Not(FieldTest("Size", Test.LESS_THAN, (9.0,))))),
    ),
)


def parts() -> st.SearchStrategy[AccountPart]:
    return st.builds(
        AccountPart,
        st.sampled_from(AccountMeasure),
        top=st.integers(1, 4),
        band=st.sampled_from(("Cold", "Warm", "Hot")),
        field=st.sampled_from(("Title", "Tags", "Size", "Demo", "Met", "Gone")),
        times=st.integers(-2, 4),
        most=st.none() | st.integers(0, 60),
    )


def accounts() -> st.SearchStrategy[AccountScore]:
    return st.builds(
        AccountScore,
        field=st.sampled_from(("", "Company", "Gone", "Size")),
        email=st.sampled_from(("", "Email")),
        parts=st.lists(parts(), max_size=4).map(tuple),
        rules=st.lists(st.sampled_from(RULES), max_size=4, unique_by=lambda r: r.id).map(tuple),
        scale=st.sampled_from((Scale(), Scale(-50, 20), Scale(0, 1000))),
        raises=st.sampled_from(
            (
                (),
                (RangePoints(None, 10, -5), RangePoints(10, 50, 3), RangePoints(50, None, 12)),
                (RangePoints(40, 41, 30), RangePoints(60, 90, 20)),
            )
        ),
    )


def rows_of(
    cells: dict[str, tuple[str, ...]], most: int
) -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.fixed_dictionaries({name: st.sampled_from(texts) for name, texts in cells.items()})
    return st.lists(row, min_size=1, max_size=most)


def model_with(account: AccountScore, own_day: int | None = None) -> ScoringModel:
    return ScoringModel(
        "m", "M", GROUPS, BANDS, OVERRIDES, Scale(-20, 100), account=account, own_day=own_day
    )


@settings(max_examples=400)
@given(rows_of(CELLS, 9), accounts(), st.none() | rows_of(TABLE_CELLS, 5))
def test_that_accounts_and_what_they_raise_equal_the_reference(
    rows: list[dict[str, str]], account: AccountScore, other: list[dict[str, str]] | None
) -> None:
    model = model_with(account)
    leads = Leads(table(rows), Recipe(INPUTS))
    known = None
    if other is not None:
        leads = replace(leads, accounts=Accounts(table(other), Recipe(TABLE_INPUTS)))
        known = AccountRows(other, TABLE_INPUTS, "Name")
    hosts = FREE_MAIL[FREE_MAIL_VERSION]
    wanted = reference_accounts(model, [RawLead(row) for row in rows], INPUTS, AS_OF, known, hosts)

    masks = Masks(leads)
    scored = score(model, leads, AS_OF, masks)
    found = scored_accounts(scored)
    assert found is not None
    keys = list(found.keys.keys)
    assert [None if c < 0 else keys[c] for c in found.keys.codes] == list(wanted.keys)
    assert set(keys) == set(wanted.accounts)
    for place, key in enumerate(keys):
        account_wanted = wanted.accounts[key]
        assert tuple(int(part[place]) for part in found.parts) == account_wanted.parts
        assert {n: int(p[place]) for n, p in found.rules.items()} == account_wanted.rules
        assert int(found.scores[place]) == account_wanted.score
    assert found.of_leads.tolist() == list(wanted.raised)
    for row, lead in enumerate(wanted.leads):
        assert lead is not None
        assert int(scored.scores[row]) == lead.score
        assert int(scored.totals[row]) == lead.total
        assert model.bands[int(scored.bands[row])].name == lead.band
        way = explain(model, leads, row, AS_OF, raise_of(scored, row))
        assert (way.score, way.band_name) == (lead.score, lead.band)
        assert sum(step.points for step in way.steps) == way.score
    for place, key in enumerate(keys):
        account_way = explain_account(found, place, str)
        assert account_way.score == wanted.accounts[key].score
        assert sum(step.points for step in account_way.steps) == account_way.score


@settings(max_examples=100)
@given(rows_of(CELLS, 9), accounts(), st.integers(0, 30))
def test_that_accounts_of_leads_with_days_of_their_own_equal_the_reference(
    rows: list[dict[str, str]], account: AccountScore, own_day: int
) -> None:
    model = model_with(account, own_day)
    leads = Leads(table(rows), Recipe(INPUTS))
    by = scored_by(model, leads, AS_OF)
    hosts = FREE_MAIL[FREE_MAIL_VERSION]
    wanted = reference_accounts(model, [RawLead(row) for row in rows], INPUTS, AS_OF, None, hosts)
    scored = score(model, by.leads, AS_OF)
    kept = range(len(rows)) if by.rows is None else by.rows.tolist()
    assert [row for row, lead in enumerate(wanted.leads) if lead is not None] == list(kept)
    for place, row in enumerate(kept):
        lead = wanted.leads[row]
        assert lead is not None
        assert int(scored.scores[place]) == lead.score


def test_that_rows_of_the_table_of_accounts_are_matched_and_counted() -> None:
    names = ("Acme", "ACME", "", "Other", "acme.com")
    known = Accounts(table([{"Name": name} for name in names]), Recipe((TABLE_INPUTS[0],)))
    assert known.match(["acme", "zed", "acme.com"]) == AccountMatch(
        matched=2, unmatched=1, spare=1, double=1, blank=1, examples=("zed",)
    )


def test_that_an_account_that_nobody_found_raises_nobody() -> None:
    rows = [{**dict.fromkeys(CELLS, ""), "Title": "VP"} for _ in range(3)]
    model = model_with(AccountScore("Company", "Email", raises=(RangePoints(None, None, 30),)))
    scored = score(model, Leads(table(rows), Recipe(INPUTS)), AS_OF)
    assert scored.scores.tolist() == [40, 40, 40]
    assert scored.accounts is not None
    assert (len(scored.accounts), scored.accounts.keys.without) == (0, 3)


def test_that_free_mail_hosts_are_no_account_and_counted() -> None:
    blank = dict.fromkeys(CELLS, "")
    rows = [{**blank, "Email": mail} for mail in ("a@gmail.com", "b@acme.com", "c@ACME.com", "")]
    model = model_with(AccountScore("", "Email"))
    found = scored_accounts(score(model, Leads(table(rows), Recipe(INPUTS)), AS_OF))
    assert found is not None
    assert list(found.keys.keys) == ["acme.com"]
    assert (found.keys.by_email, found.keys.without, found.keys.free_mail) == (2, 2, 1)
    assert found.people.counts.tolist() == [2]
