"""The Model page: rules at the left, every consequence at the right, live."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from models.evaluation.evaluation import Evaluation
from models.exchange.rule_clipboard import renumbered, rules_from_text, rules_to_text
from models.leads.derived import fields_of_leads
from models.leads.derived_words import as_inputs
from models.leads.fields import Input, Role
from models.leads.table import UNKNOWN
from models.leads.text import key
from models.problems import LeadbenchError, Problem, Severity
from models.project.document import Project
from models.project.edits import AddGroup, AddRules, ChangeWishes, MoveThreshold, RemoveRule
from models.project.start import FIRST_GROUPS
from models.scoring.as_of import as_of_day
from models.scoring.lint.finding import Part, Where
from models.scoring.model import Rule, ScoringModel
from models.tuning.held import holding, holds_of
from models.tuning.reins import Hold
from widgets import theme
from widgets.charts.score_range import score_words
from widgets.editors.around import Around, AsOfFacts
from widgets.editors.model_editor import ModelEditor
from widgets.empty_state import EmptyState
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter, halves
from workbench.chosen import among_all
from workbench.lead_facts import LeadFacts, values_seen
from workbench.live_preview import LivePreview, Preview
from workbench.pages.model.chosen_part import ChosenPart
from workbench.pages.model.condition_counts import ConditionCounts
from workbench.pages.model.preview_panel import PreviewPanel
from workbench.session import Session, today


class ModelPage(QWidget):
    """Wires the editor and the preview to the session; each wish becomes an edit."""

    leads_asked = Signal()
    derived_asked = Signal()
    learn_asked = Signal()
    template_asked = Signal()
    failed = Signal(object)
    note = Signal(str)
    picture_asked = Signal(object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self._facts: LeadFacts | None = None
        self._chosen = ChosenPart()
        self.editor = ModelEditor()
        self.editor.edited.connect(self._session.apply)
        self.editor.chosen.connect(self._session.choose_rule)
        self.editor.requested.connect(self._requested)
        self.panel = PreviewPanel()
        self.panel.threshold_moved.connect(self._move_threshold)
        self.panel.picture_asked.connect(self.picture_asked)
        self.panel.scores_asked.connect(self._choose_scores)
        self.panel.best_asked.connect(self._choose_best)
        self.panel.band_asked.connect(self._choose_band)
        self.nothing = EmptyState(
            "chart",
            "No leads to score yet",
            "Open the export of your CRM to see what each rule finds.",
            "Open leads…",
        )
        self.nothing.asked.connect(self.leads_asked)
        self.right = QStackedWidget()
        # Only in a window too low for sentence, figures and one chart is there anything to scroll.
        self._shown = LowScroll(self.panel)
        self.right.addWidget(self._shown)
        self.right.addWidget(self.nothing)
        self.splitter = PageSplitter(self.editor, self.right, halves, 400, 380)
        self.splitter.setStretchFactor(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)
        theme.observer().changed.connect(self._adopt)
        preview.evaluated.connect(self._show)
        preview.emptied.connect(self._show_without_leads)
        session.project_changed.connect(self._project_changed)
        session.baseline_changed.connect(self._show_model)
        session.rule_chosen.connect(self.editor.choose)
        session.lead_chosen.connect(lambda _lead: self._show_lead())
        session.leads_chosen.connect(lambda _chosen: self._show_chosen())
        if preview.last is not None:
            self._show(preview.last)
        else:
            self._show_without_leads()

    def _adopt(self) -> None:
        self.editor.set_compact(self.height() < theme.px(700))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Denser rows in a small window."""
        super().resizeEvent(event)
        self._adopt()

    def finish(self) -> None:
        """Nothing runs here; before the application ends."""

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    # Showing

    def _show(self, preview: object) -> None:
        if isinstance(preview, Preview):
            self.right.setCurrentWidget(self._shown)
            self.panel.present(preview, self._part_of(preview))
            self._show_model()

    def _show_chosen(self) -> None:
        preview = self._preview.last
        if preview is not None:
            self.panel.present(preview, self._part_of(preview))
            self._show_model()

    def _with_chosen(self, preview: Preview) -> Evaluation:
        """The evaluation with how many of the chosen leads each rule hits."""
        chosen, part = self._session.chosen, self._chosen
        if chosen is None:
            return preview.evaluation
        if not part.holds(chosen, preview.scored) and self._part_of(preview) is None:
            return preview.evaluation
        rules = self._chosen.rules(preview.evaluation.rules)
        return replace(preview.evaluation, rules=rules)

    def _part_of(self, preview: Preview) -> NDArray[np.int64] | None:
        """The chosen leads by score, also while a hand drags."""
        chosen, by = self._session.chosen, self._preview.left_out
        return self._chosen.histogram(chosen, preview.scored, preview.leads, by, preview.model)

    def _show_lead(self) -> None:
        """Only the page Decay tells of one lead."""
        if self.editor.tells_lead:
            self._show_model()

    def _project_changed(self, before: object, after: object) -> None:
        """Points that a hand is moving wait for their figures: the list is presented once."""
        if not self._preview.due or _parts(before) != _parts(after):
            self._show_model()

    def _show_without_leads(self) -> None:
        self.right.setCurrentWidget(self.nothing)
        self._show_model()

    def _show_model(self) -> None:
        model, preview = self._session.model, self._preview.last
        if model is None:
            return
        if preview is not None and preview.model.id != model.id:
            preview = None
        baseline, project = self._session.baseline, self._session.project
        wishes = None if project is None else project.wishes_of(model.id)
        self.editor.present(
            model,
            self._around(preview),
            evaluation=None if preview is None else self._with_chosen(preview),
            saved=None if baseline is None else baseline.model,
            findings={} if preview is None else findings_by_rule(model, preview),
            holds=None if wishes is None else holds_of(model, wishes),
        )

    def _around(self, preview: Preview | None) -> Around:
        """What the editors have to know of the leads."""
        project = self._session.project
        model = self._session.model
        made = () if model is None else as_inputs(model.derived)
        names = {key(item.name) for item in made}
        own = () if project is None else tuple(project.recipe)
        inputs: tuple[Input, ...] = (*(i for i in own if key(i.name) not in names), *made)
        fields = tuple(item for item in inputs if item.role is not Role.IGNORED)
        if preview is None:
            return Around(fields, as_of=self._as_of())
        counts = ConditionCounts(preview) if preview.settled else {}
        leads = preview.leads
        if self._facts is None or self._facts.leads is not leads:
            self._facts = LeadFacts(leads)
        facts = self._facts
        return Around(
            fields,
            lambda field: values_seen(preview, field),
            counts,
            facts.activities,
            lambda field, pattern: facts.hits(preview, field, pattern),
            lambda group: facts.ahead(preview, group, preview.by.place_of(self._session.lead)),
            as_of=self._as_of(),
        )

    def _as_of(self) -> AsOfFacts | None:
        """The day in effect, and whom it leaves out."""
        model, leads, by = self._session.model, self._session.leads, self._preview.left_out
        if model is None or leads is None or by is None:
            return None
        day = as_of_day(model, leads, today())
        return AsOfFacts(day, len(by.leads), by.too_young, by.undated)

    # Wishes

    def add_rule(self) -> None:
        """Add a rule and edit it."""
        self.editor.add_rule()

    def add_group(self) -> None:
        """Add a group and edit it."""
        self.editor.add_group()

    def show_part(self, where: Where) -> None:
        """Go to a part of the model: choose the rule, edit the group, show bands and overrides."""
        if where.part is Part.RULE:
            self.editor.tabs.setCurrentIndex(0)
            self._session.choose_rule(where.id)
            self.editor.choose(where.id)
        elif where.part is Part.GROUP:
            self.editor.tabs.setCurrentIndex(0)
            self.editor.edit_group(where.id)
        else:
            self.editor.tabs.setCurrentIndex(1)

    def _choose_scores(self, low: int, high: int) -> None:
        preview = self._settled()
        if preview is not None:
            scores = preview.scored.scores
            self._choose(score_words(low, high), (scores >= low) & (scores <= high))

    def _choose_band(self, band: int, above: bool) -> None:
        preview = self._settled()
        if preview is None or band >= len(preview.model.bands):
            return
        bands, name = np.asarray(preview.scored.bands), preview.model.bands[band].name
        words = f"{name} and above" if above else f"band {name}"
        self._choose(words, bands >= band if above else bands == band)

    def _choose_best(self, place: int) -> None:
        """The leads with a known outcome from the top down to a score of the gains."""
        preview, gains = self._settled(), self.panel.gains
        if preview is None or gains.value is None:
            return
        known = preview.leads.outcome < UNKNOWN
        least = int(gains.value.by_score.scores[place])
        self._choose(gains.bar_name(place), known & (preview.scored.scores >= least))

    def _choose_hits(self, rule_id: str) -> None:
        preview, model = self._settled(), self._session.model
        rule = None if model is None else model.rule(rule_id)
        if preview is not None and rule is not None:
            scored = preview.scored
            self._choose(f"hit by {rule.name}", scored.masks.hit(rule, scored.sight))

    def _choose(self, words: str, which: NDArray[np.bool_]) -> None:
        self.choose_asked.emit(words, among_all(which, self._preview.left_out))

    def _settled(self) -> Preview | None:
        """The newest preview, where its scores are those of the model as it is now."""
        preview = self._preview.last
        return preview if preview is not None and preview.settled else None

    def _move_threshold(self, band: int, value: int, gesture: int) -> None:
        model = self._session.model
        if model is not None:
            self._session.apply(MoveThreshold(model.id, band, value), gesture)

    def _requested(self, wish: str, what: Any) -> None:
        if wish == "copy":
            self._copy(what)
        elif wish == "cut":
            self._cut(what)
        elif wish == "paste":
            self._paste(*what)
        elif wish == "choose":
            self._choose_hits(what)
        elif wish == "hold":
            self._hold(*what)
        elif wish == "derived":
            self.derived_asked.emit()
        elif wish == "learn":
            self.learn_asked.emit()
        elif wish == "template":
            self.template_asked.emit()

    def _hold(self, rule_id: str, hold: Hold) -> None:
        """Say what a tuning may do to a rule."""
        project, model = self._session.project, self._session.model
        rule = None if model is None else model.rule(rule_id)
        if project is not None and model is not None and rule is not None:
            wishes = holding(rule, project.wishes_of(model.id), hold)
            self._session.apply(ChangeWishes(model.id, wishes))

    def _copy(self, rule_ids: tuple[str, ...]) -> tuple[Rule, ...]:
        model = self._session.model
        found = () if model is None else tuple(model.rule(id_) for id_ in rule_ids)
        rules = tuple(rule for rule in found if rule is not None)
        if rules:
            QGuiApplication.clipboard().setText(rules_to_text(rules))
            self.note.emit(f"Copied {rules[0].name}." if len(rules) == 1 else "Copied the rules.")
        return rules

    def _cut(self, rule_ids: tuple[str, ...]) -> None:
        model = self._session.model
        if model is not None:
            for rule in self._copy(rule_ids):
                self._session.apply(RemoveRule(model.id, rule.id))

    def _paste(self, group: str, position: int) -> None:
        try:
            rules = rules_from_text(QGuiApplication.clipboard().text())
        except LeadbenchError as error:
            self.failed.emit(error)
            return
        model = self._session.model
        if model is not None and not model.groups:
            self._session.apply(AddGroup(model.id, FIRST_GROUPS[0], 0))
            model = self._session.model
        if model is not None:
            fresh = renumbered(rules, model)
            self._session.apply(AddRules(model.id, group or model.groups[0].id, position, fresh))
            self._session.choose_rule(fresh[0].id)


