"""What a matrix says: the verdict of its page, and what to look at in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.evaluation.figures import count, leads, percent
from models.evaluation.matrix import Matrix
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import TOO_FEW
from models.leads.tally import Tally

FEW_LABELS = 4
"""With so many different labels or fewer each is told; with more, the best corner."""
MOST_NOTES = 5


@dataclass(frozen=True)
class Note:
    """Something to look at. `warns`: it may be a fault; else it is only worth knowing."""

    title: str
    text: str
    warns: bool = False


def few(tally: Tally) -> bool:
    """Whether a cell has too few leads with a known outcome for its rate to be judged."""
    return tally.known <= TOO_FEW


def and_list(words: Sequence[str]) -> str:
    """Words with commas and "and": "A1, A2 and B1"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def matrix_verdict(matrix: Matrix, baseline: str = "") -> tuple[str, str]:
    """What a sales lead would repeat of the matrix, and its limits."""
    if not matrix.all.leads:
        return "There are no leads to grade.", ""
    return _first(matrix), " ".join(filter(None, (_moved(matrix, baseline), _doubt(matrix))))


def _first(matrix: Matrix) -> str:
    labels = matrix.by_label
    if len(labels) <= FEW_LABELS:
        (best, tally), *rest = labels.items()
        parts = [_holds(best, 1, tally), *(f"{label} {_hold(other)}" for label, other in rest)]
        return "; ".join(parts) + "."
    top = list(dict.fromkeys(_corner(matrix)))
    inside, outside = _sum(labels, top), _sum(labels, [one for one in labels if one not in top])
    others = len(labels) - len(top)
    first = _holds(and_list(top), len(top), inside)
    if outside.rate is None:
        return f"{first}."
    others_hold = f"{count(outside.leads)} in the other {count(others)} grades"
    return f"{first}; of the {others_hold} {percent(outside.rate, 0)} did."


def _corner(matrix: Matrix) -> Iterator[str]:
    """The labels of the best cell and those beside it."""
    for row, column in ((0, 0), (0, 1), (1, 0)):
        yield matrix.grade.labels[row][column]


def _sum(labels: dict[str, Tally], names: Sequence[str]) -> Tally:
    chosen = [labels[name] for name in names]
    return Tally(
        sum(tally.leads for tally in chosen),
        sum(tally.converted for tally in chosen),
        sum(tally.not_converted for tally in chosen),
    )


def _holds(name: str, names: int, tally: Tally) -> str:
    """Such as: A1 holds 212 leads, 19 % of which converted."""
    verb = "holds" if names == 1 else "hold"
    if not tally.leads:
        return f"{name} {verb} no lead"
    if tally.rate is None:
        return f"{name} {verb} {leads(tally.leads)}"
    known = "" if tally.known == tally.leads else ", as far as is known"
    return f"{name} {verb} {leads(tally.leads)}, {percent(tally.rate, 0)} of which converted{known}"


def _hold(tally: Tally) -> str:
    if not tally.leads:
        return "none"
    return count(tally.leads) + ("" if tally.rate is None else f", {percent(tally.rate, 0)}")


def _moved(matrix: Matrix, baseline: str) -> str:
    movement = matrix.movement
    if movement is None or not baseline or not movement.changed:
        return ""
    changes = "changes its" if movement.changed == 1 else "change their"
    return f"{leads(movement.changed)} {changes} grade against {baseline}."


def _doubt(matrix: Matrix) -> str:
    if not matrix.all.known:
        return "No outcome is known, so nothing says whether they convert."
    if not matrix.all.converted:
        return "No lead converted, so nothing says whether they are the right ones."
    wrong = list(_inversions(matrix))
    if wrong:
        return f"{wrong[0].title}."
    if matrix.all.converted <= TOO_FEW:
        return f"Only {leads(matrix.all.converted)} converted: too few to judge by."
    return ""


def notes_of(matrix: Matrix, missing_axes: Sequence[str] = ()) -> tuple[Note, ...]:
    """What to look at, gravest first. `missing_axes`: those that no group has."""
    notes = [
        Note(
            f"No group measures {axis}",
            f"Every lead has 0 points of {axis}. Give a group of the model that axis.",
            warns=True,
        )
        for axis in missing_axes
    ]
    notes += _inversions(matrix)
    labels = matrix.by_label
    empty = [label for label, tally in labels.items() if not tally.leads]
    if empty and matrix.all.leads:
        grades = "One grade holds" if len(empty) == 1 else f"{count(len(empty))} grades hold"
        notes.append(Note(f"{grades} no lead", and_list(empty[:8]) + _more(empty, 8) + "."))
    thin = [label for label, tally in labels.items() if tally.leads > 0 and few(tally)]
    if thin and matrix.all.known:
        grades = "One grade has" if len(thin) == 1 else f"{count(len(thin))} grades have"
        notes.append(
            Note(
                f"{grades} too few leads to judge",
                f"{TOO_FEW} or fewer with a known outcome: {and_list(thin[:8])}{_more(thin, 8)}.",
            )
        )
    if _falls(matrix) and not missing_axes:
        rows = f"from {matrix.grade.fit[0].name} to {matrix.grade.fit[-1].name}"
        columns = f"from {matrix.grade.engagement[0].name} to {matrix.grade.engagement[-1].name}"
        notes.append(Note("Conversion falls as it should", f"{rows}, and {columns}."))
    return tuple(notes[:MOST_NOTES])


def _more(names: Sequence[str], most: int) -> str:
    return "" if len(names) <= most else f" and {count(len(names) - most)} more"


def _inversions(matrix: Matrix) -> Iterator[Note]:
    """Rows, columns, then cells that convert surely better than the better one beside them."""
    grade = matrix.grade
    for what, steps, tallies in (
        ("row", grade.fit, matrix.rows),
        ("column", grade.engagement, matrix.columns),
    ):
        pairs = pairwise(zip((f"{what} {step.name}" for step in steps), tallies, strict=True))
        for (name, better), (other, worse) in pairs:
            yield from _inverted(name, better, other[0].upper() + other[1:], worse)
    for row, cells in enumerate(matrix.cells):
        for column, cell in enumerate(cells):
            here = grade.labels[row][column]
            for below, right in ((row + 1, column), (row, column + 1)):
                if below < len(matrix.cells) and right < len(cells):
                    other = grade.labels[below][right]
                    if other != here:
                        yield from _inverted(here, cell, other, matrix.cells[below][right])


def _inverted(better: str, high: Tally, worse: str, low: Tally) -> Iterator[Note]:
    mine, theirs = (rate_interval(tally.converted, tally.known) for tally in (high, low))
    if mine is None or theirs is None or few(high) or few(low) or mine.high >= theirs.low:
        return
    yield Note(
        f"{worse} converts better than {better}",
        f"{percent(theirs.value, 0)} of {leads(low.known)} against "
        f"{percent(mine.value, 0)} of {leads(high.known)}. Move a threshold, or look at the "
        "rules of that side.",
        warns=True,
    )


def _falls(matrix: Matrix) -> bool:
    for tallies in (matrix.rows, matrix.columns):
        rates = [tally.rate for tally in tallies if not few(tally)]
        known = [rate for rate in rates if rate is not None]
        if len(known) < 2 or any(high < low for high, low in pairwise(known)):
            return False
    return True
