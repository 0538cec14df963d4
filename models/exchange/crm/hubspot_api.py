"""HubSpot's scoring API (beta): the draft of a score whose rules wait for their criteria.

As of HubSpot's reference pages of 2026-09-beta and 2027-03-beta, and its OpenAPI description of
both: POST /marketing/lead-scoring/VERSION/scores makes a draft, which scores nobody until it is
published. Shown are groups with a category and a highest and lowest value, and rules with constant
points, a highest and lowest value, and whether they are enabled. Conditions are shown without the
words of their operators, and name properties and events by what they are called inside: so no rule
has one here, and none is enabled, since an enabled rule of constant points gives them to everybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.exchange.crm.beginning import bands_words
from models.exchange.crm.hubspot import Part, Piece, before, cautions, parts_of, pieces_of
from models.exchange.crm.spelling import spelling_of
from models.exchange.crm.writing import sheet_files, sheet_of
from models.exchange.targets.sheet import Copied, Section, Step
from models.exchange.targets.target import Choice, Export, ExportFile, Order, Proof
from models.leads.wording import count_of, quoted
from models.problems import LeadbenchError, Problem, Severity
from models.scoring.rules import Axis

NAME = "HubSpot's scoring API"
VERSIONS = ("2026-09-beta", "2027-03-beta")
CONTACTS = "0-1"
"""HubSpot's id of the object type of contacts."""
FIT, INTENT = "FIT", "INTENT"
"""The categories of groups, by the OpenAPI description."""


@dataclass(frozen=True)
class Names:
    """What limits are called: of the score, and of a rule."""

    score: str
    most: str


OLDER, NEWER = Names("maxScore", "maximumValue"), Names("maxScorePerCategory", "maxValue")
_NAMES = {VERSIONS[0]: OLDER, VERSIONS[1]: NEWER, "older": OLDER, "newer": NEWER}
"""As the reference page of each version has them."""

CHOICES = (
    Choice("version", "Version of the API", tuple((name, name) for name in VERSIONS)),
    Choice(
        "names",
        "Names of limits",
        (
            ("page", "those of the version's page"),
            ("older", f"{OLDER.score}, {OLDER.most}"),
            ("newer", f"{NEWER.score}, {NEWER.most}"),
        ),
    ),
    Choice("object", "Object type", ((CONTACTS, "Contacts (0-1)"),), free=True),
)


@dataclass(frozen=True)
class Draft:
    """The draft: its groups with the rules in them, in the order of the file."""

    groups: tuple[tuple[str, Part, tuple[tuple[str, Piece], ...]], ...]


def drafted(order: Order) -> Draft:
    """The groups and rules of an order, each group by a name of its own."""
    spelling = spelling_of(order.model)
    parts = list(parts_of(order.program))
    taken: set[str] = set()
    groups = []
    for part in parts:
        name, count = part.group.name, 1
        while name in taken:
            count += 1
            name = f"{part.group.name} ({count})"
        taken.add(name)
        pieces = tuple(
            (rule.name, piece) for rule in part.rules for piece in pieces_of(rule, spelling)
        )
        groups.append((name, part, pieces))
    return Draft(tuple(groups))


def category(part: Part) -> str:
    """The category of a group: by what it measures, else by whether it asks for events."""
    if part.group.axis is Axis.NONE:
        return INTENT if part.events else FIT
    return FIT if part.group.axis is Axis.FIT else INTENT


def body(order: Order, draft: Draft) -> dict[str, Any]:
    """The body of the request."""
    version = order.option("version", VERSIONS[0])
    chosen = order.option("names", "page")
    names = _NAMES[version if chosen == "page" else chosen]
    found: list[str] = []
    groups: list[dict[str, Any]] = []
    for name, part, pieces in draft.groups:
        group: dict[str, Any] = {"groupName": name, "groupCategory": category(part)}
        if part.group.most is not None:
            group["maxValue"] = part.group.most
        group["ruleConfigurations"] = [_rule(piece, names) for _, piece in pieces]
        groups.append(group)
        found.append(category(part))
    return {
        "name": order.program.name,
        "objectTypeId": object_type(order),
        "allowedGroupTypes": [name for name in (FIT, INTENT) if name in found],
        names.score: order.program.scale.most,
        "groupConfigs": groups,
    }


def _rule(piece: Piece, names: Names) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "enabled": False,
        "configuration": {"calculation": {"type": "CONSTANT", "value": piece.points}},
    }
    if piece.most is not None:
        rule[names.most] = piece.most
    return rule


