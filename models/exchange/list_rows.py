"""The rows of a scored list, in order, block by block: what every kind of file is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from models.evaluation.lead_list import LeadOrder, LeadQuery
from models.exchange.cells import encodable
from models.leads.fields import Kind, Role, unique_names
from models.leads.raw import Cell, RawColumn, Texts, narrow
from models.leads.scored_lists import COLUMNS, LAST_COLUMNS, PROBABILITY, PROBABILITY_REASONS
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.chance_reasons import odds_reasons, odds_text
from models.scoring.derived_cells import derived_cells
from models.scoring.engine import Scored
from models.scoring.file.model_json import content_hash
from models.scoring.file.scores_hash import chances_of
from models.scoring.grades import Graded, graded
from models.scoring.model import SEMANTICS, Scale
from models.scoring.odds import places_of
from models.scoring.output import rescaled
from models.scoring.probability import AddedChances, Chances, Probability, table_of, written
from models.scoring.reasons import reasons_for, reasons_text

BLOCK = 1 << 14
HASH_DIGITS = 12


@dataclass(frozen=True)
class Provenance:
    """Where a scored list comes from. `model_hash` is the SHA-256 of the model's content."""

    model: str
    model_hash: str
    as_of: date
    source: str
    written: datetime
    leads: int
    bands: tuple[tuple[str, int, int], ...]
    """Name, threshold and leads of each band, ascending."""
    mql: int
    id_field: str
    semantics: int = SEMANTICS

    @property
    def short_hash(self) -> str:
        """Enough of the hash to tell models apart."""
        return self.model_hash[:HASH_DIGITS]


@dataclass(frozen=True)
class Block:
    """Some rows of the list: one list for each column, all of the same length."""

    ids: list[str]
    scores: list[int]
    bands: list[str]
    grades: list[str]
    """Blank where the model has no matrix."""
    reasons: list[str]
    fields: list[list[str]]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class ScoredList:
    """All that is written: the scored leads, the fields to add, and where it comes from."""

    scored: Scored
    leads: Leads
    about: Provenance
    fields: tuple[RawColumn, ...]
    numbers: tuple[bool, ...]
    """For each added field: whether its cells are numbers."""
    rows: NDArray[np.intp] | None = None
    """The leads that are listed; None: all."""
    chances: bool = False
    """Whether the first added field is the chance of each lead."""

    @property
    def header(self) -> tuple[str, ...]:
        """Distinct names of all columns."""
        first, last = len(COLUMNS), len(LAST_COLUMNS)
        names = unique_names((*COLUMNS, *LAST_COLUMNS, *(column.header for column in self.fields)))
        return (*names[:first], *names[first + last :], *names[first : first + last])

    def __len__(self) -> int:
        return len(self.leads) if self.rows is None else len(self.rows)

    def blocks(self) -> Iterator[Block]:
        """The rows by score descending, then id by code point, then row (semantics 14)."""
        also = None
        if self.rows is not None:
            also = np.zeros(len(self.leads), dtype=np.bool_)
            also[self.rows] = True
        scored = self.scored
        order = LeadOrder(self.leads).rows(LeadQuery(), scored.scores, scored.bands, also)
        bands = [band.name for band in self.scored.model.bands]
        grades = graded(self.scored)
        ids = _id_column(self.leads)
        for start in range(0, len(order), BLOCK):
            rows = order[start : start + BLOCK]
            yield Block(
                ids=_cells(ids, rows) if ids is not None else [str(row + 1) for row in rows],
                scores=self.scored.scores[rows].tolist(),
                bands=[bands[position] for position in self.scored.bands[rows].tolist()],
                grades=_grades(grades, rows),
                reasons=_reasons(self.scored, rows),
                fields=[_cells(column, rows) for column in self.fields],
            )


def scored_list(
    scored: Scored,
    leads: Leads,
    fields: Sequence[str] = (),
    written: datetime | None = None,
    rows: NDArray[np.intp] | None = None,
) -> ScoredList:
    """The list of these leads with the named fields added, derived ones as well; `rows`: of some
    of them alone.

    LeadbenchError for an unknown field.
    """
    columns, numbers = [], []
    for name in fields:
        column, number = _field(scored, leads, name)
        columns.append(column)
        numbers.append(number)
    if scored.model.output is not None:
        columns.insert(0, _on_output(scored, scored.model.output))
        numbers.insert(0, True)
    chances = chances_of(scored.model)
    if chances is not None and not isinstance(chances, Probability):
        columns.insert(0, _odds_reasons(scored, chances))
        numbers.insert(0, False)
    if chances is not None:
        columns.insert(0, _chance(scored, chances))
        numbers.insert(0, True)
    listed = scored.bands if rows is None else np.asarray(scored.bands)[rows]
    counts = np.bincount(listed, minlength=len(scored.model.bands)).tolist()
    model = scored.model
    identity = leads.recipe.with_role(Role.ID)
    about = Provenance(
        model=model.name,
        model_hash=content_hash(model),
        as_of=scored.as_of,
        source=leads.raw.source,
        written=(written or datetime.now().astimezone()).replace(microsecond=0),
        leads=len(listed),
        bands=tuple(
            (band.name, band.threshold, count)
            for band, count in zip(model.bands, counts, strict=True)
        ),
        mql=sum(counts[model.mql_band :]),
        id_field="" if identity is None else identity.name,
    )
    told = chances is not None
    return ScoredList(scored, leads, about, tuple(columns), tuple(numbers), rows, told)


