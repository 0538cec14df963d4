"""What every export for a rule engine says of itself, and its leads to check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.exchange.rule_engines.flat import Cell, cells_of, flat_records
from models.exchange.targets.target import ExportFile, Order, Proof, level_words
from models.exchange.targets.vectors import vectors, vectors_file
from models.scoring.file.model_json import model_to_json

PROOF = Proof.VERIFIED


def about(order: Order) -> dict[str, Any]:
    """Model, day, what is read and what is not there."""
    program = order.program
    return {
        "model": program.name,
        "model_hash": program.hash,
        "semantics": program.semantics,
        "generator": f"Leadbench {order.version}",
        "proof": level_words(PROOF),
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
    """A file of flat records with what each must get; none without leads.

    `form`: a flat record as the target reads it.
    """
    chosen = vectors(order)
    if not chosen or order.prepared is None:
        return ()
    cells: tuple[Cell, ...] = cells_of(order.program)
    records = map(form, flat_records(order.prepared, cells, [vector.row for vector in chosen]))
    return (vectors_file(order, PROOF, chosen, records),)
