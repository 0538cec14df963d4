"""Conditions that no lead can ever meet, whatever the leads: "is A and is B", from 50 to 20."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.leads.columns import Column, NumberColumn, TextColumn
from models.leads.raw import Texts
from models.leads.text import key
from models.scoring.answers import answer
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Quantity,
    Takes,
    Test,
    Value,
)
from models.scoring.lint.spans import age_span, day_span, joint, number_span

Parts = tuple[Condition, ...]

_SPANS = (number_span, day_span, age_span)
_NAMED = (Test.IS, Test.IS_ONE_OF, Test.EQUALS, Test.EQUALS_ONE_OF)


def conflict(condition: Condition | None) -> Parts | None:
    """The parts that cannot hold together, so that the condition holds for no lead; else None.

    None does not say that some lead can meet it: only plain conflicts are found.
    """
    match condition:
        case AllOf(parts):
            return _of_all(tuple(_flat(parts)))
        case AnyOf(parts):
            found = [conflict(part) for part in parts]
            sure = [part for part in found if part is not None]
            return sure[0] if parts and len(sure) == len(found) else None
        case FieldTest() | ActivityTest():
            return _of_all((condition,))
        case _:
            return None


def _flat(parts: Parts) -> Iterator[Condition]:
    for part in parts:
        if isinstance(part, AllOf):
            yield from _flat(part.parts)
        else:
            yield part


def _of_all(parts: Parts) -> Parts | None:
    for part in parts:
        inner = conflict(part) if isinstance(part, AnyOf) else None
        if inner is not None:
            return inner
        if isinstance(part, Not) and part.part in parts:
            return part.part, part
    asked: dict[str | Quantity, list[FieldTest | ActivityTest]] = {}
    for part in parts:
        if isinstance(part, FieldTest):
            asked.setdefault(part.field, []).append(part)
        elif isinstance(part, ActivityTest):
            asked.setdefault(part.quantity, []).append(part)
    for tests in asked.values():
        found = _of_one(tests)
        if found is not None:
            return found
    return None


def _of_one(tests: list[FieldTest | ActivityTest]) -> Parts | None:
    """The tests of one field or quantity that cannot hold together."""
    by_test = {test.test: test for test in tests}
    for one, other in ((Test.IS_YES, Test.IS_NO), (Test.IS_BLANK, Test.IS_KNOWN)):
        if one in by_test and other in by_test:
            return by_test[one], by_test[other]
    if Test.IS_BLANK in by_test and len(by_test) > 1:
        known = next(test for test in tests if test.test is not Test.IS_BLANK)
        return by_test[Test.IS_BLANK], known
    for span_of in _SPANS:
        spans = [(test, span_of(test.test, test.values)) for test in tests]
        held = [(test, span) for test, span in spans if span is not None]
        if held and joint(span for _, span in held).empty:
            return tuple(test for test, _ in held)
    return _of_values(tests) or _of_lists(tests)


def _of_values(tests: list[FieldTest | ActivityTest]) -> Parts | None:
    """Tests of which one names the values that it lets through, and the others refuse them all."""
    namer = next((test for test in tests if test.test in _NAMED and test.values), None)
    if namer is None or len(tests) == 1:
        return None
    values = _column_of(namer.values)
    ok = np.ones(len(namer.values), dtype=np.bool_)
    for test in tests:
        if not test.values and SHAPES[test.test].takes is not Takes.NOTHING:
            continue  # under construction
        plain = FieldTest("", test.test, test.values, getattr(test, "exact", False))
        ok &= answer(plain, values, len(ok), 0)
    return None if ok.any() else tuple(tests)


def _column_of(values: tuple[Value, ...]) -> Column:
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if len(numbers) == len(values):
        return NumberColumn(np.array(numbers))
    texts = Texts.of(["", *(str(value) for value in values)])
    return TextColumn(np.arange(1, len(values) + 1, dtype=np.int32), texts)


def _of_lists(tests: list[FieldTest | ActivityTest]) -> Parts | None:
    """Has all of or any of values that another test excludes."""
    for none in tests:
        if none.test is not Test.HAS_NONE_OF:
            continue
        excluded = {key(str(value)) for value in none.values}
        for other in tests:
            wanted = {key(str(value)) for value in other.values}
            if other.test is Test.HAS_ALL_OF and wanted & excluded:
                return other, none
            if other.test is Test.HAS_ANY_OF and wanted and wanted <= excluded:
                return other, none
    return None
