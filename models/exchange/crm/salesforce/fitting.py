"""What formula fields of Salesforce cannot say of a model, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from models.exchange.crm.salesforce.expressions import Expressions
from models.exchange.crm.salesforce.length import MOST_LETTERS, fits
from models.exchange.crm.salesforce.reads import AS_OF, reads_of
from models.exchange.portable.lowering import portable
from models.exchange.portable.program import FirstOf, PortableRule, Program
from models.exchange.portable.vocabulary import (
    Asked,
    Day,
    DayWithin,
    HasAny,
    Matches,
    NumberIs,
    NumberWithin,
    Question,
    questions_in,
)
from models.exchange.targets.adapting import adapted as halves_left_out
from models.exchange.targets.adapting import half_reason, half_value_reason, without
from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.leads.fields import Input
from models.leads.wording import figure, quoted
from models.scoring.model import ScoringModel

_ANY_DAY = date(2024, 1, 1)
_EPOCH = date(1970, 1, 1)
FIRST_DAY = (date(1700, 1, 1) - _EPOCH).days
LAST_DAY = (date(4000, 12, 31) - _EPOCH).days
"""The days that Salesforce keeps."""
_MOST_NUMBER = 1e15
_LEAST_STEP = 1e-12
SEPARATORS = (";", "\uff1b")
"""Several values are one text, parted by the first; where a value holds it, by the second."""


def adapted(model: ScoringModel, inputs: tuple[Input, ...] = ()) -> Adapted:
    """The model without what formulas cannot say."""
    whole = halves_left_out(model, half_value_reason, half_reason)
    model = whole.model
    program = portable(model, model.as_of or _ANY_DAY, inputs)
    said = _said(program, inputs or model.inputs)
    misfits = list(whole.misfits)
    for rule in program.rules():
        why = _fault(_asked(rule)) or _too_long(said.gives(rule))
        if why:
            misfits.append(Misfit(Part.RULE, rule.id, rule.name, why, _INSTEAD.get(why, "")))
    for item in program.overrides:
        why = _fault([item.when]) or _too_long(said.holds(item.when))
        if why:
            misfits.append(Misfit(Part.OVERRIDE, item.id, item.name, why, _INSTEAD.get(why, "")))
    kept = without(model, {misfit.id for misfit in misfits})
    if model.probability is not None:
        why = "Chances are looked up in a table that is too long for a formula."
        misfits.append(Misfit(Part.MODEL, "", "Chances", why, "Import them as a scored list."))
        kept = replace(kept, probability=None)
    return Adapted(kept, tuple(misfits))


class _Anything(Expressions):
    """Expressions where questions that cannot be written stand for nothing."""

    def holds(self, asked: Asked) -> str:
        return "FALSE" if isinstance(asked, Matches) or _fault([asked]) else super().holds(asked)


def _said(program: Program, inputs: tuple[Input, ...]) -> Expressions:
    reads = reads_of(program.columns, inputs, AS_OF)
    return _Anything({name: field.name for name, field in reads.of.items()}, AS_OF)


def _asked(rule: PortableRule) -> Iterator[Asked]:
    yield rule.when
    if isinstance(rule.gives, FirstOf):
        yield from (line.when for line in rule.gives.lines)


_PATTERN = "It searches by a regular expression, which only RE2 reads alike."
_LONG = f"Its formula is longer than the {figure(MOST_LETTERS)} letters that Salesforce takes."
_SEVERAL = "It asks for a value with a semicolon, which parts the values of a field there."
_INSTEAD = {_LONG: "Part it into several rules with fewer values each."}


def _too_long(formula: str) -> str:
    return "" if fits(formula) else _LONG


def _fault(asked: Iterable[Asked]) -> str:
    questions = (question for part in asked for question in questions_in(part))
    return next(filter(None, map(_of_question, questions)), "")


def _of_question(question: Question) -> str:
    match question:
        case Matches():
            return _PATTERN
        case HasAny(_, texts) if any(mark in text for text in texts for mark in SEPARATORS):
            return _SEVERAL
        case NumberIs(_, numbers):
            return _of_numbers(numbers)
        case NumberWithin(_, low, high):
            return _of_numbers([number for number in (low, high) if number is not None])
        case DayWithin(_, first, last):
            return _of_days([day for day in (first, last) if day is not None])
    return ""


def _of_numbers(numbers: Iterable[float]) -> str:
    for number in numbers:
        scaled = number / _LEAST_STEP
        fine = abs(number) < 1 and scaled != round(scaled)
        if abs(number) >= _MOST_NUMBER or fine:
            return f"Salesforce keeps 18 digits of a number, too few for {quoted(repr(number))}."
    return ""


def _of_days(days: Iterable[Day]) -> str:
    for day in days:
        if not day.from_as_of and not FIRST_DAY < day.days < LAST_DAY:
            return "It asks for a day that is not in the years 1700 to 4000, which Salesforce has."
    return ""
