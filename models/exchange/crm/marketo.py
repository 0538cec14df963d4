"""Marketo Engage: scores by smart campaigns, with the points in tokens.

Words as of Adobe's pages on Change Score (+5, -5, =5), score tokens ({{my.name}}, at most 50
characters), smart lists and Add Choice, of which the first that matches wins. Scores there add up
for ever, so the sheet scores anew: a batch campaign sets the score to its base, runs one campaign
for each rule, then keeps the score within its scale, then moves it where an override holds.
"""

from __future__ import annotations

from models.exchange.crm.asking import Criterion, Unfit, Verb, lines, said_by
from models.exchange.crm.beginning import bands_words, beginning
from models.exchange.crm.criteria import Spelling, criteria
from models.exchange.crm.exclusive import steps_of
from models.exchange.crm.fitting import FITS, Abilities, Fault
from models.exchange.portable.names import plain_name
from models.exchange.portable.program import (
    FirstOf,
    Hundredths,
    Line,
    PortableGroup,
    PortableOverride,
    PortableRule,
    Times,
)
from models.exchange.portable.vocabulary import ALWAYS, NEVER, Asked, all_of, not_
from models.exchange.targets.sheet import Copied, Section, Step
from models.exchange.targets.target import Order
from models.leads.wording import quoted

NAME = "Marketo"
FIELD = "Lead Score"
TOKEN = "Score-"
MOST_TOKEN = 50
MOST_CHOICES = 20
"""So many choices of counts a person can build for one rule; more is no work for hands."""

_WORDS = {
    Verb.KNOWN: "{name} is not empty",
    Verb.BLANK: "{name} is empty",
    Verb.IS: "{name} is {values}",
    Verb.IS_NOT: "{name} is not {values}",
    Verb.CONTAINS: "{name} contains {values}",
    Verb.CONTAINS_NOT: "{name} not contains {values}",
    Verb.STARTS: "{name} starts with {values}",
    Verb.STARTS_NOT: "{name} not starts with {values}",
    Verb.EQUAL: "{name} is {values}",
    Verb.UNEQUAL: "{name} is not {values}",
    Verb.AT_LEAST: "{name} at least {values}",
    Verb.MORE: "{name} greater than {values}",
    Verb.AT_MOST: "{name} at most {values}",
    Verb.LESS: "{name} less than {values}",
    Verb.YES: "{name} is true",
    Verb.NO: "{name} is false",
    Verb.SINCE: "{name} on or after {values}",
    Verb.UNTIL: "{name} on or before {values}",
    Verb.SINCE_AGO: "{name} on or after {values}",
    Verb.UNTIL_AGO: "{name} on or before {values}",
    Verb.OFTEN: "{of}; Min. Number of Times: {number}",
    Verb.SELDOM: "Not {of}; Min. Number of Times: {number}",
}
_SAY = said_by(NAME, _WORDS)


def lines_of(rule: PortableRule) -> tuple[Line, ...]:
    """The choices of a rule's flow step, the first that matches wins. Raises Unfit."""
    match rule.gives:
        case Hundredths():
            raise Unfit("Its points fade by a table of percents.")
        case Times():
            if rule.gives.most > MOST_CHOICES:
                raise Unfit(f"It counts up to {rule.gives.most} times: a choice for each is much.")
            return steps_of(rule.gives)
        case FirstOf():
            return tuple(line for line in rule.gives.lines if line.when != NEVER)


def _rule_fault(rule: PortableRule, _group: PortableGroup) -> Fault:
    try:
        found = lines_of(rule)
        if not found:
            raise Unfit("It gives no points to any lead.")
        for line in found:
            _said(line.when, {})
        if rule.when != ALWAYS:
            _said(rule.when, {})
    except Unfit as unfit:
        return str(unfit), ""
    return FITS


def _override_fault(override: PortableOverride) -> Fault:
    try:
        _said(override.when, {})
        _said(not_(override.when), {})
    except Unfit as unfit:
        return str(unfit), ""
    return FITS


ABILITIES = Abilities(
    name=NAME,
    rule=_rule_fault,
    override=_override_fault,
    most_of_group=lambda _group: "Scores of Marketo add up: no step cuts off the points of a part.",
    least_of_group="Scores of Marketo add up: no step lifts the points of a part.",
    least=True,
    most=True,
    base=True,
    decay="Windows (in past so many days) with fewer points for older ones come near.",
    grade="Two score fields, for fit and engagement, and a smart list for each cell.",
)


def cautions(_order: Order) -> tuple[str, ...]:
    """What nobody could try here."""
    return (
        "ALL and ANY are the advanced filters of a smart list: 1 and (2 or 3).",
        "Several values are parted by semicolons here: add each by itself in Marketo.",
        "A negation stands beside “is empty”, since Marketo may count an empty field or not.",
        "“Not … Min. Number of Times” leaves out whoever did it so often; look at a few leads.",
        "Between the reset and the last campaign a lead has part of its score: let no trigger "
        f"listen to {quoted(FIELD)}, but to a second field that the last step sets.",
    )


