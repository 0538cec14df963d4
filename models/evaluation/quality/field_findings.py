"""What is found about one field, from the cells as they are read and as they came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.quality.finding import Finding, Sort
from models.evaluation.quality.kinds import mixed_in, numbers_written
from models.evaluation.quality.odd_dates import odd_days
from models.evaluation.quality.odd_numbers import impossible_in, outliers_in
from models.evaluation.quality.placeholders import codes_for_nothing, is_trial, placeholders_in
from models.evaluation.quality.stakes import without
from models.evaluation.quality.values import Values
from models.evaluation.quality.variants import Alike, Variants, variants_of
from models.leads.cleaning import cleaned
from models.leads.columns import Column, DateColumn, MultipleColumn, NumberColumn, TextColumn
from models.leads.fields import Input, Kind, Role
from models.leads.raw import Cell, RawColumn
from models.leads.spellings import as_meant
from models.leads.text import clean
from models.leads.wording import count_of, figure, listed, quoted
from models.scoring.bits import packed

MOST_CELLS = 400
"""Distinct cells that one click reads as blank."""
EXAMPLES = 12
"""Cells that are listed."""
NEARLY = 0.995
"""Share of filled leads with one value from which a field is as good as constant."""

Flags = NDArray[np.bool_]
UNKNOWN = "If it means not known, read it as blank."
TRIAL = "If these leads are tests, leave them out of the scores; else read it as blank."
_SURE = (Alike.CASE, Alike.WRITING, Alike.COUNTRY)
_NO_SPELLINGS = (Role.ID, Role.EMAIL)


@dataclass(frozen=True, eq=False)
class Looked:
    """A field as the findings look at it. `raw`: its cells as they are meant, `filled` (rows,).

    `misfits`: its cells that do not fit its kind, those of leads that are not scored among them.
    `named`: values of it that rules name. `created`: the creation of each lead, where this is the
    day of the outcome.
    """

    item: Input
    raw: RawColumn
    column: Column
    values: Values | None
    filled: Flags
    today: date
    misfits: int = 0
    named: tuple[str, ...] = ()
    read: bool = False
    created: NDArray[np.int32] | None = None


def findings_of(field: Looked, cancelled: Callable[[], bool]) -> Iterator[Finding]:
    """All findings about a field; blanks only where rules read it."""
    filled = int(np.count_nonzero(field.filled))
    if not filled:
        yield _empty(field)
        return
    yield from _constant(field, filled)
    if field.values is not None:
        yield from _spellings(field, field.values, cancelled)
        yield from _placeholders(field, field.values)
        yield from _kinds(field, field.values)
    yield from _misfits(field)
    if isinstance(field.column, NumberColumn):
        yield from _numbers(field, field.column.values)
    if isinstance(field.column, DateColumn):
        yield from _days(field, field.column.days)
    blank = ~field.filled
    if field.read and blank.any():
        number = int(np.count_nonzero(blank))
        yield _made(
            field,
            Sort.BLANKS,
            blank,
            f"{count_of(number, 'lead')} {'has' if number == 1 else 'have'} no value.",
            "Fill it in where it is known, or give blank its own points.",
        )


def _made(
    field: Looked, sort: Sort, rows: Flags, what: str, remedy: str, *, examples: bool = False
) -> Finding:
    number = int(np.count_nonzero(rows))
    shown = examples_of(field.raw, rows) if examples else ()
    return Finding(sort, field.item.name, what, remedy, number, packed(rows), shown)


def examples_of(raw: RawColumn, rows: Flags) -> tuple[tuple[str, int], ...]:
    """The commonest cells of these leads as they are written, with their leads."""
    counts = np.bincount(raw.codes[rows], minlength=len(raw.texts))
    order = np.argsort(-counts, kind="stable")[:EXAMPLES].tolist()
    return tuple((raw.texts[code], int(counts[code])) for code in order if counts[code])


def _empty(field: Looked) -> Finding:
    found = _made(
        field,
        Sort.EMPTY,
        ~field.filled,
        "No lead has a value.",
        "Leave the field out, or export it again.",
    )
    return _left_out(found, field.item)


def _left_out(found: Finding, item: Input) -> Finding:
    if item.role is not Role.FIELD:
        return found
    return replace(found, mend=replace(item, role=Role.IGNORED), verb="Leave the field out")


def _constant(field: Looked, filled: int) -> Iterator[Finding]:
    if field.item.role is Role.IGNORED or filled < 2:
        return
    codes = _codes(field)[field.filled]
    found, counts = np.unique(codes, return_counts=True)
    top = int(counts.max())
    if top < NEARLY * filled or (len(found) > 1 and filled < 200):
        return
    row = int(np.flatnonzero(field.filled)[int(np.argmax(codes == found[int(np.argmax(counts))]))])
    value = quoted(clean(field.raw[row]))
    every = filled == len(field.filled)
    if len(found) == 1:
        who = "Every lead" if every else "Every filled lead"
        what = f"{who} has the same value, {value}."
    else:
        what = f"{top:,} of {count_of(filled, 'filled lead')} have the same value, {value}."
    if len(found) == 1 and not every and field.item.kind is not Kind.YES_NO:
        return  # filled or not still parts leads, and blanks are told of
    made = _made(
        field, Sort.CONSTANT, field.filled, what, "It tells no lead from another: leave it out."
    )
    yield _left_out(made, field.item)


def _codes(field: Looked) -> NDArray[np.float64] | NDArray[np.int64]:
    match field.column:
        case NumberColumn():
            return field.column.values
        case DateColumn():
            return field.column.days.astype(np.int64)
        case TextColumn() | MultipleColumn():
            return field.column.codes.astype(np.int64)
        case _:
            return field.column.values.astype(np.int64)


def _spellings(field: Looked, values: Values, cancelled: Callable[[], bool]) -> Iterator[Finding]:
    if field.item.role in _NO_SPELLINGS:
        return
    every = variants_of(values, field.named, cancelled, named=is_country(field.item.name))
    found = tuple(item for item in every if not item.only_case)
    if not every:
        return
    told = found or every
    places = {text: place for place, text in enumerate(values.texts)}
    written = [places[other.text] for item in told for other in item.others]
    rows = values.having(written)
    first = told[0]
    others = first.others[0].text
    number = sum(len(item.others) for item in told)
    if found:
        meant = "one value that is" if len(told) == 1 else f"{len(told)} values that are"
        what = (
            f"{count_of(number, 'spelling')} {'seems' if number == 1 else 'seem'} to mean {meant} "
            f"written otherwise too, such as {quoted(others)} for {quoted(first.meant)}."
        )
        remedy = "Read them as one value; the file stays as it is."
        if any(one.why not in _SURE for item in told for one in item.others):
            remedy = "Some may be slips or short forms: look at them, and take them one by one."
    else:
        what = (
            f"{count_of(number, 'value')} {'differs' if number == 1 else 'differ'} from another "
            "in capitals only, such as "
            f"{quoted(others)} and {quoted(first.meant)}."
        )
        remedy = "Rules that ignore capitals read them as one already."
    sure = tuple(item for item in told if all(one.why in _SURE for one in item.others))
    made = replace(_made(field, Sort.SPELLINGS, rows, what, remedy), variants=every)
    if sure:
        after = spelled(field.item, sure)
        verb = (
            f"Read as {quoted(sure[0].meant)}"
            if len(sure) == 1
            else f"Join spellings of {len(sure)} values"
        )
        made = replace(made, mend=after, verb=verb)
    yield made


def spelled(item: Input, variants: Sequence[Variants]) -> Input:
    """The recipe of a field with these variants read as what they mean."""
    more = tuple(pair for one in variants for pair in one.spellings())
    return replace(item, spellings=(*more, *item.spellings))


def is_country(name: str) -> bool:
    """Whether the name of a field says that it holds countries."""
    words = clean(name).casefold().replace("_", " ").replace("-", " ").split()
    return any(
        word in ("country", "land", "pays", "pa\u00eds", "nation", "paese") for word in words
    )


def _placeholders(field: Looked, values: Values) -> Iterator[Finding]:
    leads = values.leads
    places = [place for place in placeholders_in(values.texts) if leads[place]]
    if not places or field.item.role is Role.ID:
        return
    places.sort(key=lambda place: -int(leads[place]))
    words = [values.texts[place] for place in places]
    rows = values.having(places)
    number = int(np.count_nonzero(rows))
    found = _made(
        field,
        Sort.PLACEHOLDERS,
        rows,
        f"{count_of(number, 'lead')} {'says' if number == 1 else 'say'} {listed(words[:3])}"
        f"{' and the like' if len(words) > 3 else ''}, which seems to stand for nothing.",
        TRIAL if all(is_trial(word) for word in words) else UNKNOWN,
    )
    shown = tuple((values.texts[place], int(leads[place])) for place in places[:EXAMPLES])
    after = replace(field.item, blank=(*field.item.blank, *words[:MOST_CELLS]))
    yield replace(found, mend=after, verb="Read as blank", examples=shown)


def _kinds(field: Looked, values: Values) -> Iterator[Finding]:
    if field.item.kind is not Kind.TEXT or field.item.role is not Role.FIELD:
        return
    written = numbers_written(values, field.item.name)
    if written is None:
        return
    if written.whole:
        found = _made(
            field,
            Sort.KIND,
            values.having(written.places),
            f"{count_of(written.leads, 'value')} of {written.of:,} are numbers, such as "
            f"{listed(values.texts[place] for place in written.places[:2])}, but the field is "
            f"text{_others(written.of - written.leads)}.",
            "Read it as numbers if they are amounts; leave it if they name something.",
        )
        after = replace(field.item, kind=Kind.NUMBER)
        yield replace(found, mend=after, verb="Read as numbers")
    elif mixed_in(written):
        yield _made(
            field,
            Sort.MIXED,
            values.having(written.places),
            f"{count_of(written.leads, 'lead')} of {written.of:,} have a number where others have "
            f"words, such as {listed(values.texts[place] for place in written.places[:2])}.",
            "Two things may stand in one column: look at the export.",
        )


def _others(number: int) -> str:
    if not number:
        return ""
    return (
        f"; the other {number:,} would be blank" if number > 1 else "; the other one would be blank"
    )


def _misfits(field: Looked) -> Iterator[Finding]:
    item, raw = field.item, field.raw
    if not field.misfits:
        return
    cells = np.fromiter((text != "" for text in cleaned(raw, item)), bool, len(raw.texts))
    if item.kind in (Kind.TEXT, Kind.MULTIPLE):
        cells &= raw.cells == Cell.ERROR
    rows = cells[raw.codes] & ~field.filled
    number = int(np.count_nonzero(rows))
    if not number:
        return
    noun = {Kind.NUMBER: "a number", Kind.DATE: "a date", Kind.YES_NO: "yes or no"}
    such = listed(text for text, _ in examples_of(raw, rows)[:2])
    if item.kind in noun:
        verb = "is not" if number == 1 else "are not"
        what = f"{count_of(number, 'cell')} {verb} {noun[item.kind]}, such as {such}."
    else:
        what = f"{count_of(number, 'cell')} {'is an error' if number == 1 else 'are errors'} of a "
        what += f"spreadsheet, such as {such}."
    yield _made(
        field,
        Sort.MISFITS,
        rows,
        f"{what} They are read as blank.",
        "Correct them in the CRM, or read the field as text.",
        examples=True,
    )


def _numbers(field: Looked, values: NDArray[np.float64]) -> Iterator[Finding]:
    codes = codes_for_nothing(values)
    rows = np.isin(values, codes) if codes else np.zeros(len(values), dtype=bool)
    if codes:
        number = int(np.count_nonzero(rows))
        such = " and ".join(figure(code) for code in codes)
        yield _blanked(
            field,
            Sort.PLACEHOLDERS,
            rows,
            f"{count_of(number, 'lead')} {'has' if number == 1 else 'have'} {such}, far from all "
            "other numbers: it looks like a code for not known.",
            UNKNOWN,
        )
    odd, why = impossible_in(field.item.name, values)
    odd &= ~rows
    if odd.any():
        number = int(np.count_nonzero(odd))
        yield _blanked(
            field,
            Sort.IMPOSSIBLE,
            odd,
            f"{count_of(number, 'number')} cannot be right: {why}.",
            "Correct them in the CRM, or read them as blank.",
        )
    far = outliers_in(np.where(rows | odd, np.nan, values))
    if far is not None:
        number = int(np.count_nonzero(far.rows))
        low, high = _rounded(far.low), _rounded(far.high)
        least = (
            field.column.values[field.filled].min()
            if isinstance(field.column, NumberColumn)
            else 0.0
        )
        usual = f"up to {figure(high)}" if low < least else f"{figure(low)} to {figure(high)}"
        yield _blanked(
            field,
            Sort.OUTLIERS,
            far.rows,
            f"{count_of(number, 'number')} {'stands' if number == 1 else 'stand'} far out; nearly "
            f"all are {usual}.",
            "Look whether they are meant; read them as blank if not.",
        )


def _rounded(value: float) -> float:
    """A limit as people say it: two leading digits."""
    return float(f"{value:.2g}") if np.isfinite(value) else value


def _days(field: Looked, days: NDArray[np.int32]) -> Iterator[Finding]:
    for odd in odd_days(days, field.item.role, field.today, field.created):
        number = int(np.count_nonzero(odd.rows))
        verb = "is" if number == 1 else "are"
        yield _blanked(
            field,
            Sort.IMPOSSIBLE,
            odd.rows,
            f"{count_of(number, 'day')} {verb} {odd.why}.",
            "Correct them in the CRM, or read them as blank.",
        )


def _blanked(field: Looked, sort: Sort, rows: Flags, what: str, remedy: str) -> Finding:
    """A finding whose cells can be read as blank, where they hold no other lead's value too."""
    found = _made(field, sort, rows, what, remedy, examples=True)
    codes = np.flatnonzero(np.bincount(field.raw.codes[rows], minlength=len(field.raw.texts)))
    alike = np.isin(field.raw.codes, codes)
    if len(codes) > MOST_CELLS or bool((alike & ~rows).any()):
        return found
    cells = [field.raw.texts[code] for code in codes.tolist()]
    return replace(found, mend=without(field.item, cells), verb="Read as blank")


def cells_of(raw: RawColumn, item: Input) -> RawColumn:
    """The cells of a field as they are meant."""
    return raw if item.kind is Kind.MULTIPLE else as_meant(raw, item)
