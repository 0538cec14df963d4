"""Candidate rules from a wide export with what leads did: looked for, and laid out as lines."""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
import _wide_leads
import numpy as np
from _side_by_side import Goal, options, print_goals, print_times
from numpy.typing import NDArray

from models.evaluation.guard.known import fields_that_know
from models.leads.inference import infer
from models.leads.readers.contract import ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.table import Leads
from models.scoring.conditions import Condition, FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel
from models.tuning.candidates.proposals import Proposals
from models.tuning.candidates.propose import proposals_of
from models.tuning.ground import ground_of

TYPES, EACH = 12, 3
"""Types of activity, and activities for each lead."""
LOOKED = "candidates looked for"
TRUTH: tuple[tuple[Condition, float], ...] = (
    (FieldTest("Industry", Test.IS_ONE_OF, ("Software", "Finance")), 0.9),
    (FieldTest("Country", Test.IS_ONE_OF, ("Germany", "Spain", "Japan")), 0.6),
    (FieldTest("Job title", Test.CONTAINS, ("Head",)), 0.8),
    (FieldTest("Company", Test.CONTAINS, ("amber",)), 0.7),
    (FieldTest("Comment", Test.IS_KNOWN), 0.4),
    (FieldTest("Comment", Test.CONTAINS, ("river",)), 0.5),
    (FieldTest("Employees", Test.AT_LEAST, (9000.0,)), 0.7),
    (FieldTest("Visits pricing", Test.AT_LEAST, (12.0,)), 0.6),
    (FieldTest("Budget", Test.BETWEEN, (10_000.0, 20_000.0)), 0.5),
    (FieldTest("Trial", Test.IS_YES), 0.6),
)


def history(rows: int) -> tuple[Scored, Leads, NDArray[np.uint8]]:
    """Leads whose fields are prepared, and an outcome that ten conditions make likelier."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leads.csv"
        _wide_leads.write(path, rows)
        table = read_here(path, ReadOptions(), lambda *_: None).table
    leads = Leads(table, infer(table)[0])
    leads = leads.with_activities(synthetic.with_activities(rows, EACH * rows, TYPES).activities)
    for item in leads.recipe:
        leads.prepared(item)
    scored = score(ScoringModel("m", "Nothing yet"), leads, synthetic.AS_OF)
    odds = np.full(rows, -4.0)
    for condition, more in TRUTH:
        odds += more * scored.masks.of(condition, scored.sight)
    dice = np.random.default_rng(11)
    return scored, leads, (dice.random(rows) < 1 / (1 + np.exp(-odds))).astype(np.uint8)


def measured(rows: int) -> tuple[Proposals, dict[str, float]]:
    """What is found, and CPU milliseconds."""
    scored, leads, codes = history(rows)
    times = [time.process_time()]
    fields_that_know(leads, scored.masks)
    times.append(time.process_time())
    found = proposals_of(scored, leads, codes, leaks={})
    times.append(time.process_time())
    ground_of(scored, codes, found.candidates)
    times.append(time.process_time())
    guard, looked, laid = (1e3 * (after - before) for before, after in pairwise(times))
    return found, {
        LOOKED: looked,
        "laid out as lines": laid,
        "the guard, asked once of the leads": guard,
    }


def main() -> int:
    asked = options(__doc__ or "")
    sizes = (10_000, 100_000) if asked.quick else (100_000, 1_000_000)
    most = {100_000: 2.0, 1_000_000: 10.0}
    goals = []
    for rows in sizes:
        found, times = measured(rows)
        sure = sum(one.sure for one in found.candidates)
        print_times(
            f"{rows:,} leads with {_wide_leads.FIELDS} fields and {EACH * rows:,} activities",
            times,
            f"{found.tried:,} conditions and {found.pairs:,} pairs tried, "
            f"{len(found.candidates)} proposed, {sure} of them sure.",
        )
        if rows in most:
            goals.append(Goal(f"CPU seconds for {rows:,} leads", most[rows], times[LOOKED] / 1e3))
    met = print_goals(goals)
    return 1 if asked.strict and not met else 0


if __name__ == "__main__":
    raise SystemExit(main())