def _field(scored: Scored, leads: Leads, name: str) -> tuple[RawColumn, bool]:
    """The cells of a field, as rules mean its name, and whether they are numbers."""
    derived = scored.sight.derived
    made = derived_cells(scored.masks, scored.sight, name)
    if made is not None:
        return made, Cell.NUMBER in made.cells
    item = leads.input(name)
    column = None if item is None else leads.raw_column(item)
    if item is None or column is None:
        names = [*(column.name for column in leads.raw.columns), *(item.name for item in derived)]
        raise LeadbenchError(
            "The leads have no such field.",
            f"Field {name}",
            f"Choose one of: {', '.join(names)}.",
        )
    return column, item.kind is Kind.NUMBER


def _grades(found: Graded | None, rows: NDArray[np.intp]) -> list[str]:
    if found is None:
        return [""] * len(rows)
    labels = found.labels
    return [labels[cell] for cell in found.cells[rows].tolist()]


def _on_output(scored: Scored, output: Scale) -> RawColumn:
    """The score on the scale of another system, as a field of numbers."""
    scale = scored.model.scale
    texts = [str(rescaled(score, scale, output)) for score in range(scale.least, scale.most + 1)]
    cells = np.full(len(texts) + 1, Cell.NUMBER, dtype=np.uint8)
    cells[0] = Cell.EMPTY
    name = f"score_{output.least}_to_{output.most}"
    codes = narrow(scored.levels.astype(np.int32) + np.int32(1), len(cells))
    return RawColumn(name, name, codes, Texts.of(["", *texts]), cells)


def _chance(scored: Scored, chances: Chances) -> RawColumn:
    """The chance of each lead, as a field of numbers with four decimals."""
    texts = [written(step.chance) for step in table_of(chances).steps]
    cells = np.full(len(texts) + 1, Cell.NUMBER, dtype=np.uint8)
    cells[0] = Cell.EMPTY
    codes = narrow(places_of(scored, chances).astype(np.int32) + np.int32(1), len(cells))
    return RawColumn(PROBABILITY, PROBABILITY, codes, Texts.of(["", *texts]), cells)


def _odds_reasons(scored: Scored, chances: AddedChances) -> RawColumn:
    """What changes the odds of each lead most; leads with the same reasons share one text."""
    index = {"": 0}
    codes = np.zeros(len(scored), dtype=np.int32)
    for start in range(0, len(scored), BLOCK):
        rows = np.arange(start, min(start + BLOCK, len(scored)), dtype=np.intp)
        reasons = odds_reasons(scored, chances, rows)
        texts = {id(one): odds_text(one) for one in {id(one): one for one in reasons}.values()}
        codes[rows] = [index.setdefault(texts[id(one)], len(index)) for one in reasons]
    cells = np.full(len(index), Cell.TEXT, dtype=np.uint8)
    cells[0] = Cell.EMPTY
    name = PROBABILITY_REASONS
    return RawColumn(name, name, narrow(codes, len(cells)), Texts.of(index), cells)


def lead_ids(leads: Leads) -> list[str]:
    """The id of each lead as lists have it, in the order of the file: else its row's number."""
    ids, rows = _id_column(leads), np.arange(len(leads), dtype=np.intp)
    return [str(row + 1) for row in rows.tolist()] if ids is None else _cells(ids, rows)


def _id_column(leads: Leads) -> RawColumn | None:
    item = leads.recipe.with_role(Role.ID)
    return None if item is None else leads.raw_column(item)


def _cells(column: RawColumn, rows: NDArray[np.intp]) -> list[str]:
    """The cells of these rows as they came. Each distinct cell is decoded once for a block."""
    codes, places = np.unique(column.codes[rows], return_inverse=True)
    texts = [encodable(column.texts[code]) for code in codes.tolist()]
    return [texts[place] for place in places.tolist()]


def _reasons(scored: Scored, rows: NDArray[np.intp]) -> list[str]:
    """The reasons of these rows; leads with the same ones share one text, made once."""
    found = reasons_for(scored, rows)
    texts = {id(item): reasons_text(item) for item in {id(item): item for item in found}.values()}
    return [texts[id(item)] for item in found]
