from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads import owners
from models.leads.activities import Activities, match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import NumberColumn, TextColumn
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.activities import guess_activity_recipe
from models.leads.inference import infer
from models.leads.raw import Cell, RawTable, column_of
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.as_of import as_of_day
from models.scoring.model import ScoringModel
from tests.models.leads.slow_matching import Event, Row, identical, matched, suspected

TODAY = date(2025, 3, 31)
RECIPE = ActivityRecipe(
    (
        Input("Lead", role=Role.ID),
        Input("Type", role=Role.ACTIVITY_TYPE),
        Input("Time", Kind.DATE, Role.ACTIVITY_TIME),
        Input("Campaign"),
        Input("Link"),
    )
)


def table(**columns: list[str]) -> RawTable:
    made = tuple(column_of(name, cells) for name, cells in columns.items())
    return RawTable(made, len(made[0].codes), "activities.csv")


def leads_of(ids: list[str], zone: str = "UTC") -> Leads:
    recipe = Recipe((Input("Id", role=Role.ID), Input("Size", Kind.NUMBER)))
    return Leads(table(Id=ids, Size=[str(n) for n in range(len(ids))]), recipe, zone=zone)


def raw_of(rows: list[Row]) -> RawTable:
    return table(
        Lead=[row.id for row in rows],
        Type=[row.type for row in rows],
        Time=[row.time for row in rows],
        Campaign=[row.campaign for row in rows],
        Link=[row.link for row in rows],
    )


def events_of(activities: Activities) -> list[Event]:
    def texts(name: str) -> list[str]:
        column = activities.types if name == "" else activities.column(name)
        assert isinstance(column, TextColumn)
        return [column.values[code] for code in column.codes.tolist()]

    return [
        Event(*numbers, *words)
        for numbers, words in zip(
            zip(
                activities.leads.tolist(),
                activities.days.tolist(),
                activities.seconds.tolist(),
                activities.rows.tolist(),
                strict=True,
            ),
            zip(texts(""), texts("campaign"), texts("LINK"), strict=True),
            strict=True,
        )
    ]


IDS = st.sampled_from(["a", "A", "b", " b", "c ", "d", "", " ", "e\u0301", "é"])
TIMES = st.one_of(
    st.builds(
        "2025-03-{:02}{}{:02}:{:02}:{:02}{}".format,
        st.sampled_from([30, 31]),
        st.sampled_from([" ", "T"]),
        st.sampled_from([0, 1, 2, 3, 23]),
        st.sampled_from([0, 59]),
        st.sampled_from([0, 5, 10, 11, 59]),
        st.sampled_from(["", "", "", "Z", "+02:00", "-11:30", "+00:00", ".25", ".5Z"]),
    ),
    st.sampled_from(
        ["2025-03-30", "2025-03-31 00:00", "2025-04-01", "soon", "", "2025-02-30 10:00"]
    ),
)
TYPES = st.sampled_from(
    ["E-mail clicked", "e-mail Clicked", "E-mail sent", "Consent given", "", "Visit"]
)
ROWS = st.lists(
    st.builds(
        Row,
        IDS,
        TYPES,
        TIMES,
        st.sampled_from(["Spring", "spring", "Autumn", ""]),
        st.sampled_from(["/a", "/A", "/b", "/c", ""]),
    ),
    max_size=25,
)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia", "America/St_Johns"])


@settings(max_examples=400)
@given(ROWS, st.lists(IDS, max_size=6), ZONES, st.booleans(), st.booleans())
def test_that_matching_equals_its_slow_description(
    rows: list[Row], ids: list[str], zone: str, once: bool, clean_clicks: bool
) -> None:
    recipe = replace(RECIPE, identical_once=once, without_machine_clicks=clean_clicks)
    found = match(raw_of(rows), recipe, leads_of(ids, zone), zone, TODAY)
    events, counts = matched(rows, ids, zone, TODAY)
    report = found.report
    assert report.rows_in == len(rows)
    assert report.matched == counts["matched"]
    assert report.blank_ids == counts["blank"]
    assert report.unknown_leads == counts["unknown"]
    assert report.no_time == counts["no time"]
    assert report.future == counts["future"]
    assert report.shared_rows == counts["shared"]
    assert report.leads_with_activities == len({event.lead for event in events})
    assert report.blank_types == len({event.row for event in events if not event.type})
    again = identical(events)
    assert report.duplicates == len(
        {e.row for e, twice in zip(events, again, strict=True) if twice}
    )
    if once:
        events = [e for e, twice in zip(events, again, strict=True) if not twice]
    doubtful = suspected(events)
    assert report.machine_clicks == len(
        {e.row for e, odd in zip(events, doubtful, strict=True) if odd}
    )
    if clean_clicks:
        events = [e for e, odd in zip(events, doubtful, strict=True) if not odd]
    assert events_of(found) == events
    assert report.events == len(found) == len(events)
    for lead in range(len(ids)):
        places = range(len(events))[found.of(lead)]
        assert [events[place].lead for place in places] == [lead] * len(places)
        assert len(places) == sum(event.lead == lead for event in events)


