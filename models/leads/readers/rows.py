"""Rows out of text: regular blocks the fast way, all others by the standard library's parser."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain

from models.leads.readers.blocks import cut, stretches, tokenise
from models.leads.readers.dialect import FIELD_LIMIT, Dialect, Records, reader
from models.leads.readers.parsed import Rows
from models.leads.readers.pieces import Piece, piece_of
from models.leads.text import clean
from models.problems import LeadbenchError

BATCH = 20_000
"""Rows that are coded together."""
PATIENCE = 1 << 25
"""Bytes without the end of a row after which regular blocks are given up."""
_UNSEEN = "\x1a\ufeff"
"""What programs of the days of DOS write behind the last line, and the mark of a joined file."""
END = "\ue000end of the file\ue000"
"""Fed to the parser as a last line: if it is not a row of its own, a quotation mark is open."""

Batch = list[Piece]


class _Open(Exception):
    """A quotation mark was open at the end of the text; `line` is where the row began."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class TableText:
    """The text of a table as chunks of UTF-8, and what became of its rows."""

    def __init__(
        self, chunks: Iterator[bytes], dialect: Dialect, width: int, rows: Rows, place: str
    ) -> None:
        self._chunks = chunks
        self._dialect = dialect
        self._width = width
        self._rows = rows
        self._place = place
        self._line = 1
        self._most: int | None = None
        self.complete = True
        """False once reading stopped before the end, at as many rows as were asked for."""
        self._fast = dialect.is_usual

    def pieces(
        self, start: int, sample: int, skip: int, most: int | None = None
    ) -> Iterator[Batch]:
        """The rows in batches, one piece for each column; not more than `most` rows.

        `start` bytes are passed over, then `skip` rows, which end within the first `sample` bytes.
        """
        self._most = most
        buffer = b""
        while len(buffer) < sample and (chunk := next(self._chunks, b"")):
            buffer += chunk
        self._line += buffer[:start].count(b"\n")
        try:
            buffer = self._without(buffer[start:], skip)
            if most is not None or not self._fast or (b"\n" not in buffer and b"\r" in buffer):
                yield from self._streamed(buffer)
            else:
                yield from self._in_blocks(buffer)
        except _Open as error:
            raise _unclosed(self._place, error.line) from error
        except csv.Error as error:
            if "field larger" in str(error):
                raise _too_long(self._place, self._line) from error
            raise _unclosed(self._place, self._line) from error

    def _without(self, buffer: bytes, skip: int) -> bytes:
        """The buffer without its first rows."""
        taken: list[str] = []

        def lines() -> Iterator[str]:
            for line in io.StringIO(_text(buffer), newline=""):
                taken.append(line)
                yield line

        records = reader(lines(), self._dialect)
        for _ in range(skip):
            next(records, None)
        self._line += len(taken)
        return buffer[len("".join(taken).encode("utf-8", "surrogatepass")) :]

    def _in_blocks(self, buffer: bytes) -> Iterator[Batch]:
        while True:
            size = cut(buffer)
            if size:
                block, buffer = buffer[:size], buffer[size:]
                try:
                    yield from self._block(block)
                except _Open:
                    # Its marks do not pair as cut() believed: no block can be trusted any more.
                    yield from self._streamed(block + buffer)
                    return
            elif len(buffer) > PATIENCE:
                yield from self._streamed(buffer)
                return
            chunk = next(self._chunks, b"")
            if not chunk:
                if buffer:
                    yield from self._block(buffer)
                return
            buffer += chunk

    def _block(self, block: bytes) -> list[Batch]:
        """The batches of a block of whole rows; counted only if all of it could be read."""
        found = tokenise(block, self._dialect.delimiter, self._width)
        if found is not None:
            self._line += block.count(b"\n")
            self._rows.read += len(found[0].codes)
            self._rows.kept += len(found[0].codes)
            return [found]
        rows, line = Rows(), self._line
        batches: list[Batch] = []
        try:
            for start, end, even in stretches(block, self._dialect.delimiter, self._width):
                batches += self._stretch(block[start:end], even, rows)
        except _Open:
            self._line = line
            raise
        _add(self._rows, rows)
        return batches

    def _stretch(self, part: bytes, even: bool, rows: Rows) -> list[Batch]:
        """The batches of some rows of a block: the fast way if they are even."""
        found = tokenise(part, self._dialect.delimiter, self._width) if even else None
        if found is not None:
            rows.read += len(found[0].codes)
            rows.kept += len(found[0].codes)
            batches = [found]
        else:
            more = Rows()
            batches = list(self._parsed(io.StringIO(_text(part), newline=""), more))
            _add(rows, more)
        self._line += part.count(b"\n")
        return batches

    def _streamed(self, buffer: bytes) -> Iterator[Batch]:
        """All the rest by the standard library's parser, without blocks."""
        return self._parsed(_lines(chain((buffer,), self._chunks)), self._rows)

    def _parsed(self, lines: Iterable[str], rows: Rows) -> Iterator[Batch]:
        records = reader(chain(lines, (END,)), self._dialect)
        batch: list[list[str]] = []
        for row in self._checked(records, rows):
            if self._most is not None and rows.kept > self._most:
                rows.read -= 1
                rows.kept -= 1
                self.complete = False
                break
            batch.append(row)
            if len(batch) == BATCH:
                yield _coded(batch)
                batch = []
        if batch:
            yield _coded(batch)

    def _checked(self, records: Records, rows: Rows) -> Iterator[list[str]]:
        """Rows of exactly the width of the header; what did not fit is counted."""
        first = self._line
        for row in records:
            here, first = first, self._line + records.line_num
            if row and END in row[-1]:
                if row != [END]:
                    raise _Open(here)
                return
            if len(row) != self._width:
                if not row and self._width > 1:
                    rows.read += 1
                    rows.empty += 1
                    rows.gaps.append(rows.kept)
                    continue
                _fit(row, self._width, here, rows)
            rows.read += 1
            if not row[0].strip().strip(_UNSEEN) and not any(map(str.strip, row[1:])):
                rows.empty += 1
                rows.gaps.append(rows.kept)
                continue
            rows.kept += 1
            yield row


