from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.evaluation import Evaluation, RuleFigures, Tally
from models.problems import Problem
from models.project.document import Project
from models.scoring.model import Axis, Group, Points, Rule, ScoringModel
from widgets.editors.evidence import Say, bar_end, evidence, told
from widgets.editors.row_drag import group_drop, rule_drop
from widgets.editors.rule_edits import cloned, dropped, dropped_group, shifted
from widgets.editors.rule_rows import (
    EmptyRow,
    FootRow,
    HeaderRow,
    RuleRow,
    rows_of,
    scale_of,
    what_of,
)

NARROW = "\u202f"


def test_that_evidence_says_hits_rate_base_and_mql() -> None:
    figures = RuleFigures(Tally(921, 178, 743), 61)
    said = told(evidence(figures, 0.0824, 0.33))
    assert said == f"hits 921 \u00b7 19.3{NARROW}% convert, base 8.2{NARROW}% \u00b7 adds 61 MQL"


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (None, "no figures yet"),
        (RuleFigures(Tally(0, 0, 0), 0), "hits no lead \u00b7 adds no MQL"),
        (
            RuleFigures(Tally(334, 13, 321), -12),
            "hits 334 \u00b7 13 converted: too few \u00b7 removes 12 MQL",
        ),
        (RuleFigures(Tally(5, 0, 0)), "hits 5 \u00b7 no outcome yet"),
        (RuleFigures(Tally(90, 30, 60)), "hits 90 \u00b7 30 converted: too few"),
        (
            RuleFigures(Tally(1200, 31, 1169)),
            f"hits 1,200 \u00b7 2.6{NARROW}% convert, base 8.0{NARROW}%",
        ),
    ],
)  # fmt: skip
def test_that_doubt_is_said(figures: RuleFigures | None, said: str) -> None:
    assert told(evidence(figures, 0.08, 0.32)) == said


def test_that_a_muted_rule_adds_nothing() -> None:
    shown = evidence(RuleFigures(Tally(921, 178, 743), 61), 0.08, 0.3, muted=True)
    assert all(run.say is not Say.MQL for run in shown.runs)


@given(st.none() | st.floats(0, 1), st.lists(st.floats(0, 1)))
def test_that_no_bar_is_longer_than_its_track(base: float | None, rates: list[float]) -> None:
    end = bar_end(base, rates)
    assert 0 < end <= 1
    assert all(rate <= end for rate in rates)


def test_that_rows_follow_the_model(model: ScoringModel, evaluation: Evaluation) -> None:
    rows = rows_of(model, evaluation, None, {})
    kinds = [type(row).__name__[:3] for row in rows]
    assert kinds == ["Hea", *["Rul"] * 4, "Hea", *["Rul"] * 4, "Hea", "Rul", "Hea", "Emp", "Foo"]
    assert isinstance(rows[-1], FootRow)
    assert isinstance(rows[-2], EmptyRow)


def test_that_headers_say_limits_and_what_leads_reach(
    model: ScoringModel, evaluation: Evaluation
) -> None:
    heads = [r for r in rows_of(model, evaluation, None, {}) if isinstance(r, HeaderRow)]
    assert [(h.what, h.limit, h.reaches) for h in heads] == [
        ("who they are", "0 to 60", "reaches 47"),
        ("what they did", "", "reaches \u22123 to 50"),
        ("what speaks against", "\u221240 to 0", "reaches \u221235"),
        ("", "", ""),
    ]
    dry = rows_of(model, None, None, {})[0]
    assert isinstance(dry, HeaderRow)
    assert dry.reaches == "can reach 37"


def test_that_a_folded_group_says_how_many_findings_it_hides(
    model: ScoringModel, findings: dict[str, Problem]
) -> None:
    rows = rows_of(model, None, None, findings, collapsed=frozenset({"g1"}))
    assert isinstance(rows[0], HeaderRow)
    assert (rows[0].collapsed, rows[0].rules, rows[0].findings) == (True, 4, 1)
    assert isinstance(rows[1], HeaderRow)


def test_that_a_filter_keeps_what_holds_all_its_words(model: ScoringModel) -> None:
    def found(text: str) -> list[str]:
        rows = rows_of(model, None, None, {}, wanted=text)
        return [row.rule.id for row in rows if isinstance(row, RuleRow)]

    assert found("head job") == ["r1", "r6"]
    assert found("SALES") == ["r1"]
    assert found("nothing such") == []
    assert rows_of(model, None, None, {}, wanted="nothing such") == ()


def test_that_rows_differ_only_where_the_model_does(
    model: ScoringModel, evaluation: Evaluation
) -> None:
    rule = model.rule("r5")
    assert rule is not None
    other = model.with_rule(replace(rule, award=Points(20)))
    before, after = (rows_of(m, evaluation, model, {}) for m in (model, other))
    assert [a.key for a, b in zip(before, after, strict=True) if a != b] == [("rule", "r5")]


def test_that_one_scale_serves_all_rules_and_the_saved_ones(model: ScoringModel) -> None:
    assert scale_of(model, None) == 25
    rule = model.rule("r5")
    assert rule is not None
    assert scale_of(model, model.with_rule(replace(rule, award=Points(-60)))) == 100


