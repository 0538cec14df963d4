from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.leads.raw import Cell, RawColumn, Texts
from models.leads.readers import ReadOptions, blocks
from models.leads.readers.blocks import cut, tokenise
from models.leads.readers.distinct import WORD, distinct
from models.leads.readers.parsing import read_here
from models.leads.readers.pieces import Piece, Pieces, piece_of, piece_of_kinds
from models.problems import LeadbenchError

cells = st.text(st.sampled_from('abé; "x1\r\n,'), max_size=24)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8)
)


def rows_of(pieces: list[Piece]) -> list[list[str]]:
    columns = []
    for piece in pieces:
        texts = list(piece.texts)
        assert texts[0] == ""
        columns.append([texts[code] for code in piece.codes.tolist()])
    return [list(row) for row in zip(*columns, strict=True)]


@given(tables, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"]))
def test_that_blocks_hold_what_the_standard_parser_reads(
    table: list[list[str]], quoting: int, end: str
) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator=end).writerows(table)  # type: ignore[arg-type]
    text = out.getvalue()
    found = tokenise(text.encode(), ",", len(table[0]))
    if found is not None:
        # Not `table`: a lone carriage return is written bare, and then it ends the line.
        assert rows_of(found) == list(csv.reader(io.StringIO(text, newline="")))


@given(st.text(st.sampled_from('ab,"\r\n\n, '), max_size=60), st.integers(1, 3))
def test_that_no_text_is_taken_for_regular_unless_it_is(text: str, width: int) -> None:
    text += "\n"
    found = tokenise(text.encode(), ",", width)
    if found is not None:
        assert rows_of(found) == list(csv.reader(io.StringIO(text, newline="")))


def test_that_plain_and_quoted_blocks_take_the_fast_way() -> None:
    rows = [["id", "a;b", ""], ["2", "long enough for two words", "é"]]
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
        out = io.StringIO()
        csv.writer(out, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
        found = tokenise(out.getvalue().encode(), ",", 3)
        assert found is not None
        assert rows_of(found) == rows


def test_that_rows_of_other_widths_and_blank_rows_are_left_to_the_standard_parser() -> None:
    for text in ("a,b\nc\n", "a,b\nc,d,e\n", "a,b\n\n", ",\n", 'a,"b""c"\n', "a,b\rc,d\n"):
        assert tokenise(text.encode(), ",", 2) is None


@given(st.text(st.sampled_from('a,"\n'), max_size=40))
def test_that_a_cut_is_after_a_line_end_outside_quotation_marks(text: str) -> None:
    size = cut(text.encode())
    assert size == 0 or text[size - 1] == "\n"
    assert text[:size].count('"') % 2 == 0


@given(st.lists(st.text(st.sampled_from("abcé"), max_size=20), min_size=1, max_size=40))
def test_that_distinct_texts_come_in_order_of_appearance(texts: list[str]) -> None:
    packed = Texts.of(texts)
    sizes = np.diff(packed.ends, prepend=0)
    found = distinct(packed.data + bytes(WORD), packed.ends - sizes, sizes)
    assert found is not None
    firsts, codes = found
    names = list(dict.fromkeys(texts))
    assert [texts[first] for first in firsts.tolist()] == names
    assert [names[code] for code in codes.tolist()] == texts


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("ab"), max_size=12), max_size=9), min_size=1, max_size=5
    ),
    st.sampled_from([None, Cell.TEXT, Cell.NUMBER]),
)
def test_that_merged_pieces_are_the_column_read_at_once(
    batches: list[list[str]], kind: Cell | None
) -> None:
    def column_from(batches: list[list[str]]) -> RawColumn:
        pieces = Pieces()
        for batch in batches:
            known = {text: (text, kind) for text in batch}
            pieces.append(piece_of_kinds(batch, known) if kind else piece_of(batch))
        return pieces.column("c", "c")

    column = column_from(batches)
    cells = [cell for batch in batches for cell in batch]
    whole = column_from([cells])
    assert [column[row] for row in range(len(cells))] == cells
    assert list(column.texts) == list(whole.texts)
    assert column.codes.tolist() == whole.codes.tolist()


ODD_ROWS = ("1", "1,2", ",,", "", ",,,", "1,2,3,4", "1,2,,", '"a,b",2', '"1\n2",,"x""y"', 'a"b,c,d')


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 12), st.sampled_from(ODD_ROWS)), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_that_odd_rows_between_even_ones_change_nothing_but_their_own(
    tmp_path: Path, parts: list[tuple[int, str]], end: str, last_end: bool
) -> None:
    lines = ["id,name,note"]
    for number, (even, odd) in enumerate(parts):
        lines += [f'{number}-{row},"name, {row}",x' for row in range(even)] + [odd]
    lines += [f"last {row},b,c" for row in range(30)]
    path = tmp_path / "leads.csv"
    path.write_bytes((end.join(lines) + (end if last_end else "")).encode())
    found = []
    for few in (1, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "FEW", few)
            found.append(told(path))
    assert found[0] == found[1]


def told(path: Path) -> object:
    """All that reading says of a file, or why it does not read it."""
    options = ReadOptions(delimiter=",", header_row=1, quote='"', totals=True)
    try:
        imported = read_here(path, options, lambda what, done, total: None)
    except LeadbenchError as error:
        return error.problem
    return imported.table.fingerprint, imported.problems, imported.rows_in
