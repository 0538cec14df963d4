"""Rows that share their lead's id: they stay leads of their own, and it is said (semantics 14)."""

from __future__ import annotations

from models.leads.raw import RawColumn
from models.leads.text import clean
from models.leads.wording import count_of, listed
from models.problems import Problem

EXAMPLES = 5
"""Ids that are shown; all rows are counted."""


def repeated_ids(column: RawColumn) -> tuple[Problem, ...]:
    """Rows whose id another row has too, with a few of these ids; a blank is no id.

    Ids are the same where their texts are, whatever kind of cell a spreadsheet stored them in.
    """
    if not (column.counts[1:] > 1).any() and _one_kind(column):
        return ()
    rows: dict[str, int] = {}
    for text, number in zip(column.texts, column.counts.tolist(), strict=True):
        if number and clean(text):
            rows[text] = rows.get(text, 0) + number
    shared = {text: number for text, number in rows.items() if number > 1}
    if not shared:
        return ()
    sharing = sum(shared.values())
    repeated = sharing - len(shared)
    examples = tuple(shared)[:EXAMPLES]
    return (
        Problem(
            f"{count_of(repeated, 'row')} {'repeats' if repeated == 1 else 'repeat'} the id of "
            f"another, such as {listed(examples[:2])}: {count_of(sharing, 'lead')} share their "
            "id, and each stays a lead of its own.",
            column.name,
            "Remove the doubles in the file, or choose another id.",
            repeated,
            examples,
        ),
    )


def _one_kind(column: RawColumn) -> bool:
    """Whether all cells are of one kind, so that each of their texts occurs once."""
    cells = column.cells[1:]
    return not len(cells) or int(cells.min()) == int(cells.max())
