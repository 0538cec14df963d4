"""HubSpot's lead scoring tool: what it can say, and a model in its words.

Words and limits as of HubSpot's own pages on lead scores and of people who build them (2024 to
2026): a score has groups, of properties or of events; a group has a limit, and so has the score;
rules add points or take them; an event has a time frame, a frequency or a maximum of points; decay
is a share of an event's points for each month, and not together with a time frame.

Its scoring API is a target of its own (see `hubspot_api`): a draft whose rules wait for criteria.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.exchange.crm.asking import (
    Criteria,
    Criterion,
    Joined,
    Unfit,
    Verb,
    event_name,
    leaves,
    lines,
    said_by,
)
from models.exchange.crm.beginning import bands_words, beginning
from models.exchange.crm.criteria import Spelling, criteria
from models.exchange.crm.exclusive import exclusive
from models.exchange.crm.fitting import FITS, Abilities, Fault
from models.exchange.portable.columns import OfQuantity
from models.exchange.portable.program import (
    FirstOf,
    Hundredths,
    PortableGroup,
    PortableOverride,
    PortableRule,
    Program,
    Times,
)
from models.exchange.portable.vocabulary import ALWAYS
from models.exchange.targets.sheet import Copied, Section, Step
from models.exchange.targets.target import Order
from models.leads.wording import quoted
from models.scoring.conditions import Selection
from models.scoring.words import plain, sentence

NAME = "HubSpot"
MOST_SCORE = 10_000
"""The highest limit of a score that anybody tells of; which plan takes which is told otherwise in
each source."""
_PLAIN_SCORE = 100
"""A limit that every plan takes."""

_WORDS = {
    Verb.KNOWN: "{name} is known",
    Verb.BLANK: "{name} is unknown",
    Verb.IS: "{name} is any of: {values}",
    Verb.IS_NOT: "{name} is none of: {values}",
    Verb.CONTAINS: "{name} contains any of: {values}",
    Verb.CONTAINS_NOT: "{name} doesn't contain any of: {values}",
    Verb.STARTS: "{name} starts with any of: {values}",
    Verb.ENDS: "{name} ends with any of: {values}",
    Verb.EQUAL: "{name} is equal to any of: {values}",
    Verb.UNEQUAL: "{name} is not equal to any of: {values}",
    Verb.AT_LEAST: "{name} is greater than or equal to {values}",
    Verb.MORE: "{name} is greater than {values}",
    Verb.AT_MOST: "{name} is less than or equal to {values}",
    Verb.LESS: "{name} is less than {values}",
    Verb.YES: "{name} is any of: Yes",
    Verb.NO: "{name} is any of: No",
    Verb.HAS: "{name} is any of: {values}",
    Verb.HAS_NOT: "{name} is none of: {values}",
    Verb.SINCE: "{name} is on or after {values}",
    Verb.UNTIL: "{name} is on or before {values}",
    Verb.SINCE_AGO: "{name} is on or after {values}",
    Verb.UNTIL_AGO: "{name} is on or before {values}",
}
_SAY = said_by(NAME, _WORDS)
_MIXED = "A rule of HubSpot is of properties or of one kind of event, not of both together."
_TOGETHER = "HubSpot counts each kind of event by itself; this counts several together."
_SEVERAL = "A rule of HubSpot has one kind of event with one time frame and one frequency."
_BY_WORKFLOW = "A workflow on that event can set a property, and a rule can ask for the property."
_NEAREST = {
    _MIXED: _BY_WORKFLOW,
    _SEVERAL: _BY_WORKFLOW,
    _TOGETHER: "A rule for each kind, with a maximum of points of its own.",
}


def rule_fault(rule: PortableRule, _group: PortableGroup) -> Fault:
    """Why a rule does not fit."""
    try:
        pieces_of(rule, {})
    except Unfit as unfit:
        why = str(unfit)
        return why, _NEAREST.get(why, "")
    return FITS


def _override_fault(_override: PortableOverride) -> Fault:
    return (
        "HubSpot's score is its points alone.",
        "A workflow with this condition can do what follows, such as set the lifecycle stage.",
    )


def _most_of_group(group: PortableGroup) -> str:
    if len({is_event(rule) for rule in group.rules}) > 1:
        return "Its rules are of properties and of events: two groups in HubSpot, two limits."
    if group.most is not None and not 1 <= group.most <= MOST_SCORE:
        return f"HubSpot takes 1 to {MOST_SCORE} as the limit of a group."
    return ""


ABILITIES = Abilities(
    name=NAME,
    rule=rule_fault,
    override=_override_fault,
    most_of_group=_most_of_group,
    least_of_group="HubSpot's screen has a highest limit for a group and no lowest one.",
    least=False,
    most=True,
    base=False,
    decay="Decay of an event group takes a share of its points each month: try it on old leads.",
    grade="A combined score has labels A1 to C3, by two thresholds for fit and two for engagement.",
    most_total=MOST_SCORE,
)


def is_event(rule: PortableRule) -> bool:
    """Whether a rule asks for what somebody did."""
    if isinstance(rule.gives, Times | Hundredths):
        return True
    return any(leaf.of is not None for line in exclusive(rule) for leaf in _leaves(line.when))


def _leaves(asked: object) -> list[Criterion]:
    return leaves(criteria(asked, {}))  # type: ignore[arg-type]


def cautions(order: Order) -> tuple[str, ...]:
    """What nobody could try here."""
    told = [
        "HubSpot counts days and months by its own clock, and scores some hours after a change.",
        "Dates here include their own day. Where HubSpot offers only “is after” or “is before”, "
        "take the day before or the day after.",
        "Where your HubSpot takes one kind of event in a group, make a group for each kind.",
    ]
    most = order.program.scale.most
    if most != _PLAIN_SCORE:
        told.append(
            f"Every plan takes {_PLAIN_SCORE} as the limit of a score; {most} may need Enterprise, "
            "and some screens take hundreds alone."
        )
    told.append("AND and OR within a rule, and a combined score, may need Enterprise.")
    return tuple(told)


def sections(order: Order, spelling: Spelling) -> tuple[Section, ...]:
    """The steps in HubSpot."""
    groups = [_section(part, spelling) for part in parts_of(order.program)]
    return (before(order), _score(order), *groups, _after(order))


def before(order: Order) -> Section:
    """What must be there before the first rule is built."""
    where, events = "Settings > Properties", "Which event of HubSpot is each?"
    return beginning(order, where, "property", "properties", events)


def _score(order: Order) -> Section:
    kinds = {is_event(rule) for rule in order.program.rules()}
    kind = {frozenset({True}): "Engagement", frozenset({False}): "Fit"}.get(
        frozenset(kinds), "Combined"
    )
    steps = (
        Step(
            f"Marketing > Lead Scoring > Create score, for Contacts, type {quoted(kind)}.",
            (Copied("Name of the score", order.program.name),),
        ),
        Step("Set the score limit.", (Copied("Score limit", str(order.program.scale.most)),)),
    )
    return Section("The score", steps)


@dataclass(frozen=True)
class Part:
    """A group of HubSpot: the rules of one of ours that ask for events, or those that do not."""

    group: PortableGroup
    events: bool
    rules: tuple[PortableRule, ...]


def parts_of(program: Program) -> Iterator[Part]:
    """The groups of HubSpot that the groups of a model become."""
    for group in program.groups:
        for events in (False, True):
            rules = tuple(rule for rule in group.rules if is_event(rule) == events)
            if rules:
                yield Part(group, events, rules)


def _section(part: Part, spelling: Spelling) -> Section:
    group = part.group
    kind = "event group" if part.events else "property group"
    copies = [Copied("Name of the group", group.name)]
    if group.most is not None:
        copies.append(Copied("Group limit", str(group.most)))
    first = Step(
        f"Add {kind}.",
        tuple(copies),
        "" if group.most is not None else "No group limit: set it as high as the score limit.",
    )
    steps = [piece.step for rule in part.rules for piece in pieces_of(rule, spelling)]
    return Section(f"Group {quoted(group.name)}: {kind}", (first, *steps))


@dataclass(frozen=True)
class Piece:
    """A rule of HubSpot: how it is built, its points, and the most that it gives (None: those)."""

    step: Step
    points: int
    most: int | None = None


def pieces_of(rule: PortableRule, spelling: Spelling) -> list[Piece]:
    """The rules of HubSpot that a rule becomes. Raises Unfit."""
    match rule.gives:
        case Hundredths():
            raise Unfit("Its points fade by a table of percents.")
        case Times(column, points, most):
            assert isinstance(column.source, OfQuantity)
            if rule.when != ALWAYS:
                raise Unfit(_MIXED)
            if points < 0:
                raise Unfit("HubSpot has a maximum for points of an event and no minimum.")
            of = column.source.quantity.of
            copies = (*_event(of), Copied("Points each time", signed_plain(points)))
            top = Copied("Maximum points", str(points * most))
            step = Step(f"Add rule: {rule.name}", (*copies, top), rule.note)
            return [Piece(step, points, points * most)]
        case FirstOf():
            made = [(line.points, criteria(line.when, spelling)) for line in exclusive(rule)]
    if not made:
        raise Unfit("It gives no points to any lead.")
    name = f"Add rule: {rule.name}"
    names = (
        [name] if len(made) == 1 else [f"{name}, {n + 1} of {len(made)}" for n in range(len(made))]
    )
    return [
        Piece(Step(name, (*_copies(found), _points(points)), rule.note), points)
        for name, (points, found) in zip(names, made, strict=True)
    ]


def _points(points: int) -> Copied:
    return Copied("Add points" if points > 0 else "Subtract points", str(abs(points)))


def signed_plain(points: int) -> str:
    """Points as they are typed: +5, -5."""
    return f"{points:+d}"


def _copies(found: Criteria) -> tuple[Copied, ...]:
    events = [leaf for leaf in leaves(found) if leaf.of is not None]
    if not events:
        return (Copied("Criteria", "\n".join(lines(found, _SAY))),)
    if len(events) < len(leaves(found)):
        raise Unfit(_MIXED)
    if isinstance(found, Joined) and (not found.every or len(events) > 2):
        raise Unfit(_SEVERAL)
    often = [leaf for leaf in events if leaf.verb is Verb.OFTEN]
    seldom = [leaf for leaf in events if leaf.verb is Verb.SELDOM]
    if len(often) != 1 or (seldom and seldom[0].of != often[0].of):
        raise Unfit("HubSpot scores what somebody did, not what was not done.")
    of = often[0].of
    assert of is not None
    least = often[0].number
    if seldom and seldom[0].number > least + 1:
        frequency = f"Between {least} and {seldom[0].number - 1} times"
    elif seldom:
        frequency = f"Exactly {least} time{'s' if least != 1 else ''}"
    else:
        frequency = f"At least {least} time{'s' if least != 1 else ''}"
    return (*_event(of), Copied("Frequency", frequency))


def _event(of: Selection) -> tuple[Copied, ...]:
    if not of.types:
        raise Unfit("HubSpot has no event that stands for any activity.")
    if len(of.types) > 1:
        raise Unfit(_TOGETHER)
    told = [Copied("Event", event_name(of))]
    if of.where is not None:
        told.append(Copied("Filter of the event", plain(sentence(of.where))))
    days = "All time" if of.days is None else f"In the last {of.days} days"
    return (*told, Copied("Time frame", days))


def _after(order: Order) -> Section:
    steps = [
        Step(
            "Set the score thresholds, so that lists and views have the bands.",
            (Copied("Thresholds", bands_words(order)),),
        ),
        Step(
            "Test contacts: choose the leads listed below one by one and compare the points.",
            note="One day later, since HubSpot takes its time: compare again.",
        ),
        Step("Review and turn on."),
    ]
    return Section("Thresholds, test, turn on", tuple(steps))
