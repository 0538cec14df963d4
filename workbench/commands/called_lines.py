"""What the command line calls lines: the name of their rule, which means all of them, or that of an
entry of its table as the window writes it, "Job title: VP".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from models.leads.text import cleaned_key
from models.leads.wording import listed, quoted
from models.problems import LeadbenchError
from models.scoring.model import Rule, ScoringModel
from models.tuning.lined import Owner, names_of
from models.tuning.lines import Line

_DASHES = str.maketrans("\u2013\u2212", "--")
"""Ranges and numbers below 0 are written with signs that keyboards lack."""
_SHOWN = 12


def lines_called(model: ScoringModel, name: str) -> tuple[Line, ...]:
    """The lines of that name; where nothing has it those of that id or key. None: nothing has."""
    wanted, plain = _heard(name), name.strip()
    every = tuple(_every(model))
    named = tuple(line for rule, line in every if wanted in (_heard(rule.name), _heard(line.name)))
    return named or tuple(line for rule, line in every if plain in (rule.id, line.key))


def some_called(model: ScoringModel, name: str, where: str) -> tuple[Line, ...]:
    """The lines of that name. LeadbenchError where there are none; `where`: the option."""
    lines = lines_called(model, name)
    if not lines:
        raise unknown(model, name, where)
    return lines


def one_called(model: ScoringModel, name: str, where: str) -> Line:
    """The line of that name. LeadbenchError where it is not one; `where`: the option."""
    lines = some_called(model, name, where)
    if len(lines) == 1:
        return lines[0]
    alike = len({line.name for line in lines}) < len(lines)
    names = [line.key if alike else line.name for line in lines]
    raise LeadbenchError(
        f"{quoted(name)} means {len(lines):,} lines, and each name must mean one here.",
        where,
        f"Name one of {_some(names)}.",
    )


def lines_that_read(model: ScoringModel, field: str) -> tuple[Line, ...]:
    """The lines of rules that read the field."""
    return tuple(line for rule, line in _every(model) if reads(rule, {cleaned_key(field)}))


def reads(rule: Rule, fields: set[str]) -> bool:
    """Whether the rule reads one of the fields, which are given as keys."""
    return any(cleaned_key(name) in fields for name in rule.fields())


def unknown(model: ScoringModel, name: str, where: str, what: str = "rule") -> LeadbenchError:
    """That nothing has the name, with what is called nearly so, or what there is.

    `what`: what could have it.
    """
    names = {_heard(one): one for rule, line in _every(model) for one in (rule.name, line.name)}
    near = [names[one] for one in get_close_matches(_heard(name), names, 3, 0.7)]
    rules = [rule.name for rule in model.rules()]
    owner = next((one for one in rules if _heard(name).startswith(f"{_heard(one)}:")), None)
    if owner is not None:
        lines = [line.name for line in lines_called(model, owner)]
        told = f"{quoted(owner)} has {_some(lines)}."
        if lines == [owner]:
            told = f"{quoted(owner)} is one line, without a table: write its name alone."
    elif near:
        told = f"Did you mean {' or '.join(map(quoted, near))}?"
    else:
        told = f"The rules are {_some(rules)}." if rules else "The model has no rules."
    return LeadbenchError(f"No {what} is called {listed([name])}.", where, told)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return f"{listed(names[:_SHOWN])}{more}"


def _every(model: ScoringModel) -> Iterator[tuple[Rule, Line]]:
    for group in model.groups:
        for rule in group.rules:
            for line in names_of(Owner(rule, group.id, rule.id)):
                yield rule, line


def _heard(name: str) -> str:
    return cleaned_key(name).translate(_DASHES)
