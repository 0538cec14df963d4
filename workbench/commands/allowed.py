"""What `leadbench tune` may change: what the project allows, overruled by what is said."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from models.scoring.model import ScoringModel
from models.tuning.wishes import Wishes
from workbench.commands.sources import is_project, wishes_in


@dataclass(frozen=True)
class Allowed:
    """What the options say; None: nothing. Named as in `Wishes`."""

    step: int | None = None
    least: int | None = None
    most: int | None = None
    most_lines: int | None = None
    per_field: int | None = None
    per_group: int | None = None
    most_changed: int | None = None
    most_moved: float | None = None
    signs: bool | None = None
    ladders: bool | None = None
    proposals: bool | None = None

    def over(self, own: Wishes) -> Wishes:
        """These wishes with what the options say."""
        said = {name: value for name, value in vars(self).items() if value is not None}
        return replace(own, **said)


def allowed_by(chosen: argparse.Namespace) -> Allowed:
    """What the options say."""
    return Allowed(
        chosen.step,
        chosen.least,
        chosen.most,
        chosen.most_rules,
        chosen.per_field,
        chosen.per_group,
        chosen.most_changed,
        None if chosen.most_moved is None else chosen.most_moved / 100,
        chosen.signs,
        chosen.ladders,
        chosen.propose,
    )


def own_wishes(path: Path | None, model: ScoringModel) -> Wishes:
    """What holds where nothing is said: the page Tune of the project; of a model's file the points
    are free, and without any model all rules are proposed.
    """
    if path is not None and is_project(path):
        return wishes_in(path, model)
    return Wishes(signs=False, ladders=False, proposals=path is None)
