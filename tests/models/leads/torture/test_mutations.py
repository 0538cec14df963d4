"""Files with some bytes changed: a table, or a sentence, and never a crash or a wait.

LEADBENCH_MUTATIONS=20000 tries so many of each kind instead of 1,500.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from pathlib import Path

import pytest

from models.leads.readers import Imported, ReadOptions, read_table
from models.leads.readers.encoding import NAMES
from models.leads.readers.parsing import read_here
from models.leads.text import clean
from models.problems import LeadbenchError
from tests.models.leads.torture.batch import Batch
from tests.models.leads.torture.case import check_sentence, quiet
from tests.models.leads.torture.mutations import mutated_text, mutated_workbook, sound_workbooks
from tests.models.leads.torture.test_torture_texts import ALL

MANY = int(os.environ.get("LEADBENCH_MUTATIONS", "1500"))
SOUND = [case for case in ALL if isinstance(case.content, bytes) and len(case.content) < 6_000]
PARTS = 5


@pytest.mark.parametrize("part", range(PARTS))
def test_that_a_changed_text_file_is_a_table_or_a_sentence(part: int, tmp_path: Path) -> None:
    ends: Counter[str] = Counter()
    for number in range(part, MANY, PARTS):
        case, content = mutated_text(number, SOUND)
        path = tmp_path / case.name
        path.write_bytes(content)
        options = ReadOptions(**case.options)  # type: ignore[arg-type]
        try:
            imported = read_here(path, options, quiet)
        except LeadbenchError as error:
            check_sentence(case.name, error)
            ends["sentence"] += 1
        else:
            ends["compared" if same(content, imported) else "table"] += 1
        path.unlink()
    assert ends["compared"] > ends.total() / 3, ends
    assert ends["sentence"] > ends.total() / 20, ends


def same(content: bytes, imported: Imported) -> bool:
    """Whether the cells could be compared with the standard library's parser; they must agree."""
    codecs = {name: codec for codec, name in NAMES.items()} | {"UTF-8": "utf-8-sig"}
    codec = codecs.get(imported.encoding, imported.encoding.lower())
    told = " ".join(problem.sentence() for problem in imported.problems)
    table = imported.table
    if any(word in told for word in ("backslash", "without name", "total", "notes", "single")):
        return False
    if imported.encoding.startswith("UTF-16") and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if not imported.delimiter:
        return False
    if not imported.header_row and "above the names" in told:
        return False
    text = content.decode(codec, "replace")
    # The standard library's parser knows no other quotation marks, and none behind blanks.
    if imported.quote not in ('"', "") or f'{imported.delimiter} "' in text:
        return False
    if text.split("\n", 1)[0].strip().strip('"').lower().startswith("sep="):
        return False
    lines = io.StringIO(text, newline="")
    below = imported.header_row + max(imported.header_rows - 1, 0)
    rows = list(csv.reader(lines, delimiter=imported.delimiter))[below:]
    width = len(table.columns)
    wanted = [[*row, *[""] * width][:width] for row in rows if any(map(clean, row[:width]))]
    found = [[column[row] for column in table.columns] for row in range(table.rows)]
    got = [row for row in found if any(map(clean, row))]
    if "\ufffd" in text or ("without a filled cell" in told and len(got) != len(wanted)):
        return False
    assert got == wanted, imported.table.source
    return True


def test_that_a_changed_workbook_is_a_table_or_a_sentence(tmp_path: Path) -> None:
    sound = sound_workbooks()
    ends: Counter[str] = Counter()
    kept: list[Path] = []
    with Batch() as batch:
        for number in range(MANY):
            name, content = mutated_workbook(number, sound)
            path = tmp_path / f"{number}-{name}"
            path.write_bytes(content)
            outcome = batch.read(path)
            ends[outcome.end] += 1
            assert outcome.told or outcome.end == "table", (number, name, outcome)
            assert outcome.even, (number, name)
            assert outcome.seconds < 10, (number, name, outcome)
            if outcome.end in ("died", "broke", "memory") and len(kept) < 3:
                kept.append(path)
            else:
                path.unlink()
    assert ends["refused"] > MANY / 10, ends
    assert ends["table"] > MANY / 10, ends
    for path in kept:
        with pytest.raises(LeadbenchError) as caught:
            read_table(path)
        check_sentence(path.name, caught.value)
