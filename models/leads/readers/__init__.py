"""Readers: a file of leads to the imported table, in a child process with limits."""

from models.leads.readers.contract import Cancelled, Imported, Progress, ReadOptions, SheetInfo
from models.leads.readers.reading import read_table, reread

__all__ = ["Cancelled", "Imported", "Progress", "ReadOptions", "SheetInfo", "read_table", "reread"]
