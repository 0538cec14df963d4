"""Prepared leads as Parquet, with the types that statements expect. Needs pyarrow, an extra."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from models.exchange.portable.columns import Holds
from models.exchange.portable.prepared import PreparedLeads
from models.exchange.sql.lead_files import Cell, header, rows_of
from models.problems import LeadbenchError


def parquet_bytes(leads: PreparedLeads, ids: Sequence[str]) -> bytes:
    """The rows as one Parquet file: texts, doubles, whole numbers, 1 or 0, dates.

    LeadbenchError where pyarrow is not installed.
    """
    try:
        import pyarrow  # lazy: an extra that few installations have
        from pyarrow import parquet  # lazy: the same
    except ImportError as error:
        raise LeadbenchError(
            "Parquet files need the package pyarrow, which is not installed.",
            remedy="Install leadbench[parquet], or choose the .csv file.",
        ) from error
    kinds = {
        Holds.NUMBER: pyarrow.float64(),
        Holds.WHOLE: pyarrow.int64(),
        Holds.YES_NO: pyarrow.int16(),
        Holds.DAY: pyarrow.date32(),
    }
    held = [Holds.TEXT, Holds.DAY, *(column.holds for column in leads.program.columns)]
    columns: list[list[Cell]] = [list(cells) for cells in zip(*rows_of(leads, ids), strict=True)]
    columns = columns or [[] for _ in held]
    arrays = [
        pyarrow.array(_typed(cells, kind), type=kinds.get(kind, pyarrow.string()))
        for cells, kind in zip(columns, held, strict=True)
    ]
    table = pyarrow.table(dict(zip(header(leads.program), arrays, strict=True)))
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def _typed(cells: list[Cell], holds: Holds) -> list[Any]:
    if holds is not Holds.DAY:
        return list(cells)
    return [None if cell is None else date.fromisoformat(str(cell)) for cell in cells]
