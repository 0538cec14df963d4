"""The Model page: rules at the left, every consequence at the right, live."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from widgets.editors.model_settings import ModelSettings

from models.exchange.rule_clipboard import renumbered, rules_from_text, rules_to_text
from models.leads.table import CONVERTED, NOT_CONVERTED
from models.problems import LeadbenchError, Problem
from models.project.edits import AddRules, ChangeRule, MoveThreshold, RemoveRule
from models.scoring.conditions import AllOf, AnyOf, Condition, Not
from models.scoring.model import Rule, ScoringModel
from widgets import theme
from widgets.editors.leaf_row import Around
from widgets.editors.rule_editor import RuleEditor
from widgets.editors.rule_list import RuleList
from widgets.empty_state import EmptyState
from widgets.icons import icon
from widgets.inputs.offers import Offer
from workbench.dialogs import ask_note
from workbench.live_preview import LivePreview, Preview
from workbench.model_actions import ModelActions
from workbench.preview_panel import PreviewPanel
from workbench.session import Session

RULES, SETTINGS, EDITOR = 0, 1, 2
MOST_OFFERS = 200


class ModelPage(QWidget):
    """Wires rule list, editors and preview to the session; each wish becomes an edit."""

    leads_asked = Signal()
    rule_leads_asked = Signal(str)
    failed = Signal(object)
    note = Signal(str)
    picture_asked = Signal(object)

    def __init__(self, session: Session, preview: LivePreview, actions: ModelActions) -> None:
        super().__init__()
        self._session, self._preview, self._actions = session, preview, actions
        self._build()
        preview.evaluated.connect(self._show)
        preview.emptied.connect(self._show_without_leads)
        session.project_changed.connect(lambda _before, _after: self._show_model())
        session.baseline_changed.connect(self._show_model)
        session.rule_chosen.connect(self.rules.choose)

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.addTab("Rules")
        self.tabs.addTab("Bands and overrides")
        self.tabs.setAccessibleName("Parts of the model")
        self.tabs.currentChanged.connect(self._show_part)
        add = QPushButton(icon("plus"), "Add rule")
        add.clicked.connect(self._add_clicked)
        self._head = head = QHBoxLayout()
        head.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(add)
        self.rules = RuleList()
        self.rules.edited.connect(self._session.apply)
        self.rules.chosen.connect(self._session.choose_rule)
        self.rules.requested.connect(self._requested)
        self.settings = ModelSettings()
        self.settings.edited.connect(self._session.apply)
        self.editor = RuleEditor()
        self.editor.edited.connect(self._session.apply)
        self.editor.requested.connect(self._editor_wish)
        self.left = QStackedWidget()
        for widget in (self.rules, self.settings, self.editor):
            self.left.addWidget(widget)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.left, 1)
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
        self.splitter.addWidget(side)
        self.splitter.addWidget(self.right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self._head.setContentsMargins(theme.px(16), theme.px(6), theme.px(12), 0)
        self.left.setMinimumWidth(theme.px(480))
        self.right.setMinimumWidth(theme.px(420))
        self.splitter.setSizes([theme.px(612), theme.px(640)])

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

    def _show_without_leads(self) -> None:
        self.right.setCurrentWidget(self.nothing)
        self._show_model()

    def _show_model(self) -> None:
        model, preview = self._session.model, self._preview.last
        if model is None:
            return
        fits = preview is not None and preview.model.id == model.id
        baseline = self._session.baseline
        saved = None if baseline is None else baseline.model
        findings = findings_by_rule(model, preview.findings) if preview is not None and fits else {}
        evaluation = preview.evaluation if preview is not None and fits else None
        self.rules.present(model, evaluation, saved, findings)
        self.settings.present(model, self._fields())
        if self.left.currentIndex() == EDITOR:
            self._show_editor(model, findings)

    def _fields(self) -> tuple[Any, ...]:
        project = self._session.project
        return () if project is None else tuple(project.recipe)

    def _show_part(self, part: int) -> None:
        self.left.setCurrentIndex(part)
        self._show_model()

    # The rule editor

    def edit_rule(self, rule_id: str) -> None:
        """Open the editor on a rule."""
        self._session.choose_rule(rule_id)
        self.left.setCurrentIndex(EDITOR)
        self._show_model()
        self.editor.setFocus()

    def add_rule(self, group_id: str = "") -> None:
        """Add a rule and open the editor on it."""
        rule_id = self._actions.add_rule(group_id)
        if rule_id:
            self.tabs.setCurrentIndex(RULES)
            self.edit_rule(rule_id)

    def _add_clicked(self) -> None:
        self.add_rule()

    def close_editor(self) -> None:
        """Back to the list."""
        self.left.setCurrentIndex(self.tabs.currentIndex())
        self.rules.setFocus()

    def _show_editor(self, model: ScoringModel, findings: dict[str, Problem]) -> None:
        rule = model.rule(self._session.rule)
        if rule is None:
            self.close_editor()
            return
        preview, baseline = self._preview.last, self._session.baseline
        fits = preview is not None and preview.model.id == model.id
        self.editor.present(
            model,
            rule.id,
            self._around(rule),
            evaluation=preview.evaluation if preview is not None and fits else None,
            saved=None if baseline is None else baseline.model,
            problem=findings.get(rule.id),
        )

    def _around(self, rule: Rule) -> Around:
        """What the editor has to know of the leads."""
        preview = self._preview.last
        if preview is None:
            return Around(self._fields())
        counts = counts_of(preview, rule.when) if preview.settled else {}
        return Around(self._fields(), lambda field: offers_of(preview, field), counts)

    def _editor_wish(self, wish: str, what: Any) -> None:
        if wish == "close":
            self.close_editor()
        elif wish == "edit":
            self.edit_rule(what)

    # Wishes

    def _move_threshold(self, band: int, value: int, gesture: int) -> None:
        model = self._session.model
        if model is not None:
            self._session.apply(MoveThreshold(model.id, band, value), gesture)

    def _requested(self, wish: str, what: Any) -> None:
        wishes: dict[str, Callable[[], object]] = {
            "edit": lambda: self.edit_rule(what),
            "note": lambda: self._note(what),
            "copy": lambda: self._copy(what),
            "cut": lambda: self._cut(what),
            "paste": lambda: self._paste(*what),
            "add": lambda: self.add_rule(what[0]),
            "add group": self._actions.add_group,
            "edit group": lambda: self._actions.edit_group(what),
            "leads": lambda: self.rule_leads_asked.emit(what),
        }
        if wish in wishes:
            wishes[wish]()

    def _note(self, rule_id: str) -> None:
        model = self._session.model
        rule = None if model is None else model.rule(rule_id)
        if model is not None and rule is not None:
            ask_note(
                self,
                f"Note on {rule.name}",
                rule.note,
                lambda text: self._session.apply(ChangeRule(model.id, replace(rule, note=text))),
            )

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
        model = self._session.model
        if model is None:
            return
        try:
            rules = rules_from_text(QGuiApplication.clipboard().text())
        except LeadbenchError as error:
            self.failed.emit(error)
            return
        fresh = renumbered(rules, model)
        self._session.apply(AddRules(model.id, group, position, fresh))
        self._session.choose_rule(fresh[0].id)


def findings_by_rule(model: ScoringModel, problems: Sequence[Problem]) -> dict[str, Problem]:
    """The gravest finding of each rule, by its id; one of a field belongs to all its rules."""
    found: dict[str, Problem] = {}
    for problem in problems:
        for rule in model.rules():
            if problem.where == rule.name or problem.where in rule.fields():
                found.setdefault(rule.id, problem)
    return found


def counts_of(preview: Preview, condition: Condition | None) -> dict[Condition, int]:
    """How many leads each part of a condition holds for."""
    if condition is None:
        return {}
    found = {condition: int(np.count_nonzero(preview.scored.masks.of(condition, preview.as_of)))}
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                found |= counts_of(preview, part)
        case Not(part):
            found |= counts_of(preview, part)
    return found


def offers_of(preview: Preview, field: str) -> tuple[Offer, ...]:
    """The commonest values of a field with their leads and conversions."""
    item = preview.leads.input(field)
    raw = None if item is None else preview.leads.raw_column(item)
    if raw is None:
        return ()
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
