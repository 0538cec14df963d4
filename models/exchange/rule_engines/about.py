"""What every export for a rule engine says of itself, and its leads to check."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from models.exchange.portable.days import day_text
from models.exchange.rule_engines.flat import Cell, cells_of, flat_records
from models.exchange.targets.target import ExportFile, Order
from models.exchange.targets.vectors import vectors
from models.scoring.file.model_json import model_to_json


def about(order: Order) -> dict[str, Any]:
    """Model, day, what is read and what is not there."""
    program = order.program
    return {
        "model": program.name,
        "model_hash": program.hash,
        "semantics": program.semantics,
        "generator": f"Leadbench {order.version}",
        "as_of": "told with each lead" if program.own_day else program.as_of.isoformat(),
        "reads": [
            {"name": cell.name, "holds": cell.holds, "what": cell.column.label}
            for cell in cells_of(program)
        ],
        "bands": [{"name": band.name, "threshold": band.threshold} for band in program.bands],
        "muted": list(program.muted),
        "left_out": [f"{item.name}: {item.why}" for item in order.adapted.misfits],
    }


def model_of(order: Order) -> dict[str, Any]:
    """The model itself, so that the export can be brought back."""
    return model_to_json(order.model)


def leads_to_check(
    order: Order, form: Callable[[dict[str, Any]], dict[str, Any]] = dict
) -> tuple[ExportFile, ...]:
    """A file of flat records with the score and band that each must get; none without leads.

    `form`: a flat record as the target reads it.
    """
    chosen = vectors(order)
    if not chosen or order.prepared is None:
        return ()
    cells: tuple[Cell, ...] = cells_of(order.program)
    records = map(form, flat_records(order.prepared, cells, [vector.row for vector in chosen]))
    leads = [
        {
            "as_of": day_text(vector.as_of),
            "lead": record,
            "score": vector.result.score,
            "band": vector.result.band,
            "grade": vector.result.grade,
        }
        for vector, record in zip(chosen, records, strict=True)
    ]
    said = {"model": order.program.name, "model_hash": order.program.hash, "leads": leads}
    text = json.dumps(said, indent=1)
    return (ExportFile(f"{order.stem}.vectors.json", f"{text}\n".encode("ascii"), "json"),)
