"""How a table of activities is read: which field is what, and what preparation leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.leads.fields import Input, Recipe, Role


@dataclass(frozen=True)
class ActivityRecipe:
    """The inputs of the activities in the order of their columns; names are distinct by key.

    The ID is the lead's id, FIELD a detail of the activity. `without_machine_clicks` leaves out
    suspected machine clicks, `identical_once` counts identical rows once.
    """

    inputs: tuple[Input, ...] = ()
    without_machine_clicks: bool = False
    identical_once: bool = False

    def __iter__(self) -> Iterator[Input]:
        return iter(self.inputs)

    def __len__(self) -> int:
        return len(self.inputs)

    def with_role(self, role: Role) -> Input | None:
        """The input that has this role, if any."""
        return next((item for item in self.inputs if item.role is role), None)

    @property
    def id(self) -> Input | None:
        """The input that says whose activity it is."""
        return self.with_role(Role.ID)

    @property
    def type(self) -> Input | None:
        """The input that says what was done."""
        return self.with_role(Role.ACTIVITY_TYPE)

    @property
    def time(self) -> Input | None:
        """The input that says when."""
        return self.with_role(Role.ACTIVITY_TIME)

    @property
    def details(self) -> tuple[Input, ...]:
        """What else is known of an activity and rules may ask for."""
        return tuple(item for item in self.inputs if item.role is Role.FIELD)

    def find(self, name: str) -> Input | None:
        """The input of that name or alias, compared by key."""
        return Recipe(self.inputs).find(name)

    def changed(self, item: Input) -> ActivityRecipe:
        """The recipe with the input of that name replaced; a unique role moves to it."""
        return replace(self, inputs=Recipe(self.inputs).changed(item).inputs)
