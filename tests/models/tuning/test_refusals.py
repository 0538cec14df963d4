from __future__ import annotations

from models.scoring.awards import Points
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, Test
from models.scoring.model import Group, Rule
from models.tuning.candidate import Candidate
from models.tuning.refusals import asked_by, called_otherwise, welcome

BIG = FieldTest("Size", Test.AT_LEAST, (50.0,))
TITLES = FieldTest("Title", Test.IS_ONE_OF, ("VP", "CEO"))


def asking(when: Condition | None, name: str = "A rule") -> Candidate:
    return Candidate("c1", Rule("c1", name, Points(5), when), Group("g1", "Fit"))


def test_that_a_refusal_goes_by_what_is_asked_whatever_it_is_called() -> None:
    refused = (asked_by(asking(BIG).rule),)
    assert welcome([asking(BIG, "Called otherwise")], refused) == ()
    others = [asking(FieldTest("Size", Test.AT_LEAST, (60.0,))), asking(Not(BIG)), asking(TITLES)]
    assert welcome(others, refused) == tuple(others)


def test_that_an_order_which_says_nothing_makes_no_other_rule() -> None:
    swapped = FieldTest("Title", Test.IS_ONE_OF, ("CEO", "VP"))
    assert asked_by(asking(TITLES).rule) == "Title is one of CEO, VP"
    for joint in (AllOf, AnyOf):
        one, other = asking(joint((BIG, Not(TITLES)))), asking(joint((Not(swapped), BIG)))
        assert asked_by(one.rule) == asked_by(other.rule)
    between = [FieldTest("Size", Test.BETWEEN, ends) for ends in ((9.0, 10.0), (10.0, 9.0))]
    assert len({asked_by(asking(when).rule) for when in between}) == 2


def test_that_a_refusal_follows_a_field_that_is_renamed() -> None:
    def rules(field: str) -> list[Condition]:
        title = FieldTest(field, Test.IS_ONE_OF, ("VP", "CEO", "Research and Title"))
        size = FieldTest("Size", Test.BETWEEN, (9.0, 10.0))
        blank, days = FieldTest(field, Test.IS_BLANK), FieldTest(field, Test.MORE_THAN_AGO, (3,))
        return [title, Not(blank), AllOf((title, size)), AllOf((size, Not(blank))), days]

    for name in ("A title", "Zone", "is Title", "(Title)"):
        for was, now in zip(rules("Title"), rules(name), strict=True):
            words = asked_by(asking(was).rule)
            assert called_otherwise(words, "Title", name) == asked_by(asking(now).rule)
    other = "Size is one of Title is VP"
    assert called_otherwise(other, "Title", "Zone") == other