def object_type(order: Order) -> str:
    """The id of the object type. LeadbenchError where it is none."""
    found = order.option("object", CONTACTS)
    numbers = found.split("-")
    if len(numbers) != 2 or not all(part.isascii() and part.isdigit() for part in numbers):
        raise LeadbenchError(
            f"{quoted(found)} is no id of an object type.",
            "object",
            f"Contacts are {CONTACTS}; objects of your own begin with 2-.",
        )
    return found


def write(order: Order) -> Export:
    """The draft, which rule is which, and the build sheet by which criteria are set."""
    draft = drafted(order)
    stem = f"{order.stem}.hubspot-api"
    told = (*_cautions(), *cautions(order))
    sheet = sheet_of(order, NAME, Proof.GENERATED, tuple(_sections(order, draft)), told)
    return Export(
        (
            _file(f"{stem}.draft.json", body(order, draft)),
            _file(f"{stem}.key.json", {"rules": list(_key(draft))}),
            *sheet_files(sheet, stem),
        ),
        tuple(_notes(order, draft)),
        sheet=sheet,
    )


def _file(name: str, said: Any) -> ExportFile:
    text = json.dumps(said, indent=2)
    return ExportFile(name, f"{text}\n".encode("ascii"), "json")


def _key(draft: Draft) -> Iterator[dict[str, Any]]:
    """Which rule of the draft is which of the model; places count from 1."""
    for at, (group, part, pieces) in enumerate(draft.groups, start=1):
        for number, (name, piece) in enumerate(pieces, start=1):
            yield {
                "group": at,
                "groupName": group,
                "of": part.group.name,
                "rule": number,
                "name": name,
                "points": piece.points,
                "criteria": {copied.label: copied.text for copied in _criteria(piece)},
            }


_DONE = ("Add points", "Subtract points", "Points each time", "Maximum points")
"""What is in the draft already."""


def _criteria(piece: Piece) -> tuple[Copied, ...]:
    return tuple(copied for copied in piece.step.copies if copied.label not in _DONE)


def path(order: Order) -> str:
    """Where the draft goes."""
    return f"/marketing/lead-scoring/{order.option('version', VERSIONS[0])}/scores"


def _sections(order: Order, draft: Draft) -> Iterator[Section]:
    yield before(order)
    yield Section(
        "The draft",
        (
            Step(
                "Send the file of the draft with a token of a private app.",
                (
                    Copied("Request", f"POST https://api.hubapi.com{path(order)}"),
                    Copied("File", f"{order.stem}.hubspot-api.draft.json"),
                ),
                "The answer 201 has the address of the draft. It scores nobody until it is "
                "published.",
            ),
        ),
    )
    for at, (group, _, pieces) in enumerate(draft.groups, start=1):
        yield Section(
            f"Group {at}, {quoted(group)}",
            tuple(
                Step(
                    f"Rule {number}, {piece.points:+d}: {name}. Set its criteria, then enable it.",
                    _criteria(piece),
                    piece.step.note,
                )
                for number, (name, piece) in enumerate(pieces, start=1)
            ),
        )
    yield Section(
        "Thresholds, test, publish",
        (
            Step("Set the score thresholds.", (Copied("Thresholds", bands_words(order)),)),
            Step("Test contacts: choose the leads listed below and compare the points."),
            Step(
                "Publish, on the screen or by the API.",
                (Copied("Request", f"POST https://api.hubapi.com{path(order)}/ID/draft/publish"),),
                "Only when every rule has its criteria.",
            ),
        ),
    )


def _cautions() -> tuple[str, ...]:
    return (
        "Rules of the draft have points and no criteria, so none is enabled: enabled as it is, a "
        "rule gives its points to everybody.",
        "The API is a beta: its pages and its description call limits by other names. Where it "
        "refuses one, write the draft again with the other names of limits.",
    )


def _notes(order: Order, draft: Draft) -> Iterator[Problem]:
    """What a person must do, and what nobody could try."""

    def note(where: str, what: str, remedy: str = "") -> Problem:
        return Problem(what, where, remedy, severity=Severity.NOTE)

    rules = sum(len(pieces) for _, _, pieces in draft.groups)
    yield note(
        "Criteria",
        f"{count_of(rules, 'rule')} without criteria, none of them enabled: HubSpot publishes "
        "conditions without the words of their operators.",
        "Set them by the build sheet, then enable each rule.",
    )
    yield note(
        "Version",
        f"{order.option('version', VERSIONS[0])} is a beta, whose names may change.",
        "Where it refuses the name of a limit, choose the other names of limits.",
    )
    if len({category(part) for _, part, _ in draft.groups}) > 1:
        yield note(
            "Highest score",
            f"There are groups of both categories, {FIT} and {INTENT}; HubSpot may limit each by "
            f"itself to {order.program.scale.most} and not their sum.",
        )
