"""Small files that would take all memory or time are refused at once; reading can be stopped."""

from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.leads.readers import Cancelled, ReadOptions, read_table
from models.problems import LeadbenchError
from tests.models.leads.torture import packages as ooxml
from tests.models.leads.torture.batch import Batch
from tests.models.leads.torture.bombs import bombs
from tests.models.leads.torture.broken_workbooks import OLD
from tests.models.leads.torture.case import check_sentence

pytestmark = pytest.mark.alone

SECONDS = 6.0
"""Of CPU: three times what the slowest takes on a usual machine, which can be twice as slow."""
BYTES = 500_000_000
MOMENT = 1 / 3
"""Seconds in which a reading that is stopped must have ended, in the window's eyes."""
BOMBS = bombs()


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    with Batch() as found:
        yield found


@pytest.mark.parametrize("name", BOMBS)
def test_that_a_bomb_is_refused_at_once(name: str, tmp_path: Path, batch: Batch) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    outcome = batch.read(path)
    # What is only said to be large, and is not, may be read.
    assert outcome.told or outcome.end == "table", outcome
    assert outcome.seconds < SECONDS
    assert outcome.bytes < BYTES


@pytest.mark.parametrize("name", ["far-corner.xlsx", "beyond-all.xlsx", "laughs.ods"])
def test_that_the_window_is_told_of_a_bomb_in_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    with pytest.raises(LeadbenchError) as caught:
        read_table(path)
    check_sentence(name, caught.value)


def large_text(path: Path) -> Path:
    """Text that takes a while, whose fields are looked at for long after it is read."""
    lines = [
        f"{n:07},name {n % 977},{n * 7 % 1000},2024-0{n % 9 + 1}-11,yes" for n in range(500_000)
    ]
    path.write_text("id,name,n,day,won\n" + "\n".join(lines))
    return path


def large_workbook(path: Path) -> Path:
    """A workbook of a hundred thousand rows, written fast."""
    head, tail = ooxml.sheet([]).split("</sheetData>")
    rows = "".join(
        f"<row><c><v>{n}</v></c>" + f'<c t="inlineStr"><is><t>name {n % 977}</t></is></c>' * 3
        + "</row>" for n in range(100_000)
    )  # fmt: skip
    parts = ooxml.parts({"Leads": f"{head}{rows}</sheetData>{tail}"})
    path.write_bytes(ooxml.zipped(parts, zipfile.ZIP_STORED))
    return path


@pytest.mark.parametrize("make", [large_text, large_workbook])
@pytest.mark.parametrize("after", [0.0, 0.2, 0.5])
def test_that_a_stopped_reading_has_ended_within_a_third_of_a_second(
    make: Callable[[Path], Path], after: float, tmp_path: Path
) -> None:
    path = make(tmp_path / ("large.csv" if make is large_text else "large.xlsx"))
    asked: list[float] = []
    timer = threading.Timer(after, lambda: asked.append(time.monotonic()))
    timer.start()
    with pytest.raises(Cancelled):
        read_table(path, ReadOptions(), cancelled=lambda: bool(asked))
    assert time.monotonic() - asked[0] < MOMENT


def test_that_what_is_behind_a_password_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(OLD + bytes(4000) + "EncryptedPackage".encode("utf-16-le") + bytes(4000))
    with pytest.raises(LeadbenchError) as caught:
        read_table(path)
    check_sentence(path.name, caught.value)