def _parts(project: object) -> tuple[object, ...]:
    """The groups and rules of the chosen model, and what a tuning may do to them: what a list has
    rows and signs for, whatever the figures are."""
    model = project.model if isinstance(project, Project) else None
    if model is None or not isinstance(project, Project):
        return ()
    names = (
        name for group in model.groups for name in (group.id, *(rule.id for rule in group.rules))
    )
    return (project.wishes_of(model.id), *names)


def findings_by_rule(model: ScoringModel, preview: Preview) -> dict[str, Problem]:
    """The gravest finding of each rule, by its id; one of a field belongs to all its rules."""
    found: dict[str, Problem] = {}
    for rule in model.rules():
        names = fields_of_leads(rule.fields(), model.derived)
        missing = [name for name in names if preview.leads.input(name) is None]
        if missing:
            what = f"The leads have no field {missing[0]}. It gives 0 points until then."
            remedy = "Choose another field, or load leads that have it."
            found[rule.id] = Problem(what, rule.name, remedy, severity=Severity.ERROR)
    for problem in preview.findings:
        for rule in model.rules():
            read = (*rule.fields(), *fields_of_leads(rule.fields(), model.derived))
            if problem.where == rule.name or problem.where in read:
                found.setdefault(rule.id, problem)
    return found
