"""Salesforce Account Engagement (Pardot): automation rules that adjust the prospect's score.

Words as of Salesforce's pages: an automation rule has a match type (all, any), rules and groups of
rules, and actions such as Adjust prospect score; values are parted by a semicolon, 255 letters.
"""

from __future__ import annotations

from models.exchange.crm.adding import Adding, condition_step
from models.exchange.crm.asking import Verb
from models.exchange.targets.sheet import Copied, Step
from models.exchange.targets.target import Order

_FIELD = "Prospect field [{name}]"
_WORDS = {
    Verb.KNOWN: f"{_FIELD} is not empty",
    Verb.BLANK: f"{_FIELD} is empty",
    Verb.IS: _FIELD + " is: {values}",
    Verb.IS_NOT: _FIELD + " isn't: {values}",
    Verb.CONTAINS: _FIELD + " contains: {values}",
    Verb.CONTAINS_NOT: _FIELD + " doesn't contain: {values}",
    Verb.EQUAL: _FIELD + " is: {values}",
    Verb.UNEQUAL: _FIELD + " isn't: {values}",
    Verb.MORE: _FIELD + " is greater than: {values}",
    Verb.LESS: _FIELD + " is less than: {values}",
    Verb.YES: f"{_FIELD} is: Yes",
    Verb.NO: f"{_FIELD} is: No",
}


def _begin(order: Order) -> tuple[Step, ...]:
    return (
        Step(
            "Automations > Automation Rules: make a folder for these rules.",
            (Copied("Folder", order.program.name),),
            "Set the points of Account Engagement's own scoring rules to 0, or its points come on "
            "top.",
        ),
    )


def _each(name: str, condition: str, points: int) -> Step:
    return condition_step(
        "Add Automation Rule. ALL is match type Match All, ANY is Match Any; what is indented is a "
        "rule group. Do not repeat the rule.",
        name,
        condition,
        Copied("Action: Adjust prospect score by", f"{points:+d}"),
    )


def _end(bands: str) -> tuple[Step, ...]:
    return (
        Step("Make a dynamic list for each band.", (Copied("Bands", bands),)),
        Step("Preview each rule, resume it, and compare the prospects listed below."),
    )


ACCOUNT_ENGAGEMENT = Adding(
    name="Account Engagement",
    words=_WORDS,
    events=False,
    deep=2,
    longest=255,
    override="An automation rule with this condition can assign the prospect or add it to a list.",
    decay="An automation rule on “last activity days ago” can take points, once.",
    grade="Its own grade (A+ to F) comes from a profile with criteria for job title, industry ...",
    fields=("Configure > Fields > Prospect Fields", "field", "fields"),
    begin=_begin,
    each=_each,
    end=_end,
    cautions=(
        "A rule adds its points once to each prospect and takes nothing back when the field "
        "changes: begin with scores of 0, and score changed prospects anew by hand.",
        "A score there may not fall below 0, whatever is taken.",
        "Greater than and less than leave out the number itself, so “at least” is left out by "
        "name.",
    ),
)
