"""Edits and the project as JSON: the rows of the journal and the document on disk.

Not strict about the laws of models: a person may leave a model half done, and it must come back
as it was. Unknown keys are kept where the value has an `extra`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from models.evaluation.whatif.suppositions import Supposition
from models.leads.derived_fields import Derived
from models.leads.fields import Input, Recipe
from models.problems import LeadbenchError
from models.project import edits
from models.project.document import Project
from models.project.edits import AnyEdit
from models.project.suppositions_json import supposition_from_json, supposition_to_json
from models.scoring.account import AccountScore
from models.scoring.conditions import Condition
from models.scoring.file.account_json import account_from_json, account_to_json
from models.scoring.file.condition_json import condition_to_json
from models.scoring.file.derived_json import derived_from_json, derived_to_json
from models.scoring.file.game_json import game_from_json, game_to_json
from models.scoring.file.grade_json import grade_from_json, grade_to_json
from models.scoring.file.group_json import (
    band_from_json,
    band_to_json,
    condition_from_json,
    group_from_json,
    group_to_json,
    input_from_json,
    override_from_json,
    override_to_json,
    rule_from_json,
    rule_to_json,
)
from models.scoring.file.input_json import input_to_json
from models.scoring.file.json_faults import shown
from models.scoring.file.json_node import freeze, restore
from models.scoring.file.json_text import flaws
from models.scoring.file.model_json import model_from_json, model_to_json
from models.scoring.file.probability_json import (
    added_chances_to_json,
    chances_from_json,
    probability_to_json,
)
from models.scoring.game import Game
from models.scoring.grade import Grade
from models.scoring.model import Band, Group, Override, Rule, ScoringModel
from models.scoring.probability import Chances, Probability, RuleChances, TreeChances

FORMAT = 1
"""The version of this way to write a project."""

KINDS: dict[str, type[AnyEdit]] = {
    "set points": edits.SetPoints,
    "change rule": edits.ChangeRule,
    "add rules": edits.AddRules,
    "remove rule": edits.RemoveRule,
    "move rule": edits.MoveRule,
    "add group": edits.AddGroup,
    "change group": edits.ChangeGroup,
    "remove group": edits.RemoveGroup,
    "move group": edits.MoveGroup,
    "move threshold": edits.MoveThreshold,
    "change bands": edits.ChangeBands,
    "change overrides": edits.ChangeOverrides,
    "change grade": edits.ChangeGrade,
    "change probability": edits.ChangeProbability,
    "change derived": edits.ChangeDerived,
    "rename derived": edits.RenameDerived,
    "change model": edits.ChangeModel,
    "change account": edits.ChangeAccount,
    "change game": edits.ChangeGame,
    "add model": edits.AddModel,
    "replace model": edits.ReplaceModel,
    "remove model": edits.RemoveModel,
    "choose model": edits.ChooseModel,
    "name version": edits.NameVersion,
    "remove version": edits.RemoveVersion,
    "set leads": edits.SetLeads,
    "change input": edits.ChangeInput,
    "ignore fields": edits.IgnoreFields,
    "set activities": edits.SetActivities,
    "change activities": edits.ChangeActivities,
    "set accounts": edits.SetAccounts,
    "change account input": edits.ChangeAccountInput,
    "set deals": edits.SetDeals,
    "change deals": edits.ChangeDeals,
    "change stages": edits.ChangeStages,
    "change sales": edits.ChangeSales,
    "plan trial": edits.PlanTrial,
    "change trial": edits.ChangeTrial,
    "remove trial": edits.RemoveTrial,
    "change reach": edits.ChangeReach,
    "change left out": edits.ChangeLeftOut,
    "change merges": edits.ChangeMerges,
    "change project": edits.ChangeProject,
    "add scenario": edits.AddScenario,
    "rename scenario": edits.RenameScenario,
    "remove scenario": edits.RemoveScenario,
    "take scenario": edits.TakeScenario,
    "change wishes": edits.ChangeWishes,
    "change lists": edits.ChangeLists,
    "take tuned": edits.TakeTuned,
    "accept proposed": edits.AcceptProposed,
}
"""The name of each kind of edit in a project's file. Names stay when classes are renamed."""

_NAMES = {kind: name for name, kind in KINDS.items()}


def edit_to_json(edit: AnyEdit) -> dict[str, Any]:
    """An edit as plain values: "kind" and the edit's own fields."""
    return {"kind": _NAMES[type(edit)], **_encode(edit)}


def edit_from_json(data: Any, where: str = "") -> AnyEdit:
    """The edit of a journal's row. LeadbenchError for a kind that this version does not know."""
    _check(data, where)
    kind = KINDS.get(data["kind"]) if isinstance(data.get("kind"), str) else None
    if kind is None:
        raise LeadbenchError(
            f"An edit of the kind {shown(data.get('kind'))} is not known to this version.",
            where,
            "Open the project with a newer version of Leadbench.",
        )
    edit: AnyEdit = _decode(data, kind, where)
    return edit


def project_to_json(project: Project) -> dict[str, Any]:
    """The whole document as plain values."""
    data = {"format": FORMAT, **_encode(project)}
    return restore({name: data[name] for name in data if name != "extra"}, project.extra)


