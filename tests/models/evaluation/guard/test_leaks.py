from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.evaluation.guard.finding import LEAKS, Finding, GuardKind, LeaveOutField
from models.evaluation.guard.guard import guard_findings, guard_of
from models.evaluation.guard.leaks import outstanding
from models.evaluation.guard.names import after_by_name
from models.evaluation.guard.stopping import Stopped
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.stages import Stage
from models.leads.table import Leads
from tests.models.evaluation.guard.tables import clean_table, day, table_of


def with_field(leads: Leads, item: Input, cells: list[str]) -> Leads:
    """The leads with one more field."""
    raw = RawTable((*leads.raw.columns, column_of(item.name, cells)), len(leads))
    return Leads(raw, Recipe((*leads.recipe.inputs, item)))


def leaks(leads: Leads) -> list[Finding]:
    return [one for one in guard_findings(leads) if one.kind in LEAKS]


def history(seed: int = 3) -> tuple[Leads, np.ndarray, np.random.Generator]:
    leads = next(
        found
        for at in range(seed, 400)
        if min((found := clean_table(at)).outcome_counts[:2]) >= 60
        and len(found) >= 1500
        and found.outcome_counts[1] < len(found) / 2
    )
    return leads, leads.outcome == 1, np.random.default_rng(seed)


def test_that_tables_in_which_nothing_leaks_give_no_alarm() -> None:
    alarms = [seed for seed in range(200) if leaks(clean_table(seed))]
    others = [
        seed
        for seed in range(200)
        if any(
            one.kind not in LEAKS and one.kind is not GuardKind.CANNOT_SAY
            for one in guard_findings(clean_table(seed))
        )
    ]
    assert len(alarms) < 4, f"false leaks in {len(alarms) / 2} % of the tables: {alarms}"
    assert len(others) < 4, f"other false findings in {len(others) / 2} %: {others}"


@pytest.mark.parametrize("seed", [3, 40, 90])
def test_that_a_field_filled_only_after_conversion_is_found_in_any_table(seed: int) -> None:
    leads, won, rng = history(seed)
    cells = [str(rng.integers(1, 90)) if one and rng.random() < 0.6 else "" for one in won]
    planted = with_field(leads, Input("Seats", Kind.NUMBER), cells)
    [found] = leaks(planted)
    assert (found.kind, found.field, found.grave) == (GuardKind.FILLED, "Seats", True)
    filled = sum(cell != "" for cell in cells)
    assert f"filled only for leads that converted ({filled} of {filled} filled leads)" in (
        found.sentence
    )
    assert found.remedy == LeaveOutField("Seats")
    assert not found.switched


def test_that_a_reason_filled_only_for_the_lost_is_found() -> None:
    leads, won, rng = history()
    cells = ["price" if not one and rng.random() < 0.7 else "" for one in won]
    [found] = leaks(with_field(leads, Input("Lost reason"), cells))
    assert found.kind is GuardKind.FILLED
    assert "filled only for leads that did not convert (0 of" in found.sentence
    assert found.more[0].startswith("Its name says so, too")


def test_that_a_value_that_converts_nearly_always_is_found_with_its_leads() -> None:
    leads, won, rng = history()
    status = [
        "Customer" if one and rng.random() < 0.5 else str(rng.choice(["Open", "Contacted"]))
        for one in won
    ]
    [found] = leaks(with_field(leads, Input("Lead status"), status))
    number = status.count("Customer")
    assert found.kind is GuardKind.VALUE
    assert f"with “Customer” {number} of {number} leads converted" in found.sentence
    assert found.grave


def test_that_a_field_that_ranks_alone_far_better_than_the_others_is_found() -> None:
    leads, won, rng = history()
    cells = [f"{value:.2f}" for value in rng.normal(size=len(won)) + 2.6 * won]
    [found] = leaks(with_field(leads, Input("Engagement index", Kind.NUMBER), cells))
    assert found.kind is GuardKind.ALONE
    figures = dict(found.evidence)
    assert 0.93 < figures["auc"] < 1
    assert figures["auc low"] < figures["auc"] < figures["auc high"]
    assert "the other fields 0." in found.sentence


