"""Accounts against their outcomes: counted by hand, and against scikit-learn's ranking."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from models.evaluation.accounts import account_verdict, evaluate_accounts
from models.leads.accounts import Accounts
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.table import Leads
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.engine import score, scored_accounts
from models.scoring.model import ByRange, Group, RangePoints, Rule, ScoringModel
from tests.models.scoring.runners import table

AS_OF = date(2024, 3, 15)
INPUTS = (
    Input("Company"),
    Input("Email"),
    Input("Size", Kind.NUMBER),
    Input("Converted", Kind.YES_NO, Role.OUTCOME),
)
ACCOUNT = AccountScore(
    "Company",
    "Email",
    (AccountPart(AccountMeasure.TOP, top=2),),
    raises=(RangePoints(60, None, 10),),
)
MODEL = ScoringModel(
    "m",
    "M",
    (
        Group(
            "g",
            "G",
            (
                Rule(
                    "r", "Size", ByRange("Size", tuple(RangePoints(n, n + 1, n) for n in range(90)))
                ),
            ),
        ),
    ),
    account=ACCOUNT,
)


def leads_of(*rows: tuple[str, str, str, str]) -> Leads:
    names = ("Company", "Email", "Size", "Converted")
    return Leads(table([dict(zip(names, row, strict=True)) for row in rows]), Recipe(INPUTS))


def figures_of(leads: Leads):  # type: ignore[no-untyped-def]
    found = scored_accounts(score(MODEL, leads, AS_OF))
    assert found is not None
    return evaluate_accounts(found, leads)


def test_that_an_account_converted_if_any_of_its_leads_did() -> None:
    leads = leads_of(
        ("Acme", "", "50", "no"),
        ("acme", "", "30", "yes"),
        ("Zed", "", "10", "no"),
        ("Zed", "", "", ""),
        ("Open", "", "70", ""),
        ("", "a@gmail.com", "70", "yes"),
        ("", "", "70", "yes"),
    )
    found = figures_of(leads)
    assert (found.all.leads, found.all.converted, found.all.not_converted) == (3, 1, 1)
    assert (found.several, found.without, found.free_mail) == (2, 2, 1)
    assert (found.threshold, found.above.leads, found.below.leads) == (60, 2, 1)
    first, second = account_verdict(found)
    assert first == (
        "2 of 3 accounts hold more than one lead; accounts at 60 or above converted "
        "100.0\u202f%, others 0.0\u202f%."
    )
    assert "2 leads have no account, 1 of them with a free-mail address." in second


def test_that_the_table_of_accounts_says_the_outcome_if_it_has_one() -> None:
    leads = leads_of(("Acme", "", "50", "yes"), ("Zed", "", "70", "no"), ("Gone", "", "70", "no"))
    rows = [{"Name": "ACME", "Won": "no"}, {"Name": "zed", "Won": "yes"}]
    recipe = Recipe((Input("Name", role=Role.ID), Input("Won", Kind.YES_NO, Role.OUTCOME)))
    found = figures_of(leads.with_accounts(Accounts(table(rows), recipe)))
    assert (found.above.leads, found.above.converted, found.above.known) == (2, 1, 1)
    assert (found.below.converted, found.below.known) == (0, 1)


def test_that_leads_without_any_account_are_told() -> None:
    first, _ = account_verdict(figures_of(leads_of(("", "", "50", "yes"))))
    assert first.startswith("None of 1 lead has an account")


def test_that_accounts_whose_leads_all_came_later_are_told() -> None:
    later = Input("Size", Kind.DATE, Role.CREATED)
    rows = [{"Company": "Acme", "Size": "2030-01-01"}, {"Company": "", "Size": "2030-01-01"}]
    leads = Leads(table(rows), Recipe((INPUTS[0], later)))
    first, second = account_verdict(figures_of(leads))
    assert first == "No account has a lead that was created by the as-of day."
    assert second == "1 lead has no account."


@given(
    st.lists(
        st.tuples(st.sampled_from("ABCDEFGH"), st.integers(0, 60), st.booleans()),
        min_size=4,
        max_size=30,
    )
)
def test_that_the_ranking_equals_that_of_scikit_learn(
    rows: list[tuple[str, int, bool]],
) -> None:
    leads = leads_of(*((name, "", str(size), "yes" if won else "no") for name, size, won in rows))
    found = figures_of(leads)
    scores = {
        name: min(100, sum(sorted((s for n, s, _ in rows if n == name), reverse=True)[:2]))
        for name, _, _ in rows
    }
    won = {name: any(w for n, _, w in rows if n == name) for name in scores}
    if min(sum(won.values()), len(won) - sum(won.values())) < 2:
        assert found.auc is None
    else:
        wanted = roc_auc_score(list(won.values()), [scores[name] for name in won])
        assert found.auc is not None
        assert abs(found.auc.value - wanted) < 1e-12
    assert sum(item.tally.leads for item in found.ranges) == len(scores)
