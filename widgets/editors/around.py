"""What the editors have to know of the leads: fields, activities, values, how many fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.evaluation.ahead import LeadAhead
from models.evaluation.figures import count
from models.leads.fields import Input
from models.leads.pattern_hits import PatternHits
from models.leads.tally import TypeCounts, ValueCount
from models.leads.text import key
from models.scoring.conditions import Condition
from widgets.editors.draft import is_whole, whole
from widgets.editors.draft_nodes import Node

OffersOf = Callable[[str], Sequence[ValueCount]]
ValuesOf = Callable[[str, tuple[str, ...]], Sequence[ValueCount]]
HitsOf = Callable[[str, str], PatternHits | None]
AheadOf = Callable[[str], LeadAhead | None]


def nothing_offered(_field: str) -> Sequence[ValueCount]:
    """No values are known."""
    return ()


def no_values(_detail: str, _types: tuple[str, ...]) -> Sequence[ValueCount]:
    """No values of details are known."""
    return ()


def no_types() -> TypeCounts:
    """No types of activity are known."""
    return TypeCounts()


def no_hits(_field: str, _pattern: str) -> PatternHits | None:
    """Nobody has looked which values a pattern matches."""
    return None


def nothing_ahead(_group: str) -> LeadAhead | None:
    """No lead's days ahead are known."""
    return None


@dataclass(frozen=True)
class Activities:
    """The activities that are open: their types, with how often they occur, and their details.

    `values`: those of a detail of activities of these types; none named: of any type.
    """

    types: Callable[[], TypeCounts] = no_types
    details: tuple[Input, ...] = ()
    values: ValuesOf = no_values
    hits: HitsOf = no_hits


@dataclass(frozen=True)
class AsOfFacts:
    """The as-of day in effect, how many leads are scored and how many are left out.

    They are left out where each has a day of its own: because they are too young, or have no day
    of creation.
    """

    day: date
    scored: int
    too_young: int = 0
    undated: int = 0


@dataclass(frozen=True)
class Around:
    """`activities` None: no activities are open, their types and details are typed. `ahead`: one
    lead's points of a group in the days ahead.

    `as_of`: what the as-of day makes of the leads; None: no leads.

    `of_details`: the fields are details of activities, asked within a condition on them.
    `of_accounts`: the fields are those of accounts, which have no activities.
    """

    fields: tuple[Input, ...] = ()
    offers: OffersOf = nothing_offered
    counts: Mapping[Condition, int] = field(default_factory=dict)
    activities: Activities | None = None
    hits: HitsOf = no_hits
    ahead: AheadOf = nothing_ahead
    of_details: bool = False
    as_of: AsOfFacts | None = None
    of_accounts: bool = False

    def find(self, name: str) -> Input | None:
        """The field of that name; None where the leads do not have it."""
        wanted = key(name)
        return next((item for item in self.fields if key(item.name) == wanted), None)

    def count_of(self, node: Node) -> str:
        """How many leads a part holds for; "" while nobody knows."""
        number = self.counts.get(whole(node)) if self.counts and is_whole(node) else None
        return "" if number is None else count(number)

    def lacks(self, name: str) -> bool:
        """Whether something is asked that the leads, or their activities, do not have."""
        return bool(name) and bool(self.fields) and self.find(name) is None

    def details(self, types: tuple[str, ...] = ()) -> Around:
        """What the editor of a condition on details of activities of these types has to know."""
        if self.activities is None:
            return Around(of_details=True)
        own = self.activities
        return Around(
            own.details, lambda detail: own.values(detail, types), hits=own.hits, of_details=True
        )