def test_that_a_leak_that_goes_up_and_down_is_found_too() -> None:
    leads, won, rng = history()
    cells = [
        f"{rng.normal() * 0.2 if one else rng.choice([-1, 1]) * (1 + rng.random()):.3f}"
        for one in won
    ]
    [found] = leaks(with_field(leads, Input("Balance", Kind.NUMBER), cells))
    assert found.kind is GuardKind.ALONE


def test_that_the_name_of_a_call_is_believed_where_the_field_tells_something() -> None:
    leads, won, rng = history()
    cells = [f"{value:.2f}" for value in rng.exponential(200, len(won)) * (1 + 1.5 * won)]
    renamed = with_field(leads, Input("Call duration", Kind.NUMBER), cells)
    [found] = leaks(renamed)
    assert found.kind is GuardKind.NAME
    assert found.grave
    assert "known only after the call" in found.sentence
    assert not leaks(with_field(leads, Input("Stay", Kind.NUMBER), cells))
    idle = [f"{value:.2f}" for value in rng.exponential(200, len(won))]
    assert not leaks(with_field(leads, Input("Call duration", Kind.NUMBER), idle))


def test_that_a_field_that_is_ignored_already_has_its_switch_on() -> None:
    leads, won, _ = history()
    cells = ["signed" if one else "" for one in won]
    item = Input("Papers", role=Role.IGNORED)
    [found] = leaks(with_field(leads, item, cells))
    assert found.switched


def test_that_dates_changed_after_the_outcome_are_found() -> None:
    rng = np.random.default_rng(2)
    rows = 800
    created = rng.integers(0, 300, rows)
    ends = created + rng.integers(1, 40, rows)
    won = rng.random(rows) < 0.2
    columns = {
        "Created": [day(at) for at in created],
        "Won on": [day(at) if one else "" for at, one in zip(ends, won, strict=True)],
        "Won": ["yes" if one else "no" for one in won],
        "Touched": [day(at + rng.integers(1, 30)) for at in ends],
        "Seen": [day(at + rng.integers(0, 2)) for at in created],
        "Signed": [day(at) for at in ends],
    }
    inputs = {
        "Created": Input("Created", Kind.DATE, Role.CREATED),
        "Won on": Input("Won on", Kind.DATE, Role.OUTCOME_DATE),
        **{name: Input(name, Kind.DATE) for name in ("Touched", "Seen", "Signed")},
    }
    found = {one.field: one for one in leaks(table_of(columns, inputs))}
    assert set(found) == {"Touched", "Signed"}
    number = int(won.sum())
    assert f"later than the outcome for {number} of {number} leads" in found["Touched"].sentence
    assert found["Touched"].grave
    event = {**inputs, "Touched": replace(inputs["Touched"], event=True)}
    marked = {one.field: one for one in leaks(table_of(columns, event))}
    assert not marked["Touched"].grave


def test_that_a_file_sorted_by_its_outcome_is_found() -> None:
    rng = np.random.default_rng(4)
    won = ["yes"] * 100 + ["no"] * 900
    leads = table_of({"Won": won, "Town": [str(rng.choice(["A", "B"])) for _ in won]})
    [found] = [one for one in guard_findings(leads) if one.kind is GuardKind.ORDER]
    assert found.grave
    assert "sorted by the outcome" in found.sentence
    assert found.remedy is None


def test_that_ids_given_anew_to_who_converts_are_found() -> None:
    rng = np.random.default_rng(4)
    won = rng.random(1000) < 0.2
    by_number = [f"L{number + 5000 * one}" for number, one in zip(range(1000), won, strict=True)]
    by_start = [
        f"{'CUS' if one else 'LEA'}-{number}"
        for number, one in zip(rng.permutation(1000), won, strict=True)
    ]
    for ids, words in ((by_number, "The number in"), (by_start, "The beginning of")):
        cells = {"Key": ids, "Won": ["yes" if one else "no" for one in won]}
        leads = table_of(cells, {"Key": Input("Key", role=Role.ID)})
        [found] = [one for one in guard_findings(leads) if one.kind is GuardKind.ID]
        assert found.sentence.startswith(words)
        assert found.grave


def test_that_too_few_conversions_are_an_answer() -> None:
    leads = table_of({"Won": ["yes"] * 5 + ["no"] * 500, "Papers": ["x"] * 5 + [""] * 500})
    sentences = [one.sentence for one in guard_findings(leads)]
    assert any("cannot be said: only 5 leads converted, 20 are needed" in one for one in sentences)
    assert not leaks(leads)


