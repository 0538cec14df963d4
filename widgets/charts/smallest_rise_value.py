"""What tests of more and more weeks could show: a value, its table, its words."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import NONE
from models.evaluation.trials.amounts import points
from models.evaluation.trials.design import Shown
from models.evaluation.trials.plan_words import shown_words
from models.leads.wording import count_of
from widgets.charts.labels import Table


@dataclass(frozen=True)
class SmallestRise:
    """`curve`: by number of weeks. `planned`: the weeks that the plan needs; None: too many.
    `wanted`: the rise worth having, as a share.
    """

    curve: tuple[Shown, ...]
    planned: int | None
    wanted: float

    @property
    def told(self) -> tuple[tuple[int, float], ...]:
        """Weeks and the least rise, where any can be shown."""
        return tuple((one.weeks, one.difference) for one in self.curve if one.difference)

    def near(self, weeks: float) -> Shown:
        """What the test of the nearest number of weeks could show."""
        return min(self.curve, key=lambda one: abs(one.weeks - weeks))


def smallest_rise_table(value: SmallestRise) -> Table:
    """Weeks, leads and the least rise."""
    rows: Table = [["Weeks", "Leads", "Smallest rise, points", "Plan"]]
    for one in value.curve:
        rise = NONE if one.difference is None else round(100 * one.difference, 2)
        plan = "planned" if one.weeks == value.planned else ""
        rows.append([one.weeks, one.leads, rise, plan])
    return rows


def smallest_rise_words(value: SmallestRise, weeks: float) -> str:
    """What the test of about so many weeks could show."""
    found = value.near(weeks)
    words = shown_words(found).rstrip(".")
    return f"{words}, as planned" if found.weeks == value.planned else words


def smallest_rise_sentence(value: SmallestRise) -> str:
    """The curve in words: its ends and the plan."""
    if not value.told:
        return "No test of these lengths could show a difference."
    (short, most), (long, least) = value.told[0], value.told[-1]
    said = f"{count_of(short, 'week')} could show a rise of {points(most)} or more"
    if long != short:
        said += f", {count_of(long, 'week')} one of {points(least)}"
    if value.planned is None:
        return f"{said}; the rise worth having, {points(value.wanted)}, takes longer."
    return f"{said}; {count_of(value.planned, 'week')} are planned for {points(value.wanted)}."
