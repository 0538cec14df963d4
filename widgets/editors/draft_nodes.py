"""The condition while it is edited: a tree whose parts may have gaps. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.leads.fields import Kind
from models.scoring.conditions import DAYS_OF_ACTIVITY, SHAPES, Measure, Takes, Test, Value

Values = tuple[Value | None, ...]
"""The places of a test's values; None is one not given yet."""


class Joint(StrEnum):
    """How the parts of a branch hold together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"
    NOT_ALL = "not all"


@dataclass(frozen=True)
class Leaf:
    """One test of one field."""

    field: str = ""
    test: Test = Test.IS_KNOWN
    values: Values = ()
    exact: bool = False
    negated: bool = False

    @property
    def takes(self) -> Takes:
        """What the test is compared with."""
        return SHAPES[self.test].takes


@dataclass(frozen=True)
class Branch:
    """Parts that hold together in some way; none yet is allowed while it is edited."""

    joint: Joint
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Chosen:
    """Which activities. `types` None: nobody has said yet; none named: of any type.

    `where`: conditions on details; a branch without parts asks nothing.
    """

    types: tuple[str, ...] | None = None
    where: Branch = Branch(Joint.ALL)
    windowed: bool = False
    days: int | None = None


ANY = Chosen(())
"""Activities of any type and any age."""


@dataclass(frozen=True)
class ActivityLeaf:
    """One test of a quantity of activities: how often, how many different, how long ago."""

    of: Chosen = Chosen()
    measure: Measure = Measure.COUNT
    detail: str = ""
    test: Test = Test.AT_LEAST
    values: Values = (1.0,)
    negated: bool = False

    @property
    def takes(self) -> Takes:
        """What the test is compared with."""
        return SHAPES[self.test].takes

    @property
    def kind(self) -> Kind:
        """The kind of field whose tests it takes."""
        return Kind.DATE if self.measure in DAYS_OF_ACTIVITY else Kind.NUMBER


@dataclass(frozen=True)
class SequenceLeaf:
    """One activity is followed by another within some days."""

    first: Chosen = Chosen()
    then: Chosen = Chosen()
    within: int | None = 7
    negated: bool = False


@dataclass(frozen=True)
class InactiveLeaf:
    """There was no activity for more than some days; of no named type: of any."""

    types: tuple[str, ...] = ()
    days: int | None = 30
    negated: bool = False


Part = Leaf | ActivityLeaf | SequenceLeaf | InactiveLeaf
"""What stands on one line."""
Node = Leaf | ActivityLeaf | SequenceLeaf | InactiveLeaf | Branch
