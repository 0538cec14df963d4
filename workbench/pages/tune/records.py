"""What the tables of the page Tune show: what would change, and figures of the chosen model."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from models.evaluation.figures import NONE, count, decimal, percent
from models.evaluation.tallies import Interval
from models.signs import signed
from models.tuning.reins import Hold
from models.tuning.report import Change, Disruption, Figures, Tried, Turn
from widgets.tables.record_cells import Cell, TickCell, Toned
from widgets.tables.records import RecordColumn, Records

__all__ = ["change_records", "figure_records"]

HELD = {Hold.LOCK: "locked", Hold.KEEP: "must stay", Hold.FORBID: "must not"}


def change_records(
    changes: Sequence[Change],
    refused: Collection[str],
    held: dict[str, Hold],
    size: int,
) -> Records:
    """A line for each rule or entry: its points today and then, and what the leads say of it."""
    lines = "1 line" if size == 1 else f"{size} lines"
    columns = (
        RecordColumn("", width=34),
        RecordColumn("Line", width=180, stretches=True),
        RecordColumn("Today", width=56, right=True),
        RecordColumn(lines, width=64, right=True),
        RecordColumn("Change", width=92),
        RecordColumn("Leads", width=64, right=True),
        RecordColumn("Convert", width=76, right=True),
        RecordColumn("Others", width=76, right=True),
        RecordColumn("The leads would give", width=140),
    )

    def cell(column: int, place: int) -> Cell:
        change = changes[place]
        off = change.key in refused
        tone = "text3" if off or change.turn is Turn.SAME else "text"
        match column:
            case 0:
                return TickCell(None if change.turn is Turn.SAME else not off)
            case 1:
                return Toned(change.name, tone)
            case 2:
                return Toned(_points(change.before), tone)
            case 3:
                return Toned(_points(change.after), tone, 400 if off else 600)
            case 4:
                return _turned(change, held.get(change.key, Hold.FREE), off)
            case 5:
                return Toned(count(change.hits.leads), tone)
            case 6:
                return Toned(percent(change.hits.rate), tone)
            case 7:
                return Toned(percent(change.others.rate), tone)
            case _:
                return Toned(_fair(change.fair), "text2")

    return Records(columns, np.arange(len(changes)), cell)


def _points(points: int) -> str:
    return signed(points) if points else NONE


def _turned(change: Change, hold: Hold, off: bool) -> Cell:
    if off:
        return Toned("refused", "text3")
    match change.turn:
        case Turn.SAME:
            return Toned(HELD.get(hold, "same"), "text3")
        case Turn.DROPPED:
            return Toned("removed", "text", 600)
        case Turn.ADDED:
            return Toned("new", "text", 600)
        case _:
            return Toned(signed(change.after - change.before), "text", 600)


def _fair(found: Interval | None) -> str:
    if found is None:
        return "cannot be told"
    low, high = round(found.low), round(found.high)
    return f"{_whole(round(found.value))} ({_whole(low)} to {_whole(high)})"


def _whole(points: int) -> str:
    return signed(points) if points else "0"


def figure_records(now: Figures | None, tried: Tried, best: float | None) -> Records:
    """The figures on leads that were held out, today's model beside the chosen one."""
    today = Figures() if now is None else now
    test, moved = tried.test, tried.disruption
    lines: list[tuple[str, Cell, Cell]] = [
        ("AUC, held out", _figure(today.auc), _figure(test.auc, 600)),
        ("Log-loss", _figure(today.loss), _figure(test.loss, 600)),
        (
            f"In the best {percent(test.share, 0)}",
            _share(today.capture),
            _share(test.capture, 600),
        ),
        ("MQLs", count(moved.mqls_now), Toned(count(moved.mqls), "text", 600)),
        ("Other band", NONE, _moved(moved)),
    ]
    if tried.training.auc is not None:
        lines.append(("AUC, learnt on", NONE, Toned(_figure_words(tried.training.auc), "text2")))
    if best is not None:
        lines.append(("Best possible", NONE, Toned(decimal(best, 3), "text2")))
    columns = (
        RecordColumn("", width=104, stretches=True),
        RecordColumn("Today", width=58, right=True),
        RecordColumn("1 line" if tried.size == 1 else f"{tried.size} lines", width=104, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        return lines[place][column]

    return Records(columns, np.arange(len(lines)), cell)


def _figure(found: Interval | None, weight: int = 400) -> Cell:
    return NONE if found is None else Toned(decimal(found.value, 3), "text", weight)


def _figure_words(found: Interval) -> str:
    return decimal(found.value, 3)


def _share(found: Interval | None, weight: int = 400) -> Cell:
    return NONE if found is None else Toned(percent(found.value), "text", weight)


def _moved(moved: Disruption) -> Cell:
    return Toned(f"{count(moved.moved)}, {percent(moved.moved_share)}", "text", 400)
