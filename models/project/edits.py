"""Every change to a project as a value: `apply` makes the project after, `label` says what it did.

The same values are the undo steps, the journal on disk and the history list. `merge_key`: two
edits in a row with the same key, made within one gesture, become one step (a drag). An edit that
names something that is not there raises EditError; one that changes nothing returns an equal
project.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from models.leads.fields import Input, Recipe
from models.project.document import Project, Source, Version
from models.scoring.model import (
    Band,
    ByRange,
    ByValue,
    Group,
    Override,
    Points,
    Rule,
    ScoringModel,
)
from models.signs import signed


class EditError(Exception):
    """The edit names a model, group or rule that the project does not have: a bug, not a fault."""


class Edit(Protocol):
    """A change as a value."""

    def apply(self, project: Project) -> Project:
        """The project after the change."""
        ...

    def label(self, before: Project) -> str:
        """What is done, in words for the undo menu and the history."""
        ...

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        """Edits of one gesture share it; None never merges."""
        ...


class _Alone:
    """An edit that is always a step of its own."""

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return None


def _model(project: Project, model_id: str) -> ScoringModel:
    model = project.find(model_id)
    if model is None:
        raise EditError(f"no model {model_id}")
    return model


def _rule(model: ScoringModel, rule_id: str) -> Rule:
    rule = model.rule(rule_id)
    if rule is None:
        raise EditError(f"no rule {rule_id}")
    return rule


def _group(model: ScoringModel, group_id: str) -> Group:
    group = model.group(group_id)
    if group is None:
        raise EditError(f"no group {group_id}")
    return group


def _with_group(model: ScoringModel, group: Group) -> ScoringModel:
    return replace(model, groups=tuple(group if g.id == group.id else g for g in model.groups))


# Rules


@dataclass(frozen=True)
class SetPoints:
    """Give a rule other points; `entry` names the entry of points by value or by range."""

    model: str
    rule: str
    points: int
    entry: int | None = None

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        rule = _rule(model, self.rule)
        return project.with_model(model.with_rule(replace(rule, award=self.award(rule))))

    def award(self, rule: Rule) -> Points | ByValue | ByRange:
        """The rule's points after the change."""
        award = rule.award
        if isinstance(award, Points):
            return Points(self.points)
        if self.entry is None or not 0 <= self.entry < len(award.entries):
            raise EditError(f"no entry {self.entry} in rule {rule.id}")
        if isinstance(award, ByValue):
            values = list(award.entries)
            values[self.entry] = replace(values[self.entry], points=self.points)
            return replace(award, entries=tuple(values))
        ranges = list(award.entries)
        ranges[self.entry] = replace(ranges[self.entry], points=self.points)
        return replace(award, entries=tuple(ranges))

    def label(self, before: Project) -> str:
        rule = _rule(_model(before, self.model), self.rule)
        if isinstance(rule.award, Points):
            was = rule.award.points
        else:
            was = rule.award.entries[self.entry or 0].points
        return f"{rule.name}: {signed(was)} \u2192 {signed(self.points)}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("points", self.model, self.rule, str(self.entry))


@dataclass(frozen=True)
class ChangeRule:
    """Replace the rule of that id: its condition, points, name, note."""

    model: str
    rule: Rule

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        _rule(model, self.rule.id)
        return project.with_model(model.with_rule(self.rule))

    def label(self, before: Project) -> str:
        was = _rule(_model(before, self.model), self.rule.id)
        same = (was.when, was.award) == (self.rule.when, self.rule.award)
        # A name that nobody gave follows the condition: that is no renaming.
        if was.name != self.rule.name and same:
            return f"Rename {was.name} to {self.rule.name}"
        if was.muted != self.rule.muted:
            return f"{'Mute' if self.rule.muted else 'Unmute'} {was.name}"
        if was.when != self.rule.when:
            return f"Change the condition of {was.name}"
        if was.award != self.rule.award:
            return f"Change the points of {was.name}"
        if was.note != self.rule.note:
            return f"Note on {was.name}"
        return f"Change {was.name}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("rule", self.model, self.rule.id)


@dataclass(frozen=True)
class AddRules(_Alone):
    """Put rules into a group at a position (also for clone and paste). Their ids must be new."""

    model: str
    group: str
    index: int
    rules: tuple[Rule, ...]

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        group = _group(model, self.group)
        if any(model.rule(rule.id) for rule in self.rules):
            raise EditError("a rule of that id is there already")
        index = max(0, min(self.index, len(group.rules)))
        rules = (*group.rules[:index], *self.rules, *group.rules[index:])
        return project.with_model(_with_group(model, replace(group, rules=rules)))

    def label(self, before: Project) -> str:
        if len(self.rules) == 1:
            return f"Add {self.rules[0].name}"
        return f"Add {len(self.rules)} rules"