def test_that_what_was_left_out_is_said_with_counts_and_examples() -> None:
    rows = [
        Row("a", "Visit", "2025-03-01 10:00", "", ""),
        Row("a", "Visit", "2025-03-01 10:00", "", ""),
        Row("A", "", "2025-04-01", "", ""),
        Row("zz", "Visit", "2025-03-01", "", ""),
        Row("zz", "Visit", "2025-03-01", "", ""),
        Row("", "Visit", "2025-03-01", "", ""),
        Row("a", "Visit", "yesterday", "", ""),
        Row("a", "Visit", "", "", ""),
    ]
    found = match(raw_of(rows), RECIPE, leads_of(["a", "A", "A"]), "UTC", TODAY)
    assert found.report.sentence() == "3 of 8 activities belong to 3 of 3 leads."
    said = " ".join(problem.sentence() for problem in found.report.problems())
    for words in (
        "2 activities name 1 lead that is not in the table, such as “zz”; left out.",
        "2 activities have no time (1 is no date, such as “yesterday”); left out.",
        "1 activity has no lead id; left out.",
        "1 activity lies in the future; kept",
        "1 activity belongs to an id that several leads share, such as “A”",
        "1 activity repeats another in everything; counted again.",
        "1 activity has no type; kept",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.ID, "No field says which lead an activity belongs to."),
        (Role.ACTIVITY_TIME, "No field says when an activity happened."),
    ],
)
def test_that_without_id_or_time_nothing_matches_and_it_is_said(role: Role, words: str) -> None:
    inputs = tuple(
        replace(item, role=Role.IGNORED) if item.role is role else item for item in RECIPE
    )
    raw = raw_of([Row("a", "Visit", "2025-03-01", "", "")])
    found = match(raw, ActivityRecipe(inputs), leads_of(["a"]), "UTC")
    assert len(found) == 0
    assert found.starts.tolist() == [0, 0]
    assert words in [problem.what for problem in found.report.problems()]


def test_that_leads_without_an_id_get_no_activities() -> None:
    leads = Leads(table(Id=["1"]), Recipe((Input("Id"),)))
    found = match(raw_of([Row("1", "Visit", "2025-03-01", "", "")]), RECIPE, leads, "UTC")
    assert len(found) == 0
    assert "lead's id" in found.report.problems()[0].what


def test_that_shared_ids_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "MOST", 10)
    rows = [Row("a", "Visit", "2025-03-01", "", "")] * 4
    match(raw_of(rows), RECIPE, leads_of(["a", "a"]), "UTC")
    with pytest.raises(LeadbenchError, match="12 activities together"):
        match(raw_of(rows), RECIPE, leads_of(["a", "a", "a"]), "UTC")


def test_that_an_id_of_a_spreadsheet_is_found_whatever_kind_its_cells_have() -> None:
    ids = column_of("Lead", ["12", "012", "x"], [Cell.NUMBER, Cell.TEXT, Cell.ERROR])
    times = column_of("Time", ["2025-03-01"] * 3, [Cell.DATE] * 3)
    recipe = ActivityRecipe((RECIPE.inputs[0], RECIPE.inputs[2]))
    found = match(RawTable((ids, times), 3), recipe, leads_of(["12"]), "UTC")
    assert found.rows.tolist() == [0]
    assert (found.report.unknown_leads, found.report.blank_ids) == (1, 1)


@given(ROWS, st.lists(st.integers(0, 4), max_size=6))
def test_that_a_part_of_leads_has_their_cells_and_activities(
    rows: list[Row], chosen: list[int]
) -> None:
    leads = leads_of(["a", "b", "a", "", "é"])
    whole = match(raw_of(rows), RECIPE, leads, "UTC")
    part = leads.with_activities(whole).only(np.array(chosen, dtype=np.intp))
    assert len(part) == len(chosen)
    size = part.column("Size")
    assert isinstance(size, NumberColumn)
    assert size.values.tolist() == chosen
    assert part.activities is not None
    events = events_of(whole)
    wanted = [
        replace(event, lead=new)
        for new, row in enumerate(chosen)
        for event in events
        if event.lead == row
    ]
    assert events_of(part.activities) == wanted
    assert part.activities.starts.tolist()[-1] == len(wanted)


def test_that_a_cell_means_the_same_in_a_part_as_in_the_whole() -> None:
    # A year of two digits is read only where all years of the column have two.
    recipe = Recipe((Input("Day", Kind.DATE),))
    leads = Leads(table(Day=["01/02/03", "2003-02-01"]), recipe)
    first = np.array([0], dtype=np.intp)
    assert leads.misfits("Day").count == 1
    assert leads.only(first).misfits("Day").count == 1
    assert leads.only(first).fingerprint != leads.fingerprint


