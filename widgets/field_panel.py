"""One field beside the table of cells: what it holds, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.figures import leads
from models.leads.derived_words import MadeInput
from models.leads.fields import DateOrder, Input, Kind, Role
from models.leads.tally import ValueCount
from models.project.edits import ChangeInput
from widgets import theme
from widgets.side_scroll import SideScroll
from widgets.value_list import ValueList

KIND_WORDS = {kind: kind.value for kind in Kind}
ROLE_WORDS = {
    Role.FIELD: "a field for rules",
    Role.ID: "the lead's id",
    Role.OUTCOME: "the outcome",
    Role.CREATED: "the day the lead was created",
    Role.OUTCOME_DATE: "the day of the outcome",
    Role.REJECTION: "why sales rejected the lead",
    Role.VALUE: "what the deal was worth",
    Role.OWNER: "who works the lead",
    Role.SOURCE: "where the lead came from",
    Role.ACCOUNT: "the company of the lead",
    Role.EMAIL: "the lead's e-mail",
    Role.CONSENT: "consent to be written to",
    Role.IGNORED: "left out",
}
DECIMALS = {".": "1,234.5", ",": "1.234,5"}


@dataclass(frozen=True)
class FieldFacts:
    """What the panel shows of a field, imported or derived (a MadeInput).

    `facts`: sentences; `findings`: (sentence, grave).
    """

    input: Input
    facts: tuple[str, ...]
    findings: tuple[tuple[str, bool], ...] = ()
    values: tuple[ValueCount, ...] = ()
    base: float | None = None
    distinct: int = 0


class FieldPanel(SideScroll):
    """Emits `edited` (ChangeInput) for every choice; `roles` are the meanings that are offered."""

    edited = Signal(object)

    def __init__(
        self, roles: Mapping[Role, str] = ROLE_WORDS, parent: QWidget | None = None
    ) -> None:
        self._body = body = QWidget()
        super().__init__(body, parent)
        self.setAccessibleName("The chosen field")
        self._facts: FieldFacts | None = None
        self._column = QVBoxLayout(body)
        self._title = QLabel()
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sentences = QLabel()
        self._sentences.setWordWrap(True)
        self._findings = QLabel()
        self._findings.setWordWrap(True)
        self._kind = QComboBox()
        for kind, words in KIND_WORDS.items():
            self._kind.addItem(words, kind)
        self._role = QComboBox()
        self._roles: Mapping[Role, str] = {}
        self.set_roles(roles)
        self._order = QComboBox()
        for order in DateOrder:
            self._order.addItem(order.value, order)
        self._decimal = QComboBox()
        for mark, words in DECIMALS.items():
            self._decimal.addItem(words, mark)
        self._separator = QLineEdit()
        self._separator.setMaxLength(3)
        self._blank = QLineEdit()
        self._blank.setPlaceholderText("none; such as n/a, unknown")
        self._blank_is_no = QCheckBox("Blank counts as not converted")
        self._values = ValueList()
        self._captions: list[QLabel] = []
        self._values_caption = self._caption("Commonest values")
        named = (
            (self._kind, "Kind"),
            (self._role, "Meaning"),
            (self._order, "Dates are written"),
            (self._decimal, "Numbers are written"),
            (self._separator, "Values are parted by"),
            (self._blank, "Words for blank"),
        )
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for widget, words in named:
            widget.setAccessibleName(words)
            self._form.addRow(self._caption(words), widget)
        self._column.addWidget(self._title)
        self._column.addWidget(self._findings)
        self._column.addWidget(self._sentences)
        self._column.addLayout(self._form)
        self._column.addWidget(self._blank_is_no)
        self._column.addWidget(self._values_caption)
        self._column.addWidget(self._values, 1)
        self._column.addStretch(0)
        self._connect()
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _caption(self, text: str) -> QLabel:
        label = QLabel(text)
        self._captions.append(label)
        return label

    def _connect(self) -> None:
        # Qt gives an enumeration of texts back as plain text.
        self._kind.activated.connect(lambda _i: self._change(kind=Kind(self._kind.currentData())))
        self._role.activated.connect(lambda _i: self._change(role=Role(self._role.currentData())))
        self._order.activated.connect(
            lambda _i: self._change(date_order=DateOrder(self._order.currentData()))
        )
        self._decimal.activated.connect(lambda _i: self._change_decimal())
        self._separator.editingFinished.connect(
            lambda: self._change(separator=self._separator.text() or ";")
        )
        self._blank.editingFinished.connect(lambda: self._change(blank=self._words()))
        self._blank_is_no.clicked.connect(lambda on: self._change(blank_is_no=on))
        self._values.itemChanged.connect(self._ticked)

    def _adopt(self) -> None:
        margin = theme.px(14)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.px(10))
        self._form.setVerticalSpacing(theme.px(4))
        self._title.setFont(theme.font(15, 600))
        self._sentences.setFont(theme.font(12))
        self._findings.setFont(theme.font(12))
        for label in self._captions:
            label.setFont(theme.font(12, 600))
        self._values.setMinimumHeight(theme.px(160))
        if self._facts is not None:
            self.present(self._facts)

    def showEvent(self, event: QShowEvent) -> None:
        """A style sheet takes the fonts of what is put into a window back: say them again."""
        super().showEvent(event)
        self._adopt()

    def present(self, facts: FieldFacts | None) -> None:
        """Show a field; None shows nothing."""
        self._facts = facts
        self._body.setVisible(facts is not None)
        if facts is None:
            return
        item = facts.input
        self._title.setText(item.name)
        self._title.setToolTip(item.name)
        self._sentences.setText("\n".join(facts.facts))
        look = theme.current()
        found = "".join(
            f'<p style="color:{look.err if grave else look.warn}; margin:0">{_plain(text)}</p>'
            for text, grave in facts.findings
        )
        self._findings.setText(found)
        self._findings.setVisible(bool(found))
        self._kind.setCurrentIndex(self._kind.findData(item.kind))
        self._role.setCurrentIndex(self._role.findData(item.role))
        self._order.setCurrentIndex(self._order.findData(item.date_order))
        self._decimal.setCurrentIndex(self._decimal.findData(item.decimal))
        self._separator.setText(item.separator)
        self._blank.setText(", ".join(item.blank))
        self._blank_is_no.setChecked(item.blank_is_no)
        outcome = item.role is Role.OUTCOME
        imported = not isinstance(item, MadeInput)  # nothing is said of how others are read
        for widget in (self._kind, self._role, self._blank):
            self._form.setRowVisible(widget, imported)
        self._form.setRowVisible(self._order, imported and item.kind is Kind.DATE)
        self._form.setRowVisible(self._decimal, imported and item.kind is Kind.NUMBER)
        self._form.setRowVisible(self._separator, imported and item.kind is Kind.MULTIPLE)
        self._blank_is_no.setVisible(outcome)
        self._fill_values(facts, outcome)

    def _fill_values(self, facts: FieldFacts, outcome: bool) -> None:
        self._values.blockSignals(True)
        self._values.clear()
        chosen = {text.casefold() for text in facts.input.converted}
        alike = all(value.leads == 1 for value in facts.values)
        if not outcome:
            # Where every lead has a value of its own, what one of them did says nothing.
            self._values.present(() if alike else facts.values, rates=True)
        for value in facts.values if outcome else ():
            words = f"{value.value or 'blank'}    {leads(value.leads)}"
            line = QListWidgetItem(words)
            line.setData(Qt.ItemDataRole.UserRole, value.value)
            if value.value:
                line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = value.value.casefold() in chosen
                line.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self._values.addItem(line)
        self._values.blockSignals(False)
        if outcome:
            self._values_caption.setText("Which values mean converted?")
        else:
            more = facts.distinct > len(facts.values)
            self._values_caption.setText("Commonest values" if more else "Values")
        self._values.setAccessibleName(self._values_caption.text())
        self._values.setVisible(self._values.count() > 0)
        self._values_caption.setVisible(self._values.count() > 0)

    def set_roles(self, roles: Mapping[Role, str]) -> None:
        """Offer these meanings."""
        if roles != self._roles:
            self._roles = roles
            self._role.clear()
            for role, words in roles.items():
                self._role.addItem(words, role)

    # Wishes

    def _change(self, **changes: object) -> None:
        if self._facts is None:
            return
        after = replace(self._facts.input, **changes)  # type: ignore[arg-type]
        if after != self._facts.input:
            self.edited.emit(ChangeInput(after))

    def _change_decimal(self) -> None:
        mark = str(self._decimal.currentData())
        self._change(decimal=mark, thousands="." if mark == "," else ",")

    def _words(self) -> tuple[str, ...]:
        parts: Sequence[str] = self._blank.text().split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def _ticked(self, _item: QListWidgetItem) -> None:
        ticked = [
            str(line.data(Qt.ItemDataRole.UserRole))
            for line in (self._values.item(i) for i in range(self._values.count()))
            if line.checkState() == Qt.CheckState.Checked
        ]
        self._change(converted=tuple(ticked))


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