@dataclass(frozen=True)
class RemoveRule(_Alone):
    """Take a rule out of the model."""

    model: str
    rule: str

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        group = model.group_of(self.rule)
        if group is None:
            raise EditError(f"no rule {self.rule}")
        rules = tuple(rule for rule in group.rules if rule.id != self.rule)
        return project.with_model(_with_group(model, replace(group, rules=rules)))

    def label(self, before: Project) -> str:
        return f"Remove {_rule(_model(before, self.model), self.rule).name}"


@dataclass(frozen=True)
class MoveRule(_Alone):
    """Put a rule at a position of a group, its own or another; the position after taking it out."""

    model: str
    rule: str
    group: str
    index: int

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        rule = _rule(model, self.rule)
        _group(model, self.group)
        groups = []
        for group in model.groups:
            rules = [item for item in group.rules if item.id != self.rule]
            if group.id == self.group:
                rules.insert(max(0, min(self.index, len(rules))), rule)
            groups.append(replace(group, rules=tuple(rules)))
        return project.with_model(replace(model, groups=tuple(groups)))

    def label(self, before: Project) -> str:
        return f"Move {_rule(_model(before, self.model), self.rule).name}"


# Groups


@dataclass(frozen=True)
class AddGroup(_Alone):
    """Put a group at a position of the model."""

    model: str
    group: Group
    index: int

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        groups = list(model.groups)
        groups.insert(max(0, min(self.index, len(groups))), self.group)
        return project.with_model(replace(model, groups=tuple(groups)))

    def label(self, before: Project) -> str:
        return f"Add group {self.group.name}"


@dataclass(frozen=True)
class ChangeGroup:
    """Change a group's name, axis, category, limits or note; its rules stay as they are."""

    model: str
    group: Group

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        was = _group(model, self.group.id)
        return project.with_model(_with_group(model, replace(self.group, rules=was.rules)))

    def label(self, before: Project) -> str:
        was = _group(_model(before, self.model), self.group.id)
        if (was.least, was.most) != (self.group.least, self.group.most):
            return f"Limits of {was.name}"
        if was.name != self.group.name:
            return f"Rename group {was.name} to {self.group.name}"
        return f"Change group {was.name}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("group", self.model, self.group.id)


@dataclass(frozen=True)
class RemoveGroup(_Alone):
    """Take a group and its rules out of the model."""

    model: str
    group: str

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        _group(model, self.group)
        groups = tuple(group for group in model.groups if group.id != self.group)
        return project.with_model(replace(model, groups=groups))

    def label(self, before: Project) -> str:
        return f"Remove group {_group(_model(before, self.model), self.group).name}"


@dataclass(frozen=True)
class MoveGroup(_Alone):
    """Put a group at another position."""

    model: str
    group: str
    index: int

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        group = _group(model, self.group)
        groups = [item for item in model.groups if item.id != self.group]
        groups.insert(max(0, min(self.index, len(groups))), group)
        return project.with_model(replace(model, groups=tuple(groups)))

    def label(self, before: Project) -> str:
        return f"Move group {_group(_model(before, self.model), self.group).name}"


# Bands, overrides, the model itself


@dataclass(frozen=True)
class MoveThreshold:
    """Move a band's threshold; it stays between its neighbours. The first band has none to move."""

    model: str
    band: int
    threshold: int

    def apply(self, project: Project) -> Project:
        model = _model(project, self.model)
        if not 0 < self.band < len(model.bands):
            raise EditError(f"no threshold {self.band}")
        low = model.bands[self.band - 1].threshold + 1
        last = self.band == len(model.bands) - 1
        high = model.scale.most if last else model.bands[self.band + 1].threshold - 1
        threshold = max(low, min(high, self.threshold))
        bands = list(model.bands)
        bands[self.band] = replace(bands[self.band], threshold=threshold)
        return project.with_model(replace(model, bands=tuple(bands)))

    def label(self, before: Project) -> str:
        band = _model(before, self.model).bands[self.band]
        return f"{band.name} from {band.threshold} \u2192 {self.threshold}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("threshold", self.model, str(self.band))


@dataclass(frozen=True)
class ChangeBands:
    """Replace all bands: add, remove, rename, choose the MQL band."""

    model: str
    bands: tuple[Band, ...]

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(_model(project, self.model), bands=self.bands))

    def label(self, before: Project) -> str:
        return "Change the bands"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("bands", self.model)


@dataclass(frozen=True)
class ChangeOverrides:
    """Replace the list of overrides."""

    model: str
    overrides: tuple[Override, ...]

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(_model(project, self.model), overrides=self.overrides))

    def label(self, before: Project) -> str:
        was = len(_model(before, self.model).overrides)
        if len(self.overrides) > was:
            return f"Add override {self.overrides[-1].name}"
        return "Remove an override" if len(self.overrides) < was else "Change an override"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("overrides", self.model)


