"""The Model page: rules at the left, every consequence at the right, live."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from models.exchange.rule_clipboard import renumbered, rules_from_text, rules_to_text
from models.leads.fields import Role
from models.leads.preparation import MultipleColumn
from models.leads.table import CONVERTED, NOT_CONVERTED
from models.problems import LeadbenchError, Problem, Severity
from models.project.edits import AddGroup, AddRules, MoveThreshold, RemoveRule
from models.project.start import FIRST_GROUPS
from models.scoring.model import Rule, ScoringModel
from widgets import theme
from widgets.editors.leaf_row import Around
from widgets.editors.model_editor import ModelEditor
from widgets.empty_state import EmptyState
from widgets.inputs.offers import Offer
from workbench.condition_counts import ConditionCounts
from workbench.live_preview import LivePreview, Preview
from workbench.preview_panel import PreviewPanel
from workbench.session import Session

MOST_OFFERS = 200


class ModelPage(QWidget):
    """Wires the editor and the preview to the session; each wish becomes an edit."""

    leads_asked = Signal()
    failed = Signal(object)
    note = Signal(str)
    picture_asked = Signal(object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self.editor = ModelEditor()
        self.editor.edited.connect(self._session.apply)
        self.editor.chosen.connect(self._session.choose_rule)
        self.editor.requested.connect(self._requested)
        self.panel = PreviewPanel()
        self.panel.threshold_moved.connect(self._move_threshold)
        self.panel.picture_asked.connect(self.picture_asked)
        self.nothing = EmptyState(
            "chart",
            "No leads to score yet",
            "Open the export of your CRM to see what each rule finds.",
            "Open leads…",
        )
        self.nothing.asked.connect(self.leads_asked)
        self.right = QStackedWidget()
        self.right.addWidget(self.panel)
        self.right.addWidget(self.nothing)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.editor)
        self.splitter.addWidget(self.right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)
        self._adopt()
        theme.observer().changed.connect(self._adopt)
        preview.evaluated.connect(self._show)
        preview.emptied.connect(self._show_without_leads)
        session.project_changed.connect(self._project_changed)
        session.baseline_changed.connect(self._show_model)
        session.rule_chosen.connect(self.editor.choose)
        if preview.last is not None:
            self._show(preview.last)
        else:
            self._show_without_leads()

    def _adopt(self) -> None:
        self.editor.setMinimumWidth(theme.px(480))
        self.right.setMinimumWidth(theme.px(420))
        self.splitter.setSizes([theme.px(612), theme.px(668)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Denser rows in a small window."""
        super().resizeEvent(event)
        self.editor.set_compact(self.height() < theme.px(700))

    def finish(self) -> None:
        """Nothing runs here; before the application ends."""

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        if state:
            self.splitter.restoreState(QByteArray(state))

    # Showing

    def _show(self, preview: object) -> None:
        if isinstance(preview, Preview):
            self.right.setCurrentWidget(self.panel)
            self.panel.present(preview)
            self._show_model()

    def _project_changed(self, _before: object, _after: object) -> None:
        """Points that a hand is moving wait for their figures: the list is presented once."""
        if not self._preview.due:
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
        baseline = self._session.baseline
        self.editor.present(
            model,
            self._around(preview),
            evaluation=None if preview is None else preview.evaluation,
            saved=None if baseline is None else baseline.model,
            findings={} if preview is None else findings_by_rule(model, preview),
        )

    def _around(self, preview: Preview | None) -> Around:
        """What the editors have to know of the leads."""
        project = self._session.project
        inputs = () if project is None else tuple(project.recipe)
        fields = tuple(item for item in inputs if item.role is not Role.IGNORED)
        if preview is None:
            return Around(fields)
        counts = ConditionCounts(preview) if preview.settled else {}
        return Around(fields, lambda field: offers_of(preview, field), counts)

    # Wishes

    def add_rule(self) -> None:
        """Add a rule and edit it."""
        self.editor.add_rule()

    def add_group(self) -> None:
        """Add a group and edit it."""
        self.editor.add_group()

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


def findings_by_rule(model: ScoringModel, preview: Preview) -> dict[str, Problem]:
    """The gravest finding of each rule, by its id; one of a field belongs to all its rules."""
    found: dict[str, Problem] = {}
    for rule in model.rules():
        missing = [name for name in rule.fields() if preview.leads.input(name) is None]
        if missing:
            what = f"The leads have no field {missing[0]}. It gives 0 points until then."
            remedy = "Choose another field, or load leads that have it."
            found[rule.id] = Problem(what, rule.name, remedy, severity=Severity.ERROR)
    for problem in preview.findings:
        for rule in model.rules():
            if problem.where == rule.name or problem.where in rule.fields():
                found.setdefault(rule.id, problem)
    return found


def offers_of_sets(column: MultipleColumn, outcome: NDArray[np.uint8]) -> tuple[Offer, ...]:
    """The commonest single values of a field that holds several."""
    size = len(column.sets)
    codes = column.codes.astype(np.int64)
    leads = np.bincount(codes, minlength=size)
    converted = np.bincount(codes[outcome == CONVERTED], minlength=size)
    known = converted + np.bincount(codes[outcome == NOT_CONVERTED], minlength=size)
    sums: dict[str, NDArray[np.int64]] = {}
    for code, values in enumerate(column.sets):
        counts = np.array((leads[code], converted[code], known[code]))
        for value in values:
            sums[value] = sums.get(value, np.zeros(3, dtype=np.int64)) + counts
    best = sorted(sums.items(), key=lambda item: (-int(item[1][0]), item[0]))[:MOST_OFFERS]
    return tuple(Offer(value, *(int(part) for part in counts)) for value, counts in best)


def offers_of(preview: Preview, field: str) -> tuple[Offer, ...]:
    """The commonest values of a field with their leads and conversions."""
    item = preview.leads.input(field)
    raw = None if item is None else preview.leads.raw_column(item)
    if item is None or raw is None:
        return ()
    column = preview.leads.column(field)
    if isinstance(column, MultipleColumn):
        return offers_of_sets(column, preview.leads.outcome)
    size = len(raw.texts)
    codes = raw.codes.astype(np.int64)
    outcome = preview.leads.outcome
    converted = np.bincount(codes[outcome == CONVERTED], minlength=size)
    known = converted + np.bincount(codes[outcome == NOT_CONVERTED], minlength=size)
    best = np.argsort(-raw.counts[1:], kind="stable")[:MOST_OFFERS] + 1
    return tuple(
        Offer(raw.texts[int(code)], int(raw.counts[code]), int(converted[code]), int(known[code]))
        for code in best
        if raw.counts[code]
    )
