"""Where a command writes a model: looked at before the work is done."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from models.problems import LeadbenchError


def check_model_out(out: Path, *inputs: Path | None) -> None:
    """LeadbenchError where the name is no model's, or the file is one that is read."""
    if out.suffix.lower() != ".json":
        raise LeadbenchError("A model is written as .json.", str(out), "Choose such a name.")
    for path in filter(None, inputs):
        same = False
        with suppress(OSError):  # one of them is not there yet, or cannot be asked for
            same = out.samefile(path)
        if same:
            raise LeadbenchError(
                "The model would replace the file of the leads.",
                str(out),
                "Choose another name for -o.",
            )