def _coded(batch: list[list[str]]) -> Batch:
    return [piece_of(cells) for cells in zip(*batch, strict=True)]


def _fit(row: list[str], width: int, line: int, rows: Rows) -> None:
    """Pad a short row with blanks, cut a long one; both are counted with their lines."""
    if len(row) < width:
        if any(map(clean, row)):
            rows.short += 1
            rows.short_lines.append(line)
            rows.short_rows.append(rows.kept)
        row.extend([""] * (width - len(row)))
    else:
        if any(map(clean, row[width:])):
            rows.long += 1
            rows.long_lines.append(line)
        del row[width:]


def _add(rows: Rows, more: Rows) -> None:
    rows.short_rows += [rows.kept + row for row in more.short_rows]
    rows.gaps.extend(rows.kept + row for row in more.gaps)
    rows.read += more.read
    rows.kept += more.kept
    rows.empty += more.empty
    rows.long += more.long
    rows.short += more.short
    rows.long_lines += more.long_lines
    rows.short_lines += more.short_lines


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Lines with their ends out of chunks that end anywhere."""
    rest = b""
    for chunk in chunks:
        block = rest + chunk
        end = max(block.rfind(b"\n"), block.rfind(b"\r", 0, len(block) - 1)) + 1
        rest = block[end:]
        yield from io.StringIO(_text(block[:end]), newline="")
    yield from io.StringIO(_text(rest), newline="")


def _text(block: bytes) -> str:
    return block.decode("utf-8", "surrogatepass")


def _unclosed(place: str, line: int) -> LeadbenchError:
    return LeadbenchError(
        "A quotation mark is opened and never closed.",
        f"{place}, near line {line:,}",
        "Correct that line, or export the leads again, or choose that quotation marks are part "
        "of the cells.",
    )


def _too_long(place: str, line: int) -> LeadbenchError:
    return LeadbenchError(
        f"A cell has more than {FIELD_LIMIT:,} signs: a quotation mark may be opened there and "
        "never closed, or the file is no table.",
        f"{place}, near line {line:,}",
        "Correct that line, or export the leads again, or choose that quotation marks are part "
        "of the cells.",
    )
