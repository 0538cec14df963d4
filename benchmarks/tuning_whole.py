"""A whole tuning of the sample's leads, without their activities, as the page Tune asks it.

    python benchmarks/tuning_whole.py [--strict]

CPU seconds of the whole process from the moment it is asked: to the first model found, to the
first that was tested on leads that did not teach it, to the whole path tested, to the end (sizes
compared, judged in another way, points learnt on all leads). It is asked twice: the answer must be
the same.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from _side_by_side import Goal, options, print_goals, print_times

from models.evaluation.thresholds.wishes import Sales
from models.exchange.following import follow
from models.leads.readers.contract import ReadOptions
from models.leads.readers.reading import read_table
from models.scoring.as_of import as_of_day
from models.scoring.file.model_json import read_model
from models.tuning.report import Tuned
from models.tuning.sofar import Sofar
from models.tuning.wishes import Wishes
from sample_projects import sample
from workbench.pages.tune.facts import Asked, tuned_by

SAMPLE = sample("b2b_software")


def asked() -> Asked:
    """The sample's leads and model, with what is wished at first."""
    read = read_table(SAMPLE.leads, ReadOptions(), lambda *_: None)
    model = read_model(SAMPLE.model)
    leads = follow(model, read.table, read.recipe).leads
    day = as_of_day(model, leads, date(2026, 6, 30))
    return Asked(model, leads, Wishes(), (), Sales(), day)


def measured(question: Asked) -> tuple[dict[str, float], Tuned]:
    """Seconds to each stage, and the answer."""
    begin = time.process_time()
    stages: dict[str, float] = {}

    def reached(stage: str) -> None:
        stages.setdefault(stage, time.process_time() - begin)

    def hear(sofar: Sofar) -> None:
        reached("first model found")
        if any(found.test is not None for found in sofar.found):
            reached("first model tested")

    def progress(what: str, _done: int, _of: int) -> None:
        if what == "Choosing the size":
            reached("whole path tested")

    tuned = tuned_by(question, lambda: False, progress, hear)
    reached("all")
    return stages, tuned


def main() -> int:
    given = options(__doc__ or "")
    question = asked()
    stages, tuned = measured(question)
    again = measured(question)[1]
    print_times(
        f"Tuning the sample, {len(question.leads):,} leads, {len(tuned.ground.lines)} lines, CPU",
        {name: 1000 * seconds for name, seconds in stages.items()},
    )
    same = [[card.points for card in size.cards] for size in tuned.sizes] == [
        [card.points for card in size.cards] for size in again.sizes
    ]
    print(f"\nThe same answer twice: {'yes' if same and tuned.nested == again.nested else 'NO'}.")
    goals = [
        Goal("CPU s, first model tested", 3, stages["first model tested"]),
        Goal("CPU s, all", 12, stages["all"]),
    ]
    met = print_goals(goals)
    return 0 if (met and same) or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