@dataclass(frozen=True)
class ChangeModel:
    """Change name, notes, base, scale, as-of day or zone; groups, bands and overrides stay."""

    model: ScoringModel

    def apply(self, project: Project) -> Project:
        was = _model(project, self.model.id)
        after = replace(self.model, groups=was.groups, bands=was.bands, overrides=was.overrides)
        return project.with_model(after)

    def label(self, before: Project) -> str:
        was = _model(before, self.model.id)
        if was.name != self.model.name:
            return f"Rename model to {self.model.name}"
        if was.base != self.model.base:
            return f"Base {signed(was.base)} \u2192 {signed(self.model.base)}"
        if was.notes != self.model.notes:
            return f"Note on {was.name}"
        if was.as_of != self.model.as_of:
            return "Change the as-of day"
        return f"Change {was.name}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("model", self.model.id)


@dataclass(frozen=True)
class AddModel(_Alone):
    """Add a model (new, duplicated, opened from a file) and choose it."""

    model: ScoringModel

    def apply(self, project: Project) -> Project:
        if project.find(self.model.id):
            raise EditError(f"model {self.model.id} is there already")
        return replace(project, models=(*project.models, self.model), chosen=self.model.id)

    def label(self, before: Project) -> str:
        return f"Add model {self.model.name}"


@dataclass(frozen=True)
class ReplaceModel(_Alone):
    """Put a whole model in the place of the one with its id: restore a version, a template."""

    model: ScoringModel
    why: str = "Restore a version"

    def apply(self, project: Project) -> Project:
        _model(project, self.model.id)
        return project.with_model(self.model)

    def label(self, before: Project) -> str:
        return self.why


@dataclass(frozen=True)
class RemoveModel(_Alone):
    """Take a model out of the project; its versions stay. The last one cannot go."""

    model: str

    def apply(self, project: Project) -> Project:
        _model(project, self.model)
        models = tuple(model for model in project.models if model.id != self.model)
        if not models:
            return project
        chosen = project.chosen if project.chosen != self.model else models[0].id
        return replace(project, models=models, chosen=chosen)

    def label(self, before: Project) -> str:
        return f"Remove model {_model(before, self.model).name}"


@dataclass(frozen=True)
class ChooseModel(_Alone):
    """Show another model."""

    model: str

    def apply(self, project: Project) -> Project:
        _model(project, self.model)
        return replace(project, chosen=self.model)

    def label(self, before: Project) -> str:
        return f"Show model {_model(before, self.model).name}"


# Versions, data, the project


@dataclass(frozen=True)
class NameVersion(_Alone):
    """Keep the model as it is now under a name."""

    model: str
    id: str
    name: str
    time: str
    author: str

    def apply(self, project: Project) -> Project:
        version = Version(self.id, self.name, self.time, self.author, _model(project, self.model))
        return replace(project, versions=(*project.versions, version))

    def label(self, before: Project) -> str:
        return f"Save version {self.name}"


@dataclass(frozen=True)
class RemoveVersion(_Alone):
    """Drop a named version."""

    id: str

    def apply(self, project: Project) -> Project:
        return replace(project, versions=tuple(v for v in project.versions if v.id != self.id))

    def label(self, before: Project) -> str:
        name = next((v.name for v in before.versions if v.id == self.id), self.id)
        return f"Remove version {name}"


@dataclass(frozen=True)
class SetLeads(_Alone):
    """Take an imported table and its recipe as the project's leads."""

    source: Source
    recipe: Recipe

    def apply(self, project: Project) -> Project:
        return replace(project, source=self.source, recipe=self.recipe)

    def label(self, before: Project) -> str:
        return f"Load leads from {self.source.file}"


@dataclass(frozen=True)
class ChangeInput:
    """Read a field otherwise: its kind, role, marks, words; a unique role moves to it."""

    input: Input

    def apply(self, project: Project) -> Project:
        return replace(project, recipe=project.recipe.changed(self.input))

    def label(self, before: Project) -> str:
        was = next((i for i in before.recipe if i.name == self.input.name), None)
        if was is not None and was.kind is not self.input.kind:
            return f"{self.input.name}: read as {self.input.kind}"
        if was is not None and was.role is not self.input.role:
            return f"{self.input.name}: {self.input.role}"
        return f"{self.input.name}: read otherwise"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("input", self.input.name)


@dataclass(frozen=True)
class ChangeProject:
    """Rename the project or change its notes."""

    name: str
    notes: str

    def apply(self, project: Project) -> Project:
        return replace(project, name=self.name, notes=self.notes)

    def label(self, before: Project) -> str:
        return f"Rename project to {self.name}" if before.name != self.name else "Project notes"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("project",)


AnyEdit = (
    SetPoints
    | ChangeRule
    | AddRules
    | RemoveRule
    | MoveRule
    | AddGroup
    | ChangeGroup
    | RemoveGroup
    | MoveGroup
    | MoveThreshold
    | ChangeBands
    | ChangeOverrides
    | ChangeModel
    | AddModel
    | ReplaceModel
    | RemoveModel
    | ChooseModel
    | NameVersion
    | RemoveVersion
    | SetLeads
    | ChangeInput
    | ChangeProject
)
