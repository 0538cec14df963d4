"""What a target cannot express of a model, part by part. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.scoring.model import ScoringModel


class Part(StrEnum):
    """Which part of a model does not fit."""

    RULE = "rule"
    GROUP = "group"
    OVERRIDE = "override"
    MODEL = "model"


@dataclass(frozen=True)
class Misfit:
    """A part of a model that a target cannot express.

    `id`: of the rule, group or override; "" for the model itself. `why`: a full sentence.
    `instead`: what the export does instead, or the nearest that a person can do. `left_out`: the
    part is not in the export; else it is there in another form.
    """

    part: Part
    id: str
    name: str
    why: str
    instead: str = ""
    left_out: bool = True


@dataclass(frozen=True)
class Adapted:
    """The model as a target has it, and all that this took away or changed.

    What is exported is this model, exactly; what it costs is the difference to the user's.
    """

    model: ScoringModel
    misfits: tuple[Misfit, ...] = ()
