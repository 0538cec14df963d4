"""The target JSON: the model's file, its schema, and leads with what they must get."""

from __future__ import annotations

import json
from typing import Any

from models.exchange.cells import encodable
from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.days import day_text
from models.exchange.portable.prepared import Value
from models.exchange.targets.misfit import Adapted
from models.exchange.targets.target import (
    Export,
    ExportFile,
    Family,
    Order,
    Proof,
    Target,
    level_words,
)
from models.exchange.targets.vectors import Vector, result_json, vectors
from models.leads.fields import Input
from models.scoring.file.model_json import dump
from models.scoring.file.schema import schema_text
from models.scoring.model import ScoringModel


def _adapt(model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    return Adapted(model)


def _write(order: Order) -> Export:
    files = [
        ExportFile(f"{order.stem}.json", dump(order.model).encode(), "json"),
        ExportFile("scoring-model.schema.json", schema_text().encode(), "json"),
    ]
    chosen = vectors(order)
    if chosen:
        said = json.dumps(vectors_json(order, chosen), ensure_ascii=False, indent=1)
        text = encodable(said)
        files.append(ExportFile(f"{order.stem}.vectors.json", f"{text}\n".encode(), "json"))
    return Export(tuple(files))


def vectors_json(order: Order, chosen: tuple[Vector, ...]) -> dict[str, Any]:
    """Test vectors: prepared leads, and what each must get, points by rule included."""
    program = order.program
    rules = {rule.id: rule.name for rule in program.rules()}
    groups = {group.id: group.name for group in program.groups}
    return {
        "leadbench_vectors": 1,
        "semantics": program.semantics,
        "model": program.name,
        "model_hash": program.hash,
        "proof": level_words(Proof.VERIFIED),
        "columns": [column_json(column) for column in program.columns],
        "leads": [
            {
                "as_of": day_text(vector.as_of),
                "lead": {
                    column.name: value_json(column, vector.lead[column.name])
                    for column in program.columns
                },
                **result_json(vector.result),
                "total": vector.result.total,
                "rules": [
                    {"id": key, "name": rules[key], "points": points}
                    for key, points in vector.result.rules.items()
                ],
                "groups": [
                    {"id": key, "name": groups[key], "points": points}
                    for key, points in vector.result.groups.items()
                ],
            }
            for vector in chosen
        ],
    }


def column_json(column: Column) -> dict[str, Any]:
    """A prepared column: its name, what it holds, and what it is in words."""
    return {
        "name": column.name,
        "holds": column.holds.value,
        "what": column.label,
        "never_blank": column.never_blank,
    }


def value_json(column: Column, value: Value) -> Any:
    """A prepared cell: days as YYYY-MM-DD, several texts as a list, a blank as null."""
    if value is None:
        return None
    if column.holds is Holds.DAY:
        assert isinstance(value, int)
        return day_text(value)
    return list(value) if isinstance(value, tuple) else value


JSON = Target(
    key="json",
    name="Leadbench JSON",
    family=Family.LEADBENCH,
    proof=Proof.VERIFIED,
    gives="The whole model with its schema, and leads with the points that each rule must give.",
    reads="What the model's inputs name, or the prepared columns of the test leads.",
    ending=".json",
    adapt=_adapt,
    write=_write,
    engines=("leadbench",),
)
TARGETS = (JSON,)