def sections(order: Order, spelling: Spelling) -> tuple[Section, ...]:
    """The steps in Marketo."""
    program, tokens = order.program, dict[str, int]()
    before = beginning(
        order, "Admin > Field Management", "field", "fields", "Which filter of Marketo is each?"
    )
    groups = [
        Section(
            f"Campaigns of {quoted(group.name)}",
            tuple(
                step
                for rule in group.rules
                for step in _rule_steps(f"{group.name}: {rule.name}", rule, spelling, tokens)
            ),
            "Each: New Smart Campaign, Executable.",
        )
        for group in program.groups
    ]
    table = "\n".join(f"{{{{my.{name}}}}}\t{points:+d}" for name, points in tokens.items())
    start = Section(
        "Program and tokens",
        (
            Step(
                "New Program, type Default, channel Operational.",
                (Copied("Name", program.name),),
            ),
            Step(
                "My Tokens: drag in a Score token for each of these.",
                (Copied("Tokens and values", table, code=True),),
                "The points live here alone: change a token, and the next night follows.",
            ),
        ),
    )
    ends = _ends(order, spelling)
    return (before, start, *groups, *ends, _nightly(order), _after(order))


def _token(name: str, points: int, tokens: dict[str, int]) -> str:
    """A token for these points, with a name of its own."""
    stem = (TOKEN + plain_name(name).replace("_", "-"))[: MOST_TOKEN - 4].strip("-")
    found, number = stem, 1
    while found in tokens:
        number += 1
        found = f"{stem}-{number}"
    tokens[found] = points
    return f"{{{{my.{found}}}}}"


def _rule_steps(
    name: str, rule: PortableRule, spelling: Spelling, tokens: dict[str, int]
) -> list[Step]:
    steps = []
    found = lines_of(rule)
    if rule.when == ALWAYS and len(found) == 1 and found[0].when != ALWAYS:
        smart = _said(found[0].when, spelling)
        change = _token(name, found[0].points, tokens)
        flow = f"Change Score: {FIELD}, Change: {change}"
        copies = (Copied("Campaign", name), Copied("Smart List", smart), Copied("Flow", flow))
        return [Step("Campaign with one change.", copies, rule.note)]
    choices = []
    for number, line in enumerate(found, start=1):
        listed = f"{name} {number}"
        asked = criteria(line.when, spelling)
        if isinstance(asked, Criterion) and asked.of is None:
            when = _SAY(asked)
        else:  # a choice asks for one field: what is more is a list of its own
            when = f"Member of Smart List in {quoted(listed, 200)}"
            told = (Copied("Name", listed), Copied("Filters", _said(line.when, spelling)))
            steps.append(Step("Smart List for a choice.", told))
        change = _token(listed, line.points, tokens)
        choices.append(f"Add Choice {number}: if {when}, Change: {change}")
    flow = "\n".join([f"Change Score: {FIELD}", *choices, "Default Choice: Change: +0"])
    smart = "All people" if rule.when == ALWAYS else _said(rule.when, spelling)
    copies = (Copied("Campaign", name), Copied("Smart List", smart), Copied("Flow", flow))
    note = f"The first choice that matches wins. {rule.note}".strip()
    return [*steps, Step("Campaign with choices.", copies, note)]


def _said(asked: Asked, spelling: Spelling) -> str:
    return "\n".join(lines(criteria(asked, spelling), _SAY))


def _ends(order: Order, spelling: Spelling) -> tuple[Section, ...]:
    """The campaigns that keep the score within its scale, and those of overrides."""
    program = order.program
    low, high = program.scale.least, program.scale.most
    flow = (
        f"Change Score: {FIELD}\nAdd Choice 1: if {FIELD} less than {low}, Change: ={low}\n"
        f"Add Choice 2: if {FIELD} greater than {high}, Change: ={high}\n"
        "Default Choice: Change: +0"
    )
    scale = Step(
        "Executable campaign for all people.",
        (Copied("Campaign", "Scale"), Copied("Flow", flow)),
    )
    steps = []
    before: list[Asked] = []
    for item in program.overrides:
        smart = _said(all_of((item.when, *map(not_, before))), spelling)
        before.append(item.when)
        choices = [
            f"Add Choice: if {FIELD} less than {item.low}, Change: ={item.low}",
            f"Add Choice: if {FIELD} greater than {item.high}, Change: ={item.high}",
        ]
        flow = "\n".join([f"Change Score: {FIELD}", *choices, "Default Choice: Change: +0"])
        copies = (
            Copied("Campaign", f"Override: {item.name}"),
            Copied("Smart List", smart),
            Copied("Flow", flow),
        )
        steps.append(Step("Executable campaign of an override.", copies))
    told = "The first override that holds decides: each leaves out those before it."
    return (
        Section("Within the scale", (scale,)),
        Section("Overrides", tuple(steps), told),
    )


def _nightly(order: Order) -> Section:
    program = order.program
    names = [f"{group.name}: {rule.name}" for group in program.groups for rule in group.rules]
    names += ["Scale", *(f"Override: {item.name}" for item in program.overrides)]
    flow = "\n".join(
        [
            f"Change Score: {FIELD}, Change: ={program.base}",
            *(f"Execute Campaign: {name}" for name in names),
        ]
    )
    step = Step(
        "New Smart Campaign, batch, for all people, each night; each person can run through every "
        "time.",
        (Copied("Campaign", "Score anew"), Copied("Flow", flow)),
        "Execute Campaign waits until the campaign is done, so the order holds.",
    )
    return Section("Every night", (step,))


def _after(order: Order) -> Section:
    return Section(
        "Look whether it is right",
        (
            Step(
                "Make a smart list for each band.",
                (Copied("Bands", bands_words(order)),),
            ),
            Step("Run the leads listed below through the campaign once and compare."),
        ),
    )
