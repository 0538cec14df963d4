"""The rows of a list for another system: record id, score, band, grade, day, model; nothing else.

No cell is empty, since most systems ignore an empty cell and keep what they had; and no cell can
become a formula. What stands against that is refused, or left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.lead_list import LeadOrder, LeadQuery
from models.exchange.list_rows import HASH_DIGITS
from models.exchange.reimport.headers import headers_of
from models.exchange.reimport.ids import cell_fault
from models.exchange.reimport.previous import COMPARED, Previous
from models.exchange.reimport.record_ids import RecordIds, id_input, record_ids
from models.exchange.reimport.systems import (
    BAND,
    COLUMNS,
    DATE,
    GRADE,
    ID,
    MODEL,
    NEXT_STEP,
    PROBABILITY,
    SCORE,
    System,
)
from models.exchange.reimport.wishes import ListWishes
from models.leads.table import Leads
from models.leads.text import clean
from models.leads.wording import listed, quoted
from models.problems import LeadbenchError
from models.scoring.engine import Scored
from models.scoring.file.model_json import content_hash
from models.scoring.file.scores_hash import chances_of
from models.scoring.grades import graded
from models.scoring.model import ScoringModel
from models.scoring.odds import places_of
from models.scoring.output import rescaled
from models.scoring.probability import table_of, written

Row = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """Against what was told before: records that are new, that changed, that stayed and so are
    left out, and that the leads no longer have."""

    new: int
    changed: int
    same: int
    gone: int


@dataclass(frozen=True, eq=False)
class BackList:
    """A list as it is written. `columns`: keys of COLUMNS, `header`: what they are called.

    `cells`: for each column one text for each row. `bands`: the place of each row's band in the
    model, shape (rows,). `found`: what became of the ids. `change`: None where nothing was
    compared. `model_hash`: whole.
    """

    system: System
    columns: tuple[str, ...]
    header: tuple[str, ...]
    cells: tuple[Sequence[str], ...]
    bands: NDArray[np.intp]
    found: RecordIds
    change: Change | None
    model: ScoringModel
    model_hash: str
    as_of: date

    def __len__(self) -> int:
        return len(self.bands)

    def rows(self, places: NDArray[np.intp] | None = None) -> Iterator[Row]:
        """All rows as texts, or those of these places."""
        if places is None:
            return zip(*self.cells, strict=True)
        return (tuple(column[place] for column in self.cells) for place in places.tolist())

    def of_band(self, place: int) -> NDArray[np.intp]:
        """The places of the rows of a band."""
        return np.flatnonzero(self.bands == place)


def back_list(
    scored: Scored,
    leads: Leads,
    wishes: ListWishes,
    previous: Previous | None = None,
    rows: NDArray[np.intp] | None = None,
) -> BackList:
    """The list of these leads, best first (semantics 14), each record once.

    `previous`: only records that are new or differ from what it tells. `rows`: of these leads
    alone. LeadbenchError where a wish cannot be met, or no lead has a usable id.
    """
    system, model = wishes.chosen(), scored.model
    steps = _next_steps(model, wishes)
    grades, chances = graded(scored), _chances(scored, wishes)
    wanted = {
        GRADE: grades is not None,
        PROBABILITY: chances is not None,
        NEXT_STEP: steps is not None,
    }
    columns = tuple(column for column in COLUMNS if wanted.get(column, True))
    header = headers_of(wishes, columns)
    names = [clean(band.name) for band in model.bands]
    _check_labels("Band", names)
    also = None
    if rows is not None:
        also = np.zeros(len(leads), dtype=np.bool_)
        also[rows] = True
    order = LeadOrder(leads).rows(LeadQuery(), scored.scores, scored.bands, also)
    form = system.form_under(header[0])
    found = record_ids(leads, id_input(leads, wishes), form, order)
    if len(order) and not len(found.rows):
        raise _no_id(found, system)
    bands = np.asarray(scored.bands, dtype=np.intp)[found.rows]
    whole_hash = content_hash(model)
    cells: dict[str, Sequence[str]] = {
        ID: found.ids,
        SCORE: _scores(scored, found.rows),
        BAND: [names[place] for place in bands.tolist()],
        DATE: [scored.as_of.isoformat()] * len(bands),
        MODEL: [whole_hash[:HASH_DIGITS]] * len(bands),
    }
    if grades is not None:
        labels = [clean(label) for label in grades.labels]
        _check_labels("Grade", labels)
        cells[GRADE] = [labels[cell] for cell in grades.cells[found.rows].tolist()]
    if chances is not None:
        cells[PROBABILITY] = [chances[place] for place in found.rows.tolist()]
    if steps is not None:
        cells[NEXT_STEP] = [steps[place] for place in bands.tolist()]
    change = None
    if previous is not None:
        kept, change = _changed(previous, found, cells)
        cells = {name: [column[place] for place in kept] for name, column in cells.items()}
        bands = bands[kept]
    return BackList(
        system,
        columns,
        header,
        tuple(cells[column] for column in columns),
        bands,
        found,
        change,
        model,
        whole_hash,
        scored.as_of,
    )


def _scores(scored: Scored, rows: NDArray[np.intp]) -> list[str]:
    """The scores, on the output scale where the model has one."""
    scale, output = scored.model.scale, scored.model.output
    scores = scored.scores[rows].tolist()
    if output is None:
        return [str(score) for score in scores]
    given = {score: str(rescaled(score, scale, output)) for score in set(scores)}
    return [given[score] for score in scores]


def _chances(scored: Scored, wishes: ListWishes) -> list[str] | None:
    if not wishes.probability:
        return None
    chances = chances_of(scored.model)
    if chances is None:
        raise LeadbenchError(
            "The model keeps no chances of its leads, so there is no probability.",
            scored.model.name,
            "Learn them with leadbench chances, or on the page Tune.",
        )
    texts = [written(step.chance) for step in table_of(chances).steps]
    return [texts[place] for place in places_of(scored, chances).tolist()]


def _next_steps(model: ScoringModel, wishes: ListWishes) -> list[str] | None:
    """The next step of each band; None where no band of the model has one."""
    said = {clean(band): clean(text) for band, text in wishes.next_steps}
    steps = [said.get(clean(band.name), "") for band in model.bands]
    if not any(steps):
        return None
    missing = [band.name for band, text in zip(model.bands, steps, strict=True) if not text]
    if missing:
        raise LeadbenchError(
            f"{listed(missing)} {'has' if len(missing) == 1 else 'have'} no next step: other "
            "systems ignore an empty cell, and a lead would keep the one of its last band.",
            "Next step",
            "Give every band one, such as “none”, or none of them.",
        )
    _check_labels("Next step", steps)
    return steps


def _check_labels(what: str, labels: Sequence[str]) -> None:
    for label in labels:
        fault = cell_fault(label) if label else "is blank"
        if fault:
            raise LeadbenchError(
                f"{quoted(label)} {fault}, so it cannot stand in a list for another system.",
                what,
                "Call it otherwise.",
            )


def _no_id(found: RecordIds, system: System) -> LeadbenchError:
    worst = found.wrong[0]
    why = f"one such as {quoted(worst.examples[0])} {worst.fault}" if worst.fault else "it is blank"
    return LeadbenchError(
        f"No lead has an id of {system.name} here: {why}.",
        f"Field {found.field}",
        "Choose the field with the ids, or the system that they are of.",
    )


def _changed(
    previous: Previous, found: RecordIds, cells: dict[str, Sequence[str]]
) -> tuple[list[int], Change]:
    """The places of rows that are new or other than they were told."""
    places = [place for place, name in enumerate(COMPARED) if name in cells]
    now = zip(*(cells[COMPARED[place]] for place in places), strict=True)
    kept, new = [], 0
    for row, (own, said) in enumerate(zip(found.same, now, strict=True)):
        before = previous.told.get(own)
        if before is None:
            new += 1
        elif tuple(before[place] for place in places) == said:
            continue
        kept.append(row)
    total = len(found.same)
    gone = len(previous.told.keys() - set(found.same))
    return kept, Change(new, len(kept) - new, total - len(kept), gone)
