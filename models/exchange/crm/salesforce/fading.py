"""What time leaves of a group, as formulas: the age once, then a table of ages."""

from __future__ import annotations

from models.exchange.crm.salesforce.expressions import Expressions
from models.exchange.crm.salesforce.length import named, parts_of
from models.exchange.crm.salesforce.reads import Field
from models.exchange.portable.columns import Column
from models.exchange.portable.program import Fading, PortableGroup
from models.exchange.portable.vocabulary import NEVER, Asked, Blank, Day, DayWithin


def faded_by(
    group: PortableGroup, fading: Fading, said: Expressions, taken: set[str], made: list[Field]
) -> str:
    """The percent that is left of a group: a formula, or a field that is added to `made`."""
    age = ""
    column = _dated(fading)
    if column is not None:
        formula = f"{said.day(Day(0, True))}-{said.name(column)}"
        age = named(made, "Age", f"days of age by which {group.name} fades", formula, taken)
    if age:
        percent = _table(group, fading, age, taken, made)
    else:
        percent = str(fading.after)
        for line in reversed(fading.lines):
            percent = f"IF({said.holds(line.when)},{line.points},{percent})"
    return named(made, "Left", f"percent left of {group.name}", percent, taken)


def _table(
    group: PortableGroup, fading: Fading, age: str, taken: set[str], made: list[Field]
) -> str:
    """The percent of an age as a sum: each row adds what it has more than the next.

    Rows are ages that ascend, so that a row holds where all later ones do. IF within IF for each
    row, a hundred deep, is more than engines of formulas read in useful time.
    """
    rows = [(_to(line.when), line.points) for line in fading.lines if line.when != _blank(fading)]
    undated = next((line.points for line in fading.lines if line.when == _blank(fading)), 0)
    after = [*(points for _, points in rows), fading.after][1:]
    more = [
        f"IF({age}<={to},{points - then},0)"
        for (to, points), then in zip(rows, after, strict=True)
        if points != then
    ]
    parts = parts_of([str(fading.after), *more])
    if len(parts) > 1:
        about = f"percent left of {group.name}, in parts"
        parts = [named(made, "Left", about, part, taken) for part in parts]
    return f"IF(ISBLANK({age}),{undated},{'+'.join(parts)})"


def _blank(fading: Fading) -> Asked:
    return Blank(column) if (column := _dated(fading)) is not None else NEVER


def _to(when: Asked) -> int:
    assert isinstance(when, DayWithin)
    assert when.low is not None
    return -when.low.days


def _dated(fading: Fading) -> Column | None:
    """The one day whose age is asked for by each row; None where a row asks otherwise."""
    found: set[Column] = set()
    for line in fading.lines:
        match line.when:
            case DayWithin(column, Day(_, True), None) | Blank(column):
                found.add(column)
            case _:
                return None
    return found.pop() if len(found) == 1 else None
