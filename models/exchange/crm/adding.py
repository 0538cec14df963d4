"""Systems that add up points of conditions, each by itself: what their sheets have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from models.exchange.crm.asking import Criteria, Unfit, Verb, Words, depth, leaves, lines, said_by
from models.exchange.crm.beginning import bands_words, beginning
from models.exchange.crm.criteria import Spelling, criteria
from models.exchange.crm.exclusive import exclusive
from models.exchange.crm.fitting import FITS, Abilities, Fault
from models.exchange.portable.program import (
    FirstOf,
    PortableGroup,
    PortableOverride,
    PortableRule,
)
from models.exchange.targets.sheet import Copied, Section, Step
from models.exchange.targets.target import Order


@dataclass(frozen=True)
class Adding:
    """A system that adds up. `events`: whether it knows “at least once, whenever” of one kind.

    `deep`: how deep AND and OR are nested; `longest`: letters of the values of one criterion.
    `override`: what to do instead of one. `fields`: where fields are, and what one and several are
    called. `begin`, `each`, `end`: the steps before, for each condition and after.
    """

    name: str
    words: Words
    events: bool
    deep: int
    longest: int
    override: str
    decay: str
    grade: str
    fields: tuple[str, str, str]
    begin: Callable[[Order], tuple[Step, ...]]
    each: Callable[[str, str, int], Step]
    end: Callable[[str], tuple[Step, ...]]
    cautions: tuple[str, ...]

    @property
    def abilities(self) -> Abilities:
        """What it can do."""
        return Abilities(
            name=self.name,
            rule=partial(_rule_fault, self),
            override=partial(_override_fault, self),
            most_of_group=lambda _group: f"{self.name} adds up: nothing cuts off a part's points.",
            least_of_group=f"{self.name} adds up: nothing lifts the points of a part.",
            least=False,
            most=False,
            base=False,
            decay=self.decay,
            grade=self.grade,
        )

    def told(self, _order: Order) -> tuple[str, ...]:
        """What nobody could try here."""
        return self.cautions

    def sections(self, order: Order, spelling: Spelling) -> tuple[Section, ...]:
        """The steps of the sheet."""
        groups = [
            Section(
                group.name,
                tuple(step for rule in group.rules for step in _steps(self, rule, spelling)),
            )
            for group in order.program.groups
        ]
        return (
            beginning(order, *self.fields, f"Which interaction of {self.name} is each?"),
            Section("Begin", self.begin(order)),
            *groups,
            Section("Bands, and whether it is right", self.end(bands_words(order))),
        )


def _rule_fault(system: Adding, rule: PortableRule, _group: PortableGroup) -> Fault:
    try:
        if not _steps(system, rule, {}):
            raise Unfit("It gives no points to any lead.")
    except Unfit as unfit:
        return str(unfit), ""
    return FITS


def _override_fault(system: Adding, _override: PortableOverride) -> Fault:
    return f"The score of {system.name} is its points alone.", system.override


def _steps(system: Adding, rule: PortableRule, spelling: Spelling) -> list[Step]:
    """A step for each condition. Raises Unfit."""
    if not isinstance(rule.gives, FirstOf):
        raise Unfit(f"Points for each time are not known of {system.name}.")
    found = [(line.points, criteria(line.when, spelling)) for line in exclusive(rule)]
    several = len(found) > 1
    return [
        system.each(f"{rule.name} {number}" if several else rule.name, _said(system, asked), points)
        for number, (points, asked) in enumerate(found, start=1)
    ]


def _said(system: Adding, asked: Criteria) -> str:
    if depth(asked) > system.deep:
        raise Unfit(f"AND and OR are nested deeper than the {system.deep} levels that it takes.")
    events = [leaf for leaf in leaves(asked) if leaf.of is not None]
    if events and (len(leaves(asked)) > 1 or not system.events):
        raise Unfit(f"It asks for activities in a way that is not known of {system.name}.")
    for leaf in events:
        plain = leaf.of is not None and leaf.of.days is None and leaf.of.where is None
        if leaf.verb is not Verb.OFTEN or leaf.number != 1 or not plain or leaf.name.count(" or "):
            raise Unfit(f"{system.name} is asked for one kind of activity, once, at any time only.")
    if any(len("; ".join(leaf.values)) > system.longest for leaf in leaves(asked)):
        raise Unfit(f"Values of one criterion have {system.longest} letters at most.")
    return "\n".join(lines(asked, said_by(system.name, system.words)))


def condition_step(do: str, name: str, condition: str, points: Copied) -> Step:
    """A step with the name, the condition and the points of a rule."""
    return Step(do, (Copied("Name", name), Copied("Condition", condition), points))
