"""Changes of what tuning may do to a model, and the taking of what it found."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from models.leads.wording import count_of, figure
from models.project.document import Project, Version
from models.project.edits.base import Alone, EditError, model_of
from models.scoring.model import Group, ScoringModel
from models.tuning.wishes import Wishes


@dataclass(frozen=True)
class ChangeWishes:
    """Say anew what is wished of the tuning of a model."""

    model_id: str
    wishes: Wishes

    def apply(self, project: Project) -> Project:
        others = tuple(item for item in project.wishes if item[0] != self.model_id)
        if self.wishes == project.wishes_of(self.model_id):
            return project
        said = others if self.wishes == Wishes() else (*others, (self.model_id, self.wishes))
        return replace(project, wishes=said)

    def label(self, before: Project) -> str:
        was, now = before.wishes_of(self.model_id), self.wishes
        if set(was.refused) != set(now.refused) and replace(was, refused=now.refused) == now:
            return _refusal(was.refused, now.refused)
        changed = [f.name for f in fields(Wishes) if getattr(was, f.name) != getattr(now, f.name)]
        if len(changed) != 1 or changed[0] not in _NAMES:
            return "What tuning may change"
        value = getattr(now, changed[0])
        said = "any number" if value is None else figure(value)
        return f"Tuning: {_NAMES[changed[0]]} {said}"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("wishes", self.model_id)


def _refusal(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """What is refused, or is welcome again."""
    gone, back = sorted(set(after) - set(before)), sorted(set(before) - set(after))
    verb, which = ("Refuse", gone) if gone else ("Bring back", back)
    return f"{verb} {which[0]}" if len(which) == 1 else f"{verb} {count_of(len(which), 'rule')}"


_NAMES = {
    "step": "points in steps of",
    "least": "points from",
    "most": "points to",
    "most_lines": "most lines",
}


@dataclass(frozen=True)
class TakeTuned(Alone):
    """Put a tuned or a simpler model in the place of the one it came from, kept as a version.

    `changes`: how many there are, `what`: what one of them is called.
    """

    model: ScoringModel
    version: Version
    changes: int = 0
    what: str = "tuned change"

    def apply(self, project: Project) -> Project:
        model_of(project, self.model.id)
        return replace(project.with_model(self.model), versions=(*project.versions, self.version))

    def label(self, before: Project) -> str:
        return f"Take {count_of(self.changes, self.what)}"


@dataclass(frozen=True)
class AcceptProposed(Alone):
    """Add proposed rules to the ends of their groups. `groups`: each with the rules that come; one
    that is not there yet comes along. The ids of the rules must be new.
    """

    model_id: str
    groups: tuple[Group, ...]

    def apply(self, project: Project) -> Project:
        model = model_of(project, self.model_id)
        if any(model.rule(rule.id) for group in self.groups for rule in group.rules):
            raise EditError("a rule of that id is there already")
        come = {group.id: group for group in self.groups}
        groups = [
            replace(group, rules=(*group.rules, *come.pop(group.id).rules))
            if group.id in come
            else group
            for group in model.groups
        ]
        return project.with_model(replace(model, groups=(*groups, *come.values())))

    def label(self, before: Project) -> str:
        rules = [rule for group in self.groups for rule in group.rules]
        if len(rules) == 1:
            return f"Accept {rules[0].name}"
        return f"Accept {count_of(len(rules), 'proposed rule')}"
