"""Exports on disk: one file, or several in a folder of their own; whole or not at all."""

from __future__ import annotations

from pathlib import Path

from models.exchange.atomic import atomic_write, cannot_write
from models.exchange.targets.target import Export
from models.problems import LeadbenchError


def save(export: Export, out: Path) -> tuple[Path, ...]:
    """Write an export: a single file as `out`, several into the folder `out`.

    Two files of one name go side by side where `out` names a file, such as scores.sql: its fellow
    is scores_check.sql then. The paths that were written are given back. LeadbenchError where the
    disk or folder is at fault.
    """
    beside = _beside(export, out)
    if beside:
        for file, path in zip(export.files, beside, strict=True):
            _write(path, file.content)
        return beside
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


def _beside(export: Export, out: Path) -> tuple[Path, ...]:
    """Where the files go without a folder of their own; none where they need one."""
    first, *others = export.files
    if not others:
        return (out,)
    ending = Path(first.name).suffix
    stem = first.name.removesuffix(ending)
    second, *more = others
    same = next((s for s in (stem, stem.split(".")[0]) if second.name.startswith(s)), "")
    if more or out.suffix != ending or out.is_dir() or not same:
        return ()
    return out, out.with_name(out.stem + second.name[len(same) :])


def _write(path: Path, content: bytes) -> None:
    with atomic_write(path) as stream:
        stream.write(content)
