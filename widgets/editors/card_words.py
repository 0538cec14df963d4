"""What rows of the list of rules say under the mouse: what was cut off, and what a mark does."""

from __future__ import annotations

from PySide6.QtCore import QRect

from models.evaluation.evaluation import TOO_FEW
from widgets.editors.card_painting import HELD, card_line, places_of
from widgets.editors.card_places import Zone
from widgets.editors.evidence import Say, told
from widgets.editors.rule_rows import HeaderRow, Row, RuleRow, award_lines, sentence_of

_HEADER = {
    Zone.ADD: "Add a rule to {name}",
    Zone.MENU: "More for {name}",
    Zone.LIMIT: "The least and the most that {name} can give. Click to change.",
    Zone.DECAY: "How the points of {name} fade. Click to change.",
    Zone.FOLD: "Fold or unfold {name} (Left, Right)",
}
_CARD = {
    Zone.MENU: "More for this rule",
    Zone.GRIP: "Drag to move (Alt+Up, Alt+Down)",
    Zone.MORE: "Edit all entries",
    Zone.MEND: "Open the rule to mend it",
}


def tip_of(row: Row, zone: Zone | None, rect: QRect) -> str:
    """The tooltip of a part of a row; "" for none."""
    if isinstance(row, HeaderRow):
        if zone in _HEADER:
            return _HEADER[zone].format(name=row.group.name)
        return row.group.note
    if not isinstance(row, RuleRow) or zone is None:
        return ""
    if zone is Zone.EYE:
        return "Unmute this rule (Space)" if row.rule.muted else "Mute: it gives 0 points (Space)"
    if zone is Zone.CELL:
        return award_lines(row.rule)
    return _CARD.get(zone) or _body(row, rect)


def _body(row: RuleRow, rect: QRect) -> str:
    """The name, the sentence where it is cut, the note, and the figures in full."""
    lines = [row.rule.name]
    if not card_line(row, places_of(rect, row).sentence.width()).whole:
        lines.append(sentence_of(row.rule))
    if row.hold in HELD:
        lines.append(HELD[row.hold][1].capitalize())
    if row.rule.note:
        lines.append(row.rule.note)
    lines.append(told(row.evidence))
    if any(run.say is Say.FEW for run in row.evidence.runs):
        lines.append(f"A rate is shown from {TOO_FEW + 1} converted leads on.")
    if row.problem is not None:
        lines.append(f"{row.problem.what} {row.problem.remedy}".strip())
    return "\n".join(dict.fromkeys(lines))
