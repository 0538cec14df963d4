"""A scored list as a file: the leads with score, band and reasons, best first."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.exchange.atomic import atomic_text
from models.exchange.cells import encodable
from models.exchange.list_problems import chance_problems, scale_problems
from models.exchange.list_rows import Block, Provenance, ScoredList, scored_list
from models.exchange.parquet import write_parquet
from models.exchange.workbook import write_workbook
from models.leads.readers.contract import Cancelled, Progress
from models.leads.scored_lists import marked
from models.leads.table import Leads
from models.leads.wording import quoted
from models.problems import LeadbenchError, Problem
from models.scoring.engine import Scored

Writer = Callable[[Path, ScoredList, Iterator[Block]], int]
"""Writes the blocks and tells how many cells it had to cut."""


@dataclass(frozen=True)
class Written:
    """A list that was written: where it comes from, and what a reader of the file should know."""

    about: Provenance
    problems: tuple[Problem, ...] = ()


def write_scored_list(
    path: Path,
    scored: Scored,
    leads: Leads,
    *,
    fields: Sequence[str] = (),
    rows: NDArray[np.intp] | None = None,
    written: datetime | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Write the list as .csv, .xlsx or .parquet, by the ending of `path`; whole or not at all.

    `fields` are added after the reasons, as they were imported or as the model derives them.
    `rows`: of these leads alone. Raises LeadbenchError where the ending, a field, the disk or the
    folder is at fault, Cancelled when stopped.
    """
    writer = check_name(path)
    listed = scored_list(scored, leads, fields, written, rows)

    def told() -> Iterator[Block]:
        done = 0
        for block in listed.blocks():
            if cancelled is not None and cancelled():
                raise Cancelled
            yield block
            done += len(block)
            if progress is not None:
                progress("Writing the scored list", done, len(listed))

    cut = writer(path, listed, told())
    problems = (*scale_problems(scored), *chance_problems(scored))
    if not cut:
        return Written(listed.about, problems)
    long = Problem(
        "Cells were too long for a spreadsheet and end in an ellipsis.",
        str(path),
        "Write a .csv file to keep all of their text.",
        cut,
    )
    return Written(listed.about, (*problems, long))


def check_name(path: Path) -> Writer:
    """What writes a file of that name. LeadbenchError where its ending is not one of WRITERS."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise LeadbenchError(
            f"A scored list cannot be written as {quoted(path.suffix or path.name)}.",
            str(path),
            "Use a name that ends in .csv, .xlsx or .parquet.",
        )
    return writer


def write_csv(path: Path, listed: ScoredList, blocks: Iterator[Block]) -> int:
    """UTF-8 with a byte order mark, CR LF, RFC 4180: what spreadsheets and CRMs read alike.

    Text that a spreadsheet would compute gets a leading apostrophe, which is taken off when the
    list is read again; numbers get none.
    """
    about = listed.about
    last = (about.as_of.isoformat(), about.short_hash)
    with atomic_text(path, encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([marked(encodable(name)) for name in listed.header])
        for block in blocks:
            columns: list[Sequence[object]] = [
                _marked(block.ids),
                block.scores,
                _marked(block.bands),
                _marked(block.grades),
                _marked(block.reasons),
                *(_marked(field) for field in block.fields),
            ]
            writer.writerows((*row, *last) for row in zip(*columns, strict=True))
    return 0


def _marked(cells: list[str]) -> list[str]:
    return [marked(encodable(cell)) for cell in cells]


WRITERS: dict[str, Writer] = {
    ".csv": write_csv,
    ".xlsx": write_workbook,
    ".parquet": write_parquet,
}
