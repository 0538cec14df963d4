"""The score of an account, to and from the JSON of a model's file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.awards import MOST_POINTS
from models.scoring.file.award_json import ranges_to_json, read_ranges
from models.scoring.file.group_json import Ids, objects, read_rule, read_whole, rule_to_json
from models.scoring.file.json_node import MOST_SCORE, Node
from models.scoring.file.json_values import read_free_mail_version
from models.scoring.rules import Rule
from models.scoring.scale import Scale

_NO_PART = AccountPart(AccountMeasure.HIGHEST)
MOST_SUMMED = 10_000
"""So many scores of an account's leads can be summed at most."""


def account_to_json(account: AccountScore) -> dict[str, Any]:
    """How accounts are found and scored."""
    data: dict[str, Any] = {}
    if account.field:
        data["field"] = account.field
    if account.email:
        data["email"] = account.email
        data["free_mail"] = account.free_mail
    return {
        **data,
        "parts": [_part_to_json(part) for part in account.parts],
        "rules": [rule_to_json(rule) for rule in account.rules],
        "scale": scale_to_json(account.scale),
        "raises": ranges_to_json(account.raises),
    }


def scale_to_json(scale: Scale) -> dict[str, Any]:
    """A scale."""
    return {"least": scale.least, "most": scale.most}


def _part_to_json(part: AccountPart) -> dict[str, Any]:
    """What its measure needs is always written, so that other defaults change no meaning."""
    data: dict[str, Any] = {"measure": part.measure.value}
    if part.measure is AccountMeasure.TOP or part.top != _NO_PART.top:
        data["top"] = part.top
    if part.band:
        data["band"] = part.band
    if part.field:
        data["field"] = part.field
    data["times"] = part.times
    return data if part.most is None else {**data, "most": part.most}


def account_from_json(data: Any, where: str = "", *, strict: bool = True) -> AccountScore:
    """An account score of its own, as the journal has it."""

    def read(node: Node) -> AccountScore:
        return read_account(node, Ids(objects(node.value.get("rules"))))

    return read_whole(data, where, strict, read)


def read_account(node: Node, ids: Ids, bands: Collection[str] | None = None) -> AccountScore:
    """The account score of a node; faults are noted there. `bands` None: any may be named."""
    field, email = (node.cleaned(key) if key in node.value else "" for key in ("field", "email"))
    if not {"field", "email"} & node.value.keys():
        node.faults.law(
            node.place, 'must have "field", "email" or both: how else is an account found?'
        )
    parts: tuple[AccountPart, ...] = AccountScore().parts
    if "parts" in node.value:
        parts = tuple(_read_part(item, bands) for item in node.children("parts"))
    account = AccountScore(
        field,
        email,
        parts,
        tuple(_read_rule(item, ids) for item in node.children("rules", owns=True)),
        read_scale(node),
        read_ranges(node.children("raises")),
        read_free_mail_version(node, "free_mail"),
    )
    node.leave()
    return account


def _read_rule(node: Node, ids: Ids) -> Rule:
    rule = read_rule(node, ids)
    if rule.selections():
        node.faults.law(
            node.place, "must ask about fields of the account: an account has no activities"
        )
    return rule


def read_scale(owner: Node, name: str = "scale") -> Scale:
    """The scale of a model or an account; 0 to 100 where it is absent."""
    if name not in owner.value:
        return Scale()
    node = owner.child(name, only=True)
    least = node.whole("least", -MOST_SCORE, MOST_SCORE)
    most = node.whole("most", -MOST_SCORE, MOST_SCORE)
    if least >= most and {"least", "most"} <= node.value.keys():
        node.faults.law(node.place, f"must have its least below its most, found {least} and {most}")
    node.leave()
    return Scale(least, most)


def _read_part(node: Node, bands: Collection[str] | None) -> AccountPart:
    if "measure" not in node.value:
        node.fault("measure", ", ".join(f'"{item.value}"' for item in AccountMeasure))
    measure = node.choice("measure", AccountMeasure, AccountMeasure.HIGHEST)
    part = AccountPart(
        measure,
        node.whole("top", 1, MOST_SUMMED, _NO_PART.top),
        node.text("band", ""),
        node.cleaned("field") if "field" in node.value else "",
        node.whole("times", -MOST_POINTS, MOST_POINTS, 1),
        node.whole("most", 0, MOST_SCORE) if node.has("most") else None,
    )
    if measure is AccountMeasure.TOP and "top" not in node.value:
        node.faults.law(node.at("top"), f'is missing; how many for "{measure}"?')
    if measure is AccountMeasure.DISTINCT and "field" not in node.value:
        node.faults.law(
            node.at("field"), f'is missing; it must be a field of the leads for "{measure}"'
        )
    if measure is AccountMeasure.IN_BAND:
        if "band" not in node.value:
            node.faults.law(node.at("band"), f'is missing; it must be a band for "{measure}"')
        elif bands is not None and isinstance(node.raw("band"), str) and part.band not in bands:
            names = ", ".join(f'"{name}"' for name in bands)
            node.faults.law(node.at("band"), f'must be a band ({names}), found "{part.band}"')
    node.leave()
    return part
