"""Leadbench as an engine: the model's file read back and the leads scored by what it says.

What is found is held to the portable form, which shares the model with it and nothing else of the
scoring. Yet both are ours, and whoever reads the verdict is told so.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.packages import package_version
from models.exchange.targets.target import Export, Order
from models.scoring.engine import score
from models.scoring.file.model_json import model_from_text
from models.scoring.file.scores_hash import chances_of
from models.scoring.grades import graded
from models.scoring.model import SEMANTICS
from models.scoring.odds import places_of
from models.scoring.output import rescaled
from models.scoring.probability import Probability


def _run(order: Order, export: Export) -> Sequence[Got]:
    assert order.scored is not None, "a proof needs leads"
    model = model_from_text(export.files[0].content.decode(), export.files[0].name)
    # Nothing that was kept of the model in the window may answer for that of the file.
    scored = score(model, order.scored.masks.leads, order.scored.as_of)
    grades, chances, output = graded(scored), chances_of(model), model.output
    given: list[int | None] = [None] * len(scored)
    if isinstance(chances, Probability):  # others are worked out in Leadbench alone
        given = [chances.steps[at].chance for at in places_of(scored, chances).tolist()]
    return [
        Got(
            total,
            model.bands[band].name,
            None if grades is None else grades.labels[int(grades.cells[row])],
            None if output is None else rescaled(total, model.scale, output),
            given[row],
        )
        for row, (total, band) in enumerate(
            zip(scored.scores.tolist(), scored.bands.tolist(), strict=True)
        )
    ]


OWN_READER = Engine(
    "leadbench",
    "Leadbench",
    lambda: package_version("leadbench") or f"semantics {SEMANTICS}",
    "It is a part of Leadbench.",
    _run,
    "This is Leadbench reading its own file back: no other program has run it.",
)
