"""The left half of the Model page: the list of rules or one rule, and what holds for the model."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.evaluation import Evaluation
from models.problems import Problem
from models.project.edits import AddGroup, AddRules
from models.scoring.model import Axis, Group, ScoringModel
from models.tuning.reins import Hold
from widgets import theme
from widgets.editors.around import Around
from widgets.editors.decay_page import DecayPage
from widgets.editors.first_rules import FirstRules
from widgets.editors.fresh import fresh_group, fresh_rule
from widgets.editors.group_editor import GroupEditor
from widgets.editors.model_settings import ModelSettings
from widgets.editors.rule_editor import RuleEditor
from widgets.editors.rule_list import RuleList
from widgets.empty_state import EmptyState
from widgets.icons import icon
from widgets.inputs.search_line import SearchLine
from widgets.inputs.tools import Tool
from widgets.spacing import spaced
from widgets.tab_order import order_tabs

ADD = "Add rule"
SETTINGS, DECAY = 1, 2
"""The tabs behind that of the rules."""


class ModelEditor(QWidget):
    """Rules, one rule, bands and overrides.

    `edited(edit, gesture)`: 0 stands alone. `finished()`: the hand is off. `chosen(rule_id)`.
    `requested(wish, what)`: "choose" (rule id), "hold" ((rule id, Hold)), "copy", "cut" (rule ids),
    "paste" ((group id, position)): the
    clipboard is the page's; "derived" (None): show the derived fields; "learn", "template" (None):
    have the first rules from history or from a template.
    """

    edited = Signal(object, int)
    finished = Signal()
    chosen = Signal(str)
    requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._around = Around()
        self._evaluation: Evaluation | None = None
        self._saved: ScoringModel | None = None
        self._findings: Mapping[str, Problem] = {}
        self._holds: Mapping[str, Hold] = {}
        self._opened = ""
        self.tabs = QTabBar(self)
        self.tabs.addTab("Rules")
        self.tabs.addTab("Bands and overrides")
        self.tabs.addTab("Decay")
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Parts of the model")
        self.filter = SearchLine("Find a rule", self)
        self.filter.setProperty("small", "true")
        self.filter.hide()
        self._find = Tool("filter", "Find a rule (Ctrl+F)", self)
        self._derived = Tool("derived", "Derived fields (Ctrl+Shift+F)", self)
        self.add = QPushButton(ADD, self)
        self.add.setAccessibleName(ADD)
        self.add.setIcon(icon("plus"))
        theme.set_kind(self.add, "", small=True)
        self.rules = RuleList(self)
        self.rule = RuleEditor(self)
        self.settings = ModelSettings(self)
        self.decay = DecayPage(self)
        self.empty = EmptyState(
            "tune",
            "No rules yet",
            "A rule gives points to the leads it fits. Scores and charts follow as you build.",
            "Add the first rule",
            "Paste rules",
        )
        self.first = FirstRules(self)
        self.group = GroupEditor(self)
        self._stack = QStackedWidget(self)
        for page in (self.rules, self.rule, self.settings, self.decay, self.empty):
            self._stack.addWidget(page)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        spaced(self._head, 8, margins=(16, 0, 12, 0))
        self._head.addWidget(self.tabs)
        self._head.addStretch(1)
        self._head.addWidget(self.filter)
        self._head.addWidget(self._derived)
        self._head.addWidget(self._find)
        self._head.addWidget(self.add)
        bar = QWidget(self)
        bar.setLayout(self._head)
        bar.setMinimumHeight(theme.px(40))
        theme.observer().changed.connect(self._rescale)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.first)
        self._bar = bar

    def _rescale(self) -> None:
        self._bar.setMinimumHeight(theme.px(40))
        self._fit_head()

    def _fit_head(self) -> None:
        """Where the tabs need the room, the button keeps its sign only."""
        metrics = QFontMetrics(theme.font(13, 500))
        wanted = self.tabs.sizeHint().width() + metrics.horizontalAdvance(ADD) + theme.px(174)
        short = wanted > self.width()
        self.add.setText("" if short else ADD)
        self.add.setToolTip(ADD if short else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self._show_page())
        self._derived.clicked.connect(lambda: self.requested.emit("derived", None))
        self._find.clicked.connect(self.find_rule)
        self.filter.textChanged.connect(self.rules.set_filter)
        self.filter.left.connect(self._leave_filter)
        self.add.clicked.connect(self.add_rule)
        self.empty.asked.connect(self.add_rule)
        self.empty.asked_second.connect(lambda: self.requested.emit("paste", ("", 0)))
        self.first.learn_asked.connect(lambda: self.requested.emit("learn", None))
        self.first.template_asked.connect(lambda: self.requested.emit("template", None))
        for part in (self.rules, self.rule):
            part.edited.connect(self.edited)
            part.finished.connect(self.finished)
            part.requested.connect(self._asked)
        self.rules.chosen.connect(self.chosen)
        self.settings.edited.connect(self.edited)
        self.decay.edited.connect(self.edited)
        self.group.edited.connect(self.edited)
        self.group.requested.connect(self._asked)
        self.group.closed.connect(self._leave_group)
        finding = QShortcut(QKeySequence.StandardKey.Find, self)
        finding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.activated.connect(self.find_rule)

    # What is shown

    def present(
        self,
        model: ScoringModel,
        around: Around,
        *,
        evaluation: Evaluation | None = None,
        saved: ScoringModel | None = None,
        findings: Mapping[str, Problem] | None = None,
        holds: Mapping[str, Hold] | None = None,
    ) -> None:
        """Show a model. `around`: the fields, the values offered, how many leads parts hold for."""
        other = self._model is not None and self._model.id != model.id
        self._model, self._around = model, around
        self._evaluation, self._saved, self._findings = evaluation, saved, findings or {}
        self._holds = holds or {}
        if self._opened and (other or model.rule(self._opened) is None):
            self._opened = ""
        self._present_page()
        if self.group.isVisible():
            self.group.present(model, self.group.group, around)

    def _present_page(self) -> None:
        """Only the page in sight is presented; another is when it comes into sight."""
        model = self._model
        if model is None:
            return
        page = self._page()
        if page is self.rules:
            self.rules.present(model, self._evaluation, self._saved, self._findings, self._holds)
        elif page is self.rule:
            self.rule.present(
                model,
                self._opened,
                self._around,
                evaluation=self._evaluation,
                saved=self._saved,
                problem=self._findings.get(self._opened),
            )
        elif page is self.settings:
            self.settings.present(model, self._around, self._saved)
        elif page is self.decay:
            self.decay.present(model, self._around)
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
        if page in (self.rule, self.settings, self.decay):
            order_tabs(page)
        listed = page is self.rules
        self._find.setVisible(listed)
        self.filter.setVisible(listed and bool(self.filter.text()))
        self.add.setVisible(page not in (self.settings, self.decay))
        bare = not any(group.rules for group in model.groups)
        self.first.setVisible(bare and page is self.rules)
        if bare:
            self.first.present(0 if self._evaluation is None else self._evaluation.all.converted)

    def _page(self) -> QWidget:
        other = {SETTINGS: self.settings, DECAY: self.decay}.get(self.tabs.currentIndex())
        if other is not None:
            return other
        if self._opened:
            return self.rule
        if self._model is not None and not self._model.groups:
            return self.empty
        return self.rules

    def _show_page(self) -> None:
        self._present_page()

    @property
    def tells_lead(self) -> bool:
        """Whether what is shown depends on the chosen lead."""
        return self._page() is self.decay

    def choose(self, rule_id: str) -> None:
        """Show a rule as the chosen one; an open editor goes along."""
        if self._opened not in ("", rule_id):
            self.open_rule(rule_id)
        self.rules.choose(rule_id)

    def set_compact(self, compact: bool) -> None:
        """Denser rows for a small window."""
        self.rules.set_compact(compact)

    def open_rule(self, rule_id: str) -> None:
        """Edit a rule in place of the list."""
        if self._model is None or self._model.rule(rule_id) is None:
            return
        self.tabs.setCurrentIndex(0)
        self._opened = rule_id
        self._present_page()
        self.rule.focus_first()

    def close_rule(self) -> None:
        """Back to the list, at the rule that was open."""
        opened, self._opened = self._opened, ""
        self._present_page()
        self.rules.choose(opened)
        self.rules.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_rule(self) -> None:
        """Open the line that filters the rules."""
        if self._page() is not self.rules:
            return
        self.filter.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _leave_filter(self) -> None:
        self.filter.setVisible(bool(self.filter.text()))
        self.rules.setFocus(Qt.FocusReason.OtherFocusReason)

    # Wishes

    def add_rule(self) -> None:
        """A new rule after the chosen one, or at the end of the group at hand.

        Where none is at hand it comes to the first group that can give points.
        """
        model = self._model
        if model is None:
            return
        at_hand = model.group_of(self.rules.rule) or model.group(self.rules.group)
        giving = (one for one in model.groups if one.most is None or one.most > 0)
        group = at_hand or next(giving, model.groups[-1] if model.groups else None)
        if group is None:
            self._add_first()
            return
        ids = [rule.id for rule in group.rules]
        place = ids.index(self.rules.rule) + 1 if self.rules.rule in ids else len(ids)
        self._add_at(group.id, place)

    def _add_at(self, group: str, place: int) -> None:
        rule = fresh_rule(self._model, self._around) if self._model is not None else None
        if rule is None or self._model is None:
            return
        self.edited.emit(AddRules(self._model.id, group, place, (rule,)), 0)
        self._open_fresh(rule.id)

    def _add_first(self) -> None:
        """The first rule brings its group along."""
        model = self._model
        rule = fresh_rule(model, self._around) if model is not None else None
        if model is None or rule is None:
            return
        group = Group(model.fresh_id("g"), "Fit", (rule,), axis=Axis.FIT)
        self.edited.emit(AddGroup(model.id, group, 0), 0)
        self._open_fresh(rule.id)

    def _open_fresh(self, rule: str) -> None:
        self.open_rule(rule)
        if self._opened == rule:
            self.rule.focus_first(choose_field=True)

    def _asked(self, wish: str, what: object) -> None:
        match wish, what:
            case "add", (str(group), int(place)):
                self._add_at(group, place)
            case "edit", str(rule):
                self.open_rule(rule)
            case "note", str(rule):
                self.open_rule(rule)
                self.rule.focus_note()
            case "close", _:
                self.close_rule()
            case "add group", _:
                self.add_group()
            case "edit group", str(group):
                self.edit_group(group)
            case "edit decay", str(group):
                self.edit_decay(group)
            case _:
                self.requested.emit(wish, what)

    def add_group(self) -> None:
        """A new group at the end, its panel open."""
        if self._model is not None:
            group = fresh_group(self._model)
            self.edited.emit(AddGroup(self._model.id, group, len(self._model.groups)), 0)
            self.edit_group(group.id)

    def edit_group(self, group_id: str) -> None:
        """Float the group's panel over the list, under its header."""
        if self._model is None or self._model.group(group_id) is None:
            return
        self.group.present(self._model, group_id, self._around)
        rect = self.rules.header_rect(group_id)
        corner = QPoint(self.rules.viewport().width() - theme.px(8), rect.bottom() + 1)
        self.group.open_at(self.rules.viewport().mapTo(self, corner))

    def edit_decay(self, group_id: str) -> None:
        """Show how a group fades."""
        self.group.hide()
        self.tabs.setCurrentIndex(DECAY)
        self.decay.show_group(group_id)
        self.decay.focus_first()

    def _leave_group(self) -> None:
        if self._page() is self.rules:
            self.rules.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.fillRect(self.rect(), look.color("surface"))
        below = self._bar.geometry().bottom() + 1
        painter.fillRect(0, below, self.width(), 1, look.color("line"))
