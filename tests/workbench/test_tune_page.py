"""The page Tune, driven by hand: tune, choose, refuse, lock, take, take back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.evaluation.tallies import Interval
from models.evaluation.thresholds.wishes import Sales
from models.leads.columns import YesNoColumn
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.leads.wording import count_of
from models.problems import LeadbenchError
from models.project.edits import ChangeSales, ChangeWishes
from models.scoring.awards import PerOccurrence
from models.scoring.bits import unpacked
from models.scoring.conditions import Selection
from models.scoring.decay import Decay, DecayStep, Fades
from models.scoring.engine import score
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.tuning.aims import Aim, Goal
from models.tuning.reins import Hold, Rein
from models.tuning.report import Beside, Figures, Gap, Turn, Way
from models.tuning.simplify import smallest_that_keeps
from models.tuning.wishes import Wishes
from tests.workbench.signs import Signs
from widgets.inputs.label import Label
from widgets.tables.records import CHOSEN_AT
from workbench.live_preview import LivePreview
from workbench.pages.tune.facts import Asked, asked_of, tuned_by
from workbench.pages.tune.page import NO_LEADS, NO_OUTCOME, ONE_OUTCOME, TunePage
from workbench.pages.tune.paths import kept_words
from workbench.pages.tune.prices import price_words
from workbench.pages.tune.thresholds import Cut
from workbench.pages.tune.words import tune_words
from workbench.session import Session

HISTORY = Signs({"Asked for a demo": 2.0, "Large company": 0.9, "Reads the blog": 0.0}, 5)
WON, FIELDS = HISTORY.won, HISTORY.fields
MODEL = ScoringModel(
    "m1", "One", (Group("g1", "Fit", HISTORY.rules(5, 30, 25)),), as_of=date(2024, 3, 15)
)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[TunePage]:
    session = Session("Ada")
    preview = LivePreview(session)
    page = TunePage(session, preview)
    qtbot.addWidget(page)
    page.resize(1232, 680)
    page.show()
    assert page.stack.currentIndex() == NO_LEADS
    HISTORY.open(session, MODEL, Wishes(most_lines=3, proposals=False))
    yield page
    page.finish()
    preview.finish()


def tune(page: TunePage, qtbot: QtBot) -> None:
    page.go.click() if page.go.isVisible() else page._unasked.asked.emit()
    qtbot.waitUntil(lambda: not page.asking.busy, timeout=60_000)


def points(page: TunePage) -> list[int]:
    assert page.session.model is not None
    awards = [rule.award for rule in page.session.model.rules()]
    return [award.points for award in awards if isinstance(award, Points)]


def test_that_a_tuning_is_asked_for_taken_as_one_step_and_undone(
    page: TunePage, qtbot: QtBot
) -> None:
    session = page.session
    assert page.tuned is None
    assert not page.take.isVisible()
    tune(page, qtbot)
    assert page.tuned is not None
    page.choose(len(page.tuned.sizes) - 1)
    assert page.path.value is not None
    assert page.take.isEnabled()
    steps = len(session.history.steps) if session.history is not None else 0
    page.take.click()
    demo = points(page)[0]
    assert demo > 5
    assert session.project is not None
    assert session.history is not None
    assert len(session.history.steps) == steps + 1
    assert [version.model for version in session.project.versions] == [MODEL]
    session.undo()
    assert session.model == MODEL
    assert session.project.versions == ()


def test_that_a_refused_change_is_not_taken(page: TunePage, qtbot: QtBot) -> None:
    tune(page, qtbot)
    assert page.tuned is not None
    page.choose(len(page.tuned.sizes) - 1)
    turned = [at for at, change in enumerate(page.results._changes) if change.turn is not Turn.SAME]
    demo = next(at for at in turned if page.results._changes[at].key == "r0")
    page.changes.choose(demo)
    qtbot.keyClick(page.changes, Qt.Key.Key_Space)
    assert f"{len(turned) - 1} of {len(turned)}" in page.take.text()
    page.take.click()
    assert points(page)[0] == 5


def test_that_a_locked_line_keeps_its_points_in_the_next_tuning(
    page: TunePage, qtbot: QtBot
) -> None:
    tune(page, qtbot)
    demo = next(at for at, change in enumerate(page.results._changes) if change.key == "r0")
    page.changes.choose(demo)
    page.results._offer_holds()
    page.holds[Hold.LOCK].click()
    project = page.session.project
    assert project is not None
    assert project.wishes_of("m1").locked == ("r0",)
    assert not page.take.isEnabled()  # what was found is of other wishes
    assert "tune again" in page.verdict.accessibleName() or "tune again" in _words(page)
    tune(page, qtbot)
    assert page.tuned is not None
    at = [line.key for line in page.tuned.ground.lines].index("r0")
    assert {size.best.points[at] for size in page.tuned.sizes} == {5}


def test_that_a_proposed_rule_can_be_barred_from_the_next_tuning_and_not_be_locked(
    page: TunePage, qtbot: QtBot
) -> None:
    session = page.session
    bare = replace(MODEL, groups=(replace(MODEL.groups[0], rules=HISTORY.rules(5, 30, 25)[1:]),))
    HISTORY.open(session, bare, Wishes(most_lines=2))
    tune(page, qtbot)
    changes = page.results._changes
    at = next(at for at, change in enumerate(changes) if change.name.startswith(FIELDS[0]))
    page.changes.choose(at)
    page.results._offer_holds()
    assert not page.holds[Hold.LOCK].isEnabled()
    assert not page.holds[Hold.KEEP].isEnabled()
    page.holds[Hold.FORBID].click()
    assert page.wishing.wishes.reins == ()
    (refused,) = page.wishing.wishes.refused
    assert refused == f"{FIELDS[0]} is yes"
    assert page.holds[Hold.FORBID].isChecked()
    tune(page, qtbot)
    assert all(not change.name.startswith(FIELDS[0]) for change in page.results._changes)
    session.undo()
    assert page.wishing.wishes.refused == ()


def test_that_what_is_derived_of_the_leads_is_derived_once_for_all_sides(page: TunePage) -> None:
    one, two = (asked_of(page.session, page.looked) for _ in range(2))
    assert one is not None
    assert two is not None
    assert one == two == asked_of(page.session)
    kept = one.scored()[0].masks
    assert two.scored()[0].masks is kept
    page.new_leads()
    again = asked_of(page.session, page.looked)
    assert again is not None
    assert again.scored()[0].masks is not kept


def test_that_what_cannot_be_is_said_before_anything_is_tuned(page: TunePage, qtbot: QtBot) -> None:
    wishes = Wishes(most_lines=1, proposals=False)
    page.session.apply(ChangeWishes("m1", replace(wishes, least=10, most=5)))
    crossed = "The least points of a line, 10, are more than the most, 5."
    assert page.form.faults.text() == crossed
    assert crossed in page.verdict.accessibleName()
    for key in ("r0", "r1"):
        wishes = wishes.with_rein(key, Rein(Hold.KEEP))
    page.session.apply(ChangeWishes("m1", wishes))
    assert page.form.faults.text() == (
        "2 lines must give points (“Asked for a demo” and “Large company”), at most 1 may."
    )
    page._unasked.asked.emit()
    assert not page.asking.busy
    page.session.apply(ChangeWishes("m1", replace(wishes, most_lines=2)))
    assert page.form.faults.text() == ""
    tune(page, qtbot)
    assert page.tuned is not None
    page.session.apply(ChangeWishes("m1", wishes))
    assert "2 lines must give points" in page.verdict.accessibleName()
    assert not page.go.isEnabled()
    assert page.session.model == MODEL


def test_that_net_value_without_money_is_said_before_anything_is_tuned(page: TunePage) -> None:
    page.session.apply(ChangeWishes("m1", Wishes(aim=Aim(Goal.VALUE))))
    assert "what a touch costs and a win is worth" in page.form.faults.text()
    assert "Say both on the page Thresholds" in page.verdict.accessibleName()
    page._unasked.asked.emit()
    assert not page.asking.busy
    page.session.apply(ChangeSales(Sales(cost=2.0, win=90.0)))
    assert page.form.faults.text() == ""


def test_that_after_a_run_that_failed_there_is_one_way_to_begin_again(
    page: TunePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tune(page, qtbot)
    assert page.go.isVisible()

    def broken(*_: object) -> None:
        raise LeadbenchError("The leads are gone.")

    monkeypatch.setattr("workbench.pages.tune.running.tuned_by", broken)
    tune(page, qtbot)
    assert page.again.isVisible()
    assert not page.go.isVisible()
    monkeypatch.undo()
    page.again.click()
    qtbot.waitUntil(lambda: not page.asking.busy, timeout=60_000)
    assert page.go.isVisible()
    assert not page.again.isVisible()


def test_that_another_way_to_test_that_says_otherwise_is_told_at_the_top_and_in_whole(
    page: TunePage, qtbot: QtBot
) -> None:
    tune(page, qtbot)
    tuned = page.tuned
    assert tuned is not None
    assert tuned.division.way is Way.FOLDS
    auc = Interval(0.612, 0.58, 0.64)
    other = Beside(Way.ROWS, Figures(auc), "In the order of the rows they rank less well.")
    page.found.tuned = replace(tuned, beside=other)
    page.refresh()
    assert "In the order of the rows AUC is 0.612" in page.verdict.accessibleName()
    assert other.warning in page.results.more.text()
    page.found.tuned = replace(tuned, beside=replace(other, warning=""))
    page.refresh()
    assert "0.612" not in page.verdict.accessibleName()


def test_that_in_a_low_window_results_scroll_and_no_part_lies_over_another(
    page: TunePage, qtbot: QtBot
) -> None:
    tune(page, qtbot)
    page.resize(900, 420)
    page.changes.choose(0)
    qtbot.wait(50)
    results = page.results
    parts = (results.changes, results.evidence, results.taking)
    boxes = [part.geometry() for part in parts]
    assert all(not one.intersects(other) for one, other in pairwise(boxes))
    assert results.changes.height() > 60
    assert page.path.height() > 60


def test_that_a_lock_beyond_the_bounds_is_told_and_stands_in_nobodys_way() -> None:
    wishes = Wishes(most=25)
    for key in ("r0", "r1"):
        wishes = wishes.with_rein(key, Rein(Hold.LOCK))
    told = tune_words(MODEL, wishes, {}, Sales())
    assert told.faults == ()
    assert [line.beyond for line in told.held] == [False, True]


def test_that_leads_without_an_outcome_are_told_so(page: TunePage) -> None:
    known = tuple(item for item in HISTORY.recipe if item.role is not Role.OUTCOME)
    HISTORY.open(page.session, MODEL, recipe=Recipe(known))
    assert page.stack.currentIndex() == NO_OUTCOME


def test_that_one_outcome_alone_is_told_before_anything_is_tuned(page: TunePage) -> None:
    lost = Signs(dict.fromkeys(FIELDS, 0.0), 5, rows=60, start=-50.0)
    lost.open(page.session, MODEL)
    assert page.stack.currentIndex() == ONE_OUTCOME
    assert "All 60 leads with a known outcome did not convert" in page._one.accessibleName()


def test_that_where_nothing_could_be_tested_no_change_is_ticked_until_a_person_does(
    page: TunePage, qtbot: QtBot
) -> None:
    few = Signs(dict.fromkeys(FIELDS, 0.0), 2, rows=12, start=-0.5)
    assert 0 < few.won.sum() < 5
    few.open(page.session, MODEL, Wishes(proposals=False))
    tune(page, qtbot)
    assert page.results.turned
    assert page.results.accepted == 0
    assert not page.take.isEnabled()
    assert "No change is ticked" in page.verdict.accessibleName()
    assert page.path.isVisible() == (page.path.value is not None)
    turned = [at for at, change in enumerate(page.results._changes) if change.turn is not Turn.SAME]
    page.changes.choose(turned[0])
    qtbot.keyClick(page.changes, Qt.Key.Key_Space)
    assert page.results.accepted == 1
    assert page.take.isEnabled()


def _words(page: TunePage) -> str:
    return page.verdict.accessibleDescription() + page.verdict.toolTip()


def test_that_rules_which_fade_one_by_one_are_told_before_anything_is_tuned() -> None:
    visits = Rule("r8", "Visits", PerOccurrence(Selection(("Visit",)), 5, 3))
    each = Decay(Fades.BY_ACTIVITY, (DecayStep(7, 50),))
    whole = replace(each, way=Fades.BY_GROUP)
    said = [
        tune_words(
            ScoringModel("m", "M", (Group("g1", "Doing", (rule,), decay=decay),)),
            Wishes(),
            {},
            Sales(),
        )
        for rule, decay in ((visits, each), (replace(visits, muted=True), each), (visits, whole))
    ]
    told = "\u201cVisits\u201d: fades activity by activity and keeps its points."
    assert [words.limits for words in said] == [told, "", ""]


def test_that_limits_and_locks_show_what_they_cost_until_something_else_is_wished(
    page: TunePage, qtbot: QtBot
) -> None:
    session = page.session
    wishes = Wishes(most_lines=3, proposals=False).with_rein("r0", Rein(Hold.LOCK))
    session.apply(ChangeWishes("m1", wishes))
    page.form.price_asked.emit("r0")
    qtbot.waitUntil(lambda: not page.pricing.busy, timeout=60_000)
    lock = page.pricing.words(asked_of(session))["r0"]
    # The first field tells most and is locked at 5 points: without the lock it ranks better.
    assert lock.startswith("Costs 0.0")
    assert "nothing that can be seen" not in lock
    assert any(lock in label.text() for label in page.form.findChildren(Label))
    page.form.price.click()
    qtbot.waitUntil(lambda: not page.pricing.busy, timeout=60_000)
    words = page.pricing.words(asked_of(session))
    assert set(words) == {"r0", "step", "bounds", "signs", "all"}
    assert words["signs"] == "Costs nothing: without it the same ranking comes out."
    assert page.form.prices["signs"].text() == words["signs"]
    assert words["all"].startswith("Costs 0.0")
    session.apply(ChangeWishes("m1", replace(wishes, most_lines=2)))
    assert page.form.prices["signs"].text() == ""
    assert page.pricing.words(asked_of(session)) == {}


def test_that_a_price_is_the_auc_without_less_that_with_and_says_what_can_be_seen() -> None:
    def gap(value: float, half: float, p: float) -> Gap:
        return Gap(Interval(value, value - half, value + half), p, half / 2)

    assert price_words(gap(0.001, 0.002, 0.3)) == (
        "Costs 0.001 AUC (\u22120.001 to 0.003): nothing that can be seen."
    )
    assert price_words(gap(0.012, 0.004, 0.001)) == "Costs 0.012 AUC (0.008 to 0.016)."
    assert price_words(gap(-0.012, 0.004, 0.001)) == (
        "Helps: 0.012 AUC less without it (\u22120.016 to \u22120.008)."
    )
    assert price_words(None).startswith("What it costs cannot be said")


def test_that_the_threshold_is_chosen_before_taking_and_what_it_does_is_told(
    page: TunePage, qtbot: QtBot
) -> None:
    session = page.session
    tune(page, qtbot)
    assert page.tuned is not None
    page.choose(len(page.tuned.sizes) - 1)
    told = page.taking.words
    qtbot.waitUntil(lambda: "MQL from" in told.text() + told.toolTip(), timeout=20_000)
    as_many = page.taking.taken()
    page.taking.box.picked.emit(Cut.RATE)
    missing = page.taking.taken()
    assert as_many is not None
    assert missing is not None
    assert missing.model == as_many.model
    assert "which share of MQLs" in missing.missing
    session.apply(ChangeSales(Sales(precision=0.5)))
    tune(page, qtbot)
    page.choose(len(page.tuned.sizes) - 1)
    half = page.taking.taken()
    assert half is not None
    assert half.missing == ""
    scores = score(half.model, HISTORY.leads, date(2024, 3, 15)).scores
    rates = {cut: WON[scores >= cut].mean() for cut in range(101) if (scores >= cut).any()}
    assert half.model.mql_threshold == min(cut for cut, rate in rates.items() if rate >= 0.5)
    assert half.disruption.mqls == int((scores >= half.model.mql_threshold).sum())
    page.take.click()
    assert session.model == half.model


def test_that_models_are_shown_while_they_are_found_and_cancel_keeps_them(
    page: TunePage, qtbot: QtBot
) -> None:
    shown: list[tuple[int, ...]] = []

    def stop() -> None:
        value = page.path.value
        assert value is not None
        shown.append(tuple(point.size for point in value.tested))
        assert value.chosen is None
        assert page.verdict.accessibleName() or _words(page)
        assert not page.take.isEnabled()
        if shown[-1]:
            page.progress.cancelled.emit()

    page.running.found.connect(stop)
    tune(page, qtbot)
    assert page.tuned is not None
    assert shown
    assert not page.tuned.whole or shown[-1]
    assert {size.size for size in page.tuned.sizes} >= set(shown[-1])
    assert page.path.value is not None
    assert page.path.value.chosen is not None
    assert page.take.isVisible()
    assert ("Stopped early" in page.verdict.accessibleName()) == (not page.tuned.whole)


def test_that_who_cancels_at_once_has_nothing_and_may_begin_again(
    page: TunePage, qtbot: QtBot
) -> None:
    page._unasked.asked.emit()
    page.progress.cancelled.emit()
    qtbot.waitUntil(lambda: not page.asking.busy, timeout=60_000)
    assert page.tuned is None
    assert page.again.isVisible()
    assert page._unasked.isVisible()
    page.again.click()
    qtbot.waitUntil(lambda: not page.asking.busy, timeout=60_000)
    assert page.tuned is not None
    assert page.tuned.whole


def test_that_too_few_scores_for_as_many_mqls_are_told_with_what_there_is_instead(
    page: TunePage, qtbot: QtBot
) -> None:
    session = page.session
    session.apply(ChangeWishes("m1", Wishes(most_lines=1, proposals=False)))
    tune(page, qtbot)
    page.choose(0)
    found = page.taking.taken()
    assert found is not None
    change = found.disruption
    # One line parts the leads in two: hit by it or not.
    assert change.mqls_now not in (0, change.mqls)
    assert found.coarse == (
        f"{change.mqls} MQLs instead of {change.mqls_now}: these points give only 2 different "
        "scores."
    )
    qtbot.waitUntil(lambda: found.coarse in page.taking.words.text(), timeout=20_000)


def test_that_the_smallest_model_that_keeps_the_lift_is_marked_and_told_on_both_sides(
    page: TunePage, qtbot: QtBot
) -> None:
    tune(page, qtbot)
    tuned, value = page.tuned, page.path.value
    assert tuned is not None
    assert value is not None
    place = smallest_that_keeps(tuned)
    assert place is not None
    assert value.keeps is not None
    assert value.points[value.keeps].size == tuned.sizes[place].size
    words = kept_words(tuned)
    assert f"has {count_of(tuned.sizes[place].best.size, 'line')} " in words
    assert words in page.results.more.text()
    assert page.simplify.tuned.text() == words


def test_that_a_line_that_would_change_chooses_the_leads_that_it_counts(
    page: TunePage, qtbot: QtBot
) -> None:
    session, table = page.session, page.changes
    page.choose_asked.connect(session.choose_rows)
    opened: list[str] = []
    page.rule_asked.connect(opened.append)
    tune(page, qtbot)
    assert page.tuned is not None
    assert session.leads is not None
    page.choose(len(page.tuned.sizes) - 1)
    changes = page.results._changes
    assert len(changes) > 1
    model = table.model()
    for row, change in enumerate(changes):
        session.choose_leads(None)
        table.setCurrentIndex(model.index(row, 1))
        qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert session.chosen is not None
        tally = session.chosen.tally
        assert (tally.leads, tally.converted) == (change.hits.leads, change.hits.converted)
        assert session.chosen.words == f"hit by {change.name}"
        assert model.headerData(CHOSEN_AT + 1, Qt.Orientation.Horizontal) == "Chosen"
        assert model.index(row, CHOSEN_AT + 1).data() == f"{change.hits.leads:,}"
        mine = set(session.chosen.rows.tolist())
        for other, line in enumerate(changes):
            its = set(page.results.lines.rows(line.key).tolist())
            assert model.index(other, CHOSEN_AT + 1).data() == f"{len(mine & its):,}"
    assert not opened
    assert page.path.table()[1:], "the chart has its table"
    # A tick still stands in the first column.
    table.setCurrentIndex(model.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert page.results.refusals == {changes[0].key}


def test_that_leads_of_a_line_are_those_of_all_leads_where_some_are_not_scored() -> None:
    made = ["" if row % 3 else "2024-03-01" for row in range(HISTORY.rows)]
    raw = RawTable((*HISTORY.table.columns, column_of("Made", made)), HISTORY.rows, "leads.csv")
    recipe = Recipe((*HISTORY.recipe.inputs, Input("Made", Kind.DATE, Role.CREATED)))
    leads = Leads(raw, recipe)
    model = replace(MODEL, own_day=1)
    wishes = Wishes(most_lines=3, proposals=False)
    asked = Asked(model, leads, wishes, (), Sales(), date(2024, 3, 15))
    tuned = tuned_by(asked, lambda: False, lambda *_: None)
    assert tuned.rows is not None
    assert not (tuned.rows % 3).any(), "leads without a creation are not scored"
    assert len(tuned.rows) == len(tuned.ground)
    for line, bits in zip(tuned.ground.lines, tuned.ground.bits, strict=True):
        column = leads.column(line.name)
        assert isinstance(column, YesNoColumn)
        hit = unpacked(bits[0], 0, len(tuned.ground)).astype(bool)
        assert (column.values[tuned.rows] == 1).tolist() == hit.tolist()
