"""The session: the one mutable thing: the project with its history, the leads, what is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from models.leads.accounts import Accounts
from models.leads.activities import Activities
from models.leads.deals import Deals
from models.leads.raw import RawTable
from models.leads.table import Leads
from models.project.document import Project
from models.project.edits import AnyEdit
from models.project.history import History
from models.project.population import Population, population_of
from models.scoring.model import ScoringModel
from workbench.activity_matching import ActivityMatching, MatchKey
from workbench.chosen import Chosen, chosen_of
from workbench.deal_joining import DealJoining, JoinKey


@dataclass(frozen=True)
class Baseline:
    """What "changed" is measured against: a model as it was, and what to call it."""

    model: ScoringModel
    name: str


def now() -> str:
    """The time as it is written into the journal: ISO, UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


class Session(QObject):
    """The one door for changing the project, and the selection of the whole window."""

    opened = Signal()
    project_changed = Signal(object, object)
    edited = Signal(object)
    leads_changed = Signal()
    baseline_changed = Signal()
    rule_chosen = Signal(str)
    lead_chosen = Signal(int)
    leads_chosen = Signal(object)
    matching_failed = Signal(object)

    def __init__(self, author: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.author = author
        self.history: History | None = None
        self.population: Population | None = None
        self.earlier: tuple[str, Leads] | None = None
        """The leads that others took the place of, and the fingerprint of their table."""
        self.tables: dict[str, RawTable] = {}
        self._read: dict[str, Leads] = {}
        self._matching = ActivityMatching(self)
        self._matching.done.connect(self._matched)
        self._matching.failed.connect(self.matching_failed)
        self._joining = DealJoining(self)
        self._joining.done.connect(self._matched)
        self._joining.failed.connect(self.matching_failed)
        self.rule = ""
        self.lead = -1
        """The row, among all leads that the session scores, of the lead that every page shows."""
        self.chosen: Chosen | None = None
        self._compared: str = ""
        self._gesture = 0

    # The project

    @property
    def project(self) -> Project | None:
        """The project as it is now; None on the welcome page."""
        return None if self.history is None else self.history.project

    @property
    def model(self) -> ScoringModel | None:
        """The chosen scoring model."""
        return None if self.project is None else self.project.model

    @property
    def saved(self) -> Project | None:
        """The project as of the last save."""
        return None if self.history is None else self.history.saved

    @property
    def leads(self) -> Leads | None:
        """The leads that are scored; None without a table."""
        return None if self.population is None else self.population.leads

    @property
    def whole(self) -> Leads | None:
        """All leads of the table, also those that are not scored."""
        return None if self.population is None else self.population.whole

    @property
    def matching(self) -> bool:
        """Whether the activities are being matched to the leads; `leads_changed` tells the end."""
        return self._matching.busy

    @property
    def joining(self) -> bool:
        """Whether the deals are being joined to the leads; `leads_changed` tells the end."""
        return self._joining.busy

    @property
    def activity_table(self) -> RawTable | None:
        """The imported activities; None where the project has none or the file lacks them."""
        source = None if self.project is None else self.project.activities
        return None if source is None else self.tables.get(source.table)

    def open(
        self,
        history: History | None,
        raw: RawTable | None = None,
        leads: Leads | None = None,
        activities: RawTable | None = None,
        accounts: RawTable | None = None,
        deals: RawTable | None = None,
    ) -> None:
        """Show another project, or none; `leads` where they were read out of the way already.

        `activities`, `accounts` and `deals` are the imported tables; leads that were read have
        theirs.
        """
        before = self.project
        self.history = history
        tables = (raw, activities, accounts, deals)
        self.tables = {item.fingerprint: item for item in tables if item is not None}
        self.earlier = None
        self._matching.forget()
        self._joining.forget()
        self.rule, self.lead, self._compared = "", -1, ""
        self._read = {} if leads is None else {leads.raw.fingerprint: leads}
        self._keep_match(leads, activities)
        self._keep_join(leads, deals)
        self.population = None
        self._look_at_leads()
        self.opened.emit()
        self._tell_leads()
        self.baseline_changed.emit()
        if self.project is not None:
            self.project_changed.emit(before, self.project)

    def gesture(self) -> int:
        """A number for edits that belong together as one step."""
        self._gesture += 1
        return -self._gesture

    def apply(self, edit: AnyEdit, gesture: int = 0) -> bool:
        """Change the project by an edit. False if nothing changed. Gesture 0 never merges."""
        if self.history is None:
            return False
        name = str(gesture) if gesture else ""
        return self._take(self.history.apply(edit, name, now(), self.author))

    def undo(self) -> None:
        """Take the last step back."""
        if self.history is not None:
            self._take(self.history.undo(now(), self.author))

    def redo(self) -> None:
        """Do the step again that was taken back."""
        if self.history is not None:
            self._take(self.history.redo(now(), self.author))

    def go_to(self, done: int) -> None:
        """Undo or redo until so many steps are done."""
        while self.history is not None and len(self.history.done) > max(done, 0):
            self.undo()
        while self.history is not None and len(self.history.done) < done and self.history.undone:
            self.redo()

    def as_saved(self) -> History | None:
        """The history with the project as it is now saved; not taken yet.

        What comes from now on is a step of its own, also while something is being dragged.
        """
        if self.history is None:
            return None
        self.history = self.history.settled()
        return self.history.save(now(), self.author)

    def take_saved(self, history: History) -> None:
        """That history was written: later changes are measured against it, those since too."""
        if self.history is not None:
            self._take(replace(self.history, saved=history.saved, last=None))
            self.baseline_changed.emit()

    def replace_leads(self, leads: Leads, edit: AnyEdit) -> bool:
        """Show other leads; the edit names them and their recipe."""
        if self.history is None:
            return False
        if self.leads is not None and self.project is not None and self.project.source is not None:
            self.earlier = self.project.source.table, self.leads
        self.tables[leads.raw.fingerprint] = leads.raw
        self._read[leads.raw.fingerprint] = leads
        self._keep_match(leads, self.activity_table)
        self._keep_join(leads, self.deal_table)
        return self.apply(edit)

    @property
    def deal_table(self) -> RawTable | None:
        """The imported deals; None where the project has none or the file lacks them."""
        source = None if self.project is None else self.project.deals
        return None if source is None else self.tables.get(source.table)

    @property
    def account_table(self) -> RawTable | None:
        """The imported accounts; None where the project has none or the file lacks them."""
        source = None if self.project is None else self.project.accounts
        return None if source is None else self.tables.get(source.table)

    def replace_accounts(self, raw: RawTable, edit: AnyEdit) -> bool:
        """Show another table of accounts; the edit names it and its recipe."""
        self.tables[raw.fingerprint] = raw
        return self.apply(edit)

    def replace_activities(self, raw: RawTable, leads: Leads, edit: AnyEdit) -> bool:
        """Show other activities; the edit names them and their recipe, `leads` have them."""
        self.tables[raw.fingerprint] = raw
        self._keep_match(leads, raw)
        return self.apply(edit)

    def replace_deals(self, raw: RawTable, leads: Leads, edit: AnyEdit) -> bool:
        """Show other deals; the edit names them and their recipe, `leads` have them."""
        self.tables[raw.fingerprint] = raw
        self._keep_join(leads, raw)
        return self.apply(edit)

    def finish(self) -> None:
        """Stop what is under way; before the application ends."""
        self._matching.finish()
        self._joining.finish()

    def take_tables(self, tables: Iterable[RawTable]) -> None:
        """Have tables at hand that the project names and that were not read before."""
        self.tables.update({table.fingerprint: table for table in tables})
        self._look_at_leads()
        self._tell_leads()

    def _keep_match(self, leads: Leads | None, raw: RawTable | None) -> None:
        """Activities that were matched elsewhere need not be matched again."""
        if raw is not None and leads is not None and leads.activities is not None:
            key = MatchKey.of(raw, leads.activities.recipe, leads, today())
            self._matching.keep(key, leads.activities)

    def _keep_join(self, leads: Leads | None, raw: RawTable | None) -> None:
        """Deals that were joined elsewhere need not be joined again."""
        if raw is not None and leads is not None and leads.deals is not None:
            self._joining.keep(JoinKey.of(raw, leads.deals.recipe, leads), leads.deals)

    def _matched(self) -> None:
        if self.project is not None:
            self._look_at_leads()
            self._tell_leads()

    def _tell_leads(self) -> None:
        """Other leads: those that were chosen are not among them."""
        self.choose_leads(None)
        self.leads_changed.emit()
        if self.lead >= 0:
            self.lead_chosen.emit(self.lead)  # the same lead, in another row perhaps

    def _look_at_leads(self) -> None:
        """Who is scored of the project as it is now; the chosen lead stays the one it was."""
        before = self.population
        whole = None if self.project is None else self._whole_of(self.project)
        if self.project is None or whole is None:
            self.population = None
        else:
            self.population = population_of(self.project, whole, today(), self.population)
        self.lead = _followed(self.lead, before, self.population)

    def _take(self, history: History) -> bool:
        """The one place where the project becomes another."""
        before = self.project
        if history is self.history or before is None:
            return False
        self.history = history
        after = history.project
        read_otherwise = after.recipe != before.recipe or zone_of(after) != zone_of(before)
        others = after.sources != before.sources
        read_otherwise |= after.activity_recipe != before.activity_recipe
        read_otherwise |= after.account_recipe != before.account_recipe
        read_otherwise |= after.deal_recipe != before.deal_recipe
        chosen_otherwise = (after.left_out, after.merges) != (before.left_out, before.merges)
        if others or read_otherwise or chosen_otherwise:
            self._look_at_leads()
            self._tell_leads()
        if after != before:
            self.project_changed.emit(before, after)
            named = (before.chosen, before.versions, before.scenarios)
            if named != (after.chosen, after.versions, after.scenarios):
                self.baseline_changed.emit()
        self.edited.emit(history)
        return True

    def _whole_of(self, project: Project) -> Leads | None:
        """All leads of a project; None where their table is not at hand.

        The columns that were prepared last are kept, so that undo need not read them again.
        """
        raw = None if project.source is None else self.tables.get(project.source.table)
        if raw is None:
            return None
        zone, leads = zone_of(project), self._read.get(raw.fingerprint)
        if leads is None or leads.zone != zone:
            leads = Leads(raw, project.recipe, zone=zone)
        elif leads.recipe != project.recipe:
            leads = leads.read_as(project.recipe)
        leads = leads.with_activities(self._activities_of(project, leads))
        leads = leads.with_accounts(self._accounts_of(project, leads))
        leads = leads.with_deals(self._deals_of(project, leads))
        self._read[raw.fingerprint] = leads
        return leads

    def _activities_of(self, project: Project, leads: Leads) -> Activities | None:
        """The activities of these leads; while they are matched anew those shown before stay."""
        source = project.activities
        raw = None if source is None else self.tables.get(source.table)
        if raw is None:
            return None
        found = self._matching.of(raw, project.activity_recipe, leads, today())
        if found is None and self.matching:
            return leads.activities
        return found

    def _deals_of(self, project: Project, leads: Leads) -> Deals | None:
        """What deals say of these leads; while they are joined anew those shown before stay."""
        source = project.deals
        raw = None if source is None else self.tables.get(source.table)
        if raw is None:
            return None
        found = self._joining.of(raw, project.deal_recipe, leads)
        return leads.deals if found is None and self.joining else found

    def _accounts_of(self, project: Project, leads: Leads) -> Accounts | None:
        """The table of accounts; what is prepared stays while it is read the same way."""
        source = project.accounts
        raw = None if source is None else self.tables.get(source.table)
        if raw is None:
            return None
        held, zone = leads.accounts, zone_of(project)
        if held is not None and held.raw is raw:
            same = held.recipe == project.account_recipe and held.zone == zone
            return held if same else Accounts(raw, project.account_recipe, zone)
        return Accounts(raw, project.account_recipe, zone)

    @property
    def changed(self) -> bool:
        """Whether the project differs from the last save."""
        return self.project != self.saved

    @property
    def model_changed(self) -> bool:
        """Whether the chosen model differs from the last save; showing it alone changes nothing."""
        model, saved = self.model, self.saved
        return model is not None and (saved is None or saved.find(model.id) != model)

    # What is compared with

    @property
    def baseline(self) -> Baseline | None:
        """What was picked, a version or a scenario; else the newest save or version."""
        project, model = self.project, self.model
        if project is None or model is None:
            return None
        for version in project.versions:
            if version.id == self._compared:
                return Baseline(version.model, version.name)
        for scenario in project.scenarios:
            if scenario_key(scenario.id) == self._compared:
                return Baseline(scenario.model, f"scenario {scenario.name}")
        saved = None if self.saved is None else self.saved.find(model.id)
        versions = project.versions_of(model.id)
        if versions:
            newest = versions[-1]
            since_the_save = self.saved is None or newest not in self.saved.versions
            if since_the_save or newest.model == saved:
                return Baseline(newest.model, newest.name)
        return None if saved is None else Baseline(saved, "the last save")

    def compare_with(self, key: str) -> None:
        """Measure against a version, by its id, or a scenario, by its key; "" for the last save."""
        self._compared = key
        self.baseline_changed.emit()

    # Selection

    def choose_rule(self, rule: str) -> None:
        """Make a rule the chosen one."""
        if rule != self.rule:
            self.rule = rule
            self.rule_chosen.emit(rule)

    def choose_lead(self, lead: int) -> None:
        """Make a lead, by its row, the chosen one."""
        if lead != self.lead:
            self.lead = lead
            self.lead_chosen.emit(lead)

    def choose_leads(self, chosen: Chosen | None) -> None:
        """Make leads the chosen ones in every chart and table, or none."""
        if chosen is not None and chosen.leads is not self.leads:
            return  # of leads that are gone
        if chosen is not self.chosen:
            self.chosen = chosen
            self.leads_chosen.emit(chosen)

    def choose_rows(self, words: str, rows: NDArray[np.integer] | NDArray[np.bool_]) -> None:
        """Choose rows of the leads that are scored, or a mask of them; `words` say which."""
        if self.leads is not None:
            self.choose_leads(chosen_of(words, rows, self.leads))


def scenario_key(scenario_id: str) -> str:
    """How a scenario is named where versions and models can be chosen, too."""
    return f"scenario {scenario_id}"


def zone_of(project: Project) -> str:
    """The time zone in which the chosen model counts days."""
    return "UTC" if project.model is None else project.model.zone


def today() -> date:
    """Today by this computer's clock."""
    return datetime.now().astimezone().date()


def _followed(lead: int, before: Population | None, after: Population | None) -> int:
    """Where a lead is among those that are scored now; -1: it is of another table, or left out."""
    if lead < 0 or before is None or after is None or lead >= len(before.rows):
        return -1
    if before.whole.raw.fingerprint != after.whole.raw.fingerprint:
        return -1
    places = np.flatnonzero(after.rows == before.rows[lead])
    return int(places[0]) if len(places) else -1
