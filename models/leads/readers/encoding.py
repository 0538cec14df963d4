"""The encoding of a text file: byte order marks, UTF-8 proved over the whole file, a guess."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
GUESSES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "euc_kr")


@dataclass(frozen=True)
class Encoding:
    """The codec of a file, what people call it, and what is doubtful about it."""

    codec: str
    name: str
    problem: Problem | None = None


def find_encoding(path: Path, asked: str | None = None) -> Encoding:
    """The encoding of a file of text; an error if it is not text."""
    if asked:
        return _asked(path, asked)
    with path.open("rb") as file:
        head = file.read(1 << 16)
        for mark, codec, name in _MARKS:
            if head.startswith(mark):
                return Encoding(codec, name)
        if b"\0" in head:
            return _with_zeros(path, head)
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        strange: list[bytes] = []
        while block := file.read(BLOCK):
            if b"\0" in block:
                raise not_text(path)
            if strange:
                strange.append(_foreign(block)) if len(strange) < 8 else None
                continue
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                strange.append(_foreign(block))
        if not strange:
            try:
                decoder.decode(b"", True)
            except UnicodeDecodeError:
                strange.append(_foreign(head))
    return Encoding("utf-8", "UTF-8") if not strange else _guess(path, b"\n".join(strange))


def _asked(path: Path, asked: str) -> Encoding:
    try:
        codec = codecs.lookup(asked).name
    except LookupError as error:
        raise LeadbenchError(
            f"“{asked}” is not the name of an encoding.",
            path.name,
            "Use a name such as utf-8, utf-16 or cp1252.",
        ) from error
    codec = "utf-8-sig" if codec == "utf-8" else codec
    try:
        _prove(path, codec)
    except UnicodeError as error:
        raise undecodable(path, asked) from error
    return Encoding(codec, asked)


def undecodable(path: Path, name: str) -> LeadbenchError:
    """The file is not written in the encoding that was chosen."""
    return LeadbenchError(
        f"The file is not written in {name}.", path.name, "Choose another encoding."
    )


def utf8_chunks(path: Path, codec: str) -> Iterator[tuple[int, bytes]]:
    """The file as UTF-8 without its mark, in pieces, and how many of its bytes are read."""
    with path.open("rb") as file:
        if codec == "utf-8":
            decoder = None
        else:
            decoder = codecs.getincrementaldecoder(codec)()
        done = 0
        try:
            while block := file.read(CHUNK):
                done += len(block)
                if decoder is not None:
                    block = decoder.decode(block).encode("utf-8", "surrogatepass")
                if b"\0" in block:
                    raise not_text(path)
                yield done, block
            if decoder is not None:
                decoder.decode(b"", True)
        except UnicodeError as error:
            raise undecodable(path, codec) from error


def _with_zeros(path: Path, head: bytes) -> Encoding:
    """UTF-16 without a mark has a zero in every other byte of Latin text; else it is not text."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.3 * half and even < 0.05 * half:
        return Encoding("utf-16-le", "UTF-16")
    if even > 0.3 * half and odd < 0.05 * half:
        return Encoding("utf-16-be", "UTF-16")
    raise not_text(path)


def not_text(path: Path) -> LeadbenchError:
    """The file is no text at all."""
    return LeadbenchError(
        "The file holds zero bytes, so it is not a table of text.",
        path.name,
        "Export the leads again as .csv or .xlsx.",
    )


def _foreign(block: bytes) -> bytes:
    """The lines of a block that are not plain ASCII, at most 64 KB of them."""
    lines, size = [], 0
    for line in block.splitlines():
        if not line.isascii():
            lines.append(line[:4096])
            size += len(lines[-1])
            if size > 1 << 16:
                break
    return b"\n".join(lines)


def _guess(path: Path, sample: bytes) -> Encoding:
    # lazy: only files that are not UTF-8 need it
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(GUESSES), steps=8).best()
    codec = best.encoding if best is not None else "cp1252"
    try:
        _prove(path, codec)
    except UnicodeDecodeError:
        codec = "cp1252"
        try:
            _prove(path, codec)
        except UnicodeDecodeError:
            codec = "latin-1"
    name = NAMES.get(codec, codec)
    return Encoding(
        codec,
        name,
        Problem(
            f"The file is not UTF-8; it was read as {name}.",
            path.name,
            "Look at letters with accents; if they are wrong, choose the encoding.",
        ),
    )


NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp932": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
    "latin-1": "Latin 1",
}


def _prove(path: Path, codec: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", True)
