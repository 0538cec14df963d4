"""The published JSON Schema (2020-12) of a model's file."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def schema_text() -> str:
    """The schema as it is printed and published."""
    return files("models.scoring.file").joinpath("model.schema.json").read_text("utf-8")


def schema() -> dict[str, Any]:
    """The schema as values."""
    data: dict[str, Any] = json.loads(schema_text())
    return data
