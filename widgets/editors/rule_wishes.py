"""What a key or a line of a menu means for a row of the list of rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.project.edits import AnyEdit, RemoveGroup, RemoveRule
from models.scoring.model import ScoringModel
from models.tuning.reins import Hold
from widgets.editors.rule_edits import cloned, muted, place_in, shifted, shifted_group
from widgets.editors.rule_rows import EmptyRow, FootRow, HeaderRow, Row, RuleRow


@dataclass(frozen=True)
class Request:
    """Something only the page can do: open an editor, reach the clipboard, make a new rule."""

    wish: str
    what: object = None


class Here(StrEnum):
    """Something the list does by itself."""

    RENAME = "rename"
    TO_GROUP = "to the group"
    FOLD = "fold"
    UNFOLD = "unfold"


Answer = AnyEdit | Request | Here | None


def answer(wish: str, row: Row, model: ScoringModel) -> Answer:
    """What a wish comes to on a row; None where it means nothing there."""
    match row:
        case RuleRow():
            return _rule(wish, row, model)
        case HeaderRow():
            return _group(wish, row, model)
        case EmptyRow():
            asked = {"edit": "add", "mute": "add", "add": "add", "paste": "paste"}
            return Request(asked[wish], (row.group, 0)) if wish in asked else None
        case FootRow():
            return Request("add group") if wish in ("edit", "mute", "add") else None


def _rule(wish: str, row: RuleRow, model: ScoringModel) -> Answer:
    rule = row.rule.id
    group = model.group_of(rule)
    below = place_in(group, rule) + 1 if group is not None else 0
    answers: dict[str, Answer] = {
        "rename": Here.RENAME,
        "fold": Here.TO_GROUP,
        "edit": Request("edit", rule),
        "note": Request("note", rule),
        "choose": Request("choose", rule),
        "copy": Request("copy", (rule,)),
        "cut": Request("cut", (rule,)),
        "paste": Request("paste", (row.group, below)),
        "add": Request("add", (row.group, below)),
    }
    if wish in answers:
        return answers[wish]
    if wish == "lock":
        wish = f"hold {Hold.FREE if row.hold is Hold.LOCK else Hold.LOCK}"
    if wish.startswith("hold "):
        return Request("hold", (rule, Hold(wish.removeprefix("hold "))))
    match wish:
        case "clone":
            return cloned(model, rule)
        case "up" | "down":
            return shifted(model, rule, -1 if wish == "up" else 1)
        case "mute":
            return muted(model, rule)
        case "delete":
            return RemoveRule(model.id, rule)
    return None


def _group(wish: str, row: HeaderRow, model: ScoringModel) -> Answer:
    group = row.group.id
    match wish:
        case "edit" | "rename":
            return Request("edit group", group)
        case "decay":
            return Request("edit decay", group)
        case "add" | "paste":
            return Request(wish, (group, row.rules))
        case "up" | "down":
            return shifted_group(model, group, -1 if wish == "up" else 1)
        case "delete":
            return RemoveGroup(model.id, group)
        case "mute":
            return Here.UNFOLD if row.collapsed else Here.FOLD
        case "fold":
            return Here.FOLD
        case "unfold":
            return Here.UNFOLD
    return None
