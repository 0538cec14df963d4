"""LibreOffice as an engine: a workbook is opened, worked out anew, and read."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from models.exchange.portable.program import Program
from models.exchange.proof.engine import Engine, Got
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

PATIENCE = 900.0
# 44 comma, 34 quote, 76 UTF-8, from line 1, no formats, language none, quote text, detect nothing,
# save contents as shown: no; export formulas: no; remove spaces: no; sheet 1.
_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Without it the values that are stored in the file are believed."""


def _program() -> str:
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@lru_cache(maxsize=1)
def _version() -> str:
    if not _program():
        return ""
    try:
        told = subprocess.run(
            [_program(), "--headless", "--version"],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.removeprefix("LibreOffice").split("(")[0].strip().split(" ")[0]


def recalculated(books: Sequence[bytes]) -> list[list[list[str]]]:
    """The first sheet of each workbook as rows of texts, after all formulas are worked out anew.

    LeadbenchError where LibreOffice is missing or does not end.
    """
    if not _program():
        raise LeadbenchError("LibreOffice is not installed.", remedy=LIBREOFFICE.install)
    with tempfile.TemporaryDirectory(prefix="leadbench-proof-") as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        paths = [folder / f"book{place}.xlsx" for place in range(len(books))]
        for path, content in zip(paths, books, strict=True):
            path.write_bytes(content)
        try:
            subprocess.run(
                [
                    _program(),
                    f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    "--headless",
                    "--convert-to",
                    _FILTER,
                    "--outdir",
                    str(folder / "out"),
                    *map(str, paths),
                ],
                capture_output=True,
                timeout=PATIENCE,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise LeadbenchError(f"LibreOffice did not open the workbook: {error}.") from error
        return [_rows(folder / "out", path.stem) for path in paths]


def _rows(folder: Path, stem: str) -> list[list[str]]:
    path = next(folder.glob(f"{stem}*.csv"), None)
    if path is None:
        raise LeadbenchError("LibreOffice wrote nothing for a workbook.")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _run(order: Order, export: Export) -> Sequence[Got]:
    (rows,) = recalculated([export.files[0].content])
    return [got(row, order.program) for row in rows[1:]]


def got(row: Sequence[str], program: Program) -> Got:
    """A row of the sheet Scores: id, score, band, and grade and output scale where they are."""
    given = iter(row[1:])
    return Got(
        _whole(next(given)),
        next(given),
        next(given) if program.grade is not None else None,
        _whole(next(given)) if program.output is not None else None,
    )


def _whole(cell: str) -> int | None:
    return int(cell) if cell.lstrip("-").isdigit() else None


LIBREOFFICE = Engine(
    "libreoffice",
    "LibreOffice",
    _version,
    "Install LibreOffice Calc from libreoffice.org, or as the package libreoffice-calc-nogui.",
    _run,
)
