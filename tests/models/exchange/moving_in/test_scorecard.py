from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.moving_in.brought import Brought, Taken
from models.exchange.moving_in.columns import Chosen, Holds
from models.exchange.moving_in.scorecard import MOST_ROWS, SheetRow, read_scorecard
from models.exchange.moving_in.telling import told
from models.exchange.moving_in.world import World, known
from models.leads.fields import Input, Kind
from models.problems import LeadbenchError
from models.scoring.conditions import FieldTest, Selection, Test
from models.scoring.file.model_json import model_faults
from models.scoring.model import (
    Axis,
    ByRange,
    PerOccurrence,
    Points,
    RangePoints,
    Rule,
    Scale,
)
from models.scoring.words import range_text, rule_sentence


def card(text: str, **more: object) -> Brought:
    """The scorecard of lines with cells between bars; blank lines keep their numbers."""
    lines = [line.strip() for line in text.strip("\n").split("\n")]
    rows = [
        SheetRow(number, tuple(cell.strip() for cell in line.split("|")))
        for number, line in enumerate(lines, start=1)
        if line
    ]
    return read_scorecard(rows, "Card", where="card.csv", **more)  # type: ignore[arg-type]


def rules(brought: Brought) -> list[Rule]:
    return list(brought.model.rules())


def told_rules(brought: Brought) -> list[str]:
    return [told(rule_sentence(rule)) for rule in rules(brought)]


NASTY = """
    Lead scoring 2026 | | | |

    Category | Field | Condition | Value | Points | Why
    Fit | Job title | contains | VP | +10 | they sign
     | | contains | Director | 8 pts |
     | Employees | | 1-49 | 0 |
     | | | 50\u2013200 | 5 |
     | | | 201-999 | 8 |
     | | | 1,000+ | 10 |
    Behaviour | Visited pricing page | | 3 times in 30 days | +10 |
     | Webinar attended | | | 5 each, max 15 |
     | Unsubscribed | | | \u221220 |

    Fit | Revenue | >= | 5m | 7.5 |
    Fit | Looks nice | | | 4 |
     | Total | | | 48 |
    Thresholds | | | |
    Cold | | | 0-39 |
    Warm | | | 40-59 |
    MQL | | | 60+ |
"""


def test_that_every_filled_row_is_in_exactly_one_of_the_two_lists() -> None:
    brought = card(NASTY)
    places = [item.place for item in (*brought.understood, *brought.missed)]
    filled = [n for n, line in enumerate(NASTY.strip("\n").split("\n"), start=1) if line.strip()]
    assert sorted(places, key=lambda place: int(place[4:])) == [f"Row {n}" for n in filled]
    assert brought.rows == len(filled)


def test_that_a_nasty_scorecard_becomes_the_model_that_was_meant() -> None:
    brought = card(NASTY)
    fit, behaviour = brought.model.groups
    assert (fit.name, fit.axis) == ("Fit", Axis.FIT)
    assert (behaviour.name, behaviour.axis) == ("Behaviour", Axis.ENGAGEMENT)
    assert told_rules(brought) == [
        "If Job title contains VP",
        "If Job title contains Director",
        "If Employees is in a range",
        "If Visited pricing page at least 3 times in the last 30 days",
        "For each Webinar attended at most 3 times",
        "If Unsubscribed at least once",
    ]
    assert [rule.award for rule in rules(brought)] == [
        Points(10),
        Points(8),
        ByRange(
            "Employees",
            (
                RangePoints(1.0, 50.0, 0),
                RangePoints(50.0, 201.0, 5),
                RangePoints(201.0, 1000.0, 8),
                RangePoints(1000.0, None, 10),
            ),
        ),
        Points(10),
        PerOccurrence(Selection(("Webinar attended",)), 5, 3),
        Points(-20),
    ]
    assert [(band.name, band.threshold) for band in brought.model.bands] == [
        ("Cold", -20),
        ("Warm", 40),
        ("MQL", 60),
    ]
    assert brought.model.bands[-1].mql
    assert not model_faults(brought.model)
    assert rules(brought)[0].note == "Row 4: they sign"


