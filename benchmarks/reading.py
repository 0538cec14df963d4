"""Reading files of leads beside the libraries that people would use: CPU time, one thread.

python benchmarks/reading.py [--rows 100000] [--sheet-rows 10000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from pathlib import Path

import openpyxl
import pandas as pd
import xlsxwriter
from _side_by_side import Goal, interleaved, print_times
from _wide_leads import write

from models.leads.raw import RawTable
from models.leads.readers import ReadOptions, read_table
from models.leads.readers.parsing import assemble, parse, read_here

CSV_GOAL = 2.5
"""CPU times pandas reading the same cells as text; plain pandas guesses and loses "00123"."""
SHEET_GOAL = 1 / 5
FIRST_ROWS = 200
FIRST_GOAL = 1.0
"""Seconds until the first rows are there, the start of the reading process included."""
ODD = 1_000
"""One row in so many is short in the file of odd rows."""


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def cells(path: Path) -> RawTable:
    """Every cell coded, before any guess."""
    return assemble(parse(path, ReadOptions(), quiet), path, quiet)


def with_module(path: Path) -> int:
    """The standard library's parser."""
    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file))


def with_openpyxl(path: Path, *, lean: bool) -> int:
    """The usual reader of workbooks, as it comes or in its lean mode."""
    book = openpyxl.load_workbook(path, read_only=lean)
    rows = sum(1 for _ in book.active.iter_rows(values_only=True))
    book.close()
    return rows


def same(path: Path) -> bool:
    """Whether every cell is the one that the standard library's parser reads."""
    table = cells(path)
    with path.open(newline="", encoding="utf-8") as file:
        expected = list(zip(*list(csv.reader(file))[1:], strict=True))
    for column, wanted in zip(table.columns, expected, strict=True):
        texts = list(column.texts)
        if tuple(texts[code] for code in column.codes.tolist()) != wanted:
            return False
    return True


def with_odd_rows(source: Path, path: Path) -> int:
    """The table with some rows too short; how many."""
    lines = source.read_text(encoding="utf-8").split("\n")
    places = range(ODD // 2, len(lines) - 1, ODD)
    for place in places:
        lines[place] = lines[place].rsplit(",", 2)[0]
    path.write_text("\n".join(lines), encoding="utf-8")
    return len(places)


def told_of_odd_rows(path: Path, rows: int) -> bool:
    """Whether the report counts every short row."""
    problems = read_here(path, ReadOptions(), quiet).problems
    return any("fewer cells" in problem.what and problem.count == rows for problem in problems)


def first_rows(path: Path) -> float:
    """Seconds until the first rows are there, the quickest of three."""
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        imported = read_table(path, ReadOptions(preview=FIRST_ROWS))
        took.append(time.perf_counter() - begin)
        assert imported.table.rows == FIRST_ROWS
    return min(took)


def to_workbook(source: Path, path: Path, rows: int) -> None:
    """The first rows of a text table as a workbook, numbers as numbers."""
    frame = pd.read_csv(source, nrows=rows)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(frame.columns))
        for number, row in enumerate(frame.fillna("").itertuples(index=False), start=1):
            sheet.write_row(number, 0, list(row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--sheet-rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text, sheet = Path(folder) / "leads.csv", Path(folder) / "leads.xlsx"
        odd = Path(folder) / "odd.csv"
        write(text, arguments.rows)
        assert same(text), "a cell differs from the standard library's"
        short = with_odd_rows(text, odd)
        assert told_of_odd_rows(odd, short), "a short row is not told of"
        csv_times = interleaved(
            {
                "pandas read_csv (C engine, guessing)": lambda: pd.read_csv(text),
                "pandas read_csv (dtype=str, na_filter=False)": lambda: pd.read_csv(
                    text, dtype=str, na_filter=False
                ),
                "csv module": lambda: with_module(text),
                "Leadbench, every cell coded": lambda: cells(text),
                "Leadbench, with kinds and evidence": lambda: read_here(text, ReadOptions(), quiet),
            },
            arguments.rounds,
        )
        megabytes = text.stat().st_size / 1e6
        print_times(f".csv, {arguments.rows:,} leads x 37 fields ({megabytes:.0f} MB)", csv_times)
        odd_times = interleaved(
            {
                "pandas read_csv (dtype=str, na_filter=False)": lambda: pd.read_csv(
                    odd, dtype=str, na_filter=False
                ),
                "Leadbench, every cell coded": lambda: cells(odd),
            },
            arguments.rounds,
        )
        print_times(f"The same with one row in {ODD:,} too short ({short:,} counted)", odd_times)
        to_workbook(text, sheet, arguments.sheet_rows)
        sheet_times = interleaved(
            {
                "openpyxl": lambda: with_openpyxl(sheet, lean=False),
                "openpyxl read_only": lambda: with_openpyxl(sheet, lean=True),
                "Leadbench, every cell coded": lambda: cells(sheet),
            },
            min(3, arguments.rounds),
        )
        print_times(f".xlsx, {arguments.sheet_rows:,} leads x 37 fields", sheet_times)
        seconds = {path.suffix: first_rows(path) for path in (text, sheet)}
    _, as_text, _, coded, _ = csv_times.values()
    odd_as_text, odd_coded = odd_times.values()
    usual, lean, ours = sheet_times.values()
    goals = (
        Goal(".csv, cells coded / pandas reading text", CSV_GOAL, coded / as_text),
        Goal(".csv with odd rows, the same", CSV_GOAL, odd_coded / odd_as_text),
        Goal(".xlsx, cells coded / openpyxl", SHEET_GOAL, ours / usual),
        Goal(".xlsx, cells coded / openpyxl read_only", SHEET_GOAL, ours / lean),
        *(
            Goal(f"first {FIRST_ROWS} rows of {ending}, seconds elapsed", FIRST_GOAL, took)
            for ending, took in seconds.items()
        ),
    )
    print("\n| figure | goal | measured | |\n|---|---:|---:|---|")
    for goal in goals:
        met = "met" if goal.met else "missed"
        print(f"| {goal.what} | {goal.goal:.2f} | {goal.measured:.2f} | {met} |")


if __name__ == "__main__":
    main()
