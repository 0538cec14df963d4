"""Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods)."""

from __future__ import annotations

from pathlib import Path

from models.leads.readers.contract import Progress, ReadOptions
from models.leads.readers.parsed import Parsed


def read_workbook(path: Path, options: ReadOptions, progress: Progress) -> Parsed:
    """Read one sheet of a workbook."""
    raise NotImplementedError
