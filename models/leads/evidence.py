"""Evidence: what was seen in the cells of a field, over all rows, and what was concluded."""

from __future__ import annotations

from dataclasses import dataclass

from models.leads.fields import Kind, Role


@dataclass(frozen=True)
class Evidence:
    """Why a field has its kind and role.

    `filled` and `blank` count rows, `distinct` the different filled cells as they were.
    `sentence` gives the reason of the kind in words with its figures, `why` that of the role
    ("" for an ordinary field). `misfits` counts cells that are not of the kind.
    """

    filled: int
    blank: int
    distinct: int
    kind: Kind
    sentence: str
    role: Role = Role.FIELD
    why: str = ""
    misfits: int = 0
