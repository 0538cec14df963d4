"""What the linter looks at: a model, and where there are leads, what its rules make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from models.leads.derived import fields_of_leads
from models.leads.table import Leads
from models.leads.wording import count_of, percent
from models.scoring.bits import Bits, number, packed
from models.scoring.engine import Scored
from models.scoring.model import Group, Points, Rule, ScoringModel


@dataclass(frozen=True, eq=False)
class Sample:
    """The leads, scored by the model."""

    leads: Leads
    scored: Scored

    def __len__(self) -> int:
        return len(self.leads)

    @cached_property
    def _hits(self) -> dict[str, tuple[Bits, int]]:
        return {}

    def hits(self, rule: Rule) -> tuple[Bits, int]:
        """The leads that meet the rule, one bit a lead, and how many they are."""
        if rule.id not in self._hits:
            masks, sight = self.scored.masks, self.scored.sight
            if isinstance(rule.award, Points):
                bits = masks.bits(rule.when, sight)
            else:
                bits = packed(masks.hit(rule, sight))
            self._hits[rule.id] = bits, number(bits)
        return self._hits[rule.id]

    def lacks(self, rule: Rule) -> bool:
        """Whether the leads have not all fields of the rule; the checks tell of it."""
        return not self.has(rule.fields())

    def has(self, fields: Iterable[str]) -> bool:
        """Whether the leads have these fields, or what they are made of."""
        behind = fields_of_leads(fields, self.scored.model.derived)
        return all(self.leads.input(name) is not None for name in behind)

    def of_all(self, leads: int) -> str:
        """So many of all leads: "120 of 5,000 leads (2.4 %)"."""
        share = percent(leads / len(self)) if len(self) else percent(0.0)
        return f"{leads:,} of {count_of(len(self), 'lead')} ({share})"


@dataclass(frozen=True, eq=False)
class Ground:
    """A model, and the leads it was tried on; None: only what the model says by itself."""

    model: ScoringModel
    sample: Sample | None = None

    def rules(self) -> Iterator[tuple[Group, Rule]]:
        """The rules that give points, with their groups; muted ones do not."""
        for group in self.model.groups:
            for rule in group.rules:
                if not rule.muted:
                    yield group, rule

    @cached_property
    def reach(self) -> tuple[int, int]:
        """The least and the most points that the base and all groups can add up to."""
        ends = [group.reach() for group in self.model.groups]
        low = self.model.base + sum(low for low, _ in ends)
        return low, self.model.base + sum(high for _, high in ends)
