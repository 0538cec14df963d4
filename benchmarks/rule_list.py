"""The list of rules while a slider is dragged, and while 200 rules are scrolled.

A step presents the model with other points and other figures of every rule, and paints what that
changed; beside it the same list painted whole. CPU milliseconds, one process.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _side_by_side import Goal, interleaved, options, print_goals, print_times
from PySide6.QtWidgets import QApplication

from models.evaluation.evaluation import Evaluation, RuleFigures, Tally
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from widgets import theme
from widgets.editors.rule_list import RuleList


def model_of(rules: int) -> ScoringModel:
    """Five groups of rules, each with three values."""
    groups = []
    for group in range(5):
        own = tuple(
            Rule(
                f"r{group}-{place}",
                f"Rule {place}",
                Points(place % 20 - 5),
                FieldTest(f"Field {place}", Test.IS_ONE_OF, ("Software", "Finance", "Retail")),
            )
            for place in range(rules // 5)
        )
        groups.append(Group(f"g{group}", f"Group {group}", own, least=-40, most=60))
    return ScoringModel("m1", "Benchmark", tuple(groups))


def evaluation_of(model: ScoringModel, step: int) -> Evaluation:
    """Figures in which the MQL of every rule differs from the step before."""
    figures = {
        rule.id: RuleFigures(Tally(900 + place, 120, 780 + place), (step * 7 + place) % 90)
        for place, rule in enumerate(model.rules())
    }
    return Evaluation(
        np.zeros((101, 3), dtype=np.int64),
        0,
        (),
        Tally(559, 186, 373),
        Tally(5000, 412, 4588),
        None,
        np.zeros((2, 2)),
        (),
        figures,
        {group.id: (0, 40) for group in model.groups},
    )


def shown(app: QApplication, model: ScoringModel) -> RuleList:
    """The list at the size of the Model page, the first rule chosen."""
    rules = RuleList()
    rules.resize(660, 760)
    rules.present(model, evaluation_of(model, 0), model)
    rules.show()
    rules.choose("r0-0")
    app.processEvents()
    return rules


def main() -> int:
    found = options(__doc__ or "")
    app = QApplication([])
    theme.apply(app, dark=False)
    model, many = model_of(50), model_of(200)
    rules, long = shown(app, model), shown(app, many)
    first = model.rule("r0-0")
    assert first is not None
    steps = count()

    def drag() -> None:
        step = next(steps)
        moved = model.with_rule(replace(first, award=Points(step % 25)))
        rules.present(moved, evaluation_of(moved, step), model)
        app.processEvents()

    def whole() -> None:
        rules.viewport().repaint()

    bar = long.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 28) % bar.maximum())
        app.processEvents()

    times = interleaved(
        {"step of a drag, 50 rules": drag, "all painted": whole, "scroll 28 px, 200 rules": scroll},
        found.rounds,
    )
    print_times("The list of rules", times)
    met = print_goals(
        [
            Goal("step of a drag against all painted", 1.0, times["step of a drag, 50 rules"]
                 / times["all painted"]),
            Goal("scroll against all painted", 0.25, times["scroll 28 px, 200 rules"]
                 / times["all painted"]),
        ]
    )  # fmt: skip
    return 1 if found.strict and not met else 0


if __name__ == "__main__":
    raise SystemExit(main())
