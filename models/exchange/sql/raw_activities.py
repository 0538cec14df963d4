"""What is measured of activities, as steps of a statement (semantics 8).

A step for each measure gives (lead_id, as_of, found); a lead without a row has none. Ages are whole
days, activities after the as-of day are left out once for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models.exchange.portable.columns import (
    Column,
    Holds,
    OfLastActivity,
    OfPercents,
    OfQuantity,
    OfSequence,
)
from models.exchange.portable.questions import asked
from models.exchange.portable.reading import Reading
from models.exchange.portable.vocabulary import DayWithin, questions_in
from models.exchange.sql.expressions import Writer
from models.exchange.sql.raw_columns import cell, folded, raw_name
from models.exchange.sql.steps import Output, Step, case
from models.exchange.sql.words import Wording
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Recipe
from models.leads.text import key
from models.scoring.conditions import Measure, Quantity, Selection

BY_LEAD = "lead_id, as_of"
ACTIVITIES = "activity_ages"
_MOST_WHOLE = 1_000_000_000_000


@dataclass
class Measures:
    """Collects the steps. `table`: of the activities; `day`: of the as-of day, since 1970-01-01."""

    writer: Writer
    recipe: ActivityRecipe
    table: str
    day: int
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._details = Reading(Recipe(self.recipe.details), (), self.day)
        self._ages: dict[Column, str] = {}

    def ages(self, leads: str) -> Step:
        """The step that the measures read: activities of these leads, and how old they are.

        To be asked for when all measures are made: it has the details that they read.
        """
        writer = self.writer
        late = writer.column("as_of", "who")
        age = writer.sql(writer.days_from(writer.column("activity_day", "act"), late))
        outputs = [
            *(Output("", name) for name in ("who.lead_id", "who.as_of", "act.activity_place")),
            Output("", "act.activity_day"),
            Output(folded("act.activity_type"), "activity_type"),
            Output(age, "activity_age"),
        ]
        for column in self._details.columns:
            item = self.recipe.find(column.label)
            event = item is not None and item.event
            outputs.append(Output(cell(column, "act", "who.as_of", event, writer), column.name))
            if column in self._ages:
                name = raw_name(column)
                days = writer.sql(writer.days_from(writer.column(name, "act"), late))
                known = f"act.{writer.named(name)} <= who.as_of"
                sql = f"CASE WHEN {known} THEN {days} END" if event else days
                outputs.append(Output(sql, self._ages[column]))
        source = (
            f"{self.table} AS act JOIN (SELECT DISTINCT {BY_LEAD} FROM {leads}) AS who"
            " ON act.lead_id = who.lead_id WHERE act.activity_day <= who.as_of"
        )
        return Step(ACTIVITIES, "Activities up to the as-of day", tuple(outputs), source)

    def of(self, column: Column) -> str:
        """The step that measures a column, by name."""
        name = f"m_{column.name}"[:48]
        source = column.source
        match source:
            case OfQuantity(quantity) if self._several(quantity) is not None:
                self._different(name, column, quantity)
            case OfQuantity(quantity):
                self._add(name, column, self._measure(quantity), self._where(quantity.of))
            case OfLastActivity(types):
                self._add(name, column, "MAX(activity_day)", self._where(Selection(types)))
            case OfPercents():
                self._percents(name, column, source)
            case OfSequence(followed):
                first, then = self._where(followed.first), self._where(followed.then)
                gap = self.writer.sql(
                    self.writer.days_from(
                        self.writer.column("activity_day", "a"),
                        self.writer.column("activity_day", "b"),
                    )
                )
                self._add(
                    name,
                    column,
                    "1",
                    f"(SELECT * FROM {first}) AS a JOIN (SELECT * FROM {then}) AS b"
                    " ON a.lead_id = b.lead_id AND a.as_of = b.as_of"
                    f" AND a.activity_place < b.activity_place AND {gap} <= {followed.within}",
                    "a.",
                )
            case _:
                raise AssertionError(column)
        return name

    def _add(self, name: str, column: Column, sql: str, source: str, of: str = "") -> None:
        by = f"{of}lead_id, {of}as_of"
        outputs = (Output("", f"{of}lead_id"), Output("", f"{of}as_of"), Output(sql, "found"))
        self.steps.append(Step(name, column.label, outputs, f"{source} GROUP BY {by}"))

    def _measure(self, quantity: Quantity) -> str:
        match quantity.measure:
            case Measure.COUNT:
                return "COUNT(*)"
            case Measure.LAST:
                return "MAX(activity_day)"
            case Measure.FIRST:
                return "MIN(activity_day)"
            case Measure.SINCE_LAST:
                return "MIN(activity_age)"
            case Measure.SINCE_FIRST:
                return "MAX(activity_age)"
            case Measure.DISTINCT:
                detail = self._details.field(quantity.detail)
                return "0" if detail is None else f"COUNT(DISTINCT {self._named(detail)})"
            case Measure.SUM:
                detail = self._details.field(quantity.detail)
                if detail is None or detail.holds is not Holds.NUMBER:
                    return "0"
                name = self._named(detail)
                whole = f"{name} = FLOOR({name}) AND ABS({name}) <= {_MOST_WHOLE}"
                return f"SUM(CASE WHEN {whole} THEN CAST({name} AS BIGINT) ELSE 0 END)"

    def _several(self, quantity: Quantity) -> Column | None:
        """The detail whose different values are counted, if it has several."""
        if quantity.measure is not Measure.DISTINCT:
            return None
        detail = self._details.field(quantity.detail)
        return detail if detail is not None and detail.holds is Holds.KEYS else None

    def _different(self, name: str, column: Column, quantity: Quantity) -> None:
        """A row for each value, then those that differ."""
        detail = self._several(quantity)
        assert detail is not None
        cells = f"TRIM(BOTH ';' FROM {self._named(detail)})"
        split = "STRING_SPLIT" if self.writer.dialect.sqlglot == "duckdb" else "STRING_TO_ARRAY"
        items = (
            f"(SELECT {BY_LEAD}, UNNEST({split}({cells}, ';')) AS item"
            f" FROM {self._where(quantity.of)}) AS items"
        )
        self._add(name, column, "COUNT(DISTINCT item)", items)

    def _percents(self, name: str, column: Column, source: OfPercents) -> None:
        ranked = (
            f"(SELECT *, ROW_NUMBER() OVER (PARTITION BY {BY_LEAD} ORDER BY activity_place DESC)"
            f" AS newest FROM {self._where(source.of)}) AS ranked"
        )
        left = case(
            [(f"activity_age <= {step.to}", str(step.percent)) for step in source.steps],
            str(source.after),
        )
        self._add(name, column, f"SUM({left})", f"{ranked} WHERE newest <= {source.most}")

    def _where(self, of: Selection) -> str:
        """The activities of a selection, as what stands after FROM."""
        tests = []
        if of.days is not None:
            tests.append(f"activity_age <= {of.days}")
        if of.types:
            types = ", ".join(self.writer.quoted(key(name)) for name in of.types)
            tests.append(f"activity_type IN ({types})")
        if of.where is not None:
            condition = asked(of.where, self._details)
            for question in questions_in(condition):
                if isinstance(question, DayWithin):
                    self._ages.setdefault(question.column, f"{question.column.name[:40]}_day_age")
            tests.append(f"({Wording(self.writer, self._ages).condition(condition)})")
        return f"{ACTIVITIES} WHERE {' AND '.join(tests)}" if tests else f"{ACTIVITIES} WHERE 1 = 1"

    def _named(self, column: Column) -> str:
        return self.writer.named(column.name)
