"""Where a change comes from, in words that fit a sentence."""

from __future__ import annotations

from dataclasses import replace

from models.evaluation.causes import NAME, differences
from models.scoring.model import Group, Points, Rule, ScoringModel


def test_that_a_name_that_lists_many_values_is_told_by_both_of_its_ends() -> None:
    name = "landing_page_id: " + ", ".join(f"{place:032x}" for place in range(5))
    rule = Rule("r1", name, Points(45))
    bare = ScoringModel("m1", "One", (Group("g1", "Fit"),))
    now = replace(bare, groups=(Group("g1", "Fit", (rule,)),))
    (new,) = differences(now, bare)
    (gone,) = differences(bare, now)
    (moved,) = differences(now, now.with_rule(replace(rule, award=Points(5))))
    for found in (new, gone, moved):
        assert name[:30] in found.words
        assert name not in found.words
        assert len(found.words) <= NAME + len("the new rule ")
