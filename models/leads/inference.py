"""A recipe guessed for an imported table, with the evidence for every field over all rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY, Column, DateColumn, Misfits, NumberColumn, blank_rows
from models.leads.evidence import Evidence
from models.leads.fields import FOR_RULES, Input, Kind, Recipe, Role
from models.leads.guessing.dates import DATE_WORDS
from models.leads.guessing.kinds import answered, guess_kind
from models.leads.guessing.leaks import known_outcome, leak
from models.leads.guessing.look import Guess, filled_and_distinct, look_at
from models.leads.guessing.roles import with_roles
from models.leads.guessing.shapes import words_of
from models.leads.misfits import misfit_problems
from models.leads.preparation import prepare
from models.leads.raw import Cell, RawColumn, RawTable
from models.leads.wording import count_of, day_words, figure, listed, percent
from models.problems import Problem, Severity

_SERIALS = (20_000.0, 60_000.0)
"""Days of 1954 to 2064 as a spreadsheet counts them."""
_SECONDS = (5e8, 2.5e9)
"""Moments of 1985 to 2049 in seconds since 1970; a thousand times as many are milliseconds."""
_LOST = 1e15


def infer(table: RawTable) -> tuple[Recipe, dict[str, Evidence], tuple[Problem, ...]]:
    """Guess kinds, marks, orders and roles; what the cells do not decide becomes a problem."""
    # Each column is looked at through a copy that shares its cells, so that what is derived from
    # it on the way is freed with the copy.
    guesses = {
        column.name: guess_kind(look_at(replace(column)), column.name) for column in table.columns
    }
    orders = {guess.proven_order for guess in guesses.values() if guess.proven_order is not None}
    decimals = {guess.proven_decimal for guess in guesses.values() if guess.proven_decimal}
    guesses = {name: answered(guess, orders, decimals) for name, guess in guesses.items()}
    roles = with_roles(table, [guess.item for guess in guesses.values()])
    outcome = known_outcome(table, roles.recipe)
    evidence: dict[str, Evidence] = {}
    problems: list[Problem] = []
    leaks: list[Problem] = []
    for original, item in zip(table.columns, roles.recipe, strict=True):
        column = replace(original)
        prepared = misfits = None
        if item.kind in (Kind.NUMBER, Kind.DATE):
            prepared, misfits = prepare(column, item)
        seen, found = examine(column, item, guesses[column.name], prepared, misfits or Misfits())
        evidence[column.name] = replace(seen, why=roles.why.get(column.name, ""))
        problems += found if item.role is not Role.IGNORED else ()
        if outcome is not None and item.role in FOR_RULES:
            leaks += leak(column, item, prepared, outcome)
    return roles.recipe, evidence, (*leaks, *_together(problems), *roles.problems)


def _together(problems: list[Problem]) -> list[Problem]:
    """The same question of several fields asked once."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.what, []).append(problem)
    joined = []
    for group in groups.values():
        names = [problem.where for problem in group]
        shown = ", ".join(names[:3])
        if len(names) > 4:
            shown += f" and {len(names) - 3:,} more fields"
        elif names[3:]:
            shown += f", {names[3]}"
        fields = tuple(names) if len(names) > 1 else ()
        joined.append(replace(group[0], where=shown, fields=fields))
    return joined


def examine(
    column: RawColumn, item: Input, guess: Guess, prepared: Column | None, misfits: Misfits
) -> tuple[Evidence, list[Problem]]:
    """The evidence for one field, and what is wrong with its cells."""
    filled, distinct = filled_and_distinct(column)
    rows = len(column.codes)
    sentence = guess.sentence
    problems: list[Problem] = []
    kept = item.kind is guess.item.kind
    if guess.question and item.role is not Role.ID:
        problems.append(
            Problem(guess.question, item.name, "Look at the field and choose how it is read.")
        )
    if kept:
        problems += [
            Problem(doubt.what, item.name, doubt.remedy, doubt.count) for doubt in guess.doubts
        ]
    if prepared is not None:
        known = rows - misfits.count - int(blank_rows(prepared).sum())
        share = known / (known + misfits.count) if known + misfits.count else 0.0
        sentence = _measured(prepared, guess.sentence, share, misfits)
        problems += misfit_problems(item, misfits)
        problems += _of_spreadsheet(column, prepared)
        problems += _placeholders(column, item, misfits)
    elif item.kind is Kind.TEXT and (not kept or not sentence):
        sentence = _variety(distinct, filled)
    return (
        Evidence(
            filled, rows - filled, distinct, item.kind, sentence, item.role, "", misfits.count
        ),
        problems,
    )


