"""The page Quality: every field of a wide export looked at, and each mend scored by the engine."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _wide_leads
from _side_by_side import Goal, options, print_goals, print_times

from models.evaluation.quality.quality import quality_of
from models.leads.inference import infer
from models.leads.readers.contract import ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import ByRange, Group, Points, RangePoints, Rule, ScoringModel

TODAY = date(2026, 1, 1)


def model() -> ScoringModel:
    """Rules on a dozen fields, text and numbers."""
    by_text = (("Industry", "Software"), ("Country", "Germany"), ("Segment", "north"))
    rules = [
        Rule(f"t{n}", f"{field} {value}", Points(10), FieldTest(field, Test.IS, (value,)))
        for n, (field, value) in enumerate(by_text)
    ]
    entries = (RangePoints(None, 10.0, 1), RangePoints(10.0, None, 7))
    fields = ("Employees", "Revenue", "Budget", "Visits pricing", "Visits demo", "Emails clicked")
    rules += [Rule(f"n{n}", field, ByRange(field, entries)) for n, field in enumerate(fields)]
    return ScoringModel("m", "M", (Group("g", "All", tuple(rules)),))


def _soil(path: Path) -> None:
    """Other spellings, words for nothing and blanks in one line of five."""
    soiled = (
        (",Germany,", ",Deutschland,"),
        (",France,", ",FRANCE,"),
        (",Netherlands,", ",Holland,"),
        (",Software,", ",n/a,"),
        (",Manufacturing,", ",Manufacturng,"),
        (",Retail,", ",,"),
    )
    lines = path.read_text("utf-8").split("\n")
    for place in range(1, len(lines), 5):
        for clean, other in soiled:
            lines[place] = lines[place].replace(clean, other)
    path.write_text("\n".join(lines), "utf-8")


def measured(rows: int) -> tuple[float, float, int]:
    """CPU milliseconds the first time and once the fields are prepared; findings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leads.csv"
        _wide_leads.write(path, rows)
        _soil(path)
        table = read_here(path, ReadOptions(), lambda *_: None).table
    leads = Leads(table, infer(table)[0])
    times = []
    for _ in range(2):
        begin = time.process_time()
        found = quality_of(model(), leads, TODAY)
        times.append((time.process_time() - begin) * 1e3)
    return times[0], times[1], len(found.findings)


def main() -> int:
    asked = options(__doc__ or "")
    sizes = (10_000, 100_000) if asked.quick else (100_000, 1_000_000)
    goals = []
    for rows in sizes:
        first, again, findings = measured(rows)
        print_times(
            f"{rows:,} leads with {_wide_leads.FIELDS} fields, {findings} findings",
            {"first look, fields prepared too": first, "looked at again": again},
        )
        if rows == 100_000:
            goals.append(Goal("CPU seconds for 100,000 leads", 6, first / 1e3))
    met = print_goals(goals)
    return 1 if asked.strict and not met else 0


if __name__ == "__main__":
    raise SystemExit(main())
