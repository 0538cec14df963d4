"""Exports on disk: one file, or several in a folder of their own; whole or not at all."""

from __future__ import annotations

from pathlib import Path

from models.exchange.atomic import atomic_write, cannot_write
from models.exchange.targets.target import Export
from models.problems import LeadbenchError


def save(export: Export, out: Path) -> tuple[Path, ...]:
    """Write an export: a single file as `out`, several into the folder `out`.

    The paths that were written are given back. LeadbenchError where the disk or folder is at fault.
    """
    if len(export.files) == 1:
        _write(out, export.files[0].content)
        return (out,)
    if out.exists() and not out.is_dir():
        raise LeadbenchError(
            f"This export has {len(export.files)} files, and there is a file of that name.",
            str(out),
            "Name a folder for it.",
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(error, out) from error
    paths = []
    for file in export.files:
        path = out / file.name
        _write(path, file.content)
        paths.append(path)
    return tuple(paths)


def _write(path: Path, content: bytes) -> None:
    with atomic_write(path) as stream:
        stream.write(content)
