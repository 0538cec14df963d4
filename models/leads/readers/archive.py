"""Archives: the one table in a .zip, what a .gz holds. Nothing is unpacked onto the disk."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from models.leads.readers.broken import BROKEN
from models.leads.readers.contract import ReadOptions
from models.leads.readers.files import TEXT_ENDINGS, WORKBOOK_ENDINGS
from models.leads.readers.given import Given
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError

MOST_BYTES = 1 << 30
"""Unpacked bytes of an archive or a workbook."""
MOST_PARTS = 2_000
BOMB = 50 << 20
"""Unpacked bytes above which a ratio of unpacked to packed bytes over MOST_RATIO is an attack."""
MOST_RATIO = 200

_TABLES = (*WORKBOOK_ENDINGS, *(ending for ending in TEXT_ENDINGS if ending != ".txt"), ".parquet")
_PROTECTED = 1
_OF_SYSTEMS = ("__MACOSX/", ".", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Unpacked:
    """The table in an archive and the names of all that it could have been."""

    given: Given
    member: str
    others: tuple[str, ...] = ()


def too_much(name: str) -> LeadbenchError:
    """What unpacks to more than a table of leads can be."""
    return LeadbenchError(
        "The file unpacks to far more than it should and was not opened.",
        name,
        "Save the sheet as .csv in a spreadsheet program.",
    )


def damaged(name: str) -> LeadbenchError:
    """An archive that cannot be unpacked."""
    return LeadbenchError(
        "The archive is damaged: it was not written or copied to its end.",
        name,
        "Export or copy it again.",
    )


def check_parts(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive that is an attack by its list of parts."""
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_BYTES
        or any(_is_bomb(part.file_size, part.compress_size) for part in parts)
    ):
        raise too_much(name)


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > BOMB and unpacked > MOST_RATIO * max(packed, 1)


def unzipped(given: Given, options: ReadOptions) -> Unpacked:
    """The one table in a .zip, or the one that `sheet` names."""
    try:
        with given.archive() as package:
            parts = package.infolist()
    except BROKEN as error:
        raise damaged(given.name) from error
    check_parts(parts, given.name)
    members = {part.filename: part for part in parts if _is_for_people(part)}
    chosen, others = _choose(list(members), given.name, options)
    part = members[chosen]
    password = None
    if part.flag_bits & _PROTECTED:
        if not options.password:
            raise LeadbenchError(
                "The archive is protected by a password.",
                given.name,
                "Give the password, or unpack it and open the table inside.",
            )
        password = options.password.encode()
    return Unpacked(
        Given(f"{given.name}, {chosen}", part.file_size, _opener(given, chosen, password)),
        chosen,
        others,
    )


def _opener(given: Given, member: str, password: bytes | None) -> Callable[[], BinaryIO]:
    def opener() -> BinaryIO:
        try:
            return _buffered(_Member(given, member, password))
        except RuntimeError as error:
            raise LeadbenchError(
                "The password does not open the archive.",
                given.name,
                "Try it again; capital and small letters differ.",
            ) from error
        except NotImplementedError as error:
            raise LeadbenchError(
                "The archive is packed in a way that can't be read.",
                given.name,
                "Unpack it and open the table inside.",
            ) from error

    return opener


def _is_for_people(part: zipfile.ZipInfo) -> bool:
    """Not a folder and not what systems add to archives unasked."""
    if part.is_dir() or part.filename.startswith("__MACOSX/"):
        return False
    return not PurePosixPath(part.filename).name.startswith(_OF_SYSTEMS)


def _choose(names: list[str], place: str, options: ReadOptions) -> tuple[str, tuple[str, ...]]:
    tables = [name for name in names if name.lower().endswith(_TABLES)] or names
    if options.sheet in names:
        return str(options.sheet), tuple(names)
    if len(tables) == 1:
        return tables[0], tuple(names)
    if not tables:
        raise LeadbenchError("The archive is empty.", place, "Export the leads again.")
    raise LeadbenchError(
        f"The archive holds {count_of(len(tables), 'table')}: "
        f"{listed(tables[:10])}{' ...' if tables[10:] else ''}.",
        place,
        "Choose one of them as the sheet, or unpack the archive and open it.",
    )


def gunzipped(given: Given) -> Given:
    """What a .gz holds."""
    inner = given.name[:-3] if given.ending == ".gz" else given.name
    return Given(inner, 0, lambda: _buffered(_Unpacking(given)))


def _buffered(raw: io.RawIOBase) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(raw, 1 << 20))


class _Member(io.RawIOBase):
    """A file in a .zip, read as it is unpacked; closes the archive with itself."""

    def __init__(self, given: Given, member: str, password: bytes | None) -> None:
        super().__init__()
        with ExitStack() as stack:
            archive = stack.enter_context(given.archive())
            self._file = stack.enter_context(archive.open(member, pwd=password))
            self._stack = stack.pop_all()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack as much as fits."""
        block = self._file.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the archive too."""
        self._stack.close()
        super().close()


class _Unpacking(io.RawIOBase):
    """A .gz read as it is unpacked; ends with a sentence where it grows too large."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self._given = given
        self._packed = given.open()
        self._file = gzip.GzipFile(fileobj=self._packed)
        self._done = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack as much as fits."""
        try:
            block = self._file.read(len(buffer))
        except BROKEN as error:
            raise damaged(self._given.name) from error
        self._done += len(block)
        if self._done > MOST_BYTES or _is_bomb(self._done, self._given.size):
            raise too_much(self._given.name)
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close both."""
        self._file.close()
        self._packed.close()
        super().close()
