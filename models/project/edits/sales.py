"""Changes of what thresholds are chosen by: what sales can work, what it costs and is worth."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from models.evaluation.thresholds.wishes import Sales
from models.leads.wording import figure
from models.project.document import Project
from models.signs import NARROW


@dataclass(frozen=True)
class ChangeSales:
    """Say anew what sales can do and what a conversion is worth."""

    sales: Sales

    def apply(self, project: Project) -> Project:
        return replace(project, sales=self.sales)

    def label(self, before: Project) -> str:
        names = [field.name for field in fields(Sales)]
        was, now = before.sales, self.sales
        changed = [name for name in names if getattr(was, name) != getattr(now, name)]
        if len(changed) != 1:
            return "What sales can do"
        return _label(changed[0], getattr(now, changed[0]))

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("sales",)


_NAMES = {
    "people": "People who work leads",
    "touches_a_day": "Leads a day each",
    "days_a_week": "Days of work a week",
    "cost": "Cost of working one lead",
    "win": "Value of one conversion",
    "currency": "Currency",
    "precision": "Wanted conversion",
    "recall": "Wanted share of conversions",
}


def _label(name: str, value: float | str | None) -> str:
    if value is None:
        return f"{_NAMES[name]}: not said"
    if isinstance(value, str):
        return f"{_NAMES[name]} {value}"
    if name in ("precision", "recall"):
        return f"{_NAMES[name]} {figure(round(100 * value, 6))}{NARROW}%"
    return f"{_NAMES[name]} {figure(value)}"
