"""What the standard library raises for archives that are broken, encrypted or of another age."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError,
    NotImplementedError, RuntimeError, ValueError, OSError,
)  # fmt: skip
