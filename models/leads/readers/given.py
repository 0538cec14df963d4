"""What is read: a file of the disk, or what was unpacked or decrypted out of one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, cast


@dataclass(frozen=True)
class Given:
    """A name for people, the size in bytes (0: unknown), and how to open it, again and again.

    `name` of what was in another file is that of both: "export.zip, leads.csv".
    """

    name: str
    size: int
    opener: Callable[[], BinaryIO]
    path: Path | None = None

    def open(self) -> BinaryIO:
        """The bytes from the beginning."""
        return self.opener()

    def read(self) -> bytes:
        """All the bytes."""
        with self.open() as file:
            return file.read()

    @contextmanager
    def archive(self) -> Iterator[zipfile.ZipFile]:
        """The parts of a .zip or of a workbook that is one."""
        with self.open() as file, zipfile.ZipFile(file) as archive:
            yield archive

    @property
    def ending(self) -> str:
        """The end of the name with its dot, in small letters."""
        return PurePath(self.name).suffix.lower()


def of_path(path: Path) -> Given:
    """A file of the disk."""
    return Given(path.name, path.stat().st_size, lambda: cast(BinaryIO, path.open("rb")), path)


def of_bytes(name: str, content: bytes) -> Given:
    """What is already in memory."""
    return Given(name, len(content), lambda: io.BytesIO(content))
