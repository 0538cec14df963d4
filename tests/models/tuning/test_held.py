"""One word for all lines of a rule."""

from __future__ import annotations

from models.project.document import Project
from models.project.edits import ChangeWishes
from models.scoring.awards import ByValue, Points, ValuePoints
from models.scoring.model import Group, Rule, ScoringModel
from models.tuning.held import hold_of, holding, holds_of
from models.tuning.reins import Hold
from models.tuning.wishes import Wishes

PLAIN = Rule("r1", "Plain", Points(5))
TABLE = Rule("r2", "Table", ByValue("Size", (ValuePoints("a", 5), ValuePoints("b", 10))))
MODEL = ScoringModel("m1", "One", (Group("g1", "Fit", (PLAIN, TABLE)),))


def test_that_a_rule_is_held_with_all_its_lines_and_freed_without_a_trace() -> None:
    wishes = holding(TABLE, Wishes(), Hold.LOCK)
    assert wishes.locked == ("r2/0", "r2/1")
    assert holds_of(MODEL, wishes) == {"r2": Hold.LOCK}
    kept = holding(PLAIN, wishes, Hold.KEEP)
    assert holds_of(MODEL, kept) == {"r1": Hold.KEEP, "r2": Hold.LOCK}
    assert holding(PLAIN, holding(TABLE, kept, Hold.FREE), Hold.FREE) == Wishes()


def test_that_one_held_entry_shows_on_its_rule() -> None:
    first = Wishes().with_rein("r2/1", holding(PLAIN, Wishes(), Hold.FORBID).rein("r1"))
    assert hold_of(TABLE, first) is Hold.FORBID
    assert hold_of(PLAIN, first) is Hold.FREE


def test_that_a_refusal_is_told_as_one() -> None:
    project = Project(models=(MODEL,), chosen="m1")
    refusing = ChangeWishes("m1", Wishes().refusing("Size: a"))
    assert refusing.label(project) == "Refuse Size: a"
    refused = refusing.apply(project)
    assert ChangeWishes("m1", Wishes()).label(refused) == "Bring back Size: a"
    twice = Wishes().refusing("Size: a").refusing("Size: b")
    assert ChangeWishes("m1", twice).label(project) == "Refuse 2 rules"
