"""What a hand drags: the one number that differs between two models."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.edits import SetPoints
from models.scoring.model import PerOccurrence, Points, Rule, ScoringModel


@dataclass(frozen=True)
class Change:
    """A drag: the points of a rule or of one entry of it, or (no rule) the thresholds."""

    rule: str = ""
    entry: int | None = None
    points: int = 0

    @property
    def what(self) -> tuple[str, int | None]:
        """What is dragged, whatever the points."""
        return self.rule, self.entry


def what_differs(before: ScoringModel, after: ScoringModel) -> Change | None:
    """The one number that differs between two models, if a cube can follow it."""
    if replace(before, bands=after.bands) == after:
        names = [(band.name, band.mql) for band in before.bands]
        same = names == [(band.name, band.mql) for band in after.bands]
        return Change() if same and before.bands != after.bands else None
    pairs = [
        (old, new)
        for one, other in zip(before.groups, after.groups, strict=False)
        if one is not other
        for old, new in zip(one.rules, other.rules, strict=False)
        if old is not new and old != new
    ]
    if len(pairs) != 1:
        return None
    old, new = pairs[0]
    if old.muted or old.id != new.id or after.with_rule(old) != before:
        return None
    if isinstance(new.award, Points | PerOccurrence):
        edit = SetPoints(after.id, new.id, new.award.points)
        whole = isinstance(old.award, type(new.award)) and edit.award(old) == new.award
        same = whole and replace(new, award=old.award) == old
        return Change(new.id, None, new.award.points) if same else None
    if len(_points_of(old)) != len(_points_of(new)):  # an entry came or went
        return None
    for place, points in enumerate(_points_of(new)):
        edit = SetPoints(after.id, new.id, points, place)
        if edit.award(old) == new.award:
            return Change(new.id, place, points)
    return None


def _points_of(rule: Rule) -> tuple[int, ...]:
    award = rule.award
    if isinstance(award, Points | PerOccurrence):
        return ()
    return tuple(entry.points for entry in award.entries)