def project_from_json(data: Any, where: str = "") -> Project:
    """The document of a project's file. LeadbenchError where it is not one, or is newer."""
    _check(data, where)
    version = data.get("format", FORMAT)
    if version != FORMAT:
        raise LeadbenchError(
            f"The project has the format {shown(version)}, this version knows {FORMAT}.",
            where,
            "Open it with a newer version of Leadbench.",
        )
    names = {"format", *(field.name for field in fields(Project))}
    extra = tuple((name, freeze(data[name])) for name in data if name not in names)
    known = {name: value for name, value in data.items() if name != "extra"}
    project: Project = _decode({**known, "extra": extra}, Project, where)
    return project


def _check(data: Any, where: str) -> None:
    if not isinstance(data, dict):
        raise LeadbenchError(f"An object was expected here, found {shown(data)}.", where)
    for place, what in flaws(data):
        raise LeadbenchError(what, f"{where}, {place}" if where else place)


def _recipe_from_json(data: Any, where: str) -> Recipe:
    if not isinstance(data, list):
        raise _unfit("a list", data, where)
    return Recipe(tuple(_input(item, f"{where}[{i}]") for i, item in enumerate(data)))


def _input(data: Any, where: str) -> Input:
    return input_from_json(data, where, strict=False)


def _day(data: Any, where: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError) as error:
        raise _unfit('a day such as "2026-03-12"', data, where) from error


_WRITERS: dict[Any, Callable[[Any], Any]] = {
    date: date.isoformat,
    ScoringModel: model_to_json,
    Grade: grade_to_json,
    Probability: probability_to_json,
    RuleChances: added_chances_to_json,
    TreeChances: added_chances_to_json,
    AccountScore: account_to_json,
    Game: game_to_json,
    Group: group_to_json,
    Rule: rule_to_json,
    Override: override_to_json,
    Band: band_to_json,
    Input: input_to_json,
    Recipe: lambda recipe: [input_to_json(item) for item in recipe],
    **dict.fromkeys(get_args(Derived), derived_to_json),
    **dict.fromkeys(get_args(Condition), condition_to_json),
    **dict.fromkeys(get_args(Supposition), supposition_to_json),
}
_READERS: dict[Any, Callable[[Any, str], Any]] = {
    date: _day,
    ScoringModel: lambda data, where: model_from_json(data, where, strict=False),
    Grade: lambda data, where: grade_from_json(data, where, strict=False),
    Chances | None: lambda data, where: chances_from_json(data, where, strict=False),
    AccountScore: lambda data, where: account_from_json(data, where, strict=False),
    Game: lambda data, where: game_from_json(data, where, strict=False),
    Group: lambda data, where: group_from_json(data, where, strict=False),
    Rule: lambda data, where: rule_from_json(data, where, strict=False),
    Override: lambda data, where: override_from_json(data, where, strict=False),
    Band: lambda data, where: band_from_json(data, where, strict=False),
    Input: _input,
    Recipe: _recipe_from_json,
    Derived: lambda data, where: derived_from_json(data, where, strict=False),
    Condition: lambda data, where: condition_from_json(data, where, strict=False),
    Supposition: supposition_from_json,
}


def _encode(value: Any) -> Any:
    writer = _WRITERS.get(type(value))
    if is_dataclass(value) and (writer is None):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return writer(value) if writer else value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else _encode(value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(data: Any, kind: Any, where: str) -> Any:
    if reader := _READERS.get(kind):
        return reader(data, where)
    if kind is Any:
        return data
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = [item for item in get_args(kind) if item is not NoneType]
        return None if data is None else _decode(data, inner[0], where)
    if origin is tuple:
        return _decode_list(data, get_args(kind), where)
    if is_dataclass(kind):
        return _decode_fields(data, kind, where)
    if issubclass(kind, Enum):
        return _decode_word(data, kind, where)
    if kind is float and type(data) is int and abs(data) <= 1 << 53:
        return float(data)
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise _unfit(_WORDS[kind], data, where)
    return data


_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def _decode_list(data: Any, kinds: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise _unfit("a list", data, where)
    each = (kinds[0],) * len(data) if kinds[-1] is ... else kinds
    if len(each) != len(data):
        raise _unfit(f"a list of {len(each)}", data, where)
    return tuple(
        _decode(item, kind, f"{where}[{i}]")
        for i, (item, kind) in enumerate(zip(data, each, strict=True))
    )


def _decode_word(data: Any, kind: Any, where: str) -> Any:
    try:
        return kind(data)
    except ValueError as error:
        words = ", ".join(f'"{item.value}"' for item in kind)
        raise _unfit(f"one of {words}", data, where) from error


def _decode_fields(data: Any, kind: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise _unfit("an object", data, where)
    hints = _hints(kind)
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in data and field.name != "extra":
            place = f"{where}.{field.name}" if where else field.name
            values[field.name] = _decode(data[field.name], hints[field.name], place)
        elif field.name == "extra":
            values["extra"] = data.get("extra", ())
    try:
        return kind(**values)
    except TypeError as error:
        missing = [field.name for field in fields(kind) if field.name not in data]
        raise LeadbenchError(f"One of {', '.join(missing)} is missing.", where) from error


def _unfit(expected: str, found: Any, where: str) -> LeadbenchError:
    return LeadbenchError(f"must be {expected}, found {shown(found)}", where)