def test_that_leads_without_an_outcome_get_one_answer_and_no_alarm() -> None:
    found = guard_findings(table_of({"Town": ["A", "B", "C"]}))
    assert [one.kind for one in found] == [GuardKind.CANNOT_SAY]
    assert "which field is the outcome" in found[0].sentence


def test_that_some_leaks_among_the_others_do_not_hide_one() -> None:
    honest = [0.02, 0.04, 0.1, 0.12, 0.05, 0.08, 0.2]
    assert outstanding(honest) < 0.5
    assert outstanding([*honest, 0.95, 0.97]) < 0.6
    assert outstanding(honest[:4]) == 1.0


@pytest.mark.parametrize(
    "name",
    "Closed Lost Reason,lost_reason,ContractSignedDate,Opportunity Amount,duration,Call Duration "
    "(in seconds),Last Modified Date,Onboarding call minutes,Converted Account ID,Deal stage,"
    "Reason for loss,Customer since,lastUpdated".split(","),
)
def test_that_names_of_what_comes_after_are_known(name: str) -> None:
    assert after_by_name(name)


@pytest.mark.parametrize(
    "name",
    "Annual revenue,Session duration,pdays,previous,poutcome,campaign,Lead source,Created date,"
    "Industry,Last name,Reason for contact,Company size,Closest office,Order of interest".split(
        ","
    ),
)
def test_that_names_of_what_is_known_before_are_no_signs(name: str) -> None:
    assert after_by_name(name) is None


def test_that_looking_stops_when_it_is_told_to() -> None:
    leads, _, _ = history()
    with pytest.raises(Stopped):
        guard_of(leads, lambda: True)


def test_that_fields_of_stages_are_known_only_after_scoring() -> None:
    leads, _, rng = history()
    cells = [str(rng.choice(["yes", "no"])) for _ in range(len(leads))]
    staged = with_field(leads, Input("Accepted", Kind.YES_NO), cells)
    stages = (Stage("accepted by sales", "Accepted", date="Missing"),)
    [found] = [one for one in guard_findings(staged, stages=stages) if one.field == "Accepted"]
    assert (found.kind, found.grave) == (GuardKind.STAGE, True)
    assert "the stage “accepted by sales”, which a lead reaches only after" in found.sentence
    assert found.remedy == LeaveOutField("Accepted")


def test_that_an_outcome_that_only_says_yes_is_asked_about() -> None:
    found = guard_findings(table_of({"Won": ["yes"] * 30 + [""] * 300}))
    assert any("If a blank outcome means no, say so" in one.sentence for one in found)


def test_that_a_mark_of_few_lost_leads_is_told_but_not_as_grave() -> None:
    leads, won, rng = history()
    lost = np.flatnonzero(~won)
    base = won.mean()
    some = set(rng.choice(lost, min(int(35 / base), int(0.45 * len(lost))), replace=False).tolist())
    assert len(some) * base >= 30
    for name, grave in (("Unsubscribed on", False), ("Disqualified reason", True)):
        cells = ["x" if row in some else "" for row in range(len(won))]
        [found] = leaks(with_field(leads, Input(name), cells))
        assert found.grave is grave
        assert found.sentence.startswith(f"{name} {'looks like' if grave else 'may be'} a leak: fi")


def test_that_a_word_of_several_meanings_needs_more() -> None:
    leads, won, rng = history()
    wanted = [f"{value:.0f}" for value in rng.normal(5000, 1000, len(won)) + 700 * won]
    for name in ("Duration", "Amount"):
        assert not leaks(with_field(leads, Input(name, Kind.NUMBER), wanted))
    strong = [f"{value:.0f}" for value in rng.normal(5000, 1000, len(won)) + 1300 * won]
    [found] = leaks(with_field(leads, Input("Duration", Kind.NUMBER), strong))
    assert found.kind is GuardKind.NAME
    assert not leaks(with_field(leads, Input("Amount", Kind.NUMBER), strong))
    lacking = [cell if rng.random() < 0.8 else "" for cell in strong]
    [found] = leaks(with_field(leads, Input("Amount", Kind.NUMBER), lacking))
    assert "only leads that became customers or opportunities have it" in found.sentence