def test_that_what_is_not_understood_has_its_row_a_reason_and_a_remedy() -> None:
    missed = card(NASTY).missed
    assert [item.place for item in missed] == ["Row 14", "Row 15"]
    assert [item.reason for item in missed] == [
        "7.5 are not whole points.",
        "No test is found in it, such as \u201cis\u201d or \u201ccontains\u201d.",
    ]
    assert all(item.suggestion for item in missed)


def test_that_a_total_that_differs_from_its_rules_is_told() -> None:
    total = next(item for item in card(NASTY).understood if item.taken is Taken.TOTAL)
    assert total.words == "a total of +48"
    assert total.note.startswith("The rules that were understood give +36")


def test_that_the_scale_holds_all_that_the_rules_can_give() -> None:
    assert card(
        "Rule|Points\nCountry is Chad|90\nVIP is yes|80\nBudget is blank|-30"
    ).model.scale == (Scale(-30, 170))


def test_that_one_column_of_sentences_is_enough_also_with_the_points_in_it() -> None:
    brought = card(
        """
        What | Score
        Job title contains VP: +10 |
        Employees between 50 and 200 | 5
        Visited pricing page 3 times in 30 days: +10 |
        Industry is one of Software; SaaS -> 8 |
        Country is Chad (-5 points) |
        Base score | 20
        """
    )
    assert not brought.missed
    assert [rule.award for rule in rules(brought)] == [
        *(Points(10), Points(5), Points(10), Points(8), Points(-5))
    ]
    assert brought.model.base == 20


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("+10", 10),
        ("10 pts", 10),
        ("10 points", 10),
        ("\u221210", -10),
        ("(5)", -5),
        ("10.0", 10),
        ("1,200", 1200),
        ("0", 0),
    ],
)
def test_that_points_are_read_however_they_are_written(cell: str, points: int) -> None:
    assert rules(card(f"Field|Value|Points\nA|x|{cell}"))[0].award == Points(points)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("7.5", "not whole points"),
        ("many", "are not points"),
        ("", "gives no points"),
        ("5 each", "how many times"),
        ("5 each, max 12", "not a whole number of times"),
        ("20000", "must be"),
    ],
)
def test_that_points_that_are_none_are_told(given: str, reason: str) -> None:
    brought = card(f"Field|Value|Points\nEmail opened|at least once|{given}\nB|y|5")
    assert [reason in item.reason for item in brought.missed] == [True]


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        (("1.000+", "12,5"), (1000.0, 12.5)),
        (("1 000+", "12,5"), (1000.0, 12.5)),
        (("1,000+", "12.5"), (1000.0, 12.5)),
        (("1'000+", "12.5"), (1000.0, 12.5)),
    ],
)
def test_that_german_french_and_swiss_marks_are_told_by_the_numbers(
    cells: tuple[str, str], meant: tuple[float, float]
) -> None:
    brought = card(f"Feld|Wert|Punkte\nUmsatz|{cells[0]}|5\nQuote|>= {cells[1]}|5")
    tests = [rule.when for rule in rules(brought)]
    assert tests == [
        FieldTest("Umsatz", Test.AT_LEAST, meant[:1]),
        FieldTest("Quote", Test.AT_LEAST, meant[1:]),
    ]


def test_that_german_and_french_tests_are_read() -> None:
    brought = card(
        """
        Merkmal | Bedingung | Wert | Punkte
        Land | ist | Tschad | 5
        Titel | enth\u00e4lt | Leiter | 8
        Umsatz | zwischen | 1.000 und 2.000 | 3
        Taille | au moins | 50 | 4
        """
    )
    assert told_rules(brought) == [
        "If Land is Tschad",
        "If Titel contains Leiter",
        "If Umsatz is between 1,000 and 2,000",
        "If Taille is at least 50",
    ]


