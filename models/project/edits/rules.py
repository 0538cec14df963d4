"""Changes of rules: their points and conditions, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.project.document import Project
from models.project.edits.base import Alone, EditError, group_of, model_of, rule_of, with_group
from models.scoring.model import Award, ByCount, ByValue, PerOccurrence, Points, Rule
from models.signs import signed


@dataclass(frozen=True)
class SetPoints:
    """Give a rule other points; `entry` names the entry of points by value, range or count."""

    model: str
    rule: str
    points: int
    entry: int | None = None

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        rule = rule_of(model, self.rule)
        return project.with_model(model.with_rule(replace(rule, award=self.award(rule))))

    def award(self, rule: Rule) -> Award:
        """The rule's points after the change."""
        award = rule.award
        if isinstance(award, Points | PerOccurrence):
            return replace(award, points=self.points)
        if self.entry is None or not 0 <= self.entry < len(award.entries):
            raise EditError(f"no entry {self.entry} in rule {rule.id}")
        if isinstance(award, ByValue):
            values = list(award.entries)
            values[self.entry] = replace(values[self.entry], points=self.points)
            return replace(award, entries=tuple(values))
        if isinstance(award, ByCount):
            steps = list(award.entries)
            steps[self.entry] = replace(steps[self.entry], points=self.points)
            return replace(award, entries=tuple(steps))
        ranges = list(award.entries)
        ranges[self.entry] = replace(ranges[self.entry], points=self.points)
        return replace(award, entries=tuple(ranges))

    def label(self, before: Project) -> str:
        rule = rule_of(model_of(before, self.model), self.rule)
        if isinstance(rule.award, Points | PerOccurrence):
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
        model = model_of(project, self.model)
        rule_of(model, self.rule.id)
        return project.with_model(model.with_rule(self.rule))

    def label(self, before: Project) -> str:
        was = rule_of(model_of(before, self.model), self.rule.id)
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
class AddRules(Alone):
    """Put rules into a group at a position (also for clone and paste). Their ids must be new."""

    model: str
    group: str
    index: int
    rules: tuple[Rule, ...]

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        group = group_of(model, self.group)
        if any(model.rule(rule.id) for rule in self.rules):
            raise EditError("a rule of that id is there already")
        index = max(0, min(self.index, len(group.rules)))
        rules = (*group.rules[:index], *self.rules, *group.rules[index:])
        return project.with_model(with_group(model, replace(group, rules=rules)))

    def label(self, before: Project) -> str:
        if len(self.rules) == 1:
            return f"Add {self.rules[0].name}"
        return f"Add {len(self.rules)} rules"


@dataclass(frozen=True)
class RemoveRule(Alone):
    """Take a rule out of the model."""

    model: str
    rule: str

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        group = model.group_of(self.rule)
        if group is None:
            raise EditError(f"no rule {self.rule}")
        rules = tuple(rule for rule in group.rules if rule.id != self.rule)
        return project.with_model(with_group(model, replace(group, rules=rules)))

    def label(self, before: Project) -> str:
        return f"Remove {rule_of(model_of(before, self.model), self.rule).name}"


@dataclass(frozen=True)
class MoveRule(Alone):
    """Put a rule at a position of a group, its own or another; the position after taking it out."""

    model: str
    rule: str
    group: str
    index: int

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model)
        rule = rule_of(model, self.rule)
        group_of(model, self.group)
        groups = []
        for group in model.groups:
            rules = [item for item in group.rules if item.id != self.rule]
            if group.id == self.group:
                rules.insert(max(0, min(self.index, len(rules))), rule)
            groups.append(replace(group, rules=tuple(rules)))
        return project.with_model(replace(model, groups=tuple(groups)))

    def label(self, before: Project) -> str:
        return f"Move {rule_of(model_of(before, self.model), self.rule).name}"
