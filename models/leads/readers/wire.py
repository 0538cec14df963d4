"""What the reading child sends to its parent: lines of JSON, some followed by a column's bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, BinaryIO

import numpy as np

from models.leads.evidence import Evidence
from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.raw import RawColumn, Texts
from models.leads.readers.contract import ReadOptions, SheetInfo
from models.problems import Problem, Severity

Data = dict[str, Any]


def send(stream: BinaryIO, message: Data) -> None:
    """Write one line."""
    stream.write(json.dumps(message).encode("ascii") + b"\n")
    stream.flush()


def receive(stream: BinaryIO) -> Data | None:
    """Read one line; None at the end."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    message: Data = json.loads(line)
    return message


def send_column(stream: BinaryIO, column: RawColumn) -> None:
    """Write a column: its name and sizes, then codes, ends, cells and texts as bytes."""
    send(
        stream,
        {
            "column": column.name,
            "header": column.header,
            "codes": column.codes.dtype.str,
            "rows": len(column.codes),
            "texts": len(column.texts),
            "bytes": len(column.texts.data),
        },
    )
    stream.write(np.ascontiguousarray(column.codes).data)
    stream.write(np.ascontiguousarray(column.texts.ends).data)
    stream.write(np.ascontiguousarray(column.cells).data)
    stream.write(column.texts.data)
    stream.flush()


def receive_column(stream: BinaryIO, message: Data) -> RawColumn:
    """Read the column that a message announces."""
    codes = _array(stream, message["codes"], message["rows"])
    ends = _array(stream, "<i8", message["texts"])
    cells = _array(stream, "|u1", message["texts"])
    data = stream.read(message["bytes"])
    if len(data) != message["bytes"]:
        raise EOFError
    return RawColumn(message["column"], message["header"], codes, Texts(data, ends), cells)


def _array(stream: BinaryIO, dtype: str, length: int) -> Any:
    array: Any = np.empty(length, dtype=np.dtype(dtype))
    if length:
        view = memoryview(array).cast("B")
        done = 0
        while done < len(view):
            count = stream.readinto(view[done:])  # type: ignore[attr-defined]
            if not count:
                raise EOFError
            done += count
    return array


def problem_to_json(problem: Problem) -> Data:
    """A problem as plain data."""
    return asdict(problem)


def problem_from_json(data: Data) -> Problem:
    """A problem from plain data."""
    return Problem(
        **{
            **data,
            "examples": tuple(data["examples"]),
            "fields": tuple(data["fields"]),
            "severity": Severity(data["severity"]),
        }
    )


def recipe_to_json(recipe: Recipe) -> list[Data]:
    """The inputs of a recipe as plain data."""
    return [asdict(item) for item in recipe]


def recipe_from_json(inputs: list[Data]) -> Recipe:
    """A recipe from plain data."""
    return Recipe(tuple(_input(data) for data in inputs))


def _input(data: Data) -> Input:
    values: Data = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    values["spellings"] = tuple(map(tuple, data.get("spellings", ())))
    values["kind"] = Kind(data["kind"])
    values["role"] = Role(data["role"])
    values["date_order"] = DateOrder(data["date_order"])
    return Input(**values)


def evidence_to_json(evidence: dict[str, Evidence]) -> Data:
    """The evidence of every field as plain data."""
    return {name: asdict(seen) for name, seen in evidence.items()}


def evidence_from_json(data: Data) -> dict[str, Evidence]:
    """The evidence of every field from plain data."""
    return {
        name: Evidence(**{**seen, "kind": Kind(seen["kind"]), "role": Role(seen["role"])})
        for name, seen in data.items()
    }


def options_from_json(data: Data) -> ReadOptions:
    """The options of a job."""
    return ReadOptions(**data)


def sheets_from_json(data: list[Data]) -> tuple[SheetInfo, ...]:
    """The sheets of a workbook."""
    return tuple(SheetInfo(**sheet) for sheet in data)
