"""What is other in next month's file than last month's recipe and leads: values and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.leads.fields import Kind
from models.leads.wording import count_of, listed, percent, quoted
from models.problems import Problem


@dataclass(frozen=True)
class Renamed:
    """A field that may have another name now, and why that is thought."""

    field: str
    column: str
    why: str

    def sentence(self) -> str:
        """For the person who reads the file."""
        return f"{quoted(self.field)} may be called {quoted(self.column)} now: {self.why}."


@dataclass(frozen=True)
class KindChange:
    """A field that is not written as last month: cells that do not fit, or fit by chance.

    `how` says in what it differs: "day first instead of month first"; "" where cells just do not
    fit any more.
    """

    field: str
    kind: Kind
    misfits: int
    filled: int
    examples: tuple[str, ...] = ()
    how: str = ""

    def sentence(self) -> str:
        """For the person who reads the file."""
        noun = {Kind.NUMBER: "number", Kind.DATE: "date"}.get(self.kind, "yes or no")
        many = noun + ("s" if noun != "yes or no" and self.misfits != 1 else "")
        no = f"{self.misfits:,} of {count_of(self.filled, 'filled cell')} "
        no += f"{'is' if self.misfits == 1 else 'are'} no {many} as they were read last month"
        if noun == "yes or no":
            no = no.replace(" no yes or no ", " neither yes nor no ")
        such = f", such as {listed(self.examples[:2])}" if self.examples else ""
        if not self.how:
            return f"{no}{such}."
        rest = f"; {no}{such}" if self.misfits else ""
        return f"It is written otherwise than last month, {self.how}{rest}."


@dataclass(frozen=True)
class NewValues:
    """Values that no lead had last month: (value, rows), the commonest first."""

    field: str
    values: tuple[tuple[str, int], ...]

    def sentence(self) -> str:
        """For the person who reads the file."""
        rows = sum(rows for _, rows in self.values)
        shown = listed(value for value, _ in self.values[:3])
        rest = f" and {len(self.values) - 3:,} more" if len(self.values) > 3 else ""
        has = "has a value" if rows == 1 else "have values"
        return f"{count_of(rows, 'row')} {has} that no lead had last month: {shown}{rest}."


@dataclass(frozen=True)
class BlankChange:
    """A field whose share of blank cells is another: filled less, or more, than last month."""

    field: str
    before: float
    now: float

    def sentence(self) -> str:
        """For the person who reads the file."""
        return f"{percent(self.now)} of its cells are blank, {percent(self.before)} last month."


@dataclass(frozen=True)
class RecipeDifference:
    """All that is other. `missing`: fields that no column has; `new`: columns of no field."""

    missing: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    kinds: tuple[KindChange, ...] = ()
    values: tuple[NewValues, ...] = ()
    blanks: tuple[BlankChange, ...] = ()

    def __bool__(self) -> bool:
        every = (self.missing, self.new, self.renamed, self.kinds, self.values, self.blanks)
        return any(every)

    def sentences(self) -> Iterator[str]:
        """The difference as it is read from above."""
        if self.missing:
            yield f"Not in the file: {listed(self.missing)}."
        yield from (found.sentence() for found in self.renamed)
        if self.new:
            yield f"New in the file: {listed(self.new)}."
        yield from (f"{change.field}: {change.sentence()}" for change in self.kinds)
        yield from (f"{found.field}: {found.sentence()}" for found in self.values)
        yield from (f"{change.field}: {change.sentence()}" for change in self.blanks)

    def problems(self) -> tuple[Problem, ...]:
        """What is other in the cells, as findings about fields."""
        return (
            *(kind_problem(change) for change in self.kinds),
            *(
                Problem(
                    found.sentence(),
                    found.field,
                    "Look whether rules should name them, or map them to known ones.",
                    sum(rows for _, rows in found.values),
                    tuple(value for value, _ in found.values[:5]),
                )
                for found in self.values
            ),
            *(
                Problem(
                    change.sentence(),
                    change.field,
                    "Look whether the export still has all of it.",
                )
                for change in self.blanks
            ),
        )


def kind_problem(change: KindChange) -> Problem:
    """A field that is written otherwise, as a finding."""
    remedy = "Choose how the field is read, or export it as last month."
    return Problem(change.sentence(), change.field, remedy, change.misfits, change.examples)
