"""What the tables of the page Programme show: levels, leads by balance, the ledger of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import NONE, percent, too_few
from models.evaluation.game import GameFigures
from models.leads.text import cleaned_key
from models.leads.wording import figure
from models.scoring.answers import EPOCH
from models.scoring.game import Game
from models.scoring.ledger import Balances, Entry, EntryKind
from models.scoring.model import ScoringModel
from models.signs import signed
from widgets.tables.record_cells import BandCell, Cell, Named, ScoreCell, Toned
from widgets.tables.records import RecordColumn, Records
from workbench.lead_names import LeadNames

BALANCE, SCORE = "balance", "score"


def level_records(figures: GameFigures) -> Records:
    """The levels, the highest first, with their leads and what became of them."""
    columns = (
        RecordColumn("Level", width=110),
        RecordColumn("From", width=64, right=True),
        RecordColumn("Leads", width=72, right=True),
        RecordColumn("Converted", width=92, right=True),
        RecordColumn("Reward", width=160, stretches=True),
    )
    levels, count = figures.levels, len(figures.levels)

    def cell(column: int, place: int) -> Cell:
        level, tally = levels[place].level, levels[place].tally
        match column:
            case 0:
                return BandCell(level.name, count - 1 - place, count)
            case 1:
                return figure(level.threshold)
            case 2:
                return figure(tally.leads)
            case 3:
                few = too_few(tally) and tally.rate is not None
                return Toned(percent(tally.rate), "text3" if few else "text")
            case _:
                return Toned(level.reward or "none", "text" if level.reward else "text3")

    return Records(columns, np.arange(count)[::-1], cell)


def player_records(
    balances: Balances,
    scores: NDArray[np.integer],
    model: ScoringModel,
    names: LeadNames,
    sort: str,
    found: NDArray[np.bool_] | None = None,
) -> Records:
    """The leads by balance or by score, the best first; `found`: these alone."""
    columns = (
        RecordColumn("Lead", width=130, stretches=True),
        RecordColumn("Balance", BALANCE, 80, right=True),
        RecordColumn("Level", width=104),
        RecordColumn("Score", SCORE, 92),
    )
    game, scale, count = balances.game, model.scale, len(balances.game.levels)
    values = balances.balance if sort == BALANCE else scores.astype(np.int64)
    rows = np.argsort(-values, kind="stable")
    if found is not None:
        rows = rows[found[rows]]

    def cell(column: int, lead: int) -> Cell:
        match column:
            case 0:
                return Named(*names.of_row(lead))
            case 1:
                return figure(int(balances.balance[lead]))
            case 2:
                level = int(balances.level[lead])
                return BandCell(game.levels[level].name, count - 1 - level, count)
            case _:
                return ScoreCell(int(scores[lead]), scale.least, scale.most)

    return Records(columns, rows, cell, sort, downwards=True)


def ledger_records(lines: Sequence[Entry], game: Game) -> Records:
    """The lines of a ledger, the newest first."""
    columns = (
        RecordColumn("Day", width=100),
        RecordColumn("What", width=150, stretches=True),
        RecordColumn("Points", width=66, right=True),
        RecordColumn("Balance", width=76, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        line = lines[place]
        match column:
            case 0:
                if line.day is None:
                    return Toned(NONE, "text3")
                return date.fromordinal(EPOCH + line.day).isoformat()
            case 1:
                before = lines[place - 1].level if place else line.level
                now = "" if before == line.level else game.levels[line.level].name
                return _what(line, now)
            case 2:
                if line.kind is EntryKind.BADGE:
                    return Toned("badge", "text3")
                tone = "accent" if line.points > 0 else "neg" if line.points < 0 else "text3"
                return Toned(signed(line.points), tone)
            case _:
                return figure(line.balance)

    return Records(columns, np.arange(len(lines))[::-1], cell)


def _what(line: Entry, level: str) -> Cell:
    """The quest or badge; below it the activity where it has another name, and a new level."""
    if line.kind is EntryKind.OPENING:
        return Named("Opening")
    what = line.what if cleaned_key(line.what) != cleaned_key(line.name) else ""
    now = f"now {level}" if level else ""
    return Named(line.name, " \u00b7 ".join(part for part in (what, now) if part))
