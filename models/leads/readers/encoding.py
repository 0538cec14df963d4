"""The encoding of a text file: byte order marks, UTF-8 proved over the whole file, a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.leads.readers.code_pages import best_page
from models.leads.readers.given import Given
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem

BLOCK = 1 << 22
CHUNK = 1 << 21
"""Bytes that are read at once: small enough for the processor's cache."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1257": "Windows-1257",
    "iso8859_2": "ISO 8859-2",
    "iso8859_5": "ISO 8859-5",
    "iso8859_15": "ISO 8859-15",
    "koi8_r": "KOI8-R",
    "cp932": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
    "euc_jp": "EUC-JP",
    "latin-1": "Latin 1",
}
"""The encodings that are tried on text that is not UTF-8; Windows-1252 is the usual one."""

_SAMPLE = 1 << 17
_CLEAR = 0.5
"""The fit of a code page for each letter, below which a text may be of East Asia."""
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_TWO_BYTES = ("cp932", "gb18030", "big5", "euc_kr", "euc_jp")
_MOSTLY = 10
"""So many valid UTF-8 characters for each invalid byte mean UTF-8 with damage, not another one."""


@dataclass(frozen=True)
class Encoding:
    """The codec of a file, what people call it, and what is doubtful about it."""

    codec: str
    name: str
    problem: Problem | None = None
    errors: str = "strict"


def find_encoding(given: Given, asked: str | None = None, most: int | None = None) -> Encoding:
    """The encoding of a file of text; an error if it is not text.

    For a preview it is found by the first `most` bytes.
    """
    if asked:
        return _asked(given, asked, most)
    with given.open() as file:
        head = file.read(1 << 16)
    for mark, codec, name in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, name)
    if b"\0" in head:
        return _with_zeros(given, head)
    if _is(given, "utf-8", most):
        return Encoding("utf-8", "UTF-8")
    return _guess(given, _foreign(given), most)


def undecodable(given: Given, name: str) -> LeadbenchError:
    """The file is not written in the encoding that was chosen."""
    return LeadbenchError(
        f"The file is not written in {name}.", given.name, "Choose another encoding."
    )


def not_text(given: Given) -> LeadbenchError:
    """The file is no text at all."""
    return LeadbenchError(
        "The file holds zero bytes, so it is not a table of text.",
        given.name,
        "Export it again as .csv or .xlsx.",
    )


def utf8_chunks(given: Given, encoding: Encoding) -> Iterator[tuple[int, bytes]]:
    """The file as UTF-8 without its mark, in pieces, and how many of its bytes are read."""
    decoder = None
    if encoding.codec != "utf-8" or encoding.errors != "strict":
        decoder = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    done = 0
    try:
        with given.open() as file:
            while block := file.read(CHUNK):
                done += len(block)
                if decoder is not None:
                    block = decoder.decode(block).encode("utf-8", "surrogatepass")
                if b"\0" in block:
                    raise not_text(given)
                yield done, block
        if decoder is not None and (rest := decoder.decode(b"", True)):
            yield done, rest.encode("utf-8", "surrogatepass")
    except UnicodeError as error:
        raise undecodable(given, encoding.name) from error


def _asked(given: Given, asked: str, most: int | None) -> Encoding:
    try:
        codec = codecs.lookup(asked).name
        "".encode(codec)
    except (LookupError, UnicodeError) as error:
        raise LeadbenchError(
            f"“{asked}” is not the name of an encoding.",
            given.name,
            "Use a name such as utf-8, utf-16 or cp1252.",
        ) from error
    codec = "utf-8-sig" if codec == "utf-8" else codec
    if not _is(given, codec, most):
        raise undecodable(given, asked)
    return Encoding(codec, asked)


def _is(given: Given, codec: str, most: int | None = None) -> bool:
    """Whether the whole file, or its first `most` bytes, can be read in that encoding."""
    decoder = codecs.getincrementaldecoder(codec)()
    done = 0
    try:
        with given.open() as file:
            while block := file.read(BLOCK if most is None else min(BLOCK, most - done)):
                done += len(block)
                decoder.decode(block)
            if most is None or done < most:
                decoder.decode(b"", True)
    except UnicodeError:
        return False
    return True


def _with_zeros(given: Given, head: bytes) -> Encoding:
    """UTF-16 without a mark has a zero in every other byte of Latin text; else it is not text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.3 * half and even < 0.05 * half:
        return Encoding("utf-16-le", "UTF-16")
    if even > 0.3 * half and odd < 0.05 * half:
        return Encoding("utf-16-be", "UTF-16")
    raise not_text(given)


def _foreign(given: Given) -> bytes:
    """The lines of a file that are not plain ASCII, cut and at most 128 KB of them."""
    lines: list[bytes] = []
    size = 0
    with given.open() as file:
        while (line := file.readline(4096)) and size < _SAMPLE:
            if not line.isascii():
                lines.append(line)
                size += len(line)
    return b"".join(lines)


def _guess(given: Given, sample: bytes, most: int | None) -> Encoding:
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if len(text) - len(text.encode("ascii", "ignore")) - bad > _MOSTLY * bad:
        return _damaged(given)
    page = best_page(sample)
    codec = page.codec
    high = len(sample.translate(None, bytes(range(128))))
    side_by_side = sum(map(len, _RUN.findall(sample)))
    unclear = page.score < _CLEAR * page.letters or page.letters < high / 2
    if unclear and side_by_side > high / 2:
        codec = _of_two_bytes(sample) or codec
    codec = next(name for name in (codec, "cp1252", "latin-1") if _is(given, name, most))
    problem = Problem(
        f"The file is not UTF-8; it was read as {NAMES[codec]}.",
        given.name,
        "Look at letters with accents; if they are wrong, choose the encoding.",
    )
    return Encoding(codec, NAMES[codec], problem)


def _of_two_bytes(sample: bytes) -> str | None:
    """The encoding of a text of East Asia, if it is one."""
    # lazy: only files that are neither UTF-8 nor of a code page need it
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_TWO_BYTES)).best()
    return best.encoding if best is not None and best.encoding in _TWO_BYTES else None


def _damaged(given: Given) -> Encoding:
    """UTF-8 in which some bytes were damaged: they are replaced, and counted."""
    count = 0
    lines: list[int] = []
    with given.open() as file:
        for number, line in enumerate(file, start=1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                found = line.decode("utf-8", "replace").count("\ufffd")
                count += found
                lines.append(number)
    shown = ", ".join(f"{line:,}" for line in lines[:5]) + (" ..." if lines[5:] else "")
    problem = Problem(
        f"{count_of(count, 'sign')} {'is' if count == 1 else 'are'} damaged and shown as \ufffd.",
        f"{given.name}, {'line' if len(lines) == 1 else 'lines'} {shown}",
        "Export it again as UTF-8.",
        count,
    )
    return Encoding("utf-8", "UTF-8", problem, "replace")


def decoded(given: Given, encoding: Encoding, most: int) -> str:
    """The whole text; an error where it is longer than `most` bytes."""
    with given.open() as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise LeadbenchError(
            f"The file is larger than {most >> 20:,} MB, too large for its kind.",
            given.name,
            "Export the leads as .csv.",
        )
    try:
        return content.decode(encoding.codec, encoding.errors)
    except UnicodeError as error:
        raise undecodable(given, encoding.name) from error
