"""One field at the side of the page Quality: how it is filled, what was found, which leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models.evaluation.quality.finding import Finding
from models.evaluation.quality.variants import Variants
from models.exchange.shown import Listed, Table, listed
from models.leads.tally import ValueCount
from models.leads.wording import count_of
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.fill_chart import FillChart
from widgets.charts.fill_value import FillByMonth
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.taking.taking import Taking
from widgets.value_list import ValueList
from widgets.variants_box import Taken, VariantsBox

ROW = 28


@dataclass(frozen=True)
class LeadLine:
    """A lead that a finding is about: its row, its id, and the cell as it is written."""

    row: int
    name: str
    cell: str


@dataclass(frozen=True, eq=False)
class FieldDetail:
    """All that the panel shows. `shown`: the finding whose `leads` are listed."""

    name: str
    facts: tuple[str, ...]
    months: FillByMonth | None
    months_note: str
    findings: tuple[Finding, ...]
    proposals: tuple[Variants, ...] = ()
    taken: tuple[Taken, ...] = ()
    values: tuple[ValueCount, ...] = ()
    rates: bool = True
    shown: Finding | None = None
    leads: tuple[LeadLine, ...] = ()


class QualityPanel(QWidget):
    """`take_asked` (Variants), `drop_asked` (Taken), `lead_asked` (int): what the user wishes.

    Leads are to be chosen: `spelled_asked` (Variants), `value_asked` (str), `month_asked` (its
    place, and whether those with a value, those without, or None for all of it).
    """

    take_asked = Signal(object)
    drop_asked = Signal(object)
    lead_asked = Signal(int)
    spelled_asked = Signal(object)
    value_asked = Signal(str)
    month_asked = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", size=15, weight=600, wrap=True)
        self.facts = Label("", "text2", size=12, wrap=True)
        self.chart = FillChart()
        self.chart.row_asked.connect(lambda place: self.month_asked.emit(place, None))
        self.chart.part_asked.connect(self.month_asked)
        self.card = ChartCard(self.chart)
        self.findings = Label("", size=12, wrap=True)
        self.variants = VariantsBox()
        self.variants.take_asked.connect(self.take_asked)
        self.variants.drop_asked.connect(self.drop_asked)
        self.variants.leads_asked.connect(self.spelled_asked)
        self.leads_head = Label("", size=13, weight=600, wrap=True)
        self.leads = QListWidget()
        self.leads.setAccessibleName("Leads that the finding is about")
        self.leads.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.leads.itemActivated.connect(self._open)
        self.taking = Taking(self.leads, self._listed)
        self._lines: tuple[LeadLine, ...] = ()
        self.values_head = Label("Values as rules see them", size=13, weight=600)
        self.values = ValueList()
        self.values.setAccessibleName("Values as rules see them")
        self.values.choose_leads_by(self.value_asked.emit)
        self.shown_values: tuple[ValueCount, ...] = ()
        column = QVBoxLayout(self)
        spaced(column, 8, margins=(12, 12, 12, 12))
        for widget in (
            self.title,
            self.facts,
            self.findings,
            self.leads_head,
            self.leads,
            self.variants,
            self.card,
            self.values_head,
            self.values,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        theme.observer().changed.connect(self._fit)
        self.present(None)

    def present(self, detail: FieldDetail | None) -> None:
        """Show a field; None for nothing. Never emits."""
        self.setVisible(detail is not None)
        self.field = "" if detail is None else detail.name
        if detail is None:
            return
        self.title.present(detail.name)
        self.facts.present("\n".join(detail.facts))
        self.chart.present(detail.months)
        self.chart.setVisible(detail.months is not None)
        self.card.says.present(detail.months_note)
        self.card.says.setVisible(bool(detail.months_note))
        words = [f"\u2022 {found.what} {found.effect.sentence()}" for found in detail.findings]
        self.findings.present("\n".join(words))
        self.findings.setVisible(bool(words))
        self.variants.present(detail.proposals, detail.taken)
        self._present_leads(detail.shown, detail.leads)
        self.shown_values = detail.values
        self.values.present(detail.values, rates=detail.rates)
        self.values_head.setVisible(bool(detail.values))
        self.values.setVisible(bool(detail.values))
        self._fit()

    def show_chosen(self, months: tuple[int, ...] | None, values: Mapping[str, int] | None) -> None:
        """Show how many of the leads of each month, and of each value, are chosen; None: nobody
        chose any."""
        if self.chart.value is not None:
            fits = months is not None and len(months) == len(self.chart.value.parts)
            self.chart.present(replace(self.chart.value, chosen=months if fits else None))
        self.values.show_chosen(values)

    def _present_leads(self, shown: Finding | None, lines: Sequence[LeadLine]) -> None:
        self.leads.clear()
        self._lines = tuple(lines)
        self.leads_head.setVisible(shown is not None)
        self.leads.setVisible(bool(lines))
        if shown is None:
            return
        more = shown.leads - len(lines)
        rest = f", the first {len(lines)} of them" if more > 0 else ""
        self.leads_head.present(f"{count_of(shown.leads, 'lead')}{rest}: {shown.what}")
        for line in lines:
            item = QListWidgetItem(f"{line.name}: {line.cell or 'blank'}")
            item.setToolTip("Enter or a double click shows how its score comes about")
            item.setData(Qt.ItemDataRole.UserRole, line.row)
            self.leads.addItem(item)

    def _listed(self) -> Listed:
        """The leads of the finding with their cells."""
        rows: Table = [["Lead", self.field]]
        rows += [[line.name, line.cell] for line in self._lines]
        return listed(self.leads.accessibleName(), rows)

    def _fit(self) -> None:
        """Lists are as high as what they hold, up to a few rows."""
        self.leads.setFixedHeight(theme.px(ROW * min(max(self.leads.count(), 1), 7) + 4))
        self.values.setFixedHeight(theme.px(40 * min(max(self.values.count(), 1), 8) + 4))
        self.chart.setFixedHeight(theme.px(130))

    def _open(self, item: QListWidgetItem) -> None:
        self.lead_asked.emit(int(item.data(Qt.ItemDataRole.UserRole)))