def test_that_fingerprints_tell_activities_apart() -> None:
    leads = leads_of(["a", "b"])
    raw = raw_of([Row("a", "Visit", "2025-03-01", "", ""), Row("b", "Visit", "2025-03-01", "", "")])
    other = raw_of(
        [Row("a", "Visit", "2025-03-01", "", ""), Row("b", "Visit", "2025-03-02", "", "")]
    )
    one, same, two = (match(t, RECIPE, leads, "UTC") for t in (raw, raw, other))
    assert one.fingerprint == same.fingerprint != two.fingerprint
    prints = {leads.with_activities(a).fingerprint for a in (None, one, same, two)}
    assert len(prints) == 3


def test_that_details_are_read_like_fields_and_misfits_are_told() -> None:
    raw = table(Lead=["a", "a"], Time=["2025-03-01"] * 2, Seconds=["12", "long"])
    recipe = ActivityRecipe((RECIPE.inputs[0], RECIPE.inputs[2], Input("Seconds", Kind.NUMBER)))
    found = match(raw, recipe, leads_of(["a"]), "UTC")
    column = found.column(" seconds ")
    assert isinstance(column, NumberColumn)
    assert column.values[0] == 12
    assert found.input("Lead") is None
    assert found.column("Time") is None
    assert any("1 cell is not a number" in p.what for p in found.report.problems())


def test_that_the_as_of_day_is_the_latest_day_of_creation_or_activity_that_has_come() -> None:
    recipe = Recipe((Input("Id", role=Role.ID), Input("Made", Kind.DATE, Role.CREATED)))
    leads = Leads(table(Id=["a"], Made=["2025-03-01"]), recipe)
    model = ScoringModel(id="m", name="m")
    rows = [Row("a", "Visit", day, "", "") for day in ("2025-03-09", "2025-03-20", "2026-01-01")]
    active = leads.with_activities(match(raw_of(rows), RECIPE, leads, "UTC"))
    assert as_of_day(model, leads, date(2025, 3, 10)) == date(2025, 3, 1)
    assert as_of_day(model, active, date(2025, 3, 10)) == date(2025, 3, 9)
    assert as_of_day(model, active, TODAY) == date(2025, 3, 20)


def guessed(leads: Leads | None = None, **columns: list[str]) -> dict[Role, str]:
    raw = table(**columns)
    recipe = guess_activity_recipe(raw, infer(raw)[0], leads)
    return {item.role: item.name for item in recipe if item.role is not Role.FIELD}


def test_that_roles_are_guessed_by_name_and_by_the_ids_of_the_leads() -> None:
    days = [f"2025-03-{n:02} 10:00:00" for n in range(1, 21)]
    found = guessed(
        **{
            "Activity ID": [f"x{n}" for n in range(20)],
            "Contact Email": [f"p{n % 7}@x.example" for n in range(20)],
            "Event": ["Visit", "Click"] * 10,
            "Occurred at": days,
            "Imported": ["2025-05-05"] * 20,
        }
    )
    assert found == {
        Role.IGNORED: "Activity ID",
        Role.ID: "Contact Email",
        Role.ACTIVITY_TYPE: "Event",
        Role.ACTIVITY_TIME: "Occurred at",
    }
    leads = leads_of([f"p{n}@x.example" for n in range(5)])
    found = guessed(
        leads,
        **{
            "Record ID": [f"x{n % 9}" for n in range(20)],
            "Who": [f"p{n % 7}@x.example" for n in range(20)],
            "What": ["Visit", "Click"] * 10,
            "Moment": days,
        },
    )
    assert found[Role.ID] == "Who"
    assert found[Role.ACTIVITY_TYPE] == "What"
    assert found[Role.ACTIVITY_TIME] == "Moment"
    few = guessed(
        leads, Who=["p1@x.example"] * 3, Type=["a", "b", "a"], Date=["2025-01-01", "x", ""]
    )
    assert few[Role.ACTIVITY_TIME] == "Date"


def test_that_a_field_called_type_is_the_type_before_one_that_only_looks_like_it() -> None:
    found = guessed(
        **{
            "LEADID": [f"L{n}" for n in range(20)],
            "Call Start Time": [f"2025-03-{n:02} 10:00:00" for n in range(1, 21)],
            "Call Owner": ["Ann", "Ben"] * 10,
            "Call Type": ["Inbound", "Outbound"] * 10,
        }
    )
    assert found[Role.ACTIVITY_TYPE] == "Call Type"


def test_that_who_of_sales_did_it_is_never_what_was_done() -> None:
    whose = {
        "LEADID": [f"L{n}" for n in range(20)],
        "Event Owner": ["Ann", "Ben"] * 10,
        "Event Owner Id": ["A1", "B1"] * 10,
        "Start DateTime": [f"2025-03-{n:02} 10:00:00" for n in range(1, 21)],
    }
    assert Role.ACTIVITY_TYPE not in guessed(**whose)
    found = guessed(**whose, Module=["Call", "Visit"] * 10)
    assert found[Role.ACTIVITY_TYPE] == "Module"
