"""Which prepared columns a model reads: each made once, with a name of its own."""

from __future__ import annotations

from collections.abc import Sequence

from models.exchange.portable.columns import (
    Column,
    Holds,
    OfAccount,
    OfCreation,
    OfField,
    OfLastActivity,
    OfPercents,
    OfQuantity,
    OfSequence,
    Source,
)
from models.exchange.portable.names import (
    distinct_name,
    name_of_quantity,
    name_of_selection,
    plain_name,
    with_ending,
)
from models.leads.derived import Derived, kind_of, place_of
from models.leads.fields import Kind, Recipe
from models.scoring.conditions import NEVER_BLANK, FollowedBy, Quantity, Selection
from models.scoring.words import plain, quantity_words, sentence

RESERVED = frozenset(
    "lead_id as_of score band grade total points in and or not null true false some all".split()
)
"""What prepared leads and results call their own, and words of rule engines."""

_HOLDS = {
    Kind.TEXT: (Holds.KEY, Holds.TEXT),
    Kind.MULTIPLE: (Holds.KEYS, Holds.VALUES),
    Kind.NUMBER: (Holds.NUMBER, Holds.NUMBER),
    Kind.YES_NO: (Holds.YES_NO, Holds.YES_NO),
    Kind.DATE: (Holds.DAY, Holds.DAY),
}


class Reading:
    """Collects the columns while a model is put into its portable form."""

    def __init__(self, recipe: Recipe, derived: Sequence[Derived], as_of: int) -> None:
        self._recipe, self._derived = recipe, derived
        self.as_of = as_of
        self._columns: dict[tuple[Source, Holds], Column] = {}
        self._taken = set(RESERVED)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All that were read, in the order in which they were first read."""
        return tuple(self._columns.values())

    def kind_of(self, name: str) -> Kind | None:
        """How the field that rules mean by a name is read; None: nobody knows the field."""
        found = self._field(name)
        return None if found is None else found.kind

    def field(self, name: str, exact: bool = False) -> Column | None:
        """The column of a field, by key or exactly; None: nobody knows the field."""
        source = self._field(name)
        if source is None:
            return None
        by_key, as_is = _HOLDS[source.kind]
        holds = as_is if exact else by_key
        named = plain_name(source.name)
        if holds in (Holds.KEY, Holds.KEYS):
            named = with_ending(named, "_key")
        return self._column(source, holds, named, source.name)

    def _field(self, name: str) -> OfField | None:
        place = place_of(self._derived, name)
        if place is not None:
            return OfField(self._derived[place].name, kind_of(self._derived[place]))
        item = self._recipe.find(name)
        return None if item is None else OfField(item.name, item.kind)

    def quantity(self, quantity: Quantity) -> Column:
        """The column of a measure of activities."""
        holds = Holds.DAY if quantity.kind is Kind.DATE else Holds.NUMBER
        return self._column(
            OfQuantity(quantity),
            holds,
            name_of_quantity(quantity),
            plain(quantity_words(quantity)),
            never_blank=quantity.measure in NEVER_BLANK,
        )

    def count(self, of: Selection) -> Column:
        """How many activities a selection has."""
        return self.quantity(Quantity(of=of))

    def percents(self, source: OfPercents) -> Column:
        """The sum of the percents left of activities."""
        named = with_ending(name_of_selection(source.of), "_left")
        words = plain(quantity_words(Quantity(of=source.of)))
        label = f"percents left of the newest {source.most} of {words}"
        return self._column(source, Holds.WHOLE, named, label, never_blank=True)

    def sequence(self, followed: FollowedBy) -> Column:
        """Whether an activity follows another."""
        first, then = name_of_selection(followed.first), name_of_selection(followed.then)
        named = f"{first[:20]}_then_{then[:20]}".strip("_")
        words = plain(sentence(followed))
        return self._column(OfSequence(followed), Holds.YES_NO, named, words, never_blank=True)

    def last_activity(self, types: tuple[str, ...]) -> Column:
        """The day of the last activity of these types."""
        named = with_ending(f"last_{name_of_selection(Selection(types))}", "_day")
        words = " or ".join(types) or "activity of any type"
        return self._column(OfLastActivity(types), Holds.DAY, named, f"last {words}")

    def creation(self) -> Column:
        """The day of the lead's creation."""
        return self._column(OfCreation(), Holds.DAY, "created_day", "created")

    def account_points(self) -> Column:
        """What the lead's account gives it."""
        label = "points of the account"
        return self._column(OfAccount(), Holds.WHOLE, "account_points", label, never_blank=True)

    def _column(
        self, source: Source, holds: Holds, named: str, label: str, *, never_blank: bool = False
    ) -> Column:
        found = self._columns.get((source, holds))
        if found is None:
            name = distinct_name(named, self._taken)
            self._taken.add(name)
            found = Column(name, holds, source, label, never_blank)
            self._columns[source, holds] = found
        return found
