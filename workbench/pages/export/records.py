"""The tables of the page Export: what does not fit, whom that moves, what a proof found."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.evaluation.figures import NONE, count
from models.exchange.proof.engine import Verdict
from models.exchange.targets.effect import Effect, because_of
from models.exchange.targets.misfit import Misfit
from widgets.tables.record_cells import BandCell, Cell, Named, Toned
from widgets.tables.records import RecordColumn, Records

MISFITS = (
    RecordColumn("What does not fit", width=220),
    RecordColumn("Why", width=300, stretches=True),
)
MOVED = (
    RecordColumn("Lead", width=150),
    RecordColumn("Score", width=70, right=True),
    RecordColumn("Band", width=110),
    RecordColumn("There", width=70, right=True),
    RecordColumn("Band there", width=110),
    RecordColumn("Because of", width=160, stretches=True),
)
PROOFS = (
    RecordColumn("Engine", width=180, stretches=True),
    RecordColumn("Leads", width=90, right=True),
    RecordColumn("The same", width=90, right=True),
    RecordColumn("Something else", width=120, right=True),
)
MOST_MOVED = 1000
"""Leads that are listed one by one."""


def misfit_records(misfits: tuple[Misfit, ...]) -> Records:
    """A row for each part that does not fit."""

    def cell(column: int, place: int) -> Cell:
        misfit = misfits[place]
        if not column:
            what = "left out" if misfit.left_out else "written otherwise"
            return Named(misfit.name or "The model", f"{misfit.part.value}, {what}")
        return Named(misfit.why, misfit.instead)

    return Records(MISFITS, np.arange(len(misfits)), cell)


def moved_records(
    effect: Effect, misfits: tuple[Misfit, ...], name_of: Callable[[int], str]
) -> Records:
    """A row for each lead that gets another score; `name_of`: a scored lead's name."""
    own, theirs = effect.own, effect.theirs
    bands, others = own.model.bands, theirs.model.bands

    def cell(column: int, place: int) -> Cell:
        row = int(effect.rows[place])
        match column:
            case 0:
                return name_of(row)
            case 1:
                return count(int(own.scores[row]))
            case 2:
                at = int(own.bands[row])
                return BandCell(bands[at].name, len(bands) - 1 - at, len(bands))
            case 3:
                return count(int(theirs.scores[row]))
            case 4:
                at = int(theirs.bands[row])
                return BandCell(others[at].name, len(others) - 1 - at, len(others))
            case _:
                return Toned(because_of(effect, misfits, row), "text2")

    return Records(MOVED, np.arange(min(len(effect.rows), MOST_MOVED)), cell)


def proof_records(verdicts: tuple[Verdict, ...]) -> Records:
    """A row for each engine that ran."""

    def cell(column: int, place: int) -> Cell:
        found = verdicts[place]
        match column:
            case 0:
                return Named(found.engine, found.version)
            case 1:
                return count(found.leads)
            case 2:
                return Toned(count(found.leads - found.wrong), "ok" if found.holds else "text")
            case _:
                return Toned(count(found.wrong), "err", 600) if found.wrong else NONE

    return Records(PROOFS, np.arange(len(verdicts)), cell)
