"""How accounts are found and scored, and what they give their leads: all of it as plain lines."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.leads.fields import Kind
from models.project.edits import ChangeAccount
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.awards import MOST_POINTS, Points, RangePoints
from models.scoring.model import Rule, Scale, ScoringModel
from widgets.editors.account_lines import PartLine, RaiseLine, ranges_fault
from widgets.editors.account_rule import AccountRuleLine
from widgets.editors.account_table import AccountTableBox, AccountTableFacts
from widgets.editors.around import Around
from widgets.editors.limits import LimitsEdit
from widgets.editors.line_list import LineList
from widgets.editors.section import Sections, labelled
from widgets.inputs.field_chooser import FieldChooser, usable
from widgets.inputs.label import Label
from widgets.inputs.tools import Tool, quiet_button

SPAN = 25


class AccountEditor(QWidget):
    """`edited(edit, gesture)`: every change that leaves a whole account score, at once."""

    edited = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ScoringModel | None = None
        self._account = AccountScore()
        self._draft: tuple[RangePoints, ...] | None = None
        self._around = Around()
        self.field = FieldChooser(self)
        self.email = FieldChooser(self)
        self._no_field = Tool("close", "Find accounts by no field", self)
        self._no_email = Tool("close", "Find accounts by no e-mail address", self)
        self._says = Label("", "err", size=12, wrap=True, parent=self)
        self.parts = LineList(PartLine, "Part", "None: an account has no points yet.", self)
        self.rules = LineList(
            AccountRuleLine, "Rule", "None. Industry or size can give an account points.", self
        )
        self.table = AccountTableBox(self)
        self.scale_ends = LimitsEdit(self, open_ends=False)
        self.raises = LineList(RaiseLine, "Range", "None: accounts change no lead's score.", self)
        self._wrong = Label("", "err", size=12, wrap=True, parent=self)
        self.remove = quiet_button("Score no accounts", "delete", self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        body = Sections(self)
        inside = body.inside
        body.section(
            "How an account is found",
            "Leads with the same company, upper or lower case, are one account; without a company "
            "the domain of the e-mail address counts, free-mail hosts left out.",
            labelled("Company", self.field, self._no_field, parent=inside),
            labelled("else domain of", self.email, self._no_email, parent=inside),
            self._says,
        )
        body.section("What an account scores", "The parts are added up.", self.parts)
        self._about_rules = Label("", "text2", size=12, wrap=True, parent=inside)
        body.section("Rules on accounts", "", self._about_rules, self.rules)
        body.section("Table of accounts", "", self.table)
        body.section("Scale of accounts", "", self.scale_ends)
        body.section(
            "What it gives its leads",
            "Points by the account's score, added to each lead's own as a last group.",
            self.raises,
            self._wrong,
        )
        body.section("", "", self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)

    def _connect(self) -> None:
        self.field.picked.connect(lambda name: self._tell(field=name))
        self.email.picked.connect(lambda name: self._tell(email=name))
        self._no_field.clicked.connect(lambda: self._tell(field=""))
        self._no_email.clicked.connect(lambda: self._tell(email=""))
        self.parts.changed.connect(lambda parts, g: self._tell(g, parts=parts))
        self.parts.asked.connect(self._add_part)
        self.rules.changed.connect(lambda rules, g: self._tell(g, rules=rules))
        self.rules.asked.connect(self._add_rule)
        self.scale_ends.changed.connect(self._rescale)
        self.scale_ends.checked.connect(self._say)
        self.raises.changed.connect(self._take_raises)
        self.raises.asked.connect(self._add_raise)
        self.remove.clicked.connect(self._remove)

    def present(
        self,
        model: ScoringModel,
        around: Around,
        accounts: Around,
        table: AccountTableFacts | None = None,
    ) -> None:
        """Show the account score of a model; `accounts`: what rules on accounts may ask, of a
        table of their own or of their leads."""
        account = model.account
        other = self._model is None or self._model.id != model.id
        if account is None:
            self._model = model
            return
        if other or account.raises != self._account.raises:
            self._draft = None
        self._model, self._account = model, account
        self._around = around
        texts = usable(around.fields, (Kind.TEXT,))
        for chooser, name, gone in (
            (self.field, account.field, self._no_field),
            (self.email, account.email, self._no_email),
        ):
            chooser.present(name, texts, missing=around.lacks(name))
            gone.setVisible(bool(name) and bool(account.field) and bool(account.email))
        bands = tuple(band.name for band in model.bands)
        self.parts.present(account.parts, lambda line, part: line.present(part, bands, around))
        self.rules.present(
            account.rules, lambda line, rule: line.present(rule, self._span(), accounts)
        )
        facts = AccountTableFacts() if table is None else table
        self.table.present(facts)
        asked = "the table of accounts" if facts.source else "what most leads of an account have"
        self._about_rules.present(f"They ask {asked}.")
        self.scale_ends.present(account.scale.least, account.scale.most)
        self.raises.present(self._raises, lambda line, entry: line.present(entry))
        self._say()

    @property
    def _raises(self) -> tuple[RangePoints, ...]:
        return self._account.raises if self._draft is None else self._draft

    def _span(self) -> int:
        reaches = [abs(end) for rule in self._account.rules for end in rule.reach()]
        return min(max([SPAN, *reaches]), MOST_POINTS)

    def _say(self) -> None:
        account, around = self._account, self._around
        text = ""
        for name in (account.field, account.email):
            item = around.find(name) if name else None
            if item is not None and item.kind is not Kind.TEXT:
                text = f"{name} is read as {item.kind}; read it as text on the page Data."
        self._says.present(text)
        self._says.setVisible(bool(text))
        wrong = self.scale_ends.fault or ranges_fault(self._raises)
        self._wrong.present(wrong)
        self._wrong.setVisible(bool(wrong))

    # Changes

    def _tell(self, gesture: int = 0, **changes: object) -> None:
        if self._model is None or self._model.account is None:
            return
        after = replace(self._account, **changes)  # type: ignore[arg-type]
        if after != self._account and (after.field or after.email):
            self.edited.emit(ChangeAccount(self._model.id, after), gesture)

    def _add_part(self) -> None:
        band = "" if self._model is None else self._model.bands[self._model.mql_band].name
        part = AccountPart(AccountMeasure.IN_BAND, band=band)
        self._tell(parts=(*self._account.parts, part))
        self.parts.focus_last()

    def _add_rule(self) -> None:
        if self._model is None:
            return
        rule = Rule(self._model.fresh_id("r"), "New rule", Points(5))
        self._tell(rules=(*self._account.rules, rule))
        self.rules.focus_last()

    def _rescale(self, least: int | None, most: int | None, gesture: int) -> None:
        if least is not None and most is not None and least < most:
            self._tell(gesture, scale=Scale(least, most))

    def _add_raise(self) -> None:
        entries, scale = self._raises, self._account.scale
        low = float(scale.least + (scale.most - scale.least) // 2)
        if entries:
            last = entries[-1]
            begin = scale.least if last.low is None else last.low
            low = begin + 10 if last.high is None else last.high
            entries = (*entries[:-1], replace(last, high=low))
        self._take_raises((*entries, RangePoints(low, None, 5)), 0)
        self.raises.focus_last()

    def _take_raises(self, entries: object, gesture: int) -> None:
        """Ranges with a fault stay here until they are mended."""
        if not isinstance(entries, tuple):
            return
        self._draft = None if entries == self._account.raises else entries
        if self._draft is not None and not ranges_fault(entries):
            self._tell(gesture, raises=entries)
        else:
            self.raises.present(entries, lambda line, entry: line.present(entry))
            self._say()

    def _remove(self) -> None:
        if self._model is not None:
            self.edited.emit(ChangeAccount(self._model.id, None), 0)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
