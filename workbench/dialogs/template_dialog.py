"""New model from a template: choose one, see what fits these leads, add it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.leads.wording import count_of
from models.project.document import Project
from models.project.edits import AddModel
from models.scoring.model import ScoringModel
from models.scoring.templates.catalogue import TEMPLATES
from models.scoring.templates.fitting import Fitted, fit_to_leads
from models.scoring.templates.template import Template
from widgets import theme
from widgets.rows import Rows, RowWords
from workbench.dialogs.sheet import Sheet
from workbench.session import Session


class TemplateDialog(Sheet):
    """Left the templates, right what the leads have of what the chosen one asks for."""

    def __init__(self, parent: QWidget | None, session: Session, then: Callable[[], None]) -> None:
        super().__init__(
            parent,
            "New model from a template",
            "Every rule has a reason and can be changed. What your leads do not have comes muted.",
            "Add model",
        )
        self.setObjectName("template")
        self._session, self._then = session, then
        self._fitted: list[Fitted] = [fit_to_leads(one, session.leads) for one in TEMPLATES]
        self.cards = Rows("Templates")
        for one, fitted in zip(TEMPLATES, self._fitted, strict=True):
            self.cards.add(RowWords(one.title, one.sentence, _share(fitted)), one)
        self.cards.setFixedHeight(theme.px(46) * len(TEMPLATES) + theme.px(2))
        self.groups = QLabel()
        self.groups.setWordWrap(True)
        self.found, self.missing = Rows("Found in these leads"), Rows("Not found in these leads")
        for rows in (self.found, self.missing):
            rows.setSelectionMode(Rows.SelectionMode.NoSelection)
        self.heads = QLabel(), QLabel()
        self.leave_out = QCheckBox("Leave out the rules that do not fit, instead of muting them")
        sides = QHBoxLayout()
        sides.setSpacing(theme.px(12))
        for head, rows in zip(self.heads, (self.found, self.missing), strict=True):
            head.setFont(theme.font(12, 600))
            side = QVBoxLayout()
            side.setSpacing(theme.px(6))
            side.addWidget(head)
            side.addWidget(rows, 1)
            sides.addLayout(side, 1)
        self.content.addWidget(self.cards)
        self.content.addWidget(self.groups)
        self.content.addLayout(sides, 1)
        self.content.addWidget(self.leave_out)
        self.cards.currentRowChanged.connect(lambda _row: self._show())
        self.accepted.connect(self._add)
        self.setMinimumSize(theme.px(640), theme.px(520))
        self.resize(theme.px(820), theme.px(600))
        best = max(range(len(TEMPLATES)), key=lambda at: self._fitted[at].live)
        self.cards.setCurrentRow(best if session.leads is not None else 0)
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> tuple[Template, Fitted]:
        """The template that is shown, and how it fits."""
        at = max(self.cards.currentRow(), 0)
        return TEMPLATES[at], self._fitted[at]

    def _show(self) -> None:
        template, fitted = self.chosen
        self.groups.setText(_groups(template.model))
        self.found.clear()
        self.missing.clear()
        for item in fitted.matched:
            side = "activity" if item.activity else "field"
            called = "" if item.found == (item.asked,) else ", ".join(item.found)
            self.found.add(RowWords(item.asked, called, side))
        for words in fitted.narrowed:
            rule, _, rest = words.partition(": ")
            self.found.add(RowWords(f"{rule}: not all values", rest[:1].upper() + rest[1:]))
        for missing in fitted.unmatched:
            self.missing.add(RowWords(missing.name, missing.why))
        without = self._session.leads is None
        self.heads[0].setText(f"Found in your leads ({len(fitted.matched)})")
        self.heads[1].setText(f"Not found ({len(fitted.unmatched)})")
        if without:
            self.found.add(RowWords("No leads yet", "Open leads to see which rules fit them."))
        self.leave_out.setVisible(not without and fitted.live < fitted.rules)
        self.main.setText(f"Add model with {fitted.live} of {fitted.rules} rules")
        self.main.setEnabled(fitted.live > 0)

    def _add(self) -> None:
        project = self._session.project
        if project is None:
            return
        template, fitted = self.chosen
        if self.leave_out.isChecked() and self._session.leads is not None:
            fitted = fit_to_leads(template, self._session.leads, leave_out=True)
        self._session.apply(AddModel(as_new(fitted.model, project)))
        self._then()


def as_new(model: ScoringModel, project: Project) -> ScoringModel:
    """The model with an id and a name that no other of the project has, and the as-of day, the
    leads' own days and the zone of the one that is shown, so that their figures can be compared.
    """
    shown = project.model
    if shown is not None:
        model = replace(model, as_of=shown.as_of, own_day=shown.own_day, zone=shown.zone)
    names, name, number = {item.name for item in project.models}, model.name, 1
    while name in names:
        number += 1
        name = f"{model.name} {number}"
    return replace(model, id=project.fresh_model_id(), name=name)


def _share(fitted: Fitted) -> str:
    if fitted.live == fitted.rules:
        return count_of(fitted.rules, "rule")
    return f"{fitted.live} of {count_of(fitted.rules, 'rule')} fit"


def _groups(model: ScoringModel) -> str:
    parts = [f"{group.name} {len(group.rules)}" for group in model.groups]
    more = [f"{count_of(len(model.overrides), 'override')}"]
    if model.grade is not None:
        more.append(f"grades {len(model.grade.fit)} \u00d7 {len(model.grade.engagement)}")
    if model.account is not None:
        more.append("a score for accounts")
    return f"Rules by group: {', '.join(parts)}. Also {', '.join(more)}."