def test_that_a_fast_track_is_told_on_its_rule(model: ScoringModel) -> None:
    rows = {r.key[1]: r for r in rows_of(model, None, None, {}) if isinstance(r, RuleRow)}
    assert rows["r5"].fast_track == "fast track: MQL"
    assert rows["r1"].fast_track == ""


def test_that_a_group_of_negative_points_speaks_against() -> None:
    rules = (Rule("r1", "x", Points(-3)),)
    assert what_of(Group("g", "G", rules)) == "what speaks against"
    assert what_of(Group("g", "G", category="social")) == "social"
    assert what_of(Group("g", "G", axis=Axis.FIT)) == "who they are"


def _order(model: ScoringModel | None) -> list[list[str]]:
    assert model is not None
    return [[rule.id for rule in group.rules] for group in model.groups]


@given(data=st.data())
def test_that_a_dropped_rule_stands_before_what_it_was_dropped_on(
    model: ScoringModel, data: st.DataObject
) -> None:
    rule = data.draw(st.sampled_from([rule.id for rule in model.rules()]))
    group = data.draw(st.sampled_from(model.groups))
    index = data.draw(st.integers(0, len(group.rules)))
    target = [r.id for r in group.rules]
    expected = [r for r in target[:index] if r != rule] + [rule]
    expected += [r for r in target[index:] if r != rule]
    edit = dropped(model, rule, group.id, index)
    project = Project(models=(model,))
    after = project if edit is None else edit.apply(project)
    assert after.model is not None
    found = after.model.group(group.id)
    assert found is not None
    assert [r.id for r in found.rules] == expected
    assert (edit is None) == (after.model == model)


@given(data=st.data())
def test_that_a_dropped_group_stands_before_the_one_it_was_dropped_on(
    model: ScoringModel, data: st.DataObject
) -> None:
    names = [group.id for group in model.groups]
    moved = data.draw(st.sampled_from(names))
    index = data.draw(st.integers(0, len(names)))
    expected = [n for n in names[:index] if n != moved] + [moved]
    expected += [n for n in names[index:] if n != moved]
    edit = dropped_group(model, moved, index)
    project = Project(models=(model,))
    after = (project if edit is None else edit.apply(project)).model
    assert after is not None
    assert [group.id for group in after.groups] == expected


def test_that_a_rule_moved_past_the_end_of_its_group_goes_to_the_next(model: ScoringModel) -> None:
    project = Project(models=(model,))
    down, up = shifted(model, "r4", 1), shifted(model, "r5", -1)
    assert down is not None
    assert up is not None
    below, above = _order(down.apply(project).model), _order(up.apply(project).model)
    assert below[:2] == [["r1", "r2", "r3"], ["r4", "r5", "r6", "r7", "r8"]]
    assert above[:2] == [["r1", "r2", "r3", "r4", "r5"], ["r6", "r7", "r8"]]
    assert shifted(model, "r1", -1) is None


def test_that_down_and_up_again_is_where_it_was(model: ScoringModel) -> None:
    for rule in [rule.id for rule in model.rules()]:
        down = shifted(model, rule, 1)
        assert down is not None
        after = down.apply(Project(models=(model,))).model
        assert after is not None
        up = shifted(after, rule, -1)
        assert up is not None
        assert up.apply(Project(models=(after,))).model == model


def test_that_a_clone_differs_in_id_and_name_only(model: ScoringModel) -> None:
    edit = cloned(model, "r2")
    rule = model.rule("r2")
    assert edit is not None
    assert rule is not None
    assert edit.index == 2
    assert replace(edit.rules[0], id="r2", name=rule.name) == rule


def test_that_a_drop_line_lands_where_the_mouse_is(model: ScoringModel) -> None:
    rows = rows_of(model, None, None, {})

    def lands(position: int, *, lower: bool) -> tuple[str, int] | None:
        drop = rule_drop(rows, position, lower=lower)
        return None if drop is None else (drop.group, drop.index)

    assert lands(1, lower=False) == ("g1", 0)
    assert lands(1, lower=True) == ("g1", 1)
    assert lands(5, lower=False) == ("g1", 4)  # the upper half of a header: the group above
    assert lands(5, lower=True) == ("g2", 0)
    assert lands(0, lower=False) == ("g1", 0)
    assert lands(13, lower=True) == ("g4", 0)  # the words of the empty group
    assert lands(14, lower=True) == ("g4", 0)  # the foot
    assert lands(99, lower=True) is None


def test_that_a_drop_on_a_folded_group_goes_to_its_end(model: ScoringModel) -> None:
    rows = rows_of(model, None, None, {}, collapsed=frozenset({"g1"}))
    drop = rule_drop(rows, 0, lower=True)
    assert drop is not None
    assert (drop.group, drop.index) == ("g1", 4)


def test_that_a_dragged_group_lands_between_groups(model: ScoringModel) -> None:
    rows = rows_of(model, None, None, {})
    assert group_drop(rows, 0, lower=False) == (0, 0)
    assert group_drop(rows, 1, lower=False) == (0, 0)
    assert group_drop(rows, 4, lower=False) == (1, 5)
    assert group_drop(rows, 14, lower=True) == (4, 14)
