"""What the import made of a file, as plain data for scripts and as text for a terminal."""

from __future__ import annotations

from typing import Any

from models.leads.fields import Role
from models.leads.readers.contract import Imported
from models.leads.wording import count_of
from models.problems import Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def inspection(imported: Imported) -> dict[str, Any]:
    """The JSON object of `leadbench inspect --json`: sheets, rows, fields and problems."""
    return {
        "sheets": [
            {
                "name": sheet.name,
                "rows": sheet.rows,
                "columns": sheet.columns,
                "visible": sheet.visible,
            }
            for sheet in imported.sheets
        ],
        "rows": imported.table.rows,
        "fields": [
            {"name": name, "kind": kind, "blank": blank, "evidence": evidence}
            for name, kind, blank, evidence in _fields(imported)
        ],
        "problems": [
            {
                "what": problem.what,
                "where": problem.where,
                "count": problem.count,
                "remedy": problem.remedy,
            }
            for problem in sorted(imported.problems, key=lambda found: _ORDER[found.severity])
        ],
    }


def inspection_text(imported: Imported) -> str:
    """The same for people: the file, a line for each field, the problems."""
    table = imported.table
    lines = [f"{table.source}: {_how(imported)}", ""]
    fields = _fields(imported)
    widths = [max((len(str(row[column])) for row in fields), default=0) for column in range(2)]
    for name, kind, blank, evidence in fields:
        blanks = f"{blank:,} blank; " if blank else ""
        lines.append(f"  {name:<{widths[0]}}  {kind:<{widths[1]}}  {blanks}{evidence}".rstrip())
    if imported.problems:
        lines += ["", count_of(len(imported.problems), "problem") + ":"]
        ordered = sorted(imported.problems, key=lambda found: _ORDER[found.severity])
        lines += [f"  {problem.severity.value}: {problem.sentence()}" for problem in ordered]
    return "\n".join(lines)


def _how(imported: Imported) -> str:
    table = imported.table
    parts = [count_of(table.rows, "lead"), count_of(len(table.columns), "field")]
    if table.sheet:
        parts.append(f"sheet {table.sheet} of {len(imported.sheets)}")
    if imported.encoding:
        delimiter = {"\t": "tab"}.get(imported.delimiter, imported.delimiter)
        parts.append(f"{imported.encoding}, cells separated by {delimiter}")
    parts.append(f"names in row {imported.header_row}" if imported.header_row else "no names")
    if imported.rows_in > table.rows:
        parts.append(f"{imported.rows_in - table.rows:,} empty rows left out")
    return ", ".join(parts)


def _fields(imported: Imported) -> list[tuple[str, str, int, str]]:
    """Name, kind, blank cells and evidence of every column, in the order of the table."""
    found = []
    for column in imported.table.columns:
        item = imported.recipe.find(column.name)
        seen = imported.evidence.get(column.name)
        kind = "" if item is None else item.kind.value
        blank = int(column.counts[0]) if seen is None else seen.blank
        sentence = "" if seen is None else "; ".join(filter(None, (seen.sentence, seen.why)))
        if seen is None and item is not None and item.role is not Role.FIELD:
            sentence = item.role.value
        found.append((column.name, kind, blank, sentence))
    return found
