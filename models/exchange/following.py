"""A table read as a model's recipe says, never by a new guess; what does not fit is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.leads.derived import fields_of_leads, kind_of, kind_read, place_of, reads
from models.leads.fields import Kind, Recipe, Role
from models.leads.misfits import misfit_problems
from models.leads.raw import RawTable
from models.leads.recipes import merged
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.leads.wording import count_of, listed, quoted
from models.problems import Problem, Severity
from models.scoring.conditions import SHAPES, tests_in
from models.scoring.explanation import decay_name
from models.scoring.model import ByRange, ByValue, ScoringModel
from models.scoring.probability import TreeChances
from models.scoring.trees import fields_read

MANY_MISFITS = 0.01
"""More than this share of a field's filled cells is a warning, less is a note."""

FEW_MISSING = 3
"""Up to so many missing fields are told one by one, with the rules that read them."""


@dataclass(frozen=True, eq=False)
class Followed:
    """Leads that a model can score, and what the model's recipe did not find in them.

    `missing`: fields that rules or overrides read and the table lacks; they are blank for all.
    """

    leads: Leads
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()


def follow(model: ScoringModel, table: RawTable, guess: Recipe) -> Followed:
    """The leads of a table by the model's inputs; `guess` serves only what they do not name.

    A model without inputs (written by hand) is read by the guess, and a note says so.
    """
    recipe = merged(model.inputs, table, guess)
    if not model.inputs:
        recipe = _as_asked(model, recipe)
    leads = Leads(table, recipe, zone=model.zone)
    missing = tuple(name for name in model.fields_of_leads() if leads.column(name) is None)
    problems = _missing(model, missing, table)
    if not model.inputs:
        problems.insert(0, _guessed(model))
    else:
        problems += _by_guess(model, leads, missing)
    problems += _read_as_blank(model, leads)
    problems += _of_other_kind(model, leads)
    problems += misfits(leads, model.fields_of_leads())
    return Followed(leads, tuple(problems), missing)


def with_inputs(model: ScoringModel, recipe: Recipe) -> ScoringModel:
    """The model with the recipe of what it needs: fields that it reads, and those with a role."""
    names = [*model.fields(), *(item.name for item in model.derived)]
    if model.account is not None:  # what accounts are found by, and what of their leads counts
        names += (model.account.field, model.account.email)
        names += (part.field for part in model.account.parts)
    if isinstance(model.probability, TreeChances):
        names += fields_read(model.probability)
    used = {cleaned_key(name) for name in fields_of_leads(names, model.derived)}
    plain = (Role.FIELD, Role.IGNORED)
    kept = [
        item
        for item in recipe
        if item.role not in plain
        or used.intersection(cleaned_key(name) for name in (item.name, *item.aliases))
    ]
    return replace(model, inputs=tuple(kept))


def misfits(leads: Leads, fields: Iterable[str]) -> list[Problem]:
    """The cells of these fields that are not of their kind and so read as blank."""
    problems = []
    for name in fields:
        item = leads.input(name)
        raw = None if item is None else leads.raw_column(item)
        if item is None or raw is None:
            continue
        few = MANY_MISFITS * (leads.raw.rows - int(raw.counts[0]))
        for problem in misfit_problems(item, leads.misfits(name)):
            grave = Severity.WARNING if problem.count > few else Severity.NOTE
            problems.append(replace(problem, where=f"Field {item.name}", severity=grave))
    return problems


def _read_as_blank(model: ScoringModel, leads: Leads) -> list[Problem]:
    """Words that a guess takes for blank; those that the model names are its own wish."""
    named = {cleaned_key(name) for item in model.inputs for name in (item.name, *item.aliases)}
    problems = []
    for name in model.fields_of_leads():
        item = leads.input(name)
        raw = None if item is None else leads.raw_column(item)
        if item is None or raw is None or not item.blank or cleaned_key(item.name) in named:
            continue
        words = {cleaned_key(word) for word in item.blank}
        counts = zip(raw.texts, raw.counts.tolist(), strict=True)
        count = sum(number for text, number in counts if cleaned_key(text) in words)
        if count:
            problems.append(
                Problem(
                    f"{count_of(count, 'cell')} {'says' if count == 1 else 'say'} "
                    f"{listed(item.blank)}; read as blank.",
                    f"Field {item.name}",
                    "If they mean something else, write a model with inputs that says so.",
                    count,
                    severity=Severity.NOTE,
                )
            )
    return problems