def test_that_ranges_that_leave_a_gap_stay_apart_and_overlaps_are_told() -> None:
    apart = card("Field|Value|Points\nN|1-49|5\nN|60-99|10")
    assert [type(rule.award) for rule in rules(apart)] == [Points, Points]
    over = card("Field|Value|Points\nN|50+|5\nN|200+|10")
    assert [item.note for item in over.understood if item.taken is Taken.RULE] == [
        "Where row 3 holds too, the points add up.",
        "Where row 2 holds too, the points add up.",
    ]


def test_that_a_number_that_ends_one_range_and_begins_the_next_counts_in_the_upper() -> None:
    brought = card("Field|Value|Points\nN|0-50|1\nN|50-100|2\nN|>100|3")
    assert rules(brought)[0].award == ByRange(
        "N",
        (RangePoints(0.0, 50.0, 1), RangePoints(50.0, 101.0, 2), RangePoints(101.0, None, 3)),
    )
    assert "50 stands in two ranges" in brought.understood[1].note


cuts = st.lists(st.integers(-500, 5_000), min_size=1, max_size=6, unique=True).map(sorted)


@settings(max_examples=60, deadline=None)
@given(cuts, st.booleans(), st.booleans(), st.data())
def test_that_our_own_ranges_in_words_are_read_back_to_the_same_points(
    ends: list[int], open_low: bool, open_high: bool, data: st.DataObject
) -> None:
    lows = [None, *ends] if open_low else list(ends)
    highs = [*ends, None] if open_low else [*ends[1:], None]
    if not open_high and len(lows) > 2:
        lows, highs = lows[:-1], highs[:-1]
    entries = tuple(
        RangePoints(
            None if low is None else float(low),
            None if high is None else float(high),
            data.draw(st.integers(-50, 50)),
        )
        for low, high in zip(lows, highs, strict=True)
    )
    if len(entries) < 2:
        return
    lines = [f"N|{range_text(e.low, e.high)}|{e.points}" for e in entries]
    brought = card("Field|Value|Points\n" + "\n".join(data.draw(st.permutations(lines))))
    assert not brought.missed
    assert [rule.award for rule in rules(brought)] == [ByRange("N", entries)]


def test_that_a_field_named_once_holds_for_the_rows_below_it() -> None:
    brought = card("Field|Value|Points\nCountry|Chad|5\n|Mali|6\nSize|>5|1")
    assert told_rules(brought)[1] == "If Country is Mali"


def test_that_a_range_that_a_spreadsheet_made_a_day_of_is_told() -> None:
    rows = [
        SheetRow(1, ("Field", "Value", "Points")),
        SheetRow(2, ("Employees", "2026-01-10", "5"), frozenset((1,))),
        SheetRow(3, ("Created", "after 2026-01-10", "5"), frozenset((1,))),
    ]
    brought = read_scorecard(rows, "x")
    assert [item.reason for item in brought.missed] == [
        "\u201c2026-01-10\u201d is a day: spreadsheets make one of 1-10."
    ]


def test_that_tables_below_each_other_name_their_field_in_their_own_header() -> None:
    brought = card(
        """
        Company attributes (max 25 points)
        Industry | Points | Rationale
        Technology/SaaS | +10 | perfect
        Competitor | -20 | exclude
        Company size (0-8 points)
        Employee count | Points | Rationale
        100-1,000 | +8 |
        50-99 | +6 |
        $10k+ | 2 |
        Action | Points | Rationale
        Requested a demo | +30 |
        Pricing page visit | 20 |
        Looks nice | 1 |
        """
    )
    assert told_rules(brought) == [
        "If Industry is Technology/SaaS",
        "If Industry is Competitor",
        "If Employee count is between 100 and 1,000",
        "If Employee count is between 50 and 99",
        "If Employee count is at least 10,000",
        "If Requested a demo at least once",
        "If Pricing page visit at least once",
    ]
    assert [(group.name, group.most) for group in brought.model.groups] == [
        ("Company attributes", 25),
        ("Company size", 8),
        ("Scorecard", None),
    ]
    assert [item.place for item in brought.missed] == ["Row 13"]


