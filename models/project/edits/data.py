"""Changes of leads and activities, of how their fields are read, of the project's own name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.activity_recipe import ActivityRecipe
from models.leads.deals import DealRecipe
from models.leads.fields import Input, Recipe, Role
from models.leads.stages import Stage
from models.project.document import LeftOut, Merges, Project, Source
from models.project.edits.base import Alone


@dataclass(frozen=True)
class SetLeads(Alone):
    """Take an imported table and its recipe as the project's leads.

    `merges`: its duplicated leads; None: none of them become one. `stages` None: as they are.
    """

    source: Source
    recipe: Recipe
    merges: Merges | None = None
    stages: tuple[Stage, ...] | None = None

    def apply(self, project: Project) -> Project:
        stages = project.stages if self.stages is None else self.stages
        return replace(
            project, source=self.source, recipe=self.recipe, merges=self.merges, stages=stages
        )

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
class IgnoreFields(Alone):
    """Leave several fields out at once, in one step."""

    names: tuple[str, ...]

    def apply(self, project: Project) -> Project:
        inputs = tuple(
            replace(item, role=Role.IGNORED) if item.name in self.names else item
            for item in project.recipe
        )
        return replace(project, recipe=Recipe(inputs))

    def label(self, before: Project) -> str:
        if len(self.names) == 1:
            return f"Leave out {self.names[0]}"
        return f"Leave out {len(self.names):,} fields"


@dataclass(frozen=True)
class SetActivities(Alone):
    """Take an imported table and its recipe as the activities of the leads; None: have none."""

    source: Source | None
    recipe: ActivityRecipe

    def apply(self, project: Project) -> Project:
        return replace(project, activities=self.source, activity_recipe=self.recipe)

    def label(self, before: Project) -> str:
        if self.source is None:
            return "Remove activities"
        return f"Load activities from {self.source.file}"


@dataclass(frozen=True)
class ChangeActivities:
    """Read the activities otherwise: their fields, or what preparation leaves out."""

    recipe: ActivityRecipe

    def apply(self, project: Project) -> Project:
        return replace(project, activity_recipe=self.recipe)

    def label(self, before: Project) -> str:
        was, now = before.activity_recipe, self.recipe
        if was.without_machine_clicks != now.without_machine_clicks:
            done = "leave out" if now.without_machine_clicks else "count"
            return f"Activities: {done} suspected machine clicks"
        if was.identical_once != now.identical_once:
            return f"Activities: count identical rows {'once' if now.identical_once else 'again'}"
        for item in now:
            old = next((other for other in was if other.name == item.name), None)
            if old is not None and old.role is not item.role and item.role is not Role.FIELD:
                return f"Activities, {item.name}: {item.role}"
            if old is not None and old.kind is not item.kind:
                return f"Activities, {item.name}: read as {item.kind}"
        return "Activities: read otherwise"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("activities",)


@dataclass(frozen=True)
class SetAccounts(Alone):
    """Take an imported table and its recipe as the accounts of the leads; None: have none."""

    source: Source | None
    recipe: Recipe

    def apply(self, project: Project) -> Project:
        return replace(project, accounts=self.source, account_recipe=self.recipe)

    def label(self, before: Project) -> str:
        if self.source is None:
            return "Remove the table of accounts"
        return f"Load accounts from {self.source.file}"


@dataclass(frozen=True)
class ChangeAccountInput:
    """Read a field of the accounts otherwise; the role of the name or the outcome moves to it."""

    input: Input

    def apply(self, project: Project) -> Project:
        return replace(project, account_recipe=project.account_recipe.changed(self.input))

    def label(self, before: Project) -> str:
        name = self.input.name
        was = next((i for i in before.account_recipe if i.name == name), None)
        if was is not None and was.role is not self.input.role and self.input.role is Role.ID:
            return f"Accounts: named by {name}"
        if was is not None and was.kind is not self.input.kind:
            return f"Accounts, {name}: read as {self.input.kind}"
        return f"Accounts, {name}: read otherwise"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("account input", self.input.name)


@dataclass(frozen=True)
class SetDeals(Alone):
    """Take an imported table and its recipe as the deals of the leads; None: have none."""

    source: Source | None
    recipe: DealRecipe

    def apply(self, project: Project) -> Project:
        return replace(project, deals=self.source, deal_recipe=self.recipe)

    def label(self, before: Project) -> str:
        if self.source is None:
            return "Remove the deals"
        return f"Load deals from {self.source.file}"


@dataclass(frozen=True)
class ChangeDeals:
    """Read the deals otherwise: their fields, which stages end one, what they say of leads."""

    recipe: DealRecipe

    def apply(self, project: Project) -> Project:
        return replace(project, deal_recipe=self.recipe)

    def label(self, before: Project) -> str:
        was, now = before.deal_recipe, self.recipe
        if was.says_outcome != now.says_outcome:
            return f"Deals {'tell' if now.says_outcome else 'do not tell'} the outcome"
        if was.joined_to != now.joined_to:
            return f"Deals: joined by {now.joined_to or 'the lead id'}"
        if was.without_is_no != now.without_is_no:
            return f"Leads without a deal: {'not converted' if now.without_is_no else 'unknown'}"
        if (was.won, was.lost) != (now.won, now.lost):
            return "Deals: stages that are won and lost"
        for item in now:
            old = next((other for other in was if other.name == item.name), None)
            if old is not None and old.role is not item.role and item.role is not Role.FIELD:
                return f"Deals, {item.name}: {item.role}"
            if old is not None and old.kind is not item.kind:
                return f"Deals, {item.name}: read as {item.kind}"
        return "Deals: read otherwise"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("deals",)


@dataclass(frozen=True)
class ChangeStages(Alone):
    """Other stages before the outcome, in the order of the funnel."""

    stages: tuple[Stage, ...]

    def apply(self, project: Project) -> Project:
        return replace(project, stages=self.stages)

    def label(self, before: Project) -> str:
        return "Stages before the outcome"


@dataclass(frozen=True)
class ChangeLeftOut:
    """Leave other leads out of scoring."""

    left_out: tuple[LeftOut, ...]

    def apply(self, project: Project) -> Project:
        return replace(project, left_out=self.left_out)

    def label(self, before: Project) -> str:
        was = {item.name: item for item in before.left_out}
        now = {item.name: item for item in self.left_out}
        for name in now:
            if name not in was or (was[name].muted and not now[name].muted):
                return f"Leave out: {name}"
        for name in was:
            if name not in now or (now[name].muted and not was[name].muted):
                return f"Score again: {name}"
        return "Leads that are left out"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("left out",)


@dataclass(frozen=True)
class ChangeMerges(Alone):
    """Merge duplicated leads, keep some of them apart, or take it back (None)."""

    merges: Merges | None

    def apply(self, project: Project) -> Project:
        return replace(project, merges=self.merges)

    def label(self, before: Project) -> str:
        was, now = before.merges, self.merges
        apart_was = set() if was is None else set(was.rule.apart)
        apart_now = set() if now is None else set(now.rule.apart)
        if more := len(apart_now - apart_was):
            return f"Keep {more:,} {'lead' if more == 1 else 'leads'} apart"
        same = (() if was is None else was.groups) == (() if now is None else now.groups)
        if same and (fewer := len(apart_was - apart_now)):
            return f"Compare {fewer:,} {'lead' if fewer == 1 else 'leads'} again"
        if now is None or not now.groups:
            return "Undo the merge of duplicated leads"
        groups = len(now.groups)
        return f"Merge {groups:,} {'group' if groups == 1 else 'groups'} of duplicated leads"


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
