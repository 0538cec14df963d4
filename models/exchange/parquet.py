"""A scored list as Parquet: typed columns for data warehouses. Needs pyarrow, an extra."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.exchange.atomic import atomic_path
from models.exchange.cells import encodable
from models.exchange.list_rows import Block, Provenance, ScoredList
from models.leads.scored_lists import PROBABILITY
from models.problems import LeadbenchError


def write_parquet(path: Path, listed: ScoredList, blocks: Iterator[Block]) -> int:
    """The list with the score as int32, the chance as double, the as-of day as date, else text.

    Blank cells of added fields are null, and the grade where the model has no matrix. The file's
    metadata says where it comes from. LeadbenchError where pyarrow is not installed.
    """
    try:
        import pyarrow  # lazy: an extra that few installations have
        from pyarrow import parquet  # lazy: the same
    except ImportError as error:
        raise LeadbenchError(
            "Parquet files need the package pyarrow, which is not installed.",
            str(path),
            "Install leadbench[parquet], or write a .csv or .xlsx file.",
        ) from error
    schema = _schema(pyarrow, listed)
    with atomic_path(path) as scratch, parquet.ParquetWriter(str(scratch), schema) as writer:
        for block in blocks:
            writer.write_table(_table(pyarrow, schema, listed, block))
    return 0


def _schema(pyarrow: Any, listed: ScoredList) -> Any:
    kinds = {"score": pyarrow.int32(), "as_of": pyarrow.date32()}  # no added field has these names
    if listed.chances:
        kinds[PROBABILITY] = pyarrow.float64()
    fields = [
        pyarrow.field(encodable(name), kinds.get(name, pyarrow.string())) for name in listed.header
    ]
    return pyarrow.schema(fields, metadata={"leadbench": json.dumps(_said(listed.about))})


def _said(about: Provenance) -> dict[str, object]:
    return {
        "model": about.model,
        "model_hash": about.model_hash,
        "as_of": about.as_of.isoformat(),
        "semantics": about.semantics,
        "source": about.source,
        "written": about.written.isoformat(),
        "leads": about.leads,
        "mql": about.mql,
    }


def _fields(listed: ScoredList, block: Block) -> list[list[Any]]:
    """The added fields as text, and before them the chances as numbers."""
    found: list[list[Any]] = [[cell or None for cell in field] for field in block.fields]
    if listed.chances:
        found[0] = [float(cell) for cell in block.fields[0]]
    return found


def _table(pyarrow: Any, schema: Any, listed: ScoredList, block: Block) -> Any:
    rows, about = len(block), listed.about
    columns: list[list[Any]] = [
        block.ids,
        block.scores,
        block.bands,
        [grade or None for grade in block.grades],
        block.reasons,
        *_fields(listed, block),
        [about.as_of] * rows,
        [about.short_hash] * rows,
    ]
    arrays = [
        pyarrow.array(cells, type=field.type) for cells, field in zip(columns, schema, strict=True)
    ]
    return pyarrow.Table.from_arrays(arrays, schema=schema)