def _placeholders(column: RawColumn, item: Input, misfits: Misfits) -> list[Problem]:
    if not item.blank:
        return []
    _, without = prepare(column, replace(item, blank=()))
    count = without.count - misfits.count
    return [
        Problem(
            f"{count_of(count, 'cell')} {'says' if count == 1 else 'say'} "
            f"{listed(item.blank)}; read as blank.",
            item.name,
            "If they mean something else, make the field text.",
            count,
            severity=Severity.NOTE,
        )
    ]


def _of_spreadsheet(column: RawColumn, prepared: Column) -> list[Problem]:
    """Numbers that are days in disguise, or have lost digits in a spreadsheet."""
    if not isinstance(prepared, NumberColumn):
        return []
    values = prepared.values[~np.isnan(prepared.values)]
    found = _disguised(column, values)
    of_spreadsheet = bool((column.cells == Cell.NUMBER).any())
    lost = int((np.abs(values) >= _LOST).sum()) if of_spreadsheet else 0
    if lost:
        found.append(
            Problem(
                f"{count_of(lost, 'number')} {'has' if lost == 1 else 'have'} more than 15 digits; "
                "the spreadsheet has already lost the last of them.",
                column.name,
                "If they are ids, export them as text.",
                lost,
            )
        )
    return found


def _disguised(column: RawColumn, values: NDArray[np.float64]) -> list[Problem]:
    if not len(values) or not DATE_WORDS & set(words_of(column.name)):
        return []
    low, high = float(values.min()), float(values.max())
    if _SERIALS[0] <= low and high <= _SERIALS[1]:
        first = date(1899, 12, 30) + timedelta(days=int(low))
        what = (
            f"Its numbers look like dates as spreadsheets count them: {figure(low)} would be "
            f"{day_words(first)}."
        )
        remedy = "Format the column as a date in the spreadsheet and read the file again."
    elif any(_SECONDS[0] * of <= low and high <= _SECONDS[1] * of for of in (1, 1000)):
        unit = "seconds" if high <= _SECONDS[1] else "milliseconds"
        what = f"Its numbers look like times counted in {unit} since 1970."
        remedy = "Export the field as a date, or convert it in a spreadsheet."
    else:
        return []
    return [Problem(what, column.name, remedy, len(values))]


def _measured(prepared: Column, reason: str, share: float, misfits: Misfits) -> str:
    noun = "dates" if isinstance(prepared, DateColumn) else "numbers"
    rest = reason.removeprefix(noun)
    head = f"{percent(share)} {noun}{rest}"
    if misfits.count:
        cells = "cell is" if misfits.count == 1 else "cells are"
        return f"{head}; {misfits.count:,} {cells} not, such as {listed(misfits.examples[:2])}"
    if isinstance(prepared, NumberColumn):
        values = prepared.values[~np.isnan(prepared.values)]
        if len(values):
            whole = "whole, " if bool((values == np.round(values)).all()) else ""
            return f"{head}; {whole}{figure(float(values.min()))} to {figure(float(values.max()))}"
    if isinstance(prepared, DateColumn):
        days = prepared.days[prepared.days != BLANK_DAY]
        if len(days):
            first, last = np.array([days.min(), days.max()]).astype("datetime64[D]").astype(str)
            return f"{head}; {first} to {last}"
    return head


def _variety(distinct: int, filled: int) -> str:
    if distinct == filled and filled > 1:
        return "text, different in every filled row"
    return f"text, {count_of(distinct, 'value')}"
