"""The side "Missing fields" of What if: each field with blanks filled with every value told apart.

The plain way beside it: every one of these values written into the blanks, and the leads scored
anew each time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic
import numpy as np
from _side_by_side import Goal, options, print_goals, print_times

from models.evaluation.steps.told_apart import value_classes
from models.evaluation.whatif.filling import filling_of
from models.evaluation.whatif.missing import missing_of
from models.leads.columns import blank_rows, rows_of
from models.scoring.engine import Scored, score


def by_hand(scored: Scored, leads: Any) -> int:
    """Fill each field with each value in turn and score the leads again; how many times."""
    times = 0
    for field in (item.field for item in missing_of(scored, leads, draws=1).fields):
        filling = filling_of(field, scored, leads, leads.outcome)
        assert filling is not None
        column, whole = leads.columns[field], leads.columns
        classes = value_classes(scored.model, leads.input(field), scored.masks, scored.sight)
        for place, donor in enumerate(classes.rows.tolist()):
            rows = np.where(blank_rows(column), donor, np.arange(len(leads)))
            leads.columns = {**whole, field: rows_of(column, rows)}
            again = score(scored.model, leads, scored.as_of)
            assert (again.levels[filling.rows] == filling.levels[:, place]).all()
            times += 1
        leads.columns = whole
    return times


def main() -> int:
    asked = options(__doc__ or "")
    goals = []
    for rows in (10_000, 100_000) if asked.quick else (100_000, 1_000_000):
        leads: Any = _synthetic.leads(rows)
        scored = score(_synthetic.model(), leads, _synthetic.AS_OF)
        begin = time.process_time()
        fields = len(missing_of(scored, leads).fields)
        took = {"every missing field": (time.process_time() - begin) * 1e3}
        if rows <= 100_000:
            begin = time.process_time()
            times = by_hand(scored, leads)
            by = f"each value written in and scored anew, {times} times"
            took[by] = (time.process_time() - begin) * 1e3 - took["every missing field"]
        if rows == 100_000:
            goals.append(
                Goal("CPU seconds for 100,000 leads", 3, took["every missing field"] / 1e3)
            )
        print_times(f"{rows:,} leads, {fields} fields with blanks, 50 rules", took)
    met = print_goals(goals)
    return 1 if asked.strict and not met else 0


if __name__ == "__main__":
    raise SystemExit(main())
