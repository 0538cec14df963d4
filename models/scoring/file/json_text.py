"""JSON text of a foreign file to plain values; what is wrong with it is told with its place."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.problems import LeadbenchError

MOST_BYTES = 16_000_000
"""No scoring model is larger; a file that is was chosen by mistake."""

MOST_DEPTH = 100
"""Objects and lists within each other. Conditions that people read are ten deep at most."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDTH = 100


class Doubled(dict[str, Any]):
    """An object of the file in which some keys stood twice; the last one counts."""

    doubles: tuple[str, ...] = ()


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. LeadbenchError otherwise."""
    where = path.name
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                raise LeadbenchError(
                    f"This file has {size:,} bytes, too many for a scoring model.",
                    where,
                    "Choose a model's JSON file.",
                )
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise LeadbenchError(
            f"The file cannot be read: {error.strerror or error}.",
            where,
            "Check its name and that you may read it.",
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LeadbenchError(
            f"This is not a text in UTF-8 (line {line}).", where, "Save the file as UTF-8."
        ) from error


def parse(text: str, where: str) -> Any:
    """The values of a JSON text. Faults of the syntax are LeadbenchErrors with line and column."""
    try:
        return json.loads(text, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise LeadbenchError(
            f"This is not JSON: line {error.lineno}, column {error.colno}: {what}.",
            where,
            "Mend the line, or choose a model's JSON file.",
        ) from error
    except RecursionError as error:
        raise LeadbenchError(
            f"Objects and lists are nested deeper than {MOST_DEPTH} levels.",
            where,
            "Choose a model's JSON file.",
        ) from error
    except ValueError as error:
        # Python refuses whole numbers of thousands of digits with a plain ValueError.
        raise LeadbenchError(
            "A number in this file has thousands of digits.", where, "Choose a model's JSON file."
        ) from error


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    names = [name for name, _ in pairs]
    doubled = Doubled(plain)
    doubled.doubles = tuple(name for name in plain if names.count(name) > 1)
    return doubled


def flaws(data: Any) -> Iterator[tuple[str, str]]:
    """What no part of a file may hold, as (place, sentence): doubled keys, NaN, great depth."""
    stack: list[tuple[str, Any, int]] = [("", data, 1)]
    while stack:
        place, value, depth = stack.pop()
        if isinstance(value, dict | list | tuple) and depth > MOST_DEPTH:
            yield place[:80], f"is nested deeper than {MOST_DEPTH} levels"
            return
        if isinstance(value, Doubled):
            for name in value.doubles:
                yield inside(place, name), "stands twice in the same object"
        if isinstance(value, dict):
            inner = [(inside(place, name), item) for name, item in value.items()]
            stack += [(name, item, depth + 1) for name, item in reversed(inner)]
        elif isinstance(value, list | tuple):
            numbered = [(f"{place}[{i}]", item) for i, item in enumerate(value)]
            stack += [(name, item, depth + 1) for name, item in reversed(numbered)]
        elif isinstance(value, float) and not math.isfinite(value):
            yield place, "must be a number, found one that is infinite or not a number"


def inside(place: str, name: str) -> str:
    """The place of a key within an object."""
    return f"{place}.{name}" if place else name


def write(data: Any) -> str:
    """JSON text for people: what fits on a line stands on one, keys in the order given."""
    text = _lines(data, 0)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _lines(data: Any, indent: int, before: int = 0) -> str:
    short = json.dumps(data, ensure_ascii=False, allow_nan=False)
    if not isinstance(data, dict | list) or not data:
        return short
    fits = indent and indent + before + len(short) < _WIDTH
    if fits and not (isinstance(data, list) and isinstance(data[0], dict)):
        return short
    space = " " * (indent + 2)
    if isinstance(data, dict):
        parts = []
        for name, value in data.items():
            label = f"{json.dumps(name, ensure_ascii=False)}: "
            parts.append(f"{space}{label}{_lines(value, indent + 2, len(label))}")
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    parts = [space + _lines(value, indent + 2) for value in data]
    return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
