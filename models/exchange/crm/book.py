"""A build sheet as an Excel workbook: the same steps to tick off; no cell can become a formula."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from models.exchange.cells import encodable
from models.exchange.embedded import SHEET as MODEL_SHEET
from models.exchange.targets.sheet import CAUTIONS_HEAD, LEAD_COLUMNS, NEAREST, Sheet
from models.exchange.workbook import write_text

_NEVER = datetime(2000, 1, 1)
"""A workbook tells when it was made; the same model must write the same bytes."""


def book(sheet: Sheet) -> bytes:
    """The workbook: what does not fit, the steps, the leads with their scores."""
    import xlsxwriter  # lazy: heavy, and only spreadsheets need it

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    made = xlsxwriter.Workbook(out, options)
    made.set_properties({"title": encodable(sheet.title)[:255], "created": _NEVER})
    head = made.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = made.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    _about(made, sheet, head, wrap)
    _steps(made, sheet, head, wrap)
    _leads(made, sheet, head, wrap)
    hidden = made.add_worksheet(MODEL_SHEET)
    hidden.hide()
    for row, line in enumerate(sheet.carried):
        write_text(hidden, row, 0, line)
    made.close()
    return out.getvalue()


def _rows(sheet: Any, rows: list[tuple[str, ...]], head: Any, wrap: Any) -> None:
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            write_text(sheet, row, column, text, wrap if row else head)
    sheet.freeze_panes(1, 0)


def _about(made: Any, sheet: Sheet, head: Any, wrap: Any) -> None:
    about = made.add_worksheet("What does not fit")
    about.set_column(0, 0, 30)
    about.set_column(1, 2, 60)
    rows: list[tuple[str, ...]] = [("What does not fit", "Why", NEAREST)]
    rows += [(lost.part, lost.why, lost.instead) for lost in sheet.lost]
    if not sheet.lost:
        rows.append(("All of the model fits", "", ""))
    rows += [(CAUTIONS_HEAD, caution, "") for caution in sheet.cautions]
    rows += [(name, value, "") for name, value in sheet.about]
    _rows(about, rows, head, wrap)


def _steps(made: Any, sheet: Sheet, head: Any, wrap: Any) -> None:
    steps = made.add_worksheet("Steps")
    steps.set_column(0, 0, 6)
    steps.set_column(1, 1, 26)
    steps.set_column(2, 2, 50)
    steps.set_column(3, 3, 24)
    steps.set_column(4, 5, 60)
    rows: list[tuple[str, ...]] = [("Step", "Part", "What to do", "Where", "Copy", "Look at")]
    for section, numbered in sheet.numbered():
        for number, step in numbered:
            first = (str(number), section.title, step.do)
            copies = [(copied.label, copied.text) for copied in step.copies] or [("", "")]
            for place, copied in enumerate(copies):
                rows.append((*(first if not place else ("", "", "")), *copied, step.note))
    _rows(steps, rows, head, wrap)


def _leads(made: Any, sheet: Sheet, head: Any, wrap: Any) -> None:
    leads = made.add_worksheet("Expected scores")
    leads.set_column(0, 0, 20)
    leads.set_column(1, 2, 12)
    leads.set_column(3, 3 + len(sheet.fields), 20)
    rows: list[tuple[str, ...]] = [(*LEAD_COLUMNS, *sheet.fields)]
    rows += [(lead.lead, lead.score, lead.band, *lead.cells) for lead in sheet.leads]
    _rows(leads, rows, head, wrap)
