"""Workbooks protected by a password: opened in memory with the one given, or told as such."""

from __future__ import annotations

import io

from models.leads.readers.broken import BROKEN
from models.leads.readers.given import Given, of_bytes
from models.problems import LeadbenchError

_OF_DAMAGE = (IndexError, TypeError, AttributeError, OverflowError)
"""What the package that decrypts also raises for files that are cut or changed."""
_MARK = "EncryptedPackage".encode("utf-16-le")


def is_protected(given: Given) -> bool:
    """Whether a file is a new workbook within an old one, as protected ones are."""
    rest = b""
    with given.open() as file:
        while block := file.read(1 << 22):
            if _MARK in rest + block:
                return True
            rest = block[-len(_MARK) :]
    return False


def needs_password(given: Given) -> LeadbenchError:
    """The workbook is encrypted and no password was given."""
    return LeadbenchError(
        "The workbook is protected by a password.",
        given.name,
        "Give the password, or save the workbook without one in a spreadsheet program.",
    )


def protected_ods(given: Given) -> LeadbenchError:
    """An encrypted .ods, which has no reader here, with or without password."""
    return LeadbenchError(
        "The .ods workbook is protected by a password; those can't be opened, even with it.",
        given.name,
        "Open it in a spreadsheet program and save it without a password, or as .xlsx with one.",
    )


def opened(given: Given, password: str) -> Given | None:
    """The workbook without its protection; None if it has none."""
    # lazy: a third of a second for few files
    from msoffcrypto import OfficeFile

    # lazy: the same
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    result = io.BytesIO()
    try:
        with given.open() as file:
            office = OfficeFile(file)
            if not office.is_encrypted():
                return None
            office.load_key(password=password)
            office.decrypt(result)
    except InvalidKeyError as error:
        raise _wrong(given) from error
    except FileFormatError:
        return None
    except (DecryptionError, ParseError, *BROKEN, *_OF_DAMAGE) as error:
        raise LeadbenchError(
            "The workbook is protected in a way that can't be opened, or it is damaged.",
            given.name,
            "Open it in a spreadsheet program and save it without a password.",
        ) from error
    return of_bytes(given.name, result.getvalue())


def _wrong(given: Given) -> LeadbenchError:
    return LeadbenchError(
        "The password does not open the workbook.",
        given.name,
        "Try it again; capital and small letters differ.",
    )
