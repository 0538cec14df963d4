"""Preparation: raw cells to typed columns by the recipe; what does not fit is blank and counted."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import cleaned, is_clean, keys_of
from models.leads.columns import (
    Column,
    DateColumn,
    Misfits,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.fields import Input, Kind
from models.leads.misfits import MisfitTally
from models.leads.moments import moments_of
from models.leads.numbers import bare, plain, rounded
from models.leads.plain import plain_numbers
from models.leads.raw import Cell, Codes, RawColumn, Texts, narrow
from models.leads.spellings import Spellings, as_meant, spellings_of
from models.leads.text import clean, cleaned_key, key
from models.problems import LeadbenchError


def prepare(raw: RawColumn, item: Input, zone: str = "UTC") -> tuple[Column, Misfits]:
    """Read a raw column as its input says; `zone` is the IANA name of the model's time zone.

    Works on distinct cells, so the cost is that of the distinct texts and one gather of rows.
    """
    if item.kind is not Kind.MULTIPLE:
        raw = as_meant(raw, item)
    match item.kind:
        case Kind.TEXT:
            return _text(raw, item)
        case Kind.NUMBER:
            return _number(raw, item)
        case Kind.YES_NO:
            return _yes_no(raw, item)
        case Kind.DATE:
            return _date(raw, item, time_zone(zone))
        case Kind.MULTIPLE:
            return _multiple(raw, item)


def time_zone(name: str) -> tzinfo:
    """The time zone of an IANA name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise LeadbenchError(
            f"“{name}” is not the name of a time zone.",
            "Time zone",
            "Use a name such as Europe/Berlin or UTC.",
        ) from error


def _text(raw: RawColumn, item: Input) -> tuple[TextColumn, Misfits]:
    tally = MisfitTally(raw)
    one_kind = len(raw.cells) < 2 or (
        int(raw.cells[1:].min()) == int(raw.cells[1:].max()) != Cell.ERROR
    )
    if one_kind and not item.blank and is_clean(raw.texts):
        return TextColumn(raw.codes, raw.texts), tally.misfits()
    index: dict[str, int] = {"": 0}
    codes = np.zeros(len(raw.texts), dtype=np.int32)
    for position, text in enumerate(cleaned(raw, item)):
        if text and raw.cells[position] == Cell.ERROR:
            tally.add(position)
        else:
            codes[position] = index.setdefault(text, len(index))
    return TextColumn(_gather(codes, raw, len(index)), Texts.of(index)), tally.misfits()


def _number(raw: RawColumn, item: Input) -> tuple[NumberColumn, Misfits]:
    tally = MisfitTally(raw)
    as_stored = raw.cells == Cell.NUMBER
    refused = np.isin(raw.cells, (Cell.ERROR, Cell.DATE, Cell.YES_NO))
    known, values = _plain(raw, item, as_stored, refused)
    if known.all():
        return NumberColumn(values[raw.codes]), tally.misfits()
    for position, text in enumerate(cleaned(raw, item)):
        if text == "" or known[position]:
            continue
        found = None
        if as_stored[position]:  # a spreadsheet's own number knows no marks
            found = plain(text, ".", "")
        elif not refused[position]:
            found = plain(bare(text, item.ornaments), item.decimal, item.thousands)
        result = None if found is None else rounded(found)
        if result is None:
            tally.add(position)
        else:
            values[position], changed = result
            if changed:
                number = int(raw.counts[position])
                tally.rounded += number
                mark = "." if as_stored[position] else item.decimal
                tally.long += number if mark not in text else 0
    return NumberColumn(values[raw.codes]), tally.misfits()


def _plain(
    raw: RawColumn, item: Input, as_stored: NDArray[np.bool_], refused: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """The cells read at once: empty ones, and plain numbers where the marks allow it."""
    plain = plain_numbers(raw.texts)
    known = plain.found & ~refused
    if item.decimal != "." or item.thousands == ".":
        known &= as_stored | ~plain.point
    if any(not word.isalpha() for word in item.blank):
        known[:] = False  # a word for blank may look like a number
    values = np.where(known, plain.values, np.nan)
    known[0] = True
    return known, values


def _yes_no(raw: RawColumn, item: Input) -> tuple[YesNoColumn, Misfits]:
    tally = MisfitTally(raw)
    yes, no = keys_of(item.yes), keys_of(item.no)
    values = np.full(len(raw.texts), -1, dtype=np.int8)
    for position, text in enumerate(cleaned(raw, item)):
        if text == "":
            continue
        found = key(text)
        if raw.cells[position] == Cell.YES_NO and found in ("true", "false"):
            values[position] = found == "true"
        elif raw.cells[position] != Cell.ERROR and found in yes:
            values[position] = 1
        elif raw.cells[position] != Cell.ERROR and found in no:
            values[position] = 0
        else:
            tally.add(position)
    return YesNoColumn(values[raw.codes]), tally.misfits()


def _date(raw: RawColumn, item: Input, zone: tzinfo) -> tuple[DateColumn, Misfits]:
    found = moments_of(raw, item, zone)
    return DateColumn(found.days[raw.codes]), found.misfits


def _multiple(raw: RawColumn, item: Input) -> tuple[MultipleColumn, Misfits]:
    tally = MisfitTally(raw)
    index: dict[tuple[str, ...], int] = {(): 0}
    codes = np.zeros(len(raw.texts), dtype=np.int32)
    blanks, spellings = keys_of(item.blank), spellings_of(item)
    if spellings:  # a word for blank that is spelled otherwise is no such word as it stands
        left = tuple(word for word in item.blank if cleaned_key(word) not in spellings)
        item = replace(item, blank=left)
    for position, text in enumerate(cleaned(raw, item)):
        if text and raw.cells[position] == Cell.ERROR:
            tally.add(position)
            continue
        # Cut as it came: a separator may be a line break, which cleaning makes a space.
        cell = unicodedata.normalize("NFC", raw.texts[position]) if text else ""
        values = values_of(cell, item.separator, blanks, spellings)
        codes[position] = index.setdefault(values, len(index))
    return MultipleColumn(_gather(codes, raw, len(index)), tuple(index)), tally.misfits()


def values_of(
    text: str, separator: str, blanks: frozenset[str], spellings: Spellings | None = None
) -> tuple[str, ...]:
    """The cleaned values of one cell as they are meant, without blanks and repeats, in order."""
    parts = text.split(separator) if separator else [text]
    cleaned_parts = [clean(part) for part in parts]
    if spellings:
        cleaned_parts = [spellings.get(key(part), part) for part in cleaned_parts]
    return tuple(dict.fromkeys(part for part in cleaned_parts if part and key(part) not in blanks))


def _gather(codes: NDArray[np.int32], raw: RawColumn, distinct: int) -> Codes:
    return narrow(codes, distinct)[raw.codes]
