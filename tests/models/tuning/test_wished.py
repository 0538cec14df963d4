"""What a person wishes becomes reins: signs, ladders, and what is said of single lines."""

from __future__ import annotations

from dataclasses import replace

from models.project.document import Project
from models.project.edits import ChangeWishes
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import (
    ByRange,
    ByValue,
    Group,
    Points,
    RangePoints,
    Rule,
    ScoringModel,
    ValuePoints,
)
from models.tuning.lines import Line
from models.tuning.reins import Hold, Rein, Sign
from models.tuning.said_limits import limits_of, rein_words
from models.tuning.wished import ladders_of, reins_of
from models.tuning.wishes import Wishes

KNOWN = FieldTest("Phone", Test.IS_KNOWN)
SIZES = ByRange(
    "Size", (RangePoints(None, 10, 0), RangePoints(10, 50, 5), RangePoints(50, None, 20))
)
FALLING = replace(SIZES, entries=tuple(replace(e, points=-e.points) for e in SIZES.entries))
FLAT = replace(SIZES, entries=tuple(replace(e, points=5) for e in SIZES.entries))
HUMP = replace(SIZES, entries=(*SIZES.entries[:2], replace(SIZES.entries[2], points=1)))
VALUES = ByValue("Title", (ValuePoints("VP", 1), ValuePoints("CEO", 2)))
MODEL = ScoringModel(
    "m",
    "M",
    (
        Group(
            "g",
            "G",
            (
                Rule("known", "Known", Points(10), KNOWN),
                Rule("up", "Up", SIZES),
                Rule("down", "Down", FALLING),
                Rule("flat", "Flat", FLAT),
                Rule("hump", "Hump", HUMP),
                Rule("values", "Values", VALUES),
                Rule("muted", "Muted", SIZES, muted=True),
            ),
        ),
    ),
)
LINES = (
    Line("known", "Known", "g", "known", now=10),
    Line("down/2", "Down: 50 or more", "g", "down", 2, now=-20),
    Line("flat/0", "Flat", "g", "flat", 0, now=0),
)


def test_that_tables_that_rise_or_fall_are_ladders_and_no_others() -> None:
    assert [(rule.id, keys) for rule, keys in ladders_of(MODEL)] == [
        ("up", ("up/0", "up/1", "up/2")),
        ("down", ("down/2", "down/1", "down/0")),
    ]
    assert reins_of(Wishes(ladders=False), MODEL, LINES).rising == ()
    assert reins_of(Wishes(), MODEL, LINES).rising == ()
    known = (*LINES, *(Line(f"down/{place}", "Down", "g", "down", place) for place in (0, 1)))
    assert reins_of(Wishes(), MODEL, known).rising == (("down/2", "down/1", "down/0"),)


def test_that_signs_stay_unless_a_line_says_otherwise() -> None:
    own = Wishes().with_rein("known", Rein(Hold.KEEP, Sign.DOWN))
    found = dict(reins_of(own, MODEL, LINES).lines)
    assert found == {"known": Rein(Hold.KEEP, Sign.DOWN), "down/2": Rein(sign=Sign.DOWN)}
    assert dict(reins_of(replace(own, signs=False), MODEL, LINES).lines) == {
        "known": Rein(Hold.KEEP, Sign.DOWN)
    }


def test_that_a_line_that_is_free_again_is_said_no_more() -> None:
    locked = Wishes().with_rein("known", Rein(Hold.LOCK))
    assert locked.locked == ("known",)
    assert locked.with_rein("known", Rein()) == Wishes()


def test_that_wishes_are_of_one_model_and_undone_as_one_step() -> None:
    project = Project(models=(MODEL, replace(MODEL, id="n")))
    said = ChangeWishes("m", Wishes(step=10))
    after = said.apply(project)
    assert after.wishes_of("m").step == 10
    assert after.wishes_of("n") == Wishes()
    assert said.label(project) == "Tuning: points in steps of 10"
    assert said.apply(after) is after
    assert ChangeWishes("m", Wishes()).apply(after) == project
    assert ChangeWishes("m", Wishes(step=1, most=9)).label(project) == "What tuning may change"


def test_that_sets_and_orders_bind_the_lines_that_are_still_there() -> None:
    own = Wishes(
        ladders=False,
        one_of=(("known", "gone", "flat/0"), ("known", "gone")),
        rising=(("down/2", "flat/0"), ("gone",)),
    )
    found = reins_of(own, MODEL, LINES)
    assert found.one_of == (("known", "flat/0"),)
    assert found.rising == (("down/2", "flat/0"),)


def test_that_an_order_that_was_said_stands_beside_those_of_tables() -> None:
    known = (*LINES, *(Line(f"down/{place}", "Down", "g", "down", place) for place in (0, 1)))
    found = reins_of(Wishes(rising=(("known", "flat/0"),)), MODEL, known)
    assert found.rising == (("down/2", "down/1", "down/0"), ("known", "flat/0"))


def test_that_each_limit_is_said_and_can_be_taken_away_alone() -> None:
    names = {"known": "Known", "flat/0": "Flat"}
    free = Wishes().with_rein("known", Rein(Hold.LOCK))
    first = free.limiting(("known",), Sign.DOWN, None, -5)
    second = first.at_most_one_of(("known", "flat/0"))
    both = second.rising_along(("flat/0", "gone"))
    assert both.rising_along(("flat/0", "gone")) == both
    line, one, order = limits_of(both, names)
    assert (line.what, line.whom) == ("May only take away, up to −5", "Known")
    assert line.without.rein("known") == Rein(Hold.LOCK)
    assert (line.without.one_of, line.without.rising) == (both.one_of, both.rising)
    assert one.without == first.rising_along(("flat/0", "gone"))
    assert order.without == second
    assert "a line that is gone" in order.whom
    assert rein_words(Rein(least=5, most=20)) == "+5 to +20"
    assert rein_words(Rein(Hold.KEEP)) == ""
