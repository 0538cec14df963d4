"""In which group a candidate goes: with the rules that ask the same, else by who or what it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.leads.text import key
from models.scoring.model import ScoringModel
from models.scoring.rules import Axis, Group
from models.scoring.templates.names import ACTIVITIES, rank
from models.tuning.candidates.found import Found
from models.tuning.fading import fades_by_rules
from models.tuning.lined import types_asked

NAMES = {Axis.FIT: "Fit", Axis.ENGAGEMENT: "Engagement"}


class Homes:
    """The groups of a model that can take candidates, and new ones where it has none."""

    def __init__(self, model: ScoringModel) -> None:
        self._model = model
        ids = model.fresh_ids("g")
        self._new = {axis: Group(next(ids), name, axis=axis) for axis, name in NAMES.items()}

    def of(self, found: Found, points: int) -> Group:
        """The group without its rules. `points`: what would be given."""
        axis = Axis.ENGAGEMENT if engages(found) else Axis.FIT
        open_ = [group for group in self._model.groups if _takes(group, points, found)]
        asked = [(_shared(group, found.of), group) for group in open_]
        most = max((number for number, _ in asked), default=0)
        if most:
            return _bare(next(group for number, group in asked if number == most))
        of_axis = next((group for group in open_ if group.axis is axis), None)
        return self._new[axis] if of_axis is None else _bare(of_axis)


def engages(found: Found) -> bool:
    """Whether it tells what a lead did: an activity, or a field that counts one."""
    return found.engagement or any(
        rank(name, activity) is not None for name in found.of for activity in ACTIVITIES
    )


def _takes(group: Group, points: int, found: Found) -> bool:
    """Whether the points can count there, and the group fades by the same as before."""
    if found.engagement and fades_by_rules(group) is not None:
        return False
    if points > 0 and group.most is not None and group.most <= 0:
        return False
    return not (points < 0 and group.least is not None and group.least >= 0)


def _shared(group: Group, of: Iterable[str]) -> int:
    """How many rules of the group ask for one of the names."""
    wanted = set(map(key, of))
    return sum(
        not wanted.isdisjoint(map(key, (*rule.fields(), *types_asked(rule))))
        for rule in group.rules
    )


def _bare(group: Group) -> Group:
    return replace(group, rules=())
