"""What is supposed of leads as JSON: one object each, told apart by its key "supposes"."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from models.evaluation.whatif.suppositions import (
    FieldFilled,
    LeadsStop,
    ShareBecomes,
    Supposition,
    TypesDoNotCount,
)
from models.problems import LeadbenchError
from models.scoring.file.json_faults import shown

KINDS: dict[str, type[Supposition]] = {
    "share": ShareBecomes,
    "stop": LeadsStop,
    "filled": FieldFilled,
    "types": TypesDoNotCount,
}
"""The name of each supposition in a project's file. Names stay when classes are renamed."""


def supposition_to_json(supposition: Supposition) -> dict[str, Any]:
    """A supposition as plain values."""
    name = next(name for name, kind in KINDS.items() if type(supposition) is kind)
    data = {field.name: getattr(supposition, field.name) for field in fields(supposition)}
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in data.items()}
    return {"supposes": name, **plain}


def supposition_from_json(data: Any, where: str = "") -> Supposition:
    """The supposition of an object. LeadbenchError where it is none that this version knows."""
    if not isinstance(data, dict):
        raise LeadbenchError(f"must be an object, found {shown(data)}", where)
    kind = KINDS.get(data["supposes"]) if isinstance(data.get("supposes"), str) else None
    if kind is None:
        raise LeadbenchError(
            f"A supposition of the kind {shown(data.get('supposes'))} is not known to this "
            "version.",
            where,
            "Open the project with a newer version of Leadbench.",
        )
    read = {"field": _text, "value": _text, "percent": _whole, "values": _texts, "types": _texts}
    names = [field.name for field in fields(kind)]
    return kind(**{name: read[name](data.get(name), f"{where}.{name}") for name in names})


def _text(data: Any, where: str) -> Any:
    if not isinstance(data, str):
        raise LeadbenchError(f"must be a text, found {shown(data)}", where)
    return data


def _whole(data: Any, where: str) -> Any:
    if not isinstance(data, int) or isinstance(data, bool):
        raise LeadbenchError(f"must be a whole number, found {shown(data)}", where)
    return data


def _texts(data: Any, where: str) -> Any:
    if not isinstance(data, list):
        raise LeadbenchError(f"must be a list, found {shown(data)}", where)
    return tuple(_text(item, f"{where}[{place}]") for place, item in enumerate(data))
