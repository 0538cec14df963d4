"""A derived field called otherwise: everything that reads it follows, and no lead gets other
points, another band, grade or chance."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from models.leads.derived import DaysBetween, EmailDomain, FromTitle, LookUp
from models.leads.fields import Input
from models.leads.text import cleaned_key
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.awards import ByValue, PerOccurrence, Points, ValuePoints
from models.scoring.conditions import FieldTest, Selection, Test
from models.scoring.decay import Decay, Fades
from models.scoring.derived_use import is_free, readers, renamed
from models.scoring.difference import differences
from models.scoring.file.scores_hash import fits, of_now
from models.scoring.model import Group, Move, Override, Rule, ScoringModel
from models.scoring.probability import ChanceStep, Probability, Split, TreeChances
from tests.models.scoring.nasty_leads import AS_OF, INPUTS
from tests.models.scoring.random_models import models
from tests.models.scoring.runners import by_engine
from tests.models.scoring.test_derived_in_models import derived_models, leads_with_mail

RANK = FieldTest("rank", Test.IS, ("VP",))
TABLE = Probability((ChanceStep(0, 100, 50, 200),), of="of")
EVERYWHERE = ScoringModel(
    "m1",
    "Model",
    (
        Group(
            "g1",
            "Fit",
            (
                Rule("r1", "Rank", Points(5), replace(RANK, field="Rank")),
                Rule("r2", "Table", ByValue("Rank", (ValuePoints("VP", 5),))),
                Rule("r3", "Visits", PerOccurrence(Selection(where=RANK), 1)),
            ),
            decay=Decay(Fades.BY_GROUP, field="Rank"),
        ),
    ),
    overrides=(Override("o1", "Chiefs", RANK, Move.AT_LEAST, "Hot"),),
    derived=(FromTitle("Rank", "Title"), LookUp("Region", "RANK"), DaysBetween("Days", "a", "b")),
    account=AccountScore(
        "Rank",
        parts=(AccountPart(AccountMeasure.DISTINCT, field="Rank"),),
        rules=(Rule("a1", "Size", Points(1), RANK),),
    ),
    probability=TreeChances(0, (Split(RANK, 1, 0),), TABLE, (EmailDomain("Host", "Rank"),)),
)


def test_that_all_that_reads_a_derived_field_is_named() -> None:
    assert readers(EVERYWHERE, 0) == (
        "Rank",
        "Table",
        "Chiefs",
        "the decay of Fit",
        "the account score",
        "Region",
        "the chances by trees",
    )
    assert readers(EVERYWHERE, 2) == ()


def test_that_a_new_name_follows_wherever_the_field_is_read_and_nowhere_else() -> None:
    after = renamed(EVERYWHERE, 0, "Level")
    assert readers(after, 0) == ("Level", *readers(EVERYWHERE, 0)[1:])  # nobody named that rule
    visits, accounts = after.rule("r3"), after.account
    assert visits == EVERYWHERE.rule("r3")  # it asks of a detail of visits
    assert accounts is not None
    assert EVERYWHERE.account is not None
    assert accounts.rules == EVERYWHERE.account.rules  # they ask of fields of accounts
    assert renamed(after, 0, "Rank").derived[0] == EVERYWHERE.derived[0]


def test_that_a_rule_that_somebody_named_keeps_its_name() -> None:
    after = renamed(EVERYWHERE, 0, "Level")
    assert [rule.name for rule in after.rules()] == ["Level", "Table", "Visits"]


def test_that_chances_of_the_model_stay_of_it_and_others_do_not_become_so() -> None:
    for chances in (TABLE, EVERYWHERE.probability):
        mine = of_now(replace(EVERYWHERE, probability=chances))
        assert fits(mine)
        assert fits(renamed(mine, 0, "Level"))
        other = replace(EVERYWHERE, probability=chances)
        assert not fits(other)
        assert not fits(renamed(other, 0, "Level"))


def test_that_the_second_of_two_with_one_name_is_renamed_alone() -> None:
    two = replace(EVERYWHERE, derived=(FromTitle("Rank", "Title"), EmailDomain("rank", "Mail")))
    assert readers(two, 1) == ()
    assert renamed(two, 1, "Host") == replace(
        two, derived=(FromTitle("Rank", "Title"), EmailDomain("Host", "Mail"))
    )


def test_that_a_name_is_free_that_no_other_field_has_and_nothing_reads() -> None:
    assert is_free(EVERYWHERE, 0, "Level")
    assert is_free(EVERYWHERE, 0, "RANK")
    for taken in ("region", "title", "A", "host", " "):
        assert not is_free(EVERYWHERE, 0, taken)


def test_that_the_difference_of_a_renamed_field_is_its_name_and_no_rule() -> None:
    before = replace(EVERYWHERE, probability=None)
    told = differences(before, renamed(before, 0, "Level"))
    assert told == ("Renamed derived field Rank to Level",)


def test_that_a_field_which_took_the_name_of_another_is_not_told_as_renamed() -> None:
    took = replace(EVERYWHERE.derived[0], name="Region")
    told = differences(EVERYWHERE, replace(EVERYWHERE, derived=(took, *EVERYWHERE.derived[1:])))
    assert told[0] == "Removed derived field Rank"


@given(models(), st.data())
def test_that_nothing_reads_the_old_name_and_as_much_reads_the_new_one(
    model: ScoringModel, data: st.DataObject
) -> None:
    assume(model.derived)
    place = data.draw(st.integers(0, len(model.derived) - 1))
    name = data.draw(st.text(min_size=1, max_size=4).filter(lambda it: is_free(model, place, it)))
    after = renamed(model, place, name)
    assert len(readers(after, place)) == len(readers(model, place))
    if cleaned_key(name) != cleaned_key(model.derived[place].name):
        assert is_free(after, place, model.derived[place].name)
    assert fits(after) == fits(model)


def test_that_no_lead_gets_anything_else_by_another_name() -> None:
    inputs, dice = (*INPUTS, Input("Second mail")), random.Random(5)
    read = 0
    for seed, model in enumerate(derived_models(91, 40)):
        rows, kinds = leads_with_mail(seed, 20)
        before, after = by_engine(model, rows, inputs, AS_OF, kinds), model
        for place in dice.sample(range(len(model.derived)), 3):
            read += len(readers(after, place))
            after = renamed(after, place, f"Fresh {place}")
        assert by_engine(after, rows, inputs, AS_OF, kinds) == before
    assert read > 50
