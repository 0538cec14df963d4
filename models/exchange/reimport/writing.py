"""A list for another system onto the disk: one file, or one for each band, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.exchange.reimport.back_list import BackList, Row
from models.exchange.reimport.formats import writer_of
from models.leads.readers.contract import Cancelled, Progress
from models.leads.text import clean
from models.problems import LeadbenchError
from models.scoring.model import ScoringModel

_TICK = 4096
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written. `band`: whose leads it holds, "" for all."""

    path: Path
    band: str
    leads: int


def paths_of(out: Path, model: ScoringModel, per_band: bool) -> tuple[tuple[Path, str], ...]:
    """The files of a list named `out`, each with its band, the highest first; one without bands."""
    if not per_band:
        return ((out, ""),)
    taken: set[str] = set()
    found = []
    for band in reversed(model.bands):
        plain = _UNSAFE.sub("-", clean(band.name)).strip(" .") or "band"
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain} {number}", number + 1
        taken.add(name.casefold())
        found.append((out.with_name(f"{out.stem}, {name}{out.suffix}"), band.name))
    return tuple(found)


def refuse_inputs(outs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """LeadbenchError where a list would take the place of what it is made from."""
    read = tuple(inputs)
    for out in outs:
        for path in read:
            same = False
            with suppress(OSError):  # one of them is not there yet, or cannot be asked for
                same = out.samefile(path)
            if same:
                raise LeadbenchError(
                    "The list would replace the file that it is made from.",
                    str(out),
                    "Choose another name.",
                )


def write_back_list(
    out: Path,
    back: BackList,
    per_band: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[WrittenFile, ...]:
    """Write the list as .csv, .xlsx or .parquet, by the ending of `out`.

    `per_band`: a file for each band, also for one without leads, so that none of an earlier list
    is left; `out` gives folder, first part and ending of their names. Raises LeadbenchError where
    the ending, the disk or the folder is at fault, Cancelled when stopped; no file has changed
    then.
    """
    writer = writer_of(out)
    done = 0

    def told(rows: Iterable[Row]) -> Iterator[Row]:
        nonlocal done
        for row in rows:
            if not done % _TICK:
                if cancelled is not None and cancelled():
                    raise Cancelled
                if progress is not None:
                    progress("Writing the list", done, len(back))
            done += 1
            yield row

    bands = [band.name for band in back.model.bands]
    written = []
    with ExitStack() as stack:
        for path, band in paths_of(out, back.model, per_band):
            places: NDArray[np.intp] | None = back.of_band(bands.index(band)) if band else None
            stack.enter_context(writer(path, back, told(back.rows(places))))
            written.append(WrittenFile(path, band, len(back) if places is None else len(places)))
    return tuple(written)