def _asked(model: ScoringModel) -> list[tuple[str, str, frozenset[Kind]]]:
    """Who asks (rule, override, derived field, decay), the field and the kinds that suit it."""
    found = []
    by_value = frozenset((Kind.TEXT, Kind.YES_NO, Kind.MULTIPLE))
    asking = [(rule.name, rule.when) for rule in model.rules() if rule.when is not None]
    for name, when in [*asking, *((item.name, item.when) for item in model.overrides)]:
        for test in tests_in(when):
            kind = SHAPES[test.test].kind
            if kind is not None:
                found.append((name, test.field, frozenset((kind,))))
    for rule in model.rules():
        if isinstance(rule.award, ByValue):
            found.append((rule.name, rule.award.field, by_value))
        elif isinstance(rule.award, ByRange):
            found.append((rule.name, rule.award.field, frozenset((Kind.NUMBER,))))
    for item in model.derived:
        found += [(item.name, name, frozenset((kind_read(item),))) for name in reads(item)]
    for asker, name in _decays(model):
        found.append((asker, name, frozenset((Kind.DATE,))))
    return found


def _decays(model: ScoringModel) -> list[tuple[str, str]]:
    """The decays by a date field, by name, and their fields."""
    return [
        (decay_name(group.name), group.decay.field)
        for group in model.groups
        if group.decay is not None and group.decay.field
    ]


def _as_asked(model: ScoringModel, recipe: Recipe) -> Recipe:
    """The guess, with fields read as the kind that all rules ask of them."""
    asked: dict[str, frozenset[Kind]] = {}
    for _, name, kinds in _asked(model):
        if place_of(model.derived, name) is not None:
            continue
        asked[cleaned_key(name)] = asked.get(cleaned_key(name), kinds) & kinds
    inputs = []
    for item in recipe:
        kinds = asked.get(cleaned_key(item.name), frozenset())
        if kinds and item.kind not in kinds:
            item = replace(item, kind=Kind.TEXT if Kind.TEXT in kinds else next(iter(kinds)))
        inputs.append(item)
    return Recipe(tuple(inputs))


def _of_other_kind(model: ScoringModel, leads: Leads) -> list[Problem]:
    """Rules and overrides that ask a field for something that its kind does not have."""
    problems = []
    blank = {item.name for item in model.derived}
    undated = {asker for asker, _ in _decays(model)}
    for name, field, kinds in _asked(model):
        place, item = place_of(model.derived, field), leads.input(field)
        kind = None if item is None else item.kind
        if place is not None:
            kind = kind_of(model.derived[place])
        if kind is not None and kind not in kinds:
            wanted = " or ".join(sorted(kind.value for kind in kinds))
            never = "it is blank" if name in blank else "it never holds"
            if name in undated:
                never = "no lead has a date"
            problems.append(
                Problem(
                    f"{quoted(name)} asks for {wanted}, but the field is read as {kind.value}, "
                    f"so that {never}.",
                    f"Field {field if item is None or place is not None else item.name}",
                    "Change the rule, or how the field is read.",
                )
            )
    return list(dict.fromkeys(problems))


def _missing(model: ScoringModel, names: Sequence[str], table: RawTable) -> list[Problem]:
    """What the rules will miss: one problem for each field, or one for many."""
    remedy = (
        f"Rename the column in {table.source or 'the file'}, or give the field an alias "
        "in the model."
    )
    if len(names) > FEW_MISSING:
        what = (
            f"{len(names)} of the {len(model.fields_of_leads())} fields that the model reads are "
            f"not there, so they are blank for all leads: {listed(names)}."
        )
        return [Problem(what, table.source, remedy, len(names), tuple(names))]

    def read(fields: Iterable[str]) -> tuple[str, ...]:
        return fields_of_leads(fields, model.derived)

    problems = []
    for name in names:
        readers = [rule.name for rule in model.rules() if name in read(rule.fields())]
        readers += [
            item.name
            for item in model.overrides
            if name in read(test.field for test in tests_in(item.when))
        ]
        readers += [asker for asker, field in _decays(model) if name in read((field,))]
        what = f"{listed(readers[:3])}{' and others' if len(readers) > 3 else ''}"
        verb = "reads" if len(readers) == 1 else "read"
        problems.append(
            Problem(
                f"The leads do not have this field, which {what} {verb}; "
                "it is blank for all of them.",
                f"Field {name}",
                remedy,
                table.rows,
            )
        )
    return problems


def _guessed(model: ScoringModel) -> Problem:
    return Problem(
        "The model does not say how its fields are read, so kinds were guessed from the file.",
        f"Model {model.name}",
        "Save the model once from a project: its recipe is then written with it.",
        severity=Severity.NOTE,
    )


def _by_guess(model: ScoringModel, leads: Leads, missing: Iterable[str]) -> list[Problem]:
    """Fields that rules read but the model's inputs do not name."""
    named = {cleaned_key(name) for item in model.inputs for name in (item.name, *item.aliases)}
    unnamed = [
        name
        for name in model.fields_of_leads()
        if cleaned_key(name) not in named and name not in set(missing)
    ]
    problems = []
    for name in unnamed:
        item = leads.input(name)
        kind = item.kind.value if item is not None else Kind.TEXT.value
        problems.append(
            Problem(
                f"The model does not say how it is read; it was guessed to be {kind}.",
                f"Field {name}",
                "Save the model once from a project: its recipe is then written with it.",
            )
        )
    return problems
