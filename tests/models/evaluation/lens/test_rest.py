"""A rule with more entries than are looked at: how many are not, and how many leads they hit."""

from __future__ import annotations

from collections import Counter

from models.evaluation.lens import sentence
from models.evaluation.lens.lens import Lens
from models.evaluation.lens.lines import MOST_ENTRIES
from models.evaluation.lens.report import lens_json, lens_text
from models.evaluation.lens.rest import rest_words
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import ByValue
from models.scoring.model import Rule, ValuePoints
from tests.models.evaluation.lens.test_lens import RECIPE, lens, model_of

NUMBER = 57


def cities(number: int) -> tuple[list[str], Lens]:
    """Leads of so many jobs, of the first 1 lead, of the next 2, and a rule that values each."""
    jobs = [f"job {at}" for at in range(number) for _ in range(at + 1)]
    cells = {
        "Job": jobs,
        "Size": ["5"] * len(jobs),
        "Noise": ["a"] * len(jobs),
        "Won": ["yes" if at % 7 == 0 else "no" for at in range(len(jobs))],
        "Created": ["2024-01-01"] * len(jobs),
    }
    table = RawTable(tuple(column_of(name, col) for name, col in cells.items()), len(jobs))
    entries = tuple(ValuePoints(f"job {at}", at + 1) for at in range(number))
    return jobs, lens(model_of(Rule("r", "Job", ByValue("Job", entries))), Leads(table, RECIPE))


def test_that_the_rest_is_counted_lead_by_lead_and_said_everywhere() -> None:
    jobs, found = cities(NUMBER)
    place = found.rules[0]
    commonest = Counter(jobs).most_common(MOST_ENTRIES)
    rest = len(jobs) - sum(number for _, number in commonest)
    said = (
        f"The 40 commonest of 57 values are looked at one by one; {rest} leads are in the rest, "
        "which is not judged."
    )
    line = found.lines[place].line
    assert rest == sum(range(1, NUMBER - MOST_ENTRIES + 1))
    assert (line.rest, line.rest_leads) == (NUMBER - MOST_ENTRIES, rest)
    shown = {found.lines[entry].line.words for entry in found.entries(place)}
    assert shown == {name for name, _ in commonest}
    assert rest_words(line) == said
    assert sentence.of_entries(found, place).endswith(said)
    assert f"Job: {said}" in lens_text(found)
    told = lens_json(found)[0]
    assert told["leads_of_entries_left_out"] == rest
    assert told["entries_left_out"] == 17


def test_that_nothing_is_said_where_all_are_looked_at() -> None:
    _, found = cities(MOST_ENTRIES)
    place = found.rules[0]
    assert len(found.entries(place)) == MOST_ENTRIES
    assert rest_words(found.lines[place].line) == ""
    assert "commonest" not in lens_text(found)
    assert "in the rest" not in sentence.of_entries(found, place)
