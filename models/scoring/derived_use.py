"""Where a model reads a derived field, and the same model with a derived field called otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from models.leads.derived import place_of, reads
from models.leads.derived_fields import DaysBetween, Derived
from models.leads.text import cleaned_key
from models.scoring.account import AccountScore
from models.scoring.awards import Award, ByRange, ByValue
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, tests_in
from models.scoring.file.scores_hash import fits, of_now
from models.scoring.model import ScoringModel
from models.scoring.own_names import followed
from models.scoring.probability import Branch, Chances, Split, TreeChances
from models.scoring.rules import Group, Rule
from models.scoring.trees import splits_in

Call = Callable[[str], str]
"""The name by which a field is called from now on."""


def readers(model: ScoringModel, place: int) -> tuple[str, ...]:
    """Who reads the derived field at a place: rules, overrides, decays, the account score, later
    derived fields and trees, each as a person knows it."""
    name = model.derived[place].name
    wanted = cleaned_key(name)
    if not wanted or place_of(model.derived, name) != place:
        return ()  # the name means an earlier one
    return tuple(who for who, names in _reading(model) if wanted in map(cleaned_key, names))


def is_free(model: ScoringModel, place: int, name: str) -> bool:
    """Whether the derived field at a place can be called so without meaning another.

    A name that a rule reads is not free even if no field has it: the rule would find one.
    """
    wanted = cleaned_key(name)
    others = [item.name for at, item in enumerate(model.derived) if at != place]
    if wanted != cleaned_key(model.derived[place].name):
        others += [read for _, names in _reading(model) for read in names]
    if isinstance(model.probability, TreeChances):
        others += [item.name for item in model.probability.derived]
    return bool(wanted) and wanted not in map(cleaned_key, others)


def renamed(model: ScoringModel, place: int, name: str) -> ScoringModel:
    """The model with the derived field at a place called otherwise, wherever it is read.

    It gives every lead the same as before if `name` is free. Chances that were of its scores are
    of them still.
    """
    was = model.derived[place].name
    own = replace(model.derived[place], name=name)
    derived = (*model.derived[:place], own, *model.derived[place + 1 :])
    wanted = cleaned_key(was)
    if not wanted or place_of(model.derived, was) != place:
        return replace(model, derived=derived)

    def call(read: str) -> str:
        return name if cleaned_key(read) == wanted else read

    after = replace(
        model,
        groups=tuple(_group(group, call) for group in model.groups),
        overrides=tuple(
            replace(item, when=_condition(item.when, call)) for item in model.overrides
        ),
        derived=tuple(_derived(item, call) for item in derived),
        account=None if model.account is None else _account(model.account, call),
        probability=_chances(model.probability, call),
    )
    return of_now(after) if fits(model) else after


def _reading(model: ScoringModel) -> Iterator[tuple[str, Sequence[str]]]:
    for rule in model.rules():
        yield rule.name, rule.fields()
    for item in model.overrides:
        yield item.name, [test.field for test in tests_in(item.when)]
    for group in model.groups:
        if group.decay is not None and group.decay.field:
            yield f"the decay of {group.name}", (group.decay.field,)
    if (account := model.account) is not None:
        parts = [part.field for part in account.parts]
        yield "the account score", list(filter(None, (account.field, account.email, *parts)))
    for made in model.derived:
        yield made.name, reads(made)
    if isinstance(found := model.probability, TreeChances):
        asked = [
            test.field
            for tree in found.trees
            for split in splits_in(tree)
            for test in tests_in(split.when)
        ]
        yield "the chances by trees", (*asked, *(name for d in found.derived for name in reads(d)))


def _group(group: Group, call: Call) -> Group:
    decay = group.decay
    if decay is not None and decay.field:
        decay = replace(decay, field=call(decay.field))
    return replace(group, rules=tuple(_rule(rule, call) for rule in group.rules), decay=decay)


def _rule(rule: Rule, call: Call) -> Rule:
    when = None if rule.when is None else _condition(rule.when, call)
    return followed(rule, replace(rule, when=when, award=_award(rule.award, call)))


def _award(award: Award, call: Call) -> Award:
    match award:
        case ByValue() | ByRange():
            return replace(award, field=call(award.field))
    return award


def _condition(condition: Condition, call: Call) -> Condition:
    """Tests of details of activities stay: these are no fields of the leads."""
    match condition:
        case FieldTest():
            return replace(condition, field=call(condition.field))
        case AllOf(parts) | AnyOf(parts):
            return replace(condition, parts=tuple(_condition(part, call) for part in parts))
        case Not(part):
            return Not(_condition(part, call))
    return condition


def _derived(item: Derived, call: Call) -> Derived:
    if isinstance(item, DaysBetween):
        return replace(item, start=call(item.start), end=call(item.end))
    return replace(item, field=call(item.field))


def _account(account: AccountScore, call: Call) -> AccountScore:
    """Its rules stay: they ask of the fields of accounts."""
    return replace(
        account,
        field=call(account.field),
        email=call(account.email),
        parts=tuple(replace(part, field=call(part.field)) for part in account.parts),
    )


def _chances(chances: Chances | None, call: Call) -> Chances | None:
    if not isinstance(chances, TreeChances):
        return chances
    return replace(
        chances,
        trees=tuple(_branch(tree, call) for tree in chances.trees),
        derived=tuple(_derived(item, call) for item in chances.derived),
    )


def _branch(branch: Branch, call: Call) -> Branch:
    if not isinstance(branch, Split):
        return branch
    yes, no = _branch(branch.yes, call), _branch(branch.no, call)
    return replace(branch, when=_condition(branch.when, call), yes=yes, no=no)