def test_that_units_amounts_and_quoted_lists_are_values_and_explanations_are_not() -> None:
    brought = card(
        """
        Attribute | Criteria | Points
        Title | C-level (CEO, CMO) | 15
        Title | contains "VP", "Head, Sales" | 10
        Size | 500+ employees | 10
        Revenue | <$1M ARR | 1
        """
    )
    assert told_rules(brought) == [
        "If Title contains any of VP; Head, Sales",
        "If Size is at least 500",
        "If Revenue is less than 1,000,000",
    ]
    assert brought.missed[0].suggestion == "Write them as a list, such as \u201cCEO; CMO\u201d."


def test_that_bands_are_no_rules_and_a_value_that_is_called_hot_is_no_band() -> None:
    brought = card("Field|Condition|Value|Points\nStatus|is|Hot|5\nHot|||75\nMQL|>=|55|\nSQL: 90+")
    assert told_rules(brought) == ["If Status is Hot"]
    assert [(b.name, b.threshold, b.mql) for b in brought.model.bands] == [
        ("Below MQL", 0, False),
        ("MQL", 55, True),
        ("Hot", 75, False),
        ("SQL", 90, False),
    ]


def test_that_a_second_band_of_a_name_is_told() -> None:
    brought = card("Field|Value|Points\nA|x|5\nMQL|60|\nMQL|70|")
    assert [item.reason for item in brought.missed] == [
        "There is a band of that name or threshold already."
    ]


def test_that_columns_can_be_said_and_a_name_that_there_is_not_is_told() -> None:
    text = "Zeta|Eta|Theta\nCountry|Chad|5\nCountry|Mali|7"
    chosen = Chosen({Holds.FIELD: "Zeta", Holds.VALUE: "B", Holds.POINTS: "theta"})
    assert len(rules(card(text, chosen=chosen))) == 2
    with pytest.raises(LeadbenchError, match="There is no column"):
        card(text, chosen=Chosen({Holds.POINTS: "Iota"}))


def test_that_columns_without_names_are_found_by_what_they_hold() -> None:
    brought = card("Country is Chad|5\nTitle contains VP|10\nBudget is blank|-3")
    assert len(rules(brought)) == 3
    assert brought.notes[0] == "Points: column B, since 3 of its cells are numbers."


def test_that_kinds_of_the_project_are_used_and_fields_take_its_names() -> None:
    world = World(fields=known([Input("Job title"), Input("Level", Kind.TEXT)]))
    brought = card("Field|Value|Points\njob TITLE|VP|5\nLevel|5|1", world=world)
    assert [rule.when for rule in rules(brought)] == [
        FieldTest("Job title", Test.IS, ("VP",)),
        FieldTest("Level", Test.IS, ("5",)),
    ]


@pytest.mark.parametrize("text", ["Lead|Country\nAnn|Chad\nBob|Mali", "A", "A|B|C"])
def test_that_a_sheet_without_points_is_refused(text: str) -> None:
    with pytest.raises(LeadbenchError, match="No column with points"):
        card(text)


def test_that_a_table_of_leads_is_not_taken_for_a_scorecard() -> None:
    with pytest.raises(LeadbenchError, match="too many for a scorecard"):
        read_scorecard([SheetRow(n, ("a", "1")) for n in range(MOST_ROWS + 1)], "x")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text("aM1 50,.-+:;|<>=()\u2013\u00e9%", max_size=8), min_size=1, max_size=4),
        max_size=8,
    )
)
def test_that_any_cells_give_a_model_without_faults_and_lose_no_row(
    cells: list[list[str]],
) -> None:
    rows = [SheetRow(1, ("Field", "Condition", "Value", "Points"))]
    rows += [
        SheetRow(n, tuple(row)) for n, row in enumerate(cells, start=2) if any(map(str.strip, row))
    ]
    brought = read_scorecard(rows, "x")
    assert brought.rows == len(rows)
    assert not model_faults(replace(brought.model, name="x"))
