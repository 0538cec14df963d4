"""What the reader of any list of scores should know of the model that gave them."""

from __future__ import annotations

import numpy as np

from models.leads.wording import count_of, listed
from models.problems import Problem, Severity
from models.scoring.chance_words import other_of
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import fits
from models.scoring.output import merged
from models.scoring.probability import TreeChances
from models.scoring.trees import fields_read


def chance_problems(scored: Scored) -> tuple[Problem, ...]:
    """Chances of other points or rules are not written: they were of other leads."""
    if fits(scored.model):
        return _not_there(scored)
    return (
        Problem(
            f"The chances kept with the model were learnt with other {other_of(scored.model)}: "
            "the list has none.",
            scored.model.name,
            "Learn them again with leadbench chances, or on the page Tune.",
            severity=Severity.WARNING,
        ),
    )


def _not_there(scored: Scored) -> tuple[Problem, ...]:
    """Fields that chances by trees ask for and the leads lack."""
    found = scored.model.probability
    asked = fields_read(found) if isinstance(found, TreeChances) else ()
    names = [name for name in asked if scored.masks.column(name, scored.sight) is None]
    if not names:
        return ()
    return (
        Problem(
            f"The leads have no {listed(names)}: chances by trees take "
            f"{'it' if len(names) == 1 else 'them'} as blank.",
            scored.model.name,
            "Take leads with these fields, or learn the chances again without them.",
            severity=Severity.WARNING,
        ),
    )


def scale_problems(scored: Scored) -> tuple[Problem, ...]:
    """Leads that look like a band's on the scale of another system and are below it here."""
    model = scored.model
    if model.output is None:
        return ()
    counts = np.bincount(scored.levels, minlength=model.scale.most - model.scale.least + 1)
    where = f"Scale {model.output.least} to {model.output.most}"
    return tuple(
        Problem(
            f"{count_of(leads, 'lead')} below {name} {'has' if leads == 1 else 'have'} the score "
            f"there with which {name} begins.",
            where,
            "Go by the column band, or choose a wider scale for other systems.",
            leads,
        )
        for name, leads in merged(model, model.output, counts).below
    )
